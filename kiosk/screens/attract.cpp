// 01, 01b: the attract loop, and the gate at dusk when the kiosk has nothing to offer. Slides stand still
// between changes; a touch anywhere above the bar opens the home page.

#include "kiosk/app/attract.h"
#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/gate_arch.h"

namespace kiosk::screens {
namespace {

using base::Language;
using ui::Box;
using ui::Type;

constexpr const char* kDay = "attract-day";
constexpr const char* kDusk = "attract-dusk";
constexpr const char* kGreeting = "ⴰⵏⵙⵓⴼ";  // on the first slide

// The language of the words, and the other one below it: passers-by have not chosen yet.
Language first_language(const Context& context) { return context.language(); }
Language second_language(const Context& context) {
  return context.language() == Language::ar ? Language::fr : Language::ar;
}

struct Slide {
  std::string picture, title, line;
  bool greets = false;
};

std::size_t slide_count(const Context& context) {
  if (context.catalogue() == nullptr) return 1;
  return std::max<std::size_t>(1, context.catalogue()->contents().slides.size());
}

Slide slide_at(const Context& context, std::size_t turn) {
  const std::size_t place = turn % slide_count(context);
  const Language first = first_language(context), second = second_language(context);
  Slide out{kDay, context.t_in(first, "Welcome to Salé"), context.t_in(second, "Welcome to Salé"),
            place == 0};
  if (context.catalogue() != nullptr && !context.catalogue()->contents().slides.empty()) {
    const content::Slide& slide = context.catalogue()->contents().slides[place];
    // The first slide says its welcome in both languages.
    out = {slide.picture, slide.title.in(first), (place == 0 ? slide.title : slide.line).in(second),
           place == 0};
  }
  if (place == 0 && out.picture == kDay && !app::is_day(context.state.wall)) out.picture = kDusk;
  return out;
}

app::SlideChange change_now(const Context& context) {
  if (context.ui.reduced_motion()) return {};
  const app::SlideChange change = app::slide_change(context.state, context.ui.now());
  if (change.next_frame) context.ui.wake_at(*change.next_frame);
  return change;
}

// The second line, and the greeting that stands beside it on the first slide.
std::string second_words(const Slide& slide) {
  return slide.greets ? base::cat(kGreeting, "  •  ", slide.line) : slide.line;
}

constexpr float kTitle = 114, kLine = 58;

float height_of_words(Context& context) {
  ui::Interface& ui = context.ui;
  return kTitle * ui.size_factor(Type::display) + kLine * ui.size_factor(Type::lead);
}

void words(Context& context, const Slide& slide, const Box& box, float opacity) {
  ui::Interface& ui = context.ui;
  const float first = kTitle * ui.size_factor(Type::display);
  ui::TextOptions title = context.text(Type::display, ui.colours().ink.faded(opacity));
  title.align = text::Align::center;
  title.language = first_language(context);
  ui::fitted(ui, {box.start, box.top, box.width, first}, slide.title, title);
  ui::TextOptions line = context.text(Type::lead, ui.colours().ink2.faded(opacity));
  line.align = text::Align::center;
  line.language = second_language(context);
  const std::string second = second_words(slide);
  const auto dot = static_cast<std::uint32_t>(second.find("•"));
  const ui::TextSpan brick{dot, dot + 3, Type::lead, ui.accent(ui::Accent::brick).graphic.faded(opacity)};
  if (slide.greets) line.spans = std::span(&brick, 1);
  ui::fitted(ui, {box.start, box.top + first, box.width, box.height - first}, second, line);
}

// While the next slide comes, the words of the last one go and then its own appear.
void changing_words(Context& context, const Box& box, const app::SlideChange& change) {
  const Slide slide = slide_at(context, context.state.slide);
  if (change.words >= 0.5F) {
    words(context, slide, box, change.words >= 1 ? 1 : 2 * change.words - 1);
  } else {
    words(context, slide_at(context, context.state.slide - 1), box, 1 - 2 * change.words);
  }
  context.ui.say("title", ui::NodeRole::heading, box, ui::in_sentences({slide.title, slide.line}));
}

void changing_gate(Context& context, const Box& wall, const app::SlideChange& change) {
  const Slide slide = slide_at(context, context.state.slide);
  if (change.view >= 1) return ui::gate(context.ui, wall, {slide.picture});
  const Slide before = slide_at(context, context.state.slide - 1);
  ui::gate(context.ui, wall, {before.picture, slide.picture, change.view});
}

bool start_button(Context& context, const Box& box, Language language, float factor) {
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.icon = "hand-touch";
  options.icon_in_accent = true;
  options.type = Type::button_primary;
  options.factor = factor;
  options.language = language;
  // The icon stands where the label begins, whatever the screen's direction.
  options.icon_at_end = base::is_right_to_left(language) != base::is_right_to_left(context.language());
  const std::string id = base::cat("attract.", base::code_of(language)),
                    label = context.t_in(language, "Touch here to start");
  const bool started = language == Language::ar ? ui::primary_button(context.ui, id, box, label, options)
                                                : ui::neutral_button(context.ui, id, box, label, options);
  if (started) context.emit(app::intent::Start{language});
  return started;
}

// Arabic, and French or the language that was chosen on the bar instead.
bool start_buttons(Context& context, const Box& box) {
  const Language other = context.language() == Language::ar ? Language::fr : context.language();
  const float width = (box.width - ui::kGutter) / 2;
  const std::array<std::string, 2> labels = {context.t_in(Language::ar, "Touch here to start"),
                                             context.t_in(other, "Touch here to start")};
  ui::ButtonOptions look;
  look.icon = "hand-touch";
  look.type = Type::button_primary;
  const float factor = ui::button_factor(context.ui, labels, {width, box.height}, look);
  const bool arabic = start_button(context, box.head(width), Language::ar, factor);
  return start_button(context, box.tail(width), other, factor) || arabic;
}

void dots(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  constexpr float kLong = 44, kDot = 14;
  const std::size_t count = slide_count(context), now = context.state.slide % count;
  float start = box.start + (box.width - static_cast<float>(count - 1) * 2 * kDot - kLong) / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const float width = i == now ? kLong : kDot;
    const ui::Colour colour = i == now ? ui.accent(ui::Accent::brick).fill : ui.colours().sand3;
    ui.painter().rounded({start, box.top, width, kDot}, kDot / 2, colour);
    start += width + kDot;
  }
}

// Who took the photograph of the slide, at the end of the row of dots.
void credit(Context& context, const Box& dots) {
  constexpr float kPart = 0.4F;  // of the row
  if (context.catalogue() == nullptr) return;
  const content::Picture* picture =
      context.catalogue()->picture(slide_at(context, context.state.slide).picture);
  if (picture == nullptr) return;
  ui::TextOptions small = context.text(Type::meta, context.ui.colours().ink2);
  small.align = text::Align::end;
  const std::string words = context.t("Photographs: ") + app::isolated(picture->credit);
  const float height = context.ui.measure(words, text::kNoWidth, small).height, width = dots.width * kPart;
  const Box box{dots.end() - width, dots.middle() - height / 2, width, height};
  ui::fitted(context.ui, box, words, small);
  context.ui.say("credit", ui::NodeRole::text, box, words);
}

// The mark with the commune's name in both languages, centred as one.
void names(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  constexpr float kMarkWidth = 63, kMarkHeight = 80, kGap = 24;
  ui::TextOptions name = context.text(Type::header_name), second = context.text(Type::header_small);
  name.align = second.align = text::Align::center;
  name.language = Language::ar;
  second.language = Language::fr;
  const std::string arabic = context.t_in(Language::ar, "Commune of Salé"),
                    french = context.t_in(Language::fr, "Commune of Salé");
  const float width = std::max(ui.measure(arabic, text::kNoWidth, name).width,
                               ui.measure(french, text::kNoWidth, second).width) +
                      4;
  const float start = box.start + (box.width - width - kGap - kMarkWidth) / 2;
  const Box mark{start, box.top, kMarkWidth, kMarkHeight};
  ui.painter().image(mark, ui.high_contrast() ? "mark-inverse" : "mark");
  const float after = mark.end() + kGap;
  ui.line({after, box.top - 6, width, 52}, arabic, name);
  ui.line({after, box.top + 42, width, 44}, french, second);
  staff_door(context, mark);
}

// Where things stand: the gate, the words under it or beside it, the buttons.
struct Places {
  Box names, wall, words, buttons, dots;
};

Places places(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  const float words_height = height_of_words(context), inner = size.width - 2 * ui::kMargin;
  Places out;
  if (ui.landscape()) {
    constexpr float kWallWidth = 648;
    const float height = kWallWidth * ui::kGateWall.height / ui::kGateWall.width;
    out.wall = {ui::kMargin + 34, 40, kWallWidth, height};
    const float start = out.wall.end() + 84, width = size.width - ui::kMargin - start;
    out.names = {start, 72, width, 80};
    const float top = std::max(200.0F, 440 - words_height);
    out.words = {start, top, width, words_height};
    out.buttons = {start, 520, width, 154};
    out.dots = {start, 722, width, 14};
    return out;
  }
  constexpr float kButtons = 1504, kBelowWall = 24;
  out.names = {ui::kMargin, 28, inner, 80};
  out.buttons = {ui::kMargin, kButtons, inner, 154};
  out.dots = {ui::kMargin, 1698, inner, 14};
  out.words = {ui::kMargin, kButtons - 50 - words_height, inner, words_height};
  const float height = std::min(ui::kGateWall.height, out.words.top - kBelowWall - 136);
  const float width = height * ui::kGateWall.width / ui::kGateWall.height;
  out.wall = {(size.width - width) / 2, 136, width, height};
  return out;
}

// Section 14, 24: no button, no bar; the words are read where slides have theirs.
void out_of_service(Context& context) {
  const Places at = places(context);
  names(context, at.names);
  ui::gate(context.ui, at.wall, {kDusk});
  const Slide away{kDusk, context.t_in(first_language(context), "We will be back soon"),
                   context.t_in(second_language(context), "We will be back soon")};
  words(context, away, at.words, 1);
  context.ui.say("title", ui::NodeRole::heading, at.words, ui::in_sentences({away.title, away.line}));
}

}  // namespace

void draw_attract(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = context.ui.canvas();
  context.ui.painter().gradient({0, 0, size.width, size.height}, context.ui.colours().attract_top,
                                context.ui.colours().attract_foot);
  if (app::is_out_of_service(context.state)) return out_of_service(context);
  // First, so that buttons lie over it: all of the screen above the bar wakes the kiosk.
  const float foot = bar_top(ui), top = ui.reach_top();
  ui::Node all;
  all.id = "attract.screen";
  all.role = ui::NodeRole::button;
  all.name = context.t("Touch here to start");
  const ui::Control anywhere = ui.control(std::move(all), {0, top, ui.canvas().width, foot - top});

  const Places at = places(context);
  const app::SlideChange change = change_now(context);
  names(context, at.names);
  changing_gate(context, at.wall, change);
  changing_words(context, at.words, change);
  const bool started = start_buttons(context, at.buttons);
  dots(context, at.dots);
  credit(context, at.dots);
  const Box alert = ui.landscape()
                        ? Box{at.words.start, 748, at.words.width, 150}
                        : Box{ui::kMargin + 100, 1020, ui.canvas().width - 2 * ui::kMargin - 200, 160};
  content_alert(context, "attract.content", alert);
  if (anywhere.activated && !started) context.emit(app::intent::Start{context.language()});
  bar(context);
}

}  // namespace kiosk::screens
