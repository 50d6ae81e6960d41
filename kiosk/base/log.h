#pragma once
// The log: one line an event on standard error (journald keeps it). An event has a dotted name and named
// values, so that it can be counted; it never carries personal data or anything a citizen typed.
//
//   KIOSK_LOG(warning, "outbox.send-failed", {"uuid", uuid.text()}, {"reason", error.name()});
//
// The last warnings and errors are also kept in memory, for the staff screens: when, what, how often, and the
// reason code. Other values are not kept, nor is a reason that is a sentence.
//
// Any thread may log, and ask.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/time.h"

namespace kiosk::base {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  LogField(std::string_view name, std::string_view value) : name(name), value(value) {}
  template <typename Integer, typename = std::enable_if_t<std::is_integral_v<Integer>>>
  LogField(std::string_view name, Integer value) : name(name), value(std::to_string(value)) {}
  std::string name;
  std::string value;
};

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);
void set_log_level(LogLevel lowest);

struct LoggedProblem {
  Timestamp at;  // the last time
  LogLevel level = LogLevel::error;
  std::string event;
  std::string reason;  // empty where none was given, or none that is a code
  int times = 1;       // in a row
};

constexpr std::size_t kProblemsKept = 20;
std::vector<LoggedProblem> recent_problems();  // newest first

}  // namespace kiosk::base

#define KIOSK_LOG(level, event, ...) ::kiosk::base::log(::kiosk::base::LogLevel::level, event, {__VA_ARGS__})
