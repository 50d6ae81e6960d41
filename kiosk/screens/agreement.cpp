// The summary of one agreement, or of a twin city that has no story.

#include <algorithm>

#include "kiosk/screens/reading.h"
#include "kiosk/screens/timeline.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

struct Fact {
  std::string_view icon;
  std::string name, words;
};

constexpr float kPad = 32, kBadgeWidth = 88, kBadgeHeight = 104, kBadgeGap = 28, kFactGap = 28;

float fact_height(Context& context, const Fact& fact, float width) {
  const float words = width - kBadgeWidth - kBadgeGap;
  const float height = context.ui.measure(fact.name, words, context.text(Type::label)).height +
                       context.ui.measure(fact.words, words, context.text(Type::lead)).height;
  return std::max(kBadgeHeight, height);
}

void draw_fact(Context& context, const Fact& fact, const Box& box) {
  ui::Interface& ui = context.ui;
  ui::badge(ui, {box.start, box.top, kBadgeWidth, kBadgeHeight}, fact.icon, ui::Accent::teal);
  const Box words = box.after(kBadgeWidth + kBadgeGap);
  const ui::TextOptions name = context.text(Type::label, ui.accent(ui::Accent::teal).fill),
                        lead = context.text(Type::lead);
  const float height = ui.measure(fact.name, words.width, name).height;
  const float all = height + ui.measure(fact.words, words.width, lead).height;
  const float top = box.top + std::max(0.0F, (kBadgeHeight - all) / 2);
  ui.text({words.start, top, words.width, height}, fact.name, name);
  ui.text({words.start, top + height, words.width, all - height}, fact.words, lead);
  ui.say({}, ui::NodeRole::text, box, ui::in_sentences({fact.name, fact.words}));
}

// A white card with one fact below the other, a hairline between them.
void facts_card(Context& context, Flow& flow, const std::vector<Fact>& facts) {
  ui::Interface& ui = context.ui;
  const float width = flow.width() - 2 * kPad;
  std::vector<float> heights;
  float height = 2 * kPad - kFactGap;
  for (const Fact& fact : facts) {
    heights.push_back(fact_height(context, fact, width));
    height += heights.back() + kFactGap;
  }
  if (facts.empty()) return;
  const Box card = flow.next(height);
  ui::card(ui, card, ui::kRadiusCard);
  float top = card.top + kPad;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    draw_fact(context, facts[i], {card.start + kPad, top, width, heights[i]});
    top += heights[i] + kFactGap;
    if (i + 1 < facts.size())
      ui.painter().fill({card.start + kPad, top - kFactGap / 2 - 1, width, ui::kLineHair}, ui.colours().hair);
  }
}

// The years as a number, the field as an icon beside its word: what the card of the list said, larger.
void years_and_field(Context& context, const content::Agreement& agreement, const Box& years,
                     const Box& field) {
  const FieldLook& look = look_of(agreement.field);
  const bool span = agreement.last_year > agreement.first_year;
  ui::key_figure(context.ui, years,
                 app::years_text(context.language(), agreement.first_year, agreement.last_year),
                 span ? context.t("Years") : context.t("Year"));
  ui::key_icon(context.ui, field, look.icon, context.t("Field"), context.t(look.words));
}

float figure_height(const ui::Interface& ui) {
  constexpr float kFigure = 172;
  return kFigure * std::max(1.0F, ui.size_factor(Type::body) * 0.9F);
}

void lay_figures(Context& context, Flow& flow, const content::Agreement& agreement) {
  const bool stacked = context.ui.size_factor(Type::body) > 1.2F && !context.ui.landscape();
  const float height = figure_height(context.ui);
  if (stacked) {
    const Box years = flow.next(height, 16);
    return years_and_field(context, agreement, years, flow.next(height));
  }
  const Box row = flow.next(height);
  const float half = (row.width - ui::kGutter) / 2;
  years_and_field(context, agreement, row.head(half), row.tail(half));
}

// Landscape: the figures stand in a column of their own at the end, where there is room for both.
Box figures_at_end(Context& context, const content::Agreement& agreement, const Box& box) {
  constexpr float kFigures = 580, kApart = 56, kBetween = 20;
  const float height = figure_height(context.ui);
  if (!context.ui.landscape() || box.height < 2 * height + kBetween) return box;
  const Box end = box.tail(kFigures);
  years_and_field(context, agreement, {end.start, end.top, end.width, height},
                  {end.start, end.top + height + kBetween, end.width, height});
  return box.head(box.width - kFigures - kApart);
}

std::vector<Fact> facts_of(Context& context, const content::Agreement& agreement) {
  const base::Language language = context.language();
  std::vector<Fact> facts = {
      {"handshake", context.t("Partner"), agreement.partner.in(language)},
      {"flag", context.t("Aim"), agreement.aim.in(language)},
      {"clock", context.t("State"), agreement.state.in(language)},
  };
  std::erase_if(facts, [](const Fact& fact) { return fact.words.empty(); });
  return facts;
}

void draw_twin(Context& context, const content::Twin& twin) {
  const base::Language language = context.language();
  PageOptions options;
  options.eyebrow = context.t("Twin cities");
  options.eyebrow_icon = "twin-cities";
  options.title = twin.name.in(language);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.reading);
  std::vector<Fact> facts = {{"map-pin", context.t("Country"), twin.country.in(language)}};
  if (twin.year != 0) facts.push_back({"calendar", context.t("Since"), std::to_string(twin.year)});
  facts_card(context, flow, facts);
  flow.text(ui::NodeRole::text, twin.words.in(language), context.text(Type::lead), 20);
  lay_sources(context, flow, twin.sources);
}

}  // namespace

void draw_agreement(Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  const std::string& slug = context.state.place().slug;
  if (catalogue == nullptr) return draw_missing(context);
  if (slug.starts_with("twin/")) {
    const content::Twin* twin = catalogue->twin(slug.substr(5));
    return twin != nullptr ? draw_twin(context, *twin) : draw_missing(context);
  }
  const content::Agreement* agreement = catalogue->agreement(slug);
  if (agreement == nullptr) return draw_missing(context);
  PageOptions options;
  options.eyebrow = context.t("Agreements");
  options.eyebrow_icon = "agreement";
  options.title = agreement->title.in(context.language());
  options.scrolls = "page";
  if (!agreement->story.empty()) {
    Primary story;
    story.id = "agreement.story";
    story.label = context.t("Read the story");
    options.primary = std::move(story);
  }
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Open{place_of(agreement->story)});
  Box words = figures_at_end(context, *agreement, result.reading);
  const bool beside = words.width < result.reading.width;
  // The one thing to do stands under the figures, and leaves the words the rest of the height.
  if (beside && !result.is_split()) words.height = bar_top(context.ui) - 12 - words.top;
  Flow flow(context, "page", words);
  if (!beside) lay_figures(context, flow, *agreement);
  facts_card(context, flow, facts_of(context, *agreement));
  lay_sources(context, flow, agreement->sources);
}

}  // namespace kiosk::screens
