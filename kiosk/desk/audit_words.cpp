#include "kiosk/desk/audit_words.h"

#include <array>

#include "kiosk/base/json.h"
#include "kiosk/desk/export_page.h"

namespace kiosk::desk {
namespace {

struct ActionWords {
  LogTopic topic;
  std::string_view action, ar, fr;
};
constexpr std::array kActions = {
    ActionWords{LogTopic::cases, "case.received", "وصلت شكاية", "réclamation reçue"},
    ActionWords{LogTopic::reading, "case.opened", "فُتح ملف", "dossier ouvert"},
    ActionWords{LogTopic::reading, "read", "قُرئ ملف", "dossier lu"},
    ActionWords{LogTopic::cases, "case.state", "تغيرت حالة ملف", "état changé"},
    ActionWords{LogTopic::cases, "case.answer", "جواب للمواطن", "réponse au citoyen"},
    ActionWords{LogTopic::reading, "case.phone-shown", "أُظهر رقم هاتف", "téléphone affiché"},
    ActionWords{LogTopic::cases, "case.message", "إضافة من المواطن", "ajout du citoyen"},
    ActionWords{LogTopic::cases, "case.note", "ملاحظة داخلية", "note interne"},
    ActionWords{LogTopic::cases, "case.assigned", "تغير المكلف", "responsable changé"},
    ActionWords{LogTopic::cases, "case.category", "صُحح موضوع", "sujet corrigé"},
    ActionWords{LogTopic::cases, "case.merged", "ضُم ملف", "dossier joint"},
    ActionWords{LogTopic::cases, "case.parted", "فُصل ملف", "dossier détaché"},
    ActionWords{LogTopic::cases, "case.joined-by", "ضُم إليه ملف", "dossier joint à celui-ci"},
    ActionWords{LogTopic::cases, "case.left-by", "فُصل عنه ملف", "dossier détaché de celui-ci"},
    ActionWords{LogTopic::cases, "case.reminded", "تذكير بالأجل", "rappel d'échéance"},
    ActionWords{LogTopic::cases, "case.escalated", "إحالة إلى المشرف بعد الأجل",
                "transmission au superviseur"},
    ActionWords{LogTopic::cases, "case.erased", "مُحي محتوى ملف", "contenu effacé"},
    ActionWords{LogTopic::entry, "sign-in", "دخول", "connexion"},
    ActionWords{LogTopic::entry, "sign-out", "خروج", "déconnexion"},
    ActionWords{LogTopic::people, "view.keep", "حُفظ عرض", "vue gardée"},
    ActionWords{LogTopic::people, "view.remove", "حُذف عرض", "vue supprimée"},
    ActionWords{LogTopic::entry, "sign-in.refused", "دخول مرفوض", "connexion refusée"},
    ActionWords{LogTopic::entry, "sign-in.locked", "أُقفل اسم", "nom bloqué"},
    ActionWords{LogTopic::people, "sign-in.unlocked", "فُتح اسم مقفل", "nom débloqué"},
    ActionWords{LogTopic::people, "user.add", "أُضيف مستخدم", "utilisateur ajouté"},
    ActionWords{LogTopic::people, "user.enable", "أُعيد مستخدم", "utilisateur réactivé"},
    ActionWords{LogTopic::people, "user.disable", "أُوقف مستخدم", "utilisateur désactivé"},
    ActionWords{LogTopic::people, "user.role", "تغير دور", "rôle changé"},
    ActionWords{LogTopic::people, "user.password", "كلمة سر جديدة", "nouveau mot de passe"},
    ActionWords{LogTopic::people, "user.totp-on", "رمز ثانٍ مفعّل", "second facteur activé"},
    ActionWords{LogTopic::people, "user.totp-off", "رمز ثانٍ مُلغى", "second facteur retiré"},
    ActionWords{LogTopic::upkeep, "settings.change", "تغيرت الإعدادات", "réglages changés"},
    ActionWords{LogTopic::exports, "export.case", "ملف على ورق", "dossier en PDF"},
    ActionWords{LogTopic::exports, "export.cases", "تصدير ملفات", "export de dossiers"},
    ActionWords{LogTopic::exports, "export.counts", "تصدير أعداد", "export de chiffres"},
    ActionWords{LogTopic::exports, "export.log", "تصدير السجل", "export du journal"},
    ActionWords{LogTopic::upkeep, "kiosk.enrol", "سُجلت شاشة", "borne enregistrée"},
    ActionWords{LogTopic::upkeep, "kiosk.revoke", "أُلغيت شاشة", "borne révoquée"},
    ActionWords{LogTopic::upkeep, "key.rotate", "مفتاح جديد للخلية", "nouvelle clé de la cellule"},
    ActionWords{LogTopic::upkeep, "backup", "نسخة احتياطية", "sauvegarde"},
    ActionWords{LogTopic::upkeep, "restore", "استعادة نسخة", "restauration"},
    ActionWords{LogTopic::upkeep, "move", "نُقلت قاعدة البيانات", "base de données déplacée"},
    ActionWords{LogTopic::upkeep, "log.begun", "بداية السجل", "début du journal"}};

struct TopicWords {
  LogTopic topic;
  std::string_view slug, ar, fr;
};
constexpr std::array kTopics = {
    TopicWords{LogTopic::cases, "cases", "الملفات", "Dossiers"},
    TopicWords{LogTopic::reading, "reading", "الاطلاع على الملفات", "Consultation des dossiers"},
    TopicWords{LogTopic::entry, "entry", "الدخول والخروج", "Connexions"},
    TopicWords{LogTopic::people, "people", "المستخدمون", "Utilisateurs"},
    TopicWords{LogTopic::exports, "exports", "التصدير", "Exports"},
    TopicWords{LogTopic::upkeep, "upkeep", "الإعدادات والنسخ والمفاتيح", "Réglages, sauvegardes et clés"}};
const TopicWords& words_of(LogTopic topic) {
  for (const TopicWords& words : kTopics) {
    if (words.topic == topic) return words;
  }
  return kTopics.front();
}

constexpr std::string_view kHead = "head ", kErasedAgain = ", erased again ";

LogDetail value_of(std::string_view text) { return LogDetail().value(text); }

// To whom a case was given, into which category, with which other.
void add_about(const View& view, const AuditRow& row, std::string_view about, LogDetail& out) {
  const bool gives = row.action == base::cat(kCasePrefix, "assigned");
  const bool sorts = row.action == base::cat(kCasePrefix, "category");
  if (gives && about.empty()) out.say(view.say("، دون مكلف", ", sans responsable"));
  if (gives) out.named(view.say("، المكلف: ", ", responsable : "), about);
  if (sorts && !about.empty())
    out.say(view.say("، الموضوع: ", ", sujet : ")).say(view.names->category(about, view.language));
  if (!gives && !sorts) out.named(view.say("، الملف الآخر: ", ", autre dossier : "), about);
}

// "entry 17 answered", "entry 18 in_progress: amina".
LogDetail entry_words(const View& view, const AuditRow& row) {
  const std::string_view detail = row.detail, rest = detail.substr(kEntryPrefix.size());
  const std::size_t blank = rest.find(' '), colon = rest.find(kEntryAbout);
  if (blank == std::string_view::npos) return value_of(detail);
  const auto state = complaint::parse_case_state(rest.substr(blank + 1, colon - blank - 1));
  if (!state) return value_of(detail);
  LogDetail out;
  out.say(view.say("القيد ", "entrée ")).value(rest.substr(0, blank));
  out.say(view.say("، الحالة: ", ", état : ")).say(state_words(view, *state));
  // Rows of before the log told it have no colon.
  const bool is_told = colon != std::string_view::npos;
  add_about(view, row, is_told ? rest.substr(colon + kEntryAbout.size()) : std::string_view(), out);
  return out;
}

// "cases.csv without personal data", "cases.csv with personal data: citizen".
LogDetail export_words(const View& view, std::string_view detail) {
  const std::size_t with = detail.find(kWithPersonal);
  if (detail.ends_with(kWithoutPersonal))
    return value_of(detail.substr(0, detail.size() - kWithoutPersonal.size()))
        .say(view.say("، دون المعطيات الشخصية", ", sans données personnelles"));
  if (with == std::string_view::npos) return value_of(detail);
  LogDetail out = value_of(detail.substr(0, with));
  out.say(view.say("، مع المعطيات الشخصية", ", avec données personnelles"));
  const std::string_view rest = detail.substr(with + kWithPersonal.size());
  const Purpose* purpose = rest.starts_with(": ") ? find_purpose(rest.substr(2)) : nullptr;
  if (purpose != nullptr) out.say(view.say("، الغرض: ", ", but : ")).say(view.say(purpose->ar, purpose->fr));
  return out;
}

// "head 17:<mac>, erased again 3": how far the log of a backup went.
LogDetail head_words(const View& view, std::string_view detail) {
  const std::size_t comma = detail.find(kErasedAgain);
  LogDetail out;
  out.named(view.say("آخر سجلها: ", "fin de son journal : "),
            detail.substr(kHead.size(), comma == std::string_view::npos ? comma : comma - kHead.size()));
  if (comma != std::string_view::npos)
    out.named(view.say("، ملفات مُحيت من جديد: ", ", dossiers effacés de nouveau : "),
              detail.substr(comma + kErasedAgain.size()));
  return out;
}

// What was saved, as settings.cpp writes it.
LogDetail settings_words(const View& view, std::string_view detail) {
  const base::Result<base::Json> json = base::Json::parse(detail);
  if (!json) return value_of(detail);
  LogDetail out;
  const auto number = [&](std::string_view name, std::string_view words) {
    out.named(words, std::to_string(json->integer_or(name, 0)));
  };
  number("answer_days", view.say("أيام الجواب: ", "jours pour répondre : "));
  out.say(json->string_or("from", "") == "arrival" ? view.say(" من الوصول", " depuis l'arrivée")
                                                   : view.say(" من الإيداع", " depuis le dépôt"));
  if (json->string_or("moves_to_working_day", "") == "yes")
    out.say(view.say("، يُنقل إلى يوم عمل", ", reportés au jour ouvrable"));
  number("acknowledge_days", view.say("، الإشعار: ", ", accusé : "));
  number("remind_working_days", view.say("، التذكير: ", ", rappel : "));
  number("escalate_after_days", view.say("، الإحالة: ", ", transmission : "));
  number("keep_months", view.say("، المحو بعد أشهر: ", ", mois avant effacement : "));
  return out;
}

}  // namespace

LogDetail& LogDetail::say(std::string_view words) {
  markup_ << words;
  text_ += words;
  return *this;
}

LogDetail& LogDetail::value(std::string_view text) {
  markup_ << "<bdi class=\"ltr\">" << text << "</bdi>";
  text_ += text;
  return *this;
}

LogDetail& LogDetail::named(std::string_view words, std::string_view text) {
  return text.empty() ? *this : say(words).value(text);
}

std::string_view slug_of(LogTopic topic) { return words_of(topic).slug; }

std::string_view topic_words(const View& view, LogTopic topic) {
  return view.say(words_of(topic).ar, words_of(topic).fr);
}

std::vector<std::string> actions_of(LogTopic topic) {
  std::vector<std::string> out;
  for (const ActionWords& words : kActions) {
    if (words.topic == topic) out.emplace_back(words.action);
  }
  return out;
}

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

LogDetail detail_words(const View& view, const AuditRow& row) {
  const std::string_view action = row.action, detail = row.detail;
  if (action.starts_with(kCasePrefix) && detail.starts_with(kEntryPrefix)) return entry_words(view, row);
  const auto named = [&](std::string_view words) { return LogDetail().named(words, detail); };
  if (action.starts_with("sign-")) return named(view.say("من العنوان ", "depuis l'adresse "));
  if (action == "user.add" || action == "user.role") {
    const std::optional<Role> role = parse_role(detail);
    return LogDetail().named(view.say("الدور: ", "rôle : "), role ? role_words(view, *role) : detail);
  }
  if (action == "settings.change") return settings_words(view, detail);
  if (detail.starts_with(kHead)) return head_words(view, detail);  // of restoring and moving
  if (action == "export.cases") return export_words(view, detail);
  if (action == "kiosk.enrol") return named(view.say("بصمة المفتاح: ", "empreinte de la clé : "));
  if (action.starts_with("view.")) return named(view.say("اختياراته: ", "ses choix : "));
  if (action == kLogBegun) return named(view.say("بعد القيد ", "après l'entrée "));
  return detail.empty() ? LogDetail() : value_of(detail);
}

}  // namespace kiosk::desk
