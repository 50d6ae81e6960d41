#pragma once
// Words in the accent with an icon before them, which open something. The touched area is as wide as they are
// and as tall as the row they stand in.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

struct LinkOptions {
  Accent accent = Accent::teal;
  std::string_view icon = {};
  bool at_end = false;  // of its row
  NodeRole role = NodeRole::link;
  std::string_view name = {};   // where the words are what was written, what they are
  std::string_view value = {};  // and that itself
};

bool link(Interface& ui, std::string_view id, const Box& row, std::string_view words,
          const LinkOptions& options);

}  // namespace kiosk::ui
