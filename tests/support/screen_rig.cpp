#include "tests/support/screen_rig.h"

#include "kiosk/base/bytes.h"
#include "kiosk/content/sources.h"
#include "kiosk/store/file.h"
#include "platform/display/image_file.h"
#include "tests/support/catalogue.h"

namespace kiosk::tests {
namespace {

std::filesystem::path share() { return std::filesystem::path(KIOSK_BUILD_DIR) / "share/sale-kiosk"; }

ui::ImageLoader loader() {
  return [](const std::string& asset, int width, int height) {
    return platform::display::load_svg(share() / (asset + ".svg"), width, height).value_or({});
  };
}

constexpr int kMaxRounds = 8;
constexpr std::size_t kMaxAssetBytes = 4 * 1024 * 1024;

}  // namespace

base::Result<base::Bytes> read_asset(const std::string& asset) {
  return store::read_file(share() / asset, kMaxAssetBytes);
}

std::shared_ptr<const content::Catalogue> sample_catalogue(
    const std::function<void(content::Contents&)>& change) {
  const content::CheckedSources checked =
      content::check_sources(std::filesystem::path(KIOSK_SOURCE_DIR) / "content");
  content::Contents contents = checked.contents;
  change(contents);
  return catalogue_of(contents, checked.edition.value_or(content::Day{}));
}

std::shared_ptr<const content::Catalogue> sample_catalogue() {
  static const std::shared_ptr<const content::Catalogue> kCatalogue =
      sample_catalogue([](content::Contents&) {});
  return kCatalogue;
}

ui::TextureId ScreenRig::Textures::create(ui::TextureFormat format, int width, int height) {
  if (also != nullptr) also->create(format, width, height);
  return store.create(format, width, height);
}
ui::TextureId ScreenRig::Textures::create_from(ui::Image image) {
  if (also != nullptr) also->create_from(image);
  return store.create_from(std::move(image));
}
void ScreenRig::Textures::update(ui::TextureId id, int x, int y, int width, int height,
                                 const std::uint8_t* pixels, int pitch) {
  if (also != nullptr) also->update(id, x, y, width, height, pixels, pitch);
  store.update(id, x, y, width, height, pixels, pitch);
}
void ScreenRig::Textures::destroy(ui::TextureId id) {
  if (also != nullptr) also->destroy(id);
  store.destroy(id);
}

ScreenRig::ScreenRig(int width_px, int height_px, ui::TextureSink* also, screens::Screens::AssetReader assets)
    : engine_(text_engine()),
      strings_(share() / "locale"),
      interface_(draw_context_, engine_, textures_, loader(),
                 {width_px, height_px, static_cast<float>(width_px) / 2.7F}),
      screens_(strings_, std::move(assets)),
      width_px_(width_px),
      height_px_(height_px) {
  textures_.also = also;
  base::use_time_zone(base::kMoroccoTimeZone);
  state.kiosk.id = "K-01";
  state.kiosk.name = {{base::Language::ar, "شاشة بهو المقر"},
                      {base::Language::fr, "Borne du hall"},
                      {base::Language::en, "Main hall"}};
  state.kiosk.catalogue = sample_catalogue();
  app::update(state, app::intent::Tick{base::parse_iso8601("2025-10-15T09:24:30Z").value(),
                                       base::BootTime(std::chrono::hours(1))});
}

void ScreenRig::draw() {
  draw_once();
  // To where everything that moves has arrived.
  for (int round = 0; round < kMaxRounds && interface_.moving_until(); ++round) {
    pass(std::max(*interface_.moving_until() - state.now, base::Milliseconds(1)));
    draw_once();
  }
}

void ScreenRig::draw_once() {
  for (int round = 0; round < kMaxRounds; ++round) {
    std::vector<app::Intent> intents;
    interface_.begin(screens::settings_of(state), state.wall, state.now);
    screens_.draw(interface_, state, intents);
    interface_.end();
    if (intents.empty() && !interface_.is_outdated()) return;
    for (const app::Intent& intent : intents) {
      for (app::Effect& effect : app::update(state, intent)) {
        if (std::holds_alternative<app::effect::Forget>(effect)) {
          interface_.forget();
          screens_.forget();
        }
        effects_.push_back(std::move(effect));
      }
    }
  }
}

ui::DrawData ScreenRig::frame() {
  std::vector<app::Intent> intents;
  interface_.begin(screens::settings_of(state), state.wall, state.now);
  screens_.draw(interface_, state, intents);
  return interface_.end();
}

ui::Image ScreenRig::picture() {
  draw();
  return picture_of(frame(), textures_.store);
}

ui::Image picture_of(const ui::DrawData& frame, const platform::display::TextureStore& textures) {
  const auto width = static_cast<std::size_t>(frame.width_px),
             height = static_cast<std::size_t>(frame.height_px);
  std::vector<std::uint32_t> pixels(width * height, 0xFF000000U);
  platform::display::draw(frame, textures, {pixels.data(), frame.width_px, frame.height_px, frame.width_px});
  ui::Image image{frame.width_px, frame.height_px, {}};
  image.pixels.reserve(pixels.size() * 4);
  for (const std::uint32_t pixel : pixels) {
    for (const int shift : {16, 8, 0}) image.pixels.push_back(static_cast<std::uint8_t>(pixel >> shift));
    image.pixels.push_back(255);
  }
  return image;
}

bool ScreenRig::tap(std::string_view id) {
  const ui::Node* node = interface_.tree().find(id);
  if (node == nullptr) return false;
  const float x = node->box.x + node->box.width / 2, y = node->box.y + node->box.height / 2;
  pass(base::Milliseconds(400));
  interface_.touch({ui::TouchEvent::Phase::down, 1, x, y, state.now});
  interface_.touch({ui::TouchEvent::Phase::up, 1, x, y, state.now});
  app::update(state, app::intent::Touched{});
  draw();
  return true;
}

void ScreenRig::pass(base::Milliseconds time) {
  for (app::Effect& effect : app::update(state, app::intent::Tick{state.wall + time, state.now + time}))
    effects_.push_back(std::move(effect));
}

void open_receipt(ScreenRig& rig) {
  app::ReceiptView view;
  view.code = "4827 1936 0574";
  view.uuid = "one";
  view.filed_at = rig.state.wall;
  rig.state.receipt = view;
  rig.state.trail = {app::Place{app::Screen::home, {}, 0}, app::Place{app::Screen::receipt, {}, 0}};
}

}  // namespace kiosk::tests
