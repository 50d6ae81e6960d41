// 10, 11, 12: subject (with the kind), place, description.

#include "kiosk/screens/form.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

const char* words_of_kind(complaint::Kind kind) {
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

void kinds(Context& context, const Box& box) {
  constexpr std::array<complaint::Kind, 3> kKinds = {complaint::Kind::complaint, complaint::Kind::observation,
                                                     complaint::Kind::suggestion};
  std::vector<ui::SegmentPart> parts;
  std::size_t selected = 0;
  for (const complaint::Kind kind : kKinds) {
    if (kind == context.state.form.draft.kind) selected = parts.size();
    parts.push_back(
        {base::cat("complaint.kind.", complaint::slug_of(kind)), context.t(words_of_kind(kind)), {}});
  }
  if (const auto chosen = ui::segments(context.ui, box, parts, selected, ui::Accent::brick))
    context.emit(app::intent::ChooseKind{kKinds[*chosen]});
}

// Chips, as many a row as fit, or in columns where the words are many.
template <typename Draw>
void chip_rows(Context& context, Flow& flow, const std::vector<app::Choice>& choices,
               const std::function<bool(const app::Choice&)>& is_selected, const Draw& chosen,
               const std::string& prefix) {
  ui::Interface& ui = context.ui;
  constexpr float kHeight = 96, kGap = 14;
  Box row = flow.next(kHeight, kGap);
  float start = row.start;
  for (const app::Choice& choice : choices) {
    ui::ButtonOptions options;
    options.accent = ui::Accent::brick;
    options.selected = is_selected(choice);
    const float width = std::min(ui::chip_width(ui, choice.name, options), row.width);
    if (start > row.start && start + width > row.end()) {
      row = flow.next(kHeight, kGap);
      start = row.start;
    }
    if (ui::chip(ui, base::cat(prefix, choice.slug), {start, row.top, width, kHeight}, choice.name, options))
      chosen(choice);
    start += width + kGap;
  }
}

// Said before anything is written: what the cell may not take.
void cannot_handle(Context& context, Flow& flow) {
  if (context.catalogue() == nullptr || context.catalogue()->site().cannot_handle.empty()) return;
  std::string words = context.t("The cell cannot handle: ");
  for (const content::LocalText& one : context.catalogue()->site().cannot_handle) {
    words += base::cat("\n• ", one.in(context.language()));
  }
  const Box box = flow.next(0, 0);
  flow.gap(ui::message_bar(context.ui, "complaint.limits", ui::NodeRole::message,
                           {box.start, box.top + 8, box.width, 100}, "info", ui::Tone::information, words) +
           16);
}

}  // namespace

void draw_category(Context& context) {
  ui::Interface& ui = context.ui;
  PageOptions options =
      form_page(context, app::Screen::category, context.t("What is it about?"),
                context.t("Choose the nearest subject. The cell will pass it on if need be."));
  options.scrolls = "page";
  Box content = draw_form_page(context, options);
  content.height -= error_bar(context, content);
  Flow flow(context, "page", content);
  kinds(context, flow.next(104, 20));
  const std::vector<app::Choice> categories = app::categories(context.state, context.strings());
  const bool large = ui.size_factor(Type::body) > 1.2F;
  const std::size_t columns = ui.landscape() ? 5 : (large ? 2 : 3);
  const std::size_t rows = (categories.size() + columns - 1) / columns;
  const float width = (content.width - 22 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float room = (content.height - 124 - 22 * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  const float height = std::clamp(room, large ? 300.0F : 240.0F, 328.0F);
  for (std::size_t i = 0; i < categories.size(); i += columns) {
    const Box row = flow.next(height, 22);
    for (std::size_t k = i; k < std::min(i + columns, categories.size()); ++k) {
      ui::TileOptions look;
      look.icon = categories[k].icon;
      look.accent = ui::Accent::brick;
      look.selected = context.state.form.draft.category == categories[k].slug;
      const Box box{row.start + static_cast<float>(k - i) * (width + 22), row.top, width, height};
      if (ui::choice_card(ui, base::cat("complaint.category.", categories[k].slug), box, categories[k].name,
                          look)) {
        context.emit(app::intent::ChooseCategory{categories[k].slug});
      }
    }
  }
}

void draw_where(Context& context) {
  ui::Interface& ui = context.ui;
  const bool typing = context.state.form.field == app::Field::landmark;
  const complaint::Draft& draft = context.state.form.draft;
  PageOptions options = form_page(context, app::Screen::where, context.t("Where is the problem?"),
                                  context.t("Choose the arrondissement."));
  options.scrolls = "page";
  Box content = draw_form_page(context, options);
  constexpr float kKeyboard = 552;
  const Box keyboard{ui.landscape() ? content.start : 0, content.bottom() + 14 - kKeyboard,
                     ui.landscape() ? content.width : ui.canvas().width, kKeyboard};
  if (typing) content.height -= kKeyboard - 8;
  content.height -= error_bar(context, content);

  ui::FieldOptions field;
  const std::string label = context.t("A landmark nearby (optional)");
  field.label = label;
  field.icon = "landmark";
  field.focused = typing;
  field.keyboard_is_rtl = ui::is_right_to_left(context.memory.keyboard.layout);
  if (typing) {
    // The keyboard needs the room: only the field it writes into is kept.
    const Box box{content.start, content.top + 10, content.width, 124};
    ui::field(ui, "complaint.landmark", box, context.memory.landmark, field);
    keyboard_for(context, keyboard, app::Field::landmark, context.memory.landmark, box, field);
    return;
  }
  Flow flow(context, "page", content);
  chip_rows(
      context, flow, app::districts(context.state, context.strings()),
      [&](const app::Choice& choice) { return draft.district == choice.slug; },
      [&](const app::Choice& choice) { context.emit(app::intent::ChooseDistrict{choice.slug}); },
      "complaint.district.");
  flow.gap(10);
  const std::vector<app::Choice> neighbourhoods = app::neighbourhoods(context.state, draft.district);
  if (!neighbourhoods.empty()) {
    flow.text(
        ui::NodeRole::heading,
        app::fill_in(context.t("Neighbourhood in {district}"),
                     {{"district", app::district_name(context.state, context.strings(), draft.district)}}),
        context.text(Type::h3), 12);
    std::vector<app::Choice> choices = neighbourhoods;
    choices.push_back({"unknown", context.t("I do not know"), {}});
    chip_rows(
        context, flow, choices,
        [&](const app::Choice& choice) {
          return choice.slug == "unknown" ? false : draft.neighbourhood.view() == choice.name;
        },
        [&](const app::Choice& choice) {
          context.emit(
              app::intent::ChooseNeighbourhood{choice.slug == "unknown" ? std::string() : choice.name});
        },
        "complaint.neighbourhood.");
    flow.gap(10);
  }
  const Box box = flow.next(124);
  if (ui::field(ui, "complaint.landmark", box, context.memory.landmark, field)) {
    context.emit(app::intent::FocusField{app::Field::landmark});
  }
  cannot_handle(context, flow);
}

void draw_describe(Context& context) {
  ui::Interface& ui = context.ui;
  PageOptions options =
      form_page(context, app::Screen::describe, context.t("Describe what happened, in your words"), {});
  options.title_type = Type::h1_form;
  Box content = draw_form_page(context, options);
  ui::FieldOptions field;
  field.lines = ui::FieldOptions::Lines::many;
  field.focused = true;
  const std::string label = context.t("Description");
  field.label = label;
  field.counter_limit = complaint::kTextMaxCodePoints;
  field.keyboard_is_rtl = ui::is_right_to_left(context.memory.keyboard.layout);
  field.error = context.state.form.error.has_value();
  Box keyboard{0, content.bottom() + 14 - 552, ui.canvas().width, 552};
  Box area = content;
  if (ui.landscape()) {
    keyboard = {content.start + 640, content.top, content.width - 640, content.height};
    area = {content.start, content.top, 612, content.height};
  } else {
    area.height = keyboard.top - content.top - 8;
  }
  area.height -= error_bar(context, area);
  const Box tools{area.start, area.bottom() - 92, area.width, 84};
  const Box text{area.start, area.top + 8, area.width, tools.top - 18 - area.top - 8};
  ui::field(ui, "complaint.text", text, context.memory.text, field);

  // The tools: a warning, clear all, and two arrows that move as they point.
  ui::ButtonOptions button;
  button.icon = "close";
  button.type = Type::label;
  std::optional<ui::Edit> edit;
  const float arrow = 104;
  const Box left{tools.end() - arrow, tools.top, arrow, tools.height},
      right{tools.end() - 2 * arrow - 14, tools.top, arrow, tools.height};
  const Box clear{right.start - 14 - 262, tools.top, 262, tools.height};
  if (ui::neutral_button(ui, "complaint.clear", clear, context.t("Clear all"), button))
    context.emit(app::intent::AskToClear{});
  // The outer one points away from the reading side.
  const bool rtl = ui.painter().right_to_left();
  const std::string spoken_left = context.t("Move left"), spoken_right = context.t("Move right");
  button.icon = "arrow-left";
  button.spoken = spoken_left;
  if (ui::neutral_button(ui, "complaint.left", rtl ? left : right, {}, button))
    edit = ui::Edit{ui::EditKind::move_left, {}};
  button.icon = "arrow-right";
  button.spoken = spoken_right;
  if (ui::neutral_button(ui, "complaint.right", rtl ? right : left, {}, button))
    edit = ui::Edit{ui::EditKind::move_right, {}};
  if (edit) ui::apply(ui, context.memory.text, *edit, text, field);
  const Box note{tools.start, tools.top, clear.start - tools.start - 20, tools.height};
  if (note.width > 240) {
    ui.painter().icon({note.start, note.middle() - 20, 40, 40}, "info", ui.colours().ink2);
    ui.line({note.start + 54, note.top, note.width - 54, note.height},
            context.t("Do not write your card number"), context.text(Type::meta, ui.colours().ink2));
  }
  keyboard_for(context, keyboard, app::Field::text, context.memory.text, text, field);
}

}  // namespace kiosk::screens
