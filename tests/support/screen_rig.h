#pragma once
// The kiosk's screens without a window: state in, picture out, by the software renderer. For golden pictures
// and for tests that touch screens. The catalogue is built and signed from content/ as a clerk's would be,
// with a throw-away key.

#include "kiosk/screens/screens.h"
#include "platform/display/raster.h"
#include "tests/support/fonts.h"

namespace kiosk::tests {

std::shared_ptr<const content::Catalogue> sample_catalogue();

// What a frame looks like, by the software renderer.
ui::Image picture_of(const ui::DrawData& frame, const platform::display::TextureStore& textures);

class ScreenRig {
 public:
  explicit ScreenRig(int width_px = 1080, int height_px = 1920);

  app::State state;  // Wednesday 15 October 2025, 10:24 in Morocco

  // One frame; intents are carried out (effects are dropped), and drawn again until nothing more happens.
  void draw();
  ui::Image picture();  // of a fresh frame
  // Touches the control's middle and lets go; false if there is none.
  bool tap(std::string_view id);
  void pass(base::Milliseconds time);
  ui::Interface& interface() { return interface_; }
  screens::Screens& screens() { return screens_; }
  const std::vector<app::Effect>& effects() const { return effects_; }

 private:
  text::Engine engine_;
  platform::display::TextureStore textures_;
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
