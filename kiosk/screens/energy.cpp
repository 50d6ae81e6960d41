// 09: the energy campaigns: a tab each, what the citizen would save, three tips.

#include "kiosk/screens/reading.h"
#include "kiosk/ui/fit.h"

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
  std::vector<std::string> labels;
  for (const content::Campaign* campaign : campaigns) labels.push_back(campaign->tab.in(context.language()));
  float factor = 1;
  for (const std::string& label : labels)
    factor = std::min(factor, ui::label_factor(ui, label, {width - 20, 64}, context.text(Type::label)));
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
    label.factor = factor;
    ui::fitted(ui, {at.start + 10, at.top + 122, width - 20, 64}, campaign->tab.in(context.language()),
               label);
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

// One question with its two buttons: less at the start, more at the end. Words that grow stand above them.
struct Question {
  std::string words;
  ui::TextOptions look;
  float width, words_height, height;
  bool above;
};

constexpr float kStep = 116, kValue = 210, kCardSide = 32;

Question question_of(Context& context, const content::EstimatorInput& input, float width) {
  ui::Interface& ui = context.ui;
  Question out{std::string(input.label.in(context.language())), context.text(Type::label), 0, 0, 0, false};
  out.above = ui.size_factor(Type::label) > 1.2F;
  out.width = out.above ? width : width - 2 * kStep - kValue - ui::kGutter;
  out.words_height = ui.measure(out.words, out.width, out.look).height;
  out.height = out.above ? out.words_height + 8 + kStep + 24 : std::max(kStep, out.words_height) + 20;
  return out;
}

void stepper(Context& context, const Box& box, const content::Campaign& campaign,
             const content::EstimatorInput& input, int value) {
  ui::Interface& ui = context.ui;
  const Question question = question_of(context, input, box.width);
  const float words_top = question.above ? box.top + 8 : box.middle() - question.words_height / 2;
  context.say({}, ui::NodeRole::text, {box.start, words_top, question.width, question.words_height},
              question.words, question.look);
  const float controls = question.above ? box.start : box.start + question.width + ui::kGutter;
  const float top = question.above ? words_top + question.words_height + 8 : box.middle() - kStep / 2;
  const float value_width = box.end() - controls - 2 * kStep;
  const auto set = [&](int next) {
    context.emit(app::intent::SetEstimator{campaign.slug, input.key, std::clamp(next, input.min, input.max)});
  };
  ui::ButtonOptions options;
  options.accent = ui::Accent::olive;
  options.icon = "minus";
  options.enabled = value > input.min;
  const std::string less = base::cat(context.t("Less"), ": ", question.words),
                    more = base::cat(context.t("More"), ": ", question.words);
  options.spoken = less;
  const std::string id = base::cat("estimate.", input.key);
  if (ui::secondary_button(ui, id + ".less", {controls, top, kStep, kStep}, {}, options))
    set(value - input.step);
  const std::string words_of_value = value_words(context, input.unit, value);
  ui::TextOptions number = context.text(Type::button_large);
  number.align = text::Align::center;
  const Box at{controls + kStep, top, value_width, kStep};
  ui::fitted(ui, at.inset(8, 4), words_of_value, number);
  ui.say(id, ui::NodeRole::text, at, words_of_value, std::to_string(value));
  options.icon = "plus";
  options.enabled = value < input.max;
  options.spoken = more;
  if (ui::primary_button(ui, id + ".more", {at.end(), top, kStep, kStep}, {}, options))
    set(value + input.step);
}

void steppers(Context& context, Flow& flow, const content::Campaign& campaign,
              content::EstimatorValues& values) {
  const float width = flow.width() - 2 * kCardSide;
  float height = 0;
  for (const content::EstimatorInput& input : campaign.inputs)
    height += question_of(context, input, width).height;
  const Box card = flow.next(height + 24);
  ui::card(context.ui, card, ui::kRadiusCard);
  float top = card.top + 12;
  for (const content::EstimatorInput& input : campaign.inputs) {
    const float row = question_of(context, input, width).height;
    stepper(context, {card.start + kCardSide, top, width, row}, campaign, input, values[input.key]);
    top += row;
  }
}

constexpr float kBar = 34, kBetweenBars = 16, kChartPad = 18;

float bar_words(const ui::Interface& ui) { return 44 * ui.size_factor(Type::meta); }
float chart_height(const ui::Interface& ui) {
  return 2 * (bar_words(ui) + kBar) + kBetweenBars + 2 * kChartPad;
}

void bars(Context& context, const Box& box, const content::Campaign& campaign,
          const content::Estimate& estimate) {
  ui::Interface& ui = context.ui;
  const std::int64_t most = std::max<std::int64_t>(1, std::max(estimate.before_kwh, estimate.after_kwh));
  const float words = bar_words(ui);
  float top = box.top + (box.height - chart_height(ui)) / 2 + kChartPad;
  const std::array<std::pair<std::string, std::int64_t>, 2> rows = {
      {{campaign.before.in(context.language()), estimate.before_kwh},
       {campaign.after.in(context.language()), estimate.after_kwh}}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Box line{box.start + 24, top, box.width - 48, words};
    ui::TextOptions number = context.text(Type::meta_strong);
    number.align = text::Align::end;
    number.direction = text::BaseDirection::ltr;
    const std::string kwh = base::cat(app::number_text(context.language(), rows[i].second), " kWh");
    const float kwh_width = ui.measure(kwh, text::kNoWidth, number).width + 2;
    ui::fitted(ui, line.tail(kwh_width), kwh, number);
    ui::fitted(ui, line.head(line.width - kwh_width - 16), rows[i].first, context.text(Type::meta));
    const float width = (box.width - 48) * static_cast<float>(rows[i].second) / static_cast<float>(most);
    const ui::Colour colour =
        ui.high_contrast() ? ui.colours().ink : ui::Colour::hex(i == 0 ? 0x9C8550 : 0x5F6F23);
    ui.painter().rounded({line.start, top + words, std::max(12.0F, width), kBar}, 8, colour);
    top += words + kBar + kBetweenBars;
  }
}

// What would be saved, and beside it (below, when the words grow) the two bars.
void result(Context& context, Flow& flow, const content::Campaign& campaign,
            const content::Estimate& estimate) {
  constexpr float kSide = 40, kPad = 30, kChart = 380, kLeast = 300;
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
  const bool below = ui.size_factor(Type::body) > 1.2F;
  const ui::Colour white = ui.colours().on_accent;
  const ui::TextOptions body = context.text(Type::body, white);
  ui::TextOptions big = context.text(Type::number_l, white);
  const std::string first = context.t("You save about, each year");
  const std::string sum = context.tn("{n} dirham", "{n} dirhams", estimate.rounded_dirham);
  const std::string energy =
      app::fill_in(context.t("that is {kwh} kWh less"),
                   {{"kwh", app::number_text(context.language(), estimate.saved_kwh)}});
  const float width = flow.width() - 2 * kSide - (below ? 0 : kChart + 30);
  big.factor = ui::label_factor(ui, sum, {width, 400}, big);
  const float first_height = ui.measure(first, width, body).height,
              sum_height = ui.measure(sum, width, big).height + 16,
              words_height = first_height + sum_height + ui.measure(energy, width, body).height;
  const float chart = chart_height(ui);
  const Box box = flow.next(below ? words_height + chart + 3 * kPad
                                  : std::max(kLeast, std::max(words_height, chart) + 2 * kPad));
  ui.painter().rounded(box, ui::kRadiusCard, accent.fill);
  if (!ui.high_contrast()) ui.painter().whisper(box, ui::kRadiusCard, ui::Zellige::whisper_olive, 100, 300);
  const Box words{box.start + kSide, below ? box.top + kPad : box.middle() - words_height / 2, width,
                  words_height};
  ui.text(words, first, body);
  ui.text({words.start, words.top + first_height + 8, width, sum_height}, sum, big);
  ui.text({words.start, words.top + first_height + sum_height, width, words_height}, energy, body);
  ui.say("estimate.result", ui::NodeRole::status, words, base::cat(first, " ", sum, ", ", energy),
         std::to_string(estimate.rounded_dirham));
  const Box plate = below ? Box{box.start + kSide, words.bottom() + kPad, box.width - 2 * kSide, chart}
                          : Box{box.end() - kSide - kChart, box.middle() - chart / 2, kChart, chart};
  ui.painter().rounded(plate, 22, ui.colours().lime);
  bars(context, plate, campaign, estimate);
}

void tips(Context& context, Flow& flow, const content::Campaign& campaign) {
  const content::Catalogue& catalogue = *context.catalogue();
  for (const std::string& slug : campaign.tips) {
    const auto tip = catalogue.tip(slug, context.language());
    if (!tip) continue;
    ui::TileOptions options;
    options.icon = tip->icon;
    options.accent = ui::Accent::olive;
    if (row_of(context, flow, base::cat("tip.", slug), {tip->title, tip->line, {}}, options)) {
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
  steppers(context, flow, *campaign, values);
  result(context, flow, *campaign, content::estimate(*campaign, values, tariff));
  if (context.ui.scroll_state("page").overflows())
    flow.text(ui::NodeRole::text, options.note, context.text(Type::meta, context.ui.colours().ink2), 16);
  tips(context, flow, *campaign);
}

}  // namespace kiosk::screens
