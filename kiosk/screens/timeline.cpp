#include "kiosk/screens/timeline.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using content::Agreement;
using ui::Box;
using ui::Type;

constexpr float kLeastColumn = 56;  // section 9: nothing below it is ever touchable
constexpr float kApart = 9;         // and that far apart
constexpr float kBarPart = 0.76F, kBarRadius = 12, kTallestUnit = 48, kTallestAlone = 110;
constexpr float kLabelGap = 8, kMarkWidth = 24, kMarkHeight = 12, kMarkRoom = 16;

constexpr float kYearWidth = 130, kYearHeight = 84, kYearGap = 26;
constexpr float kRowLeast = 190, kRowGap = 16, kLine = 6, kDot = 14;
constexpr float kCardSide = 32, kCardPad = 20, kChevron = 44, kTag = 56, kTagGap = 20, kBetween = 8;

std::string two_digits(int year) {
  const int last = year % 100;
  return base::cat(last < 10 ? "0" : "", last);
}

// A column's rounded top; its foot stands square on the axis.
void bar(ui::Interface& ui, const Box& box, ui::Colour colour) {
  if (box.height < 1) return;
  ui.painter().rounded(box, std::min(kBarRadius, box.height / 2), colour);
  ui.painter().fill({box.start, box.top + box.height / 2, box.width, box.height / 2}, colour);
}

void year_bar(ui::Interface& ui, const Box& box, const app::YearCount& year, bool is_current, bool pressed) {
  const ui::Palette& colours = ui.colours();
  if (!ui.high_contrast()) {
    const ui::Colour colour = is_current || pressed ? ui.accent(ui::Accent::teal).fill
                              : year.in_period      ? ui.accent(ui::Accent::teal).graphic
                                                    : colours.reference;
    return bar(ui, box, colour);
  }
  bar(ui, box, colours.line);
  const Box inner{box.start + 3, box.top + 3, box.width - 6, box.height - 3};
  bar(ui, inner, year.in_period ? ui.accent(ui::Accent::teal).graphic : colours.card);
  if (!year.in_period) ui.painter().hatched(inner, 16, 4, colours.reference);
}

void tip_up(ui::Interface& ui, float centre, float top, ui::Colour colour) {
  ui.painter().triangle({centre - kMarkWidth / 2, top, kMarkWidth, kMarkHeight}, ui::Triangle::tip_up,
                        colour);
}

ui::TextOptions year_label(const Context& context, bool is_current) {
  const ui::Interface& ui = context.ui;
  ui::TextOptions label = context.text(is_current ? Type::meta_strong : Type::meta,
                                       is_current ? ui.accent(ui::Accent::teal).fill : ui.colours().ink2);
  label.align = text::Align::center;
  return label;
}

}  // namespace

const FieldLook& look_of(Agreement::Field field) {
  for (const FieldLook& look : kAgreementFields) {
    if (look.field == field) return look;
  }
  return kAgreementFields.front();
}

float histogram_foot(ui::Interface& ui) {
  ui::TextOptions label;
  label.type = Type::meta;
  return kLabelGap + ui.measure("0", text::kNoWidth, label).height + kMarkRoom;
}

std::optional<int> histogram(Context& context, const Box& box, std::optional<int> current, Bars bars) {
  ui::Interface& ui = context.ui;
  const std::vector<app::YearCount> years = app::years_of_agreements(context.state);
  if (years.empty()) return std::nullopt;
  const float column = box.width / static_cast<float>(years.size());
  const bool touched = bars == Bars::touched && column >= kLeastColumn + kApart;
  const float foot = histogram_foot(ui), axis = box.bottom() - foot, room = box.height - foot;
  std::size_t most = 1;
  for (const app::YearCount& year : years) most = std::max(most, year.count);
  const float unit =
      std::min(bars == Bars::touched ? kTallestUnit : kTallestAlone, room / static_cast<float>(most));
  std::optional<int> chosen;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const app::YearCount& year = years[i];
    const Box at{box.start + static_cast<float>(i) * column, box.top, column, box.height};
    const bool is_current = year.year == current;
    bool pressed = false;
    const std::string spoken =
        base::cat(year.year, context.t("list comma", ", "),
                  context.tn("{n} agreement", "{n} agreements", static_cast<std::int64_t>(year.count)));
    if (touched) {
      ui::Node node;
      node.id = base::cat("year.", year.year);
      node.role = ui::NodeRole::button;
      node.name = spoken;
      node.enabled = year.count > 0;
      node.selected = is_current;
      const Box area = at.inset(kApart / 2, 0);
      const ui::Control control = ui.control(std::move(node), area);
      if (control.focused) ui::focus_ring(ui, area, ui::kRadiusKey);
      pressed = control.pressed;
      if (control.activated) chosen = year.year;
    } else {
      ui.say({}, ui::NodeRole::text, at, spoken);
    }
    const std::string bar_id = base::cat("year.bar.", year.year);
    const float height = ui.glide(bar_id, unit * static_cast<float>(year.count), ui::kFollowTime) *
                         ui.appear(bar_id + ".grows", ui::kGrowTime, ui::kGrowApart * static_cast<int>(i));
    const float width = column * kBarPart;
    year_bar(ui, {at.start + (column - width) / 2, axis - height, width, height}, year, is_current, pressed);
    const Box label{at.start, axis + kLabelGap, column, foot - kLabelGap - kMarkRoom};
    ui.line(label, two_digits(year.year), year_label(context, is_current));
    if (is_current)
      tip_up(ui, at.start + column / 2, box.bottom() - kMarkHeight, ui.accent(ui::Accent::teal).fill);
  }
  ui.painter().fill({box.start, axis, box.width, 3}, ui.colours().sand3);
  return chosen;
}

namespace {

struct CardLook {
  ui::TextOptions title, small;
  float title_height = 0, tag = 0, tag_height = 0, below_height = 0;
  std::string beside, below;  // the tag; a line of its own
  [[nodiscard]] float height() const { return title_height + kBetween + tag_height + below_height; }
};

float words_width(float card) { return card - 2 * kCardSide - kChevron - 16; }

// Years and partner stand beside the field where they fit; else the partner has lines of its own.
CardLook card_look(Context& context, float card, const Agreement& agreement) {
  ui::Interface& ui = context.ui;
  const base::Language language = context.language();
  const float width = words_width(card);
  CardLook look;
  look.title = context.text(Type::h3);
  look.title.factor = ui::unbroken(ui, agreement.title.in(language), width, look.title);
  look.title_height = ui.measure(agreement.title.in(language), width, look.title).height;
  look.small = context.text(Type::small, ui.colours().ink2);
  const std::string field = context.t(look_of(agreement.field).words);
  look.tag = std::min(width, ui.measure(field, text::kNoWidth, context.text(Type::meta_strong)).width + 84);
  look.tag_height = kTag * ui.size_factor(Type::meta_strong);
  std::string years;
  if (agreement.last_year > agreement.first_year)
    years = app::years_text(language, agreement.first_year, agreement.last_year);
  const std::string partner = agreement.partner.in(language);
  look.beside = base::cat(years, years.empty() || partner.empty() ? "" : " · ",
                          years.empty() ? partner : app::isolated(partner));
  const float room = width - look.tag - kTagGap;
  if (ui.measure(look.beside, text::kNoWidth, look.small).width > room) {
    look.beside = years;
    look.below = partner;
    if (ui.measure(years, text::kNoWidth, look.small).width > room) {
      look.beside.clear();
      look.below = base::cat(years, partner.empty() ? "" : " · ", app::isolated(partner));
    }
  }
  if (!look.below.empty()) {
    ui::TextOptions below = look.small;
    below.factor = ui::unbroken(ui, look.below, width, below);
    look.below_height = ui.measure(look.below, width, below).height + kBetween;
  }
  return look;
}

void card_words(Context& context, const Box& card, const Agreement& agreement) {
  ui::Interface& ui = context.ui;
  const CardLook look = card_look(context, card.width, agreement);
  const FieldLook& field = look_of(agreement.field);
  const float width = words_width(card.width), start = card.start + kCardSide;
  float top = card.top + (card.height - look.height()) / 2;
  ui.text({start, top, width, look.title_height}, agreement.title.in(context.language()), look.title);
  top += look.title_height + kBetween;
  ui::tag(ui, {start, top, look.tag, look.tag_height}, context.t(field.words), field.icon, ui::Accent::teal);
  if (!look.beside.empty())
    ui.line({start + look.tag + kTagGap, top, width - look.tag - kTagGap, look.tag_height}, look.beside,
            look.small);
  ui::TextOptions below = look.small;
  below.factor = ui::unbroken(ui, look.below, width, below);
  if (!look.below.empty())
    ui.text({start, top + look.tag_height + kBetween, width, look.below_height}, look.below, below);
  ui.painter().icon({card.end() - kCardSide - kChevron, card.middle() - kChevron / 2, kChevron, kChevron},
                    "chevron-right", ui.accent(ui::Accent::teal).fill, ui::Mirror::with_direction);
}

void agreement_card(Context& context, const Box& card, const Agreement& agreement) {
  const base::Language language = context.language();
  ui::Node node;
  node.id = base::cat("agreement.", agreement.slug);
  node.role = ui::NodeRole::button;
  node.name = agreement.title.in(language);
  node.spoken = ui::in_sentences({node.name, context.t(look_of(agreement.field).words),
                                  app::years_text(language, agreement.first_year, agreement.last_year),
                                  agreement.partner.in(language)});
  if (ui::card_button(context.ui, std::move(node), card))
    context.emit(app::intent::Open{{app::Screen::agreement, agreement.slug, 0}});
  card_words(context, card, agreement);
}

void year_mark(Context& context, const Box& list, const TimelineRow& row) {
  ui::Interface& ui = context.ui;
  const float middle = list.top + row.top + row.height / 2, centre = list.start + kYearWidth / 2;
  const ui::Colour accent = ui.accent(ui::Accent::teal).fill;
  if (!row.begins_year) {
    ui.painter().disc(centre, middle, kDot, accent);
    ui.painter().disc(centre, middle, kDot - kLine, ui.colours().card);
    return;
  }
  const Box block{list.start, middle - kYearHeight / 2, kYearWidth, kYearHeight};
  ui.painter().rounded(block, ui::kRadiusField, accent);
  ui::TextOptions words = context.text(Type::button_large, ui.colours().on_accent);
  words.align = text::Align::center;
  const std::string year = std::to_string(row.agreement->first_year);
  ui::fitted(ui, block.inset(10, 8), year, words);
  ui.say({}, ui::NodeRole::heading, block, year);
}

}  // namespace

std::vector<TimelineRow> timeline_rows(Context& context, float width,
                                       const std::vector<const Agreement*>& shown) {
  Memory::Timeline& kept = context.memory.timeline;
  const app::State& state = context.state;
  const float card = width - kYearWidth - kYearGap;
  std::string key = base::cat(base::code_of(context.language()), " ", state.settings.text_percent,
                              state.settings.high_contrast ? "+ " : " ", static_cast<int>(width), " ",
                              state.kiosk.catalogue->version());
  for (const Agreement* agreement : shown) key.append(" ").append(agreement->slug);
  if (key != kept.measured) {
    kept.measured = std::move(key);
    kept.heights.clear();
    for (const Agreement* agreement : shown) {
      const float words = std::ceil(card_look(context, card, *agreement).height());
      kept.heights.push_back(std::max(kRowLeast, words + 2 * kCardPad));
    }
  }
  std::vector<TimelineRow> rows;
  float top = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const bool begins = i == 0 || shown[i - 1]->first_year != shown[i]->first_year;
    rows.push_back({shown[i], top, kept.heights[i], begins});
    top += kept.heights[i] + kRowGap;
  }
  return rows;
}

void draw_timeline(Context& context, const Box& list, const std::vector<TimelineRow>& rows,
                   const ui::PixelBox& seen) {
  if (rows.empty()) return;
  ui::Interface& ui = context.ui;
  const float foot = rows.back().top + rows.back().height;
  const Box line{list.start + (kYearWidth - kLine) / 2, list.top, kLine, foot};
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  ui.painter().gradient(line, accent.graphic, ui.high_contrast() ? accent.graphic : accent.halo);
  for (const TimelineRow& row : rows) {
    constexpr float kShadow = 40;
    const Box card{list.start + kYearWidth + kYearGap, list.top + row.top, list.width - kYearWidth - kYearGap,
                   row.height};
    const ui::PixelBox at = ui.painter().to_pixels(card);
    if (at.y + at.height + kShadow < seen.y || at.y - kShadow > seen.y + seen.height) continue;
    year_mark(context, list, row);
    agreement_card(context, card, *row.agreement);
  }
}

}  // namespace kiosk::screens
