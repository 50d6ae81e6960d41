#pragma once
// The commands of kioskctl, one file a group. Each adds its sub-commands to the application; what a command
// does runs from its callback and returns the exit code through `exit_code`: 0 done, 1 refused (one sentence
// on stderr).

#include <CLI/CLI.hpp>
#include <iostream>

#include "kiosk/base/result.h"
#include "kiosk/crypto/minisign.h"

namespace kiosk::main {

void add_key_commands(CLI::App& app, int& exit_code);
void add_outbox_commands(CLI::App& app, int& exit_code);
void add_pack_commands(CLI::App& app, int& exit_code);
void add_preview_commands(CLI::App& app, int& exit_code);
void add_root_commands(CLI::App& app, int& exit_code);
void add_staff_commands(CLI::App& app, int& exit_code);
void add_text_commands(CLI::App& app, int& exit_code);

// A key file of those who sign content; what was read of a secret one is wiped.
base::Result<crypto::MinisignSecretKey> load_signing_key(const std::string& path);
base::Result<crypto::MinisignPublicKey> load_signers_key(const std::string& path);

// Says why and returns 1.
inline int refuse(const base::Error& error) {
  std::cerr << error.name() << ": " << error.sentence() << "\n";
  return 1;
}

}  // namespace kiosk::main
