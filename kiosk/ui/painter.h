#pragma once
// Draws into Dear ImGui's draw list: rectangles, rounded cards, shadows, arches, icons, pictures, text. All
// of it becomes upright rectangles with a grey or colour texture, which both renderers draw fast and alike:
// shapes and icons are rasterised once per size into the same atlas as the letters.
//
// Places are design units from the start side; the painter turns them round in right-to-left layouts and
// scales them to whole pixels. Belongs to the screen's thread.

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "kiosk/text/atlas.h"
#include "kiosk/text/paragraph_cache.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/texture_sink.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace kiosk::ui {

// Loads an asset ("icons/home", "illustrations/home-hero") at a size in pixels, where 0 for one side keeps
// the picture's proportions; an empty image when it cannot.
using ImageLoader = std::function<Image(const std::string& asset, int width, int height)>;

// The interface arch of the design, section 7.1: straight jambs, a gently pointed head, a rounded foot.
struct Arch {
  float point = 0.20F;
  float squash = 1;
  float foot_radius = 14;
};
constexpr Arch kBadgeArch{0.20F, 1, 14}, kStepArch{0.20F, 1, 6}, kTabArch{0.16F, 1, 18},
    kWindowArch{0.16F, 0.62F, 16}, kReceiptArch{0.16F, 0.50F, 34}, kInstallArch{0.18F, 0.80F, 26};

enum class Shadow { card, raised, hero, sheet };
enum class Triangle { corner, tip };  // the top right corner of its box; a tip that points down
enum class Mirror { never, with_direction };

// The zellige of section 7.2 in its colours.
enum class Zellige { full, relief, deep, whisper_brick, whisper_olive };

class Painter {
 public:
  Painter(text::Engine& engine, TextureSink& sink, ImageLoader loader);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  void begin(ImDrawList* list, int width_px, int height_px, float scale, bool right_to_left);
  void end();  // sends what changed in the atlas to the renderer
  // A letter or shape found no room in the atlas: the frame has to be drawn again, into an empty one.
  [[nodiscard]] bool is_incomplete() const { return atlas_.is_full(); }

  [[nodiscard]] PixelBox to_pixels(const Box& box) const;
  [[nodiscard]] float scale() const { return scale_; }
  [[nodiscard]] bool right_to_left() const { return right_to_left_; }

  void fill(const Box& box, Colour colour);
  void gradient(const Box& box, Colour top, Colour foot);
  void rounded(const Box& box, float radius, Colour colour);
  void bordered(const Box& box, float radius, Colour inside, float line, Colour border);
  void dashed(const Box& box, float radius, float line, Colour colour);
  void shadow(const Box& box, float radius, Shadow shadow);
  void arch(const Box& box, const Arch& arch, Colour colour);
  void bordered_arch(const Box& box, const Arch& arch, Colour inside, float line, Colour border);
  void disc(float centre_start, float centre_top, float radius, Colour colour);
  void triangle(const Box& box, Triangle triangle, Colour colour);
  // Part of a ring, from the top, clockwise; `part` 0..1.
  void ring(const Box& box, float line, float part, Colour colour);
  // An icon of assets/icons, tinted.
  void icon(const Box& box, std::string_view name, Colour colour, Mirror mirror = Mirror::never);
  void image(const Box& box, std::string_view asset);
  void image_in_arch(const Box& box, std::string_view asset, const Arch& arch);
  void zellige(const Box& box, Zellige kind, float period);
  // A whisper of zellige at the end side of a card, `reach` wide, fading towards the start.
  void whisper(const Box& card, float radius, Zellige kind, float period, float reach);
  void qr(const Box& box, std::string_view text, Colour dark, Colour light);

  // Draws a layout with its top left (in pixels) at x, y; one colour a style of the paragraph.
  void glyphs(const text::Laid& laid, float x, float y, std::span<const Colour> colours);

  // Everything is drawn this much higher: the page below has been scrolled.
  void shift_up(float by) { shift_ = by; }
  void push_clip(const Box& box);
  void pop_clip();

  [[nodiscard]] text::Atlas& atlas() { return atlas_; }

 private:
  using MaskMaker = std::function<text::Bitmap()>;

  const text::AtlasSlot* mask(std::uint64_t key, const MaskMaker& make);
  void quad(float x, float y, float width, float height, Colour colour);
  void missing_glyph(float x, float baseline, float advance, float size, Colour colour);
  void masked(const text::AtlasSlot& slot, const PixelBox& part, float x, float y, float width, float height,
              Colour colour, bool mirrored = false);
  void nine_patch(const text::AtlasSlot& slot, int core, const PixelBox& box, Colour colour);
  void picture(TextureId id, const PixelBox& box);
  void use_texture(TextureId id);
  TextureId texture_for(const std::string& key, const std::function<Image()>& make);
  [[nodiscard]] Image covering(const std::string& asset, int width, int height) const;
  TextureId page_texture(std::size_t page);

  text::Engine& engine_;
  TextureSink& sink_;
  ImageLoader loader_;
  text::Atlas atlas_;
  struct PageTexture {
    TextureId id = 0;
    TextureFormat format = TextureFormat::grey;
  };
  std::vector<PageTexture> pages_;  // the atlas's
  std::unordered_map<std::string, TextureId> pictures_;
  ImDrawList* list_ = nullptr;
  TextureId current_ = 0;
  int width_px_ = 0, height_px_ = 0;
  float scale_ = 1, shift_ = 0;
  bool right_to_left_ = false;
};

}  // namespace kiosk::ui
