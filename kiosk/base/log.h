#pragma once
// The log: one line an event on standard error (journald keeps it). An event has a dotted name and named
// values, so that it can be counted; it never carries personal data or anything a citizen typed.
//
//   KIOSK_LOG(warning, "outbox.send-failed", {"uuid", uuid.text()}, {"reason", error.name()});
//
// Any thread may log.

#include <initializer_list>
#include <string>
#include <string_view>

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

}  // namespace kiosk::base

#define KIOSK_LOG(level, event, ...) ::kiosk::base::log(::kiosk::base::LogLevel::level, event, {__VA_ARGS__})
