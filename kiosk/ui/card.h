#pragma once
// Cards and what lies on them: section 9 of the design. Cards that can be touched answer whether they were
// activated.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

void card(Interface& ui, const Box& box, float radius = kRadiusButton);
// An arch with an icon in it; `filled` in the accent, otherwise in its tint.
void badge(Interface& ui, const Box& box, std::string_view icon, Accent accent, bool filled = false);

struct TileOptions {
  std::string_view icon = {};
  Accent accent = Accent::teal;
  bool enabled = true;
  bool selected = false;
  std::string_view chevron = {};  // an icon at the end, mirrored with the direction
};

// Badge, title and a second line.
bool tile(Interface& ui, std::string_view id, const Box& box, std::string_view title, std::string_view second,
          const TileOptions& options);
// A choice: large badge over a label; chosen it has a thick border and a check.
bool choice_card(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                 const TileOptions& options);
// A row of a list: title, second line and a chevron; a tag may stand before the second line.
bool row_card(Interface& ui, std::string_view id, const Box& box, std::string_view title,
              std::string_view second, std::string_view tag, const TileOptions& options);
// A window in an arch over a title.
bool picture_card(Interface& ui, std::string_view id, const Box& box, std::string_view picture,
                  std::string_view title, std::string_view second);
// Number over a word.
void key_figure(Interface& ui, const Box& box, std::string_view number, std::string_view words);

// An icon and words on a tint. Returns the height it takes for its words; with `draw` false it only measures.
enum class Drawing { draw, measure };
float message_bar(Interface& ui, std::string_view id, NodeRole role, const Box& box, std::string_view icon,
                  Tone tone, std::string_view words, std::span<const TextSpan> spans = {},
                  Drawing drawing = Drawing::draw);
float tag(Interface& ui, const Box& at, std::string_view words, std::string_view icon,
          Accent accent);  // its width

}  // namespace kiosk::ui
