// Any bytes as JSON: what is read is within its limits, has no name twice, and is written so that it reads the
// same.

#include "kiosk/base/json.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/base/utf8.h"

namespace {

using kiosk::base::Json;

void demand(bool condition) {
  if (!condition) abort();
}

bool has_name_twice(const Json::Object& members) {
  std::vector<std::string_view> names;
  for (const auto& member : members) names.emplace_back(member.first);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// Level by level: what is deeper than the limit must not be there to be walked.
void check_limits(const Json& json) {
  std::vector<const Json*> level = {&json};
  for (std::size_t depth = 0; !level.empty(); ++depth) {
    std::vector<const Json*> next;
    for (const Json* value : level) {
      const bool container = value->items() != nullptr || value->members() != nullptr;
      demand(!container || depth < kiosk::base::kJsonMaxDepth);
      if (value->string() != nullptr) demand(kiosk::base::is_valid_utf8(*value->string()));
      if (const Json::Array* items = value->items()) {
        for (const Json& item : *items) next.push_back(&item);
      }
      if (const Json::Object* members = value->members()) {
        demand(members->size() <= kiosk::base::kJsonMaxMembers && !has_name_twice(*members));
        for (const auto& member : *members) next.push_back(&member.second);
      }
    }
    level.swap(next);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kiosk::base::Result<Json> json = Json::parse(text);
  if (!json) return 0;
  demand(kiosk::base::is_valid_utf8(text));
  check_limits(*json);
  const std::string written = json->text();
  demand(written.find('\n') == std::string::npos);
  const kiosk::base::Result<Json> again = Json::parse(written);
  demand(again.ok() && again->text() == written);
  return 0;
}
