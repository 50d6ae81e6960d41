#include "kiosk/desk/case_page.h"

#include <algorithm>
#include <array>

#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using complaint::CaseState;
using complaint::Draft;

Markup title_bar(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  Markup out;
  out << "<div class=\"top\"><a class=\"button back no-print\" href=\"/cases\">" << icon("chevron-left")
      << view.say("الوارد", "Liste") << "</a><div><h1>"
      << view.names->category(entry.category, view.language);
  if (entry.category.empty()) out << kind_words(view, entry.kind);
  out << "</h1><p class=\"small\">" << view.say("ملف ", "Dossier ") << "<strong><bdi class=\"ltr\">"
      << entry.number.text() << "</bdi></strong>";
  if (model.letter) {
    out << " · " << view.say("رقم التتبع ", "N° de suivi ") << "<bdi class=\"ltr\">"
        << model.letter->receipt.grouped().view() << "</bdi>";
  }
  out << "</p></div><div class=\"end\">" << state_tag(view, entry.state) << deadline_tag(view, entry)
      << "<span class=\"small\">" << view.say("الأجل: ", "Échéance : ")
      << day_and_month(entry.deadline_at, view.now, view.language) << "</span></div></div>";
  return out;
}

void fact(Markup& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out << "<dt>" << name << "</dt><dd dir=\"auto\">" << value << "</dd>";
}

// To the questions of the category, in the words of names.json.
Markup answers_part(const View& view, const CaseModel& model) {
  Markup out;
  if (!model.letter || model.letter->draft.answers.empty()) return out;
  out << "<dl class=\"facts\">";
  for (const complaint::QuestionAnswer& answer : model.letter->draft.answers)
    fact(out, view.names->question(answer.code, view.language), view.names->answer(answer, view.language));
  out << "</dl>";
  return out;
}

Markup letter_card(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("ما كتبه المواطن", "Ce que le citoyen a écrit")
      << "</h2><p class=\"small\">" << kind_words(view, entry.kind) << " · "
      << (is_open311(entry.kiosk) ? view.say("عبر ", "par ") : view.say("شاشة ", "borne "))
      << source_words(entry.kiosk) << " · " << day_month_and_time(entry.deposited_at, view.now, view.language)
      << "</p>";
  if (model.letter) {
    out << "<blockquote class=\"quote\" dir=\"auto\">" << model.letter->draft.text.view() << "</blockquote>";
  } else {
    out << "<p class=\"message\">"
        << view.say("لا يمكن فتح هذه الرسالة بمفتاح الخلية.",
                    "Cette lettre ne s'ouvre pas avec la clé de la cellule.")
        << "</p>";
  }
  out << answers_part(view, model) << "<button class=\"button no-print\" data-print>" << icon("printer")
      << view.say("طبع", "Imprimer") << "</button></section>";
  return out;
}

std::string masked(std::string_view phone) {
  return phone.size() < 4 ? "" : base::cat(phone.substr(0, 2), " •• •• •• ", phone.substr(phone.size() - 2));
}

std::string in_pairs(std::string_view phone) {
  std::string out;
  for (std::size_t at = 0; at < phone.size(); at += 2)
    out += base::cat(at > 0 ? " " : "", phone.substr(at, 2));
  return out;
}

std::string_view contact_words(const View& view, complaint::Contact contact) {
  return contact == complaint::Contact::sms ? view.say("برسالة قصيرة", "par SMS")
                                            : view.say("بالهاتف", "par appel");
}

Markup phone_part(const View& view, const CaseModel& model) {
  const Draft& draft = model.letter->draft;
  Markup out;
  if (draft.phone.empty()) {
    fact(out, view.say("الهاتف", "Téléphone"), view.say("لم يترك رقماً", "aucun numéro laissé"));
    return out;
  }
  const std::string phone = model.show_phone ? in_pairs(draft.phone.view()) : masked(draft.phone.view());
  out << "<dt>" << view.say("الهاتف (القانون 09-08: يظهر عند الطلب)", "Téléphone (loi 09-08 : sur demande)")
      << "</dt><dd><bdi class=\"ltr\" id=\"phone\">" << phone << "</bdi> <span class=\"small\">"
      << contact_words(view, draft.contact) << "</span>";
  if (!model.show_phone) {
    out << "<form class=\"no-print\" method=\"post\" action=\"/cases/" << model.entry.number.slug()
        << "/phone\">" << token_field(view) << "<label class=\"field\" for=\"reason\">"
        << view.say("سبب الإظهار، يُسجَّل في التاريخ", "Motif, noté dans l'historique")
        << "</label><input class=\"wide\" type=\"text\" id=\"reason\" name=\"reason\" maxlength=\"200\" "
           "value=\""
        << model.typed.reason << "\" required>"
        << "<button class=\"button\">" << icon("phone") << view.say("إظهار", "Afficher")
        << "</button></form>";
  }
  out << "</dd>";
  return out;
}

Markup place_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("المكان والاتصال", "Lieu et contact")
      << "</h2><dl class=\"facts\">";
  fact(out, view.say("المقاطعة", "Arrondissement"),
       view.names->district(model.entry.district, view.language));
  if (model.letter) {
    const Draft& draft = model.letter->draft;
    fact(out, view.say("الحي", "Quartier"), draft.neighbourhood.view());
    fact(out, view.say("علامة قريبة", "Repère"), draft.landmark.view());
    fact(out, view.say("الاسم", "Nom"), draft.name.view());
    out << phone_part(view, model);
  }
  out << "</dl></section>";
  return out;
}

std::string event_words(const View& view, const HistoryEntry& entry) {
  switch (entry.event) {
    case CaseEvent::received:
      return std::string(
          view.say("وصلت إلى الخلية، تحقُّق السلامة: صحيح", "Reçue par la cellule, intégrité vérifiée"));
    case CaseEvent::opened:
      return std::string(view.say("فُتح الملف", "Dossier ouvert"));
    case CaseEvent::state:
      return base::cat(view.say("الحالة: ", "État : "), state_words(view, entry.state));
    case CaseEvent::answer:
      return std::string(view.say("جواب للمواطن", "Réponse au citoyen"));
    case CaseEvent::phone_shown:
      return std::string(view.say("أُظهر رقم الهاتف", "Téléphone affiché"));
    case CaseEvent::message:
      return std::string(view.say("أضاف المواطن", "Le citoyen a ajouté"));
  }
  return {};
}

void said(Markup& out, std::string_view text, std::string_view language) {
  if (!text.empty())
    out << "<div class=\"said\" dir=\"auto\" lang=\"" << language << "\">" << text << "</div>";
}

Markup history_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("تاريخ الملف", "Historique")
      << "</h2><ol class=\"history\"><li>"
      << "<span class=\"small\">" << day_month_and_time(model.entry.deposited_at, view.now, view.language)
      << "</span><div><strong>"
      << (is_open311(model.entry.kiosk) ? view.say("سُجلت عبر Open311", "Enregistrée par Open311")
                                        : view.say("سُجلت على الشاشة", "Enregistrée à la borne"))
      << "</strong></div></li>";
  CaseState before = CaseState::received;
  for (const HistoryEntry& entry : model.history) {
    out << "<li><span class=\"small\">" << day_month_and_time(entry.at, view.now, view.language)
        << "</span><div><strong>" << event_words(view, entry) << "</strong></div>";
    if (!entry.actor.empty()) out << "<div class=\"small\"><bdi>" << entry.actor << "</bdi></div>";
    said(out, entry.note.ar.view(), "ar");
    said(out, entry.note.fr.view(), "fr");
    said(out, entry.answer.ar.view(), "ar");
    said(out, entry.answer.fr.view(), "fr");
    said(out, entry.reason, "");
    said(out, entry.message.view(), "");
    const bool reopened = entry.event == CaseEvent::message && entry.state != before;
    if (reopened)
      out << "<div class=\"small\">" << view.say("أُعيد فتح الملف بطلب منه", "Dossier rouvert à sa demande")
          << "</div>";
    if (entry.is_lost)
      out << "<div class=\"small\">"
          << view.say("كُتب بمفتاح ضاع، ولا يُقرأ.", "Écrit avec une clé perdue, illisible.") << "</div>";
    before = entry.state;
    out << "</li>";
  }
  if (model.entry.is_open()) {
    out << "<li class=\"next\"><span class=\"small\">" << view.say("قبل ", "avant le ")
        << day_and_month(model.entry.deadline_at, view.now, view.language) << "</span><div><strong>"
        << view.say("جواب للمواطن", "Réponse au citoyen") << "</strong></div></li>";
  }
  out << "</ol>";
  if (!model.is_told) {
    out << "<p class=\"small\">"
        << view.say("يُحضَّر الآن ما يراه المواطن عند التتبع.", "Ce que verra le citoyen est en préparation.")
        << "</p>";
  }
  out << "</section>";
  return out;
}

bool was_answered(const CaseModel& model) {
  return std::any_of(model.history.begin(), model.history.end(),
                     [](const HistoryEntry& entry) { return entry.event == CaseEvent::answer; });
}

Markup state_choice(const View& view, const CaseModel& model) {
  constexpr std::array kChoices = {CaseState::in_progress, CaseState::waiting_service, CaseState::answered,
                                   CaseState::closed};
  const CaseState chosen = model.typed.state.value_or(model.entry.state);
  Markup out;
  out << "<div class=\"choice\">";
  for (const CaseState state : kChoices) {
    // Without an answer there is nothing a citizen could be shown as one.
    if (state == CaseState::answered && state != model.entry.state && !was_answered(model)) continue;
    out << "<label><input type=\"radio\" name=\"state\" id=\"state-" << complaint::slug_of(state)
        << "\" value=\"" << complaint::slug_of(state) << "\" required" << (state == chosen ? " checked" : "")
        << ">" << state_words(view, state) << "</label>";
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

Markup state_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card no-print\"><h2>" << view.say("تغيير الحالة", "Changer l'état")
      << "</h2><form method=\"post\" action=\"/cases/" << model.entry.number.slug() << "/state\">"
      << token_field(view) << state_choice(view, model)
      << note_field("ar",
                    view.say("ملاحظة قصيرة للمواطن بالعربية (اختيارية)",
                             "Note courte au citoyen, en arabe (facultative)"),
                    model.typed.note_ar)
      << note_field("fr", view.say("وبالفرنسية", "et en français"), model.typed.note_fr)
      << "<p class=\"small\">"
      << view.say("يرى المواطن الحالة الجديدة عند التتبع", "Le citoyen voit le nouvel état au suivi")
      << "</p><button class=\"button\">" << view.say("حفظ الحالة", "Enregistrer")
      << "</button></form></section>";
  return out;
}

// HTML takes away a line break that follows <textarea>, so one is written for it.
void answer_area(Markup& out, std::string_view language, std::string_view label, std::string_view typed) {
  out << "<label class=\"field\" for=\"answer-" << language << "\">" << label
      << "</label><textarea id=\"answer-" << language << "\" name=\"" << language << "\" lang=\"" << language
      << "\" dir=\"auto\" data-limit=\"" << complaint::kAnswerMaxCodePoints << "\">\n"
      << typed << "</textarea><p class=\"counter ltr\" id=\"answer-" << language << "-count\"></p>";
}

Markup answer_card(const View& view, const CaseModel& model) {
  Markup out;
  out << "<section class=\"card no-print\"><h2>" << view.say("جواب للمواطن", "Réponse au citoyen")
      << "</h2><form method=\"post\" action=\"/cases/" << model.entry.number.slug() << "/answer\">"
      << token_field(view);
  answer_area(out, "ar", view.say("بالعربية", "En arabe"), model.typed.answer_ar);
  answer_area(out, "fr", view.say("بالفرنسية", "En français"), model.typed.answer_fr);
  out << "<p class=\"small\">"
      << view.say("يظهر عند التتبع، دون رقم الهاتف. 600 حرف على الأكثر.",
                  "Visible au suivi, sans le téléphone. 600 caractères au plus.")
      << "</p><button class=\"button primary\">" << icon("reply")
      << view.say("إرسال الجواب", "Envoyer la réponse") << "</button></form></section>";
  return out;
}

}  // namespace

base::HttpResponse case_page(const View& view, const CaseModel& model) {
  Markup content;
  content << title_bar(view, model);
  if (!model.message.empty()) {
    content << "<p role=\"status\" class=\"message" << (model.refused ? "" : " good") << "\">"
            << model.message << "</p>";
  }
  content << "<div class=\"columns\"><div>" << letter_card(view, model) << place_card(view, model)
          << "</div><div>" << history_card(view, model) << "</div><div>" << state_card(view, model)
          << answer_card(view, model) << "</div></div>";
  return page_response(view, model.refused ? 422 : 200,
                       base::cat(view.say("ملف ", "Dossier "), model.entry.number.text()), content);
}

}  // namespace kiosk::desk
