#include "kiosk/ui/land.h"

#include <cstdlib>

namespace kiosk::ui {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kMagic = "KLND";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kSumSize = 8;
constexpr int kMaxVarintBytes = 5;

Error damaged(const char* what) { return {LandError::damaged, base::cat("a map of the land: ", what)}; }

std::uint64_t sum_of(base::ByteView bytes) {
  std::uint64_t sum = 0xCBF29CE484222325U;
  for (const base::Byte byte : bytes) sum = (sum ^ byte) * 0x100000001B3U;
  return sum;
}

Result<std::int32_t> read_difference(base::ByteReader& in) {
  std::uint64_t value = 0;
  for (int i = 0; i < kMaxVarintBytes; ++i) {
    const std::uint8_t byte = TRY(in.u8());
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
    if ((byte & 0x80U) != 0) continue;
    if (value > UINT32_MAX) break;
    const auto half = static_cast<std::int32_t>(value >> 1U);
    return (value & 1U) != 0 ? -half - 1 : half;
  }
  return damaged("a number is too long");
}

Result<LandRing> read_ring(base::ByteReader& in, std::size_t room, std::uint16_t units) {
  const std::uint32_t count = TRY(in.u32());
  if (count < 3) return damaged("a ring without an inside");
  if (count > room) return Error(LandError::too_large, "a map of the land: too many points");
  LandRing ring;
  std::int64_t x = 0, y = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    x += TRY(read_difference(in));
    y += TRY(read_difference(in));
    if (std::abs(x) > 180 * units || std::abs(y) > 90 * units) return damaged("a point off the world");
    ring.push_back({static_cast<float>(x) / static_cast<float>(units),
                    static_cast<float>(y) / static_cast<float>(units)});
  }
  return ring;
}

}  // namespace

std::string_view name_of(LandError error) {
  switch (error) {
    case LandError::damaged:
      return "map-damaged";
    case LandError::unknown_version:
      return "map-version";
    case LandError::too_large:
      return "map-too-large";
  }
  return "map";
}

Result<Land> Land::parse(base::ByteView bytes) {
  if (bytes.size() > kMaxLandBytes) return Error(LandError::too_large, "a map of the land: too many bytes");
  if (bytes.size() < kMagic.size() + kSumSize || base::as_text(bytes.first(kMagic.size())) != kMagic)
    return damaged("it does not begin as one");
  const base::ByteView body = bytes.first(bytes.size() - kSumSize);
  const std::uint64_t sum = sum_of(body);
  base::ByteReader tail(bytes.last(kSumSize));
  if (TRY(tail.u64()) != sum) return damaged("its sum is not right");
  base::ByteReader in(body.subspan(kMagic.size()));
  const std::uint16_t version = TRY(in.u16()), units = TRY(in.u16());
  if (version != kVersion) return Error(LandError::unknown_version, "a map of the land: another version");
  if (units == 0) return damaged("no units");
  const std::uint32_t count = TRY(in.u32());
  if (count > kMaxLandRings) return Error(LandError::too_large, "a map of the land: too many rings");
  Land land;
  land.sum_ = sum;
  std::size_t points = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    land.rings_.push_back(TRY(read_ring(in, kMaxLandPoints - points, units)));
    points += land.rings_.back().size();
  }
  if (in.left() != 0) return damaged("something after its end");
  return land;
}

}  // namespace kiosk::ui
