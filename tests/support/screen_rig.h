#pragma once
// The kiosk's screens without a window: state in, picture out, by the software renderer. For golden pictures
// and for tests that touch screens. The catalogue is built and signed from content/ as a clerk's would be,
// with a throw-away key.

#include <functional>

#include "kiosk/content/contents.h"
#include "kiosk/screens/screens.h"
#include "platform/display/raster.h"
#include "tests/support/fonts.h"

namespace kiosk::tests {

std::shared_ptr<const content::Catalogue> sample_catalogue();
// The same with a change.
std::shared_ptr<const content::Catalogue> sample_catalogue(
    const std::function<void(content::Contents&)>& change);

// What a frame looks like, by the software renderer.
ui::Image picture_of(const ui::DrawData& frame, const platform::display::TextureStore& textures);

// Of the build's share folder.
base::Result<base::Bytes> read_asset(const std::string& asset);

class ScreenRig {
 public:
  // `also`: sees every texture too, under the same ids.
  explicit ScreenRig(int width_px = 1080, int height_px = 1920, ui::TextureSink* also = nullptr,
                     screens::Screens::AssetReader assets = read_asset);

  app::State state;  // Wednesday 15 October 2025, 10:24 in Morocco

  // A frame; intents are carried out (effects are dropped), and drawn again until nothing more happens and
  // nothing moves. draw_once() leaves what moves where it is.
  void draw();
  void draw_once();
  ui::DrawData frame();  // one frame as it is, intents dropped
  ui::Image picture();   // of a fresh frame
  // Touches the control's middle and lets go; false if there is none.
  bool tap(std::string_view id);
  void pass(base::Milliseconds time);
  ui::Interface& interface() { return interface_; }
  [[nodiscard]] const platform::display::TextureStore& textures() const { return textures_.store; }
  screens::Screens& screens() { return screens_; }
  const std::vector<app::Effect>& effects() const { return effects_; }

 private:
  text::Engine engine_;
  struct Textures : ui::TextureSink {
    ui::TextureId create(ui::TextureFormat format, int width, int height) override;
    void update(ui::TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                int pitch) override;
    void destroy(ui::TextureId id) override;
    ui::TextureId create_from(ui::Image image) override;
    platform::display::TextureStore store;
    ui::TextureSink* also = nullptr;
  };

  Textures textures_;
  app::Strings strings_;
  ui::DrawContext draw_context_;
  ui::Interface interface_;
  screens::Screens screens_;
  std::vector<app::Effect> effects_;
  int width_px_, height_px_;
};

// A complaint filed just now, not yet delivered; its uuid is "one".
void open_receipt(ScreenRig& rig);

}  // namespace kiosk::tests
