#pragma once
// Which kiosk a state folder belongs to, for packs that are not for all: "kiosk" and "groups" of
// STATE/kiosk.json. Nobody where there is no such file, or it cannot be read. Reads a file: any thread.

#include <filesystem>

#include "kiosk/content/manifest.h"

namespace kiosk::main {

content::Device load_device(const std::filesystem::path& state);

}  // namespace kiosk::main
