#include "kiosk/ui/zellige.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "kiosk/ui/board.h"

namespace kiosk::ui {
namespace {

using text::Point;

constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kGrout = 0.035F;
constexpr float kOuterKhatam = 0.215F, kInnerKhatam = 0.105F;
constexpr float kRayAngle = 67.5F * kPi / 180;

struct Colours {
  std::array<Colour, 2> star, khatam, heart;  // alternating
  Colour cross, hexagon_across, hexagon_down, grout;
};

constexpr Colour rgb(std::uint32_t value) { return Colour::hex(value); }

const Colours& colours_of(Zellige kind) {
  static constexpr Colours kFull = {{rgb(0x0A4F5D), rgb(0x0A3F4E)},
                                    {rgb(0xFBF8F2), rgb(0xF1E7D6)},
                                    {rgb(0xA8421F), rgb(0x0A4F5D)},
                                    rgb(0xA8421F),
                                    rgb(0xE6D7BD),
                                    rgb(0xB9D9DB),
                                    rgb(0xFBF8F2)};
  static constexpr Colours kRelief = {{rgb(0xEADCC3), rgb(0xEADCC3)},
                                      {rgb(0xF3E9D8), rgb(0xF3E9D8)},
                                      {rgb(0xE4D3B5), rgb(0xE4D3B5)},
                                      rgb(0xE0CDAC),
                                      rgb(0xF1E6D3),
                                      rgb(0xEFE2CC),
                                      rgb(0xF8F1E5)};
  static constexpr Colours kDeep = {{rgb(0x0B4857), rgb(0x0A4453)},
                                    {rgb(0x0E5566), rgb(0x0E5566)},
                                    {rgb(0x0A3F4E), rgb(0x0A3F4E)},
                                    rgb(0x0F5B6C),
                                    rgb(0x0A3F4E),
                                    rgb(0x093A48),
                                    rgb(0x0D4D5D)};
  static constexpr Colours kBrick = {{rgb(0x8B3119), rgb(0x8B3119)},
                                     {rgb(0x822A13), rgb(0x822A13)},
                                     {rgb(0x8B3119), rgb(0x8B3119)},
                                     rgb(0x822A13),
                                     rgb(0x822A13),
                                     rgb(0x822A13),
                                     rgb(0x822A13)};
  static constexpr Colours kOlive = {{rgb(0x4B591C), rgb(0x4B591C)},
                                     {rgb(0x404C17), rgb(0x404C17)},
                                     {rgb(0x4B591C), rgb(0x4B591C)},
                                     rgb(0x404C17),
                                     rgb(0x404C17),
                                     rgb(0x404C17),
                                     rgb(0x404C17)};
  switch (kind) {
    case Zellige::full:
      return kFull;
    case Zellige::relief:
      return kRelief;
    case Zellige::deep:
      return kDeep;
    case Zellige::whisper_brick:
      return kBrick;
    case Zellige::whisper_olive:
      return kOlive;
  }
  return kFull;
}

// {8/2}: two squares; outer radius r, and the reflex corners between its points.
std::vector<Point> khatam(Point centre, float radius, float turn) {
  const float inner = radius * std::cos(kPi / 4) / std::cos(kPi / 8);
  std::vector<Point> points;
  for (int i = 0; i < 16; ++i) {
    const float angle = turn + static_cast<float>(i) * kPi / 8;
    const float r = i % 2 == 0 ? radius : inner;
    points.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
  }
  return points;
}

// Star face of a regular polygon with `sides` edges of length `edge`: the rays from the edges' middles (the
// star's tips) meet at the reflex corners. `turn` is the angle of the first edge's middle.
std::vector<Point> star(Point centre, int sides, float edge, float turn) {
  const float half = kPi / static_cast<float>(sides);
  const float apothem = edge / 2 / std::tan(half);
  // A ray leaves the tip at 67.5 degrees to the edge, so at 22.5 to the inward normal; its neighbour's mirror
  // image meets it on the corner's direction, `half` further round.
  const float lean = kPi / 2 - kRayAngle;
  const float inner = apothem * std::sin(lean) / std::sin(lean + half);
  std::vector<Point> points;
  for (int i = 0; i < 2 * sides; ++i) {
    const float angle = turn + static_cast<float>(i) * half;
    const float r = i % 2 == 0 ? apothem : inner;
    points.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
  }
  return points;
}

// One of the two hexagons that meet in the middle of the edge two octagons share; corners in periods, from
// that middle towards the square's cross. `turned`: the edge is level, the stars stand above one another.
void draw_hexagon(PictureBoard& board, Point middle, float period, float side, bool turned, Colour colour,
                  Colour grout) {
  static constexpr std::array<Point, 6> kCorners = {{{-0.25F, 0.10355F},
                                                     {0, 0},
                                                     {0.25F, 0.10355F},
                                                     {0.14645F, 0.35355F},
                                                     {0, 0.41421F},
                                                     {-0.14645F, 0.35355F}}};
  std::vector<Point> points;
  for (const Point& corner : kCorners) {
    const float along = corner.x * period;
    const float away = corner.y * period * side;
    points.push_back(turned ? Point{middle.x + away, middle.y + along}
                            : Point{middle.x + along, middle.y + away});
  }
  board.fill(polygon(points), colour);
  board.line(polygon(points), kGrout * period, grout);
}

void draw_star(PictureBoard& board, const Colours& colours, Point centre, float period, int parity,
               float edge) {
  const auto which = static_cast<std::size_t>(parity);
  const std::vector<Point> face = star(centre, 8, edge, 0);
  board.fill(polygon(face), colours.star[which]);
  board.line(polygon(face), kGrout * period, colours.grout);
  board.fill(polygon(khatam(centre, kOuterKhatam * period, kPi / 8)), colours.khatam[which]);
  board.fill(polygon(khatam(centre, kInnerKhatam * period, 0)), colours.heart[which]);
}

}  // namespace

Image make_zellige_tile(Zellige kind, float period) {
  const Colours& colours = colours_of(kind);
  const float edge = period / (1 + std::sqrt(2.0F));
  // The stars alternate in colour.
  const int tile = static_cast<int>(std::lround(2 * period));
  const float exact = static_cast<float>(tile) / 2;
  PictureBoard board(tile, tile, colours.hexagon_down);
  for (int j = -1; j <= 2; ++j) {
    for (int i = -1; i <= 2; ++i) {
      const Point centre{static_cast<float>(i) * exact, static_cast<float>(j) * exact};
      for (const float side : {-1.0F, 1.0F}) {
        draw_hexagon(board, {centre.x + exact / 2, centre.y}, exact, side, false, colours.hexagon_across,
                     colours.grout);
        draw_hexagon(board, {centre.x, centre.y + exact / 2}, exact, side, true, colours.hexagon_down,
                     colours.grout);
      }
    }
  }
  for (int j = -1; j <= 2; ++j) {
    for (int i = -1; i <= 2; ++i) {
      const Point centre{static_cast<float>(i) * exact, static_cast<float>(j) * exact};
      const Point half{centre.x + exact / 2, centre.y + exact / 2};
      const std::vector<Point> cross = star(half, 4, edge, kPi / 4);
      board.fill(polygon(cross), colours.cross);
      board.line(polygon(cross), kGrout * exact, colours.grout);
      draw_star(board, colours, centre, exact, (i + j) & 1, edge);
    }
  }
  return board.take();
}

Image make_zellige(Zellige kind, int width, int height, float origin_x, float origin_y, float period) {
  const Image one = make_zellige_tile(kind, period);
  const int tile = one.width;
  Image out{
      width, height,
      std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)};
  const auto wrap = [tile](int value) { return ((value % tile) + tile) % tile; };
  for (int y = 0; y < height; ++y) {
    const int from_y = wrap(y - static_cast<int>(std::lround(origin_y)));
    for (int x = 0; x < width; ++x) {
      const int from_x = wrap(x - static_cast<int>(std::lround(origin_x)));
      const std::uint8_t* source =
          one.pixels.data() + (static_cast<std::ptrdiff_t>(from_y) * tile + from_x) * 4;
      std::copy(source, source + 4, out.pixels.data() + (static_cast<std::ptrdiff_t>(y) * width + x) * 4);
    }
  }
  return out;
}

}  // namespace kiosk::ui
