#include "kiosk/ui/stepper.h"

#include <algorithm>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/fit.h"

namespace kiosk::ui {

bool step_button(Interface& ui, std::string_view id, const Box& box, int direction,
                 const StepperOptions& options) {
  const bool raises = direction > 0;
  ButtonOptions look;
  look.accent = options.accent;
  look.icon = raises ? "plus" : "minus";
  look.enabled = raises ? options.value < options.max : options.value > options.min;
  look.repeats = look.steps = true;
  look.spoken = raises ? options.more : options.less;
  const std::string name = base::cat(id, raises ? ".more" : ".less");
  return raises ? primary_button(ui, name, box, {}, look) : secondary_button(ui, name, box, {}, look);
}

std::optional<int> stepper(Interface& ui, std::string_view id, const Box& box,
                           const StepperOptions& options) {
  constexpr float kNumber = 80, kSide = 8;
  std::optional<int> changed;
  const float button = std::min(kStepButton, box.height);
  if (step_button(ui, id, box.head(button), -1, options))
    changed = std::max(options.min, options.value - options.step);
  TextOptions number;
  number.type = Type::number_l;
  number.factor = kNumber / row_of(Type::number_l).latin / ui.size_factor(Type::number_l);
  number.colour = ui.colours().ink;
  number.align = text::Align::center;
  const Box at = box.after(button).head(box.width - 2 * button);
  fitted(ui, at.inset(kSide, 0), options.shown, number);
  ui.say(id, NodeRole::text, at, options.value_words, std::to_string(options.value));
  if (step_button(ui, id, box.tail(button), 1, options))
    changed = std::min(options.max, options.value + options.step);
  return changed;
}

}  // namespace kiosk::ui
