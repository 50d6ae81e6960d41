#pragma once
// Names and values out of what browsers send: "application/x-www-form-urlencoded" bodies and queries (WHATWG
// URL, section 5), cookies (RFC 6265). What is not plain percent-encoded UTF-8 is refused. Pure.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/http.h"

namespace kiosk::desk {

constexpr std::size_t kFormMaxFields = 160;  // a page of cases that were chosen, and more

enum class FormError { malformed };
std::string_view name_of(FormError);

class Form {
 public:
  static base::Result<Form> parse(std::string_view text);
  // The first value of that name, or empty.
  [[nodiscard]] std::string_view value(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;  // all of them
  [[nodiscard]] bool has(std::string_view name) const;
  // All of it, encoded again, but for the fields of these names.
  [[nodiscard]] std::string encoded_without(std::span<const std::string_view> names) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// "/cases/2026-17?x=1" in two; the path is not decoded: ours has nothing to decode.
struct Target {
  std::string path;
  Form query;
};
base::Result<Target> parse_target(std::string_view target);

enum class Cookies { plain, secure };  // secure: only ever sent over TLS
std::string cookie_line(Cookies cookies, std::string_view name, std::string_view value,
                        std::string_view more);
std::string_view cookie_value(const base::HttpHeaders& headers, std::string_view name);
// Browsers end the lines of what was typed with CR LF, scripts with what they like; here a line ends with LF.
std::string with_line_feeds(std::string_view typed);
// For a value in a query.
std::string percent_encoded(std::string_view text);

}  // namespace kiosk::desk
