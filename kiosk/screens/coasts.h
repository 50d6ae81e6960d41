#pragma once
// The coasts of the map of twin cities, read and projected around Salé when they are first needed. A file
// that cannot be read or is damaged gives no coast, and is logged once: the list takes the map's place.
// Internal to kiosk/screens. Screen's thread.

#include <map>

#include "kiosk/screens/screens.h"
#include "kiosk/ui/map_raster.h"

namespace kiosk::screens {

constexpr ui::Coordinates kSale{34.05, -6.80};

class Coasts {
 public:
  explicit Coasts(Screens::AssetReader assets) : assets_(std::move(assets)) {}
  // "land-50m" or "land-110m"; null when there is none.
  const ui::Coast* get(const std::string& name);

 private:
  Screens::AssetReader assets_;
  std::map<std::string, std::unique_ptr<const ui::Coast>> known_;
};

}  // namespace kiosk::screens
