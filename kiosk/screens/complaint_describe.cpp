// 12: what happened, in the citizen's own words.

#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {

using ui::Box;
using ui::Type;

void draw_describe(Context& context) {
  PageOptions options =
      form_page(context, app::Screen::describe, context.t("Describe what happened, in your words"), {});
  options.title_type = Type::h1_form;
  write_own_words(context, draw_form_page(context, options));
}

void write_own_words(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  const TypingPlace place = typing_place(context, page);
  const bool error = context.state.form.error.has_value();
  // Larger words need the room between the parts: at 150 % four lines are seen (section 12.2).
  const bool close = ui.landscape() || ui.size_factor(Type::input) > 1;
  constexpr float kTools = 84, kAboveArea = 6;
  const float above_tools = close ? 16 : 26, below_tools = close ? 8 : 18;
  const Box& room = place.room;
  // In a landscape's narrow column what is wrong takes the place of the tools, until the next letter.
  std::optional<Box> tools = place.tools;
  float foot = room.bottom();
  if (!tools && !(ui.landscape() && error)) {
    tools = Box{room.start, room.bottom() - kTools - below_tools, room.width, kTools};
    foot = tools->top - above_tools;
  }
  const Box text{room.start, room.top + kAboveArea, room.width, foot - room.top - kAboveArea};
  const std::string label = context.t("Description");
  ui::FieldOptions field;
  field.lines = ui::FieldOptions::Lines::many;
  field.label = label;
  const std::string note = context.t("Do not write your card number");
  field.note = note;
  field.counter_limit = complaint::kTextMaxCodePoints;
  field.error = error;
  write_into(context, {app::Field::text, "complaint.text", context.memory.fields.text, field, text, tools,
                       place.keyboard});
}

}  // namespace kiosk::screens
