#include "kiosk/ui/painter.h"

#include <imgui.h>
#include <qrencode.h>

#include <algorithm>
#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/base/log.h"
#include "kiosk/ui/shapes.h"
#include "kiosk/ui/zellige.h"

namespace kiosk::ui {
namespace {

constexpr std::size_t kMaxPictures = 64;
constexpr float kPage = static_cast<float>(text::Atlas::kPageSize);
constexpr int kQrMargin = 4;  // modules

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
  for (const auto& [key, id] : pictures_) sink_.destroy(id);
}

void Painter::begin(ImDrawList* list, int width_px, int height_px, float scale, bool right_to_left) {
  list_ = list;
  width_px_ = width_px;
  height_px_ = height_px;
  scale_ = scale;
  right_to_left_ = right_to_left;
  atlas_.begin_frame();
  current_ = page_texture(0);
  // Filled shapes read one white texel of the atlas, so that letters and shapes share a texture.
  ImGui::GetIO().Fonts->SetTexID(to_native(current_));
  list_->PushTextureID(to_native(current_));
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
  list_->PrimRectUV({x, y}, {x + width, y + height}, white, white, colour.packed());
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
  list_->PrimRectUV({x, y}, {x + width, y + height}, {mirrored ? u1 : u0, v0}, {mirrored ? u0 : u1, v1},
                    colour.packed());
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
  list_->PrimRectUV({at.x, at.y}, {at.x + at.width, at.y + at.height}, white, white, top.packed());
  for (int i = 1; i <= 2; ++i) list_->_VtxWritePtr[-i].col = foot.packed();
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

void Painter::arch(const Box& box, const Arch& shape, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width);
  const int rise = std::min(arch_rise(width, shape), to_int(at.height));
  const text::AtlasSlot* head =
      mask(key_of("arch", {width, thousandths(shape.point), thousandths(shape.squash)}),
           [width, &shape] { return arch_head_mask(width, shape); });
  const int foot = to_int(shape.foot_radius * scale_);
  const text::AtlasSlot* disc = mask(key_of("disc", {foot}), [foot] { return disc_mask(foot); });
  if (head == nullptr || disc == nullptr) return;
  masked(*head, {0, 0, at.width, static_cast<float>(rise)}, at.x, at.y, at.width, static_cast<float>(rise),
         colour);
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

void Painter::ring(const Box& box, float line, float part, Colour colour) {
  const PixelBox at = to_pixels(box);
  const int size = to_int(at.width);
  const float pen = line * scale_;
  const text::AtlasSlot* slot = mask(key_of("ring", {size, thousandths(pen), thousandths(part)}),
                                     [size, pen, part] { return ring_mask(size, pen, part); });
  if (slot != nullptr) masked(*slot, {0, 0, at.width, at.height}, at.x, at.y, at.width, at.height, colour);
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

TextureId Painter::texture_for(const std::string& key, const std::function<Image()>& make) {
  const auto known = pictures_.find(key);
  if (known != pictures_.end()) return known->second;
  if (pictures_.size() >= kMaxPictures) {
    for (const auto& [old_key, id] : pictures_) sink_.destroy(id);
    pictures_.clear();
  }
  const Image image = make();
  TextureId id = 0;
  if (!image.empty()) {
    id = sink_.create(TextureFormat::colour, image.width, image.height);
    sink_.update(id, 0, 0, image.width, image.height, image.pixels.data(), image.width * 4);
  }
  return pictures_[key] = id;
}

void Painter::picture(TextureId id, const PixelBox& at) {
  if (id == 0) return;
  use_texture(id);
  list_->PrimReserve(6, 4);
  list_->PrimRectUV({at.x, at.y}, {at.x + at.width, at.y + at.height}, {0, 0}, {1, 1}, 0xFFFFFFFFU);
}

// The picture at this size, in its own proportions: what does not fit is cut off evenly on both sides.
Image Painter::covering(const std::string& asset, int width, int height) const {
  constexpr float kNear = 0.015F;  // a row more or less is rounding
  Image image = loader_(asset, width, 0);
  if (image.empty() || (image.width == width && image.height == height)) return image;
  const float off = static_cast<float>(image.height - height) / static_cast<float>(height);
  if (std::abs(off) < kNear) return loader_(asset, width, height);
  if (off < 0) image = loader_(asset, 0, height);
  if (image.width < width || image.height < height) return loader_(asset, width, height);
  Image cut{width, height, {}};
  const int left = (image.width - width) / 2, top = (image.height - height) / 2;
  for (int y = 0; y < height; ++y) {
    const auto row = image.pixels.begin() + (static_cast<std::ptrdiff_t>(y + top) * image.width + left) * 4;
    cut.pixels.insert(cut.pixels.end(), row, row + static_cast<std::ptrdiff_t>(width) * 4);
  }
  return cut;
}

void Painter::image(const Box& box, std::string_view asset) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const std::string key = base::cat(asset, "@", width, "x", height);
  picture(texture_for(key, [&] { return covering(base::cat("illustrations/", asset), width, height); }), at);
}

void Painter::image_in_arch(const Box& box, std::string_view asset, const Arch& shape) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const std::string key =
      base::cat(asset, "@", width, "x", height, "^", thousandths(shape.point), thousandths(shape.squash));
  const auto make = [&] {
    Image image = covering(base::cat("illustrations/", asset), width, height);
    if (image.empty()) return image;
    const text::Bitmap head = arch_head_mask(image.width, shape);
    const int foot = to_int(shape.foot_radius * scale_);
    const text::Bitmap disc = disc_mask(foot);
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        int cover = 255;
        const int up = image.height - 1 - y;
        const int aside = std::min(x, image.width - 1 - x);
        if (y < head.height) cover = head.pixels[static_cast<std::size_t>(y * head.width + x)];
        if (up < foot && aside < foot) cover = disc.pixels[static_cast<std::size_t>(up * disc.width + aside)];
        std::uint8_t& alpha =
            image.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                          static_cast<std::size_t>(x)) *
                             4 +
                         3];
        alpha = static_cast<std::uint8_t>(alpha * cover / 255);
      }
    }
    return image;
  };
  picture(texture_for(key, make), at);
}

void Painter::zellige(const Box& box, Zellige kind, float period) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const std::string key = base::cat("zellige", static_cast<int>(kind), "@", width, "x", height, "/",
                                    thousandths(period * scale_));
  picture(texture_for(key,
                      [&] {
                        return make_zellige(kind, width, height, static_cast<float>(width) / 2,
                                            static_cast<float>(height) / 2, period * scale_);
                      }),
          at);
}

void Painter::whisper(const Box& card, float radius, Zellige kind, float period, float reach) {
  const PixelBox at = to_pixels(card.tail(reach));
  const int width = to_int(at.width), height = to_int(at.height);
  const bool at_left = right_to_left_;
  const std::string key =
      base::cat("whisper", static_cast<int>(kind), "@", width, "x", height, at_left ? "l" : "r");
  const auto make = [&] {
    Image image = make_zellige(kind, width, height, at_left ? 0 : static_cast<float>(width),
                               static_cast<float>(height) / 2, period * scale_);
    const int corner = to_int(radius * scale_);
    const text::Bitmap disc = disc_mask(corner);
    for (int y = 0; y < height; ++y) {
      const int from_edge = std::min(y, height - 1 - y);
      for (int x = 0; x < width; ++x) {
        const int out = at_left ? x : width - 1 - x;  // distance from the card's edge
        int cover = 255 - 255 * out / width;
        if (out < corner && from_edge < corner)
          cover = cover * disc.pixels[static_cast<std::size_t>(from_edge * disc.width + out)] / 255;
        image.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)) *
                         4 +
                     3] = static_cast<std::uint8_t>(cover);
      }
    }
    return image;
  };
  picture(texture_for(key, make), at);
}

void Painter::qr(const Box& box, std::string_view content, Colour dark, Colour light) {
  fill(box, light);
  QRcode* code = QRcode_encodeString(std::string(content).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == nullptr) return;
  const PixelBox at = to_pixels(box);
  const int modules = code->width + 2 * kQrMargin;
  const float module = std::floor(std::min(at.width, at.height) / static_cast<float>(modules));
  const float left = at.x + std::floor((at.width - module * static_cast<float>(code->width)) / 2);
  const float top = at.y + std::floor((at.height - module * static_cast<float>(code->width)) / 2);
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1) == 0) continue;
      quad(left + module * static_cast<float>(x), top + module * static_cast<float>(y), module, module, dark);
    }
  }
  QRcode_free(code);
}

void Painter::glyphs(const text::Laid& laid, float x, float y, std::span<const Colour> colours) {
  x = std::round(x);
  y = std::round(y);
  for (const text::PlacedRun& run : laid.layout.runs) {
    const Colour colour = colours[std::min<std::size_t>(run.style, colours.size() - 1)];
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
             slot->colour ? Colour::hex(0xFFFFFF) : colour);
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
  list_->PushClipRect({at.x, at.y}, {at.x + at.width, at.y + at.height}, true);
}

void Painter::pop_clip() { list_->PopClipRect(); }

}  // namespace kiosk::ui
