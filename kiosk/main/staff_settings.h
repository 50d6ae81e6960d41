#pragma once
// What staff choose for a kiosk and keep: STATE/staff/settings.json, {"reduced_motion":true}. A file that is
// not there, or cannot be read, is the default. Any thread.

#include <filesystem>

#include "kiosk/base/result.h"

namespace kiosk::main {

struct StaffSettings {
  bool reduced_motion = false;
};

StaffSettings load_staff_settings(const std::filesystem::path& state);
base::Result<void> keep_staff_settings(const std::filesystem::path& state, const StaffSettings& settings);

}  // namespace kiosk::main
