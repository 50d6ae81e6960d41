// kiosk-desk init, key: how the cell's keys come to be, where they lie, and what locks them. The server may run
// meanwhile, but for init; it goes on with the keys it has.

#include <sys/stat.h>

#include <iostream>

#include "kiosk/base/json.h"
#include "kiosk/main/desk_passphrase.h"
#include "kiosk/main/kiosk_desk.h"

namespace kiosk::main {
namespace {

using base::Json;
using base::Result;
using base::SecretString;
using desk::DeskError;
using desk::DeskPaths;
using desk::KeyRing;
namespace fs = std::filesystem;

constexpr std::size_t kPublicKeyFileMaxSize = 4096;

Result<void> need_prepared(const DeskChoices& choices) {
  if (TRY(desk::DeskDatabase::is_prepared(choices.data))) return base::done();
  return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
}

bool is_on_one_disk(const fs::path& one, const fs::path& other) {
  struct stat first {
  }, second{};
  return stat(one.c_str(), &first) == 0 && stat(other.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

void warn_of_plain_key(const DeskPaths& paths) {
  if (is_on_one_disk(paths.cell_key, paths.data))
    std::cerr << "The cell's key and its cases are on one disk: whoever takes that disk, or a copy of it, "
                 "reads the "
                 "complaints. Move "
              << paths.cell_key.string() << " to another one, or lock it: kiosk-desk key lock\n";
}

Result<crypto::CellPublicKey> public_half(const DeskPaths& paths) {
  const base::Bytes file = TRY(store::read_file(paths.data / "keys" / "cell.pub", kPublicKeyFileMaxSize));
  return crypto::parse_cell_public(base::as_text(file));
}

Result<void> init(const DeskChoices& choices) {
  const DeskPaths paths = choices.paths();
  const bool is_first = !TRY(desk::has_cell_key(paths));
  const SecretString passphrase =
      is_first ? TRY(passphrase_for_first_key(choices)) : TRY(passphrase_to_open(choices));
  if (!choices.database.empty()) TRY(desk::DeskDatabase::choose(choices.data, choices.database));
  const std::string api_key = TRY(desk::prepare(paths, base::wall_now(), passphrase.view()));
  const bool is_locked = TRY(KeyRing::is_locked(paths.cell_key));
  if (is_first && !is_locked) warn_of_plain_key(paths);
  Json out = Json::object()
                 .set("cell_id", base::to_hex(TRY(public_half(paths)).id()))
                 .set("cell_public", (paths.data / "keys" / "cell.pub").string())
                 .set("cell_key", paths.cell_key.string())
                 .set("locked", is_locked);
  out.set("api_key", api_key.empty() ? Json() : Json(api_key));
  std::cout << out.text() << "\n";
  return base::done();
}

Result<void> rotate_key(const DeskChoices& choices) {
  TRY(need_prepared(choices));
  const SecretString passphrase = TRY(passphrase_to_open(choices));
  const crypto::CellPublicKey next =
      TRY(desk::rotate_cell_key(choices.paths(), base::wall_now(), passphrase.view()));
  std::cout
      << "The cell has a new key: " << base::to_hex(next.id()) << "\n"
      << "Restart the desk. Kiosks that reach it follow by themselves; what waits in them still opens.\n"
      << "Copy the keys folder to the safe: every cell-*.key in it is needed.\n";
  return base::done();
}

// The ring's; where nothing is left of it, as for the first key.
Result<SecretString> passphrase_to_recover(const DeskChoices& choices) {
  const fs::path cell_key = choices.paths().cell_key;
  const bool is_locked = TRY(KeyRing::is_locked_file(choices.key_file)) || TRY(KeyRing::is_locked(cell_key));
  if (is_locked) return passphrase_of_locked(choices);
  return TRY(KeyRing(cell_key).files()).empty() ? passphrase_for_first_key(choices) : SecretString();
}

Result<void> recover_key(const DeskChoices& choices) {
  const SecretString passphrase = TRY(passphrase_to_recover(choices));
  const crypto::CellSecretKey escrow =
      TRY(KeyRing(choices.key_file, passphrase.view()).read(choices.key_file));
  const desk::Recovery recovery = TRY(desk::recover(choices.paths(), escrow, passphrase.view()));
  std::cout << "The key opens " << recovery.opened << " of " << recovery.all
            << " complaints here. It stays beside the cell's key for as long as they are kept.\n";
  if (recovery.new_key) {
    std::cout << "The cell has a new key: " << base::to_hex(recovery.new_key->id()) << "\n"
              << "Carry keys/cell.pub to each kiosk: kioskctl key cell cell.pub --state DIR\n";
  }
  return base::done();
}

Result<void> list_keys(const DeskChoices& choices) {
  const SecretString passphrase = TRY(passphrase_to_open(choices));
  const desk::Vault vault = TRY(desk::open_vault(choices.paths(), passphrase.view()));
  for (const std::string& id : vault.ids())
    std::cout << id << (id == vault.ids().front() ? "\tnewest" : "\topens what was sealed to it") << "\n";
  return base::done();
}

Result<bool> need_cell_key(const DeskChoices& choices) {
  if (TRY(desk::has_cell_key(choices.paths()))) return KeyRing::is_locked(choices.paths().cell_key);
  return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
}

Result<void> lock_keys(const DeskChoices& choices) {
  const bool is_begun = TRY(need_cell_key(choices));
  const SecretString passphrase =
      is_begun ? TRY(passphrase_of_locked(choices)) : TRY(new_passphrase(choices.passphrase_file));
  const int changed = TRY(KeyRing(choices.paths().cell_key, passphrase.view()).lock());
  std::cout << changed << (changed == 1 ? " key file" : " key files") << " locked.\n";
  if (changed > 0)
    std::cout
        << "Copies of before, and what the disk keeps of overwritten files, are still plain: destroy the "
           "copies, then kiosk-desk key rotate.\n";
  return base::done();
}

Result<void> change_passphrase(const DeskChoices& choices) {
  if (!TRY(need_cell_key(choices)))
    return base::Error(desk::KeyRingError::not_locked,
                       "the cell's key is not locked yet: kiosk-desk key lock");
  KeyRing ring(choices.paths().cell_key, TRY(passphrase_of_locked(choices)).view());
  TRY(ring.read(ring.newest()));  // a wrong one is said before the new one is asked for
  const SecretString next = TRY(new_passphrase(choices.new_passphrase_file));
  TRY(ring.change_passphrase(next.view()));
  std::cout << "The passphrase is changed. Copies in the safe still open with the one of before.\n";
  return base::done();
}

}  // namespace

void add_init_command(CLI::App& app, const DeskCommands& commands) {
  commands.add(app, "init", "make what is missing: keys, database, names, a first API key", &init)
      ->add_option("--database", commands.choices.database,
                   "postgresql://..., for several desks that share one database; else a file in DATA");
}

void add_cell_key_commands(CLI::App& app, const DeskCommands& commands) {
  CLI::App* key = app.add_subcommand("key", "the keys that complaints are sealed to");
  key->require_subcommand(1);
  commands.add(*key, "rotate", "a new key; kiosks follow by themselves, old complaints still open",
               &rotate_key);
  commands.add(*key, "list", "the keys there are, the newest first", &list_keys);
  commands.add(*key, "lock", "lock the key files with a passphrase, or finish what was cut short",
               &lock_keys);
  commands.add(*key, "passphrase", "another passphrase for the key files", &change_passphrase)
      ->add_option("--new-passphrase-file", commands.choices.new_passphrase_file,
                   "its first line; else it is asked for at a terminal");
  commands
      .add(*key, "recover", "cell.key is lost: open with the escrow key, and begin a new one", &recover_key)
      ->add_option("--escrow", commands.choices.key_file, "the escrow's secret key file")
      ->required();
}

}  // namespace kiosk::main
