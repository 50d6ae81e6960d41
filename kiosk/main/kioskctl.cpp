// kioskctl: what staff and operators do from a keyboard. Exit codes: 0 done, 1 refused, 2 called wrongly.

#include "kiosk/main/kioskctl.h"

#include "kiosk/base/time.h"
#include "kiosk/main/standard_output.h"

int main(int argc, char** argv) {
  kiosk::base::use_time_zone(kiosk::base::kMoroccoTimeZone);
  CLI::App app(
      "Content packs and their preview, the complaints outbox, keys, staff PIN and text of the Salé kiosk.",
      "kioskctl");
  app.set_version_flag("--version", KIOSK_VERSION);
  app.require_subcommand(1);
  int exit_code = 0;
  kiosk::main::add_key_commands(app, exit_code);
  kiosk::main::add_outbox_commands(app, exit_code);
  kiosk::main::add_pack_commands(app, exit_code);
  kiosk::main::add_preview_commands(app, exit_code);
  kiosk::main::add_root_commands(app, exit_code);
  kiosk::main::add_staff_commands(app, exit_code);
  kiosk::main::add_text_commands(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (exit_code != 0) return exit_code;
  const kiosk::base::Result<void> written = kiosk::main::flush_output();
  return written ? 0 : kiosk::main::refuse(written.error());
}
