// 09: the energy campaigns: a tab each, what the citizen would save, three tips.

#include "kiosk/screens/page.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

const content::Campaign* campaign_shown(const Context& context,
                                        const std::vector<const content::Campaign*>& campaigns) {
  for (const content::Campaign* campaign : campaigns) {
    if (campaign->slug == context.state.place().slug) return campaign;
  }
  return campaigns.empty() ? nullptr : campaigns.front();
}

void tabs(Context& context, const Box& box, const std::vector<const content::Campaign*>& campaigns,
          const content::Campaign& shown) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
  const float width = std::min(224.0F, (box.width - 24 * static_cast<float>(campaigns.size() - 1)) /
                                           static_cast<float>(campaigns.size()));
  float start = box.start;
  for (const content::Campaign* campaign : campaigns) {
    const Box at{start, box.top, width, box.height};
    const bool selected = campaign == &shown;
    ui::Node node;
    node.id = base::cat("campaign.", campaign->slug);
    node.role = ui::NodeRole::tab;
    node.name = campaign->tab.in(context.language());
    node.selected = selected;
    const ui::Control control = ui.control(std::move(node), at);
    if (control.focused) ui.painter().arch(at.inset(-11), ui::kTabArch, ui.colours().focus);
    const ui::Colour words = selected ? ui.colours().on_accent : ui.colours().ink;
    if (selected) {
      ui.painter().arch(at, ui::kTabArch, accent.fill);
    } else {
      ui.painter().bordered_arch(at, ui::kTabArch, control.pressed ? accent.tint : ui.colours().card, 3,
                                 ui.colours().line);
    }
    ui.painter().icon({at.start + (width - 76) / 2, at.top + 46, 76, 76}, campaign->icon, words);
    ui::TextOptions label = context.text(Type::label, words);
    label.align = text::Align::center;
    ui.line({at.start + 10, at.top + 126, width - 20, 56}, campaign->tab.in(context.language()), label);
    if (control.activated) {
      context.emit(app::intent::Replace{{app::Screen::energy, campaign->slug, 0}});
    }
    start += width + 24;
  }
}

std::string value_words(const Context& context, content::EstimatorInput::Unit unit, int value) {
  using Unit = content::EstimatorInput::Unit;
  switch (unit) {
    case Unit::lamps:
      return std::to_string(value);
    case Unit::persons:
      return context.tn("{n} person", "{n} people", value);
    case Unit::hours:
      return context.tn("{n} hour", "{n} hours", value);
    case Unit::days:
      return context.tn("{n} day", "{n} days", value);
    case Unit::watts:
      return context.tn("{n} watt", "{n} watts", value);
    case Unit::litres:
      return context.tn("{n} litre", "{n} litres", value);
    case Unit::celsius:
      return context.tn("{n} degree", "{n} degrees", value);
    case Unit::percent:
      return app::left_to_right(base::cat(value, "%"));
    case Unit::kwh:
      return context.tn("{n} kWh", "{n} kWh", value);
  }
  return std::to_string(value);
}

// One question with its two buttons: less at the start, more at the end.
void stepper(Context& context, const Box& box, const content::Campaign& campaign,
             const content::EstimatorInput& input, int value) {
  ui::Interface& ui = context.ui;
  constexpr float kButton = 116, kValue = 210;
  const float words = box.width - 2 * kButton - kValue - 24;
  ui::TextOptions label = context.text(Type::label);
  label.max_lines = 3;
  const float height = ui.measure(input.label.in(context.language()), words, label).height;
  context.say({}, ui::NodeRole::text, {box.start, box.top + (box.height - height) / 2, words, height},
              input.label.in(context.language()), label);
  const float controls = box.start + words + 24;
  const auto set = [&](int next) {
    context.emit(app::intent::SetEstimator{campaign.slug, input.key, std::clamp(next, input.min, input.max)});
  };
  ui::ButtonOptions options;
  options.accent = ui::Accent::olive;
  options.icon = "minus";
  options.enabled = value > input.min;
  const std::string less = context.t("Less"), more = context.t("More");
  options.spoken = less;
  const std::string id = base::cat("estimate.", input.key);
  if (ui::secondary_button(ui, id + ".less",
                           {controls, box.top + (box.height - kButton) / 2, kButton, kButton}, {}, options))
    set(value - input.step);
  const std::string words_of_value = value_words(context, input.unit, value);
  ui::TextOptions number = context.text(Type::button_large);
  number.align = text::Align::center;
  const Box at{controls + kButton, box.top, kValue, box.height};
  ui.line(at.inset(8, 0), words_of_value, number);
  ui.say(id, ui::NodeRole::text, at, words_of_value, std::to_string(value));
  options.icon = "plus";
  options.enabled = value < input.max;
  options.spoken = more;
  if (ui::primary_button(
          ui, id + ".more",
          {controls + kButton + kValue, box.top + (box.height - kButton) / 2, kButton, kButton}, {}, options))
    set(value + input.step);
}

void bars(Context& context, const Box& box, const content::Campaign& campaign,
          const content::Estimate& estimate) {
  ui::Interface& ui = context.ui;
  const std::int64_t most = std::max<std::int64_t>(1, std::max(estimate.before_kwh, estimate.after_kwh));
  float top = box.top + 18;
  const std::array<std::pair<std::string, std::int64_t>, 2> rows = {
      {{campaign.before.in(context.language()), estimate.before_kwh},
       {campaign.after.in(context.language()), estimate.after_kwh}}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Box line{box.start + 24, top, box.width - 48, 46};
    ui.line(line, rows[i].first, context.text(Type::meta));
    ui::TextOptions number = context.text(Type::meta_strong);
    number.align = text::Align::end;
    number.direction = text::BaseDirection::ltr;
    ui.line(line, base::cat(app::number_text(context.language(), rows[i].second), " kWh"), number);
    const float width = (box.width - 48) * static_cast<float>(rows[i].second) / static_cast<float>(most);
    const ui::Colour colour =
        ui.high_contrast() ? ui.colours().ink : ui::Colour::hex(i == 0 ? 0x9C8550 : 0x5F6F23);
    ui.painter().rounded({line.start, top + 46, std::max(12.0F, width), 34}, 8, colour);
    top += 96;
  }
}

void result(Context& context, const Box& box, const content::Campaign& campaign,
            const content::Estimate& estimate) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
  ui.painter().rounded(box, ui::kRadiusCard, accent.fill);
  if (!ui.high_contrast()) ui.painter().whisper(box, ui::kRadiusCard, ui::Zellige::whisper_olive, 100, 300);
  const ui::Colour white = ui.colours().on_accent;
  const Box words{box.start + 40, box.top + 24, box.width - 40 - 450, box.height};
  float top = words.top;
  const std::string first = context.t("You save about, each year");
  const std::string sum = context.tn("{n} dirham", "{n} dirhams", estimate.rounded_dirham);
  const std::string energy =
      app::fill_in(context.t("that is {kwh} kWh less"),
                   {{"kwh", app::number_text(context.language(), estimate.saved_kwh)}});
  top += ui.text({words.start, top, words.width, 60}, first, context.text(Type::body, white));
  ui::TextOptions big = context.text(Type::number_l, white);
  ui.line({words.start, top, words.width, 110}, sum, big);
  ui.text({words.start, top + 112, words.width, 60}, energy, context.text(Type::body, white));
  ui.say("estimate.result", ui::NodeRole::status, words, base::cat(first, " ", sum, ", ", energy),
         std::to_string(estimate.rounded_dirham));
  const Box chart{box.end() - 40 - 380, box.top + 40, 380, box.height - 80};
  ui.painter().rounded(chart, 22, ui.colours().lime);
  bars(context, chart, campaign, estimate);
}

void tips(Context& context, Flow& flow, const content::Campaign& campaign) {
  const content::Catalogue& catalogue = *context.catalogue();
  for (const std::string& slug : campaign.tips) {
    const auto tip = catalogue.tip(slug, context.language());
    if (!tip) continue;
    ui::TileOptions options;
    options.icon = tip->icon;
    options.accent = ui::Accent::olive;
    if (ui::row_card(context.ui, base::cat("tip.", slug), flow.next(148, 16), tip->title, tip->line, {},
                     options)) {
      context.emit(app::intent::Open{{app::Screen::tip, slug, 0}});
    }
  }
}

}  // namespace

void draw_energy(Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  std::vector<const content::Campaign*> campaigns;
  if (catalogue != nullptr) {
    const base::LocalTime local = base::to_local(context.state.wall);
    const std::chrono::year_month_day today{std::chrono::year(local.year),
                                            std::chrono::month(static_cast<unsigned>(local.month)),
                                            std::chrono::day(static_cast<unsigned>(local.day))};
    campaigns = catalogue->campaigns_on(std::chrono::sys_days(today));
  }
  const content::Campaign* campaign = campaign_shown(context, campaigns);
  if (campaign == nullptr) return draw_missing(context);
  const content::Tariff& tariff = catalogue->contents().tariff;
  PageOptions options;
  options.accent = ui::Accent::olive;
  options.eyebrow = context.t("Energy campaign");
  options.eyebrow_icon = "led";
  options.title = context.t("Save energy, step by step");
  options.scrolls = "page";
  options.note = tariff.words.in(context.language());
  const PageResult shown = page(context, options);
  tabs(context, {shown.content.start, shown.content.top, shown.content.width, 196}, campaigns, *campaign);

  Flow flow(context, "page",
            {shown.content.start, shown.content.top + 220, shown.content.width, shown.content.height - 220});
  content::EstimatorValues values;
  for (const content::EstimatorInput& input : campaign->inputs) values[input.key] = input.start;
  if (const auto chosen = context.state.estimators.find(campaign->slug);
      chosen != context.state.estimators.end()) {
    for (const auto& [key, value] : chosen->second) values[key] = value;
  }
  flow.text(ui::NodeRole::heading, campaign->question.in(context.language()), context.text(Type::h3), 12);
  const float row = 136;
  const Box card = flow.next(static_cast<float>(campaign->inputs.size()) * row + 24);
  ui::card(context.ui, card, ui::kRadiusCard);
  for (std::size_t i = 0; i < campaign->inputs.size(); ++i) {
    const content::EstimatorInput& input = campaign->inputs[i];
    stepper(context, {card.start + 32, card.top + 12 + static_cast<float>(i) * row, card.width - 64, row},
            *campaign, input, values[input.key]);
  }
  result(context, flow.next(300), *campaign, content::estimate(*campaign, values, tariff));
  if (context.ui.scroll_state("page").overflows())
    flow.text(ui::NodeRole::text, options.note, context.text(Type::meta, context.ui.colours().ink2), 16);
  tips(context, flow, *campaign);
}

}  // namespace kiosk::screens
