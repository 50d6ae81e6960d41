#pragma once
// The software renderer's textures, kept as its rows want them: a byte of coverage a pixel, or B, G, R, A
// with straight alpha. Remembers which texels changed since the last picture, so that only what shows them is
// painted again. Belongs to the screen's thread.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kiosk/ui/texture_sink.h"
#include "platform/display/area.h"

namespace platform::display {

struct Texture {
  kiosk::ui::TextureFormat format;
  int width, height;
  bool is_opaque = false;           // every texel, as far as is known
  std::vector<std::uint8_t> bytes;  // one a pixel, or four: B, G, R, A

  [[nodiscard]] const std::uint8_t* coverage(int row) const { return bytes.data() + place(row); }
  [[nodiscard]] const std::uint32_t* texels(int row) const {
    return reinterpret_cast<const std::uint32_t*>(bytes.data()) + place(row);
  }
  [[nodiscard]] std::size_t place(int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
  }
};

class TextureStore : public kiosk::ui::TextureSink {
 public:
  kiosk::ui::TextureId create(kiosk::ui::TextureFormat format, int width, int height) override;
  void update(kiosk::ui::TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
              int pitch) override;
  void destroy(kiosk::ui::TextureId id) override;
  kiosk::ui::TextureId create_from(kiosk::ui::Image image) override;
  [[nodiscard]] const Texture* find(kiosk::ui::TextureId id) const;

  // Whether texels have another value than when pictures_are_shown() was called last. An id is never used
  // twice: a texture that is new since then has no changes.
  [[nodiscard]] bool has_changes() const { return has_changes_; }
  [[nodiscard]] bool is_changed(kiosk::ui::TextureId id, const Area& texels) const;
  void pictures_are_shown();

 private:
  struct Kept {
    Texture texture;
    bool is_shown = false;
    std::vector<std::uint64_t> changed;  // a bit a texel, rows of whole words; empty: none
    int changed_top = 0, changed_bottom = 0;
  };
  kiosk::ui::TextureId add(Texture texture);
  static void mark_changes(Kept& kept, int x, int y, const void* before, const void* after, int width);

  std::unordered_map<kiosk::ui::TextureId, Kept> textures_;
  std::vector<std::uint32_t> row_;  // scratch
  kiosk::ui::TextureId last_ = 0;
  bool has_changes_ = false;
};

}  // namespace platform::display
