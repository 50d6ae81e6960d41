#pragma once
// The passphrase of the cell's keys (desk/key_ring.h): the first line of --passphrase-file, else of
// cell-passphrase among systemd's credentials, else typed at a terminal. It is never an argument or a variable
// of the environment, which every process may read.

#include "kiosk/base/secret_string.h"
#include "kiosk/main/kiosk_desk.h"

namespace kiosk::main {

// Empty where nothing is locked.
base::Result<base::SecretString> passphrase_to_open(const DeskChoices& choices);
// The same, where something is known to be.
base::Result<base::SecretString> passphrase_of_locked(const DeskChoices& choices);
// For the first key. Empty where it stays plain because its place was chosen; refused
// (KeyRingError::no_place) where nobody chose anything.
base::Result<base::SecretString> passphrase_for_first_key(const DeskChoices& choices);
// Another one than before, from `file` or typed twice.
base::Result<base::SecretString> new_passphrase(const std::string& file);

}  // namespace kiosk::main
