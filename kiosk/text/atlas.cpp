#include "kiosk/text/atlas.h"

#include <freetype/ftoutln.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kiosk/base/check.h"
#include "kiosk/text/face.h"

namespace kiosk::text {
namespace {

constexpr int kBorder = 1;
constexpr int kWhiteBlock = 4;
// Shelves are as tall as a multiple of this, so that glyphs of about one size share them.
constexpr int kShelfStep = 4;

void grow(DirtyRect& dirty, int x, int y, int width, int height) {
  if (dirty.width == 0) {
    dirty = {x, y, width, height};
    return;
  }
  const int right = std::max(dirty.x + dirty.width, x + width);
  const int bottom = std::max(dirty.y + dirty.height, y + height);
  dirty.x = std::min(dirty.x, x);
  dirty.y = std::min(dirty.y, y);
  dirty.width = right - dirty.x;
  dirty.height = bottom - dirty.y;
}

// Premultiplied B, G, R, A, as FreeType gives colour bitmaps.
struct ColourBitmap {
  const std::uint8_t* pixels;
  int width, height, pitch;
};

// To another size, each pixel the mean of the area it covers; R, G, B, A with straight alpha.
std::vector<std::uint8_t> scale_bgra(const ColourBitmap& from, int width, int height) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  const float step_x = static_cast<float>(from.width) / static_cast<float>(width);
  const float step_y = static_cast<float>(from.height) / static_cast<float>(height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float left = static_cast<float>(x) * step_x, right = left + step_x;
      const float top = static_cast<float>(y) * step_y, bottom = top + step_y;
      float sum[4] = {}, area = 0;
      for (int row = static_cast<int>(top); row < std::min(from.height, static_cast<int>(std::ceil(bottom)));
           ++row) {
        const float tall =
            std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
        for (int column = static_cast<int>(left);
             column < std::min(from.width, static_cast<int>(std::ceil(right))); ++column) {
          const float wide =
              std::min(right, static_cast<float>(column + 1)) - std::max(left, static_cast<float>(column));
          const std::uint8_t* pixel =
              from.pixels + static_cast<std::ptrdiff_t>(row) * from.pitch + column * 4;
          for (int c = 0; c < 4; ++c) sum[c] += static_cast<float>(pixel[c]) * wide * tall;
          area += wide * tall;
        }
      }
      const float alpha = area > 0 ? sum[3] / area : 0;
      std::uint8_t* to =
          out.data() +
          (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
      for (int c = 0; c < 3; ++c) {
        const float straight = alpha > 0 ? sum[2 - c] / area * 255 / alpha : 0;
        to[c] = static_cast<std::uint8_t>(std::min(255.0F, straight + 0.5F));
      }
      to[3] = static_cast<std::uint8_t>(alpha + 0.5F);
    }
  }
  return out;
}

}  // namespace

std::size_t Atlas::GlyphKeyHash::operator()(const GlyphKey& key) const {
  std::uint64_t mixed = static_cast<std::uint64_t>(key.glyph) << 32 | key.size_64ths;
  mixed ^= static_cast<std::uint64_t>(key.face) << 58 ^ static_cast<std::uint64_t>(key.subpixel) << 56;
  mixed *= 0x9E3779B97F4A7C15U;  // Fibonacci hashing
  return static_cast<std::size_t>(mixed >> 16);
}

Atlas::Atlas() { start_over(); }

void Atlas::start_over() {
  glyphs_.clear();
  shapes_.clear();
  pages_.clear();
  shelves_.clear();
  add_page(false);
  pages_[0].dirty = {0, 0, kPageSize, kPageSize};
  AtlasSlot white{};
  KIOSK_ASSERT(place_on(0, kWhiteBlock, kWhiteBlock, white));
  const std::vector<std::uint8_t> full(kWhiteBlock * kWhiteBlock, 255);
  copy(white, full.data(), kWhiteBlock);
  full_ = false;
  ++generation_;
}

void Atlas::begin_frame() {
  if (full_) start_over();
}

bool Atlas::place_on(std::size_t page, int width, int height, AtlasSlot& slot) {
  const int wide = width + kBorder;
  const int tall = (height + kBorder + kShelfStep - 1) / kShelfStep * kShelfStep;
  std::vector<Shelf>& shelves = shelves_[page];
  Shelf* best = nullptr;
  for (Shelf& shelf : shelves) {
    const bool fits = shelf.height >= tall && shelf.height <= tall * 2 && shelf.used + wide <= kPageSize;
    if (fits && (best == nullptr || shelf.height < best->height)) best = &shelf;
  }
  if (best == nullptr) {
    const int top = shelves.empty() ? 0 : shelves.back().y + shelves.back().height;
    if (top + tall > kPageSize || wide > kPageSize) return false;
    shelves.push_back({top, tall, 0});
    best = &shelves.back();
  }
  slot.page = static_cast<std::uint16_t>(page);
  slot.x = static_cast<std::uint16_t>(best->used);
  slot.y = static_cast<std::uint16_t>(best->y);
  slot.width = static_cast<std::uint16_t>(width);
  slot.height = static_cast<std::uint16_t>(height);
  best->used += wide;
  return true;
}

void Atlas::add_page(bool colour) {
  Page& page = pages_.emplace_back();
  page.colour = colour;
  page.pixels.assign(static_cast<std::size_t>(kPageSize) * kPageSize * (colour ? 4 : 1), 0);
  shelves_.emplace_back();
}

bool Atlas::place(int width, int height, bool colour, AtlasSlot& slot) {
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    if (pages_[page].colour == colour && place_on(page, width, height, slot)) return true;
  }
  if (pages_.size() == kMaxPages || width >= kPageSize || height >= kPageSize) {
    full_ = true;
    return false;
  }
  add_page(colour);
  return place_on(pages_.size() - 1, width, height, slot);
}

void Atlas::copy(const AtlasSlot& slot, const std::uint8_t* pixels, int pitch) {
  Page& page = pages_[slot.page];
  const std::size_t size = page.colour ? 4 : 1;
  for (int row = 0; row < slot.height; ++row) {
    const std::size_t at = static_cast<std::size_t>(slot.y + row) * kPageSize + slot.x;
    std::memcpy(page.pixels.data() + at * size, pixels + static_cast<std::ptrdiff_t>(row) * pitch,
                slot.width * size);
  }
  grow(page.dirty, slot.x, slot.y, slot.width, slot.height);
}

const AtlasSlot* Atlas::glyph(FontSet& fonts, FaceIndex face, float size_px, std::uint32_t glyph,
                              int subpixel) {
  GlyphKey key{glyph, static_cast<std::uint32_t>(std::lround(size_px * 64)), face,
               static_cast<std::uint8_t>(subpixel)};
  const bool colour = fonts.has_colour(face);
  if (colour) key.subpixel = 0;
  const auto known = glyphs_.find(key);
  if (known != glyphs_.end()) return known->second.width == 0 ? nullptr : &known->second;

  FT_Face raster = fonts.face(face).raster();
  AtlasSlot slot{};
  if (!colour) FT_Set_Char_Size(raster, 0, static_cast<FT_F26Dot6>(key.size_64ths), 72, 72);
  const bool placed =
      colour ? raster_colour(raster, glyph, size_px, slot) : raster_outline(raster, glyph, subpixel, slot);
  if (!placed) return nullptr;
  const AtlasSlot& kept = glyphs_.emplace(key, slot).first->second;
  return kept.width == 0 ? nullptr : &kept;
}

// False when there is no room. A glyph that draws nothing has a width of 0.
bool Atlas::raster_outline(FT_FaceRec_* raster, std::uint32_t glyph, int subpixel, AtlasSlot& slot) {
  if (FT_Load_Glyph(raster, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
      raster->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
    return true;
  FT_Outline_Translate(&raster->glyph->outline, subpixel * 64 / kSubpixelSteps, 0);
  if (FT_Render_Glyph(raster->glyph, FT_RENDER_MODE_NORMAL) != 0 || raster->glyph->bitmap.width == 0)
    return true;
  const FT_Bitmap& bitmap = raster->glyph->bitmap;
  if (!place(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), false, slot)) return false;
  slot.left = static_cast<std::int16_t>(raster->glyph->bitmap_left);
  slot.top = static_cast<std::int16_t>(-raster->glyph->bitmap_top);
  copy(slot, bitmap.buffer, bitmap.pitch);
  return true;
}

bool Atlas::raster_colour(FT_FaceRec_* raster, std::uint32_t glyph, float size_px, AtlasSlot& slot) {
  if (raster->num_fixed_sizes == 0 || FT_Select_Size(raster, 0) != 0 ||
      FT_Load_Glyph(raster, glyph, FT_LOAD_COLOR) != 0)
    return true;
  const FT_Bitmap& bitmap = raster->glyph->bitmap;
  if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || bitmap.width == 0) return true;
  const float scale = size_px / static_cast<float>(raster->size->metrics.y_ppem);
  const int width = std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.width) * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.rows) * scale)));
  if (!place(width, height, true, slot)) return false;
  slot.colour = true;
  slot.left = static_cast<std::int16_t>(std::lround(static_cast<float>(raster->glyph->bitmap_left) * scale));
  slot.top = static_cast<std::int16_t>(std::lround(static_cast<float>(-raster->glyph->bitmap_top) * scale));
  const std::vector<std::uint8_t> scaled =
      scale_bgra({bitmap.buffer, static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), bitmap.pitch},
                 width, height);
  copy(slot, scaled.data(), width * 4);
  return true;
}

const AtlasSlot* Atlas::find(std::uint64_t key) const {
  const auto known = shapes_.find(key);
  return known == shapes_.end() ? nullptr : &known->second;
}

const AtlasSlot* Atlas::insert(std::uint64_t key, const Bitmap& bitmap) {
  AtlasSlot slot{};
  if (!place(bitmap.width, bitmap.height, false, slot)) return nullptr;
  copy(slot, bitmap.pixels.data(), bitmap.width);
  return &shapes_.emplace(key, slot).first->second;
}

}  // namespace kiosk::text
