#pragma once
// The energy campaigns: what each asks the citizen, the price its sum rests on, its tips. The sums are in
// estimator.h. Plain values; whole numbers throughout, so that every kiosk shows the same result.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/content/article.h"
#include "kiosk/content/local_text.h"

namespace kiosk::content {

// Within these no sum of estimator.h can overflow.
constexpr int kMaxInputValue = 5000;
constexpr std::int64_t kMaxDirhamE4 = 100'000;

// One question of an estimator. What the citizen has at home he reads off it: `start` is where the control
// stands first, not a claim.
struct EstimatorInput {
  enum class Unit { lamps, persons, hours, days, watts, litres, celsius, percent, kwh };
  std::string key;  // estimator.h names the keys of each formula, the main ones first
  Unit unit = Unit::hours;
  LocalText label;
  int min = 0;
  int max = 0;
  int step = 1;
  int start = 0;
  bool operator==(const EstimatorInput&) const = default;
};

struct Campaign {
  enum class Formula { lamps, solar_water, label, hours };
  std::string slug;
  std::string icon;
  LocalText tab;       // one or two words for the arch tab
  LocalText question;  // over the first control
  LocalText before;    // names of the two bars
  LocalText after;
  std::optional<std::chrono::sys_days> first_day;  // shown from this day, Moroccan time
  std::optional<std::chrono::sys_days> last_day;   // and to the end of this one
  Formula formula = Formula::lamps;
  std::vector<EstimatorInput> inputs;
  std::vector<std::string> tips;  // slugs
  bool operator==(const Campaign&) const = default;
};

// What a kilowatt-hour costs, in ten-thousandths of a dirham (0.9010 MAD is 9010). Prices carry their year.
struct Tariff {
  struct Band {
    int up_to_kwh = 0;  // a month
    std::int64_t dirham_e4 = 0;
    bool operator==(const Band&) const = default;
  };
  int year = 0;
  std::int64_t dirham_e4 = 0;  // the price the estimators use
  std::vector<Band> bands;
  LocalText words;  // the hypothesis, always beside the result
  std::vector<Source> sources;
  bool operator==(const Tariff&) const = default;
};

}  // namespace kiosk::content
