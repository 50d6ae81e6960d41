// 10, 11, 12: subject (with the kind), place, description.

#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr std::array<complaint::Kind, 3> kKinds = {complaint::Kind::complaint, complaint::Kind::observation,
                                                   complaint::Kind::suggestion};

void kinds(Context& context, const Box& box) {
  std::vector<ui::SegmentPart> parts;
  std::size_t selected = 0;
  for (const complaint::Kind kind : kKinds) {
    if (kind == context.state.form.draft.kind) selected = parts.size();
    parts.push_back({base::cat("complaint.kind.", complaint::slug_of(kind)), context.t(words_of(kind)), {}});
  }
  if (const auto chosen = ui::segments(context.ui, box, parts, selected, ui::Accent::brick))
    context.emit(app::intent::ChooseKind{kKinds[*chosen]});
}

// The same in the narrow column of a landscape page with large words: one above the two others.
constexpr float kKindChip = 84, kKindGap = 12;

void kind_chips(Context& context, const Box& box) {
  std::vector<std::string> labels;
  for (const complaint::Kind kind : kKinds) labels.push_back(context.t(words_of(kind)));
  const float half = (box.width - kKindGap) / 2;
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.factor = ui::chip_factor(context.ui, labels, {half, kKindChip});
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const Box at{box.start + (i == 2 ? half + kKindGap : 0), box.top + (i > 0 ? kKindChip + kKindGap : 0),
                 i == 0 ? box.width : half, kKindChip};
    options.selected = context.state.form.draft.kind == kKinds[i];
    if (ui::chip(context.ui, base::cat("complaint.kind.", complaint::slug_of(kKinds[i])), at, labels[i],
                 options))
      context.emit(app::intent::ChooseKind{kKinds[i]});
  }
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

struct CardGrid {
  std::size_t columns;
  float width, height;
};
constexpr float kCardGap = 22;

// Nine cards fill the room; where they would become too low the page scrolls.
CardGrid card_grid(const ui::Interface& ui, const Box& room, std::size_t count) {
  CardGrid grid{};
  const bool two = !ui.landscape() && ui.size_factor(Type::body) > 1.2F;
  grid.columns = two ? 2 : 3;
  const auto columns = static_cast<float>(grid.columns);
  const auto rows = static_cast<float>((count + grid.columns - 1) / grid.columns);
  grid.width = (room.width - kCardGap * (columns - 1)) / columns;
  grid.height = std::clamp((room.height - kCardGap * (rows - 1)) / rows, two ? 300.0F : 236.0F, 328.0F);
  return grid;
}

void category_cards(Context& context, Flow& flow, const std::vector<app::Choice>& categories,
                    const CardGrid& grid) {
  ui::Interface& ui = context.ui;
  ui::TileOptions look;
  look.accent = ui::Accent::brick;
  for (const app::Choice& choice : categories)
    look.factor = std::min(look.factor, ui::choice_factor(ui, {grid.width, grid.height}, choice.name));
  for (std::size_t i = 0; i < categories.size(); i += grid.columns) {
    const Box row = flow.next(grid.height, kCardGap);
    for (std::size_t k = i; k < std::min(i + grid.columns, categories.size()); ++k) {
      look.icon = categories[k].icon;
      look.selected = context.state.form.draft.category == categories[k].slug;
      const Box box{row.start + static_cast<float>(k - i) * (grid.width + kCardGap), row.top, grid.width,
                    grid.height};
      if (ui::choice_card(ui, base::cat("complaint.category.", categories[k].slug), box, categories[k].name,
                          look)) {
        context.emit(app::intent::ChooseCategory{categories[k].slug});
      }
    }
  }
}

}  // namespace

void draw_category(Context& context) {
  constexpr float kKindRow = 104, kBelowKinds = 20;
  PageOptions options =
      form_page(context, app::Screen::category, context.t("What is it about?"),
                context.t("Choose the nearest subject. The cell will pass it on if need be."));
  options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  const std::vector<app::Choice> categories = app::categories(context.state, context.strings());
  Box content = page.content;
  if (context.ui.landscape()) {
    const bool large = context.ui.size_factor(Type::label) > 1.2F;
    const float kinds_height = large ? 2 * kKindChip + kKindGap : kKindRow;
    const Box box{page.side.start, page.side.top, page.side.width, kinds_height};
    large ? kind_chips(context, box) : kinds(context, box);
    const float used = kinds_height + 12;
    error_bar(context, {page.side.start, page.side.top + used, page.side.width, page.side.height - used});
    Flow flow(context, "page", content);
    return category_cards(context, flow, categories, card_grid(context.ui, content, categories.size()));
  }
  content.height -= error_bar(context, content);
  Flow flow(context, "page", content);
  kinds(context, flow.next(kKindRow, kBelowKinds));
  const Box room{content.start, content.top, content.width, content.height - kKindRow - kBelowKinds};
  category_cards(context, flow, categories, card_grid(context.ui, room, categories.size()));
}

namespace {

void neighbourhood_chips(Context& context, Flow& flow) {
  const complaint::Draft& draft = context.state.form.draft;
  std::vector<app::Choice> choices = app::neighbourhoods(context.state, draft.district);
  if (choices.empty()) return;
  flow.text(
      ui::NodeRole::heading,
      app::fill_in(context.t("Neighbourhood in {district}"),
                   {{"district", app::district_name(context.state, context.strings(), draft.district)}}),
      context.text(Type::h3), 12);
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

}  // namespace

void draw_where(Context& context) {
  ui::Interface& ui = context.ui;
  const bool typing = context.state.form.field == app::Field::landmark;
  PageOptions options = form_page(context, app::Screen::where, context.t("Where is the problem?"),
                                  typing ? std::string() : context.t("Choose the arrondissement."));
  if (!typing) options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  ui::FieldOptions field;
  const std::string label = context.t("A landmark nearby (optional)");
  field.label = label;
  field.icon = "landmark";
  const float field_height = std::max(124.0F, ui::field_height(ui));
  if (typing) {
    // The keyboard needs the room: only the field it writes into is kept.
    const TypingPlace place = typing_place(context, page);
    return write_one_line(context, place, app::Field::landmark, "complaint.landmark", context.memory.landmark,
                          field);
  }
  Box content = page.content;
  if (ui.landscape()) {
    error_bar(context, page.side);
  } else {
    content.height -= error_bar(context, content);
  }
  Flow flow(context, "page", content);
  chip_rows(
      context, flow, app::districts(context.state, context.strings()),
      [&](const app::Choice& choice) { return context.state.form.draft.district == choice.slug; },
      [&](const app::Choice& choice) { context.emit(app::intent::ChooseDistrict{choice.slug}); },
      "complaint.district.");
  flow.gap(10);
  neighbourhood_chips(context, flow);
  if (ui::field(ui, "complaint.landmark", flow.next(field_height), context.memory.landmark, field))
    context.emit(app::intent::FocusField{app::Field::landmark});
  cannot_handle(context, flow);
}

void draw_describe(Context& context) {
  ui::Interface& ui = context.ui;
  PageOptions options =
      form_page(context, app::Screen::describe, context.t("Describe what happened, in your words"), {});
  options.title_type = Type::h1_form;
  const TypingPlace place = typing_place(context, draw_form_page(context, options));
  const bool error = context.state.form.error.has_value();
  const Box& area = place.room;
  const Box tools{area.start, area.bottom() - 92, area.width, 84};
  // In a landscape's narrow column what is wrong takes the place of the tools, until the next letter.
  const bool with_tools = !(ui.landscape() && error);
  const Box text{area.start, area.top + 8, area.width,
                 (with_tools ? tools.top - 18 : area.bottom()) - area.top - 8};
  const std::string label = context.t("Description");
  ui::FieldOptions field;
  field.lines = ui::FieldOptions::Lines::many;
  field.label = label;
  const std::string note = context.t("Do not write your card number");
  field.note = note;
  field.counter_limit = complaint::kTextMaxCodePoints;
  field.error = error;
  write_into(context, {app::Field::text, "complaint.text", context.memory.text, field, text,
                       with_tools ? std::optional(tools) : std::nullopt, place.keyboard});
}

}  // namespace kiosk::screens
