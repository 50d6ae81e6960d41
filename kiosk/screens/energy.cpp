// 09: the energy campaigns: a tab each, what the citizen would save, three tips.

#include <algorithm>
#include <cmath>

#include "kiosk/screens/estimator.h"
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

constexpr float kTab = 224, kTabHeight = 196, kTabsGap = 24;

// An arch lower than the design's is narrower too: its head keeps its shape above the foot.
float tab_width(float height) { return std::min(kTab, (height - 18) * 1.74F); }

// Arch tabs, one a campaign: the icon over the name.
void tabs(Context& context, const Box& box, const std::vector<const content::Campaign*>& campaigns,
          const content::Campaign& shown) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
  const auto count = static_cast<float>(campaigns.size());
  const float width = std::min(tab_width(box.height), (box.width - kTabsGap * (count - 1)) / count);
  const float icon = std::min(76.0F, box.height * 0.39F), words_height = box.height * 0.33F;
  std::vector<std::string> labels;
  for (const content::Campaign* campaign : campaigns) labels.push_back(campaign->tab.in(context.language()));
  float factor = 1;
  for (const std::string& label : labels) {
    factor =
        std::min(factor, ui::label_factor(ui, label, {width - 20, words_height}, context.text(Type::label)));
  }
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
    if (control.focused) {
      ui.painter().arch(at.inset(-11), ui::kTabArch, ui.colours().focus);
      ui.painter().arch(at.inset(-5), ui::kTabArch, ui.colours().focus_gap);
    }
    const ui::Colour words = selected ? ui.colours().on_accent : ui.colours().ink;
    if (selected) {
      ui.painter().arch(at, ui::kTabArch, accent.fill);
    } else {
      ui.painter().bordered_arch(at, ui::kTabArch, ui.colours().card.towards(accent.tint, control.press),
                                 ui::kLineNeutral, ui.colours().line);
    }
    const float top = at.bottom() - words_height - 12 - icon;
    ui.painter().icon({at.start + (width - icon) / 2, top, icon, icon}, campaign->icon, words);
    ui::TextOptions label = context.text(Type::label, words);
    label.align = text::Align::center;
    label.factor = factor;
    ui::fitted(ui, {at.start + 10, top + icon, width - 20, words_height},
               campaign->tab.in(context.language()), label);
    if (control.activated) context.emit(app::intent::Replace{{app::Screen::energy, campaign->slug, 0}});
    start += width + kTabsGap;
  }
}

constexpr base::Milliseconds kCounting(260);  // to a new result (section 11)
constexpr float kPlate = 372, kPlatePad = 18, kBar = 36, kBetweenBars = 14;

float bar_words(const ui::Interface& ui) { return 50 * ui.size_factor(Type::meta); }
float chart_height(const ui::Interface& ui) {
  return 2 * (bar_words(ui) + kBar) + kBetweenBars + 2 * kPlatePad;
}

struct Usage {
  std::string id, name;
  std::int64_t kwh;
  bool after;
};

void bar_of(Context& context, const Box& box, const Usage& usage, float part) {
  ui::Interface& ui = context.ui;
  const Box line = box.head(std::max(12.0F, box.width * part));
  if (!ui.high_contrast()) {
    ui.painter().rounded(line, 8,
                         usage.after ? ui.accent(ui::Accent::olive).graphic : ui.colours().reference);
  } else if (usage.after) {
    ui.painter().rounded(line, 8, ui.accent(ui::Accent::olive).fill);
  } else {
    constexpr float kHatch = 16, kStroke = 5;
    ui.painter().bordered(line, 0, ui.colours().card, ui::kLineNeutral, ui.colours().line);
    ui.painter().hatched(line, kHatch, kStroke, ui.colours().line);
  }
}

// A year's use today and then: name and number over a bar, from the reading side.
void bars(Context& context, const Box& box, const content::Campaign& campaign,
          const content::Estimate& estimate) {
  ui::Interface& ui = context.ui;
  ui.painter().rounded(box, 22, ui.colours().lime);
  const std::array<Usage, 2> rows = {
      {{"before", campaign.before.in(context.language()), estimate.before_kwh, false},
       {"after", campaign.after.in(context.language()), estimate.after_kwh, true}}};
  const auto most = static_cast<float>(std::max<std::int64_t>({1, estimate.before_kwh, estimate.after_kwh}));
  const float words = bar_words(ui);
  float top = box.top + (box.height - chart_height(ui)) / 2 + kPlatePad;
  for (const Usage& row : rows) {
    const Box line{box.start + kPlatePad, top, box.width - 2 * kPlatePad, words};
    const std::string id = base::cat("estimate.", row.id, ".", campaign.slug);
    const float kwh = ui.glide(id, static_cast<float>(row.kwh), kCounting);
    const std::string number = app::number_text(context.language(), std::lround(kwh));
    ui::TextOptions shown = context.text(Type::meta_strong);
    shown.align = text::Align::end;
    const float wide = ui.measure(number, text::kNoWidth, shown).width + 2;
    ui::fitted(ui, line.tail(wide), number, shown);
    ui::fitted(ui, line.head(line.width - wide - 16), row.name, context.text(Type::meta));
    ui.say(base::cat("estimate.", row.id), ui::NodeRole::text, line, row.name,
           context.tn("{n} kWh", "{n} kWh", row.kwh));
    const float part = ui.glide(id + ".bar", static_cast<float>(row.kwh) / most, kCounting);
    bar_of(context, {line.start, top + words, line.width, kBar}, row, part);
    top += words + kBar + kBetweenBars;
  }
}

// The sum with its unit: the digits large, the word beside them smaller.
struct Sum {
  std::string words;
  std::size_t digits_end = 0;
};

Sum sum_of(const Context& context, std::int64_t dirham) {
  Sum sum{context.tn("{n} dirham", "{n} dirhams", dirham), 0};
  const std::string plain = std::to_string(dirham), spaced = app::number_text(context.language(), dirham);
  const std::size_t at = sum.words.find(plain);
  if (at == std::string::npos) return sum;
  sum.words.replace(at, plain.size(), spaced);
  sum.digits_end = at + spaced.size();
  return sum;
}

struct Result {
  std::string first, energy;
  Sum sum;
  ui::TextOptions opening, body, number;
  float width, first_height, sum_height, energy_height;
  bool below;
  [[nodiscard]] float words_height() const { return first_height + sum_height + energy_height; }
};

constexpr float kResultSide = 40, kResultPad = 22, kResultLeast = 300;

// The unit's letters beside the number's.
ui::TextSpan unit_of(const Sum& sum, ui::Colour colour) {
  return {static_cast<std::uint32_t>(sum.digits_end), static_cast<std::uint32_t>(sum.words.size()), Type::h1,
          colour};
}

Result result_of(Context& context, const content::Estimate& estimate, std::int64_t shown, float box_width) {
  ui::Interface& ui = context.ui;
  const ui::Colour white = ui.colours().on_accent;
  Result out{context.t("You save about, each year"),
             app::fill_in(context.t("that is {kwh} kWh less"),
                          {{"kwh", app::number_text(context.language(), estimate.saved_kwh)}}),
             sum_of(context, shown),
             {},
             context.text(Type::body, white),
             context.text(Type::number_xl, white),
             0,
             0,
             0,
             0,
             ui.size_factor(Type::body) > 1.2F};
  out.width = box_width - 2 * kResultSide - (out.below ? 0 : kPlate + 30);
  // The room is that of the final sum, so that the letters keep their size while it counts.
  const Sum last = sum_of(context, estimate.rounded_dirham);
  const ui::TextSpan unit = unit_of(last, white);
  out.number.spans = std::span(&unit, 1);
  const float whole = ui.measure(last.words, text::kNoWidth, out.number).width;
  out.number.spans = {};
  if (whole > out.width) out.number.factor = out.width / whole * 0.98F;
  const float line = ui.measure(out.first, text::kNoWidth, out.body).width;
  constexpr float kLeastLine = 0.85F;
  out.opening = out.body;
  if (line > out.width && line * kLeastLine <= out.width) out.opening.factor = out.width / line * 0.99F;
  out.first_height = ui.measure(out.first, out.width, out.opening).height;
  out.sum_height = 142 * out.number.factor * ui.size_factor(Type::number_xl);
  out.energy_height = ui.measure(out.energy, out.width, out.body).height;
  return out;
}

enum class Bars { shown, left_out };

float result_height(Context& context, const content::Estimate& estimate, float width,
                    Bars bars = Bars::shown) {
  const Result result = result_of(context, estimate, estimate.rounded_dirham, width);
  if (bars == Bars::left_out) return result.words_height() + 2 * kResultPad;
  const float chart = chart_height(context.ui);
  return result.below ? result.words_height() + chart + 3 * kResultPad
                      : std::max(kResultLeast, std::max(result.words_height(), chart) + 2 * kResultPad);
}

// What would be saved, and beside it (below, when the words grow) the two bars.
void result(Context& context, const Box& box, const content::Campaign& campaign,
            const content::Estimate& estimate, Bars with_bars = Bars::shown) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
  const float counted = ui.glide(base::cat("estimate.result.", campaign.slug),
                                 static_cast<float>(estimate.rounded_dirham), kCounting);
  const Result shown = result_of(context, estimate, std::lround(counted / 10) * 10, box.width);
  ui.painter().rounded(box, ui::kRadiusCard, accent.fill);
  if (!ui.high_contrast()) ui.painter().whisper(box, ui::kRadiusCard, ui::Zellige::whisper_olive, 100, 300);
  const float height = shown.words_height(), chart = chart_height(ui);
  const Box words{box.start + kResultSide, shown.below ? box.top + kResultPad : box.middle() - height / 2,
                  shown.width, height};
  ui.text(words, shown.first, shown.opening);
  ui::TextOptions number = shown.number;
  const ui::TextSpan unit = unit_of(shown.sum, number.colour);
  if (shown.sum.digits_end > 0) number.spans = std::span(&unit, 1);
  ui.line({words.start, words.top + shown.first_height, words.width, shown.sum_height}, shown.sum.words,
          number);
  ui.text({words.start, words.top + shown.first_height + shown.sum_height, words.width, shown.energy_height},
          shown.energy, shown.body);
  ui.say("estimate.result", ui::NodeRole::status, words,
         base::cat(shown.first, " ", sum_of(context, estimate.rounded_dirham).words, ", ", shown.energy),
         std::to_string(estimate.rounded_dirham));
  if (with_bars == Bars::left_out) return;
  const Box plate = shown.below
                        ? Box{words.start, words.bottom() + kResultPad, box.width - 2 * kResultSide, chart}
                        : Box{box.end() - kResultSide - kPlate, box.middle() - chart / 2, kPlate, chart};
  bars(context, plate, campaign, estimate);
}

// --- tips ---

using ShownTips = std::vector<std::pair<std::string, content::Shown<content::Tip>>>;

ShownTips tips_of(const Context& context, const content::Campaign& campaign) {
  ShownTips out;
  for (const std::string& slug : campaign.tips) {
    if (const auto tip = context.catalogue()->tip(slug, context.language())) out.emplace_back(slug, tip);
  }
  return out;
}

constexpr float kTipSide = 26, kTipIcon = 46, kTipTop = 16, kTipGap = 20, kTipLeast = 190, kTipMost = 220;

struct TipWords {
  ui::TextOptions title, line;
  float title_height, line_height;
  [[nodiscard]] float height() const { return title_height + line_height; }
};

TipWords tip_words(Context& context, const content::Tip& tip, float width, float factor) {
  ui::Interface& ui = context.ui;
  TipWords out{context.text(Type::button_small), context.text(Type::small, ui.colours().ink2), 0, 0};
  out.title.factor = std::min(factor, ui::unbroken(ui, tip.title, width, out.title));
  out.line.factor = std::min(factor, ui::unbroken(ui, tip.line, width, out.line));
  out.title_height = ui.measure(tip.title, width, out.title).height;
  out.line_height = ui.measure(tip.line, width, out.line).height;
  return out;
}

float tip_width(float width, std::size_t count) {
  const auto n = static_cast<float>(std::max<std::size_t>(1, count));
  return (width - kTipGap * (n - 1)) / n;
}

// Three cards side by side; one below the other when the words grow.
bool tips_in_rows(const Context& context) { return context.ui.size_factor(Type::small) > 1.2F; }

// One size of letters and one height for all of them: long words become smaller before the cards grow.
struct TipLook {
  float factor = 1, height = kTipLeast;
};

TipLook tip_look(Context& context, const ShownTips& tips, float width) {
  constexpr float kSmallest = 0.72F, kStep = 0.03F, kBelow = 12;
  const float most = kTipMost * context.ui.size_factor(Type::small);
  TipLook look;
  for (;; look.factor -= kStep) {
    float words = 0;
    for (const auto& [slug, tip] : tips)
      words = std::max(words, tip_words(context, *tip, width - 2 * kTipSide, look.factor).height());
    look.height = std::max(kTipLeast, kTipTop + kTipIcon + words + kBelow);
    if (look.height <= most || look.factor <= kSmallest) return look;
  }
}

float tips_height(Context& context, const content::Campaign& campaign, float width) {
  const ShownTips tips = tips_of(context, campaign);
  return tips.empty() ? 0 : tip_look(context, tips, tip_width(width, tips.size())).height;
}

void tip_card(Context& context, const Box& box, const std::string& slug, const content::Tip& tip,
              float factor) {
  ui::Interface& ui = context.ui;
  ui::Node node;
  node.id = base::cat("tip.", slug);
  node.role = ui::NodeRole::button;
  node.name = tip.title;
  node.spoken = ui::in_sentences({tip.title, tip.line});
  const ui::Control control = ui.control(std::move(node), box);
  ui::TileOptions look;
  look.accent = ui::Accent::olive;
  ui::touched_card(ui, box, ui::kRadiusButton, control, look);
  const float width = box.width - 2 * kTipSide;
  const TipWords words = tip_words(context, tip, width, factor);
  ui.painter().icon({box.start + kTipSide, box.top + kTipTop, kTipIcon, kTipIcon}, tip.icon,
                    ui.accent(ui::Accent::olive).fill);
  const float room = box.height - kTipTop - kTipIcon;
  const float top = box.top + kTipTop + kTipIcon + (room - words.height() - 8) / 2;
  ui.text({box.start + kTipSide, top, width, words.title_height}, tip.title, words.title);
  ui.text({box.start + kTipSide, top + words.title_height, width, words.line_height}, tip.line, words.line);
  if (control.activated) context.emit(app::intent::Open{{app::Screen::tip, slug, 0}});
}

void tip_cards(Context& context, const Box& box, const content::Campaign& campaign) {
  const ShownTips tips = tips_of(context, campaign);
  const float width = tip_width(box.width, tips.size());
  const float factor = tip_look(context, tips, width).factor;
  float start = box.start;
  for (const auto& [slug, tip] : tips) {
    tip_card(context, {start, box.top, width, box.height}, slug, *tip, factor);
    start += width + kTipGap;
  }
}

void tip_rows(Context& context, Flow& flow, const content::Campaign& campaign) {
  for (const auto& [slug, tip] : tips_of(context, campaign)) {
    ui::TileOptions options;
    options.icon = tip->icon;
    options.accent = ui::Accent::olive;
    if (row_of(context, flow, base::cat("tip.", slug), {tip->title, tip->line}, options))
      context.emit(app::intent::Open{{app::Screen::tip, slug, 0}});
  }
}

// --- the page ---

struct Shown {
  const content::Campaign& campaign;
  content::EstimatorValues values;
  content::Estimate estimate;
  std::string note;
};

constexpr float kLowTabs = 132, kBelowTabs = 24;

// Whether the page already says what the sum rests on.
enum class Noted { no, above };

void tips(Context& context, Flow& flow, const Shown& shown, Noted noted) {
  if (noted == Noted::no && context.ui.scroll_state("page").overflows())
    flow.text(ui::NodeRole::text, shown.note, context.text(Type::meta, context.ui.colours().ink2), 16);
  if (tips_in_rows(context)) return tip_rows(context, flow, shown.campaign);
  tip_cards(context, flow.next(tips_height(context, shown.campaign, flow.width())), shown.campaign);
}

// With low reach the result is above, where it is only read.
void one_column(Context& context, Flow& flow, const Shown& shown, Noted noted) {
  const content::Campaign& campaign = shown.campaign;
  // Tips with long words take their room from the gaps, so that the page need not scroll.
  constexpr float kNarrowGap = 12;
  const bool long_tips = !tips_in_rows(context) && tips_height(context, campaign, flow.width()) > kTipLeast;
  const float gap = long_tips ? kNarrowGap : ui::kGutter;
  questions(context, flow.next(questions_height(context, campaign, flow.width()), gap), campaign,
            shown.values);
  if (noted == Noted::no)
    result(context, flow.next(result_height(context, shown.estimate, flow.width()), gap), campaign,
           shown.estimate);
  tips(context, flow, shown, noted);
}

// The questions at the start, what comes of them at the end, and what that rests on.
void two_columns(Context& context, Flow& flow, const Shown& shown) {
  ui::Interface& ui = context.ui;
  constexpr float kApart = 32, kBetween = 20;
  const content::Campaign& campaign = shown.campaign;
  const float width = (flow.width() - kApart) / 2;
  ui::TextOptions note = context.text(Type::meta, ui.colours().ink2);
  constexpr float kNoteRoom = 86;
  note.factor = ui::label_factor(ui, shown.note, {width, kNoteRoom * ui.size_factor(Type::meta)}, note);
  const bool rows = tips_in_rows(context);
  const float asked = questions_height(context, campaign, width),
              answer = result_height(context, shown.estimate, width),
              below = rows ? 0 : tips_height(context, campaign, width) + kBetween,
              last = ui.measure(shown.note, width, note).height + kBetween;
  const Box row = flow.next(std::max(asked, answer + below + last));
  questions(context, {row.start, row.top, width, asked}, campaign, shown.values);
  Box at{row.end() - width, row.top, width, answer};
  result(context, at, campaign, shown.estimate);
  at = {at.start, at.bottom() + kBetween, width, last - kBetween};
  context.say({}, ui::NodeRole::text, at, shown.note, note);
  at = {at.start, at.bottom() + kBetween, width, below - kBetween};
  if (!rows) tip_cards(context, at, campaign);
  if (rows) tip_rows(context, flow, campaign);
}

// Below the title; in landscape beside it where they have room. Answers where what follows begins.
float place_tabs(Context& context, const PageResult& places,
                 const std::vector<const content::Campaign*>& campaigns, const content::Campaign& campaign,
                 const std::string& title) {
  ui::Interface& ui = context.ui;
  const Box content = places.content;
  const bool low = places.is_split();
  if (ui.landscape() && !low && ui.reach_top() <= header_height(ui)) {
    const ui::TextOptions look = context.text(Type::h1);
    const float top = header_height(ui) + 10, height = content.top - 14 - top;
    const auto count = static_cast<float>(campaigns.size());
    const float tab = std::min(height, kTabHeight), width = count * tab_width(tab) + (count - 1) * kTabsGap;
    const bool beside =
        ui.size_factor(Type::h1) <= 1 &&
        ui.measure(title, text::kNoWidth, look).width + width + 2 * ui::kGutter < content.width;
    if (beside) {
      tabs(context, {content.end() - width, top, width, tab}, campaigns, campaign);
      return content.top;
    }
  }
  const float height = low || ui.landscape() ? kLowTabs : kTabHeight;
  tabs(context, {content.start, content.top, content.width, height}, campaigns, campaign);
  return content.top + height + kBelowTabs;
}

}  // namespace

void draw_energy(Context& context) {
  ui::Interface& ui = context.ui;
  const std::vector<const content::Campaign*> campaigns = app::campaigns_now(context.state);
  const content::Campaign* campaign = campaign_shown(context, campaigns);
  if (campaign == nullptr) return draw_missing(context);
  const content::Tariff& tariff = context.catalogue()->contents().tariff;
  Shown shown{*campaign, values_of(context, *campaign), {}, tariff.words.in(context.language())};
  shown.estimate = content::estimate(*campaign, shown.values, tariff);
  PageOptions options;
  options.accent = ui::Accent::olive;
  options.eyebrow = context.t("Energy campaign");
  options.eyebrow_icon = "led";
  options.title = context.t("Save energy, step by step");
  options.scrolls = "page";
  if (!ui.landscape()) options.note = shown.note;
  const PageResult places = page(context, options);
  const float top = place_tabs(context, places, campaigns, *campaign, options.title);
  const bool apart = !ui.landscape() && places.is_split();
  if (apart) {
    // Large words leave no room for the bars.
    constexpr float kAboveNote = 20;
    const Box& reading = places.reading;
    const ui::TextOptions meta = context.text(Type::meta, ui.colours().ink2);
    const float note = ui.measure(shown.note, reading.width, meta).height + kAboveNote;
    const auto height = [&](Bars bars) {
      return result_height(context, shown.estimate, reading.width, bars);
    };
    const Bars with_bars = height(Bars::shown) + note <= reading.height ? Bars::shown : Bars::left_out;
    const Box answer{reading.start, reading.top, reading.width, height(with_bars)};
    result(context, answer, *campaign, shown.estimate, with_bars);
    const Box below{answer.start, answer.bottom() + kAboveNote, answer.width,
                    reading.bottom() - answer.bottom() - kAboveNote};
    constexpr float kSmallest = 0.6F;
    ui::TextOptions words = meta;
    words.factor = ui::fitting(ui, shown.note, {below.width, below.height}, meta, kSmallest);
    context.say({}, ui::NodeRole::text, below, shown.note, words);
  }
  {
    Flow flow(context, "page",
              {places.content.start, top, places.content.width, places.content.bottom() - top});
    if (ui.landscape()) {
      two_columns(context, flow, shown);
    } else {
      one_column(context, flow, shown, apart ? Noted::above : Noted::no);
    }
  }
  more_questions(context, *campaign, shown.values);
}

}  // namespace kiosk::screens
