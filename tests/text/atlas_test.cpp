#include "kiosk/text/atlas.h"

#include "kiosk/text/paragraph_cache.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

TEST_CASE("a glyph is rasterised once and keeps an empty border") {
  Engine engine = tests::text_engine();
  Atlas atlas;
  const AtlasSlot* first = atlas.glyph(engine.fonts(), 0, 30, 36, 0);
  REQUIRE(first != nullptr);
  CHECK(atlas.glyph(engine.fonts(), 0, 30, 36, 0) == first);
  CHECK(atlas.glyph(engine.fonts(), 0, 30, 36, 1) != first);
  CHECK(atlas.glyph_count() == 2);
  const Atlas::Page& page = atlas.pages()[first->page];
  for (int row = 0; row < first->height; ++row) {
    const std::size_t right =
        static_cast<std::size_t>(first->y + row) * Atlas::kPageSize + first->x + first->width;
    CHECK(page.pixels[right] == 0);
  }
}

TEST_CASE("when every page is full the atlas starts over at the next frame, never in the middle of one") {
  Atlas atlas;
  const Bitmap large{500, 500, std::vector<std::uint8_t>(250'000, 128)};
  std::uint64_t key = 1;
  while (atlas.insert(key, large) != nullptr) ++key;
  CHECK(atlas.pages().size() == Atlas::kMaxPages);
  CHECK(atlas.find(1) != nullptr);
  const std::uint32_t generation = atlas.generation();
  atlas.begin_frame();
  CHECK(atlas.generation() != generation);
  CHECK(atlas.find(1) == nullptr);
  CHECK(atlas.insert(1, large) != nullptr);
  CHECK(atlas.pages().size() == 1);
}

TEST_CASE("shapes have smooth edges and full middles") {
  Outline square;
  square.move_to({1.5F, 1});
  square.line_to({4, 1});
  square.line_to({4, 3});
  square.line_to({1.5F, 3});
  square.close();
  const Bitmap bitmap = fill(square, 6, 4);
  CHECK(bitmap.pixels[1 * 6 + 1] == Approx(128).margin(1));
  CHECK(bitmap.pixels[1 * 6 + 2] == 255);
  CHECK(bitmap.pixels[1 * 6 + 4] == 0);
  CHECK(bitmap.pixels[0] == 0);
  Outline circle;
  circle.arc({8, 8}, 7, 7, 0, 6.2831853F);
  circle.close();
  int covered = 0;
  for (const std::uint8_t pixel : fill(circle, 16, 16).pixels) covered += pixel;
  CHECK(covered / 255.0 == Approx(3.14159 * 49).epsilon(0.005));
}

TEST_CASE("the cache gives the same paragraph again and forgets it when told") {
  Engine engine = tests::text_engine();
  ParagraphCache cache(engine);
  ParagraphInput input;
  input.text = "كلمات مواطن";
  const auto first = cache.get(input, {});
  CHECK(cache.get(input, {}) == first);
  input.style.size_px = 20;
  CHECK(cache.get(input, {}) != first);
  CHECK(cache.hits() == 1);
  CHECK(cache.misses() == 2);
  cache.forget();
  CHECK(cache.size_bytes() == 0);
  // Whoever still holds it sees nothing of the text.
  CHECK(first->paragraph.text.find_first_not_of('\0') == std::string_view::npos);
}

TEST_CASE("the cache stays within its bytes") {
  Engine engine = tests::text_engine();
  ParagraphCache cache(engine);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = "شكاية رقم " + std::to_string(i) + " " + std::string(100, 'x');
    ParagraphInput input;
    input.text = text;
    cache.get(input, {});
  }
  CHECK(cache.size_bytes() <= ParagraphCache::kMaxBytes);
}
