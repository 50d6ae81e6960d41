#pragma once
// Has kiosk-paper, which lies beside the running program, make a PDF of a document. One at a time; the others
// wait. Any thread.

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "kiosk/base/result.h"

namespace kiosk::main {

constexpr std::chrono::seconds kPaperPatience{60};

enum class PrintError { busy, not_started, took_too_long, refused };
std::string_view name_of(PrintError);

class PaperPrinter {
 public:
  explicit PaperPrinter(std::filesystem::path program, std::chrono::seconds patience = kPaperPatience)
      : program_(std::move(program)), patience_(patience) {}
  // Beside the running program; nothing if it is not there.
  static std::shared_ptr<PaperPrinter> find();
  base::Result<std::string> print(const std::string& document);

 private:
  std::filesystem::path program_;
  std::chrono::seconds patience_;
  std::timed_mutex one_at_a_time_;
};

}  // namespace kiosk::main
