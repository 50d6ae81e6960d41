#pragma once
// Pictures from and to files, by SDL_image. Only assets of the project and media of verified packs come here.
// SDL_image brings thirty other libraries along, 15 ms of every start, and a kiosk that keeps its pictures
// (kiosk/main/image_cache.h) does not need it: it is loaded when the first file is read or written.

#include <filesystem>

#include "kiosk/base/bytes.h"
#include "kiosk/base/result.h"
#include "kiosk/ui/texture_sink.h"

namespace platform::display {

enum class ImageError { unreadable, too_large, not_written };
std::string_view name_of(ImageError);

// An SVG rasterised to fit width x height, keeping its proportions.
kiosk::base::Result<kiosk::ui::Image> load_svg(const std::filesystem::path& file, int width, int height);
kiosk::base::Result<kiosk::ui::Image> load_png(const std::filesystem::path& file);
kiosk::base::Result<void> save_png(const std::filesystem::path& file, const kiosk::ui::Image& image);

// Photographs that others took. A decoder is chosen by the file's first bytes, never by its name; which ones
// are allowed, and how many pixels, is the caller's to say, and is looked at before any decoder runs. A file
// that was cut off is none: decoders would show grey for what is missing.
struct PictureLimits {
  std::uint64_t pixels = 0;
  bool webp = false;  // beside PNG and JPEG
};
constexpr PictureLimits kShownPictures{16'000'000, false};  // on a kiosk
constexpr PictureLimits kSourcePictures{40'000'000, true};  // where packs are made
kiosk::base::Result<kiosk::ui::Image> decode_picture(kiosk::base::ByteView file, const PictureLimits& limits);
// JPEG where every pixel is opaque, else PNG. No metadata: not where, when and by which camera it was taken.
kiosk::base::Result<kiosk::base::Bytes> encode_picture(const kiosk::ui::Image& image);
// Smaller, in its own proportions, each pixel the mean of those it stands for; 0 for the side that follows
// from the other. A size that is not smaller gives the picture itself.
kiosk::ui::Image reduced(const kiosk::ui::Image& image, int width, int height);

// Its middle, in the proportions of these sides.
kiosk::ui::Image cut_to(const kiosk::ui::Image& image, int width, int height);

}  // namespace platform::display
