#include "kiosk/desk/inbox_page.h"

#include <algorithm>

#include "kiosk/complaint/outbox.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"
#include "kiosk/desk/inbox_words.h"
#include "kiosk/desk/kiosk_words.h"

namespace kiosk::desk {
namespace {

constexpr std::int64_t kPagesBeside = 3;

std::string_view show_icon(Show show) {
  switch (show) {
    case Show::fresh:
      return "star8";
    case Show::late:
      return "error";
    case Show::week:
      return "clock";
    case Show::escalated:
      return "warning";
    case Show::done:
      return "check";
    default:
      return "";
  }
}

bool is_seldom(Show show) { return show == Show::done || show == Show::all; }

Markup kiosk_strip(const View& view, const std::vector<KioskRow>& kiosks) {
  Markup out;
  out << "<section class=\"kiosks no-print\" aria-label=\"" << view.say("الشاشات", "Bornes") << "\">";
  for (const KioskRow& kiosk : kiosks) {
    if (!kiosk.revoked && !is_open311(kiosk.id)) out << kiosk_card(view, kiosk);
  }
  out << "</section>";
  return out;
}

Markup show_chip(const View& view, const InboxModel& model, Show show) {
  Markup out;
  out << "<a class=\"chip\" href=\"" << model.query.address(model.path, show, 1) << "\""
      << (show == model.query.show ? " aria-current=true" : "");
  if (show == Show::week)
    out << " title=\"" << view.say("أجلها خلال 7 أيام أو مضى", "échéance dans 7 jours, ou passée") << "\"";
  out << ">";
  if (!show_icon(show).empty()) out << icon(show_icon(show));
  out << show_words(view, show) << " " << model.count_of(show) << "</a>";
  return out;
}

Markup show_chips(const View& view, const InboxModel& model) {
  Markup out;
  for (const Show show : kShows) {
    const bool is_chosen = show == model.query.show;
    if (is_seldom(show) || (show == Show::escalated && model.count_of(show) == 0 && !is_chosen)) continue;
    out << show_chip(view, model, show);
  }
  return out;
}

Markup choice(const View& view, std::string_view field, std::string_view label,
              const std::vector<Name>& names, std::string_view chosen) {
  Markup out;
  out << "<select name=\"" << field << "\" data-submit aria-label=\"" << label << "\"><option value=\"\">"
      << label << view.say(": الكل", " : tout") << "</option>";
  for (const Name& name : names) {
    out << "<option value=\"" << name.slug << "\"" << (name.slug == chosen ? " selected" : "") << ">"
        << name.in(view.language) << "</option>";
  }
  out << "</select>";
  return out;
}

std::vector<Name> kiosk_names(const InboxModel& model) {
  std::vector<Name> out;
  for (const KioskRow& kiosk : model.kiosks) {
    const std::string called = is_open311(kiosk.id) ? std::string(kOpen311Name) : kiosk.id.text();
    out.push_back({kiosk.id.text(), called, called});
  }
  return out;
}

std::vector<Name> state_names(const View& view) {
  std::vector<Name> out;
  for (const complaint::CaseState state : complaint::kCaseStates) {
    const std::string words(state_words(view, state));
    out.push_back({std::string(complaint::slug_of(state)), words, words});
  }
  return out;
}

std::vector<Name> kind_names(const View& view) {
  std::vector<Name> out;
  for (const complaint::Kind kind :
       {complaint::Kind::complaint, complaint::Kind::observation, complaint::Kind::suggestion}) {
    const std::string words(kind_words(view, kind));
    out.push_back({std::string(complaint::slug_of(kind)), words, words});
  }
  return out;
}

std::vector<Name> assignee_names(const InboxModel& model) {
  std::vector<Name> out = {{std::string(kNobody), "لا أحد", "Personne"}};
  for (const std::string& name : model.colleagues) out.push_back({name, name, name});
  // Somebody who works here no more may still have cases.
  const std::string& chosen = model.query.assignee;
  const bool known =
      std::any_of(out.begin(), out.end(), [&](const Name& name) { return name.slug == chosen; });
  if (!chosen.empty() && !known) out.push_back({chosen, chosen, chosen});
  return out;
}

// What is asked for now and then: kind, state, whose, when, in which order.
Markup more_choices(const View& view, const InboxModel& model) {
  const InboxQuery& query = model.query;
  const bool newest = query.order == CaseOrder::newest;
  const bool any = query.state || query.kind || !query.assignee.empty() || query.from || query.to || newest ||
                   is_seldom(query.show);
  Markup out;
  out << "<details class=\"more\"" << (any ? " open" : "") << "><summary class=\"chip\">"
      << view.say("المزيد", "Plus") << icon("chevron-down") << "</summary><div class=\"row\">"
      << show_chip(view, model, Show::done) << show_chip(view, model, Show::all)
      << choice(view, "state", view.say("الحالة", "État"), state_names(view),
                query.state ? complaint::slug_of(*query.state) : "")
      << choice(view, "kind", view.say("النوع", "Nature"), kind_names(view),
                query.kind ? complaint::slug_of(*query.kind) : "");
  if (model.path == "/cases")
    out << choice(view, "assignee", view.say("المكلف", "Responsable"), assignee_names(model), query.assignee);
  out << day_field("from", view.say("وصلت من", "Reçues du"), query.from)
      << day_field("to", view.say("إلى", "au"), query.to)
      << "<label><input type=\"checkbox\" name=\"order\" value=\"newest\" data-submit"
      << (newest ? " checked" : "") << "> " << view.say("الأحدث أولاً", "Les plus récentes d'abord")
      << "</label><button class=\"button\">" << view.say("تطبيق", "Appliquer") << "</button></div></details>";
  return out;
}

// Back to the list as it opens.
Markup clear_link(const View& view, const InboxModel& model) {
  Markup out;
  if (list_of("", model.query).empty()) return out;
  out << "<a class=\"chip\" href=\"" << model.path << "\">" << icon("close")
      << view.say("مسح الاختيارات", "Tout effacer") << "</a>";
  return out;
}

Markup choices(const View& view, const InboxModel& model) {
  const InboxQuery& query = model.query;
  Markup out;
  out << "<form class=\"choices\" method=\"get\" action=\"" << model.path
      << "\"><input type=\"hidden\" name=\"show\" value=\"" << slug_of(model.query.show)
      << "\"><div class=\"row\"><div class=\"row chips\">" << show_chips(view, model)
      << "</div><div class=\"end\">"
      << choice(view, "category", view.say("الموضوع", "Sujet"), view.names->categories, query.category)
      << choice(view, "district", view.say("المقاطعة", "Arrondissement"), view.names->districts,
                query.district)
      << choice(view, "kiosk", view.say("المصدر", "Source"), kiosk_names(model), query.kiosk)
      << "<button class=\"button\" data-apply hidden>" << view.say("تطبيق", "Appliquer")
      << "</button><noscript><button class=\"button\">" << view.say("تطبيق", "Appliquer")
      << "</button></noscript></div></div>" << more_choices(view, model) << clear_link(view, model)
      << "</form>";
  return out;
}

// Views that the user keeps, and keeping this one. A search by words is not kept: it may name people.
Markup saved_views(const View& view, const InboxModel& model) {
  Markup out;
  out << "<div class=\"row views no-print\">";
  for (const SavedView& saved : model.views) {
    out << "<span class=\"saved\"><a class=\"chip\" href=\"/cases?" << saved.query << "\">" << icon("saved")
        << "<bdi>" << saved.name << "</bdi></a><form method=\"post\" action=\"/views/remove\">"
        << token_field(view) << "<input type=\"hidden\" name=\"name\" value=\"" << saved.name
        << "\"><button class=\"plain\" aria-label=\"" << view.say("حذف العرض ", "Supprimer la vue ")
        << saved.name << "\">" << icon("close") << "</button></form></span>";
  }
  if (model.question.empty() && model.path == "/cases") {
    out << "<details class=\"keep\"><summary class=\"chip\">" << icon("plus")
        << view.say("حفظ هذا العرض", "Garder cette vue")
        << "</summary><form method=\"post\" action=\"/views\">" << token_field(view)
        << "<input type=\"hidden\" name=\"query\" value=\""
        << model.query.address("", model.query.show, 1).substr(1)
        << "\"><input type=\"text\" name=\"name\" maxlength=\"40\" required aria-label=\""
        << view.say("اسم العرض", "Nom de la vue") << "\" placeholder=\""
        << view.say("اسم العرض", "Nom de la vue") << "\"><button class=\"button\">"
        << view.say("حفظ", "Garder") << "</button></form></details>";
  }
  out << "</div>";
  return out;
}

Markup table_row(const View& view, const InboxModel::Row& row, std::string_view list) {
  const Case& entry = row.entry;
  const bool acts = view.may(Right::work_on_cases);
  Markup out;
  out << "<tr" << (entry.opened ? "" : " class=unread") << ">";
  if (acts)
    out << "<td class=\"pick no-print\"><input type=\"checkbox\" form=\"bulk\" name=\"case\" value=\""
        << entry.number.slug() << "\" aria-label=\"" << view.say("اختيار الملف ", "Choisir le dossier ")
        << entry.number.text() << "\"></td>";
  out << "<td class=\"name\"><bdi class=\"ltr\">" << entry.number.text()
      << "</bdi></td><td><a class=\"subject\" href=\"" << case_address(entry.number, list)
      << "\"><i class=\"badge\">" << icon(category_icon(entry.category)) << "</i><span dir=\"auto\">";
  if (entry.erased_at) {
    out << view.say("مُحي محتواه", "contenu effacé");
  } else if (!view.may(Right::read_letters)) {
    out << view.names->category(entry.category, view.language);
  } else {
    out << (row.subject.empty() ? std::string(view.say("رسالة لا تُفتح", "lettre illisible")) : row.subject);
  }
  out << "</span></a></td><td class=\"name\">" << view.names->district(entry.district, view.language)
      << "</td><td class=\"date\">" << day_and_month(entry.received_at, view.now, view.language)
      << "</td><td>" << deadline_tag(view, entry) << "</td><td>" << state_tag(view, entry.state);
  if (!entry.assignee.empty()) out << "<div class=\"small\"><bdi>" << entry.assignee << "</bdi></div>";
  out << "</td><td>" << source_words(entry.kiosk) << "</td></tr>";
  return out;
}

Markup table(const View& view, const InboxModel& model) {
  Markup out;
  if (model.rows.empty()) {
    out << "<div class=\"card empty\"><p>"
        << (model.question.empty() ? view.say("لا شكايات هنا", "Aucune réclamation ici")
                                   : view.say("لا ملف فيه هذه الكلمات", "Aucun dossier n'a ces mots"))
        << "</p></div>";
    return out;
  }
  out << "<table><thead><tr>";
  if (view.may(Right::work_on_cases))
    out << "<th scope=\"col\" class=\"pick no-print\"><input type=\"checkbox\" data-all aria-label=\""
        << view.say("اختيار الكل", "Tout choisir") << "\"></th>";
  for (const std::string_view head :
       {view.say("رقم الملف", "Dossier"), view.say("الشكاية", "Réclamation"),
        view.say("المقاطعة", "Arrondissement"), view.say("الوصول", "Arrivée"),
        view.say("أجل الجواب", "Échéance"), view.say("الحالة", "État"), view.say("المصدر", "Source")}) {
    out << "<th scope=\"col\">" << head << "</th>";
  }
  out << "</tr></thead><tbody>";
  // Words that were searched for stay out of addresses.
  const std::string list(model.question.empty() ? list_of(model.path, model.query) : kFoundList);
  for (const InboxModel::Row& row : model.rows) out << table_row(view, row, list);
  out << "</tbody></table>";
  return out;
}

void bulk_button(Markup& out, std::string_view action, std::string_view picture, std::string_view words) {
  out << "<button class=\"button\" name=\"action\" value=\"" << action << "\">" << icon(picture) << words
      << "</button>";
}

// What can be done to the chosen ones; shown when there are any.
Markup bulk_bar(const View& view, const InboxModel& model) {
  Markup out;
  if (!view.may(Right::work_on_cases) || model.rows.empty()) return out;
  out << "<form id=\"bulk\" class=\"bulk no-print\" method=\"post\" action=\"/bulk\">" << token_field(view)
      << "<input type=\"hidden\" name=\"back\" value=\""
      << (model.question.empty() ? model.query.address(model.path, model.query.show, model.query.page)
                                 : std::string(kFindPath))
      << "\"><strong>" << view.say("الملفات المختارة:", "Dossiers choisis :") << "</strong>";
  bulk_button(out, "take", "user", view.say("أتكلف بها", "Je m'en charge"));
  bulk_button(out, "in_progress", "hourglass", view.say("قيد المعالجة", "En cours"));
  bulk_button(out, "waiting_service", "clock", view.say("بانتظار المصلحة", "Attend le service"));
  bulk_button(out, "closed", "check", view.say("إغلاق", "Clôturer"));
  if (view.may(Right::assign_to_others)) {
    out << "<select name=\"assignee\" aria-label=\"" << view.say("المكلف", "Responsable") << "\">";
    for (const std::string& name : model.colleagues)
      out << "<option value=\"" << name << "\">" << name << "</option>";
    out << "</select>";
    bulk_button(out, "assign", "users", view.say("إسناد", "Attribuer"));
  }
  out << "</form>";
  return out;
}

Markup page_link(const InboxModel& model, std::int64_t number) {
  Markup out;
  out << "<a class=\"chip\" href=\"" << model.query.address(model.path, model.query.show, number) << "\""
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
  out << "<span class=\"end\">";
  if (start > 1) out << page_link(model, 1);
  if (start > 2) out << "<span>…</span>";
  for (std::int64_t number = start; number <= end && last > 1; ++number) out << page_link(model, number);
  if (end < last - 1) out << "<span>…</span>";
  if (end < last) out << page_link(model, last);
  out << "</span></nav>";
  return out;
}

// On paper a page of a list says whose it is, of when, and of how many.
Markup paper_line(const View& view, const InboxModel& model) {
  Markup out;
  out << "<p class=\"print-only small\">"
      << view.say("جماعة سلا، خلية الشكايات", "Commune de Salé, cellule des réclamations") << " · "
      << day_month_and_time(view.now, kAnotherYear, view.language);
  if (model.question.empty())
    out << " · " << view.say("الصفحة ", "page ") << model.query.page << view.say(" من ", " sur ")
        << last_page(model.total) << view.say("، عدد الملفات: ", ", dossiers : ") << model.total;
  out << "</p>";
  return out;
}

Markup head(const View& view, const InboxModel& model, std::string_view title) {
  Markup out;
  out << "<div class=\"top\"><h1>" << title << "</h1><span class=\"small\">";
  if (!model.question.empty()) {
    out << "«<bdi>" << model.question << "</bdi>» · " << model.total;
    if (model.total > std::ssize(model.rows))
      out << view.say("، يظهر منها أول ", ", dont voici les ") << std::ssize(model.rows)
          << view.say("", " premiers : précisez la recherche");
  } else {
    out << view.say("مفتوحة: ", "ouvertes : ") << model.count_of(Show::open)
        << view.say("، تجاوزت الأجل: ", ", en retard : ") << model.count_of(Show::late);
  }
  out << "</span><div class=\"end no-print\"><form method=\"post\" action=\"/find\" role=\"search\">"
      << token_field(view) << icon("search")
      << "<input type=\"search\" name=\"number\" id=\"search\" value=\"" << model.question
      << "\" dir=\"auto\" maxlength=\"100\" placeholder=\""
      << view.say("رقم الملف أو التتبع أو الهاتف، أو كلمة", "Dossier, suivi, téléphone ou mot")
      << "\" aria-label=\""
      << view.say("بحث: رقم الملف أو رقم التتبع أو رقم هاتف كامل أو كلمات من الشكاية",
                  "Recherche : n° de dossier, de suivi, de téléphone entier, ou mots de la réclamation")
      << "\"></form>";
  // On paper the whole list has a letterhead; whoever may not take lists away prints the page.
  const std::string_view print = view.say("طبع القائمة", "Imprimer");
  if (view.may(Right::export_cases) && model.question.empty()) {
    const InboxQuery& query = model.query;
    out << button_link(query.address("/export/cases.pdf", query.show, 1), "printer", print)
        << button_link(query.address("/export", query.show, 1), "saved", view.say("تصدير", "Exporter"));
  } else {
    out << "<button class=\"button\" data-print>" << icon("printer") << print << "</button>";
  }
  out << "</div></div>";
  return out;
}

}  // namespace

std::int64_t last_page(std::int64_t total) {
  return std::max<std::int64_t>(1, (total + kCasesPerPage - 1) / kCasesPerPage);
}

base::HttpResponse inbox_page(const View& view, const InboxModel& model) {
  const bool mine = model.path == "/mine";
  const std::string_view title = !model.question.empty() ? view.say("نتائج البحث", "Résultats")
                                 : mine                  ? view.say("ملفاتي", "Mes dossiers")
                                                         : view.say("الوارد", "Reçues");
  Markup content;
  content << head(view, model, title) << paper_line(view, model);
  if (!model.is_complete)
    content << "<p role=\"status\" class=\"message\">"
            << view.say("ما زالت الرسائل القديمة تُقرأ: أعيدوا البحث بعد دقيقة.",
                        "Les anciennes lettres sont en cours de lecture : recommencez dans une minute.")
            << "</p>";
  if (model.question.empty()) {
    if (!mine) content << kiosk_strip(view, model.kiosks);
    content << "<div class=\"tools no-print\">" << choices(view, model) << saved_views(view, model)
            << "</div>";
  }
  content << table(view, model) << bulk_bar(view, model);
  if (model.question.empty()) content << page_links(view, model);
  return page_response(view, 200, title, content);
}

}  // namespace kiosk::desk
