#include "kiosk/screens/form.h"

#include <array>

#include "kiosk/base/overwrite.h"
#include "kiosk/complaint/outbox.h"
#include "kiosk/screens/sheet.h"

namespace kiosk::screens {

using ui::Box;

std::string words_of(const Context& context, const base::Error& error) {
  using complaint::DraftError;
  if (const auto draft = error.as<DraftError>()) {
    switch (*draft) {
      case DraftError::no_category:
        return context.t("Choose a subject to continue.");
      case DraftError::no_district:
        return context.t("Choose the arrondissement on the plan or in the list.");
      case DraftError::text_too_short:
        return context.t("Write a little more: ten letters at least.");
      case DraftError::text_too_long:
        return context.t("Limit reached: 1000 characters.");
      case DraftError::phone_incomplete:
        return context.t("The number is not complete: 10 digits that start with 05, 06 or 07.");
      case DraftError::phone_prefix:
        return context.t("The number starts with 05, 06 or 07.");
      case DraftError::no_answer:
        return context.t("Answer the question to continue.");
      case DraftError::bad_number:
        return context.t("This number is too large. Check it, please.");
      case DraftError::no_consent:
        return context.t("Tick your consent so that we can handle the complaint.");
      case DraftError::field_too_long:
      case DraftError::not_text:
        return context.t("This is too long, or holds signs that cannot be kept. Shorten it, please.");
    }
  }
  if (error.is(app::VisitError::too_many))
    return context.t("Many were recorded here just now. Try again in ten minutes.");
  if (context.state.kiosk.is_preview)
    return context.t("This is a preview of the texts: complaints are not recorded here.");
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
      return app::translatable("Complaint");
    case complaint::Kind::observation:
      return app::translatable("Observation");
    case complaint::Kind::suggestion:
      return app::translatable("Suggestion");
  }
  return app::translatable("Complaint");
}

std::string of_kind(complaint::Kind kind, std::string complaint, std::string observation,
                    std::string suggestion) {
  switch (kind) {
    case complaint::Kind::observation:
      return observation;
    case complaint::Kind::suggestion:
      return suggestion;
    case complaint::Kind::complaint:
      break;
  }
  return complaint;
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
  constexpr float kTools = 84, kApart = 8;
  ui::Interface& ui = context.ui;
  TypingPlace place{page.side, page.content, {}};
  const float reach = ui.reach_top();
  if (page.is_split() && ui.landscape()) {
    place.tools = Box{page.side.start, page.side.bottom() - kTools, page.side.width, kTools};
    place.room.height -= kTools + 2 * kApart;
    place.keyboard = {page.content.start, reach, page.content.width, page.content.bottom() - reach};
  } else if (page.is_split()) {
    place.room = page.reading;
    place.tools = Box{page.content.start, reach + kApart / 2, page.content.width, kTools};
    const float top = place.tools->bottom() + kApart;
    place.keyboard = {0, top, ui.canvas().width, page.content.bottom() + kOver - top};
  } else if (!ui.landscape()) {
    place.keyboard = {0, page.content.bottom() + kOver - kKeyboard, ui.canvas().width, kKeyboard};
    place.room.height = place.keyboard.top - place.room.top - kApart;
  }
  place.room.height -= error_bar(context, place.room);
  return place;
}

bool has_limits(const Context& context) {
  return context.catalogue() != nullptr && !context.catalogue()->site().cannot_handle.empty();
}

void limits_button(Context& context, const Box& box) {
  if (!has_limits(context)) return;
  ui::ButtonOptions button;
  button.type = ui::Type::label;
  button.icon = "info";
  if (ui::neutral_button(context.ui, "complaint.limits", box, context.t("What the cell cannot handle"),
                         button))
    context.emit(app::intent::OpenSheet{app::Sheet::limits});
}

void limits_sheet(Context& context) {
  if (context.state.form.sheet != app::Sheet::limits || !has_limits(context)) return;
  const content::Site& site = context.catalogue()->site();
  const base::Language language = context.language();
  SheetOptions options;
  options.title = context.t("What the cell cannot handle");
  for (const content::LocalText& one : site.cannot_handle)
    options.words += base::cat(options.words.empty() ? "" : "\n", "• ", one.in(language));
  if (!site.routes.empty()) options.words += base::cat("\n\n", context.t("Where you can go:"));
  for (const content::Route& route : site.routes) {
    options.words += base::cat("\n• ", route.name.in(language));
    if (!route.address.empty()) options.words += base::cat(" (", app::left_to_right(route.address), ")");
    options.words += base::cat(context.t("before an answer", ": "), route.words.in(language));
  }
  sheet(context, options);
}

ui::FieldWords field_words(const Context& context) {
  return {context.t("Cut"),
          context.t("Copy"),
          context.t("Paste"),
          context.t("Select all"),
          context.t("Turn the text"),
          context.t("Start of the selection"),
          context.t("End of the selection")};
}

namespace {

// Below the text: undo, clear all, and two arrows that move as they point.
std::optional<ui::Edit> text_tools(Context& context, const Writing& writing) {
  constexpr float kBetween = 14, kArrow = 104, kNarrowArrow = 88, kClearShare = 0.56F;
  ui::Interface& ui = context.ui;
  const Box& tools = *writing.tools;
  const float arrow = tools.width < 700 ? kNarrowArrow : kArrow;
  ui::ButtonOptions button;
  button.type = ui::Type::label;
  std::optional<ui::Edit> edit;
  const Box outer{tools.end() - arrow, tools.top, arrow, tools.height};
  const Box inner = outer.moved(-arrow - kBetween, 0);
  const float room = inner.start - tools.start - 2 * kBetween;
  const Box undo{tools.start, tools.top, room * (1 - kClearShare), tools.height};
  const Box clear{undo.end() + kBetween, tools.top, room * kClearShare, tools.height};
  const std::array<std::string, 2> labels = {context.t("Clear all"), context.t("Undo")};
  const auto fit = [&] {
    return std::min(ui::button_factor(ui, std::span(labels).first(1), {clear.width, clear.height}, button),
                    ui::button_factor(ui, std::span(labels).last(1), {undo.width, undo.height}, button));
  };
  // Where the words would get small they are worth more than their icons.
  constexpr float kLeast = 0.85F;
  button.icon = "close";
  const bool icons = fit() * ui.size_factor(button.type) > kLeast;
  if (!icons) button.icon = {};
  button.factor = fit();
  if (ui::neutral_button(ui, "complaint.clear", clear, labels[0], button)) {
    // A long text is not thrown away by one touch.
    if (writing.which == app::Field::text) {
      context.emit(app::intent::AskToClear{});
    } else {
      edit = ui::Edit{ui::EditKind::clear};
    }
  }
  if (icons) button.icon = "reply";
  button.icon_mirror = ui::Mirror::with_direction;
  button.enabled = writing.field.editor.can_undo();
  if (ui::neutral_button(ui, "complaint.undo", undo, labels[1], button)) edit = ui::Edit{ui::EditKind::undo};
  // The outer one points away from the reading side.
  const bool rtl = ui.painter().right_to_left();
  const std::string spoken_left = context.t("Move left"), spoken_right = context.t("Move right");
  button = {};
  button.repeats = true;
  button.icon = "arrow-left";
  button.spoken = spoken_left;
  if (ui::neutral_button(ui, "complaint.left", rtl ? outer : inner, {}, button))
    edit = ui::Edit{ui::EditKind::move_left};
  button.icon = "arrow-right";
  button.spoken = spoken_right;
  if (ui::neutral_button(ui, "complaint.right", rtl ? inner : outer, {}, button))
    edit = ui::Edit{ui::EditKind::move_right};
  return edit;
}

}  // namespace

void write_into(Context& context, Writing writing) {
  ui::Interface& ui = context.ui;
  ui::KeyboardState& keyboard = context.memory.keyboard;
  const ui::FieldWords field_names = field_words(context);
  writing.options.focused = true;
  writing.options.only_shown = writing.box.top < ui.reach_top();
  writing.options.words = &field_names;
  writing.options.keyboard_is_rtl = ui::is_right_to_left(keyboard.layout);
  const bool many = writing.options.lines == ui::FieldOptions::Lines::many;
  const bool touched = ui::field(ui, writing.id, writing.box, writing.field, writing.options);
  // A real keyboard answers an open question, and does not write under it.
  std::vector<ui::Edit> edits;
  if (context.state.overlay == app::Overlay::none) edits = ui.take_text_edits();
  if (writing.tools) {
    if (std::optional<ui::Edit> edit = text_tools(context, writing)) edits.push_back(std::move(*edit));
  }
  // What the on-screen keyboard would do to the last letter it typed is not for another place.
  if (touched || !edits.empty()) keyboard.space_before = keyboard.stop_made = false;
  const std::string_view before = writing.field.editor.text().substr(0, writing.field.editor.caret().offset);
  const ui::KeyboardWords words{context.t("Space"), context.t("Done")};
  ui::KeyboardAction action = ui::keyboard(ui, writing.keyboard, keyboard, words, before, many);
  if (action.edit) edits.push_back(std::move(*action.edit));
  bool changed = false, done = action.done;
  for (ui::Edit& edit : edits) {
    if (edit.text == "\n" && !many) {
      done = true;
      continue;
    }
    changed |= ui::apply(ui, writing.field, edit, writing.box, writing.options);
    base::overwrite(edit.text);
  }
  if (ui::selection_tools(ui, writing.id, writing.box, writing.field, writing.options)) {
    changed = true;
    keyboard.space_before = keyboard.stop_made = false;
  }
  if (changed)
    context.emit(app::intent::EditField{writing.which, base::SecretString(writing.field.editor.text())});
  if (done) context.emit(app::intent::FocusField{std::nullopt});
}

void write_one_line(Context& context, const TypingPlace& place, app::Field which, std::string_view id,
                    ui::FieldState& field, const ui::FieldOptions& options) {
  constexpr float kTools = 84, kBetween = 18;
  const float height = std::max(124.0F, ui::field_height(context.ui));
  const Box box{place.room.start, place.room.top + 10, place.room.width, height};
  const Box tools{box.start, box.bottom() + kBetween, box.width, kTools};
  std::optional<Box> at = place.tools;
  if (!at && tools.bottom() <= place.room.bottom()) at = tools;
  write_into(context, {which, id, field, options, box, at, place.keyboard});
}

}  // namespace kiosk::screens
