#include "kiosk/base/bytes.h"

#include <array>

namespace kiosk::base {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int digit_of(std::string_view alphabet, char c) {
  const std::size_t at = alphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string_view name_of(BytesError code) {
  switch (code) {
    case BytesError::too_short:
      return "too-short";
    case BytesError::not_hex:
      return "not-hex";
    case BytesError::not_base64:
      return "not-base64";
  }
  return "bytes";
}

std::string to_hex(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const Byte byte : bytes) {
    out.push_back(kHexDigits[byte >> 4]);
    out.push_back(kHexDigits[byte & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return Error(BytesError::not_hex, "hexadecimal text of odd length");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit_of(kHexDigits, text[i]);
    const int low = digit_of(kHexDigits, text[i + 1]);
    if (high < 0 || low < 0) return Error(BytesError::not_hex, "a character that is no hexadecimal digit");
    out.push_back(static_cast<Byte>(high * 16 + low));
  }
  return out;
}

std::string to_base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) {
      out.push_back(k <= count ? kBase64Digits[group >> (18 - 6 * k) & 63] : '=');
    }
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  const Error refused(BytesError::not_base64, "text that is not strict base64");
  if (text.size() % 4 != 0) return refused;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    std::size_t padding = 0;
    if (last && text[i + 3] == '=') padding = text[i + 2] == '=' ? 2 : 1;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const int digit = k < 4 - padding ? digit_of(kBase64Digits, text[i + k]) : 0;
      if (digit < 0) return refused;
      group = group << 6 | static_cast<std::uint32_t>(digit);
    }
    if ((padding == 1 && (group & 0xFF) != 0) || (padding == 2 && (group & 0xFFFF) != 0)) return refused;
    for (std::size_t k = 0; k < 3 - padding; ++k) out.push_back(static_cast<Byte>(group >> (16 - 8 * k)));
  }
  return out;
}

void ByteWriter::little_endian(std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes_.push_back(static_cast<Byte>(value >> (8 * i)));
}

Result<std::uint64_t> ByteReader::little_endian(int count) {
  const ByteView part = TRY(raw(static_cast<std::size_t>(count)));
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | part[static_cast<std::size_t>(i)];
  return value;
}

Result<std::uint8_t> ByteReader::u8() { return static_cast<std::uint8_t>(TRY(little_endian(1))); }
Result<std::uint16_t> ByteReader::u16() { return static_cast<std::uint16_t>(TRY(little_endian(2))); }
Result<std::uint32_t> ByteReader::u32() { return static_cast<std::uint32_t>(TRY(little_endian(4))); }
Result<std::uint64_t> ByteReader::u64() { return little_endian(8); }

Result<ByteView> ByteReader::raw(std::size_t count) {
  if (count > left()) return Error(BytesError::too_short, "the data ends before what it promises");
  const ByteView part = bytes_.subspan(offset_, count);
  offset_ += count;
  return part;
}

}  // namespace kiosk::base
