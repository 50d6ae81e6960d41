// 24: a page, or a whole section, whose content is not there. The rest works, says so, and is one touch away.

#include <algorithm>
#include <array>

#include "kiosk/screens/page.h"
#include "kiosk/screens/sections.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::Type;

// In the order in which they are offered: what is near to the most other pages first.
std::vector<Section> ways_on(const Context& context) {
  constexpr std::array<std::string_view, 5> kOrder = {"agreements", "governance", "twins", "covenant",
                                                      "energy"};
  std::vector<Section> out;
  std::vector<Section> all = rooms(context);
  for (const std::string_view key : kOrder) {
    const auto found = std::ranges::find(all, key, &Section::key);
    if (found != all.end()) out.push_back(std::move(*found));
  }
  out.push_back(complaint_section(context));
  out.push_back(follow_section(context));
  return out;
}

bool is_same(const app::Place& a, const app::Place& b) {
  return a.screen == b.screen && (a.screen != Screen::article || a.slug == b.slug);
}

float centred(Context& context, const Box& box, std::string_view id, ui::NodeRole role,
              const std::string& words, ui::TextOptions look) {
  look.align = text::Align::center;
  look.factor = ui::unbroken(context.ui, words, box.width, look);
  return context.say(id, role, box, words, look);
}

void gate(Context& context, const Box& opening) {
  ui::Interface& ui = context.ui;
  const ui::GateRing ring{36, 20, ui.colours().sand2};
  ui.painter().image_in_gate(opening, "empty-sea", std::span(&ring, 1));
  constexpr float kThreshold = 14, kReach = 55;
  ui.painter().rounded({opening.start - kReach, opening.bottom(), opening.width + 2 * kReach, kThreshold}, 4,
                       ui.colours().sand3);
}

// Two sections that are there, and the code for the staff. Side by side, or one below the other.
constexpr float kButton = 132, kCodeGap = 8;

bool is_beside(const Context& context, const Box& ways) {
  return ways.width > 700 && (context.ui.landscape() || context.ui.size_factor(Type::body) < ui::kLargeText);
}

std::string code_line(const Context& context) {
  const std::string slug = context.state.place().slug.empty()
                               ? std::string(app::name_of(context.state.place().screen))
                               : context.state.place().slug;
  return app::fill_in(context.t("Code for staff: {code}"),
                      {{"code", app::left_to_right(base::cat("C-404 · ", slug))}});
}

float ways_height(Context& context, const Box& ways) {
  const float code = context.ui.measure(code_line(context), ways.width, context.text(Type::meta)).height;
  return (is_beside(context, ways) ? 1 : 2) * (kButton + ui::kGutter) + kCodeGap + code;
}

void two_ways(Context& context, const Box& ways) {
  ui::Interface& ui = context.ui;
  const bool beside = is_beside(context, ways);
  const float width = beside ? (ways.width - ui::kGutter) / 2 : ways.width;
  float top = ways.top;
  std::size_t offered = 0;
  for (const Section& section : ways_on(context)) {
    if (!section.there || is_same(section.place, context.state.place()) || offered == 2) continue;
    ui::ButtonOptions look;
    look.icon = section.icon;
    const float start = ways.start + (beside && offered == 1 ? width + ui::kGutter : 0);
    if (ui::secondary_button(ui, base::cat("missing.way.", ++offered), {start, top, width, kButton},
                             section.title, look))
      context.emit(app::intent::Open{section.place});
    if (!beside || offered == 2) top += kButton + ui::kGutter;
  }
  centred(context, {ways.start, top + kCodeGap, ways.width, 0}, {}, ui::NodeRole::text, code_line(context),
          context.text(Type::meta, ui.colours().ink2));
}

// Title and sentence, in what the ways below them leave of the box; answers where they end.
float words(Context& context, const Box& box) {
  constexpr float kSmallest = 0.6F, kSides = 24;
  ui::Interface& ui = context.ui;
  const std::string title = context.t("This page is on its way to us");
  const std::string sentence =
      context.t("Its content has not reached this screen yet. The other pages and complaints work as usual.");
  float top = box.top +
              centred(context, box, "missing", ui::NodeRole::heading, title, context.text(Type::h1_form)) + 8;
  ui::TextOptions look = context.text(Type::lead, ui.colours().ink2);
  const float width = box.width - 2 * kSides;
  look.factor = ui::fitting(ui, sentence, {width, box.bottom() - top}, look, kSmallest);
  look.align = text::Align::center;
  top += context.say({}, ui::NodeRole::alert, {box.start + kSides, top, width, 0}, sentence, look);
  return top;
}

// What the page would have been called.
void name_page(const Context& context, PageOptions& options) {
  for (const Section& section : rooms(context)) {
    if (!is_same(section.place, context.state.place())) continue;
    options.eyebrow = context.t("Commune of Salé");
    options.eyebrow_icon = section.icon;
    options.title = section.title;
  }
}

}  // namespace

void draw_missing(Context& context) {
  ui::Interface& ui = context.ui;
  PageOptions options;
  name_page(context, options);
  const PageResult result = page(context, options);
  const Box& all = result.reading;
  const bool low = result.is_split(), pictured = !ui.high_contrast();
  constexpr float kAbove = 40, kApart = 32, kWide = 550, kTall = 640, kLandscapeTall = 520;
  Box column = ui.landscape() ? all.tail(all.width * 0.55F) : all;
  const float foot = low ? 0 : ways_height(context, column) + kApart;
  if (ui.landscape()) {
    const float tall = std::min(kLandscapeTall, all.height - 2 * kAbove), wide = kWide * tall / kTall;
    if (pictured) gate(context, {all.start + (all.width * 0.42F - wide) / 2, all.top + kAbove, wide, tall});
    column.top += kAbove;
    column.height -= kAbove;
  } else {
    // The words need their room first; the picture takes what they leave.
    constexpr float kWords = 240, kLeast = 260;
    const float room =
        all.height - foot -
        kWords * ui.size_factor(Type::body) * (ui.size_factor(Type::body) >= ui::kLargeText ? 1.4F : 1) -
        2 * kAbove;
    const float tall = std::min(kTall, room), wide = kWide * tall / kTall;
    const bool shown = pictured && tall >= kLeast;
    if (shown) gate(context, {all.start + (all.width - wide) / 2, all.top + kAbove, wide, tall});
    const float above = kAbove + (shown ? tall + kApart : 0);
    column.top += above;
    column.height -= above;
  }
  column.height -= foot;
  const float end = words(context, column);
  two_ways(context, {column.start, low ? result.content.top : end + kApart, column.width, 0});
}

}  // namespace kiosk::screens
