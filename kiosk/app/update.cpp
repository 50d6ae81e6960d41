#include "kiosk/app/update.h"

#include <algorithm>

#include "kiosk/app/attract.h"
#include "kiosk/app/follow.h"
#include "kiosk/app/form.h"
#include "kiosk/app/questions.h"
#include "kiosk/app/staff_update.h"
#include "kiosk/app/timers.h"
#include "kiosk/app/trail.h"
#include "kiosk/complaint/receipt_code.h"

namespace kiosk::app {

void go(State& state, Place place) {
  constexpr std::size_t kMaxTrail = 32;
  if (state.trail.size() >= kMaxTrail) state.trail.erase(state.trail.begin() + 1);
  state.trail.push_back(std::move(place));
  leave_page(state);
}

void leave_page(State& state) {
  state.estimator_open.clear();
  state.popover = Popover::none;
  state.toast = Toast::none;
}

namespace {

void show_next_content(Kiosk& kiosk) {
  if (kiosk.next_catalogue) kiosk.catalogue = std::exchange(kiosk.next_catalogue, nullptr);
}

}  // namespace

void end_visit(State& state, Effects& effects) {
  show_next_content(state.kiosk);
  state.settings = {};
  state.settings.language = state.kiosk.language;
  state.trail = {Place{}};
  state.began.reset();
  state.overlay = Overlay::none;
  state.popover = Popover::none;
  state.toast = Toast::none;
  state.slide = 0;
  state.slide_since = state.now;
  state.form = {};
  state.receipt.reset();
  state.follow = {};
  state.staff = {};
  state.search.wipe();
  state.agreements = {};
  state.chapters_read.clear();
  state.estimators.clear();
  state.chart_as_table = false;
  state.twins = {};
  state.estimator_open.clear();
  effects.emplace_back(effect::Forget{});
}

namespace {

using base::BootTime;

// --- the visit as a whole ---

void show_overlay(State& state, Overlay overlay) {
  state.overlay = overlay;
  state.overlay_since = state.now;
  state.popover = Popover::none;
}

// --- the form ---

bool is_on_trail(const State& state, bool (*is)(Screen)) {
  return std::any_of(state.trail.begin(), state.trail.end(),
                     [is](const Place& place) { return is(place.screen); });
}

// A form is open too while a page is read over it.
bool is_in_form(const State& state) {
  return is_on_trail(state, [](Screen screen) { return step_of(screen).has_value(); });
}

// What a citizen alone may see: a code, an answer.
bool is_personal(Screen screen) {
  return screen == Screen::receipt || screen == Screen::status || screen == Screen::message;
}

// What must be told before anybody leaves: an installation's end, a copy's.
bool is_at_the_stick(const State& state) {
  return state.place().screen == Screen::staff_installing || state.staff.copying.under_way;
}

// The keyboard is up where something is looked for, and down on the pages that were found.
std::optional<Field> field_of(Screen opened, std::optional<Field> before) {
  if (opened == Screen::search) return Field::search;
  return before == Field::search ? std::nullopt : before;
}

void begin_form(State& state, Effects& effects) {
  if (is_in_form(state)) {  // it is under way below this page: nothing of it is lost
    while (!step_of(state.place().screen)) state.trail.pop_back();
    state.form.field = field_of(state.place().screen, state.form.field);
    return leave_page(state);
  }
  state.form = {};
  state.form.draft.language = state.settings.language;
  state.receipt.reset();
  open_page(state, Screen::category);
  // Told before anything is written.
  if (is_too_many(state)) state.form.error = check_page(state, state.place()).error();
  effects.emplace_back(effect::PrepareTicket{});
}

// --- asking by code (follow.h) ---

void ask(State& state, Effects& effects) {
  if (std::optional<effect::LookUp> look = ask_by_code(state)) effects.emplace_back(std::move(*look));
}

// --- the clock ---

void tick(State& state, Effects& effects) {
  switch (time_up(state)) {
    case TimeUp::end:
      return end_visit(state, effects);
    case TimeUp::ask:
      return show_overlay(state, Overlay::still_there);
    case TimeUp::no:
      break;
  }
  if (state.place().screen == Screen::attract) {
    while (state.now >= state.slide_since + kSlideTime) {
      state.slide_since += kSlideTime;
      ++state.slide;
    }
  }
  if (state.popover != Popover::none && state.now >= state.popover_since + kPopoverTime)
    state.popover = Popover::none;
  if (state.toast != Toast::none && state.now >= state.toast_since + kToastTime) state.toast = Toast::none;
}

// --- one function an intent ---

class Updater {
 public:
  Updater(State& state, Effects& effects) : state_(state), effects_(effects) {}

  void operator()(const intent::Tick& intent) {
    // The first tick starts every timer.
    if (state_.now == BootTime{}) state_.last_touch = state_.slide_since = intent.now;
    state_.wall = intent.wall;
    state_.now = intent.now;
    tick(state_, effects_);
  }
  void operator()(const intent::Touched&) { state_.last_touch = state_.now; }
  void operator()(const intent::Start& intent) {
    if (is_out_of_service(state_)) return;
    state_.settings.language = intent.language;
    state_.trail = {Place{Screen::home, {}, 0}};
    state_.began = state_.wall;
    state_.last_touch = state_.now;
  }
  void operator()(const intent::Open& intent) {
    if (intent.place.screen == Screen::category) return begin_form(state_, effects_);
    if (is_staff(intent.place.screen)) return open_staff_page(state_, effects_, intent.place);
    if (intent.place.screen == Screen::follow) clear_follow(state_.follow);
    if (intent.place.screen == Screen::search) state_.search.wipe();
    state_.form.field = field_of(intent.place.screen, state_.form.field);
    if (intent.place.screen == Screen::article) state_.chapters_read.insert(chapter_key(intent.place));
    go(state_, intent.place);
  }
  void operator()(const intent::Replace& intent) {
    state_.trail.back() = intent.place;
    leave_page(state_);
  }
  void operator()(const intent::Back&);
  void operator()(const intent::Home&);
  void operator()(const intent::KeepGoing&) {
    state_.overlay = Overlay::none;
    state_.last_touch = state_.now;
  }
  void operator()(const intent::Finish&) {
    if (!is_at_the_stick(state_)) end_visit(state_, effects_);
  }

  void operator()(const intent::ChooseLanguage& intent) {
    state_.settings.language = intent.language;
    state_.form.draft.language = intent.language;
    translate_neighbourhood(state_);
    state_.popover = Popover::none;
  }
  void operator()(const intent::ToggleLowReach&) { state_.settings.low_reach = !state_.settings.low_reach; }
  void operator()(const intent::ToggleContrast&) {
    state_.settings.high_contrast = !state_.settings.high_contrast;
  }
  void operator()(const intent::ChooseTextSize& intent) {
    state_.settings.text_percent = intent.percent;
    state_.popover = Popover::none;
  }
  void operator()(const intent::TogglePopover& intent) {
    state_.popover = state_.popover == intent.popover ? Popover::none : intent.popover;
    state_.popover_since = state_.now;
  }
  void operator()(const intent::ChooseChapter& intent) {
    state_.trail.back().chapter = intent.chapter;
    state_.chapters_read.insert(chapter_key(state_.place()));
  }
  void operator()(const intent::ToggleChart&) { state_.chart_as_table = !state_.chart_as_table; }
  void operator()(const intent::ShowAgreements& intent) {
    state_.agreements = intent.choice;
    if (state_.place().screen == Screen::partners) state_.trail.pop_back();
  }
  void operator()(const intent::SetEstimator& intent) {
    state_.estimators[intent.campaign][intent.key] = intent.value;
  }
  void operator()(const intent::ShowTwins& intent) {
    state_.twins.view = intent.view;
    state_.twins.zoom = 0;
  }
  void operator()(const intent::ZoomTwins& intent) {
    state_.twins.zoom = std::clamp(state_.twins.zoom + intent.steps, 0, kTwinsZooms - 1);
  }
  void operator()(const intent::ChooseTwin& intent) { state_.twins.chosen = intent.slug; }
  void operator()(const intent::OpenEstimator& intent) { state_.estimator_open = intent.campaign; }

  void operator()(const intent::ChooseKind& intent) { state_.form.draft.kind = intent.kind; }
  void operator()(const intent::ChooseCategory& intent) {
    if (state_.form.draft.category != intent.slug) {
      state_.form.draft.answers.clear();
      state_.form.wants_questions = false;
    }
    state_.form.draft.category = intent.slug;
    state_.form.error.reset();
  }
  void operator()(const intent::OpenQuestions&) {
    if (state_.place().screen != Screen::category || questions_of(state_).empty()) return;
    state_.form.wants_questions = true;
    open_page(state_, Screen::question);
  }
  void operator()(const intent::ChooseAnswer& intent) {
    if (const content::Question* question = question_shown(state_))
      choose(state_.form.draft, *question, intent.key);
    state_.form.error.reset();
  }
  void operator()(const intent::SkipQuestion&) {
    const content::Question* question = question_shown(state_);
    if (question == nullptr || question->required) return;
    complaint::set_answer(state_.form.draft, question->code, {});
    (*this)(intent::Continue{});
  }
  void operator()(const intent::MoreCategories&) { ++state_.form.category_page; }
  void operator()(const intent::ChooseDistrict& intent) {
    if (state_.form.draft.district != intent.slug) {
      state_.form.draft.neighbourhood.wipe();
      state_.form.neighbourhood_unknown = false;
    }
    state_.form.draft.district = intent.slug;
    state_.form.error.reset();
  }
  void operator()(const intent::ChooseNeighbourhood& intent) {
    if (!intent.district.empty()) (*this)(intent::ChooseDistrict{intent.district});
    state_.form.draft.neighbourhood = intent.name;
    state_.form.neighbourhood_unknown = intent.name.empty();
    if (state_.form.field == Field::neighbourhood) state_.form.field.reset();
    state_.form.search.wipe();
  }
  void operator()(const intent::OpenSheet& intent) { state_.form.sheet = intent.sheet; }
  void operator()(const intent::CloseSheet&) { state_.form.sheet = Sheet::none; }
  void operator()(const intent::ChooseContact& intent) {
    state_.form.draft.contact = intent.contact;
    state_.form.error.reset();
    state_.form.field =
        intent.contact == complaint::Contact::none ? std::nullopt : std::optional(Field::phone);
    if (intent.contact == complaint::Contact::none) state_.form.draft.phone.wipe();
  }
  void operator()(const intent::FocusField& intent) { state_.form.field = intent.field; }
  void operator()(const intent::EditField& intent) {
    if (intent.field == Field::search) {
      state_.search = intent.text;
    } else if (intent.field == Field::answer) {
      if (const content::Question* question = question_shown(state_))
        complaint::set_answer(state_.form.draft, question->code, intent.text.view());
      state_.form.error.reset();
    } else {
      set_field(state_.form, intent.field, intent.text);
    }
  }
  void operator()(const intent::AskToClear&) {
    if (!state_.form.draft.text.empty()) show_overlay(state_, Overlay::clear_text);
  }
  void operator()(const intent::ClearText&) {
    state_.form.draft.text.wipe();
    state_.overlay = Overlay::none;
  }
  void operator()(const intent::ToggleConsent&) {
    state_.form.draft.consent = !state_.form.draft.consent;
    state_.form.error.reset();
  }
  void operator()(const intent::Continue&);
  void operator()(const intent::ChangeStep& intent) {
    if (!step_of(intent.step)) return;
    if (intent.step == Screen::question) state_.form.wants_questions = true;
    open_page(state_, intent.step);
    state_.form.back_to_check = true;
  }
  void operator()(const intent::Send&);
  void operator()(const intent::Filed& intent);
  void operator()(const intent::Delivered& intent);
  void operator()(const intent::OutboxChanged& intent) { state_.kiosk.outbox = intent.counts; }
  void operator()(const intent::OutboxChecked& intent) {
    state_.kiosk.complaint_problem = intent.problem ? intent.problem->name() : "";
    if (intent.problem && step_of(state_.place().screen) && !state_.form.sending)
      state_.form.error = intent.problem;
  }
  void operator()(const intent::OpenCountsRead& intent) { state_.kiosk.open_counts = intent.counts; }
  void operator()(const intent::NetworkAlarm& intent) { state_.kiosk.network_alarm = intent.reason; }

  void operator()(const intent::PhoneDigit& intent) {
    if (state_.form.draft.phone.size() >= complaint::kPhoneDigits) return;
    state_.form.draft.phone.append(std::string_view(&intent.digit, 1));
    state_.form.error.reset();
  }
  void operator()(const intent::PhoneErase&) {
    state_.form.draft.phone.drop_last();
    state_.form.error.reset();
  }
  void operator()(const intent::FollowDigit& intent) {
    if (state_.follow.asking || state_.follow.digits.size() >= complaint::kReceiptDigits) return;
    state_.follow.digits.append(std::string_view(&intent.digit, 1));
    state_.follow.problem = FollowProblem::none;
  }
  void operator()(const intent::FollowErase&) {
    Follow& follow = state_.follow;
    if (follow.asking || follow.digits.empty()) return;
    follow.digits.drop_last();
    follow.problem = FollowProblem::none;
  }
  void operator()(const intent::FollowShow&) { ask(state_, effects_); }
  void operator()(const intent::AskNumberHelp&) { show_overlay(state_, Overlay::number_help); }
  void operator()(const intent::FollowMine&);
  void operator()(const intent::FollowAnswered& intent) { take_answer(state_, intent); }
  void operator()(const intent::AddMessage&) {
    if (begin_message(state_)) go(state_, {Screen::message, {}, 0});
  }
  void operator()(const intent::SendMessage&) {
    if (std::optional<effect::FileMessage> order = send_message(state_))
      effects_.emplace_back(std::move(*order));
  }
  void operator()(const intent::MessageFiled& intent) {
    if (!take_filed_message(state_, intent)) return;
    state_.trail.pop_back();
    leave_page(state_);
    state_.toast = Toast::message_kept;
    state_.toast_since = state_.now;
    ask(state_, effects_);
  }
  void operator()(const intent::AnswersUpdated&) {
    if (state_.place().screen == Screen::status && !state_.follow.asking) ask(state_, effects_);
  }

  void operator()(const intent::ChannelChanged& intent) { state_.kiosk.channel = intent.channel; }
  void operator()(const intent::ContentChanged& intent) {
    Kiosk& kiosk = state_.kiosk;
    kiosk.next_catalogue = intent.catalogue;
    kiosk.content_problem = intent.problem;
    kiosk.generations = intent.generations;
    kiosk.rejected = intent.rejected;
    kiosk.clock_floor = intent.clock_floor;
    // Nothing changes under the eyes of somebody who reads or writes.
    const bool is_visit = state_.place().screen != Screen::attract && !is_staff_mode(state_);
    if (!is_visit || kiosk.catalogue == nullptr) show_next_content(kiosk);
  }
  void operator()(const intent::FetchingChanged& intent) { state_.kiosk.fetching = intent.fetching; }
  void operator()(const intent::ContentFetched& intent) {
    effects_.emplace_back(effect::InstallFetched{intent.head});
  }
  void operator()(const intent::SourcesRead& intent) {
    if (intent.catalogue) state_.kiosk.catalogue = intent.catalogue;
    state_.kiosk.source_trouble = intent.trouble;
  }
  // What staff do: staff_update.h.
  template <typename StaffIntent>
  void operator()(const StaffIntent& intent) {
    staff_update(state_, effects_, intent);
  }

 private:
  State& state_;
  Effects& effects_;
};

void Updater::operator()(const intent::Back&) {
  const Screen screen = state_.place().screen;
  if (state_.form.sheet != Sheet::none) return void(state_.form.sheet = Sheet::none);
  if (screen == Screen::receipt || is_at_the_stick(state_) || state_.trail.size() < 2) return;
  if (screen == Screen::category && has_typed_something(state_.form))
    return show_overlay(state_, Overlay::leave);
  if (screen == Screen::staff_status) return end_visit(state_, effects_);
  if (screen == Screen::staff_pin) return leave_door(state_, effects_);
  if (screen == Screen::staff_done || screen == Screen::staff_refused) {
    state_.trail.resize(1);
    go(state_, {Screen::staff_status, {}, 0});
    return staff_update(state_, effects_, intent::CheckUp{});  // much is different now
  }
  if (const auto page = page_shown(state_); page && screen != Screen::category) {
    state_.form.back_to_check = false;
    return open_page(state_, *page > 0 ? *page - 1 : 0);
  }
  state_.trail.pop_back();
  leave_page(state_);
  if (screen == Screen::search) state_.form.field.reset();
  if (screen == Screen::message) state_.form.field.reset();
  if (screen == Screen::category || screen == Screen::status) state_.form = {};
  if (screen == Screen::follow || screen == Screen::status) clear_follow(state_.follow);
}

void Updater::operator()(const intent::Home&) {
  if (state_.form.sending || is_at_the_stick(state_)) return;
  if (state_.place().screen == Screen::message && !state_.form.draft.text.empty())
    return show_overlay(state_, Overlay::leave);
  if (state_.place().screen == Screen::receipt) return show_overlay(state_, Overlay::leave_receipt);
  if (is_in_form(state_)) {
    if (has_typed_something(state_.form)) return show_overlay(state_, Overlay::leave);
    state_.form = {};
  }
  // What stands on a receipt or a status is the citizen's own: leaving it ends the visit. A staff code that
  // was not given ends none.
  const bool began = state_.trail.front().screen != Screen::attract;
  if (is_on_trail(state_, is_personal) || is_staff_mode(state_) || !began) return end_visit(state_, effects_);
  state_.staff = {};
  clear_follow(state_.follow);
  leave_page(state_);
  if (state_.form.field == Field::search) state_.form.field.reset();
  state_.trail = {Place{Screen::home, {}, 0}};
}

void Updater::operator()(const intent::Continue&) {
  const std::optional<std::size_t> page = page_shown(state_);
  const std::vector<Place> pages = form_pages(state_);
  if (!page || *page + 1 >= pages.size()) return;
  const base::Result<void> checked = check_page(state_, state_.place());
  if (!checked) {
    state_.form.error = checked.error();
    return;
  }
  const bool to_check = state_.form.back_to_check && !asks_on(state_, state_.place(), pages[*page + 1]);
  if (to_check) state_.form.back_to_check = false;
  open_page(state_, to_check ? pages.size() - 1 : *page + 1);
}

void Updater::operator()(const intent::Send&) {
  Form& form = state_.form;
  if (form.sending || state_.place().screen != Screen::check) return;
  const std::vector<Place> pages = form_pages(state_);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const base::Result<void> checked = check_page(state_, pages[i]);
    if (checked) continue;
    if (pages[i].screen != Screen::check) open_page(state_, i);
    form.error = checked.error();
    return;
  }
  form.sending = true;
  form.error.reset();
  effects_.emplace_back(effect::FileComplaint{form.draft});
}

void Updater::operator()(const intent::Filed& intent) {
  // The citizen may have left meanwhile: then the receipt is nobody's.
  if (!state_.form.sending) return;
  state_.form.sending = false;
  if (intent.error) {
    state_.form.error = intent.error;
    return;
  }
  note_filed(state_);
  state_.receipt = intent.receipt;
  state_.receipt->kind = state_.form.draft.kind;
  state_.form = {};
  state_.trail = {Place{Screen::home, {}, 0}, Place{Screen::receipt, {}, 0}};
  state_.last_touch = state_.now;
}

void Updater::operator()(const intent::Delivered& intent) {
  state_.kiosk.last_delivery = intent.at;
  (*this)(intent::AnswersUpdated{});
  if (!state_.receipt || state_.receipt->uuid != intent.uuid) return;
  state_.receipt->delivered_at = intent.at;
  state_.receipt->case_number = intent.case_number;
}

void Updater::operator()(const intent::FollowMine&) {
  if (!state_.receipt) return;
  const auto code = complaint::ReceiptCode::parse(state_.receipt->code.view());
  if (!code) return;
  clear_follow(state_.follow);
  state_.follow.digits = base::SecretString(code->digits());
  go(state_, {Screen::follow, {}, 0});
  ask(state_, effects_);
}

}  // namespace

std::vector<Effect> update(State& state, const Intent& intent) {
  Effects effects;
  std::visit(Updater(state, effects), intent);
  return effects;
}

}  // namespace kiosk::app
