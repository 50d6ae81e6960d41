#pragma once
// The pieces of the receipt (15, 15b), each measured for a width before it is drawn, so that the sheet can be
// laid out in an arch, in two columns or in a scrolling card. Internal to kiosk/screens.
//
// What changes when the cell acknowledges (the title, the band) is held in both states: `arrived` goes from 0
// to 1 and one fades into the other, in the room of the taller. A receipt never says "arrived" before.

#include <array>

#include "kiosk/screens/context.h"

namespace kiosk::screens {

// Words in both states: on this screen, at the cell.
struct TwoStates {
  std::array<std::string, 2> words;
  std::array<ui::TextOptions, 2> options;
  std::array<float, 2> heights{};
  [[nodiscard]] float height() const { return std::max(heights[0], heights[1]); }
};

// "Thank you, ..." and, where there is room, what the number is for. `scale` is a part of the types' sizes.
struct ReceiptThanks {
  TwoStates title;
  std::string keep;  // empty: no room for it
  ui::TextOptions keep_options;
  float keep_height = 0;
  [[nodiscard]] float height() const { return title.height() + keep_height; }
};
ReceiptThanks receipt_thanks(Context& context, float width, float scale);
void draw_thanks(Context& context, const ui::Box& box, const ReceiptThanks& thanks, float arrived);

// The twelve digits, as large as the width lets them be.
float receipt_code_height(Context& context, float width);
void draw_receipt_code(Context& context, const ui::Box& box, float shown);

// The code in a square with its margin of four modules (section 14).
constexpr float kReceiptQr = 350;
void draw_receipt_qr(Context& context, const ui::Box& box);

// What to do with the code: a camera and words.
struct ReceiptHelp {
  std::string title, words;
  ui::TextOptions strong, small;
  float width, title_height, words_height;
  [[nodiscard]] float height() const { return title_height + 8 + words_height; }
};
ReceiptHelp receipt_help(Context& context, float width, float scale);
void draw_receipt_help(Context& context, const ui::Box& box, const ReceiptHelp& help);

// Where it is now: a band with an icon, in the colour of its state.
struct ReceiptBand {
  TwoStates title, words;
  ui::TextSpan date{};  // in the words of the second state; stands out
  float width = 0;      // of the words
  [[nodiscard]] float height() const;
};
ReceiptBand receipt_band(Context& context, float width, float scale);
void draw_receipt_band(Context& context, const ui::Box& box, const ReceiptBand& band, float arrived);

}  // namespace kiosk::screens
