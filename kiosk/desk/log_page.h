#pragma once
// The log on a page: what it is asked for, as it stands in addresses, and its rows in words. Pure.

#include "kiosk/desk/audit_words.h"
#include "kiosk/desk/form.h"

namespace kiosk::desk {

constexpr std::int64_t kLogRowsPerPage = 100;

struct LogQuery {
  std::string who_or_what;  // "amina", "2026/17", "K-01"
  std::optional<LogTopic> topic;
  std::optional<std::chrono::sys_days> from, to;  // days of Morocco
  std::int64_t before = 0;                        // rows older than this one; 0: from the newest

  static LogQuery read(const Form& query);
  [[nodiscard]] AuditFilter filter() const;
  [[nodiscard]] bool asks() const { return !who_or_what.empty() || topic || from || to; }
  [[nodiscard]] std::string address(std::string_view path, std::int64_t other_before) const;
};

base::HttpResponse log_page(const View& view, const LogQuery& query, const std::vector<AuditRow>& rows);

}  // namespace kiosk::desk
