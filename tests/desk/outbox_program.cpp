// kioskctl with its outbox commands alone, so that the end-to-end tests need no other part of the kiosk.

#include "kiosk/base/time.h"
#include "kiosk/main/kioskctl.h"

int main(int argc, char** argv) {
  kiosk::base::use_time_zone(kiosk::base::kMoroccoTimeZone);
  CLI::App app("The complaints outbox.", "kioskctl");
  app.require_subcommand(1);
  int exit_code = 0;
  kiosk::main::add_outbox_commands(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
