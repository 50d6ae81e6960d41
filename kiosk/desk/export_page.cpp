#include "kiosk/desk/export_page.h"

#include "kiosk/desk/exports.h"
#include "kiosk/desk/inbox_words.h"

namespace kiosk::desk {
namespace {

Markup plain_card(const View& view, const InboxQuery& query) {
  const auto address = [&](std::string_view name) {
    return query.address(base::cat("/export/", name), query.show, 1);
  };
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("دون معطيات شخصية", "Sans données personnelles")
      << "</h2><p>"
      << view.say("رقم الملف وموضوعه ومقاطعته وتواريخه وحالته، دون نص المواطن ولا اسمه ولا هاتفه.",
                  "Numéro, sujet, arrondissement, dates et état ; ni le texte du citoyen, ni son nom, ni "
                  "son téléphone.")
      << "</p><div class=\"row\">"
      << button_link(address("cases.csv"), "saved", view.say("جدول (CSV)", "Tableau (CSV)"))
      << button_link(address("cases.json"), "saved", view.say("للبرامج (JSON)", "Pour programmes (JSON)"))
      << button_link(address("cases.pdf"), "printer", view.say("للطبع (PDF)", "À imprimer (PDF)"))
      << "</div></section>";
  return out;
}

Markup personal_card(const View& view, const InboxQuery& query, std::string_view message) {
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("مع المعطيات الشخصية", "Avec données personnelles")
      << "</h2>";
  if (!message.empty()) out << "<p role=\"alert\" class=\"message\">" << message << "</p>";
  out << "<p>"
      << view.say(
             "يضاف نص المواطن واسمه وهاتفه والجواب. القانون 09-08: لغرض محدد فقط، ويُسجَّل من صدّر ومتى ولماذا.",
             "Avec le texte, le nom, le téléphone et la réponse. Loi 09-08 : pour un but précis ; "
             "qui exporte, quand et pourquoi est noté au journal.")
      << "</p><form method=\"post\" action=\"/export/personal\" data-download>" << token_field(view)
      << "<input type=\"hidden\" name=\"query\" value=\"" << query.address("", query.show, 1).substr(1)
      << "\"><label class=\"field\" for=\"purpose\">" << view.say("الغرض", "But")
      << "</label><select name=\"purpose\" id=\"purpose\" required><option value=\"\">"
      << view.say("اختاروا", "Choisissez") << "</option>";
  for (const Purpose& purpose : kPurposes)
    out << "<option value=\"" << purpose.slug << "\">" << view.say(purpose.ar, purpose.fr) << "</option>";
  out << "</select><div class=\"row\"><button class=\"button\" name=\"format\" value=\"csv\">"
      << icon("saved") << view.say("جدول (CSV)", "Tableau (CSV)")
      << "</button><button class=\"button\" name=\"format\" value=\"json\">" << icon("saved")
      << view.say("للبرامج (JSON)", "Pour programmes (JSON)") << "</button></div></form></section>";
  return out;
}

}  // namespace

const Purpose* find_purpose(std::string_view slug) {
  for (const Purpose& purpose : kPurposes) {
    if (purpose.slug == slug) return &purpose;
  }
  return nullptr;
}

base::HttpResponse export_page(const View& view, const InboxQuery& query, std::int64_t count,
                               std::string_view message) {
  const std::string_view title = view.say("تصدير", "Exporter");
  Markup content;
  content << "<div class=\"top\"><a class=\"button back\" href=\""
          << query.address("/cases", query.show, query.page) << "\">" << icon("chevron-left")
          << view.say("الوارد", "Liste") << "</a><div><h1>" << title << "</h1><p class=\"small\">"
          << filters_in_words(view, query) << " · " << view.say("العدد: ", "nombre : ") << count;
  if (count > kExportMost) content << view.say("، يُصدَّر أولها: ", ", dont les premiers : ") << kExportMost;
  content << "</p></div></div><div class=\"columns two\">" << plain_card(view, query);
  if (view.may(Right::export_personal)) content << personal_card(view, query, message);
  content << "</div>";
  return page_response(view, message.empty() ? 200 : 422, title, content);
}

}  // namespace kiosk::desk
