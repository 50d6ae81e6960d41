#include "kiosk/main/source_watch.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("a change of the sources counts when it stands still, and once") {
  const tests::TempFolder folder;
  write(folder / "ar/articles/a.md", "one");
  main::SourceWatch watch(folder.path());
  CHECK_FALSE(watch.has_changed());
  write(folder / "ar/articles/a.md", "longer");
  CHECK_FALSE(watch.has_changed());  // somebody may still be writing
  write(folder / "ar/articles/a.md", "longer still");
  CHECK_FALSE(watch.has_changed());
  CHECK(watch.has_changed());
  CHECK_FALSE(watch.has_changed());
}

TEST_CASE("new, removed, renamed and replaced files are changes, and hidden ones are none") {
  const tests::TempFolder folder;
  write(folder / "a.md", "one");
  main::SourceWatch watch(folder.path());
  const auto notices = [&watch] {
    watch.has_changed();
    return watch.has_changed();
  };
  write(folder / "b.md", "one");
  CHECK(notices());
  fs::rename(folder / "b.md", folder / "c.md");
  CHECK(notices());
  write(folder / ".c.md.swp", "an editor's");
  write(folder / ".git/index", "of a history");
  CHECK_FALSE(notices());
  fs::rename(folder / ".c.md.swp", folder / "c.md");
  CHECK(notices());
  fs::remove(folder / "a.md");
  CHECK(notices());
  fs::remove_all(folder.path());  // a stick or a share that went away
  CHECK(notices());
  CHECK_FALSE(notices());
}
