// The keys of Open311: made with a name, listed without what opens, revoked one by one.

#include "kiosk/desk/api_keys.h"

#include "tests/support/catch.h"
#include "tests/support/programs.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::DeskWorld;
using tests::Finished;
using tests::kNoon;
using tests::lines_of;

namespace {

int status_with(Desk& desk, std::string_view key) {
  const std::string form =
      base::cat("api_key=", key, "&service_code=roads&description=Une+grande+fosse+devant+la+porte");
  return desk
      .handle({"POST", "/open311/v2/requests.json", {{"Host", "desk"}}, base::to_bytes(form), ""}, kNoon)
      .status;
}

std::string text_of(const store::fs::path& file) {
  return std::string(base::as_text(store::read_file(file, kApiKeysFileMaxSize).value()));
}

}  // namespace

TEST_CASE("the file of keys has hashes, names and times, and no key") {
  const tests::TempFolder folder;
  const store::fs::path file = folder / "api-keys";
  CHECK(read_api_keys(file)->empty());
  const std::string key = make_api_key(file, ApiKeyLabel{"تطبيق الهاتف", kNoon}).value();
  CHECK(key.size() == 64);
  CHECK(text_of(file) == base::cat(api_key_hash(key).text(), "\t2026-11-23T12:00:00Z\tتطبيق الهاتف\n"));
  CHECK(text_of(file).find(key) == std::string::npos);
  const std::vector<ApiKey> keys = read_api_keys(file).value();
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].label->name == "تطبيق الهاتف");
  CHECK(keys[0].label->made_at == kNoon);
  CHECK(keys[0].shown() == api_key_hash(key).text().substr(0, 8));
}

TEST_CASE("a bare hash of before keys had names still opens, and can be revoked") {
  const DeskWorld world;
  const std::string old(64, 'a');
  const std::string hash = api_key_hash(old).text();
  tests::write_text(world.paths().api_keys(),
                    hash + "\n\nnot a key\n" + std::string(64, 'f') + "\twhen?\tx\n");
  const auto desk = world.open();
  CHECK(status_with(*desk, old) == 201);
  CHECK(status_with(*desk, world.api_key) == 403);
  CHECK(status_with(*desk, hash) == 403);
  CHECK(read_api_keys(world.paths().api_keys())->size() == 1);
  CHECK_FALSE(revoke_api_key(world.paths().api_keys(), hash.substr(0, 8))->label.has_value());
  CHECK(status_with(*desk, old) == 403);
  CHECK(text_of(world.paths().api_keys()).starts_with("not a key\n"));
}

TEST_CASE("a key is revoked by the first digits of its hash, and never two at once") {
  const tests::TempFolder folder;
  const store::fs::path file = folder / "api-keys";
  const std::string same = std::string(10, 'b');
  tests::write_text(file, same + std::string(54, '0') + "\n" + same + std::string(54, '1') + "\n");
  CHECK_FALSE(revoke_api_key(file, same.substr(0, 7)).ok());
  CHECK_FALSE(revoke_api_key(file, same).ok());
  CHECK_FALSE(revoke_api_key(file, "cccccccc").ok());
  CHECK(read_api_keys(file)->size() == 2);
  CHECK(revoke_api_key(file, same + "1").ok());
  CHECK(read_api_keys(file)->size() == 1);
}

TEST_CASE("a name of a key is one short line") {
  const tests::TempFolder folder;
  const store::fs::path file = folder / "api-keys";
  for (const std::string& bad : {std::string("a\tb"), std::string("a\nb"), std::string("\xFF"),
                                 std::string(kApiKeyNameMaxCodePoints + 1, 'x')})
    CHECK_FALSE(make_api_key(file, ApiKeyLabel{bad, kNoon}).ok());
  CHECK(read_api_keys(file)->empty());
}

TEST_CASE("keys are made, listed and revoked from the keyboard while the desk runs") {
  const DeskWorld world;
  const auto desk = world.open();
  const Finished made = tests::desk_command(world, {"api-key", "new", "--name", "Application mobile"});
  CHECK(made.exit_code == 0);
  REQUIRE(made.said.size() == 65);
  const std::string key = made.said.substr(0, 64);
  CHECK(status_with(*desk, key) == 201);
  const std::vector<std::string> listed = lines_of(tests::desk_command(world, {"api-key", "list"}).said);
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].ends_with("\t2026-11-23T12:00:00Z\tinit"));
  CHECK(listed[1].ends_with("\tApplication mobile"));
  const std::string shown = listed[1].substr(0, kApiKeyShownDigits);
  CHECK(shown == api_key_hash(key).text().substr(0, kApiKeyShownDigits));
  CHECK(tests::desk_command(world, {"api-key", "revoke", shown}).exit_code == 0);
  CHECK(status_with(*desk, key) == 403);
  CHECK(status_with(*desk, world.api_key) == 201);
  CHECK(tests::desk_command(world, {"api-key", "revoke", shown}).exit_code == 1);
  CHECK(tests::desk_command(world, {"api-key", "revoke"}).exit_code == 2);
}
