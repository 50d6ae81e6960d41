#include "kiosk/screens/flow.h"

#include <algorithm>

#include "kiosk/screens/bar.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {

using ui::Box;

Flow::Flow(Context& context, std::string_view id, const Box& window, std::optional<ui::Colour> under)
    : context_(context), id_(id), whole_(window), window_(window), top_(window.top), under_(under) {
  // Shadows and rings of what stands at the edge may reach over it sideways.
  context.ui.begin_scroll(id, {0, window.top, context.ui.canvas().width, window.height});
}

Flow::~Flow() {
  context_.ui.end_scroll(std::max(foot_, top_ - last_gap_) - window_.top);
  fade();
}

// The last lines grow pale where more comes below them (section 9, scroll pair).
void Flow::fade() const {
  constexpr float kTall = 100, kSides = 12;
  ui::Interface& ui = context_.ui;
  const ui::Interface::ScrollState state = ui.scroll_state(id_);
  if (!state.overflows() || state.at_end() || ui.high_contrast()) return;
  const ui::Palette& colours = ui.colours();
  const float down = whole_.bottom() / ui.canvas().height;
  const ui::Colour ground = under_.value_or(
      colours.ground_middle.towards(colours.ground_foot, std::clamp((down - 0.4F) / 0.6F, 0.0F, 1.0F)));
  const Box foot{whole_.start - kSides, whole_.bottom() - kTall, whole_.width + 2 * kSides, kTall};
  ui.painter().gradient(foot, ground.faded(0), ground);
}

void Flow::column(float start, float width) {
  foot_ = std::max(foot_, top_ - last_gap_);
  window_.start = start;
  window_.width = width;
  top_ = window_.top;
  last_gap_ = 0;
}

Box Flow::next(float height, float gap) {
  const Box box{window_.start, top_, window_.width, height};
  top_ += height + gap;
  last_gap_ = gap;
  return box;
}

void Flow::gap(float height) {
  top_ += height;
  last_gap_ = 0;
}

void Flow::message(const Message& message) {
  constexpr float kBelow = 20;
  const Box at{window_.start, top_, window_.width, message.least};
  top_ +=
      ui::message_bar(context_.ui, message.id, message.role, at, message.icon, message.tone, message.words) +
      kBelow;
  last_gap_ = kBelow;
}

void Flow::text(ui::NodeRole role, std::string_view words, ui::TextOptions options, float gap) {
  if (role == ui::NodeRole::heading)
    options.factor *= ui::unbroken(context_.ui, words, window_.width, options);
  const float height = context_.say({}, role, {window_.start, top_, window_.width, 0}, words, options);
  top_ += height + gap;
  last_gap_ = gap;
}

bool scroll_pair(Context& context, std::string_view id, const Box& box, ui::Accent accent) {
  ui::Interface& ui = context.ui;
  const ui::Interface::ScrollState scroll = ui.scroll_state(id);
  if (!scroll.overflows()) return false;
  constexpr float kButton = 128;
  ui::ButtonOptions options;
  options.accent = accent;
  options.on_dado = box.top > bar_top(ui);
  options.icon = "arrow-up";
  options.enabled = !scroll.at_top();
  const std::string up = context.t("Previous part"), down = context.t("Next part");
  options.spoken = up;
  if (ui::neutral_button(ui, "scroll.up", {box.start, box.top, kButton, box.height}, {}, options))
    ui.scroll_by(id, -0.8F);
  options.icon = "arrow-down";
  options.enabled = !scroll.at_end();
  options.spoken = down;
  const Box below{box.start + kButton + 24, box.top, kButton, box.height};
  if (options.on_dado ? ui::neutral_button(ui, "scroll.down", below, {}, options)
                      : ui::primary_button(ui, "scroll.down", below, {}, options)) {
    ui.scroll_by(id, 0.8F);
  }
  return true;
}

}  // namespace kiosk::screens
