#include "kiosk/desk/plan.h"

#include <algorithm>
#include <array>

namespace kiosk::desk {
namespace {

// The middle of each, in the units of web/plan.svg; as kiosk/screens/plan.cpp has them.
struct Area {
  std::string_view slug;
  int x, y;
};
constexpr std::array kAreas = {Area{"bab-lamrissa", 262, 330}, Area{"tabriquet", 484, 262},
                               Area{"bettana", 548, 372}, Area{"hssaine", 790, 350},
                               Area{"layayda", 690, 128}};

Markup shape(std::string_view look, std::string_view slug) {
  Markup out;
  out << "<use class=\"" << look << "\" href=\"" << asset_address("plan.svg") << "#" << slug << "\"/>";
  return out;
}

void label(Markup& out, std::string_view look, int x, int y, std::string_view words) {
  out << "<text class=\"" << look << "\" x=\"" << x << "\" y=\"" << y << "\">" << words << "</text>";
}

}  // namespace

Markup plan(const View& view, std::string_view district) {
  Markup out;
  const auto chosen =
      std::find_if(kAreas.begin(), kAreas.end(), [&](const Area& area) { return area.slug == district; });
  if (chosen == kAreas.end()) return out;
  out << "<figure class=\"plan no-print\"><svg viewBox=\"0 0 968 500\" role=\"img\" aria-label=\""
      << view.say("موقع المقاطعة: ", "Situation de l'arrondissement : ")
      << view.names->district(district, view.language) << "\">" << shape("ground", "ground");
  for (const Area& area : kAreas) out << shape("area", area.slug);
  out << shape("area chosen", chosen->slug);  // its line lies over its neighbours'
  label(out, "water", 150, 190, view.say("المحيط الأطلسي", "Océan Atlantique"));
  label(out, "water", 349, 474, view.say("أبي رقراق", "Bouregreg"));
  for (const Area& area : kAreas)
    label(out, &area == chosen ? "name chosen" : "name", area.x, area.y,
          view.names->district(area.slug, view.language));
  out << "</svg><figcaption class=\"small\">" << view.say("مخطط تقريبي", "Plan approximatif")
      << "</figcaption></figure>";
  return out;
}

}  // namespace kiosk::desk
