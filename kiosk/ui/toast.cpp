#include "kiosk/ui/toast.h"

#include <algorithm>

namespace kiosk::ui {

void toast(Interface& ui, std::string_view id, const Box& above, std::string_view icon,
           std::string_view words) {
  constexpr float kIcon = 52, kSide = 36, kBetween = 24, kPad = 20;
  const float come = ui.appear(id, kPopTime);
  // In high contrast what is dark in the light theme is the accent's fill, as of the primary.
  const Colour fill = ui.high_contrast() ? ui.accent(Accent::teal).fill : ui.colours().ink;
  TextOptions options;
  options.type = Type::body;
  options.colour = ui.colours().on_accent.faded(come);
  const float width = above.width - 2 * kSide - kIcon - kBetween;
  const float needed = ui.measure(words, width, options).height;
  const float height = std::max(kToastHeight, needed + 2 * kPad);
  const Box box{above.start, above.bottom() - height + kPopBy * (1 - come), above.width, height};
  ui.painter().rounded(box, kRadiusButton, fill.faded(come));
  ui.painter().icon({box.start + kSide, box.middle() - kIcon / 2, kIcon, kIcon}, icon, options.colour);
  ui.text({box.start + kSide + kIcon + kBetween, box.middle() - needed / 2, width, needed}, words, options);
  ui.say(id, NodeRole::status, box, words);
}

}  // namespace kiosk::ui
