#pragma once
// The software renderer's pixels: draws ui::DrawData into memory, on the CPU, with integer arithmetic, so
// that the same frame gives the same bytes on every machine. No window here: the golden pictures use it as it
// is.
//
// Rectangles (two triangles that make an upright one) of one colour or a straight gradient, with or without a
// texture, are filled row by row; everything else goes through a general triangle filler: pixel centres,
// top-left rule.

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "kiosk/ui/draw_data.h"
#include "kiosk/ui/texture_sink.h"

namespace platform::display {

struct Texture {
  kiosk::ui::TextureFormat format;
  int width, height;
  std::vector<std::uint8_t> pixels;
};

class TextureStore : public kiosk::ui::TextureSink {
 public:
  kiosk::ui::TextureId create(kiosk::ui::TextureFormat format, int width, int height) override;
  void update(kiosk::ui::TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
              int pitch) override;
  void destroy(kiosk::ui::TextureId id) override;
  [[nodiscard]] const Texture* find(kiosk::ui::TextureId id) const;

 private:
  std::unordered_map<kiosk::ui::TextureId, Texture> textures_;
  kiosk::ui::TextureId last_ = 0;
};

// A picture in memory: 32 bits a pixel, B, G, R, X in memory (what X11 and KMS want), `pitch_px` pixels a
// row.
struct Target {
  std::uint32_t* pixels;
  int width, height;
  int pitch_px;
};

// Draws the whole frame over whatever the target holds.
void draw(const kiosk::ui::DrawData& frame, const TextureStore& textures, const Target& target);

}  // namespace platform::display
