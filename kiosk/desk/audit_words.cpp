#include "kiosk/desk/audit_words.h"

#include <array>

#include "kiosk/base/json.h"
#include "kiosk/desk/export_page.h"

namespace kiosk::desk {
namespace {

struct ActionWords {
  std::string_view action, ar, fr;
};
constexpr std::array kActions = {
    ActionWords{"case.received", "وصلت شكاية", "réclamation reçue"},
    ActionWords{"case.opened", "فُتح ملف", "dossier ouvert"},
    ActionWords{"read", "قُرئ ملف", "dossier lu"},
    ActionWords{"case.state", "تغيرت حالة ملف", "état changé"},
    ActionWords{"case.answer", "جواب للمواطن", "réponse au citoyen"},
    ActionWords{"case.phone-shown", "أُظهر رقم هاتف", "téléphone affiché"},
    ActionWords{"case.message", "إضافة من المواطن", "ajout du citoyen"},
    ActionWords{"case.note", "ملاحظة داخلية", "note interne"},
    ActionWords{"case.assigned", "تغير المكلف", "responsable changé"},
    ActionWords{"case.category", "صُحح موضوع", "sujet corrigé"},
    ActionWords{"case.merged", "ضُم ملف", "dossier joint"},
    ActionWords{"case.parted", "فُصل ملف", "dossier détaché"},
    ActionWords{"case.joined-by", "ضُم إليه ملف", "dossier joint à celui-ci"},
    ActionWords{"case.left-by", "فُصل عنه ملف", "dossier détaché de celui-ci"},
    ActionWords{"case.reminded", "تذكير بالأجل", "rappel d'échéance"},
    ActionWords{"case.escalated", "إحالة إلى المشرف بعد الأجل", "transmission au superviseur"},
    ActionWords{"case.erased", "مُحي محتوى ملف", "contenu effacé"},
    ActionWords{"sign-in", "دخول", "connexion"},
    ActionWords{"sign-out", "خروج", "déconnexion"},
    ActionWords{"view.keep", "حُفظ عرض", "vue gardée"},
    ActionWords{"view.remove", "حُذف عرض", "vue supprimée"},
    ActionWords{"sign-in.refused", "دخول مرفوض", "connexion refusée"},
    ActionWords{"sign-in.locked", "أُقفل اسم", "nom bloqué"},
    ActionWords{"sign-in.unlocked", "فُتح اسم مقفل", "nom débloqué"},
    ActionWords{"user.add", "أُضيف مستخدم", "utilisateur ajouté"},
    ActionWords{"user.enable", "أُعيد مستخدم", "utilisateur réactivé"},
    ActionWords{"user.disable", "أُوقف مستخدم", "utilisateur désactivé"},
    ActionWords{"user.role", "تغير دور", "rôle changé"},
    ActionWords{"user.password", "كلمة سر جديدة", "nouveau mot de passe"},
    ActionWords{"user.totp-on", "رمز ثانٍ مفعّل", "second facteur activé"},
    ActionWords{"user.totp-off", "رمز ثانٍ مُلغى", "second facteur retiré"},
    ActionWords{"settings.change", "تغيرت الإعدادات", "réglages changés"},
    ActionWords{"export.case", "ملف على ورق", "dossier en PDF"},
    ActionWords{"export.cases", "تصدير ملفات", "export de dossiers"},
    ActionWords{"export.counts", "تصدير أعداد", "export de chiffres"},
    ActionWords{"kiosk.enrol", "سُجلت شاشة", "borne enregistrée"},
    ActionWords{"kiosk.revoke", "أُلغيت شاشة", "borne révoquée"},
    ActionWords{"key.rotate", "مفتاح جديد للخلية", "nouvelle clé de la cellule"},
    ActionWords{"backup", "نسخة احتياطية", "sauvegarde"},
    ActionWords{"restore", "استعادة نسخة", "restauration"},
    ActionWords{"move", "نُقلت قاعدة البيانات", "base de données déplacée"},
    ActionWords{"log.begun", "بداية السجل", "début du journal"}};

constexpr std::string_view kCommandLine = "cli ";
constexpr std::string_view kHead = "head ", kErasedAgain = ", erased again ";

// A name, a number or an address, which keeps its direction.
Markup value(std::string_view text) {
  Markup out;
  out << "<bdi class=\"ltr\">" << text << "</bdi>";
  return out;
}

Markup named(std::string_view name, std::string_view text) {
  Markup out;
  if (!text.empty()) out << name << value(text);
  return out;
}

// "entry 17 answered".
Markup entry_words(const View& view, std::string_view detail) {
  const std::string_view rest = detail.substr(kEntryPrefix.size());
  const std::size_t blank = rest.find(' ');
  const auto state =
      blank == std::string_view::npos ? std::nullopt : complaint::parse_case_state(rest.substr(blank + 1));
  Markup out;
  if (!state) return value(detail);
  out << view.say("القيد ", "entrée ") << value(rest.substr(0, blank)) << view.say("، الحالة: ", ", état : ")
      << state_words(view, *state);
  return out;
}

// "cases.csv without personal data", "cases.csv with personal data: citizen".
Markup export_words(const View& view, std::string_view detail) {
  const std::size_t with = detail.find(kWithPersonal);
  Markup out;
  if (detail.ends_with(kWithoutPersonal)) {
    out << value(detail.substr(0, detail.size() - kWithoutPersonal.size()))
        << view.say("، دون المعطيات الشخصية", ", sans données personnelles");
    return out;
  }
  if (with == std::string_view::npos) return value(detail);
  out << value(detail.substr(0, with)) << view.say("، مع المعطيات الشخصية", ", avec données personnelles");
  const std::string_view rest = detail.substr(with + kWithPersonal.size());
  const Purpose* purpose = rest.starts_with(": ") ? find_purpose(rest.substr(2)) : nullptr;
  if (purpose != nullptr) out << view.say("، الغرض: ", ", but : ") << view.say(purpose->ar, purpose->fr);
  return out;
}

// "head 17:<mac>, erased again 3": how far the log of a backup went.
Markup head_words(const View& view, std::string_view detail) {
  const std::size_t comma = detail.find(kErasedAgain);
  Markup out =
      named(view.say("آخر سجلها: ", "fin de son journal : "),
            detail.substr(kHead.size(), comma == std::string_view::npos ? comma : comma - kHead.size()));
  if (comma != std::string_view::npos)
    out << named(view.say("، ملفات مُحيت من جديد: ", ", dossiers effacés de nouveau : "),
                 detail.substr(comma + kErasedAgain.size()));
  return out;
}

// What was saved, as settings.cpp writes it.
Markup settings_words(const View& view, std::string_view detail) {
  const base::Result<base::Json> json = base::Json::parse(detail);
  if (!json) return value(detail);
  Markup out;
  const auto number = [&](std::string_view name, std::string_view words) {
    out << words << value(std::to_string(json->integer_or(name, 0)));
  };
  number("answer_days", view.say("أيام الجواب: ", "jours pour répondre : "));
  out << (json->string_or("from", "") == "arrival" ? view.say(" من الوصول", " depuis l'arrivée")
                                                   : view.say(" من الإيداع", " depuis le dépôt"));
  if (json->string_or("moves_to_working_day", "") == "yes")
    out << view.say("، يُنقل إلى يوم عمل", ", reportés au jour ouvrable");
  number("acknowledge_days", view.say("، الإشعار: ", ", accusé : "));
  number("remind_working_days", view.say("، التذكير: ", ", rappel : "));
  number("escalate_after_days", view.say("، الإحالة: ", ", transmission : "));
  number("keep_months", view.say("، المحو بعد أشهر: ", ", mois avant effacement : "));
  return out;
}

}  // namespace

std::string_view action_words(const View& view, std::string_view action) {
  for (const ActionWords& words : kActions) {
    if (words.action == action) return view.say(words.ar, words.fr);
  }
  return action;
}

std::string actor_words(const View& view, std::string_view actor) {
  if (actor.empty()) return std::string(view.say("الخلية", "le système"));
  if (!actor.starts_with(kCommandLine)) return std::string(actor);
  return base::cat(view.say("سطر الأوامر (", "ligne de commande ("), actor.substr(kCommandLine.size()), ")");
}

Markup detail_words(const View& view, const AuditRow& row) {
  const std::string_view action = row.action, detail = row.detail;
  if (action.starts_with(kCasePrefix) && detail.starts_with(kEntryPrefix)) return entry_words(view, detail);
  if (action.starts_with("sign-")) return named(view.say("من العنوان ", "depuis l'adresse "), detail);
  if (action == "user.add" || action == "user.role") {
    const std::optional<Role> role = parse_role(detail);
    return named(view.say("الدور: ", "rôle : "), role ? role_words(view, *role) : detail);
  }
  if (action == "settings.change") return settings_words(view, detail);
  if (detail.starts_with(kHead)) return head_words(view, detail);  // of restoring and moving
  if (action == "export.cases") return export_words(view, detail);
  if (action == "kiosk.enrol") return named(view.say("بصمة المفتاح: ", "empreinte de la clé : "), detail);
  if (action.starts_with("view.")) return named(view.say("اختياراته: ", "ses choix : "), detail);
  if (action == kLogBegun) return named(view.say("بعد القيد ", "après l'entrée "), detail);
  return detail.empty() ? Markup() : value(detail);
}

}  // namespace kiosk::desk
