#include "kiosk/desk/bulk_page.h"

#include "kiosk/desk/case_words.h"

namespace kiosk::desk {

base::HttpResponse bulk_question_page(const View& view, const BulkQuestion& question) {
  const std::string_view title = view.say("تأكيد تغيير الحالة", "Confirmer le changement d'état");
  Markup content, numbers, fields;
  std::int64_t unanswered = 0;
  for (const Case& entry : question.cases) {
    if (!entry.answered_at) ++unanswered;
    numbers << "<li><bdi class=\"ltr\">" << entry.number.text() << "</bdi></li>";
  }
  for (const auto& [name, value] : question.fields)
    fields << "<input type=\"hidden\" name=\"" << name << "\" value=\"" << value << "\">";
  content << "<div class=\"top\"><h1>" << title << "</h1></div><section class=\"card ask\"><p>"
          << view.say("عدد الملفات: ", "Nombre de dossiers : ") << "<strong>" << question.cases.size()
          << "</strong>" << view.say("، وحالتها الجديدة: ", ", nouvel état : ")
          << state_tag(view, question.state) << "</p><ul class=\"numbers\">" << numbers << "</ul>";
  if (question.state == complaint::CaseState::closed && unanswered > 0)
    content << "<p class=\"message\">" << icon("warning")
            << view.say("تُغلق دون جواب للمواطن: ", "Clôturés sans réponse au citoyen : ") << unanswered
            << "</p>";
  content << "<p class=\"small\">"
          << view.say("يرى المواطنون الحالة الجديدة عند التتبع.",
                      "Les citoyens voient le nouvel état au suivi.")
          << "</p><form method=\"post\" action=\"" << question.address << "\">" << token_field(view)
          << "<input type=\"hidden\" name=\"sure\" value=\"yes\">" << fields
          << "<div class=\"row\"><button class=\"button primary\">" << icon(state_icon(question.state))
          << view.say("تأكيد: ", "Confirmer : ") << deed_words(view, question.state)
          << "</button><a class=\"button\" href=\"" << question.back << "\">"
          << view.say("رجوع دون تغيير", "Revenir sans rien changer") << "</a></div></form></section>";
  return page_response(view, 200, title, content);
}

}  // namespace kiosk::desk
