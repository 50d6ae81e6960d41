#include "kiosk/content/estimator.h"
#include "tests/support/catch.h"

using namespace kiosk::content;

namespace {

Campaign campaign(Campaign::Formula formula) {
  Campaign made;
  made.formula = formula;
  for (const std::string_view key : estimator_keys(formula)) {
    EstimatorInput input;
    input.key = key;
    input.max = 1000;
    input.start = 1;
    made.inputs.push_back(input);
  }
  return made;
}

const Tariff kTariff = {2018, 9010, {}, {}, {}};

}  // namespace

TEST_CASE("eight lamps of 60 W for 9 W ones, five hours a day, save 745 kWh and about 670 dirhams a year") {
  const Estimate sum = estimate(campaign(Campaign::Formula::lamps),
                                {{"count", 8}, {"hours", 5}, {"old_watts", 60}, {"new_watts", 9}}, kTariff);
  CHECK(sum.before_kwh == 876);
  CHECK(sum.after_kwh == 131);
  CHECK(sum.saved_kwh == 745);
  CHECK(sum.saved_dirham == 670);
  CHECK(sum.rounded_dirham == 670);
}

TEST_CASE("four people with forty litres warmed by thirty degrees need 2038 kWh a year") {
  const Estimate sum = estimate(campaign(Campaign::Formula::solar_water),
                                {{"persons", 4}, {"litres", 40}, {"rise", 30}, {"share", 50}}, kTariff);
  CHECK(sum.before_kwh == 2038);  // 4 · 40 · 30 · 1.163 Wh · 365
  CHECK(sum.after_kwh == 1019);
  CHECK(sum.rounded_dirham == 910);
}

TEST_CASE("labels are subtracted, hours are multiplied") {
  CHECK(estimate(campaign(Campaign::Formula::label), {{"old_kwh", 400}, {"new_kwh", 150}}, kTariff) ==
        Estimate{400, 150, 250, 225, 220});
  CHECK(estimate(campaign(Campaign::Formula::hours),
                 {{"hours_before", 8}, {"hours_after", 6}, {"watts", 1000}, {"days", 90}},
                 kTariff) == Estimate{720, 540, 180, 162, 160});
}

TEST_CASE("nobody saves less than nothing, and a control never leaves its limits") {
  const Campaign labels = campaign(Campaign::Formula::label);
  CHECK(estimate(labels, {{"old_kwh", 100}, {"new_kwh", 300}}, kTariff) == Estimate{100, 300, 0, 0, 0});
  CHECK(estimate(labels, {{"old_kwh", 999'999}, {"new_kwh", -5}}, kTariff).before_kwh == 1000);
  CHECK(estimate(labels, {}, kTariff).before_kwh == 1);
}

TEST_CASE("the largest values a pack may hold do not overflow") {
  Campaign water = campaign(Campaign::Formula::solar_water);
  for (EstimatorInput& input : water.inputs) input.max = kMaxInputValue;
  const Tariff dear = {2018, kMaxDirhamE4, {}, {}, {}};
  const Estimate sum =
      estimate(water, {{"persons", 5000}, {"litres", 5000}, {"rise", 5000}, {"share", 100}}, dear);
  CHECK(sum.before_kwh == 53'061'875'000);
  CHECK(sum.saved_dirham == sum.saved_kwh * 10);
}
