#include "kiosk/text/segment.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "kiosk/base/check.h"

namespace kiosk::text {
namespace {

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

Iterator open(UBreakIteratorType type) {
  UErrorCode code = U_ZERO_ERROR;
  Iterator iterator(ubrk_open(type, "", nullptr, 0, &code));
  KIOSK_ASSERT(U_SUCCESS(code));
  return iterator;
}

// Calls visit(offset) for every boundary after the start.
template <typename Visit>
void each_boundary(UBreakIterator* iterator, std::string_view text, Visit visit) {
  UErrorCode code = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &code);
  ubrk_setUText(iterator, &utext, &code);
  KIOSK_ASSERT(U_SUCCESS(code));
  ubrk_first(iterator);
  for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    visit(static_cast<std::uint32_t>(at));
  }
  utext_close(&utext);
}

std::vector<std::uint32_t> boundaries(UBreakIterator* iterator, std::string_view text) {
  std::vector<std::uint32_t> out = {0};
  if (!text.empty()) each_boundary(iterator, text, [&out](std::uint32_t at) { out.push_back(at); });
  return out;
}

}  // namespace

// Opened when first needed: most programs never ask for words.
struct Segmenter::Iterators {
  UBreakIterator* get(Iterator& slot, UBreakIteratorType type) {
    if (!slot) slot = open(type);
    return slot.get();
  }
  Iterator grapheme, word, line;
};

Segmenter::Segmenter() : iterators_(std::make_unique<Iterators>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

std::vector<std::uint32_t> Segmenter::graphemes(std::string_view text) {
  return boundaries(iterators_->get(iterators_->grapheme, UBRK_CHARACTER), text);
}

std::vector<std::uint32_t> Segmenter::words(std::string_view text) {
  return boundaries(iterators_->get(iterators_->word, UBRK_WORD), text);
}

std::vector<LineBreak> Segmenter::line_breaks(std::string_view text) {
  std::vector<LineBreak> out;
  if (text.empty()) return out;
  UBreakIterator* iterator = iterators_->get(iterators_->line, UBRK_LINE);
  each_boundary(iterator, text, [&](std::uint32_t at) {
    const std::int32_t status = ubrk_getRuleStatus(iterator);
    out.push_back({at, status >= UBRK_LINE_HARD && status < UBRK_LINE_HARD_LIMIT});
  });
  return out;
}

}  // namespace kiosk::text
