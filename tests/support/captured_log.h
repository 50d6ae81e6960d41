#pragma once
// What the program writes to standard error, where the log goes, for as long as the value lives.

#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace kiosk::tests {

class CapturedLog {
 public:
  CapturedLog() : file_(std::tmpfile()), before_(dup(STDERR_FILENO)) {
    if (file_ == nullptr || before_ < 0) abort();
    dup2(fileno(file_), STDERR_FILENO);
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;
  ~CapturedLog() {
    dup2(before_, STDERR_FILENO);
    close(before_);
    std::fclose(file_);
  }
  // Everything up to now.
  [[nodiscard]] std::string text() const {
    std::string all;
    char chunk[4096];
    off_t at = 0;
    for (ssize_t count = pread(fileno(file_), chunk, sizeof chunk, at); count > 0;
         count = pread(fileno(file_), chunk, sizeof chunk, at)) {
      all.append(chunk, static_cast<std::size_t>(count));
      at += count;
    }
    return all;
  }
  [[nodiscard]] int count(std::string_view words) const {
    int times = 0;
    const std::string all = text();
    for (std::size_t at = all.find(words); at != std::string::npos; at = all.find(words, at + 1)) ++times;
    return times;
  }

 private:
  std::FILE* file_;
  int before_;
};

}  // namespace kiosk::tests
