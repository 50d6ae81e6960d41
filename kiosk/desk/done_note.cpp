#include "kiosk/desk/done_note.h"

#include <algorithm>
#include <charconv>

namespace kiosk::desk {
namespace {

struct DoneWords {
  std::string_view code, ar, fr;
};
constexpr std::array kDone = {
    DoneWords{"state", "حُفظت الحالة، ويراها المواطن عند التتبع.",
              "État enregistré : le citoyen le voit au suivi."},
    DoneWords{"answer", "أُرسل الجواب، ويراه المواطن عند التتبع.",
              "Réponse envoyée : le citoyen la voit au suivi."},
    DoneWords{"draft", "حُفظت المسودة، ولم تُرسل بعد.", "Brouillon gardé, pas encore envoyé."},
    DoneWords{"note", "أُضيفت الملاحظة إلى تاريخ الملف.", "Note ajoutée à l'historique."},
    DoneWords{"assign", "حُفظ اسم المكلف بالملف.", "Responsable du dossier enregistré."},
    DoneWords{"category", "صُحح موضوع الملف.", "Sujet du dossier corrigé."},
    DoneWords{"merge", "ضُم الملف إلى الملف الآخر.", "Dossier joint à l'autre."},
    DoneWords{"part", "فُصل الملف عن الملف الآخر.", "Dossier détaché de l'autre."},
    DoneWords{"erase", "مُحي محتوى الملف نهائياً.", "Contenu du dossier effacé pour toujours."},
    DoneWords{"view-kept", "حُفظ العرض.", "Vue gardée."},
    DoneWords{"view-name", "لم يُحفظ العرض: يحتاج اسماً من 40 حرفاً على الأكثر.",
              "Vue non gardée : il lui faut un nom de 40 caractères au plus."},
    DoneWords{"views-full", "لم يُحفظ العرض: عددها 20 على الأكثر، احذفوا واحداً.",
              "Vue non gardée : 20 au plus, supprimez-en une."},
    DoneWords{"view-removed", "حُذف العرض.", "Vue supprimée."},
    DoneWords{"settings", "حُفظت الإعدادات.", "Réglages enregistrés."},
    DoneWords{"user-add", "أُضيف المستخدم.", "Utilisateur ajouté."},
    DoneWords{"user-role", "تغير دور المستخدم.", "Rôle de l'utilisateur changé."},
    DoneWords{"user-disable", "أُوقف حساب المستخدم.", "Compte de l'utilisateur désactivé."},
    DoneWords{"user-enable", "أُعيد تفعيل حساب المستخدم.", "Compte de l'utilisateur réactivé."},
    DoneWords{"user-password", "حُفظت كلمة السر الجديدة للمستخدم.",
              "Nouveau mot de passe de l'utilisateur enregistré."},
    DoneWords{"user-unlock", "رُفع القفل عن المستخدم.", "Utilisateur débloqué."},
    DoneWords{"user-totp-off", "أُلغي الرمز الثاني للمستخدم.", "Second facteur de l'utilisateur retiré."},
    DoneWords{kPasswordDone, "تغيرت كلمة السر. ادخلوا بالجديدة.",
              "Mot de passe changé. Connectez-vous avec le nouveau."},
    DoneWords{"account", "حُفظ التغيير في حسابكم.", "Changement de votre compte enregistré."}};

// What stands in an address is anybody's: a number that is none counts nothing.
int number_in(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return std::max(0, number);
}

std::string many_words(const View& view, int changed, int kept) {
  if (changed == 0 && kept == 0)
    return std::string(view.say("لم يُختر أي ملف.", "Aucun dossier n'a été choisi."));
  std::string out = base::cat(view.say("عدد الملفات التي تغيرت: ", "Dossiers modifiés : "), changed);
  if (kept > 0) out += base::cat(view.say("، وعدد التي بقيت كما هي: ", ", inchangés : "), kept);
  return out;
}

}  // namespace

std::string done_words(const View& view, const Form& query) {
  const std::string_view code = query.value("done");
  if (code == "bulk")
    return many_words(view, number_in(query.value("changed")), number_in(query.value("kept")));
  for (const DoneWords& words : kDone) {
    if (words.code == code) return std::string(view.say(words.ar, words.fr));
  }
  return {};
}

base::HttpResponse redirect_after(std::string_view address, std::string_view code) {
  const bool has_query = address.find('?') != std::string_view::npos;
  return redirect_to(base::cat(address, has_query ? "&" : "?", "done=", code));
}

base::HttpResponse redirect_after_many(std::string_view address, int changed, int kept) {
  return redirect_after(address, base::cat("bulk&changed=", changed, "&kept=", kept));
}

}  // namespace kiosk::desk
