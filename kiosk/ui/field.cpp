#include "kiosk/ui/field.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/text_view.h"

namespace kiosk::ui {
namespace {

constexpr float kSide = kFieldSide, kTop = 28, kCaretWidth = 5, kCounterRoom = 56, kLabelTop = 8;

float line_height(const Interface& ui, Type type) {
  const TypeRow& row = row_of(type);
  return row.line * std::max(row.arabic, row.latin) * ui.size_factor(type);
}

// Where the text is laid out, before scrolling.
Box inner_box(const Interface& ui, const Box& box, const FieldOptions& options) {
  if (options.lines == FieldOptions::Lines::many) {
    const float foot = options.counter_limit > 0 ? kCounterRoom : kTop;
    return {box.start + kSide, box.top + kTop, box.width - 2 * kSide, box.height - kTop - foot};
  }
  const float icon = options.icon.empty() ? 0 : 72, end_icon = options.end_icon.empty() ? 0 : 72;
  const float label = options.label.empty() ? 0 : kLabelTop + line_height(ui, Type::meta) - 6;
  return {box.start + kSide + icon, box.top + label, box.width - 2 * kSide - icon - end_icon,
          box.height - label};
}

constexpr base::Milliseconds kShake(240);

// The text as it stands in the field now: several lines scrolled, or one in the middle that is moved along
// while it is written, and cut where it is only read.
TextView view_of(Interface& ui, std::string_view id, FieldState& state, const Box& box,
                 const FieldOptions& options) {
  const Box window = inner_box(ui, box, options);
  TextOptions text = field_text(ui, state, options);
  const std::string_view words = state.editor.text();
  Box inner = window;
  if (options.lines == FieldOptions::Lines::many) {
    inner.top -= state.scroll;
  } else if (options.focused) {
    constexpr float kCaretRoom = 10;
    inner.width = std::max(window.width, ui.measure(words, text::kNoWidth, text).width + kCaretRoom);
    const float hidden = inner.width - window.width - state.scroll;  // right of what is seen
    inner.start -= ui.painter().right_to_left() ? hidden : state.scroll;
  } else {
    text.max_lines = 1;
  }
  auto laid = ui.lay(words, inner.width, text);
  if (options.lines == FieldOptions::Lines::one)
    inner.top += (inner.height - laid->layout.height / ui.painter().scale()) / 2;
  return {ui, id, state, options, std::move(laid), box, window, inner};
}

// Where the caret is seen: the side of the active keyboard, unless it was placed.
text::Caret seen_caret(const TextView& view, const text::CaretMap& map) {
  const text::Caret caret = view.state.editor.caret();
  return view.state.placed ? caret : map.leaning(caret, view.options.keyboard_is_rtl);
}

// Keeps the caret in the window, and a line below it.
void follow_caret(TextView& view) {
  FieldState& state = view.state;
  const float scale = view.ui.painter().scale();
  const text::CaretMap map = view.carets();
  if (view.options.lines == FieldOptions::Lines::one) {
    constexpr float kBeside = 24;
    const float x = map.x_of(seen_caret(view, map)) / scale;
    const float before = state.scroll;
    state.scroll = std::clamp(state.scroll, x - view.window.width + kBeside, std::max(0.0F, x - kBeside));
    state.scroll = std::clamp(state.scroll, 0.0F, view.inner.width - view.window.width);
    view.inner.start += (view.ui.painter().right_to_left() ? 1.0F : -1.0F) * (state.scroll - before);
    return;
  }
  const text::Line& at = view.laid->layout.lines[map.line_of(state.editor.caret())];
  const float top = at.top / scale, height = at.height / scale, content = view.laid->layout.height / scale;
  const float below = std::clamp((view.window.height - height) / 2, 0.0F, height);
  state.scroll = std::clamp(state.scroll, top + height + below - view.window.height, top);
  state.scroll = std::clamp(state.scroll, 0.0F, std::max(0.0F, content - view.window.height));
  view.inner.top = view.window.top - state.scroll;
}

void draw_caret(const TextView& view) {
  Interface& ui = view.ui;
  const text::CaretMap map = view.carets();
  const text::Caret caret = seen_caret(view, map);
  const text::Line& line = view.laid->layout.lines[map.line_of(caret)];
  const auto phase = (ui.now() - view.state.blink_from) / kCaretBlink;
  ui.wake_at(view.state.blink_from + kCaretBlink * (phase + 1));
  if (phase % 2 != 0) return;
  const Box at = view.on_page({map.x_of(caret), line.top, 0, line.height});
  const float height = at.height * 0.76F;
  ui.painter().fill({at.start - kCaretWidth / 2, at.middle() - height / 2, kCaretWidth, height},
                    ui.accent(view.options.accent).fill);
}

// Selects the word under a second touch near the first; where there is none the bubble opens all the same, to
// paste.
bool touched_again(const TextView& view, text::Point place, text::Caret hit) {
  constexpr float kNear = 40, kAround = 14;
  FieldState& state = view.state;
  const float scale = view.ui.painter().scale();
  if (!state.touched || view.options.words == nullptr || state.lens) return false;
  if (std::hypot(place.x - state.touched->x, place.y - state.touched->y) > kNear * scale) return false;
  const std::optional<text::TextRange> word =
      view.ui.engine().segmenter().word_at(state.editor.text(), hit.offset);
  bool on_word = false;
  if (word) {
    for (const text::Rect& rect : view.carets().selection(word->start, word->end)) {
      const float left = rect.x - kAround * scale, right = rect.x + rect.width + kAround * scale;
      on_word |= place.x >= left && place.x <= right && place.y >= rect.y && place.y <= rect.y + rect.height;
    }
  }
  if (on_word) state.editor.select(*word);
  return true;
}

// The caret goes with the finger.
void take_touch(const TextView& view, const Control& control, std::optional<text::Point> lifted) {
  Interface& ui = view.ui;
  FieldState& state = view.state;
  const std::optional<Interface::Finger> finger = ui.finger_on(view.id);
  if (!finger && !lifted) {
    if (!control.activated) state.lens = false;
    return;
  }
  if (!control.activated && !view.options.focused) return;
  const PixelBox outer = ui.painter().to_pixels(view.outer);
  const text::Point at = lifted ? text::Point{outer.x + lifted->x, outer.y + lifted->y} : finger->at;
  text::Point place = view.in_layout(at);
  // A touch is for what is seen; a finger that moves on takes the text with it.
  const bool still = !finger || std::abs(finger->moved.y) < 12;
  const float scale = ui.painter().scale();
  if (still && view.options.lines == FieldOptions::Lines::many) {
    const float first = state.scroll * scale;
    place.y = std::clamp(place.y, first, first + view.window.height * scale - 1);
  }
  if (finger && !still) come_along(view, place.y);
  const text::Caret hit = view.carets().hit(place.x, place.y);
  const bool was_selected = !state.editor.selection().empty();
  const bool again =
      control.activated && view.options.focused && !was_selected && touched_again(view, place, hit);
  if (!again && (was_selected || !(hit == state.editor.caret()))) state.editor.set_caret(hit);
  if (control.activated) {
    state.bubble = again;
    state.touched = again ? std::nullopt : std::optional(place);
    state.lens = false;
  }
  state.placed = true;
  state.goal_x.reset();
  state.blink_from = ui.now();  // steady under the finger
}

void draw_frame(Interface& ui, const Box& box, const FieldOptions& options) {
  const AccentColours& accent = ui.accent(options.accent);
  if (options.error) {
    ui.painter().rounded(box.inset(-8), kRadiusField + 8, ui.tone(Tone::error).tint);
    ui.painter().bordered(box, kRadiusField, ui.colours().card, 6, ui.tone(Tone::error).text);
  } else if (options.focused) {
    ui.painter().rounded(box.inset(-8), kRadiusField + 8, accent.halo);
    ui.painter().bordered(box, kRadiusField, ui.colours().card, 5, accent.fill);
  } else {
    ui.painter().bordered(box, kRadiusField, ui.colours().card, 3, ui.colours().line_field);
  }
}

// In the foot of the field, where it is whole.
void draw_note(Interface& ui, const Box& box, std::string_view note) {
  constexpr float kIcon = 36, kSmallest = 0.8F;
  TextOptions words;
  words.type = Type::meta;
  words.colour = ui.colours().ink2;
  words.factor = std::min(1.0F, (box.width - kIcon - 10) / ui.measure(note, text::kNoWidth, words).width);
  if (words.factor < kSmallest) return;
  ui.painter().icon({box.start, box.middle() - kIcon / 2, kIcon, kIcon}, "info", words.colour);
  ui.line(box.after(kIcon + 10), note, words);
}

void draw_extras(Interface& ui, const Box& box, const FieldState& state, const FieldOptions& options) {
  if (!options.icon.empty()) {
    ui.painter().icon({box.start + kSide, box.top + (box.height - 48) / 2, 48, 48}, options.icon,
                      ui.accent(options.accent).fill);
  }
  if (!options.end_icon.empty()) {
    ui.painter().icon({box.end() - kSide - 48, box.middle() - 24, 48, 48}, options.end_icon,
                      ui.colours().ink2);
  }
  if (!options.label.empty() && options.lines == FieldOptions::Lines::one) {
    TextOptions label;
    label.type = Type::meta;
    label.colour = ui.colours().ink2;
    const Box inner = inner_box(ui, box, options);
    ui.line({inner.start, box.top + kLabelTop, inner.width, line_height(ui, Type::meta)}, options.label,
            label);
  }
  const Box foot{box.start + kSide, box.bottom() - kCounterRoom, box.width - 2 * kSide, 48};
  float counter_width = 0;
  if (options.counter_limit > 0) {
    const std::size_t count = base::count_code_points(state.editor.text());
    TextOptions counter;
    counter.type = Type::meta;
    counter.colour = count >= options.counter_limit ? ui.tone(Tone::error).text : ui.colours().ink2;
    counter.align = text::Align::end;
    counter.direction = text::BaseDirection::ltr;
    const std::string words = base::cat(count, " / ", options.counter_limit);
    ui.line(foot, words, counter);
    counter_width = ui.measure(words, text::kNoWidth, counter).width + 30;
  }
  if (!options.note.empty()) draw_note(ui, foot.head(foot.width - counter_width), options.note);
}

// A letter had no room: the field shakes its head.
Box shaken(Interface& ui, FieldState& state, const Box& box) {
  if (!state.refused_at) return box;
  const base::Milliseconds since = ui.now() - *state.refused_at;
  if (since >= kShake) {
    state.refused_at.reset();
    return box;
  }
  constexpr float kFar = 10;
  const float part = static_cast<float>(since.count()) / static_cast<float>(kShake.count());
  ui.wake_at(ui.now() + base::Milliseconds(16));
  return box.moved(kFar * (1 - part) * std::sin(part * 6 * std::numbers::pi_v<float>), 0);
}

Control control_of(Interface& ui, std::string_view id, const Box& box, const FieldState& state,
                   const FieldOptions& options) {
  if (options.only_shown) {
    ui.say(id, NodeRole::field, box, options.label, state.editor.text());
    return {};
  }
  Node node;
  node.id = id;
  node.role = NodeRole::field;
  node.name = options.label;
  node.value = state.editor.text();
  node.selected = options.focused;
  node.follows = options.focused;
  return ui.control(std::move(node), box);
}

}  // namespace

float field_height(const Interface& ui) {
  return kLabelTop + line_height(ui, Type::meta) + line_height(ui, Type::lead) + 8;
}

bool field(Interface& ui, std::string_view id, const Box& place, FieldState& state,
           const FieldOptions& options) {
  const std::optional<text::Point> lifted = ui.touch_in(id);
  const Control control = control_of(ui, id, place, state, options);
  const Box box = shaken(ui, state, place);
  if (control.focused) focus_ring(ui, box, kRadiusField);
  draw_frame(ui, box, options);
  draw_extras(ui, box, state, options);

  if (state.keyboard_was_rtl != options.keyboard_is_rtl) state.placed = false;
  state.keyboard_was_rtl = options.keyboard_is_rtl;
  TextView view = view_of(ui, id, state, box, options);
  take_touch(view, control, lifted);
  drag_handles(view);
  if (options.focused) follow_caret(view);
  const Box& window = view.window;
  const bool one = options.lines == FieldOptions::Lines::one;
  const float beside = one ? kCaretWidth : kSide - 6;
  const float top = one ? box.top + 6 : window.top - 14;  // marks over a first line reach above it
  ui.painter().push_clip({window.start - beside, top, window.width + 2 * beside, window.bottom() - top});
  draw_selection(view);
  const bool selected = !state.editor.selection().empty();
  if (options.focused && !selected) draw_caret(view);
  ui.draw(*view.laid, view.inner, field_text(ui, state, options));
  if (state.editor.text().empty() && !options.hint.empty() && !options.focused) {
    TextOptions hint = field_text(ui, state, options);
    hint.colour = ui.colours().placeholder;
    hint.direction.reset();
    ui.line(
        options.lines == FieldOptions::Lines::one ? window : Box{window.start, window.top, window.width, 70},
        options.hint, hint);
  }
  ui.painter().pop_clip();
  return control.activated;
}

bool selection_tools(Interface& ui, std::string_view id, const Box& box, FieldState& state,
                     const FieldOptions& options) {
  return draw_selection_tools(view_of(ui, id, state, box, options));
}

namespace {

bool is_move(EditKind kind) { return kind >= EditKind::move_left && kind <= EditKind::line_end; }

// Where a selection ends on that side as it is seen.
enum class Side { left, right };
text::Caret side_of_selection(const text::CaretMap& map, text::TextRange range, Side side) {
  const text::Caret start{range.start, text::Lean::after}, end{range.end, text::Lean::before};
  const std::uint32_t first = map.line_of(start), last = map.line_of(end);
  const bool start_is_left = first == last ? map.x_of(start) < map.x_of(end)
                                           : map.x_of(map.line_start(start)) < map.x_of(map.line_end(start));
  return start_is_left == (side == Side::left) ? start : end;
}

text::Caret moved(const TextView& view, EditKind kind, bool extends) {
  const text::CaretMap map = view.carets();
  FieldState& state = view.state;
  const text::Caret caret = seen_caret(view, map);
  const text::TextRange range = state.editor.selection();
  switch (kind) {
    case EditKind::move_left:
      return extends || range.empty() ? map.left_of(caret) : side_of_selection(map, range, Side::left);
    case EditKind::move_right:
      return extends || range.empty() ? map.right_of(caret) : side_of_selection(map, range, Side::right);
    case EditKind::move_up:
    case EditKind::move_down:
      if (!state.goal_x) state.goal_x = map.x_of(caret);
      return kind == EditKind::move_up ? map.above(caret, *state.goal_x) : map.below(caret, *state.goal_x);
    case EditKind::word_left:
      return map.word_left_of(caret);
    case EditKind::word_right:
      return map.word_right_of(caret);
    case EditKind::line_start:
      return map.line_start(caret);
    case EditKind::line_end:
      return map.line_end(caret);
    default:
      return caret;
  }
}

bool insert(Interface& ui, FieldState& state, std::string_view text) {
  if (state.editor.insert(text)) return true;
  if (!text.empty()) state.refused_at = ui.now();
  return false;
}

// The bytes before the caret as others, if they are what they should be.
bool change_before(text::Editor& editor, std::string_view from, std::string_view to) {
  const std::uint32_t at = editor.caret().offset;
  if (!editor.selection().empty() || !editor.text().substr(0, at).ends_with(from)) return false;
  return editor.replace({at - static_cast<std::uint32_t>(from.size()), at}, to);
}

// False when nothing is selected.
bool copy(FieldState& state) {
  if (state.editor.selection().empty()) return false;
  state.clipboard = state.editor.selected();
  return true;
}

}  // namespace

bool apply(Interface& ui, FieldState& state, const Edit& edit, const Box& box, const FieldOptions& options) {
  text::Editor& editor = state.editor;
  text::Segmenter& segmenter = ui.engine().segmenter();
  state.blink_from = ui.now();
  state.bubble = false;
  state.touched.reset();
  ui.wake_at(ui.now());  // the field was drawn before it changed
  if (is_move(edit.kind)) {
    const text::Caret caret = moved(view_of(ui, {}, state, box, options), edit.kind, edit.extends);
    if (edit.kind != EditKind::move_up && edit.kind != EditKind::move_down) state.goal_x.reset();
    edit.extends ? editor.extend_to(caret) : editor.set_caret(caret);
    state.placed = true;
    return false;
  }
  state.goal_x.reset();
  state.placed = false;
  switch (edit.kind) {
    case EditKind::insert:
      return insert(ui, state, edit.text);
    case EditKind::full_stop:
      return change_before(editor, " ", ". ") || insert(ui, state, " ");
    case EditKind::undo_full_stop:
      return change_before(editor, ". ", "  ") || editor.backspace(segmenter);
    case EditKind::backspace:
      return editor.backspace(segmenter);
    case EditKind::backspace_word:
      return editor.backspace_word(segmenter);
    case EditKind::delete_forward:
      return editor.delete_forward(segmenter);
    case EditKind::select_all:
      editor.select({0, static_cast<std::uint32_t>(editor.text().size())});
      return false;
    case EditKind::turn: {
      const TextView view = view_of(ui, {}, state, box, options);
      const bool rtl = text::is_rtl(view.laid->layout.lines.front().base_level);
      state.direction = rtl ? text::BaseDirection::ltr : text::BaseDirection::rtl;
      return false;
    }
    case EditKind::copy:
      copy(state);
      return false;
    case EditKind::cut:
      return copy(state) && editor.backspace(segmenter);
    case EditKind::paste:
      return insert(ui, state, state.clipboard.view());
    case EditKind::undo:
      return editor.undo();
    case EditKind::clear:
      return editor.clear();
    default:
      return false;
  }
}

}  // namespace kiosk::ui
