#include "kiosk/screens/screens.h"

#include "kiosk/app/questions.h"
#include "kiosk/screens/coasts.h"
#include "kiosk/screens/page.h"

namespace kiosk::screens {
namespace {

void draw_screen(Context& context) {
  using app::Screen;
  switch (context.state.place().screen) {
    case Screen::attract:
      return draw_attract(context);
    case Screen::home:
      return draw_home(context);
    case Screen::partnerships:
      return draw_partnerships(context);
    case Screen::twins:
      return draw_twins(context);
    case Screen::agreements:
      return draw_agreements(context);
    case Screen::partners:
      return draw_partners(context);
    case Screen::agreement:
      return draw_agreement(context);
    case Screen::article:
      return draw_article(context);
    case Screen::tip:
      return draw_tip(context);
    case Screen::energy:
      return draw_energy(context);
    case Screen::missing:
      return draw_missing(context);
    case Screen::search:
      return draw_search(context);
    case Screen::category:
      return draw_category(context);
    case Screen::question:
      return draw_question(context);
    case Screen::where:
      return draw_where(context);
    case Screen::describe:
      return draw_describe(context);
    case Screen::contact:
      return draw_contact(context);
    case Screen::check:
      return draw_check(context);
    case Screen::receipt:
      return draw_receipt(context);
    case Screen::follow:
      return draw_follow(context);
    case Screen::status:
      return draw_status(context);
    case Screen::message:
      return draw_message(context);
    case Screen::staff_pin:
    case Screen::staff_status:
    case Screen::staff_packs:
    case Screen::staff_review:
    case Screen::staff_installing:
    case Screen::staff_done:
    case Screen::staff_refused:
    case Screen::staff_changes:
    case Screen::staff_preview:
    case Screen::staff_rollback:
    case Screen::staff_content:
    case Screen::staff_queue:
    case Screen::staff_network:
    case Screen::staff_touch:
    case Screen::staff_clock:
    case Screen::staff_machine:
    case Screen::staff_errors:
    case Screen::staff_diagnostics:
    case Screen::staff_settings:
    case Screen::staff_code:
    case Screen::staff_copy:
      return draw_staff(context);
  }
}

// A field whose text was changed elsewhere shows the new one; what "clear all" took can be undone.
void sync_field(ui::FieldState& field, std::string_view text) {
  if (field.editor.text() == text) return;
  if (text.empty()) {
    field.editor.clear();
  } else {
    field.editor.set_text(text);
  }
}
void sync_field(ui::FieldState& field, const base::SecretString& text) { sync_field(field, text.view()); }

// No form is under way on these: what was cut, undone or turned round in the last one ends with it.
bool ends_form(app::Screen screen) {
  return screen == app::Screen::home || screen == app::Screen::receipt || screen == app::Screen::attract;
}

// A question has its own words, and its own way back through them.
void sync_answer(Memory& memory, const app::State& state) {
  const content::Question* question = app::question_shown(state);
  if (question == nullptr || !question->values.empty()) return;
  if (memory.answer_for != question->code) memory.fields.answer = Fields{}.answer;
  memory.answer_for = question->code;
  sync_field(memory.fields.answer, complaint::answer_to(state.form.draft, question->code));
}

}  // namespace

Screens::Screens(const app::Strings& strings, AssetReader assets)
    : strings_(strings),
      coasts_(std::make_unique<Coasts>(std::move(assets))),
      memory_(std::make_unique<Memory>()) {}
Screens::~Screens() = default;

const ui::KeyboardState& Screens::keyboard() const { return memory_->keyboard; }

void Screens::draw(ui::Interface& ui, const app::State& state, std::vector<app::Intent>& intents) {
  Context context(ui, state, strings_, *memory_, *coasts_, intents);
  if (!(memory_->last_place == state.place())) {
    ui.reset_scroll("page");
    ui.reset_scroll("sheet");
    memory_->pair_row.clear();
    memory_->last_place = state.place();
    if (state.place().screen == app::Screen::home) memory_->timeline = {};
    memory_->touches.clear();
    memory_->touch_count = 0;
    if (ends_form(state.place().screen)) memory_->fields = {};
    for (ui::FieldState* field : memory_->fields.all()) field->close();
  }
  const complaint::Draft& draft = state.form.draft;
  sync_field(memory_->fields.text, draft.text);
  sync_field(memory_->fields.landmark, draft.landmark);
  sync_field(memory_->fields.name, draft.name);
  sync_field(memory_->fields.search, state.search);
  sync_field(memory_->fields.neighbourhood, state.form.search);
  sync_answer(*memory_, state);
  if (memory_->keyboard_for != state.form.field) {
    memory_->keyboard_for = state.form.field;
    if (state.form.field) memory_->keyboard = ui::keyboard_with(ui::layout_for(state.language()));
    for (ui::FieldState* field : memory_->fields.all()) field->close();
  }
  // While nobody answers, what stands on the page is not for who passes by.
  constexpr float kUnreadable = 0.12F;
  if (state.overlay == app::Overlay::still_there) ui.painter().letters(kUnreadable);
  ui.move_with_page(true);
  draw_screen(context);
  if (!memory_->pair_row.empty() && pair_row(context, memory_->pair_row) == 0) ui.build_again();
  ui.move_with_page(false);
  ui.painter().letters(1);
  draw_overlay(context);
  preview_strip(context);
  popover(context);  // the bar stays live under a question, and what it opens lies over it
}

void Screens::forget() { memory_ = std::make_unique<Memory>(); }

ui::Settings settings_of(const app::State& state) {
  ui::Settings settings;
  settings.language = state.settings.language;
  settings.contrast = state.settings.high_contrast ? ui::Contrast::high : ui::Contrast::normal;
  settings.text_percent = state.settings.text_percent;
  settings.low_reach = state.settings.low_reach;
  settings.reduced_motion = state.kiosk.reduced_motion;
  return settings;
}

}  // namespace kiosk::screens
