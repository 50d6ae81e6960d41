#include "kiosk/desk/settings.h"

#include "kiosk/base/json.h"
#include "kiosk/desk/audit.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;
using Clock = DeadlineRules::Clock;

constexpr std::string_view kName = "desk";

std::string text_of(const Settings& settings) {
  const DeadlineRules& rules = settings.rules;
  return Json::object()
      .set("answer_days", rules.answer_days)
      .set("from", rules.clock == Clock::arrival ? "arrival" : "deposit")
      .set("moves_to_working_day", rules.moves_to_working_day ? "yes" : "no")
      .set("acknowledge_days", rules.acknowledge_days)
      .set("remind_working_days", rules.remind_working_days)
      .set("escalate_after_days", rules.escalate_after_days)
      .set("keep_months", settings.keep_months)
      .text();
}

void read_into(Settings& settings, const Json& json) {
  const auto number = [&](std::string_view name, int other) {
    return static_cast<int>(json.integer_or(name, other));
  };
  DeadlineRules& rules = settings.rules;
  rules.answer_days = number("answer_days", rules.answer_days);
  rules.clock = json.string_or("from", "") == "arrival" ? Clock::arrival : Clock::deposit;
  rules.moves_to_working_day = json.string_or("moves_to_working_day", "") == "yes";
  rules.acknowledge_days = number("acknowledge_days", rules.acknowledge_days);
  rules.remind_working_days = number("remind_working_days", rules.remind_working_days);
  rules.escalate_after_days = number("escalate_after_days", rules.escalate_after_days);
  settings.keep_months = number("keep_months", 0);
}

}  // namespace

Deadlines Settings::deadlines_for(base::Timestamp deposited, base::Timestamp received) const {
  Deadlines out = deadlines_until(deadline_of(rules, calendar, deposited, received));
  out.acknowledge_by = acknowledge_by(rules, calendar, deposited, received);
  return out;
}

Deadlines Settings::deadlines_until(base::Timestamp answer_by) const {
  return {answer_by, {}, remind_at(rules, calendar, answer_by), escalate_at(rules, answer_by)};
}

Result<Settings> load_settings(const DeskUse& use) {
  Settings settings;
  settings.calendar = use.calendar();
  Statement row = TRY(use->prepare("SELECT value FROM settings WHERE name = ?"));
  row.bind(1, kName);
  if (TRY(row.step())) read_into(settings, TRY(Json::parse(row.text(0))));
  return settings;
}

Result<void> save_settings(const DeskUse& use, const Settings& settings, const Doing& doing) {
  TRY(check(settings.rules));
  if (settings.keep_months < 0 || settings.keep_months > kKeepMonthsMost)
    return base::Error(DeskError::refused, "texts are kept for 0 to 600 months");
  const std::string text = text_of(settings);
  Transaction change = TRY(Transaction::begin(*use));
  Statement put =
      TRY(use->prepare("INSERT INTO settings (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
  TRY(put.bind(1, kName).bind(2, std::string_view(text)).run());
  TRY(record(use, {doing.actor, "settings.change", "", text}, doing.now));
  return change.commit();
}

}  // namespace kiosk::desk
