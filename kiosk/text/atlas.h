#pragma once
// Bitmaps of glyphs and shapes, packed into square pages that a renderer keeps as textures: 8 bits of
// coverage a pixel, or, for colour emoji, R, G, B, A with straight alpha. Glyphs are rasterised unhinted at
// four sub-pixel positions in x and whole pixels in y, so that joined letters stay joined and do not swim;
// emoji at whole pixels, from the font's nearest bitmaps. Every bitmap has an empty border of one pixel.
//
// Pages are bounded (kMaxPages: 8 MB of coverage, 32 MB were all of them colour); when they are full,
// begin_frame() starts over with empty ones and a new generation, never in the middle of a frame. A frame
// that found them full says so (is_full()) and has to be drawn again. Belongs to the screen's thread.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kiosk/text/coverage.h"
#include "kiosk/text/font_set.h"

struct FT_FaceRec_;

namespace kiosk::text {

constexpr int kSubpixelSteps = 4;

struct AtlasSlot {
  std::uint16_t page;
  std::uint16_t x, y, width, height;  // pixels in the page, without the border
  std::int16_t left, top;             // from the glyph's origin to the bitmap's top left; y downwards
  bool colour;                        // on a colour page
};

struct DirtyRect {
  int x = 0, y = 0, width = 0, height = 0;
};

class Atlas {
 public:
  static constexpr int kPageSize = 1024;
  static constexpr std::size_t kMaxPages = 8;

  Atlas();

  // Call once before a frame: empties the pages if the last frame did not fit.
  void begin_frame();
  // Something asked for in this frame had no room.
  [[nodiscard]] bool is_full() const { return full_; }
  // Changes whenever slots handed out before became worthless.
  [[nodiscard]] std::uint32_t generation() const { return generation_; }

  // Null when the glyph draws nothing, or when the pages are full until the next frame.
  const AtlasSlot* glyph(FontSet& fonts, FaceIndex face, float size_px, std::uint32_t glyph, int subpixel);

  // A shape under the caller's key; `key` must not be zero. Null when it is not there yet.
  const AtlasSlot* find(std::uint64_t key) const;
  const AtlasSlot* insert(std::uint64_t key, const Bitmap& bitmap);

  struct Page {
    bool colour = false;
    std::vector<std::uint8_t> pixels;  // kPageSize squared, 1 or 4 bytes each
    DirtyRect dirty;                   // changed since the renderer took it
  };
  [[nodiscard]] std::vector<Page>& pages() { return pages_; }
  [[nodiscard]] std::size_t glyph_count() const { return glyphs_.size(); }

  // The middle of a block of full coverage on page 0: for filled shapes.
  static constexpr float kWhiteX = 2, kWhiteY = 2;

 private:
  struct GlyphKey {
    std::uint32_t glyph;
    std::uint32_t size_64ths;
    FaceIndex face;
    std::uint8_t subpixel;
    bool operator==(const GlyphKey&) const = default;
  };
  struct GlyphKeyHash {
    std::size_t operator()(const GlyphKey& key) const;
  };
  struct Shelf {
    int y, height, used;
  };

  bool place(int width, int height, bool colour, AtlasSlot& slot);
  void add_page(bool colour);
  bool raster_outline(FT_FaceRec_* raster, std::uint32_t glyph, int subpixel, AtlasSlot& slot);
  bool raster_colour(FT_FaceRec_* raster, std::uint32_t glyph, float size_px, AtlasSlot& slot);
  bool place_on(std::size_t page, int width, int height, AtlasSlot& slot);
  void copy(const AtlasSlot& slot, const std::uint8_t* pixels, int pitch);
  void start_over();

  std::vector<Page> pages_;
  std::vector<std::vector<Shelf>> shelves_;  // a page
  std::unordered_map<GlyphKey, AtlasSlot, GlyphKeyHash> glyphs_;
  std::unordered_map<std::uint64_t, AtlasSlot> shapes_;
  std::uint32_t generation_ = 0;
  bool full_ = false;
};

}  // namespace kiosk::text
