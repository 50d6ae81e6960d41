#pragma once
// What every page has in the same place: ground, header, title, the row of back, home and the one thing to
// do, the zellige and the bar with the accessibility buttons. Internal to kiosk/screens. Places: section 6 of
// the design.

#include "kiosk/screens/bar.h"
#include "kiosk/screens/flow.h"

namespace kiosk::screens {

struct Primary {
  std::string id, label;
  std::string_view icon = "arrow-right";
  ui::Mirror mirror = ui::Mirror::with_direction;
  bool enabled = true;
  bool busy = false;
  bool quiet = false;  // outlined: the page asks for nothing, but leads on
};

struct PageOptions {
  ui::Accent accent = ui::Accent::teal;
  std::string_view eyebrow_icon = {};
  std::string eyebrow;
  std::string title;
  std::string hint;       // under the title
  float title_width = 0;  // of the column that eyebrow and title stand in; 0: the page's
  ui::Type title_type = ui::Type::h1;
  std::optional<std::size_t> step;  // of the form: the five arches instead of an eyebrow
  bool columns = false;             // landscape: as a form, what is asked at the start, answers at the end
  std::optional<Primary> primary;
  bool back_enabled = true;
  bool home_enabled = true;
  std::string note;                       // a quiet fact where the primary would stand
  bool staff = false;                     // the dark header; low reach does not change it
  std::optional<std::size_t> staff_step;  // of an update: its four steps above the title
  std::string scrolls;  // id of the page's scrolling part; its pair of buttons stands in the row or the bar
};

struct PageResult {
  ui::Box content;  // between title and row, without the margins; of a landscape form the end column
  ui::Box reading;  // the same; with low reach what lies above the controls' part, for what is only read
  ui::Box count;    // beside the scroll pair of a portrait page, for "4 of 46"; elsewhere empty
  ui::Box side;     // of a landscape form what is left of the start column; elsewhere the content
  ui::Box beside_primary;  // landscape: what is left of its row; empty where it has none
  bool primary = false;
  [[nodiscard]] bool is_split() const { return content.top > reading.top; }
};

// What was written where only digits can be: on a real keyboard, then on the keypad (its key, if one was
// touched; the check mark is none of them). Digits, and kErased for each backspace.
constexpr char kErased = '\b';
base::SecretString digits_typed(Context& context, const std::optional<std::string>& key);
// An intent for each of them.
template <typename Digit, typename Erase>
void emit_digits(const Context& context, const base::SecretString& digits) {
  for (const char digit : digits.view()) {
    if (digit == kErased) {
      context.emit(Erase{});
    } else {
      context.emit(Digit{digit});
    }
  }
}

// The row of their own that the scrolling buttons of a portrait page need where there is a primary: its
// height if the page does not fit without it, else 0.
float pair_row(const Context& context, std::string_view scrolls);

PageResult page(Context& context, const PageOptions& options);
// The part of a box that is not above the hand's reach; the box itself where low reach is off.
ui::Box within_reach(const ui::Interface& ui, const ui::Box& box);

// The parts, for pages that differ.
void ground(Context& context);
void header(Context& context, bool with_line);
// Held for five seconds the mark opens the staff's door; it says nothing of it.
void staff_door(Context& context, const ui::Box& mark);
float header_height(const ui::Interface& ui);
// Nothing that could be verified is installed: said in the two languages of the staff, where they will see
// it. Its height with a gap; 0 and nothing drawn where there is content.
float content_alert(Context& context, std::string_view id, const ui::Box& box);

// A preview's sources have errors: how many and which first, over the header, until they are mended. Nothing
// that is touched stands there but the staff's door.
void preview_strip(Context& context);

}  // namespace kiosk::screens
