#include "kiosk/desk/door.h"

#include <algorithm>
#include <array>

#include "kiosk/base/log.h"
#include "kiosk/crypto/password.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/done_note.h"
#include "kiosk/desk/drafts.h"
#include "kiosk/desk/totp.h"

namespace kiosk::desk {
namespace {

using base::HttpResponse;
using base::Result;

constexpr std::string_view kSignInCookie = "desk_sign_in";

std::string_view waiting_words(const View& view, SignIn outcome) {
  if (outcome == SignIn::locked)
    return view.say(
        "أُقفل هذا الاسم نصف ساعة بعد محاولات كثيرة. يمكن لمدير النظام فتحه.",
        "Ce nom est bloqué une demi-heure après trop d'essais. L'administrateur peut le débloquer.");
  return view.say("محاولات كثيرة. انتظروا دقيقة من فضلكم.", "Trop d'essais. Patientez une minute.");
}

std::string_view expired_words(const View& view) {
  return view.say("انتهت صلاحية الصفحة، أعيدوا المحاولة", "Page expirée, réessayez");
}

Markup door_head(const View& view, std::string_view message) {
  Markup out;
  out << "<div class=\"card door\"><h1>" << view.say("خلية الشكايات", "Cellule des réclamations")
      << "</h1><p class=\"small\">" << view.say("جماعة سلا", "Commune de Salé") << "</p>";
  if (!message.empty()) out << "<p role=\"alert\" class=\"message\">" << message << "</p>";
  return out;
}

constexpr std::array<std::string_view, 3> kKeptEnds = {"/answer", "/draft", "/note"};

// The case of a form that was sent, or that an earlier form of the door brought along.
std::optional<CaseNumber> case_in(const Call& call) {
  std::string_view path = call.target.path;
  if (path.starts_with("/sign-in")) path = (call.is_post() ? call.form : call.target.query).value("back");
  if (!path.starts_with("/cases/")) return std::nullopt;
  path.remove_prefix(std::string_view("/cases/").size());
  for (const std::string_view end : kKeptEnds) {
    if (path.ends_with(end)) path.remove_suffix(end.size());
  }
  return CaseNumber::parse(path);
}

// What somebody else had written before is not this user's to read or send.
bool is_authors(const Call& call, std::string_view user) {
  const std::string_view author = call.form.value("author");
  return author.empty() || author == user;
}

Markup carried_answer(const Call& call) {
  Markup out;
  const std::optional<CaseNumber> number = case_in(call);
  if (!number) return out;
  out << "<input type=\"hidden\" name=\"back\" value=\"/cases/" << number->slug() << "\">";
  for (const std::string_view field : {"ar", "fr", "text", "author"})
    out << "<textarea hidden name=\"" << field << "\">\n" << call.form.value(field) << "</textarea>";
  return out;
}

// Nobody is signed in yet, whoever the session is for.
View door_view(const Call& call, std::string_view token) {
  View view = call.view;
  view.user.clear();
  view.form_token = form_token(token);
  return view;
}

}  // namespace

bool keeps_text(std::string_view path) {
  return std::any_of(kKeptEnds.begin(), kKeptEnds.end(),
                     [path](std::string_view end) { return path.ends_with(end); });
}

std::string totp_place(std::string_view user) { return base::cat("totp ", user); }

std::string Door::cookie(std::string_view name, std::string_view value, std::string_view more) const {
  return cookie_line(cookies_, name, value, more);
}

HttpResponse Door::sign_in_form(const Call& call, int status, std::string_view message) const {
  // The same cookie for every copy of the form, or a second tab would spoil the first.
  const std::string_view known = cookie_value(call.request.headers, kSignInCookie);
  const std::string token = is_token(known) ? std::string(known) : new_token();
  const View view = door_view(call, token);
  const bool arabic = view.language == base::Language::ar;
  Markup content, done;
  // The one thing done that leads here; whatever else an address says is not true.
  if (message.empty() && call.target.query.value("done") == kPasswordDone)
    done << "<p role=\"status\" class=\"message good\">" << view.done << "</p>";
  content
      << door_head(view, message) << done << "<form method=\"post\" action=\"/sign-in\">" << token_field(view)
      << carried_answer(call) << "<label class=\"field\" for=\"user\">" << view.say("الاسم", "Nom")
      << "</label><input class=\"wide\" type=\"text\" id=\"user\" name=\"user\""
      << " autocomplete=\"username\" dir=\"auto\" required autofocus><label class=\"field\" for=\"password\">"
      << view.say("كلمة السر", "Mot de passe")
      << "</label><input class=\"wide\" type=\"password\" id=\"password\""
      << " name=\"password\" autocomplete=\"current-password\" required><button class=\"button primary\">"
      << view.say("دخول", "Se connecter")
      << "</button></form><p><a href=\"/sign-in?lang=" << (arabic ? "fr" : "ar") << "\">"
      << (arabic ? "Français" : "العربية") << "</a></p></div>";
  HttpResponse response = page_response(view, status, view.say("دخول", "Connexion"), content);
  response.headers.emplace_back("Set-Cookie", cookie(kSignInCookie, token, ""));
  return response;
}

HttpResponse Door::code_form(const Call& call, int status, std::string_view message) const {
  const View view = door_view(call, call.token);
  Markup content;
  content << door_head(view, message) << "<form method=\"post\" action=\"/sign-in/code\">"
          << token_field(view) << carried_answer(call) << "<label class=\"field\" for=\"code\">"
          << view.say("الرمز من هاتفكم (6 أرقام)", "Code de votre téléphone (6 chiffres)")
          << "</label><input class=\"wide ltr\" type=\"text\" id=\"code\" name=\"code\" inputmode=\"numeric\""
          << " autocomplete=\"one-time-code\" required autofocus><button class=\"button primary\">"
          << view.say("دخول", "Se connecter") << "</button></form><form method=\"post\" action=\"/sign-out\">"
          << token_field(view) << "<button class=\"button\">" << view.say("رجوع", "Retour")
          << "</button></form></div>";
  return page_response(view, status, view.say("دخول", "Connexion"), content);
}

Result<SignIn> Door::note_failure(const Call& call, std::string_view user) {
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  const SignIn outcome = TRY(sign_in_failed(use, user, call.request.peer, call.view.now));
  // A name that is none may be a password in the wrong field: it stays out of the log.
  const bool known = TRY(find_user(use, user)).has_value();
  const std::string subject = known ? std::string(user) : std::string();
  TRY(record(use, {"", "sign-in.refused", subject, call.request.peer}, call.view.now));
  if (outcome == SignIn::locked && known)
    TRY(record(use, {"", "sign-in.locked", subject, call.request.peer}, call.view.now));
  TRY(change.commit());
  KIOSK_LOG(warning, "desk.sign-in-refused", {"peer", call.request.peer});
  return outcome;
}

// Where to go on: the case whose answer was under way, with it as a draft.
Result<std::string> Door::keep_carried(const DeskUse& use, const Call& call, std::string_view user) {
  const std::optional<CaseNumber> number = case_in(call);
  const std::optional<Case> entry = number ? TRY(find_case(use, *number)) : std::nullopt;
  const std::optional<UserRow> reader = TRY(find_user(use, user));
  if (!entry || entry->erased_at || !reader || !may(reader->role, Right::work_on_cases))
    return std::string("/");
  if (!is_authors(call, user)) return base::cat("/cases/", number->slug());
  const complaint::Words words{std::string_view(written(call.form, "ar")),
                               std::string_view(written(call.form, "fr"))};
  if (!words.empty()) TRY(keep_draft(use, parts_.vault, entry->id, user, words, call.view.now));
  return base::cat("/cases/", number->slug());
}

Result<HttpResponse> Door::try_password(const Call& call, std::string_view user, std::string_view password) {
  const View& view = call.view;
  const SignIn before = TRY(may_sign_in(parts_.database.use(), user, call.request.peer, view.now));
  if (before != SignIn::may_try) return sign_in_form(call, 429, waiting_words(view, before));
  const std::string kept = TRY(kept_password(parts_.database.use(), user));
  if (password.size() > kPasswordMaxSize || !crypto::password_matches(kept, password)) {
    const SignIn after = TRY(note_failure(call, user));
    if (after == SignIn::locked) return sign_in_form(call, 429, waiting_words(view, after));
    return sign_in_form(call, 403,
                        view.say("الاسم أو كلمة السر غير صحيحة.", "Nom ou mot de passe incorrect."));
  }
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  const bool needs_code = TRY(kept_totp(use, user)).has_value();
  const Stage stage = needs_code ? Stage::code : Stage::open;
  const std::string token = TRY(start_session(use, user, stage, view.now));
  if (!needs_code) TRY(sign_in_succeeded(use, user, call.request.peer));
  if (!needs_code) TRY(record(use, {user, "sign-in", std::string(user), call.request.peer}, view.now));
  TRY(change.commit());
  const std::string place = TRY(keep_carried(use, call, user));
  Call next = call;
  next.token = token;
  const bool carries = case_in(call).has_value();
  HttpResponse response = !needs_code ? go_on(call, token, user, place)
                          : carries   ? code_form(next, 200, "")
                                      : redirect_to("/sign-in/code");
  response.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, token, ""));
  response.headers.emplace_back("Set-Cookie", cookie(kSignInCookie, "", "; Max-Age=0"));
  return response;
}

// To where one wanted to go. A note that came too late is shown once more: it is its author's to send.
HttpResponse Door::go_on(const Call& call, std::string_view token, std::string_view user,
                         std::string_view place) const {
  const std::string note = written(call.form, "text");
  if (note.empty() || place == "/" || !is_authors(call, user)) return redirect_to(place);
  const View view = door_view(call, token);
  Markup content;
  content << door_head(view, "") << "<form method=\"post\" action=\"" << place << "/note\">"
          << token_field(view) << "<label class=\"field\" for=\"text\">"
          << view.say("ملاحظتكم الداخلية لم تُضف بعد", "Votre note interne n'est pas encore ajoutée")
          << "</label><textarea id=\"text\" name=\"text\" dir=\"auto\">\n"
          << note << "</textarea><div class=\"row\"><button class=\"button primary\">"
          << view.say("إضافة إلى التاريخ", "Ajouter à l'historique") << "</button><a class=\"button\" href=\""
          << place << "\">" << view.say("الملف دون إضافة", "Le dossier, sans l'ajouter")
          << "</a></div></form></div>";
  return page_response(view, 200, view.say("ملاحظة داخلية", "Note interne"), content);
}

HttpResponse Door::sign_in(const Call& call) {
  const std::string_view cookie_token = cookie_value(call.request.headers, kSignInCookie);
  if (cookie_token.empty() || !same_secret(call.form.value("token"), form_token(cookie_token)))
    return sign_in_form(call, 403, expired_words(call.view));
  Result<HttpResponse> response = try_password(call, call.form.value("user"), call.form.value("password"));
  return response ? std::move(response).value() : trouble(call, response.error());
}

// With the right code the session gets a new token: the old one stood for half a sign-in.
Result<HttpResponse> Door::try_code(const Call& call) {
  const View& view = call.view;
  const std::string& user = view.user;
  const SignIn before = TRY(may_sign_in(parts_.database.use(), user, call.request.peer, view.now));
  if (before != SignIn::may_try) return code_form(call, 429, waiting_words(view, before));
  const std::optional<KeptTotp> kept = TRY(kept_totp(parts_.database.use(), user));
  if (!kept) return redirect_to("/sign-in");
  const crypto::SecretBytes bytes = TRY(parts_.vault.unlock(kept->box, totp_place(user)));
  const TotpSecret secret = TRY(TotpSecret::from_bytes(bytes.view()));
  const std::optional<std::int64_t> step =
      accepted_step(secret, call.form.value("code"), view.now, kept->last_step);
  if (!step || !TRY(use_totp_step(parts_.database.use(), user, *step))) {
    const SignIn after = TRY(note_failure(call, user));
    if (after != SignIn::may_try) return code_form(call, 429, waiting_words(view, after));
    return code_form(call, 403,
                     view.say("الرمز غير صحيح أو سبق استعماله.", "Code incorrect ou déjà utilisé."));
  }
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  TRY(end_session(use, call.token));
  const std::string token = TRY(start_session(use, user, Stage::open, view.now));
  TRY(sign_in_succeeded(use, user, call.request.peer));
  TRY(record(use, {user, "sign-in", user, call.request.peer}, view.now));
  TRY(change.commit());
  HttpResponse response = go_on(call, token, user, TRY(keep_carried(use, call, user)));
  response.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, token, ""));
  return response;
}

HttpResponse Door::code(const Call& call) {
  if (!same_secret(call.form.value("token"), form_token(call.token)))
    return code_form(call, 403, expired_words(call.view));
  Result<HttpResponse> response = try_code(call);
  return response ? std::move(response).value() : trouble(call, response.error());
}

// Who turned back before the code was never in.
Result<void> Door::end_and_record(const Call& call) {
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  const std::optional<Session> session = TRY(find_session(use, call.token, call.view.now));
  TRY(end_session(use, call.token));
  if (session && session->stage == Stage::open)
    TRY(record(use, {session->user, "sign-out", session->user, call.request.peer}, call.view.now));
  return change.commit();
}

HttpResponse Door::sign_out(const Call& call) {
  const Result<void> ended = end_and_record(call);
  if (!ended) return trouble(call, ended.error());
  HttpResponse response = redirect_to("/sign-in");
  response.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, "", "; Max-Age=0"));
  return response;
}

}  // namespace kiosk::desk
