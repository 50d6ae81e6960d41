#pragma once
// The dashboard: four figures, weeks, arrondissements, subject matters, kinds, months, and how the kiosks are.
// Drawn by the server as SVG and HTML; each bar leads to its cases, and each chart has its table. Pure.

#include "kiosk/desk/figures.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

base::HttpResponse dashboard_page(const View& view, const Figures& figures,
                                  const std::vector<KioskRow>& kiosks);
base::HttpResponse kiosks_page(const View& view, const std::vector<KioskRow>& kiosks);

}  // namespace kiosk::desk
