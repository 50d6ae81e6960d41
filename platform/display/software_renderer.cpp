#include "platform/display/software_renderer.h"

#include <SDL2/SDL.h>

#include "kiosk/base/log.h"
#include "platform/display/raster.h"

namespace platform::display {

using kiosk::ui::DrawData;
using kiosk::ui::Image;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;

struct SoftwareRenderer::State {
  SDL_Window* window;
  int width, height;
  Rotation rotation;
  TextureStore textures;
  std::vector<std::uint32_t>
      pixels;  // the picture, unrotated; unused when the window's surface can be drawn into

  // The window's surface, if the picture can be painted straight into it.
  SDL_Surface* direct_surface() const {
    if (window == nullptr || rotation != Rotation::none) return nullptr;
    SDL_Surface* surface = SDL_GetWindowSurface(window);
    const bool fits = surface != nullptr && surface->w == width && surface->h == height &&
                      surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0x00FF0000;
    return fits ? surface : nullptr;
  }
  Target memory() {
    if (pixels.empty())
      pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF000000U);
    return {pixels.data(), width, height, width};
  }
  void show_rotated();
};

SoftwareRenderer::SoftwareRenderer(SDL_Window* window, int width, int height, Rotation rotation)
    : state_(std::make_unique<State>(State{window, width, height, rotation, {}, {}})) {}
SoftwareRenderer::~SoftwareRenderer() = default;

TextureId SoftwareRenderer::create(TextureFormat format, int width, int height) {
  return state_->textures.create(format, width, height);
}
void SoftwareRenderer::update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                              int pitch) {
  state_->textures.update(id, x, y, width, height, pixels, pitch);
}
void SoftwareRenderer::destroy(TextureId id) { state_->textures.destroy(id); }

void SoftwareRenderer::present(const DrawData& frame) {
  SDL_Surface* surface = state_->direct_surface();
  if (surface == nullptr) {
    draw(frame, state_->textures, state_->memory());
    if (state_->window != nullptr) state_->show_rotated();
    return;
  }
  if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) return;
  draw(frame, state_->textures,
       {static_cast<std::uint32_t*>(surface->pixels), state_->width, state_->height, surface->pitch / 4});
  if (SDL_MUSTLOCK(surface)) SDL_UnlockSurface(surface);
  SDL_UpdateWindowSurface(state_->window);
}

void SoftwareRenderer::State::show_rotated() {
  SDL_Surface* surface = SDL_GetWindowSurface(window);
  if (surface == nullptr || surface->format->BytesPerPixel != 4) {
    KIOSK_LOG(error, "display.no-surface", {"reason", SDL_GetError()});
    return;
  }
  if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) return;
  const bool swaps = rotation == Rotation::quarter || rotation == Rotation::three_quarters;
  const int out_width = std::min(surface->w, swaps ? height : width);
  const int out_height = std::min(surface->h, swaps ? width : height);
  auto* out = static_cast<std::uint32_t*>(surface->pixels);
  for (int y = 0; y < out_height; ++y) {
    for (int x = 0; x < out_width; ++x) {
      int from_x = x, from_y = y;
      if (rotation == Rotation::quarter) from_x = y, from_y = height - 1 - x;
      if (rotation == Rotation::half) from_x = width - 1 - x, from_y = height - 1 - y;
      if (rotation == Rotation::three_quarters) from_x = width - 1 - y, from_y = x;
      out[static_cast<std::ptrdiff_t>(y) * (surface->pitch / 4) + x] =
          pixels[static_cast<std::size_t>(from_y) * static_cast<std::size_t>(width) +
                 static_cast<std::size_t>(from_x)];
    }
  }
  if (SDL_MUSTLOCK(surface)) SDL_UnlockSurface(surface);
  SDL_UpdateWindowSurface(window);
}

Image SoftwareRenderer::picture() {
  const SDL_Surface* surface = state_->direct_surface();
  Target from = state_->memory();
  if (surface != nullptr)
    from = {static_cast<std::uint32_t*>(surface->pixels), state_->width, state_->height, surface->pitch / 4};
  Image image{state_->width, state_->height, {}};
  image.pixels.reserve(static_cast<std::size_t>(from.width) * static_cast<std::size_t>(from.height) * 4);
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      const std::uint32_t pixel = from.pixels[static_cast<std::ptrdiff_t>(y) * from.pitch_px + x];
      for (const int shift : {16, 8, 0}) image.pixels.push_back(static_cast<std::uint8_t>(pixel >> shift));
      image.pixels.push_back(255);
    }
  }
  return image;
}

}  // namespace platform::display
