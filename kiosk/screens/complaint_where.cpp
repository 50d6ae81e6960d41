// 11: the place. The arrondissement on the plan or among the chips, which are one choice; then, as far as the
// content knows them, its neighbourhoods, with a search; and a landmark.

#include "kiosk/base/fold.h"
#include "kiosk/screens/form.h"
#include "kiosk/screens/plan.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/link.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kChip = 96, kPlace = 92, kChipGap = 13, kChipColumn = 296;
constexpr float kLandmark = 133, kHeading = 84, kBelowPlan = 18, kBelowDistricts = 10, kAboveLandmark = 16;
constexpr std::size_t kPlaceRows = 2;

// --- chips ---

struct Chip {
  std::string id, label;
  bool selected = false;
  app::Intent intent;
};
struct ChipRow {
  std::size_t first, count;
  float width;  // of its chips and the gaps between them
};

float width_of(ui::Interface& ui, const Chip& chip, float widest) {
  ui::ButtonOptions options;
  options.selected = chip.selected;
  return std::min(widest, ui::chip_width(ui, chip.label, options));
}

// As many a row as fit.
std::vector<ChipRow> rows_of(ui::Interface& ui, const std::vector<Chip>& chips, float width) {
  std::vector<ChipRow> rows;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const float chip = width_of(ui, chips[i], width);
    if (rows.empty() || rows.back().width + kChipGap + chip > width) {
      rows.push_back({i, 1, chip});
    } else {
      ++rows.back().count;
      rows.back().width += kChipGap + chip;
    }
  }
  return rows;
}

float height_of(std::size_t rows, float chip) {
  return rows == 0 ? 0 : static_cast<float>(rows) * (chip + kChipGap) - kChipGap;
}

void draw_chip(Context& context, const Box& box, const Chip& chip, float factor = 1) {
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.selected = chip.selected;
  options.factor = factor;
  if (ui::chip(context.ui, chip.id, box, chip.label, options)) context.emit(chip.intent);
}

enum class Spread { natural, whole };  // whole: a row that is nearly full becomes full

void draw_rows(Context& context, const Box& box, const std::vector<Chip>& chips,
               const std::vector<ChipRow>& rows, float height, Spread spread) {
  constexpr float kNearly = 0.75F;
  float top = box.top;
  for (const ChipRow& row : rows) {
    const bool fills = spread == Spread::whole && row.width > box.width * kNearly;
    const float more = fills ? (box.width - row.width) / static_cast<float>(row.count) : 0;
    float start = box.start;
    for (std::size_t i = row.first; i < row.first + row.count; ++i) {
      const float width = width_of(context.ui, chips[i], box.width) + more;
      draw_chip(context, {start, top, width, height}, chips[i]);
      start += width + kChipGap;
    }
    top += height + kChipGap;
  }
}

// The same chips closer together and a little smaller, in one row, where that costs the words little.
struct TightRow {
  std::vector<float> widths;
  float factor;
};

std::optional<TightRow> tight_row(ui::Interface& ui, const std::vector<Chip>& chips, float width) {
  constexpr float kSides = 36, kDesigned = 52, kLeast = 0.86F, kGap = 9;
  const auto count = static_cast<float>(chips.size());
  float words = 0, fixed = kGap * (count - 1);
  for (const Chip& chip : chips) {
    const float unchosen = ui::chip_width(ui, chip.label, {}) - kDesigned;
    words += unchosen;
    fixed += ui::chip_width(ui, chip.label, {.selected = chip.selected}) - unchosen - kDesigned + kSides;
  }
  const float factor = std::min(1.0F, (width - fixed) / std::max(words, 1.0F));
  if (chips.empty() || factor < kLeast) return std::nullopt;
  TightRow out{{}, factor};
  for (const Chip& chip : chips) {
    const float unchosen = ui::chip_width(ui, chip.label, {}) - kDesigned;
    const float check = ui::chip_width(ui, chip.label, {.selected = chip.selected}) - unchosen - kDesigned;
    out.widths.push_back(unchosen * factor + check + kSides);
  }
  return out;
}

void draw_tight_row(Context& context, const Box& box, const std::vector<Chip>& chips, const TightRow& row) {
  float all = 0;
  for (const float width : row.widths) all += width;
  const float gap = (box.width - all) / std::max(1.0F, static_cast<float>(chips.size()) - 1);
  float start = box.start;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    draw_chip(context, {start, box.top, row.widths[i], box.height}, chips[i], row.factor);
    start += row.widths[i] + gap;
  }
}

std::vector<Chip> district_chips(const Context& context) {
  std::vector<Chip> out;
  for (const app::Choice& choice : app::districts(context.state, context.strings())) {
    out.push_back({base::cat("complaint.district.", choice.slug), choice.name,
                   context.state.form.draft.district == choice.slug,
                   app::intent::ChooseDistrict{choice.slug}});
  }
  return out;
}

Chip neighbourhood_chip(const Context& context, const app::Choice& choice, const std::string& district) {
  return {base::cat("complaint.neighbourhood.", choice.slug), choice.name,
          context.state.form.draft.neighbourhood.view() == choice.name,
          app::intent::ChooseNeighbourhood{choice.name, district}};
}

// Two rows at most, and in them "I do not know" and the one that was chosen; the search finds the others.
std::vector<Chip> neighbourhood_chips(const Context& context, float width) {
  const std::string& district = context.state.form.draft.district;
  std::vector<Chip> all;
  for (const app::Choice& choice : app::neighbourhoods(context.state, district))
    all.push_back(neighbourhood_chip(context, choice, district));
  if (all.empty()) return all;
  const Chip unknown{"complaint.neighbourhood.unknown", context.t("I do not know"),
                     context.state.form.neighbourhood_unknown, app::intent::ChooseNeighbourhood{}};
  for (std::size_t count = all.size(); count > 0; --count) {
    std::vector<Chip> shown(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = count; i < all.size(); ++i) {
      if (all[i].selected) shown.back() = all[i];
    }
    shown.push_back(unknown);
    if (rows_of(context.ui, shown, width).size() <= kPlaceRows) return shown;
  }
  return {unknown};
}

// --- searching ---

bool matches(const content::LocalText& name, const std::string& wanted) {
  for (const base::Language language : {base::Language::ar, base::Language::fr, base::Language::en}) {
    if (base::folded(name.in(language)).find(wanted) != std::string::npos) return true;
  }
  return false;
}

// In every arrondissement, first in the chosen one; whose is another's says whose.
std::vector<Chip> found_neighbourhoods(const Context& context) {
  std::vector<Chip> here, elsewhere;
  if (context.catalogue() == nullptr) return here;
  const std::string wanted = base::folded(context.state.form.search.view());
  const base::Language language = context.language();
  for (const content::District& district : context.catalogue()->contents().districts) {
    const bool chosen = district.slug == context.state.form.draft.district;
    for (const auto& one : district.neighbourhoods) {
      if (!matches(one.name, wanted)) continue;
      Chip chip = neighbourhood_chip(context, {one.slug, one.name.in(language), {}}, district.slug);
      if (!chosen)
        chip.label = base::cat(app::isolated(chip.label), context.t("list comma", ", "),
                               app::isolated(district.name.in(language)));
      (chosen ? here : elsewhere).push_back(std::move(chip));
    }
  }
  here.insert(here.end(), std::make_move_iterator(elsewhere.begin()),
              std::make_move_iterator(elsewhere.end()));
  return here;
}

void search_page(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  constexpr float kAbove = 10, kBelow = 24;
  const TypingPlace place = typing_place(context, page);
  const float height = std::max(124.0F, ui::field_height(ui));
  const Box field{place.room.start, place.room.top + kAbove, place.room.width, height};
  const Box below{field.start, field.bottom() + kBelow, field.width,
                  place.room.bottom() - field.bottom() - kBelow};
  const Box results = place.tools.value_or(below);  // with low reach one row, above the keyboard
  const float chip = std::min(kPlace, results.height);
  // As many rows as there is room for; who writes on finds the others.
  const std::vector<Chip> found = found_neighbourhoods(context);
  std::vector<ChipRow> rows = rows_of(ui, found, results.width);
  while (rows.size() > 1 && height_of(rows.size(), chip) > results.height) rows.pop_back();
  if (found.empty()) {
    ui::message_bar(ui, "complaint.search.none", ui::NodeRole::message,
                    {results.start, results.top, results.width, 84}, "info", ui::Tone::information,
                    context.t("We did not find this neighbourhood. Write it in the field for a landmark."));
  }
  draw_rows(context, results, found, rows, chip, Spread::natural);
  const std::string label = context.t("Search for a neighbourhood");
  ui::FieldOptions options;
  options.label = label;
  options.icon = "search";
  write_into(context, {app::Field::neighbourhood, "complaint.search", context.memory.fields.neighbourhood,
                       options, field, std::nullopt, place.keyboard});
}

// --- the parts of the page ---

struct Neighbourhoods {
  std::vector<Chip> chips;
  std::vector<ChipRow> rows;
  std::string heading;
  float heading_height = 0;
  [[nodiscard]] float height() const {
    return heading.empty() ? 0 : heading_height + height_of(rows.size(), kPlace) + kAboveLandmark;
  }
};

constexpr float kSearchShare = 0.36F;  // of the heading's row

Neighbourhoods measure_neighbourhoods(Context& context, float width) {
  Neighbourhoods out;
  const std::string& district = context.state.form.draft.district;
  if (district.empty()) return out;
  out.chips = neighbourhood_chips(context, width);
  if (out.chips.empty()) return out;
  out.rows = rows_of(context.ui, out.chips, width);
  out.heading = app::fill_in(context.t("Neighbourhood in {district}"),
                             {{"district", app::district_name(context.state, context.strings(), district)}});
  const float room = width * (1 - kSearchShare) - ui::kGutter;
  out.heading_height =
      std::max(kHeading, context.ui.measure(out.heading, room, context.text(Type::h3)).height);
  return out;
}

void draw_neighbourhoods(Context& context, Flow& flow, const Neighbourhoods& parts) {
  if (parts.heading.empty()) return;
  ui::Interface& ui = context.ui;
  const Box row = flow.next(parts.heading_height, 0);
  const ui::TextOptions title = context.text(Type::h3);
  const float room = row.width * (1 - kSearchShare) - ui::kGutter;
  const float height = ui.measure(parts.heading, room, title).height;
  context.say({}, ui::NodeRole::heading, {row.start, row.middle() - height / 2, room, height}, parts.heading,
              title);
  const Box link = row.tail(row.width * kSearchShare);
  ui::LinkOptions search;
  search.accent = ui::Accent::brick;
  search.icon = "search";
  search.at_end = true;
  if (ui::link(ui, "complaint.search.open", {link.start, row.middle() - kHeading / 2, link.width, kHeading},
               context.t("Search for a neighbourhood"), search))
    context.emit(app::intent::FocusField{app::Field::neighbourhood});
  const Box chips = flow.next(height_of(parts.rows.size(), kPlace), kAboveLandmark);
  draw_rows(context, chips, parts.chips, parts.rows, kPlace, Spread::natural);
}

ui::FieldOptions landmark_options(const std::string& label) {
  ui::FieldOptions field;
  field.label = label;
  field.icon = "landmark";
  field.end_icon = "keyboard";
  return field;
}

float landmark_height(const ui::Interface& ui) { return std::max(kLandmark, ui::field_height(ui)); }

void landmark_field(Context& context, const Box& box) {
  const std::string label = context.t("A landmark nearby (optional)");
  if (ui::field(context.ui, "complaint.landmark", box, context.memory.fields.landmark,
                landmark_options(label)))
    context.emit(app::intent::FocusField{app::Field::landmark});
}

// Side by side, or where the words are large one below the other.
float landmark_row_height(const Context& context) {
  const float field = landmark_height(context.ui);
  const bool two = context.ui.size_factor(Type::label) > 1.2F && has_limits(context);
  return two ? 2 * field + kChipGap : field;
}

void landmark_row(Context& context, const Box& box) {
  constexpr float kBeside = 292, kGap = 17;
  const float field = landmark_height(context.ui);
  if (!has_limits(context)) return landmark_field(context, box);
  if (box.height > field + 1) {
    landmark_field(context, {box.start, box.top, box.width, field});
    return limits_button(context, {box.start, box.top + field + kChipGap, box.width, field});
  }
  landmark_field(context, box.head(box.width - kBeside - kGap));
  limits_button(context, box.tail(kBeside));
}

// --- others have reported the same ---

std::string others_words(const Context& context) {
  const std::optional<std::int64_t> count = app::others_reported(context.state);
  if (!count) return {};
  const complaint::Draft& draft = context.state.form.draft;
  return app::fill_in(
      context.tn("{n} complaint about {subject} is open in {district}. Yours counts as well.",
                 "{n} complaints about {subject} are open in {district}. Yours counts as well.", *count),
      {{"subject", app::category_name(context.state, context.strings(), draft.category)},
       {"district", app::district_name(context.state, context.strings(), draft.district)}});
}

constexpr float kOthers = 84, kBelowOthers = 12;

float others_bar(Context& context, const Box& at, ui::Drawing drawing) {
  const std::string words = others_words(context);
  if (words.empty()) return 0;
  return ui::message_bar(context.ui, "complaint.others", ui::NodeRole::message,
                         {at.start, at.top, at.width, kOthers}, "users", ui::Tone::information, words, {},
                         drawing) +
         kBelowOthers;
}

void draw_others(Context& context, Flow& flow) {
  const float height = others_bar(context, flow.rest(), ui::Drawing::measure);
  if (height > 0) others_bar(context, flow.next(height, 0), ui::Drawing::draw);
}

// --- the page ---

Box plan_within(const Box& box, float tallest) {
  const float height = std::min({box.width * kPlan.height / kPlan.width, tallest, box.height});
  return box.centred({height * kPlan.width / kPlan.height, height});
}

// Plan, chips, neighbourhoods and landmark below one another; the plan gives way to larger words, down to a
// size at which every area is still touched with ease.
void portrait(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  constexpr float kLeastPlan = 330;
  const bool reach = page.is_split();
  const float above = context.state.settings.text_percent == 100 && !reach ? 22 : 0;
  Box content = page.content;
  content.height -= error_bar(context, content);
  if (reach) plan(context, plan_within(page.reading, kPlan.height), PlanUse::read);
  const std::vector<Chip> districts = district_chips(context);
  const std::vector<ChipRow> rows = rows_of(ui, districts, content.width);
  const std::optional<TightRow> tight =
      rows.size() > 1 ? tight_row(ui, districts, content.width) : std::nullopt;
  const Neighbourhoods neighbourhoods = measure_neighbourhoods(context, content.width);
  const float districts_height = height_of(tight ? 1 : rows.size(), kChip) + kBelowDistricts;
  const float below = districts_height + others_bar(context, content, ui::Drawing::measure) +
                      neighbourhoods.height() + landmark_row_height(context);
  Flow flow(context, "page", content);
  if (!reach) {
    flow.gap(above);
    const float room = content.height - above - kBelowPlan - below;
    const float height = std::clamp(room, kLeastPlan, content.width * kPlan.height / kPlan.width);
    plan(context, plan_within(flow.next(height, kBelowPlan), height), PlanUse::touched);
  }
  const Box chips = flow.next(districts_height - kBelowDistricts, kBelowDistricts);
  if (tight) {
    draw_tight_row(context, chips, districts, *tight);
  } else {
    draw_rows(context, chips, districts, rows, kChip, Spread::whole);
  }
  draw_others(context, flow);
  draw_neighbourhoods(context, flow, neighbourhoods);
  // Before an arrondissement is chosen the landmark stands where it will be then.
  const float spare = flow.rest().height - landmark_row_height(context);
  if (spare > 0 && !reach) flow.gap(spare);
  landmark_row(context, flow.next(landmark_row_height(context)));
}

// The plan with its chips beside it, the neighbourhoods below; the landmark in the start column.
void landscape(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  constexpr float kTallest = 444, kBetween = 20, kLimits = 84;
  const bool reach = page.is_split();
  Box side = within_reach(ui, page.side);
  const float field = landmark_height(ui);
  landmark_field(context, {side.start, side.top, side.width, field});
  const bool limits_beside = side.height >= field + kChipGap + kLimits;
  if (limits_beside) limits_button(context, {side.start, side.top + field + kChipGap, side.width, kLimits});
  Box content = page.content;
  content.height -= error_bar(context, content);
  if (reach) plan(context, plan_within(page.reading, kPlan.height), PlanUse::read);
  const std::vector<Chip> districts = district_chips(context);
  const Neighbourhoods neighbourhoods = measure_neighbourhoods(context, content.width);
  Flow flow(context, "page", content);
  if (reach) {
    const std::vector<ChipRow> rows = rows_of(ui, districts, content.width);
    draw_rows(context, flow.next(height_of(rows.size(), kChip), kBelowDistricts), districts, rows, kChip,
              Spread::whole);
  } else {
    const Box row = flow.next(kTallest, kBetween);
    const Box column = row.tail(kChipColumn);
    plan(context, plan_within(row.head(row.width - kChipColumn - kBetween), kTallest), PlanUse::touched);
    std::vector<std::string> labels;
    for (const Chip& chip : districts) labels.push_back(chip.label);
    const auto count = static_cast<float>(std::max<std::size_t>(districts.size(), 1));
    const float height = std::min(kChip, (row.height - kChipGap * (count - 1)) / count);
    const float factor = ui::chip_factor(ui, labels, {column.width, height});
    for (std::size_t i = 0; i < districts.size(); ++i) {
      const float top = column.top + static_cast<float>(i) * (height + kChipGap);
      draw_chip(context, {column.start, top, column.width, height}, districts[i], factor);
    }
  }
  draw_others(context, flow);
  draw_neighbourhoods(context, flow, neighbourhoods);
  if (!limits_beside) limits_button(context, flow.next(kLimits));
}

}  // namespace

void draw_where(Context& context) {
  const std::optional<app::Field>& field = context.state.form.field;
  const bool typing = field == app::Field::landmark || field == app::Field::neighbourhood;
  PageOptions options =
      form_page(context, app::Screen::where,
                of_kind(context.state.form.draft.kind, context.t("Where is the problem?"),
                        context.t("Which place is it about?"), context.t("Which place is it about?")),
                typing ? std::string() : context.t("Touch the arrondissement on the plan or in the list."));
  if (typing) {
    options.title_type = Type::h1_form;
  } else {
    options.scrolls = "page";
  }
  const PageResult page = draw_form_page(context, options);
  if (field == app::Field::neighbourhood) return search_page(context, page);
  if (field == app::Field::landmark) {
    // The keyboard needs the room: only the field it writes into is kept.
    const std::string label = context.t("A landmark nearby (optional)");
    ui::FieldOptions look = landmark_options(label);
    look.end_icon = {};
    return write_one_line(context, typing_place(context, page), app::Field::landmark, "complaint.landmark",
                          context.memory.fields.landmark, look);
  }
  context.ui.landscape() ? landscape(context, page) : portrait(context, page);
  limits_sheet(context);
}

}  // namespace kiosk::screens
