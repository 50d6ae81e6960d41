#include "kiosk/desk/dates.h"

#include <array>
#include <cstdio>

#include "kiosk/base/bytes.h"

namespace kiosk::desk {
namespace {

using base::Language;
using base::LocalTime;

constexpr std::array<std::string_view, 12> kMonthsAr = {
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"};
constexpr std::array<std::string_view, 12> kMonthsFr = {"janvier",   "février", "mars",     "avril",
                                                        "mai",       "juin",    "juillet",  "août",
                                                        "septembre", "octobre", "novembre", "décembre"};

// The subject of a verb: "بقي يومان".
std::string days_subject(int days) {
  const int rest = days % 100;
  if (days == 1) return "يوم واحد";
  if (days == 2) return "يومان";
  if (rest >= 3 && rest <= 10) return base::cat(days, " أيام");
  if (rest >= 11) return base::cat(days, " يوماً");
  return base::cat(days, " يوم");
}

// What a verb or a preposition governs: "تأخرت يومين".
std::string days_object(int days, std::string_view one) {
  if (days == 1) return std::string(one);
  return days == 2 ? "يومين" : days_subject(days);
}

std::string days_fr(int days) { return base::cat(days, days > 1 ? " jours" : " jour"); }

}  // namespace

std::string day_and_month(base::Timestamp time, base::Timestamp now, Language language) {
  const LocalTime local = base::to_local(time);
  const auto month = static_cast<std::size_t>(local.month - 1);
  const std::string day =
      base::cat(local.day, " ", language == Language::ar ? kMonthsAr[month] : kMonthsFr[month]);
  return local.year == base::to_local(now).year ? day : base::cat(day, " ", local.year);
}

std::string month_and_year(int year, int month, Language language) {
  const auto at = static_cast<std::size_t>(month - 1);
  return base::cat(language == Language::ar ? kMonthsAr[at] : kMonthsFr[at], " ", year);
}

std::string clock_time(base::Timestamp time) {
  const LocalTime local = base::to_local(time);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", local.hour % 24, local.minute % 60);
  return text;
}

std::string day_month_and_time(base::Timestamp time, base::Timestamp now, Language language) {
  return base::cat(day_and_month(time, now, language), language == Language::ar ? "، " : ", ",
                   clock_time(time));
}

base::Timestamp start_of_day(std::chrono::sys_days day) {
  const base::Timestamp utc = day;
  return utc - std::chrono::minutes(base::to_local(utc).utc_offset_minutes);
}

int days_between(base::Timestamp from, base::Timestamp to) {
  const auto day_of = [](base::Timestamp time) {
    const LocalTime local = base::to_local(time);
    return std::chrono::sys_days(std::chrono::year_month_day(
        std::chrono::year(local.year), std::chrono::month(static_cast<unsigned>(local.month)),
        std::chrono::day(static_cast<unsigned>(local.day))));
  };
  return static_cast<int>((day_of(to) - day_of(from)).count());
}

std::string days_left(int days, Language language) {
  if (days == 0) return language == Language::ar ? "اليوم آخر أجل" : "dernier jour";
  return language == Language::ar ? "بقي " + days_subject(days) : "reste " + days_fr(days);
}

std::string days_late(int days, Language language) {
  return language == Language::ar ? "تأخرت " + days_object(days, "يوماً واحداً")
                                  : "en retard de " + days_fr(days);
}

std::string answered_in(int days, Language language) {
  if (days == 0) return language == Language::ar ? "أُجيب في اليوم نفسه" : "répondu le jour même";
  return language == Language::ar ? "أُجيب في " + days_object(days, "يوم واحد")
                                  : "répondu en " + days_fr(days);
}

std::string day_text(std::chrono::sys_days day) { return base::to_iso8601(day).substr(0, 10); }
std::string day_text(base::Timestamp time) { return day_text(base::local_day(time)); }

std::optional<std::chrono::sys_days> day_in(std::string_view text) {
  const base::Result<std::chrono::sys_days> day = base::parse_day(text);
  return day ? std::optional(*day) : std::nullopt;
}

}  // namespace kiosk::desk
