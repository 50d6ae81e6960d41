#include "kiosk/desk/case_work.h"

#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/case_words.h"

namespace kiosk::desk {
namespace {

Markup assign_part(const View& view, const CaseModel& model) {
  const std::string& assignee = model.entry.assignee;
  Markup out;
  out << "<div class=\"part\"><h3>" << view.say("المكلف", "Responsable") << "</h3><p><strong><bdi>"
      << (assignee.empty() ? std::string(view.say("لا أحد بعد", "personne encore")) : assignee)
      << "</bdi></strong></p>";
  if (assignee != view.user) {
    out << case_form(view, model, "assign") << "<input type=\"hidden\" name=\"assignee\" value=\""
        << view.user << "\"><button class=\"button\">" << icon("user")
        << view.say("أتكلف به", "Je m'en charge") << "</button></form>";
  } else {
    out << case_form(view, model, "assign")
        << "<input type=\"hidden\" name=\"assignee\" value=\"\"><button class=\"button\">"
        << view.say("أتركه لغيري", "Le laisser à d'autres") << "</button></form>";
  }
  if (view.may(Right::assign_to_others)) {
    out << case_form(view, model, "assign") << "<label class=\"field\" for=\"assignee\">"
        << view.say("إسناد إلى", "Attribuer à")
        << "</label><div class=\"row\"><select id=\"assignee\" name=\"assignee\">";
    for (const std::string& name : model.colleagues)
      out << "<option value=\"" << name << "\"" << (name == assignee ? " selected" : "") << ">" << name
          << "</option>";
    out << "</select><button class=\"button\">" << view.say("إسناد", "Attribuer") << "</button></div></form>";
  }
  out << "</div>";
  return out;
}

Markup note_part(const View& view, const CaseModel& model) {
  Markup out;
  out << "<div class=\"part\"><h3>" << view.say("ملاحظة داخلية", "Note interne") << "</h3>"
      << case_form(view, model, "note") << "<label class=\"field\" for=\"inner-note\">"
      << view.say("لا يراها المواطن", "Le citoyen ne la voit pas")
      << "</label><textarea class=\"short\" id=\"inner-note\" name=\"text\" dir=\"auto\" data-limit=\""
      << kInternalNoteMaxCodePoints << "\">\n"
      << model.typed.inner_note << "</textarea><p class=\"counter ltr\" id=\"inner-note-count\"></p>"
      << "<button class=\"button\">" << icon("edit")
      << view.say("إضافة إلى التاريخ", "Ajouter à l'historique") << "</button></form></div>";
  return out;
}

Markup category_part(const View& view, const CaseModel& model) {
  Markup out;
  out << "<div class=\"part\"><h3>" << view.say("الموضوع", "Sujet") << "</h3>"
      << case_form(view, model, "category") << "<div class=\"row\"><select name=\"category\" aria-label=\""
      << view.say("الموضوع", "Sujet") << "\">";
  for (const Name& name : view.names->categories)
    out << "<option value=\"" << name.slug << "\"" << (name.slug == model.entry.category ? " selected" : "")
        << ">" << name.in(view.language) << "</option>";
  out << "</select><button class=\"button\">" << view.say("تصحيح", "Corriger")
      << "</button></div></form></div>";
  return out;
}

Markup merge_part(const View& view, const CaseModel& model) {
  Markup out;
  out << "<div class=\"part\"><h3>" << view.say("شكاية مكررة", "Doublon") << "</h3>";
  if (model.speaker) {
    out << "<p>" << view.say("ضُم هذا الملف إلى ", "Ce dossier est joint au ") << "<a href=\""
        << case_address(*model.speaker, view.list) << "\"><bdi class=\"ltr\">" << model.speaker->text()
        << "</bdi></a></p>" << case_form(view, model, "part") << "<button class=\"button\">"
        << view.say("فصل الملف", "Le détacher") << "</button></form></div>";
    return out;
  }
  out << case_form(view, model, "merge") << "<label class=\"field\" for=\"other-case\">"
      << view.say("ضم إلى الملف رقم", "Joindre au dossier n°")
      << "</label><div class=\"row\"><input type=\"text\" class=\"ltr\" id=\"other-case\" name=\"other\" "
         "size=\"9\" "
         "placeholder=\"2026/17\" value=\""
      << model.typed.other_case << "\" required><button class=\"button\">" << view.say("ضم", "Joindre")
      << "</button></div><p class=\"small\">"
      << view.say("يُخبر المواطن بما يُخبر به صاحب الملف الآخر.",
                  "Le citoyen apprend ce qu'apprend celui de l'autre dossier.")
      << "</p></form></div>";
  return out;
}

Markup erase_part(const View& view, const CaseModel& model) {
  Markup out;
  out << "<details class=\"part\"><summary>"
      << view.say("محو المحتوى (القانون 09-08)", "Effacer le contenu (loi 09-08)") << "</summary>"
      << case_form(view, model, "erase") << "<p class=\"small\">"
      << view.say(
             "تُمحى الشكاية والأجوبة والملاحظات نهائياً. يبقى الرقم والموضوع والتواريخ.",
             "La réclamation, les réponses et les notes sont effacées pour toujours. Restent le numéro, le "
             "sujet et les dates.");
  if (model.entry.is_open()) out << view.say(" ويُغلق الملف.", " Le dossier est clos.");
  out << "</p><label class=\"field\" for=\"erase-reason\">" << view.say("السبب", "Motif")
      << "</label><input class=\"wide\" type=\"text\" id=\"erase-reason\" name=\"reason\" maxlength=\"200\" "
         "value=\""
      << model.typed.erase_reason
      << "\" required><label class=\"sure\"><input type=\"checkbox\" name=\"sure\" "
         "value=\"yes\" required> "
      << view.say("نعم، يُمحى نهائياً", "Oui, effacer pour toujours")
      << "</label><button class=\"button danger\">" << view.say("محو", "Effacer")
      << "</button></form></details>";
  return out;
}

}  // namespace

Markup case_form(const View& view, const CaseModel& model, std::string_view action) {
  Markup out;
  out << "<form method=\"post\" action=\"/cases/" << model.entry.number.slug() << "/" << action << "\">"
      << token_field(view) << author_field(view) << list_field(view);
  return out;
}

Markup list_field(const View& view) {
  Markup out;
  if (!view.list.empty()) out << "<input type=\"hidden\" name=\"list\" value=\"" << view.list << "\">";
  return out;
}

Markup seen_field(const CaseModel& model) {
  std::int64_t seen = 0;
  for (const HistoryEntry& entry : model.history) {
    if (is_public(entry.change.event)) seen = entry.id;
  }
  Markup out;
  out << "<input type=\"hidden\" name=\"seen\" value=\"" << seen << "\">";
  return out;
}

Markup work_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card no-print\"><h2>" << view.say("داخل الخلية", "Dans la cellule") << "</h2>"
      << assign_part(view, model) << note_part(view, model) << category_part(view, model)
      << merge_part(view, model);
  if (view.may(Right::erase_cases)) out << erase_part(view, model);
  out << "</section>";
  return out;
}

}  // namespace kiosk::desk
