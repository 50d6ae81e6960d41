#include "kiosk/screens/page.h"

#include <algorithm>

#include "kiosk/base/overwrite.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/steps.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kRow = 128, kRowGap = 24;
constexpr float kHeaderPortrait = 132, kHeaderLandscape = 112;
// Landscape forms, section 6.2: what is asked at the start, what is answered at the end.
constexpr float kFormColumn = 612, kFormGap = 36, kFormAnswers = 1180;
constexpr float kLandscapeFoot = 8;  // above the zellige
constexpr float kPrimaryLandscape = 108;
constexpr base::Milliseconds kStaffHold = std::chrono::seconds(5);

void eyebrow(Context& context, const PageOptions& options, const Box& row) {
  ui::Interface& ui = context.ui;
  const bool preview = context.is_preview();
  const ui::Colour accent = preview ? ui.tone(ui::Tone::warning).text : ui.accent(options.accent).fill;
  const std::string said = preview ? context.t("Not installed yet") : options.eyebrow;
  const std::string_view sign = preview ? "eye" : options.eyebrow_icon;
  const float icon = sign.empty() ? 0 : 58;
  if (icon > 0) ui.painter().icon({row.start, row.top + 4, 44, 44}, sign, accent, ui::Mirror::never);
  ui::TextOptions words = context.text(Type::small, accent);
  const ui::TextSpan bold{0, static_cast<std::uint32_t>(said.size()), Type::label, accent};
  words.spans = std::span(&bold, 1);
  words.factor = ui::fitting(ui, said, {row.width - icon, row.height + 16}, words, 0.6F);
  ui.line(row.after(icon), said, words);
  if (preview) ui.say("staff.preview", ui::NodeRole::message, row, said);
}

// Steps or eyebrow, title and hint, down from the column's top; answers where they end.
float title_block(Context& context, const PageOptions& options, const Box& column) {
  ui::Interface& ui = context.ui;
  float top = column.top;
  const bool form = options.step.has_value();
  const bool narrow = (form || options.columns) && ui.landscape();
  if (form) {
    const std::array<std::string, 5> names = {context.t("Subject"), context.t("Place"),
                                              context.t("Description"), context.t("Contact"),
                                              context.t("Review")};
    constexpr float kBelow = 32, kNarrowBelow = 2, kAboveKeyboard = 22;
    const ui::Steady steady(ui);
    const float height = ui::steps_height(ui);
    ui::steps(ui, {column.start, top, column.width, height}, names, *options.step, options.accent);
    const bool low = height < ui::kStepsHeight || options.title_type == Type::h1_form;
    top += height + (narrow ? kNarrowBelow : low ? kAboveKeyboard : kBelow);
  } else if (options.staff_step) {
    top += staff_steps(context, {column.start, top + 8, column.width, 0}, *options.staff_step);
  } else if (context.is_preview() || !options.eyebrow.empty()) {
    eyebrow(context, options, {column.start, top, column.width, 52});
    top += 56;
  }
  if (!options.title.empty()) {
    constexpr float kNarrowTitle = 150, kSmallest = 0.6F;
    ui::TextOptions words = context.text(narrow ? Type::h1_form : options.title_type);
    // Over a keyboard a larger title goes back to stay on one line, at most to the design's own size.
    const float line = ui.measure(options.title, text::kNoWidth, words).height;
    const bool low = options.title_type == Type::h1_form;
    words.factor =
        narrow ? ui::fitting(ui, options.title, {column.width, kNarrowTitle}, words, kSmallest)
        : low  ? ui::fitting(ui, options.title, {column.width, line}, words, 1 / ui.size_factor(words.type))
               : ui::unbroken(ui, options.title, column.width, words);
    top += context.say("title", ui::NodeRole::heading, {column.start, top, column.width, 200}, options.title,
                       words);
  }
  // Large text leaves forms no room for what only helps (section 12.2).
  const int percent = context.state.settings.text_percent;
  const bool room = !(form || narrow) || percent == 100 || (percent < 150 && !narrow);
  if (!options.hint.empty() && room) {
    const ui::TextOptions words = context.text(Type::body, ui.colours().ink2);
    top += context.say({}, ui::NodeRole::text, {column.start, top, column.width, 200}, options.hint, words);
  }
  return top;
}

void back_and_home(Context& context, const PageOptions& options, const Box& back, const Box& home) {
  ui::ButtonOptions button;
  button.on_dado = context.ui.landscape();
  const std::array<std::string, 2> labels = {context.t("Back"), context.t("Home")};
  button.factor = ui::button_factor(context.ui, labels, {back.width, back.height},
                                    {.icon = "home", .type = Type::button_small});
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
    if (options.primary->quiet)
      return ui::secondary_button(ui, options.primary->id, box, options.primary->label, button);
    return ui::primary_button(ui, options.primary->id, box, options.primary->label, button);
  }
  const bool overflows = !options.scrolls.empty() && ui.scroll_state(options.scrolls).overflows();
  if (overflows && !ui.landscape()) {
    scroll_pair(context, options.scrolls, box.tail(280), options.accent);
  } else if (!overflows && !options.note.empty()) {
    ui::TextOptions words = context.text(Type::meta, ui.colours().ink2);
    words.factor = ui::fitting(ui, options.note, {box.width, box.height + 16}, words, 0.75F);
    const float height = ui.measure(options.note, box.width, words).height;
    context.say({}, ui::NodeRole::text, {box.start, box.top + (box.height - height) / 2, box.width, height},
                options.note, words);
  }
  return false;
}

}  // namespace

float header_height(const ui::Interface& ui) { return ui.landscape() ? kHeaderLandscape : kHeaderPortrait; }

float content_alert(Context& context, std::string_view id, const Box& box) {
  if (context.catalogue() != nullptr) return 0;
  const char* const none = app::translatable(
      "No content is installed. Staff: install a signed pack from the staff screen. Complaints still work.");
  const char* const damaged = app::translatable(
      "The content of this screen is damaged. Staff: install its pack again. Complaints still work.");
  const char* const words = context.state.kiosk.content_problem == "E-SUM-01" ? damaged : none;
  const std::string both = base::cat(context.t_in(base::Language::ar, words), "\n",
                                     app::isolated(context.t_in(base::Language::fr, words)),
                                     context.state.kiosk.content_problem.empty() ? "" : "\n",
                                     app::left_to_right(context.state.kiosk.content_problem));
  return ui::message_bar(context.ui, id, ui::NodeRole::alert, box, "warning", ui::Tone::warning, both) +
         ui::kGutter;
}

void ground(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Steady steady(ui);
  const ui::Palette& colours = ui.colours();
  const ui::Size size = ui.canvas();
  const float middle = size.height * 0.4F;
  ui.painter().gradient({0, 0, size.width, middle}, colours.ground_top, colours.ground_middle);
  ui.painter().gradient({0, middle, size.width, size.height - middle}, colours.ground_middle,
                        colours.ground_foot);
}

void staff_door(Context& context, const Box& mark) {
  ui::Interface& ui = context.ui;
  ui::Node door;
  door.id = "staff.open";
  door.role = ui::NodeRole::image;
  door.name = context.t("Commune of Salé");
  const ui::Control control = ui.control(std::move(door), mark.inset(-16));
  if (!control.pressed) return;
  if (control.held >= kStaffHold) {
    context.emit(app::intent::Open{{app::Screen::staff_pin, {}, 0}});
  } else {
    ui.wake_at(ui.now() + kStaffHold - control.held);
  }
}

void header(Context& context, bool with_line) {
  ui::Interface& ui = context.ui;
  const ui::Steady steady(ui);
  const ui::Palette& colours = ui.colours();
  const float width = ui.canvas().width;
  const float top = ui.landscape() ? 16 : 26;
  const Box mark{ui::kMargin, top, 63, 80};
  ui.painter().image(mark, ui.high_contrast() ? "mark-inverse" : "mark");
  staff_door(context, mark);
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

namespace {

// With low reach the upper part is for reading, the lower one for the controls (section 6.3).
void keep_in_reach(const ui::Interface& ui, PageResult& page) {
  constexpr float kApart = 20;
  const float reach = ui.reach_top();
  const Box whole = page.content;
  if (reach <= whole.top) return;
  page.reading.height = reach - kApart - whole.top;
  page.content.top = reach + kApart;
  page.content.height = whole.bottom() - page.content.top;
}

PageResult portrait_page(Context& context, const PageOptions& options) {
  ui::Interface& ui = context.ui;
  const float width = ui.canvas().width - 2 * ui::kMargin;
  const float top = title_block(context, options, {ui::kMargin, header_height(ui) + 24, width, 0});
  const ui::Steady steady(ui);
  const float row = bar_top(ui) - kRowGap - kRow;
  float foot = row - kRowGap;
  PageResult result;
  back_and_home(context, options, {ui::kMargin, row, 220, kRow}, {ui::kMargin + 240, row, 232, kRow});
  result.primary = primary_or_note(context, options, {ui::kMargin + 492, row, width - 492, kRow});
  const float pair = options.primary && !options.scrolls.empty() ? pair_row(context, options.scrolls) : 0;
  context.memory.pair_row = pair > 0 ? options.scrolls : std::string();
  if (pair > 0) {
    // The row is taken: the scrolling buttons stand in a row of their own above it.
    foot -= pair;
    scroll_pair(context, options.scrolls, {ui::kMargin + width - 280, foot + 16, 280, 112}, options.accent);
  }
  bar(context);
  if (!options.scrolls.empty() && !options.primary && ui.scroll_state(options.scrolls).overflows())
    result.count = {ui::kMargin + 492, row, width - 492 - 280 - 16, kRow};
  result.content = result.reading = {ui::kMargin, top + 16, width, foot - top - 16};
  if (!options.staff) keep_in_reach(ui, result);
  result.side = result.content;
  return result;
}

// Section 6.2: back, home and the scrolling buttons stand in the bar; forms have two columns.
PageResult landscape_page(Context& context, const PageOptions& options) {
  ui::Interface& ui = context.ui;
  const bool form = options.step.has_value() || options.columns;
  const float whole = ui.canvas().width - 2 * ui::kMargin;
  const float column = options.title_width > 0 ? options.title_width : form ? kFormColumn : whole;
  const float page_top = header_height(ui) + 14, page_foot = bar_top(ui) - kLandscapeFoot;
  const float top = title_block(context, options, {ui::kMargin, page_top, column, 0});
  const ui::Steady steady(ui);
  dado(context);
  const float row = bar_top(ui) + kFrieze + kBarInset;
  back_and_home(context, options, {ui::kMargin, row, 216, kBarButton},
                {ui::kMargin + 236, row, 232, kBarButton});
  if (!options.scrolls.empty())
    scroll_pair(context, options.scrolls, {ui::kMargin + 492, row, 280, kBarButton}, options.accent);
  PageResult result;
  const bool has_row =
      options.primary ||
      (!options.note.empty() && (options.scrolls.empty() || !ui.scroll_state(options.scrolls).overflows()));
  const float foot = has_row ? page_foot - kPrimaryLandscape - 16 : page_foot;
  const float primary = form ? ui::kMargin : ui::kMargin + whole - kFormColumn;
  result.primary = primary_or_note(context, options,
                                   {primary, page_foot - kPrimaryLandscape, kFormColumn, kPrimaryLandscape});
  bar_buttons(context);
  if (has_row && !form)
    result.beside_primary = {ui::kMargin, page_foot - kPrimaryLandscape, primary - 24 - ui::kMargin,
                             kPrimaryLandscape};
  const float start = ui::kMargin + kFormColumn + kFormGap;
  result.side = {ui::kMargin, top + 16, form ? kFormColumn : whole, foot - top - 16};
  result.content = form ? Box{start, page_top + 4, std::min(kFormAnswers, ui.canvas().width - 36 - start),
                              page_foot - page_top - 4}
                        : result.side;
  result.reading = result.content;
  if (!options.staff) keep_in_reach(ui, result);
  return result;
}

}  // namespace

base::SecretString digits_typed(Context& context, const std::optional<std::string>& key) {
  base::SecretString out;
  if (context.state.overlay != app::Overlay::none) return out;  // keys are for the question
  const auto append = [&out](char c) { out.append(std::string_view(&c, 1)); };
  for (ui::Edit& edit : context.ui.take_edits()) {
    if (edit.kind == ui::EditKind::backspace || edit.kind == ui::EditKind::backspace_word) append(kErased);
    for (const char c : edit.text) {
      if (c >= '0' && c <= '9') append(c);
    }
    base::overwrite(edit.text);
  }
  if (!key || *key == ui::kCheckKey) return out;
  append(*key == ui::kEraseKey ? kErased : key->front());
  return out;
}

Box within_reach(const ui::Interface& ui, const Box& box) {
  const float top = std::max(box.top, ui.reach_top());
  return {box.start, top, box.width, box.bottom() - top};
}

float pair_row(const Context& context, std::string_view scrolls) {
  constexpr float kPairRow = kRow + 12;
  const ui::Interface::ScrollState scroll = context.ui.scroll_state(scrolls);
  const float without = scroll.window + (context.memory.pair_row == scrolls ? kPairRow : 0);
  return scroll.content > without + 1 ? kPairRow : 0;
}

PageResult page(Context& context, const PageOptions& options) {
  ground(context);
  if (options.staff || context.is_preview()) {
    staff_header(context);
  } else {
    header(context, true);
  }
  return context.ui.landscape() ? landscape_page(context, options) : portrait_page(context, options);
}

}  // namespace kiosk::screens
