// kioskctl staff: the PIN of a kiosk's staff screens. Only its hash is kept, in STATE/staff/pin.

#include <memory>

#include "kiosk/main/kioskctl.h"
#include "kiosk/main/secret_prompt.h"
#include "kiosk/main/staff_code.h"

namespace kiosk::main {
namespace {

using base::Result;
using base::SecretString;

}  // namespace

void add_staff_commands(CLI::App& app, int& exit_code) {
  CLI::App& group = *app.add_subcommand("staff", "The staff screens of a kiosk.");
  group.require_subcommand(1);
  CLI::App* command =
      group.add_subcommand("pin", "Sets the PIN: asked for, or the first line of standard input.");
  const auto state = std::make_shared<std::string>();
  command->add_option("--state", *state, "the kiosk's state folder")
      ->required()
      ->check(CLI::ExistingDirectory);
  command->callback([state, &exit_code] {
    const Result<SecretString> pin = ask_secret("PIN of the staff screens");
    const Result<void> set = pin ? StaffCode(*state).set(*pin) : Result<void>(pin.error());
    exit_code = set ? 0 : refuse(set.error());
  });
}

}  // namespace kiosk::main
