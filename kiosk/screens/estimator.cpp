#include "kiosk/screens/estimator.h"

#include <algorithm>

#include "kiosk/screens/sheet.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/slider.h"
#include "kiosk/ui/stepper.h"

namespace kiosk::screens {
namespace {

using content::Campaign;
using content::EstimatorInput;
using content::EstimatorValues;
using ui::Box;
using ui::Type;
using Unit = EstimatorInput::Unit;

constexpr std::size_t kOnCard = 2;  // questions; the others are in the sheet
constexpr float kSide = 40, kTop = 30, kFoot = 18, kIcons = 84, kIconsGap = 6, kStepperWidth = 384;
constexpr float kDivider = 22, kLabel = 52, kAboveSlider = 2;

std::string value_words(const Context& context, Unit unit, int value) {
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

int value_of(const EstimatorInput& input, const EstimatorValues& values) {
  const auto found = values.find(input.key);
  return found == values.end() ? input.start : std::clamp(found->second, input.min, input.max);
}

std::string words_of(const Context& context, const Campaign& campaign, const EstimatorValues& values,
                     std::size_t place) {
  if (place >= campaign.inputs.size()) return {};
  const EstimatorInput& input = campaign.inputs[place];
  return value_words(context, input.unit, value_of(input, values));
}

std::string number_of(const Context& context, const Campaign& campaign, const EstimatorValues& values,
                      std::size_t place) {
  if (place >= campaign.inputs.size()) return {};
  return app::number_text(context.language(), value_of(campaign.inputs[place], values));
}

// What the sheet's questions stand at, in a sentence; for labels what the number on the card counts.
std::string quiet_words(const Context& context, const Campaign& campaign, const EstimatorValues& values) {
  const auto words = [&](std::size_t place) { return words_of(context, campaign, values, place); };
  const auto number = [&](std::size_t place) { return number_of(context, campaign, values, place); };
  switch (campaign.formula) {
    case Campaign::Formula::lamps:
      return app::fill_in(context.t("A {old} W lamp by a {new} W LED"),
                          {{"old", number(2)}, {"new", number(3)}});
    case Campaign::Formula::solar_water:
      return app::fill_in(context.t("Heated by {rise} °C, the sun's share {share}"),
                          {{"rise", number(2)}, {"share", words(3)}});
    case Campaign::Formula::hours:
      return app::fill_in(context.t("{watts} W, {days} a year"), {{"watts", number(2)}, {"days", words(3)}});
    case Campaign::Formula::label:
      return words(0);
  }
  return {};
}

bool has_more(const Campaign& campaign) { return campaign.inputs.size() > kOnCard; }

// A small picture for each of what is counted.
std::string_view counted_icon(const Campaign& campaign) {
  if (campaign.inputs.empty()) return {};
  if (campaign.inputs.front().unit == Unit::lamps) return campaign.icon;
  return campaign.inputs.front().unit == Unit::persons ? "user" : std::string_view();
}

bool has_icon_row(const Campaign& campaign) { return has_more(campaign) || !counted_icon(campaign).empty(); }

ui::StepperOptions steps_of(const EstimatorInput& input, int value) {
  ui::StepperOptions options;
  options.accent = ui::Accent::olive;
  options.value = value;
  options.min = input.min;
  options.max = input.max;
  options.step = input.step;
  return options;
}

// A stepper with its words; answers nothing, but says what was chosen.
void counted(Context& context, const Box& box, const Campaign& campaign, const EstimatorInput& input,
             int value, std::string_view shown) {
  const std::string& label = input.label.in(context.language());
  const std::string words = value_words(context, input.unit, value);
  const std::string less = base::cat(context.t("Less"), ": ", label),
                    more = base::cat(context.t("More"), ": ", label);
  ui::StepperOptions options = steps_of(input, value);
  options.shown = shown.empty() ? std::string_view(words) : shown;
  options.value_words = words;
  options.less = less;
  options.more = more;
  const auto changed = ui::stepper(context.ui, base::cat("estimate.", input.key), box, options);
  if (changed) context.emit(app::intent::SetEstimator{campaign.slug, input.key, *changed});
}

// The first question beside its stepper; above it when the words grow.
struct Asked {
  ui::TextOptions question, quiet;
  float width, question_height, quiet_height, height;
  bool above;
};

Asked asked_of(Context& context, const std::string& question, const std::string& quiet, float width) {
  ui::Interface& ui = context.ui;
  Asked out{context.text(Type::h3), context.text(Type::small, ui.colours().ink2), 0, 0, 0, 0, false};
  out.above = ui.size_factor(Type::h3) > 1.2F;
  out.width = out.above ? width : width - kStepperWidth - ui::kGutter;
  // Beside the stepper words may be a little taller than it; what does not fit becomes smaller.
  constexpr float kRoom = 132, kTallRoom = 300, kSmallest = 0.7F;
  const float room = out.above ? kTallRoom * ui.size_factor(Type::h3) : kRoom * ui.size_factor(Type::h3);
  out.quiet.factor = ui::label_factor(ui, quiet, {out.width, room / 2}, out.quiet);
  out.quiet_height = quiet.empty() ? 0 : ui.measure(quiet, out.width, out.quiet).height;
  out.question.factor =
      ui::fitting(ui, question, {out.width, room - out.quiet_height}, out.question, kSmallest);
  out.question_height = ui.measure(question, out.width, out.question).height;
  const float words = out.question_height + out.quiet_height;
  out.height =
      out.above ? words + 16 + ui::kStepButton : std::max(ui::kStepButton, words - (kRoom - ui::kStepButton));
  return out;
}

void first_question(Context& context, const Box& box, const Campaign& campaign,
                    const EstimatorValues& values) {
  const std::string& question = campaign.question.in(context.language());
  const std::string quiet = quiet_words(context, campaign, values);
  const Asked asked = asked_of(context, question, quiet, box.width);
  const float words = asked.question_height + asked.quiet_height;
  const float top = asked.above ? box.top : box.top + (asked.height - words) / 2;
  context.say({}, ui::NodeRole::heading, {box.start, top, asked.width, asked.question_height}, question,
              asked.question);
  if (!quiet.empty())
    context.say("estimate.given", ui::NodeRole::text,
                {box.start, top + asked.question_height, asked.width, asked.quiet_height}, quiet,
                asked.quiet);
  const Box stepper{box.end() - kStepperWidth, box.top + asked.height - ui::kStepButton, kStepperWidth,
                    ui::kStepButton};
  const EstimatorInput& input = campaign.inputs.front();
  const int value = value_of(input, values);
  counted(context, stepper, campaign, input, value, app::number_text(context.language(), value));
}

// One picture for each that is counted, as many as there is room for; at the end the way to the other
// questions.
void icon_row(Context& context, const Box& box, const Campaign& campaign, const EstimatorValues& values) {
  ui::Interface& ui = context.ui;
  constexpr float kIcon = 46, kPitch = 68, kLeastPitch = 50;
  float room = box.width;
  if (has_more(campaign)) {
    ui::ButtonOptions options;
    options.accent = ui::Accent::olive;
    options.icon = "edit";
    const std::string change = context.t("Change");
    const std::string spoken = base::cat(change, ": ", quiet_words(context, campaign, values));
    options.spoken = spoken;
    const float width = ui::link_width(ui, change);
    room -= width + ui::kGutter;
    if (ui::link(ui, "estimate.change", box.tail(width).moved(ui::kLinkSide, 0), change, options))
      context.emit(app::intent::OpenEstimator{campaign.slug});
  }
  const std::string_view icon = counted_icon(campaign);
  if (icon.empty()) return;
  const int count = value_of(campaign.inputs.front(), values);
  const float pitch =
      std::clamp((room - kIcon) / static_cast<float>(std::max(1, count - 1)), kLeastPitch, kPitch);
  for (int i = 0; i < count && static_cast<float>(i) * pitch + kIcon <= room; ++i)
    ui.painter().icon({box.start + static_cast<float>(i) * pitch, box.middle() - kIcon / 2, kIcon, kIcon},
                      icon, ui.accent(ui::Accent::olive).graphic);
}

float label_height(Context& context) { return kLabel * context.ui.size_factor(Type::button_secondary); }

// Its name, what it stands at, and the line.
void second_question(Context& context, const Box& box, const Campaign& campaign,
                     const EstimatorValues& values) {
  ui::Interface& ui = context.ui;
  const EstimatorInput& input = campaign.inputs[1];
  const int value = value_of(input, values);
  const std::string& label = input.label.in(context.language());
  const std::string words = value_words(context, input.unit, value);
  const Box row{box.start, box.top, box.width, label_height(context)};
  ui::TextOptions shown = context.text(Type::button_large);
  shown.align = text::Align::end;
  const float wide = std::min(row.width * 0.45F, ui.measure(words, text::kNoWidth, shown).width + 4);
  ui::fitted(ui, row.tail(wide), words, shown);
  const Box name = row.head(row.width - wide - ui::kGutter);
  ui::fitted(ui, name, label, context.text(Type::button_secondary));
  ui.say({}, ui::NodeRole::text, name, label);
  const std::string less = base::cat(context.t("Less"), ": ", label),
                    more = base::cat(context.t("More"), ": ", label);
  ui::SliderOptions options;
  options.steps = steps_of(input, value);
  options.steps.value_words = words;
  options.steps.less = less;
  options.steps.more = more;
  options.name = label;
  const Box line{box.start, row.bottom() + kAboveSlider, box.width, ui::kSliderHeight + ui::kTicksHeight};
  if (const auto changed = ui::slider(ui, base::cat("estimate.", input.key), line, options))
    context.emit(app::intent::SetEstimator{campaign.slug, input.key, *changed});
}

float first_height(Context& context, const Campaign& campaign, float width) {
  return asked_of(context, campaign.question.in(context.language()),
                  quiet_words(context, campaign, values_of(context, campaign)), width)
      .height;
}

}  // namespace

EstimatorValues values_of(const Context& context, const Campaign& campaign) {
  EstimatorValues values;
  for (const EstimatorInput& input : campaign.inputs) values[input.key] = input.start;
  const auto chosen = context.state.estimators.find(campaign.slug);
  if (chosen == context.state.estimators.end()) return values;
  for (const auto& [key, value] : chosen->second) values[key] = value;
  return values;
}

// A campaign without pictures to count is as tall as one with them, so that the page does not jump from tab
// to tab.
float questions_height(Context& context, const Campaign& campaign, float width) {
  float height = kTop + first_height(context, campaign, width - 2 * kSide) + kIconsGap + kIcons;
  if (campaign.inputs.size() > 1)
    height += kDivider + label_height(context) + kAboveSlider + ui::kSliderHeight + ui::kTicksHeight;
  return height + kFoot;
}

void questions(Context& context, const Box& box, const Campaign& campaign, const EstimatorValues& values) {
  if (campaign.inputs.empty()) return;
  ui::Interface& ui = context.ui;
  ui::card(ui, box, ui::kRadiusCard);
  const float width = box.width - 2 * kSide;
  const float spare = has_icon_row(campaign) ? 0 : (kIcons + kIconsGap) / 3;
  float top = box.top + kTop + spare;
  const float first = first_height(context, campaign, width);
  first_question(context, {box.start + kSide, top, width, first}, campaign, values);
  top += first + spare;
  if (spare == 0) {
    icon_row(context, {box.start + kSide, top + kIconsGap, width, kIcons}, campaign, values);
    top += kIconsGap + kIcons;
  }
  if (campaign.inputs.size() < kOnCard) return;
  ui.painter().fill({box.start + kSide, top + kDivider / 2 - 4, width, ui::kLineHair}, ui.colours().hair);
  top += kDivider + spare / 2;
  second_question(context, {box.start + kSide, top, width, box.bottom() - top - kFoot}, campaign, values);
}

namespace {

constexpr float kSheetPad = 36, kRowGap = 20, kSheetTitle = 76, kDone = 128;

struct SheetRow {
  ui::TextOptions look;
  float words_width, words_height, height;
  bool above;
};

SheetRow sheet_row(Context& context, const EstimatorInput& input, float width) {
  ui::Interface& ui = context.ui;
  SheetRow row{context.text(Type::label), 0, 0, 0, false};
  row.above = ui.size_factor(Type::label) > 1.2F && !ui.landscape();
  row.words_width = row.above ? width : width - kStepperWidth - ui::kGutter;
  row.words_height = ui.measure(input.label.in(context.language()), row.words_width, row.look).height;
  row.height =
      row.above ? row.words_height + 10 + ui::kStepButton : std::max(ui::kStepButton, row.words_height);
  return row;
}

void sheet_question(Context& context, const Box& box, const Campaign& campaign, const EstimatorInput& input,
                    int value) {
  const SheetRow row = sheet_row(context, input, box.width);
  const float top = row.above ? box.top : box.middle() - row.words_height / 2;
  context.say({}, ui::NodeRole::text, {box.start, top, row.words_width, row.words_height},
              input.label.in(context.language()), row.look);
  const float stepper = row.above ? box.bottom() - ui::kStepButton : box.middle() - ui::kStepButton / 2;
  counted(context, {box.end() - kStepperWidth, stepper, kStepperWidth, ui::kStepButton}, campaign, input,
          value, app::number_text(context.language(), value));
}

}  // namespace

void more_questions(Context& context, const Campaign& campaign, const EstimatorValues& values) {
  if (context.state.estimator_open != campaign.slug || !has_more(campaign)) return;
  ui::Interface& ui = context.ui;
  const float outer = std::min(968.0F, ui.canvas().width - 2 * ui::kMargin), width = outer - 2 * kSheetPad;
  const std::span<const EstimatorInput> asked = std::span(campaign.inputs).subspan(kOnCard);
  const float title_height = kSheetTitle * ui.size_factor(Type::h3);
  float height = 2 * kSheetPad + title_height + kDone;
  for (const EstimatorInput& input : asked) height += sheet_row(context, input, width).height + kRowGap;
  const Box sheet{(ui.canvas().width - outer) / 2, bar_top(ui) - ui::kGutter - height, outer, height};
  bool done = scrim(context, "overlay.scrim", context.t("Close"), sheet);
  sheet_ground(ui, sheet);
  float top = sheet.top + kSheetPad;
  const Box title{sheet.start + kSheetPad, top, width, title_height};
  ui::fitted(ui, title, context.t("Your own figures"), context.text(Type::h3));
  ui.say({}, ui::NodeRole::heading, title, context.t("Your own figures"));
  top += title_height;
  for (const EstimatorInput& input : asked) {
    const float row = sheet_row(context, input, width).height;
    sheet_question(context, {title.start, top, width, row}, campaign, input, value_of(input, values));
    top += row + kRowGap;
  }
  ui::ButtonOptions options;
  options.accent = ui::Accent::olive;
  options.icon = "check";
  done |=
      ui::primary_button(ui, "estimate.done", {title.start, top, width, kDone}, context.t("Done"), options);
  if (done) context.emit(app::intent::OpenEstimator{});
}

}  // namespace kiosk::screens
