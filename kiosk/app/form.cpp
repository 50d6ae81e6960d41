#include "kiosk/app/form.h"

namespace kiosk::app {

bool has_typed_something(const Form& form) {
  const complaint::Draft& draft = form.draft;
  return !draft.category.empty() || !draft.district.empty() || !draft.text.empty() ||
         !draft.landmark.empty() || !draft.name.empty() || !draft.phone.empty() ||
         draft.kind != complaint::Kind::complaint;
}

base::Result<void> check_step(Screen step, const complaint::Draft& draft) {
  switch (step) {
    case Screen::category:
      return complaint::check_category(draft);
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
