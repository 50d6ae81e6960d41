#include "kiosk/ui/bars.h"

#include <array>
#include <cmath>

#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;

namespace {

const std::vector<std::string> kSeries = {"Auparavant", "En 2016"};
const std::vector<ui::Bar> kLamps = {{0.68F, "68 % en 2015"}, {0.93F, "93 %"}},
                           kRepairs = {{0.96F, "96 heures en 2014"}, {0.26F, "Moins de 26 heures"}};
const std::vector<ui::BarRow> kRows = {{"street-light", "Lampes qui marchent", kLamps},
                                       {"clock", "Temps moyen de réparation", kRepairs}};
const ui::BarChart kChart{kSeries, kRows, ui::Accent::olive};

}  // namespace

TEST_CASE("bars and their table take the height they were measured to take, at every width and size") {
  for (const int percent : {100, 125, 150}) {
    for (const float width : {430.0F, 508.0F, 896.0F, 1296.0F}) {
      const ui::Box box{20, 30, width, 0};
      std::array<float, 4> heights{};
      tests::UiRig rig([&](ui::Interface& ui) {
        heights = {ui::bars(ui, box, kChart, ui::Drawing::measure), ui::bars(ui, box, kChart),
                   ui::bar_table(ui, box, kChart, ui::Drawing::measure), ui::bar_table(ui, box, kChart)};
      });
      rig.settings.text_percent = percent;
      rig.settings.language = base::Language::fr;
      rig.frame();
      INFO(percent << " % " << width);
      CHECK(heights[0] > 0);
      CHECK(std::abs(heights[0] - heights[1]) < 1.5F);
      CHECK(heights[2] > 0);
      CHECK(std::abs(heights[2] - heights[3]) < 1.5F);
    }
  }
}

TEST_CASE("a row of bars is read as its label and each series with its words") {
  CHECK(ui::spoken_row(kChart, kRows[0]) == "Lampes qui marchent: Auparavant 68 % en 2015, En 2016 93 %");
}

TEST_CASE("bars grow for half a second, the later ones after the first, and then the frame rests") {
  tests::UiRig rig([&](ui::Interface& ui) { ui::bars(ui, {0, 0, 900, 0}, kChart); });
  CHECK(rig.ui.moving_until().has_value());
  rig.wait(std::chrono::milliseconds(510));
  CHECK(rig.ui.moving_until().has_value());
  rig.wait(std::chrono::milliseconds(90));
  rig.frame();
  CHECK_FALSE(rig.ui.moving_until().has_value());
}
