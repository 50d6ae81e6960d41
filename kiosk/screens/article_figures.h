#pragma once
// The drawings beside the chapters of an article, each in a white card: who does what, steps, the risk map,
// audiences, the way of a complaint. Which one is drawn is the content's choice (content::Figure), and so are
// its words. Internal to kiosk/screens.

#include "kiosk/screens/article_parts.h"

namespace kiosk::screens {

// Draws the card from the box's top, as wide as the box; answers its height. The risk map takes less height
// where the box has less, down to what its fields need; the others take what their words need.
// Where nothing may be touched the way of a complaint leaves its button to the screen.
float figure_card(Context& context, const ui::Box& box, const content::Figure& figure, Touch touch,
                  ui::Drawing drawing);

}  // namespace kiosk::screens
