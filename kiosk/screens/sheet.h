#pragma once
// What a page lays over itself to be read: a title, words that scroll, and a button that closes it. Internal
// to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

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
