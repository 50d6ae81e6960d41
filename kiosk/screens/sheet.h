#pragma once
// What lies over a page: the dark over everything else, the white ground, and whole sheets to be read: a
// title, words that scroll, and a button that closes it. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// Dims everything drawn before, the navigation of a landscape bar with it: nothing of that can be touched
// but the accessibility buttons. Then a control in its place, within reach: was it touched beside `over`?
bool scrim(Context& context, std::string_view id, std::string name, const ui::Box& over, float strength = 1);
void sheet_ground(ui::Interface& ui, const ui::Box& box);

struct SheetOptions {
  std::string title;
  std::string words;
  ui::NodeRole role = ui::NodeRole::text;
  std::optional<text::BaseDirection> direction;  // of the words; none: the interface's
};

// Over everything that was drawn before, which is out of reach but for the bar. Drawn as long as the state
// says so; closing it is an intent.
void sheet(Context& context, const SheetOptions& options);

}  // namespace kiosk::screens
