// What machine_test.py needs inside its machine:
//
//   stick_in_machine ask PROGRAM LINE     runs the helper with a local socket for standard input and output,
//   asked
//                                         by user 1000; prints its answer
//   stick_in_machine as UID PROGRAM ...   runs a program as somebody else
//   stick_in_machine keep FOLDER TEXT     makes a folder in FOLDER and a durable file in it, as an outbox's
//   copy does

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <string>

#include "kiosk/store/file.h"

namespace {

constexpr uid_t kUser = 1000;
constexpr int kSysAdmin = 21, kLastCapability = 40;

// What CapabilityBoundingSet of kiosk-stick@.service leaves to the helper.
void keep_few_capabilities() {
  for (int one = 0; one <= kLastCapability; ++one) {
    if (one != kSysAdmin) prctl(PR_CAPBSET_DROP, one, 0, 0, 0);
  }
}

// The socket's other end is whoever made the pair.
int ask(const char* program, std::string line) {
  int ends[2];
  if (setegid(kUser) != 0 || seteuid(kUser) != 0) return 2;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return 2;
  if (seteuid(0) != 0 || setegid(0) != 0) return 2;
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDIN_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    keep_few_capabilities();
    execl(program, program, nullptr);
    _exit(127);
  }
  close(ends[1]);
  line += '\n';
  if (write(ends[0], line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 2;
  char byte = 0;
  while (read(ends[0], &byte, 1) == 1) std::cout << byte;
  int status = 0;
  waitpid(child, &status, 0);
  return 0;
}

int run_as(char** words) {
  const auto user = static_cast<uid_t>(std::stoul(words[0]));
  if (setgid(user) != 0 || setuid(user) != 0) return 2;
  execv(words[1], words + 1);
  return 127;
}

int keep(const std::string& folder, const std::string& text) {
  const std::filesystem::path inside = std::filesystem::path(folder) / "sealed-complaints";
  const auto made = kiosk::store::make_folder(inside);
  const auto kept = made ? kiosk::store::replace_file(inside / "K-01-0001.env", kiosk::base::as_bytes(text),
                                                      kiosk::store::FileMode::private_file)
                         : made;
  std::cout << (kept ? "kept" : kept.error().sentence()) << "\n";
  return kept ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 3 ? argv[1] : "";
  if (what == "ask") return ask(argv[2], argv[3]);
  if (what == "as") return run_as(argv + 2);
  if (what == "keep") return keep(argv[2], argv[3]);
  return 2;
}
