// Sliders and steppers: what a touch, a finger that moves, a held button and the keys make of the value.

#include "kiosk/ui/slider.h"

#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using tests::UiRig;

namespace {

const ui::Box kBox{100, 200, 800, 164};

struct Hours {
  int value = 5;
  ui::SliderOptions options() const {
    ui::SliderOptions out;
    out.steps.value = value;
    out.steps.min = 1;
    out.steps.max = 12;
    out.steps.less = "Less";
    out.steps.more = "More";
    out.name = "Hours";
    return out;
  }
  void operator()(ui::Interface& ui) {
    if (const auto changed = ui::slider(ui, "hours", kBox, options())) value = *changed;
  }
};

// The place of a part of the track, counted from its left.
std::pair<float, float> at(const UiRig& rig, float part) {
  const ui::PixelBox box = const_cast<UiRig&>(rig).ui.tree().find("hours")->box;
  const float reach = 44;  // of the thumb over the track's ends
  return {box.x + reach + (box.width - 2 * reach) * part, box.y + box.height / 2};
}

}  // namespace

TEST_CASE("a place on a slider is its nearest step, within the limits") {
  ui::SliderOptions options = Hours{}.options();
  CHECK(ui::slider_value(options, 0) == 1);
  CHECK(ui::slider_value(options, 0.5F) == 6);
  CHECK(ui::slider_value(options, 1) == 12);
  options.steps.min = 60;
  options.steps.max = 600;
  options.steps.step = 20;
  CHECK(ui::slider_value(options, 0.349F) == 200);
  CHECK(ui::slider_value(options, 0.999F) == 600);
}

TEST_CASE("a slider's ticks are whole quarters, or halves, or its ends") {
  CHECK(ui::slider_ticks(0, 12) == std::vector<int>{0, 3, 6, 9, 12});
  CHECK(ui::slider_ticks(0, 10) == std::vector<int>{0, 5, 10});
  CHECK(ui::slider_ticks(0, 7) == std::vector<int>{0, 7});
}

TEST_CASE("a touch on the track jumps there when it is lifted, mirrored in Arabic") {
  Hours hours;
  UiRig rig([&](ui::Interface& ui) { hours(ui); });
  rig.settings.language = base::Language::fr;
  rig.frame();
  const auto [x, y] = at(rig, 0.75F);
  rig.press(x, y);
  CHECK(hours.value == 5);
  rig.lift(x, y);
  CHECK(hours.value == 9);
  rig.settings.language = base::Language::ar;
  rig.frame();
  rig.now += 1s;
  const auto [left, top] = at(rig, 0.75F);
  rig.press(left, top);
  rig.lift(left, top);
  CHECK(hours.value == 3);
}

TEST_CASE("a finger that moves along the track is followed, also beside it") {
  Hours hours;
  UiRig rig([&](ui::Interface& ui) { hours(ui); });
  rig.settings.language = base::Language::fr;
  rig.frame();
  const auto [x, y] = at(rig, 0.4F);
  const float far = at(rig, 1).first;
  rig.press(x, y);
  rig.move(far, y + 300);
  rig.frame();
  CHECK(hours.value == 12);
  rig.move(at(rig, 0.25F).first, y);
  rig.frame();
  CHECK(hours.value == 3);
  rig.lift(at(rig, 0.25F).first, y);
  CHECK(hours.value == 3);
}

TEST_CASE("the buttons at a slider's ends take one step and are grey at the limits") {
  Hours hours;
  UiRig rig([&](ui::Interface& ui) { hours(ui); });
  rig.tap("hours.more");
  CHECK(hours.value == 6);
  hours.value = 2;
  rig.frame();
  rig.tap("hours.less");
  CHECK(hours.value == 1);
  CHECK_FALSE(rig.ui.tree().find("hours.less")->enabled);
  CHECK(rig.ui.tree().find("hours.more")->enabled);
}

TEST_CASE("with the focus on a slider, Start and End change it and Down leaves it") {
  Hours hours;
  UiRig rig([&](ui::Interface& ui) { hours(ui); });
  const auto press = [&](ui::NavKey key) {
    rig.ui.key(key, rig.now);
    rig.frame();
    rig.frame();
  };
  while (rig.ui.tree().find("hours") == nullptr || !rig.ui.tree().find("hours")->focused)
    press(ui::NavKey::down);
  press(ui::NavKey::end);
  CHECK(hours.value == 6);
  press(ui::NavKey::start);
  press(ui::NavKey::start);
  CHECK(hours.value == 4);
  press(ui::NavKey::down);
  CHECK_FALSE(rig.ui.tree().find("hours")->focused);
}

TEST_CASE("a stepper's button goes on while it is held, slowly enough to count") {
  int value = 8;
  UiRig rig([&](ui::Interface& ui) {
    ui::StepperOptions options;
    options.value = value;
    options.min = 1;
    options.max = 40;
    options.shown = "8";
    options.less = "Less";
    options.more = "More";
    if (const auto changed = ui::stepper(ui, "count", kBox, options)) value = *changed;
  });
  const ui::PixelBox more = rig.ui.tree().find("count.more")->box;
  rig.press(more.x + 20, more.y + 20);
  rig.wait(399ms);
  CHECK(value == 8);
  rig.wait(1ms);
  CHECK(value == 9);
  rig.wait(119ms);
  CHECK(value == 9);
  rig.wait(1ms);
  CHECK(value == 10);
  rig.lift(more.x + 20, more.y + 20);
  CHECK(value == 10);
}

TEST_CASE("quick taps on a stepper all count") {
  int value = 8;
  UiRig rig([&](ui::Interface& ui) {
    ui::StepperOptions options;
    options.value = value;
    options.min = 1;
    options.max = 40;
    options.less = "Less";
    options.more = "More";
    if (const auto changed = ui::stepper(ui, "count", kBox, options)) value = *changed;
  });
  const ui::PixelBox more = rig.ui.tree().find("count.more")->box;
  for (int i = 0; i < 5; ++i) {
    rig.now += 120ms;
    rig.press(more.x + 20, more.y + 20);
    rig.lift(more.x + 20, more.y + 20);
  }
  CHECK(value == 13);
}
