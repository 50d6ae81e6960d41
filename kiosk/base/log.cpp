#include "kiosk/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

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

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  const spdlog::level::level_enum wanted = to_spdlog(level);
  if (!sink().should_log(wanted)) return;
  std::string line(event);
  for (const LogField& field : fields) line += " " + field.name + "=" + quoted(field.value);
  sink().log(wanted, spdlog::string_view_t(line.data(), line.size()));
}

void set_log_level(LogLevel lowest) { sink().set_level(to_spdlog(lowest)); }

}  // namespace kiosk::base
