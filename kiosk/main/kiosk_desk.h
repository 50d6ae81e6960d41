#pragma once
// The commands of kiosk-desk (kiosk_desk_serve.cpp, kiosk_desk_keys.cpp, kiosk_desk_manage.cpp,
// kiosk_desk_backup.cpp), added as in kioskctl.h.

#include <functional>

#include "kiosk/desk/desk.h"
#include "kiosk/main/kioskctl.h"

namespace kiosk::main {

// What the words of one command line say; a command looks at its own. Lives in main() as long as the commands
// do.
struct DeskChoices {
  std::string data;
  std::string cell_key;
  std::string passphrase_file;
  std::string new_passphrase_file;
  std::string listen = "127.0.0.1:8311";
  std::string certificate;
  std::string tls_key;
  std::string name;            // of a user or an API key, or where a kiosk stands
  std::string digits;          // of an API key's hash
  std::string role = "agent";  // of a user
  std::string head;            // of the log
  std::string kiosk_id;
  std::string key_file;
  bool json = false;
  std::string database;               // postgresql://...; empty: the one of the data folder
  std::string folder;                 // to import from, to back up to, a backup
  int keep = 0;                       // so many backups; 0: all
  std::vector<std::string> erasures;  // files of them
  [[nodiscard]] desk::DeskPaths paths() const { return desk::DeskPaths::of(data, cell_key); }
};

// "cli NAME", now: who has the keyboard, for the log.
desk::Doing by_hand();
// Refused where `init` has not been.
base::Result<std::unique_ptr<desk::DeskDatabase>> open_database(const DeskChoices& choices);

// A command with what every command of kiosk-desk has: --data, --cell-key, --passphrase-file, and work that
// returns Result<void>.
using DeskWork = std::function<base::Result<void>(const DeskChoices&)>;
struct DeskCommands {
  DeskChoices& choices;
  int& exit_code;
  CLI::App* add(CLI::App& parent, const std::string& name, const std::string& about, DeskWork work) const;
};

void add_serve_command(CLI::App& app, const DeskCommands& commands);
void add_init_command(CLI::App& app, const DeskCommands& commands);
void add_cell_key_commands(CLI::App& app, const DeskCommands& commands);
void add_backup_commands(CLI::App& app, const DeskCommands& commands);
void add_manage_commands(CLI::App& app, const DeskCommands& commands);

}  // namespace kiosk::main
