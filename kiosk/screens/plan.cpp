#include "kiosk/screens/plan.h"

#include <algorithm>
#include <span>

#include "kiosk/ui/board.h"

namespace kiosk::screens {
namespace {

using text::Point;
using ui::Box;
using ui::Colour;
using ui::Type;

// Corners in the sketch's units, from its top left.
constexpr Point kBabLamrissa[] = {{123, 353}, {418, 145}, {470, 172}, {352, 262},
                                  {385, 330}, {440, 350}, {353, 405}, {195, 400}};
constexpr Point kTabriquet[] = {{470, 172}, {600, 215}, {612, 262}, {560, 300},
                                {440, 350}, {385, 330}, {352, 262}};
constexpr Point kBettana[] = {{612, 262}, {660, 268}, {700, 335}, {678, 385}, {612, 436},
                              {500, 428}, {353, 405}, {440, 350}, {560, 300}};
constexpr Point kHssaine[] = {{660, 268}, {745, 222}, {880, 262}, {901, 400},
                              {775, 450}, {612, 436}, {678, 385}, {700, 335}};
constexpr Point kLayayda[] = {{418, 145}, {567, 20},  {775, 20},  {901, 109}, {880, 262},
                              {745, 222}, {660, 268}, {612, 262}, {600, 215}, {470, 172}};

struct Area {
  const char* slug;
  std::span<const Point> corners;
  Point name;  // its middle
};
constexpr Area kAreas[] = {{"bab-lamrissa", kBabLamrissa, {262, 330}},
                           {"tabriquet", kTabriquet, {484, 262}},
                           {"bettana", kBettana, {548, 372}},
                           {"hssaine", kHssaine, {790, 350}},
                           {"layayda", kLayayda, {690, 128}}};

constexpr Point kSea[] = {{0, 0}, {570, 0}, {408, 123}, {57, 389}, {0, 394}};
// The river's two banks, from the sea upstream.
constexpr Point kNorthBank[] = {{0, 394}, {116, 384}, {208, 425}, {446, 443}, {683, 475}, {797, 485}};
constexpr Point kSouthBank[] = {{795, 500}, {683, 500}, {446, 477}, {222, 455}, {109, 418}, {0, 426}};
constexpr Point kWaves[] = {{170, 72}, {330, 46}, {250, 142}, {400, 110}, {56, 264}};
constexpr float kPen = 4, kSelectedPen = 6, kSeaPen = 3;

constexpr Colour rgb(std::uint32_t value) { return Colour::hex(value); }
// Graphics of section 7.5, which carry no text but the names.
constexpr Colour kGround = rgb(0xF3EADA), kFarBank = rgb(0xE6DAC2), kWater = rgb(0x8FBFC6),
                 kSeaNear = rgb(0xBDDADC), kWave = rgb(0xFFFFFF).faded(0.75F), kArea = rgb(0xFFFDF8),
                 kEdge = rgb(0xCFB98F), kSeaWords = rgb(0x0A3F4E);

// From the sketch's units to a picture's pixels.
struct Scale {
  float x, y;
  [[nodiscard]] std::vector<Point> of(std::span<const Point> points) const {
    std::vector<Point> out;
    for (const Point& point : points) out.push_back({point.x * x, point.y * y});
    return out;
  }
};

void draw_wave(ui::PictureBoard& board, const Scale& scale, const Point& at) {
  constexpr float kPart = 15.5F, kRise = 9;
  text::Outline wave;
  const auto go = [&](float from, float to, float rise) {
    wave.cubic_to({(at.x + from + (to - from) / 3) * scale.x, (at.y + rise) * scale.y},
                  {(at.x + from + (to - from) * 2 / 3) * scale.x, (at.y + rise) * scale.y},
                  {(at.x + to) * scale.x, at.y * scale.y});
  };
  wave.move_to({at.x * scale.x, at.y * scale.y});
  for (int i = 0; i < 4; ++i)
    go(kPart * static_cast<float>(i), kPart * static_cast<float>(i + 1), i % 2 == 0 ? -kRise : kRise);
  // Back along the same way, so that the pen draws an open line.
  for (int i = 4; i > 0; --i)
    go(kPart * static_cast<float>(i), kPart * static_cast<float>(i - 1), i % 2 == 1 ? -kRise : kRise);
  wave.close();
  board.line(wave, kPen * scale.y, kWave);
}

// Land, sea, river and the areas as they are when none is chosen.
ui::Image draw_sketch(int width, int height, ui::Contrast contrast) {
  const bool high_contrast = contrast == ui::Contrast::high;
  const Scale scale{static_cast<float>(width) / kPlan.width, static_cast<float>(height) / kPlan.height};
  const ui::Palette& high = ui::palette(ui::Contrast::high);
  const Colour sea_line = ui::tone_colours(ui::Contrast::high, ui::Tone::information).text;
  ui::PictureBoard board(width, height, high_contrast ? high.card : kGround);
  std::vector<Point> banks = scale.of(kNorthBank);
  const std::vector<Point> south = scale.of(kSouthBank);
  std::vector<Point> far_bank(south.rbegin(), south.rend());
  far_bank.push_back({0, static_cast<float>(height)});
  banks.insert(banks.end(), south.begin(), south.end());
  const std::vector<Point> sea = scale.of(kSea);
  if (high_contrast) {
    board.line(ui::polygon(sea), kSeaPen * scale.y, sea_line);
    board.line(ui::polygon(banks), kSeaPen * scale.y, sea_line);
  } else {
    board.fill(ui::polygon(far_bank), kFarBank);
    board.fill(ui::polygon(sea), kSeaNear);
    board.fill(ui::polygon(banks), kWater);
    for (const Point& wave : kWaves) draw_wave(board, scale, wave);
  }
  for (const Area& area : kAreas)
    board.fill(ui::polygon(scale.of(area.corners)), high_contrast ? high.card : kArea);
  for (const Area& area : kAreas)
    board.line(ui::polygon(scale.of(area.corners)), kPen * scale.y, high_contrast ? high.line : kEdge);
  board.round_corners(ui::kRadiusCard * scale.x);
  return board.take();
}

struct AreaLook {
  Colour fill, line, words;
  float pen;
};

struct AreaState {
  bool selected, pressed, focused;
};

AreaLook look_of(const ui::Interface& ui, const AreaState& state) {
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  AreaLook look{kArea, kEdge, ui.colours().ink, kPen};
  if (ui.high_contrast()) look = {ui.colours().card, ui.colours().line, ui.colours().ink, kPen};
  if (state.pressed) look.fill = ui.high_contrast() ? ui.colours().bar_pressed : accent.tint;
  if (state.selected)
    look = {accent.fill, ui.high_contrast() ? ui.colours().line : accent.dark, ui.colours().on_accent,
            kSelectedPen};
  if (state.focused) look.line = ui.colours().focus, look.pen = 2 * kSelectedPen;
  return look;
}

// The corners of the smallest upright box around the points.
struct Bounds {
  float left = kPlan.width, top = kPlan.height, right = 0, bottom = 0;
};

Bounds bounds_of(std::span<const Point> points) {
  Bounds out;
  for (const Point& point : points) {
    out.left = std::min(out.left, point.x);
    out.top = std::min(out.top, point.y);
    out.right = std::max(out.right, point.x);
    out.bottom = std::max(out.bottom, point.y);
  }
  return out;
}

class Sketch {
 public:
  Sketch(Context& context, const Box& box) : context_(context), box_(box), scale_(box.width / kPlan.width) {}

  void ground() const;
  void area(const Area& area, const std::string& name, PlanUse use) const;
  void words() const;

 private:
  // A box of the sketch's units on the page, whose start may be the right.
  [[nodiscard]] Box on_page(float left, float top, float width, float height) const {
    const bool rtl = context_.ui.painter().right_to_left();
    const float start = rtl ? kPlan.width - left - width : left;
    return {box_.start + start * scale_, box_.top + top * scale_, width * scale_, height * scale_};
  }
  // A text of the map, which keeps its size, around a middle.
  void label(const Point& middle, float width, std::string_view words, Type type, Colour colour) const;
  void over(const Area& area, const AreaLook& look) const;

  Context& context_;
  Box box_;
  float scale_;
};

void Sketch::ground() const {
  const ui::Contrast contrast = context_.ui.settings().contrast;
  const bool high = contrast == ui::Contrast::high;
  context_.ui.painter().made(box_, high ? "plan.high" : "plan",
                             [contrast](int w, int h) { return draw_sketch(w, h, contrast); });
}

void Sketch::label(const Point& middle, float width, std::string_view words, Type type, Colour colour) const {
  constexpr float kHeight = 44;
  ui::Interface& ui = context_.ui;
  ui::TextOptions options = context_.text(type, colour);
  options.factor = std::clamp(scale_, 0.85F, 1.0F) / ui.size_factor(type);
  options.align = text::Align::center;
  const Box box = on_page(middle.x - width / 2, middle.y - kHeight / 2, width, kHeight);
  constexpr float kSmallest = 0.6F;  // of a label; a plan too small for it has none
  if (ui.measure(words, text::kNoWidth, options).width * kSmallest <= box.width) ui.line(box, words, options);
}

// The area in another colour, over the sketch.
void Sketch::over(const Area& area, const AreaLook& look) const {
  constexpr float kAround = 2 * kSelectedPen;
  const Bounds bounds = bounds_of(area.corners);
  const float left = bounds.left - kAround, top = bounds.top - kAround;
  const float width = bounds.right - left + kAround, height = bounds.bottom - top + kAround;
  std::vector<Point> corners(area.corners.begin(), area.corners.end());
  for (Point& corner : corners) corner = {corner.x - left, corner.y - top};
  const std::string key = base::cat("plan.", area.slug, ".", look.fill.packed(), ".", look.line.packed());
  context_.ui.painter().made(on_page(left, top, width, height), key, [&](int w, int h) {
    const Scale scale{static_cast<float>(w) / width, static_cast<float>(h) / height};
    Colour clear = look.fill;
    clear.alpha = 0;
    ui::PictureBoard board(w, h, clear);
    const text::Outline outline = ui::polygon(scale.of(corners));
    board.fill(outline, look.fill);
    board.line(outline, look.pen * scale.y, look.line);
    return board.take();
  });
}

void Sketch::area(const Area& area, const std::string& name, PlanUse use) const {
  constexpr float kNameWidth = 220;
  ui::Interface& ui = context_.ui;
  const bool selected = context_.state.form.draft.district == area.slug;
  ui::Control control;
  if (use == PlanUse::touched) {
    const Bounds bounds = bounds_of(area.corners);
    const ui::PixelBox all = ui.painter().to_pixels(box_);
    ui::Node node;
    node.id = base::cat("complaint.plan.", area.slug);
    node.role = ui::NodeRole::pin;
    node.name = name;
    node.selected = selected;
    for (const Point& corner : area.corners)
      node.outline.push_back(
          {all.x + corner.x / kPlan.width * all.width, all.y + corner.y / kPlan.height * all.height});
    control = ui.control(std::move(node), on_page(bounds.left, bounds.top, bounds.right - bounds.left,
                                                  bounds.bottom - bounds.top));
  }
  const AreaLook look = look_of(ui, {selected, control.pressed, control.focused});
  if (selected || control.pressed || control.focused) over(area, look);
  label(area.name, kNameWidth, name, Type::label, look.words);
  if (control.activated) context_.emit(app::intent::ChooseDistrict{area.slug});
}

void Sketch::words() const {
  ui::Interface& ui = context_.ui;
  const ui::Palette& colours = ui.colours();
  const bool high = ui.high_contrast();
  const Colour water = high ? ui.tone(ui::Tone::information).text : kSeaWords;
  label({140, 176}, 230, context_.t("Atlantic"), Type::meta, water);
  label({140, 208}, 230, context_.t("Ocean"), Type::meta, water);
  label({349, 474}, 230, context_.t("Bouregreg"), Type::meta, water);
  label({858, 472}, 210, context_.t("Approximate sketch"), Type::meta, high ? colours.ink : colours.ink2);
  constexpr Point kNorth{60, 68};
  constexpr float kRadius = 40;
  const Box disc = on_page(kNorth.x - kRadius, kNorth.y - kRadius, 2 * kRadius, 2 * kRadius);
  ui.painter().bordered(disc, disc.width / 2, colours.card, high ? 3 : 0, colours.line);
  ui.painter().made(on_page(kNorth.x - 13, kNorth.y - 28, 26, 36), high ? "plan.north.high" : "plan.north",
                    [ink = colours.ink](int w, int h) {
                      Colour clear = ink;
                      clear.alpha = 0;
                      ui::PictureBoard board(w, h, clear);
                      const auto x = static_cast<float>(w), y = static_cast<float>(h);
                      const Point arrow[] = {{x / 2, 0}, {x, y}, {x / 2, y * 0.82F}, {0, y}};
                      board.fill(ui::polygon(arrow), ink);
                      return board.take();
                    });
  label({kNorth.x, kNorth.y + 22}, 70, context_.t("letter for north", "N"), Type::meta, colours.ink);
}

}  // namespace

void plan(Context& context, const Box& box, PlanUse use) {
  const Sketch sketch(context, box);
  sketch.ground();
  context.ui.say("complaint.plan", ui::NodeRole::image, box,
                 base::cat(context.t("Salé and its arrondissements"), ", ", context.t("Approximate sketch")));
  // The chosen one last: its line lies over its neighbours'.
  const std::vector<app::Choice> districts = app::districts(context.state, context.strings());
  for (const bool chosen : {false, true}) {
    for (const Area& area : kAreas) {
      if ((context.state.form.draft.district == area.slug) != chosen) continue;
      const auto known = std::find_if(districts.begin(), districts.end(),
                                      [&](const app::Choice& choice) { return choice.slug == area.slug; });
      if (known != districts.end()) sketch.area(area, known->name, use);
    }
  }
  sketch.words();
}

}  // namespace kiosk::screens
