#pragma once
// An interface without a screen: what `draw` draws is built, and touched.

#include <functional>

#include "kiosk/ui/button.h"
#include "tests/support/fonts.h"

namespace kiosk::tests {

class NoTextures : public ui::TextureSink {
 public:
  ui::TextureId create(ui::TextureFormat, int, int) override { return ++last_; }
  void update(ui::TextureId, int, int, int, int, const std::uint8_t*, int) override {}
  void destroy(ui::TextureId) override {}

 private:
  ui::TextureId last_ = 0;
};

class UiRig {
 public:
  explicit UiRig(std::function<void(ui::Interface&)> draw)
      : engine_(text_engine()),
        ui(
            context_, engine_, textures_, [](const std::string&, int, int) { return ui::Image{}; },
            ui::Panel{1080, 1920, 400}),
        draw_(std::move(draw)) {
    frame();
  }

  void frame() {
    ui.begin(settings, {}, now);
    draw_(ui);
    drawn = &ui.end();
  }
  void touch(ui::TouchEvent::Phase phase, float x, float y, std::int64_t finger = 1) {
    ui.touch({phase, finger, x, y, now});
    if (!ui.pending()) return;
    frame();  // in which the control hears of it
    frame();  // what it changed
  }
  void press(float x, float y) { touch(ui::TouchEvent::Phase::down, x, y); }
  void move(float x, float y) { touch(ui::TouchEvent::Phase::move, x, y); }
  void lift(float x, float y) { touch(ui::TouchEvent::Phase::up, x, y); }
  // A finger on the control's middle, some time after the last.
  bool tap(std::string_view id) {
    const ui::Node* node = ui.tree().find(id);
    if (node == nullptr) return false;
    const float x = node->box.x + node->box.width / 2, y = node->box.y + node->box.height / 2;
    now += std::chrono::milliseconds(350);
    press(x, y);
    lift(x, y);
    return true;
  }
  void wait(base::Milliseconds time) {
    now += time;
    frame();
  }

  base::BootTime now{std::chrono::hours(1)};
  ui::Settings settings;
  const ui::DrawData* drawn = nullptr;  // by the last frame

 private:
  ui::DrawContext context_;
  text::Engine engine_;
  NoTextures textures_;

 public:
  ui::Interface ui;

 private:
  std::function<void(ui::Interface&)> draw_;
};

}  // namespace kiosk::tests
