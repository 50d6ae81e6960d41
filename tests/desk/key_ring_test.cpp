// The cell's keys under a passphrase: on a ring, on a desk, and from a keyboard.

#include <sys/stat.h>

#include <fstream>
#include <map>

#include "tests/support/catch.h"
#include "tests/support/programs.h"
#include "tests/support/stop_at_syscall.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::DeskWorld;
using tests::Finished;
using tests::kNoon;
using tests::program;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPassphrase = "sept olives au marché", kOther = "سبع زيتونات في السوق";
constexpr crypto::SlowCost kCheap{1, 64 * 1024};

void lock_cheaply(const fs::path& cell_key) { KeyRing(cell_key, kPassphrase, kCheap).lock().value(); }

// What is in the files of a folder.
using Files = std::map<fs::path, std::string>;
Files files_under(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path()] = std::string(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}
void put_back(const fs::path& folder, const Files& files) {
  fs::remove_all(folder);
  for (const auto& [path, text] : files) tests::write_text(path, text);
}

// Three keys in a folder of their own.
class RingWorld {
 public:
  RingWorld() {
    const crypto::SecretBytes first = crypto::to_file(crypto::CellSecretKey::make());
    tests::write_text(cell_key(), base::as_text(first.view()));
    for (int times = 0; times < 2; ++times) rotate_cell_key(cell_key(), kNoon).value();
    ids = Vault::open(cell_key()).value().ids();
  }
  [[nodiscard]] fs::path cell_key() const { return folder_ / "keys/cell.key"; }
  [[nodiscard]] bool opens(std::string_view passphrase) const {
    const base::Result<Vault> vault = Vault::open(cell_key(), passphrase);
    return vault && vault->ids() == ids;
  }
  std::vector<std::string> ids;

 private:
  tests::TempFolder folder_;
};

// Every form in which a secret half could stand in a file.
std::vector<std::string> forms_of(const crypto::CellSecretKey& key) {
  std::vector<std::string> forms;
  for (const base::ByteView secret : {key.open.bytes(), key.sign.seed()}) {
    forms.emplace_back(base::as_text(secret));
    forms.push_back(base::to_base64(secret));
    forms.push_back(base::to_hex(secret));
  }
  return forms;
}

bool is_somewhere_in(const fs::path& folder, const std::vector<crypto::CellSecretKey>& keys) {
  const Files files = files_under(folder);
  REQUIRE(files.size() > 3);
  for (const crypto::CellSecretKey& key : keys) {
    for (const std::string& form : forms_of(key)) {
      for (const auto& [path, text] : files)
        if (text.find(form) != std::string::npos) return true;
    }
  }
  return false;
}

std::vector<fs::path> files_of(const fs::path& cell_key) { return KeyRing(cell_key).files().value(); }

std::vector<crypto::CellSecretKey> keys_of(const fs::path& cell_key) {
  KeyRing ring(cell_key, kPassphrase);
  std::vector<crypto::CellSecretKey> keys;
  for (const fs::path& file : files_of(cell_key)) keys.push_back(ring.read(file).value());
  return keys;
}

// kiosk-desk with words, nothing on a terminal; what it says on standard error comes with the rest.
Finished run(const fs::path& data, const std::vector<std::string>& words) {
  std::vector<std::string> command = {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", program("kiosk-desk")};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--data", data.string()});
  return tests::run_program(command);
}

bool says(const Finished& finished, std::string_view words) {
  return finished.said.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a locked ring opens with its passphrase and with no other") {
  const RingWorld world;
  CHECK_FALSE(KeyRing::is_locked(world.cell_key()).value());
  CHECK(KeyRing(world.cell_key(), kPassphrase, kCheap).lock().value() == 4);  // the newest lies there twice
  CHECK(KeyRing::is_locked(world.cell_key()).value());
  CHECK(world.opens(kPassphrase));
  CHECK(Vault::open(world.cell_key()).error().is(KeyRingError::locked));
  CHECK(Vault::open(world.cell_key(), kOther).error().is(crypto::LockError::wrong_passphrase));
  CHECK(KeyRing(world.cell_key(), kPassphrase).lock().value() == 0);
  CHECK(KeyRing(world.cell_key(), kOther).lock().error().is(crypto::LockError::wrong_passphrase));
}

TEST_CASE("the files of a ring share a salt, and no two boxes are alike") {
  const RingWorld world;
  lock_cheaply(world.cell_key());
  std::set<std::string> salts, boxes;
  for (const fs::path& file : files_of(world.cell_key())) {
    const base::Bytes text = store::read_file(file, 4096).value();
    const base::Json json = base::Json::parse(base::as_text(text)).value();
    const base::Json& lock = json.find("locks")->items()->at(0);
    salts.insert(lock.string_or("salt", ""));
    boxes.insert(lock.string_or("box", ""));
  }
  CHECK(salts.size() == 1);
  CHECK(boxes.size() == 4);
}

TEST_CASE("a changed key keeps the lock of the ring, also where another passphrase is given") {
  const RingWorld world;
  lock_cheaply(world.cell_key());
  rotate_cell_key(world.cell_key(), kNoon, kPassphrase).value();
  const std::vector<std::string> ids = Vault::open(world.cell_key(), kPassphrase).value().ids();
  CHECK(ids.size() == 4);
  for (const fs::path& file : files_of(world.cell_key())) CHECK(KeyRing::is_locked_file(file).value());
  CHECK(rotate_cell_key(world.cell_key(), kNoon).error().is(KeyRingError::locked));
  CHECK(rotate_cell_key(world.cell_key(), kNoon, kOther).error().is(crypto::LockError::wrong_passphrase));
  const crypto::CellSecretKey found = crypto::CellSecretKey::make();
  KeyRing plain(world.cell_key()), wrong(world.cell_key(), kOther);
  CHECK(plain.write(plain.path_of(found), found).error().is(KeyRingError::locked));
  CHECK(wrong.write(wrong.path_of(found), found).error().is(crypto::LockError::wrong_passphrase));
  CHECK(Vault::open(world.cell_key(), kPassphrase).value().ids() == ids);
}

TEST_CASE(
    "locking that is killed before any of its writes leaves a ring that opens, and ends when repeated") {
  const RingWorld world;
  const fs::path folder = world.cell_key().parent_path();
  const Files before = files_under(folder);
  bool finished = false;
  int n = 1;
  for (; !finished; ++n) {
    put_back(folder, before);
    finished = tests::run_and_stop_at(n, [&](int) {
                 if (!KeyRing(world.cell_key(), kPassphrase, kCheap).lock()) _exit(1);
               }).finished;
    INFO(n);
    CHECK(world.opens(kPassphrase));
    lock_cheaply(world.cell_key());
    CHECK(world.opens(kPassphrase));
    for (const auto& [path, text] : files_under(folder)) {
      CHECK(text.find("\"cell-secret\"") == std::string::npos);
      CHECK(path.extension() != ".partial");
    }
  }
  CHECK(n > 10);
}

TEST_CASE("a change of the passphrase that is killed before any of its writes leaves one that opens all") {
  const RingWorld world;
  lock_cheaply(world.cell_key());
  const fs::path folder = world.cell_key().parent_path();
  const Files before = files_under(folder);
  bool finished = false;
  int n = 1;
  for (; !finished; ++n) {
    put_back(folder, before);
    finished = tests::run_and_stop_at(n, [&](int) {
                 if (!KeyRing(world.cell_key(), kPassphrase, kCheap).change_passphrase(kOther)) _exit(1);
               }).finished;
    INFO(n);
    const std::string_view valid = world.opens(kPassphrase) ? kPassphrase : kOther;
    CHECK(world.opens(valid));
    KeyRing(world.cell_key(), valid, kCheap).change_passphrase(kOther).value();
    CHECK(world.opens(kOther));
    CHECK_FALSE(world.opens(kPassphrase));
  }
  CHECK(n > 20);
}

TEST_CASE("a passphrase that is short, or a ring that is not locked, is refused and nothing changes") {
  const RingWorld world;
  CHECK(
      KeyRing(world.cell_key(), "elf letters", kCheap).lock().error().is(crypto::LockError::bad_passphrase));
  CHECK(KeyRing(world.cell_key()).change_passphrase(kOther).error().is(KeyRingError::not_locked));
  CHECK(world.opens({}));
}

TEST_CASE("a desk with locked keys works, and its data folder has the secret halves nowhere") {
  const DeskWorld world;
  const fs::path cell_key = world.paths().cell_key;
  CHECK(is_somewhere_in(world.data(), keys_of(cell_key)));  // as tests begin: plain
  lock_cheaply(cell_key);
  CHECK(Desk::open(world.paths(), Cookies::plain).error().is(KeyRingError::locked));
  {
    const auto desk = Desk::open(world.paths(), Cookies::plain, kPassphrase).value();
    tests::put(world, *desk);
    tests::wait_for_tickets(world);
  }
  rotate_cell_key(world.paths(), kNoon, kPassphrase).value();
  CHECK(open_vault(world.paths(), kPassphrase).value().ids().size() == 2);
  CHECK_FALSE(is_somewhere_in(world.data(), keys_of(cell_key)));
}

TEST_CASE("where the locked newest key is lost, the escrow's and the new one are locked like the others") {
  const DeskWorld world;
  const crypto::CellSecretKey escrow = crypto::CellSecretKey::make();
  tests::write_text(world.kiosk.state() / "keys" / "escrow.pub", crypto::to_file(escrow.public_half()));
  rotate_cell_key(world.paths(), kNoon).value();
  lock_cheaply(world.paths().cell_key);
  {
    const auto desk = Desk::open(world.paths(), Cookies::plain, kPassphrase).value();
    tests::put(world, *desk);
  }
  const std::string newest = open_vault(world.paths(), kPassphrase).value().ids().front();
  fs::remove(world.paths().cell_key);
  fs::remove(world.paths().cell_key.parent_path() / base::cat("cell-", newest, ".key"));
  CHECK(recover(world.paths(), escrow).error().is(KeyRingError::locked));
  CHECK(recover(world.paths(), escrow, kOther).error().is(crypto::LockError::wrong_passphrase));
  CHECK(recover(world.paths(), escrow, kPassphrase).value().new_key);
  CHECK_FALSE(is_somewhere_in(world.data(), keys_of(world.paths().cell_key)));
  CHECK(Desk::open(world.paths(), Cookies::plain, kPassphrase).ok());
}

TEST_CASE("a key outside the data folder is found again by the data folder alone") {
  const tests::TempFolder folder;
  const fs::path data = folder / "data", place = folder / "elsewhere/cell.key";
  const DeskPaths chosen = DeskPaths::of(data, place);
  CHECK_FALSE(has_cell_key(chosen).value());
  prepare(chosen, kNoon).value();
  CHECK(DeskPaths::of(data).cell_key == place);
  CHECK_FALSE(DeskPaths::of(data).is_usual());
  rotate_cell_key(DeskPaths::of(data), kNoon).value();
  CHECK(open_vault(DeskPaths::of(data)).value().ids().size() == 2);
  CHECK_FALSE(is_somewhere_in(data, keys_of(place)));
  // Moved by hand, and told so.
  fs::rename(folder / "elsewhere", folder / "there");
  CHECK(Desk::open(DeskPaths::of(data), Cookies::plain).error().is(DeskError::refused));
  prepare(DeskPaths::of(data, folder / "there/cell.key"), kNoon).value();
  CHECK(Desk::open(DeskPaths::of(data), Cookies::plain).ok());
  // Seen from the data folder, and back inside.
  tests::write_text(data / "cell-key-place", "../there/cell.key");
  CHECK(DeskPaths::of(data).cell_key == folder / "there/cell.key");
  fs::copy(folder / "there", data / "keys", fs::copy_options::recursive);
  prepare(DeskPaths::of(data, data / "keys/cell.key"), kNoon).value();
  CHECK(DeskPaths::of(data).is_usual());
  CHECK_FALSE(fs::exists(data / "cell-key-place"));
}

TEST_CASE("a file that does not say where the cell's key is stops the desk, and makes no second key") {
  const DeskWorld world;
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("/a\n/b\n"), std::string(5000, 'x')}) {
    tests::write_text(world.data() / "cell-key-place", text);
    CHECK(prepare(world.paths(), kNoon).error().is(DeskError::refused));
    CHECK(open_vault(world.paths()).error().sentence().find("cell-key-place") != std::string::npos);
    CHECK(recover(world.paths(), crypto::CellSecretKey::make()).error().is(DeskError::refused));
  }
}

TEST_CASE("a locked key file that was changed, or asks for too much, is refused") {
  const crypto::KeyLock lock = crypto::KeyLock::make(kPassphrase, kCheap).value();
  const std::string good = crypto::locked_file(crypto::CellSecretKey::make(), std::array{&lock});
  CHECK(lock.open(good).ok());
  CHECK(crypto::KeyLock::find(good, kPassphrase).ok());
  const auto with = [&](std::string_view old, std::string_view text) {
    std::string changed = good;
    return changed.replace(changed.find(old), old.size(), text);
  };
  for (const std::string& bad :
       {with("\"passes\":1", "\"passes\":0"), with("\"passes\":1", "\"passes\":17"), with(":64,", ":7,"),
        with(":64,", ":1048577,"), with("\"salt\":\"", "\"salt\":\"AAAA"), with("\"locks\"", "\"lock\""),
        with("\"locks\":[", "\"locks\":[{},{},"), with("-locked", "")}) {
    INFO(bad);
    CHECK_FALSE(crypto::KeyLock::find(bad, kPassphrase).ok());
    CHECK_FALSE(lock.open(bad).ok());
  }
  for (const std::string& changed :
       {with("\"passes\":1", "\"passes\":2"), with("\"box\":\"", "\"box\":\"AAAA")})
    CHECK(crypto::KeyLock::find(changed, kPassphrase).error().is(crypto::LockError::wrong_passphrase));
  CHECK(crypto::KeyLock::make("", kCheap).error().is(crypto::LockError::bad_passphrase));
  CHECK(crypto::KeyLock::make(std::string(crypto::kPassphraseMaxSize + 1, 'x'), kCheap)
            .error()
            .is(crypto::LockError::bad_passphrase));
}

TEST_CASE("init makes no plain key where nobody said so, and says what can be chosen") {
  const tests::TempFolder folder;
  const Finished finished = run(folder / "data", {"init"});
  CHECK(finished.exit_code == 1);
  CHECK(tests::lines_of(finished.said).size() == 1);
  CHECK(says(finished, "--cell-key FILE"));
  CHECK(says(finished, "--passphrase-file FILE"));
  CHECK_FALSE(fs::exists(folder / "data"));
  tests::write_text(folder / "short", "too short\n");
  CHECK(says(run(folder / "data", {"init", "--passphrase-file", folder / "short"}), "bad-passphrase"));
  tests::write_text(folder / "empty", "\n");
  CHECK(says(run(folder / "data", {"init", "--passphrase-file", folder / "empty"}), "first line"));
  CHECK(run(folder / "data", {"init", "--passphrase-file", folder / "none"}).exit_code == 1);
  CHECK_FALSE(fs::exists(folder / "data/keys/cell.key"));
}

TEST_CASE("init puts the key where it is told, and warns when that is the disk of the cases") {
  const tests::TempFolder folder;
  const Finished inside = run(folder / "data", {"init", "--cell-key", folder / "data/keys/cell.key"});
  CHECK(inside.exit_code == 0);
  CHECK(says(inside, "on one disk"));
  CHECK_FALSE(says(run(folder / "data", {"init"}), "on one disk"));  // said once
  CHECK_FALSE(fs::exists(folder / "data/cell-key-place"));
  CHECK(run(folder / "other", {"init", "--cell-key", folder / "away/cell.key"}).exit_code == 0);
  CHECK_FALSE(fs::exists(folder / "other/keys/cell.key"));
  CHECK(run(folder / "other", {"case", "list", "--json"}).exit_code == 0);
  CHECK(run(folder / "other", {"key", "rotate"}).exit_code == 0);
  CHECK(fs::exists(folder / "away/cell-links.json"));
}

TEST_CASE(
    "from a keyboard: locked by init, opened by a file or a credential, rotated, given another passphrase") {
  const tests::TempFolder folder;
  const fs::path data = folder / "data";
  tests::write_text(folder / "one", base::cat(kPassphrase, "\r\n"));
  tests::write_text(folder / "credentials/cell-passphrase", kPassphrase);
  tests::write_text(folder / "two", kOther);
  CHECK(says(run(data, {"init", "--passphrase-file", folder / "one"}), "\"locked\":true"));
  CHECK(KeyRing::is_locked(data / "keys/cell.key").value());
  const Finished closed = run(data, {"case", "list", "--json"});
  CHECK(closed.exit_code == 1);
  CHECK(tests::lines_of(closed.said).size() == 1);
  CHECK(says(closed, "cell-key-locked"));
  CHECK(says(run(data, {"key", "list", "--passphrase-file", folder / "two"}), "wrong-passphrase"));
  CHECK(run(data, {"key", "rotate", "--passphrase-file", folder / "one"}).exit_code == 0);
  setenv("CREDENTIALS_DIRECTORY", (folder / "credentials").c_str(), 1);
  CHECK(tests::lines_of(run(data, {"key", "list"}).said).size() == 2);
  unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(run(data, {"key", "passphrase", "--passphrase-file", folder / "one", "--new-passphrase-file",
                   folder / "two"})
            .exit_code == 0);
  CHECK(run(data, {"key", "list", "--passphrase-file", folder / "one"}).exit_code == 1);
  CHECK(run(data, {"key", "list", "--passphrase-file", folder / "two"}).exit_code == 0);
}

TEST_CASE("from a keyboard: the keys of a desk from before are locked, once") {
  const DeskWorld world;
  const tests::TempFolder folder;
  tests::write_text(folder / "one", kPassphrase);
  CHECK(run(world.data(), {"key", "lock"}).exit_code == 1);
  CHECK(says(run(world.data(), {"key", "passphrase"}), "key lock"));
  CHECK(says(run(world.data(), {"key", "lock", "--passphrase-file", folder / "one"}), "1 key file locked"));
  CHECK(says(run(world.data(), {"key", "lock", "--passphrase-file", folder / "one"}), "0 key files locked"));
  CHECK(run(world.data(), {"key", "list"}).exit_code == 1);
  CHECK(run(world.data(), {"init", "--passphrase-file", folder / "one"}).exit_code == 0);
}
