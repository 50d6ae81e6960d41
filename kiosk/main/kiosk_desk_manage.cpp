// kiosk-desk api-key, user, kiosk, case, import: what is done to a data folder from a keyboard, also while the
// server runs.

#include <pwd.h>
#include <unistd.h>

#include <iostream>

#include "kiosk/base/json.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/chain.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/sessions.h"
#include "kiosk/desk/stick_intake.h"
#include "kiosk/desk/users.h"
#include "kiosk/main/desk_passphrase.h"
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

Result<desk::Vault> open_vault(const DeskChoices& choices) {
  const base::SecretString passphrase = TRY(passphrase_to_open(choices));
  return desk::open_vault(choices.paths(), passphrase.view());
}

Result<void> new_api_key(const DeskChoices& choices) {
  TRY(open_database(choices));
  std::cout << TRY(desk::add_api_key(choices.paths(), desk::ApiKeyLabel{choices.name, base::wall_now()}))
            << "\n";
  return base::done();
}

Result<void> list_api_keys(const DeskChoices& choices) {
  TRY(open_database(choices));
  for (const desk::ApiKey& key : TRY(desk::read_api_keys(choices.paths().api_keys()))) {
    std::cout << key.shown() << "\t" << (key.label ? base::to_iso8601(key.label->made_at) : "unknown") << "\t"
              << (key.label ? key.label->name : "") << "\n";
  }
  return base::done();
}

Result<void> revoke_api_key(const DeskChoices& choices) {
  TRY(open_database(choices));
  const desk::ApiKey key = TRY(desk::revoke_api_key(choices.paths().api_keys(), choices.digits));
  std::cout << key.shown() << (key.label ? " " + key.label->name : "") << " is refused from now on\n";
  return base::done();
}

// "cli NAME": who has the keyboard, for the log.
const std::string& keyboard() {
  static const std::string actor = [] {
    const passwd* entry = getpwuid(getuid());
    return base::cat(desk::kCommandLine,
                     entry == nullptr ? std::to_string(getuid()) : std::string(entry->pw_name));
  }();
  return actor;
}
Result<void> add_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const base::SecretString password = TRY(ask_secret("Password"));
  const std::optional<desk::Role> role = desk::parse_role(choices.role);
  if (!role) return base::Error(DeskError::refused, "a role is agent, supervisor, administrator or auditor");
  return desk::add_user(database->use(), choices.name, password.view(), *role, by_hand());
}

Result<void> list_users(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  for (const desk::UserRow& user : TRY(desk::list_users(database->use()))) {
    std::cout << user.name << "\t" << desk::slug_of(user.role) << "\t" << base::to_iso8601(user.created_at)
              << (user.has_totp ? "\tsecond factor" : "") << (user.disabled ? "\tdisabled" : "") << "\n";
  }
  return base::done();
}

Result<void> disable_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::disable_user(database->use(), choices.name, by_hand());
}

Result<void> change_role(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const std::optional<desk::Role> role = desk::parse_role(choices.role);
  if (!role) return base::Error(DeskError::refused, "a role is agent, supervisor, administrator or auditor");
  return desk::change_role(database->use(), choices.name, *role, by_hand());
}

Result<void> drop_second_factor(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::keep_totp(database->use(), choices.name, {}, by_hand());
}

Result<void> unlock_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const desk::DeskUse use = database->use();
  if (!TRY(desk::find_user(use, choices.name))) return base::Error(DeskError::not_found, "no such user");
  desk::Transaction change = TRY(desk::Transaction::begin(*use));
  TRY(desk::unlock_sign_in(use, choices.name));
  TRY(desk::record(use, {keyboard(), "sign-in.unlocked", choices.name}, base::wall_now()));
  return change.commit();
}

Result<void> verify_audit(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  std::optional<desk::AuditHead> known;
  if (!choices.head.empty()) {
    known = desk::AuditHead::parse(choices.head);
    if (!known)
      return base::Error(DeskError::refused,
                         "--head is what `audit head` prints: 17:<64 hexadecimal digits>");
  }
  const desk::AuditCheck check = TRY(desk::verify_audit(*database, known));
  std::cout << check.head.id << " rows, head " << check.head.text() << "; " << check.history
            << " entries of cases compared, " << check.older << " from before the log\n";
  if (check.other_key > 0)
    std::cout << check.other_key << " rows were made with another audit.key and could not be checked\n";
  for (const std::string& fault : check.faults) std::cout << fault << "\n";
  if (!check.faults.empty()) return base::Error(DeskError::refused, "the log was tampered with, or damaged");
  if (check.other_key > 0) return base::Error(DeskError::refused, "not all of the log could be checked");
  return base::done();
}

Result<void> print_audit_head(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  std::cout << TRY(desk::audit_head(database->use())).text() << "\n";
  return base::done();
}

// The oldest first, as a file to keep elsewhere.
Result<void> list_audit(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  constexpr std::int64_t kPage = 500;
  for (std::int64_t after = 0;;) {
    const std::vector<desk::AuditRow> page = TRY(desk::audit_after(database->use(), after, kPage));
    for (const desk::AuditRow& row : page) std::cout << desk::audit_line(row) << "\n";
    if (page.empty()) return base::done();
    after = page.back().id;
  }
}

Result<void> enable_user(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::enable_user(database->use(), choices.name, by_hand());
}

Result<void> change_password(const DeskChoices& choices) {
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  const base::SecretString password = TRY(ask_secret("New password"));
  return desk::change_password(database->use(), choices.name, password.view(), by_hand());
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
  if (desk::is_open311(id))
    return base::Error(desk::DeskError::refused,
                       base::cat(desk::kOpen311Kiosk, "... is what comes in by Open311: choose another id"));
  const base::Bytes file = TRY(store::read_file(choices.key_file, kKeyFileMaxSize));
  const crypto::VerifyKey key = TRY(crypto::parse_kiosk_public(base::as_text(file)));
  const desk::Enrolment enrolment = TRY(desk::enrol(database->use(), id, key, choices.name, by_hand()));
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
  TRY(desk::revoke(database->use(), id, by_hand()));
  std::cout << id.text() << " is refused from now on\n";
  return base::done();
}

Result<void> list_cases(const DeskChoices& choices) {
  const desk::Vault vault = TRY(open_vault(choices));
  const std::unique_ptr<DeskDatabase> database = TRY(open_database(choices));
  return desk::for_each_case_line(*database, vault, [](std::string_view line) -> Result<void> {
    if (std::cout << line << "\n") return base::done();
    return not_written();
  });
}

Result<void> import_folder(const DeskChoices& choices) {
  const desk::Vault vault = TRY(open_vault(choices));
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

void add_api_key_commands(CLI::App& app, const DeskCommands& commands) {
  CLI::App* api_key = app.add_subcommand("api-key", "keys that may post by Open311");
  api_key->require_subcommand(1);
  commands.add(*api_key, "new", "print a new key; only its hash is kept", &new_api_key)
      ->add_option("--name", commands.choices.name, "whose it is");
  commands.add(*api_key, "list", "the first digits of each key's hash, since when, whose it is",
               &list_api_keys);
  commands.add(*api_key, "revoke", "take nothing more from who has this key", &revoke_api_key)
      ->add_option("digits", commands.choices.digits, "the first of its hash, as listed")
      ->required();
}

void add_user_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  CLI::App* user = app.add_subcommand("user", "who may sign in to the web desk");
  user->require_subcommand(1);
  CLI::App* add = commands.add(
      *user, "add", "a new user; the password is asked for, or the first line of standard input", &add_user);
  add->add_option("name", choices.name, "without blanks")->required();
  add->add_option("--role", choices.role, "agent, supervisor, administrator or auditor")
      ->capture_default_str();
  CLI::App* role = commands.add(*user, "role", "another role", &change_role);
  role->add_option("name", choices.name)->required();
  role->add_option("role", choices.role, "agent, supervisor, administrator or auditor")->required();
  commands.add(*user, "totp-off", "sign in without the second factor, which was lost", &drop_second_factor)
      ->add_option("name", choices.name)
      ->required();
  commands.add(*user, "unlock", "let a name in again that was locked after too many tries", &unlock_user)
      ->add_option("name", choices.name)
      ->required();
  commands.add(*user, "list", "name, role, since when, and who may not sign in", &list_users);
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

void add_audit_commands(CLI::App& app, const DeskCommands& commands) {
  CLI::App* audit = app.add_subcommand("audit", "the log of everything that was done");
  audit->require_subcommand(1);
  commands.add(*audit, "verify", "whether anything was changed, forged or cut off", &verify_audit)
      ->add_option("--head", commands.choices.head, "a head that was kept, to see that nothing is cut off");
  commands.add(*audit, "head", "how far the log goes; keep it apart from the desk", &print_audit_head);
  commands.add(*audit, "list", "all of it, one JSON object a line, the oldest first", &list_audit);
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

}  // namespace

desk::Doing by_hand() { return {keyboard(), base::wall_now()}; }

Result<std::unique_ptr<DeskDatabase>> open_database(const DeskChoices& choices) {
  if (!TRY(DeskDatabase::is_prepared(choices.data))) {
    return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
  }
  return DeskDatabase::open(choices.data);
}

CLI::App* DeskCommands::add(CLI::App& parent, const std::string& name, const std::string& about,
                            DeskWork work) const {
  CLI::App* command = parent.add_subcommand(name, about);
  command->add_option("--data", choices.data, "the desk's data folder")->required();
  command->add_option(
      "--cell-key", choices.cell_key,
      "the cell's secret key, if it is neither DATA/keys/cell.key nor where cell-key-place says");
  command->add_option("--passphrase-file", choices.passphrase_file,
                      "its first line opens the cell's locked keys; else it is asked for at a terminal");
  command->callback([work = std::move(work), &choices = choices, &exit_code = exit_code] {
    Result<void> done = work(choices);
    if (done) done = flush_output();
    exit_code = done ? 0 : refuse(done.error());
  });
  return command;
}

void add_manage_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  add_api_key_commands(app, commands);
  add_user_commands(app, commands);
  add_audit_commands(app, commands);
  add_kiosk_commands(app, commands);
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
