#pragma once
// JSON as a value. The parser is strict where RFC 8259 leaves freedom: a name given twice, invalid UTF-8,
// more than kJsonMaxDepth levels, and anything after the value are errors. Objects keep the order in which
// names were added, so that what we write is the same bytes every time. Numbers are 64-bit integers or
// doubles.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::base {

constexpr std::size_t kJsonMaxDepth = 32;
constexpr std::size_t kJsonMaxMembers = 4096;  // of one object; finding a name is a linear search

enum class JsonError { malformed, missing, wrong_type };
std::string_view name_of(JsonError);

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;  // null
  Json(bool value) : value_(value) {}
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}

  static Json object() { return Json(Object{}); }
  static Json array() { return Json(Array{}); }
  static Result<Json> parse(std::string_view text);

  [[nodiscard]] std::string text() const;  // one line, no spaces

  // Building: set() on an object (a name once only), add() on an array.
  Json& set(std::string_view name, Json value);
  Json& add(Json value);

  // Reading: null pointers and empty optionals for what is not there or of another type.
  [[nodiscard]] const Json* find(std::string_view name) const;
  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* items() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* members() const { return std::get_if<Object>(&value_); }

  // What a message must have; the error names what is missing.
  [[nodiscard]] Result<std::string> need_string(std::string_view name) const;
  [[nodiscard]] Result<std::int64_t> need_integer(std::string_view name) const;
  [[nodiscard]] std::string string_or(std::string_view name, std::string_view other) const;
  [[nodiscard]] std::int64_t integer_or(std::string_view name, std::int64_t other) const;

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace kiosk::base
