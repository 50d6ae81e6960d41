// Pictures that the painter keeps: within a budget, and never taken from the frame that draws them.

#include <set>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/interface.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;

namespace {

class CountedTextures : public ui::TextureSink {
 public:
  ui::TextureId create(ui::TextureFormat format, int, int) override {
    ++last_;
    if (format == ui::TextureFormat::colour) pictures.insert(last_);
    return last_;
  }
  void update(ui::TextureId, int, int, int, int, const std::uint8_t*, int) override {}
  void destroy(ui::TextureId id) override { pictures.erase(id); }

  std::set<ui::TextureId> pictures;

 private:
  ui::TextureId last_ = 0;
};

struct Pictures {
  Pictures()
      : engine(tests::text_engine()),
        ui(
            context, engine, textures, [](const std::string&, int, int) { return ui::Image{}; },
            ui::Panel{1080, 1920, 400}) {}

  // A frame of pictures of 4 MB each.
  void frame(int first, int last) {
    ui.begin({}, {}, base::BootTime(std::chrono::hours(1)));
    for (int i = first; i < last; ++i) {
      ui.painter().made({0, 0, 100, 100}, base::cat("picture ", i), [this] {
        ++painted;
        return ui::Image{1000, 1000, std::vector<std::uint8_t>(4'000'000)};
      });
    }
    ui.end();
  }

  ui::DrawContext context;
  text::Engine engine;
  CountedTextures textures;
  ui::Interface ui;
  int painted = 0;
};

}  // namespace

TEST_CASE_METHOD(Pictures, "a picture is painted once for its key") {
  frame(0, 3);
  frame(0, 3);
  CHECK(painted == 3);
  CHECK(textures.pictures.size() == 3);
}

TEST_CASE_METHOD(Pictures, "a picture of one visit is not given to who keeps pictures for good") {
  std::vector<std::string> kept;
  ui.painter().keep_pictures([&](const std::string& name, const std::string&, const ui::ImageMaker& make) {
    kept.push_back(name);
    return make();
  });
  const auto make = [] { return ui::Image{1, 1, {0, 0, 0, 0}}; };
  ui.begin({}, {}, base::BootTime(std::chrono::hours(1)));
  ui.painter().made({0, 0, 1, 1}, "good", make);
  ui.painter().made({0, 0, 1, 1}, "now", make, 1, ui::Keep::for_now);
  ui.end();
  CHECK(kept == std::vector<std::string>{"good"});
}

TEST_CASE_METHOD(Pictures, "pictures of one frame stay while it is drawn, however large they are") {
  frame(0, 20);
  CHECK(textures.pictures.size() == 20);
}

TEST_CASE_METHOD(Pictures, "pictures not seen for the longest time go first when there are too many") {
  frame(0, 5);
  frame(3, 12);
  frame(3, 13);
  CHECK(textures.pictures.size() < 13);
  painted = 0;
  frame(3, 13);  // all of them were kept
  CHECK(painted == 0);
  frame(0, 1);
  CHECK(painted == 1);
}
