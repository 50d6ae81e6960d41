#pragma once
// What the checker of sources asks its program for. One thread at a time.

#include "kiosk/content/sources.h"

namespace kiosk::main {

// By the computer's clock, unless that tells a day before this program was made.
std::optional<content::Day> known_today();

// With today, and the fonts of this installation. Where they cannot be opened that is logged, and every
// character passes.
content::CheckOptions check_options();

}  // namespace kiosk::main
