#pragma once
// What the checker of sources asks its program for. One thread at a time.

#include "kiosk/content/sources.h"

namespace kiosk::main {

// With the fonts of this installation. Where they cannot be opened that is logged, and every character
// passes.
content::CheckOptions check_options();

}  // namespace kiosk::main
