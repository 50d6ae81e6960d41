#include "platform/display/image_file.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>

#include <dlfcn.h>

#include <cstring>
#include <memory>

#include "kiosk/base/bytes.h"

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

  [[nodiscard]] bool is_there() const {
    return load_svg != nullptr && load != nullptr && save_png != nullptr;
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

}  // namespace platform::display
