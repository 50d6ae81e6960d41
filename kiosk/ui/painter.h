#pragma once
// Draws into Dear ImGui's draw list: rectangles, rounded cards, shadows, arches, icons, pictures, text. All
// of it becomes upright rectangles with a grey or colour texture, which both renderers draw fast and alike:
// shapes and icons are rasterised once per size into the same atlas as the letters.
//
// Places are design units from the start side; the painter turns them round in right-to-left layouts and
// scales them to whole pixels. Belongs to the screen's thread.

#include <cmath>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

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

// Gives the picture of this name as it was made before, or makes it. `asset` is what it is made from, if
// anything: made from another one it is another picture.
using ImageMaker = std::function<Image()>;
using ImageKeeper =
    std::function<Image(const std::string& name, const std::string& asset, const ImageMaker& make)>;

// The interface arch of the design, section 7.1: straight jambs, a gently pointed head, a rounded foot.
struct Arch {
  float point = 0.20F;
  float squash = 1;
  float foot_radius = 14;
};
constexpr Arch kBadgeArch{0.20F, 1, 14}, kStepArch{0.20F, 1, 6}, kTabArch{0.16F, 1, 18},
    kWindowArch{0.16F, 0.62F, 16}, kReceiptArch{0.16F, 0.50F, 34}, kInstallArch{0.18F, 0.80F, 26};

// Of a gate: how much wider and taller than the opening, all in all.
struct GateRing {
  float wider, taller;
  Colour colour;
};

// A white line inside a picture, along its edge.
struct InnerLine {
  float inset = 0, width = 0;
};

enum class Shadow { card, raised, hero, sheet };
enum class Triangle { corner, tip, tip_up };  // the top right corner of its box; a tip that points down, up
enum class Mirror { never, with_direction };

// The zellige of section 7.2 in its colours.
enum class Zellige { full, relief, deep, whisper_brick, whisper_olive };

// From one start to the next, or only while it is seen: what is quick to make, or is of one visit.
enum class Keep { for_good, for_now };

class Painter {
 public:
  Painter(text::Engine& engine, TextureSink& sink, ImageLoader loader);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  // Where pictures that take long to make are kept from one start to the next.
  void keep_pictures(ImageKeeper keeper) { keeper_ = std::move(keeper); }

  void begin(ImDrawList* list, int width_px, int height_px, float scale, bool right_to_left);
  void end();  // sends what changed in the atlas to the renderer
  // Overwrites what was drawn, and the longer frames before it: places of letters tell the text.
  void forget();
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
  void diamond(const Box& box, Colour colour);
  // What lies outside a box's rounded corners, over what was painted there.
  void round_off(const Box& box, float radius, Colour top, Colour foot);
  void triangle(const Box& box, Triangle triangle, Colour colour);
  // Strokes at 45 degrees, `period` apart along the row: what colour would tell apart, in high contrast.
  void hatched(const Box& box, float period, float line, Colour colour);
  // Part of a ring with round ends, from the top, clockwise; `part` 0..1. Cheap for every part: it can move.
  void ring(const Box& box, float line, float part, Colour colour);
  // An icon of assets/icons, tinted.
  void icon(const Box& box, std::string_view name, Colour colour, Mirror mirror = Mirror::never);
  void image(const Box& box, std::string_view asset, float opacity = 1);
  // A picture that `make` draws once for each size in pixels; `name` tells it from others.
  void made(const Box& box, std::string_view name, const std::function<Image(int width, int height)>& make);
  void image_in_card(const Box& box, std::string_view asset, float radius);
  void image_in_arch(const Box& box, std::string_view asset, const Arch& arch,
                     const InnerLine& inner_line = {});
  // A picture behind the gate arch of section 7.1; the box is its opening, between the jambs. Rings lie round
  // it, the first one outermost.
  void image_in_gate(const Box& opening, std::string_view asset, std::span<const GateRing> rings);
  void zellige(const Box& box, Zellige kind, float period);
  // An arch filled with deep zellige up to `part` of its height, under a wave that has drifted so far.
  void level(const Box& box, const Arch& arch, float part, float drift);
  // A whisper of zellige at the end side of a card, `reach` wide, fading towards the start.
  void whisper(const Box& card, float radius, Zellige kind, float period, float reach);
  // A picture of the caller's own, made once for each key and kept like the others; whole pixels of the
  // screen.
  void made(const PixelBox& at, const std::string& name, const ImageMaker& make, float opacity = 1,
            Keep keep = Keep::for_good);
  void qr(const Box& box, std::string_view text, Colour dark, Colour light);

  // Draws a layout with its top left (in pixels) at x, y; one colour a style of the paragraph.
  void glyphs(const text::Laid& laid, float x, float y, std::span<const Colour> colours);
  // The same turned a quarter to the left, so that it reads upwards; for the name of a vertical axis.
  void glyphs_upwards(const text::Laid& laid, float x, float y, Colour colour);
  // From now on letters are drawn this strongly (1: as they are), so that they cannot be read from afar; the
  // strength before.
  float letters(float strength) { return std::exchange(letters_, strength); }

  // Everything is drawn this much higher: the page below has been scrolled.
  void shift_up(float by) { shift_ = by; }
  // And this much farther from the start, and paler: the page is on its way in.
  void drift(float by, float strength, float down = 0) {
    drift_down_ = std::round(down * scale_);
    drift_ = std::round((right_to_left_ ? -by : by) * scale_);
    strength_ = strength;
  }
  void push_clip(const Box& box);
  void pop_clip();

  [[nodiscard]] text::Atlas& atlas() { return atlas_; }

 private:
  using MaskMaker = std::function<text::Bitmap()>;
  struct Picture {
    TextureId id = 0;
    int width = 0, height = 0;
    std::uint64_t frame = 0;  // that drew it last
    [[nodiscard]] std::size_t bytes() const {
      return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    }
  };

  const text::AtlasSlot* mask(std::uint64_t key, const MaskMaker& make);
  void quad(float x, float y, float width, float height, Colour colour);
  void missing_glyph(float x, float baseline, float advance, float size, Colour colour);
  void arch_head(const PixelBox& at, int rise, const Arch& shape, Colour colour);
  void masked(const text::AtlasSlot& slot, const PixelBox& part, float x, float y, float width, float height,
              Colour colour, bool mirrored = false);
  void nine_patch(const text::AtlasSlot& slot, int core, const PixelBox& box, Colour colour);
  void picture(const Picture* picture, const PixelBox& box, float opacity = 1);
  void ring_part(const text::AtlasSlot& ring, const PixelBox& at, float part, Colour colour);
  void use_texture(TextureId id);
  const Picture* picture_for(const std::string& name, const std::string& asset, const ImageMaker& make,
                             Keep keep = Keep::for_good);
  void drop_pictures();
  [[nodiscard]] Image pixels_of(std::string_view asset, int width, int height) const;
  [[nodiscard]] Image covering(const std::string& asset, int width, int height) const;
  TextureId page_texture(std::size_t page);
  [[nodiscard]] std::uint32_t ink(Colour colour) const { return colour.faded(strength_).packed(); }

  text::Engine& engine_;
  TextureSink& sink_;
  ImageLoader loader_;
  ImageKeeper keeper_;
  text::Atlas atlas_;
  struct PageTexture {
    TextureId id = 0;
    TextureFormat format = TextureFormat::grey;
  };
  std::vector<PageTexture> pages_;  // the atlas's
  std::unordered_map<std::string, Picture> pictures_;
  std::size_t picture_bytes_ = 0;
  std::uint64_t frame_ = 0;
  ImDrawList* list_ = nullptr;
  TextureId current_ = 0;
  int width_px_ = 0, height_px_ = 0;
  float scale_ = 1, shift_ = 0;
  float letters_ = 1;
  float drift_ = 0, drift_down_ = 0, strength_ = 1;  // pixels; of the colours
  bool right_to_left_ = false;
};

}  // namespace kiosk::ui
