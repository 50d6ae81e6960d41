#pragma once
// Where textures live: the renderer. Grey textures are 8 bits of coverage a pixel, colour ones R, G, B, A
// with straight alpha. Rows from the top. Belongs to the screen's thread.

#include <cstdint>
#include <vector>

#include "kiosk/ui/draw_data.h"

namespace kiosk::ui {

enum class TextureFormat { grey, colour };

struct Image {  // R, G, B, A bytes, straight alpha, rows from the top without padding
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
  [[nodiscard]] bool empty() const { return pixels.empty(); }
};

class TextureSink {
 public:
  virtual ~TextureSink() = default;
  // Contents start empty (transparent).
  virtual TextureId create(TextureFormat format, int width, int height) = 0;
  // Replaces a rectangle; `pixels` has `pitch` bytes a row.
  virtual void update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                      int pitch) = 0;
  virtual void destroy(TextureId id) = 0;
  // A colour texture of this picture, which is not empty. A sink that can keeps the picture's own memory.
  virtual TextureId create_from(Image image) {
    const TextureId id = create(TextureFormat::colour, image.width, image.height);
    update(id, 0, 0, image.width, image.height, image.pixels.data(), image.width * 4);
    return id;
  }
};

}  // namespace kiosk::ui
