#include "kiosk/ui/steps.h"

#include <algorithm>

#include "kiosk/base/bytes.h"

namespace kiosk::ui {
namespace {

// Under the arches, all of one size; where they would become too small only the current one's (section 12.2).
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

}  // namespace

void steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current,
           Accent accent_name) {
  constexpr float kLine = 5, kLineTop = 88, kFoot = 92, kNames = 102;
  const AccentColours& accent = ui.accent(accent_name);
  const float pitch = box.width / static_cast<float>(names.size());
  const auto middle = [&](std::size_t i) { return box.start + pitch * (static_cast<float>(i) + 0.5F); };
  ui.painter().fill({middle(0), box.top + kLineTop, middle(names.size() - 1) - middle(0), kLine},
                    ui.colours().track);
  ui.painter().fill({middle(0), box.top + kLineTop, middle(current) - middle(0), kLine}, accent.fill);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Size size = i == current ? Size{78, 90} : Size{58, 68};
    const Box at{middle(i) - size.width / 2, box.top + kFoot - size.height, size.width, size.height};
    const std::string number = std::to_string(i + 1);
    TextOptions words;
    words.align = text::Align::center;
    words.direction = text::BaseDirection::ltr;
    words.factor = 1 / ui.size_factor(Type::meta_strong);  // numbers keep their size in their arches
    if (i < current) {
      ui.painter().arch(at, kStepArch, accent.fill);
      ui.painter().icon({at.start + 11, at.top + 22, 36, 36}, "check", ui.colours().on_accent);
    } else if (i == current) {
      ui.painter().arch(at.inset(-7), kStepArch, accent.halo);
      ui.painter().arch(at, kStepArch, accent.fill);
      words.type = Type::step_number;
      words.factor = 1;
      words.colour = ui.colours().on_accent;
      ui.line({at.start, at.top + 12, at.width, at.height - 12}, number, words);
    } else {
      ui.painter().bordered_arch(at, kStepArch, ui.colours().ground_top, 3, ui.colours().step_outline);
      words.type = Type::meta_strong;
      words.colour = ui.colours().sand6;
      ui.line({at.start, at.top + 10, at.width, at.height - 10}, number, words);
    }
  }
  step_names(ui, {box.start, box.top + kNames, box.width, 46}, names, current, accent.fill);
  ui.say("steps", NodeRole::text, box, base::cat(current + 1, " / ", names.size(), " ", names[current]));
}

}  // namespace kiosk::ui
