#pragma once
// Places and sizes in design units: the 1080-wide portrait canvas (or the 1080-tall landscape one) of the
// design, where 2.7 units are a millimetre on its 32-inch panel. `start` counts from the side where reading
// begins, the right side in Arabic; nothing here knows left or right.

namespace kiosk::ui {

struct Size {
  float width, height;
};

struct Box {
  float start = 0, top = 0, width = 0, height = 0;

  [[nodiscard]] float end() const { return start + width; }
  [[nodiscard]] float bottom() const { return top + height; }
  [[nodiscard]] float middle() const { return top + height / 2; }
  [[nodiscard]] Box inset(float by) const { return {start + by, top + by, width - 2 * by, height - 2 * by}; }
  [[nodiscard]] Box inset(float across, float down) const {
    return {start + across, top + down, width - 2 * across, height - 2 * down};
  }
  [[nodiscard]] Box moved(float across, float down) const {
    return {start + across, top + down, width, height};
  }
  // The first `part` units of the width, and what is left after them and a gap.
  [[nodiscard]] Box head(float part) const { return {start, top, part, height}; }
  [[nodiscard]] Box tail(float part) const { return {end() - part, top, part, height}; }
  [[nodiscard]] Box after(float part) const { return {start + part, top, width - part, height}; }
  [[nodiscard]] Box centred(Size size) const {
    return {start + (width - size.width) / 2, top + (height - size.height) / 2, size.width, size.height};
  }
};

// In the picture: pixels from its top left corner.
struct PixelPoint {
  float x = 0, y = 0;
};

struct PixelBox {
  float x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && py >= y && px < x + width && py < y + height;
  }
  [[nodiscard]] PixelBox grown(float by) const { return {x - by, y - by, width + 2 * by, height + 2 * by}; }
};

}  // namespace kiosk::ui
