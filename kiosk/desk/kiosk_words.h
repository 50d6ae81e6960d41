#pragma once
// How a kiosk is doing, in a card for the inbox and in words for the table of kiosks.

#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct KioskLook {
  std::string_view look;     // class: is-ok, is-warn, is-error
  std::string_view picture;  // icon
  Markup words;
};
KioskLook look_of(const View& view, const KioskRow& kiosk);
bool is_well(const View& view, const KioskRow& kiosk);
Markup kiosk_card(const View& view, const KioskRow& kiosk);

}  // namespace kiosk::desk
