#pragma once
// Cards and what lies on them: section 9 of the design. Cards that can be touched answer whether they were
// activated.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

void card(Interface& ui, const Box& box, float radius = kRadiusButton);
// A card that can be touched, without its words.
bool card_button(Interface& ui, Node node, const Box& box);
// An arch with an icon in it; `filled` in the accent, otherwise in its tint.
void badge(Interface& ui, const Box& box, std::string_view icon, Accent accent, bool filled = false);

struct TileOptions {
  std::string_view icon = {};
  Accent accent = Accent::teal;
  bool enabled = true;
  bool selected = false;
  std::string_view chevron = {};  // an icon at the end, mirrored with the direction
  float factor = 1;               // of the title's size, so that cards side by side share one
  bool stacked = false;           // of tiles: the badge above the title
};

// The ground of a card that can be touched, in all its states, for what a screen puts on it.
void touched_card(Interface& ui, const Box& box, float radius, const Control& control,
                  const TileOptions& options);

// Badge, title and a second line. Where a title is too large to stand beside its badge, tiles side by side
// should all be stacked.
bool tile_is_narrow(Interface& ui, Size tile, std::string_view title);
float tile_factor(Interface& ui, Size tile, std::string_view title, const TileOptions& options);
bool tile(Interface& ui, std::string_view id, const Box& box, std::string_view title, std::string_view second,
          const TileOptions& options);
// A choice: large badge over a label; chosen it has a thick border and a check.
float choice_factor(Interface& ui, Size card, std::string_view label);
bool choice_card(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                 const TileOptions& options);
// A row of a list: title, second line and a chevron.
struct RowWords {
  std::string_view title, second;
};
float row_card_height(Interface& ui, float width, const RowWords& words, const TileOptions& options);
bool row_card(Interface& ui, std::string_view id, const Box& box, const RowWords& words,
              const TileOptions& options);
// A window in an arch over a title; not for high contrast, which has no pictures.
float picture_card_foot(Interface& ui, float width, std::string_view title, std::string_view second);
bool picture_card(Interface& ui, std::string_view id, const Box& box, std::string_view picture,
                  const RowWords& words, float foot);
// Number over a word.
void key_figure(Interface& ui, const Box& box, std::string_view number, std::string_view words,
                Accent accent = Accent::teal);
// The same with an icon and a word in the number's place.
void key_icon(Interface& ui, const Box& box, std::string_view icon, std::string_view words,
              std::string_view word);

// An icon and words on a tint. Returns the height it takes for its words; with `draw` false it only measures.
enum class Drawing { draw, measure };
float message_bar(Interface& ui, std::string_view id, NodeRole role, const Box& box, std::string_view icon,
                  Tone tone, std::string_view words, std::span<const TextSpan> spans = {},
                  Drawing drawing = Drawing::draw, float factor = 1);
float tag(Interface& ui, const Box& at, std::string_view words, std::string_view icon,
          Accent accent);  // its width

}  // namespace kiosk::ui
