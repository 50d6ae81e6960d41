// A citizen without a plan: ten thousand touches on whatever can be touched, through every screen as it is
// drawn. Nothing breaks, nothing is a dead end, Back and Home are always there, and memory stays flat.

#include <malloc.h>

#include <map>
#include <random>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Screen;
using tests::ScreenRig;

namespace {

constexpr int kSteps = 10'000;
constexpr int kWarmUp = 7'000;  // until every page, size and language has been seen

class Crawler {
 public:
  explicit Crawler(unsigned seed) : random_(seed) {}

  void step() {
    rig.draw();
    const std::vector<std::string> ids = touchable();
    REQUIRE_FALSE(ids.empty());
    REQUIRE(rig.tap(ids[below(ids.size())]));
    answer_effects();
    // Now and then somebody walks away, or the clock asks.
    if (below(400) == 0) rig.pass(std::chrono::seconds(70));
    seen.insert(rig.state.place().screen);
  }

  // What a dead end would lack.
  void check_ways_out() {
    rig.draw();
    const Screen screen = rig.state.place().screen;
    INFO("on " << app::name_of(screen));
    CHECK(rig.interface().tree().find("access.size") != nullptr);
    if (rig.state.overlay != app::Overlay::none || rig.state.popover != app::Popover::none) return;
    if (rig.state.form.sheet != app::Sheet::none || !rig.state.estimator_open.empty())
      return;  // closed first
    if (screen == Screen::attract || screen == Screen::home) return;
    CHECK(rig.interface().tree().find("nav.back") != nullptr);
    const ui::Node* home = rig.interface().tree().find("nav.home");
    REQUIRE(home != nullptr);
    CHECK((home->enabled || rig.state.form.sending || screen == Screen::staff_installing));
  }

  ScreenRig rig;
  std::set<Screen> seen;

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  std::vector<std::string> touchable() {
    std::vector<std::string> ids;
    for (const ui::Node& node : rig.interface().tree().nodes()) {
      if (node.focusable && node.enabled && node.id != "staff.open") ids.push_back(node.id);
    }
    // Deeper pages would be left again too soon.
    const bool leaves = below(4) != 0 && ids.size() > 12;
    if (leaves)
      std::erase_if(ids, [](const std::string& id) { return id == "nav.home" || id == "nav.back"; });
    return ids;
  }

  // The worker's part: most complaints are kept, most codes are known.
  void answer_effects() {
    for (; answered_ < rig.effects().size(); ++answered_) {
      const app::Effect& effect = rig.effects()[answered_];
      if (std::holds_alternative<app::effect::FileComplaint>(effect)) {
        app::ReceiptView receipt;
        receipt.code = "4827 1936 0574";
        receipt.uuid = "one";
        receipt.filed_at = rig.state.wall;
        app::update(rig.state, app::intent::Filed{receipt, std::nullopt});
      } else if (std::holds_alternative<app::effect::LookUp>(effect)) {
        complaint::FollowUp found;
        found.category = "lighting";
        found.history.push_back({});
        found.history.back().at = rig.state.wall;
        app::update(rig.state, app::intent::FollowAnswered{found});
      }
    }
  }

  std::mt19937 random_;
  std::size_t answered_ = 0;
};

std::size_t bytes_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

}  // namespace

TEST_CASE("ten thousand touches find no dead end, and memory stays flat") {
  Crawler crawler(20251015);
  // What a page holds comes and goes with it, so highs are compared: what is kept for ever does not grow.
  std::size_t warm = 0, later = 0;
  for (int step = 0; step < kSteps; ++step) {
    crawler.step();
    if (step % 50 != 0) continue;
    crawler.check_ways_out();
    std::size_t& high = step < kWarmUp ? warm : later;
    high = std::max(high, bytes_in_use());
  }
  constexpr double kFlat = 1.1;
  CHECK(static_cast<double>(later) < kFlat * static_cast<double>(warm));
  for (const Screen screen : {Screen::partnerships, Screen::twins, Screen::agreements, Screen::agreement,
                              Screen::article, Screen::energy, Screen::tip, Screen::search, Screen::category,
                              Screen::where, Screen::describe, Screen::follow}) {
    INFO(app::name_of(screen));
    CHECK(crawler.seen.contains(screen));
  }
}
