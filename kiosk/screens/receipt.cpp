// 15, 15b: the receipt. Saved on this kiosk first; delivered only when the cell has acknowledged it.
//
//   portrait         one arch: check, thanks, number | square and what to do with it | where it is now
//   landscape        the arch with the number at the start, square and state at the end
//   largest letters  number and state come first, so that neither has to be scrolled to

#include <algorithm>

#include "kiosk/screens/form.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/receipt_parts.h"
#include "kiosk/screens/visit_timer.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

// The picture's places, from the top of the arch and from its sides.
constexpr float kArchWidth = 848, kArchHeight = 1196;
constexpr float kWordsSide = 50, kSquareSide = 57, kBandSide = 42;
constexpr float kDisc = 124, kSmallDisc = 96, kCheck = 76;
constexpr float kSquareGap = 45;
constexpr const char* kScrolls = "page";
constexpr float kSmallestScale = 0.7F, kScaleStep = 0.05F;

// How far the receipt has come on to the screen, and the acknowledgement.
struct Progress {
  float shown = 1, arrived = 0;
  [[nodiscard]] float part(float from, float to) const {
    return std::clamp((shown - from) / (to - from), 0.0F, 1.0F);
  }
};

Progress progress_of(Context& context) {
  constexpr base::Milliseconds kDrawn(700), kCrossFade(280);
  return {context.ui.appear("receipt", kDrawn),
          context.ui.glide("receipt.arrived", context.state.receipt->delivered_at ? 1.0F : 0.0F, kCrossFade)};
}

std::string follow_words(const Context& context) {
  return of_kind(context.state.receipt->kind, context.t("Follow this complaint"),
                 context.t("Follow this observation"), context.t("Follow this suggestion"));
}

// The check strokes from its short arm to the end of its long one.
void draw_check(Context& context, float middle, float top, float size, float stroked) {
  ui::Interface& ui = context.ui;
  ui.painter().disc(middle, top + size / 2, size / 2, ui.tone(ui::Tone::ok).tint);
  const float icon = kCheck * size / kDisc;
  const Box at{middle - icon / 2, top + (size - icon) / 2, icon, icon};
  // A check is never mirrored: its stroke starts at the left, which is the end where reading goes leftwards.
  const float width = icon * stroked;
  ui.painter().push_clip(ui.painter().right_to_left() ? at.tail(width) : at.head(width));
  ui.painter().icon(at, "check", ui.tone(ui::Tone::ok).text);
  ui.painter().pop_clip();
}

void dashes(Context& context, const Box& column, float top) {
  constexpr float kDash = 14, kStep = 26, kLine = 3;
  for (float at = column.start; at + kDash <= column.end(); at += kStep)
    context.ui.painter().fill({at, top, kDash, kLine}, context.ui.colours().sand3);
}

// The square with its words beside it, in the middle of the height, or below it where they have grown.
struct Square {
  ReceiptHelp help;
  bool below = false;
  [[nodiscard]] float height() const {
    return below ? kReceiptQr + 20 + help.height() : std::max(kReceiptQr, help.height());
  }
};

Square square_for(Context& context, float width, float scale) {
  constexpr float kNarrow = 300;
  Square square{receipt_help(context, width - kReceiptQr - kSquareGap, scale), false};
  if (square.help.height() <= kReceiptQr + 20 && square.help.width >= kNarrow) return square;
  return {receipt_help(context, width, scale), true};
}

void draw_square(Context& context, const Box& column, const Square& square) {
  if (square.below) {
    draw_receipt_qr(context,
                    {column.start + (column.width - kReceiptQr) / 2, column.top, kReceiptQr, kReceiptQr});
    draw_receipt_help(context,
                      {column.start, column.top + kReceiptQr + 20, column.width, square.help.height()},
                      square.help);
    return;
  }
  const float all = square.height(), words = square.help.height();
  draw_receipt_qr(context, {column.start, column.top + (all - kReceiptQr) / 2, kReceiptQr, kReceiptQr});
  draw_receipt_help(
      context,
      {column.start + kReceiptQr + kSquareGap, column.top + (all - words) / 2, square.help.width, words},
      square.help);
}

void arch_ground(Context& context, const Box& arch) {
  ui::Interface& ui = context.ui;
  if (ui.high_contrast()) {
    ui.painter().bordered_arch(arch, ui::kReceiptArch, ui.colours().card, 4, ui.colours().line);
    return;
  }
  constexpr float kShade = 0.1F;
  ui.painter().arch(arch.moved(0, 10), ui::kReceiptArch, ui.colours().ink.faded(kShade));
  ui.painter().arch(arch, ui::kReceiptArch, ui.colours().card);
  ui.painter().bordered_arch(arch.inset(14), ui::kReceiptArch, ui.colours().card, 3,
                             ui.accent(ui::Accent::brick).halo);
}

// --- portrait: one arch ---

// The gaps of the picture, from the arch's tip down to its foot; where words need more they close up alike.
struct Gaps {
  float tip = 67, check = 9, keep = 16, code = 70, dash = 34, square = 42, foot = 44;
  [[nodiscard]] float all() const { return tip + check + keep + code + dash + square + foot; }
  [[nodiscard]] Gaps times(float by) const {
    return {std::max(44.0F, tip * by), check * by, keep * by, code * by, dash * by, square * by,
            std::max(32.0F, foot * by)};
  }
};

struct Sheet {
  ReceiptThanks thanks;
  float code;
  Square square;
  ReceiptBand band;
  Gaps gaps;
  [[nodiscard]] float solid() const {
    return kDisc + thanks.height() + code + square.height() + band.height();
  }
};

Sheet sheet_for(Context& context, float width, float scale) {
  return {receipt_thanks(context, width - 2 * kWordsSide, scale),
          receipt_code_height(context, width - 2 * kWordsSide),
          square_for(context, width - 2 * kSquareSide, scale),
          receipt_band(context, width - 2 * kBandSide, scale),
          {}};
}

// With the largest letters with which everything stands in the arch.
Sheet sheet_in(Context& context, const Box& arch) {
  constexpr float kTight = 0.3F;
  float scale = 1;
  Sheet sheet = sheet_for(context, arch.width, scale);
  const auto spare = [&] { return arch.height - sheet.solid(); };
  while (spare() < Gaps{}.times(kTight).all() && scale > kSmallestScale)
    sheet = sheet_for(context, arch.width, scale -= kScaleStep);
  float by = 1;
  while (by > kTight && Gaps{}.times(by).all() > spare()) by -= kScaleStep;
  sheet.gaps = Gaps{}.times(by);
  return sheet;
}

void draw_sheet(Context& context, const Box& arch, const Sheet& sheet, const Progress& progress) {
  ui::Painter& painter = context.ui.painter();
  const float risen = progress.part(0, 0.6F);
  constexpr float kShade = 10;
  painter.push_clip({arch.start - 40, arch.bottom() + kShade - (arch.height + kShade) * risen,
                     arch.width + 80, (arch.height + kShade) * risen});
  arch_ground(context, arch);
  const Box words = arch.inset(kWordsSide, 0);
  float top = arch.top + sheet.gaps.tip;
  draw_check(context, arch.start + arch.width / 2, top, kDisc, progress.part(0.5F, 0.8F));
  top += kDisc + sheet.gaps.check;
  draw_thanks(context, {words.start, top, words.width, sheet.thanks.height()}, sheet.thanks,
              progress.arrived);
  top += sheet.thanks.height() + sheet.gaps.keep;
  draw_receipt_code(context, {words.start, top, words.width, sheet.code}, progress.part(0.6F, 1));
  top += sheet.code + sheet.gaps.code;
  dashes(context, words, top);
  top += sheet.gaps.dash;
  draw_square(context, {arch.start + kSquareSide, top, arch.width - 2 * kSquareSide, 0}, sheet.square);
  painter.pop_clip();
  top += sheet.square.height() + sheet.gaps.square;
  painter.push_clip({0, arch.bottom() + kShade - (arch.height + kShade) * risen, context.ui.canvas().width,
                     (arch.height + kShade) * risen});
  draw_receipt_band(context, {arch.start + kBandSide, top, arch.width - 2 * kBandSide, sheet.band.height()},
                    sheet.band, progress.arrived);
  painter.pop_clip();
}

// --- the largest letters: a card that scrolls, number and state first ---

void draw_card(Context& context, const Box& room, const Progress& progress) {
  ui::Interface& ui = context.ui;
  constexpr float kPad = 32, kEdge = 8;
  const float width = room.width;
  const ReceiptThanks thanks = receipt_thanks(context, width - 2 * kWordsSide, 1);
  const float code = receipt_code_height(context, width - 2 * kWordsSide);
  const ReceiptBand band = receipt_band(context, width - 2 * kBandSide, 1);
  const Square square = square_for(context, width - 2 * kSquareSide, 1);
  // The disc gives way before the state is pushed out of sight.
  const float first = thanks.height() + 12 + code + 20 + band.height() + 2 * kPad;
  const float disc = first + kSmallDisc + 12 <= room.height ? kSmallDisc + 12 : 0;
  Flow flow(context, "page", room);
  const Box row = flow.next(first + disc + 2 * kPad + square.height() + 2 * kEdge, 0);
  const Box card = row.inset(0, kEdge);
  ui::card(ui, card, ui::kRadiusCard);
  float top = card.top + kPad;
  if (disc > 0) draw_check(context, card.start + card.width / 2, top, kSmallDisc, 1);
  top += disc;
  const Box words = card.inset(kWordsSide, 0);
  draw_thanks(context, {words.start, top, words.width, thanks.height()}, thanks, progress.arrived);
  top += thanks.height() + 12;
  draw_receipt_code(context, {words.start, top, words.width, code}, 1);
  top += code + 20;
  draw_receipt_band(context, {card.start + kBandSide, top, card.width - 2 * kBandSide, band.height()}, band,
                    progress.arrived);
  top += band.height() + kPad;
  dashes(context, words, top);
  draw_square(context, {card.start + kSquareSide, top + kPad, card.width - 2 * kSquareSide, 0}, square);
}

// --- landscape: two columns ---

// The number in an arch at the start: check, thanks, code.
void draw_number(Context& context, const Box& arch, const Progress& progress) {
  constexpr float kTip = 44, kFoot = 40;
  const Box words = arch.inset(kWordsSide, 0);
  const float code = receipt_code_height(context, words.width);
  float scale = 1;
  const auto needed = [&](const ReceiptThanks& thanks) {
    return kTip + kSmallDisc + 12 + thanks.height() + 8 + code + kFoot;
  };
  ReceiptThanks thanks = receipt_thanks(context, words.width, scale);
  while (needed(thanks) > arch.height && scale > kSmallestScale)
    thanks = receipt_thanks(context, words.width, scale -= kScaleStep);
  ui::Painter& painter = context.ui.painter();
  const float risen = progress.part(0, 0.6F) * (arch.height + 10);
  painter.push_clip({0, arch.bottom() + 10 - risen, context.ui.canvas().width, risen});
  arch_ground(context, arch);
  const float spare = std::max(0.0F, arch.height - needed(thanks)) / 4;
  float top = arch.top + kTip + spare;
  draw_check(context, arch.start + arch.width / 2, top, kSmallDisc, progress.part(0.5F, 0.8F));
  top += kSmallDisc + 12 + spare / 2;
  draw_thanks(context, {words.start, top, words.width, thanks.height()}, thanks, progress.arrived);
  top += thanks.height() + 8 + spare / 2;
  draw_receipt_code(context, {words.start, top, words.width, code}, progress.part(0.6F, 1));
  painter.pop_clip();
}

// At the end: the square and where the complaint is now; with the largest letters the state comes first and
// the square may have to be scrolled to.
void draw_state_column(Context& context, const Box& column, const Progress& progress) {
  constexpr float kGap = 32;
  const bool state_first = context.state.settings.text_percent >= 150;
  float scale = 1;
  ReceiptBand band = receipt_band(context, column.width, scale);
  Square square = square_for(context, column.width, scale);
  const auto needed = [&] { return band.height() + kGap + square.height(); };
  while (!state_first && needed() > column.height && scale > kSmallestScale) {
    scale -= kScaleStep;
    band = receipt_band(context, column.width, scale);
    square = square_for(context, column.width, scale);
  }
  const float spare = std::max(0.0F, column.height - needed()) / 2;
  Flow flow(context, "page", column);
  const Box at = flow.next(needed(), 0).moved(0, spare);
  const Box first{at.start, at.top, at.width, state_first ? band.height() : square.height()};
  const Box second{at.start, first.bottom() + kGap, at.width, state_first ? square.height() : band.height()};
  draw_square(context, state_first ? second : first, square);
  draw_receipt_band(context, state_first ? first : second, band, progress.arrived);
}

// --- the foot: following, and the time that is left ---

// Draws it; answers what is left above it.
Box foot_of(Context& context, const Box& content) {
  ui::Interface& ui = context.ui;
  ui::ButtonOptions button;
  button.accent = ui::Accent::brick;
  button.icon = "track";
  Box follow, time;
  Box room = content;
  const float line = 44 * ui.size_factor(Type::meta);
  if (ui.landscape()) {  // both share the row of the one thing to do
    time = {content.start, content.bottom() + 16, 440, 108};
    follow = {content.start + 460, content.bottom() + 16, content.width - 460 - 640, 108};
  } else if (ui.scroll_state(kScrolls).overflows()) {  // the row of the scrolling buttons
    time = {content.start, content.bottom() + 8 - line, content.width, line};
    follow = {content.start, content.bottom() + 16, content.width - 304, 112};
    room.height = time.top - 12 - content.top;
  } else {
    time = {content.start, content.bottom() + 8 - line, content.width, line};
    follow = {content.start, time.top - 8 - 124, content.width, 124};
    room.height = follow.top - content.top;
  }
  draw_visit_timer(context, "receipt.timer", time, ui.landscape() ? text::Align::start : text::Align::center);
  if (ui::secondary_button(ui, "receipt.follow", follow, follow_words(context), button))
    context.emit(app::intent::FollowMine{});
  return room;
}

PageResult draw_page(Context& context) {
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.scrolls = kScrolls;
  options.back_enabled = false;  // a sent complaint cannot be sent twice
  Primary primary;
  primary.id = "receipt.done";
  primary.label = context.t("Finish and erase");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  return page(context, options);
}

}  // namespace

void draw_receipt(Context& context) {
  if (!context.state.receipt) return draw_missing(context);
  ui::Interface& ui = context.ui;
  const bool in_arch = !ui.landscape() && context.state.settings.text_percent < 150;
  if (in_arch) ui.reset_scroll(kScrolls);  // nothing of a card with larger letters is left
  const PageResult result = draw_page(context);
  if (result.primary) context.emit(app::intent::Finish{});
  // Whatever is touched stands at the foot, within low reach.
  Box content = result.content;
  content.top = result.reading.top;
  content.height = result.content.bottom() - content.top;
  const Box room = foot_of(context, content);
  const Progress progress = progress_of(context);
  if (ui.landscape()) {
    constexpr float kBetween = 48, kArchShare = 0.47F, kShade = 12;
    const Box columns{room.start, room.top, room.width, room.height - kShade};
    const float arch = std::min(kArchWidth, (room.width - kBetween) * kArchShare);
    draw_number(context, columns.head(arch), progress);
    return draw_state_column(context, columns.after(arch + kBetween), progress);
  }
  constexpr float kAbove = 11, kBelow = 40;
  if (!in_arch)
    return draw_card(context, {room.start, room.top - kAbove, room.width, room.height + kAbove}, progress);
  const Box arch{room.start + (room.width - kArchWidth) / 2, room.top - kAbove, kArchWidth,
                 std::min(kArchHeight, room.height + kAbove - kBelow)};
  draw_sheet(context, arch, sheet_in(context, arch), progress);
}

}  // namespace kiosk::screens
