#include "kiosk/main/health_look.h"

#include <cstdio>
#include <set>

#include "kiosk/app/update.h"
#include "kiosk/base/utf8.h"
#include "kiosk/main/health_check.h"
#include "kiosk/screens/screens.h"
#include "kiosk/store/file.h"
#include "kiosk/text/font_set.h"
#include "kiosk/ui/land.h"

namespace kiosk::main {
namespace {

struct HealthParts {
  ui::Interface& interface;
  screens::Screens& screens;
  text::FontSet& fonts;
  ImageCache& pictures;
};

// The renderer of nobody: pages are laid out, not drawn.
class NoTextures : public ui::TextureSink {
 public:
  ui::TextureId create(ui::TextureFormat, int, int) override { return ++last_; }
  void update(ui::TextureId, int, int, int, int, const std::uint8_t*, int) override {}
  void destroy(ui::TextureId) override {}

 private:
  ui::TextureId last_ = 0;
};

using app::Place;
using app::Screen;

std::vector<Place> places_of(const content::Catalogue& catalogue) {
  const content::Contents& contents = catalogue.contents();
  std::vector<Place> places = {
      {Screen::home, {}, 0}, {Screen::partnerships, {}, 0}, {Screen::category, {}, 0}};
  if (!contents.twins.empty()) places.push_back({Screen::twins, {}, 0});
  if (!contents.periods.empty()) places.push_back({Screen::agreements, {}, 0});
  for (const auto& article : contents.articles) {
    for (std::size_t i = 0; i < article.own(base::Language::ar)->chapters.size(); ++i)
      places.push_back({Screen::article, article.slug, i});
  }
  for (const content::Category& category : contents.categories) {
    for (const content::Question& question : category.questions)
      places.push_back({Screen::question, question.code, 0});
  }
  for (const auto& tip : contents.tips) places.push_back({Screen::tip, tip.slug, 0});
  for (const content::Campaign* one : catalogue.campaigns_on(catalogue.created()))
    places.push_back({Screen::energy, one->slug, 0});
  for (const content::Agreement& one : contents.agreements)
    places.push_back({Screen::agreement, one.slug, 0});
  return places;
}

std::string code_of(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

std::string name_of_place(const Place& place, base::Language language) {
  return base::cat(app::name_of(place.screen), place.slug.empty() ? "" : "/", place.slug, " (",
                   base::code_of(language), ")");
}

class Looker {
 public:
  Looker(std::shared_ptr<const content::Catalogue> catalogue, const HealthParts& parts) : parts_(parts) {
    state_.kiosk.catalogue = std::move(catalogue);
    state_.kiosk.reduced_motion = true;
    state_.wall = base::Timestamp(state_.kiosk.catalogue->created()) + std::chrono::hours(12);
    state_.now = base::BootTime(std::chrono::hours(1));
  }

  std::vector<std::string> look() {
    for (const base::Language language : base::kLanguages) {
      state_.settings.language = language;
      for (const Place& place : places_of(*state_.kiosk.catalogue)) look_at(place, language);
    }
    for (const content::PackObject& object : state_.kiosk.catalogue->manifest().objects) {
      if (object.is_picture()) look_at(object);
    }
    return std::move(problems_);
  }

 private:
  void add(std::string problem) {
    if (problems_.size() < kMaxHealthProblems) problems_.push_back(std::move(problem));
  }

  // Twice: what a first frame finds out, the second uses.
  void look_at(const Place& place, base::Language language) {
    constexpr int kFrames = 2;
    state_.trail = {{Screen::home, {}, 0}};
    if (place.screen != Screen::home) state_.trail.push_back(place);
    for (int i = 0; i < kFrames; ++i) {
      std::vector<app::Intent> intents;
      parts_.interface.begin(screens::settings_of(state_), state_.wall, state_.now);
      parts_.screens.draw(parts_.interface, state_, intents);
      parts_.interface.end();
    }
    bool has_words = false;
    for (const ui::Node& node : parts_.interface.tree().nodes()) {
      if (node.id == "missing") add(name_of_place(place, language) + ": the page is not there");
      has_words = has_words || (!node.name.empty() && !node.id.starts_with("nav."));
      // Keys are drawn as icons where their name is a sign.
      if (!node.id.starts_with("osk.")) look_at(node.name, place, language);
    }
    if (!has_words) add(name_of_place(place, language) + ": the page is empty");
  }

  void look_at(std::string_view text, const Place& place, base::Language language) {
    for (std::size_t at = 0; at < text.size();) {
      const base::Decoded decoded = base::decode_utf8(text, at);
      at += decoded.size_bytes;
      if (decoded.code_point < 0x80 || !looked_at_.insert(decoded.code_point).second) continue;
      if (!parts_.fonts.covers(decoded.code_point))
        add(name_of_place(place, language) + ": no font has " + code_of(decoded.code_point));
    }
  }

  void look_at(const content::PackObject& object) {
    const std::string asset = base::cat("illustrations/", content::kPictureKind, "/", object.hash.text());
    if (parts_.pictures.load(asset, 0, 0).empty())
      add(base::cat("picture/", object.name, ": it cannot be read"));
  }

  HealthParts parts_;
  app::State state_;
  std::set<char32_t> looked_at_;
  std::vector<std::string> problems_;
};

}  // namespace

int tell_health(const std::vector<std::string>& problems) {
  std::string text = problems.empty() ? kSoundContent : "";
  for (const std::string& problem : problems) text += problem + "\n";
  std::fputs(text.c_str(), stdout);
  return std::fflush(stdout) == 0 && problems.empty() ? 0 : 1;
}

int look_at_content(std::shared_ptr<const content::Catalogue> catalogue, const std::filesystem::path& share,
                    ImageCache& pictures, const ui::Panel& panel) {
  base::Result<text::FontSet> fonts = text::FontSet::open(share / "fonts");
  base::Result<text::FontSet> coverage = text::FontSet::open(share / "fonts");
  if (!fonts || !coverage) return tell_health({"the fonts cannot be opened"});
  if (catalogue == nullptr) return tell_health({"there is no content"});
  ui::DrawContext draw_context;
  text::Engine engine(std::move(fonts).value());
  const app::Strings strings(share / "locale");
  NoTextures textures;
  ui::Interface interface(
      draw_context, engine, textures,
      [&pictures](const std::string& asset, int wide, int tall) { return pictures.load(asset, wide, tall); },
      panel);
  screens::Screens screens(strings, [&share](const std::string& asset) {
    return store::read_file(share / asset, ui::kMaxLandBytes);
  });
  return tell_health(Looker(std::move(catalogue), {interface, screens, *coverage, pictures}).look());
}

}  // namespace kiosk::main
