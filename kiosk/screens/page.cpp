#include "kiosk/screens/page.h"

#include <algorithm>

#include "kiosk/ui/steps.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kFrieze = 40, kBar = 136, kRow = 128, kRowGap = 24;
constexpr float kHeaderPortrait = 132, kHeaderLandscape = 112;
constexpr base::Milliseconds kStaffHold = std::chrono::seconds(5);

struct BarWord {
  const char* id;
  const char* icon;
};

void language_popover(Context& context, const Box& at) {
  const std::array<std::pair<base::Language, const char*>, 3> names = {
      {{base::Language::ar, "العربية"}, {base::Language::fr, "Français"}, {base::Language::en, "English"}}};
  float start = at.start;
  const float width = (at.width - 2 * 16) / 3;
  for (const auto& [language, name] : names) {
    ui::ButtonOptions options;
    options.selected = context.language() == language;
    options.spoken = name;
    if (ui::chip(context.ui, base::cat("lang.", base::code_of(language)), {start, at.top, width, at.height},
                 name, options)) {
      context.emit(app::intent::ChooseLanguage{language});
    }
    start += width + 16;
  }
}

void size_popover(Context& context, const Box& at) {
  const std::array<std::string, 3> names = {context.t("Normal size"), context.t("Large"),
                                            context.t("Very large")};
  float start = at.start;
  const float width = (at.width - 2 * 16) / 3;
  for (std::size_t i = 0; i < app::kTextSizes.size(); ++i) {
    const int percent = app::kTextSizes[i];
    ui::ButtonOptions options;
    options.selected = context.state.settings.text_percent == percent;
    if (ui::chip(context.ui, base::cat("access.size.", percent), {start, at.top, width, at.height}, names[i],
                 options)) {
      context.emit(app::intent::ChooseTextSize{percent});
    }
    start += width + 16;
  }
}

void popover(Context& context) {
  if (context.state.popover == app::Popover::none) return;
  ui::Interface& ui = context.ui;
  const bool sizes = context.state.popover == app::Popover::text_size;
  constexpr float kWidth = 760, kHeight = 220;
  const float top = bar_top(ui) - kHeight - 16;
  const Box box{sizes ? 28 : ui.canvas().width - 28 - kWidth, top, kWidth, kHeight};
  ui.painter().shadow(box, ui::kRadiusCard, ui::Shadow::sheet);
  ui.painter().bordered(box, ui::kRadiusCard, ui.colours().card, ui.high_contrast() ? 4 : 0,
                        ui.colours().line);
  ui::TextOptions title = context.text(Type::label);
  context.say({}, ui::NodeRole::heading, {box.start + 32, box.top + 20, kWidth - 64, 50},
              sizes ? context.t("Text size") : context.t("Language"), title);
  const Box row{box.start + 32, box.top + 88, kWidth - 64, 104};
  if (sizes) {
    size_popover(context, row);
  } else {
    language_popover(context, row);
  }
}

void title_block(Context& context, const PageOptions& options, float& top) {
  ui::Interface& ui = context.ui;
  const float width = ui.canvas().width - 2 * ui::kMargin;
  if (options.step) {
    const std::array<std::string, 5> names = {context.t("Subject"), context.t("Place"),
                                              context.t("Description"), context.t("Contact"),
                                              context.t("Review")};
    ui::steps(ui, {ui::kMargin, top + 8, width, 150}, names, *options.step, options.accent);
    top += 182;
  } else if (!options.eyebrow.empty()) {
    const ui::Colour accent = ui.accent(options.accent).fill;
    const float icon = options.eyebrow_icon.empty() ? 0 : 58;
    if (icon > 0)
      ui.painter().icon({ui::kMargin, top + 4, 44, 44}, options.eyebrow_icon, accent, ui::Mirror::never);
    ui::TextOptions words = context.text(Type::small, accent);
    const std::string& eyebrow = options.eyebrow;
    const ui::TextSpan bold{0, static_cast<std::uint32_t>(eyebrow.size()), Type::label, accent};
    words.spans = std::span(&bold, 1);
    ui.line({ui::kMargin + icon, top, width - icon, 52}, eyebrow, words);
    top += 56;
  }
  if (!options.title.empty()) {
    ui::TextOptions words = context.text(options.title_type);
    words.max_lines = 3;
    top += context.say("title", ui::NodeRole::heading, {ui::kMargin, top, width, 200}, options.title, words);
  }
  if (!options.hint.empty()) {
    const ui::TextOptions words = context.text(Type::body, ui.colours().ink2);
    top += context.say({}, ui::NodeRole::text, {ui::kMargin, top, width, 200}, options.hint, words);
  }
}

void back_and_home(Context& context, const PageOptions& options, const Box& back, const Box& home) {
  ui::ButtonOptions button;
  button.icon = "arrow-left";
  button.icon_mirror = ui::Mirror::with_direction;
  button.enabled = options.back_enabled;
  if (ui::neutral_button(context.ui, "nav.back", back, context.t("Back"), button))
    context.emit(app::intent::Back{});
  button.icon = "home";
  button.icon_mirror = ui::Mirror::never;
  button.enabled = options.home_enabled;
  if (ui::neutral_button(context.ui, "nav.home", home, context.t("Home"), button))
    context.emit(app::intent::Home{});
}

bool primary_or_note(Context& context, const PageOptions& options, const Box& box) {
  ui::Interface& ui = context.ui;
  if (options.primary) {
    ui::ButtonOptions button;
    button.accent = options.accent;
    button.icon = options.primary->icon;
    button.icon_mirror = options.primary->mirror;
    button.icon_at_end = true;
    button.enabled = options.primary->enabled;
    button.busy = options.primary->busy;
    return ui::primary_button(ui, options.primary->id, box, options.primary->label, button);
  }
  if (!options.scrolls.empty() && scroll_pair(context, options.scrolls, box.tail(280), options.accent))
    return false;
  if (!options.note.empty()) {
    ui::TextOptions words = context.text(Type::meta, ui.colours().ink2);
    words.max_lines = 3;
    const float height = ui.measure(options.note, box.width, words).height;
    context.say({}, ui::NodeRole::text, {box.start, box.top + (box.height - height) / 2, box.width, height},
                options.note, words);
  }
  return false;
}

}  // namespace

float bar_top(const ui::Interface& ui) { return ui.canvas().height - kBar - kFrieze; }
float header_height(const ui::Interface& ui) { return ui.landscape() ? kHeaderLandscape : kHeaderPortrait; }

float content_alert(Context& context, std::string_view id, const Box& box) {
  if (context.catalogue() != nullptr) return 0;
  const char* words =
      "No content is installed. Staff: install a signed pack from the staff screen. Complaints still work.";
  const std::string both = base::cat(context.t_in(base::Language::ar, words), "\n",
                                     app::isolated(context.t_in(base::Language::fr, words)),
                                     context.state.kiosk.content_problem.empty() ? "" : "\n",
                                     app::left_to_right(context.state.kiosk.content_problem));
  return ui::message_bar(context.ui, id, ui::NodeRole::alert, box, "warning", ui::Tone::warning, both) +
         ui::kGutter;
}

void ground(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Palette& colours = ui.colours();
  const ui::Size size = ui.canvas();
  const float middle = size.height * 0.4F;
  ui.painter().gradient({0, 0, size.width, middle}, colours.ground_top, colours.ground_middle);
  ui.painter().gradient({0, middle, size.width, size.height - middle}, colours.ground_middle,
                        colours.ground_foot);
}

void header(Context& context, bool with_line) {
  ui::Interface& ui = context.ui;
  const ui::Palette& colours = ui.colours();
  const float width = ui.canvas().width;
  const float top = ui.landscape() ? 16 : 26;
  const Box mark{ui::kMargin, top, 63, 80};
  ui.painter().image(mark, ui.high_contrast() ? "mark-inverse" : "mark");
  // Held for five seconds the mark opens the staff's door; it says nothing of it.
  ui::Node door;
  door.id = "staff.open";
  door.role = ui::NodeRole::image;
  door.name = context.t("Commune of Salé");
  const ui::Control control = ui.control(std::move(door), mark.inset(-20));
  if (control.pressed) {
    if (control.held >= kStaffHold) {
      context.emit(app::intent::Open{{app::Screen::staff_pin, {}, 0}});
    } else {
      ui.wake_at(ui.now() + kStaffHold - control.held);
    }
  }
  ui.line({mark.end() + 22, top - 6, 460, 52}, context.t("Commune of Salé"), context.text(Type::header_name));
  ui.line({mark.end() + 22, top + 42, 460, 44}, context.t("Citizens' space"),
          context.text(Type::header_small, colours.ink2));

  const std::string clock = app::clock_text(context.state.wall);
  const std::string date = app::long_date_text(context.language(), context.state.wall);
  ui::TextOptions small = context.text(Type::meta, colours.ink);
  small.factor = 1 / ui.size_factor(Type::meta);  // the header does not grow
  const float date_width = ui.measure(date, text::kNoWidth, small).width;
  const Box block{width - ui::kMargin - date_width - 2, top - 2, date_width + 2, 46};
  ui::TextOptions big = context.text(Type::header_time);
  big.direction = text::BaseDirection::ltr;
  big.align = ui.painter().right_to_left() ? text::Align::start : text::Align::end;
  ui.line(block, clock, big);
  ui.line(block.moved(0, 44), date, small);
  ui.say("clock", ui::NodeRole::text, {block.start, block.top, block.width, 90}, base::cat(clock, " ", date));
  if (with_line) {
    ui.painter().fill(
        {ui::kMargin, header_height(ui) - 2, width - 2 * ui::kMargin, ui.high_contrast() ? 3.0F : 2.0F},
        colours.hair);
  }
}

void bar(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Palette& colours = ui.colours();
  const float top = bar_top(ui);
  const ui::Size size = ui.canvas();
  ui.painter().gradient({0, top + kFrieze, size.width, kBar}, colours.dado_top, colours.dado_foot);
  if (ui.high_contrast()) {
    ui.painter().fill({0, top, size.width, kFrieze}, colours.card);
    ui.painter().fill({0, top + kFrieze - 4, size.width, 4}, colours.line);
  } else {
    ui.painter().zellige({0, top, size.width, kFrieze}, ui::Zellige::full, 40);
  }
  const bool landscape = ui.landscape();
  const float width = landscape ? 188 : 195;
  float start =
      landscape ? size.width - ui::kMargin - 5 * width - 4 * 12 : (size.width - 5 * width - 4 * 12) / 2;
  const auto next = [&] {
    const Box box{start, top + kFrieze + 14, width, 108};
    start += width + 12;
    return box;
  };
  const app::Settings& settings = context.state.settings;
  ui::ButtonOptions options;
  const std::string percent = base::cat(settings.text_percent);
  options.icon = "text-size";
  options.selected = settings.text_percent != 100 || context.state.popover == app::Popover::text_size;
  options.value = percent;
  if (ui::bar_button(ui, "access.size", next(), context.t("Text size"), options)) {
    context.emit(app::intent::TogglePopover{app::Popover::text_size});
  }
  options = {};
  options.icon = "contrast";
  options.selected = settings.high_contrast;
  if (ui::bar_button(ui, "access.contrast", next(), context.t("Contrast"), options))
    context.emit(app::intent::ToggleContrast{});
  // Low reach and reading aloud keep their places; until the kiosk has them they are shown as not available.
  options = {};
  options.icon = "low-reach";
  options.enabled = false;
  ui::bar_button(ui, "access.reach", next(), context.t("Low reach"), options);
  options.icon = "listen";
  ui::bar_button(ui, "access.voice", next(), context.t("Listen"), options);
  options = {};
  options.icon = "language";
  options.selected = context.state.popover == app::Popover::language;
  options.value = base::code_of(context.language());
  if (ui::bar_button(ui, "access.language", next(), context.t("Language button", "Français · العربية"),
                     options)) {
    context.emit(app::intent::TogglePopover{app::Popover::language});
  }
  popover(context);
}

bool scroll_pair(Context& context, std::string_view id, const Box& box, ui::Accent accent) {
  ui::Interface& ui = context.ui;
  const ui::Interface::ScrollState scroll = ui.scroll_state(id);
  if (!scroll.overflows()) return false;
  constexpr float kButton = 128;
  ui::ButtonOptions options;
  options.accent = accent;
  options.icon = "arrow-up";
  options.enabled = !scroll.at_top();
  options.spoken = "";
  const std::string up = context.t("Previous part"), down = context.t("Next part");
  options.spoken = up;
  if (ui::neutral_button(ui, "scroll.up", {box.start, box.top, kButton, box.height}, {}, options))
    ui.scroll_by(id, -0.8F);
  options.icon = "arrow-down";
  options.enabled = !scroll.at_end();
  options.spoken = down;
  if (ui::primary_button(ui, "scroll.down", {box.start + kButton + 24, box.top, kButton, box.height}, {},
                         options)) {
    ui.scroll_by(id, 0.8F);
  }
  return true;
}

PageResult page(Context& context, const PageOptions& options) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  ground(context);
  header(context, true);
  float top = header_height(ui) + (ui.landscape() ? 14 : 24);
  title_block(context, options, top);
  PageResult result;
  const float content_width = size.width - 2 * ui::kMargin;
  const float row_top = bar_top(ui) - kRowGap - kRow;
  float foot = row_top - kRowGap;
  if (ui.landscape()) {
    const float bar_row = bar_top(ui) + kFrieze + 14;
    back_and_home(context, options, {ui::kMargin, bar_row, 216, 108}, {ui::kMargin + 236, bar_row, 232, 108});
    const bool has_row = options.primary ||
                         (!options.scrolls.empty() && ui.scroll_state(options.scrolls).overflows()) ||
                         !options.note.empty();
    if (!has_row) foot = bar_top(ui) - kRowGap;
    bar(context);
    result.primary =
        primary_or_note(context, options, {size.width - ui::kMargin - 612, row_top + 16, 612, 112});
  } else {
    back_and_home(context, options, {ui::kMargin, row_top, 220, kRow},
                  {ui::kMargin + 240, row_top, 232, kRow});
    result.primary =
        primary_or_note(context, options, {ui::kMargin + 492, row_top, content_width - 492, kRow});
    bar(context);
  }
  if (options.primary && !options.scrolls.empty() && ui.scroll_state(options.scrolls).overflows()) {
    // The row is taken: the scrolling buttons stand in a row of their own above it.
    foot -= kRow + 12;
    scroll_pair(context, options.scrolls, {size.width - ui::kMargin - 280, foot + 16, 280, 112},
                options.accent);
  }
  result.content = {ui::kMargin, top + 16, content_width, foot - top - 16};
  return result;
}

Flow::Flow(Context& context, std::string_view id, const Box& window)
    : context_(context), window_(window), top_(window.top) {
  // Shadows and rings of what stands at the edge may reach over it sideways.
  context.ui.begin_scroll(id, {0, window.top, context.ui.canvas().width, window.height});
}

Flow::~Flow() { context_.ui.end_scroll(top_ - last_gap_ - window_.top); }

Box Flow::next(float height, float gap) {
  const Box box{window_.start, top_, window_.width, height};
  top_ += height + gap;
  last_gap_ = gap;
  return box;
}

void Flow::gap(float height) {
  top_ += height;
  last_gap_ = 0;
}

void Flow::text(ui::NodeRole role, std::string_view words, const ui::TextOptions& options, float gap) {
  const float height = context_.say({}, role, {window_.start, top_, window_.width, 0}, words, options);
  top_ += height + gap;
  last_gap_ = gap;
}

}  // namespace kiosk::screens
