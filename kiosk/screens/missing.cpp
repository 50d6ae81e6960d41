// 24: a page whose content is not there. The rest works, and says so.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

void draw_missing(Context& context) {
  using ui::Type;
  ui::Interface& ui = context.ui;
  const PageResult result = page(context, {});
  const ui::Box& content = result.content;
  const float picture = ui.landscape() ? 0 : 640;
  if (picture > 0 && !ui.high_contrast()) {
    constexpr ui::Arch kGate{0.26F, 0.9F, 4};
    const ui::Box window{content.start + (content.width - 590) / 2, content.top + 10, 590, picture};
    ui.painter().arch(window.inset(-18), kGate, ui.colours().sand2);
    ui.painter().image_in_arch(window, "empty-sea", kGate);
  }
  float top = content.top + picture + 50;
  ui::TextOptions title = context.text(Type::h2), body = context.text(Type::lead, ui.colours().ink2),
                  code = context.text(Type::meta, ui.colours().ink2);
  for (ui::TextOptions* options : {&title, &body, &code}) options->align = text::Align::center;
  top += context.say("title", ui::NodeRole::heading, {content.start, top, content.width, 90},
                     context.t("This page is on its way to us"), title);
  top +=
      context.say(
          {}, ui::NodeRole::alert, {content.start + 60, top, content.width - 120, 200},
          context.t(
              "Its content has not reached this screen yet. The other pages and complaints work as usual."),
          body) +
      40;
  const std::string slug = context.state.place().slug.empty()
                               ? std::string(app::name_of(context.state.place().screen))
                               : context.state.place().slug;
  context.say({}, ui::NodeRole::text, {content.start, top, content.width, 60},
              app::fill_in(context.t("Code for staff: {code}"), {{"code", base::cat("C-404 · ", slug)}}),
              code);
}

}  // namespace kiosk::screens
