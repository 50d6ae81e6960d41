#include "kiosk/app/form.h"

#include <algorithm>

#include "kiosk/app/questions.h"
#include "kiosk/app/trail.h"

namespace kiosk::app {
namespace {

// The field that a page of the form opens with.
std::optional<Field> first_field(const State& state) {
  const content::Question* question = question_shown(state);
  if (question != nullptr && question->kind == content::Question::Kind::text) return Field::answer;
  if (state.place().screen == Screen::describe) return Field::text;
  if (state.place().screen == Screen::contact && state.form.draft.contact != complaint::Contact::none)
    return Field::phone;
  return std::nullopt;
}

}  // namespace

bool has_typed_something(const Form& form) {
  const complaint::Draft& draft = form.draft;
  return !draft.category.empty() || !draft.district.empty() || !draft.text.empty() ||
         !draft.landmark.empty() || !draft.name.empty() || !draft.phone.empty() ||
         draft.kind != complaint::Kind::complaint;
}

std::vector<Place> form_pages(const State& state) {
  std::vector<Place> pages;
  for (const Screen step : kFormSteps) {
    pages.push_back({step, {}, 0});
    if (step != Screen::category) continue;
    for (const content::Question* question : questions_asked(state))
      pages.push_back({Screen::question, question->code, 0});
  }
  return pages;
}

std::optional<std::size_t> page_shown(const State& state) {
  const std::vector<Place> pages = form_pages(state);
  const auto found = std::find(pages.begin(), pages.end(), state.place());
  if (found != pages.end()) return static_cast<std::size_t>(found - pages.begin());
  // A question that is asked no more.
  return state.place().screen == Screen::question ? std::optional<std::size_t>(0) : std::nullopt;
}

bool is_too_many(const State& state) {
  const std::vector<base::BootTime>& filed = state.kiosk.filed;
  return filed.size() >= kComplaintsInARow && state.now < filed.front() + kComplaintsInARowTime;
}

void note_filed(State& state) {
  std::vector<base::BootTime>& filed = state.kiosk.filed;
  if (filed.size() >= kComplaintsInARow) filed.erase(filed.begin());
  filed.push_back(state.now);
}

base::Result<void> check_page(const State& state, const Place& page) {
  const complaint::Draft& draft = state.form.draft;
  const content::Question* question = page.screen == Screen::question && state.kiosk.catalogue
                                          ? state.kiosk.catalogue->question(page.slug)
                                          : nullptr;
  switch (page.screen) {
    case Screen::category:
      if (is_too_many(state))
        return base::Error(VisitError::too_many, "as many complaints as may be filed in a row");
      return complaint::check_category(draft);
    case Screen::question:
      return question != nullptr ? check_answer(draft, *question) : base::done();
    case Screen::where:
      return complaint::check_place(draft);
    case Screen::describe:
      return complaint::check_text(draft);
    case Screen::contact:
      return complaint::check_contact(draft);
    default:
      return complaint::check_consent(draft);
  }
}

void open_page(State& state, std::size_t page) {
  const std::vector<Place> pages = form_pages(state);
  while (step_of(state.place().screen)) state.trail.pop_back();
  for (std::size_t i = 0; i <= page && i < pages.size(); ++i) go(state, pages[i]);
  state.form.error.reset();
  state.form.search.wipe();
  state.form.sheet = Sheet::none;
  state.form.field = first_field(state);
}

void open_page(State& state, Screen first_of) {
  const std::vector<Place> pages = form_pages(state);
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const Place& page) { return page.screen == first_of; });
  if (found != pages.end()) open_page(state, static_cast<std::size_t>(found - pages.begin()));
}

bool asks_on(const State& state, const Place& page, const Place& next) {
  if (next.screen != Screen::question) return false;
  return page.screen == Screen::question || !check_page(state, next);
}

void set_field(Form& form, Field field, const base::SecretString& text) {
  complaint::Draft& draft = form.draft;
  switch (field) {
    case Field::text:
      draft.text = text;
      break;
    case Field::landmark:
      draft.landmark = text;
      break;
    case Field::name:
      draft.name = text;
      break;
    case Field::phone:
      draft.phone = text;
      break;
    case Field::search:
      break;  // not the form's
    case Field::answer:
      break;  // of the question shown, which only the state knows
    case Field::neighbourhood:
      form.search = text;
      return;
  }
  form.error.reset();
}

void translate_neighbourhood(State& state) {
  complaint::Draft& draft = state.form.draft;
  const content::District* district =
      state.kiosk.catalogue ? state.kiosk.catalogue->district(draft.district) : nullptr;
  if (district == nullptr || draft.neighbourhood.empty()) return;
  for (const content::District::Neighbourhood& one : district->neighbourhoods) {
    const auto& names = one.name.words;
    const bool chosen = std::any_of(names.begin(), names.end(), [&draft](const std::string& name) {
      return draft.neighbourhood.view() == name;
    });
    if (chosen) draft.neighbourhood = base::SecretString(one.name.in(state.language()));
  }
}

}  // namespace kiosk::app
