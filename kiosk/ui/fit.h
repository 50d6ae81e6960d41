#pragma once
// How large words are where the design gives them a fixed room: nothing is cut with an ellipsis and no word
// is broken (section 12.2), so what does not fit becomes smaller, or takes a second line, whichever leaves it
// larger. Where the words may take more room the screen measures them instead.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

// The largest part of its size, from 1 down to `smallest`, at which the words lie in the room on as many
// lines as they need and no word is wider than a line; `smallest` if there is none.
float fitting(Interface& ui, std::string_view words, Size room, const TextOptions& options, float smallest);

// The same for a label, which stays on one line as long as that costs it little.
float label_factor(Interface& ui, std::string_view label, Size room, const TextOptions& options);

// The factor at which no word of it is broken in lines of this width.
float unbroken(Interface& ui, std::string_view words, float width, const TextOptions& options);

// Draws a label whole in the middle of the box's height, no larger than options.factor says.
void fitted(Interface& ui, const Box& box, std::string_view label, TextOptions options);

}  // namespace kiosk::ui
