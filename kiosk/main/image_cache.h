#pragma once
// Pictures from assets, rasterised once a size and kept under STATE/cache, so that the next start only reads
// them:
//
//   <hash of asset, width and height>.img   magic "KIMG" | width u32 | height u32 | R, G, B, A bytes
//
// A file that is not whole is made anew; a cache that cannot be written costs time and nothing else. Screen's
// thread.

#include <filesystem>

#include "kiosk/ui/painter.h"

namespace kiosk::main {

ui::ImageLoader cached_loader(const std::filesystem::path& share, const std::filesystem::path& cache);

}  // namespace kiosk::main
