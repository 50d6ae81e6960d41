#include "kiosk/ui/keyboard_layout.h"

#include <algorithm>
#include <unordered_map>

namespace kiosk::ui {

const Keys& digit_keys() {
  static const Keys kDigits = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
  return kDigits;
}

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
       {"؛ ! «", {"؛", ":", "!", "…", "«", "»", "(", ")", "/", "@", "-"}}},
      3};
  static const LayoutTable kFrench = {
      "Français",
      "fr",
      {Keys{"a", "z", "e", "r", "t", "y", "u", "i", "o", "p"},
       Keys{"q", "s", "d", "f", "g", "h", "j", "k", "l", "m"},
       Keys{"w", "x", "c", "v", "b", "n", "'", "-", ","}},
      {Keys{"A", "Z", "E", "R", "T", "Y", "U", "I", "O", "P"},
       Keys{"Q", "S", "D", "F", "G", "H", "J", "K", "L", "M"},
       Keys{"W", "X", "C", "V", "B", "N", "'", "-", ","}},
      {{"é è ç",
        {"é", "è", "ê", "ë", "à", "â", "ç", "î", "ï", "ô", "ù", "û"},
        {"É", "È", "Ê", "Ë", "À", "Â", "Ç", "Î", "Ï", "Ô", "Ù", "Û"}},
       {"œ ñ É",
        {"œ", "æ", "ü", "ÿ", "ñ", "É", "È", "Ê", "À", "Ç", "Ô", "Œ"},
        {"Œ", "Æ", "Ü", "Ÿ", "Ñ", "É", "È", "Ê", "À", "Ç", "Ô", "œ"}},
       {"; ! «", {";", ":", "!", "?", "«", "»", "(", ")", "/", "@", "\"", "’", "…"}}},
      3};
  static const LayoutTable kTifinagh = {
      "ⵜⵉⴼⵉⵏⴰⵖ",
      "zgh",
      {Keys{"ⴰ", "ⵣ", "ⴻ", "ⵔ", "ⵜ", "ⵢ", "ⵓ", "ⵉ", "ⵄ", "ⵃ"},
       Keys{"ⵇ", "ⵙ", "ⴷ", "ⴼ", "ⴳ", "ⵀ", "ⵊ", "ⴽ", "ⵍ", "ⵎ"}, Keys{"ⵡ", "ⵅ", "ⵛ", "ⵖ", "ⴱ", "ⵏ", "ⵯ", ","}},
      {Keys{"ⴰ", "ⵥ", "ⴻ", "ⵕ", "ⵟ", "ⵢ", "ⵓ", "ⵉ", "ⵄ", "ⵃ"},
       Keys{"ⵇ", "ⵚ", "ⴹ", "ⴼ", "ⴳⵯ", "ⵀ", "ⵊ", "ⴽⵯ", "ⵍ", "ⵎ"},
       Keys{"ⵡ", "ⵅ", "ⵛ", "ⵖ", "ⴱ", "ⵏ", "ⵯ", ","}},
      {{"; ! «", {";", ":", "!", "?", "«", "»", "(", ")", "/", "@", "'", "-"}}},
      1};
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

const Keys& keys_of_tray(const LayoutTable& table, std::size_t tray, bool shifted) {
  if (tray == 0) return digit_keys();
  const Tray& one = table.trays[tray - 1];
  return shifted && !one.shifted.empty() ? one.shifted : one.keys;
}

const Keys& alternates_of(const std::string& key) {
  static const std::unordered_map<std::string, Keys> kAlternates = {
      {"ا", {"أ", "إ", "آ", "ٱ"}},
      {"ك", {"ڭ", "گ"}},
      {"ف", {"ڤ"}},
      {"ب", {"پ"}},
      {"ج", {"چ"}},
      {"ي", {"ئ", "ى"}},
      {"و", {"ؤ"}},
      {"ه", {"ة"}},
      {"ل", {"لا", "لأ", "لإ", "لآ"}},
      {"a", {"à", "â", "æ"}},
      {"e", {"é", "è", "ê", "ë"}},
      {"c", {"ç"}},
      {"i", {"î", "ï"}},
      {"o", {"ô", "œ"}},
      {"u", {"ù", "û", "ü"}},
      {"y", {"ÿ"}},
      {"n", {"ñ"}},
      {"A", {"À", "Â", "Æ"}},
      {"E", {"É", "È", "Ê", "Ë"}},
      {"C", {"Ç"}},
      {"I", {"Î", "Ï"}},
      {"O", {"Ô", "Œ"}},
      {"U", {"Ù", "Û", "Ü"}},
      {"N", {"Ñ"}},
      {"ⵣ", {"ⵥ"}},
      {"ⴷ", {"ⴹ"}},
      {"ⵔ", {"ⵕ"}},
      {"ⵙ", {"ⵚ"}},
      {"ⵜ", {"ⵟ"}},
      {"ⴳ", {"ⴳⵯ"}},
      {"ⴽ", {"ⴽⵯ"}},
      {".", {"…", ":", "؛", "!"}},
  };
  static const Keys kNone;
  const auto found = kAlternates.find(key);
  return found == kAlternates.end() ? kNone : found->second;
}

const std::string& tray_label(const LayoutTable& table, std::size_t tray) {
  static const std::string kDigitsLabel = "123";
  return tray < table.trays.size() ? table.trays[tray].label : kDigitsLabel;
}

std::size_t next_tray(const LayoutTable& table, std::size_t tray) {
  return tray < table.trays.size() ? tray + 1 : 0;
}

std::optional<KeyPlace> find_key(KeyboardLayout layout, const std::string& letter, KeyboardLayout now,
                                 std::size_t tray_now) {
  const LayoutTable& table = table_of(layout);
  const auto has = [&letter](const Keys& keys) {
    return std::find(keys.begin(), keys.end(), letter) != keys.end();
  };
  const std::size_t tray = layout == now ? tray_now : 0;
  for (const Keys& row : table.rows) {
    if (has(row)) return KeyPlace{layout, tray, false};
  }
  for (const Keys& row : table.shifted) {
    if (has(row)) return KeyPlace{layout, tray, true};
  }
  if (has(digit_keys())) return KeyPlace{layout, 0, false};
  for (const bool shifted : {false, true}) {
    for (std::size_t i = 1; i <= table.trays.size(); ++i) {
      if (has(keys_of_tray(table, i, shifted))) return KeyPlace{layout, i, shifted};
    }
  }
  return std::nullopt;
}

}  // namespace kiosk::ui
