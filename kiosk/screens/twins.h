#pragma once
// 05: the twin cities, on a map or as a list. Internal to kiosk/screens: the parts of the screen.

#include "kiosk/screens/page.h"
#include "kiosk/ui/projection.h"

namespace kiosk::screens {

struct City {
  const content::Twin* twin;
  std::optional<ui::Coordinates> at;
  std::optional<double> km;  // from Salé
};
// Twin cities, then partners in a project; of each the nearest first, those without a place last.
std::vector<City> cities_of(const content::Catalogue& catalogue);
std::size_t chosen_of(const Context& context, const std::vector<City>& cities);
bool is_partner(const City& city);
// "Germany - 2 080 km from Salé", and what is said of a pin.
std::string where_text(const Context& context, const City& city);
std::string spoken_text(const Context& context, const City& city);
void open_story(Context& context, const City& city);

// The card of the chosen city, the same height for each of them; words that do not fit are scrolled.
float sheet_height(Context& context, float width, const std::vector<City>& cities);
void city_sheet(Context& context, const ui::Box& box, const std::vector<City>& cities, std::size_t chosen);

}  // namespace kiosk::screens
