#pragma once
// What every page has in the same place: ground, header, title, the row of back, home and the one thing to
// do, the zellige and the bar with the accessibility buttons. Internal to kiosk/screens. Places: section 6 of
// the design.

#include "kiosk/screens/context.h"

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
  std::string hint;  // under the title
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

// What a real keyboard wrote where only digits can be written: digits, and kErased for each backspace.
constexpr char kErased = '\b';
std::string digits_typed(Context& context);

PageResult page(Context& context, const PageOptions& options);
// The part of a box that is not above the hand's reach; the box itself where low reach is off.
ui::Box within_reach(const ui::Interface& ui, const ui::Box& box);

// The parts, for pages that differ.
void ground(Context& context);
void header(Context& context, bool with_line);
// Held for five seconds the mark opens the staff's door; it says nothing of it.
void staff_door(Context& context, const ui::Box& mark);
void bar(Context& context);
// What the bar opens; drawn after everything else of the page, over which it lies.
void popover(Context& context);
float bar_top(const ui::Interface& ui);  // of the zellige above the bar
float header_height(const ui::Interface& ui);
// Landscape: the part of the bar with back, home and the scrolling buttons; empty in portrait.
ui::Box bar_navigation(const ui::Interface& ui);
// Nothing that could be verified is installed: said in the two languages of the staff, where they will see
// it. Its height with a gap; 0 and nothing drawn where there is content.
float content_alert(Context& context, std::string_view id, const ui::Box& box);
// Row of two square buttons that scroll; false when there is nothing to scroll.
bool scroll_pair(Context& context, std::string_view id, const ui::Box& box, ui::Accent accent);

// An icon and words on a tint, of the page's width.
struct Message {
  std::string_view id;
  ui::NodeRole role;
  std::string_view icon;
  ui::Tone tone;
  std::string words;
  float least = 80;  // its height, where the words need no more
};

// A scrolling part of a page: a cursor that walks down, and the window's clip.
class Flow {
 public:
  // What lies under it, where that is not the page's ground: its last lines fade into it.
  Flow(Context& context, std::string_view id, const ui::Box& window,
       std::optional<ui::Colour> under = std::nullopt);
  ~Flow();
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  // The next box of this height, then a gap.
  ui::Box next(float height, float gap = ui::kGutter);
  // A text of the page's width; it is in the tree.
  void text(ui::NodeRole role, std::string_view words, ui::TextOptions options, float gap = 16);
  void message(const Message& message);
  void gap(float height);
  // Goes on in another column, again from the top; the part is as tall as the tallest of them.
  void column(float start, float width);
  [[nodiscard]] float width() const { return window_.width; }
  [[nodiscard]] ui::Box rest() const { return {window_.start, top_, window_.width, window_.bottom() - top_}; }

 private:
  void fade() const;

  Context& context_;
  std::string id_;
  ui::Box whole_, window_;  // the part; the column that is being laid
  float top_;
  float last_gap_ = 0;
  float foot_ = 0;  // of the columns before this one
  std::optional<ui::Colour> under_;
};

}  // namespace kiosk::screens
