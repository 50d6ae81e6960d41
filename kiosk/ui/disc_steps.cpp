#include "kiosk/ui/disc_steps.h"

#include <algorithm>

#include "kiosk/base/bytes.h"

namespace kiosk::ui {
namespace {

constexpr float kDisc = 68, kGap = 16, kLeastLine = 24, kLine = 5, kSmallest = 0.72F;

TextOptions name_options(const Interface& ui, bool is_current) {
  TextOptions name;
  name.type = is_current ? Type::meta_strong : Type::meta;
  name.colour = is_current ? ui.accent(Accent::teal).fill : ui.colours().ink2;
  return name;
}

void disc(Interface& ui, const Box& at, std::size_t step, std::size_t current) {
  const AccentColours& accent = ui.accent(Accent::teal);
  TextOptions number;
  number.type = Type::label;
  number.align = text::Align::center;
  number.direction = text::BaseDirection::ltr;
  number.factor = 1 / ui.size_factor(Type::label);  // numbers keep their size in their discs
  const float radius = at.height / 2;
  if (step > current) {
    ui.painter().bordered(at, radius, ui.colours().card, 3, ui.colours().step_outline);
    number.colour = ui.colours().sand6;
    return ui.line(at, std::to_string(step + 1), number);
  }
  ui.painter().rounded(at, radius, accent.fill);
  if (step < current) {
    ui.painter().icon(at.inset(16), "check", ui.colours().on_accent);
  } else {
    number.colour = ui.colours().on_accent;
    ui.line(at, std::to_string(step + 1), number);
  }
}

}  // namespace

void disc_steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current) {
  const std::size_t count = names.size(), spoken = std::min(current, count - 1);
  ui.say("steps", NodeRole::text, box, base::cat(spoken + 1, " / ", count, " ", names[spoken]));
  std::vector<float> widths;
  float words = 0;
  for (std::size_t i = 0; i < count; ++i) {
    widths.push_back(ui.measure(names[i], text::kNoWidth, name_options(ui, i == current)).width + 4);
    words += widths.back();
  }
  // Each disc has a gap to its name; a line has one on both sides.
  const auto steps = static_cast<float>(count);
  const float room = box.width - steps * (kDisc + kGap) - (steps - 1) * (2 * kGap + kLeastLine);
  const float factor = std::min(1.0F, room / words);
  const bool all = factor >= kSmallest;
  const float named = all ? words * factor : std::min(widths[spoken], room);
  const float discs = steps * kDisc + (all ? steps : 1) * kGap;
  const float line = std::max(kLeastLine, (box.width - discs - named) / (steps - 1) - 2 * kGap);
  float start = box.start;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) {
      ui.painter().rounded({start + kGap, box.middle() - kLine / 2, line, kLine}, kLine / 2,
                           i <= current ? ui.accent(Accent::teal).fill : ui.colours().track);
      start += line + 2 * kGap;
    }
    disc(ui, {start, box.middle() - kDisc / 2, kDisc, kDisc}, i, current);
    start += kDisc;
    if (!all && i != spoken) continue;
    TextOptions name = name_options(ui, i == current);
    const float width = all ? widths[i] * factor : named;
    name.factor = all ? factor : std::min(1.0F, named / widths[i]);
    ui.line({start + kGap, box.top, width + 2, box.height}, names[i], name);
    start += kGap + width;
  }
}

}  // namespace kiosk::ui
