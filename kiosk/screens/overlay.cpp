// 17 and its like: a question in an arch over the dimmed page; the bar stays live.
//
// From the tip down: what it is about (the seconds left, an icon, a drawing), the question, why, and what can
// be answered. The arch is as tall as its words need; where the screen is too low for that the head and the
// gaps close up first, then the letters become smaller.

#include <algorithm>
#include <cmath>

#include "kiosk/app/timers.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/sheet.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

enum class Head { seconds, icon, drawing };

struct Question {
  Head head = Head::icon;
  std::string_view icon;
  std::string title, words;
  const char* keep_id = "";
  std::string keep;
  std::string_view keep_icon = {};
  const char* end_id = nullptr;  // none: there is only one answer
  std::string end;
  std::string_view end_icon = {};
  app::Intent on_end = app::intent::Finish{};
};

Question still_there(const Context& context) {
  const app::Screen screen = context.state.place().screen;
  const bool writing = app::step_of(screen).has_value() || screen == app::Screen::message;
  return {Head::seconds,
          {},
          context.t("Are you still there?"),
          context.t("To protect your data, we shall erase what you wrote and go back to the beginning."),
          "idle.continue",
          writing ? context.t("Yes, I continue") : context.t("Yes, I go on reading"),
          "check",
          "idle.finish",
          context.t("Finish and erase my data"),
          "close",
          app::intent::Finish{}};
}

Question question_of(const Context& context) {
  switch (context.state.overlay) {
    case app::Overlay::leave:
      return {Head::icon,
              "logout",
              context.t("Leave the form?"),
              context.t("If you leave now, what you wrote is erased."),
              "leave.continue",
              context.t("Continue the complaint"),
              "check",
              "leave.finish",
              context.t("Leave and erase"),
              "close",
              app::intent::Finish{}};
    case app::Overlay::leave_receipt:
      return {Head::icon,
              "track",
              context.t("Have you noted the number?"),
              context.t("Without it nobody can show you the answer here. It is erased when you leave."),
              "receipt.continue",
              context.t("Back to the number"),
              "check",
              "receipt.finish",
              context.t("Yes, leave"),
              "close",
              app::intent::Finish{}};
    case app::Overlay::clear_text:
      return {Head::icon,
              "backspace",
              context.t("Erase the whole text?"),
              context.t("Only the description is erased."),
              "clear.continue",
              context.t("No"),
              {},
              "clear.finish",
              context.t("Yes, erase"),
              {},
              app::intent::ClearText{}};
    case app::Overlay::number_help:
      return {Head::drawing,
              {},
              context.t("Where do I find the number?"),
              context.t("It stands on your receipt: three groups of four digits. If you photographed the "
                        "screen, look at the picture."),
              "help.close",
              context.t("All right"),
              "check",
              nullptr,
              {},
              {},
              app::intent::KeepGoing{}};
    case app::Overlay::still_there:
    case app::Overlay::none:
      break;
  }
  return still_there(context);
}

// --- heads ---

// The number changes each second and the ring follows it; with reduced motion it steps.
void countdown(Context& context, const Box& box) {
  constexpr float kPen = 22, kPicture = 320, kLeastUnit = 30;
  constexpr base::Milliseconds kRingStep(700);
  ui::Interface& ui = context.ui;
  const int left = app::seconds_left(context.state).value_or(0);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const float rest = static_cast<float>(left) * 1000 / static_cast<float>(app::kWarning.count());
  const float scale = box.width / kPicture, pen = kPen * std::max(scale, 0.7F);
  ui.painter().ring(box, pen, 1, ui.high_contrast() ? ui.colours().bar_pressed : accent.halo);
  ui.painter().ring(box, pen,
                    std::clamp(ui.glide("idle.ring", rest, kRingStep, ui::Easing::linear), 0.01F, 1.0F),
                    accent.fill);
  // They fill the ring at every text size.
  ui::TextOptions number = context.text(Type::number_xl);
  number.align = text::Align::center;
  number.factor = scale / ui.size_factor(Type::number_xl);
  ui.line({box.start, box.top + 84 * scale, box.width, 142 * scale}, std::to_string(left), number);
  ui::TextOptions unit = context.text(Type::small, ui.colours().ink2);
  unit.align = text::Align::center;
  unit.factor = std::max(scale, kLeastUnit / ui::row_of(Type::small).latin) / ui.size_factor(Type::small);
  // The word agrees with the number; the number itself stands above it.
  const std::string whole = context.tn("{n} second", "{n} seconds", left);
  std::string words = whole;
  const std::string shown = app::isolated(std::to_string(left));
  if (const std::size_t at = words.find(shown); at != std::string::npos) words.erase(at, shown.size());
  // The ring is narrower at that height.
  const float down = (212 + 30) * scale - box.height / 2, inner = box.width / 2 - 1.5F * pen;
  const float inside = 2 * std::sqrt(std::max(0.0F, inner * inner - down * down));
  unit.factor *= std::min(1.0F, inside / ui.measure(words, text::kNoWidth, unit).width);
  ui.line({box.start + (box.width - inside) / 2, box.top + 212 * scale, inside, 60 * scale}, words, unit);
  ui.say("idle.seconds", ui::NodeRole::timer, box, whole, std::to_string(left));
}

void icon_disc(Context& context, const Box& box, std::string_view icon) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const float radius = box.height / 2, size = box.height * 0.6F;
  ui.painter().disc(box.start + box.width / 2, box.middle(), radius, accent.tint);
  ui.painter().icon(box.centred({size, size}), icon, accent.fill, ui::Mirror::with_direction);
}

// A small receipt: its check, two lines of words, the number in its frame, the square.
void receipt_drawing(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  ui::Painter& painter = ui.painter();
  const ui::Palette& colours = ui.colours();
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const float unit = box.height / 300;
  const Box sheet = box.centred({230 * unit, 300 * unit});
  painter.bordered_arch(sheet, ui::kReceiptArch, colours.card, 4 * unit, colours.line);
  const float middle = sheet.start + sheet.width / 2;
  painter.disc(middle, sheet.top + 56 * unit, 24 * unit, ui.tone(ui::Tone::ok).tint);
  painter.icon({middle - 17 * unit, sheet.top + 39 * unit, 34 * unit, 34 * unit}, "check",
               ui.tone(ui::Tone::ok).text);
  painter.rounded({middle - 60 * unit, sheet.top + 94 * unit, 120 * unit, 12 * unit}, 6 * unit,
                  colours.sand2);
  const Box number{middle - 100 * unit, sheet.top + 122 * unit, 200 * unit, 56 * unit};
  painter.rounded(number.inset(-6 * unit), 20 * unit, accent.halo);
  painter.bordered(number, 14 * unit, colours.card, 4 * unit, accent.fill);
  for (int i = 0; i < 12; ++i) {
    const float at = (static_cast<float>(i) - 5.5F) * 13 + static_cast<float>(i / 4 - 1) * 11;
    painter.disc(middle + at * unit, number.middle(), 4.5F * unit, colours.ink);
  }
  painter.icon({middle - 36 * unit, sheet.top + 200 * unit, 72 * unit, 72 * unit}, "qr", colours.line);
}

float natural_head(Head head) {
  constexpr float kRing = 320, kDisc = 164, kDrawing = 300;
  return head == Head::seconds ? kRing : head == Head::icon ? kDisc : kDrawing;
}

void draw_head(Context& context, const Box& row, const Question& question) {
  const Box square = row.centred({row.height, row.height});
  switch (question.head) {
    case Head::seconds:
      return countdown(context, square);
    case Head::icon:
      return icon_disc(context, square, question.icon);
    case Head::drawing:
      return receipt_drawing(context, row);
  }
}

// --- the arch ---

// Heights from the tip to the foot: as in the picture, and where the screen is low.
struct Rows {
  float tip, head, under_head, between, over_buttons, keep, apart, end, foot;
  [[nodiscard]] float all() const {
    return tip + head + under_head + between + over_buttons + keep + apart + end + foot;
  }
};

Rows rows_between(const Question& question, float part) {
  const float head = natural_head(question.head);
  const bool one = question.end_id == nullptr;
  const Rows roomy{109, head, 45, 12, 80, 160, one ? 0.0F : 24.0F, one ? 0.0F : 132.0F, 96};
  const Rows tight{56, std::min(head, 190.0F), 14, 4, 24, 124, one ? 0.0F : 16.0F, one ? 0.0F : 120.0F, 48};
  const auto mix = [part](float from, float to) { return from + (to - from) * part; };
  return {mix(tight.tip, roomy.tip),
          mix(tight.head, roomy.head),
          mix(tight.under_head, roomy.under_head),
          mix(tight.between, roomy.between),
          mix(tight.over_buttons, roomy.over_buttons),
          mix(tight.keep, roomy.keep),
          mix(tight.apart, roomy.apart),
          mix(tight.end, roomy.end),
          mix(tight.foot, roomy.foot)};
}

struct Look {
  ui::TextOptions title, words;
  float title_height = 0, words_height = 0;
  Rows rows{};
  [[nodiscard]] float height() const { return rows.all() + title_height + words_height; }
};

Look look_for(Context& context, const Question& question, float width, float most) {
  constexpr float kSmallest = 0.5F, kStep = 0.05F;
  ui::Interface& ui = context.ui;
  Look look{context.text(Type::h1), context.text(Type::lead, ui.colours().ink2)};
  look.title.align = look.words.align = text::Align::center;
  for (float scale = 1; scale >= kSmallest; scale -= kStep) {
    const float title = question.head == Head::seconds ? 1.1F : 1.0F;  // of an h1
    look.words.factor = scale;
    look.title.factor = scale * title;
    look.title.factor *= ui::unbroken(ui, question.title, width, look.title);
    look.title_height = ui.measure(question.title, width, look.title).height;
    look.words_height = ui.measure(question.words, width, look.words).height;
    look.rows = rows_between(question, 0);
    if (look.height() <= most) break;
  }
  const float tight = look.rows.all(), roomy = rows_between(question, 1).all();
  const float spare = most - look.title_height - look.words_height;
  look.rows = rows_between(question, std::clamp((spare - tight) / (roomy - tight), 0.0F, 1.0F));
  return look;
}

void arch_ground(ui::Interface& ui, const Box& arch) {
  if (ui.high_contrast())
    return ui.painter().bordered_arch(arch, ui::kReceiptArch, ui.colours().card, 5, ui.colours().line);
  constexpr float kShade = 14;
  ui.painter().arch(arch.moved(0, kShade), ui::kReceiptArch, ui.colours().scrim);
  ui.painter().arch(arch, ui::kReceiptArch, ui.colours().lime);
  ui.painter().bordered_arch(arch.inset(14), ui::kReceiptArch, ui.colours().lime, 3, ui.colours().hair);
}

void answers(Context& context, const Box& box, const Question& question, const Rows& rows) {
  ui::Interface& ui = context.ui;
  ui::ButtonOptions keep;
  keep.accent = ui::Accent::brick;
  keep.icon = question.keep_icon;
  if (ui::primary_button(ui, question.keep_id, {box.start, box.top, box.width, rows.keep}, question.keep,
                         keep))
    context.emit(app::intent::KeepGoing{});
  if (question.end_id == nullptr) return;
  ui::ButtonOptions end;
  end.icon = question.end_icon;
  end.icon_in_accent = true;
  end.accent = ui::Accent::brick;
  end.type = Type::button_secondary;
  if (ui::neutral_button(ui, question.end_id,
                         {box.start, box.top + rows.keep + rows.apart, box.width, rows.end}, question.end,
                         end))
    context.emit(question.on_end);
}

// In the middle, a little below it as the picture has it; in the lower part with low reach.
float arch_top(const ui::Interface& ui, float height, float foot) {
  constexpr float kLower = 19, kEdge = 20, kFoot = 40;
  if (ui.reach_top() > 0) return std::max(kEdge, foot - kFoot - height);
  const float middle = (foot - height) / 2;
  return std::max(kEdge, middle > 2 * kLower ? middle + kLower : middle);
}

}  // namespace

void draw_overlay(Context& context) {
  if (context.state.overlay == app::Overlay::none) return;
  constexpr float kWidth = 848, kSide = 64, kEdge = 20;
  ui::Interface& ui = context.ui;
  const Question question = question_of(context);
  const float foot = bar_top(ui), width = std::min(kWidth, ui.canvas().width - 80);
  const Look look = look_for(context, question, width - 2 * kSide, foot - 2 * kEdge);
  const Rows& rows = look.rows;
  Box arch{(ui.canvas().width - width) / 2, arch_top(ui, look.height(), foot), width, look.height()};
  const float strength = ui.appear("overlay.scrim", ui::kOverlayTime);
  if (scrim(context, "overlay.scrim", question.keep, arch, strength)) context.emit(app::intent::KeepGoing{});
  arch.top += ui::kOverlayBy * (1 - ui.appear("overlay.arch", ui::kOverlayTime));
  arch_ground(ui, arch);

  const Box inner = arch.inset(kSide, 0);
  float top = arch.top + rows.tip;
  draw_head(context, {inner.start, top, inner.width, rows.head}, question);
  top += rows.head + rows.under_head;
  context.say("overlay.title", ui::NodeRole::heading, {inner.start, top, inner.width, look.title_height},
              question.title, look.title);
  top += look.title_height + rows.between;
  context.say({}, ui::NodeRole::text, {inner.start, top, inner.width, look.words_height}, question.words,
              look.words);
  // A key of a real keyboard says that somebody is there.
  if (question.head == Head::seconds && ui.has_edits()) context.emit(app::intent::KeepGoing{});
  const float buttons = rows.keep + rows.apart + rows.end;
  answers(context, {inner.start, arch.bottom() - rows.foot - buttons, inner.width, buttons}, question, rows);
}

}  // namespace kiosk::screens
