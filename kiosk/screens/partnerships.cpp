// 04: partnerships; 05: twin cities as a list; 06: agreements by period, and one agreement.

#include "kiosk/screens/reading.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

void picture_cards(Context& context, Flow& flow, const std::vector<content::Card>& cards) {
  ui::Interface& ui = context.ui;
  if (ui.high_contrast()) return lay_cards(context, flow, cards);  // it has no pictures (section 3.3)
  const std::size_t columns = ui.landscape() ? 4 : (ui.size_factor(Type::body) > 1.2F ? 1 : 2);
  const float width =
      (flow.width() - ui::kGutter * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (std::size_t i = 0; i < cards.size(); i += columns) {
    const std::size_t end = std::min(i + columns, cards.size());
    float foot = 0;
    for (std::size_t k = i; k < end; ++k)
      foot = std::max(foot, ui::picture_card_foot(ui, width, cards[k].title, cards[k].words));
    // One wide card shows more of its picture; none of it is stretched.
    const Box row = flow.next((columns == 1 ? 440.0F : 338.0F) + foot);
    for (std::size_t k = i; k < end; ++k) {
      const Box box{row.start + static_cast<float>(k - i) * (width + ui::kGutter), row.top, width,
                    row.height};
      if (ui::picture_card(ui, base::cat("link.", cards[k].to), box, cards[k].picture,
                           {cards[k].title, cards[k].words, {}}, foot)) {
        context.emit(app::intent::Open{place_of(cards[k].to)});
      }
    }
  }
}

const char* field_words(content::Agreement::Field field) {
  switch (field) {
    case content::Agreement::Field::economy:
      return "Economy";
    case content::Agreement::Field::society:
      return "Society";
    case content::Agreement::Field::culture:
      return "Culture";
    case content::Agreement::Field::environment:
      return "Environment";
  }
  return "Society";
}

void fact_row(Context& context, Flow& flow, const std::string& name, const std::string& words) {
  if (words.empty()) return;
  flow.text(ui::NodeRole::text, name, context.text(Type::label, context.ui.accent(ui::Accent::teal).fill), 0);
  flow.text(ui::NodeRole::text, words, context.text(Type::lead), 20);
}

// The period shown: the one chosen, or the last one.
const content::Period* period_shown(const Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  if (catalogue == nullptr || catalogue->contents().periods.empty()) return nullptr;
  const content::Period* chosen = catalogue->period(context.state.place().slug);
  return chosen != nullptr ? chosen : &catalogue->contents().periods.back();
}

}  // namespace

void draw_partnerships(Context& context) {
  const auto shown = context.catalogue() != nullptr
                         ? context.catalogue()->article("partnerships", context.language())
                         : content::Shown<content::Article>{};
  if (!shown) return draw_missing(context);
  PageOptions options;
  options.eyebrow = shown->section;
  options.eyebrow_icon = shown->icon;
  options.title = shown->title;
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  say_untranslated(context, flow, shown.is_fallback);
  flow.text(ui::NodeRole::text, shown->lead, context.text(Type::lead), 24);
  picture_cards(context, flow, shown->cards);
  for (const content::Chapter& chapter : shown->chapters) lay_blocks(context, flow, chapter.body, Type::body);
  lay_sources(context, flow, shown->sources);
}

void draw_twins(Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  if (catalogue == nullptr || catalogue->contents().twins.empty()) return draw_missing(context);
  PageOptions options;
  options.eyebrow = context.t("Partnerships and cooperation");
  options.eyebrow_icon = "twin-cities";
  options.title = context.t("Cities twinned with Salé");
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  const base::Language language = context.language();
  for (const auto relation : {content::Twin::Relation::twin, content::Twin::Relation::project}) {
    bool first = true;
    for (const content::Twin& twin : catalogue->contents().twins) {
      if (twin.relation != relation) continue;
      if (first && relation == content::Twin::Relation::project) {
        flow.gap(16);
        flow.text(ui::NodeRole::heading, context.t("Partners in a common project"), context.text(Type::h3),
                  12);
      }
      first = false;
      ui::TileOptions look;
      look.icon = relation == content::Twin::Relation::twin ? "twin-cities" : "handshake";
      const std::string second =
          base::cat(app::isolated(twin.country.in(language)), twin.year == 0 ? "" : " · ",
                    twin.year == 0 ? "" : std::to_string(twin.year));
      if (row_of(context, flow, base::cat("twin.", twin.slug), {twin.name.in(language), second, {}}, look,
                 164)) {
        context.emit(app::intent::Open{
            twin.story.empty() ? app::Place{app::Screen::agreement, base::cat("twin/", twin.slug), 0}
                               : app::Place{app::Screen::article, twin.story, 0}});
      }
    }
  }
  flow.gap(8);
  flow.text(ui::NodeRole::message,
            context.t("The commune's full table of twin cities is not available on this screen yet. Only "
                      "what published sources confirm is shown."),
            context.text(Type::body_min, context.ui.colours().ink2), 20);
}

void draw_agreements(Context& context) {
  const content::Period* period = period_shown(context);
  if (period == nullptr) return draw_missing(context);
  const content::Catalogue& catalogue = *context.catalogue();
  const base::Language language = context.language();
  PageOptions options;
  options.eyebrow = context.t("Partnerships and cooperation");
  options.eyebrow_icon = "agreement";
  options.title = context.t("Agreements, year by year");
  options.scrolls = "page";
  const PageResult result = page(context, options);
  std::vector<ui::SegmentPart> parts;
  std::size_t selected = 0;
  for (const content::Period& one : catalogue.contents().periods) {
    if (one.slug == period->slug) selected = parts.size();
    parts.push_back(
        {base::cat("period.", one.slug), app::years_text(language, one.first_year, one.last_year), {}});
  }
  const Box segments{result.content.start, result.content.top, result.content.width, 108};
  if (const auto chosen = ui::segments(context.ui, segments, parts, selected, ui::Accent::teal)) {
    app::Place place = context.state.place();
    place.slug = catalogue.contents().periods[*chosen].slug;
    context.emit(app::intent::Replace{place});
  }
  Flow flow(
      context, "page",
      {result.content.start, result.content.top + 132, result.content.width, result.content.height - 132});
  flow.text(ui::NodeRole::message, period->note.in(language),
            context.text(Type::body_min, context.ui.colours().ink2), 20);
  const auto agreements = catalogue.agreements_of(*period);
  if (agreements.empty()) {
    flow.text(ui::NodeRole::message,
              context.t("No agreement of this period is confirmed by a published source yet."),
              context.text(Type::lead), 20);
  }
  for (const content::Agreement* agreement : agreements) {
    ui::TileOptions look;
    look.icon = "agreement";
    const std::string years = app::years_text(language, agreement->first_year, agreement->last_year);
    const std::string field = context.t(field_words(agreement->field));
    if (row_of(context, flow, base::cat("agreement.", agreement->slug),
               {agreement->title.in(language), years, field}, look, 190)) {
      context.emit(app::intent::Open{{app::Screen::agreement, agreement->slug, 0}});
    }
  }
}

void draw_agreement(Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  const std::string& slug = context.state.place().slug;
  const base::Language language = context.language();
  const content::Agreement* agreement = catalogue != nullptr ? catalogue->agreement(slug) : nullptr;
  const content::Twin* twin =
      catalogue != nullptr && slug.starts_with("twin/") ? catalogue->twin(slug.substr(5)) : nullptr;
  if (agreement == nullptr && twin == nullptr) return draw_missing(context);
  PageOptions options;
  options.eyebrow = twin != nullptr ? context.t("Twin cities") : context.t("Agreements");
  options.eyebrow_icon = twin != nullptr ? "twin-cities" : "agreement";
  options.title = twin != nullptr ? twin->name.in(language) : agreement->title.in(language);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  if (twin != nullptr) {
    fact_row(context, flow, context.t("Country"), twin->country.in(language));
    if (twin->year != 0) fact_row(context, flow, context.t("Since"), std::to_string(twin->year));
    flow.text(ui::NodeRole::text, twin->words.in(language), context.text(Type::lead), 20);
    return lay_sources(context, flow, twin->sources);
  }
  fact_row(context, flow, context.t("Partner"), agreement->partner.in(language));
  fact_row(context, flow, context.t("Field"), context.t(field_words(agreement->field)));
  fact_row(context, flow, context.t("Years"),
           app::years_text(language, agreement->first_year, agreement->last_year));
  fact_row(context, flow, context.t("Aim"), agreement->aim.in(language));
  fact_row(context, flow, context.t("State"), agreement->state.in(language));
  if (!agreement->story.empty()) {
    ui::TileOptions look;
    look.icon = "book";
    const std::string read = context.t("Read the story");
    if (row_of(context, flow, "agreement.story", {read, {}, {}}, look)) {
      context.emit(app::intent::Open{place_of(agreement->story)});
    }
  }
  lay_sources(context, flow, agreement->sources);
}

}  // namespace kiosk::screens
