#include "kiosk/ui/text_view.h"

#include <algorithm>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr float kHandle = 44, kHandleTouch = 96, kStem = 5;
constexpr float kButtonHeight = 92, kButtonSide = 30, kBubbleGap = 22;
constexpr float kLensWidth = 460, kLensHeight = 150, kLensOver = 70, kLensFactor = 2;

enum class End { start, end };

// One end of the selection as a caret, and its line.
text::Caret caret_of(const TextView& view, End end) {
  const text::TextRange range = view.state.editor.selection();
  return end == End::start ? text::Caret{range.start, text::Lean::after}
                           : text::Caret{range.end, text::Lean::before};
}

const text::Line& line_of(const TextView& view, const text::CaretMap& map, End end) {
  return view.laid->layout.lines[map.line_of(caret_of(view, end))];
}

// What is selected on a line: its left and right edge.
std::pair<float, float> selected_on(const TextView& view, const text::CaretMap& map, const text::Line& line) {
  std::pair<float, float> out{text::kNoWidth, -text::kNoWidth};
  const text::TextRange range = view.state.editor.selection();
  for (const text::Rect& rect : map.selection(range.start, range.end)) {
    if (rect.y != line.top) continue;
    out = {std::min(out.first, rect.x), std::max(out.second, rect.x + rect.width)};
  }
  return out;
}

// Where an end is seen: beside its letter, or, where that is in the middle of what is selected, at the edge
// that the line's direction gives it.
float x_of(const TextView& view, const text::CaretMap& map, End end) {
  const text::Line& line = line_of(view, map, end);
  const auto [left, right] = selected_on(view, map, line);
  const float x = map.x_of(caret_of(view, end));
  if (left > right || std::abs(x - left) < 1 || std::abs(x - right) < 1) return x;
  return (end == End::start) == text::is_rtl(line.base_level) ? right : left;
}

// The narrow rectangle there.
Box edge_of(const TextView& view, End end) {
  const text::CaretMap map = view.carets();
  const text::Line& line = line_of(view, map, end);
  return view.on_page({x_of(view, map, end), line.top, 0, line.height});
}

// Handles hang outwards, so that those of a short word do not meet.
bool hangs_left(const TextView& view, End end) {
  const text::CaretMap map = view.carets();
  const text::Line& line = line_of(view, map, end);
  const End other = end == End::start ? End::end : End::start;
  if (&line != &line_of(view, map, other)) return (end == End::start) != text::is_rtl(line.base_level);
  return x_of(view, map, end) < x_of(view, map, other);
}

std::string handle_id(const TextView& view, End end) {
  return base::cat(view.id, end == End::start ? ".selection-start" : ".selection-end");
}

// Moves one end; the other stays, and at least a letter stays selected.
void move_end(text::Editor& editor, End end, std::uint32_t to) {
  const text::TextRange range = editor.selection();
  if (end == End::start ? to >= range.end : to <= range.start) return;
  editor.set_caret({end == End::start ? range.end : range.start, text::Lean::after});
  editor.extend_to({to, end == End::start ? text::Lean::after : text::Lean::before});
}

// By a finger it is dragged, by keys it goes on a word.
void draw_handle(const TextView& view, End end) {
  Interface& ui = view.ui;
  const Box edge = edge_of(view, end);
  const bool seen = edge.bottom() <= view.window.bottom() + 4 && edge.top >= view.window.top - 4;
  const std::string id = handle_id(view, end);
  if (!seen && !ui.finger_on(id)) return;
  const float away = (hangs_left(view, end) == ui.painter().right_to_left() ? 1.0F : -1.0F) * kHandle / 2;
  const Box knob{edge.start + away - kHandle / 2, edge.bottom() - 6, kHandle, kHandle};
  Node node;
  node.id = id;
  node.role = NodeRole::button;
  node.name = end == End::start ? view.options.words->selection_start : view.options.words->selection_end;
  node.follows = true;
  const std::optional<text::Point> lifted = ui.touch_in(id);
  const Control control =
      ui.control(std::move(node), knob.centred({kHandleTouch, kHandleTouch}).moved(away, kHandle / 2));
  const AccentColours& accent = ui.accent(view.options.accent);
  if (control.activated && !lifted) {
    text::Segmenter& words = ui.engine().segmenter();
    const std::string_view text = view.state.editor.text();
    const text::TextRange range = view.state.editor.selection();
    move_end(view.state.editor, end,
             end == End::start ? words.previous_word_start(text, range.start)
                               : words.next_word_end(text, range.end));
  }
  if (!seen) return;
  if (control.focused) focus_ring(ui, knob, kHandle / 2);
  ui.painter().fill({edge.start - kStem / 2, edge.top + 8, kStem, edge.height - 8}, accent.fill);
  ui.painter().bordered(knob, kHandle / 2, control.pressed ? accent.dark : accent.fill, 5, ui.colours().card);
}

// Where the finger took this end of the selection to.
std::optional<std::uint32_t> dragged_to(const TextView& view, End end) {
  const std::optional<Interface::Finger> finger = view.ui.finger_on(handle_id(view, end));
  if (!finger) return std::nullopt;
  // The end keeps its distance from the finger, wherever that took the handle.
  const text::Point at = view.in_layout(finger->at);
  if (!view.state.dragged_from) {
    const text::CaretMap map = view.carets();
    const text::Line& line = line_of(view, map, end);
    view.state.dragged_from = text::Point{x_of(view, map, end) - at.x, line.top + line.height / 2 - at.y};
  }
  const text::Point to{at.x + view.state.dragged_from->x, at.y + view.state.dragged_from->y};
  come_along(view, to.y);
  return view.carets().hit(to.x, to.y).offset;
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

struct BubbleRow {
  std::vector<BubbleButton> buttons;
  float width = 0;
};

// Rows of buttons that are whole within `room`, from the start.
std::vector<BubbleRow> in_rows(const std::vector<BubbleButton>& buttons, float room) {
  std::vector<BubbleRow> rows(1);
  for (const BubbleButton& button : buttons) {
    if (rows.back().width + button.width > room && !rows.back().buttons.empty()) rows.emplace_back();
    rows.back().buttons.push_back(button);
    rows.back().width += button.width;
  }
  return rows;
}

// A button of the bubble at a place of its row.
bool bubble_button(const TextView& view, const BubbleButton& button, const Box& box) {
  Interface& ui = view.ui;
  Node node;
  node.id = base::cat(view.id, ".", button.id);
  node.role = NodeRole::button;
  node.name = button.label;
  const Control control = ui.control(std::move(node), box);
  if (control.focused) focus_ring(ui, box, kRadiusField);
  if (control.pressed) ui.painter().rounded(box.inset(6), kRadiusKey, ui.accent(view.options.accent).tint);
  TextOptions words;
  words.type = Type::label;
  words.colour = ui.colours().ink;
  words.align = text::Align::center;
  ui.line(box.inset(10, 0), button.label, words);
  return control.activated;
}

// Over the selection's first line, or the field's edge where that has scrolled away; where the field is a
// column of its own, within that.
bool bubble(const TextView& view) {
  Interface& ui = view.ui;
  const bool is_column = view.outer.width < ui.canvas().width * 0.7F;
  const float least = is_column ? view.outer.start : kMargin / 2;
  const float room = is_column ? view.outer.width : ui.canvas().width - kMargin;
  const std::vector<BubbleRow> rows = in_rows(bubble_buttons(view), room);
  float width = 0;
  for (const BubbleRow& row : rows) width = std::max(width, std::min(row.width, room));
  const Box edge = edge_of(view, End::start);
  const float height = kButtonHeight * static_cast<float>(rows.size());
  const float most = std::max(least, least + room - width);
  const Box frame{std::clamp(edge.start - width / 2, least, most),
                  std::max(edge.top, view.window.top) - kBubbleGap - height, width, height};
  ui.painter().shadow(frame, kRadiusField, Shadow::sheet);
  ui.painter().bordered(frame, kRadiusField, ui.colours().card, kLineNeutral, ui.colours().line);
  std::optional<EditKind> chosen;
  Box at{frame.start, frame.top, 0, kButtonHeight};
  for (const BubbleRow& row : rows) {
    at.start = frame.start;
    for (const BubbleButton& button : row.buttons) {
      at.width = button.width * width / row.width;
      if (bubble_button(view, button, at)) chosen = button.kind;
      at.start += at.width;
      if (at.start < frame.end() - 1)
        ui.painter().fill({at.start - 1, at.top + 20, 2, at.height - 40}, ui.colours().hair);
    }
    at.top += kButtonHeight;
  }
  if (!chosen) return false;
  const bool changed = apply(ui, view.state, {*chosen}, view.outer, view.options);
  view.state.bubble = *chosen != EditKind::cut && *chosen != EditKind::paste;
  return changed;
}

// Over a finger that is held on the text: the place around the caret, twice as large.
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

void come_along(const TextView& view, float y) {
  constexpr base::Milliseconds kLineByLine(150);
  const float scale = view.ui.painter().scale();
  const float first = (view.window.top - view.inner.top) * scale;
  if (y < first || y > first + view.window.height * scale) view.ui.wake_at(view.ui.now() + kLineByLine);
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
  bool dragged = false;
  for (const End end : {End::start, End::end}) {
    if (editor.selection().empty() || view.options.words == nullptr) break;
    const std::optional<std::uint32_t> to = dragged_to(view, end);
    if (!to) continue;
    move_end(editor, end, *to);
    dragged = view.state.bubble = true;
  }
  if (!dragged) view.state.dragged_from.reset();
}

bool draw_selection_tools(const TextView& view) {
  constexpr base::Milliseconds kLensAfter(400);
  if (!view.options.focused) return false;
  Interface& ui = view.ui;
  const std::optional<Interface::Finger> on_text = ui.finger_on(view.id);
  if (on_text && on_text->held >= kLensAfter) {
    view.state.lens = true;
    draw_lens(view, on_text->at);
  } else if (on_text) {
    ui.wake_at(ui.now() + (kLensAfter - on_text->held));
  }
  if (view.options.words == nullptr) return false;
  bool held = on_text.has_value();
  for (const End end : {End::start, End::end}) {
    if (!view.state.editor.selection().empty()) draw_handle(view, end);
    held |= ui.finger_on(handle_id(view, end)).has_value();
  }
  // Out of the way of a finger.
  return view.state.bubble && !held && bubble(view);
}

}  // namespace kiosk::ui
