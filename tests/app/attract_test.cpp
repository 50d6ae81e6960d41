// The attract loop: when slides change and how, day and dusk, and when the kiosk has nothing to offer.

#include "kiosk/app/attract.h"
#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using tests::AppWorld;

namespace {

base::Timestamp morocco(const char* utc) {
  base::use_time_zone(base::kMoroccoTimeZone);
  return base::parse_iso8601(utc).value();
}

}  // namespace

TEST_CASE("a slide fades in within 18 frames and 1200 ms, the words after the view, and then stands still") {
  AppWorld world;
  CHECK_FALSE(app::slide_change(world.state, world.now).next_frame);
  world.tick(12s);
  base::BootTime now = world.now;
  int frames = 0;
  float view = 0, words = 0;
  for (std::optional<base::BootTime> next = now; next; ++frames) {
    REQUIRE(frames < app::kSlideFadeFrames);
    now = *next;
    const app::SlideChange change = app::slide_change(world.state, now);
    CHECK(change.view > 0);  // the first frame already shows it
    CHECK(change.view >= view);
    CHECK(change.words >= words);
    if (change.words > 0) CHECK(change.view == 1);
    view = change.view;
    words = change.words;
    next = change.next_frame;
    if (next) CHECK(*next > now);
  }
  CHECK(frames == app::kSlideFadeFrames);
  CHECK(now <= world.state.slide_since + app::kSlideFade);
  CHECK(view == 1);
  CHECK(words == 1);
  CHECK_FALSE(app::slide_change(world.state, now + 5s).next_frame);
}

TEST_CASE("the loop begins without a fade, also after a visit") {
  AppWorld world;
  world.tick(12s);
  world.start();
  world.act(app::intent::Finish{});
  CHECK(world.state.slide == 0);
  const app::SlideChange change = app::slide_change(world.state, world.now);
  CHECK(change.view == 1);
  CHECK(change.words == 1);
}

TEST_CASE("it is day from 7:00 to 18:00 of Moroccan time") {
  CHECK_FALSE(app::is_day(morocco("2025-10-15T05:59:59Z")));
  CHECK(app::is_day(morocco("2025-10-15T06:00:00Z")));
  CHECK(app::is_day(morocco("2025-10-15T16:59:59Z")));
  CHECK_FALSE(app::is_day(morocco("2025-10-15T17:00:00Z")));
}

TEST_CASE(
    "the kiosk is out of service only when neither content nor complaints work, and then no visit begins") {
  AppWorld world;
  REQUIRE(world.state.kiosk.catalogue == nullptr);
  CHECK_FALSE(app::is_out_of_service(world.state));
  world.state.kiosk.complaint_problem = "disk-full";
  CHECK(app::is_out_of_service(world.state));
  world.start();
  CHECK(world.screen() == app::Screen::attract);
  world.state.kiosk.complaint_problem.clear();
  world.start();
  CHECK(world.screen() == app::Screen::home);
}

TEST_CASE("the further questions of an estimator close with its page and with the visit") {
  AppWorld world;
  world.start();
  world.open(app::Screen::energy, "led");
  world.act(app::intent::OpenEstimator{"led"});
  CHECK(world.state.estimator_open == "led");
  world.act(app::intent::Replace{{app::Screen::energy, "water", 0}});
  CHECK(world.state.estimator_open.empty());
  world.act(app::intent::OpenEstimator{"water"});
  world.open(app::Screen::tip, "water-short");
  CHECK(world.state.estimator_open.empty());
  world.act(app::intent::OpenEstimator{"water"});
  world.act(app::intent::Finish{});
  CHECK(world.state.estimator_open.empty());
}
