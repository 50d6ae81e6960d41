#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "kiosk/base/json.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/store/file.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
namespace fs = std::filesystem;

namespace {

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

// Calls kioskctl as its main() does, and listens.
Outcome kioskctl(std::vector<std::string> arguments) {
  CLI::App app("test", "kioskctl");
  app.require_subcommand(1);
  int code = 0;
  main::add_key_commands(app, code);
  main::add_pack_commands(app, code);
  main::add_root_commands(app, code);
  std::ostringstream out, err;
  std::streambuf* const old_out = std::cout.rdbuf(out.rdbuf());
  std::streambuf* const old_err = std::cerr.rdbuf(err.rdbuf());
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    code = error.get_exit_code() == 0 ? 0 : 2;
  }
  std::cout.rdbuf(old_out);
  std::cerr.rdbuf(old_err);
  return {code, out.str(), err.str()};
}

bool is_one_line(const std::string& text) { return !text.empty() && text.find('\n') == text.size() - 1; }

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

const std::string kSources = std::string(KIOSK_SOURCE_DIR) + "/content";

}  // namespace

TEST_CASE("key new makes two files, the secret one alone with mode 0600, and does not write over them") {
  for (const std::string role : {"content", "kiosk", "cell"}) {
    const tests::TempFolder folder;
    const std::string out = (folder / "keys").string();
    const Outcome made = kioskctl({"key", "new", "--role", role, "--out", out});
    INFO(made.out << made.err);
    CHECK(made.code == 0);
    CHECK(made.out.find("secret half") != std::string::npos);
    std::vector<std::string> secret;
    for (const auto& entry : fs::directory_iterator(out)) {
      if (mode_of(entry.path()) == 0600) secret.push_back(entry.path().filename());
    }
    CHECK(secret == std::vector<std::string>{role + ".key"});
    CHECK(mode_of(out + "/" + role + ".pub") == 0644);
    const Outcome again = kioskctl({"key", "new", "--role", role, "--out", out});
    CHECK(again.code == 1);
    CHECK(is_one_line(again.err));
  }
  CHECK(kioskctl({"key", "new", "--role", "mayor", "--out", "x"}).code == 2);
}

TEST_CASE("from sources to a kiosk: check, build, sign, verify, show, install, list, go back") {
  const tests::TempFolder folder;
  const std::string at = folder.path().string(), state = at + "/state", keys = state + "/keys/content";
  REQUIRE(kioskctl({"key", "new", "--role", "content", "--out", at + "/keys"}).code == 0);
  REQUIRE(store::make_folder(keys).ok());
  fs::copy_file(at + "/keys/content.pub", keys + "/content.pub");

  CHECK(kioskctl({"pack", "check", kSources}).code == 0);
  const Outcome json = kioskctl({"pack", "check", kSources, "--json"});
  CHECK(base::Json::parse(json.out).value().find("errors")->integer() == 0);

  const auto build = [&](const std::string& version, const std::string& name) {
    return kioskctl({"pack", "build", kSources, "--version", version, "--out", at + "/" + name});
  };
  REQUIRE(build("1", "one.kpack").code == 0);
  REQUIRE(build("1", "same.kpack").code == 0);
  CHECK(store::read_file(at + "/one.kpack", 1 << 24).value() ==
        store::read_file(at + "/same.kpack", 1 << 24).value());
  REQUIRE(kioskctl({"pack", "build", kSources, "--version", "2", "--out", at + "/two.kpack", "--created",
                    "2026-12-01", "--expires", "2099-12-01"})
              .code == 0);

  const Outcome unsigned_pack = kioskctl({"pack", "install", at + "/one.kpack", "--state", state});
  CHECK(unsigned_pack.code == 1);
  CHECK(is_one_line(unsigned_pack.err));
  CHECK(unsigned_pack.err.starts_with("E-SIG-01: "));
  for (const char* name : {"/one.kpack", "/two.kpack"}) {
    REQUIRE(kioskctl({"pack", "sign", at + name, "--key", at + "/keys/content.key"}).code == 0);
  }
  CHECK(kioskctl({"pack", "verify", at + "/one.kpack", "--keys", keys}).code == 0);
  CHECK(kioskctl({"pack", "show", at + "/two.kpack"})
            .out.starts_with("version 2, created 2026-12-01, expires 2099-12-01 (not verified)\n"));

  CHECK(kioskctl({"pack", "list", "--state", state, "--json"}).out == "{\"current\":0,\"generations\":[]}\n");
  REQUIRE(kioskctl({"pack", "install", at + "/one.kpack", "--state", state}).code == 0);
  REQUIRE(kioskctl({"pack", "install", at + "/two.kpack", "--state", state}).code == 0);
  CHECK(kioskctl({"pack", "list", "--state", state, "--json"}).out ==
        "{\"current\":2,\"generations\":[1,2]}\n");
  CHECK(kioskctl({"pack", "rollback", "--state", state}).code == 0);
  CHECK(kioskctl({"pack", "list", "--state", state}).out == "* 1\n  2\n");
  CHECK(kioskctl({"pack", "install", at + "/one.kpack", "--state", state}).err.starts_with("E-VER-01: "));
}

TEST_CASE("a pack is verified by the keys a kiosk has come to trust, and minisign takes its signature") {
  const tests::TempFolder folder;
  const std::string at = folder.path().string(), state = at + "/state", keys = state + "/keys/content";
  const auto make_key = [&](const std::string& role, const std::string& name) {
    REQUIRE(kioskctl({"key", "new", "--role", role, "--out", at + "/" + name}).code == 0);
  };
  make_key("root", "a");
  make_key("content", "old");
  make_key("content", "new");
  const auto root = [&](const std::string& version, const std::string& content_key) {
    const std::string file = at + "/root-" + version + ".json";
    REQUIRE(kioskctl({"root", "new", "--version", version, "--created", "2026-11-01", "--root-key",
                      at + "/a/root.pub", "--root-threshold", "1", "--content-key",
                      at + "/" + content_key + "/content.pub", "--out", file})
                .code == 0);
    REQUIRE(kioskctl({"root", "sign", file, "--key", at + "/a/root.key"}).code == 0);
    return file;
  };
  const std::string first = root("1", "old"), second = root("2", "new");
  REQUIRE(store::make_folder(keys).ok());
  fs::copy_file(first, keys + "/root.json");
  const auto pack = [&](const std::string& version, std::vector<std::string> more) {
    const std::string file = at + "/" + version + ".kpack";
    more.insert(more.begin(), {"pack", "build", kSources, "--version", version, "--out", file});
    REQUIRE(kioskctl(more).code == 0);
    REQUIRE(kioskctl({"pack", "sign", file, "--key", at + "/new/content.key"}).code == 0);
    return file;
  };
  const std::string brings = pack("1", {"--root", second}), later = pack("2", {});
  CHECK(kioskctl({"pack", "verify", later, "--state", state}).err.starts_with("E-SIG-02: "));
  REQUIRE(kioskctl({"pack", "install", brings, "--state", state}).code == 0);
  CHECK(kioskctl({"pack", "verify", later, "--state", state}).code == 0);
  CHECK(kioskctl({"pack", "verify", later, "--keys", keys}).err.starts_with("E-SIG-02: "));
  CHECK(kioskctl({"pack", "verify", later, "--keys", keys, "--state", state}).code == 2);

  const std::string manifest = at + "/manifest";
  std::ofstream(manifest) << kioskctl({"pack", "show", later, "--manifest"}).out;
  std::ofstream(manifest + ".minisig") << kioskctl({"pack", "show", later, "--signatures"}).out;
  CHECK(std::system(
            ("minisign -q -V -m " + manifest + " -p " + at + "/new/content.pub >/dev/null 2>&1").c_str()) ==
        0);
}

TEST_CASE("pack check speaks Arabic and French, by option or by environment, and the rules stay") {
  const tests::TempFolder folder;
  const fs::path site = folder / "site";
  fs::copy(fs::path(KIOSK_SOURCE_DIR) / "tests/content/good-site", site, fs::copy_options::recursive);
  const auto check = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"pack", "check", site.string()});
    return kioskctl(more);
  };
  CHECK(check({"--lang", "ar"}).out.ends_with("\n0 خطأ، 0 تنبيه، 3 ملاحظات\n"));
  CHECK(check({"--lang", "fr"}).out.ends_with("\n0 erreur, 0 avertissement, 3 notes\n"));
  for (const char* name : {"data/districts.csv", "data/periods.csv", "data/services.csv"})
    fs::remove(site / name);
  const std::string said = check({"--lang", "ar"}).out;
  INFO(said);
  CHECK(said.find("data/periods.csv: خطأ: \u2067هذا الجدول ناقص: أعيدوه\u2069 [missing-file]\n") !=
        std::string::npos);
  CHECK(said.find("\n3 أخطاء، ") != std::string::npos);
  const base::Json json = base::Json::parse(check({"--lang", "fr", "--json"}).out).value();
  CHECK(json.find("errors")->integer() == 3);
  const base::Json& last = json.find("messages")->items()->at(2);
  CHECK(last.string_or("rule", "") == "missing-file");
  CHECK(last.string_or("severity", "") == "error");
  CHECK(last.string_or("sentence", "") == "ce tableau manque\u00a0: remettez-le");
  CHECK(check({"--lang", "es"}).code == 2);

  setenv("LC_ALL", "fr_MA.UTF-8", 1);
  CHECK(check({}).out.find(" erreurs, ") != std::string::npos);
  setenv("LC_ALL", "de_DE.UTF-8", 1);
  CHECK(check({}).out.find(" errors, ") != std::string::npos);
  unsetenv("LC_ALL");
  CHECK(kioskctl({"pack", "build", site.string(), "--version", "1", "--out", (folder / "x").string(),
                  "--lang", "ar"})
            .out.find("[missing-file]") != std::string::npos);
}

TEST_CASE("pack check and pack build refuse a character that no font of the kiosk has") {
  const tests::TempFolder folder;
  const fs::path site = folder / "site";
  fs::copy(fs::path(KIOSK_SOURCE_DIR) / "tests/content/good-site", site, fs::copy_options::recursive);
  std::ofstream(site / "data/sources.csv", std::ios::app) << "S3,漢 🌳 ⵣ and a wide\u2003space,\n";
  const std::string at = site.string();
  for (const Outcome& outcome :
       {kioskctl({"pack", "check", at}),
        kioskctl({"pack", "build", at, "--version", "1", "--out", at + "/x.kpack"})}) {
    INFO(outcome.out);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.find("data/sources.csv:4:4: error: no font of the kiosk has «漢» (U+6F22)") !=
          std::string::npos);
    CHECK(outcome.out.find("\n1 error, 0 warnings, ") != std::string::npos);
  }
}

TEST_CASE("refusals are one line and exit code 1, wrong calls exit code 2") {
  const tests::TempFolder folder;
  const std::string at = folder.path().string();
  const std::vector<std::vector<std::string>> refused = {
      {"pack", "verify", at + "/none.kpack", "--keys", at},
      {"pack", "show", kSources + "/README.md"},
      {"pack", "verify", kSources + "/README.md", "--keys", at + "/none"},
      {"pack", "sign", kSources + "/README.md", "--key", kSources + "/README.md"},
      {"pack", "rollback", "--state", at},
      {"pack", "build", kSources, "--version", "1", "--out", at + "/x.kpack", "--created", "yesterday"},
      {"pack", "build", at, "--version", "1", "--out", at + "/x.kpack"},
      {"pack", "build", kSources, "--version", "1", "--out", at + "/x.kpack", "--created", "2099-01-01"},
      {"pack", "build", kSources, "--version", "1", "--out", at + "/x.kpack", "--expires", "2020-01-01"},
      {"pack", "build", kSources, "--version", "1", "--out", at + "/x.kpack", "--starts", "2027-12-01",
       "--expires", "2027-11-01"},
  };
  for (const auto& arguments : refused) {
    const Outcome outcome = kioskctl(arguments);
    INFO(arguments[1] << ": " << outcome.err);
    CHECK(outcome.code == 1);
    CHECK(is_one_line(outcome.err));
  }
  CHECK_FALSE(fs::exists(at + "/x.kpack"));
  CHECK(kioskctl({"pack", "check", at}).code == 1);
  CHECK(kioskctl({"pack", "build", kSources, "--out", at + "/x.kpack"}).code == 2);
  CHECK(kioskctl({"pack", "build", kSources, "--version", "0", "--out", at + "/x.kpack"}).code == 2);
  CHECK(kioskctl({"pack"}).code == 2);
}
