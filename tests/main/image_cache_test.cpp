// Kept pictures: they come back as they were, and whatever happens to their files, as they should be.

#include "kiosk/main/image_cache.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
namespace fs = std::filesystem;

namespace {

ui::Image sample() {
  ui::Image image{7, 5, {}};
  for (int i = 0; i < 7 * 5 * 4; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i * 37));
  return image;
}

// A cache, and how often it had to make its picture.
struct Rig {
  tests::TempFolder folder;
  int made = 0;

  ui::Image picture(const std::string& asset = {}) {
    main::ImageCache cache(folder / "share", folder / "cache");
    return cache.keep("one", asset, [this] {
      ++made;
      return sample();
    });
  }
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "cache")) {
      if (entry.is_regular_file()) out.push_back(entry.path());
    }
    return out;
  }
};

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("a kept picture is made once and comes back as it was") {
  Rig rig;
  CHECK(rig.picture().pixels == sample().pixels);
  const ui::Image again = rig.picture();
  CHECK(rig.made == 1);
  CHECK(again.pixels == sample().pixels);
  CHECK(again.width == 7);
  CHECK(again.height == 5);
}

TEST_CASE("a kept picture whose file was cut or changed at any byte is made anew") {
  Rig rig;
  rig.picture();
  const std::vector<fs::path> files = rig.files();
  REQUIRE(files.size() == 1);
  const std::string whole = bytes_of(files[0]);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    INFO("byte " << at);
    write(files[0], whole.substr(0, at));
    REQUIRE(rig.picture().pixels == sample().pixels);
    if (at >= 4 && at < 8) continue;  // not used
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write(files[0], changed);
    const int before = rig.made;
    REQUIRE(rig.picture().pixels == sample().pixels);
    REQUIRE(rig.made == before + 1);
  }
  write(files[0], std::string(whole.size(), '\0'));  // as a power cut leaves it
  CHECK(rig.picture().pixels == sample().pixels);
}

TEST_CASE("kept pictures take no more of the disk than they may, the others are made each time") {
  const tests::TempFolder folder;
  constexpr std::uint64_t kTwo = 2 * (7 * 5 * 4 + 24);
  int made = 0;
  main::ImageCache cache(folder / "share", folder / "cache", kTwo);
  for (int round = 1; round <= 2; ++round) {
    for (const char* name : {"one", "two", "three"}) {
      const ui::Image image = cache.keep(name, {}, [&made] {
        ++made;
        return sample();
      });
      CHECK(image.pixels == sample().pixels);
    }
  }
  CHECK(made == 4);
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "cache"))
    bytes += entry.is_regular_file() ? entry.file_size() : 0;
  CHECK(bytes == kTwo);
}

TEST_CASE("a picture of an asset that changed is made anew, one of an asset that is gone is empty") {
  Rig rig;
  fs::create_directories(rig.folder / "share");
  const fs::path asset = rig.folder / "share/day.svg";
  write(asset, "<svg/>");
  rig.picture("day");
  rig.picture("day");
  CHECK(rig.made == 1);
  write(asset, "<svg></svg>");
  rig.picture("day");
  CHECK(rig.made == 2);
  fs::remove(asset);
  CHECK(rig.picture("day").empty());
}

TEST_CASE("a cache that is deleted or cannot be written still gives pictures, other builds' pictures go") {
  Rig rig;
  fs::create_directories(rig.folder / "cache/another-build");
  write(rig.folder / "cache/another-build/x.img", "x");
  CHECK_FALSE(rig.picture().empty());
  CHECK(rig.files().size() == 1);
  fs::remove_all(rig.folder / "cache");
  CHECK_FALSE(rig.picture().empty());
  fs::remove_all(rig.folder / "cache");
  write(rig.folder / "cache", "in the way");
  CHECK(main::ImageCache(rig.folder / "share", rig.folder / "cache/deeper").keep("one", {}, sample).width ==
        7);
}

TEST_CASE("a photograph that is damaged or gone is told once, also when it was met before anybody listened") {
  const tests::TempFolder folder;
  const std::string asset =
      "illustrations/picture/771d16603b007cc928ca243a5b4c37175825df22744e4dc8f5bfbc08c6b86400";
  int told = 0;
  const auto tell = [&told] { ++told; };
  main::ImageCache early(folder / "share", folder / "cache", 1 << 20, folder / "objects");
  CHECK(early.load(asset, 8, 8).empty());
  early.on_damage(tell);
  CHECK(told == 1);
  CHECK(early.load(asset, 4, 4).empty());
  CHECK(told == 1);
  fs::create_directories(folder / "objects");
  write(folder.path() / "objects" / fs::path(asset).filename(), "no photograph");
  main::ImageCache late(folder / "share", folder / "cache", 1 << 20, folder / "objects");
  late.on_damage(tell);
  CHECK(told == 1);
  CHECK(late.load(asset, 8, 8).empty());
  CHECK(told == 2);
  INFO("a drawing of the program is another matter");
  main::ImageCache own(folder / "share", folder / "cache", 1 << 20, folder / "objects");
  own.on_damage(tell);
  CHECK(own.load("illustrations/nothing", 8, 8).empty());
  CHECK(told == 2);
}
