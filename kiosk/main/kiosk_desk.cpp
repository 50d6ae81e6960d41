// kiosk-desk: the complaints cell's server and its commands. Exit codes: 0 done, 1 refused, 2 called wrongly.

#include "kiosk/main/kiosk_desk.h"

#include <sys/stat.h>

#include "kiosk/base/time.h"

int main(int argc, char** argv) {
  umask(077);  // what the desk writes is for the desk alone
  kiosk::base::use_time_zone(kiosk::base::kMoroccoTimeZone);
  CLI::App app("The complaints cell's desk of the Salé kiosks.", "kiosk-desk");
  app.set_version_flag("--version", KIOSK_VERSION);
  app.require_subcommand(1);
  int exit_code = 0;
  kiosk::main::DeskChoices choices;
  const kiosk::main::DeskCommands commands{choices, exit_code};
  kiosk::main::add_serve_command(app, commands);
  kiosk::main::add_init_command(app, commands);
  kiosk::main::add_manage_commands(app, commands);
  kiosk::main::add_backup_commands(app, commands);
  kiosk::main::add_cell_key_commands(app, commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
