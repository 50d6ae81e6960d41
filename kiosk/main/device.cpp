#include "kiosk/main/device.h"

#include "kiosk/base/json.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

constexpr std::size_t kMaxConfigBytes = 64 * 1024;

}  // namespace

content::Device load_device(const std::filesystem::path& state) {
  const base::Result<base::Bytes> bytes = store::read_file(state / "kiosk.json", kMaxConfigBytes);
  const base::Result<base::Json> json =
      bytes ? base::Json::parse(base::as_text(*bytes)) : base::Result<base::Json>(bytes.error());
  if (!json) return {};
  content::Device device{json->string_or("kiosk", ""), {}};
  const base::Json* groups = json->find("groups");
  if (groups == nullptr || groups->items() == nullptr) return device;
  for (const base::Json& group : *groups->items()) {
    if (group.string() != nullptr) device.groups.push_back(*group.string());
  }
  return device;
}

}  // namespace kiosk::main
