#include "kiosk/ui/keyboard.h"

#include <algorithm>
#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"
#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

using Keys = std::vector<std::string>;

constexpr float kGap = 9, kSide = 24, kTopPad = 18, kFoot = 4;
constexpr float kBackspaceWidth = 128;

struct Tray {
  std::string label;  // on the key that leads to it
  Keys keys;
};

struct LayoutTable {
  std::string name;  // on the other layouts' language keys
  std::string id;    // osk.<id>
  std::array<Keys, 3> rows;
  std::array<Keys, 3> shifted;  // empty: the layout has no shift
  std::vector<Tray> trays;      // after the digits
};

const Keys kDigits = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
const std::string kDigitsLabel = "123";

const LayoutTable& table_of(KeyboardLayout layout) {
  static const LayoutTable kArabic = {
      "العربية",
      "ar",
      {Keys{"ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "د"},
       Keys{"ش", "س", "ي", "ب", "ل", "ا", "ت", "ن", "م", "ك", "ط", "ذ"},
       Keys{"؟", "ئ", "ء", "ؤ", "ر", "لا", "ى", "ة", "و", "ز", "ظ", "،"}},
      {},
      {{"أ إ آ", {"أ", "إ", "آ", "ٱ", "لأ", "لإ", "لآ", "ڭ", "گ", "پ", "ڤ", "چ"}},
       {"تشكيل", {"َ", "ُ", "ِ", "ً", "ٌ", "ٍ", "ّ", "ْ", "ٰ", "ـ"}},
       {"؛ ! «", {"،", "؛", ":", "!", "؟", "«", "»", "(", ")", "/", "@", "-"}}}};
  static const LayoutTable kFrench = {
      "Français",
      "fr",
      {Keys{"a", "z", "e", "r", "t", "y", "u", "i", "o", "p"},
       Keys{"q", "s", "d", "f", "g", "h", "j", "k", "l", "m"},
       Keys{"w", "x", "c", "v", "b", "n", "'", "-", ","}},
      {Keys{"A", "Z", "E", "R", "T", "Y", "U", "I", "O", "P"},
       Keys{"Q", "S", "D", "F", "G", "H", "J", "K", "L", "M"},
       Keys{"W", "X", "C", "V", "B", "N", "'", "-", ","}},
      {{"é è ç", {"é", "è", "ê", "ë", "à", "â", "ç", "î", "ï", "ô", "ù", "û"}},
       {"œ ñ É", {"œ", "æ", "ü", "ÿ", "ñ", "É", "È", "Ê", "À", "Ç", "Ô", "Œ"}},
       {"; ! «", {";", ":", "!", "?", "«", "»", "(", ")", "/", "@", "\"", "’"}}}};
  static const LayoutTable kTifinagh = {
      "ⵜⵉⴼⵉⵏⴰⵖ",
      "zgh",
      {Keys{"ⴰ", "ⵣ", "ⴻ", "ⵔ", "ⵜ", "ⵢ", "ⵓ", "ⵉ", "ⵄ", "ⵃ"},
       Keys{"ⵇ", "ⵙ", "ⴷ", "ⴼ", "ⴳ", "ⵀ", "ⵊ", "ⴽ", "ⵍ", "ⵎ"}, Keys{"ⵡ", "ⵅ", "ⵛ", "ⵖ", "ⴱ", "ⵏ", "ⵯ", ","}},
      {Keys{"ⴰ", "ⵥ", "ⴻ", "ⵕ", "ⵟ", "ⵢ", "ⵓ", "ⵉ", "ⵄ", "ⵃ"},
       Keys{"ⵇ", "ⵚ", "ⴹ", "ⴼ", "ⴳⵯ", "ⵀ", "ⵊ", "ⴽⵯ", "ⵍ", "ⵎ"},
       Keys{"ⵡ", "ⵅ", "ⵛ", "ⵖ", "ⴱ", "ⵏ", "ⵯ", ","}},
      {{"; ! «", {";", ":", "!", "?", "«", "»", "(", ")", "/", "@", "'", "-"}}}};
  switch (layout) {
    case KeyboardLayout::arabic:
      return kArabic;
    case KeyboardLayout::french:
      return kFrench;
    case KeyboardLayout::tifinagh:
      return kTifinagh;
  }
  return kArabic;
}

constexpr std::array<KeyboardLayout, 3> kLayouts = {KeyboardLayout::arabic, KeyboardLayout::french,
                                                    KeyboardLayout::tifinagh};

bool is_mark(std::string_view key) {
  const char32_t c = base::decode_utf8(key, 0).code_point;
  return (c >= 0x064B && c <= 0x0652) || c == 0x0670;
}

// The next tray's label, or the digits'.
const std::string& tray_label(const LayoutTable& table, std::size_t tray) {
  return tray < table.trays.size() ? table.trays[tray].label : kDigitsLabel;
}

std::size_t next_tray(const LayoutTable& table, std::size_t tray) {
  return tray < table.trays.size() ? tray + 1 : 0;
}

struct KeyLook {
  bool function = false;
  bool on = false;  // locked
  bool digit = false;
  std::string_view icon = {};
  Type type = Type::key;
  bool repeats = false;
};

class Board {
 public:
  Board(Interface& ui, const Box& box, KeyboardState& state)
      : ui_(ui), box_(box), state_(state), table_(table_of(state.layout)) {}

  KeyboardAction draw(const KeyboardWords& words, bool many_lines);

 private:
  [[nodiscard]] Box key_box(float start, float width, int row) const;
  bool key(const Box& box, std::string_view id, std::string_view name, std::string_view label,
           const KeyLook& look);
  void letters(const Keys& keys, float start, float width, int row, const KeyLook& look);
  void top_row();
  void letter_rows();
  void function_row(const KeyboardWords& words, bool many_lines);
  void typed(const std::string& text);
  [[nodiscard]] float left_in_ltr(float left, float width) const;
  [[nodiscard]] Type letter_type() const {
    return state_.layout == KeyboardLayout::arabic ? Type::key : Type::key_latin;
  }

  Interface& ui_;
  Box box_;
  KeyboardState& state_;
  const LayoutTable& table_;
  KeyboardAction action_;
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

bool Board::key(const Box& at, std::string_view id, std::string_view name, std::string_view label,
                const KeyLook& look) {
  Node node;
  node.id = base::cat("osk.", id);
  node.role = NodeRole::key;
  node.name = name;
  node.spoken = label;
  node.selected = look.on;
  node.repeats = look.repeats;
  // The touched area includes half of the gap around the key.
  const Control control = ui_.control(std::move(node), at.inset(-kGap / 2));
  const Palette& colours = ui_.colours();
  const AccentColours& accent = ui_.accent(Accent::brick);
  if (control.focused) focus_ring(ui_, at, kRadiusKey);
  Colour fill = look.function ? colours.key_function : (look.digit ? colours.key_digit : colours.card);
  Colour text = colours.ink;
  if (look.on) fill = colours.ink, text = colours.card;
  if (control.pressed) fill = accent.fill, text = colours.on_accent;
  if (!control.pressed && !ui_.high_contrast())
    ui_.painter().rounded(at.moved(0, kFoot), kRadiusKey, colours.key_foot);
  ui_.painter().bordered(at, kRadiusKey, fill, 2, colours.key_edge);
  if (!look.icon.empty()) {
    ui_.painter().icon(at.centred({48, 48}), look.icon, text);
  } else {
    TextOptions words;
    words.type = look.type;
    words.colour = text;
    words.align = text::Align::center;
    ui_.line(at.inset(4, 0), label, words);
  }
  return control.activated;
}

void Board::typed(const std::string& text) {
  action_.edit = Edit{EditKind::insert, text};
  if (state_.shift == Shift::once) state_.shift = Shift::off;
}

void Board::letters(const Keys& keys, float left, float width, int row, const KeyLook& look) {
  for (const std::string& letter : keys) {
    const std::string label = is_mark(letter) ? "ـ" + letter : letter;
    if (key(key_box(left, width, row), letter, letter, label, look)) typed(letter);
    left += width + kGap;
  }
}

void Board::top_row() {
  const bool digits = state_.tray == 0;
  const Keys& keys = digits ? kDigits : table_.trays[state_.tray - 1].keys;
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
  if (key(key_box(box_.start + box_.width - kSide - kBackspaceWidth, kBackspaceWidth, 0), "backspace", "⌫",
          "⌫", erase)) {
    action_.edit = Edit{EditKind::backspace, {}};
  }
}

void Board::letter_rows() {
  const bool has_shift = !table_.shifted[0].empty();
  const auto& rows = has_shift && state_.shift != Shift::off ? table_.shifted : table_.rows;
  KeyLook look;
  look.type = letter_type();
  for (int row = 0; row < 3; ++row) {
    const Keys& keys = rows[static_cast<std::size_t>(row)];
    const bool with_shift = row == 2 && has_shift;
    const float count = static_cast<float>(keys.size() + (with_shift ? 1 : 0));
    const float width = (box_.width - 2 * kSide - (count - 1) * kGap) / count;
    float left = box_.start + kSide;
    if (with_shift) {
      KeyLook shift;
      shift.function = true;
      shift.icon = "shift";
      shift.on = state_.shift == Shift::locked;
      if (key(key_box(left, width, row + 1), "shift", "⇧", "⇧", shift)) {
        state_.shift = state_.shift == Shift::off
                           ? Shift::once
                           : (state_.shift == Shift::once ? Shift::locked : Shift::off);
      }
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
    if (key(key_box(left, kLanguage, 4), table.id, table.name, table.name, look)) wanted = other;
    left += kLanguage + kGap;
  }
  const std::string& label = tray_label(table_, state_.tray);
  const bool tray_pressed = key(key_box(left, kTrayWidth, 4), "tray", label, label, look);
  left += kTrayWidth + kGap;
  const float space = box_.start + box_.width - kSide - kEnter - kGap - kPoint - kGap - left;
  KeyLook wide;
  wide.type = Type::meta;
  if (key(key_box(left, space, 4), "space", " ", words.space, wide)) typed(" ");
  left += space + kGap;
  look.type = Type::key;
  if (key(key_box(left, kPoint, 4), ".", ".", ".", look)) typed(".");
  left += kPoint + kGap;
  look.icon = "enter";
  if (key(key_box(left, kEnter, 4), "enter", "⏎", words.done, look)) {
    if (many_lines) typed("\n");
    action_.done = !many_lines;
  }
  if (tray_pressed) state_.tray = next_tray(table_, state_.tray);
  if (wanted != state_.layout) state_ = {wanted, Shift::off, 0};
}

KeyboardAction Board::draw(const KeyboardWords& words, bool many_lines) {
  ui_.painter().fill(box_, ui_.colours().tray);
  ui_.painter().fill({box_.start, box_.top, box_.width, 2}, ui_.colours().track);
  top_row();
  letter_rows();
  function_row(words, many_lines);
  return action_;
}

// Where a code point is: layout, tray and shift; the key's id is the text it types.
struct Place {
  KeyboardLayout layout;
  std::size_t tray;
  bool shifted;
};

std::optional<Place> find_in(const LayoutTable& table, KeyboardLayout layout, const std::string& letter,
                             const KeyboardState& now) {
  const auto has = [&letter](const Keys& keys) {
    return std::find(keys.begin(), keys.end(), letter) != keys.end();
  };
  const std::size_t tray = layout == now.layout ? now.tray : 0;
  for (const Keys& row : table.rows) {
    if (has(row)) return Place{layout, tray, false};
  }
  for (const Keys& row : table.shifted) {
    if (has(row)) return Place{layout, tray, true};
  }
  if (has(kDigits)) return Place{layout, 0, false};
  for (std::size_t i = 0; i < table.trays.size(); ++i) {
    if (has(table.trays[i].keys)) return Place{layout, i + 1, false};
  }
  return std::nullopt;
}

}  // namespace

KeyboardLayout layout_for(base::Language language) {
  return language == base::Language::ar ? KeyboardLayout::arabic : KeyboardLayout::french;
}

KeyboardAction keyboard(Interface& ui, const Box& box, KeyboardState& state, const KeyboardWords& words,
                        bool many_lines) {
  return Board(ui, box, state).draw(words, many_lines);
}

std::vector<std::string> taps_for(KeyboardState& state, char32_t code_point) {
  if (code_point == ' ') return {"osk.space"};
  if (code_point == '\n') return {"osk.enter"};
  if (code_point == '.') return {"osk.."};
  std::string letter;
  base::append_utf8(letter, code_point);
  std::optional<Place> place = find_in(table_of(state.layout), state.layout, letter, state);
  for (const KeyboardLayout layout : kLayouts) {
    if (!place) place = find_in(table_of(layout), layout, letter, state);
  }
  if (!place) return {};
  std::vector<std::string> taps;
  if (place->layout != state.layout) {
    taps.push_back(base::cat("osk.", table_of(place->layout).id));
    state = {place->layout, Shift::off, 0};
  }
  const LayoutTable& table = table_of(state.layout);
  while (state.tray != place->tray) {
    taps.emplace_back("osk.tray");
    state.tray = next_tray(table, state.tray);
  }
  const bool has_shift = !table.shifted[0].empty();
  while (has_shift && place->shifted != (state.shift != Shift::off)) {
    taps.emplace_back("osk.shift");
    state.shift =
        state.shift == Shift::off ? Shift::once : (state.shift == Shift::once ? Shift::locked : Shift::off);
  }
  taps.push_back("osk." + letter);
  if (state.shift == Shift::once) state.shift = Shift::off;
  return taps;
}

std::optional<std::string> keypad(Interface& ui, const Box& box, bool check_enabled) {
  static const std::array<std::string, 12> kKeys = {"1", "2", "3", "4", "5", "6",
                                                    "7", "8", "9", "⌫", "0", "✓"};
  constexpr float kAcross = 22, kDown = 22;
  const float width = (box.width - 2 * kAcross) / 3, height = (box.height - 3 * kDown) / 4;
  std::optional<std::string> chosen;
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const auto column = static_cast<float>(i % 3), row = static_cast<float>(i / 3);
    const float left = column * (width + kAcross);
    const float start = ui.painter().right_to_left() ? box.width - left - width : left;
    const Box at{box.start + start, box.top + row * (height + kDown), width, height};
    const bool erase = kKeys[i] == "⌫", check = kKeys[i] == "✓";
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
