// kiosk-desk's commands as a person at a keyboard meets them: exit codes, and what they say.

#include <sys/stat.h>

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/programs.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::Finished;
using tests::lines_of;
using tests::program;

namespace {

namespace fs = std::filesystem;

// kiosk-desk on a data folder; what it says on standard error comes with the rest.
Finished run(const fs::path& data, const std::vector<std::string>& words, std::string_view input = {}) {
  std::vector<std::string> command = {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", program("kiosk-desk")};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--data", data.string()});
  return tests::run_program(command, input);
}

bool says(const Finished& finished, std::string_view words) {
  return finished.said.find(words) != std::string::npos;
}

bool is_one_sentence(const Finished& finished) { return lines_of(finished.said).size() == 1; }

std::string key_file(const DeskWorld& world, std::string_view name, const crypto::VerifyKey& key) {
  const fs::path path = world.data() / name;
  tests::write_text(path, crypto::to_file(key));
  return path.string();
}

}  // namespace

TEST_CASE("init makes no second cell key beside the first one's public half or its cases") {
  const DeskWorld world;
  const fs::path key = world.paths().cell_key;
  const auto refused = [&] {
    const Finished finished = run(world.data(), {"init"});
    CHECK(finished.exit_code == 1);
    CHECK(is_one_sentence(finished));
    CHECK(says(finished, "cell.key"));
    CHECK_FALSE(fs::exists(key));
  };
  fs::rename(key, world.data() / "kept.key");
  refused();
  fs::rename(world.data() / "kept.key", key);
  {
    const auto desk = world.open();
    put(world, *desk);
  }
  fs::rename(key, world.data() / "kept.key");
  fs::remove(world.data() / "keys" / "cell.pub");
  refused();
  CHECK_FALSE(fs::exists(world.data() / "keys" / "cell.pub"));
  fs::rename(world.data() / "kept.key", key);
  CHECK(run(world.data(), {"init"}).exit_code == 0);
  CHECK(fs::exists(world.data() / "keys" / "cell.pub"));
}

TEST_CASE("a kiosk is enrolled again with the same key, and with no other") {
  const DeskWorld world;
  const std::string same = key_file(world, "same.pub", world.kiosk.identity().key.public_half());
  const std::string other = key_file(world, "other.pub", crypto::SigningKey::make().public_half());
  const auto enrol = [&](const std::string& id, const std::string& key) {
    return run(world.data(), {"kiosk", "enrol", "--id", id, "--key", key});
  };
  const Finished again = enrol("K-01", same);
  CHECK(again.exit_code == 0);
  CHECK(says(again, "was enrolled already"));
  CHECK(says(run(world.data(), {"kiosk", "list"}), "بهو المقر"));
  CHECK(run(world.data(), {"kiosk", "revoke", "--id", "K-01"}).exit_code == 0);
  CHECK(enrol("K-01", other).exit_code == 1);
  const Finished back = enrol("K-01", same);
  CHECK(back.exit_code == 0);
  CHECK(says(back, "enrolled again"));
  CHECK_FALSE(says(run(world.data(), {"kiosk", "list"}), "revoked"));
  put(world, *world.open());
  CHECK(enrol("K-01", other).exit_code == 1);
  const Finished second = enrol("K-02", same);
  CHECK(second.exit_code == 1);
  CHECK(is_one_sentence(second));
  CHECK(says(second, "K-01"));
  CHECK(enrol("K-02", other).exit_code == 0);
}

TEST_CASE("the desk's own sender cannot be revoked, and no kiosk takes its name") {
  const DeskWorld world;
  const std::string key = key_file(world, "new.pub", crypto::SigningKey::make().public_half());
  const Finished named = run(world.data(), {"kiosk", "enrol", "--id", "OPEN311-2", "--key", key});
  CHECK(named.exit_code == 1);
  CHECK(is_one_sentence(named));
  const Finished finished = run(world.data(), {"kiosk", "revoke", "--id", "OPEN311"});
  CHECK(finished.exit_code == 1);
  CHECK(is_one_sentence(finished));
  CHECK_FALSE(says(run(world.data(), {"kiosk", "list"}), "revoked"));
}

TEST_CASE("an import goes on past what it cannot read, and always ends with its count") {
  const DeskWorld world;
  const tests::TempFolder stick;
  const std::string good(base::as_text(tests::seal(world.kiosk).bytes));
  tests::write_text(stick / "z-good.env", good);
  tests::write_text(stick / "b-big.env", std::string(complaint::kEnvelopeMaxSize + 1, 'x'));
  fs::create_symlink(stick / "z-good.env", stick / "a-link.env");
  fs::create_symlink(stick / "nowhere", stick / "c-broken-link.env");
  fs::create_directory(stick / "d-folder.env");
  tests::write_text(stick / "readme.txt", "not for us");
  const Finished finished = run(world.data(), {"import", stick.path().string()});
  CHECK(finished.exit_code == 1);
  CHECK(says(finished, "1 imported, 0 known already, 4 refused\n"));
  const std::vector<std::string> lines = lines_of(finished.said);
  REQUIRE(lines.size() >= 4);
  CHECK(lines[0].starts_with("a-link.env: "));
  CHECK(lines[1].starts_with("b-big.env: too-large: "));
  CHECK(lines[1].size() > std::string_view("b-big.env: too-large: ").size());
  CHECK(lines[2].starts_with("c-broken-link.env: "));
  CHECK(lines[3].starts_with("d-folder.env: "));
  const Finished nowhere = run(world.data(), {"import", stick / "none"});
  CHECK(nowhere.exit_code == 1);
  CHECK(says(nowhere, "cannot list"));
  CHECK_FALSE(fs::exists(stick / "none"));
  fs::create_directory(stick / "empty");
  CHECK(says(run(world.data(), {"import", stick / "empty"}), "no sealed complaints"));
  CHECK(fs::is_empty(stick / "empty"));
  // The stick itself, on which the kiosk has made its folder.
  tests::write_text(stick / "empty/sealed-complaints/z-good.env", good);
  CHECK(says(run(world.data(), {"import", stick / "empty"}), "0 imported, 1 known already, 0 refused\n"));
}

TEST_CASE("an address that is none is a wrong call, not a refusal") {
  const DeskWorld world;
  for (const char* listen : {"foo", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x",
                             "localhost:80", "[::1:80", ""}) {
    INFO(listen);
    CHECK(run(world.data(), {"serve", "--listen", listen}).exit_code == 2);
  }
}

TEST_CASE("a list that cannot be written is not a success") {
  const DeskWorld world;
  put(world, *world.open());
  for (const char* command : {"case list --json", "kiosk list", "user list", "api-key new"}) {
    const std::string line =
        base::cat(program("kiosk-desk"), " ", command, " --data ", world.data().string(), " 2>&1 >/dev/full");
    const Finished finished = tests::run_program({"/bin/sh", "-c", line});
    INFO(command);
    CHECK(finished.exit_code == 1);
    CHECK(is_one_sentence(finished));
  }
}

TEST_CASE("a user is disabled, enabled and given a new password, without a carriage return") {
  const DeskWorld world;
  const auto signs_in = [&](std::string_view password) {
    const auto desk = world.open();
    tests::Browser browser(*desk);
    return browser.sign_in("amina", password).status == 303;
  };
  CHECK(run(world.data(), {"user", "disable", "amina"}).exit_code == 0);
  const Finished taken = run(world.data(), {"user", "add", "amina"}, "correct horse battery\n");
  CHECK(taken.exit_code == 1);
  CHECK(is_one_sentence(taken));
  CHECK(says(taken, "user enable amina"));
  CHECK_FALSE(signs_in(tests::kPassword));
  CHECK(run(world.data(), {"user", "enable", "amina"}).exit_code == 0);
  CHECK(signs_in(tests::kPassword));
  CHECK(run(world.data(), {"user", "enable", "nobody"}).exit_code == 1);
  CHECK(run(world.data(), {"user", "password", "amina"}, "another horse battery\r\n").exit_code == 0);
  CHECK(signs_in("another horse battery"));
  CHECK_FALSE(signs_in(tests::kPassword));
  CHECK(run(world.data(), {"user", "password", "amina"}, "short\n").exit_code == 1);
  CHECK(run(world.data(), {"user", "password", "nobody"}, "another horse battery\n").exit_code == 1);
  CHECK(run(world.data(), {"user", "password", "amina"}).exit_code == 1);
}

TEST_CASE("a new desk calls everything as the project's content does") {
  const Finished finished = tests::run_program(
      {program("kioskctl"), "pack", "names", (fs::path(KIOSK_SOURCE_DIR) / "content").string()}, {});
  REQUIRE(finished.exit_code == 0);
  CHECK(finished.said == desk::Names::default_file());
}
