#include "kiosk/desk/log_page.h"

#include <charconv>

#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/cases.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

Markup topic_choice(const View& view, const LogQuery& query) {
  Markup out;
  out << "<select name=\"topic\" data-submit aria-label=\"" << view.say("ماذا", "Quoi")
      << "\"><option value=\"\">" << view.say("ماذا: الكل", "Quoi : tout") << "</option>";
  for (const LogTopic topic : kLogTopics)
    out << "<option value=\"" << slug_of(topic) << "\"" << (topic == query.topic ? " selected" : "") << ">"
        << topic_words(view, topic) << "</option>";
  out << "</select>";
  return out;
}

Markup choices(const View& view, const LogQuery& query) {
  Markup out;
  out << "<form class=\"choices log no-print\" method=\"get\" action=\"/audit\"><div class=\"row\">"
         "<input type=\"search\" name=\"subject\" value=\""
      << query.who_or_what << "\" dir=\"auto\" maxlength=\"100\" aria-label=\""
      << view.say("اسم من فعل، أو ملف، أو شاشة", "Nom de l'auteur, dossier ou borne") << "\" placeholder=\""
      << view.say("اسم، أو ملف (2026/17)، أو شاشة", "Nom, dossier (2026/17) ou borne") << "\">"
      << topic_choice(view, query) << day_field("from", view.say("من", "Du"), query.from)
      << day_field("to", view.say("إلى", "au"), query.to) << "<button class=\"button\">" << icon("search")
      << view.say("عرض", "Afficher") << "</button>";
  if (query.asks())
    out << "<a class=\"chip\" href=\"/audit\">" << icon("close") << view.say("مسح الاختيارات", "Tout effacer")
        << "</a>";
  out << "</div></form>";
  return out;
}

// A case leads to its page whoever may see it.
Markup subject(const View& view, const AuditRow& row) {
  const std::optional<CaseNumber> number = CaseNumber::parse(row.subject);
  Markup out;
  if (number && view.may(Right::list_cases)) {
    out << "<a href=\"/cases/" << number->slug() << "\"><bdi>" << row.subject << "</bdi></a>";
  } else {
    out << "<bdi>" << row.subject << "</bdi>";
  }
  return out;
}

Markup table_row(const View& view, const AuditRow& row) {
  Markup out;
  out << "<tr><td>" << row.id << "</td><td class=\"date\">"
      << day_month_and_time(row.at, view.now, view.language) << "</td><td><bdi>"
      << actor_words(view, row.actor) << "</bdi></td><td>" << action_words(view, row.action) << "</td><td>"
      << subject(view, row) << "</td><td class=\"small\">" << detail_words(view, row).markup()
      << "</td></tr>";
  return out;
}

Markup table(const View& view, const std::vector<AuditRow>& rows) {
  Markup out;
  if (rows.empty()) {
    out << "<p>" << view.say("لا شيء في السجل بهذه الاختيارات.", "Rien au journal pour ces choix.") << "</p>";
    return out;
  }
  out << "<table><thead><tr>";
  for (const std::string_view head :
       {std::string_view("#"), view.say("متى", "Quand"), view.say("من", "Qui"), view.say("ماذا", "Quoi"),
        view.say("عن", "Sur"), view.say("تفاصيل", "Détails")})
    out << "<th scope=\"col\">" << head << "</th>";
  out << "</tr></thead><tbody>";
  for (const AuditRow& row : rows) out << table_row(view, row);
  out << "</tbody></table>";
  return out;
}

}  // namespace

LogQuery LogQuery::read(const Form& query) {
  LogQuery out;
  std::string_view subject = query.value("subject");
  while (subject.starts_with(' ')) subject.remove_prefix(1);
  while (subject.ends_with(' ')) subject.remove_suffix(1);
  out.who_or_what = subject;
  const std::string digits(complaint::western_digits(out.who_or_what).view());
  if (const std::optional<CaseNumber> number = CaseNumber::parse(digits)) out.who_or_what = number->text();
  for (const LogTopic topic : kLogTopics) {
    if (slug_of(topic) == query.value("topic")) out.topic = topic;
  }
  out.from = day_in(query.value("from"));
  out.to = day_in(query.value("to"));
  const std::string_view before = query.value("before");
  std::from_chars(before.data(), before.data() + before.size(), out.before);
  return out;
}

AuditFilter LogQuery::filter() const {
  AuditFilter out;
  out.who_or_what = who_or_what;
  if (topic) out.actions = actions_of(*topic);
  if (from) out.from = start_of_day(*from);
  if (to) out.to = start_of_day(*to + std::chrono::days(1)) - base::Milliseconds(1);
  return out;
}

std::string LogQuery::address(std::string_view path, std::int64_t other_before) const {
  std::string out(path);
  char joint = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += base::cat(std::string_view(&joint, 1), name, "=", percent_encoded(value));
    joint = '&';
  };
  add("subject", who_or_what);
  add("topic", topic ? slug_of(*topic) : "");
  add("from", from ? day_text(*from) : "");
  add("to", to ? day_text(*to) : "");
  add("before", other_before > 0 ? std::to_string(other_before) : "");
  return out;
}

base::HttpResponse log_page(const View& view, const LogQuery& query, const std::vector<AuditRow>& rows) {
  const std::string_view title = view.say("سجل الأعمال", "Journal");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1><span class=\"small\">"
          << view.say("لا يُحذف منه شيء. يُتحقق منه بالأمر kiosk-desk audit verify.",
                      "Rien n'en est supprimé. kiosk-desk audit verify le vérifie.")
          << "</span><div class=\"end no-print\">"
          << button_link(query.address("/export/log.csv", 0), "saved",
                         view.say("تصدير (CSV)", "Exporter (CSV)"))
          << "</div></div>" << choices(view, query) << table(view, rows);
  if (std::ssize(rows) == kLogRowsPerPage)
    content << "<p class=\"no-print\"><a class=\"button\" href=\"" << query.address("/audit", rows.back().id)
            << "\">" << view.say("الأقدم", "Plus ancien") << "</a></p>";
  return page_response(view, 200, title, content);
}

}  // namespace kiosk::desk
