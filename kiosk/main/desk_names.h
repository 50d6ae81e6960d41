#pragma once
// The complaints cell's names.json (kiosk/desk/names.h) out of the content's sources, so that both call a
// category, an arrondissement, a question and its choices the same.

#include <string>

#include "kiosk/content/contents.h"

namespace kiosk::main {

std::string desk_names(const content::Contents& contents);

}  // namespace kiosk::main
