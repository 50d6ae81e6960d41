#include "kiosk/content/encoding.h"

#include <algorithm>
#include <array>

#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Every second byte of UTF-16 is 0 beside Latin letters and 6 beside Arabic ones, whichever half comes first.
bool looks_like_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  std::array<std::size_t, 2> rows{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0' || bytes[i] == '\x06') ++rows[i % 2];
  }
  const std::size_t half = bytes.size() / 2;
  return std::max(rows[0], rows[1]) * 4 > half * 3 && std::min(rows[0], rows[1]) * 4 < half;
}

// Arabic words in Windows-1256 are runs of high bytes, French words in Windows-1252 have single ones between
// ASCII letters.
bool looks_arabic(std::string_view bytes) {
  std::size_t high = 0, beside_high = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_high(bytes[i])) continue;
    ++high;
    if ((i > 0 && is_high(bytes[i - 1])) || (i + 1 < bytes.size() && is_high(bytes[i + 1]))) ++beside_high;
  }
  return beside_high * 2 > high;
}

// What the second byte of a letter in UTF-8 turns into, without the marks that may stand behind a letter in
// earnest: no-break space, guillemets, ellipsis, dashes and closing quotation marks.
bool is_stray_mark(char32_t c) {
  constexpr std::array<char32_t, 13> kOfWindows = {0x20AC, 0x201A, 0x0192, 0x201E, 0x2020, 0x2021, 0x02C6,
                                                   0x2030, 0x2039, 0x02DC, 0x2122, 0x0152, 0x0178};
  if (c >= 0xA1 && c <= 0xBF) return c != 0xAB && c != 0xBB && c != 0xB7;
  return std::find(kOfWindows.begin(), kOfWindows.end(), c) != kOfWindows.end();
}

// The first bytes of the letters below.
bool may_be_misread(char byte) { return byte == '\xC3' || byte == '\xD8'; }

bool is_misread(char32_t first, char32_t second) {
  switch (first) {
    case 0xC3:  // Ã, of French letters
      return is_stray_mark(second) || second == 0xA0 || second == 0xAB || second == 0xBB;
    case 0xE2:  // â, of quotation marks and dashes
      return second == 0x20AC;
    case 0xD8:
    case 0xD9:   // Ø Ù, of Arabic letters
    case 0x637:  // ط ظ, the same in Windows-1256
    case 0x638:
      return is_stray_mark(second);
    default:
      return false;
  }
}

}  // namespace

Phrase guess_encoding(std::string_view bytes) {
  if (looks_like_utf16(bytes)) return phrase("UTF-16");
  if (bytes.find('\0') != std::string_view::npos) return phrase("no text at all");
  return looks_arabic(bytes) ? phrase("Windows-1256 (Arabic)") : phrase("Windows-1252 (Western)");
}

std::optional<Misread> find_misread(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    if (!may_be_misread(utf8[at])) {
      ++at;
      continue;
    }
    const base::Decoded first = base::decode_utf8(utf8, at);
    const std::size_t next = at + first.size_bytes;
    if (next < utf8.size() && is_high(utf8[next])) {
      const base::Decoded second = base::decode_utf8(utf8, next);
      if (is_misread(first.code_point, second.code_point))
        return Misread{at, utf8.substr(at, first.size_bytes + second.size_bytes)};
    }
    at = next;
  }
  return std::nullopt;
}

}  // namespace kiosk::content
