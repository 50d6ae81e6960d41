// kiosk-desk backup, restore, move-to: what is done with a desk as a whole. A backup is made while the server
// runs; to move, it is stopped.

#include <iostream>

#include "kiosk/desk/backup.h"
#include "kiosk/desk/erasure_file.h"
#include "kiosk/desk/move.h"
#include "kiosk/main/kiosk_desk.h"

namespace kiosk::main {
namespace {

using base::Result;
using desk::DeskDatabase;
using desk::DeskError;
namespace fs = std::filesystem;

constexpr int kKeepMost = 10'000;

std::string counted(std::int64_t count, std::string_view one, std::string_view more) {
  return base::cat(count, " ", count == 1 ? one : more);
}

void tell_of_keys(const desk::BackupDone& done) {
  for (const std::string& name : done.plain_keys)
    std::cout << name
              << " is not locked with a passphrase and was left out: beside the cases it would open them."
              << " Keep it in the safe, or lock it: kiosk-desk key lock\n";
  if (done.keys_are_elsewhere)
    std::cout
        << "The cell's key lies outside the data folder and was left out: keep a copy of it in the safe\n";
}

Result<void> back_up(const DeskChoices& choices) {
  if (!TRY(DeskDatabase::is_prepared(choices.data)))
    return base::Error(DeskError::not_prepared, "there is no desk in this data folder");
  const desk::BackupDone done =
      TRY(desk::back_up(choices.paths(), {choices.folder, choices.keep, KIOSK_VERSION, by_hand()}));
  std::cout << done.folder.string() << "\n"
            << counted(done.manifest.cases, "case", "cases") << ", head of the log "
            << done.manifest.head.text() << "\n";
  tell_of_keys(done);
  if (!done.manifest.is_file && !done.manifest.has("desk.dump"))
    std::cout << "pg_dump is not installed here: the database itself is not in this backup (database.txt)\n";
  if (done.removed > 0) std::cout << counted(done.removed, "older backup", "older backups") << " removed\n";
  return base::done();
}

void tell_of_restored(const DeskChoices& choices, const desk::RestoreDone& done) {
  std::cout << counted(done.cases, "case", "cases") << " as of " << base::to_iso8601(done.manifest.made_at)
            << "; what came in later is not here\n"
            << counted(done.erased, "case", "cases") << " erased again\n";
  if (done.not_here > 0)
    std::cout << counted(done.not_here, "erased case", "erased cases") << " came after the backup\n";
  if (choices.erasures.empty())
    std::cout << "Erasures after " << base::to_iso8601(done.manifest.made_at)
              << " may be missing: no newer file of erasures was given (--erasures)\n";
  std::cout << "head of the log " << done.head.text() << "\n";
  std::error_code ignored;
  if (!fs::exists(desk::DeskPaths::of(choices.data).cell_key, ignored))
    std::cout << "The cell's key is not here: put cell.key and every cell-*.key from the safe into "
              << (fs::path(choices.data) / "keys").string() << " before the desk is started\n";
}

Result<void> restore(const DeskChoices& choices) {
  desk::RestoreOrder order{choices.folder, choices.data, {}, choices.database, by_hand()};
  for (const std::string& file : choices.erasures) order.erasures.emplace_back(file);
  const desk::RestoreDone done = TRY(desk::restore(order));
  tell_of_restored(choices, done);
  for (const std::string& fault : done.faults) std::cout << fault << "\n";
  if (done.faults.empty()) return base::done();
  return base::Error(DeskError::refused,
                     "restored, but the log in this backup was tampered with, or damaged");
}

Result<void> move_to(const DeskChoices& choices) {
  const desk::Moved moved = TRY(desk::move_to_postgresql(choices.data, choices.database, by_hand()));
  std::cout << counted(moved.rows, "row", "rows") << " moved, head of the log " << moved.head.text() << "\n"
            << "The desk works with that database from now on. " << moved.left_behind.string()
            << " is what it had before; the first erasure removes it\n";
  return base::done();
}

}  // namespace

void add_backup_commands(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  CLI::App* backup =
      commands.add(app, "backup", "copy the desk, while it works, to a folder of its own", &back_up);
  backup->add_option("--to", choices.folder, "in which that folder is made")->required();
  backup->add_option("--keep", choices.keep, "so many of them stay, the newest; else all")
      ->check(CLI::Range(1, kKeepMost));
  CLI::App* back =
      commands.add(app, "restore", "make a desk of a backup, in a data folder without one", &restore);
  back->add_option("backup", choices.folder, "the folder that `backup` made")->required();
  back->add_option("--erasures", choices.erasures,
                   "the newest copy of DATA/erasures: what it names is erased again; may be repeated");
  back->add_option("--database", choices.database, "of a desk on PostgreSQL: an empty database");
  commands.add(app, "move-to", "take the desk's cases from its file to a PostgreSQL database", &move_to)
      ->add_option("database", choices.database, "postgresql://...")
      ->required();
}

}  // namespace kiosk::main
