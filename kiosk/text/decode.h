#pragma once
// A text on its way through the analysis: code points, where they came from, what Unicode says of each.
// Internal to kiosk/text. Memory is kept from one paragraph to the next.

#include <string>
#include <vector>

#include "kiosk/text/bidi.h"
#include "kiosk/text/properties.h"
#include "kiosk/text/scratch.h"

namespace kiosk::text {

struct DecodedText {
  std::string_view bytes;  // valid UTF-8: the input, or `repaired`
  std::string repaired;    // the input with U+FFFD for each invalid part
  Scratch<char32_t> code_points;
  Scratch<std::uint32_t> offsets;  // of each code point in `bytes`, and the end
  Scratch<CharacterProperties> properties;
  std::vector<std::uint8_t> boundaries;  // before each code point, and the end: kGraphemeBoundary ...

  // For ICU, made when it is first asked: UTF-16, and the code point of each unit and the end; the latter
  // empty where they are the same.
  std::u16string units;
  std::vector<std::uint32_t> unit_points;

  [[nodiscard]] std::size_t size() const { return code_points.size(); }
  [[nodiscard]] std::uint32_t point_of_unit(std::int32_t unit) const {
    return unit_points.empty() ? static_cast<std::uint32_t>(unit)
                               : unit_points[static_cast<std::size_t>(unit)];
  }
};

void decode(std::string_view text, PropertyTable& table, DecodedText& out);
void make_units(DecodedText& text);

}  // namespace kiosk::text
