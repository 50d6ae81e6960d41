#include "kiosk/base/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"

namespace kiosk::base {
namespace {

// Builds a Json from nlohmann's events; keeps a stack of open containers and refuses a repeated name.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::string_view text) : text_(text) {}
  bool null() override { return put(Json()); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(static_cast<std::int64_t>(value))); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) return refuse("an integer above 2^63");
    return put(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return refuse("binary data"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    if (open_.back().value.members()->size() >= kJsonMaxMembers)
      return refuse("more names in an object than allowed");
    if (open_.back().value.find(value) != nullptr) return refuse("a name given twice");
    open_.back().name = value;
    return true;
  }
  // The library's own words quote the text, which may be a citizen's.
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    const std::string_view before = text_.substr(0, position == 0 ? 0 : position - 1);
    return refuse(
        cat("malformed at byte ", position, ", line ", std::count(before.begin(), before.end(), '\n') + 1));
  }

  std::string reason;
  Json root;

 private:
  struct Open {
    Json value;
    std::string name;
  };

  bool refuse(std::string why) {
    reason = std::move(why);
    return false;
  }
  bool open(Json container) {
    if (open_.size() >= kJsonMaxDepth) return refuse("more levels than allowed");
    open_.push_back({std::move(container), {}});
    return true;
  }
  bool close() {
    Json done = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(done));
  }
  bool put(Json value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (open_.back().value.members() != nullptr) {
      open_.back().value.set(open_.back().name, std::move(value));
    } else {
      open_.back().value.add(std::move(value));
    }
    return true;
  }

  std::string_view text_;
  std::vector<Open> open_;
};

nlohmann::ordered_json to_nlohmann(const Json& json) {
  if (const auto* items = json.items()) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const Json& item : *items) out.push_back(to_nlohmann(item));
    return out;
  }
  if (const auto* members = json.members()) {
    nlohmann::ordered_json out = nlohmann::ordered_json::object();
    for (const auto& [name, value] : *members) out[name] = to_nlohmann(value);
    return out;
  }
  if (const auto* text = json.string()) return *text;
  if (const auto flag = json.boolean()) return *flag;
  if (const auto integer = json.integer()) return *integer;
  if (const auto number = json.number()) return *number;
  return nullptr;
}

Error missing(std::string_view name) {
  return {JsonError::missing, cat("\"", name, "\" is missing or of another type")};
}

}  // namespace

std::string_view name_of(JsonError code) {
  switch (code) {
    case JsonError::malformed:
      return "bad-json";
    case JsonError::missing:
      return "missing-member";
    case JsonError::wrong_type:
      return "wrong-type";
  }
  return "json";
}

Result<Json> Json::parse(std::string_view text) {
  // The library takes a NUL for the end and would not look at what follows.
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos)
    return Error(JsonError::malformed, "JSON refused: malformed at byte " + std::to_string(nul + 1));
  Builder builder(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return Error(JsonError::malformed, "JSON refused: " + builder.reason);
  }
  return std::move(builder.root);
}

std::string Json::text() const {
  return to_nlohmann(*this).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Json& Json::set(std::string_view name, Json value) {
  Object* object = std::get_if<Object>(&value_);
  KIOSK_ASSERT(object != nullptr);
  object->emplace_back(std::string(name), std::move(value));
  return *this;
}

Json& Json::add(Json value) {
  Array* array = std::get_if<Array>(&value_);
  KIOSK_ASSERT(array != nullptr);
  array->push_back(std::move(value));
  return *this;
}

const Json* Json::find(std::string_view name) const {
  const Object* object = members();
  if (object == nullptr) return nullptr;
  for (const auto& [key, value] : *object) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::optional<bool> Json::boolean() const {
  const bool* value = std::get_if<bool>(&value_);
  return value == nullptr ? std::nullopt : std::optional<bool>(*value);
}

std::optional<std::int64_t> Json::integer() const {
  const std::int64_t* value = std::get_if<std::int64_t>(&value_);
  return value == nullptr ? std::nullopt : std::optional<std::int64_t>(*value);
}

std::optional<double> Json::number() const {
  if (const double* value = std::get_if<double>(&value_)) return *value;
  if (const auto value = integer()) return static_cast<double>(*value);
  return std::nullopt;
}

Result<std::string> Json::need_string(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr || value->string() == nullptr) return missing(name);
  return *value->string();
}

Result<std::int64_t> Json::need_integer(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr || !value->integer()) return missing(name);
  return *value->integer();
}

std::string Json::string_or(std::string_view name, std::string_view other) const {
  const Json* value = find(name);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string(other);
}

std::int64_t Json::integer_or(std::string_view name, std::int64_t other) const {
  const Json* value = find(name);
  return value != nullptr ? value->integer().value_or(other) : other;
}

}  // namespace kiosk::base
