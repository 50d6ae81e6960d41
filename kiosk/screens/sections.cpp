#include "kiosk/screens/sections.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

using app::Screen;

// From the first year of all periods to the last.
std::string agreement_years(const Context& context) {
  const auto& periods = context.catalogue()->contents().periods;
  int first = periods.front().first_year, last = periods.front().last_year;
  for (const content::Period& period : periods) {
    first = std::min(first, period.first_year);
    last = std::max(last, period.last_year);
  }
  return app::years_text(context.language(), first, last);
}

}  // namespace

std::vector<Section> rooms(const Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  const auto has_article = [&](const char* slug) {
    return catalogue != nullptr && catalogue->article(slug, context.language());
  };
  const bool has_periods = catalogue != nullptr && !catalogue->contents().periods.empty();
  return {
      {"partnerships",
       {Screen::partnerships, {}, 0},
       context.t("Partnerships"),
       context.t("With whom, and why"),
       "handshake",
       has_article("partnerships")},
      {"twins",
       {Screen::twins, {}, 0},
       context.t("Twin cities"),
       context.t("Map of friendships"),
       "twin-cities",
       catalogue != nullptr && !catalogue->contents().twins.empty()},
      {"agreements",
       {Screen::agreements, {}, 0},
       context.t("Agreements"),
       has_periods ? agreement_years(context) : std::string(),
       "agreement",
       has_periods},
      {"governance",
       {Screen::article, "governance", 0},
       context.t("Local governance"),
       context.t("Clearer management"),
       "governance",
       has_article("governance")},
      {"covenant",
       {Screen::article, "covenant", 0},
       context.t("Energy"),
       context.t("home tile", "Covenant of Mayors"),
       "leaf",
       has_article("covenant")},
      {"energy",
       {Screen::energy, {}, 0},
       context.t("Save energy"),
       context.t("Work out what you save"),
       "led",
       !app::campaigns_now(context.state).empty()},
  };
}

Section complaint_section(const Context& context) {
  return {"complaint",
          {Screen::category, {}, 0},
          context.t("Make a complaint or a suggestion"),
          context.t("5 short steps, no account"),
          "message-edit",
          true};
}

Section follow_section(const Context& context) {
  return {"follow", {Screen::follow, {}, 0}, context.t("Follow a complaint"), {}, "track", true};
}

}  // namespace kiosk::screens
