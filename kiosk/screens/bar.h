#pragma once
// The foot of every page: the zellige, and below it the five buttons that make the page easier to use, with
// what they open. In landscape the rest of the bar holds back, home and the scrolling buttons. Internal to
// kiosk/screens. Places: sections 6 and 12 of the design.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

constexpr float kFrieze = 40, kBar = 136, kBarButton = 108, kBarInset = 14;

void bar(Context& context);
// Its two parts, for pages that draw between them.
void dado(Context& context);
void bar_buttons(Context& context);
// What the bar opens; drawn after everything else of the page, over which it lies.
void popover(Context& context);

float bar_top(const ui::Interface& ui);  // of the zellige
// Landscape: the part of the bar with back, home and the scrolling buttons; empty in portrait.
ui::Box bar_navigation(const ui::Interface& ui);

}  // namespace kiosk::screens
