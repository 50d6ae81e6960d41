#pragma once
// The outline of the world's land, read from assets/maps/*.land, which make_land.py there makes. It has
// coasts only: no border can be drawn from it. Immutable after loading; any thread.
//
//   offset  size  what
//        0     4  "KLND"
//        4     2  version: 1
//        6     2  units to a degree
//        8     4  number of rings
//                 for each ring: number of points (4), then for each point its longitude and its latitude, in
//                 units, as differences from the point before (the first from 0, 0), each a varint
//      end     8  FNV-1a of all bytes before it
//
// Integers are little endian; a varint has seven bits a byte, the lowest first, and its lowest bit is the
// sign (0, -1, 1, -2 are 0, 1, 2, 3): neighbours on a coast are near each other, so that most points take
// three or four bytes. The sum finds a worn disk, not a forger: the file comes with the program. A ring is
// closed, the last point being joined to the first; lakes as large as seas are rings the other way round.

#include <cstdint>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/result.h"

namespace kiosk::ui {

enum class LandError { damaged, unknown_version, too_large };
std::string_view name_of(LandError);

constexpr std::size_t kMaxLandBytes = 1024 * 1024;
constexpr std::uint32_t kMaxLandRings = 4096;
// FreeType counts the points of an outline in 16 bits.
constexpr std::size_t kMaxLandPoints = 32'000;

struct LandPoint {
  float longitude = 0, latitude = 0;  // degrees
  bool operator==(const LandPoint&) const = default;
};
using LandRing = std::vector<LandPoint>;

class Land {
 public:
  static base::Result<Land> parse(base::ByteView bytes);
  [[nodiscard]] const std::vector<LandRing>& rings() const { return rings_; }
  // The file's: another edition of the land has another.
  [[nodiscard]] std::uint64_t sum() const { return sum_; }

 private:
  Land() = default;
  std::vector<LandRing> rings_;
  std::uint64_t sum_ = 0;
};

}  // namespace kiosk::ui
