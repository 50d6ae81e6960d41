#include "platform/display/image_file.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "kiosk/base/picture_head.h"

namespace platform::display {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;
using kiosk::ui::Image;

constexpr int kMaxSide = 8192;
constexpr const char* kLibrary = "libSDL2_image-2.0.so.0";

// What is used of SDL_image; all of it null where the library is missing.
struct SdlImage {
  decltype(&IMG_LoadSizedSVG_RW) load_svg = nullptr;
  decltype(&IMG_Load) load = nullptr;
  decltype(&IMG_SavePNG) save_png = nullptr;
  decltype(&IMG_LoadTyped_RW) load_typed = nullptr;
  decltype(&IMG_SavePNG_RW) write_png = nullptr;
  decltype(&IMG_SaveJPG_RW) write_jpeg = nullptr;

  [[nodiscard]] bool is_there() const {
    return load_svg != nullptr && load != nullptr && save_png != nullptr && load_typed != nullptr &&
           write_png != nullptr && write_jpeg != nullptr;
  }
};

const SdlImage& sdl_image() {
  static const SdlImage kLoaded = [] {
    SdlImage out;
    void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr) {
      SDL_SetError("%s", dlerror());
      return out;
    }
    const auto find = [library](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    };
    find(out.load_svg, "IMG_LoadSizedSVG_RW");
    find(out.load, "IMG_Load");
    find(out.save_png, "IMG_SavePNG");
    find(out.load_typed, "IMG_LoadTyped_RW");
    find(out.write_png, "IMG_SavePNG_RW");
    find(out.write_jpeg, "IMG_SaveJPG_RW");
    return out;
  }();
  return kLoaded;
}

struct FreeSurface {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, FreeSurface>;

Error unreadable(const std::filesystem::path& file) {
  return {ImageError::unreadable,
          kiosk::base::cat("cannot read the picture ", file.filename().string(), ": ", SDL_GetError())};
}

Result<Image> to_image(Surface surface, const std::filesystem::path& file) {
  if (!surface) return unreadable(file);
  if (surface->w > kMaxSide || surface->h > kMaxSide) {
    return Error(ImageError::too_large,
                 kiosk::base::cat("the picture ", file.filename().string(), " is too large"));
  }
  if (surface->format->format != SDL_PIXELFORMAT_RGBA32) {
    surface.reset(SDL_ConvertSurfaceFormat(surface.get(), SDL_PIXELFORMAT_RGBA32, 0));
    if (!surface) return unreadable(file);
  }
  Image image{surface->w, surface->h, {}};
  const std::size_t row = static_cast<std::size_t>(image.width) * 4;
  image.pixels.resize(row * static_cast<std::size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    std::memcpy(
        image.pixels.data() + static_cast<std::size_t>(y) * row,
        static_cast<const std::uint8_t*>(surface->pixels) + static_cast<std::ptrdiff_t>(y) * surface->pitch,
        row);
  }
  return image;
}

}  // namespace

std::string_view name_of(ImageError code) {
  switch (code) {
    case ImageError::unreadable:
      return "image-unreadable";
    case ImageError::too_large:
      return "image-too-large";
    case ImageError::not_written:
      return "image-not-written";
  }
  return "image";
}

Result<Image> load_svg(const std::filesystem::path& file, int width, int height) {
  if (!sdl_image().is_there()) return unreadable(file);
  SDL_RWops* source = SDL_RWFromFile(file.c_str(), "rb");
  if (source == nullptr) return unreadable(file);
  Surface surface(sdl_image().load_svg(source, width, height));
  SDL_RWclose(source);
  return to_image(std::move(surface), file);
}

Result<Image> load_png(const std::filesystem::path& file) {
  if (!sdl_image().is_there()) return unreadable(file);
  return to_image(Surface(sdl_image().load(file.c_str())), file);
}

Result<void> save_png(const std::filesystem::path& file, const Image& image) {
  // SDL only reads from the pixels; its C interface cannot say so.
  auto* pixels = const_cast<std::uint8_t*>(image.pixels.data());
  const Surface surface(SDL_CreateRGBSurfaceWithFormatFrom(pixels, image.width, image.height, 32,
                                                           image.width * 4, SDL_PIXELFORMAT_RGBA32));
  if (!surface || !sdl_image().is_there() || sdl_image().save_png(surface.get(), file.c_str()) != 0) {
    return Error(ImageError::not_written,
                 kiosk::base::cat("cannot write ", file.filename().string(), ": ", SDL_GetError()));
  }
  return kiosk::base::done();
}

namespace {

using kiosk::base::Bytes;
using kiosk::base::PictureKind;

const char* type_name(PictureKind kind) {
  switch (kind) {
    case PictureKind::png:
      return "PNG";
    case PictureKind::jpeg:
      return "JPG";
    case PictureKind::webp:
      return "WEBP";
  }
  return "";
}

bool is_opaque(const Image& image) {
  for (std::size_t i = 3; i < image.pixels.size(); i += 4) {
    if (image.pixels[i] != 255) return false;
  }
  return true;
}

}  // namespace

Result<Image> decode_picture(kiosk::base::ByteView file, const PictureLimits& limits) {
  const std::optional<kiosk::base::PictureHead> head = kiosk::base::read_picture_head(file);
  if (!head || (head->kind == PictureKind::webp && !limits.webp))
    return Error(ImageError::unreadable, "not a picture of a kind that is shown");
  if (head->pixels() > limits.pixels || head->width > kMaxSide || head->height > kMaxSide)
    return Error(ImageError::too_large, "the picture has too many pixels");
  if (!head->is_whole) return Error(ImageError::unreadable, "the picture is cut off");
  SDL_RWops* source = SDL_RWFromConstMem(file.data(), static_cast<int>(file.size()));
  if (!sdl_image().is_there() || source == nullptr) return unreadable("it");
  Result<Image> image = to_image(Surface(sdl_image().load_typed(source, 1, type_name(head->kind))), "it");
  if (!image) return image;
  if (image->width == static_cast<int>(head->width) && image->height == static_cast<int>(head->height))
    return image;
  return Error(ImageError::unreadable, "a picture of another size than it says");
}

Result<Bytes> encode_picture(const Image& image) {
  constexpr int kQuality = 85;
  const Error failed(ImageError::not_written, "the picture cannot be written");
  auto* pixels = const_cast<std::uint8_t*>(image.pixels.data());
  Surface surface(SDL_CreateRGBSurfaceWithFormatFrom(pixels, image.width, image.height, 32, image.width * 4,
                                                     SDL_PIXELFORMAT_RGBA32));
  if (!surface || !sdl_image().is_there()) return failed;
  Bytes out(image.pixels.size() + 65536);
  SDL_RWops* sink = SDL_RWFromMem(out.data(), static_cast<int>(out.size()));
  if (sink == nullptr) return failed;
  const bool opaque = is_opaque(image);
  if (opaque) surface.reset(SDL_ConvertSurfaceFormat(surface.get(), SDL_PIXELFORMAT_RGB24, 0));
  const int status = !surface ? -1
                     : opaque ? sdl_image().write_jpeg(surface.get(), sink, 0, kQuality)
                              : sdl_image().write_png(surface.get(), sink, 0);
  const Sint64 size = SDL_RWtell(sink);
  SDL_RWclose(sink);
  if (status != 0 || size <= 0) return failed;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Image reduced(const Image& image, int width, int height) {
  if (image.empty()) return image;
  if (width <= 0) width = std::max(1, static_cast<int>(std::int64_t{image.width} * height / image.height));
  if (height <= 0) height = std::max(1, static_cast<int>(std::int64_t{image.height} * width / image.width));
  if (width > image.width || height > image.height || (width == image.width && height == image.height))
    return image;
  Image out{width, height, {}};
  out.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  const auto first = [](int to, int from, int i) { return static_cast<int>(std::int64_t{i} * from / to); };
  for (int y = 0; y < height; ++y) {
    const int top = first(height, image.height, y), bottom = first(height, image.height, y + 1);
    for (int x = 0; x < width; ++x) {
      const int begin = first(width, image.width, x), end = first(width, image.width, x + 1);
      std::uint64_t sum[3] = {}, alpha = 0;
      for (int row = top; row < bottom; ++row) {
        const std::uint8_t* pixel =
            image.pixels.data() + (static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) +
                                   static_cast<std::size_t>(begin)) *
                                      4;
        for (int column = begin; column < end; ++column, pixel += 4) {
          for (std::size_t c = 0; c < 3; ++c) sum[c] += std::uint64_t{pixel[c]} * pixel[3];
          alpha += pixel[3];
        }
      }
      std::uint8_t* to =
          out.pixels.data() +
          (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
      const auto count = static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(end - begin);
      for (std::size_t c = 0; c < 3; ++c)
        to[c] = static_cast<std::uint8_t>(alpha == 0 ? 0 : (sum[c] + alpha / 2) / alpha);
      to[3] = static_cast<std::uint8_t>((alpha + count / 2) / count);
    }
  }
  return out;
}

Image cut_to(const Image& image, int width, int height) {
  if (image.empty() || width <= 0 || height <= 0) return image;
  const std::int64_t wide = std::int64_t{image.height} * width / height;
  const std::int64_t tall = std::int64_t{image.width} * height / width;
  Image out{static_cast<int>(std::clamp<std::int64_t>(wide, 1, image.width)),
            static_cast<int>(std::clamp<std::int64_t>(tall, 1, image.height)),
            {}};
  const int left = (image.width - out.width) / 2, top = (image.height - out.height) / 2;
  for (int y = 0; y < out.height; ++y) {
    const auto row = image.pixels.begin() + (std::ptrdiff_t{y + top} * image.width + left) * 4;
    out.pixels.insert(out.pixels.end(), row, row + std::ptrdiff_t{out.width} * 4);
  }
  return out;
}

}  // namespace platform::display
