#include "kiosk/main/desk_passphrase.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "kiosk/main/secret_prompt.h"

namespace kiosk::main {
namespace {

using base::Error;
using base::Result;
using base::SecretString;
using desk::KeyRing;
using desk::KeyRingError;
namespace fs = std::filesystem;

constexpr const char* kCredential = "cell-passphrase";

Result<SecretString> first_line_of(const fs::path& file) {
  base::Bytes bytes = TRY(store::read_file(file, crypto::kPassphraseMaxSize + 2));
  const std::string_view text = base::as_text(bytes);
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  SecretString passphrase(line);
  crypto::wipe(bytes);
  if (passphrase.empty())
    return Error(SecretPromptError::nothing_given,
                 base::cat(file.string(), " has no passphrase in its first line"));
  return passphrase;
}

// The file that holds it, if there is one; empty otherwise.
fs::path given_file(const std::string& chosen) {
  if (!chosen.empty()) return chosen;
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return {};
  std::error_code ignored;
  fs::path credential = fs::path(folder) / kCredential;
  return fs::exists(credential, ignored) ? credential : fs::path();
}

bool is_at_terminal() { return isatty(STDIN_FILENO) == 1; }

}  // namespace

Result<SecretString> passphrase_to_open(const DeskChoices& choices) {
  if (!TRY(KeyRing::is_locked(choices.paths().cell_key))) return SecretString();
  return passphrase_of_locked(choices);
}

Result<SecretString> passphrase_of_locked(const DeskChoices& choices) {
  const fs::path file = given_file(choices.passphrase_file);
  if (!file.empty()) return first_line_of(file);
  if (is_at_terminal()) return ask_known_secret("Passphrase of the cell's key");
  return desk::needs_passphrase();
}

Result<SecretString> passphrase_for_first_key(const DeskChoices& choices) {
  const fs::path file = given_file(choices.passphrase_file);
  if (!file.empty()) return first_line_of(file);
  if (!choices.cell_key.empty() || !choices.paths().is_usual()) return SecretString();
  if (is_at_terminal()) return ask_secret("A passphrase for the cell's key, 12 letters or more");
  return Error(
      KeyRingError::no_place,
      "say how the cell's key is kept from whoever takes the data folder: --cell-key FILE on another "
      "disk, or --passphrase-file FILE with the passphrase that locks it, which a terminal is asked for");
}

Result<SecretString> new_passphrase(const std::string& file) {
  if (!file.empty()) return first_line_of(file);
  if (is_at_terminal()) return ask_secret("The new passphrase, 12 letters or more");
  return Error(SecretPromptError::nothing_given,
               "a new passphrase is needed, from a file (--help names the option) or typed at a terminal");
}

}  // namespace kiosk::main
