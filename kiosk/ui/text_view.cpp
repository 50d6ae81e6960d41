#include "kiosk/ui/text_view.h"

#include <algorithm>
#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr float kSide = 34;  // of a field
constexpr float kHandle = 44, kHandleTouch = 96, kStem = 5;
constexpr float kButtonHeight = 92, kButtonSide = 30, kBubbleGap = 22;
constexpr float kLensWidth = 460, kLensHeight = 150, kLensOver = 70, kLensFactor = 2;

// The narrow rectangle at one end of the selection.
Box edge_of(const TextView& view, bool at_start) {
  const text::TextRange range = view.state.editor.selection();
  const text::CaretMap map = view.carets();
  const text::Caret caret =
      at_start ? text::Caret{range.start, text::Lean::after} : text::Caret{range.end, text::Lean::before};
  const text::Line& line = view.laid->layout.lines[map.line_of(caret)];
  return view.on_page({map.x_of(caret), line.top, 0, line.height});
}

std::string handle_id(const TextView& view, bool at_start) {
  return base::cat(view.id, at_start ? ".selection-start" : ".selection-end");
}

void draw_handle(const TextView& view, bool at_start, const Box& window) {
  Interface& ui = view.ui;
  const Box edge = edge_of(view, at_start);
  if (edge.bottom() > window.bottom() + 4 || edge.top < window.top - 4) return;  // scrolled away
  // They hang outwards, so that those of a short word do not meet.
  const text::Line& line = view.laid->layout.lines.front();
  const bool with_page = text::is_rtl(line.base_level) == ui.painter().right_to_left();
  const float away = (at_start == with_page ? -1.0F : 1.0F) * kHandle / 2;
  const Box knob{edge.start + away - kHandle / 2, edge.bottom() - 6, kHandle, kHandle};
  Node node;
  node.id = handle_id(view, at_start);
  node.role = NodeRole::button;
  node.name = at_start ? view.options.words->selection_start : view.options.words->selection_end;
  node.follows = true;
  const Box touched = knob.centred({kHandleTouch, kHandleTouch}).moved(away, kHandle / 2);
  const Control control = ui.control(std::move(node), touched);
  const AccentColours& accent = ui.accent(view.options.accent);
  if (control.focused) focus_ring(ui, knob, kHandle / 2);
  ui.painter().fill({edge.start - kStem / 2, edge.top + 8, kStem, edge.height - 8}, accent.fill);
  ui.painter().bordered(knob, kHandle / 2, control.pressed ? accent.dark : accent.fill, 5, ui.colours().card);
}

// Where the finger took this end of the selection to.
std::optional<std::uint32_t> dragged_to(const TextView& view, bool at_start) {
  const std::optional<Interface::Finger> finger = view.ui.finger_on(handle_id(view, at_start));
  if (!finger) return std::nullopt;
  // The end moves as the finger does, wherever that took the handle.
  if (!view.state.dragged_from) {
    const text::TextRange range = view.state.editor.selection();
    const text::CaretMap map = view.carets();
    const text::Caret end =
        at_start ? text::Caret{range.start, text::Lean::after} : text::Caret{range.end, text::Lean::before};
    const text::Line& line = view.laid->layout.lines[map.line_of(end)];
    view.state.dragged_from = text::Point{map.x_of(end), line.top + line.height / 2};
  }
  const text::Point& from = *view.state.dragged_from;
  return view.carets().hit(from.x + finger->moved.x, from.y + finger->moved.y).offset;
}

struct BubbleButton {
  std::string_view id;
  std::string_view label;
  EditKind kind;
  float width;
};

// What the bubble offers now.
std::vector<BubbleButton> bubble_buttons(const TextView& view) {
  const FieldWords& words = *view.options.words;
  const text::Editor& editor = view.state.editor;
  const bool some = !editor.selection().empty();
  std::vector<BubbleButton> out;
  const auto add = [&](bool offered, std::string_view id, std::string_view label, EditKind kind) {
    if (!offered) return;
    TextOptions look;
    look.type = Type::label;
    out.push_back({id, label, kind, view.ui.measure(label, text::kNoWidth, look).width + 2 * kButtonSide});
  };
  add(some, "cut", words.cut, EditKind::cut);
  add(some, "copy", words.copy, EditKind::copy);
  add(!view.state.clipboard.empty(), "paste", words.paste, EditKind::paste);
  add(editor.selected().size() != editor.text().size(), "all", words.all, EditKind::select_all);
  add(true, "direction", words.direction, EditKind::turn);
  return out;
}

// Rows of buttons that are whole within `room`, from the start.
std::vector<std::vector<BubbleButton>> in_rows(const std::vector<BubbleButton>& buttons, float room) {
  std::vector<std::vector<BubbleButton>> rows(1);
  float used = 0;
  for (const BubbleButton& button : buttons) {
    if (used + button.width > room && !rows.back().empty()) {
      rows.emplace_back();
      used = 0;
    }
    rows.back().push_back(button);
    used += button.width;
  }
  return rows;
}

// A button of the bubble at a place of its row.
bool bubble_button(const TextView& view, const BubbleButton& button, const Box& box, bool is_first) {
  Interface& ui = view.ui;
  Node node;
  node.id = base::cat(view.id, ".", button.id);
  node.role = NodeRole::button;
  node.name = button.label;
  const Control control = ui.control(std::move(node), box);
  if (control.focused) focus_ring(ui, box, kRadiusField);
  if (control.pressed) ui.painter().rounded(box.inset(6), kRadiusKey, ui.accent(view.options.accent).tint);
  if (!is_first) ui.painter().fill({box.start - 1, box.top + 20, 2, box.height - 40}, ui.colours().hair);
  TextOptions words;
  words.type = Type::label;
  words.colour = ui.colours().ink;
  words.align = text::Align::center;
  ui.line(box.inset(10, 0), button.label, words);
  return control.activated;
}

// Over the selection's first line, or the field's edge where that has scrolled away; where the field is a
// column of its own, within that.
bool bubble(const TextView& view, const Box& window) {
  Interface& ui = view.ui;
  const bool is_column = window.width < ui.canvas().width * 0.7F;
  const float least = is_column ? window.start - kSide : kMargin / 2;
  const float most = is_column ? window.end() + kSide : ui.canvas().width - kMargin / 2;
  const auto rows = in_rows(bubble_buttons(view), most - least);
  float width = 0;
  for (const auto& row : rows) {
    float used = 0;
    for (const BubbleButton& button : row) used += button.width;
    width = std::max(width, std::min(used, most - least));
  }
  const Box edge = edge_of(view, true);
  const float height = kButtonHeight * static_cast<float>(rows.size());
  const Box frame{std::clamp(edge.start - width / 2, least, most - width),
                  std::max(edge.top, window.top) - kBubbleGap - height, width, height};
  ui.painter().shadow(frame, kRadiusField, Shadow::sheet);
  ui.painter().bordered(frame, kRadiusField, ui.colours().card, kLineNeutral, ui.colours().line);
  std::optional<EditKind> chosen;
  Box at{frame.start, frame.top, 0, kButtonHeight};
  for (const auto& row : rows) {
    float used = 0;
    for (const BubbleButton& button : row) used += button.width;
    at.start = frame.start;
    for (const BubbleButton& button : row) {
      at.width = button.width * width / used;
      if (bubble_button(view, button, at, at.start == frame.start)) chosen = button.kind;
      at.start += at.width;
    }
    at.top += kButtonHeight;
  }
  if (!chosen) return false;
  const bool changed = apply(ui, view.state, {*chosen}, window, view.options);
  view.state.bubble = *chosen != EditKind::cut && *chosen != EditKind::paste;
  return changed;
}

}  // namespace

TextOptions field_text(const Interface& ui, const FieldState& state, const FieldOptions& options) {
  TextOptions text;
  text.type = options.lines == FieldOptions::Lines::many ? Type::input : Type::lead;
  text.colour = ui.colours().ink;
  text.direction = state.direction.value_or(text::BaseDirection::first_strong);
  text.being_written = options.focused;
  // A text that somebody turned round begins at its own side, like one that runs that way by itself.
  const bool rtl = base::is_right_to_left(ui.settings().language);
  if (state.direction && (*state.direction == text::BaseDirection::rtl) != rtl) text.align = text::Align::end;
  return text;
}

text::Point TextView::in_layout(text::Point picture) const {
  const PixelBox at = ui.painter().to_pixels(inner);
  return {picture.x - at.x, picture.y - at.y};
}

Box TextView::on_page(const text::Rect& layout) const {
  const float scale = ui.painter().scale();
  const float left = layout.x / scale, width = layout.width / scale;
  const float start = ui.painter().right_to_left() ? inner.width - left - width : left;
  return {inner.start + start, inner.top + layout.y / scale, width, layout.height / scale};
}

void draw_selection(const TextView& view) {
  const text::TextRange range = view.state.editor.selection();
  if (range.empty()) return;
  Interface& ui = view.ui;
  const AccentColours& accent = ui.accent(view.options.accent);
  for (const text::Rect& rect : view.carets().selection(range.start, range.end)) {
    const Box box = view.on_page(rect);
    if (ui.high_contrast()) {
      ui.painter().bordered(box.inset(0, 4), 0, ui.colours().card, 4, accent.fill);
    } else {
      ui.painter().fill(box, accent.halo);
    }
  }
}

void drag_handles(const TextView& view) {
  text::Editor& editor = view.state.editor;
  const text::TextRange range = editor.selection();
  if (range.empty() || view.options.words == nullptr) return view.state.dragged_from.reset();
  // The ends do not pass each other, and at least a letter stays selected.
  const std::optional<std::uint32_t> start = dragged_to(view, true), end = dragged_to(view, false);
  if (start && *start < range.end) editor.select({*start, range.end});
  if (end && *end > range.start) editor.select({range.start, *end});
  if (start || end) {
    view.state.bubble = true;
  } else {
    view.state.dragged_from.reset();
  }
}

bool selection_tools(const TextView& view) {
  if (view.options.words == nullptr || !view.options.focused) return false;
  const Box window{view.inner.start, view.inner.top + view.state.scroll, view.inner.width, view.inner.height};
  if (!view.state.editor.selection().empty()) {
    draw_handle(view, true, window);
    draw_handle(view, false, window);
  }
  return view.state.bubble && bubble(view, window);
}

void draw_lens(const TextView& view, text::Point finger) {
  Interface& ui = view.ui;
  TextOptions options = field_text(ui, view.state, view.options);
  options.factor = kLensFactor;
  const std::shared_ptr<const text::Laid> large =
      ui.lay(view.state.editor.text(), view.inner.width * kLensFactor, options);
  const text::CaretMap map(ui.engine(), large->paragraph, large->layout);
  const text::Caret caret = view.state.editor.caret();
  const float scale = ui.painter().scale();
  const text::Line& line = large->layout.lines[map.line_of(caret)];
  const PixelBox inner = ui.painter().to_pixels(view.inner);
  const float finger_left = (finger.x - inner.x) / scale;
  const float finger_start =
      view.inner.start + (ui.painter().right_to_left() ? view.inner.width - finger_left : finger_left);
  const float line_top =
      view.on_page({0, view.laid->layout.lines[view.carets().line_of(caret)].top, 0, 0}).top;
  const Box lens{
      std::clamp(finger_start - kLensWidth / 2, kMargin / 2, ui.canvas().width - kMargin / 2 - kLensWidth),
      line_top - kLensOver - kLensHeight, kLensWidth, kLensHeight};
  const AccentColours& accent = ui.accent(view.options.accent);
  ui.painter().shadow(lens, kRadiusField, Shadow::sheet);
  ui.painter().bordered(lens, kRadiusField, ui.colours().card, 5, accent.fill);
  ui.painter().push_clip(lens.inset(8));
  // The caret stands in the middle.
  const float caret_left = map.x_of(caret) / scale;
  const float width = view.inner.width * kLensFactor;
  const float caret_start = ui.painter().right_to_left() ? width - caret_left : caret_left;
  const Box text{lens.start + lens.width / 2 - caret_start,
                 lens.middle() - (line.top + line.height / 2) / scale, width, lens.height};
  ui.draw(*large, text, options);
  ui.painter().fill({lens.start + lens.width / 2 - kStem / 2, lens.top + 22, kStem, lens.height - 44},
                    accent.fill);
  ui.painter().pop_clip();
}

}  // namespace kiosk::ui
