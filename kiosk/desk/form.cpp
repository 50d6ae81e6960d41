#include "kiosk/desk/form.h"

#include <algorithm>

#include <optional>

#include "kiosk/base/utf8.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

Result<std::string> decoded(std::string_view text) {
  const Error malformed(FormError::malformed, "a form that is not percent-encoded UTF-8");
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out.push_back(text[at] == '+' ? ' ' : text[at]);
      continue;
    }
    if (at + 2 >= text.size()) return malformed;
    const std::optional<int> high = hex_digit(text[at + 1]);
    const std::optional<int> low = hex_digit(text[at + 2]);
    if (!high || !low) return malformed;
    out.push_back(static_cast<char>(*high * 16 + *low));
    at += 2;
  }
  if (!base::is_valid_utf8(out)) return malformed;
  return out;
}

}  // namespace

std::string_view name_of(FormError) { return "bad-form"; }

Result<Form> Form::parse(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    if (form.fields_.size() >= kFormMaxFields)
      return Error(FormError::malformed, "a form with too many fields");
    const std::size_t equals = pair.find('=');
    std::string name = TRY(decoded(pair.substr(0, equals)));
    std::string value = equals == std::string_view::npos ? "" : TRY(decoded(pair.substr(equals + 1)));
    form.fields_.emplace_back(std::move(name), std::move(value));
  }
  return form;
}

std::string_view Form::value(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string_view> Form::values(std::string_view name) const {
  std::vector<std::string_view> all;
  for (const auto& [key, value] : fields_) {
    if (key == name) all.emplace_back(value);
  }
  return all;
}

bool Form::has(std::string_view name) const {
  for (const auto& field : fields_) {
    if (field.first == name) return true;
  }
  return false;
}

std::string Form::encoded_without(std::span<const std::string_view> names) const {
  std::string out;
  for (const auto& [key, value] : fields_) {
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    out += base::cat(out.empty() ? "" : "&", percent_encoded(key), "=", percent_encoded(value));
  }
  return out;
}

Result<Target> parse_target(std::string_view target) {
  const std::size_t question = target.find('?');
  Target out{std::string(target.substr(0, question)), {}};
  if (question != std::string_view::npos) out.query = TRY(Form::parse(target.substr(question + 1)));
  return out;
}

std::string_view cookie_value(const base::HttpHeaders& headers, std::string_view name) {
  std::string_view rest = base::header(headers, "Cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::string with_line_feeds(std::string_view typed) {
  std::string out;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const bool ends_with_two = typed[at] == '\r' && typed.substr(at + 1).starts_with('\n');
    if (!ends_with_two) out.push_back(typed[at] == '\r' ? '\n' : typed[at]);
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_' || byte == '.';
    if (plain) {
      out.push_back(c);
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

std::string cookie_line(Cookies cookies, std::string_view name, std::string_view value,
                        std::string_view more) {
  return base::cat(name, "=", value, "; Path=/; HttpOnly; SameSite=Strict", more,
                   cookies == Cookies::secure ? "; Secure" : "");
}

}  // namespace kiosk::desk
