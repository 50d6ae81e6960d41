// 01, 01b: the attract loop. Still slides; a touch anywhere above the bar opens the home page.

#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

struct Slide {
  std::string picture, title, line;
};

Slide current_slide(const Context& context) {
  if (context.catalogue() != nullptr && !context.catalogue()->contents().slides.empty()) {
    const auto& slides = context.catalogue()->contents().slides;
    const content::Slide& slide = slides[context.state.slide % slides.size()];
    // Arabic above, the other official screens' language below: passers-by have not chosen yet.
    return {slide.picture, slide.title.in(base::Language::ar), slide.line.in(base::Language::fr)};
  }
  return {"attract-day", context.t_in(base::Language::ar, "Welcome to Salé"),
          context.t_in(base::Language::fr, "Welcome to Salé")};
}

// Section 7.1, gate arch: the opening with its rings, on a frame of zellige. Drawn as one picture by the
// interface arch's cousin: a plain window here; the voussoirs are part of the wall.
void gate(Context& context, const Box& frame, std::string_view picture) {
  ui::Interface& ui = context.ui;
  if (ui.high_contrast()) {
    ui.painter().bordered(frame, 0, ui.colours().card, 4, ui.colours().line);
    return;
  }
  constexpr ui::Arch kGate{0.26F, 0.92F, 2};
  ui.painter().zellige(frame, ui::Zellige::relief, 128);
  ui.painter().fill({frame.start, frame.top, frame.width, 6}, ui::Colour::hex(0xA8421F));
  ui.painter().fill({frame.start, frame.top, 6, frame.height}, ui::Colour::hex(0xA8421F));
  ui.painter().fill({frame.end() - 6, frame.top, 6, frame.height}, ui::Colour::hex(0xA8421F));
  const float side = (frame.width - 700) / 2;
  const Box window{frame.start + side, frame.top + 86, 700, frame.height - 86};
  ui.painter().arch(window.inset(-52, -31).moved(0, 31), kGate, ui.colours().lime);
  ui.painter().arch(window.inset(-40, -24).moved(0, 24), kGate, ui.colours().sand2);
  ui.painter().arch(window.inset(-4, -4).moved(0, 4), kGate, ui.accent(ui::Accent::brick).fill);
  ui.painter().image_in_arch(window, picture, kGate);
  ui.painter().fill({frame.start - 30, frame.bottom(), frame.width + 60, 20}, ui.colours().sand2);
}

void words(Context& context, const Slide& slide, const Box& box) {
  ui::Interface& ui = context.ui;
  ui::TextOptions title = context.text(Type::display);
  title.align = text::Align::center;
  title.language = base::Language::ar;
  ui::fitted(ui, {box.start, box.top + 10, box.width, 92}, slide.title, title);  // letters reach below it
  ui::TextOptions line = context.text(Type::lead, ui.colours().ink2);
  line.align = text::Align::center;
  line.language = base::Language::fr;
  std::string second = slide.line;
  if (context.state.slide % 4 == 0) second += "  •  ⴰⵏⵙⵓⴼ";
  ui::fitted(ui, {box.start, box.top + 116, box.width, 64}, second, line);
  ui.say("title", ui::NodeRole::heading, {box.start, box.top, box.width, 180},
         ui::in_sentences({slide.title, slide.line}));
}

bool start_buttons(Context& context, const Box& box) {
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.icon = "hand-touch";
  options.type = Type::button_large;
  const float width = (box.width - 24) / 2;
  const std::string arabic = context.t_in(base::Language::ar, "Touch here to start");
  const std::string french = context.t_in(base::Language::fr, "Touch here to start");
  const std::array<std::string, 2> labels = {arabic, french};
  options.factor = ui::button_factor(context.ui, labels, {width, box.height}, options);
  bool started = false;
  options.language = base::Language::ar;
  if (ui::primary_button(context.ui, "attract.ar", {box.start, box.top, width, box.height}, arabic,
                         options)) {
    context.emit(app::intent::Start{base::Language::ar});
    started = true;
  }
  options.language = base::Language::fr;
  if (ui::neutral_button(context.ui, "attract.fr", {box.start + width + 24, box.top, width, box.height},
                         french, options)) {
    context.emit(app::intent::Start{base::Language::fr});
    started = true;
  }
  return started;
}

void dots(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const std::size_t count = context.catalogue() != nullptr
                                ? std::max<std::size_t>(1, context.catalogue()->contents().slides.size())
                                : 1;
  const std::size_t now = context.state.slide % count;
  float start = box.start + (box.width - (static_cast<float>(count - 1) * 28 + 44)) / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const float width = i == now ? 44 : 14;
    const ui::Colour colour = i == now ? ui.accent(ui::Accent::brick).fill : ui.colours().track;
    ui.painter().rounded({start, box.top, width, 14}, 7, colour);
    start += width + 14;
  }
}

}  // namespace

void draw_attract(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  const float foot = bar_top(ui);
  ground(context);
  // First, so that buttons lie over it: all of the screen above the bar wakes the kiosk.
  ui::Node all;
  all.id = "attract.screen";
  all.role = ui::NodeRole::button;
  all.name = context.t_in(base::Language::ar, "Touch here to start");
  const ui::Control anywhere = ui.control(std::move(all), {0, 0, size.width, foot});

  const Slide slide = current_slide(context);
  const float middle = size.width / 2;
  bool started = false;
  if (ui.landscape()) {
    gate(context, {ui::kMargin + 30, 24, 800, foot - 60}, slide.picture);
    const Box side{ui::kMargin + 900, 240, size.width - ui::kMargin * 2 - 900, 400};
    words(context, slide, side);
    content_alert(context, "attract.content", {side.start, 24, side.width, 160});
    started = start_buttons(context, {side.start, 500, side.width, 156});
    dots(context, {side.start, 700, side.width, 14});
  } else {
    gate(context, {middle - 448, 136, 896, 1120}, slide.picture);
    words(context, slide, {ui::kMargin, 1290, size.width - 2 * ui::kMargin, 180});
    content_alert(context, "attract.content",
                  {ui::kMargin + 100, 1020, size.width - 2 * ui::kMargin - 200, 160});
    started = start_buttons(context, {ui::kMargin, 1504, size.width - 2 * ui::kMargin, 156});
    dots(context, {0, 1696, size.width, 14});
  }
  const Box mark{ui.landscape() ? size.width - 300 : middle + 108, 26, 63, 80};
  ui.painter().image(mark, ui.high_contrast() ? "mark-inverse" : "mark");
  ui::TextOptions name = context.text(Type::header_name);
  name.align = text::Align::center;
  ui.line({mark.start - 280, 20, 260, 52}, context.t_in(base::Language::ar, "Commune of Salé"), name);
  ui.line({mark.start - 280, 68, 260, 44}, context.t_in(base::Language::fr, "Commune of Salé"), [&] {
    ui::TextOptions small = context.text(Type::header_small, ui.colours().ink2);
    small.align = text::Align::center;
    return small;
  }());
  ui::Node door;
  door.id = "staff.open";
  door.role = ui::NodeRole::image;
  door.name = context.t("Commune of Salé");
  const ui::Control held = ui.control(std::move(door), mark.inset(-16));
  constexpr base::Milliseconds kHold = std::chrono::seconds(5);
  if (held.pressed && held.held < kHold) ui.wake_at(ui.now() + kHold - held.held);
  if (held.pressed && held.held >= kHold) context.emit(app::intent::Open{{app::Screen::staff_pin, {}, 0}});
  if (anywhere.activated && !started) context.emit(app::intent::Start{base::Language::ar});
  bar(context);
}

}  // namespace kiosk::screens
