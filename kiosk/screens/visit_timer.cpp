#include "kiosk/screens/visit_timer.h"

#include "kiosk/app/timers.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {

void draw_visit_timer(Context& context, std::string_view id, const ui::Box& box, text::Align align) {
  ui::Interface& ui = context.ui;
  const std::string left = app::countdown_text(app::seconds_left(context.state).value_or(0));
  const std::string words =
      app::fill_in(context.t("This screen is erased by itself in {time}"), {{"time", left}});
  const auto at = static_cast<std::uint32_t>(words.find(left));
  const ui::TextSpan bold{at, at + static_cast<std::uint32_t>(left.size()), ui::Type::meta_strong,
                          ui.colours().ink};
  ui::TextOptions small = context.text(ui::Type::meta, ui.colours().ink2);
  small.align = align;
  small.spans = std::span(&bold, 1);
  ui::fitted(ui, box, words, small);
  ui.say(id, ui::NodeRole::timer, box, words);
}

}  // namespace kiosk::screens
