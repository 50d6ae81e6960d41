#include "kiosk/ui/keyboard.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"
#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr float kGap = 9, kSide = 24, kTopPad = 18, kFoot = 4;
constexpr float kBackspaceWidth = 128;
constexpr float kCell = 112, kBubblePad = 14, kBubbleGap = 14, kCorner = 14;
constexpr base::Milliseconds kLongPress(400);
// Held for as long as twelve repeats take, backspace takes whole words.
constexpr base::Milliseconds kWordsAfter = kRepeatAfter + 12 * kRepeatEvery;

bool is_mark(std::string_view key) {
  const char32_t c = base::decode_utf8(key, 0).code_point;
  return (c >= 0x064B && c <= 0x0652) || c == 0x0670;
}

bool is_digit(std::string_view key) { return key.size() == 1 && key[0] >= '0' && key[0] <= '9'; }

// Where a French sentence begins.
bool begins_sentence(std::string_view before) {
  if (before.empty() || before.back() == '\n') return true;
  if (before.back() != ' ') return false;
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  for (const std::string_view end : {".", "!", "?", "…"}) {
    if (before.ends_with(end)) return true;
  }
  return before.empty();
}

// A letter, a digit or a closing sign and one space: what a second space makes a sentence of.
bool ends_word_and_space(std::string_view before) {
  if (!before.ends_with(' ') || before.size() < 2) return false;
  before.remove_suffix(1);
  for (const std::string_view sign : {" ", "\n", ".", ",", ";", ":", "!", "?", "،", "؛", "؟", "…"}) {
    if (before.ends_with(sign)) return false;
  }
  return true;
}

// One touch for one letter, two for all; an offer that is not wanted goes with one.
void touch_shift(KeyboardState& state) {
  if (state.shift == Shift::off) {
    state.shift = Shift::once;
  } else {
    state.shift = state.shift == Shift::once && !state.shift_offered ? Shift::locked : Shift::off;
  }
  state.shift_offered = false;
}

// At the ends of the letters' rows.
bool is_row_sign(std::string_view key) { return key == "؟" || key == "،" || key == ","; }

struct KeyLook {
  bool once = false;  // for the next letter
  bool function = false;
  bool on = false;      // locked
  bool corner = false;  // a long press has more
  bool digit = false;
  std::string_view icon = {};
  Type type = Type::key;
  bool repeats = false;
};

class Board {
 public:
  Board(Interface& ui, const Box& box, KeyboardState& state, std::string_view before)
      : ui_(ui), box_(box), state_(state), before_(before), table_(table_of(state.layout)) {}

  KeyboardAction draw(const KeyboardWords& words, bool many_lines);

 private:
  [[nodiscard]] Box key_box(float start, float width, int row) const;
  Control key(const Box& box, std::string_view id, std::string_view name, std::string_view label,
              const KeyLook& look);
  void letter(const Box& box, const std::string& letter, const KeyLook& look);
  void hold(const std::string& letter, const Interface::Finger& finger);
  void letters(const Keys& keys, float start, float width, int row, const KeyLook& look);
  void top_row();
  void letter_rows();
  void function_row(const KeyboardWords& words, bool many_lines);
  void offer_capital();
  void typed(const std::string& text);
  void space();
  void backspace(const Control& control);
  void bubble();
  [[nodiscard]] std::optional<std::size_t> choose(const PixelBox& cells, text::Point finger) const;
  [[nodiscard]] float left_in_ltr(float left, float width) const;
  [[nodiscard]] Type letter_type() const {
    return state_.layout == KeyboardLayout::arabic ? Type::key : Type::key_latin;
  }

  Interface& ui_;
  Box box_;
  KeyboardState& state_;
  std::string_view before_;
  const LayoutTable& table_;
  KeyboardAction action_;
  // The key whose bubble is open; it is drawn last, over the others.
  struct Open {
    Box key;
    std::string letter;
    text::Point finger;
    bool lifted;
  };
  std::optional<Open> open_;
};

// Keys stand left to right on every interface; the painter mirrors in right-to-left ones, so they are
// mirrored back here.
float Board::left_in_ltr(float left, float width) const {
  return ui_.painter().right_to_left() ? 2 * box_.start + box_.width - left - width : left;
}

Box Board::key_box(float left, float width, int row) const {
  const float height = (box_.height - kTopPad - 4 * kGap - kTopPad) / 5;
  return {left_in_ltr(left, width), box_.top + kTopPad + static_cast<float>(row) * (height + kGap), width,
          height};
}

Control Board::key(const Box& at, std::string_view id, std::string_view name, std::string_view label,
                   const KeyLook& look) {
  Node node;
  node.id = base::cat("osk.", id);
  node.role = NodeRole::key;
  node.name = name;
  node.spoken = label;
  node.selected = look.on;
  node.repeats = look.repeats;
  node.follows = state_.held == id;
  // The touched area includes half of the gap around the key.
  const Control control = ui_.control(std::move(node), at.inset(-kGap / 2));
  const Palette& colours = ui_.colours();
  const AccentColours& accent = ui_.accent(Accent::brick);
  if (control.focused) focus_ring(ui_, at, kRadiusKey);
  Colour fill = look.function ? colours.key_function : (look.digit ? colours.key_digit : colours.card);
  Colour text = colours.ink;
  if (look.on) fill = colours.ink, text = colours.card;
  if (look.once) text = accent.fill;
  if (control.pressed) fill = accent.fill, text = colours.on_accent;
  if (!control.pressed && !ui_.high_contrast())
    ui_.painter().rounded(at.moved(0, kFoot), kRadiusKey, colours.key_foot);
  ui_.painter().bordered(at, kRadiusKey, fill, look.once ? 5 : 2, look.once ? accent.fill : colours.key_edge);
  if (look.corner) {
    const float right = left_in_ltr(left_in_ltr(at.start, at.width) + at.width - kCorner - 8, kCorner);
    ui_.painter().triangle({right, at.top + 8, kCorner, kCorner}, Triangle::corner,
                           control.pressed ? colours.on_accent : accent.fill);
  }
  if (!look.icon.empty()) {
    ui_.painter().icon(at.centred({48, 48}), look.icon, text);
  } else {
    TextOptions words;
    words.type = look.type;
    words.factor = 1 / ui_.size_factor(look.type);  // keys keep their size
    words.colour = text;
    words.align = text::Align::center;
    // Brackets look as they will in what is written.
    if (!look.function || id == "tray")
      words.direction = is_right_to_left(state_.layout) ? text::BaseDirection::rtl : text::BaseDirection::ltr;
    ui_.line(at.inset(4, 0), label, words);
  }
  return control;
}

// Opens the bubble of a key that has been held, or the signs for a digit.
void Board::hold(const std::string& letter, const Interface::Finger& finger) {
  if (state_.held == letter) return;
  if (finger.held < kLongPress) return ui_.wake_at(ui_.now() + (kLongPress - finger.held));
  state_.held = letter;
  state_.held_x = finger.at.x;
  state_.slid = false;
  if (is_digit(letter)) state_.tray = table_.signs;
}

void Board::letter(const Box& at, const std::string& letter, const KeyLook& look) {
  const bool has_bubble = !alternates_of(letter).empty();
  const std::string id = "osk." + letter;
  const std::optional<Interface::Finger> finger = ui_.finger_on(id);
  if (finger && (has_bubble || is_digit(letter))) hold(letter, *finger);
  KeyLook with_corner = look;
  with_corner.corner = has_bubble && letter != ".";
  const std::string label = is_mark(letter) ? "ـ" + letter : letter;
  const std::optional<text::Point> lifted = ui_.touch_in(id);
  const Control control = key(at, letter, letter, label, with_corner);
  if (state_.held != letter) {
    if (control.activated) typed(letter);
    return;
  }
  if (has_bubble && (control.pressed || control.activated)) {
    const PixelBox touched = ui_.painter().to_pixels(at.inset(-kGap / 2));
    text::Point point{touched.x + touched.width / 2, touched.y};
    if (lifted) point = {touched.x + lifted->x, touched.y + lifted->y};
    if (finger) point = finger->at;
    open_ = Open{at, letter, point, control.activated};
  }
  if (!control.pressed) state_.held.clear();
}

void Board::typed(const std::string& text) {
  action_.edit = Edit{EditKind::insert, text};
  if (state_.shift == Shift::once) state_.shift = Shift::off;
  state_.shift_offered = false;
  state_.space_before = state_.stop_made = false;
}

void Board::space() {
  const bool stops = state_.space_before;
  action_.edit = stops ? Edit{EditKind::full_stop} : Edit{EditKind::insert, " "};
  state_.space_before = !stops;
  state_.stop_made = stops;
}

void Board::backspace(const Control& control) {
  const EditKind kind = control.held >= kWordsAfter ? EditKind::backspace_word : EditKind::backspace;
  action_.edit = Edit{state_.stop_made ? EditKind::undo_full_stop : kind};
  state_.space_before = state_.stop_made = false;
}

// Once at a place: who taps it away does not get it again.
void Board::offer_capital() {
  if (state_.layout != KeyboardLayout::french) return;
  const bool begins = begins_sentence(before_);
  const bool was_offered = state_.capital_offered.has_value();
  if (begins && state_.capital_offered == before_.size()) return;
  if (begins && state_.shift == Shift::off) {
    state_.shift = Shift::once;
    state_.shift_offered = true;
  }
  if (!begins && was_offered && state_.shift_offered) {
    state_.shift = Shift::off;
    state_.shift_offered = false;
  }
  state_.capital_offered = begins ? std::optional(before_.size()) : std::nullopt;
}

void Board::letters(const Keys& keys, float left, float width, int row, const KeyLook& look) {
  for (const std::string& one : keys) {
    KeyLook own = look;
    if (row > 0 && is_row_sign(one)) {
      own.function = true;
      own.type = Type::key_sign;
    }
    letter(key_box(left, width, row), one, own);
    left += width + kGap;
  }
}

void Board::top_row() {
  const bool digits = state_.tray == 0;
  const Keys& keys = keys_of_tray(table_, state_.tray, state_.shift != Shift::off);
  const float room = box_.width - 2 * kSide - kBackspaceWidth - kGap;
  const float width = (room - static_cast<float>(keys.size() - 1) * kGap) / static_cast<float>(keys.size());
  KeyLook look;
  look.digit = digits;
  look.type = digits ? Type::key_digit : letter_type();
  letters(keys, box_.start + kSide, width, 0, look);
  KeyLook erase;
  erase.function = true;
  erase.icon = "backspace";
  erase.repeats = true;
  const Control control = key(key_box(box_.start + box_.width - kSide - kBackspaceWidth, kBackspaceWidth, 0),
                              "backspace", "⌫", "⌫", erase);
  if (control.activated) backspace(control);
}

void Board::letter_rows() {
  const auto& rows = table_.has_shift() && state_.shift != Shift::off ? table_.shifted : table_.rows;
  KeyLook look;
  look.type = letter_type();
  for (int row = 0; row < 3; ++row) {
    const Keys& keys = rows[static_cast<std::size_t>(row)];
    const bool with_shift = row == 2 && table_.has_shift();
    const float count = static_cast<float>(keys.size() + (with_shift ? 1 : 0));
    const float width = (box_.width - 2 * kSide - (count - 1) * kGap) / count;
    float left = box_.start + kSide;
    if (with_shift) {
      KeyLook shift;
      shift.function = true;
      shift.icon = "shift";
      shift.on = state_.shift == Shift::locked;
      shift.once = state_.shift == Shift::once;
      if (key(key_box(left, width, row + 1), "shift", "⇧", "⇧", shift).activated) touch_shift(state_);
      left += width + kGap;
    }
    letters(keys, left, width, row + 1, look);
  }
}

void Board::function_row(const KeyboardWords& words, bool many_lines) {
  constexpr float kLanguage = 150, kTrayWidth = 112, kPoint = 84, kEnter = 128;
  KeyLook look;
  look.function = true;
  look.type = Type::meta_strong;
  float left = box_.start + kSide;
  KeyboardLayout wanted = state_.layout;
  for (const KeyboardLayout other : kLayouts) {
    if (other == state_.layout) continue;
    const LayoutTable& table = table_of(other);
    if (key(key_box(left, kLanguage, 4), table.id, table.name, table.name, look).activated) wanted = other;
    left += kLanguage + kGap;
  }
  const std::string& label = tray_label(table_, state_.tray);
  const bool tray_pressed = key(key_box(left, kTrayWidth, 4), "tray", label, label, look).activated;
  left += kTrayWidth + kGap;
  const float room = box_.start + box_.width - kSide - kEnter - kGap - kPoint - kGap - left;
  KeyLook wide;
  wide.type = Type::meta;
  if (key(key_box(left, room, 4), "space", " ", words.space, wide).activated) space();
  left += room + kGap;
  look.type = Type::key;
  letter(key_box(left, kPoint, 4), ".", look);
  left += kPoint + kGap;
  look.icon = "enter";
  if (key(key_box(left, kEnter, 4), "enter", "⏎", words.done, look).activated) {
    if (many_lines) typed("\n");
    action_.done = !many_lines;
  }
  if (tray_pressed) state_.tray = next_tray(table_, state_.tray);
  if (wanted != state_.layout) state_ = keyboard_with(wanted);
}

// The cell under the finger: the first alternate until it slides; none where it would be lifted outside.
std::optional<std::size_t> Board::choose(const PixelBox& cells, text::Point finger) const {
  const float scale = ui_.painter().scale(), cell = kCell * scale;
  const PixelBox key = ui_.painter().to_pixels(open_->key);
  if (finger.y < cells.y - cell || finger.y > key.y + key.height + cell / 4) return std::nullopt;
  if (!state_.slid) return 1;
  // By how far it slid, wherever the edge of the screen has put the bubble.
  const float index = 1 + std::round((finger.x - state_.held_x) / cell);
  const auto count = static_cast<float>(alternates_of(open_->letter).size() + 1);
  if (index < -1 || index > count) return std::nullopt;
  return static_cast<std::size_t>(std::clamp(index, 0.0F, count - 1));
}

void Board::bubble() {
  if (!open_) return;
  Painter& painter = ui_.painter();
  const Keys& alternates = alternates_of(open_->letter);
  const Box& key = open_->key;
  const float width = kCell * static_cast<float>(alternates.size() + 1);
  // The first alternate over the finger, the base letter at its left.
  const float key_left = left_in_ltr(key.start, key.width);
  const float left = std::clamp(key_left + key.width / 2 - kCell * 1.5F, box_.start + kSide + kBubblePad,
                                box_.start + box_.width - kSide - kBubblePad - width);
  const Box cells{left_in_ltr(left, width), key.top - kBubbleGap - kBubblePad - kCell, width, kCell};
  if (std::abs(open_->finger.x - state_.held_x) > kCell / 3 * painter.scale()) state_.slid = true;
  const std::optional<std::size_t> chosen = choose(painter.to_pixels(cells), open_->finger);
  if (open_->lifted) {
    if (chosen) typed(*chosen == 0 ? open_->letter : alternates[*chosen - 1]);
    return;
  }
  // It grows out of its key.
  constexpr float kSmallest = 0.9F;
  const Rising rising(ui_, "keyboard.bubble", kBubbleTime, 0);
  const float grown = kSmallest + (1 - kSmallest) * ui_.appear("keyboard.bubble", kBubbleTime);
  const float middle = key.start + key.width / 2;
  const auto placed = [&](const Box& box) {
    return Box{middle + (box.start - middle) * grown, key.top + (box.top - key.top) * grown,
               box.width * grown, box.height * grown};
  };
  const Box frame = placed(cells.inset(-kBubblePad));
  painter.shadow(frame, kRadiusButton, Shadow::sheet);
  painter.triangle({key.start + key.width / 2 - 18, frame.bottom() - 1, 36, kBubbleGap}, Triangle::tip,
                   ui_.colours().card);
  painter.bordered(frame, kRadiusButton, ui_.colours().card, ui_.high_contrast() ? 4 : 0, ui_.colours().line);
  for (std::size_t i = 0; i <= alternates.size(); ++i) {
    const Box cell =
        placed({left_in_ltr(left + kCell * static_cast<float>(i), kCell), cells.top, kCell, kCell});
    const bool on = chosen == i;
    if (on) painter.rounded(cell, kRadiusKey, ui_.accent(Accent::brick).fill);
    TextOptions words;
    words.type = letter_type();
    words.colour = on ? ui_.colours().on_accent : ui_.colours().ink;
    words.align = text::Align::center;
    ui_.line(cell.inset(4, 0), i == 0 ? open_->letter : alternates[i - 1], words);
  }
}

KeyboardAction Board::draw(const KeyboardWords& words, bool many_lines) {
  ui_.painter().fill(box_, ui_.colours().tray);
  ui_.painter().fill({box_.start, box_.top, box_.width, 2}, ui_.colours().track);
  offer_capital();
  state_.space_before = state_.space_before && ends_word_and_space(before_);
  top_row();
  letter_rows();
  function_row(words, many_lines);
  bubble();
  return action_;
}

}  // namespace

KeyboardLayout layout_for(base::Language language) {
  return language == base::Language::ar ? KeyboardLayout::arabic : KeyboardLayout::french;
}

KeyboardAction keyboard(Interface& ui, const Box& box, KeyboardState& state, const KeyboardWords& words,
                        std::string_view before, bool many_lines) {
  const Rising rising(ui, "keyboard", kRiseTime, kRiseBy);
  return Board(ui, box, state, before).draw(words, many_lines);
}

Taps taps_towards(KeyboardState state, char32_t code_point) {
  // Where a second space would make a full stop, a backspace makes it a space again.
  if (code_point == ' ' && state.space_before) return {{"osk.space", "osk.backspace"}, true};
  if (code_point == ' ') return {{"osk.space"}, true};
  if (code_point == '\n') return {{"osk.enter"}, true};
  if (code_point == '.') return {{"osk.."}, true};
  std::string letter;
  base::append_utf8(letter, code_point);
  std::optional<KeyPlace> place = find_key(state.layout, letter, state.layout, state.tray);
  for (const KeyboardLayout layout : kLayouts) {
    if (!place) place = find_key(layout, letter, state.layout, state.tray);
  }
  if (!place) return {{}, false};
  if (place->layout != state.layout) return {{base::cat("osk.", table_of(place->layout).id)}, false};
  Taps taps{{}, true};
  const LayoutTable& table = table_of(state.layout);
  while (state.tray != place->tray) {
    taps.ids.emplace_back("osk.tray");
    state.tray = next_tray(table, state.tray);
  }
  while (table.has_shift() && place->shifted != (state.shift != Shift::off)) {
    taps.ids.emplace_back("osk.shift");
    touch_shift(state);
  }
  taps.ids.push_back("osk." + letter);
  return taps;
}

std::optional<std::string> keypad(Interface& ui, const Box& box, bool check_enabled) {
  static const std::array<std::string, 12> kKeys = {
      "1", "2", "3", "4", "5", "6", "7", "8", "9", std::string(kEraseKey), "0", std::string(kCheckKey)};
  // Beside something else the keys stand closer.
  constexpr float kWide = 900, kWideGap = 22, kCloseGap = 15;
  const float gap = box.width < kWide ? kCloseGap : kWideGap;
  const float width = (box.width - 2 * gap) / 3, height = (box.height - 3 * gap) / 4;
  std::optional<std::string> chosen;
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const auto column = static_cast<float>(i % 3), row = static_cast<float>(i / 3);
    const float left = column * (width + gap);
    const float start = ui.painter().right_to_left() ? box.width - left - width : left;
    const Box at{box.start + start, box.top + row * (height + gap), width, height};
    const bool erase = kKeys[i] == kEraseKey, check = kKeys[i] == kCheckKey;
    Node node;
    node.id = erase ? "osk.backspace" : (check ? "osk.enter" : base::cat("osk.", kKeys[i]));
    node.role = NodeRole::key;
    node.name = kKeys[i];
    node.enabled = !check || check_enabled;
    node.repeats = erase;
    const bool enabled = node.enabled;
    const Control control = ui.control(std::move(node), at);
    const Palette& colours = ui.colours();
    if (control.focused) focus_ring(ui, at, kRadiusKey);
    Colour fill = erase ? colours.key_function : colours.card, text = colours.ink;
    if (check)
      fill = enabled ? ui.accent(Accent::brick).fill : colours.disabled_fill,
      text = enabled ? colours.on_accent : colours.disabled_text;
    if (control.pressed) fill = ui.accent(Accent::brick).dark, text = colours.on_accent;
    if (!control.pressed && !ui.high_contrast())
      ui.painter().rounded(at.moved(0, kFoot), kRadiusKey, colours.key_foot);
    ui.painter().bordered(at, kRadiusKey, fill, 2, colours.key_edge);
    if (erase || check) {
      ui.painter().icon(at.centred({56, 56}), erase ? "backspace" : "check", text);
    } else {
      TextOptions words;
      words.type = Type::keypad;
      words.colour = text;
      words.align = text::Align::center;
      ui.line(at, kKeys[i], words);
    }
    if (control.activated) chosen = kKeys[i];
  }
  return chosen;
}

}  // namespace kiosk::ui
