#pragma once
// Bytes and the few encodings the project uses: hex, standard base64, little-endian integers.
// ByteReader never reads past its end: a short read is an error, not undefined behaviour. Offsets and sizes
// are bytes.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::base {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using ByteView = std::span<const Byte>;

enum class BytesError { too_short, not_hex, not_base64 };
std::string_view name_of(BytesError);

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }

std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);  // strict: padding needed, no white space

// The first N bytes as an array; what is missing is zero.
template <std::size_t N>
std::array<Byte, N> first_bytes(ByteView bytes) {
  std::array<Byte, N> out{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), N), out.begin());
  return out;
}

// Joins text and integers: cat("page ", 3, " of ", n).
inline std::string to_piece(std::string_view text) { return std::string(text); }
template <typename Integer, typename = std::enable_if_t<std::is_integral_v<Integer>>>
std::string to_piece(Integer number) {
  return std::to_string(number);
}
template <typename... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  (out.append(to_piece(pieces)), ...);
  return out;
}

class ByteWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void u16(std::uint16_t value) { little_endian(value, 2); }
  void u32(std::uint32_t value) { little_endian(value, 4); }
  void u64(std::uint64_t value) { little_endian(value, 8); }
  void raw(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  void little_endian(std::uint64_t value, int count);
  Bytes bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}
  Result<std::uint8_t> u8();
  Result<std::uint16_t> u16();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  Result<ByteView> raw(std::size_t count);
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - offset_; }

 private:
  Result<std::uint64_t> little_endian(int count);
  ByteView bytes_;
  std::size_t offset_ = 0;
};

}  // namespace kiosk::base
