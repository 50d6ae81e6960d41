#include "kiosk/screens/article_figures.h"

#include <algorithm>

#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using content::Figure;
using ui::Box;
using ui::Drawing;
using ui::Type;

constexpr float kPad = 36, kPadNarrow = 24, kGap = 16;
constexpr float kWideFrom = 800;  // cards this wide have parts side by side

bool is_wide(const Context& context, float width) { return width >= kWideFrom && !is_large(context); }

// Walks down a column, measuring or drawing.
struct Column {
  Context& context;
  Box box;
  Drawing drawing;
  float top = box.top;

  void say(ui::NodeRole role, std::string_view words, ui::TextOptions options, float gap) {
    if (words.empty()) return;
    options.factor *= ui::unbroken(context.ui, words, box.width, options);
    const float height = context.ui.measure(words, box.width, options).height;
    if (drawing == Drawing::draw) context.say({}, role, {box.start, top, box.width, height}, words, options);
    top += height + gap;
  }
  [[nodiscard]] bool draws() const { return drawing == Drawing::draw; }
};

// "The programme: training, experts" in two parts; the second is empty where nothing is set apart.
std::pair<std::string_view, std::string_view> at_colon(std::string_view item) {
  const std::size_t colon = item.find(':');
  if (colon == std::string_view::npos) return {item, {}};
  constexpr std::string_view kSpaces = " \xC2\xA0\xE2\x80\xAF";  // plain and no-break ones, byte by byte
  std::string_view head = item.substr(0, colon), rest = item.substr(colon + 1);
  while (!head.empty() && kSpaces.find(head.back()) != std::string_view::npos) head.remove_suffix(1);
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return {head, rest};
}

void panel(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 3, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusField, ui.colours().panel);
  }
}

struct PairLook {
  std::string_view between;                // the icon where the two meet
  std::array<std::string_view, 2> badges;  // of each; may be empty
};

constexpr float kDisc = 58, kPanelPad = 26, kBadgeWidth = 84, kBadgeHeight = 98;

// One of two: a badge, who it is, and what is said of it.
float pair_panel(Context& context, const Box& box, std::string_view item, std::string_view badge,
                 Drawing drawing) {
  const auto [head, rest] = at_colon(item);
  const float indent = badge.empty() ? 0 : kBadgeWidth + 22;
  Column words{context,
               {box.start + kPanelPad + indent, box.top + kPanelPad, box.width - 2 * kPanelPad - indent, 0},
               drawing};
  words.say(ui::NodeRole::text, head, context.text(Type::label, context.ui.accent(ui::Accent::teal).fill), 2);
  words.say(ui::NodeRole::text, rest, context.text(Type::small), 0);
  const float tall = std::max(words.top - box.top - kPanelPad, badge.empty() ? 0 : kBadgeHeight);
  if (!badge.empty() && words.draws())
    ui::badge(context.ui, {box.start + kPanelPad, box.top + kPanelPad, kBadgeWidth, kBadgeHeight}, badge,
              ui::Accent::teal);
  return tall + 2 * kPanelPad;
}

void meeting_disc(Context& context, float centre, float middle, std::string_view icon) {
  ui::Interface& ui = context.ui;
  const ui::Colour accent = ui.accent(ui::Accent::teal).fill;
  ui.painter().disc(centre, middle, kDisc, accent);
  ui.painter().disc(centre, middle, kDisc - ui::kLineAccent, ui.colours().card);
  ui.painter().icon({centre - 36, middle - 36, 72, 72}, icon, accent);
}

// Two that meet: side by side with a disc between them, or one above the other.
float pair(Context& context, const Box& box, const std::vector<std::string>& items, const PairLook& look,
           Drawing drawing) {
  if (is_wide(context, box.width)) {
    const float width = (box.width - 2 * kDisc - 2 * kGap) / 2;
    float tall = 2 * kDisc;
    for (std::size_t i = 0; i < 2; ++i)
      tall =
          std::max(tall, pair_panel(context, {0, 0, width, 0}, items[i], look.badges[i], Drawing::measure));
    if (drawing == Drawing::measure) return tall;
    for (std::size_t i = 0; i < 2; ++i) {
      const Box at{i == 0 ? box.start : box.end() - width, box.top, width, tall};
      panel(context, at);
      pair_panel(context, at, items[i], look.badges[i], drawing);
    }
    const ui::Colour line = context.ui.accent(ui::Accent::teal).fill;
    const float middle = box.top + tall / 2;
    context.ui.painter().fill({box.start + width, middle - 2, box.width - 2 * width, 4}, line);
    meeting_disc(context, box.start + box.width / 2, middle, look.between);
    return tall;
  }
  constexpr float kSeam = 2 * kDisc + 8;
  float top = box.top;
  for (std::size_t i = 0; i < 2; ++i) {
    const Box at{box.start, top, box.width,
                 pair_panel(context, {0, 0, box.width, 0}, items[i], look.badges[i], Drawing::measure)};
    if (drawing == Drawing::draw) {
      panel(context, at);
      pair_panel(context, at, items[i], look.badges[i], drawing);
    }
    if (drawing == Drawing::draw && i == 0)
      meeting_disc(context, box.start + box.width / 2, at.bottom() + kSeam / 2, look.between);
    top += at.height + (i == 0 ? kSeam : 0);
  }
  return top - box.top;
}

constexpr float kArch = 84, kArchTall = 98;

// An arch with the step's icon, or its number where it has none.
void step_arch(Context& context, const Box& box, std::size_t index, std::string_view icon) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  ui.painter().arch(box, ui::kBadgeArch, accent.fill);
  if (!icon.empty()) {
    const float size = box.width * 0.56F;
    ui.painter().icon(
        {box.start + (box.width - size) / 2, box.top + box.height * 0.58F - size / 2, size, size}, icon,
        ui.colours().on_accent);
    return;
  }
  ui::TextOptions number = context.text(Type::step_number, ui.colours().on_accent);
  number.align = text::Align::center;
  ui.line({box.start, box.top + box.height * 0.14F, box.width, box.height * 0.86F}, std::to_string(index + 1),
          number);
}

// From the first to the last along a line; one below the other where there is no width for them.
float steps(Context& context, const Box& box, const std::vector<std::string>& items,
            std::span<const std::string_view> icons, Drawing drawing) {
  constexpr float kLine = 5;
  ui::Interface& ui = context.ui;
  const ui::Colour line = ui.accent(ui::Accent::teal).fill;
  const auto icon_of = [&icons](std::size_t i) { return i < icons.size() ? icons[i] : std::string_view(); };
  ui::TextOptions words = context.text(Type::small);
  if (is_wide(context, box.width) && items.size() > 1) {
    words.align = text::Align::center;
    const float pitch = box.width / static_cast<float>(items.size()), width = pitch - kGap;
    float tall = 0;
    for (const std::string& item : items)
      words.factor = std::min(words.factor, ui::unbroken(ui, item, width, words));
    for (const std::string& item : items) tall = std::max(tall, ui.measure(item, width, words).height);
    if (drawing == Drawing::measure) return kArchTall + 12 + tall;
    ui.painter().fill({box.start + pitch / 2, box.top + kArchTall * 0.6F, box.width - pitch, kLine}, line);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const float start = box.start + static_cast<float>(i) * pitch;
      step_arch(context, {start + (pitch - kArch) / 2, box.top, kArch, kArchTall}, i, icon_of(i));
      context.say({}, ui::NodeRole::text, {start + kGap / 2, box.top + kArchTall + 12, width, tall}, items[i],
                  words);
    }
    return kArchTall + 12 + tall;
  }
  constexpr float kSmall = 64, kSmallTall = 75, kBetween = 14;
  const float width = box.width - kSmall - 24;
  float top = box.top;
  for (std::size_t i = 0; i < items.size(); ++i) {
    words.factor = ui::unbroken(ui, items[i], width, words);
    const float height = ui.measure(items[i], width, words).height, tall = std::max(height, kSmallTall);
    if (drawing == Drawing::draw) {
      const bool last = i + 1 == items.size();
      if (!last)
        ui.painter().fill({box.start + kSmall / 2 - kLine / 2, top + 40, kLine, tall + kBetween}, line);
      step_arch(context, {box.start, top, kSmall, kSmallTall}, i, icon_of(i));
      context.say({}, ui::NodeRole::text, {box.start + kSmall + 24, top + (tall - height) / 2, width, height},
                  items[i], words);
    }
    top += tall + kBetween;
  }
  return top - kBetween - box.top;
}

constexpr std::size_t kRisks = 4, kGrades = 2 * kRisks - 1;  // fields in a row and in a column; colours
constexpr float kFieldGap = 8, kAxis = 48, kFieldTall = 77, kFieldLeast = 34, kFieldWide = 92;

// Fields further to the right and higher up are graver; in high contrast strokes grow denser instead.
void risk_field(Context& context, const Box& box, std::size_t grade) {
  static constexpr std::array<std::uint32_t, kGrades> kRamp = {0xDDECEC, 0xB9D9DB, 0xF2D9A0, 0xE9B44C,
                                                               0xD08A66, 0xA8421F, 0x822A13};
  static constexpr std::array<float, kGrades> kStrokes = {0, 40, 28, 20, 14, 10, 0};
  ui::Interface& ui = context.ui;
  constexpr float kRadius = 10, kLine = 3;
  if (!ui.high_contrast()) return ui.painter().rounded(box, kRadius, ui::Colour::hex(kRamp[grade]));
  const bool gravest = grade + 1 == kRamp.size();
  ui.painter().fill(box, ui.colours().line);
  ui.painter().fill(box.inset(kLine), gravest ? ui.accent(ui::Accent::teal).fill : ui.colours().card);
  if (kStrokes[grade] > 0)
    ui.painter().hatched(box.inset(kLine), kStrokes[grade], kLine, ui.accent(ui::Accent::teal).fill);
}

void risk_point(Context& context, float centre, float middle) {
  ui::Interface& ui = context.ui;
  ui.painter().disc(centre, middle, 16, ui.high_contrast() ? ui.colours().card : ui.colours().ink);
  ui.painter().disc(centre, middle, 11, ui.high_contrast() ? ui.colours().ink : ui.colours().card);
}

// Sixteen fields between two axes. The axes and what lies between them are not mirrored: the drawing's own
// left and right.
void risk_map(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const bool mirrored = ui.painter().right_to_left();
  const auto place = [&](float left, float top, float width, float height) {
    return Box{box.start + (mirrored ? box.width - left - width : left), box.top + top, width, height};
  };
  const float wide = (box.width - kAxis - 3 * kFieldGap) / kRisks;
  const float tall = (box.height - kAxis - 22 - 3 * kFieldGap) / kRisks;
  // An example of how risks may lie; the words beside it say that it is one.
  static constexpr std::array<std::pair<std::size_t, std::size_t>, 7> kPoints = {
      {{3, 0}, {2, 1}, {3, 1}, {1, 2}, {2, 2}, {0, 3}, {1, 3}}};
  const float grid = static_cast<float>(kRisks) * (tall + kFieldGap) - kFieldGap;
  const auto field = [&](std::size_t column, std::size_t row) {
    return place(kAxis + static_cast<float>(column) * (wide + kFieldGap),
                 static_cast<float>(row) * (tall + kFieldGap), wide, tall);
  };
  for (std::size_t row = 0; row < kRisks; ++row) {
    for (std::size_t column = 0; column < kRisks; ++column)
      risk_field(context, field(column, row), column + kRisks - 1 - row);
  }
  for (const auto& [column, row] : kPoints) {
    const Box at = field(column, row);
    risk_point(context, at.start + at.width / 2, at.middle());
  }
  const ui::Colour ink = ui.colours().ink2;
  constexpr float kLine = 3, kHead = 36;
  const float foot = grid + 16, axis = kAxis - 18;
  ui.painter().fill(place(axis, 8, kLine, foot - 8), ink);
  ui.painter().icon(place(axis - (kHead - kLine) / 2, -8, kHead, kHead), "chevron-up", ink);
  ui.painter().fill(place(kAxis - 4, foot, box.width - kAxis, kLine), ink);
  ui.painter().icon(place(box.width - kHead + 8, foot - (kHead - kLine) / 2, kHead, kHead), "chevron-right",
                    ink);
  ui::TextOptions name = context.text(Type::meta, ui.colours().ink);
  name.factor = 1 / ui.size_factor(Type::meta);  // like the labels of a map
  ui.line_upwards(place(-10, 0, 40, grid), context.t("Likelihood"), name);
  name.align = text::Align::center;
  ui.line(place(kAxis, foot + 8, box.width - kAxis, 44), context.t("Effect"), name);
  ui.say({}, ui::NodeRole::image, box,
         base::cat(context.t("Likelihood"), " · ", context.t("Effect"), " · ",
                   context.t("Illustrative example")));
}

// That the points are an example.
float example_line(Context& context, const Box& box, Drawing drawing) {
  const ui::TextOptions words = context.text(Type::meta);
  const std::string example = context.t("Illustrative example");
  constexpr float kPoint = 44;
  const float height = std::max(40.0F, context.ui.measure(example, box.width - kPoint, words).height);
  if (drawing == Drawing::measure) return height;
  risk_point(context, box.start + 16, box.top + height / 2);
  context.say({}, ui::NodeRole::text, {box.start + kPoint, box.top, box.width - kPoint, height}, example,
              words);
  return height;
}

// From less to more.
float scale_line(Context& context, const Box& box, Drawing drawing) {
  ui::Interface& ui = context.ui;
  const ui::TextOptions words = context.text(Type::meta);
  const std::string less = context.t("Less"), more = context.t("More");
  const ui::Size first = ui.measure(less, text::kNoWidth, words),
                 last = ui.measure(more, text::kNoWidth, words);
  constexpr float kSwatch = 28, kBetween = 3, kAfter = 16;
  const float line = std::max(first.height, 40.0F);
  if (drawing == Drawing::measure) return line;
  ui.text({box.start, box.top, first.width + 2, line}, less, words);
  float start = box.start + first.width + kAfter;
  for (std::size_t grade = 0; grade < kGrades; ++grade) {
    risk_field(context, {start, box.top + (line - kSwatch) / 2, kSwatch, kSwatch}, grade);
    start += kSwatch + kBetween;
  }
  ui.text({start + kAfter - kBetween, box.top, last.width + 2, line}, more, words);
  return line;
}

// Words at the start and the map at the end; or the map below the words, where the axes say enough of its
// colours.
float risk_card(Context& context, const Box& box, const Figure& figure, Drawing drawing) {
  const ui::TextOptions title = context.text(Type::h3),
                        body = context.text(Type::body_min, context.ui.colours().ink2);
  constexpr float kMap = 440;
  const float axes = kAxis + 22 + 3 * kFieldGap;
  if (is_wide(context, box.width)) {
    Column words{context, {box.start, box.top, box.width - kMap - 48, 0}, drawing};
    words.say(ui::NodeRole::heading, figure.title, title, 8);
    words.say(ui::NodeRole::text, figure.words, body, kGap);
    const float example = example_line(context, words.box, Drawing::measure),
                legend = example + 4 + scale_line(context, words.box, Drawing::measure);
    const float tall = std::max(words.top - box.top + legend, kRisks * kFieldTall + axes);
    if (drawing == Drawing::measure) return tall;
    const Box foot{box.start, box.top + tall - legend, words.box.width, legend};
    example_line(context, foot, drawing);
    scale_line(context, foot.moved(0, example + 4), drawing);
    risk_map(context, {box.end() - kMap, box.top, kMap, tall});
    return tall;
  }
  Column words{context, {box.start, box.top, box.width, 0}, drawing};
  words.say(ui::NodeRole::heading, figure.title, title, 4);
  words.say(ui::NodeRole::text, figure.words, context.text(Type::small, context.ui.colours().ink2), kGap);
  const float legend = example_line(context, words.box, Drawing::measure);
  const float room = box.bottom() - words.top - kGap - legend;
  const float map = std::clamp(room, kRisks * kFieldLeast + axes, kRisks * kFieldTall + axes);
  const float width = std::min(box.width, 4 * kFieldWide + kAxis + 3 * kFieldGap);
  if (drawing == Drawing::draw) {
    risk_map(context, {box.start + (box.width - width) / 2, words.top, width, map});
    example_line(context, {box.start, words.top + map + kGap, box.width, legend}, drawing);
  }
  return words.top + map + kGap + legend - box.top;
}

// Where the two figures of a pair, or the four of a way, are more or fewer in the content: a plain list.
float parts(Context& context, const Box& box, const Figure& figure, Drawing drawing) {
  static constexpr std::array<std::string_view, 4> kWay = {"message-edit", "inbox", "search", "reply"};
  const std::span<const std::string_view> way(kWay);
  switch (figure.kind) {
    case Figure::Kind::partners:
      if (figure.items.size() == 2) return pair(context, box, figure.items, {"handshake", {}}, drawing);
      break;
    case Figure::Kind::audiences:
      if (figure.items.size() == 2)
        return pair(context, box, figure.items, {"megaphone", {"building", "users"}}, drawing);
      break;
    case Figure::Kind::complaint_way:
      return steps(context, box, figure.items, figure.items.size() == kWay.size() ? way : way.first(0),
                   drawing);
    case Figure::Kind::audit_steps:
    case Figure::Kind::risk_map:
      break;
  }
  return steps(context, box, figure.items, {}, drawing);
}

float contents(Context& context, const Box& box, const Figure& figure, Touch touch, Drawing drawing) {
  if (figure.kind == Figure::Kind::risk_map) return risk_card(context, box, figure, drawing);
  Column column{context, box, drawing};
  column.say(ui::NodeRole::heading, figure.title, context.text(Type::h3), 8);
  column.say(ui::NodeRole::text, figure.words, context.text(Type::body_min, context.ui.colours().ink2), 8);
  column.top += 8;
  column.top += parts(context, {box.start, column.top, box.width, 0}, figure, drawing);
  if (figure.kind == Figure::Kind::complaint_way && touch == Touch::allowed) {
    column.top += 24;
    column.top += ways_on(context, {box.start, column.top, box.width, 0}, {complaint_way(context)},
                          ui::Accent::teal, drawing);
  }
  return column.top - box.top;
}

}  // namespace

float figure_card(Context& context, const Box& box, const Figure& figure, Touch touch, Drawing drawing) {
  const bool narrow = box.width < kWideFrom;
  const Box inside = box.inset(kPad, narrow ? kPadNarrow : kPad);
  const float height =
      contents(context, inside, figure, touch, Drawing::measure) + inside.top * 2 - box.top * 2;
  if (drawing == Drawing::draw) {
    ui::card(context.ui, {box.start, box.top, box.width, height}, ui::kRadiusCard);
    contents(context, inside, figure, touch, drawing);
  }
  return height;
}

}  // namespace kiosk::screens
