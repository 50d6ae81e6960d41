#include "kiosk/ui/slider.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/button.h"
#include "kiosk/ui/fit.h"

namespace kiosk::ui {
namespace {

constexpr float kTrack = 20, kThumb = 88, kThumbHeld = 96, kThumbLine = 8;
constexpr float kButton = 84, kButtonGap = 12;
constexpr float kFollowFrom = 12;  // pixels across: less is a touch, which jumps when it is lifted
constexpr int kQuarters = 4;

float part_of(const SliderOptions& options, int value) {
  const int range = std::max(1, options.steps.max - options.from);
  return std::clamp(static_cast<float>(value - options.from) / static_cast<float>(range), 0.0F, 1.0F);
}

// Where a touch lies on the track, in the direction of reading; x in pixels from the track's left edge.
float part_at(const Interface& ui, float x, float width) {
  const float part = std::clamp(x / width, 0.0F, 1.0F);
  return base::is_right_to_left(ui.settings().language) ? 1 - part : part;
}

struct Handled {
  Control control;
  std::optional<int> value;
};

// The touched zone is as long as the thumb reaches over the track's ends.
Handled touches(Interface& ui, std::string_view id, const Box& track, const SliderOptions& options) {
  const Box zone = track.inset(-kThumb / 2, 0);
  Node node;
  node.id = id;
  node.role = NodeRole::slider;
  node.name = options.name;
  node.value = std::to_string(options.steps.value);
  node.spoken = in_sentences({options.name, options.steps.value_words});
  node.enabled = options.enabled;
  node.follows = true;
  Handled out{ui.control(std::move(node), zone), {}};
  const PixelBox line = ui.painter().to_pixels(track), whole = ui.painter().to_pixels(zone);
  if (const auto finger = ui.finger_on(id); finger && out.control.pressed) {
    if (std::abs(finger->moved.x) > kFollowFrom)
      out.value = slider_value(options, part_at(ui, finger->at.x - line.x, line.width));
  } else if (const auto at = ui.touch_in(id); at && out.control.activated) {
    out.value = slider_value(options, part_at(ui, at->x + whole.x - line.x, line.width));
  }
  if (out.value == options.steps.value) out.value.reset();
  return out;
}

void ticks(Interface& ui, const Box& track, const SliderOptions& options) {
  TextOptions words;
  words.type = Type::small;
  words.colour = options.enabled ? ui.colours().ink2 : ui.colours().disabled_text;
  words.align = text::Align::center;
  words.factor = 1 / ui.size_factor(Type::small);
  constexpr float kRoom = 100;
  for (const int tick : slider_ticks(options.from, options.steps.max)) {
    const float at = track.start + track.width * part_of(options, tick);
    ui.line({at - kRoom / 2, track.bottom(), kRoom, kTicksHeight}, std::to_string(tick), words);
  }
}

void draw_track(Interface& ui, const Box& track, const SliderOptions& options, const Control& control) {
  const AccentColours& accent = ui.accent(options.steps.accent);
  const Palette& colours = ui.colours();
  const float part = part_of(options, options.steps.value), middle = track.middle();
  const Box line{track.start, middle - kTrack / 2, track.width, kTrack};
  const Colour full = options.enabled ? accent.graphic : colours.disabled_text;
  if (ui.high_contrast()) {
    ui.painter().bordered(line, kTrack / 2, colours.card, kLineNeutral, colours.line);
  } else {
    ui.painter().rounded(line, kTrack / 2, options.enabled ? colours.track : colours.disabled_fill);
  }
  const float reached = std::max(kTrack, line.width * part);
  ui.painter().rounded(line.head(reached), kTrack / 2, full);
  const float size = kThumb + (kThumbHeld - kThumb) * control.press;
  const Box thumb{track.start + track.width * part - size / 2, middle - size / 2, size, size};
  if (control.focused) focus_ring(ui, thumb, size / 2);
  if (!ui.high_contrast() && options.enabled) ui.painter().shadow(thumb, size / 2, Shadow::raised);
  ui.painter().bordered(thumb, size / 2, ui.high_contrast() ? accent.fill : colours.card, kThumbLine,
                        options.enabled ? accent.fill : colours.disabled_text);
}

}  // namespace

int slider_value(const SliderOptions& options, float part) {
  const int step = std::max(1, options.steps.step);
  const float range = static_cast<float>(options.steps.max - options.from);
  const float exact = static_cast<float>(options.from) + range * std::clamp(part, 0.0F, 1.0F);
  const auto steps = std::lround((exact - static_cast<float>(options.steps.min)) / static_cast<float>(step));
  return std::clamp(options.steps.min + static_cast<int>(steps) * step, options.steps.min, options.steps.max);
}

std::vector<int> slider_ticks(int from, int max) {
  const int range = max - from;
  const int parts = range % kQuarters == 0 ? kQuarters : range % 2 == 0 ? 2 : 1;
  std::vector<int> out;
  for (int i = 0; i <= parts; ++i) out.push_back(from + range * i / parts);
  return out;
}

std::optional<int> slider(Interface& ui, std::string_view id, const Box& box, const SliderOptions& options) {
  const Box line{box.start, box.top, box.width, kSliderHeight};
  const StepperOptions& steps = options.steps;
  const float aside = kButton + kButtonGap + kThumb / 2;
  const Box track = line.inset(aside, 0);
  Handled handled = touches(ui, id, track, options);
  StepperOptions ends = steps;
  if (!options.enabled) ends.min = ends.max = ends.value;
  const Box button{line.start, line.middle() - kButton / 2, kButton, kButton};
  if (step_button(ui, id, button, -1, ends)) handled.value = std::max(steps.min, steps.value - steps.step);
  if (step_button(ui, id, button.moved(line.width - kButton, 0), 1, ends))
    handled.value = std::min(steps.max, steps.value + steps.step);
  draw_track(ui, track, options, handled.control);
  ticks(ui, track, options);
  return handled.value;
}

}  // namespace kiosk::ui
