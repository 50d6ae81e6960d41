#pragma once
// The kiosk's own fonts, as the build laid them out.

#include "kiosk/text/paragraph.h"

namespace kiosk::tests {

inline std::filesystem::path fonts_folder() {
  return std::filesystem::path(KIOSK_BUILD_DIR) / "share/sale-kiosk/fonts";
}

inline text::Engine text_engine() { return text::Engine(text::FontSet::open(fonts_folder()).value()); }

}  // namespace kiosk::tests
