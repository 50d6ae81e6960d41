#include "kiosk/base/picture_head.h"

namespace kiosk::base {
namespace {

using std::uint32_t;

// Numbers at a place that is known to be inside.
uint32_t big16(ByteView bytes, std::size_t at) { return uint32_t{bytes[at]} << 8 | bytes[at + 1]; }
uint32_t big32(ByteView bytes, std::size_t at) { return big16(bytes, at) << 16 | big16(bytes, at + 2); }
uint32_t little16(ByteView bytes, std::size_t at) { return uint32_t{bytes[at + 1]} << 8 | bytes[at]; }
uint32_t little24(ByteView bytes, std::size_t at) {
  return uint32_t{bytes[at + 2]} << 16 | little16(bytes, at);
}
uint32_t little32(ByteView bytes, std::size_t at) {
  return little16(bytes, at + 2) << 16 | little16(bytes, at);
}

bool has(ByteView bytes, std::size_t at, std::string_view text) {
  return bytes.size() >= at + text.size() && as_text(bytes.subspan(at, text.size())) == text;
}

std::optional<PictureHead> checked(PictureHead head) {
  return head.width > 0 && head.height > 0 ? std::optional(head) : std::nullopt;
}

// From chunk to chunk to the last one, each a length, a kind, its bytes and a checksum.
bool reaches_png_end(ByteView file) {
  constexpr std::size_t kSignature = 8, kAround = 12;
  for (std::size_t at = kSignature; file.size() - at >= kAround;) {
    const std::size_t length = big32(file, at);
    if (length > file.size() - at - kAround) return false;
    if (has(file, at + 4, "IEND")) return true;
    at += kAround + length;
  }
  return false;
}

std::optional<PictureHead> read_png(ByteView file) {
  if (file.size() < 24 || !has(file, 12, "IHDR")) return std::nullopt;
  PictureHead head{PictureKind::png, big32(file, 16), big32(file, 20)};
  head.is_whole = reaches_png_end(file);
  return checked(head);
}

// EXIF's tag 0x0112 of the first directory: 1 is upright.
bool is_turned(ByteView exif) {
  constexpr uint32_t kOrientation = 0x0112;
  if (exif.size() < 8) return false;
  const bool is_little = has(exif, 0, "II");
  const auto number16 = [&](std::size_t at) { return is_little ? little16(exif, at) : big16(exif, at); };
  const std::size_t directory = is_little ? little32(exif, 4) : big32(exif, 4);
  if (directory > exif.size() || exif.size() - directory < 2) return false;
  const std::size_t entries = number16(directory);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + i * 12;
    if (at + 12 > exif.size()) return false;
    if (number16(at) == kOrientation) return number16(at + 8) > 1;
  }
  return false;
}

// From the segment at `at` through the others and the data of every scan to the end of the image. In a
// scan's data 0xFF is followed by 0, or is a restart.
bool reaches_jpeg_end(ByteView file, std::size_t at) {
  constexpr uint32_t kEndOfImage = 0xD9, kStartOfScan = 0xDA;
  bool scan_began = false;
  while (at + 2 <= file.size()) {
    const uint32_t marker = file[at + 1];
    if (file[at] != 0xFF && !scan_began) return false;
    if (file[at] != 0xFF || marker == 0xFF) {  // data, or a fill
      ++at;
      continue;
    }
    if (scan_began && (marker == 0 || (marker >= 0xD0 && marker <= 0xD7))) {
      at += 2;
      continue;
    }
    if (marker == kEndOfImage) return scan_began;
    if (at + 4 > file.size()) return false;
    const std::size_t length = big16(file, at + 2);
    if (length < 2 || length > file.size() - at - 2) return false;
    scan_began = scan_began || marker == kStartOfScan;
    at += 2 + length;
  }
  return false;
}

// A chain of segments; the size stands in the start of the frame.
std::optional<PictureHead> read_jpeg(ByteView file) {
  PictureHead head{PictureKind::jpeg};
  std::size_t at = 2;
  while (at + 4 <= file.size() && file[at] == 0xFF) {
    const uint32_t marker = file[at + 1];
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    const std::size_t length = big16(file, at + 2);
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (length < 2 || at + 2 + length > file.size()) return std::nullopt;
    if (is_frame) {
      if (length < 7) return std::nullopt;
      head.height = big16(file, at + 5);
      head.width = big16(file, at + 7);
      head.is_whole = reaches_jpeg_end(file, at);
      return checked(head);
    }
    if (marker == 0xE1 && length >= 8 && has(file, at + 4, std::string_view("Exif\0\0", 6)))
      head.is_turned = is_turned(file.subspan(at + 10, length - 8));
    at += 2 + length;
  }
  return std::nullopt;
}

std::optional<PictureHead> read_webp(ByteView file) {
  if (file.size() < 30) return std::nullopt;
  PictureHead head{PictureKind::webp};
  if (has(file, 12, "VP8X")) {
    head.width = little24(file, 24) + 1;
    head.height = little24(file, 27) + 1;
  } else if (has(file, 12, "VP8L") && file[20] == 0x2F) {
    const uint32_t bits = little32(file, 21);
    head.width = (bits & 0x3FFF) + 1;
    head.height = (bits >> 14 & 0x3FFF) + 1;
  } else if (has(file, 12, "VP8 ")) {
    head.width = little16(file, 26) & 0x3FFF;
    head.height = little16(file, 28) & 0x3FFF;
  }
  head.is_whole = little32(file, 4) <= file.size() - 8;
  return checked(head);
}

}  // namespace

std::optional<PictureHead> read_picture_head(ByteView file) {
  if (has(file, 0, "\x89PNG\r\n\x1A\n")) return read_png(file);
  if (has(file, 0, "\xFF\xD8\xFF")) return read_jpeg(file);
  if (has(file, 0, "RIFF") && has(file, 8, "WEBP")) return read_webp(file);
  return std::nullopt;
}

}  // namespace kiosk::base
