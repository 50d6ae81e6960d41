#include "kiosk/main/secret_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace kiosk::main {
namespace {

using base::Result;
using base::SecretString;

// read(), not a stream: a stream keeps what it has read in a buffer that nobody wipes.
Result<SecretString> line_of_stdin() {
  SecretString line;
  char next = 0;
  while (read(STDIN_FILENO, &next, 1) == 1 && next != '\n') line.append(std::string_view(&next, 1));
  // A line written on Windows, or pasted through a serial console, ends with a carriage return too.
  if (line.view().ends_with('\r')) line = SecretString(line.view().substr(0, line.size() - 1));
  if (line.empty()) return base::Error(SecretPromptError::nothing_given, "nothing was typed");
  return line;
}

Result<SecretString> ask_unseen(const char* question, const termios& shown) {
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  std::cerr << question << ": ";
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  Result<SecretString> line = line_of_stdin();
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  std::cerr << "\n";
  return line;
}

}  // namespace

std::string_view name_of(SecretPromptError error) {
  return error == SecretPromptError::not_alike ? "not-alike" : "nothing-given";
}

Result<SecretString> ask_known_secret(const char* question) {
  termios shown{};
  return tcgetattr(STDIN_FILENO, &shown) == 0 ? ask_unseen(question, shown) : line_of_stdin();
}

Result<SecretString> ask_secret(const char* question) {
  termios shown{};
  if (tcgetattr(STDIN_FILENO, &shown) != 0) return line_of_stdin();
  SecretString first = TRY(ask_unseen(question, shown));
  const SecretString second = TRY(ask_unseen("Again", shown));
  if (!(first == second)) return base::Error(SecretPromptError::not_alike, "the two differ");
  return first;
}

}  // namespace kiosk::main
