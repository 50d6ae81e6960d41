#include "kiosk/text/segment.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include <algorithm>

#include "kiosk/base/check.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/base/utf8.h"
#include "kiosk/text/decode.h"

namespace kiosk::text {
namespace {

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

// Calls visit(code point) for every boundary after the start.
template <typename Visit>
void each_boundary(UBreakIterator* iterator, DecodedText& text, Visit visit) {
  if (text.units.empty()) make_units(text);
  UErrorCode code = U_ZERO_ERROR;
  ubrk_setText(iterator, text.units.data(), static_cast<std::int32_t>(text.units.size()), &code);
  KIOSK_ASSERT(U_SUCCESS(code));
  ubrk_first(iterator);
  for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    visit(text.point_of_unit(at));
  }
}

// UAX#29 without the rules for what is intricate: a boundary everywhere but before what extends; always one
// after a newline. False where ICU has to decide.
bool mark_plain_graphemes(DecodedText& text) {
  bool after_newline = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const CharacterProperties& properties = text.properties[i];
    const bool newline = text.code_points[i] == '\n';
    if (properties.grapheme == GraphemeKind::intricate && !newline) return false;
    const bool extends = properties.grapheme == GraphemeKind::extends && !after_newline;
    text.boundaries[i] = extends ? 0 : kGraphemeBoundary;
    after_newline = newline;
  }
  text.boundaries[text.size()] = kGraphemeBoundary;
  return true;
}

constexpr std::uint32_t bit(LineKind kind) { return 1U << static_cast<unsigned>(kind); }
template <typename... Kinds>
constexpr std::uint32_t bits(Kinds... kinds) {
  return (bit(kinds) | ...);
}

// Before what a line may break that nothing stands between: LB31 where LB13 to LB30 say nothing else.
constexpr std::uint32_t breaks_after(LineKind before) {
  using K = LineKind;
  switch (before) {
    case K::exclaims:
      return bits(K::letter, K::digit, K::opens, K::prefix, K::postfix);
    case K::dash:
      return bits(K::letter, K::digit, K::opens, K::prefix, K::postfix, K::glue);
    case K::hyphen:
      return bits(K::letter, K::opens, K::prefix, K::postfix, K::glue);
    case K::slash:
      return bits(K::letter, K::opens);
    case K::infix:
    case K::closes:
      return bit(K::opens);
    default:
      return 0;
  }
}

// What ICU's rule for numbers (LB25) may join or not, by more than the two kinds.
constexpr std::uint32_t intricate_after(LineKind before) {
  using K = LineKind;
  constexpr std::uint32_t kAffixes = bits(K::prefix, K::postfix);
  switch (before) {
    case K::prefix:
    case K::postfix:
      return kAffixes | bits(K::opens, K::hyphen, K::infix);
    case K::infix:
    case K::slash:
    case K::closes:
      return kAffixes;
    default:
      return 0;
  }
}

// UAX#14 for text of letters, digits, spaces and plain punctuation. False where ICU has to decide; what is
// marked by then ICU marks too.
bool mark_plain_lines(DecodedText& text) {
  using K = LineKind;
  // From what stands before the spaces; and ICU does not part a word from a hyphen it begins with.
  constexpr std::uint32_t kNeverApart =
      bits(K::extends, K::infix, K::exclaims, K::closes, K::hyphen, K::slash);
  constexpr std::uint32_t kKept = bits(K::space, K::newline, K::extends);
  K before = K::newline;    // what stands before, marks left out
  K earlier = K::newline;   // and before that
  K word_end = K::newline;  // and without spaces
  for (std::size_t i = 0; i < text.size(); ++i) {
    const K kind = text.properties[i].line;
    const bool after_space = before == K::space, at_start = before == K::newline;
    const std::uint32_t intricate =
        bit(K::intricate) | (after_space || at_start ? kNeverApart : intricate_after(before));
    if ((bit(kind) & intricate) != 0) return false;
    if (before == K::slash && kind == K::digit && earlier != K::digit) return false;
    std::uint8_t mark = 0;
    if (at_start) {
      if (i > 0) mark = kLineMayEnd | kLineMustEnd;  // LB5
    } else if (after_space && (bit(kind) & kKept) == 0) {
      // LB14 and LB15 look over spaces; from Unicode 15.1 on quotes that open differ from those that close.
      constexpr bool kQuotesAreAlike = U_ICU_VERSION_MAJOR_NUM < 74;
      const bool quote = word_end == K::quote || kind == K::quote;
      if (word_end == K::opens || (word_end == K::quote && kind == K::opens) || (quote && !kQuotesAreAlike))
        return false;
      mark = kLineMayEnd;  // LB18
    } else if ((bit(kind) & breaks_after(before)) != 0) {
      mark = kLineMayEnd;
    }
    text.boundaries[i] = static_cast<std::uint8_t>(text.boundaries[i] | mark);
    if (kind == K::extends) continue;
    earlier = before;
    before = kind;
    if (kind != K::space) word_end = kind;
  }
  const bool hard = before == K::newline;
  std::uint8_t& end = text.boundaries[text.size()];
  end = static_cast<std::uint8_t>(end | kLineMayEnd | (hard ? kLineMustEnd : 0));
  return true;
}

// No language writes so many marks on one letter (Unicode's Stream-Safe Text Format allows 30); HarfBuzz's
// time grows with their square, so what goes on is another grapheme, and another run.
void cut_long_graphemes(DecodedText& text) {
  constexpr std::size_t kMostPoints = 64;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    length = text.boundaries[i] != 0 ? 1 : length + 1;
    if (length <= kMostPoints) continue;
    text.boundaries[i] = kGraphemeBoundary;
    length = 1;
  }
}

}  // namespace

// Iterators are opened when first needed: most programs never ask for words.
struct Segmenter::State {
  UBreakIterator* get(Iterator& slot, UBreakIteratorType type) {
    if (!slot) {
      UErrorCode code = U_ZERO_ERROR;
      slot.reset(ubrk_open(type, "", nullptr, 0, &code));
      KIOSK_ASSERT(U_SUCCESS(code));
    }
    return slot.get();
  }
  DecodedText& decode(std::string_view bytes);
  void mark_graphemes();
  void mark_lines();

  Iterator grapheme, word, line;
  PropertyTable properties;
  DecodedText text;
};

DecodedText& Segmenter::State::decode(std::string_view bytes) {
  text::decode(bytes, properties, text);
  text.boundaries.assign(text.size() + 1, 0);
  return text;
}

void Segmenter::State::mark_graphemes() {
  if (!mark_plain_graphemes(text)) {
    std::fill(text.boundaries.begin(), text.boundaries.end(), std::uint8_t{0});
    text.boundaries[0] = kGraphemeBoundary;
    each_boundary(get(grapheme, UBRK_CHARACTER), text,
                  [this](std::uint32_t at) { text.boundaries[at] = kGraphemeBoundary; });
  }
  cut_long_graphemes(text);
}

void Segmenter::State::mark_lines() {
  if (text.size() == 0 || mark_plain_lines(text)) return;
  UBreakIterator* iterator = get(line, UBRK_LINE);
  each_boundary(iterator, text, [&](std::uint32_t at) {
    const std::int32_t status = ubrk_getRuleStatus(iterator);
    const bool hard = status >= UBRK_LINE_HARD && status < UBRK_LINE_HARD_LIMIT;
    text.boundaries[at] =
        static_cast<std::uint8_t>(text.boundaries[at] | kLineMayEnd | (hard ? kLineMustEnd : 0));
  });
}

Segmenter::Segmenter() : state_(std::make_unique<State>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

DecodedText& Segmenter::analyse(std::string_view text) {
  state_->decode(text);
  state_->mark_graphemes();
  state_->mark_lines();
  return state_->text;
}

std::vector<std::uint32_t> Segmenter::graphemes(std::string_view bytes) {
  const DecodedText& text = state_->decode(bytes);
  state_->mark_graphemes();
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (text.boundaries[i] != 0) out.push_back(text.offsets[i]);
  }
  return out;
}

std::vector<std::uint32_t> Segmenter::words(std::string_view bytes) {
  DecodedText& text = state_->decode(bytes);
  std::vector<std::uint32_t> out = {0};
  if (text.size() == 0) return out;
  each_boundary(state_->get(state_->word, UBRK_WORD), text,
                [&](std::uint32_t at) { out.push_back(text.offsets[at]); });
  return out;
}

namespace {

// Whether a piece that Segmenter::words() cut is a word, not space or punctuation.
bool is_word(std::string_view text, std::uint32_t start) {
  const auto first = static_cast<UChar32>(base::decode_utf8(text, start).code_point);
  return u_isalnum(first) != 0 || u_charType(first) == U_NON_SPACING_MARK || first == 0x640;
}

}  // namespace

std::optional<TextRange> Segmenter::word_at(std::string_view text, std::uint32_t offset) {
  const std::vector<std::uint32_t> stops = words(text);
  std::optional<TextRange> before;
  for (std::size_t i = 0; i + 1 < stops.size() && stops[i] <= offset; ++i) {
    if (stops[i + 1] < offset || !is_word(text, stops[i])) continue;
    const TextRange word{stops[i], stops[i + 1]};
    if (offset < word.end) return word;
    before = word;
  }
  return before;
}

std::uint32_t Segmenter::next_word_end(std::string_view text, std::uint32_t offset) {
  const std::vector<std::uint32_t> stops = words(text);
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    if (stops[i + 1] > offset && is_word(text, stops[i])) return stops[i + 1];
  }
  return static_cast<std::uint32_t>(text.size());
}

std::uint32_t Segmenter::previous_word_start(std::string_view text, std::uint32_t offset) {
  const std::vector<std::uint32_t> stops = words(text);
  for (std::size_t i = stops.size() - 1; i > 0; --i) {
    if (stops[i - 1] < offset && is_word(text, stops[i - 1])) return stops[i - 1];
  }
  return 0;
}

std::vector<LineBreak> Segmenter::line_breaks(std::string_view bytes) {
  const DecodedText& text = state_->decode(bytes);
  state_->mark_lines();
  std::vector<LineBreak> out;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    const std::uint8_t at = text.boundaries[i];
    if ((at & kLineMayEnd) != 0) out.push_back({text.offsets[i], (at & kLineMustEnd) != 0});
  }
  return out;
}

void Segmenter::release_scratch() { state_->text = {}; }

void Segmenter::forget() {
  DecodedText& text = state_->text;
  base::overwrite(text.repaired);
  base::overwrite(text.code_points);
  base::overwrite(text.units);
  text.bytes = {};
}

}  // namespace kiosk::text
