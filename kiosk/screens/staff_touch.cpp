// The test of the touch panel: each touch leaves a dot where the machine felt it.

#include <algorithm>

#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr std::size_t kMaxDots = 400;
constexpr float kApart = 10, kDot = 12, kFirstDot = 26;

// The finger's place in design units from the start side.
TouchDot dot_at(ui::Interface& ui, const text::Point& at) {
  const float scale = ui.painter().scale();
  const float across = at.x / scale;
  return {ui.painter().right_to_left() ? ui.canvas().width - across : across, at.y / scale, false};
}

void remember(Memory& memory, TouchDot dot, bool is_new_touch) {
  std::vector<TouchDot>& dots = memory.touches;
  dot.first = is_new_touch;
  if (is_new_touch) ++memory.touch_count;
  if (!is_new_touch && !dots.empty()) {
    const float across = dots.back().across - dot.across, down = dots.back().down - dot.down;
    if (across * across + down * down < kApart * kApart) return;
  }
  dots.push_back(dot);
  if (dots.size() > kMaxDots) dots.erase(dots.begin());
}

}  // namespace

void draw_staff_touch(Context& context) {
  ui::Interface& ui = context.ui;
  Memory& memory = context.memory;
  PageOptions options = staff_page(context.t("Test of the touch panel"));
  options.hint = context.t("Touch and slide in the field: a dot must appear under the finger, everywhere.");
  options.primary = primary_of("staff.touch.clear", context.t("Wipe the dots"), "refresh");
  options.primary->enabled = !memory.touches.empty();
  const PageResult result = page(context, options);
  if (result.primary) {
    memory.touches.clear();
    memory.touch_count = 0;
  }
  const ui::TextOptions label = context.text(Type::label);
  const float head = ui.measure("0", text::kNoWidth, label).height + 12;
  const Box field{result.content.start, result.content.top + head, result.content.width,
                  result.content.height - head};
  ui::Node node;
  node.id = "staff.touch.field";
  node.role = ui::NodeRole::button;
  node.name = context.t("Field for the test");
  node.follows = true;
  const ui::Control control = ui.control(std::move(node), field);
  ui.painter().bordered(field, ui::kRadiusCard, ui.colours().card, 4, ui.accent(ui::Accent::teal).fill);
  const auto finger = control.pressed ? ui.finger_on("staff.touch.field") : std::nullopt;
  if (finger) {
    remember(memory, dot_at(ui, finger->at), !memory.touching);
  } else if (const auto at = ui.touch_in("staff.touch.field"); control.activated && !memory.touching && at) {
    // A tap that came and went between two frames.
    const ui::PixelBox box = ui.painter().to_pixels(field);
    remember(memory, dot_at(ui, {box.x + at->x, box.y + at->y}), true);
  }
  memory.touching = finger.has_value();
  context.say("staff.touch.count", ui::NodeRole::status,
              {result.content.start, result.content.top, result.content.width, head},
              context.tn("{n} touch felt", "{n} touches felt", memory.touch_count), label);
  ui.painter().push_clip(field.inset(4));
  for (const TouchDot& dot : memory.touches) {
    ui.painter().disc(dot.across, dot.down, dot.first ? kFirstDot : kDot,
                      dot.first ? ui.accent(ui::Accent::brick).fill : ui.accent(ui::Accent::teal).fill);
  }
  ui.painter().pop_clip();
}

}  // namespace kiosk::screens
