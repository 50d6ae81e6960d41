#include "kiosk/store/file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::store;
using base::as_bytes;
using base::as_text;

namespace {

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

}  // namespace

TEST_CASE("a replaced file has the new content, the asked mode, and leaves nothing beside it") {
  const tests::TempFolder folder;
  const fs::path path = folder / "file";
  REQUIRE(replace_file(path, as_bytes("old"), FileMode::private_file).ok());
  CHECK(mode_of(path) == 0600);
  REQUIRE(replace_file(path, as_bytes("new"), FileMode::public_file).ok());
  CHECK(mode_of(path) == 0644);
  CHECK(as_text(read_file(path, 100).value()) == "new");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("reading refuses what is missing, too large, a link or a folder") {
  const tests::TempFolder folder;
  REQUIRE(replace_file(folder / "file", as_bytes("12345"), FileMode::private_file).ok());
  CHECK(read_file(folder / "none", 100).error().is(StoreError::not_found));
  CHECK(read_file(folder / "file", 4).error().is(StoreError::too_large));
  CHECK(read_file(folder / "file", 5).ok());
  fs::create_symlink(folder / "file", folder / "link");
  CHECK_FALSE(read_file(folder / "link", 100).ok());
  CHECK_FALSE(read_file(folder.path(), 100).ok());
}

TEST_CASE("a reader goes front to back and keeps to the file it opened") {
  const tests::TempFolder folder;
  REQUIRE(replace_file(folder / "file", as_bytes("first second"), FileMode::private_file).ok());
  FileReader reader = FileReader::open(folder / "file").value();
  CHECK(reader.size_bytes() == 12);
  CHECK(as_text(reader.read(6).value()) == "first ");
  REQUIRE(replace_file(folder / "file", as_bytes("another file"), FileMode::private_file).ok());
  CHECK(as_text(reader.read(100).value()) == "second");
  CHECK(reader.read(1).value().empty());
  CHECK(FileReader::open(folder / "none").error().is(StoreError::not_found));
}

TEST_CASE("a new file that is not committed leaves nothing") {
  const tests::TempFolder folder;
  {
    NewFile file = NewFile::create(folder / "file", FileMode::private_file).value();
    REQUIRE(file.write(as_bytes("half")).ok());
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a file past the allowed size counts as a full disk and leaves nothing") {
  const tests::TempFolder folder;
  struct rlimit before {};
  getrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 1000;
  setrlimit(RLIMIT_FSIZE, &small);
  const auto result = replace_file(folder / "file", base::Bytes(2000), FileMode::private_file);
  setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().is(StoreError::full));
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a second holder of a lock is told that the folder is busy") {
  const tests::TempFolder folder;
  auto first = LockFile::acquire(folder / "lock");
  REQUIRE(first.ok());
  CHECK(LockFile::acquire(folder / "lock").error().is(StoreError::busy));
  { const LockFile ended = std::move(first).value(); }
  CHECK(LockFile::acquire(folder / "lock").ok());
}

TEST_CASE("a list names plain files only, sorted, without unfinished ones") {
  const tests::TempFolder folder;
  for (const char* name : {"b", "a", "c.partial"}) {
    REQUIRE(replace_file(folder / name, as_bytes("x"), FileMode::private_file).ok());
  }
  REQUIRE(make_folder(folder.path() / "deep" / "deeper").ok());
  CHECK(list_files(folder.path()).value() == std::vector<std::string>{"a", "b"});
  REQUIRE(remove_file(folder / "a").ok());
  REQUIRE(remove_file(folder / "a").ok());
  CHECK(list_files(folder.path()).value() == std::vector<std::string>{"b"});
}

TEST_CASE(
    "a batch appears whole after its commit, the last of a name counts, and without commit nothing stays") {
  const tests::TempFolder folder;
  {
    FileBatch batch(folder.path());
    REQUIRE(batch.add("a", as_bytes("first"), FileMode::public_file).ok());
    REQUIRE(batch.add("b", as_bytes("other"), FileMode::private_file).ok());
    REQUIRE(batch.add("a", as_bytes("second"), FileMode::public_file).ok());
    CHECK(list_files(folder.path()).value().empty());
    REQUIRE(batch.commit().ok());
    CHECK(as_text(read_file(folder / "a", 100).value()) == "second");
    CHECK(as_text(read_file(folder / "b", 100).value()) == "other");
  }
  {
    FileBatch dropped(folder.path());
    REQUIRE(dropped.add("c", as_bytes("x"), FileMode::public_file).ok());
  }
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
  FileBatch nowhere(folder / "missing");
  CHECK(nowhere.add("a", as_bytes("x"), FileMode::public_file).error().is(StoreError::not_found));
}

TEST_CASE("a file is begun, goes on, and begins anew") {
  const tests::TempFolder folder;
  REQUIRE(write_beginning(folder / "f", as_bytes("one ")).ok());
  REQUIRE(append(folder / "f", as_bytes("two")).ok());
  CHECK(as_text(read_file(folder / "f", 100).value()) == "one two");
  REQUIRE(write_beginning(folder / "f", as_bytes("3")).ok());
  CHECK(as_text(read_file(folder / "f", 100).value()) == "3");
  CHECK(append(folder / "g", as_bytes("x")).error().is(StoreError::not_found));
}

TEST_CASE("lines are added to a file that may not be there, and one that was cut short goes") {
  const tests::TempFolder folder;
  const auto text = [&] { return std::string(as_text(read_file(folder / "f", 20000).value())); };
  REQUIRE(append_lines(folder / "f", "one\ntwo\n").ok());
  REQUIRE(append(folder / "f", as_bytes("thr")).ok());
  REQUIRE(append_lines(folder / "f", "four\n").ok());
  CHECK(text() == "one\ntwo\nfour\n");
  REQUIRE(write_beginning(folder / "f", as_bytes("no line")).ok());
  REQUIRE(append_lines(folder / "f", std::string(9000, 'x') + "\n").ok());
  REQUIRE(append_lines(folder / "f", "last\n").ok());
  CHECK(text() == std::string(9000, 'x') + "\nlast\n");
  CHECK(append_lines(folder / "missing" / "f", "x\n").error().is(StoreError::not_found));
}
