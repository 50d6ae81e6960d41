#include "kiosk/content/estimator.h"

#include <algorithm>
#include <array>

namespace kiosk::content {
namespace {

constexpr std::int64_t kDaysOfYear = 365;

constexpr auto kLampKeys = std::to_array<std::string_view>({"count", "hours", "old_watts", "new_watts"});
constexpr auto kWaterKeys = std::to_array<std::string_view>({"persons", "litres", "rise", "share"});
constexpr auto kLabelKeys = std::to_array<std::string_view>({"old_kwh", "new_kwh"});
constexpr auto kHourKeys = std::to_array<std::string_view>({"hours_before", "hours_after", "watts", "days"});

struct YearlyWh {
  std::int64_t before;
  std::int64_t after;
};

// The four numbers of a formula, within the limits of their controls.
std::array<std::int64_t, 4> read(const Campaign& campaign, const EstimatorValues& values) {
  std::array<std::int64_t, 4> numbers{};
  const auto keys = estimator_keys(campaign.formula);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (const EstimatorInput& input : campaign.inputs) {
      if (input.key != keys[i]) continue;
      const auto value = values.find(keys[i]);
      numbers[i] = value == values.end() ? input.start : std::clamp(value->second, input.min, input.max);
    }
  }
  return numbers;
}

YearlyWh yearly(Campaign::Formula formula, const std::array<std::int64_t, 4>& n) {
  switch (formula) {
    case Campaign::Formula::lamps: {
      const std::int64_t lit = n[0] * n[1] * kDaysOfYear;
      return {lit * n[2], lit * n[3]};
    }
    case Campaign::Formula::solar_water: {
      const std::int64_t heat = n[0] * n[1] * n[2] * kDaysOfYear * 1163 / 1000;
      return {heat, heat * (100 - std::min<std::int64_t>(n[3], 100)) / 100};
    }
    case Campaign::Formula::label:
      return {n[0] * 1000, n[1] * 1000};
    case Campaign::Formula::hours:
      return {n[0] * n[2] * n[3], n[1] * n[2] * n[3]};
  }
  return {0, 0};
}

std::int64_t to_kwh(std::int64_t wh) { return (wh + 500) / 1000; }

}  // namespace

std::span<const std::string_view> estimator_keys(Campaign::Formula formula) {
  switch (formula) {
    case Campaign::Formula::lamps:
      return kLampKeys;
    case Campaign::Formula::solar_water:
      return kWaterKeys;
    case Campaign::Formula::label:
      return kLabelKeys;
    case Campaign::Formula::hours:
      return kHourKeys;
  }
  return {};
}

Estimate estimate(const Campaign& campaign, const EstimatorValues& values, const Tariff& tariff) {
  const YearlyWh energy = yearly(campaign.formula, read(campaign, values));
  const std::int64_t saved_wh = std::max<std::int64_t>(0, energy.before - energy.after);
  Estimate out;
  out.before_kwh = to_kwh(energy.before);
  out.after_kwh = to_kwh(energy.after);
  out.saved_kwh = to_kwh(saved_wh);
  out.saved_dirham = saved_wh * tariff.dirham_e4 / 10'000'000;
  out.rounded_dirham = out.saved_dirham / 10 * 10;
  return out;
}

}  // namespace kiosk::content
