// What is painted again is enough: random scenes change step by step, and after each step the picture that
// was only repaired is the picture painted whole, to the byte.

#include "platform/display/damage.h"

#include <array>
#include <cmath>
#include <random>

#include "platform/display/raster.h"
#include "platform/display/software_renderer.h"
#include "tests/support/catch.h"

using namespace platform::display;
using kiosk::ui::DrawData;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;
using kiosk::ui::Vertex;

namespace {

constexpr int kWidth = 400, kHeight = 600;
constexpr int kPage = 128;  // side of the textures

struct Shape {
  enum class Kind { flat, gradient, sideways, grey, colour, scaled, triangle };
  Kind kind;
  float left, top, width, height;
  std::uint32_t colour;
  int u, v;
  int layer;  // 0: ground, 1: in the scrolled window, 2: above
};

struct Scene {
  std::vector<Shape> shapes;
  Area window{40, 80, 360, 520};
  int scrolled = 0;

  std::vector<Vertex> vertices;
  std::vector<std::uint16_t> indices;
  DrawData data;
  TextureId grey = 0, colour = 0;

  const DrawData& draw();

 private:
  void add(const Shape& shape);
};

void Scene::add(const Shape& s) {
  const auto first = static_cast<std::uint16_t>(vertices.size());
  const float top = s.layer == 1 ? s.top - static_cast<float>(scrolled) : s.top;
  const float u = static_cast<float>(s.u) / kPage, v = static_cast<float>(s.v) / kPage;
  const float stretch = s.kind == Shape::Kind::scaled ? 2.5F : 1;
  const bool is_plain = s.kind < Shape::Kind::grey;
  const float u1 = is_plain ? u : u + s.width / stretch / kPage,
              v1 = is_plain ? v : v + s.height / stretch / kPage;
  const std::uint32_t other = s.colour ^ (s.layer == 0 ? 0x00070301U : 0x00305070U);
  const bool down = s.kind == Shape::Kind::gradient, aside = s.kind == Shape::Kind::sideways;
  vertices.push_back({s.left, top, u, v, s.colour});
  vertices.push_back({s.left + s.width, top, u1, v, aside ? other : s.colour});
  vertices.push_back({s.left + s.width, top + s.height, u1, v1, down || aside ? other : s.colour});
  vertices.push_back({s.left, top + s.height, u, v1, down ? other : s.colour});
  constexpr std::array kCorners = {0, 1, 2, 0, 2, 3};
  const std::size_t count = s.kind == Shape::Kind::triangle ? 3 : kCorners.size();
  for (std::size_t i = 0; i < count; ++i) indices.push_back(static_cast<std::uint16_t>(first + kCorners[i]));
}

const DrawData& Scene::draw() {
  vertices.clear();
  indices.clear();
  data = {};
  data.width_px = kWidth;
  data.height_px = kHeight;
  for (int layer = 0; layer < 3; ++layer) {
    for (const Shape& shape : shapes) {
      if (shape.layer != layer) continue;
      const auto start = static_cast<std::uint32_t>(indices.size());
      add(shape);
      const bool has_colour = shape.kind == Shape::Kind::colour || shape.kind == Shape::Kind::scaled;
      const Area clip = layer == 1 ? window : Area{0, 0, kWidth, kHeight};
      data.commands.push_back({static_cast<float>(clip.left), static_cast<float>(clip.top),
                               static_cast<float>(clip.right), static_cast<float>(clip.bottom),
                               has_colour ? colour : grey, start,
                               static_cast<std::uint32_t>(indices.size()) - start, 0});
    }
  }
  data.vertices = vertices;
  data.indices = indices;
  return data;
}

class World {
 public:
  explicit World(unsigned seed) : random_(seed), renderer_(nullptr, kWidth, kHeight, Rotation::none) {
    scene.grey = both_create(TextureFormat::grey);
    scene.colour = both_create(TextureFormat::colour);
    change_texels(0, 0, kPage, kPage);
    const Shape::Kind ground = seed % 2 == 0 ? Shape::Kind::gradient : Shape::Kind::flat;
    scene.shapes.push_back({ground, 0, 0, kWidth, kHeight, 0xFFF2F8FBU, 2, 2, 0});
    const unsigned count = 60 + seed % 3 * 150;
    for (unsigned i = 0; i < count; ++i) scene.shapes.push_back(shape());
  }

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  Shape shape();
  void step();
  void show() { renderer_.present(scene.draw()); }
  bool is_right();
  [[nodiscard]] SoftwareRenderer::Work work() const { return renderer_.work(); }
  void change_texels(int x, int y, int width, int height);

  Scene scene;

 private:
  TextureId both_create(TextureFormat format) {
    renderer_.create(format, kPage, kPage);
    return textures_.create(format, kPage, kPage);
  }

  std::mt19937 random_;
  SoftwareRenderer renderer_;
  TextureStore textures_;
};

Shape World::shape() {
  Shape s{};
  s.kind = static_cast<Shape::Kind>(below(7));
  if (s.kind == Shape::Kind::triangle && below(4) != 0) s.kind = Shape::Kind::grey;
  s.layer = below(60) == 0 ? 2 : 1;
  s.left = static_cast<float>(below(kWidth) - 20);
  s.top = static_cast<float>(below(s.layer == 1 ? 1200 : kHeight) - 20);
  if (below(25) == 0) s.top += 0.25F, s.left += 0.4F;
  s.width = static_cast<float>(1 + below(60));
  s.height = static_cast<float>(1 + below(60));
  s.colour = static_cast<std::uint32_t>(random_()) | (below(2) == 0 ? 0xFF000000U : 0);
  if (below(3) == 0) s.colour |= 0x00FFFFFFU;
  s.u = below(kPage - 61);
  s.v = below(kPage - 61);
  return s;
}

void World::change_texels(int x, int y, int width, int height) {
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  std::vector<std::uint8_t> bytes(count * 4);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(below(3) == 0 ? below(256) : 255);
  for (kiosk::ui::TextureSink* sink :
       {static_cast<kiosk::ui::TextureSink*>(&textures_), static_cast<kiosk::ui::TextureSink*>(&renderer_)}) {
    sink->update(scene.grey, x, y, width, height, bytes.data(), width);
    sink->update(scene.colour, x, y, width, height, bytes.data(), width * 4);
  }
}

void World::step() {
  const auto some = static_cast<std::ptrdiff_t>(1 + below(static_cast<int>(scene.shapes.size()) - 1));
  switch (below(8)) {
    case 0:
      scene.shapes.insert(scene.shapes.begin() + some, shape());
      break;
    case 1:
      if (scene.shapes.size() > 20) scene.shapes.erase(scene.shapes.begin() + some);
      break;
    case 2:
      scene.shapes[static_cast<std::size_t>(some)].colour ^= 0x00102030U;
      break;
    case 3:
      std::swap(scene.shapes[static_cast<std::size_t>(some)], scene.shapes.back());
      break;
    case 4:
      change_texels(below(100), below(100), 1 + below(28), 1 + below(28));
      break;
    case 5:
      scene.window.bottom = 520 - below(3) / 2 * 40;
      break;
    default:
      scene.scrolled = std::clamp(scene.scrolled + below(81) - 40, 0, 900);
      break;
  }
}

bool World::is_right() {
  std::vector<std::uint32_t> pixels(std::size_t{kWidth} * kHeight, 0xFF000000U);
  draw(scene.draw(), textures_, {pixels.data(), kWidth, kHeight, kWidth});
  const kiosk::ui::Image shown = renderer_.picture();
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      if (shown.pixels[i * 4 + c] != (pixels[i] >> (16 - 8 * c) & 0xFF)) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("a picture that is repaired step by step is the picture painted whole") {
  int moved = 0, partly = 0;
  for (unsigned seed = 0; seed < 20; ++seed) {
    World world(seed);
    world.show();
    for (int step = 0; step < 100; ++step) {
      for (int i = world.below(3); i >= 0; --i) world.step();
      world.show();
      moved += world.work().moved > 0;
      partly += world.work().painted < kWidth * kHeight / 2;
      INFO("seed " << seed << " step " << step);
      REQUIRE(world.is_right());
    }
  }
  CHECK(moved > 50);  // the test is about these
  CHECK(partly > 300);
}

TEST_CASE("a frame like the last one paints nothing, and what is new paints what it covers") {
  World world(1);
  world.show();
  CHECK(world.work().painted == kWidth * kHeight);
  world.show();
  CHECK(world.work().painted == 0);
  world.scene.shapes.push_back({Shape::Kind::flat, 10, 20, 30, 40, 0xFF112233U, 0, 0, 2});
  world.show();
  CHECK(world.work().painted == 30 * 40);
  world.scene.shapes.pop_back();
  world.show();
  CHECK(world.work().painted == 30 * 40);
}

TEST_CASE("a scrolled page moves its pixels and paints what came in") {
  World world(2);
  world.scene.shapes.resize(1);
  for (int i = 0; i < 200; ++i) {
    Shape letter = world.shape();
    letter.kind = Shape::Kind::grey;
    letter.layer = 1;
    letter.left = std::floor(letter.left), letter.top = std::floor(letter.top);
    world.scene.shapes.push_back(letter);
  }
  world.show();
  world.scene.scrolled = 7;
  world.show();
  CHECK(world.work().moved == std::int64_t{320} * (440 - 7));
  CHECK(world.work().painted < 320 * 440 / 2);
  CHECK(world.is_right());
}

TEST_CASE("texels that change are painted where they are shown, and nowhere else") {
  World world(3);
  world.scene.shapes.resize(1);
  world.scene.shapes.push_back({Shape::Kind::grey, 10, 10, 20, 20, 0xFF000000U, 10, 10, 2});
  world.scene.shapes.push_back({Shape::Kind::grey, 200, 300, 20, 20, 0xFF000000U, 50, 50, 2});
  world.show();
  world.change_texels(80, 80, 20, 20);
  world.show();
  CHECK(world.work().painted == 0);
  world.change_texels(60, 60, 4, 4);
  world.show();
  CHECK(world.work().painted == 20 * 20);
  CHECK(world.is_right());
}

TEST_CASE("areas cover what was put into them, do not overlap, and stay few") {
  std::mt19937 random(5);
  const auto below = [&random](int limit) {
    return std::uniform_int_distribution<int>(0, limit - 1)(random);
  };
  for (int round = 0; round < 300; ++round) {
    Areas areas;
    std::vector<Area> put;
    for (int i = below(80); i >= 0; --i) {
      const int left = below(1000), top = below(1900);
      put.push_back({left, top, left + below(90), top + below(60)});
      areas.add(put.back());
    }
    CHECK(areas.all().size() <= Areas::kMax);
    for (const Area& area : put) {
      bool is_covered = area.is_empty();
      for (const Area& one : areas.all()) is_covered |= one.contains(area);
      REQUIRE(is_covered);
    }
    for (const Area& a : areas.all()) {
      for (const Area& b : areas.all()) {
        const bool is_apart = &a == &b || !a.meets(b);
        REQUIRE(is_apart);
      }
    }
  }
}
