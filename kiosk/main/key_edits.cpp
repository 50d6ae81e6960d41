#include "kiosk/main/key_edits.h"

namespace kiosk::main {

std::optional<ui::Edit> edit_of(const platform::display::KeyPress& press, bool is_writing) {
  using ui::EditKind;
  struct Meaning {
    std::string_view name;
    EditKind plain, with_control;
    bool only_writing;
  };
  static constexpr Meaning kKeys[] = {
      {"Backspace", EditKind::backspace, EditKind::backspace_word, false},
      {"Delete", EditKind::delete_forward, EditKind::delete_forward, false},
      {"Left", EditKind::move_left, EditKind::word_left, false},
      {"Right", EditKind::move_right, EditKind::word_right, false},
      {"Up", EditKind::move_up, EditKind::move_up, true},
      {"Down", EditKind::move_down, EditKind::move_down, true},
      {"Home", EditKind::line_start, EditKind::line_start, true},
      {"End", EditKind::line_end, EditKind::line_end, true},
  };
  for (const Meaning& key : kKeys) {
    if (key.name == press.name && (is_writing || !key.only_writing))
      return ui::Edit{press.control ? key.with_control : key.plain, {}, press.shift};
  }
  if ((press.name == "Return" || press.name == "Keypad Enter") && is_writing)
    return ui::Edit{EditKind::insert, "\n"};
  static constexpr std::pair<std::string_view, EditKind> kCommands[] = {{"A", EditKind::select_all},
                                                                        {"C", EditKind::copy},
                                                                        {"V", EditKind::paste},
                                                                        {"X", EditKind::cut},
                                                                        {"Z", EditKind::undo}};
  for (const auto& [name, kind] : kCommands) {
    if (press.control && !press.shift && name == press.name) return ui::Edit{kind};
  }
  return std::nullopt;
}

}  // namespace kiosk::main
