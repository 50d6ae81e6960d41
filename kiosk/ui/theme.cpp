#include "kiosk/ui/theme.h"

#include <array>

namespace kiosk::ui {
namespace {

constexpr Colour rgb(std::uint32_t value) { return Colour::hex(value); }

constexpr Palette kLight = {
    .ink = rgb(0x10272F),
    .ink2 = rgb(0x33484F),
    .ground_top = rgb(0xFDFBF7),
    .ground_middle = rgb(0xFBF8F2),
    .ground_foot = rgb(0xF6F0E5),
    .attract_top = rgb(0xFAF5EB),
    .attract_foot = rgb(0xF2E7D4),
    .card = rgb(0xFFFFFF),
    .lime = rgb(0xFBF8F2),
    .sand1 = rgb(0xF1E7D6),
    .sand2 = rgb(0xE6D7BD),
    .sand3 = rgb(0xCFB98F),
    .sand6 = rgb(0x554328),
    .reference = rgb(0x9C8550),
    .hair = rgb(0xE2D8C6),
    .track = rgb(0xD9CDB8),
    .tray = rgb(0xE9E2D3),
    .key_function = rgb(0xD9DFDE),
    .key_edge = rgb(0xB9C4C4),
    .key_foot = rgb(0xC3BCAB),
    .key_digit = rgb(0xFBF8F2),
    .line = rgb(0x6E8B91),
    .line_field = rgb(0x5E7B82),
    .step_outline = rgb(0x8A7A5C),
    .panel = rgb(0xEEF5F4),
    .dado_top = rgb(0x0A3F4E),
    .dado_foot = rgb(0x062C38),
    .bar = rgb(0x0D4A59),
    .bar_pressed = rgb(0x155B6B),
    .bar_text = rgb(0xFFFFFF),
    .bar_on = rgb(0xFBF8F2),
    .bar_on_text = rgb(0x10272F),
    .bar_disabled = rgb(0x7FA3AB),
    .disabled_fill = rgb(0xE3E1DA),
    .disabled_text = rgb(0x5B6668),
    .tile_disabled = rgb(0xF1EEE6),
    .on_accent = rgb(0xFFFFFF),
    .placeholder = rgb(0x33484F),
    .focus = rgb(0x10272F),
    .focus_gap = rgb(0xFBF8F2),
    .scrim = rgb(0x062C38).faded(0.78F),
};

constexpr Colour kBlack = rgb(0x000000), kWhite = rgb(0xFFFFFF), kYellow = rgb(0xFFE45C),
                 kGrey = rgb(0xBFBFBF);

constexpr Palette kHigh = {
    .ink = kWhite,
    .ink2 = kWhite,
    .ground_top = kBlack,
    .ground_middle = kBlack,
    .ground_foot = kBlack,
    .attract_top = kBlack,
    .attract_foot = kBlack,
    .card = kBlack,
    .lime = kBlack,
    .sand1 = kBlack,
    .sand2 = kBlack,
    .sand3 = kWhite,
    .sand6 = kWhite,
    .reference = kWhite,
    .hair = kWhite,
    .track = kGrey,
    .tray = kBlack,
    .key_function = kBlack,
    .key_edge = kWhite,
    .key_foot = kWhite,
    .key_digit = kBlack,
    .line = kWhite,
    .line_field = kWhite,
    .step_outline = kWhite,
    .panel = kBlack,
    .dado_top = kBlack,
    .dado_foot = kBlack,
    .bar = kBlack,
    .bar_pressed = rgb(0x333333),
    .bar_text = kWhite,
    .bar_on = kYellow,
    .bar_on_text = kBlack,
    .bar_disabled = kGrey,
    .disabled_fill = kBlack,
    .disabled_text = kGrey,
    .tile_disabled = kBlack,
    .on_accent = kBlack,
    .placeholder = kGrey,
    .focus = kYellow,
    .focus_gap = kBlack,
    .scrim = rgb(0x000000).faded(0.86F),
};

constexpr std::array<AccentColours, 3> kLightAccents = {{
    {rgb(0x0A4F5D), rgb(0x063843), rgb(0xB9D9DB), rgb(0xDDECEC), rgb(0xEEF5F4), rgb(0x3B8492)},
    {rgb(0x822A13), rgb(0x5B1C0B), rgb(0xEFCBB8), rgb(0xF8E7DE), rgb(0xFCF4EF), rgb(0xA8421F)},
    {rgb(0x404C17), rgb(0x2C3510), rgb(0xD5DBAF), rgb(0xEDF0DB), rgb(0xEDF0DB), rgb(0x5F6F23)},
}};
constexpr AccentColours kHighAccent = {kYellow, kYellow, kBlack, kBlack, kBlack, kYellow};

constexpr std::array<ToneColours, 4> kLightTones = {{
    {rgb(0x0A4F5D), rgb(0xDDECEC), rgb(0xB9D9DB)},
    {rgb(0x194E32), rgb(0xE0F0E6), rgb(0x9CC7AE)},
    {rgb(0x5C3F00), rgb(0xFCF0D0), rgb(0xE9B44C)},
    {rgb(0x8E0B2E), rgb(0xFBE4E8), rgb(0x8E0B2E)},
}};
constexpr std::array<ToneColours, 4> kHighTones = {{
    {rgb(0x8FD8FF), kBlack, rgb(0x8FD8FF)},
    {rgb(0x7BE0A0), kBlack, rgb(0x7BE0A0)},
    {kYellow, kBlack, kYellow},
    {rgb(0xFF9AA8), kBlack, rgb(0xFF9AA8)},
}};

constexpr MapColours kLightMap = {
    .sea_top = rgb(0xD6E8E8),
    .sea_foot = rgb(0xB4D5D8),
    .land = rgb(0xF8F0E1),
    .coast = kWhite,
    .coast_shadow = rgb(0x10272F).faded(0.10F),
    .rings = rgb(0xE2D2B4),
    .ring_names = rgb(0x33484F),
    .arc = rgb(0x2C7F8D).faded(0.80F),
    .arc_chosen = rgb(0x0A4F5D),
    .arc_ground = kWhite,
    .city = rgb(0x0A4F5D),
    .partner = rgb(0x554328),
    .pin_edge = kWhite,
    .chosen = rgb(0x0A4F5D),
    .on_chosen = kWhite,
    .home = rgb(0xA8421F),
    .home_name = rgb(0x822A13),
    .home_door = rgb(0xFBF8F2),
    .names = rgb(0x10272F),
    .halo = rgb(0xFBF8F2),
};
constexpr MapColours kHighMap = {
    .sea_top = kBlack,
    .sea_foot = kBlack,
    .land = kBlack,
    .coast = kWhite,
    .coast_shadow = kBlack.faded(0),
    .rings = rgb(0x8FD8FF),
    .ring_names = rgb(0x8FD8FF),
    .arc = kWhite,
    .arc_chosen = kYellow,
    .arc_ground = kBlack,
    .city = kWhite,
    .partner = kWhite,
    .pin_edge = kBlack,
    .chosen = kYellow,
    .on_chosen = kBlack,
    .home = kYellow,
    .home_name = kYellow,
    .home_door = kBlack,
    .names = kWhite,
    .halo = kBlack,
};

using text::Role;
using text::Weight;

constexpr TypeRow kufi(float arabic, float latin, float line) {
  return {Role::title, Weight::bold, arabic, latin, line, true};
}
constexpr TypeRow plain(float size, float line) {
  return {Role::interface, Weight::regular, size, size, line, true};
}
constexpr TypeRow strong(float size, float line) {
  return {Role::interface, Weight::bold, size, size, line, true};
}
constexpr TypeRow fixed(TypeRow row) {
  row.grows = false;
  return row;
}

}  // namespace

const Palette& palette(Contrast contrast) { return contrast == Contrast::high ? kHigh : kLight; }

const AccentColours& accent_colours(Contrast contrast, Accent accent) {
  return contrast == Contrast::high ? kHighAccent : kLightAccents[static_cast<std::size_t>(accent)];
}

const ToneColours& tone_colours(Contrast contrast, Tone tone) {
  return (contrast == Contrast::high ? kHighTones : kLightTones)[static_cast<std::size_t>(tone)];
}

const MapColours& map_colours(Contrast contrast) { return contrast == Contrast::high ? kHighMap : kLightMap; }

const TypeRow& row_of(Type type) {
  static constexpr TypeRow kRead = {Role::reading, Weight::regular, 41, 39, 1.72F, true};
  static constexpr TypeRow kInput = {Role::interface, Weight::regular, 41, 39, 1.72F, true};
  static constexpr std::array kRows = {
      kufi(80, 72, 1.40F),         // display
      kufi(58, 52, 1.42F),         // h1
      kufi(52, 48, 1.42F),         // h1_form
      kufi(46, 44, 1.45F),         // h2
      kufi(38, 38, 1.40F),         // h3
      kRead,                       // read
      kInput,                      // input
      plain(38, 1.60F),            // lead
      plain(36, 1.55F),            // body
      strong(42, 1.45F),           // button_primary
      strong(40, 1.45F),           // button_large
      strong(38, 1.45F),           // button_secondary
      strong(36, 1.45F),           // button_small
      strong(34, 1.45F),           // label
      plain(34, 1.50F),            // body_min
      plain(32, 1.40F),            // small
      plain(30, 1.40F),            // meta
      strong(30, 1.40F),           // meta_strong
      fixed(kufi(38, 38, 1.30F)),  // header_name
      fixed(strong(40, 1.20F)),    // header_time
      fixed(plain(30, 1.40F)),     // header_small
      fixed(strong(30, 1.40F)),    // bar_label
      strong(92, 1.20F),           // code
      strong(124, 1.15F),          // number_xl
      strong(72, 1.10F),           // number_l
      fixed(plain(50, 1.20F)),     // key
      fixed(plain(48, 1.20F)),     // key_latin
      fixed(plain(44, 1.20F)),     // key_digit
      fixed(strong(46, 1.20F)),    // key_sign
      fixed(plain(60, 1.20F)),     // keypad
      fixed(strong(44, 1.20F)),    // step_number
      strong(35, 1.30F),           // choice
      fixed(strong(31, 1.30F)),    // map_name
      fixed(plain(30, 1.30F)),     // map_note
  };
  return kRows[static_cast<std::size_t>(type)];
}

}  // namespace kiosk::ui
