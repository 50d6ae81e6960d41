#include "kiosk/complaint/typed_text.h"

#include <string>

#include "kiosk/base/utf8.h"

namespace kiosk::complaint {
namespace {

constexpr std::string_view kPopDirectionalIsolate = "\u2069";

constexpr bool is_embedding_or_override(char32_t c) { return c >= 0x202A && c <= 0x202E; }
constexpr bool is_isolate_start(char32_t c) { return c >= 0x2066 && c <= 0x2068; }
constexpr bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || is_embedding_or_override(c) ||
         (c >= 0x2066 && c <= 0x2069);
}
constexpr bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2069) || c == 0x3000 || c == 0xFEFF;
}
constexpr bool is_mark_or_tatweel(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0610 && c <= 0x061A) || c == 0x061C || c == 0x0640 ||
         (c >= 0x064B && c <= 0x065F) || c == 0x0670 || (c >= 0x06D6 && c <= 0x06ED) ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

void close_isolates(base::SecretString& out, std::size_t& depth) {
  for (; depth > 0; --depth) out.append(kPopDirectionalIsolate);
}

std::optional<char> digit_of(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<char>(c);
  if (c >= 0x0660 && c <= 0x0669) return static_cast<char>('0' + (c - 0x0660));
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<char>('0' + (c - 0x06F0));
  return std::nullopt;
}

std::string_view without_country_code(std::string_view number) {
  for (const std::string_view code : {"+212", "00212"}) {
    if (number.starts_with(code)) return number.substr(code.size());
  }
  return number;
}

}  // namespace

base::SecretString without_bidi_tricks(std::string_view typed) {
  base::SecretString out;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < typed.size();) {
    const base::Decoded next = base::decode_utf8(typed, at);
    const std::string_view bytes = typed.substr(at, next.size_bytes);
    at += next.size_bytes;
    if (is_embedding_or_override(next.code_point)) continue;
    if (next.code_point == '\n') close_isolates(out, depth);
    if (is_isolate_start(next.code_point)) ++depth;
    if (bytes == kPopDirectionalIsolate) {
      if (depth == 0) continue;
      --depth;
    }
    out.append(bytes);
  }
  close_isolates(out, depth);
  return out;
}

base::SecretString western_digits(std::string_view typed) {
  base::SecretString out;
  for (std::size_t at = 0; at < typed.size();) {
    const base::Decoded next = base::decode_utf8(typed, at);
    const std::string_view bytes = typed.substr(at, next.size_bytes);
    at += next.size_bytes;
    if (is_direction_mark(next.code_point)) continue;
    if (const std::optional<char> digit = digit_of(next.code_point)) {
      out.append({&*digit, 1});
    } else {
      out.append(next.code_point == 0xA0 || next.code_point == 0x202F ? " " : bytes);
    }
  }
  return out;
}

std::size_t count_letters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded next = base::decode_utf8(text, at);
    at += next.size_bytes;
    if (!is_blank(next.code_point) && !is_mark_or_tatweel(next.code_point)) ++count;
  }
  return count;
}

std::optional<base::SecretString> national_number(std::string_view typed) {
  const base::SecretString western = western_digits(typed);
  base::SecretString plain;
  for (const char c : western.view()) {
    if (c == ' ' || c == '-' || c == '.' || c == '(' || c == ')') continue;
    const bool leading_plus = c == '+' && plain.empty();
    if (!leading_plus && (c < '0' || c > '9')) return std::nullopt;
    plain.append({&c, 1});
  }
  const std::string_view rest = without_country_code(plain.view());
  if (rest.starts_with('+')) return std::nullopt;
  const bool international = rest.size() != plain.size();
  base::SecretString out(international && !rest.starts_with('0') ? "0" : "");
  out.append(rest);
  return out;
}

}  // namespace kiosk::complaint
