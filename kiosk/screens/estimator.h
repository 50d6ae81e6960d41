#pragma once
// What an energy campaign asks the citizen: the first question with a stepper, the second on a slider, and
// the others in a sheet that a button opens. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// Where the controls stand: what was chosen in this visit, otherwise where the campaign starts them.
content::EstimatorValues values_of(const Context& context, const content::Campaign& campaign);

// The card with the questions. Large words make it taller.
float questions_height(Context& context, const content::Campaign& campaign, float width);
void questions(Context& context, const ui::Box& box, const content::Campaign& campaign,
               const content::EstimatorValues& values);
// The sheet over the page, while it is open.
void more_questions(Context& context, const content::Campaign& campaign,
                    const content::EstimatorValues& values);

}  // namespace kiosk::screens
