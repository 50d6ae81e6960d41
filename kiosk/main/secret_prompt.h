#pragma once
// Asks for a password or a PIN: on a terminal twice and unseen, otherwise the first line of standard input.

#include "kiosk/base/result.h"
#include "kiosk/base/secret_string.h"

namespace kiosk::main {

enum class SecretPromptError { nothing_given, not_alike };
std::string_view name_of(SecretPromptError);

// Once only: it is compared with what is kept.
base::Result<base::SecretString> ask_known_secret(const char* question);
base::Result<base::SecretString> ask_secret(const char* question);

}  // namespace kiosk::main
