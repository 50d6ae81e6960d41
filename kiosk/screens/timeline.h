#pragma once
// The parts of the agreements' timeline: the bars of its years, its rows, and what a field of agreements is
// called. Internal to kiosk/screens.

#include "kiosk/app/agreements.h"
#include "kiosk/screens/page.h"

namespace kiosk::screens {

struct FieldLook {
  content::Agreement::Field field;
  const char *slug, *words, *icon;
};
constexpr std::array<FieldLook, 4> kAgreementFields = {{
    {content::Agreement::Field::economy, "economy", app::translatable("Economy"), "coins"},
    {content::Agreement::Field::society, "society", app::translatable("Society"), "users"},
    {content::Agreement::Field::culture, "culture", app::translatable("Culture"), "book"},
    {content::Agreement::Field::environment, "environment", app::translatable("Environment"), "tree"},
}};
const FieldLook& look_of(content::Agreement::Field field);

// The room a row of bars needs under them for its years and the mark of the current one.
float histogram_foot(ui::Interface& ui);
// One bar a year, growing from the axis; answers the year that was touched. `current` carries the mark.
// Where a column is too narrow for a finger, or the box is out of reach, the bars are only looked at.
enum class Bars { touched, looked_at };
std::optional<int> histogram(Context& context, const ui::Box& box, std::optional<int> current, Bars bars);

// One row of the list: where it lies from the list's top, and whether it begins a year.
struct TimelineRow {
  const content::Agreement* agreement = nullptr;
  float top = 0, height = 0;
  bool begins_year = false;
};
std::vector<TimelineRow> timeline_rows(Context& context, float width,
                                       const std::vector<const content::Agreement*>& shown);
// Draws the rows that can be seen in this part of the picture; the one that was touched is opened.
void draw_timeline(Context& context, const ui::Box& list, const std::vector<TimelineRow>& rows,
                   const ui::PixelBox& seen);

}  // namespace kiosk::screens
