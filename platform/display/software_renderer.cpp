#include "platform/display/software_renderer.h"

#include <SDL2/SDL.h>

#include <cstring>

#include "kiosk/base/log.h"
#include "platform/display/damage.h"
#include "platform/display/raster.h"
#include "platform/display/turn.h"

namespace platform::display {

using kiosk::ui::DrawData;
using kiosk::ui::Image;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;

namespace {

// Rows of a picture, moved within it.
void move_rows(const Target& target, const Move& move) {
  const Area& from = move.from;
  const auto bytes = static_cast<std::size_t>(from.width()) * sizeof(std::uint32_t);
  const auto row = [&](int y) {
    return target.pixels + static_cast<std::ptrdiff_t>(y) * target.pitch_px + from.left;
  };
  for (int i = 0; i < from.height(); ++i) {
    const int y = move.down < 0 ? from.top + i : from.bottom - 1 - i;
    std::memcpy(row(y + move.down), row(y), bytes);
  }
}

}  // namespace

struct SoftwareRenderer::State {
  SDL_Window* window;
  int width, height;
  Rotation rotation;
  TextureStore textures;
  std::vector<std::uint32_t> pixels;  // the picture, unrotated; unused when the window's surface can be
                                      // drawn into
  PrimitiveList shown, next;
  Damage damage;
  bool is_whole = true;  // the next picture has to be painted whole
  const void* painted_into = nullptr;
  Work work;

  [[nodiscard]] SDL_Surface* surface() const;
  [[nodiscard]] bool is_direct(const SDL_Surface* surface) const;
  Target memory();
  void paint_into(const Target& target, const DrawData& frame);
  void show(SDL_Surface* surface, const Target& picture);
};

SoftwareRenderer::SoftwareRenderer(SDL_Window* window, int width, int height, Rotation rotation)
    : state_(std::make_unique<State>()) {
  state_->window = window;
  state_->width = width;
  state_->height = height;
  state_->rotation = rotation;
}
SoftwareRenderer::~SoftwareRenderer() = default;

TextureId SoftwareRenderer::create(TextureFormat format, int width, int height) {
  return state_->textures.create(format, width, height);
}
void SoftwareRenderer::update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                              int pitch) {
  state_->textures.update(id, x, y, width, height, pixels, pitch);
}
void SoftwareRenderer::destroy(TextureId id) { state_->textures.destroy(id); }
TextureId SoftwareRenderer::create_from(Image image) {
  return state_->textures.create_from(std::move(image));
}
void SoftwareRenderer::invalidate() { state_->is_whole = true; }
SoftwareRenderer::Work SoftwareRenderer::work() const { return state_->work; }

SDL_Surface* SoftwareRenderer::State::surface() const {
  if (window == nullptr) return nullptr;
  SDL_Surface* surface = SDL_GetWindowSurface(window);
  if (surface != nullptr && surface->format->BytesPerPixel == 4) return surface;
  KIOSK_LOG(error, "display.no-surface", {"reason", SDL_GetError()});
  return nullptr;
}

// Whether the picture can be painted straight into the window's surface.
bool SoftwareRenderer::State::is_direct(const SDL_Surface* surface) const {
  return surface != nullptr && rotation == Rotation::none && surface->w == width && surface->h == height &&
         surface->format->Rmask == 0x00FF0000;
}

Target SoftwareRenderer::State::memory() {
  if (pixels.empty())
    pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF000000U);
  return {pixels.data(), width, height, width};
}

void SoftwareRenderer::present(const DrawData& frame) {
  State& state = *state_;
  SDL_Surface* surface = state.surface();
  if (surface != nullptr && SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) return;
  Target target{};
  if (state.is_direct(surface)) {
    target = {static_cast<std::uint32_t*>(surface->pixels), state.width, state.height, surface->pitch / 4};
  } else {
    target = state.memory();
  }
  if (surface != nullptr && surface->pixels != state.painted_into) state.is_whole = true;
  if (surface != nullptr) state.painted_into = surface->pixels;
  state.paint_into(target, frame);
  if (surface != nullptr) state.show(surface, target);
  state.is_whole = false;
  state.textures.pictures_are_shown();
}

void SoftwareRenderer::State::paint_into(const Target& target, const DrawData& frame) {
  const Area whole{0, 0, width, height};
  work = {};
  next.read(frame, textures, whole);
  if (is_whole) {
    paint(frame, next.all(), textures, target, whole);
    work.painted = whole.pixels();
  } else {
    damage.compare(shown, next, textures, frame);
    if (const std::optional<Move>& move = damage.move()) {
      move_rows(target, *move);
      work.moved = move->to().pixels();
    }
    for (const Area& area : damage.areas().all()) {
      paint(frame, next.all(), textures, target, area);
      work.painted += area.pixels();
    }
  }
  shown.swap(next);
}

// Hands what changed to the display.
void SoftwareRenderer::State::show(SDL_Surface* surface, const Target& picture) {
  std::array<SDL_Rect, Areas::kMax + 1> rects{};
  int count = 0;
  const bool direct = is_direct(surface);
  const Target out{static_cast<std::uint32_t*>(surface->pixels), surface->w, surface->h, surface->pitch / 4};
  const auto add = [&](const Area& area) {
    if (!direct) turn(picture, area, out, rotation);
    const Area seen = common(turned(area, width, height, rotation), {0, 0, surface->w, surface->h});
    if (!seen.is_empty())
      rects[static_cast<std::size_t>(count++)] = {seen.left, seen.top, seen.width(), seen.height()};
  };
  if (is_whole) {
    add({0, 0, width, height});
  } else {
    if (damage.move()) add(damage.move()->to());
    for (const Area& area : damage.areas().all()) {
      if (!damage.move() || !damage.move()->to().contains(area)) add(area);
    }
  }
  if (SDL_MUSTLOCK(surface)) SDL_UnlockSurface(surface);
  if (count > 0) SDL_UpdateWindowSurfaceRects(window, rects.data(), count);
}

Image SoftwareRenderer::picture() {
  SDL_Surface* surface = state_->surface();
  Target from = state_->is_direct(surface) ? Target{static_cast<std::uint32_t*>(surface->pixels),
                                                    state_->width, state_->height, surface->pitch / 4}
                                           : state_->memory();
  Image image{state_->width, state_->height, {}};
  image.pixels.resize(static_cast<std::size_t>(from.width) * static_cast<std::size_t>(from.height) * 4);
  std::uint8_t* to = image.pixels.data();
  for (int y = 0; y < from.height; ++y) {
    const std::uint32_t* row = from.pixels + static_cast<std::ptrdiff_t>(y) * from.pitch_px;
    for (int x = 0; x < from.width; ++x) {
      for (const int shift : {16, 8, 0}) *to++ = static_cast<std::uint8_t>(row[x] >> shift);
      *to++ = 255;
    }
  }
  return image;
}

}  // namespace platform::display
