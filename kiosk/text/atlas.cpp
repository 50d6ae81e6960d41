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
  shelves_.assign(1, {});
  pages_.resize(1);
  pages_[0].pixels.assign(static_cast<std::size_t>(kPageSize) * kPageSize, 0);
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

bool Atlas::place(int width, int height, AtlasSlot& slot) {
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    if (place_on(page, width, height, slot)) return true;
  }
  if (pages_.size() == kMaxPages || width >= kPageSize || height >= kPageSize) {
    full_ = true;
    return false;
  }
  pages_.emplace_back().pixels.assign(static_cast<std::size_t>(kPageSize) * kPageSize, 0);
  shelves_.emplace_back();
  return place_on(pages_.size() - 1, width, height, slot);
}

void Atlas::copy(const AtlasSlot& slot, const std::uint8_t* pixels, int pitch) {
  Page& page = pages_[slot.page];
  for (int row = 0; row < slot.height; ++row) {
    std::uint8_t* target =
        page.pixels.data() + static_cast<std::ptrdiff_t>(slot.y + row) * kPageSize + slot.x;
    std::memcpy(target, pixels + static_cast<std::ptrdiff_t>(row) * pitch, slot.width);
  }
  grow(page.dirty, slot.x, slot.y, slot.width, slot.height);
}

const AtlasSlot* Atlas::glyph(FontSet& fonts, FaceIndex face, float size_px, std::uint32_t glyph,
                              int subpixel) {
  const GlyphKey key{glyph, static_cast<std::uint32_t>(std::lround(size_px * 64)), face,
                     static_cast<std::uint8_t>(subpixel)};
  const auto known = glyphs_.find(key);
  if (known != glyphs_.end()) return known->second.width == 0 ? nullptr : &known->second;

  FT_Face raster = fonts.face(face).raster();
  FT_Set_Char_Size(raster, 0, static_cast<FT_F26Dot6>(key.size_64ths), 72, 72);
  AtlasSlot slot{};
  if (FT_Load_Glyph(raster, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0 &&
      raster->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
    FT_Outline_Translate(&raster->glyph->outline, subpixel * 64 / kSubpixelSteps, 0);
    if (FT_Render_Glyph(raster->glyph, FT_RENDER_MODE_NORMAL) == 0 && raster->glyph->bitmap.width > 0) {
      const FT_Bitmap& bitmap = raster->glyph->bitmap;
      if (!place(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), slot)) return nullptr;
      slot.left = static_cast<std::int16_t>(raster->glyph->bitmap_left);
      slot.top = static_cast<std::int16_t>(-raster->glyph->bitmap_top);
      copy(slot, bitmap.buffer, bitmap.pitch);
    }
  }
  const AtlasSlot& kept = glyphs_.emplace(key, slot).first->second;
  return kept.width == 0 ? nullptr : &kept;
}

const AtlasSlot* Atlas::find(std::uint64_t key) const {
  const auto known = shapes_.find(key);
  return known == shapes_.end() ? nullptr : &known->second;
}

const AtlasSlot* Atlas::insert(std::uint64_t key, const Bitmap& bitmap) {
  AtlasSlot slot{};
  if (!place(bitmap.width, bitmap.height, slot)) return nullptr;
  copy(slot, bitmap.pixels.data(), bitmap.width);
  return &shapes_.emplace(key, slot).first->second;
}

}  // namespace kiosk::text
