#include "kiosk/ui/field.h"

#include <algorithm>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"
#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr float kSide = 34, kTop = 28, kCaretWidth = 5, kCounterRoom = 56, kLabelTop = 8;

TextOptions text_options(const Interface& ui, const FieldOptions& options) {
  TextOptions text;
  text.type = options.lines == FieldOptions::Lines::many ? Type::input : Type::lead;
  text.colour = ui.colours().ink;
  text.direction = text::BaseDirection::first_strong;
  return text;
}

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
  const float icon = options.icon.empty() ? 0 : 72;
  const float label = options.label.empty() ? 0 : kLabelTop + line_height(ui, Type::meta) - 6;
  return {box.start + kSide + icon, box.top + label, box.width - 2 * kSide - icon, box.height - label};
}

std::shared_ptr<const text::Laid> lay_text(Interface& ui, const FieldState& state, const Box& inner,
                                           const FieldOptions& options) {
  TextOptions text = text_options(ui, options);
  text.being_written = options.focused;
  auto laid = ui.lay(state.editor.text(), inner.width, text);
  return laid;
}

// Top of the text in the inner box: one line stands in the middle.
float text_top(Interface& ui, const text::Laid& laid, const Box& inner, const FieldState& state,
               const FieldOptions& options) {
  if (options.lines == FieldOptions::Lines::many) return inner.top - state.scroll;
  return inner.top + (inner.height - laid.layout.height / ui.painter().scale()) / 2;
}

// Keeps the caret's line, and one more below it, within the window.
void follow_caret(Interface& ui, const text::Laid& laid, FieldState& state, const Box& inner,
                  std::uint32_t line) {
  const float scale = ui.painter().scale();
  const text::Line& at = laid.layout.lines[line];
  const float top = at.top / scale, bottom = (at.top + at.height) / scale;
  const float content = laid.layout.height / scale;
  state.scroll = std::clamp(state.scroll, bottom - inner.height, top);
  state.scroll = std::clamp(state.scroll, 0.0F, std::max(0.0F, content - inner.height));
}

void draw_caret(Interface& ui, const text::Laid& laid, FieldState& state, const Box& inner,
                const FieldOptions& options) {
  const text::CaretMap map(ui.engine(), laid.paragraph, laid.layout);
  const text::CaretPlace place = map.place(state.editor.caret());
  const text::Line& line = laid.layout.lines[place.line];
  if (options.lines == FieldOptions::Lines::many) follow_caret(ui, laid, state, inner, place.line);
  const auto since = ui.now() - state.blink_from;
  const auto phase = since / kCaretBlink;
  ui.wake_at(state.blink_from + kCaretBlink * (phase + 1));
  if (phase % 2 != 0) return;
  const bool line_rtl = text::is_rtl(line.base_level);
  const float x = options.keyboard_is_rtl == line_rtl ? place.strong_x : place.weak_x;
  const float scale = ui.painter().scale();
  const float height = line.height / scale * 0.76F;
  const float top =
      text_top(ui, laid, inner, state, options) + (line.top + line.height / 2) / scale - height / 2;
  const float from_left = x / scale;
  const float start = ui.painter().right_to_left() ? inner.width - from_left : from_left;
  ui.painter().fill({inner.start + start - kCaretWidth / 2, top, kCaretWidth, height},
                    ui.accent(options.accent).fill);
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

void draw_extras(Interface& ui, const Box& box, const FieldState& state, const FieldOptions& options) {
  if (!options.icon.empty()) {
    ui.painter().icon({box.start + kSide, box.top + (box.height - 48) / 2, 48, 48}, options.icon,
                      ui.accent(options.accent).fill);
  }
  if (!options.label.empty() && options.lines == FieldOptions::Lines::one) {
    TextOptions label;
    label.type = Type::meta;
    label.colour = ui.colours().ink2;
    const Box inner = inner_box(ui, box, options);
    ui.line({inner.start, box.top + kLabelTop, inner.width, line_height(ui, Type::meta)}, options.label,
            label);
  }
  if (options.counter_limit > 0) {
    const std::size_t count = base::count_code_points(state.editor.text());
    TextOptions counter;
    counter.type = Type::meta;
    counter.colour = count >= options.counter_limit ? ui.tone(Tone::error).text : ui.colours().ink2;
    counter.align = text::Align::end;
    counter.direction = text::BaseDirection::ltr;
    ui.line({box.start + kSide, box.bottom() - kCounterRoom, box.width - 2 * kSide, 48},
            base::cat(count, " / ", options.counter_limit), counter);
  }
}

}  // namespace

float field_height(const Interface& ui) {
  return kLabelTop + line_height(ui, Type::meta) + line_height(ui, Type::lead) + 8;
}

bool field(Interface& ui, std::string_view id, const Box& box, FieldState& state,
           const FieldOptions& options) {
  Node node;
  node.id = id;
  node.role = NodeRole::field;
  node.name = options.label;
  node.value = state.editor.text();
  node.selected = options.focused;
  const std::optional<text::Point> touched = ui.touch_in(id);
  const Control control = ui.control(std::move(node), box);
  if (control.focused) focus_ring(ui, box, kRadiusField);
  draw_frame(ui, box, options);
  draw_extras(ui, box, state, options);

  const Box inner = inner_box(ui, box, options);
  const auto laid = lay_text(ui, state, inner, options);
  const float scale = ui.painter().scale();
  if (control.activated && touched) {
    const text::CaretMap map(ui.engine(), laid->paragraph, laid->layout);
    const PixelBox outer = ui.painter().to_pixels(box), in = ui.painter().to_pixels(inner);
    const float x = touched->x - (in.x - outer.x);
    const float y = touched->y - (text_top(ui, *laid, inner, state, options) - box.top) * scale;
    state.editor.set_caret(map.hit(x, y));
    state.blink_from = ui.now();
  }
  ui.painter().push_clip({box.start + 6, box.top + 6, box.width - 12, inner.bottom() - box.top - 6});
  if (options.focused) draw_caret(ui, *laid, state, inner, options);
  TextOptions text = text_options(ui, options);
  ui.draw(*laid, {inner.start, text_top(ui, *laid, inner, state, options), inner.width, inner.height}, text);
  if (state.editor.text().empty() && !options.hint.empty() && !options.focused) {
    text.colour = ui.colours().placeholder;
    text.direction.reset();
    ui.line(options.lines == FieldOptions::Lines::one ? inner : Box{inner.start, inner.top, inner.width, 70},
            options.hint, text);
  }
  ui.painter().pop_clip();
  return control.activated;
}

bool apply(Interface& ui, FieldState& state, const Edit& edit, const Box& box, const FieldOptions& options) {
  state.blink_from = ui.now();
  text::Segmenter& segmenter = ui.engine().segmenter();
  switch (edit.kind) {
    case EditKind::insert:
      return state.editor.insert(edit.text);
    case EditKind::backspace:
      return state.editor.backspace(segmenter);
    case EditKind::backspace_word:
      return state.editor.backspace_word(segmenter);
    case EditKind::clear:
      return state.editor.clear();
    case EditKind::move_left:
    case EditKind::move_right: {
      const auto laid = lay_text(ui, state, inner_box(ui, box, options), options);
      const text::CaretMap map(ui.engine(), laid->paragraph, laid->layout);
      const text::Caret caret = state.editor.caret();
      state.editor.set_caret(edit.kind == EditKind::move_left ? map.left_of(caret) : map.right_of(caret));
      return false;
    }
  }
  return false;
}

}  // namespace kiosk::ui
