#include "kiosk/main/image_cache.h"

#include <unistd.h>

#include <cstring>
#include <fstream>

#include "kiosk/base/bytes.h"
#include "kiosk/base/log.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/store/file.h"
#include "platform/display/image_file.h"

namespace kiosk::main {
namespace {

constexpr std::size_t kMaxAssetBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxImageBytes = 64 * 1024 * 1024;
constexpr std::string_view kMagic = "KIMG";
constexpr std::size_t kHeadSize = 12;

std::optional<ui::Image> read_kept(const std::filesystem::path& file) {
  base::Result<base::Bytes> bytes = store::read_file(file, kMaxImageBytes);
  if (!bytes || bytes->size() < kHeadSize || base::as_text(*bytes).substr(0, 4) != kMagic)
    return std::nullopt;
  base::ByteReader reader(base::ByteView(*bytes).subspan(4));
  const base::Result<std::uint32_t> width = reader.u32(), height = reader.u32();
  if (!width || !height) return std::nullopt;
  const std::uint64_t wanted = static_cast<std::uint64_t>(*width) * *height * 4;
  if (wanted == 0 || wanted != bytes->size() - kHeadSize) return std::nullopt;
  const base::ByteView pixels = base::ByteView(*bytes).subspan(kHeadSize);
  ui::Image image{static_cast<int>(*width), static_cast<int>(*height), {pixels.begin(), pixels.end()}};
  return image;
}

// A cache need not outlive a power cut: written beside and renamed, so that a reader sees all of it or
// nothing.
void keep(const std::filesystem::path& file, const ui::Image& image) {
  base::ByteWriter head;
  head.u32(static_cast<std::uint32_t>(image.width));
  head.u32(static_cast<std::uint32_t>(image.height));
  const std::filesystem::path partial = file.string() + ".partial";
  {
    std::ofstream out(partial, std::ios::binary);
    out << kMagic;
    out.write(reinterpret_cast<const char*>(head.bytes().data()),
              static_cast<std::streamsize>(head.bytes().size()));
    out.write(reinterpret_cast<const char*>(image.pixels.data()),
              static_cast<std::streamsize>(image.pixels.size()));
    if (!out.flush()) {
      std::error_code ignored;
      std::filesystem::remove(partial, ignored);
      return;
    }
  }
  std::error_code ignored;
  std::filesystem::rename(partial, file, ignored);
}

}  // namespace

ui::ImageLoader cached_loader(const std::filesystem::path& share, const std::filesystem::path& cache) {
  std::error_code ignored;
  std::filesystem::create_directories(cache, ignored);
  return [share, cache](const std::string& asset, int width, int height) -> ui::Image {
    const std::filesystem::path file = share / (asset + ".svg");
    const base::Result<base::Bytes> source = store::read_file(file, kMaxAssetBytes);
    if (!source) {
      KIOSK_LOG(error, "ui.no-asset", {"asset", asset});
      return {};
    }
    crypto::Hasher hasher;
    hasher.add(*source);
    hasher.add(base::as_bytes(base::cat("@", width, "x", height)));
    const std::filesystem::path kept = cache / (hasher.finish().text().substr(0, 32) + ".img");
    if (std::optional<ui::Image> image = read_kept(kept)) return std::move(*image);
    base::Result<ui::Image> image = platform::display::load_svg(file, width, height);
    if (!image) {
      KIOSK_LOG(error, "ui.bad-asset", {"asset", asset});
      return {};
    }
    keep(kept, *image);
    return std::move(image).value();
  };
}

}  // namespace kiosk::main
