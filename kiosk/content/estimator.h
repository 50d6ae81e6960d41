#pragma once
// What a citizen would save: one sum a formula, in whole numbers. Shown as "about", rounded down to tens of
// dirhams, never "up to" (DESIGN 14/09). Nothing here is a claim about his home: every number is his own
// reading or the price of the pack.
//
//   formula      keys, the main ones first                          energy of a year in Wh, before -> after
//   lamps        count hours old_watts new_watts                    n · W · h · 365
//   solar-water  persons litres rise share                          n · l · K · 1.163 · 365 -> less `share` percent
//   label        old_kwh new_kwh                                    what the energy labels say
//   hours        hours_before hours_after watts days                h · W · d
//
// 1.163 Wh warm one litre of water by one kelvin (4186.8 J). A key that is missing counts as the start of its
// control, or nothing.

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/content/campaign.h"

namespace kiosk::content {

struct Estimate {
  std::int64_t before_kwh = 0;  // a year
  std::int64_t after_kwh = 0;
  std::int64_t saved_kwh = 0;  // never below zero
  std::int64_t saved_dirham = 0;
  std::int64_t rounded_dirham = 0;  // down to tens
  bool operator==(const Estimate&) const = default;
};

using EstimatorValues = std::map<std::string, int, std::less<>>;  // key -> where the control stands

std::span<const std::string_view> estimator_keys(Campaign::Formula formula);
Estimate estimate(const Campaign& campaign, const EstimatorValues& values, const Tariff& tariff);

}  // namespace kiosk::content
