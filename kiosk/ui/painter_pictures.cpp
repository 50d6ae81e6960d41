// The painter's pictures: views in their openings, patterns. Each is made once a size and kept as a texture.

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/shapes.h"
#include "kiosk/ui/zellige.h"

namespace kiosk::ui {
namespace {

// Pictures beyond this that the last frame did not draw are dropped: the next page has others.
constexpr std::size_t kMaxPictureBytes = 6 * 1024 * 1024;

int to_int(float value) { return static_cast<int>(std::lround(value)); }
int thousandths(float value) { return static_cast<int>(std::lround(value * 1000)); }

}  // namespace

const Painter::Picture* Painter::picture_for(const std::string& name, const std::string& asset,
                                             const ImageMaker& make, Keep keep) {
  const auto known = pictures_.find(name);
  if (known != pictures_.end()) {
    known->second.frame = frame_;
    return &known->second;
  }
  Image image = keeper_ && keep == Keep::for_good ? keeper_(name, asset, make) : make();
  Picture picture{0, image.width, image.height, frame_};
  if (image.empty()) picture.width = picture.height = 0;
  if (!image.empty()) picture.id = sink_.create_from(std::move(image));
  picture_bytes_ += picture.bytes();
  return &pictures_.emplace(name, picture).first->second;
}

void Painter::drop_pictures() {
  ++frame_;
  if (picture_bytes_ <= kMaxPictureBytes) return;
  for (auto it = pictures_.begin(); it != pictures_.end();) {
    if (it->second.frame + 1 >= frame_) {
      ++it;
      continue;
    }
    if (it->second.id != 0) sink_.destroy(it->second.id);
    picture_bytes_ -= it->second.bytes();
    it = pictures_.erase(it);
  }
}

void Painter::picture(const Picture* picture, const PixelBox& at, float opacity) {
  if (picture->id == 0) return;
  use_texture(picture->id);
  list_->PrimReserve(6, 4);
  const float x = at.x + drift_, y = at.y + drift_down_;
  list_->PrimRectUV({x, y}, {x + at.width, y + at.height}, {0, 0}, {1, 1},
                    ink(Colour::hex(0xFFFFFF).faded(opacity)));
}

void Painter::made(const PixelBox& at, const std::string& name, const ImageMaker& make, float opacity,
                   Keep keep) {
  picture(picture_for(name, {}, make, keep), at, opacity);
}

void Painter::made(const Box& box, std::string_view name, const std::function<Image(int, int)>& make) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  if (width <= 0 || height <= 0) return;
  made(at, base::cat(name, "@", width, "x", height), [&] { return make(width, height); });
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

Image Painter::pixels_of(std::string_view asset, int width, int height) const {
  return covering(base::cat("illustrations/", asset), width, height);
}

void Painter::image(const Box& box, std::string_view asset, float opacity) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const std::string name = base::cat(asset, "@", width, "x", height);
  const std::string from = base::cat("illustrations/", asset);
  picture(picture_for(name, from, [&] { return covering(from, width, height); }), at, opacity);
}

void Painter::image_in_arch(const Box& box, std::string_view asset, const Arch& shape,
                            const InnerLine& inner_line) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const std::string name =
      base::cat(asset, "@", width, "x", height, "^", thousandths(shape.point), ",", thousandths(shape.squash),
                ",", thousandths(shape.foot_radius * scale_), ",", thousandths(inner_line.width * scale_));
  const std::string from = base::cat("illustrations/", asset);
  const auto make = [&] {
    Image image = covering(from, width, height);
    if (image.empty()) return image;
    const int foot = to_int(shape.foot_radius * scale_);
    cut_to_arch(image, shape, foot);
    if (inner_line.width > 0)
      line_in_arch(image, shape, foot, inner_line.inset * scale_, inner_line.width * scale_);
    return image;
  };
  picture(picture_for(name, from, make), at);
}

namespace {

// Over what is there already, as far as the mask covers, with its top left at x, y.
void lay_over(Image& image, const text::Bitmap& mask, int x, int y,
              const std::function<std::array<int, 4>(int, int)>& colour_at) {
  for (int row = 0; row < mask.height; ++row) {
    for (int column = 0; column < mask.width; ++column) {
      const int to_x = x + column, to_y = y + row;
      const int cover = mask.pixels[static_cast<std::size_t>(row * mask.width + column)];
      if (cover == 0 || to_x < 0 || to_y < 0 || to_x >= image.width || to_y >= image.height) continue;
      const std::array<int, 4> over = colour_at(column, row);
      std::uint8_t* pixel =
          &image.pixels[(static_cast<std::size_t>(to_y) * static_cast<std::size_t>(image.width) +
                         static_cast<std::size_t>(to_x)) *
                        4];
      const int alpha = over[3] * cover / 255, below = pixel[3];
      const int both = alpha + below * (255 - alpha) / 255;
      for (std::size_t i = 0; i < 3 && both > 0; ++i) {
        const int mixed = over[i] * alpha + pixel[i] * below * (255 - alpha) / 255;
        pixel[i] = static_cast<std::uint8_t>(mixed / both);
      }
      pixel[3] = static_cast<std::uint8_t>(both);
    }
  }
}

}  // namespace

void Painter::image_in_gate(const Box& opening, std::string_view asset, std::span<const GateRing> rings) {
  float wider = 0, taller = 0;
  for (const GateRing& ring : rings)
    wider = std::max(wider, ring.wider), taller = std::max(taller, ring.taller);
  const float whole = gate_width(opening.width + wider);
  const PixelBox at = to_pixels(
      {opening.start + (opening.width - whole) / 2, opening.top - taller, whole, opening.height + taller});
  const int width = to_int(at.width), height = to_int(at.height);
  const auto make = [&] {
    Image image{width, height, {}};
    image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    const auto place = [&](const text::Bitmap& mask,
                           const std::function<std::array<int, 4>(int, int)>& colour) {
      lay_over(image, mask, (width - mask.width) / 2, height - mask.height, colour);
    };
    for (const GateRing& ring : rings) {
      const std::array<int, 4> flat = {ring.colour.red, ring.colour.green, ring.colour.blue, 255};
      place(gate_mask((opening.width + ring.wider) * scale_, (opening.height + ring.taller) * scale_),
            [&flat](int, int) { return flat; });
    }
    const text::Bitmap mask = gate_mask(opening.width * scale_, opening.height * scale_);
    const Image view = covering(base::cat("illustrations/", asset), mask.width, mask.height);
    if (view.empty()) return image;
    place(mask, [&view](int x, int y) -> std::array<int, 4> {
      const auto pixel =
          (static_cast<std::size_t>(std::min(y, view.height - 1)) * static_cast<std::size_t>(view.width) +
           static_cast<std::size_t>(std::min(x, view.width - 1))) *
          4;
      return {view.pixels[pixel], view.pixels[pixel + 1], view.pixels[pixel + 2], view.pixels[pixel + 3]};
    });
    return image;
  };
  std::string name = base::cat(asset, "@", width, "x", height, "gate", thousandths(opening.width * scale_),
                               ",", thousandths(opening.height * scale_));
  for (const GateRing& ring : rings) {
    name += base::cat("+", thousandths(ring.wider * scale_), ",", thousandths(ring.taller * scale_), ",",
                      ring.colour.packed());
  }
  picture(picture_for(name, base::cat("illustrations/", asset), make), at);
}

void Painter::image_in_card(const Box& box, std::string_view asset, float radius) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height), corner = to_int(radius * scale_);
  const auto make = [&] {
    Image image = covering(base::cat("illustrations/", asset), width, height);
    const text::Bitmap disc = disc_mask(corner);
    for (int y = 0; y < image.height; ++y) {
      const int from_edge = std::min(y, image.height - 1 - y);
      for (int x = 0; x < image.width; ++x) {
        const int aside = std::min(x, image.width - 1 - x);
        if (from_edge >= corner || aside >= corner) continue;
        const auto pixel =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x);
        std::uint8_t& alpha = image.pixels[pixel * 4 + 3];
        alpha = static_cast<std::uint8_t>(
            alpha * disc.pixels[static_cast<std::size_t>(from_edge * disc.width + aside)] / 255);
      }
    }
    return image;
  };
  const std::string name = base::cat(asset, "@", width, "x", height, "r", corner);
  picture(picture_for(name, base::cat("illustrations/", asset), make), at);
}

// The tile is drawn again and again, from the middle of the box outwards.
void Painter::zellige(const Box& box, Zellige kind, float period) {
  const PixelBox at = to_pixels(box);
  const int width = to_int(at.width), height = to_int(at.height);
  const float period_px = period * scale_;
  const Picture* tile = picture_for(base::cat("zellige", static_cast<int>(kind), "/", thousandths(period_px)),
                                    {}, [&] { return make_zellige_tile(kind, period_px); });
  if (tile->id == 0) return;
  use_texture(tile->id);
  const int side = tile->width;
  const auto first = [side](int length) {
    const int middle = to_int(static_cast<float>(length) / 2);
    return middle - (middle + side - 1) / side * side;
  };
  const std::uint32_t white = ink(Colour::hex(0xFFFFFF));
  const auto part = static_cast<float>(side);
  for (int y = first(height); y < height; y += side) {
    for (int x = first(width); x < width; x += side) {
      const auto left = static_cast<float>(std::max(x, 0)),
                 right = static_cast<float>(std::min(x + side, width));
      const auto top = static_cast<float>(std::max(y, 0)),
                 foot = static_cast<float>(std::min(y + side, height));
      const float from_x = static_cast<float>(x), from_y = static_cast<float>(y);
      list_->PrimReserve(6, 4);
      list_->PrimRectUV({at.x + drift_ + left, at.y + drift_down_ + top},
                        {at.x + drift_ + right, at.y + drift_down_ + foot},
                        {(left - from_x) / part, (top - from_y) / part},
                        {(right - from_x) / part, (foot - from_y) / part}, white);
    }
  }
}

void Painter::whisper(const Box& card, float radius, Zellige kind, float period, float reach) {
  const PixelBox at = to_pixels(card.tail(reach));
  const int width = to_int(at.width), height = to_int(at.height);
  const bool at_left = right_to_left_;
  const std::string name =
      base::cat("whisper", static_cast<int>(kind), "@", width, "x", height, "/", thousandths(period * scale_),
                ",", thousandths(radius * scale_), at_left ? "l" : "r");
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
  picture(picture_for(name, {}, make), at);
}

}  // namespace kiosk::ui
