#include "kiosk/desk/office.h"

#include <algorithm>
#include <charconv>

#include "kiosk/crypto/password.h"
#include "kiosk/desk/dashboard_page.h"
#include "kiosk/desk/done_note.h"
#include "kiosk/desk/door.h"
#include "kiosk/desk/duties.h"
#include "kiosk/desk/erasure.h"
#include "kiosk/desk/inbox_page.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/log_page.h"
#include "kiosk/desk/office_pages.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::HttpResponse;
using base::Result;

constexpr std::string_view kUsers = "/users/", kAccount = "/account/";

std::int64_t number_in(std::string_view text, std::int64_t other) {
  std::int64_t value = other;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() ? value : other;
}

// Sentences of the desk's own for the one who typed; their English is for the log.
std::string user_refusal(const View& view, const Error& error) {
  if (error.is(DeskError::exists)) return std::string(view.say("هذا الاسم موجود.", "Ce nom existe déjà."));
  if (error.is(DeskError::not_found))
    return std::string(view.say("لا مستخدم بهذا الاسم.", "Aucun utilisateur de ce nom."));
  return std::string(
      view.say("الاسم حروف وأرقام دون فراغ، وكلمة السر 10 أحرف على الأقل، منها 5 مختلفة، ليست عداً "
               "متتابعاً ولا فيها الاسم.",
               "Nom en lettres et chiffres, sans espace ; mot de passe de 10 caractères au "
               "moins, dont 5 différents, ni suite de chiffres ni le nom."));
}

std::string_view password_refusal(const View& view) {
  return view.say(
      "كلمة السر الجديدة 10 أحرف على الأقل، منها 5 مختلفة، ليست عداً متتابعاً ولا القديمة ولا فيها الاسم.",
      "Le nouveau mot de passe a 10 caractères au moins, dont 5 différents ; ni suite de chiffres, ni "
      "l'ancien, ni le nom.");
}

std::string settings_refusal(const View& view) {
  const bool arabic = view.language == base::Language::ar;
  return arabic ? base::cat("لم يُحفظ شيء: راجعوا الأعداد. أيام الجواب من 1 إلى ", kAnswerDaysMost,
                            "، وأيام الإشعار أقل منها، والتذكير إلى ", kRemindDaysMost, "، والإحالة إلى ",
                            kEscalateDaysMost, "، وأشهر الاحتفاظ إلى ", kKeepMonthsMost, ".")
                : base::cat("Rien n'est enregistré, vérifiez les nombres : réponse de 1 à ", kAnswerDaysMost,
                            " jours, accusé avant la réponse, rappel jusqu'à ", kRemindDaysMost,
                            ", transmission jusqu'à ", kEscalateDaysMost, ", conservation jusqu'à ",
                            kKeepMonthsMost, " mois.");
}

bool is_ours(const Error& error) {
  return error.as<DeskError>().has_value() || error.as<CalendarError>().has_value();
}

// The part that the form is about, or all of it. With a checkbox that is not sent when it is off.
Settings settings_in(const Form& form, Settings settings) {
  const auto number = [&](std::string_view name) {
    return static_cast<int>(number_in(form.value(name), -1));
  };
  const std::string_view part = form.value("part");
  if (part != kDeadlinesPart) settings.keep_months = number("keep_months");
  if (part == kKeepingPart) return settings;
  settings.rules.answer_days = number("answer_days");
  settings.rules.clock =
      form.value("from") == "arrival" ? DeadlineRules::Clock::arrival : DeadlineRules::Clock::deposit;
  settings.rules.moves_to_working_day = form.value("moves") == "yes";
  settings.rules.acknowledge_days = number("acknowledge_days");
  settings.rules.remind_working_days = number("remind_working_days");
  settings.rules.escalate_after_days = number("escalate_after_days");
  return settings;
}

}  // namespace

HttpResponse Office::dashboard(const Call& call) {
  const DeskUse use = parts_.database.use();
  const Result<Figures> figures =
      count_figures(use, weeks_in(call.target.query.value("weeks")), call.view.now);
  if (!figures) return trouble(call, figures.error());
  const Result<std::vector<KioskRow>> kiosks = list_kiosks(use);
  return kiosks ? dashboard_page(call.view, *figures, *kiosks) : trouble(call, kiosks.error());
}

HttpResponse Office::kiosks(const Call& call) {
  const Result<std::vector<KioskRow>> kiosks = list_kiosks(parts_.database.use());
  return kiosks ? kiosks_page(call.view, *kiosks) : trouble(call, kiosks.error());
}

Result<std::vector<UserModel>> Office::user_models(base::Timestamp now) {
  const DeskUse use = parts_.database.use();
  std::vector<UserModel> models;
  for (UserRow& user : TRY(list_users(use))) {
    CaseFilter open;
    open.is_open = true;
    open.assignee = user.name;
    const bool locked = TRY(is_locked(use, user.name, now));
    const std::int64_t open_cases = TRY(count_cases(use, open));
    models.push_back({std::move(user), locked, open_cases});
  }
  return models;
}

HttpResponse Office::users_page_of(const Call& call, const Error* refused) {
  const Result<std::vector<UserModel>> users = user_models(call.view.now);
  if (!users) return trouble(call, users.error());
  if (refused == nullptr) return users_page(call.view, *users, "");
  NewUser typed;
  if (call.target.path == "/users/add")
    typed = {std::string(call.form.value("name")), parse_role(call.form.value("role")).value_or(Role::agent)};
  return users_page(call.view, *users, user_refusal(call.view, *refused), typed);
}

HttpResponse Office::users(const Call& call) { return users_page_of(call, nullptr); }

Result<void> Office::change_user_of(const Call& call) {
  const std::string_view action = std::string_view(call.target.path).substr(kUsers.size());
  const std::string_view name = call.form.value("name");
  const std::string_view password = call.form.value("password");
  const std::optional<Role> role = parse_role(call.form.value("role"));
  if ((action == "add" || action == "role") && !role) return Error(DeskError::refused, "no such role");
  const DeskUse use = parts_.database.use();
  if (action == "add") return add_user(use, name, password, *role, call.doing());
  if (action == "role") return change_role(use, name, *role, call.doing());
  if (action == "disable") return disable_user(use, name, call.doing());
  if (action == "enable") return enable_user(use, name, call.doing());
  if (action == "password") return change_password(use, name, password, call.doing());
  if (action == "totp-off") return keep_totp(use, name, {}, call.doing());
  if (action != "unlock") return Error(DeskError::not_found, "no such action");
  if (!TRY(find_user(use, name))) return Error(DeskError::not_found, "no such user");
  Transaction change = TRY(Transaction::begin(*use));
  TRY(unlock_sign_in(use, name));
  TRY(record(use, {call.view.user, "sign-in.unlocked", std::string(name)}, call.view.now));
  return change.commit();
}

// Whoever takes their own role or account away would be shut out of this page.
HttpResponse Office::change_users(const Call& call) {
  const bool own = call.form.value("name") == call.view.user;
  const std::string_view path = call.target.path;
  const bool shuts_out = path == "/users/disable" || path == "/users/role";
  const Result<void> changed =
      own && shuts_out ? Result<void>(Error(DeskError::refused, "one's own account")) : change_user_of(call);
  if (changed) return redirect_after("/users", base::cat("user-", path.substr(kUsers.size())));
  if (!is_ours(changed.error())) return trouble(call, changed.error());
  if (own && shuts_out)
    return message_page(
        call.view, 422, call.view.say("حسابكم أنتم", "Votre propre compte"),
        call.view.say("لا يمكنكم إيقاف حسابكم أو تغيير دوركم: يفعل ذلك مدير آخر.",
                      "Vous ne pouvez ni désactiver votre compte ni changer votre rôle : un autre "
                      "administrateur le fait."));
  return users_page_of(call, &changed.error());
}

HttpResponse Office::settings(const Call& call) {
  const Result<Settings> settings = load_settings(parts_.database.use());
  return settings ? settings_page(call.view, *settings, "") : trouble(call, settings.error());
}

// A shorter time erases: the page first asks, with how many cases.
HttpResponse Office::change_settings(const Call& call) {
  const Result<Settings> before = load_settings(parts_.database.use());
  if (!before) return trouble(call, before.error());
  const Settings wanted = settings_in(call.form, *before);
  const bool erases_more =
      wanted.keep_months > 0 && (before->keep_months == 0 || wanted.keep_months < before->keep_months);
  if (erases_more && call.form.value("sure") != "yes") {
    const Result<std::int64_t> count =
        count_closed(parts_.database.use(), months_before(call.view.now, wanted.keep_months));
    if (!count) return trouble(call, count.error());
    if (*count > 0) return settings_page(call.view, wanted, "", *count);
  }
  const Result<void> saved = save_settings(parts_.database.use(), wanted, call.doing());
  if (saved) return redirect_after("/settings", "settings");
  return is_ours(saved.error()) ? settings_page(call.view, wanted, settings_refusal(call.view))
                                : trouble(call, saved.error());
}

HttpResponse Office::audit(const Call& call) {
  const LogQuery query = LogQuery::read(call.target.query);
  const Result<std::vector<AuditRow>> rows =
      audit_page(parts_.database.use(), query.filter(), query.before, kLogRowsPerPage);
  return rows ? log_page(call.view, query, *rows) : trouble(call, rows.error());
}

HttpResponse Office::account_page_of(const Call& call, int status, std::string_view message) {
  const Result<std::optional<KeptTotp>> kept = kept_totp(parts_.database.use(), call.view.user);
  if (!kept) return trouble(call, kept.error());
  return account_page(call.view, {kept->has_value(), nullptr, "", std::string(message), status != 200});
}

HttpResponse Office::account(const Call& call) { return account_page_of(call, 200, ""); }

HttpResponse Office::change_own_password(const Call& call) {
  const View& view = call.view;
  const Result<std::string> kept = kept_password(parts_.database.use(), view.user);
  if (!kept) return trouble(call, kept.error());
  const std::string_view old = call.form.value("old");
  if (old.size() > kPasswordMaxSize || !crypto::password_matches(*kept, old))
    return account_page_of(call, 422,
                           view.say("كلمة السر الحالية غير صحيحة.", "Le mot de passe actuel est incorrect."));
  const bool off = call.target.path == "/account/totp-off";
  if (!off && call.form.value("new") == old) return account_page_of(call, 422, password_refusal(view));
  const Result<void> changed =
      off ? keep_totp(parts_.database.use(), view.user, {}, call.doing())
          : change_password(parts_.database.use(), view.user, call.form.value("new"), call.doing());
  if (changed && off) return redirect_after("/account", "account");
  if (changed) return redirect_after("/sign-in", kPasswordDone);  // a new password ends the session
  if (!is_ours(changed.error())) return trouble(call, changed.error());
  return account_page_of(call, 422, password_refusal(view));
}

// The new secret goes out to the page, locked, and comes back with its first code: until then nothing is kept.
HttpResponse Office::begin_totp(const Call& call) {
  const TotpSecret fresh = TotpSecret::make();
  AccountModel model;
  model.fresh = &fresh;
  model.fresh_box = base::to_hex(parts_.vault.lock(fresh.bytes(), totp_place(call.view.user)));
  return account_page(call.view, model);
}

HttpResponse Office::confirm_totp(const Call& call) {
  const View& view = call.view;
  const Result<base::Bytes> box = base::from_hex(call.form.value("box"));
  if (!box) return not_found(call);
  const Result<crypto::SecretBytes> secret = parts_.vault.unlock(*box, totp_place(view.user));
  if (!secret) return not_found(call);
  const Result<TotpSecret> totp = TotpSecret::from_bytes(secret->view());
  if (!totp) return not_found(call);
  if (!accepted_step(*totp, call.form.value("code"), view.now, 0)) {
    AccountModel model;
    model.fresh = &*totp;
    model.fresh_box = call.form.value("box");
    model.message = view.say("الرمز غير صحيح: راجعوا المفتاح وساعة الهاتف.",
                             "Code incorrect : vérifiez la clé et l'heure du téléphone.");
    model.refused = true;
    return account_page(view, model);
  }
  const Result<void> kept = keep_totp(parts_.database.use(), view.user, *box, call.doing());
  return kept ? redirect_after("/account", "account") : trouble(call, kept.error());
}

HttpResponse Office::change_account(const Call& call) {
  const std::string_view action = std::string_view(call.target.path).substr(kAccount.size());
  if (action == "password" || action == "totp-off") return change_own_password(call);
  if (action == "totp") return call.form.has("code") ? confirm_totp(call) : begin_totp(call);
  return not_found(call);
}

}  // namespace kiosk::desk
