#include "kiosk/screens/sheet.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kPad = 40, kClose = 120, kCloseWidth = 476, kTitleGap = 16, kAround = 36;

// As tall as its words, at most as the room above the bar.
Box sheet_box(const ui::Interface& ui, float needed) {
  constexpr float kWidest = 1180;
  const float top = std::max(header_height(ui) + kAround, ui.reach_top()), foot = bar_top(ui) - kAround;
  const float width = std::min(kWidest, ui.canvas().width - 2 * ui::kMargin);
  const float height = std::min(needed, foot - top);
  return {(ui.canvas().width - width) / 2, std::max(top, (top + foot - height) / 2), width, height};
}

}  // namespace

bool scrim(Context& context, std::string_view id, std::string name, const Box& over, float strength) {
  ui::Interface& ui = context.ui;
  ui.begin_overlay();
  const float reach = ui.reach_top();
  ui::Node node;
  node.id = id;
  node.role = ui::NodeRole::button;
  node.name = std::move(name);
  const std::optional<text::Point> touched = ui.touch_in(id);
  const Box page{0, reach, ui.canvas().width, bar_top(ui) - reach};
  const bool hit = ui.control(std::move(node), page).activated;
  const ui::Colour shade = ui.colours().scrim.faded(strength);
  ui.painter().fill({0, 0, ui.canvas().width, bar_top(ui)}, shade);
  ui.painter().fill(bar_navigation(ui), shade);
  if (!hit || !touched) return hit;
  const ui::PixelBox at = ui.painter().to_pixels(page);
  return !ui.painter().to_pixels(over).contains(at.x + touched->x, at.y + touched->y);
}

void sheet_ground(ui::Interface& ui, const Box& box) {
  ui.painter().shadow(box, ui::kRadiusCard, ui::Shadow::sheet);
  ui.painter().bordered(box, ui::kRadiusCard, ui.colours().card, ui.high_contrast() ? 4 : 0,
                        ui.colours().line);
}

void sheet(Context& context, const SheetOptions& options) {
  ui::Interface& ui = context.ui;
  ui::TextOptions words = context.text(Type::lead);
  words.direction = options.direction;
  const ui::TextOptions title = context.text(Type::h3);
  const float inner = sheet_box(ui, 0).width - 2 * kPad;
  const float title_height = ui.measure(options.title, inner, title).height;
  const float words_height = ui.measure(options.words, inner, words).height;
  const float around = 2 * kPad + title_height + kTitleGap + ui::kGutter + kClose;
  const Box box = sheet_box(ui, around + words_height);

  bool closes = scrim(context, "overlay.scrim", context.t("Close"), box);
  sheet_ground(ui, box);
  const Box at = box.inset(kPad);
  context.say("sheet.title", ui::NodeRole::heading, {at.start, at.top, at.width, title_height}, options.title,
              title);
  const float top = at.top + title_height + kTitleGap;
  const Box window{at.start, top, at.width, at.bottom() - kClose - ui::kGutter - top};
  ui.begin_scroll("sheet", {box.start, window.top, box.width, window.height});
  ui.text({window.start, window.top, window.width, words_height}, options.words, words);
  ui.say("sheet.words", options.role, window, options.words);
  ui.end_scroll(words_height);
  const Box row{at.start, at.bottom() - kClose, at.width, kClose};
  ui::ButtonOptions button;
  button.accent = ui::Accent::brick;
  button.icon = "close";
  closes |= ui::secondary_button(ui, "sheet.close", row.tail(std::min(kCloseWidth, row.width - 304)),
                                 context.t("Close"), button);
  scroll_pair(context, "sheet", row.head(280), ui::Accent::brick);
  if (!closes) return;
  ui.reset_scroll("sheet");
  context.emit(app::intent::CloseSheet{});
}

}  // namespace kiosk::screens
