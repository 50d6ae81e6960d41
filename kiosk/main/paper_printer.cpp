#include "kiosk/main/paper_printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kiosk::main {
namespace {

using base::Error;
using base::Result;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxPaper = 64UL * 1024 * 1024;

// The child's standard input and output are one socket, which tells both ways when the other end is gone and
// raises no signal.
pid_t start(const std::filesystem::path& program, int end) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string path = program.string();
  char* arguments[] = {path.data(), nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, path.c_str(), &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

struct Talk {
  std::string_view to_say;
  std::string heard;
  bool ended = false;
};

// Whoever listens no more may still have something to say.
void say_some(int end, Talk& talk) {
  const ssize_t sent = send(end, talk.to_say.data(), talk.to_say.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
  talk.to_say.remove_prefix(sent < 0 ? talk.to_say.size() : static_cast<std::size_t>(sent));
  if (talk.to_say.empty()) shutdown(end, SHUT_WR);
}

void hear_some(int end, Talk& talk) {
  char chunk[64 * 1024];
  const ssize_t got = recv(end, chunk, sizeof chunk, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  talk.ended = got <= 0;  // an end that was closed unread is reset
  if (got > 0) talk.heard.append(chunk, static_cast<std::size_t>(got));
}

// False: it did not come to an end in time, or broke off.
bool talk_until(int end, Clock::time_point until, Talk& talk) {
  while (!talk.ended) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return false;
    const short wanted = talk.to_say.empty() ? POLLIN : POLLIN | POLLOUT;
    pollfd waiting{end, wanted, 0};
    if (poll(&waiting, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
    if ((waiting.revents & POLLOUT) != 0) say_some(end, talk);
    if ((waiting.revents & (POLLIN | POLLHUP | POLLERR)) != 0) hear_some(end, talk);
    if (talk.heard.size() > kMaxPaper) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(PrintError error) {
  switch (error) {
    case PrintError::busy:
      return "busy";
    case PrintError::not_started:
      return "not-started";
    case PrintError::took_too_long:
      return "took-too-long";
    case PrintError::refused:
      return "refused";
  }
  return "unknown";
}

std::shared_ptr<PaperPrinter> PaperPrinter::find() {
  std::error_code none;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", none);
  const std::filesystem::path program = self.parent_path() / "kiosk-paper";
  if (none || access(program.c_str(), X_OK) != 0) return nullptr;
  return std::make_shared<PaperPrinter>(program);
}

Result<std::string> PaperPrinter::print(const std::string& document) {
  const std::unique_lock alone(one_at_a_time_, patience_);
  if (!alone) return Error(PrintError::busy, "other papers are still being made");
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return Error(PrintError::not_started, "no socket for kiosk-paper");
  const pid_t child = start(program_, ends[1]);
  close(ends[1]);
  Talk talk{document, {}};
  bool ended = false;
  int status = -1;
  if (child > 0) {
    ended = talk_until(ends[0], Clock::now() + patience_, talk);
    if (!ended) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  close(ends[0]);
  if (child < 0) return Error(PrintError::not_started, "kiosk-paper cannot be started");
  if (!ended) return Error(PrintError::took_too_long, "kiosk-paper did not come to an end");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return Error(PrintError::refused, "kiosk-paper made no paper of this");
  return std::move(talk.heard);
}

}  // namespace kiosk::main
