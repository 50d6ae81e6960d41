#pragma once
// In the process that looks (health_check.h): every page of a catalogue is laid out on the kiosk's own
// screens, in every language, and its photographs are decoded. A page that is not there or is empty, a letter
// that no font has, a photograph that cannot be read, are problems.

#include <memory>
#include <string>
#include <vector>

#include "kiosk/content/catalogue.h"
#include "kiosk/main/image_cache.h"
#include "kiosk/ui/interface.h"

namespace kiosk::main {

constexpr std::size_t kMaxHealthProblems = 20;

// Says on standard output what is wrong; the program's exit code.
int look_at_content(std::shared_ptr<const content::Catalogue> catalogue, const std::filesystem::path& share,
                    ImageCache& pictures, const ui::Panel& panel);
int tell_health(const std::vector<std::string>& problems);

}  // namespace kiosk::main
