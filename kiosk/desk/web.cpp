#include "kiosk/desk/web.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/crypto/password.h"
#include "kiosk/desk/assets.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Result;

constexpr std::string_view kSessionCookie = "desk_session";
constexpr std::string_view kSignInCookie = "desk_sign_in";
constexpr std::string_view kLanguageCookie = "desk_language";
constexpr std::string_view kAssets = "/assets/";
constexpr std::string_view kCases = "/cases/";

HttpResponse asset(std::string_view name) {
  const std::string_view text = asset_text(name);
  if (text.empty()) return {404, {{"Content-Type", "text/plain"}}, base::to_bytes("not found\n")};
  const std::string_view type = name.ends_with(".css")  ? "text/css; charset=utf-8"
                                : name.ends_with(".js") ? "text/javascript; charset=utf-8"
                                                        : "image/svg+xml";
  return {200,
          {{"Content-Type", std::string(type)}, {"Cache-Control", "max-age=31536000"}},
          base::to_bytes(text)};
}

// A form that another site's page sends carries that site's Origin.
bool comes_from_here(const HttpRequest& request) {
  const std::string_view origin = base::header(request.headers, "Origin");
  const std::string_view host = base::header(request.headers, "Host");
  return origin.empty() || origin == base::cat("http://", host) || origin == base::cat("https://", host);
}

std::optional<base::Language> wanted_language(const Target& target, const base::HttpHeaders& headers) {
  for (const std::string_view code : {target.query.value("lang"), cookie_value(headers, kLanguageCookie)}) {
    const std::optional<base::Language> language = base::parse_language(code);
    if (language == base::Language::ar || language == base::Language::fr) return language;
  }
  return std::nullopt;
}

// What was written in a field; nothing if it is blanks only.
std::string written(const Form& form, std::string_view field) {
  std::string text = with_line_feeds(form.value(field));
  return complaint::count_letters(text) > 0 ? text : std::string();
}

// What the form of this action asks for; nothing if there is no such action.
std::optional<Change> change_of(const Form& form, std::string_view action, complaint::CaseState current,
                                const std::string& user) {
  Change change{CaseEvent::state, current, user, {}, {}, ""};
  const std::optional<complaint::CaseState> state = complaint::parse_case_state(form.value("state"));
  if (action == "answer") {
    change.event = CaseEvent::answer;
    change.state = complaint::CaseState::answered;
    change.answer = {std::string_view(written(form, "ar")), std::string_view(written(form, "fr"))};
  } else if (action == "phone") {
    change.event = CaseEvent::phone_shown;
    change.reason = written(form, "reason");
  } else if (action == "state" && state) {
    change.state = *state;
    change.note = {std::string_view(written(form, "note_ar")), std::string_view(written(form, "note_fr"))};
  } else {
    return std::nullopt;
  }
  return change;
}

CaseFilter open_cases() {
  CaseFilter filter;
  filter.is_open = true;
  return filter;
}

}  // namespace

std::string Web::cookie(std::string_view name, std::string_view value, std::string_view more) const {
  return base::cat(name, "=", value, "; Path=/; HttpOnly; SameSite=Strict", more,
                   cookies_ == Cookies::secure ? "; Secure" : "");
}

HttpResponse Web::trouble(const Call& call, const base::Error& error) {
  KIOSK_LOG(error, "desk.trouble", {"reason", error.sentence()});
  return message_page(
      call.view, 500, call.view.say("خلل", "Incident"),
      call.view.say("تعذر ذلك الآن. حاولوا بعد قليل.", "Impossible pour l'instant. Réessayez."));
}

HttpResponse Web::handle(const HttpRequest& request, base::Timestamp now) {
  const Result<Target> target = parse_target(request.url);
  if (!target) return {400, {{"Content-Type", "text/plain"}}, base::to_bytes("bad request\n")};
  if (target->path.starts_with(kAssets)) return asset(std::string_view(target->path).substr(kAssets.size()));

  Call call{request, *target, {}, {}, std::string(cookie_value(request.headers, kSessionCookie))};
  call.view.now = now;
  call.view.names = &parts_.names;
  // What answers a form has no address of its own to come back to; what was searched for stays out of links.
  const bool has_address = request.method != "POST" && target->path != "/find";
  call.view.path = has_address ? target->path : "/cases";
  if (has_address) call.view.query = target->query.encoded_without("lang");
  call.view.language = wanted_language(*target, request.headers).value_or(base::Language::ar);
  if (const std::optional<Session> session = sessions_.find(call.token, now)) {
    const DeskUse use = parts_.database.use();
    const Result<bool> may = may_work(use, session->user);
    if (!may) return trouble(call, may.error());
    if (*may) call.view.user = session->user;
    const Result<std::int64_t> count = count_cases(use, open_cases());
    if (count) call.view.open_cases = *count;
  }
  call.view.form_token = form_token(call.token);
  HttpResponse response = route(call);
  if (target->query.has("lang")) {
    const std::string_view code = base::code_of(call.view.language);
    response.headers.emplace_back("Set-Cookie", cookie(kLanguageCookie, code, "; Max-Age=31536000"));
  }
  return response;
}

HttpResponse Web::route(Call& call) {
  const std::string& path = call.target.path;
  const bool posts = call.request.method == "POST";
  if (!posts && call.request.method != "GET" && call.request.method != "HEAD") {
    HttpResponse response =
        message_page(call.view, 405, "405", call.view.say("طلب غير مقبول", "Méthode refusée"));
    response.headers.emplace_back("Allow", "GET, HEAD, POST");
    return response;
  }
  if (posts) {
    Result<Form> form = Form::parse(base::as_text(call.request.body));
    if (!form || !comes_from_here(call.request)) {
      return message_page(call.view, 403, "403", call.view.say("طلب مرفوض", "Demande refusée"));
    }
    call.form = std::move(form).value();
  }
  if (path == "/sign-in") return posts ? sign_in(call) : sign_in_form(call, 200, "");
  if (call.view.user.empty()) return posts ? sign_in_form(call, 403, "") : redirect_to("/sign-in");
  if (posts && !same_secret(call.form.value("token"), call.view.form_token)) {
    return message_page(call.view, 403, "403",
                        call.view.say("انتهت صلاحية الصفحة، أعيدوا المحاولة", "Page expirée, réessayez"));
  }
  if (posts && path == "/sign-out") return sign_out(call);
  if (!posts && path == "/") return redirect_to("/cases");
  if (!posts && path == "/cases") return inbox(call);
  if (path == "/find") return find(call);
  if (path.starts_with(kCases)) {
    const std::string_view rest = std::string_view(path).substr(kCases.size());
    const std::size_t slash = rest.find('/');
    const std::optional<CaseNumber> number = CaseNumber::parse(rest.substr(0, slash));
    if (number && posts && slash != std::string_view::npos)
      return change(call, *number, rest.substr(slash + 1));
    if (number && !posts && slash == std::string_view::npos) return show_case(call, *number);
  }
  return message_page(call.view, 404, "404", call.view.say("لا صفحة هنا", "Page introuvable"));
}

HttpResponse Web::sign_in_form(const Call& call, int status, std::string_view message) {
  // The same cookie for every copy of the form, or a second tab would spoil the first.
  const std::string_view known = cookie_value(call.request.headers, kSignInCookie);
  const std::string token = is_token(known) ? std::string(known) : new_token();
  View view = call.view;
  view.user.clear();
  view.form_token = form_token(token);
  const bool arabic = view.language == base::Language::ar;
  Markup content;
  content << "<div class=\"card door\"><h1>" << view.say("خلية الشكايات", "Cellule des réclamations")
          << "</h1><p class=\"small\">" << view.say("جماعة سلا", "Commune de Salé") << "</p>";
  if (!message.empty()) content << "<p role=\"alert\" class=\"message\">" << message << "</p>";
  content
      << "<form method=\"post\" action=\"/sign-in\">" << token_field(view)
      << "<label class=\"field\" for=\"user\">" << view.say("الاسم", "Nom")
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

HttpResponse Web::sign_in(Call& call) {
  const std::string_view cookie_token = cookie_value(call.request.headers, kSignInCookie);
  if (cookie_token.empty() || !same_secret(call.form.value("token"), form_token(cookie_token))) {
    return sign_in_form(call, 403,
                        call.view.say("انتهت صلاحية الصفحة، أعيدوا المحاولة", "Page expirée, réessayez"));
  }
  const std::string_view user = call.form.value("user");
  const std::string_view password = call.form.value("password");
  if (!limiter_.may_try(user, call.request.peer, call.view.now)) {
    return sign_in_form(
        call, 429,
        call.view.say("محاولات كثيرة. انتظروا دقيقة من فضلكم.", "Trop d'essais. Patientez une minute."));
  }
  const Result<std::string> kept = kept_password(parts_.database.use(), user);
  if (!kept) return trouble(call, kept.error());
  if (password.size() > kPasswordMaxSize || !crypto::password_matches(*kept, password)) {
    limiter_.failed(user, call.request.peer, call.view.now);
    KIOSK_LOG(warning, "desk.sign-in-refused", {"peer", call.request.peer});
    return sign_in_form(call, 403,
                        call.view.say("الاسم أو كلمة السر غير صحيح.", "Nom ou mot de passe incorrect."));
  }
  limiter_.succeeded(user, call.request.peer);
  HttpResponse response = redirect_to("/cases");
  response.headers.emplace_back("Set-Cookie",
                                cookie(kSessionCookie, sessions_.start(user, call.view.now), ""));
  response.headers.emplace_back("Set-Cookie", cookie(kSignInCookie, "", "; Max-Age=0"));
  return response;
}

HttpResponse Web::sign_out(const Call& call) {
  sessions_.end(call.token);
  HttpResponse response = redirect_to("/sign-in");
  response.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, "", "; Max-Age=0"));
  return response;
}

Result<InboxModel> Web::inbox_model(Call& call) {
  InboxModel model;
  model.query = InboxQuery::read(call.target.query);
  std::vector<std::pair<Case, base::Bytes>> found;
  {
    const DeskUse use = parts_.database.use();
    model.kiosks = TRY(list_kiosks(use));
    for (const Show show : {Show::all, Show::fresh, Show::late, Show::week}) {
      const CaseFilter filter = model.query.filter_for(show, call.view.now);
      model.counts[static_cast<std::size_t>(show)] = TRY(count_cases(use, filter));
    }
    model.total = model.counts[static_cast<std::size_t>(model.query.show)];
    model.query.page = std::min(model.query.page, last_page(model.total));
    const std::int64_t offset = (model.query.page - 1) * kCasesPerPage;
    for (Case& entry : TRY(list_cases(use, model.query.filter_for(model.query.show, call.view.now), offset,
                                      kCasesPerPage))) {
      base::Bytes envelope = TRY(envelope_of(use, entry.id));
      found.emplace_back(std::move(entry), std::move(envelope));
    }
  }
  for (auto& [entry, envelope] : found) {
    InboxModel::Row row{entry, ""};
    const auto sender =
        std::find_if(model.kiosks.begin(), model.kiosks.end(),
                     [&entry = entry](const KioskRow& kiosk) { return kiosk.id == entry.kiosk; });
    if (sender != model.kiosks.end()) {
      const Result<complaint::Letter> letter = open_letter(parts_.vault, std::move(envelope), sender->key);
      if (letter) row.subject = subject_of(letter->draft.text.view());
    }
    model.rows.push_back(std::move(row));
  }
  return model;
}

HttpResponse Web::inbox(Call& call) {
  const Result<InboxModel> model = inbox_model(call);
  return model ? inbox_page(call.view, *model) : trouble(call, model.error());
}

HttpResponse Web::find(const Call& call) {
  const View& view = call.view;
  const Form& form = call.request.method == "POST" ? call.form : call.target.query;
  const Result<std::optional<CaseNumber>> found = search_.find(form.value("number"));
  const bool is_ours = !found && found.error().as<SearchError>().has_value();
  if (!found && !is_ours) return trouble(call, found.error());
  if (found && *found) return redirect_to(base::cat(kCases, (*found)->slug()));
  std::string_view why = view.say("لا ملف بهذا الرقم.", "Aucun dossier ne porte ce numéro.");
  if (!found) {
    why = found.error().is(SearchError::mistyped)
              ? view.say("في رقم التتبع خطأ، راجعوا أرقامه.",
                         "Il y a une faute de frappe dans le numéro de suivi.")
              : view.say("اكتبوا رقم الملف هكذا: 2026/17، أو أرقام التتبع الاثني عشر.",
                         "Écrivez le numéro de dossier ainsi : 2026/17, ou les 12 chiffres du suivi.");
  }
  return message_page(view, 404, view.say("لم نجد الملف", "Dossier introuvable"), why);
}

Result<CaseModel> Web::case_model(const Case& entry) {
  CaseModel model{entry, std::nullopt, {}, false, true, "", false, {}};
  base::Bytes envelope;
  std::optional<KioskRow> kiosk;
  {
    const DeskUse use = parts_.database.use();
    envelope = TRY(envelope_of(use, entry.id));
    kiosk = TRY(find_kiosk(use, entry.kiosk));
    model.history = TRY(history_of(use, parts_.vault, entry.id));
    model.is_told = TRY(is_published(use, entry.id));
  }
  if (kiosk) {
    Result<complaint::Letter> letter = open_letter(parts_.vault, std::move(envelope), kiosk->key);
    if (letter) model.letter = std::move(letter).value();
  }
  return model;
}

HttpResponse Web::render(const Call& call, CaseModel model) {
  View view = call.view;
  view.path = base::cat(kCases, model.entry.number.slug());
  return case_page(view, model);
}

HttpResponse Web::show_case(Call& call, const CaseNumber& number) {
  Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry)
    return message_page(call.view, 404, "404", call.view.say("لم نجد الملف", "Dossier introuvable"));
  if (!(*entry)->opened && call.request.method == "GET") {
    const Change opened{CaseEvent::opened, (*entry)->state, call.view.user, {}, {}, ""};
    const Result<void> noted =
        change_case(parts_.database.use(), parts_.vault, **entry, opened, call.view.now);
    if (!noted) return trouble(call, noted.error());
  }
  Result<CaseModel> model = case_model(**entry);
  return model ? render(call, std::move(model).value()) : trouble(call, model.error());
}

HttpResponse Web::change(Call& call, const CaseNumber& number, std::string_view action) {
  const View& view = call.view;
  const Form& form = call.form;
  Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return message_page(view, 404, "404", view.say("لم نجد الملف", "Dossier introuvable"));
  const std::optional<Change> change = change_of(form, action, (*entry)->state, view.user);
  if (!change) return message_page(view, 404, "404", view.say("لا صفحة هنا", "Page introuvable"));
  const Result<void> changed = change_case(parts_.database.use(), parts_.vault, **entry, *change, view.now);
  const std::optional<ChangeError> reason = changed ? std::nullopt : changed.error().as<ChangeError>();
  if (!changed && !reason) return trouble(call, changed.error());
  if (changed && action != "phone") return redirect_to(base::cat(kCases, number.slug()));
  Result<CaseModel> model = case_model(**entry);
  if (!model) return trouble(call, model.error());
  model->show_phone = changed.ok();
  model->refused = !changed;
  if (reason) {
    model->message = refusal_words(view, *reason, *change);
    model->typed = {with_line_feeds(form.value("ar")),  with_line_feeds(form.value("fr")),
                    std::string(form.value("note_ar")), std::string(form.value("note_fr")),
                    std::string(form.value("reason")),  complaint::parse_case_state(form.value("state"))};
  }
  return render(call, std::move(model).value());
}

}  // namespace kiosk::desk
