#include "kiosk/desk/case_words.h"

#include <array>

#include "kiosk/base/utf8.h"
#include "kiosk/desk/dates.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

constexpr std::size_t kSubjectCodePoints = 44;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kIcons = {
    {{"cleanliness", "waste"},
     {"lighting", "street-light"},
     {"roads", "road"},
     {"water", "water"},
     {"gardens", "tree"},
     {"building", "construction"},
     {"markets", "market"},
     {"noise", "noise"},
     {"other", "other"}}};

Markup tag(std::string_view look, std::string_view picture, std::string_view words) {
  Markup out;
  out << "<span class=\"tag " << look << "\">" << icon(picture) << words << "</span>";
  return out;
}

// Of the two languages, the one with more characters.
std::size_t longest(const complaint::Words& words) {
  return std::max(base::count_code_points(words.ar.view()), base::count_code_points(words.fr.view()));
}

// Somebody's name, a category's or another case's number after what was done.
std::string with_object(const View& view, std::string_view words, std::string_view object) {
  return object.empty() ? std::string(words) : base::cat(words, view.say(": ", " : "), object);
}

}  // namespace

std::string_view category_icon(std::string_view slug) {
  for (const auto& [category, name] : kIcons) {
    if (category == slug) return name;
  }
  return "other";
}

std::string_view kind_words(const View& view, complaint::Kind kind) {
  switch (kind) {
    case complaint::Kind::complaint:
      return view.say("شكاية", "Réclamation");
    case complaint::Kind::observation:
      return view.say("ملاحظة", "Observation");
    case complaint::Kind::suggestion:
      return view.say("اقتراح", "Suggestion");
  }
  return {};
}

std::string case_address(const CaseNumber& number, std::string_view list) {
  return base::cat("/cases/", number.slug(), list.empty() ? "" : "?list=", percent_encoded(list));
}

Markup source_words(const complaint::KioskId& kiosk) {
  const std::string_view words = is_open311(kiosk) ? kOpen311Name : std::string_view(kiosk.text());
  Markup out;
  out << "<bdi class=\"ltr\">" << words << "</bdi>";
  return out;
}

Markup deadline_tag(const View& view, const Case& entry) {
  if (entry.answered_at && !entry.is_open()) {
    const int days = days_between(entry.received_at, *entry.answered_at);
    return tag("done", "check", answered_in(days, view.language));
  }
  if (!entry.is_open()) return tag("plain", "info", view.say("دون جواب", "sans réponse"));
  if (view.now > entry.deadline_at) {
    const int days = std::max(1, days_between(entry.deadline_at, view.now));
    return tag("late", "error", days_late(days, view.language));
  }
  const int days = days_between(view.now, entry.deadline_at);
  const bool soon = days <= kSoonDays;
  return tag(soon ? "soon" : "plain", soon ? "warning" : "clock", days_left(days, view.language));
}

std::string_view deed_words(const View& view, complaint::CaseState state) {
  if (state == complaint::CaseState::waiting_service) return view.say("بانتظار المصلحة", "Attend le service");
  if (state == complaint::CaseState::closed) return view.say("إغلاق", "Clôturer");
  return state_words(view, state);
}

std::string_view written_language(std::string_view text, base::Language screen) {
  std::size_t arabic = 0, latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded next = base::decode_utf8(text, at);
    const char32_t letter = next.code_point;
    if (letter >= 0x0620 && letter <= 0x06D3) ++arabic;
    if ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z') ++latin;
    at += next.size_bytes;
  }
  if (arabic == latin) return base::code_of(screen);
  return arabic > latin ? "ar" : "fr";
}

std::string refusal_words(const View& view, ChangeError reason, const Change& change) {
  const auto too_long = [&](std::string_view what_ar, std::string_view what_fr, std::size_t limit,
                            std::size_t count) {
    return view.language == base::Language::ar
               ? base::cat(what_ar, ": ", limit, " حرف على الأكثر، والعدد الآن ", count, ".")
               : base::cat(what_fr, " : ", limit, " caractères au plus, il y en a ", count, ".");
  };
  switch (reason) {
    case ChangeError::answer_empty:
      return std::string(view.say("الجواب فارغ: اكتبوه بالعربية أو بالفرنسية.",
                                  "La réponse est vide : écrivez-la en arabe ou en français."));
    case ChangeError::answer_too_long:
      return too_long("الجواب طويل جداً", "La réponse est trop longue", complaint::kAnswerMaxCodePoints,
                      longest(change.answer));
    case ChangeError::note_empty:
      return std::string(view.say("الملاحظة فارغة.", "La note est vide."));
    case ChangeError::note_too_long:
      if (change.event == CaseEvent::note)
        return too_long("الملاحظة طويلة جداً", "La note est trop longue", kInternalNoteMaxCodePoints,
                        base::count_code_points(change.reason));
      return too_long("الملاحظة طويلة جداً", "La note est trop longue", complaint::kNoteMaxCodePoints,
                      longest(change.note));
    case ChangeError::reason_missing:
      if (change.event == CaseEvent::erased)
        return std::string(view.say("لم يُمحَ شيء: اكتبوا سبب المحو وأكدوه.",
                                    "Rien n'est effacé : donnez le motif et confirmez."));
      return std::string(
          view.say("اكتبوا سبب إظهار الهاتف.", "Il faut un motif pour afficher le téléphone."));
    case ChangeError::reason_too_long:
      return too_long("السبب طويل جداً", "Le motif est trop long", kReasonMaxCodePoints,
                      base::count_code_points(change.reason));
    case ChangeError::new_again:
      return std::string(view.say("لا يعود ملف فُتح جديداً.", "Un dossier ouvert ne redevient pas nouveau."));
    case ChangeError::reopened_late:
      return std::string(view.say("أُغلق هذا الملف منذ أكثر من 30 يوماً، ولا يُفتح من جديد.",
                                  "Ce dossier est clos depuis plus de 30 jours, il ne se rouvre plus."));
    case ChangeError::no_assignee:
      return std::string(
          view.say("لا أحد بهذا الاسم يعالج الملفات.", "Personne de ce nom ne traite les dossiers."));
    case ChangeError::changed_meanwhile:
      return std::string(
          view.say("تغير الملف منذ فتحتموه: راجعوا تاريخه، ثم أعيدوا الإرسال إن لزم. نصكم محفوظ أدناه.",
                   "Le dossier a changé depuis que vous l'avez ouvert : lisez l'historique, puis "
                   "renvoyez s'il le faut. Votre texte est ci-dessous."));
    case ChangeError::merged_away:
      return std::string(view.say("ضُم هذا الملف إلى ملف آخر: غيّروا ذلك الملف، أو افصلوه عنه.",
                                  "Ce dossier est joint à un autre : modifiez l'autre, ou détachez-le."));
    case ChangeError::no_such_case:
      return std::string(view.say("لا ملف بهذا الرقم.", "Aucun dossier ne porte ce numéro."));
    case ChangeError::same_case:
      return std::string(view.say("لا يُضم ملف إلى نفسه.", "Un dossier ne se joint pas à lui-même."));
    case ChangeError::erased:
      return std::string(view.say("مُحي محتوى هذا الملف.", "Le contenu de ce dossier est effacé."));
    case ChangeError::unanswered:
      return std::string(view.say("اكتبوا الجواب أولاً: إرساله يغيّر الحالة إلى «تمت الإجابة».",
                                  "Écrivez d'abord la réponse : l'envoyer met l'état à « Répondue »."));
  }
  return {};
}

std::string subject_of(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  std::size_t last_blank = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const base::Decoded next = base::decode_utf8(text, at);
    const bool blank = next.code_point <= 0x20;
    if (blank) last_blank = out.size();
    if (count == kSubjectCodePoints) return out.substr(0, last_blank > 0 ? last_blank : out.size()) + "…";
    out.append(blank ? " " : text.substr(at, next.size_bytes));
    at += next.size_bytes;
  }
  return out;
}

std::string event_words(const View& view, const Change& change) {
  switch (change.event) {
    case CaseEvent::received:
      return std::string(
          view.say("وصلت إلى الخلية، التحقق من السلامة: سليمة", "Reçue par la cellule, intégrité vérifiée"));
    case CaseEvent::opened:
      return std::string(view.say("فُتح الملف", "Dossier ouvert"));
    case CaseEvent::state:
      return base::cat(view.say("الحالة: ", "État : "), state_words(view, change.state));
    case CaseEvent::answer:
      return std::string(view.say("جواب للمواطن", "Réponse au citoyen"));
    case CaseEvent::phone_shown:
      return std::string(view.say("أُظهر رقم الهاتف", "Téléphone affiché"));
    case CaseEvent::message:
      return std::string(view.say("أضاف المواطن", "Le citoyen a ajouté"));
    case CaseEvent::note:
      return std::string(view.say("ملاحظة داخلية", "Note interne"));
    case CaseEvent::assigned:
      return change.assignee.empty() ? std::string(view.say("لا مكلف بالملف", "Dossier sans responsable"))
                                     : with_object(view, view.say("المكلف", "Responsable"), change.assignee);
    case CaseEvent::category:
      return with_object(view, view.say("صُحح الموضوع", "Sujet corrigé"),
                         change.category.empty() ? "" : view.names->category(change.category, view.language));
    case CaseEvent::merged:
      return with_object(view, view.say("ضُم إلى الملف", "Joint au dossier"), change.other_case);
    case CaseEvent::parted:
      return std::string(view.say("فُصل عن الملف الآخر", "Détaché de l'autre dossier"));
    case CaseEvent::joined_by:
      return with_object(view, view.say("ضُم إليه الملف", "On y a joint le dossier"), change.other_case);
    case CaseEvent::left_by:
      return with_object(view, view.say("فُصل عنه الملف", "On en a détaché le dossier"), change.other_case);
    case CaseEvent::reminded:
      return std::string(view.say("تذكير: اقترب الأجل", "Rappel : l'échéance approche"));
    case CaseEvent::escalated:
      return std::string(view.say("أُحيل إلى المشرف: مضى الأجل", "Transmis au superviseur : délai passé"));
    case CaseEvent::erased:
      return std::string(view.say("مُحي المحتوى", "Contenu effacé"));
  }
  return {};
}

std::string_view no_letter_words(const View& view, const Case& entry) {
  if (entry.erased_at) return view.say("مُحي ما كتبه المواطن.", "Ce que le citoyen avait écrit est effacé.");
  if (!view.may(Right::read_letters))
    return view.say("لا يظهر لدوركم ما كتبه المواطن.", "Votre rôle ne voit pas ce que le citoyen a écrit.");
  return view.say("لا يمكن فتح هذه الرسالة بمفتاح الخلية.",
                  "Cette lettre ne s'ouvre pas avec la clé de la cellule.");
}

std::string masked(std::string_view phone) {
  return phone.size() < 4 ? "" : base::cat(phone.substr(0, 2), " •• •• •• ", phone.substr(phone.size() - 2));
}

}  // namespace kiosk::desk
