#include "kiosk/desk/case_page.h"

#include "kiosk/desk/case_deeds.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/case_work.h"
#include "kiosk/desk/dates.h"
#include "kiosk/desk/inbox_query.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/plan.h"

namespace kiosk::desk {
namespace {

using complaint::CaseState;
using complaint::Draft;

// "Street lighting, Oued Dahab": what it is about, and where.
Markup subject_matter(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  Markup out;
  if (entry.category.empty()) out << kind_words(view, entry.kind);
  out << view.names->category(entry.category, view.language);
  if (model.letter && !model.letter->draft.neighbourhood.view().empty())
    out << view.say("، ", ", ") << "<bdi>" << model.letter->draft.neighbourhood.view() << "</bdi>";
  return out;
}

std::string_view list_words(const View& view) {
  if (view.list == kFoundList) return view.say("نتائج البحث", "Recherche");
  return is_own_list(view.list) ? view.say("ملفاتي", "Mes dossiers") : view.say("الوارد", "Liste");
}

Markup title_bar(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  Markup out;
  out << "<div class=\"top\"><a class=\"button back no-print\" href=\"" << list_address(view.list) << "\">"
      << icon("chevron-left") << list_words(view) << "</a><div><h1>" << subject_matter(view, model)
      << "</h1><p class=\"small\">" << view.say("ملف ", "Dossier ") << "<strong><bdi class=\"ltr\">"
      << entry.number.text() << "</bdi></strong>";
  if (model.letter) {
    out << " · " << view.say("رقم التتبع ", "N° de suivi ") << "<bdi class=\"ltr\">"
        << model.letter->receipt.grouped().view() << "</bdi>";
  }
  out << "</p></div><div class=\"end\">" << state_tag(view, entry.state) << deadline_tag(view, entry)
      << "<span class=\"small\">" << view.say("الأجل: ", "Échéance : ")
      << day_and_month(entry.deadline_at, view.now, view.language);
  const bool waits = entry.acknowledge_at && !entry.acknowledged_at;
  if (waits)
    out << "<br>" << view.say("الإشعار بالتوصل قبل ", "Accusé de réception avant le ")
        << day_and_month(*entry.acknowledge_at, view.now, view.language);
  out << "</span></div></div>";
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

// The script shows it where a voice of this machine speaks the language: nothing of a complaint may go to a
// speech service elsewhere.
Markup listen_button(const View& view, const CaseModel& model) {
  Markup out;
  if (!model.letter) return out;
  const Draft& draft = model.letter->draft;
  out << "<button type=\"button\" class=\"button\" hidden aria-pressed=\"false\" data-listen=\""
      << written_language(draft.text.view(), draft.language) << "\">" << icon("noise")
      << view.say("استمعوا", "Écouter") << "</button>";
  return out;
}

Markup letter_card(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  Markup out;
  out << "<section class=\"card\"><div class=\"about\"><i class=\"badge\">"
      << icon(category_icon(entry.category)) << "</i><div><h2>"
      << view.say("ما كتبه المواطن", "Ce que le citoyen a écrit") << "</h2><p class=\"small\">"
      << kind_words(view, entry.kind) << " · "
      << (is_open311(entry.kiosk) ? view.say("عبر ", "par ") : view.say("شاشة ", "borne "))
      << source_words(entry.kiosk) << " · " << day_month_and_time(entry.deposited_at, view.now, view.language)
      << "</p></div></div>";
  if (model.letter) {
    out << "<blockquote class=\"quote\" dir=\"auto\">" << model.letter->draft.text.view() << "</blockquote>";
  } else {
    out << "<p class=\"" << (view.may(Right::read_letters) ? "message" : "small") << "\">"
        << no_letter_words(view, entry) << "</p>";
  }
  out << answers_part(view, model) << "<div class=\"row ends no-print\">" << listen_button(view, model)
      << "<button class=\"button\" data-print>" << icon("printer") << view.say("طبع", "Imprimer")
      << "</button>" << button_link(base::cat("/cases/", entry.number.slug(), ".pdf"), "document", "PDF")
      << "</div></section>";
  return out;
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
  if (!model.show_phone && view.may(Right::see_phone)) {
    out << "<details class=\"no-print\"" << (model.typed.reason.empty() ? "" : " open") << "><summary>"
        << view.say("إظهار مع تسجيل السبب", "Afficher, en notant le motif") << "</summary>"
        << case_form(view, model, "phone") << "<label class=\"field\" for=\"reason\">"
        << view.say("سبب الإظهار، يُسجَّل في التاريخ", "Motif, noté dans l'historique")
        << "</label><input class=\"wide\" type=\"text\" id=\"reason\" name=\"reason\" maxlength=\"200\" "
           "value=\""
        << model.typed.reason << "\" required>"
        << "<button class=\"button\">" << icon("phone") << view.say("إظهار", "Afficher")
        << "</button></form></details>";
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
  }
  out << "</dl>" << plan(view, model.entry.district) << "<dl class=\"facts\">";
  if (model.letter) {
    const Draft& draft = model.letter->draft;
    fact(out, view.say("الاسم", "Nom"), draft.name.view());
    out << phone_part(view, model);
  }
  fact(out, view.say("المكلف", "Responsable"),
       model.entry.assignee.empty() ? view.say("لا أحد بعد", "personne encore") : model.entry.assignee);
  out << "</dl></section>";
  return out;
}

void said(Markup& out, std::string_view text, std::string_view language) {
  if (!text.empty())
    out << "<div class=\"said\" dir=\"auto\" lang=\"" << language << "\">" << text << "</div>";
}

// What the reader may see of it: an auditor reads answers and reasons, nothing of the citizen's.
void entry_texts(Markup& out, const View& view, const HistoryEntry& entry) {
  const Change& change = entry.change;
  said(out, change.note.ar.view(), "ar");
  said(out, change.note.fr.view(), "fr");
  said(out, change.answer.ar.view(), "ar");
  said(out, change.answer.fr.view(), "fr");
  said(out, change.reason, "");
  if (view.may(Right::read_letters)) said(out, change.message.view(), "");
  if (entry.is_lost)
    out << "<div class=\"small\">"
        << view.say("كُتب بمفتاح ضاع، ولا يُقرأ.", "Écrit avec une clé perdue, illisible.") << "</div>";
}

Markup history_item(const View& view, const HistoryEntry& entry, bool reopened) {
  Markup out;
  out << "<li class=\"" << slug_of(entry.change.event) << "\"><span class=\"small\">"
      << day_month_and_time(entry.at, view.now, view.language) << "</span><div><strong>"
      << event_words(view, entry.change) << "</strong></div>";
  if (!entry.change.actor.empty())
    out << "<div class=\"small\"><bdi>" << entry.change.actor << "</bdi></div>";
  entry_texts(out, view, entry);
  if (reopened)
    out << "<div class=\"small\">" << view.say("أُعيد فتح الملف بطلب منه", "Dossier rouvert à sa demande")
        << "</div>";
  out << "</li>";
  return out;
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
    const bool reopened = entry.change.event == CaseEvent::message && entry.change.state != before;
    out << history_item(view, entry, reopened);
    before = entry.change.state;
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

// Duplicates, and what they are duplicates of.
Markup merged_bar(const View& view, const CaseModel& model) {
  Markup out;
  if (model.merged.empty()) return out;
  out << "<p class=\"message good\">" << view.say("ضُمت إليه الملفات: ", "Dossiers joints : ");
  for (const CaseNumber& number : model.merged)
    out << "<a href=\"" << case_address(number, view.list) << "\"><bdi class=\"ltr\">" << number.text()
        << "</bdi></a> ";
  out << "</p>";
  return out;
}

Markup deeds_column(const View& view, const CaseModel& model) {
  Markup out;
  if (!view.may(Right::work_on_cases) || model.entry.erased_at) return out;
  if (!model.speaker) out << state_card(view, model) << answer_card(view, model);
  return out;
}

Markup work_column(const View& view, const CaseModel& model) {
  const bool works = view.may(Right::work_on_cases) && !model.entry.erased_at;
  return works ? work_card(view, model) : Markup();
}

}  // namespace

base::HttpResponse case_page(const View& view, const CaseModel& model) {
  Markup content;
  content << title_bar(view, model);
  if (!model.message.empty()) {
    content << "<p role=\"status\" class=\"message" << (model.refused ? "" : " good") << "\">"
            << model.message << "</p>";
  }
  content << merged_bar(view, model) << "<div class=\"columns\"><div>" << letter_card(view, model)
          << place_card(view, model) << "</div><div>" << history_card(view, model) << work_column(view, model)
          << "</div><div>" << deeds_column(view, model) << "</div></div>";
  return page_response(view, model.refused ? 422 : 200,
                       base::cat(view.say("ملف ", "Dossier "), model.entry.number.text()), content);
}

}  // namespace kiosk::desk
