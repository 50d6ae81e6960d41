#include "kiosk/desk/case_desk.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/bulk_page.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/done_note.h"
#include "kiosk/desk/drafts.h"
#include "kiosk/desk/erasure.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/papers.h"
#include "kiosk/desk/publications.h"

namespace kiosk::desk {
namespace {

using base::HttpResponse;
using base::Result;

constexpr std::int64_t kMergedShown = 50;
constexpr base::Milliseconds kPhoneShown = std::chrono::minutes(5);  // after it was asked for
// Somebody who reads on is one line of the log.
constexpr base::Milliseconds kReadAgain = std::chrono::hours(1);

complaint::Words words_in(const Form& form, std::string_view ar, std::string_view fr) {
  return {std::string_view(written(form, ar)), std::string_view(written(form, fr))};
}

std::string cut(std::string text) {
  while (text.size() > kDraftMaxSize) text.pop_back();
  while (!base::is_valid_utf8(text)) text.pop_back();
  return text;
}

std::int64_t number_in(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// What the form of this action asks for; nothing if there is no such action.
std::optional<Change> change_of(const Call& call, std::string_view action, const Case& entry) {
  const Form& form = call.form;
  Change change{CaseEvent::state, entry.state, call.view.user};
  change.seen = number_in(form.value("seen"));
  const std::optional<complaint::CaseState> state = complaint::parse_case_state(form.value("state"));
  if (action == "answer") {
    change.event = CaseEvent::answer;
    change.state = complaint::CaseState::answered;
    change.answer = words_in(form, "ar", "fr");
  } else if (action == "phone") {
    change.event = CaseEvent::phone_shown;
    change.reason = written(form, "reason");
  } else if (action == "note") {
    change.event = CaseEvent::note;
    change.reason = written(form, "text");
  } else if (action == "assign") {
    change.event = CaseEvent::assigned;
    change.assignee = form.value("assignee");
  } else if (action == "category" && call.view.names->find_category(form.value("category")) != nullptr) {
    change.event = CaseEvent::category;
    change.category = form.value("category");
  } else if (action == "merge") {
    change.event = CaseEvent::merged;
    change.other_case = complaint::western_digits(form.value("other")).view();
  } else if (action == "part") {
    change.event = CaseEvent::parted;
  } else if (action == "state" && state) {
    change.state = *state;
    change.note = words_in(form, "note_ar", "note_fr");
  } else {
    return std::nullopt;
  }
  return change;
}

// Closed with neither an answer nor a word: that is asked about first.
bool ends_in_silence(const Case& entry, const Change& change) {
  const bool closes = change.event == CaseEvent::state && change.state == complaint::CaseState::closed;
  return closes && entry.is_open() && !entry.answered_at && change.note.empty();
}

CaseModel::Typed typed_in(const Form& form, std::string_view action) {
  CaseModel::Typed typed;
  typed.answer_ar = with_line_feeds(form.value("ar"));
  typed.answer_fr = with_line_feeds(form.value("fr"));
  typed.note_ar = form.value("note_ar");
  typed.note_fr = form.value("note_fr");
  (action == "erase" ? typed.erase_reason : typed.reason) = form.value("reason");
  typed.inner_note = with_line_feeds(form.value("text"));
  typed.other_case = form.value("other");
  typed.state = complaint::parse_case_state(form.value("state"));
  return typed;
}

// This reader, a moment ago.
bool asked_for_phone(const CaseModel& model, const View& view) {
  return std::any_of(model.history.begin(), model.history.end(), [&view](const HistoryEntry& entry) {
    return entry.change.event == CaseEvent::phone_shown && entry.change.actor == view.user &&
           view.now - entry.at < kPhoneShown;
  });
}

// The same form once more, with "sure".
BulkQuestion question_about(const Call& call, const Case& entry, complaint::CaseState state) {
  BulkQuestion question{state, {entry}, call.target.path, {}, case_address(entry.number, call.view.list)};
  question.fields = {{"state", std::string(complaint::slug_of(state))},
                     {"seen", std::string(call.form.value("seen"))},
                     {"list", call.view.list}};
  return question;
}

}  // namespace

std::optional<Right> CaseDesk::right_for(const Call& call, std::string_view action) {
  if (action == "phone") return Right::see_phone;
  if (action == "erase") return Right::erase_cases;
  const std::string_view assignee = call.form.value("assignee");
  if (action == "assign" && !assignee.empty() && assignee != call.view.user) return Right::assign_to_others;
  return Right::work_on_cases;
}

Result<void> CaseDesk::add_neighbours(const DeskUse& use, CaseModel& model) {
  if (model.entry.merged_into) {
    const std::optional<Case> speaker = TRY(find_case(use, *model.entry.merged_into));
    if (speaker) model.speaker = speaker->number;
  }
  CaseFilter filter;
  filter.merged_into = model.entry.id;
  for (const Case& merged : TRY(list_cases(use, filter, 0, kMergedShown)))
    model.merged.push_back(merged.number);
  return base::done();
}

Result<CaseModel> CaseDesk::model_of(const Call& call, const Case& entry) {
  CaseModel model{entry};
  base::Bytes envelope;
  std::optional<KioskRow> kiosk;
  {
    const DeskUse use = parts_.database.use();
    Result<base::Bytes> sealed = envelope_of(use, entry.id);
    if (sealed) envelope = std::move(sealed).value();
    kiosk = TRY(find_kiosk(use, entry.kiosk));
    model.history = TRY(history_of(use, parts_.vault, entry.id));
    model.is_told = TRY(is_published(use, entry.id));
    TRY(add_neighbours(use, model));
    for (const UserRow& user : TRY(list_users(use))) {
      if (!user.disabled && may(user.role, Right::work_on_cases)) model.colleagues.push_back(user.name);
    }
    model.writing = TRY(writing(use, entry.id, call.view.user, call.view.now));
    const std::optional<complaint::Words> draft = TRY(draft_of(use, parts_.vault, entry.id, call.view.user));
    model.has_draft = draft.has_value();
    if (draft) model.typed.answer_ar = draft->ar.view(), model.typed.answer_fr = draft->fr.view();
  }
  if (kiosk && !envelope.empty() && call.view.may(Right::read_letters)) {
    Result<complaint::Letter> letter = open_letter(parts_.vault, std::move(envelope), kiosk->key);
    if (letter) model.letter = std::move(letter).value();
  }
  return model;
}

HttpResponse CaseDesk::render(const Call& call, const CaseModel& model) {
  View view = call.view;
  view.path = base::cat("/cases/", model.entry.number.slug());
  if (call.is_post() && !view.list.empty()) view.query = base::cat("list=", percent_encoded(view.list));
  return case_page(view, model);
}

HttpResponse CaseDesk::show(const Call& call, const CaseNumber& number) {
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return case_not_found(call);
  // An auditor who looks is no clerk who has begun.
  const bool reads =
      call.request.method == "GET" && call.view.may(Right::work_on_cases) && !(*entry)->erased_at;
  if (!(*entry)->opened && reads) {
    const Change opened{CaseEvent::opened, (*entry)->state, call.view.user};
    const Result<void> noted =
        change_case(parts_.database.use(), parts_.vault, **entry, opened, call.view.now);
    if (!noted) return trouble(call, noted.error());
  }
  if (call.view.may(Right::read_letters) && !(*entry)->erased_at) {
    const Result<void> noted = record_now_and_then(
        parts_.database.use(), {call.view.user, "read", (*entry)->number.text()}, kReadAgain, call.view.now);
    if (!noted) return trouble(call, noted.error());
  }
  Result<CaseModel> model = model_of(call, **entry);
  if (!model) return trouble(call, model.error());
  model->show_phone = call.view.may(Right::see_phone) && asked_for_phone(*model, call.view);
  return render(call, *model);
}

Result<HttpResponse> CaseDesk::paper_of(const Call& call, const Case& entry) {
  if (!parts_.print) return no_printer(call);
  const CaseModel model = TRY(model_of(call, entry));
  const std::string pdf = TRY(parts_.print(case_paper(call.view, model)));
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  TRY(record(use, {call.view.user, "export.case", entry.number.text()}, call.view.now));
  TRY(change.commit());
  return file_response(base::cat(entry.number.slug(), ".pdf"), "application/pdf", pdf);
}

HttpResponse CaseDesk::paper(const Call& call, const CaseNumber& number) {
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return case_not_found(call);
  Result<HttpResponse> response = paper_of(call, **entry);
  return response ? std::move(response).value() : trouble(call, response.error());
}

HttpResponse CaseDesk::keep_draft_of(const Call& call, const Case& entry) {
  const complaint::Words words{std::string_view(cut(written(call.form, "ar"))),
                               std::string_view(cut(written(call.form, "fr")))};
  const Result<void> kept = entry.erased_at ? base::done()
                                            : keep_draft(parts_.database.use(), parts_.vault, entry.id,
                                                         call.view.user, words, call.view.now);
  return kept ? redirect_after(case_address(entry.number, call.view.list), "draft")
              : trouble(call, kept.error());
}

HttpResponse CaseDesk::refuse(const Call& call, const Case& entry, ChangeError reason, const Change& change) {
  Result<CaseModel> model = model_of(call, entry);
  if (!model) return trouble(call, model.error());
  model->refused = true;
  model->has_draft = false;
  model->message = refusal_words(call.view, reason, change);
  const std::string_view path = call.target.path;
  model->typed = typed_in(call.form, path.substr(path.rfind('/') + 1));
  return render(call, *model);
}

HttpResponse CaseDesk::erase(const Call& call, const Case& entry) {
  const std::string why = written(call.form, "reason");
  Change change{CaseEvent::erased, entry.state, call.view.user};
  change.reason = why;
  const bool sure = call.form.value("sure") == "yes";
  const Result<void> erased =
      sure ? erase_case(parts_.database.use(), parts_.vault, entry, why, call.doing())
           : Result<void>(base::Error(ChangeError::reason_missing, "erasing was not confirmed"));
  const std::optional<ChangeError> reason = erased ? std::nullopt : erased.error().as<ChangeError>();
  if (!erased && !reason) return trouble(call, erased.error());
  if (reason) return refuse(call, entry, *reason, change);
  parts_.letters.forget(entry.id);
  return redirect_after(case_address(entry.number, call.view.list), "erase");
}

HttpResponse CaseDesk::act(const Call& call, const CaseNumber& number, std::string_view action) {
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return case_not_found(call);
  if (action == "draft") return keep_draft_of(call, **entry);
  if (action == "erase") return erase(call, **entry);
  const std::optional<Change> change = change_of(call, action, **entry);
  if (!change) return not_found(call);
  if (ends_in_silence(**entry, *change) && call.form.value("sure") != "yes")
    return bulk_question_page(call.view, question_about(call, **entry, change->state));
  const Result<void> changed =
      change_case(parts_.database.use(), parts_.vault, **entry, *change, call.view.now);
  const std::optional<ChangeError> reason = changed ? std::nullopt : changed.error().as<ChangeError>();
  if (!changed && !reason) return trouble(call, changed.error());
  if (reason) return refuse(call, **entry, *reason, *change);
  if (action == "answer") {
    const Result<void> dropped = drop_draft(parts_.database.use(), (*entry)->id, call.view.user);
    if (!dropped) return trouble(call, dropped.error());
  }
  if (action == "phone") return redirect_to(case_address(number, call.view.list));
  return redirect_after(case_address(number, call.view.list), action);
}

}  // namespace kiosk::desk
