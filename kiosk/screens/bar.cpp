#include "kiosk/screens/bar.h"

#include <array>

#include "kiosk/screens/sheet.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

void language_popover(Context& context, const Box& at) {
  const std::array<std::pair<base::Language, const char*>, 3> names = {
      {{base::Language::ar, "العربية"}, {base::Language::fr, "Français"}, {base::Language::en, "English"}}};
  float start = at.start;
  const float width = (at.width - 2 * 16) / 3;
  const std::array<std::string, 3> labels = {names[0].second, names[1].second, names[2].second};
  const float factor = ui::chip_factor(context.ui, labels, {width, at.height});
  for (const auto& [language, name] : names) {
    ui::ButtonOptions options;
    options.factor = factor;
    options.selected = context.language() == language;
    options.spoken = name;
    options.language = language;
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
  const float factor = ui::chip_factor(context.ui, names, {width, at.height});
  for (std::size_t i = 0; i < app::kTextSizes.size(); ++i) {
    const int percent = app::kTextSizes[i];
    ui::ButtonOptions options;
    options.factor = factor;
    options.selected = context.state.settings.text_percent == percent;
    if (ui::chip(context.ui, base::cat("access.size.", percent), {start, at.top, width, at.height}, names[i],
                 options)) {
      context.emit(app::intent::ChooseTextSize{percent});
    }
    start += width + 16;
  }
}

}  // namespace

float bar_top(const ui::Interface& ui) { return ui.canvas().height - kBar - kFrieze; }
ui::Box bar_navigation(const ui::Interface& ui) {
  if (!ui.landscape()) return {};
  const float buttons = 5 * 188 + 4 * 12, gap = 12;
  return {0, bar_top(ui) + kFrieze, ui.canvas().width - ui::kMargin - buttons - gap, kBar};
}

void dado(Context& context) {
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
}

void bar_buttons(Context& context) {
  ui::Interface& ui = context.ui;
  const float letters = ui.painter().letters(1);  // the bar stays live over a dimmed page
  const float top = bar_top(ui);
  const ui::Size size = ui.canvas();
  const bool landscape = ui.landscape();
  const float width = landscape ? 188 : 195;
  float start =
      landscape ? size.width - ui::kMargin - 5 * width - 4 * 12 : (size.width - 5 * width - 4 * 12) / 2;
  const auto next = [&] {
    const Box box{start, top + kFrieze + kBarInset, width, kBarButton};
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
  options = {};
  options.icon = "low-reach";
  // The staff's pages stay as they are (section 6.3); the page they look at before installing does not.
  const app::Screen screen = context.state.place().screen;
  options.enabled = !app::is_staff(screen) || screen == app::Screen::staff_preview;
  options.selected = settings.low_reach && options.enabled;
  if (ui::bar_button(ui, "access.reach", next(), context.t("Low reach"), options))
    context.emit(app::intent::ToggleLowReach{});
  // Reading aloud keeps its place; until the kiosk has a voice it is shown as not available.
  options = {};
  options.enabled = false;
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
  ui.painter().letters(letters);
}

void bar(Context& context) {
  const ui::Steady steady(context.ui);
  dado(context);
  bar_buttons(context);
}

void popover(Context& context) {
  if (context.state.popover == app::Popover::none) return;
  ui::Interface& ui = context.ui;
  const bool sizes = context.state.popover == app::Popover::text_size;
  constexpr float kWidth = 760, kHeight = 220;
  const float top = bar_top(ui) - kHeight - 16;
  // Over its button: in landscape both stand at the end.
  const bool at_start = sizes && !ui.landscape();
  const Box box{at_start ? 28 : ui.canvas().width - 28 - kWidth, top, kWidth, kHeight};
  // A touch beside it closes it and does nothing else.
  ui::Node outside;
  outside.id = "popover.close";
  outside.role = ui::NodeRole::button;
  outside.name = context.t("Close");
  if (ui.control(std::move(outside), {0, 0, ui.canvas().width, bar_top(ui)}).activated)
    context.emit(app::intent::TogglePopover{context.state.popover});
  const ui::Rising rising(ui, sizes ? "popover.size" : "popover.language", ui::kPopTime, ui::kPopBy);
  sheet_ground(ui, box);
  ui::TextOptions title = context.text(Type::label);
  title.factor = 1 / ui.size_factor(Type::label);
  context.say({}, ui::NodeRole::heading, {box.start + 32, box.top + 20, kWidth - 64, 50},
              sizes ? context.t("Text size") : context.t("Language"), title);
  const Box row{box.start + 32, box.top + 88, kWidth - 64, 104};
  if (sizes) {
    size_popover(context, row);
  } else {
    language_popover(context, row);
  }
}

}  // namespace kiosk::screens
