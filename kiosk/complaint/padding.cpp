#include "kiosk/complaint/padding.h"

#include <algorithm>
#include <bit>

namespace kiosk::complaint {
namespace {

constexpr std::size_t kLengthSize = 4;

std::size_t round_up(std::size_t size, std::size_t step) { return (size + step - 1) / step * step; }

// The step of PADME at this size: 2^(E - S), with E = floor(log2 size) and S = floor(log2 E) + 1.
std::size_t padme_step(std::size_t size) {
  const int exponent = std::bit_width(size) - 1;
  const int kept_bits = std::bit_width(static_cast<unsigned>(exponent));
  return std::size_t{1} << std::max(0, exponent - kept_bits);
}

}  // namespace

std::string_view name_of(PaddingError) { return "bad-padding"; }

std::size_t padded_size(std::size_t size, std::size_t bucket) {
  const std::size_t buckets = round_up(std::max<std::size_t>(size, 1), bucket);
  return round_up(buckets, padme_step(buckets));
}

crypto::SecretBytes pad(base::ByteView content, std::size_t bucket) {
  base::ByteWriter length;
  length.u32(static_cast<std::uint32_t>(content.size()));
  crypto::SecretBytes out(padded_size(kLengthSize + content.size(), bucket));
  const std::span<base::Byte> bytes = out.writable();
  std::fill(bytes.begin(), bytes.end(), base::Byte{0});
  std::copy(length.bytes().begin(), length.bytes().end(), bytes.begin());
  std::copy(content.begin(), content.end(), bytes.begin() + kLengthSize);
  return out;
}

base::Result<base::ByteView> unpad(base::ByteView padded, std::size_t bucket) {
  const base::Error refused(PaddingError::malformed, "padding that no writer of ours makes");
  base::ByteReader reader(padded);
  const base::Result<std::uint32_t> size = reader.u32();
  if (!size) return refused;
  const base::Result<base::ByteView> content = reader.raw(*size);
  if (!content || padded.size() != padded_size(kLengthSize + *size, bucket)) return refused;
  const base::ByteView rest = padded.subspan(reader.offset());
  if (std::any_of(rest.begin(), rest.end(), [](base::Byte byte) { return byte != 0; })) return refused;
  return *content;
}

}  // namespace kiosk::complaint
