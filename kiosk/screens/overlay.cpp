// 17 and its like: a question in an arch over the dimmed page; the bar stays live.

#include "kiosk/app/timers.h"
#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

struct Question {
  std::string title, words;
  const char* keep_id;
  std::string keep;
  const char* end_id;
  std::string end;
  app::Intent on_end = app::intent::Finish{};
};

Question question_of(const Context& context) {
  switch (context.state.overlay) {
    case app::Overlay::still_there:
      return {context.t("Are you still there?"),
              context.t("To protect your data, we shall erase what you wrote and go back to the beginning."),
              "idle.continue",
              app::step_of(context.state.place().screen) ? context.t("Yes, I continue")
                                                         : context.t("Yes, I go on reading"),
              "idle.finish",
              context.t("Finish and erase my data"),
              app::intent::Finish{}};
    case app::Overlay::leave:
      return {context.t("Leave the form?"),
              context.t("If you leave now, what you wrote is erased."),
              "leave.continue",
              context.t("Continue the complaint"),
              "leave.finish",
              context.t("Leave and erase"),
              app::intent::Finish{}};
    default:
      return {context.t("Erase the whole text?"),
              context.t("Only the description is erased."),
              "clear.continue",
              context.t("No"),
              "clear.finish",
              context.t("Yes, erase"),
              app::intent::ClearText{}};
  }
}

void countdown(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const int left = app::seconds_left(context.state).value_or(0);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const float all =
      static_cast<float>(std::chrono::duration_cast<std::chrono::seconds>(app::kWarning).count());
  ui.painter().ring(box, 22, 1, ui.high_contrast() ? ui.colours().bar_pressed : accent.halo);
  ui.painter().ring(box, 22, std::clamp(static_cast<float>(left) / all, 0.02F, 1.0F), accent.fill);
  ui::TextOptions number = context.text(Type::code);
  number.align = text::Align::center;
  ui.line({box.start, box.top + 66, box.width, 130}, std::to_string(left), number);
  ui::TextOptions unit = context.text(Type::small, ui.colours().ink2);
  unit.align = text::Align::center;
  // The word agrees with the number; the number itself stands above it.
  std::string words = context.tn("{n} second", "{n} seconds", left);
  const std::string shown = app::isolated(std::to_string(left));
  if (const std::size_t at = words.find(shown); at != std::string::npos) words.erase(at, shown.size());
  ui.line({box.start + 20, box.top + 186, box.width - 40, 60}, words, unit);
  ui.say("idle.seconds", ui::NodeRole::timer, box, context.tn("{n} second", "{n} seconds", left),
         std::to_string(left));
}

}  // namespace

void draw_overlay(Context& context) {
  if (context.state.overlay == app::Overlay::none) return;
  ui::Interface& ui = context.ui;
  ui.begin_overlay();
  const ui::Size size = ui.canvas();
  const float foot = bar_top(ui);
  ui.painter().fill({0, 0, size.width, foot}, ui.colours().scrim);
  const bool counts = context.state.overlay == app::Overlay::still_there;
  const Question question = question_of(context);
  // A touch on the dimmed page means: I am here.
  ui::Node around;
  around.id = "overlay.scrim";
  around.role = ui::NodeRole::button;
  around.name = question.keep;
  const std::optional<text::Point> touched = ui.touch_in("overlay.scrim");
  bool on_scrim = ui.control(std::move(around), {0, 0, size.width, foot}).activated;

  const float width = std::min(848.0F, size.width - 80);
  const float height = std::min(counts ? 1180.0F : 900.0F, foot - 40);
  const Box arch{(size.width - width) / 2, std::max(20.0F, (foot - height) / 2), width, height};
  if (ui.high_contrast()) {
    ui.painter().bordered_arch(arch, ui::kReceiptArch, ui.colours().card, 5, ui.colours().line);
  } else {
    ui.painter().arch(arch, ui::kReceiptArch, ui.colours().lime);
    ui.painter().bordered_arch(arch.inset(14), ui::kReceiptArch, ui.colours().lime, 3, ui.colours().hair);
  }
  // Touching the arch itself does nothing.
  if (touched && ui.painter().to_pixels(arch).contains(touched->x, touched->y)) on_scrim = false;

  const Box inner = arch.inset(72, 0);
  const float buttons = 164 + 24 + 132;
  float top = arch.top + (ui.landscape() ? 70 : 110);
  if (counts && !ui.landscape()) {
    countdown(context, {arch.start + (width - 320) / 2, top, 320, 320});
    top += 370;
  } else if (counts) {
    ui.say("idle.seconds", ui::NodeRole::timer, {inner.start, top, inner.width, 60},
           context.tn("{n} second", "{n} seconds", app::seconds_left(context.state).value_or(0)));
    ui::TextOptions left = context.text(Type::h2, ui.accent(ui::Accent::brick).fill);
    left.align = text::Align::center;
    ui.line({inner.start, top, inner.width, 70},
            context.tn("{n} second", "{n} seconds", app::seconds_left(context.state).value_or(0)), left);
    top += 80;
  } else {
    top += 60;
  }
  ui::TextOptions title = context.text(Type::h2), body = context.text(Type::lead, ui.colours().ink2);
  title.align = body.align = text::Align::center;
  const float row = arch.bottom() - 64 - buttons;
  constexpr float kSmallest = 0.5F;
  title.factor = ui::fitting(ui, question.title, {inner.width, (row - top) * 0.5F}, title, kSmallest);
  top += context.say("overlay.title", ui::NodeRole::heading, {inner.start, top, inner.width, 140},
                     question.title, title) +
         8;
  body.factor = ui::fitting(ui, question.words, {inner.width, row - top - 12}, body, kSmallest);
  context.say({}, ui::NodeRole::text, {inner.start, top, inner.width, 200}, question.words, body);
  // A key of a real keyboard says that somebody is there.
  if (counts && !ui.take_edits().empty()) context.emit(app::intent::KeepGoing{});
  ui::ButtonOptions keep;
  keep.accent = ui::Accent::brick;
  if (context.state.overlay != app::Overlay::clear_text) keep.icon = "check";
  if (ui::primary_button(ui, question.keep_id, {inner.start, row, inner.width, 164}, question.keep, keep) ||
      on_scrim)
    context.emit(app::intent::KeepGoing{});
  ui::ButtonOptions end;
  if (context.state.overlay != app::Overlay::clear_text) end.icon = "close";
  if (ui::neutral_button(ui, question.end_id, {inner.start, row + 188, inner.width, 132}, question.end, end))
    context.emit(question.on_end);
}

}  // namespace kiosk::screens
