#pragma once
// What administrators set for the whole cell, kept in the database so that all its desks follow it, and what
// deadlines follow from it with the calendar of holidays (calendar.h).
//
// Functions on the locked database.

#include "kiosk/desk/calendar.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {

constexpr int kKeepMonthsMost = 600;

struct Deadlines {
  base::Timestamp answer_by;
  std::optional<base::Timestamp> acknowledge_by, remind_at, escalate_at;
};

struct Settings {
  DeadlineRules rules;
  // Law 09-08: what citizens wrote is erased so many months after a case was closed; 0: when somebody does it.
  int keep_months = 0;
  Calendar calendar;
  [[nodiscard]] Deadlines deadlines_for(base::Timestamp deposited, base::Timestamp received) const;
  // Of a case that has its deadline already: what is still to come of it.
  [[nodiscard]] Deadlines deadlines_until(base::Timestamp answer_by) const;
};

base::Result<Settings> load_settings(const DeskUse& use);
// For cases that come from now on. CalendarError or DeskError::refused for rules that cannot be.
base::Result<void> save_settings(const DeskUse& use, const Settings& settings, const Doing& doing);

}  // namespace kiosk::desk
