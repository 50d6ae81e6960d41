#include "kiosk/ui/painter.h"

#include <imgui.h>
#include <string.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/base/log.h"
#include "kiosk/qr/qr_code.h"
#include "kiosk/ui/shapes.h"

namespace kiosk::ui {
namespace {

constexpr float kPage = static_cast<float>(text::Atlas::kPageSize);

// FNV-1a, for keys of shapes and icons.
std::uint64_t key_of(std::string_view name, std::initializer_list<int> numbers) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001B3U; };
  for (const char c : name) add(static_cast<unsigned char>(c));
  for (const int number : numbers) {
    for (int shift = 0; shift < 32; shift += 8) add(static_cast<std::uint64_t>(number) >> shift & 0xFF);
  }
  return hash | 1U;
}

int to_int(float value) { return static_cast<int>(std::lround(value)); }
int thousandths(float value) { return static_cast<int>(std::lround(value * 1000)); }

ImTextureID to_native(TextureId id) { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(id)); }

// What an icon inks: black parts wholly, white ones (the inside of a ring) not at all.
text::Bitmap ink_of(const Image& image) {
  text::Bitmap out{image.width, image.height, {}};
  for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4) {
    out.pixels.push_back(static_cast<std::uint8_t>(image.pixels[i + 3] * (255 - image.pixels[i + 1]) / 255));
  }
  return out;
}

struct ShadowRow {
  float down, blur, strength;
  Colour colour;
};

std::span<const ShadowRow> shadow_rows(Shadow shadow) {
  static constexpr Colour kInk = Colour::hex(0x10272F);
  static constexpr ShadowRow kCard[] = {{2, 6, 0.06F, kInk}, {10, 28, 0.08F, kInk}};
  static constexpr ShadowRow kRaised[] = {{10, 24, 0.22F, kInk}};
  static constexpr ShadowRow kHero[] = {{14, 34, 0.34F, Colour::hex(0x3C1408)}};
  static constexpr ShadowRow kSheet[] = {{12, 36, 0.34F, kInk}};
  switch (shadow) {
    case Shadow::card:
      return kCard;
    case Shadow::raised:
      return kRaised;
    case Shadow::hero:
      return kHero;
    case Shadow::sheet:
      return kSheet;
  }
  return kCard;
}

}  // namespace

Painter::Painter(text::Engine& engine, TextureSink& sink, ImageLoader loader)
    : engine_(engine), sink_(sink), loader_(std::move(loader)) {}

Painter::~Painter() {
  for (const PageTexture& page : pages_) {
    if (page.id != 0) sink_.destroy(page.id);
  }
  for (const auto& [name, picture] : pictures_) sink_.destroy(picture.id);
}

void Painter::begin(ImDrawList* list, int width_px, int height_px, float scale, bool right_to_left) {
  list_ = list;
  width_px_ = width_px;
  height_px_ = height_px;
  scale_ = scale;
  right_to_left_ = right_to_left;
  atlas_.begin_frame();
  drop_pictures();
  current_ = page_texture(0);
  // Filled shapes read one white texel of the atlas, so that letters and shapes share a texture.
  ImGui::GetIO().Fonts->SetTexID(to_native(current_));
  list_->PushTextureID(to_native(current_));
}

void Painter::forget() {
  if (list_ == nullptr) return;
  const auto overwrite = [](auto& drawn) {
    if (drawn.Capacity > 0)
      explicit_bzero(drawn.Data, static_cast<std::size_t>(drawn.Capacity) * sizeof *drawn.Data);
  };
  overwrite(list_->VtxBuffer);
  overwrite(list_->IdxBuffer);
}

void Painter::end() {
  list_->PopTextureID();
  std::vector<text::Atlas::Page>& pages = atlas_.pages();
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const text::DirtyRect dirty = pages[i].dirty;
    if (dirty.width == 0) continue;
    const int size = pages[i].colour ? 4 : 1;
    const std::uint8_t* from =
        pages[i].pixels.data() +
        (static_cast<std::ptrdiff_t>(dirty.y) * text::Atlas::kPageSize + dirty.x) * size;
    sink_.update(page_texture(i), dirty.x, dirty.y, dirty.width, dirty.height, from,
                 text::Atlas::kPageSize * size);
    pages[i].dirty = {};
  }
}

TextureId Painter::page_texture(std::size_t page) {
  const TextureFormat format = atlas_.pages()[page].colour ? TextureFormat::colour : TextureFormat::grey;
  if (pages_.size() <= page) pages_.resize(page + 1);
  PageTexture& texture = pages_[page];
  if (texture.id != 0 && texture.format == format) return texture.id;
  // A page may have the other format after the atlas started over.
  if (texture.id != 0) sink_.destroy(texture.id);
  texture = {sink_.create(format, text::Atlas::kPageSize, text::Atlas::kPageSize), format};
  return texture.id;
}

void Painter::use_texture(TextureId id) {
  if (id == current_) return;
  list_->PopTextureID();
  list_->PushTextureID(to_native(id));
  current_ = id;
}

PixelBox Painter::to_pixels(const Box& box) const {
  const float start = std::round(box.start * scale_);
  const float end = std::round(box.end() * scale_);
  const float top = std::round((box.top - shift_) * scale_);
  const float bottom = std::round((box.bottom() - shift_) * scale_);
  return {right_to_left_ ? static_cast<float>(width_px_) - end : start, top, end - start, bottom - top};
}

const text::AtlasSlot* Painter::mask(std::uint64_t key, const MaskMaker& make) {
  if (const text::AtlasSlot* known = atlas_.find(key)) return known;
  return atlas_.insert(key, make());
}

void Painter::quad(float x, float y, float width, float height, Colour colour) {
  if (width <= 0 || height <= 0 || colour.alpha == 0) return;
  use_texture(page_texture(0));
  const ImVec2 white(text::Atlas::kWhiteX / kPage, text::Atlas::kWhiteY / kPage);
  list_->PrimReserve(6, 4);
  x += drift_;
  y += drift_down_;
  list_->PrimRectUV({x, y}, {x + width, y + height}, white, white, ink(colour));
}

// Part of a mask (in its own pixels) onto a place of the picture.
void Painter::masked(const text::AtlasSlot& slot, const PixelBox& part, float x, float y, float width,
                     float height, Colour colour, bool mirrored) {
  if (width <= 0 || height <= 0) return;
  use_texture(page_texture(slot.page));
  const float u0 = (static_cast<float>(slot.x) + part.x) / kPage;
  const float v0 = (static_cast<float>(slot.y) + part.y) / kPage;
  const float u1 = u0 + part.width / kPage;
  const float v1 = v0 + part.height / kPage;
  list_->PrimReserve(6, 4);
  x += drift_;
  y += drift_down_;
  list_->PrimRectUV({x, y}, {x + width, y + height}, {mirrored ? u1 : u0, v0}, {mirrored ? u0 : u1, v1},
                    ink(colour));
}

void Painter::fill(const Box& box, Colour colour) {
  const PixelBox at = to_pixels(box);
  quad(at.x, at.y, at.width, at.height, colour);
}

void Painter::gradient(const Box& box, Colour top, Colour foot) {
  const PixelBox at = to_pixels(box);
  use_texture(page_texture(0));
  const ImVec2 white(text::Atlas::kWhiteX / kPage, text::Atlas::kWhiteY / kPage);
  list_->PrimReserve(6, 4);
  const float x = at.x + drift_, y = at.y + drift_down_;
  list_->PrimRectUV({x, y}, {x + at.width, y + at.height}, white, white, ink(top));
  for (int i = 1; i <= 2; ++i) list_->_VtxWritePtr[-i].col = ink(foot);
}

// `slot` is a square mask whose corners are `core` pixels; its middle row and column stretch over the rest.
void Painter::nine_patch(const text::AtlasSlot& slot, int core, const PixelBox& box, Colour colour) {
  const auto c = static_cast<float>(core);
  const float side = static_cast<float>(slot.width);
  const float mid = side - 2 * c;  // of the mask: 0 for a disc, 1 for a shadow
  const std::array<float, 3> from = {0, c, side - c};
  const std::array<float, 3> size = {c, mid, c};
  const std::array<float, 3> at_x = {box.x, box.x + c, box.x + box.width - c};
  const std::array<float, 3> at_y = {box.y, box.y + c, box.y + box.height - c};
  const std::array<float, 3> width = {c, box.width - 2 * c, c};
  const std::array<float, 3> height = {c, box.height - 2 * c, c};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      const bool inside = mid == 0 && (row == 1 || column == 1);
      if (inside) {
        quad(at_x[column], at_y[row], width[column], height[row], colour);
      } else {
        masked(slot, {from[column], from[row], size[column], size[row]}, at_x[column], at_y[row],
               width[column], height[row], colour);
      }
    }
  }
}

void Painter::rounded(const Box& box, float radius, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int r = std::min(to_int(radius * scale_), static_cast<int>(std::min(at.width, at.height) / 2));
  if (r <= 0) return quad(at.x, at.y, at.width, at.height, colour);
  const text::AtlasSlot* slot = mask(key_of("disc", {r}), [r] { return disc_mask(r); });
  if (slot != nullptr) nine_patch(*slot, r, at, colour);
}

void Painter::bordered(const Box& box, float radius, Colour inside, float line, Colour border) {
  rounded(box, radius, border);
  rounded(box.inset(line), std::max(0.0F, radius - line), inside);
}

void Painter::dashed(const Box& box, float radius, float line, Colour colour) {
  constexpr float kDash = 14, kGap = 10;
  const Box inner = box.inset(radius, radius);
  for (float at = inner.start; at < inner.end(); at += kDash + kGap) {
    const float width = std::min(kDash, inner.end() - at);
    fill({at, box.top, width, line}, colour);
    fill({at, box.bottom() - line, width, line}, colour);
  }
  for (float at = inner.top; at < inner.bottom(); at += kDash + kGap) {
    const float height = std::min(kDash, inner.bottom() - at);
    fill({box.start, at, line, height}, colour);
    fill({box.end() - line, at, line, height}, colour);
  }
}

void Painter::shadow(const Box& box, float radius, Shadow kind) {
  for (const ShadowRow& row : shadow_rows(kind)) {
    const int r = std::max(1, to_int(radius * scale_));
    const float sigma = row.blur * scale_ / 2;
    const int reach = shadow_reach(sigma);
    const text::AtlasSlot* slot =
        mask(key_of("shadow", {r, thousandths(sigma)}), [r, sigma] { return shadow_mask(r, sigma); });
    if (slot == nullptr) return;
    const PixelBox at = to_pixels(box.moved(0, row.down)).grown(static_cast<float>(reach));
    nine_patch(*slot, (slot->width - 1) / 2, at, row.colour.faded(row.strength));
  }
}

// A head may be larger than a page of the atlas: then it is laid in parts.
void Painter::arch_head(const PixelBox& at, int rise, const Arch& shape, Colour colour) {
  constexpr int kPart = 1000;
  const int width = to_int(at.width);
  for (int y = 0; y < rise; y += kPart) {
    for (int x = 0; x < width; x += kPart) {
      const text::AtlasSlot* part =
          mask(key_of("arch", {width, thousandths(shape.point), thousandths(shape.squash), x, y}),
               [=, &shape] { return part_of(arch_head_mask(width, shape), x, y, kPart); });
      if (part == nullptr) return;
      const auto left = static_cast<float>(x), top = static_cast<float>(y);
      const float wide = std::min(static_cast<float>(kPart), at.width - left);
      const float tall = std::min(static_cast<float>(kPart), static_cast<float>(rise) - top);
      masked(*part, {0, 0, wide, tall}, at.x + left, at.y + top, wide, tall, colour);
    }
  }
}

void Painter::arch(const Box& box, const Arch& shape, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width);
  const int rise = std::min(arch_rise(width, shape), to_int(at.height));
  const int foot = to_int(shape.foot_radius * scale_);
  const text::AtlasSlot* disc = mask(key_of("disc", {foot}), [foot] { return disc_mask(foot); });
  if (disc == nullptr) return;
  arch_head(at, rise, shape, colour);
  const auto f = static_cast<float>(foot);
  const float body = at.y + static_cast<float>(rise);
  quad(at.x, body, at.width, at.height - static_cast<float>(rise) - f, colour);
  const float sill = at.y + at.height - f;
  quad(at.x + f, sill, at.width - 2 * f, f, colour);
  masked(*disc, {0, f, f, f}, at.x, sill, f, f, colour);
  masked(*disc, {f, f, f, f}, at.x + at.width - f, sill, f, f, colour);
}

void Painter::bordered_arch(const Box& box, const Arch& shape, Colour inside, float line, Colour border) {
  arch(box, shape, border);
  Arch inner = shape;
  inner.foot_radius = std::max(1.0F, shape.foot_radius - line);
  arch(box.inset(line), inner, inside);
}

void Painter::disc(float centre_start, float centre_top, float radius, Colour colour) {
  rounded({centre_start - radius, centre_top - radius, 2 * radius, 2 * radius}, radius, colour);
}

void Painter::triangle(const Box& box, Triangle triangle, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const text::AtlasSlot* slot = mask(key_of("triangle", {width, height, static_cast<int>(triangle)}),
                                     [=] { return triangle_mask(width, height, triangle); });
  if (slot != nullptr) masked(*slot, {0, 0, at.width, at.height}, at.x, at.y, at.width, at.height, colour);
}

void Painter::hatched(const Box& box, float period, float line, Colour colour) {
  constexpr int kRepeats = 8;  // of the period in one mask, which is laid side by side
  const PixelBox at = to_pixels(box);
  const int step = std::max(2, to_int(period * scale_)), side = step * kRepeats;
  const float pen = line * scale_;
  const text::AtlasSlot* slot = mask(key_of("hatch", {step, thousandths(pen)}),
                                     [step, side, pen] { return hatch_mask(side, step, pen); });
  if (slot == nullptr) return;
  const auto tile = static_cast<float>(side);
  for (float y = 0; y < at.height; y += tile) {
    for (float x = 0; x < at.width; x += tile) {
      const float width = std::min(tile, at.width - x), height = std::min(tile, at.height - y);
      masked(*slot, {0, 0, width, height}, at.x + x, at.y + y, width, height, colour);
    }
  }
}

void Painter::diamond(const Box& box, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int size = to_int(at.width);
  const text::AtlasSlot* slot = mask(key_of("diamond", {size}), [size] { return diamond_mask(size); });
  if (slot != nullptr) masked(*slot, {0, 0, at.width, at.width}, at.x, at.y, at.width, at.width, colour);
}

void Painter::round_off(const Box& box, float radius, Colour top, Colour foot) {
  const PixelBox at = to_pixels(box);
  const int r = to_int(radius * scale_);
  if (r <= 0) return;
  const text::AtlasSlot* slot = mask(key_of("corners", {r}), [r] {
    text::Bitmap corners = disc_mask(r);
    for (std::uint8_t& pixel : corners.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
    return corners;
  });
  if (slot == nullptr) return;
  const auto size = static_cast<float>(r);
  for (const float across : {0.0F, 1.0F}) {
    const float x = at.x + across * (at.width - size);
    masked(*slot, {across * size, 0, size, size}, x, at.y, size, size, top);
    masked(*slot, {across * size, size, size, size}, x, at.y + at.height - size, size, size, foot);
  }
}

// The quarters that are whole, and of the one that is not its rows up to the ray where the part ends. That
// edge is hard, and covered by the round end.
void Painter::ring_part(const text::AtlasSlot& ring, const PixelBox& at, float part, Colour colour) {
  const float half = std::floor(at.width / 2), size = at.width;
  const auto piece = [&](float left, float top, float right, float bottom) {
    masked(ring, {left, top, right - left, bottom - top}, at.x + left, at.y + top, right - left, bottom - top,
           colour);
  };
  const int quarter = static_cast<int>(part * 4);
  for (int i = 0; i < quarter; ++i) {
    const bool right = i < 2, top = i == 0 || i == 3;
    piece(right ? half : 0, top ? 0 : half, right ? size : half, top ? half : size);
  }
  const bool right = quarter < 2, top = quarter == 0 || quarter == 3;
  // Rows are crossed by the ray nearer to the middle line the nearer they lie to the horizontal.
  const float angle = 2 * std::numbers::pi_v<float> * part;
  const float slope = std::abs(std::tan(angle));
  const bool from_middle = quarter % 2 == 0;  // what is in lies between the middle line and the ray
  for (float y = top ? 0 : half; y < (top ? half : size); ++y) {
    const float reach = std::clamp(std::round(std::abs(y + 0.5F - half) * slope), 0.0F, half);
    if (right) {
      piece(from_middle ? half : half + reach, y, from_middle ? half + reach : size, y + 1);
    } else {
      piece(from_middle ? half - reach : 0, y, from_middle ? half : half - reach, y + 1);
    }
  }
}

void Painter::ring(const Box& box, float line, float part, Colour colour) {
  PixelBox at = to_pixels(box);
  const int size = to_int(at.width);
  at.width = static_cast<float>(size);
  const float pen = line * scale_;
  const text::AtlasSlot* slot =
      mask(key_of("ring", {size, thousandths(pen)}), [size, pen] { return ring_mask(size, pen); });
  if (slot == nullptr) return;
  if (part >= 1) return masked(*slot, {0, 0, at.width, at.width}, at.x, at.y, at.width, at.width, colour);
  ring_part(*slot, at, std::max(0.0F, part), colour);
  const int radius = std::max(1, to_int(pen / 2));
  const text::AtlasSlot* end = mask(key_of("disc", {radius}), [radius] { return disc_mask(radius); });
  if (end == nullptr) return;
  const auto r = static_cast<float>(radius);
  const float from_middle = at.width / 2 - pen / 2, angle = 2 * std::numbers::pi_v<float> * part;
  const float middle_x = at.x + at.width / 2, middle_y = at.y + at.width / 2;
  for (const float to : {0.0F, angle})
    masked(*end, {0, 0, 2 * r, 2 * r}, std::round(middle_x + from_middle * std::sin(to) - r),
           std::round(middle_y - from_middle * std::cos(to) - r), 2 * r, 2 * r, colour);
}

void Painter::icon(const Box& box, std::string_view name, Colour colour, Mirror mirror) {
  const PixelBox at = to_pixels(box);
  const int size = to_int(std::min(at.width, at.height));
  if (size <= 0) return;
  const text::AtlasSlot* slot = mask(key_of(name, {size}), [&] {
    const Image loaded = loader_(base::cat("icons/", name), size, size);
    if (loaded.empty()) KIOSK_LOG(warning, "ui.no-icon", {"icon", name});
    return loaded.empty() ? text::Bitmap{1, 1, {0}} : ink_of(loaded);
  });
  if (slot == nullptr) return;
  const bool mirrored = mirror == Mirror::with_direction && right_to_left_;
  const auto width = static_cast<float>(slot->width);
  const auto height = static_cast<float>(slot->height);
  masked(*slot, {0, 0, width, height}, at.x + std::floor((at.width - width) / 2),
         at.y + std::floor((at.height - height) / 2), width, height, colour, mirrored);
}

void Painter::qr(const Box& box, std::string_view content, Colour dark, Colour light) {
  fill(box, light);
  const std::optional<qr::QrCode> code = qr::qr_code_of(content);
  if (!code) return;
  const PixelBox at = to_pixels(box);
  const int modules = code->width + 2 * qr::kQuietZone;
  const float module = std::floor(std::min(at.width, at.height) / static_cast<float>(modules));
  const float left = at.x + std::floor((at.width - module * static_cast<float>(code->width)) / 2);
  const float top = at.y + std::floor((at.height - module * static_cast<float>(code->width)) / 2);
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if (!code->is_dark(x, y)) continue;
      quad(left + module * static_cast<float>(x), top + module * static_cast<float>(y), module, module, dark);
    }
  }
}

void Painter::glyphs(const text::Laid& laid, float x, float y, std::span<const Colour> colours) {
  x = std::round(x);
  y = std::round(y);
  for (const text::PlacedRun& run : laid.layout.runs) {
    const Colour colour = colours[std::min<std::size_t>(run.style, colours.size() - 1)].faded(letters_);
    if (run.kind != text::RunKind::text) continue;
    text::each_glyph(laid.paragraph, laid.layout, run, [&](const text::Glyph& glyph, float at_x, float at_y) {
      if (run.face == text::kNoFace)
        return missing_glyph(x + at_x, y + at_y, glyph.advance, run.size_px, colour);
      const float exact = x + at_x, whole = std::floor(exact);
      const int step =
          std::min(static_cast<int>((exact - whole) * text::kSubpixelSteps), text::kSubpixelSteps - 1);
      const text::AtlasSlot* slot = atlas_.glyph(engine_.fonts(), run.face, run.size_px, glyph.id, step);
      if (slot == nullptr) return;
      const auto width = static_cast<float>(slot->width), height = static_cast<float>(slot->height);
      masked(*slot, {0, 0, width, height}, whole + static_cast<float>(slot->left),
             std::round(y + at_y) + static_cast<float>(slot->top), width, height,
             slot->colour ? Colour::hex(0xFFFFFF).faded(letters_) : colour);
    });
  }
}

void Painter::glyphs_upwards(const text::Laid& laid, float x, float y, Colour colour) {
  x = std::round(x);
  y = std::round(y);
  for (const text::PlacedRun& run : laid.layout.runs) {
    if (run.kind != text::RunKind::text || run.face == text::kNoFace) continue;
    text::each_glyph(laid.paragraph, laid.layout, run, [&](const text::Glyph& glyph, float at_x, float at_y) {
      const text::AtlasSlot* slot = atlas_.glyph(engine_.fonts(), run.face, run.size_px, glyph.id, 0);
      if (slot == nullptr || slot->colour) return;
      const auto width = static_cast<float>(slot->width), height = static_cast<float>(slot->height);
      const float left = x + drift_ + std::round(at_y) + static_cast<float>(slot->top);
      const float foot = y + laid.layout.width - std::round(at_x) - static_cast<float>(slot->left);
      const float u0 = static_cast<float>(slot->x) / kPage, v0 = static_cast<float>(slot->y) / kPage;
      const float u1 = u0 + width / kPage, v1 = v0 + height / kPage;
      use_texture(page_texture(slot->page));
      list_->PrimReserve(6, 4);
      list_->PrimQuadUV({left, foot - width}, {left + height, foot - width}, {left + height, foot},
                        {left, foot}, {u1, v0}, {u1, v1}, {u0, v1}, {u0, v0}, ink(colour));
    });
  }
}

// What no face has: an empty box, so that it is seen to be missing.
void Painter::missing_glyph(float x, float baseline, float advance, float size, Colour colour) {
  const float height = size * 0.7F;
  const float left = std::round(x) + 1, top = std::round(baseline - height);
  const float width = std::round(advance) - 2, line = std::max(1.0F, std::round(size / 16));
  quad(left, top, width, line, colour);
  quad(left, top + height - line, width, line, colour);
  quad(left, top, line, height, colour);
  quad(left + width - line, top, line, height, colour);
}

void Painter::push_clip(const Box& box) {
  const PixelBox at = to_pixels(box);
  list_->PushClipRect({at.x + drift_, at.y + drift_down_},
                      {at.x + at.width + drift_, at.y + at.height + drift_down_}, true);
}

void Painter::pop_clip() { list_->PopClipRect(); }

}  // namespace kiosk::ui
