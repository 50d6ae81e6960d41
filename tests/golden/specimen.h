#pragma once
// One sheet with everything the text layer can do, for a person to look at and for a golden picture.

#include "kiosk/ui/texture_sink.h"

namespace kiosk::tests {

ui::Image text_specimen();

}  // namespace kiosk::tests
