// 02, 03, 20, 21, 22, 31: the home page. The complaint first, following one second, six rooms of the commune
// below.

#include <algorithm>

#include "kiosk/screens/page.h"
#include "kiosk/screens/sections.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::Type;

// What the page's two calls to act look like where they stand.
struct Acts {
  std::string title, second, follow, follow_second;
  bool outlined = true;  // the row to follow a complaint
};

// Large words, and little room, leave only what is needed.
Acts acts_of(const Context& context) {
  const bool large = context.state.settings.text_percent >= 150;
  Acts acts{
      large ? context.t("large text", "Make a complaint") : context.t("Make a complaint or a suggestion"),
      large ? context.t("5 short steps") : context.t("5 short steps, no account"),
      large ? context.t("large text", "Follow a complaint") : context.t("Follow a complaint"),
      large || context.ui.high_contrast() ? std::string() : context.t(" — by its number"), true};
  if (!large && context.ui.landscape()) {
    acts.second = context.t("little room", "5 short steps, no account");
    acts.follow_second.clear();
    acts.outlined = false;
  }
  return acts;
}

// The card's badge, and the disc with the arrow; answers the room between them for words.
Box card_parts(Context& context, const Box& box, bool pressed) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  constexpr float kSide = 36, kDisc = 52, kArrow = 52;
  const float badge_height = std::min(150.0F, box.height - 40), badge_width = badge_height * 128 / 150;
  const Box badge{box.start + kSide, box.top + (box.height - badge_height) / 2, badge_width, badge_height};
  const ui::Colour icon = ui.high_contrast() ? ui.colours().on_accent : accent.fill;
  if (!ui.high_contrast()) {
    if (!pressed)
      ui.painter().whisper(box, ui::kRadiusHero, ui::Zellige::whisper_brick, 92,
                           std::min(420.0F, box.width * 0.45F));
    ui.painter().arch(badge, ui::kBadgeArch, ui.colours().lime);
    ui.painter().bordered_arch(badge.inset(7), ui::kBadgeArch, ui.colours().lime, 2, accent.halo);
  }
  const float icon_size = badge_width * (ui.high_contrast() ? 0.75F : 0.56F);
  const float icon_middle = ui.high_contrast() ? 0.5F : 0.56F;
  ui.painter().icon({badge.start + (badge_width - icon_size) / 2,
                     badge.top + badge_height * icon_middle - icon_size / 2, icon_size, icon_size},
                    "message-edit", icon);
  const float disc = std::min(kDisc, box.height * 0.3F), centre = box.end() - kSide - disc;
  if (!ui.high_contrast()) ui.painter().disc(centre, box.middle(), disc, ui.colours().lime);
  ui.painter().icon({centre - kArrow / 2, box.middle() - kArrow / 2, kArrow, kArrow}, "arrow-right", icon,
                    ui::Mirror::with_direction);
  return {badge.end() + 32, box.top, centre - disc - 12 - badge.end() - 32, box.height};
}

// Words that grow, or are long, take the room of the second line, then become smaller.
void card_words(Context& context, const Box& box, const std::string& title, const std::string& second) {
  ui::Interface& ui = context.ui;
  constexpr float kSmallest = 0.6F, kWithSecond = 0.85F, kAbove = 12;
  const ui::Colour white = ui.colours().on_accent;
  ui::TextOptions first = context.text(Type::h2, white), below = context.text(Type::body, white);
  const float second_width = ui.measure(second, text::kNoWidth, below).width;
  if (second_width > box.width) below.factor = box.width / second_width * 0.99F;
  float second_height = below.factor < kSmallest ? 0 : ui.measure(second, box.width, below).height;
  const auto fit_title = [&] {
    const ui::Size room{box.width, box.height - second_height - 2 * kAbove};
    return ui::label_factor(ui, title, room, context.text(Type::h2));
  };
  first.factor = fit_title();
  if (first.factor < kWithSecond) {
    second_height = 0;
    first.factor = std::max(kSmallest, fit_title());
  }
  const float first_height = ui.measure(title, box.width, first).height;
  const float top = box.top + (box.height - first_height - second_height) / 2;
  ui.text({box.start, top, box.width, first_height}, title, first);
  if (second_height > 0) ui.text({box.start, top + first_height, box.width, second_height}, second, below);
}

void complaint_card(Context& context, const Box& box, const Acts& acts) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  ui::Node node;
  node.id = "home.complaint";
  node.role = ui::NodeRole::button;
  node.name = acts.title;
  node.spoken = ui::in_sentences({acts.title, acts.second});
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusHero);
  if (!ui.high_contrast() && !control.pressed) ui.painter().shadow(box, ui::kRadiusHero, ui::Shadow::hero);
  ui.painter().rounded(box, ui::kRadiusHero, accent.fill.towards(accent.dark, control.press));
  card_words(context, card_parts(context, box, control.press > 0), acts.title, acts.second);
  if (control.activated) context.emit(app::intent::Open{{Screen::category, {}, 0}});
}

void follow_row(Context& context, const Box& box, const Acts& acts) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  constexpr float kIcon = 52, kIconSide = 46, kWords = 130, kChevron = 44, kChevronSide = 44;
  ui::Node node;
  node.id = "home.follow";
  node.role = ui::NodeRole::button;
  node.name = acts.follow;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  const ui::Colour inside = ui.colours().card.towards(accent.tint, control.press);
  if (acts.outlined || ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusButton, inside, ui.high_contrast() ? 5 : ui::kLineNeutral,
                          accent.fill);
  } else {
    ui.painter().rounded(box, ui::kRadiusButton, inside);
  }
  ui.painter().icon({box.start + kIconSide, box.middle() - kIcon / 2, kIcon, kIcon}, "track", accent.fill);
  ui::TextOptions words = context.text(Type::lead, ui.colours().ink2);
  const ui::TextSpan bold{0, static_cast<std::uint32_t>(acts.follow.size()), Type::button_secondary,
                          ui.colours().ink};
  words.spans = std::span(&bold, 1);
  const float width = box.width - kWords - kChevron - kChevronSide - 16;
  const std::string both = acts.follow + acts.follow_second;
  const Box room{box.start + kWords, box.top, width, box.height};
  if (ui.measure(both, text::kNoWidth, words).width <= width) {
    ui.line(room, both, words);
  } else {
    ui::fitted(ui, room, acts.follow, context.text(Type::button_secondary));
  }
  ui.painter().icon({box.end() - kChevronSide - kChevron, box.middle() - kChevron / 2, kChevron, kChevron},
                    "chevron-right", accent.fill, ui::Mirror::with_direction);
  if (control.activated) context.emit(app::intent::Open{{Screen::follow, {}, 0}});
}

std::string search_words(const Context& context) { return context.t("home link", "Search"); }
float search_width(Context& context) { return ui::link_width(context.ui, search_words(context)); }

void search_link(Context& context, const Box& box) {
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.icon = "search";
  options.enabled = context.catalogue() != nullptr;
  if (ui::link(context.ui, "home.search", box, search_words(context), options))
    context.emit(app::intent::Open{{Screen::search, {}, 0}});
}

// The same with an outline, where there is no heading for the link to stand in.
void search_button(Context& context, const Box& box) {
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.icon = "search";
  options.icon_in_accent = true;
  options.enabled = context.catalogue() != nullptr;
  if (ui::neutral_button(context.ui, "home.search", box, search_words(context), options))
    context.emit(app::intent::Open{{Screen::search, {}, 0}});
}

void follow_and_search(Context& context, const Box& box, const Acts& acts) {
  constexpr float kGap = 16, kSide = 24;
  const float search = std::min(search_width(context) + kSide, box.width * 0.34F);
  Acts narrow = acts;
  narrow.follow_second.clear();
  follow_row(context, box.head(box.width - search - kGap), narrow);
  search_button(context, box.tail(search));
}

// All of them share one look and one size of letters.
ui::TileOptions tile_look(Context& context, const std::vector<Section>& all, ui::Size tile) {
  ui::TileOptions look;
  for (const Section& room : all) look.stacked |= ui::tile_is_narrow(context.ui, tile, room.title);
  for (const Section& room : all)
    look.factor = std::min(look.factor, ui::tile_factor(context.ui, tile, room.title, look));
  return look;
}

void room_tile(Context& context, const Box& box, const Section& room, ui::TileOptions options) {
  options.icon = room.icon;
  options.enabled = room.there;
  const bool one_line =
      context.state.settings.text_percent > 100 || (context.ui.reach_top() > 0 && !context.ui.landscape());
  const std::string second = !room.there ? context.t("Soon") : (one_line ? std::string() : room.second);
  if (ui::tile(context.ui, base::cat("home.", room.key), box, room.title, second, options))
    context.emit(app::intent::Open{room.place});
}

std::string greeting(const Context& context) {
  const int hour = base::to_local(context.state.wall).hour;
  if (hour >= 18) return context.t("Good evening");
  return hour < 12 ? context.t("Good morning") : context.t("Welcome");
}

// Large words leave no room for the greeting. Answers where they end.
float greet(Context& context, const Box& box, float factor = 1) {
  ui::Interface& ui = context.ui;
  const bool large = ui.size_factor(Type::h1) >= 1.5F;
  float top = box.top;
  if (!large) {
    ui::TextOptions words = context.text(Type::lead);
    words.factor = factor;
    top += context.say({}, ui::NodeRole::text, {box.start, top, box.width, 60}, greeting(context), words);
  }
  ui::TextOptions title = context.text(Type::h1);
  title.factor = factor;
  std::string question = context.t("How can we help you?");
  if (large || ui.measure(question, text::kNoWidth, title).width > box.width)
    question = context.t("How can we help?");
  title.factor *= ui::label_factor(ui, question, {box.width, 2 * 90}, title);
  return top + context.say("title", ui::NodeRole::heading, {box.start, top, box.width, 90}, question, title);
}

// The heading of the rooms, a line, and the link to the search at its end.
void heading(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  constexpr float kLinkHeight = 84, kGap = 24;
  const std::string words = context.t("Discover your commune");
  const float link = search_width(context);
  ui::TextOptions options = context.text(Type::h3);
  const float room = box.width - link - kGap;
  options.factor = ui::label_factor(ui, words, {room, box.height + 20}, options);
  const ui::Size size = ui.measure(words, room, options);
  context.say({}, ui::NodeRole::heading,
              {box.start, box.middle() - size.height / 2, size.width + 4, size.height}, words, options);
  search_link(context, {box.end() - link + ui::kLinkSide, box.middle() - kLinkHeight / 2, link, kLinkHeight});
  const float line = box.width - size.width - link - 2 * kGap + ui::kLinkSide;
  const float thick = ui.high_contrast() ? 3 : ui::kLineHair;
  if (line > 0)
    ui.painter().fill({box.start + size.width + kGap, box.middle(), line, thick}, ui.colours().hair);
}

void tiles(Context& context, const Box& box, float gap) {
  const std::vector<Section> all = rooms(context);
  const float width = (box.width - ui::kGutter) / 2, height = (box.height - 2 * gap) / 3;
  const ui::TileOptions look = tile_look(context, all, {width, height});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto column = static_cast<float>(i % 2), row = static_cast<float>(i / 2);
    room_tile(context,
              {box.start + column * (width + ui::kGutter), box.top + row * (height + gap), width, height},
              all[i], look);
  }
}

void hero(Context& context, const Box& box, std::string_view picture) {
  if (!context.ui.high_contrast()) context.ui.painter().image(box, picture);
}

void portrait(Context& context) {
  ui::Interface& ui = context.ui;
  const float wide = ui.canvas().width, width = wide - 2 * ui::kMargin;
  const bool contrast = ui.high_contrast();
  const Acts acts = acts_of(context);
  hero(context, {(wide - 1080) / 2, 0, 1080, 640}, "home-hero");
  header(context, contrast);
  greet(context, {ui::kMargin, contrast ? 158.0F : 140.0F, width, 150});
  float top = contrast ? 336 : 596;
  const float card = contrast ? 236 : 216, row = contrast ? 147 : 124;
  complaint_card(context, {ui::kMargin, top, width, card}, acts);
  top += card + ui::kGutter;
  follow_row(context, {ui::kMargin, top, width, row}, acts);
  top += row + ui::kGutter;
  const float alert = content_alert(context, "home.content", {ui::kMargin, top, width, 120});
  if (alert == 0) heading(context, {ui::kMargin, top, width, 50});
  top += alert == 0 ? (contrast ? 100 : 74) : alert;
  tiles(context, {ui::kMargin, top, width, bar_top(ui) - ui::kGutter - top}, 22);
  bar(context);
}

// Picture 21: the upper half is looked at, the lower half has every control.
void portrait_low(Context& context) {
  ui::Interface& ui = context.ui;
  const float wide = ui.canvas().width, width = wide - 2 * ui::kMargin;
  const Acts acts = acts_of(context);
  hero(context, {(wide - 1080) / 2, 0, 1080, 1010}, "home-hero-low-reach");
  header(context, ui.high_contrast());
  constexpr float kLarger = 1.12F, kArrow = 44;
  const float below = greet(context, {ui::kMargin, 164, width, 160}, kLarger) + 10;
  ui::TextOptions words =
      context.text(Type::label, ui.high_contrast() ? ui.colours().ink : ui.colours().dado_top);
  const std::string where = context.t("All buttons are below, within reach");
  const Box line{ui::kMargin + kArrow + 18, below, width - kArrow - 18, 60};
  ui.painter().icon({ui::kMargin, line.middle() - kArrow / 2, kArrow, kArrow}, "arrow-down", words.colour);
  ui::fitted(ui, line, where, words);
  ui.say({}, ui::NodeRole::text, line, where);
  constexpr float kCard = 164, kFollow = 116, kGap = 16, kFoot = 19;
  float top = ui.reach_top();
  complaint_card(context, {ui::kMargin, top, width, kCard}, acts);
  top += kCard + kGap;
  follow_and_search(context, {ui::kMargin, top, width, kFollow}, acts);
  top += kFollow + kGap;
  top += content_alert(context, "home.content", {ui::kMargin, top, width, 120});
  tiles(context, {ui::kMargin, top, width, bar_top(ui) - kFoot - top}, kGap);
  bar(context);
}

// How many rows of the list are wholly in their window.
std::int64_t rows_in_view(const Context& context, std::span<const Box> rows, const Box& window) {
  const float offset = context.ui.scroll_state("page").offset;
  return std::count_if(rows.begin(), rows.end(), [&](const Box& row) {
    return row.top - offset >= window.top - 1 && row.bottom() - offset <= window.bottom() + 1;
  });
}

// Picture 31: one column that scrolls.
void portrait_large(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  constexpr float kButtons = 128, kPair = 280, kCard = 260, kFollow = 164, kRoom = 164, kBetween = 20;
  const float width = size.width - 2 * ui::kMargin, row = bar_top(ui) - ui::kGutter - kButtons;
  const bool low = ui.reach_top() > 0;
  const float card = low ? 200 : kCard, follow = low ? 128 : kFollow;
  hero(context, {(size.width - 1080) / 2, 0, 1080, low ? 1010.0F : 430.0F},
       low ? "home-hero-low-reach" : "home-hero-text-150");
  header(context, ui.high_contrast());
  greet(context, {ui::kMargin, 140, width, 120});
  const float top = low ? ui.reach_top() : (ui.high_contrast() ? 280.0F : 400.0F);
  const Box window{ui::kMargin, top, width, row - ui::kGutter - top};
  const Acts acts = acts_of(context);
  std::vector<Box> boxes;
  {
    Flow flow(context, "page", window);
    complaint_card(context, flow.next(card), acts);
    follow_row(context, flow.next(follow), acts);
    const float alert = content_alert(context, "home.content", flow.rest());
    if (alert > 0) flow.gap(alert);
    ui::TileOptions look;
    look.chevron = "chevron-right";
    for (const Section& room : rooms(context)) {
      boxes.push_back(flow.next(kRoom, kBetween));
      room_tile(context, boxes.back(), room, look);
    }
    search_button(context, flow.next(kFollow, kBetween));
  }
  const std::string count =
      base::cat(context.tn("{n} room", "{n} rooms", static_cast<std::int64_t>(boxes.size())),
                context.t("list comma", ", "),
                context.tn("{n} in view", "{n} in view", rows_in_view(context, boxes, window)));
  const Box words{ui::kMargin, row, width - kPair - ui::kGutter, kButtons};
  ui::fitted(ui, words, count, context.text(Type::small, ui.colours().ink2));
  ui.say({}, ui::NodeRole::text, words, count);
  scroll_pair(context, "page", {size.width - ui::kMargin - kPair, row, kPair, kButtons}, ui::Accent::teal);
  bar(context);
}

// Where other pages have back and home. Both seasons: the screen does not tell which one it is.
void office_hours(Context& context) {
  if (context.catalogue() == nullptr) return;
  ui::Interface& ui = context.ui;
  const content::Site& site = context.catalogue()->site();
  const std::string hours(site.hours.in(context.language()));
  std::string words = hours;
  if (!site.ramadan_hours.in(context.language()).empty())
    words = base::cat(words, "\n", site.ramadan_hours.in(context.language()));
  if (words.empty()) return;
  constexpr float kFrieze = 40, kIcon = 48, kWidth = 790, kHeight = 124;
  const Box box{ui::kMargin, bar_top(ui) + kFrieze + 6, kWidth, kHeight};
  ui.painter().icon({box.start, box.middle() - kIcon / 2, kIcon, kIcon}, "clock", ui.colours().bar_text);
  ui::TextOptions small = context.text(Type::meta, ui.colours().bar_text);
  const ui::TextSpan bold{0, static_cast<std::uint32_t>(hours.size()), Type::meta_strong,
                          ui.colours().bar_text};
  small.spans = std::span(&bold, 1);
  const Box at = box.after(kIcon + 24);
  small.factor = ui::fitting(ui, words, {at.width, at.height}, small, 0.5F);
  const float height = ui.measure(words, at.width, small).height;
  context.say("home.hours", ui::NodeRole::text, {at.start, at.middle() - height / 2, at.width, height}, words,
              small);
}

// What the header leaves of a row beside the clock.
float beside_clock(Context& context, float width) {
  constexpr float kApart = 40;
  ui::TextOptions date = context.text(Type::meta);
  date.factor = 1 / context.ui.size_factor(Type::meta);  // the header does not grow
  const std::string words = app::long_date_text(context.language(), context.state.wall);
  return width - context.ui.measure(words, text::kNoWidth, date).width - kApart;
}

// The heading of the rooms beside the clock, and the link to the search between them where there is room.
bool landscape_heading(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  constexpr float kLinkHeight = 84, kSmallest = 0.85F;
  const std::string discover = context.t("Discover your commune");
  const ui::TextOptions look = context.text(Type::h2);
  const float link = search_width(context), whole = ui.measure(discover, text::kNoWidth, look).width;
  const bool linked = ui.reach_top() <= 0 && whole * kSmallest + ui::kGutter + link <= box.width;
  const Box words = box.head(linked ? box.width - link - ui::kGutter : box.width);
  ui::fitted(ui, words, discover, look);
  ui.say({}, ui::NodeRole::heading, words, discover);
  if (linked) search_link(context, {box.end() - link, box.middle() - kLinkHeight / 2, link, kLinkHeight});
  return linked;
}

void landscape(Context& context) {
  ui::Interface& ui = context.ui;
  const float foot = bar_top(ui);
  constexpr float kHero = 850, kEdge = 36, kCard = 140, kFollow = 92;
  const Acts acts = acts_of(context);
  hero(context, {0, 0, kHero, foot}, "home-hero-landscape");
  header(context, false);
  greet(context, {ui::kMargin, 136, kHero - 2 * ui::kMargin, 150});
  complaint_card(context, {kEdge, foot - 264, kHero - 2 * kEdge, kCard}, acts);
  const Box follow{kEdge, foot - 112, kHero - 2 * kEdge, kFollow};
  const Box side{kHero + 50, 136, ui.canvas().width - kHero - 50 - ui::kMargin, foot - 136 - 20};
  if (landscape_heading(context, {side.start, 22, beside_clock(context, side.width), 90})) {
    follow_row(context, follow, acts);
  } else {
    follow_and_search(context, follow, acts);
  }
  float top = std::max(side.top, ui.reach_top());
  top += content_alert(context, "home.content", {side.start, top, side.width, 110});
  tiles(context, {side.start, top, side.width, side.bottom() - top}, 26);
  bar(context);
  office_hours(context);
}

}  // namespace

void draw_home(Context& context) {
  ground(context);
  if (context.ui.landscape()) return landscape(context);
  if (context.state.settings.text_percent >= 150) return portrait_large(context);
  if (context.ui.reach_top() > 0) return portrait_low(context);
  portrait(context);
}

}  // namespace kiosk::screens
