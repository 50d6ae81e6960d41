#include "kiosk/desk/inbox_page.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "kiosk/complaint/outbox.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

constexpr std::array kShows = {Show::all, Show::fresh, Show::late, Show::week};
constexpr std::chrono::days kWeek{7};
constexpr std::int64_t kLastPage = 1'000'000;
constexpr std::int64_t kPagesBeside = 3;

std::string_view slug_of(Show show) {
  switch (show) {
    case Show::all:
      return "all";
    case Show::fresh:
      return "new";
    case Show::late:
      return "late";
    case Show::week:
      return "week";
  }
  return "all";
}

// The address of the inbox with these choices.
std::string address(const InboxQuery& query, Show show, std::int64_t page) {
  std::string out = base::cat("/cases?show=", slug_of(show));
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += base::cat("&", name, "=", percent_encoded(value));
  };
  add("state", query.state ? std::string(complaint::slug_of(*query.state)) : "");
  add("category", query.category);
  add("district", query.district);
  add("kiosk", query.kiosk);
  if (page > 1) out += base::cat("&page=", page);
  return out;
}

Markup kiosk_card(const View& view, const KioskRow& kiosk) {
  Markup state;
  std::string_view look = "is-ok";
  std::string_view picture = "check-circle";
  if (!kiosk.health) {
    look = "is-warn";
    picture = "warning";
    state << view.say("لم تتصل بعد", "jamais vue");
  } else if (view.now - kiosk.health->seen_at > kKioskSilentAfter) {
    look = "is-error";
    picture = "offline";
    state << view.say("مقطوعة منذ ", "coupée depuis ")
          << day_month_and_time(kiosk.health->seen_at, view.now, view.language);
  } else {
    if (kiosk.health->queued + kiosk.health->failed > 0) picture = "warning", look = "is-warn";
    state << view.say("آخر اتصال ", "vue à ") << clock_time(kiosk.health->seen_at);
  }
  if (kiosk.health && kiosk.health->queued > 0) {
    state << view.say("، تنتظر: ", ", en attente : ") << kiosk.health->queued;
  }
  if (kiosk.health && kiosk.health->failed > 0) {
    state << view.say("، معزولة: ", ", mises de côté : ") << kiosk.health->failed;
  }
  if (kiosk.health && kiosk.health->fill_percent >= complaint::kFillNotePercent) {
    const bool late = kiosk.health->fill_percent >= complaint::kFillWarnPercent;
    if (late) picture = "warning", look = "is-error";
    state << (late ? view.say("، تكاد تمتلئ: ", ", presque pleine : ")
                   : view.say("، امتلأت: ", ", remplie à "))
          << "<bdi class=\"ltr\">" << kiosk.health->fill_percent << "%</bdi>";
  }
  Markup out;
  out << "<div class=\"card\">" << icon("kiosk") << "<div><strong><bdi>" << kiosk.name
      << "</bdi> <bdi class=\"ltr\">" << kiosk.id.text() << "</bdi></strong><div class=\"small " << look
      << "\">" << state << "</div></div><span class=\"state " << look << "\">" << icon(picture)
      << "</span></div>";
  return out;
}

Markup kiosk_strip(const View& view, const std::vector<KioskRow>& kiosks) {
  Markup out;
  out << "<section class=\"kiosks no-print\" aria-label=\"" << view.say("الشاشات", "Bornes") << "\">";
  for (const KioskRow& kiosk : kiosks) {
    if (!kiosk.revoked && !is_open311(kiosk.id)) out << kiosk_card(view, kiosk);
  }
  out << "</section>";
  return out;
}

Markup show_chips(const View& view, const InboxModel& model) {
  const std::array<std::string_view, 4> words = {view.say("الكل", "Toutes"), view.say("جديدة", "Nouvelles"),
                                                 view.say("متأخرة", "En retard"),
                                                 view.say("هذا الأسبوع", "Cette semaine")};
  Markup out;
  for (std::size_t at = 0; at < kShows.size(); ++at) {
    out << "<a class=\"chip\" href=\"" << address(model.query, kShows[at], 1) << "\""
        << (kShows[at] == model.query.show ? " aria-current=true" : "") << ">" << words[at] << " "
        << model.counts[at] << "</a>";
  }
  return out;
}

Markup choice(const View& view, std::string_view field, std::string_view label,
              const std::vector<Name>& names, std::string_view chosen) {
  Markup out;
  out << "<select name=\"" << field << "\" data-submit aria-label=\"" << label << "\"><option value=\"\">"
      << label << view.say(": الكل", " : tous") << "</option>";
  for (const Name& name : names) {
    out << "<option value=\"" << name.slug << "\"" << (name.slug == chosen ? " selected" : "") << ">"
        << name.in(view.language) << "</option>";
  }
  out << "</select>";
  return out;
}

Markup choices(const View& view, const InboxModel& model) {
  std::vector<Name> kiosks;
  for (const KioskRow& kiosk : model.kiosks) {
    const std::string called = is_open311(kiosk.id) ? std::string(kOpen311Name) : kiosk.id.text();
    kiosks.push_back({kiosk.id.text(), called, called});
  }
  const InboxQuery& query = model.query;
  std::vector<Name> states;
  for (const complaint::CaseState state : complaint::kCaseStates) {
    const std::string words(state_words(view, state));
    states.push_back({std::string(complaint::slug_of(state)), words, words});
  }
  Markup out;
  out << "<form class=\"end\" method=\"get\" action=\"/cases\"><input type=\"hidden\" name=\"show\" value=\""
      << slug_of(model.query.show) << "\">"
      << choice(view, "state", view.say("الحالة", "État"), states,
                query.state ? complaint::slug_of(*query.state) : "")
      << choice(view, "category", view.say("الموضوع", "Sujet"), view.names->categories, query.category)
      << choice(view, "district", view.say("المقاطعة", "Arrondissement"), view.names->districts,
                query.district)
      << choice(view, "kiosk", view.say("المصدر", "Source"), kiosks, query.kiosk)
      << "<noscript><button class=\"button\">" << view.say("تطبيق", "Appliquer")
      << "</button></noscript></form>";
  return out;
}

Markup table_row(const View& view, const InboxModel::Row& row) {
  const Case& entry = row.entry;
  Markup out;
  out << "<tr" << (entry.opened ? "" : " class=unread") << "><td><bdi class=\"ltr\">" << entry.number.text()
      << "</bdi></td><td><a class=\"subject\" href=\"/cases/" << entry.number.slug()
      << "\"><i class=\"badge\">" << icon(category_icon(entry.category)) << "</i><span dir=\"auto\">"
      << (row.subject.empty() ? std::string(view.say("رسالة لا تُفتح", "lettre illisible")) : row.subject)
      << "</span></a></td><td>" << view.names->district(entry.district, view.language)
      << "</td><td class=\"date\">" << day_and_month(entry.received_at, view.now, view.language)
      << "</td><td>" << deadline_tag(view, entry) << "</td><td>" << state_tag(view, entry.state)
      << "</td><td>" << source_words(entry.kiosk) << "</td></tr>";
  return out;
}

Markup table(const View& view, const InboxModel& model) {
  Markup out;
  if (model.rows.empty()) {
    out << "<div class=\"card empty\"><p>" << view.say("لا شكايات هنا", "Aucune réclamation ici")
        << "</p></div>";
    return out;
  }
  out << "<table><thead><tr>";
  for (const std::string_view head :
       {view.say("رقم الملف", "Dossier"), view.say("الشكاية", "Réclamation"),
        view.say("المقاطعة", "Arrondissement"), view.say("الوصول", "Arrivée"),
        view.say("أجل الجواب", "Échéance"), view.say("الحالة", "État"), view.say("المصدر", "Source")}) {
    out << "<th scope=\"col\">" << head << "</th>";
  }
  out << "</tr></thead><tbody>";
  for (const InboxModel::Row& row : model.rows) out << table_row(view, row);
  out << "</tbody></table>";
  return out;
}

Markup page_link(const InboxModel& model, std::int64_t number) {
  Markup out;
  out << "<a class=\"chip\" href=\"" << address(model.query, model.query.show, number) << "\""
      << (number == model.query.page ? " aria-current=page" : "") << ">" << number << "</a>";
  return out;
}

// The pages around this one, and the first and the last.
Markup page_links(const View& view, const InboxModel& model) {
  const std::int64_t last = last_page(model.total);
  const std::int64_t page = model.query.page;
  const std::int64_t first_row = (page - 1) * kCasesPerPage + 1;
  const std::int64_t last_row = first_row + static_cast<std::int64_t>(model.rows.size()) - 1;
  const std::int64_t start = std::max<std::int64_t>(1, page - kPagesBeside);
  const std::int64_t end = std::min(last, page + kPagesBeside);
  Markup out;
  out << "<nav class=\"pages no-print\" aria-label=\"" << view.say("الصفحات", "Pages") << "\">";
  if (!model.rows.empty()) {
    out << "<span class=\"small\">" << view.say("من ", "de ") << first_row << view.say(" إلى ", " à ")
        << last_row << view.say(" من ", " sur ") << model.total << "</span>";
  }
  if (start > 1) out << page_link(model, 1);
  if (start > 2) out << "<span>…</span>";
  for (std::int64_t number = start; number <= end; ++number) out << page_link(model, number);
  if (end < last - 1) out << "<span>…</span>";
  if (end < last) out << page_link(model, last);
  out << "</nav>";
  return out;
}

}  // namespace

std::int64_t last_page(std::int64_t total) {
  return std::max<std::int64_t>(1, (total + kCasesPerPage - 1) / kCasesPerPage);
}

CaseFilter InboxQuery::filter_for(Show other, base::Timestamp now) const {
  CaseFilter out;
  out.state = state;
  out.is_new = other == Show::fresh;
  if (!category.empty()) out.categories = {category};
  out.district = district;
  out.kiosk = kiosk;
  out.late_at = other == Show::late ? std::optional(now) : std::nullopt;
  out.due_before = other == Show::week ? std::optional(now + kWeek) : std::nullopt;
  return out;
}

InboxQuery InboxQuery::read(const Form& query) {
  InboxQuery out;
  for (const Show show : kShows) {
    if (slug_of(show) == query.value("show")) out.show = show;
  }
  out.state = complaint::parse_case_state(query.value("state"));
  out.category = query.value("category");
  out.district = query.value("district");
  out.kiosk = query.value("kiosk");
  const std::string_view page = query.value("page");
  std::from_chars(page.data(), page.data() + page.size(), out.page);
  out.page = std::clamp<std::int64_t>(out.page, 1, kLastPage);
  return out;
}

base::HttpResponse inbox_page(const View& view, const InboxModel& model) {
  const std::string_view title = view.say("الوارد", "Reçues");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1><span class=\"small\">"
          << view.say("مفتوحة: ", "ouvertes : ") << view.open_cases.value_or(0)
          << view.say("، تجاوزت الأجل: ", ", en retard : ") << model.counts[2]
          << "</span><div class=\"end no-print\"><form method=\"post\" action=\"/find\" role=\"search\">"
          << token_field(view) << "<input type=\"search\" name=\"number\" id=\"search\" placeholder=\""
          << view.say("رقم الملف (2026/17) أو التتبع", "N° de dossier (2026/17) ou de suivi")
          << "\" aria-label=\"" << view.say("رقم الملف أو رقم التتبع", "Numéro de dossier ou de suivi")
          << "\"></form><button class=\"button\" data-print>" << icon("printer")
          << view.say("طبع القائمة", "Imprimer") << "</button></div></div>" << kiosk_strip(view, model.kiosks)
          << "<div class=\"row no-print\">" << show_chips(view, model) << choices(view, model) << "</div>"
          << table(view, model) << page_links(view, model);
  return page_response(view, 200, title, content);
}

}  // namespace kiosk::desk
