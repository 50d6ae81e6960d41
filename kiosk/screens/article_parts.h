#pragma once
// What stands around the text of an article: key figures, the fact to remember over its banner, short aims,
// the chart, ways on. Each is drawn from the top of its box, as wide as the box, and answers its height.
// Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// Largest text: one column, and things one below the other (section 12.2).
bool is_large(const Context& context);

// Drawn where the flow stands. Each is a function (box, drawing) -> height.
template <typename Part>
void lay(Flow& flow, const Part& part, float gap = ui::kGutter) {
  constexpr float kNoFoot = 10'000;  // a page that scrolls holds what there is
  const ui::Box rest = flow.rest();
  const float height = part(ui::Box{rest.start, rest.top, rest.width, kNoFoot}, ui::Drawing::measure);
  if (height > 0) part(flow.next(height, gap), ui::Drawing::draw);
}

constexpr float kKeyFigureTall = 172;
// Side by side, each of the height given, taller where words need two lines; one below the other where the
// text is large.
float key_figures(Context& context, const ui::Box& box, const std::vector<content::KeyFigure>& figures,
                  ui::Accent accent, float height, ui::Drawing drawing);

// The one thing to remember; over the foot of the article's picture, if it has one.
float highlight(Context& context, const ui::Box& box, const content::Article& article, ui::Drawing drawing);

float points(Context& context, const ui::Box& box, const std::vector<content::Point>& shown,
             ui::Accent accent, ui::Drawing drawing);

// The chart in its card, or what it waits for. Touching the card turns it into a table and back; where
// nothing may be touched (low reach) it is only read.
enum class Touch { allowed, none };
float chart_card(Context& context, const ui::Box& box, const content::Chart& chart, ui::Accent accent,
                 Touch touch, ui::Drawing drawing);

// A way on to another page of the content.
struct WayOn {
  std::string id;
  app::Place place;
  std::string title, words;
  std::string icon;
};
std::vector<WayOn> ways_of(const std::vector<content::Card>& cards);
std::vector<WayOn> ways_in(const std::vector<content::Block>& body);  // of the links in a text
WayOn chart_way(const content::Chart& chart);
WayOn complaint_way(const Context& context);
// Outlined buttons, two side by side where there is room.
float ways_on(Context& context, const ui::Box& box, const std::vector<WayOn>& ways, ui::Accent accent,
              ui::Drawing drawing);
// All of them within the box, titles alone, as large as it lets them be.
void ways_within(Context& context, const ui::Box& box, const std::vector<WayOn>& ways, ui::Accent accent);

}  // namespace kiosk::screens
