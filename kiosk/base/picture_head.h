#pragma once
// What a picture file says of itself, before any decoder sees it: PNG, JPEG or WebP, how large, whether a
// camera wrote that it has to be turned, and whether it goes on to its own end. Pure.

#include <cstdint>
#include <optional>

#include "kiosk/base/bytes.h"

namespace kiosk::base {

enum class PictureKind { png, jpeg, webp };

struct PictureHead {
  PictureKind kind = PictureKind::png;
  std::uint32_t width = 0, height = 0;  // pixels, not zero
  bool is_turned = false;               // EXIF: shown as it is stored it would lie on its side or head
  bool is_whole = false;                // not cut off: decoders fill in what is missing with grey
  [[nodiscard]] std::uint64_t pixels() const { return std::uint64_t{width} * height; }
};

// Nothing for what is none of the three, or is cut before it says its size.
std::optional<PictureHead> read_picture_head(ByteView file);

}  // namespace kiosk::base
