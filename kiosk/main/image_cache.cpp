#include "kiosk/main/image_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "kiosk/base/bytes.h"
#include "kiosk/base/log.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/store/file.h"
#include "platform/display/image_file.h"

namespace kiosk::main {
namespace {

constexpr std::size_t kMaxAssetBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxPhotographBytes = 8 * 1024 * 1024;
constexpr std::uint32_t kMaxSide = 8192;  // pixels, as platform/display reads them
constexpr std::uint64_t kLeavesFree = 512 * 1024 * 1024;
constexpr std::size_t kMaxKept = 2000;  // files; a kiosk shows some hundred pictures

// What a folder holds, its sub-folders left out.
struct Kept {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

Kept kept_in(const std::filesystem::path& folder) {
  Kept kept;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code gone;
    const std::uintmax_t size = it->file_size(gone);
    ++kept.files;
    if (!gone) kept.bytes += size;
  }
  return kept;
}

struct Head {
  std::array<char, 4> magic;
  std::uint32_t unused;
  std::uint64_t checksum;
  std::uint32_t width, height;
};
constexpr std::array<char, 4> kMagic = {'K', 'I', 'M', '2'};
static_assert(sizeof(Head) == 24);

// FNV-1a over words instead of bytes, four side by side: it finds damage, not malice, at the speed of memory.
std::uint64_t checksum_of(std::uint32_t width, std::uint32_t height, const std::vector<std::uint8_t>& bytes) {
  constexpr std::uint64_t kPrime = 0x100000001B3U;
  std::array<std::uint64_t, 4> lanes = {0xCBF29CE484222325U ^ width, 0x9E3779B97F4A7C15U ^ height, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> words{};
    std::memcpy(words.data(), bytes.data() + at, 32);
    for (std::size_t i = 0; i < 4; ++i) {
      lanes[i] = (lanes[i] ^ words[i]) * kPrime;
      lanes[i] ^= lanes[i] >> 29;
    }
  }
  std::uint64_t sum = bytes.size();
  for (; at < bytes.size(); ++at) sum = (sum ^ bytes[at]) * kPrime;
  for (const std::uint64_t lane : lanes) sum = (sum ^ lane) * kPrime ^ (sum >> 31);
  return sum;
}

class File {
 public:
  File(const std::filesystem::path& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] std::uint64_t size() const {
    struct stat status {};
    return fstat(fd_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
  }
  bool read_all(void* to, std::size_t size) const {
    auto* bytes = static_cast<char*>(to);
    while (size > 0) {
      const ssize_t count = read(fd_, bytes, size);
      if (count <= 0) return false;
      bytes += count;
      size -= static_cast<std::size_t>(count);
    }
    return true;
  }
  [[nodiscard]] bool write_all(const void* from, std::size_t size) const {
    const auto* bytes = static_cast<const char*>(from);
    while (size > 0) {
      const ssize_t count = ::write(fd_, bytes, size);
      if (count <= 0) return false;
      bytes += count;
      size -= static_cast<std::size_t>(count);
    }
    return true;
  }
  bool close() {
    const int fd = std::exchange(fd_, -1);
    return fd < 0 || ::close(fd) == 0;
  }

 private:
  int fd_;
};

// "illustrations/picture/<hash>"
std::optional<std::string_view> hash_of_photograph(std::string_view asset) {
  constexpr std::string_view kPrefix = "illustrations/picture/";
  if (!asset.starts_with(kPrefix)) return std::nullopt;
  return asset.substr(kPrefix.size());
}

std::optional<ui::Image> read_kept(const std::filesystem::path& path) {
  const File file(path, O_RDONLY | O_NOFOLLOW);
  Head head{};
  if (!file.is_open() || !file.read_all(&head, sizeof head) || head.magic != kMagic) return std::nullopt;
  if (head.width == 0 || head.height == 0 || head.width > kMaxSide || head.height > kMaxSide)
    return std::nullopt;
  const std::size_t bytes = std::size_t{head.width} * head.height * 4;
  if (file.size() != bytes + sizeof head) return std::nullopt;
  ui::Image image{static_cast<int>(head.width), static_cast<int>(head.height), {}};
  image.pixels.resize(bytes);
  if (!file.read_all(image.pixels.data(), bytes)) return std::nullopt;
  if (checksum_of(head.width, head.height, image.pixels) != head.checksum) return std::nullopt;
  return image;
}

// This build: another one may draw the same name otherwise.
std::string program_name() {
  struct stat status {};
  if (stat("/proc/self/exe", &status) != 0) return "unknown";
  return base::cat(status.st_size, "-", status.st_mtim.tv_sec, "-", status.st_mtim.tv_nsec);
}

}  // namespace

ImageCache::ImageCache(std::filesystem::path share, const std::filesystem::path& cache,
                       std::uint64_t max_bytes, std::filesystem::path objects)
    : share_(std::move(share)),
      folder_(cache / program_name()),
      objects_(std::move(objects)),
      max_bytes_(max_bytes) {
  std::error_code error;
  if (std::filesystem::exists(folder_, error)) return;
  std::filesystem::remove_all(cache, error);
  std::filesystem::create_directories(folder_, error);
}

std::filesystem::path ImageCache::file_of(const std::string& name, const std::string& asset) const {
  crypto::Hasher hasher;
  if (hash_of_photograph(asset)) {
    hasher.add(base::as_bytes(asset));  // it names its own bytes
  } else if (!asset.empty()) {
    const base::Result<base::Bytes> source = store::read_file(share_ / (asset + ".svg"), kMaxAssetBytes);
    if (!source) return {};
    hasher.add(*source);
  }
  hasher.add(base::as_bytes(base::cat("@", name)));
  return folder_ / (hasher.finish().text().substr(0, 32) + ".img");
}

ui::Image ImageCache::load(const std::string& asset, int width, int height) {
  return keep(base::cat(width, "x", height), asset, [&] { return make(asset, width, height); });
}

ui::Image ImageCache::make(const std::string& asset, int width, int height) {
  base::Result<ui::Image> image = hash_of_photograph(asset)
                                      ? photograph(asset, width, height)
                                      : platform::display::load_svg(share_ / (asset + ".svg"), width, height);
  if (image) return std::move(image).value();
  KIOSK_LOG(error, "ui.bad-asset", {"asset", asset}, {"reason", image.error().sentence()});
  tell_damage(asset);
  return {};
}

void ImageCache::on_damage(std::function<void()> tell) {
  tell_ = std::move(tell);
  if (is_damaged_) std::exchange(tell_, nullptr)();
}

void ImageCache::tell_damage(const std::string& asset) {
  if (!hash_of_photograph(asset)) return;
  is_damaged_ = true;
  if (tell_) std::exchange(tell_, nullptr)();
}

// Of both sides given, the middle of the picture in their proportions.
base::Result<ui::Image> ImageCache::photograph(const std::string& asset, int width, int height) const {
  const crypto::Hash hash = TRY(crypto::Hash::parse(*hash_of_photograph(asset)));
  const base::Bytes file = TRY(store::read_file(objects_ / hash.text(), kMaxPhotographBytes));
  if (crypto::hash_of(file) != hash)
    return base::Error(platform::display::ImageError::unreadable, "the photograph is damaged");
  ui::Image image = TRY(platform::display::decode_picture(file, platform::display::kShownPictures));
  if (width <= 0 && height <= 0) return image;
  if (width > 0 && height > 0) image = platform::display::cut_to(image, width, height);
  return platform::display::reduced(image, width, height);
}

ui::Image ImageCache::keep(const std::string& name, const std::string& asset, const ui::ImageMaker& make) {
  const std::filesystem::path file = file_of(name, asset);
  if (file.empty()) {
    KIOSK_LOG(error, "ui.no-asset", {"asset", asset});
    tell_damage(asset);
    return {};
  }
  if (std::optional<ui::Image> image = read_kept(file)) return std::move(*image);
  ui::Image image = make();
  if (!image.empty()) write(file, image);
  return image;
}

// Written beside and renamed: a reader sees all of it or nothing. What a power cut makes of it, the checksum
// finds.
void ImageCache::write(const std::filesystem::path& path, const ui::Image& image) const {
  Head head{};
  const Kept kept = kept_in(folder_);
  const base::Result<std::uint64_t> free = store::free_bytes(folder_);
  if (!free || *free < kLeavesFree + image.pixels.size()) return;  // the disk is the complaints' first
  if (kept.files > kMaxKept || kept.bytes + sizeof head + image.pixels.size() > max_bytes_) return;
  head.magic = kMagic;
  head.width = static_cast<std::uint32_t>(image.width);
  head.height = static_cast<std::uint32_t>(image.height);
  head.checksum = checksum_of(head.width, head.height, image.pixels);
  std::error_code error;
  const std::filesystem::path partial = path.string() + ".partial";
  File file(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  const bool is_written = file.is_open() && file.write_all(&head, sizeof head) &&
                          file.write_all(image.pixels.data(), image.pixels.size()) && file.close();
  if (is_written) {
    std::filesystem::rename(partial, path, error);
  } else {
    std::filesystem::remove(partial, error);
  }
}

}  // namespace kiosk::main
