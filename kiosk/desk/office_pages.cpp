#include "kiosk/desk/office_pages.h"

#include "kiosk/desk/dates.h"
#include "kiosk/qr/qr_code.h"

namespace kiosk::desk {
namespace {

void message_part(Markup& out, std::string_view message) {
  if (!message.empty()) out << "<p role=\"alert\" class=\"message\">" << message << "</p>";
}

// Dark modules of a line that touch are one bar.
Markup qr_picture(std::string_view text, std::string_view label) {
  Markup out;
  const std::optional<qr::QrCode> code = qr::qr_code_of(text);
  if (!code) return out;
  const int whole = code->width + 2 * qr::kQuietZone;
  out << "<svg class=\"qr\" role=\"img\" aria-label=\"" << label << "\" viewBox=\"0 0 " << whole << " "
      << whole << "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"";
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0, end = 0; x < code->width; x = end + 1) {
      for (end = x; end < code->width && code->is_dark(end, y);) ++end;
      if (end > x)
        out << "M" << x + qr::kQuietZone << " " << y + qr::kQuietZone << "h" << end - x << "v1h-" << end - x
            << "z";
    }
  }
  out << "\"/></svg>";
  return out;
}

Markup role_choice(const View& view, Role chosen, std::string_view id) {
  Markup out;
  out << "<select name=\"role\" id=\"" << id << "\" aria-label=\"" << view.say("الدور", "Rôle") << "\">";
  for (const Role role : kRoles)
    out << "<option value=\"" << slug_of(role) << "\"" << (role == chosen ? " selected" : "") << ">"
        << role_words(view, role) << "</option>";
  out << "</select>";
  return out;
}

Markup user_form(const View& view, std::string_view action, std::string_view name) {
  Markup out;
  out << "<form method=\"post\" action=\"/users/" << action << "\">" << token_field(view)
      << "<input type=\"hidden\" name=\"name\" value=\"" << name << "\">";
  return out;
}

Markup user_deeds(const View& view, const UserRow& user) {
  Markup out;
  out << "<details><summary class=\"chip\">" << view.say("تغيير", "Modifier")
      << "</summary><div class=\"deeds\">" << user_form(view, "password", user.name)
      << "<input type=\"password\" name=\"password\" autocomplete=\"new-password\" required aria-label=\""
      << view.say("كلمة سر جديدة", "Nouveau mot de passe") << "\" placeholder=\""
      << view.say("كلمة سر جديدة", "Nouveau mot de passe") << "\"><button class=\"button\">"
      << view.say("حفظ", "Enregistrer") << "</button></form>" << user_form(view, "unlock", user.name)
      << "<button class=\"button\">" << view.say("رفع القفل", "Débloquer après trop d'essais")
      << "</button></form>";
  if (user.has_totp)
    out << user_form(view, "totp-off", user.name) << "<button class=\"button\">"
        << view.say("إلغاء الرمز الثاني", "Retirer le second facteur") << "</button></form>";
  out << user_form(view, user.disabled ? "enable" : "disable", user.name) << "<button class=\"button\">"
      << (user.disabled ? view.say("إعادة التفعيل", "Réactiver") : view.say("إيقاف", "Désactiver"))
      << "</button></form></div></details>";
  return out;
}

Markup user_state(const View& view, const UserModel& model) {
  Markup out;
  out << (model.user.disabled ? view.say("موقوف", "désactivé") : view.say("نشيط", "actif"))
      << (model.user.has_totp ? view.say("، برمز ثانٍ", ", second facteur") : "");
  if (model.is_locked)
    out << "<br><strong class=\"is-error\">" << icon("lock")
        << view.say("مقفل بعد محاولات كثيرة", "bloqué après trop d'essais") << "</strong>";
  if (model.open_cases > 0)
    out << "<br><span class=\"small\">" << view.say("ملفات مفتوحة: ", "dossiers ouverts : ")
        << model.open_cases << "</span>";
  return out;
}

Markup user_row(const View& view, const UserModel& model) {
  const UserRow& user = model.user;
  Markup out;
  out << "<tr" << (user.disabled ? " class=off" : "") << "><th scope=\"row\"><bdi>" << user.name
      << "</bdi></th><td>" << user_form(view, "role", user.name) << "<div class=\"row\">"
      << role_choice(view, user.role, "role-" + user.name) << "<button class=\"button\">"
      << view.say("حفظ", "Enregistrer") << "</button></div></form></td><td>"
      << day_and_month(user.created_at, view.now, view.language) << "</td><td>" << user_state(view, model)
      << "</td><td>" << user_deeds(view, user) << "</td></tr>";
  return out;
}

// What was typed stays, but for the password.
Markup new_user_card(const View& view, const NewUser& typed) {
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("مستخدم جديد", "Nouvel utilisateur")
      << "</h2><form method=\"post\" action=\"/users/add\">" << token_field(view)
      << "<label class=\"field\" for=\"new-name\">" << view.say("الاسم (دون فراغ)", "Nom (sans espace)")
      << "</label><input class=\"wide\" type=\"text\" id=\"new-name\" name=\"name\" value=\"" << typed.name
      << "\" dir=\"auto\" autocomplete=\"off\" required>"
      << "<label class=\"field\" for=\"new-password\">"
      << view.say("كلمة السر (10 أحرف على الأقل)", "Mot de passe (10 caractères au moins)")
      << "</label><input class=\"wide\" type=\"password\" id=\"new-password\" name=\"password\" "
         "autocomplete=\"new-password\" required><label class=\"field\" for=\"new-role\">"
      << view.say("الدور", "Rôle") << "</label>" << role_choice(view, typed.role, "new-role")
      << "<p><button class=\"button primary\">" << view.say("إضافة", "Ajouter")
      << "</button></p></form></section>";
  return out;
}

void number_field(Markup& out, std::string_view name, std::string_view label, int value, int most) {
  out << "<label class=\"field\" for=\"" << name << "\">" << label
      << "</label><input class=\"ltr\" type=\"number\" id=\"" << name << "\" name=\"" << name
      << "\" min=\"0\" max=\"" << most << "\" value=\"" << value << "\" required>";
}

Markup deadline_fields(const View& view, const Settings& settings) {
  const DeadlineRules& rules = settings.rules;
  const bool arrival = rules.clock == DeadlineRules::Clock::arrival;
  Markup out;
  number_field(out, "answer_days", view.say("أيام الجواب", "Jours pour répondre"), rules.answer_days,
               kAnswerDaysMost);
  out << "<label class=\"field\" for=\"from\">" << view.say("تُحسب من", "Comptés à partir")
      << "</label><select id=\"from\" name=\"from\"><option value=\"deposit\">"
      << view.say("الإيداع على الشاشة", "du dépôt à la borne") << "</option><option value=\"arrival\""
      << (arrival ? " selected" : "") << ">" << view.say("الوصول إلى الخلية", "de l'arrivée à la cellule")
      << "</option></select><label class=\"sure\"><input type=\"checkbox\" name=\"moves\" value=\"yes\""
      << (rules.moves_to_working_day ? " checked" : "") << "> "
      << view.say("إذا وقع الأجل في يوم عطلة، فالأجل أول يوم عمل بعده",
                  "Une échéance un jour férié passe au jour ouvrable suivant")
      << "</label>";
  number_field(out, "acknowledge_days",
               view.say("أيام الإشعار بالتوصل (0: لا إشعار)", "Jours pour l'accusé (0 : sans)"),
               rules.acknowledge_days, kAnswerDaysMost);
  number_field(out, "remind_working_days",
               view.say("التذكير قبل الأجل: عدد أيام العمل", "Rappel : jours ouvrables avant l'échéance"),
               rules.remind_working_days, kRemindDaysMost);
  number_field(out, "escalate_after_days",
               view.say("الإحالة إلى المشرف بعد الأجل: عدد الأيام",
                        "Transmission au superviseur : jours après l'échéance"),
               rules.escalate_after_days, kEscalateDaysMost);
  return out;
}

// A form of the settings saves what its own card shows (office.cpp).
Markup settings_form(const View& view, std::string_view part) {
  Markup out;
  out << "<form method=\"post\" action=\"/settings\">" << token_field(view)
      << "<input type=\"hidden\" name=\"part\" value=\"" << part << "\">";
  return out;
}

Markup deadlines_card(const View& view, const Settings& settings) {
  Markup out;
  out << "<section class=\"card\"><h2>" << view.say("الآجال", "Délais") << "</h2><p class=\"small\">"
      << view.say("تسري على الشكايات التي تصل بعد الحفظ.", "Valables pour les réclamations à venir.")
      << "</p>" << settings_form(view, kDeadlinesPart) << deadline_fields(view, settings)
      << "<p><button class=\"button primary\">" << view.say("حفظ الآجال", "Enregistrer les délais")
      << "</button></p></form><p class=\"small\">"
      << view.say("أيام العطل في الملف holidays.json في مجلد الخلية.",
                  "Les jours fériés sont dans holidays.json, dans le dossier de la cellule.")
      << "</p></section>";
  return out;
}

Markup keeping_card(const View& view, const Settings& settings, std::optional<std::int64_t> erases) {
  Markup out;
  out << "<section class=\"card\"><h2>"
      << view.say("حفظ المعطيات (القانون 09-08)", "Conservation (loi 09-08)") << "</h2>"
      << settings_form(view, kKeepingPart);
  number_field(out, "keep_months",
               view.say("يُمحى محتوى الملف بعد إغلاقه بأشهر (0: لا محو تلقائي)",
                        "Effacer le contenu, mois après la clôture (0 : pas d'effacement automatique)"),
               settings.keep_months, kKeepMonthsMost);
  if (erases)
    out << "<div role=\"alert\" class=\"message\">"
        << view.say("لم يُحفظ بعد. بهذا العدد يُمحى نهائياً محتوى ملفات مغلقة، عددها الآن: ",
                    "Pas encore enregistré. Ce nombre efface pour toujours des dossiers clos, à présent : ")
        << "<strong>" << *erases
        << "</strong><label class=\"sure\"><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> "
        << view.say("نعم، تُمحى", "Oui, les effacer") << "</label></div>";
  out << "<p><button class=\"button primary\">" << view.say("حفظ مدة الاحتفاظ", "Enregistrer la durée")
      << "</button></p></form></section>";
  return out;
}

}  // namespace

base::HttpResponse users_page(const View& view, const std::vector<UserModel>& users, std::string_view message,
                              const NewUser& typed) {
  const std::string_view title = view.say("المستخدمون", "Utilisateurs");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1></div>";
  message_part(content, message);
  content << "<div class=\"columns wide\"><div><table><thead><tr>";
  for (const std::string_view head :
       {view.say("الاسم", "Nom"), view.say("الدور", "Rôle"), view.say("منذ", "Depuis"),
        view.say("الحالة", "État"), view.say("تغيير", "Modifier")})
    content << "<th scope=\"col\">" << head << "</th>";
  content << "</tr></thead><tbody>";
  for (const UserModel& user : users) content << user_row(view, user);
  content << "</tbody></table></div><div>" << new_user_card(view, typed) << "</div></div>";
  return page_response(view, message.empty() ? 200 : 422, title, content);
}

base::HttpResponse settings_page(const View& view, const Settings& settings, std::string_view message,
                                 std::optional<std::int64_t> erases) {
  const std::string_view title = view.say("الإعدادات", "Réglages");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1></div>";
  message_part(content, message);
  content << "<div class=\"columns two\"><div>" << deadlines_card(view, settings) << "</div><div>"
          << keeping_card(view, settings, erases) << "</div></div>";
  return page_response(view, message.empty() && !erases ? 200 : 422, title, content);
}

base::HttpResponse account_page(const View& view, const AccountModel& model) {
  const std::string_view title = view.say("حسابي", "Mon compte");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1></div>";
  if (!model.message.empty())
    content << "<p role=\"status\" class=\"message" << (model.refused ? "" : " good") << "\">"
            << model.message << "</p>";
  content << "<div class=\"columns two\"><div><section class=\"card\"><h2>"
          << view.say("كلمة السر", "Mot de passe")
          << "</h2><form method=\"post\" action=\"/account/password\">" << token_field(view)
          << "<label class=\"field\" for=\"old\">" << view.say("الحالية", "Actuel")
          << "</label><input class=\"wide\" type=\"password\" id=\"old\" name=\"old\" "
             "autocomplete=\"current-password\" "
             "required><label class=\"field\" for=\"new\">"
          << view.say("الجديدة (10 أحرف على الأقل)", "Nouveau (10 caractères au moins)")
          << "</label><input class=\"wide\" type=\"password\" id=\"new\" name=\"new\" "
             "autocomplete=\"new-password\" "
             "required><p><button class=\"button\">"
          << view.say("تغيير كلمة السر", "Changer le mot de passe")
          << "</button></p></form></section></div><div><section class=\"card\"><h2>"
          << view.say("رمز ثانٍ من الهاتف", "Second facteur sur le téléphone") << "</h2>";
  if (model.fresh != nullptr) {
    content
        << "<p>"
        << view.say(
               "صوروا هذا الرمز بتطبيق الرموز في هاتفكم، أو أدخلوا المفتاح، ثم اكتبوا الأرقام التي يعطيها:",
               "Scannez ce code avec l'application d'authentification, ou saisissez la clé, puis "
               "tapez les chiffres donnés :")
        << "</p>" << qr_picture(model.fresh->uri(view.user).view(), view.say("رمز للهاتف", "Code à scanner"))
        << "<p class=\"ltr secret\">" << model.fresh->typing_text().view()
        << "</p><form method=\"post\" action=\"/account/totp\">" << token_field(view)
        << "<input type=\"hidden\" name=\"box\" value=\"" << model.fresh_box
        << "\"><label class=\"field\" for=\"code\">" << view.say("الرمز (6 أرقام)", "Code (6 chiffres)")
        << "</label><input class=\"ltr\" type=\"text\" id=\"code\" name=\"code\" inputmode=\"numeric\" "
           "autocomplete=\"one-time-code\" required><p><button class=\"button primary\">"
        << view.say("تفعيل", "Activer") << "</button></p></form>";
  } else if (model.has_totp) {
    content << "<p>"
            << view.say("مفعّل: يُطلب الرمز بعد كلمة السر.",
                        "Activé : le code est demandé après le mot de passe.")
            << "</p><form method=\"post\" action=\"/account/totp-off\">" << token_field(view)
            << "<label class=\"field\" for=\"off-old\">" << view.say("كلمة السر", "Mot de passe")
            << "</label><input class=\"wide\" type=\"password\" id=\"off-old\" name=\"old\" "
               "autocomplete=\"current-password\" required><p><button class=\"button\">"
            << view.say("إلغاؤه", "Le retirer") << "</button></p></form>";
  } else {
    content << "<p>"
            << view.say("يزيد الحماية: بعد كلمة السر يُطلب رمز يعطيه هاتفكم.",
                        "Plus sûr : après le mot de passe, un code de votre téléphone est demandé.")
            << "</p><form method=\"post\" action=\"/account/totp\">" << token_field(view)
            << "<button class=\"button\">" << view.say("تفعيل رمز ثانٍ", "Activer un second facteur")
            << "</button></form>";
  }
  content << "</section></div></div>";
  return page_response(view, model.refused ? 422 : 200, title, content);
}

}  // namespace kiosk::desk
