#include "kiosk/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <deque>
#include <mutex>

namespace kiosk::base {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::logger& sink() {
  static spdlog::logger logger = [] {
    spdlog::logger made("kiosk", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made.flush_on(spdlog::level::debug);
    made.set_level(spdlog::level::info);
    return made;
  }();
  return logger;
}

// A value is quoted when it is not plain, and never spans lines: one event is one line.
std::string quoted(std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \"\\\n\r\t=") == std::string_view::npos;
  if (plain) return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
  return out + "\"";
}

constexpr std::size_t kMaxCode = 32;

// "E-SIG-02", "busy": what a program says, not what a person wrote.
bool is_code(std::string_view value) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !value.empty() && value.size() <= kMaxCode && is_letter(value.front()) &&
         std::ranges::all_of(value, [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
         });
}

std::string reason_of(std::initializer_list<LogField> fields) {
  std::string reason;
  for (const LogField& field : fields) {
    if (field.name == "code" && is_code(field.value)) return field.value;
    if (field.name == "reason" && is_code(field.value)) reason = field.value;
  }
  return reason;
}

class Problems {
 public:
  void add(LogLevel level, std::string_view event, std::string reason) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!kept_.empty() && kept_.front().event == event && kept_.front().reason == reason) {
      kept_.front().at = wall_now();
      ++kept_.front().times;
      return;
    }
    kept_.push_front({wall_now(), level, std::string(event), std::move(reason), 1});
    if (kept_.size() > kProblemsKept) kept_.pop_back();
  }
  std::vector<LoggedProblem> all() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return {kept_.begin(), kept_.end()};
  }

 private:
  std::mutex mutex_;
  std::deque<LoggedProblem> kept_;  // newest first
};

Problems& problems() {
  static Problems kept;
  return kept;
}

}  // namespace

std::vector<LoggedProblem> recent_problems() { return problems().all(); }

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level >= LogLevel::warning) problems().add(level, event, reason_of(fields));
  const spdlog::level::level_enum wanted = to_spdlog(level);
  if (!sink().should_log(wanted)) return;
  std::string line(event);
  for (const LogField& field : fields) line += " " + field.name + "=" + quoted(field.value);
  sink().log(wanted, spdlog::string_view_t(line.data(), line.size()));
}

void set_log_level(LogLevel lowest) { sink().set_level(to_spdlog(lowest)); }

}  // namespace kiosk::base
