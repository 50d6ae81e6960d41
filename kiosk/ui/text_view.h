#pragma once
// A field's text where it is on screen, and what is drawn upon it: selection, handles, bubble, lens. Internal
// to kiosk/ui.

#include "kiosk/ui/field.h"

namespace kiosk::ui {

constexpr float kFieldSide = 34;  // between a field's edge and its text

struct TextView {
  Interface& ui;
  std::string_view id;  // the field's
  FieldState& state;
  const FieldOptions& options;
  std::shared_ptr<const text::Laid> laid;
  Box outer;   // the field
  Box window;  // its part in which the text is seen
  Box inner;   // as wide as the lines; its top is the first line's

  [[nodiscard]] text::CaretMap carets() const { return {ui.engine(), laid->paragraph, laid->layout}; }
  // Pixels of the picture to pixels of the layout, and those to design units.
  [[nodiscard]] text::Point in_layout(text::Point picture) const;
  [[nodiscard]] Box on_page(const text::Rect& layout) const;
};

TextOptions field_text(const Interface& ui, const FieldState& state, const FieldOptions& options);

// A finger at this height of the layout: beyond the field's edge the text comes along, line by line.
void come_along(const TextView& view, float y);
// Moves an end of the selection with the finger that holds its handle.
void drag_handles(const TextView& view);
void draw_selection(const TextView& view);
// Lens, handles and bubble; true when the text changed.
bool draw_selection_tools(const TextView& view);

}  // namespace kiosk::ui
