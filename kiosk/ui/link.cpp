#include "kiosk/ui/link.h"

#include <algorithm>

#include "kiosk/ui/button.h"
#include "kiosk/ui/fit.h"

namespace kiosk::ui {

bool link(Interface& ui, std::string_view id, const Box& row, std::string_view words,
          const LinkOptions& options) {
  constexpr float kIcon = 40, kGap = 14, kRound = 14;
  const Colour colour = ui.accent(options.accent).fill;
  TextOptions look;
  look.type = Type::label;
  look.colour = colour;
  const float before = options.icon.empty() ? 0 : kIcon + kGap;
  const float room = row.width - before;
  look.factor = label_factor(ui, words, {room, row.height}, look);
  const float width = before + std::min(room, ui.measure(words, room, look).width + 2);
  const Box box = options.at_end ? row.tail(width) : row.head(width);
  Node node;
  node.id = id;
  node.role = options.role;
  node.name = options.name.empty() ? words : options.name;
  node.value = options.value;
  const Control control = ui.control(std::move(node), box);
  if (control.focused) focus_ring(ui, box, kRound);
  if (control.press > 0 && !ui.high_contrast()) {
    Colour ground = ui.accent(options.accent).tint;
    ui.painter().rounded(box, kRound, ground.faded(control.press));
  }
  if (!options.icon.empty())
    ui.painter().icon({box.start, box.middle() - kIcon / 2, kIcon, kIcon}, options.icon, colour);
  fitted(ui, box.after(before), words, look);
  return control.activated;
}

}  // namespace kiosk::ui
