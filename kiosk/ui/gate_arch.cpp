#include "kiosk/ui/gate_arch.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "kiosk/ui/zellige.h"

namespace kiosk::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kBulge = 1.07F, kOff = 0.26F;  // of half the width, of the bulge

// Rings from outside in: how much wider and taller than the opening they are.
struct Ring {
  float wider, taller;
};
constexpr Ring kLimeRing{104, 62}, kSandRing{80, 48}, kBrickRing{8, 8};
constexpr float kWedgeDeep = 36, kRingLine = 3;
constexpr float kWallLine = 6, kInnerLine = 3, kInnerInset = 16;
constexpr float kPeriod = 128, kStarDown = 56;  // the middle of the first row of stars, from the wall's top
constexpr float kShadowAcross = 0.34F, kAcrossPart = 0.12F, kShadowDown = 0.22F, kDownPart = 0.20F;
constexpr float kThresholdOver = 32, kThreshold = 16, kThresholdFoot = 5;
constexpr Size kView{860, 1100};  // of the pictures; the opening shows their middle, down to the foot

// A picture that layers are laid on; clear until something is.
class Board {
 public:
  explicit Board(Image image) : image_(std::move(image)) {}
  Board(int width, int height)
      : image_{width, height,
               std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                         4)} {}

  void lay(const text::Bitmap& mask, Colour colour) {
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) lay(i, colour, mask.pixels[i]);
  }
  void bar(int left, int top, int width, int height, Colour colour) {
    for (int y = std::max(0, top); y < std::min(image_.height, top + height); ++y) {
      for (int x = std::max(0, left); x < std::min(image_.width, left + width); ++x)
        lay(static_cast<std::size_t>(y * image_.width + x), colour, 255);
    }
  }
  // Takes away what lies under the mask but for a veil of the colour, as strong as `veil_at` says for a
  // place.
  void cut(const text::Bitmap& mask, Colour colour, const std::function<float(int, int)>& veil_at) {
    for (int y = 0; y < mask.height; ++y) {
      for (int x = 0; x < mask.width; ++x) {
        const auto i = static_cast<std::size_t>(y * mask.width + x);
        if (mask.pixels[i] == 0) continue;
        const float hole = static_cast<float>(mask.pixels[i]) / 255, veil = veil_at(x, y) * hole;
        const float alpha = 1 - hole + veil;
        const std::array<int, 3> over = {colour.red, colour.green, colour.blue};
        for (std::size_t c = 0; c < 3; ++c) {
          std::uint8_t& at = image_.pixels[i * 4 + c];
          const float mixed = static_cast<float>(at) * (1 - hole) + static_cast<float>(over[c]) * veil;
          at = static_cast<std::uint8_t>(std::lround(alpha > 0 ? mixed / alpha : 0));
        }
        image_.pixels[i * 4 + 3] = static_cast<std::uint8_t>(std::lround(alpha * 255));
      }
    }
  }
  [[nodiscard]] int width() const { return image_.width; }
  [[nodiscard]] int height() const { return image_.height; }
  Image take() { return std::move(image_); }

 private:
  void lay(std::size_t i, Colour colour, int cover) {
    if (cover == 0) return;
    const std::array<int, 3> over = {colour.red, colour.green, colour.blue};
    const int under = image_.pixels[i * 4 + 3] * (255 - cover) / 255;
    for (std::size_t c = 0; c < 3; ++c) {
      std::uint8_t& at = image_.pixels[i * 4 + c];
      at = static_cast<std::uint8_t>((over[c] * cover + at * under + (cover + under) / 2) / (cover + under));
    }
    image_.pixels[i * 4 + 3] = static_cast<std::uint8_t>(cover + under);
  }
  Image image_;
};

// The ring of an opening, in pixels of a picture of the wall.
GateShape ring_of(int width_px, int height_px, float unit, Ring ring) {
  return gate_shape(static_cast<float>(width_px) / 2, static_cast<float>(height_px),
                    (kGateOpening.width + ring.wider) * unit, (kGateOpening.height + ring.taller) * unit);
}

// The finer line inside the alfiz, down to the ground.
void lay_inner_line(Board& board, float unit, Colour colour) {
  const int line = std::max(1, static_cast<int>(std::lround(kInnerLine * unit)));
  const int inset = static_cast<int>(std::lround((kInnerInset - kInnerLine / 2) * unit));
  board.bar(inset, inset, board.width() - 2 * inset, line, colour);
  board.bar(inset, inset, line, board.height(), colour);
  board.bar(board.width() - inset - line, inset, line, board.height(), colour);
}

// The line of the alfiz lies half outside the wall; the threshold carries it.
void frame(Painter& painter, const Box& wall, float unit, Colour colour) {
  const float line = kWallLine * unit, half = line / 2;
  const Box outer{wall.start - half, wall.top - half, wall.width + line, wall.height + half};
  painter.fill({outer.start, outer.top, outer.width, line}, colour);
  painter.fill(outer.head(line), colour);
  painter.fill(outer.tail(line), colour);
}

void threshold(Painter& painter, const Box& wall, float unit, const Palette& colours) {
  const Box sill{wall.start - kThresholdOver * unit, wall.bottom(), wall.width + 2 * kThresholdOver * unit,
                 kThreshold * unit};
  painter.fill(sill, colours.sand2);
  painter.fill({sill.start, sill.bottom(), sill.width, kThresholdFoot * unit}, colours.sand3);
}

// In high contrast there are no pictures: the gate's line, and the mark in it.
void line_gate(Interface& ui, const Box& wall, float unit) {
  constexpr float kLine = 4, kMark = 0.38F;  // of the wall's width
  Painter& painter = ui.painter();
  const float pixels = unit * painter.scale();
  const Colour white = ui.colours().line;
  painter.made(wall, "gate-line", [&](int width, int height) {
    Board board(width, height);
    const text::Outline outline = gate_outline(ring_of(width, height, pixels, kBrickRing));
    board.lay(text::stroke(outline, kLine * painter.scale(), width, height), white);
    return board.take();
  });
  painter.fill({wall.start, wall.bottom() - kLine, wall.width, kLine}, white);
  painter.image(wall.centred({wall.width * kMark, wall.width * kMark * 80 / 63}), "mark-inverse");
}

}  // namespace

float GateShape::tip_angle() const { return std::acos(off / radius); }
float GateShape::springing_angle() const { return std::acos((half + off) / radius); }

GateShape gate_shape(float middle, float base, float width, float height) {
  GateShape shape{};
  shape.middle = middle;
  shape.base = base;
  shape.half = width / 2;
  shape.bulge = kBulge * shape.half;
  shape.off = kOff * shape.bulge;
  shape.radius = shape.bulge + shape.off;
  shape.tip = base - height;
  shape.centres = shape.tip + std::sqrt(shape.radius * shape.radius - shape.off * shape.off);
  const float across = shape.half + shape.off;
  shape.springing = shape.centres + std::sqrt(shape.radius * shape.radius - across * across);
  return shape;
}

text::Outline gate_outline(const GateShape& shape) {
  const float tip = shape.tip_angle(), foot = shape.springing_angle();
  text::Outline outline;
  outline.move_to({shape.middle - shape.half, shape.base});
  outline.line_to({shape.middle - shape.half, shape.springing});
  // The left side's centre lies right of the middle, and the other way round.
  outline.arc({shape.middle + shape.off, shape.centres}, shape.radius, shape.radius, kPi - foot, kPi + tip);
  outline.arc({shape.middle - shape.off, shape.centres}, shape.radius, shape.radius, -tip, foot);
  outline.line_to({shape.middle + shape.half, shape.base});
  outline.close();
  return outline;
}

text::Outline gate_wedge(const GateShape& shape, float deep, int place, GateHand hand) {
  const bool left_hand = hand == GateHand::left;
  const float step = (shape.tip_angle() + shape.springing_angle()) / static_cast<float>(kGateWedges);
  const float above = -shape.tip_angle() + step * static_cast<float>(place), below = above + step;
  const float from = left_hand ? kPi - above : above, to = left_hand ? kPi - below : below;
  const text::Point centre{shape.middle + (left_hand ? shape.off : -shape.off), shape.centres};
  text::Outline outline;
  outline.arc(centre, shape.radius, shape.radius, from, to);
  outline.arc(centre, shape.radius - deep, shape.radius - deep, to, from);
  outline.close();
  return outline;
}

Image make_gate_wall(int width_px, int height_px, float unit) {
  const Palette& colours = palette(Contrast::normal);
  const AccentColours& brick = accent_colours(Contrast::normal, Accent::brick);
  Board board(make_zellige(Zellige::relief, width_px, height_px, static_cast<float>(width_px) / 2,
                           kStarDown * unit, kPeriod * unit));
  lay_inner_line(board, unit, colours.sand3);
  const auto shape = [&](Ring ring) { return ring_of(width_px, height_px, unit, ring); };
  const text::Outline lime = gate_outline(shape(kLimeRing));
  board.lay(text::fill(lime, width_px, height_px), colours.lime);
  board.lay(text::stroke(lime, kRingLine * unit, width_px, height_px), colours.sand3);
  const GateShape sand = shape(kSandRing);
  board.lay(text::fill(gate_outline(sand), width_px, height_px), colours.sand2);
  for (int place = 0; place < kGateWedges; place += 2) {
    for (const GateHand hand : {GateHand::left, GateHand::right})
      board.lay(text::fill(gate_wedge(sand, kWedgeDeep * unit, place, hand), width_px, height_px),
                brick.graphic);
  }
  board.lay(text::fill(gate_outline(shape(kBrickRing)), width_px, height_px), brick.fill);
  const GateShape opening = shape({0, 0});
  const float left = opening.middle - opening.bulge, across = 2 * opening.bulge * kAcrossPart,
              down = kGateOpening.height * unit * kDownPart;
  board.cut(text::fill(gate_outline(opening), width_px, height_px), colours.dado_foot, [&](int x, int y) {
    const float from_left = std::clamp(1 - (static_cast<float>(x) - left) / across, 0.0F, 1.0F);
    const float from_top = std::clamp(1 - (static_cast<float>(y) - opening.tip) / down, 0.0F, 1.0F);
    return 1 - (1 - kShadowAcross * from_left) * (1 - kShadowDown * from_top);
  });
  return board.take();
}

void gate(Interface& ui, const Box& wall, const GateView& view) {
  Painter& painter = ui.painter();
  const float unit = wall.width / kGateWall.width;
  if (ui.high_contrast()) return line_gate(ui, wall, unit);
  const Box seen{wall.start + (wall.width - kView.width * unit) / 2, wall.bottom() - kView.height * unit,
                 kView.width * unit, kView.height * unit};
  if (view.next.empty() || view.part < 1) painter.image(seen, view.picture);
  if (!view.next.empty() && view.part > 0) painter.image(seen, view.next, std::min(view.part, 1.0F));
  painter.made(wall, "gate",
               [&](int width, int height) { return make_gate_wall(width, height, unit * painter.scale()); });
  frame(painter, wall, unit, ui.accent(Accent::brick).graphic);
  threshold(painter, wall, unit, ui.colours());
}

}  // namespace kiosk::ui
