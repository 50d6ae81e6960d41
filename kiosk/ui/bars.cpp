#include "kiosk/ui/bars.h"

#include <algorithm>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/fit.h"

namespace kiosk::ui {
namespace {

constexpr float kBar = 32, kBetween = 8, kRowGap = 15, kRadius = 8;
constexpr float kIcon = 44, kIconGap = 22, kWordsGap = 14;
constexpr float kLabelPart = 0.39F;  // of the width, where labels stand beside the bars
constexpr float kBesideFrom = 700;   // narrower charts have them above
constexpr float kSwatch = 28, kSwatchHeight = 24;
constexpr base::Milliseconds kGrowth(500), kApart(30);

TextOptions text_of(const Interface& ui, Type type) {
  TextOptions options;
  options.type = type;
  options.colour = ui.colours().ink;
  return options;
}

bool is_main(const BarChart& chart, std::size_t series) { return series + 1 == chart.series.size(); }

// In high contrast the reference is hatched, so that the two differ by more than their lightness.
void swatch(Interface& ui, const Box& box, const BarChart& chart, std::size_t series, float radius) {
  const bool main = is_main(chart, series);
  if (!ui.high_contrast()) {
    ui.painter().rounded(box, radius, main ? ui.accent(chart.accent).graphic : ui.colours().reference);
    return;
  }
  constexpr float kLine = 3, kPeriod = 8;
  ui.painter().fill(box, ui.colours().reference);
  ui.painter().fill(box.inset(kLine), main ? ui.accent(chart.accent).graphic : ui.colours().card);
  if (!main) ui.painter().hatched(box.inset(kLine), kPeriod, 2, ui.colours().reference);
}

// Side by side while they fit, else one below the other.
float legend(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing) {
  constexpr float kAfter = 14, kApartBy = 40;
  TextOptions words = text_of(ui, Type::meta);
  float start = 0, top = 0, height = 0;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const Size size = ui.measure(chart.series[i], text::kNoWidth, words);
    const float width = kSwatch + kAfter + size.width;
    if (start > 0 && start + width > box.width) {
      start = 0;
      top += size.height + kBetween;
    }
    if (drawing == Drawing::draw) {
      const float middle = box.top + top + size.height / 2;
      swatch(ui, {box.start + start, middle - kSwatchHeight / 2, kSwatch, kSwatchHeight}, chart, i, 6);
      ui.text({box.start + start + kSwatch + kAfter, box.top + top, size.width + 2, size.height},
              chart.series[i], words);
    }
    height = top + size.height;
    start += width + kApartBy;
  }
  return height;
}

struct Look {
  bool beside = true;
  float label_width = 0, bars_start = 0, longest = 0, label_factor = 1;
};

Look look_of(Interface& ui, float width, const BarChart& chart) {
  Look look;
  look.beside = width >= kBesideFrom && ui.size_factor(Type::label) < kLargeText;
  look.label_width = (look.beside ? width * kLabelPart : width) - kIcon - kIconGap;
  look.bars_start = look.beside ? width * kLabelPart : 0;
  float words = 0;
  for (const BarRow& row : chart.rows) {
    look.label_factor =
        std::min(look.label_factor, unbroken(ui, row.label, look.label_width, text_of(ui, Type::label)));
    for (const Bar& bar : row.bars)
      words = std::max(words, ui.measure(bar.words, text::kNoWidth, text_of(ui, Type::meta_strong)).width);
  }
  look.longest = std::max(width * 0.2F, width - look.bars_start - words - kWordsGap - 2);
  return look;
}

float bars_height(const BarRow& row, float bar) {
  return static_cast<float>(row.bars.size()) * (bar + kBetween) - kBetween;
}

// How far the nth bar has grown; each begins a little after the one before.
float growth(Interface& ui, std::size_t nth) {
  return ui.appear(base::cat("bar.", nth), kGrowth, kApart * static_cast<int>(nth));
}

void row_bars(Interface& ui, const Box& box, const BarChart& chart, const BarRow& row, const Look& look,
              std::size_t first) {
  const float bar = kBar * ui.size_factor(Type::meta);
  float top = box.top;
  for (std::size_t i = 0; i < row.bars.size(); ++i) {
    const float grown = growth(ui, first + i);
    const float width = std::max(kRadius * 2, look.longest * row.bars[i].part * grown);
    const Box at{box.start, top, width, bar};
    swatch(ui, at, chart, i, kRadius);
    // Square where it begins.
    if (!ui.high_contrast())
      ui.painter().fill(at.head(kRadius),
                        is_main(chart, i) ? ui.accent(chart.accent).graphic : ui.colours().reference);
    TextOptions words = text_of(ui, is_main(chart, i) ? Type::meta_strong : Type::meta);
    const float room = box.width - width - kWordsGap;
    words.factor = label_factor(ui, row.bars[i].words, {room, bar + kBetween}, words);
    const float height = ui.measure(row.bars[i].words, room, words).height;
    ui.text({at.end() + kWordsGap, at.middle() - height / 2, room, height}, row.bars[i].words, words);
    top += bar + kBetween;
  }
}

}  // namespace

std::string spoken_row(const BarChart& chart, const BarRow& row) {
  std::string out(row.label);
  for (std::size_t i = 0; i < row.bars.size() && i < chart.series.size(); ++i)
    out += base::cat(i == 0 ? ": " : ", ", chart.series[i], " ", row.bars[i].words);
  return out;
}

float bars(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing) {
  const Look look = look_of(ui, box.width, chart);
  const float bar = kBar * ui.size_factor(Type::meta);
  TextOptions label = text_of(ui, Type::label);
  label.factor = look.label_factor;
  float top = box.top + legend(ui, box, chart, drawing) + kRowGap + kBetween;
  std::size_t nth = 0;
  for (const BarRow& row : chart.rows) {
    const float label_height =
        std::max(ui.measure(row.label, look.label_width, label).height, look.beside ? 0 : kIcon);
    const float bars_tall = bars_height(row, bar);
    const float height =
        look.beside ? std::max(label_height, bars_tall) : label_height + kBetween + bars_tall;
    if (drawing == Drawing::draw) {
      const float label_tall = look.beside ? height : label_height;
      ui.painter().icon({box.start, top + (label_tall - kIcon) / 2, kIcon, kIcon}, row.icon,
                        ui.accent(chart.accent).fill);
      const float words_tall = ui.measure(row.label, look.label_width, label).height;
      ui.text(
          {box.start + kIcon + kIconGap, top + (label_tall - words_tall) / 2, look.label_width, words_tall},
          row.label, label);
      const float bars_top = look.beside ? top + (height - bars_tall) / 2 : top + label_height + kBetween;
      row_bars(ui, {box.start + look.bars_start, bars_top, box.width - look.bars_start, bars_tall}, chart,
               row, look, nth);
    }
    nth += row.bars.size();
    top += height + kRowGap + (look.beside ? 0 : kBetween);
  }
  return top - kRowGap - box.top;
}

namespace {

constexpr float kCellPad = 12, kTableSide = 16;

struct Columns {
  float label, value;  // widths
};

void table_row(Interface& ui, const Box& box, const Columns& columns, std::string_view label,
               std::span<const std::string_view> values, Type type) {
  const TextOptions first = text_of(ui, Type::label), other = text_of(ui, type);
  const auto cell = [&](float start, float width, std::string_view words, TextOptions options) {
    options.factor = unbroken(ui, words, width - 2 * kTableSide, options);
    const float height = ui.measure(words, width - 2 * kTableSide, options).height;
    ui.text({start + kTableSide, box.middle() - height / 2, width - 2 * kTableSide, height}, words, options);
  };
  cell(box.start, columns.label, label, first);
  for (std::size_t i = 0; i < values.size(); ++i)
    cell(box.start + columns.label + static_cast<float>(i) * columns.value, columns.value, values[i], other);
}

float row_height(Interface& ui, const Columns& columns, std::string_view label,
                 std::span<const std::string_view> values, Type type) {
  const auto tall = [&](std::string_view words, float width, Type of) {
    TextOptions options = text_of(ui, of);
    options.factor = unbroken(ui, words, width - 2 * kTableSide, options);
    return ui.measure(words, width - 2 * kTableSide, options).height;
  };
  float height = label.empty() ? 0 : tall(label, columns.label, Type::label);
  for (const std::string_view words : values) height = std::max(height, tall(words, columns.value, type));
  return height + 2 * kCellPad;
}

// Large text has no room for columns: a row is a few lines (section 12.2).
float stacked_table(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing) {
  float top = box.top;
  const auto put = [&](std::string_view words, Type type) {
    TextOptions options = text_of(ui, type);
    options.factor = unbroken(ui, words, box.width, options);
    top += drawing == Drawing::draw ? ui.text({box.start, top, box.width, 0}, words, options)
                                    : ui.measure(words, box.width, options).height;
  };
  for (const BarRow& row : chart.rows) {
    put(row.label, Type::label);
    for (std::size_t i = 0; i < row.bars.size(); ++i)
      put(base::cat(chart.series[i], ": ", row.bars[i].words), Type::small);
    if (drawing == Drawing::draw)
      ui.painter().fill({box.start, top + kCellPad, box.width, 2}, ui.colours().hair);
    top += 2 * kCellPad + 2;
  }
  return top - box.top;
}

}  // namespace

float bar_table(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing) {
  if (ui.size_factor(Type::label) >= kLargeText) return stacked_table(ui, box, chart, drawing);
  const auto count = static_cast<float>(chart.series.size());
  const float label = box.width * (count > 1 ? kLabelPart : 0.6F);
  const Columns columns{label, (box.width - label) / count};
  std::vector<std::string_view> cells(chart.series.begin(), chart.series.end());
  float top = box.top;
  float height = row_height(ui, columns, {}, cells, Type::label);
  if (drawing == Drawing::draw) {
    const Box head{box.start, top, box.width, height};
    if (ui.high_contrast()) ui.painter().bordered(head, kRadiusKey, ui.colours().card, 3, ui.colours().line);
    if (!ui.high_contrast()) ui.painter().rounded(head, kRadiusKey, ui.colours().sand1);
    table_row(ui, head, columns, {}, cells, Type::label);
  }
  top += height;
  for (const BarRow& row : chart.rows) {
    cells.clear();
    for (const Bar& bar : row.bars) cells.push_back(bar.words);
    height = row_height(ui, columns, row.label, cells, Type::small);
    if (drawing == Drawing::draw) {
      table_row(ui, {box.start, top, box.width, height}, columns, row.label, cells, Type::small);
      ui.painter().fill({box.start, top + height, box.width, 2}, ui.colours().hair);
    }
    top += height + 2;
  }
  return top - box.top;
}

}  // namespace kiosk::ui
