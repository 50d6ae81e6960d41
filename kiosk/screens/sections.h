#pragma once
// The pages that can be chosen by name: six rooms of the commune, the complaint and following it. The one
// list of them: home shows the rooms, an empty page leads on to others, the search finds them. Internal to
// kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

struct Section {
  const char* key;  // "twins"
  app::Place place;
  std::string title, second;
  const char* icon;
  bool there;  // its content is installed
};

// The rooms in the order of the home page.
std::vector<Section> rooms(const Context& context);
Section complaint_section(const Context& context);
Section follow_section(const Context& context);

}  // namespace kiosk::screens
