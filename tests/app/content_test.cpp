// Content that changes while somebody is there.

#include "kiosk/app/lists.h"
#include "tests/app/world.h"
#include "tests/support/catalogue.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::app;

namespace {

std::shared_ptr<const content::Catalogue> catalogue(int year) {
  return tests::catalogue_of({}, std::chrono::sys_days(std::chrono::year(year) / 1 / 1));
}

struct World : tests::AppWorld {
  std::shared_ptr<const content::Catalogue> old = catalogue(2025), fresh = catalogue(2026);
  World() { arrives(old); }
  void arrives(const std::shared_ptr<const content::Catalogue>& content) {
    intent::ContentChanged changed;
    changed.catalogue = content;
    act(changed);
  }
  [[nodiscard]] bool shows(const std::shared_ptr<const content::Catalogue>& content) const {
    return state.kiosk.catalogue == content;
  }
};

}  // namespace

TEST_CASE("new content is shown at once where nobody is") {
  World world;
  REQUIRE(world.screen() == Screen::attract);
  world.arrives(world.fresh);
  CHECK(world.shows(world.fresh));
}

TEST_CASE("under somebody who reads nothing changes, and the next visit has the new content") {
  World world;
  world.start();
  world.open(Screen::partnerships);
  world.arrives(world.fresh);
  CHECK(world.shows(world.old));
  CHECK(world.screen() == Screen::partnerships);
  world.act(intent::Home{});
  CHECK(world.shows(world.old));
  world.act(intent::Finish{});
  CHECK(world.shows(world.fresh));
}

TEST_CASE("a complaint that is being written keeps its words and its subjects") {
  World world;
  world.start();
  world.fill_form();
  world.arrives(world.fresh);
  CHECK(world.shows(world.old));
  CHECK(world.state.form.draft.text.view() == "عمود الإنارة رقم 14 مطفأ");
  CHECK(world.state.form.draft.category == "lighting");
}

TEST_CASE("of two changes during a visit the last one counts") {
  World world;
  world.start();
  const auto between = catalogue(2027);
  world.arrives(between);
  world.arrives(world.fresh);
  world.act(intent::Finish{});
  CHECK(world.shows(world.fresh));
}

TEST_CASE("who has nothing to read sees the change at once") {
  World empty;
  empty.state.kiosk.catalogue = nullptr;
  empty.start();
  empty.arrives(empty.fresh);
  CHECK(empty.shows(empty.fresh));
}

TEST_CASE("content that cannot be loaded any more does not take away what is shown") {
  World world;
  world.arrives(nullptr);
  CHECK(world.shows(world.old));
}

TEST_CASE("a pack that came over the network is handed to whoever installs it") {
  World world;
  const std::vector<Effect> effects = world.act(intent::ContentFetched{base::to_bytes("head")});
  REQUIRE(effects.size() == 1);
  CHECK(base::as_text(std::get<effect::InstallFetched>(effects[0]).head) == "head");
}

TEST_CASE("campaigns go by the clock, and by the last day that is known where it was lost") {
  World world;
  content::Contents contents;
  content::Campaign campaign;
  campaign.slug = "winter";
  campaign.first_day = std::chrono::sys_days(std::chrono::year(2026) / 11 / 10);
  campaign.last_day = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);
  contents.campaigns.push_back(campaign);
  const auto noon_of = [](int month, int day) {
    return base::Timestamp(std::chrono::sys_days(std::chrono::year(2026) / month / day)) +
           std::chrono::hours(12);
  };
  world.state.kiosk.catalogue =
      tests::catalogue_of(contents, std::chrono::sys_days(std::chrono::year(2026) / 11 / 1));
  const auto shown_at = [&](base::Timestamp wall) {
    world.state.wall = wall;
    return campaigns_now(world.state).size() == 1;
  };
  CHECK_FALSE(shown_at(noon_of(11, 9)));
  CHECK(shown_at(noon_of(11, 10)));
  CHECK(shown_at(noon_of(11, 20)));
  CHECK_FALSE(shown_at(noon_of(11, 21)));
  INFO("who looks at it at midnight keeps it to the end of the visit");
  CHECK(shown_at(noon_of(11, 20)));
  world.start();
  CHECK(shown_at(noon_of(11, 21)));
  world.act(intent::Finish{});
  CHECK_FALSE(shown_at(noon_of(11, 21)));
  INFO("a kiosk that woke up in 1970");
  CHECK_FALSE(shown_at({}));
  intent::ContentChanged changed;
  changed.catalogue = world.state.kiosk.catalogue;
  changed.clock_floor = noon_of(11, 15);
  world.act(changed);
  CHECK(shown_at({}));
  CHECK_FALSE(shown_at(noon_of(11, 21)));
}
