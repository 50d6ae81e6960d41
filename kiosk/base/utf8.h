#pragma once
// UTF-8 in and out. Decoding follows Unicode 15, D92 with "maximal subparts" replaced by U+FFFD, so that
// invalid input is visible and never dropped silently. Offsets are bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk::base {

constexpr char32_t kReplacement = 0xFFFD;

// Isolates of UAX#9, to put around a value that is inserted into a sentence.
constexpr const char* kLeftToRightIsolate = "\u2066";
constexpr const char* kFirstStrongIsolate = "\u2068";
constexpr const char* kPopIsolate = "\u2069";

struct Decoded {
  char32_t code_point;  // kReplacement for an invalid sequence
  std::uint8_t size_bytes;
  bool valid;
};

// Decodes the sequence at `at` (at < text.size()).
Decoded decode_utf8(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code_point);

// Offset of the first invalid sequence, if any.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
inline bool is_valid_utf8(std::string_view text) { return !first_invalid_utf8(text).has_value(); }

// Steps over one code point of valid UTF-8.
inline bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }
inline std::size_t code_point_before(std::string_view text, std::size_t at) {  // at > 0
  do --at;
  while (at > 0 && is_continuation(text[at]));
  return at;
}
inline std::size_t code_point_after(std::string_view text, std::size_t at) {  // at < text.size()
  do ++at;
  while (at < text.size() && is_continuation(text[at]));
  return at;
}

std::size_t count_code_points(std::string_view text);

}  // namespace kiosk::base
