#include "kiosk/ui/motion.h"

#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using base::Milliseconds;
using ui::Easing;

namespace {

constexpr Milliseconds kTime(200);

struct Clock {
  ui::Motion motion;
  base::BootTime now{std::chrono::hours(1)};

  float glide(float target, bool reduced = false) {
    motion.begin_frame(now, reduced);
    const float at = motion.glide(1, target, kTime, Easing::linear);
    motion.end_frame();
    return at;
  }
  float appear(Milliseconds delay) {
    motion.begin_frame(now, false);
    const float at = motion.appear(2, kTime, delay, Easing::linear);
    motion.end_frame();
    return at;
  }
};

void draw_long_page(ui::Interface& ui) {
  ui.begin_scroll("page", {0, 100, 1080, 1000});
  ui.end_scroll(5000);
}

// A finger that drags upwards and is lifted on its way.
void fling(tests::UiRig& rig) {
  rig.press(500, 900);
  for (int y = 880; y >= 600; y -= 40) {
    rig.now += Milliseconds(10);
    rig.move(500, static_cast<float>(y));
    rig.frame();
  }
  rig.lift(500, 600);
  rig.frame();
}

}  // namespace

TEST_CASE("a value glides to its target and then nothing moves") {
  Clock clock;
  CHECK(clock.glide(10) == 10);  // there already
  CHECK_FALSE(clock.motion.moving_until());
  CHECK(clock.glide(20) == 10);
  CHECK(clock.motion.moving_until() == clock.now + kTime);
  clock.now += kTime / 2;
  CHECK(clock.glide(20) == 15);
  CHECK(clock.glide(10) == 15);  // turned back on its way
  clock.now += kTime;
  CHECK(clock.glide(10) == 10);
  CHECK_FALSE(clock.motion.moving_until());
}

TEST_CASE("with reduced motion a value is at its target at once") {
  Clock clock;
  clock.glide(10, true);
  CHECK(clock.glide(20, true) == 20);
  CHECK_FALSE(clock.motion.moving_until());
}

TEST_CASE("what appears begins after its delay, and anew when it was away for a frame") {
  Clock clock;
  CHECK(clock.appear(Milliseconds(100)) == 0);
  clock.now += Milliseconds(100);
  CHECK(clock.appear(Milliseconds(100)) == 0);
  clock.now += kTime;
  CHECK(clock.appear(Milliseconds(100)) == 1);
  clock.glide(1);  // a frame without it
  CHECK(clock.appear(Milliseconds(0)) == 0);
}

TEST_CASE("a thrown page goes on, slows down, stops, and asks for no frame then") {
  tests::UiRig rig(draw_long_page);
  fling(rig);
  const float thrown_at = rig.ui.scroll_state("page").offset;
  REQUIRE(rig.ui.moving_until());
  rig.wait(Milliseconds(100));
  const float after_100 = rig.ui.scroll_state("page").offset;
  CHECK(after_100 > thrown_at + 50);
  rig.wait(Milliseconds(100));
  CHECK(rig.ui.scroll_state("page").offset - after_100 < after_100 - thrown_at);
  rig.wait(Milliseconds(2000));
  rig.frame();
  CHECK_FALSE(rig.ui.moving_until());
}

TEST_CASE("a finger on a thrown page stops it") {
  tests::UiRig rig(draw_long_page);
  fling(rig);
  rig.wait(Milliseconds(50));
  rig.press(500, 700);
  const float stopped = rig.ui.scroll_state("page").offset;
  rig.wait(Milliseconds(200));
  CHECK(rig.ui.scroll_state("page").offset == stopped);
}

TEST_CASE("with reduced motion a thrown page stays where the finger left it") {
  tests::UiRig rig(draw_long_page);
  rig.settings.reduced_motion = true;
  rig.frame();
  fling(rig);
  const float left = rig.ui.scroll_state("page").offset;
  CHECK_FALSE(rig.ui.moving_until());
  rig.wait(Milliseconds(300));
  CHECK(rig.ui.scroll_state("page").offset == left);
}

TEST_CASE("a page dragged past its top never scrolls beyond it") {
  tests::UiRig rig(draw_long_page);
  rig.press(500, 300);
  for (int y = 320; y <= 800; y += 40) {
    rig.now += Milliseconds(10);
    rig.move(500, static_cast<float>(y));
    rig.frame();
  }
  CHECK(rig.ui.scroll_state("page").offset == 0);
  rig.lift(500, 800);
  rig.frame();
  CHECK(rig.ui.moving_until());  // it goes back
  rig.wait(Milliseconds(500));
  rig.frame();
  CHECK_FALSE(rig.ui.moving_until());
}

TEST_CASE("what rises is touched where it will stand") {
  tests::UiRig rig([](ui::Interface& ui) {
    const ui::Rising rising(ui, "sheet", ui::kPopTime, ui::kPopBy);
    ui::neutral_button(ui, "inside", {100, 400, 300, 120}, "Un", {});
  });
  REQUIRE(rig.ui.moving_until());
  CHECK(rig.ui.tree().find("inside")->box.y == 400);
  rig.wait(ui::kPopTime);
  rig.frame();
  CHECK_FALSE(rig.ui.moving_until());
}

TEST_CASE("low reach begins at the middle of the default panel and never below a panel's middle") {
  tests::UiRig rig([](ui::Interface&) {});
  CHECK(rig.ui.reach_top() == 0);
  rig.settings.low_reach = true;
  rig.frame();
  CHECK(rig.ui.reach_top() == Approx(960).margin(1));
}
