#pragma once
// The commands of kiosk-desk (kiosk_desk_serve.cpp, kiosk_desk_manage.cpp), added as in kioskctl.h.

#include <memory>

#include "kiosk/desk/desk.h"
#include "kiosk/main/kioskctl.h"

namespace kiosk::main {

// --data and --cell-key, which every command of kiosk-desk has.
struct DataFolder {
  std::string data;
  std::string cell_key;
  [[nodiscard]] desk::DeskPaths paths() const { return desk::DeskPaths::of(data, cell_key); }
};
std::shared_ptr<DataFolder> add_data_option(CLI::App& command);

void add_serve_command(CLI::App& app, int& exit_code);
void add_user_commands(CLI::App& app, int& exit_code);
void add_kiosk_commands(CLI::App& app, int& exit_code);
void add_case_commands(CLI::App& app, int& exit_code);  // case list, import
void add_init_command(CLI::App& app, int& exit_code);   // init, api-key new

}  // namespace kiosk::main
