#include "kiosk/desk/open311_xml.h"

#include <array>

#include "kiosk/desk/html.h"

namespace kiosk::desk {
namespace {

using base::Json;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kItems = {
    {{"services", "service"},
     {"service_requests", "request"},
     {"endpoints", "endpoint"},
     {"formats", "format"},
     {"attributes", "attribute"},
     {"values", "value"},
     {"errors", "error"}}};
constexpr int kMaxDepth = 8;  // our own answers have five levels

std::string_view item_of(std::string_view list) {
  for (const auto& [name, item] : kItems) {
    if (name == list) return item;
  }
  return "item";
}

void write(Markup& out, std::string_view name, const Json& value, int depth) {
  if (depth > kMaxDepth) return;
  out << "<" << name << ">";
  if (const Json::Object* members = value.members()) {
    for (const auto& [member, content] : *members) write(out, member, content, depth + 1);
  } else if (const Json::Array* items = value.items()) {
    for (const Json& item : *items) write(out, item_of(name), item, depth + 1);
  } else if (const std::string* text = value.string()) {
    out << *text;
  } else if (const std::optional<std::int64_t> number = value.integer()) {
    out << *number;
  } else if (const std::optional<bool> flag = value.boolean()) {
    out << (*flag ? "true" : "false");
  }
  out << "</" << name << ">";
}

}  // namespace

std::string to_georeport_xml(std::string_view root, const Json& content) {
  Markup out;
  out << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  write(out, root, content, 0);
  out << "\n";
  return out.str();
}

}  // namespace kiosk::desk
