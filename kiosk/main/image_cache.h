#pragma once
// Pictures as they are painted: SVGs of the program ("illustrations/home-hero") rasterised to a size, and
// photographs of packs ("illustrations/picture/<hash>"), checked by their hash whenever they are decoded.
//
// Pictures that take long to make are kept under STATE/cache from one start to the next: rasterised,
// cut to an arch, patterns.
//
//   cache/<program>/<hash of name and asset>.img
//     magic "KIM2" | 0 u32 | checksum u64 | width u32 | height u32 | R, G, B, A bytes
//
// numbers little-endian; the checksum is of all that follows it. <program> is this build of the kiosk, whose
// pictures another build does not trust; folders of others are removed. A file that is not whole, after a
// power cut for one, is made anew; a cache that cannot be written costs time and nothing else, and may be
// deleted whenever nothing runs on it. Screen's thread.

#include <filesystem>
#include <functional>

#include "kiosk/ui/painter.h"

namespace kiosk::main {

class ImageCache {
 public:
  static constexpr std::uint64_t kMaxBytes = 256 * 1024 * 1024;
  // The folder takes no more than so many bytes; what has no room is made anew each time. `objects`: where
  // photographs lie, by their hash.
  ImageCache(std::filesystem::path share, const std::filesystem::path& cache,
             std::uint64_t max_bytes = kMaxBytes, std::filesystem::path objects = {});

  // `tell` is called once, when a photograph was met that is damaged or gone: on the thread that asked for
  // it, or here, if that was before.
  void on_damage(std::function<void()> tell);

  // An asset at a size, rasterised or kept; 0 for a side that follows from the other, or for both: as it is.
  ui::Image load(const std::string& asset, int width, int height);
  // The picture of this name made from this asset ("" for none), or what `make` gives.
  ui::Image keep(const std::string& name, const std::string& asset, const ui::ImageMaker& make);

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& name, const std::string& asset) const;
  [[nodiscard]] ui::Image make(const std::string& asset, int width, int height);
  [[nodiscard]] base::Result<ui::Image> photograph(const std::string& asset, int width, int height) const;
  void tell_damage(const std::string& asset);
  void write(const std::filesystem::path& file, const ui::Image& image) const;

  std::filesystem::path share_, folder_, objects_;
  std::uint64_t max_bytes_;
  std::function<void()> tell_;
  bool is_damaged_ = false;
};

}  // namespace kiosk::main
