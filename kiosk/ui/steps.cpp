#include "kiosk/ui/steps.h"

#include <algorithm>
#include <cmath>

#include "kiosk/base/bytes.h"

namespace kiosk::ui {
namespace {

constexpr Size kNow{78, 90}, kOther{58, 68};

// Numbers keep their size in their arches.
void number_in(Interface& ui, const Box& at, std::size_t step, Type type, Colour colour, float size) {
  constexpr float kBelowTip = 8;
  TextOptions words;
  words.type = type;
  words.colour = colour;
  words.align = text::Align::center;
  words.direction = text::BaseDirection::ltr;
  words.factor = size / ui.size_factor(type);
  ui.line({at.start, at.top + kBelowTip, at.width, at.height - kBelowTip}, std::to_string(step + 1), words);
}

// Under the arches, all of one size; where they would become too small only the current one's.
void step_names(Interface& ui, const Box& row, std::span<const std::string> names, std::size_t current,
                Colour accent) {
  constexpr float kSmallest = 0.75F, kBetween = 12;
  const float pitch = row.width / static_cast<float>(names.size());
  TextOptions name;
  name.type = Type::meta_strong;
  name.align = text::Align::center;
  float widest = 1;
  for (const std::string& one : names) widest = std::max(widest, ui.measure(one, text::kNoWidth, name).width);
  const float factor = std::min(1.0F, (pitch - kBetween) / widest);
  if (factor < kSmallest) {
    name.colour = accent;
    const float width = ui.measure(names[current], text::kNoWidth, name).width + 2;
    const float middle = row.start + pitch * (static_cast<float>(current) + 0.5F);
    const float start = std::clamp(middle - width / 2, row.start, row.end() - width);
    return ui.line({start, row.top, width, row.height}, names[current], name);
  }
  name.factor = factor;
  for (std::size_t i = 0; i < names.size(); ++i) {
    name.type = i == current ? Type::meta_strong : Type::meta;
    name.colour = i == current ? accent : ui.colours().ink2;
    ui.line({row.start + pitch * static_cast<float>(i), row.top, pitch, row.height}, names[i], name);
  }
}

// The current step alone, on one line, in the middle.
void low_steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current,
               const AccentColours& accent) {
  constexpr float kBetween = 20;
  TextOptions name;
  name.type = Type::meta_strong;
  name.colour = accent.fill;
  const float room = box.width - kOther.width - kBetween;
  const float width = std::min(room, ui.measure(names[current], text::kNoWidth, name).width + 2);
  const float start = box.start + (room - width) / 2;
  const Box at{start, box.top + (box.height - kOther.height) / 2, kOther.width, kOther.height};
  ui.painter().arch(at, kStepArch, accent.fill);
  number_in(ui, at, current, Type::step_number, ui.colours().on_accent, 0.8F);
  ui.line({at.end() + kBetween, box.top, width, box.height}, names[current], name);
}

// An arch on the way from one size to the other; `part` 1 is the current step's.
Box arch_box(float middle, float foot, float part) {
  const float width = kOther.width + (kNow.width - kOther.width) * part;
  const float height = kOther.height + (kNow.height - kOther.height) * part;
  return {middle - width / 2, foot - height, width, height};
}

void current_arch(Interface& ui, const Box& at, std::size_t step, const AccentColours& accent) {
  constexpr float kHalo = 7;  // at its sides and above; it stands on the line as the arch does
  ui.painter().arch({at.start - kHalo, at.top - kHalo - 1, at.width + 2 * kHalo, at.height + kHalo + 1},
                    kStepArch, accent.halo);
  ui.painter().arch(at, kStepArch, accent.fill);
  number_in(ui, at, step, Type::step_number, ui.colours().on_accent, 1);
}

}  // namespace

float steps_height(const Interface& ui) {
  return ui.settings().text_percent >= 150 ? kLowStepsHeight : kStepsHeight;
}

void steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current,
           Accent accent_name) {
  constexpr float kLine = 5, kFoot = 92, kNames = 98, kNamesHeight = 46, kCheck = 48, kCheckTop = 16;
  const AccentColours& accent = ui.accent(accent_name);
  ui.say("steps", NodeRole::text, box, base::cat(current + 1, " / ", names.size(), " ", names[current]));
  if (box.height < kStepsHeight) return low_steps(ui, box, names, current, accent);
  const float along = ui.glide("steps", static_cast<float>(current), kStepTime, Easing::in_out);
  const float pitch = box.width / static_cast<float>(names.size());
  const auto middle = [&](float step) { return box.start + pitch * (step + 0.5F); };
  const float foot = box.top + kFoot;
  ui.painter().fill(
      {middle(0), foot - kLine, middle(static_cast<float>(names.size() - 1)) - middle(0), kLine},
      ui.colours().track);
  ui.painter().fill({middle(0), foot - kLine, middle(along) - middle(0), kLine}, accent.fill);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto step = static_cast<float>(i);
    const Box at = arch_box(middle(step), foot, std::clamp(1 - std::abs(step - along), 0.0F, 1.0F));
    if (i == current) {
      current_arch(ui, at, i, accent);
    } else if (i < current) {
      ui.painter().arch(at, kStepArch, accent.fill);
      ui.painter().icon(
          {at.start + (at.width - kCheck) / 2, foot - kOther.height + kCheckTop, kCheck, kCheck}, "check",
          ui.colours().on_accent);
    } else {
      constexpr float kPen = 3;
      ui.painter().bordered_arch(at.inset(-kPen / 2), kStepArch, ui.colours().ground_top, kPen,
                                 ui.colours().step_outline);
      number_in(ui, at, i, Type::label, ui.colours().sand6, 1);
    }
  }
  step_names(ui, {box.start, box.top + kNames, box.width, kNamesHeight}, names, current, accent.fill);
}

}  // namespace kiosk::ui
