#include "kiosk/main/kioskctl.h"
namespace kiosk::main {
void add_key_commands(CLI::App&, int&) {}
void add_outbox_commands(CLI::App&, int&) {}
void add_pack_commands(CLI::App&, int&) {}
}  // namespace kiosk::main
