#pragma once
// A real program in a child process: what it is told on standard input, what it says on standard output.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::tests {

class ChildProcess {
 public:
  explicit ChildProcess(const std::vector<std::string>& command) {
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(out[1], STDOUT_FILENO);
      const int nothing = open("/dev/null", O_WRONLY);
      dup2(nothing, STDERR_FILENO);
      std::vector<char*> words;
      for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
      words.push_back(nullptr);
      execv(words[0], words.data());
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    in_ = in[1];
    out_ = out[0];
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() {
    if (pid_ > 0) end(SIGKILL);
    close_input();
    close(out_);
  }

  void say(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = write(in_, text.data(), text.size());
      if (written <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void close_input() {
    if (in_ >= 0) close(in_);
    in_ = -1;
  }
  [[nodiscard]] std::string hear_line() const {
    std::string line;
    char byte = 0;
    while (read(out_, &byte, 1) == 1 && byte != '\n') line.push_back(byte);
    return line;
  }
  [[nodiscard]] std::string hear_all() const {
    std::string all;
    char chunk[4096];
    for (ssize_t count = read(out_, chunk, sizeof chunk); count > 0;
         count = read(out_, chunk, sizeof chunk)) {
      all.append(chunk, static_cast<std::size_t>(count));
    }
    return all;
  }
  [[nodiscard]] pid_t pid() const { return pid_; }
  // The exit code; -1 if a signal ended it.
  int wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int end(int signal) {
    kill(pid_, signal);
    return wait();
  }

 private:
  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
};

struct Finished {
  int exit_code = 0;
  std::string said;
};

inline Finished run_program(const std::vector<std::string>& command, std::string_view input = {}) {
  ChildProcess child(command);
  child.say(input);
  child.close_input();
  std::string said = child.hear_all();
  return {child.wait(), std::move(said)};
}

}  // namespace kiosk::tests
