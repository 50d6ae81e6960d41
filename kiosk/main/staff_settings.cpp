#include "kiosk/main/staff_settings.h"

#include "kiosk/base/json.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

constexpr std::size_t kMaxFile = 4096;

}  // namespace

StaffSettings load_staff_settings(const std::filesystem::path& state, const StaffSettings& configured) {
  StaffSettings settings = configured;
  const base::Result<base::Bytes> bytes = store::read_file(state / "staff/settings.json", kMaxFile);
  const base::Result<base::Json> json =
      bytes ? base::Json::parse(base::as_text(*bytes)) : base::Result<base::Json>(bytes.error());
  if (!json) return settings;
  const base::Json* reduced = json->find("reduced_motion");
  if (reduced != nullptr) settings.reduced_motion = reduced->boolean().value_or(configured.reduced_motion);
  return settings;
}

base::Result<void> keep_staff_settings(const std::filesystem::path& state, const StaffSettings& settings) {
  const std::filesystem::path folder = std::filesystem::absolute(state / "staff");
  TRY(store::make_folder(folder));
  const std::string text = base::Json::object().set("reduced_motion", settings.reduced_motion).text() + "\n";
  return store::replace_file(folder / "settings.json", base::as_bytes(text), store::FileMode::public_file);
}

}  // namespace kiosk::main
