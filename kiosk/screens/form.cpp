#include "kiosk/screens/form.h"

#include "kiosk/complaint/outbox.h"

namespace kiosk::screens {

using ui::Box;

std::string words_of(const Context& context, const base::Error& error) {
  using complaint::DraftError;
  if (const auto draft = error.as<DraftError>()) {
    switch (*draft) {
      case DraftError::no_category:
        return context.t("Choose a subject to continue.");
      case DraftError::no_district:
        return context.t("Choose the arrondissement in the list.");
      case DraftError::text_too_short:
        return context.t("Write a little more: ten letters at least.");
      case DraftError::text_too_long:
        return context.t("Limit reached: 1000 characters.");
      case DraftError::phone_incomplete:
        return context.t("The number is not complete: 10 digits that start with 05, 06 or 07.");
      case DraftError::phone_prefix:
        return context.t("The number starts with 05, 06 or 07.");
      case DraftError::no_consent:
        return context.t("Tick your consent so that we can handle the complaint.");
      case DraftError::field_too_long:
      case DraftError::not_text:
        return context.t("This is too long, or holds signs that cannot be kept. Shorten it, please.");
    }
  }
  // Nothing was recorded: said plainly, with the way that is left.
  std::string words = context.t(
      "Your complaint could not be recorded. What you wrote is still here: try again, or call an agent.");
  if (error.is(complaint::OutboxError::unavailable))
    words = context.t("No complaint can be recorded on this screen at the moment.");
  if (error.is(complaint::OutboxError::disk_full) || error.is(complaint::OutboxError::queue_full)) {
    words = context.t("Nothing was recorded: this screen has no room left. No number was given.");
  }
  const std::string paper = context.catalogue() != nullptr
                                ? context.catalogue()->site().paper_form.in(context.language())
                                : context.t("Ask the reception for a paper form.");
  return base::cat(words, " ", paper);
}

const char* words_of(complaint::Kind kind) {
  switch (kind) {
    case complaint::Kind::complaint:
      return "Complaint";
    case complaint::Kind::observation:
      return "Observation";
    case complaint::Kind::suggestion:
      return "Suggestion";
  }
  return "Complaint";
}

std::string phone_in_pairs(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < complaint::kPhoneDigits; ++i) {
    if (i > 0 && i % 2 == 0) out.push_back(' ');
    out.push_back(i < digits.size() ? digits[i] : '_');
  }
  return out;
}

PageOptions form_page(const Context& context, app::Screen step, std::string title, std::string hint) {
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.step = app::step_of(step);
  options.title = std::move(title);
  options.hint = std::move(hint);
  Primary primary;
  primary.id = "complaint.continue";
  primary.label = context.t("Continue");
  options.primary = std::move(primary);
  return options;
}

PageResult draw_form_page(Context& context, const PageOptions& options) {
  PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Continue{});
  return result;
}

namespace {

enum class From { top, foot };

float draw_error(Context& context, const Box& box, From from) {
  if (!context.state.form.error) return 0;
  constexpr float kShare = 0.45F, kStep = 0.05F, kLow = 84;  // of the box, at most
  ui::Interface& ui = context.ui;
  const std::string words = words_of(context, *context.state.form.error);
  const ui::TextSpan bold{0, static_cast<std::uint32_t>(words.size()), ui::Type::label,
                          ui.tone(ui::Tone::error).text};
  const std::span<const ui::TextSpan> spans(&bold, 1);
  Box at{box.start, box.top, box.width, kLow};
  const auto bar = [&](ui::Drawing drawing, float factor) {
    return ui::message_bar(ui, "form.error", ui::NodeRole::alert, at, "error", ui::Tone::error, words, spans,
                           drawing, factor);
  };
  // Where the room is short a grown text shrinks back, never below the design's size.
  float factor = 1;
  while (factor - kStep >= 1 / ui.size_factor(ui::Type::label) &&
         bar(ui::Drawing::measure, factor) > box.height * kShare)
    factor -= kStep;
  at.height = bar(ui::Drawing::measure, factor);
  if (from == From::foot) at.top = box.bottom() - at.height;
  bar(ui::Drawing::draw, factor);
  return at.height + 12;
}

}  // namespace

float error_bar(Context& context, const Box& box) { return draw_error(context, box, From::foot); }
float error_below(Context& context, const Box& box) { return draw_error(context, box, From::top); }

TypingPlace typing_place(Context& context, const PageResult& page) {
  constexpr float kKeyboard = 552, kOver = 14;  // the tray reaches a little below the page's margin
  ui::Interface& ui = context.ui;
  TypingPlace place{page.side, page.content};
  if (!ui.landscape()) {
    place.keyboard = {0, page.content.bottom() + kOver - kKeyboard, ui.canvas().width, kKeyboard};
    place.room.height = place.keyboard.top - place.room.top - 8;
  }
  place.room.height -= error_bar(context, place.room);
  return place;
}

void keyboard_for(Context& context, const Box& box, app::Field which, ui::FieldState& field,
                  const Box& field_box, const ui::FieldOptions& options) {
  ui::Interface& ui = context.ui;
  const bool many = options.lines == ui::FieldOptions::Lines::many;
  const ui::KeyboardWords words{context.t("Space"), context.t("Done")};
  ui::KeyboardAction action = ui::keyboard(ui, box, context.memory.keyboard, words, many);
  bool changed = false;
  const std::string typed = ui.take_typed();
  if (!typed.empty()) changed |= ui::apply(ui, field, {ui::EditKind::insert, typed}, field_box, options);
  for (int i = ui.take_erased(); i > 0; --i)
    changed |= ui::apply(ui, field, {ui::EditKind::backspace, {}}, field_box, options);
  if (action.edit) changed |= ui::apply(ui, field, *action.edit, field_box, options);
  if (changed) context.emit(app::intent::EditField{which, base::SecretString(field.editor.text())});
  if (action.done) context.emit(app::intent::FocusField{std::nullopt});
}

}  // namespace kiosk::screens
