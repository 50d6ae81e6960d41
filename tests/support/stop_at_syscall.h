#pragma once
// Runs `work` in a child process and kills it (SIGKILL) just before its n-th system call, or the n-th that
// changes a file or a folder, by ptrace; with n = 1, 2, 3... until the child ends by itself every place to
// die has been tried. The child's words to its parent come through a pipe: what it managed to say before it
// died.

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <set>
#include <string>

namespace kiosk::tests {

struct StoppedRun {
  bool finished = false;  // the child ended by itself
  std::string said;
};

inline bool changes_files(const user_regs_struct& registers) {
  static const std::set<unsigned long long> kCalls = {
      SYS_write,     SYS_pwrite64,  SYS_pwritev,   SYS_fsync,    SYS_fdatasync, SYS_rename,
      SYS_renameat,  SYS_renameat2, SYS_unlink,    SYS_unlinkat, SYS_mkdir,     SYS_mkdirat,
      SYS_ftruncate, SYS_truncate,  SYS_fallocate, SYS_fchmod};
  if (registers.orig_rax == SYS_openat) return (registers.rdx & O_CREAT) != 0;
  return kCalls.contains(registers.orig_rax);
}

enum class StopAt { changes_of_files, every_call };

inline std::string drain(int fd) {
  std::string said;
  char chunk[4096];
  for (ssize_t count = read(fd, chunk, sizeof chunk); count > 0; count = read(fd, chunk, sizeof chunk)) {
    said.append(chunk, static_cast<std::size_t>(count));
  }
  close(fd);
  return said;
}

// `work` is given the descriptor to speak into; it must not return through the test framework.
inline StoppedRun run_and_stop_at(int n, const std::function<void(int)>& work,
                                  StopAt which = StopAt::changes_of_files) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) abort();
  const pid_t child = fork();
  if (child == 0) {
    close(pipe_ends[0]);
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    work(pipe_ends[1]);
    _exit(0);
  }
  close(pipe_ends[1]);
  int status = 0;
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  int count = 0;
  bool entering = true;
  while (true) {
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    waitpid(child, &status, 0);
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    if (!WIFSTOPPED(status) || WSTOPSIG(status) != (SIGTRAP | 0x80)) continue;
    user_regs_struct registers{};
    ptrace(PTRACE_GETREGS, child, nullptr, &registers);
    const bool counts = which == StopAt::every_call || changes_files(registers);
    if (entering && counts && ++count == n) kill(child, SIGKILL);
    entering = !entering;
  }
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, drain(pipe_ends[0])};
}

}  // namespace kiosk::tests
