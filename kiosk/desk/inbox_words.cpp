#include "kiosk/desk/inbox_words.h"

#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {

std::string ltr(std::string_view text) { return text.empty() ? "" : base::cat("\u2066", text, "\u2069"); }
std::string apart(std::string_view text) {
  return text.empty() ? "" : base::cat("\u2068", complaint::without_bidi_tricks(text).view(), "\u2069");
}

std::string full_day(const View& view, base::Timestamp time) {
  return day_and_month(time, kAnotherYear, view.language);
}

// "All" are all that there is to do: what is finished is asked for by itself.
std::string_view show_words(const View& view, Show show) {
  switch (show) {
    case Show::open:
      return view.say("الكل", "Toutes");
    case Show::fresh:
      return view.say("جديدة", "Nouvelles");
    case Show::late:
      return view.say("متأخرة", "En retard");
    case Show::week:
      return view.say("هذا الأسبوع", "Cette semaine");
    case Show::escalated:
      return view.say("عند المشرف", "Au superviseur");
    case Show::done:
      return view.say("المنتهية", "Terminées");
    case Show::all:
      return view.say("المفتوحة والمنتهية", "Ouvertes et terminées");
  }
  return {};
}

std::string filters_in_words(const View& view, const InboxQuery& query) {
  // Away from the inbox, "all" would say too much.
  std::string out(query.show == Show::open ? view.say("المفتوحة", "Ouvertes") : show_words(view, query.show));
  const auto add = [&out](std::string_view name, std::string_view value) {
    if (!value.empty()) out += base::cat(" · ", name, value);
  };
  if (query.state) add("", state_words(view, *query.state));
  if (query.kind) add("", kind_words(view, *query.kind));
  add("", query.category.empty() ? "" : view.names->category(query.category, view.language));
  add("", query.district.empty() ? "" : view.names->district(query.district, view.language));
  add(view.say("المصدر: ", "source : "), ltr(query.kiosk));
  add(view.say("المكلف: ", "responsable : "), query.assignee == kNobody ? "—" : apart(query.assignee));
  const auto day = [&](std::chrono::sys_days date) { return full_day(view, start_of_day(date)); };
  if (query.from) add(view.say("من ", "du "), day(*query.from));
  if (query.to) add(view.say("إلى ", "au "), day(*query.to));
  return out;
}

}  // namespace kiosk::desk
