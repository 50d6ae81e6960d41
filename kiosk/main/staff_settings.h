#pragma once
// What staff choose for a kiosk and keep: STATE/staff/settings.json, {"reduced_motion":true}. What the file
// does not say is as the kiosk was configured. Any thread.

#include <filesystem>

#include "kiosk/base/result.h"

namespace kiosk::main {

struct StaffSettings {
  bool reduced_motion = false;
};

StaffSettings load_staff_settings(const std::filesystem::path& state, const StaffSettings& configured = {});
base::Result<void> keep_staff_settings(const std::filesystem::path& state, const StaffSettings& settings);

}  // namespace kiosk::main
