#pragma once
// A part of a page that scrolls, and the buttons that scroll it. Internal to kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

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

// Row of two square buttons that scroll; false when there is nothing to scroll.
bool scroll_pair(Context& context, std::string_view id, const ui::Box& box, ui::Accent accent);

}  // namespace kiosk::screens
