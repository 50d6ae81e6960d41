// kioskctl staff: the PIN of a kiosk's staff screens. Only its hash is kept, in STATE/staff/pin.

#include <algorithm>
#include <memory>

#include "kiosk/crypto/password.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/main/secret_prompt.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

namespace fs = store::fs;
using base::Result;
using base::SecretString;

constexpr std::size_t kFewestDigits = 6;
constexpr std::size_t kMostDigits = 12;  // what the staff screen takes

enum class PinError { not_digits, too_easy };
std::string_view name_of(PinError error) {
  return error == PinError::too_easy ? "pin-too-easy" : "pin-not-digits";
}

// 111111 and 123456, 987654: what a stranger tries first.
bool is_too_easy(std::string_view pin) {
  const int step = pin[1] - pin[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 2; i < pin.size(); ++i)
    if (pin[i] - pin[i - 1] != step) return false;
  return true;
}

Result<void> set_pin(const fs::path& state, const SecretString& pin) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (pin.size() < kFewestDigits || pin.size() > kMostDigits || !std::ranges::all_of(pin.view(), is_digit))
    return base::Error(PinError::not_digits, "a PIN is 6 to 12 digits; nothing was changed");
  if (is_too_easy(pin.view()))
    return base::Error(PinError::too_easy, "this PIN is too easy to guess; nothing was changed");
  const std::string hash = TRY(crypto::hash_password(pin.view()));
  TRY(store::make_folder(fs::absolute(state / "staff")));
  return store::replace_file(fs::absolute(state / "staff/pin"), base::as_bytes(hash + "\n"),
                             store::FileMode::private_file);
}

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
    const Result<void> set = pin ? set_pin(*state, *pin) : Result<void>(pin.error());
    exit_code = set ? 0 : refuse(set.error());
  });
}

}  // namespace kiosk::main
