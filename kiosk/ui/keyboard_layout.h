#pragma once
// Which letters the keyboards have and where: the design, section 10. Internal to kiosk/ui.
//
// Besides the rows there are trays, which take the place of the digits and are reached by taps on one key,
// and alternates, which a long press shows: the same letters, a short cut.

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace kiosk::ui {

enum class KeyboardLayout { arabic, french, tifinagh };

using Keys = std::vector<std::string>;

struct Tray {
  std::string label;  // on the key that leads to it
  Keys keys;
  Keys shifted = {};  // empty: the same
};

struct LayoutTable {
  std::string name;  // on the other layouts' language keys
  std::string id;    // osk.<id>
  std::array<Keys, 3> rows;
  std::array<Keys, 3> shifted;  // empty: the layout has no shift
  std::vector<Tray> trays;      // after the digits
  std::size_t signs = 0;        // the tray of signs, which a long press on a digit opens

  [[nodiscard]] bool has_shift() const { return !shifted[0].empty(); }
};

constexpr std::array<KeyboardLayout, 3> kLayouts = {KeyboardLayout::arabic, KeyboardLayout::french,
                                                    KeyboardLayout::tifinagh};

const LayoutTable& table_of(KeyboardLayout layout);
// The keys in the place of the digits; tray 0 is the digits themselves.
const Keys& keys_of_tray(const LayoutTable& table, std::size_t tray, bool shifted);
const Keys& digit_keys();

// What a long press on a key offers beside the key itself; empty: nothing.
const Keys& alternates_of(const std::string& key);

// The label of the key that leads on from this tray (0: the digits), and where it leads.
const std::string& tray_label(const LayoutTable& table, std::size_t tray);
std::size_t next_tray(const LayoutTable& table, std::size_t tray);

// Where a letter is.
struct KeyPlace {
  KeyboardLayout layout;
  std::size_t tray;  // that has to be open, or the one that is
  bool shifted;
};
std::optional<KeyPlace> find_key(KeyboardLayout layout, const std::string& letter, KeyboardLayout now,
                                 std::size_t tray_now);

}  // namespace kiosk::ui
