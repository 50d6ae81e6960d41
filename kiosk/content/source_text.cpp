#include "kiosk/content/source_text.h"

#include <algorithm>
#include <array>
#include <set>

#include "kiosk/base/utf8.h"
#include "kiosk/content/encoding.h"
#include "kiosk/content/file_kind.h"

namespace kiosk::content {
namespace {

using base::cat;

constexpr char32_t kLri = 0x2066, kFsi = 0x2068, kPdi = 0x2069;

// CR alone, where others have LF or both.
bool has_old_line_ends(std::string_view text) {
  return text.find('\r') != std::string_view::npos && text.find('\n') == std::string_view::npos;
}

// Lines end in one way, wherever the file was written.
std::string with_plain_line_ends(std::string_view bytes) {
  if (bytes.find('\r') == std::string_view::npos) return std::string(bytes);
  std::string text;
  if (has_old_line_ends(bytes)) {
    text = bytes;
    std::replace(text.begin(), text.end(), '\r', '\n');
    return text;
  }
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    text.push_back(bytes[i]);
  }
  return text;
}

// Why a character may not stand in a source, or nothing.
std::optional<Phrase> objection(char32_t c) {
  if (c == '\n' || c == '\t') return std::nullopt;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return phrase("a control character");
  if (c >= 0x202A && c <= 0x202E) return phrase("a hidden direction embedding or override");
  if (c == 0x200E || c == 0x200F || c == 0x061C) return phrase("a hidden direction mark");
  if ((c >= 0x200B && c <= 0x200D) || c == 0xAD || c == 0xFEFF || (c >= 0x2060 && c <= 0x2064)) {
    return phrase("an invisible character");
  }
  if (c == 0x2028 || c == 0x2029) return phrase("a hidden line or paragraph end");
  if (c >= 0xE0000 && c <= 0xE007F) return phrase("a hidden tag character");
  if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000) return phrase("a character of nobody's alphabet");
  if (c >= 0xFDD0 && c <= 0xFDEF) return phrase("a character of nobody's alphabet");
  return std::nullopt;
}

std::string code_name(char32_t c) {
  const base::Byte bytes[] = {static_cast<base::Byte>(c >> 16), static_cast<base::Byte>(c >> 8),
                              static_cast<base::Byte>(c)};
  std::string hex = base::to_hex(bytes);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char d) { return d >= 'a' ? static_cast<char>(d - 32) : d; });
  return "U+" + hex.substr(hex.starts_with("00") ? 2 : 1);
}

bool is_arabic_digit(char32_t c) { return (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9); }
bool is_arabic_letter(char32_t c) { return (c >= 0x620 && c <= 0x65F) || (c >= 0x66E && c <= 0x6D3); }

// Bytes of a character of which nothing has to be said: an ASCII letter, digit or mark, a letter of French or
// Arabic. 0 for one that has to be looked at.
std::size_t plain_size(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c >= 0x20 && c < 0x7F) return c == '!' ? 0 : 1;
  if ((c != 0xC3 && (c < 0xD8 || c > 0xDA)) || at + 1 == text.size()) return 0;
  const char32_t letter = (c & 0x1FU) << 6 | (static_cast<unsigned char>(text[at + 1]) & 0x3FU);
  return c == 0xC3 || is_arabic_letter(letter) ? 2 : 0;
}

// Visits, with its offset, every character that has to be looked at.
template <typename Visit>
void look_through(std::string_view text, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t plain = plain_size(text, at); plain > 0) {
      at += plain;
      continue;
    }
    const base::Decoded decoded = base::decode_utf8(text, at);
    visit(at, decoded);
    at += decoded.size_bytes;
  }
}

struct ForeignWord {
  std::string_view word;
  std::string_view moroccan;
};
constexpr auto kForeignWords = std::to_array<ForeignWord>({{"مايو", "ماي"},
                                                           {"يوليو", "يوليوز"},
                                                           {"أغسطس", "غشت"},
                                                           {"سبتمبر", "شتنبر"},
                                                           {"نوفمبر", "نونبر"},
                                                           {"ديسمبر", "دجنبر"},
                                                           {"شكوى", "شكاية"},
                                                           {"شكاوى", "شكايات"},
                                                           {"شكاوي", "شكايات"}});

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_arabic_letter(base::decode_utf8(text, at).code_point);
}

// Where the letter before `at` begins, if it is an Arabic one; Arabic letters are two bytes long.
bool letter_before(std::string_view text, std::size_t at) { return at >= 2 && letter_at(text, at - 2); }

bool is_arabic_lead(char c) {
  return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB;
}

// `word` is a whole one, of Arabic letters alone.
void check_foreign_word(const SourceText& source, std::size_t at, std::string_view word, Report& report) {
  constexpr std::array<std::string_view, 4> kPrefixes = {"و", "ف", "ب", "ل"};
  const bool prefixed = std::find(kPrefixes.begin(), kPrefixes.end(), word.substr(0, 2)) != kPrefixes.end();
  for (const ForeignWord& foreign : kForeignWords) {
    const bool is_it = word == foreign.word;
    if (!is_it && !(prefixed && word.substr(2) == foreign.word)) continue;
    report.warning(
        source.place_at(is_it ? at : at + 2), "foreign-word",
        say("«{word}» is «{moroccan}» in Morocco", {{"word", foreign.word}, {"moroccan", foreign.moroccan}}));
  }
}

void check_foreign_words(const SourceText& source, Report& report) {
  const std::string_view text = source.text();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_arabic_lead(text[end]) && plain_size(text, end) == 2) end += 2;
    if (end > at) check_foreign_word(source, at, text.substr(at, end - at), report);
    at = std::max(end, at + 1);
  }
}

Message not_shown(std::string_view character, char32_t c) {
  return say("no font of the kiosk has «{character}» ({code}): write it otherwise",
             {{"character", character}, {"code", code_name(c)}});
}

// A character that the source writes by its number; one that stands there as it is was looked at there.
void check_escaped(std::string_view character, const SourceText& source, const Place& place, Report& report) {
  const char32_t c = base::decode_utf8(character, 0).code_point;
  const std::optional<Phrase> why = objection(c);
  if (!why && source.can_be_shown(c)) return;
  if (source.text().find(character) != std::string_view::npos) return;
  if (why) {
    report.error(
        place, "hidden-character",
        say("the text holds {what} ({code}): take it out", {{"what", *why}, {"code", code_name(c)}}));
  } else {
    report.error(place, "no-font", not_shown(character, c));
  }
}

}  // namespace

SourceText::SourceText(std::string path, std::string text, CanBeShown can_be_shown)
    : path_(std::move(path)), text_(std::move(text)), can_be_shown_(std::move(can_be_shown)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

int SourceText::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<int>(after - line_starts_.begin());
}

std::string_view SourceText::line(int number) const {
  const auto index =
      static_cast<std::size_t>(std::clamp(number, 1, static_cast<int>(line_starts_.size())) - 1);
  const std::string_view rest = std::string_view(text_).substr(line_starts_[index]);
  return rest.substr(0, rest.find('\n'));
}

Place SourceText::place_at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const int line = line_of(offset);
  const std::size_t start = line_starts_[static_cast<std::size_t>(line - 1)];
  const std::size_t before = base::count_code_points(std::string_view(text_).substr(start, offset - start));
  return {path_, {line, static_cast<int>(before) + 1}};
}

Place SourceText::place_at(int line, int byte_column) const {
  const auto index = static_cast<std::size_t>(std::clamp(line, 1, static_cast<int>(line_starts_.size())) - 1);
  return place_at(line_starts_[index] + static_cast<std::size_t>(std::max(byte_column, 1) - 1));
}

std::optional<Message> no_text(base::ByteView bytes) {
  switch (file_kind(bytes)) {
    case FileKind::other:
      return std::nullopt;
    case FileKind::picture:
    case FileKind::gif:
    case FileKind::heic:
      return say("this is a picture: put it into the folder «media» and name it in data/pictures.csv");
    case FileKind::office:
      return say(
          "this is a file of an office program (Word, Excel, LibreOffice): save a table as CSV UTF-8 with "
          "commas, a text as plain text in UTF-8");
    case FileKind::pdf:
      return say("this is a PDF: write its words into a plain text in UTF-8");
  }
  return std::nullopt;
}

std::optional<SourceText> read_source(const std::string& path, base::ByteView bytes, Report& report,
                                      const CanBeShown& can_be_shown) {
  std::string_view text = base::as_text(bytes);
  if (text.size() > kMaxSourceBytes) {
    report.error(
        {path, {}}, "too-long",
        say("the file has more than {most} KiB: make several of it", {{"most", kMaxSourceBytes / 1024}}));
    return std::nullopt;
  }
  if (const std::optional<Message> kind = no_text(bytes)) {
    report.error({path, {}}, "file-kind", *kind);
    return std::nullopt;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  SourceText source(path, with_plain_line_ends(text), can_be_shown);
  const std::optional<std::size_t> invalid = base::first_invalid_utf8(source.text());
  if (!invalid && source.text().find('\0') == std::string_view::npos) {
    if (has_old_line_ends(text))
      report.error(source.place_at(text.find('\r')), "line-ends",
                   say("the lines end as on an old Mac (CR): save the file with the line ends of Windows or "
                       "Unix"));
    return source;
  }
  const Place place = source.place_at(invalid.value_or(source.text().find('\0')));
  report.error(place, "encoding",
               say("the file is not UTF-8 text; it looks like {encoding}: save it as UTF-8",
                   {{"encoding", guess_encoding(text)}}));
  return std::nullopt;
}

bool has_arabic_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += base::decode_utf8(text, at).size_bytes) {
    if (letter_at(text, at)) return true;
  }
  return false;
}

bool has_latin_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void check_arabic_marks(std::string_view text, const Place& place, Report& report) {
  for (std::size_t at = text.find_first_of(",;?"); at != std::string_view::npos;
       at = text.find_first_of(",;?", at + 1)) {
    if (!letter_before(text, at)) continue;
    report.warning(place, "marks",
                   say("after an Arabic word write ، ؛ ؟ and not {mark}", {{"mark", text.substr(at, 1)}}));
  }
}

void check_hidden(std::string_view text, const SourceText& source, const Place& place, Report& report) {
  int open = 0;
  bool closes_nothing = false;
  look_through(text, [&](std::size_t at, const base::Decoded& decoded) {
    check_escaped(text.substr(at, decoded.size_bytes), source, place, report);
    if (decoded.code_point >= kLri && decoded.code_point <= kFsi) ++open;
    if (decoded.code_point == kPdi) closes_nothing = --open < 0 || closes_nothing;
  });
  if (open != 0 || closes_nothing) {
    report.error(
        place, "isolate",
        say("a direction isolate ({first} to {last}) is not opened and closed in one text: take it out",
            {{"first", "U+2066"}, {"last", "U+2069"}}));
  }
}

void check_characters(const SourceText& source, Report& report) {
  const std::string_view text = source.text();
  std::vector<std::size_t> open;
  look_through(text, [&](std::size_t at, const base::Decoded& decoded) {
    const char32_t c = decoded.code_point;
    const std::optional<Phrase> why = objection(c);
    if (why) {
      report.error(source.place_at(at), "hidden-character",
                   say("here is {what} ({code}): take it out", {{"what", *why}, {"code", code_name(c)}}));
    } else if (is_arabic_digit(c)) {
      report.error(source.place_at(at), "digits", say("write digits as 0 to 9; the screens of Morocco do"));
    } else if (c == '!' && !(at + 1 < text.size() && text[at + 1] == '[')) {
      report.warning(source.place_at(at), "tone", say("public texts speak without exclamation marks"));
    } else if (c >= kLri && c <= kFsi) {
      open.push_back(at);
    } else if (c == kPdi && open.empty()) {
      report.error(source.place_at(at), "isolate",
                   say("this PDI ({code}) closes nothing: take it out", {{"code", "U+2069"}}));
    } else if (c == kPdi) {
      open.pop_back();
    } else if (c == '\n') {
      for (const std::size_t opened : open) {
        report.error(source.place_at(opened), "isolate",
                     say("this isolate is not closed by a PDI ({code}) on its line: take it out",
                         {{"code", "U+2069"}}));
      }
      open.clear();
    }
  });
  for (const std::size_t opened : open) {
    report.error(
        source.place_at(opened), "isolate",
        say("this isolate is not closed by a PDI ({code}) on its line: take it out", {{"code", "U+2069"}}));
  }
  if (const std::optional<Misread> misread = find_misread(text)) {
    report.error(
        source.place_at(misread->offset), "encoding",
        say("these letters ({letters}) were opened in a wrong encoding and saved again: take an older "
            "copy of the file and save it as UTF-8",
            {{"letters", misread->letters}}));
  }
  check_foreign_words(source, report);
}

void check_shown(const SourceText& source, Report& report) {
  const std::string_view text = source.text();
  std::set<char32_t> seen;
  look_through(text, [&](std::size_t at, const base::Decoded& decoded) {
    const char32_t c = decoded.code_point;
    if (seen.insert(c).second && !objection(c) && !source.can_be_shown(c))
      report.error(source.place_at(at), "no-font", not_shown(text.substr(at, decoded.size_bytes), c));
  });
}

}  // namespace kiosk::content
