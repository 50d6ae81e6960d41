#pragma once
// Horizontal bars of one or two series by category, and the same numbers as a table: section 14 of the
// design, page 08. Bars begin at the reading side, their words stand at their ends, and they grow from there
// when they first appear. Both are read row by row; neither is a control.

#include "kiosk/ui/card.h"

namespace kiosk::ui {

struct Bar {
  float part = 0;  // of the longest bar there may be
  std::string_view words;
};

struct BarRow {
  std::string_view icon, label;
  std::span<const Bar> bars;  // one a series
};

struct BarChart {
  std::span<const std::string> series;
  std::span<const BarRow> rows;
  Accent accent = Accent::teal;  // of the last series; the one before it is its reference
};

// Both return the height they take from the top of the box.
float bars(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing = Drawing::draw);
float bar_table(Interface& ui, const Box& box, const BarChart& chart, Drawing drawing = Drawing::draw);

// "Lamps that work: before 68%, in 2016 93%".
std::string spoken_row(const BarChart& chart, const BarRow& row);

}  // namespace kiosk::ui
