#include "kiosk/desk/inbox_desk.h"

#include <algorithm>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/bulk_page.h"
#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/done_note.h"

namespace kiosk::desk {
namespace {

constexpr std::string_view kQuestionCookie = "desk_question";

using base::HttpResponse;
using base::Result;

Result<std::vector<SavedView>> views_of(const DeskUse& use, std::string_view user) {
  Statement row = TRY(use->prepare("SELECT name, query FROM views WHERE user_name = ? ORDER BY name"));
  row.bind(1, user);
  std::vector<SavedView> views;
  while (TRY(row.step())) views.push_back({row.text(0), row.text(1)});
  return views;
}

Result<std::vector<std::string>> colleagues(const DeskUse& use) {
  std::vector<std::string> names;
  for (const UserRow& user : TRY(list_users(use))) {
    if (!user.disabled && may(user.role, Right::work_on_cases)) names.push_back(user.name);
  }
  return names;
}

// An address of ours, and nothing else: it comes back from a form.
std::string address_back(std::string_view back) {
  const bool ours = back.starts_with("/cases?") || back.starts_with("/mine?") || back == kFindPath;
  return ours && back.size() <= kViewQueryMaxSize ? std::string(back) : std::string("/cases?show=open");
}

std::optional<Change> bulk_change(const Call& call, const Case& entry) {
  const std::string_view action = call.form.value("action");
  Change change{CaseEvent::state, entry.state, call.view.user};
  if (action == "take" || action == "assign") {
    change.event = CaseEvent::assigned;
    change.assignee = action == "take" ? call.view.user : std::string(call.form.value("assignee"));
    return change;
  }
  const std::optional<complaint::CaseState> state = complaint::parse_case_state(action);
  if (!state) return std::nullopt;
  change.state = *state;
  return change;
}

BulkQuestion question_about(complaint::CaseState state, std::vector<Case> cases, const std::string& back) {
  BulkQuestion question{state, std::move(cases), "/bulk", {}, back};
  question.fields = {{"action", std::string(complaint::slug_of(state))}, {"back", back}};
  for (const Case& entry : question.cases) question.fields.emplace_back("case", entry.number.slug());
  return question;
}

}  // namespace

Result<void> InboxDesk::add_rows(InboxModel& model, std::vector<Case> cases) {
  for (Case& entry : cases) {
    std::string subject = TRY(parts_.letters.subject(entry));
    model.rows.push_back({std::move(entry), std::move(subject)});
  }
  return base::done();
}

Result<InboxModel> InboxDesk::model_of(const Call& call, InboxQuery query, std::string_view path) {
  InboxModel model;
  model.query = std::move(query);
  model.path = path;
  std::vector<Case> cases;
  {
    const DeskUse use = parts_.database.use();
    model.kiosks = TRY(list_kiosks(use));
    model.views = TRY(views_of(use, call.view.user));
    model.colleagues = TRY(colleagues(use));
    for (std::size_t at = 0; at < kShows.size(); ++at)
      model.counts[at] = TRY(count_cases(use, model.query.filter_for(kShows[at], call.view.now)));
    model.total = model.count_of(model.query.show);
    model.query.page = std::min(model.query.page, last_page(model.total));
    const std::int64_t offset = (model.query.page - 1) * kCasesPerPage;
    cases =
        TRY(list_cases(use, model.query.filter_for(model.query.show, call.view.now), offset, kCasesPerPage));
  }
  TRY(add_rows(model, std::move(cases)));
  return model;
}

HttpResponse InboxDesk::inbox(const Call& call) {
  const Result<InboxModel> model = model_of(call, InboxQuery::read(call.target.query, Show::open), "/cases");
  return model ? inbox_page(call.view, *model) : trouble(call, model.error());
}

HttpResponse InboxDesk::mine(const Call& call) {
  InboxQuery query = InboxQuery::read(call.target.query, Show::open);
  query.assignee = call.view.user;
  const Result<InboxModel> model = model_of(call, std::move(query), "/mine");
  return model ? inbox_page(call.view, *model) : trouble(call, model.error());
}

Result<InboxModel> InboxDesk::found_by_words(std::string_view question) {
  Letters::Found found = TRY(parts_.letters.find(question));
  InboxModel model;
  model.question = question;
  model.path = kFindPath;
  model.is_complete = found.is_complete;
  CaseFilter filter;
  filter.ids = std::move(found.ids);
  filter.merged = Merged::shown;
  std::vector<Case> cases;
  {
    const DeskUse use = parts_.database.use();
    model.colleagues = TRY(colleagues(use));
    model.total = TRY(count_cases(use, filter));
    cases = TRY(list_cases(use, filter, 0, static_cast<std::int64_t>(kBulkMost)));
  }
  TRY(add_rows(model, std::move(cases)));
  return model;
}

// "17" is this year's, if there is such a case: else it is a word.
std::optional<CaseNumber> InboxDesk::number_of_this_year(const Call& call, std::string_view typed) {
  const base::SecretString digits = complaint::western_digits(typed);
  const std::string year = base::to_iso8601(base::local_day(call.view.now)).substr(0, 4);
  const std::optional<CaseNumber> number = CaseNumber::parse(base::cat(year, "/", digits.view()));
  if (!number || digits.view().find('/') != std::string_view::npos) return std::nullopt;
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), *number);
  return entry && *entry ? number : std::nullopt;
}

// Another user of this browser cannot open it.
std::string question_place(const Call& call) { return base::cat("question ", call.view.user); }

HttpResponse InboxDesk::keep_question(const Call& call, std::string_view question) {
  HttpResponse response = redirect_to(kFindPath);
  const std::string box = base::to_hex(parts_.vault.lock(base::as_bytes(question), question_place(call)));
  response.headers.emplace_back("Set-Cookie", cookie_line(cookies_, kQuestionCookie, box, ""));
  return response;
}

HttpResponse InboxDesk::find_again(const Call& call) {
  const Result<base::Bytes> box = base::from_hex(cookie_value(call.request.headers, kQuestionCookie));
  if (!box || box->empty()) return redirect_to("/cases");
  const Result<crypto::SecretBytes> question = parts_.vault.unlock(*box, question_place(call));
  if (!question) return redirect_to("/cases");
  const Result<InboxModel> model = found_by_words(base::as_text(question->view()));
  return model ? inbox_page(call.view, *model) : trouble(call, model.error());
}

// A number leads to its case, a code to that of the receipt; anything else is words.
HttpResponse InboxDesk::find(const Call& call) {
  const View& view = call.view;
  const Form& form = call.is_post() ? call.form : call.target.query;
  if (!call.is_post() && !form.has("number") && view.may(Right::read_letters)) return find_again(call);
  const std::string_view typed = form.value("number").substr(0, kQuestionMaxSize);
  const std::optional<CaseNumber> of_this_year = number_of_this_year(call, typed);
  const Result<std::optional<CaseNumber>> found =
      of_this_year ? Result<std::optional<CaseNumber>>(of_this_year) : search_.find(typed);
  const bool is_ours = !found && found.error().as<SearchError>().has_value();
  if (!found && !is_ours) return trouble(call, found.error());
  if (found && *found) return redirect_to(base::cat("/cases/", (*found)->slug()));
  const bool mistyped = !found && found.error().is(SearchError::mistyped);
  const bool words = !found && !mistyped && call.is_post() && view.may(Right::read_letters);
  if (words && !written(form, "number").empty()) return keep_question(call, typed);
  std::string_view why = view.say("لا ملف بهذا الرقم.", "Aucun dossier ne porte ce numéro.");
  if (mistyped)
    why =
        view.say("في رقم التتبع خطأ، راجعوا أرقامه.", "Il y a une faute de frappe dans le numéro de suivi.");
  if (!found && !mistyped)
    why = view.say("اكتبوا رقم الملف هكذا: 2026/17، أو أرقام التتبع الاثني عشر.",
                   "Écrivez le numéro de dossier ainsi : 2026/17, ou les 12 chiffres du suivi.");
  return message_page(view, 404, view.say("لم نجد الملف", "Dossier introuvable"), why);
}

// In the log are a view's choices alone: its name is the clerk's own words, and may name people.
HttpResponse InboxDesk::keep_view(const Call& call) {
  const std::string name = written(call.form, "name");
  const Result<Form> query = Form::parse(call.form.value("query").substr(0, kViewQueryMaxSize));
  if (!query) return redirect_to("/cases");
  const InboxQuery read = InboxQuery::read(*query, Show::open);
  const std::string kept = read.address("", read.show, 1).substr(1);
  const std::string list = base::cat("/cases?", kept);
  if (name.empty() || base::count_code_points(name) > kViewNameMaxCodePoints)
    return redirect_after(list, "view-name");
  const auto keep = [&]() -> Result<bool> {
    const DeskUse use = parts_.database.use();
    Transaction change = TRY(Transaction::begin(*use));
    Statement put =
        TRY(use->prepare("INSERT INTO views (user_name, name, query) SELECT ?1, ?2, ?3 WHERE"
                         " (SELECT COUNT(*) FROM views WHERE user_name = ?1 AND name != ?2) < ?4"
                         " ON CONFLICT (user_name, name) DO UPDATE SET query = excluded.query"));
    put.bind(1, std::string_view(call.view.user)).bind(2, std::string_view(name));
    TRY(put.bind(3, std::string_view(kept)).bind(4, kViewsMost).run());
    if (use->changes() == 0) return false;
    TRY(record(use, {call.view.user, "view.keep", "", kept}, call.view.now));
    TRY(change.commit());
    return true;
  };
  const Result<bool> done = keep();
  if (!done) return trouble(call, done.error());
  return redirect_after(list, *done ? "view-kept" : "views-full");
}

HttpResponse InboxDesk::remove_view(const Call& call) {
  const auto remove = [&]() -> Result<void> {
    const DeskUse use = parts_.database.use();
    Transaction change = TRY(Transaction::begin(*use));
    Statement gone = TRY(use->prepare("DELETE FROM views WHERE user_name = ? AND name = ? RETURNING query"));
    gone.bind(1, std::string_view(call.view.user)).bind(2, call.form.value("name"));
    if (!TRY(gone.step())) return base::done();
    const std::string query = gone.text(0);
    TRY(gone.run());
    TRY(record(use, {call.view.user, "view.remove", "", query}, call.view.now));
    return change.commit();
  };
  const Result<void> done = remove();
  return done ? redirect_after("/cases", "view-removed") : trouble(call, done.error());
}

Result<InboxDesk::Chosen> InboxDesk::chosen_in(const Form& form) {
  Chosen chosen;
  std::vector<std::string_view> slugs = form.values("case");
  if (slugs.size() > kBulkMost) slugs.resize(kBulkMost);
  const DeskUse use = parts_.database.use();
  for (const std::string_view slug : slugs) {
    const std::optional<CaseNumber> number = CaseNumber::parse(slug);
    std::optional<Case> entry = number ? TRY(find_case(use, *number)) : std::nullopt;
    if (entry) {
      chosen.cases.push_back(*std::move(entry));
    } else {
      ++chosen.unknown;
    }
  }
  return chosen;
}

// Each case is changed for itself: what the rules refuse stays as it is, and is counted. Of a state many
// citizens are told at once: that is asked about first.
HttpResponse InboxDesk::bulk(const Call& call) {
  const std::string_view action = call.form.value("action");
  if (action == "assign" && !call.view.may(Right::assign_to_others)) return not_allowed(call);
  Result<Chosen> chosen = chosen_in(call.form);
  if (!chosen) return trouble(call, chosen.error());
  const std::string back = address_back(call.form.value("back"));
  const std::optional<complaint::CaseState> state = complaint::parse_case_state(action);
  const bool asks = state && *state != complaint::CaseState::received && !chosen->cases.empty();
  if (asks && call.form.value("sure") != "yes")
    return bulk_question_page(call.view, question_about(*state, std::move(chosen->cases), back));
  int done = 0, kept = chosen->unknown;
  for (const Case& entry : chosen->cases) {
    const std::optional<Change> change = bulk_change(call, entry);
    if (!change) {
      ++kept;
      continue;
    }
    const Result<void> changed =
        change_case(parts_.database.use(), parts_.vault, entry, *change, call.view.now);
    if (!changed && !changed.error().as<ChangeError>()) return trouble(call, changed.error());
    ++(changed ? done : kept);
  }
  return redirect_after_many(back, done, kept);
}

}  // namespace kiosk::desk
