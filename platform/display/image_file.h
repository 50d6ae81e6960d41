#pragma once
// Pictures from and to files, by SDL_image. Only assets of the project and media of verified packs come here.
// SDL_image brings thirty other libraries along, 15 ms of every start, and a kiosk that keeps its pictures
// (kiosk/main/image_cache.h) does not need it: it is loaded when the first file is read or written.

#include <filesystem>

#include "kiosk/base/result.h"
#include "kiosk/ui/texture_sink.h"

namespace platform::display {

enum class ImageError { unreadable, too_large, not_written };
std::string_view name_of(ImageError);

// An SVG rasterised to fit width x height, keeping its proportions.
kiosk::base::Result<kiosk::ui::Image> load_svg(const std::filesystem::path& file, int width, int height);
kiosk::base::Result<kiosk::ui::Image> load_png(const std::filesystem::path& file);
kiosk::base::Result<void> save_png(const std::filesystem::path& file, const kiosk::ui::Image& image);

}  // namespace platform::display
