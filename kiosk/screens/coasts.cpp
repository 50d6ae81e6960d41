#include "kiosk/screens/coasts.h"

#include "kiosk/base/log.h"

namespace kiosk::screens {
namespace {

base::Result<ui::Land> read(const Screens::AssetReader& assets, const std::string& name) {
  const base::Bytes bytes = TRY(assets(base::cat("maps/", name, ".land")));
  return ui::Land::parse(bytes);
}

}  // namespace

const ui::Coast* Coasts::get(const std::string& name) {
  const auto known = known_.find(name);
  if (known != known_.end()) return known->second.get();
  std::unique_ptr<const ui::Coast>& coast = known_[name];
  const base::Result<ui::Land> land = read(assets_, name);
  if (land) {
    coast = std::make_unique<const ui::Coast>(*land, ui::Projection(kSale));
  } else {
    KIOSK_LOG(error, "ui.no-map", {"map", name}, {"reason", land.error().sentence()});
  }
  return coast.get();
}

}  // namespace kiosk::screens
