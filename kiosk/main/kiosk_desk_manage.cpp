// kiosk-desk init, api-key, user, kiosk, case, import: what is done to a data folder from a keyboard. All but
// init may run while the server does.

#include <iostream>

#include "kiosk/base/json.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/chain.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/stick_intake.h"
#include "kiosk/desk/users.h"
#include "kiosk/main/kiosk_desk.h"
#include "kiosk/main/secret_prompt.h"
#include "kiosk/main/standard_output.h"

namespace kiosk::main {
namespace {

using base::Json;
using base::Result;
using desk::DeskDatabase;
using desk::DeskError;
namespace fs = std::filesystem;

constexpr std::size_t kKeyFileMaxSize = 4096;

Result<std::unique_ptr<DeskDatabase>> open_database(const DeskChoices& choices) {
  std::error_code code;
  const bool is_there = fs::exists(fs::path(choices.data) / "desk.db", code);
  if (code == std::errc::permission_denied)
    return base::Error(
        DeskError::refused,
        base::cat(choices.data, " is another user's: run this as the desk's user, kiosk-desk"));
  if (!is_there) {
    return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
  }
  return DeskDatabase::open(choices.data);
}

Result<void> init(const DeskChoices& choices) {
  const desk::DeskPaths paths = choices.paths();
  const std::string api_key = TRY(desk::prepare(paths, base::wall_now()));
  const desk::Vault vault = TRY(desk::open_vault(paths));
  Json out = Json::object()
                 .set("cell_id", vault.ids().front())
                 .set("cell_public", (paths.data / "keys" / "cell.pub").string())
                 .set("cell_key", paths.cell_key.string());
  out.set("api_key", api_key.empty() ? Json() : Json(api_key));
  std::cout << out.text() << "\n";
  return base::done();
}

Result<void> new_api_key(const DeskChoices& choices) {
  TRY(open_database(choices));
  std::cout << TRY(desk::add_api_key(choices.paths())) << "\n";
  return base::done();
}

Result<void> add_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const base::SecretString password = TRY(ask_secret("Password"));
  return desk::add_user(database->use(), choices.name, password.view(), base::wall_now());
}

Result<void> list_users(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  for (const desk::UserRow& user : TRY(desk::list_users(database->use()))) {
    std::cout << user.name << "\t" << base::to_iso8601(user.created_at) << (user.disabled ? "\tdisabled" : "")
              << "\n";
  }
  return base::done();
}

Result<void> disable_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::disable_user(database->use(), choices.name);
}

Result<void> enable_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::enable_user(database->use(), choices.name);
}

Result<void> change_password(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const base::SecretString password = TRY(ask_secret("New password"));
  return desk::change_password(database->use(), choices.name, password.view());
}

std::string_view words_of(desk::Enrolment enrolment) {
  switch (enrolment) {
    case desk::Enrolment::added:
      return " enrolled";
    case desk::Enrolment::known:
      return " was enrolled already with this key";
    case desk::Enrolment::restored:
      return " was revoked and is enrolled again with the same key";
  }
  return "";
}

Result<void> enrol(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const complaint::KioskId id = TRY(complaint::KioskId::parse(choices.kiosk_id));
  const base::Bytes file = TRY(store::read_file(choices.key_file, kKeyFileMaxSize));
  const crypto::VerifyKey key = TRY(crypto::parse_kiosk_public(base::as_text(file)));
  const desk::Enrolment enrolment =
      TRY(desk::enrol(database->use(), id, key, choices.name, base::wall_now()));
  std::cout << id.text() << words_of(enrolment)
            << "; compare the fingerprint with the kiosk's: " << key.fingerprint() << "\n";
  return base::done();
}

// "12 received; missing 7, 9" and the like.
std::string words_of(const desk::Chain& chain) {
  std::string words = base::cat(chain.received, " received");
  if (chain.missing > 0) {
    words += "; missing";
    for (const std::int64_t number : chain.first_missing) words += base::cat(" ", number);
    const std::int64_t more = chain.missing - std::ssize(chain.first_missing);
    if (more > 0) words += base::cat(" and ", more, " more");
  }
  if (chain.doubled > 0) words += base::cat("; numbers that came twice: ", chain.doubled);
  if (chain.torn > 0) words += base::cat("; ", chain.torn, " do not follow what came before");
  return words;
}

Result<void> list_kiosks(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  for (const desk::KioskRow& kiosk : TRY(desk::list_kiosks(database->use()))) {
    const desk::Chain chain = TRY(desk::chain_of(database->use(), kiosk.id));
    const std::int64_t waiting = kiosk.health ? kiosk.health->queued + kiosk.health->failed : 0;
    std::cout << kiosk.id.text() << "\t" << kiosk.key.fingerprint() << "\t"
              << (kiosk.revoked ? "revoked" : "enrolled") << "\t"
              << (kiosk.health ? base::to_iso8601(kiosk.health->seen_at) : "never seen") << "\t" << kiosk.name
              << "\t" << words_of(chain);
    if (waiting > 0) std::cout << "; " << waiting << " waited in it when it last reported";
    std::cout << "\n";
  }
  return base::done();
}

Result<void> revoke(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const complaint::KioskId id = TRY(complaint::KioskId::parse(choices.kiosk_id));
  TRY(desk::revoke(database->use(), id, base::wall_now()));
  std::cout << id.text() << " is refused from now on\n";
  return base::done();
}

Result<void> list_cases(const DeskChoices& choices) {
  const desk::Vault vault = TRY(desk::open_vault(choices.paths()));
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::for_each_case_line(*database, vault, [](std::string_view line) -> Result<void> {
    if (std::cout << line << "\n") return base::done();
    return not_written();
  });
}

Result<void> import_folder(const DeskChoices& choices) {
  const desk::Vault vault = TRY(desk::open_vault(choices.paths()));
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const desk::StickIntake intake = desk::take_stick(*database, vault, choices.folder, base::wall_now());
  const bool nothing = intake.stored + intake.known == 0 && intake.refused.empty() && intake.pages == 0;
  if (intake.not_listed && nothing) return *intake.not_listed;
  for (const desk::StickIntake::Refused& refused : intake.refused)
    std::cerr << refused.file << ": " << refused.reason << ": " << refused.message << "\n";
  std::cout << intake.stored << " imported, " << intake.known << " known already, " << intake.refused.size()
            << " refused\n"
            << std::flush;
  if (intake.not_written) {
    std::cerr << "The confirmations could not be written back: " << intake.not_written->sentence()
              << ". The kiosk keeps its copies until it hears of them.\n";
  } else if (intake.acks > 0 || (intake.pages > 0 && intake.refused.empty())) {
    std::cerr << "Take the stick back to the kiosk: it has the confirmations.\n";
  }
  if (intake.not_written) return *intake.not_written;
  if (intake.not_listed) return *intake.not_listed;
  if (!intake.refused.empty()) return base::Error(DeskError::refused, "some files were not taken in");
  return base::done();
}

Result<void> rotate_key(const DeskChoices& choices) {
  TRY(open_database(choices));
  TRY(desk::open_vault(choices.paths()));
  const crypto::CellPublicKey next = TRY(desk::rotate_cell_key(choices.paths(), base::wall_now()));
  std::cout
      << "The cell has a new key: " << base::to_hex(next.id()) << "\n"
      << "Restart the desk. Kiosks that reach it follow by themselves; what waits in them still opens.\n"
      << "Copy the keys folder to the safe: every cell-*.key in it is needed.\n";
  return base::done();
}

Result<void> recover_key(const DeskChoices& choices) {
  base::Bytes file = TRY(store::read_file(choices.key_file, kKeyFileMaxSize));
  const Result<crypto::CellSecretKey> escrow = crypto::parse_cell_secret(base::as_text(file));
  crypto::wipe(file);
  if (!escrow) return escrow.error().in(choices.key_file);
  const desk::Recovery recovery = TRY(desk::recover(choices.paths(), *escrow));
  std::cout << "The key opens " << recovery.opened << " of " << recovery.all
            << " complaints here. It stays beside the cell's key for as long as they are kept.\n";
  if (recovery.new_key) {
    std::cout << "The cell has a new key: " << base::to_hex(recovery.new_key->id()) << "\n"
              << "Carry keys/cell.pub to each kiosk: kioskctl key cell cell.pub --state DIR\n";
  }
  return base::done();
}

Result<void> list_keys(const DeskChoices& choices) {
  const desk::Vault vault = TRY(desk::open_vault(choices.paths()));
  for (const std::string& id : vault.ids())
    std::cout << id << (id == vault.ids().front() ? "\tnewest" : "\topens what was sealed to it") << "\n";
  return base::done();
}

void add_user_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  CLI::App* user = app.add_subcommand("user", "who may sign in to the web desk");
  user->require_subcommand(1);
  CLI::App* add = commands.add(
      *user, "add", "a new user; the password is asked for, or the first line of standard input", &add_user);
  add->add_option("name", choices.name, "without blanks")->required();
  commands.add(*user, "list", "name, since when", &list_users);
  commands
      .add(*user, "password", "a new password; asked for, or the first line of standard input",
           &change_password)
      ->add_option("name", choices.name)
      ->required();
  commands.add(*user, "enable", "may sign in again, with the password of before", &enable_user)
      ->add_option("name", choices.name)
      ->required();
  commands.add(*user, "disable", "may not sign in any more; ends the sessions too", &disable_user)
      ->add_option("name", choices.name)
      ->required();
}

void add_kiosk_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  CLI::App* kiosk = app.add_subcommand("kiosk", "the kiosks the desk takes complaints from");
  kiosk->require_subcommand(1);
  CLI::App* add = commands.add(*kiosk, "enrol", "take complaints from a kiosk", &enrol);
  add->add_option("--id", choices.kiosk_id, "K-01")->required();
  add->add_option("--key", choices.key_file, "the kiosk's public key file")->required();
  add->add_option("--name", choices.name, "where it stands");
  commands.add(*kiosk, "list", "id, fingerprint, state, last seen, name, what came and what is missing",
               &list_kiosks);
  commands.add(*kiosk, "revoke", "refuse everything from a kiosk that was stolen or retired", &revoke)
      ->add_option("--id", choices.kiosk_id, "K-01")
      ->required();
}

void add_cell_key_commands(CLI::App& app, const DeskCommands& commands) {
  CLI::App* key = app.add_subcommand("key", "the keys that complaints are sealed to");
  key->require_subcommand(1);
  commands.add(*key, "rotate", "a new key; kiosks follow by themselves, old complaints still open",
               &rotate_key);
  commands.add(*key, "list", "the keys there are, the newest first", &list_keys);
  commands
      .add(*key, "recover", "cell.key is lost: open with the escrow key, and begin a new one", &recover_key)
      ->add_option("--escrow", commands.choices.key_file, "the escrow's secret key file")
      ->required();
}

}  // namespace

CLI::App* DeskCommands::add(CLI::App& parent, const std::string& name, const std::string& about,
                            DeskWork work) const {
  CLI::App* command = parent.add_subcommand(name, about);
  command->add_option("--data", choices.data, "the desk's data folder")->required();
  command->add_option("--cell-key", choices.cell_key,
                      "the cell's secret key, if it is not DATA/keys/cell.key");
  command->callback([work = std::move(work), &choices = choices, &exit_code = exit_code] {
    Result<void> done = work(choices);
    if (done) done = flush_output();
    exit_code = done ? 0 : refuse(done.error());
  });
  return command;
}

void add_manage_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  commands.add(app, "init", "make what is missing: keys, database, names, a first API key", &init);
  CLI::App* api_key = app.add_subcommand("api-key", "keys that may post by Open311");
  api_key->require_subcommand(1);
  commands.add(*api_key, "new", "print a new key; only its hash is kept", &new_api_key);
  add_user_commands(app, commands);
  add_kiosk_commands(app, commands);
  add_cell_key_commands(app, commands);
  CLI::App* cases = app.add_subcommand("case", "cases, in plain text, for whoever holds the cell's key");
  cases->require_subcommand(1);
  commands.add(*cases, "list", "every case, one JSON object a line", &list_cases)
      ->add_flag("--json", choices.json, "the only form there is")
      ->required();
  commands.add(app, "import", "take in sealed complaints from a folder or a USB stick", &import_folder)
      ->add_option("folder", choices.folder, "what `kioskctl outbox export` wrote")
      ->required();
}

}  // namespace kiosk::main
