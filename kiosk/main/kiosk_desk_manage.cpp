// kiosk-desk init, api-key, user, kiosk, case, import: what is done to a data folder from a keyboard. All but
// init may run while the server does.

#include <iostream>

#include "kiosk/base/json.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/intake.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/users.h"
#include "kiosk/main/kiosk_desk.h"
#include "kiosk/main/secret_prompt.h"

namespace kiosk::main {
namespace {

using base::Json;
using base::Result;
using desk::DeskDatabase;
using desk::DeskError;
namespace fs = std::filesystem;

constexpr std::size_t kKeyFileMaxSize = 4096;
constexpr std::string_view kEnvelopeEnding = ".env";

Result<std::unique_ptr<DeskDatabase>> open_database(const DataFolder& folder) {
  std::error_code ignored;
  if (!fs::exists(fs::path(folder.data) / "desk.db", ignored)) {
    return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
  }
  return DeskDatabase::open(folder.data);
}

int exit_of(const Result<void>& result) { return result ? 0 : refuse(result.error()); }

Result<void> init(const DataFolder& folder) {
  const desk::DeskPaths paths = folder.paths();
  const std::string api_key = TRY(desk::prepare(paths, base::wall_now()));
  Json out = Json::object()
                 .set("cell_public", (paths.data / "keys" / "cell.pub").string())
                 .set("cell_key", paths.cell_key.string());
  out.set("api_key", api_key.empty() ? Json() : Json(api_key));
  std::cout << out.text() << "\n";
  return base::done();
}

Result<void> new_api_key(const DataFolder& folder) {
  TRY(open_database(folder));
  std::cout << TRY(desk::add_api_key(folder.paths())) << "\n";
  return base::done();
}

Result<void> add_user(const DataFolder& folder, const std::string& name, bool from_stdin) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
  const base::SecretString password =
      from_stdin ? TRY(secret_line_of_stdin()) : TRY(ask_secret("Password"));
  return desk::add_user(database->use(), name, password.view(), base::wall_now());
}

Result<void> list_users(const DataFolder& folder) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
  for (const desk::UserRow& user : TRY(desk::list_users(database->use()))) {
    std::cout << user.name << "\t" << base::to_iso8601(user.created_at) << (user.disabled ? "\tdisabled" : "")
              << "\n";
  }
  return base::done();
}

Result<void> disable_user(const DataFolder& folder, const std::string& name) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
  return desk::disable_user(database->use(), name);
}

struct KioskChoices {
  std::shared_ptr<DataFolder> folder;
  std::string id;
  std::string key;
  std::string name;
};

Result<void> enrol(const KioskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(*choices.folder));
  const complaint::KioskId id = TRY(complaint::KioskId::parse(choices.id));
  const base::Bytes file = TRY(store::read_file(choices.key, kKeyFileMaxSize));
  const crypto::VerifyKey key = TRY(crypto::parse_kiosk_public(base::as_text(file)));
  TRY(desk::enrol(database->use(), id, key, choices.name.empty() ? choices.id : choices.name,
                  base::wall_now()));
  std::cout << id.text() << " enrolled; compare the fingerprint with the kiosk's: " << key.fingerprint()
            << "\n";
  return base::done();
}

Result<void> list_kiosks(const DataFolder& folder) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
  for (const desk::KioskRow& kiosk : TRY(desk::list_kiosks(database->use()))) {
    std::cout << kiosk.id.text() << "\t" << kiosk.key.fingerprint() << "\t"
              << (kiosk.revoked ? "revoked" : "enrolled") << "\t"
              << (kiosk.health ? base::to_iso8601(kiosk.health->seen_at) : "never seen") << "\t" << kiosk.name
              << "\n";
  }
  return base::done();
}

Result<void> revoke(const KioskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(*choices.folder));
  return desk::revoke(database->use(), TRY(complaint::KioskId::parse(choices.id)), base::wall_now());
}

Result<void> list_cases(const DataFolder& folder) {
  const desk::Vault vault = TRY(desk::Vault::open(folder.paths().cell_key));
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
  return desk::for_each_case_line(*database, vault, [](std::string_view line) { std::cout << line << "\n"; });
}

// Takes in one file; false if it was refused, with the reason on standard error.
Result<bool> import_file(DeskDatabase& database, const desk::Vault& vault, const fs::path& path,
                         int& stored) {
  const Result<base::Bytes> envelope = store::read_file(path, complaint::kEnvelopeMaxSize);
  if (!envelope && !envelope.error().is(store::StoreError::too_large)) return envelope.error();
  desk::Admission admission;
  admission.refusal = complaint::Refusal::too_large;
  if (envelope)
    admission = desk::admit(database, vault, {*envelope, std::nullopt, std::nullopt}, base::wall_now());
  if (admission.outcome == desk::Admission::Outcome::refused) {
    std::cerr << path.filename().string() << ": " << name_of(admission.refusal) << ": " << admission.message
              << "\n";
    return false;
  }
  stored += admission.outcome == desk::Admission::Outcome::stored ? 1 : 0;
  return true;
}

int import_folder(const DataFolder& folder, const std::string& from) {
  int stored = 0;
  int known = 0;
  int refused = 0;
  const auto work = [&]() -> Result<void> {
    const desk::Vault vault = TRY(desk::Vault::open(folder.paths().cell_key));
    const std::unique_ptr<DeskDatabase> database = TRY(open_database(folder));
    for (const std::string& name : TRY(store::list_files(from))) {
      if (!name.ends_with(kEnvelopeEnding)) continue;
      const int before = stored;
      const bool taken = TRY(import_file(*database, vault, fs::path(from) / name, stored));
      known += taken && stored == before ? 1 : 0;
      refused += taken ? 0 : 1;
    }
    return base::done();
  };
  const Result<void> done = work();
  if (!done) return refuse(done.error());
  std::cout << stored << " imported, " << known << " known already, " << refused << " refused\n";
  return refused == 0 ? 0 : 1;
}

}  // namespace

std::shared_ptr<DataFolder> add_data_option(CLI::App& command) {
  const auto folder = std::make_shared<DataFolder>();
  command.add_option("--data", folder->data, "the desk's data folder")->required();
  command.add_option("--cell-key", folder->cell_key,
                     "the cell's secret key, if it is not DATA/keys/cell.key");
  return folder;
}

void add_init_command(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("init", "make what is missing: keys, database, names, a first API key");
  const auto folder = add_data_option(*command);
  command->callback([folder, &exit_code] { exit_code = exit_of(init(*folder)); });

  CLI::App* api_key = app.add_subcommand("api-key", "keys that may post by Open311");
  api_key->require_subcommand(1);
  CLI::App* make = api_key->add_subcommand("new", "print a new key; only its hash is kept");
  const auto make_folder = add_data_option(*make);
  make->callback([make_folder, &exit_code] { exit_code = exit_of(new_api_key(*make_folder)); });
}

void add_user_commands(CLI::App& app, int& exit_code) {
  CLI::App* user = app.add_subcommand("user", "who may sign in to the web desk");
  user->require_subcommand(1);
  CLI::App* add = user->add_subcommand("add", "a new user; asks for the password");
  const auto add_folder = add_data_option(*add);
  const auto name = std::make_shared<std::string>();
  const auto from_stdin = std::make_shared<bool>(false);
  add->add_option("name", *name, "without blanks")->required();
  add->add_flag("--password-stdin", *from_stdin, "the password is the first line of standard input");
  add->callback([=, &exit_code] { exit_code = exit_of(add_user(*add_folder, *name, *from_stdin)); });

  CLI::App* list = user->add_subcommand("list", "name, since when");
  const auto list_folder = add_data_option(*list);
  list->callback([=, &exit_code] { exit_code = exit_of(list_users(*list_folder)); });

  CLI::App* disable = user->add_subcommand("disable", "may not sign in any more; ends the sessions too");
  const auto disable_folder = add_data_option(*disable);
  disable->add_option("name", *name)->required();
  disable->callback([=, &exit_code] { exit_code = exit_of(disable_user(*disable_folder, *name)); });
}

void add_kiosk_commands(CLI::App& app, int& exit_code) {
  CLI::App* kiosk = app.add_subcommand("kiosk", "the kiosks the desk takes complaints from");
  kiosk->require_subcommand(1);
  const auto choices = std::make_shared<KioskChoices>();
  CLI::App* add = kiosk->add_subcommand("enrol", "take complaints from a kiosk");
  const auto add_folder = add_data_option(*add);
  add->add_option("--id", choices->id, "K-01")->required();
  add->add_option("--key", choices->key, "the kiosk's public key file")->required();
  add->add_option("--name", choices->name, "where it stands");
  add->callback([=, &exit_code] {
    choices->folder = add_folder;
    exit_code = exit_of(enrol(*choices));
  });

  CLI::App* list = kiosk->add_subcommand("list", "id, fingerprint, state, last seen, name");
  const auto list_folder = add_data_option(*list);
  list->callback([=, &exit_code] { exit_code = exit_of(list_kiosks(*list_folder)); });

  CLI::App* end =
      kiosk->add_subcommand("revoke", "refuse everything from a kiosk that was stolen or retired");
  const auto end_folder = add_data_option(*end);
  end->add_option("--id", choices->id, "K-01")->required();
  end->callback([=, &exit_code] {
    choices->folder = end_folder;
    exit_code = exit_of(revoke(*choices));
  });
}

void add_case_commands(CLI::App& app, int& exit_code) {
  CLI::App* cases = app.add_subcommand("case", "cases, in plain text, for whoever holds the cell's key");
  cases->require_subcommand(1);
  CLI::App* list = cases->add_subcommand("list", "every case, one JSON object a line");
  const auto list_folder = add_data_option(*list);
  const auto json = std::make_shared<bool>(false);
  list->add_flag("--json", *json, "the only form there is")->required();
  list->callback([=, &exit_code] { exit_code = exit_of(list_cases(*list_folder)); });

  CLI::App* import = app.add_subcommand("import", "take in sealed complaints from a folder or a USB stick");
  const auto import_data = add_data_option(*import);
  const auto from = std::make_shared<std::string>();
  import->add_option("folder", *from, "what `kioskctl outbox export` wrote")->required();
  import->callback([=, &exit_code] { exit_code = import_folder(*import_data, *from); });
}

}  // namespace kiosk::main
