#pragma once
// The way of a case so far and to come, as the page of its state shows it (status.cpp): done steps carry a
// check, the one it is at stands in a card, those to come are hollow. Measured for a width, then drawn.

#include <string>
#include <vector>

#include "kiosk/complaint/answer_store.h"
#include "kiosk/screens/context.h"

namespace kiosk::screens {

struct StateLook {
  const char* words;
  const char* icon;
  bool open;
};
StateLook look_of(complaint::CaseState state);
complaint::LocalState local_state(const complaint::FollowUp& found);
// In the language of the page, or the other one where the cell wrote only that.
const base::SecretString& words_in(const complaint::Words& words, base::Language language);

enum class WayStep { done, current, next };

struct WayEvent {
  std::string title, second, when;
  WayStep step = WayStep::done;
};

struct WayRow {
  WayEvent event;
  ui::TextOptions title, small, when;
  float width = 0, title_height = 0, second_height = 0, when_width = 0, when_height = 0;
  bool when_below = false;  // large letters leave no room beside them
  [[nodiscard]] float words() const { return title_height + second_height + (when_below ? when_height : 0); }
  // One line stands beside its disc, more of them begin above it.
  [[nodiscard]] float over() const;
  [[nodiscard]] float height() const;
};

struct Way {
  std::vector<WayRow> rows;
  [[nodiscard]] float height() const;
};

Way way_for(Context& context, const complaint::FollowUp& found, float width);
void draw_way(Context& context, ui::Box box, const Way& way);

}  // namespace kiosk::screens
