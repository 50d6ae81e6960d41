#include "kiosk/desk/web.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/assets.h"
#include "kiosk/desk/done_note.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Result;

constexpr std::string_view kLanguageCookie = "desk_language";
constexpr std::string_view kAssets = "/assets/";
constexpr std::string_view kCases = "/cases/", kPaper = ".pdf";

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

HttpResponse wrong_method(const Call& call) {
  HttpResponse response =
      message_page(call.view, 405, "405", call.view.say("طلب غير مقبول", "Méthode refusée"));
  response.headers.emplace_back("Allow", "GET, HEAD, POST");
  return response;
}

std::string_view expired_words(const View& view) {
  return view.say("انتهت صلاحية الصفحة، أعيدوا المحاولة", "Page expirée, réessayez");
}

std::string_view ended_words(const Call& call) {
  if (!keeps_text(call.target.path))
    return call.view.say("انتهت جلستكم، ولم يُحفظ التغيير. ادخلوا من جديد.",
                         "Votre session est terminée, rien n'a été changé. Reconnectez-vous.");
  return call.view.say("انتهت جلستكم. ادخلوا من جديد: ما كتبتم محفوظ.",
                       "Votre session est terminée. Reconnectez-vous : votre texte est conservé.");
}

// After signing in one is at the case that was asked for.
std::string door_address(const Call& call) {
  const std::string& path = call.target.path;
  const bool is_case = path.starts_with(kCases) && CaseNumber::parse(path.substr(kCases.size()));
  return is_case ? base::cat("/sign-in?back=", path) : std::string("/sign-in");
}

}  // namespace

std::span<const Web::Route> Web::routes() {
  static constexpr std::array kRoutes = {
      Route{"GET", "/", std::nullopt, &Web::start},
      Route{"GET", "/cases", Right::list_cases, &Web::inbox},
      Route{"GET", "/mine", Right::work_on_cases, &Web::mine},
      Route{"GET", "/find", Right::list_cases, &Web::find},
      Route{"POST", "/find", Right::list_cases, &Web::find},
      Route{"POST", "/views", Right::list_cases, &Web::keep_view},
      Route{"POST", "/views/remove", Right::list_cases, &Web::remove_view},
      Route{"POST", "/bulk", Right::work_on_cases, &Web::bulk},
      Route{"GET", "/cases/", Right::list_cases, &Web::case_room},
      Route{"POST", "/cases/", Right::work_on_cases, &Web::case_room},
      Route{"GET", "/dashboard", Right::read_dashboard, &Web::dashboard},
      Route{"GET", "/kiosks", Right::read_dashboard, &Web::kiosks},
      Route{"GET", "/export", Right::export_cases, &Web::exports},
      Route{"POST", "/export/personal", Right::export_personal, &Web::export_personal},
      Route{"GET", "/export/counts.csv", Right::export_counts, &Web::export_file},
      Route{"GET", "/export/counts.pdf", Right::export_counts, &Web::export_file},
      Route{"GET", "/export/log.csv", Right::read_audit, &Web::export_file},
      Route{"GET", "/export/", Right::export_cases, &Web::export_file},
      Route{"GET", "/users", Right::manage_users, &Web::users},
      Route{"POST", "/users/", Right::manage_users, &Web::change_users},
      Route{"GET", "/settings", Right::change_settings, &Web::settings},
      Route{"POST", "/settings", Right::change_settings, &Web::change_settings},
      Route{"GET", "/audit", Right::read_audit, &Web::audit},
      Route{"GET", "/account", std::nullopt, &Web::account},
      Route{"POST", "/account/", std::nullopt, &Web::change_account},
      Route{"POST", "/sign-out", std::nullopt, &Web::sign_out}};
  return kRoutes;
}

// Who asks, and what the side bar counts. Without a session the stage is `open` and there is no user.
Result<Stage> Web::add_session(Call& call) {
  const DeskUse use = parts_.database.use();
  const std::optional<Session> session = TRY(find_session(use, call.token, call.view.now));
  if (!session) return Stage::open;
  call.view.user = session->user;
  call.view.role = session->role;
  if (session->stage == Stage::code || !call.view.may(Right::list_cases)) return session->stage;
  CaseFilter open;
  open.is_open = true;
  call.view.open_cases = TRY(count_cases(use, open));
  open.assignee = session->user;
  if (call.view.may(Right::work_on_cases)) call.view.my_cases = TRY(count_cases(use, open));
  return session->stage;
}

HttpResponse Web::handle(const HttpRequest& request, base::Timestamp now) {
  const Result<Target> target = parse_target(request.url);
  if (!target) return {400, {{"Content-Type", "text/plain"}}, base::to_bytes("bad request\n")};
  if (target->path.starts_with(kAssets)) return asset(std::string_view(target->path).substr(kAssets.size()));

  Call call{request, *target, {}, {}, std::string(cookie_value(request.headers, kSessionCookie))};
  call.view.now = now;
  call.view.names = &parts_.names;
  // What answers a form has no address of its own to come back to; what was searched for stays out of links.
  const bool has_address = request.method != "POST";
  call.view.path = has_address ? target->path : "/";
  if (has_address && target->path != kFindPath) call.view.query = target->query.encoded_without(kOnceFields);
  call.view.language = wanted_language(*target, request.headers).value_or(base::Language::ar);
  if (has_address) call.view.done = done_words(call.view, target->query);
  call.view.list = read_list(target->query.value("list"));
  const Result<Stage> stage = add_session(call);
  if (!stage) return trouble(call, stage.error());
  call.view.form_token = form_token(call.token);
  HttpResponse response = route(call, *stage);
  if (target->query.has("lang")) {
    const std::string_view code = base::code_of(call.view.language);
    response.headers.emplace_back("Set-Cookie", door_.cookie(kLanguageCookie, code, "; Max-Age=31536000"));
  }
  return response;
}

HttpResponse Web::route(Call& call, Stage stage) {
  const bool posts = call.is_post();
  if (!posts && call.request.method != "GET" && call.request.method != "HEAD") return wrong_method(call);
  if (posts) {
    Result<Form> form = Form::parse(base::as_text(call.request.body));
    if (!form || !comes_from_here(call.request))
      return message_page(call.view, 403, "403", call.view.say("طلب مرفوض", "Demande refusée"));
    call.form = std::move(form).value();
    call.view.list = read_list(call.form.value("list"));
  }
  if (call.target.path == "/sign-in") return posts ? door_.sign_in(call) : door_.sign_in_form(call, 200, "");
  if (call.view.user.empty())
    return posts ? door_.sign_in_form(call, 403, ended_words(call)) : redirect_to(door_address(call));
  return enter(call, stage);
}

// Somebody is signed in, or halfway.
HttpResponse Web::enter(Call& call, Stage stage) {
  const std::string_view path = call.target.path;
  const bool posts = call.is_post();
  if (stage == Stage::code && path == "/sign-in/code")
    return posts ? door_.code(call) : door_.code_form(call, 200, "");
  if (stage == Stage::code && path != "/sign-out") return redirect_to("/sign-in/code");
  if (posts && !same_secret(call.form.value("token"), call.view.form_token))
    return message_page(call.view, 403, "403", expired_words(call.view));
  for (const Route& route : routes()) {
    const bool fits = route.path.size() > 1 && route.path.ends_with('/') ? path.starts_with(route.path)
                                                                         : path == route.path;
    if (!fits || (route.method == "POST") != posts) continue;
    return route.right && !call.view.may(*route.right) ? not_allowed(call) : (this->*route.answer)(call);
  }
  return not_found(call);
}

HttpResponse Web::start(const Call& call) {
  return redirect_to(call.view.may(Right::list_cases) ? "/cases" : "/dashboard");
}

HttpResponse Web::case_room(const Call& call) {
  const std::string_view rest = std::string_view(call.target.path).substr(kCases.size());
  if (!call.is_post() && rest.ends_with(kPaper)) {
    const std::optional<CaseNumber> number = CaseNumber::parse(rest.substr(0, rest.size() - kPaper.size()));
    return number ? cases_.paper(call, *number) : not_found(call);
  }
  const std::size_t slash = rest.find('/');
  const std::optional<CaseNumber> number = CaseNumber::parse(rest.substr(0, slash));
  const bool has_action = slash != std::string_view::npos;
  if (!number || call.is_post() != has_action) return not_found(call);
  if (!has_action) return cases_.show(call, *number);
  const std::string_view action = rest.substr(slash + 1);
  const std::optional<Right> right = CaseDesk::right_for(call, action);
  if (right && !call.view.may(*right)) return not_allowed(call);
  return cases_.act(call, *number, action);
}

}  // namespace kiosk::desk
