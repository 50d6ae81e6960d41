#include "kiosk/desk/case_deeds.h"

#include <algorithm>
#include <array>

#include "kiosk/desk/case_words.h"
#include "kiosk/desk/case_work.h"

namespace kiosk::desk {
namespace {

using complaint::CaseState;

bool was_answered(const CaseModel& model) {
  return std::any_of(model.history.begin(), model.history.end(),
                     [](const HistoryEntry& entry) { return entry.change.event == CaseEvent::answer; });
}

// Without an answer there is nothing a citizen could be shown as one: this leads to where it is written.
Markup answered_by_answering(const View& view) {
  Markup out;
  out << "<a class=\"option\" href=\"#answer\" data-answer title=\""
      << view.say("بإرسال جواب", "En envoyant une réponse") << "\">" << icon(state_icon(CaseState::answered))
      << deed_words(view, CaseState::answered) << "</a>";
  return out;
}

Markup state_choice(const View& view, const CaseModel& model) {
  constexpr std::array kChoices = {CaseState::in_progress, CaseState::waiting_service, CaseState::answered,
                                   CaseState::closed};
  const CaseState chosen = model.typed.state.value_or(model.entry.state);
  Markup out;
  out << "<div class=\"choice\">";
  for (const CaseState state : kChoices) {
    if (state == CaseState::answered && state != model.entry.state && !was_answered(model)) {
      out << answered_by_answering(view);
      continue;
    }
    const bool is_closed_now = state == CaseState::closed && state == model.entry.state;
    out << "<label class=\"option\"><input type=\"radio\" name=\"state\" id=\"state-"
        << complaint::slug_of(state) << "\" value=\"" << complaint::slug_of(state) << "\" required"
        << (state == chosen ? " checked" : "") << ">" << icon(state_icon(state))
        << (is_closed_now ? state_words(view, state) : deed_words(view, state)) << "</label>";
  }
  out << "</div>";
  return out;
}

Markup note_field(std::string_view language, std::string_view label, std::string_view typed) {
  Markup out;
  out << "<label class=\"field\" for=\"note-" << language << "\">" << label
      << "</label><input class=\"wide\" type=\"text\" id=\"note-" << language << "\" name=\"note_" << language
      << "\" lang=\"" << language << "\" dir=\"auto\" maxlength=\"" << complaint::kNoteMaxCodePoints
      << "\" value=\"" << typed << "\">";
  return out;
}

struct AnswerLanguage {
  std::string_view code, name, label;
  const std::string& typed;
};

// The citizen's own first.
std::array<AnswerLanguage, 2> answer_languages(const View& view, const CaseModel& model) {
  const AnswerLanguage ar{"ar", "العربية", view.say("بالعربية", "En arabe"), model.typed.answer_ar};
  const AnswerLanguage fr{"fr", "Français", view.say("بالفرنسية", "En français"), model.typed.answer_fr};
  const bool reads_french =
      model.letter && written_language(model.letter->draft.text.view(), model.letter->draft.language) == "fr";
  return reads_french ? std::array{fr, ar} : std::array{ar, fr};
}

// HTML takes away a line break that follows <textarea>, so one is written for it.
void answer_area(Markup& out, const AnswerLanguage& language) {
  out << "<div class=\"area\" data-language=\"" << language.code << "\"><label class=\"field\" for=\"answer-"
      << language.code << "\">" << language.label << "</label><textarea id=\"answer-" << language.code
      << "\" name=\"" << language.code << "\" lang=\"" << language.code << "\" dir=\"auto\" data-limit=\""
      << complaint::kAnswerMaxCodePoints << "\">\n"
      << language.typed << "</textarea><p class=\"counter ltr\" id=\"answer-" << language.code
      << "-count\"></p></div>";
}

// With a script one area is shown at a time, and a dot tells which have something in them; without, both are.
Markup tabs(const View& view, const std::array<AnswerLanguage, 2>& languages) {
  Markup out;
  out << "<div class=\"tabs\" role=\"group\" aria-label=\"" << view.say("لغة الجواب", "Langue de la réponse")
      << "\" hidden>";
  for (const AnswerLanguage& language : languages)
    out << "<button type=\"button\" class=\"chip\" aria-pressed=\"false\" data-language=\"" << language.code
        << "\"><bdi lang=\"" << language.code << "\">" << language.name
        << "</bdi><i class=\"dot\" role=\"img\" aria-label=\"" << view.say("فيه نص", "contient un texte")
        << "\" hidden></i></button>";
  out << "</div>";
  return out;
}

// Ready phrases go into the answer at a click; without a script there are none.
Markup phrases(const View& view) {
  Markup out;
  out << "<div class=\"row phrases\" hidden>";
  for (const Phrase& phrase : view.names->phrases)
    out << "<button type=\"button\" class=\"chip\" data-ar=\"" << phrase.text.ar << "\" data-fr=\""
        << phrase.text.fr << "\">" << phrase.label.in(view.language) << "</button>";
  out << "</div>";
  return out;
}

}  // namespace

Markup state_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card state no-print\"><h2>" << view.say("تغيير الحالة", "Changer l'état")
      << "</h2>" << case_form(view, model, "state") << seen_field(model) << state_choice(view, model)
      << "<div class=\"row ends\"><details"
      << (model.typed.note_ar.empty() && model.typed.note_fr.empty() ? "" : " open") << "><summary>"
      << view.say("مع ملاحظة قصيرة للمواطن", "Note courte au citoyen") << "</summary>"
      << note_field("ar", view.say("بالعربية", "En arabe"), model.typed.note_ar)
      << note_field("fr", view.say("بالفرنسية", "En français"), model.typed.note_fr)
      << "</details><button class=\"button\">" << view.say("حفظ الحالة", "Enregistrer")
      << "</button></div><p class=\"small\">" << icon("info")
      << view.say("يرى المواطن الحالة الجديدة عند التتبع", "Le citoyen voit le nouvel état au suivi")
      << "</p></form></section>";
  return out;
}

Markup answer_card(const View& view, const CaseModel& model) {
  const std::array<AnswerLanguage, 2> languages = answer_languages(view, model);
  Markup out;
  out << "<section class=\"card no-print\" id=\"answer\"><div class=\"row ends\"><h2>"
      << view.say("جواب للمواطن", "Réponse au citoyen") << "</h2>" << tabs(view, languages) << "</div>";
  for (const std::string& name : model.writing)
    out << "<p role=\"status\" class=\"message\"><bdi>" << name << "</bdi> "
        << view.say("بصدد كتابة جواب على هذا الملف.", "est en train d'écrire une réponse à ce dossier.")
        << "</p>";
  out << "<form method=\"post\" class=\"answer\" action=\"/cases/" << model.entry.number.slug()
      << "/answer\">" << token_field(view) << author_field(view) << list_field(view) << seen_field(model)
      << phrases(view);
  for (const AnswerLanguage& language : languages) answer_area(out, language);
  out << "<p class=\"small\">"
      << view.say("يظهر عند التتبع، دون رقم الهاتف.", "Visible au suivi, sans le téléphone.") << "<noscript> "
      << view.say("600 حرف على الأكثر.", "600 caractères au plus.")
      << "</noscript></p><div class=\"row\"><button class=\"button primary\">" << icon("reply")
      << view.say("إرسال الجواب", "Envoyer") << "</button><button class=\"button\" formaction=\"/cases/"
      << model.entry.number.slug() << "/draft\">" << view.say("حفظ مسودة", "Garder le brouillon")
      << "</button></div>";
  if (model.has_draft)
    out << "<p class=\"small\">"
        << view.say("هذه مسودتكم، لم تُرسل بعد.", "Ceci est votre brouillon, pas encore envoyé.") << "</p>";
  out << "</form></section>";
  return out;
}

}  // namespace kiosk::desk
