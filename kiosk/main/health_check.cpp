#include "kiosk/main/health_check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/base/bytes.h"

namespace kiosk::main {
namespace {

constexpr std::size_t kMaxAnswer = 4096;

// What the program says until it ends; it is ended when the time is over.
struct Ended {
  std::string said;
  int status = -1;
  bool in_time = true;
};

std::string read_all(int fd, std::chrono::steady_clock::time_point until, bool& in_time) {
  std::string said;
  char chunk[512];
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{fd, POLLIN, 0};
    const int ready = left.count() > 0 ? poll(&waiting, 1, static_cast<int>(left.count())) : 0;
    if (ready < 0 && errno == EINTR) continue;
    in_time = ready > 0;
    const ssize_t got = in_time ? read(fd, chunk, sizeof chunk) : 0;
    if (got <= 0) return said;
    if (said.size() < kMaxAnswer) said.append(chunk, static_cast<std::size_t>(got));
  }
}

Ended run(const std::filesystem::path& program, const std::filesystem::path& state,
          std::chrono::milliseconds patience) {
  int ends[2];
  Ended ended;
  if (pipe2(ends, O_CLOEXEC) != 0) return ended;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  // The kiosk holds its stop signals back in every thread; the program that looks must not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string path = program.string(), option = "--state", folder = state.string(), look = "--check-content";
  char* arguments[] = {path.data(), option.data(), folder.data(), look.data(), nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, path.c_str(), &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed == 0) {
    ended.said = read_all(ends[0], std::chrono::steady_clock::now() + patience, ended.in_time);
    if (!ended.in_time) kill(child, SIGKILL);
    while (waitpid(child, &ended.status, 0) < 0 && errno == EINTR) {
    }
  }
  close(ends[0]);
  return ended;
}

}  // namespace

std::string check_health(const std::filesystem::path& program, const std::filesystem::path& state,
                         std::chrono::milliseconds patience) {
  const Ended ended = run(program, state, patience);
  if (!ended.in_time) return "looking at the pages took too long";
  if (ended.status == 0 && ended.said == kSoundContent) return {};
  if (ended.status != -1 && WIFSIGNALED(ended.status))
    return base::cat("the program died of signal ", WTERMSIG(ended.status), " when it looked at the pages");
  const std::string first = ended.said.substr(0, ended.said.find('\n'));
  return first.empty() ? "the pages could not be looked at" : first;
}

}  // namespace kiosk::main
