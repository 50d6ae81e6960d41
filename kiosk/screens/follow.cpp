// 16, 16c: asking for a complaint by its number.

#include <algorithm>

#include "kiosk/app/timers.h"
#include "kiosk/screens/page.h"
#include "kiosk/ui/keyboard.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kBoxes = 168, kHelp = 127, kProblem = 144, kKeypad = 4 * 176 + 3 * 22;

bool is_wrong(const app::Follow& follow) {
  return follow.problem == app::FollowProblem::unknown || follow.problem == app::FollowProblem::mistyped;
}

// A number that was asked for in vain wakes nothing until it is changed.
bool may_ask(const app::State& state) {
  const app::Follow& follow = state.follow;
  return follow.digits.size() == complaint::kReceiptDigits && !follow.asking && !is_wrong(follow) &&
         !app::follow_pause_left(state);
}

// --- three boxes of four digits, always left to right ---

void digits_of(Context& context, const Box& box, std::size_t first) {
  ui::Interface& ui = context.ui;
  constexpr float kLargest = 84, kDigitWidth = 0.7F;  // of the letters' size
  const std::string_view digits = context.state.follow.digits.view();
  const float side = std::min(24.0F, box.width * 0.08F), cell = (box.width - 2 * side) / 4;
  ui::TextOptions number = context.text(Type::number_l);
  number.align = text::Align::center;
  number.factor = std::min(kLargest * ui.size_factor(Type::number_l), cell / kDigitWidth) /
                  (ui::row_of(Type::number_l).latin * ui.size_factor(Type::number_l));
  for (std::size_t i = 0; i < 4; ++i) {
    const float left = side + static_cast<float>(i) * cell;
    const Box digit{box.start + (ui.painter().right_to_left() ? box.width - left - cell : left), box.top,
                    cell, box.height};
    if (first + i < digits.size()) {
      ui.line(digit.inset(-4, 0), digits.substr(first + i, 1), number);
    } else {
      ui.painter().disc(digit.start + cell / 2, digit.middle(), 7.5F, ui.colours().bar_disabled);
    }
  }
}

void code_boxes(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  constexpr float kGap = 22, kRadius = 30, kLine = 6, kHalo = 8;
  const app::Follow& follow = context.state.follow;
  const std::string_view digits = follow.digits.view();
  const float width = (box.width - 2 * kGap) / 3;
  for (std::size_t group = 0; group < 3; ++group) {
    const float left = static_cast<float>(group) * (width + kGap);
    const Box at{box.start + (ui.painter().right_to_left() ? box.width - left - width : left), box.top, width,
                 box.height};
    if (is_wrong(follow)) {
      ui.painter().bordered(at, kRadius, ui.colours().card, kLine, ui.tone(ui::Tone::error).text);
    } else if (digits.size() / 4 == group) {
      ui.painter().rounded(at.inset(-kHalo), kRadius + kHalo, ui.accent(ui::Accent::brick).halo);
      ui.painter().bordered(at, kRadius, ui.colours().card, kLine, ui.accent(ui::Accent::brick).fill);
    } else {
      ui.painter().bordered(at, kRadius, ui.colours().card, ui::kLineNeutral, ui.colours().line_field);
    }
    digits_of(context, at, group * 4);
  }
  // Above low reach they are only read: the keypad writes into them.
  if (box.top < ui.reach_top())
    return ui.say("follow.code", ui::NodeRole::field, box, context.t("Follow-up number"), digits);
  ui::Node node;
  node.id = "follow.code";
  node.role = ui::NodeRole::field;
  node.name = context.t("Follow-up number");
  node.value = digits;
  ui.control(std::move(node), box);
}

// --- what went wrong, or where the number is found ---

std::string problem_words(const Context& context) {
  // The pause outlives the page and what is typed in it.
  if (const std::optional<int> left = app::follow_pause_left(context.state))
    return base::cat(context.t("Too many tries. Wait a minute, please."), " ",
                     app::left_to_right(app::countdown_text(*left)));
  switch (context.state.follow.problem) {
    case app::FollowProblem::unknown:
      return context.t("We did not find this number. Check the last four digits, or ask the reception.");
    case app::FollowProblem::unreached:
      return context.t(
          "Unknown here, and the cell cannot be reached. Try again later, or on the screen where you left "
          "it.");
    case app::FollowProblem::mistyped:
      return context.t("There is a typing slip in the number. Compare it with your receipt.");
    case app::FollowProblem::failed:
      return context.t("The answer cannot be read just now. Try again in a moment.");
    case app::FollowProblem::too_often:
    case app::FollowProblem::none:
      break;
  }
  return {};
}

// The bar under the boxes, no taller than `most` where letters can give way to that; drawn or only measured.
float problem_bar(Context& context, const Box& box, const std::string& words, float most,
                  ui::Drawing drawing) {
  ui::Interface& ui = context.ui;
  constexpr float kStep = 0.05F;
  const std::size_t sentence = words.find(". ");
  const ui::TextSpan bold{
      0, static_cast<std::uint32_t>(sentence == std::string::npos ? words.size() : sentence + 1), Type::label,
      ui.tone(ui::Tone::error).text};
  const auto bar = [&](ui::Drawing how, float factor) {
    return ui::message_bar(ui, "follow.problem", ui::NodeRole::alert, box, "error", ui::Tone::error, words,
                           std::span(&bold, 1), how, factor);
  };
  float factor = 1;  // a grown text shrinks back, never below the design's size
  while (factor - kStep >= 1 / ui.size_factor(Type::label) && bar(ui::Drawing::measure, factor) > most)
    factor -= kStep;
  return bar(drawing, factor);
}

struct Places {
  Box boxes, below, keys;
};

// Boxes, what stands under them, and the keypad, up from the foot as in the picture; where words have grown
// the keys become lower. Low reach: the boxes above are only read. Landscape: the keypad has the end column.
Places places_of(const ui::Interface& ui, const PageResult& page, float below, bool problem) {
  constexpr float kFoot = 6, kAbove = 8;
  const float over = problem ? 28 : 37, under = problem ? 32 : 40;
  const Box& room = page.content;
  if (ui.landscape()) {
    const Box side = page.side;
    const float boxes = std::min(kBoxes, std::max(100.0F, side.height - below - 28 - kAbove));
    return {{side.start, side.top + kAbove, side.width, boxes},
            {side.start, side.top + kAbove + boxes + 28, side.width, below},
            {room.start, room.top, room.width, room.height - kFoot}};
  }
  const auto keys = [&](float least_above) {
    const float height = std::min(kKeypad, room.height - kFoot - least_above);
    return Box{room.start, room.bottom() - kFoot - height, room.width, height};
  };
  if (room.top > page.reading.top) {  // what went wrong is read as well
    const Box read = page.reading;
    const float told = problem ? below + over : 0;
    return {{read.start, read.bottom() - kBoxes - kAbove - told, read.width, kBoxes},
            {room.start, problem ? read.bottom() - below : room.top, room.width, below},
            keys(problem ? 0 : below + 20)};
  }
  const Box pad = keys(kAbove + kBoxes + over + below + under);
  const float top = pad.top - under - below;
  return {{room.start, top - over - kBoxes, room.width, kBoxes}, {room.start, top, room.width, below}, pad};
}

void keys(Context& context, const Box& box) {
  const std::optional<std::string> key = ui::keypad(context.ui, box, may_ask(context.state));
  emit_digits<app::intent::FollowDigit, app::intent::FollowErase>(context, digits_typed(context, key));
  if (key == ui::kCheckKey) context.emit(app::intent::FollowShow{});
}

}  // namespace

void draw_follow(Context& context) {
  ui::Interface& ui = context.ui;
  const app::Follow& follow = context.state.follow;
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.eyebrow = context.t("Follow a complaint");
  options.eyebrow_icon = "track";
  options.title = context.t("Enter the follow-up number");
  options.hint = context.t("12 digits, on your receipt");
  options.columns = true;
  Primary primary;
  primary.id = "follow.show";
  primary.label = follow.asking ? context.t("Searching") : context.t("Show the state");
  primary.enabled = may_ask(context.state) || follow.asking;
  primary.busy = follow.asking;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FollowShow{});

  const std::string problem = problem_words(context);
  const Box column = ui.landscape() ? result.side : result.content;
  const float most = ui.landscape() ? column.height - 136 : column.height * 0.28F;
  constexpr float kLowHelp = 108;  // the keys need the room
  const float below = problem.empty() ? (result.is_split() ? kLowHelp : kHelp)
                                      : problem_bar(context, {column.start, 0, column.width, kProblem},
                                                    problem, most, ui::Drawing::measure);
  const Places places = places_of(ui, result, below, !problem.empty());
  code_boxes(context, places.boxes);
  keys(context, places.keys);
  if (!problem.empty()) {
    problem_bar(context, {places.below.start, places.below.top, places.below.width, kProblem}, problem, most,
                ui::Drawing::draw);
    return;
  }
  ui::ButtonOptions help;
  help.accent = ui::Accent::brick;
  help.icon = "info";
  if (ui::secondary_button(ui, "follow.help", places.below, context.t("Where do I find the number?"), help))
    context.emit(app::intent::AskNumberHelp{});
}

}  // namespace kiosk::screens
