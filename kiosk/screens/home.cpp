// 02, 03: the home page. The complaint first, following one second, six rooms of the commune below.

#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::Type;

struct Room {
  const char* id;
  std::string title, second;
  const char* icon;
  app::Place place;
  bool there;
};

std::vector<Room> rooms(const Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  const auto has_article = [&](const char* slug) {
    return catalogue != nullptr && catalogue->article(slug, context.language());
  };
  const bool has_lists = catalogue != nullptr;
  return {
      {"home.partnerships",
       context.t("Partnerships"),
       context.t("With whom, and why"),
       "handshake",
       {Screen::partnerships, {}, 0},
       has_article("partnerships")},
      {"home.twins",
       context.t("Twin cities"),
       context.t("Friendships across borders"),
       "twin-cities",
       {Screen::twins, {}, 0},
       has_lists && !catalogue->contents().twins.empty()},
      {"home.agreements",
       context.t("Agreements"),
       app::years_text(context.language(), 2003, 2015),
       "agreement",
       {Screen::agreements, {}, 0},
       has_lists && !catalogue->contents().periods.empty()},
      {"home.governance",
       context.t("Local governance"),
       context.t("Clearer management"),
       "governance",
       {Screen::article, "governance", 0},
       has_article("governance")},
      {"home.covenant",
       context.t("Energy"),
       context.t("home tile", "Covenant of Mayors"),
       "leaf",
       {Screen::article, "covenant", 0},
       has_article("covenant")},
      {"home.energy",
       context.t("Save energy"),
       context.t("Work out what you save"),
       "led",
       {Screen::energy, {}, 0},
       has_lists && !catalogue->contents().campaigns.empty()},
  };
}

void complaint_card(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const std::string title = context.t("Make a complaint or a suggestion");
  const std::string second = context.t("5 short steps, no account");
  ui::Node node;
  node.id = "home.complaint";
  node.role = ui::NodeRole::button;
  node.name = title;
  node.spoken = ui::in_sentences({title, second});
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusHero);
  if (!ui.high_contrast() && !control.pressed) ui.painter().shadow(box, ui::kRadiusHero, ui::Shadow::hero);
  ui.painter().rounded(box, ui::kRadiusHero, control.pressed ? accent.dark : accent.fill);
  if (!ui.high_contrast() && !control.pressed)
    ui.painter().whisper(box, ui::kRadiusHero, ui::Zellige::whisper_brick, 92,
                         std::min(420.0F, box.width * 0.45F));
  const ui::Colour white = ui.colours().on_accent;
  const float badge_height = std::min(150.0F, box.height - 40), badge_width = badge_height * 128 / 150;
  const Box badge{box.start + 36, box.top + (box.height - badge_height) / 2, badge_width, badge_height};
  if (!ui.high_contrast()) {
    ui.painter().arch(badge, ui::kBadgeArch, ui.colours().lime);
    ui.painter().bordered_arch(badge.inset(7), ui::kBadgeArch, ui.colours().lime, 2, accent.halo);
  }
  const ui::Colour icon = ui.high_contrast() ? white : accent.fill;
  const float icon_size = badge_width * 0.56F;
  ui.painter().icon({badge.start + (badge_width - icon_size) / 2,
                     badge.top + badge_height * 0.56F - icon_size / 2, icon_size, icon_size},
                    "message-edit", icon);
  const float disc = 52;
  const Box words{badge.end() + 32, box.top, box.end() - 36 - 2 * disc - 12 - badge.end() - 32, box.height};
  // Words that grow take the room of the second line, then become smaller.
  constexpr float kSmallest = 0.6F, kAbove = 12;
  ui::TextOptions first = context.text(Type::h2, white), below = context.text(Type::body, white);
  const float second_width = ui.measure(second, text::kNoWidth, below).width;
  if (second_width > words.width) below.factor = words.width / second_width * 0.99F;
  const float second_height =
      ui.size_factor(Type::body) > 1.2F ? 0 : ui.measure(second, words.width, below).height;
  const ui::Size room{words.width, box.height - second_height - 2 * kAbove};
  first.factor = ui::fitting(ui, title, room, first, kSmallest);
  const float first_height = ui.measure(title, words.width, first).height;
  const float top = box.top + (box.height - first_height - second_height) / 2;
  ui.text({words.start, top, words.width, first_height}, title, first);
  if (second_height > 0)
    ui.text({words.start, top + first_height, words.width, second_height}, second, below);
  const float centre = box.end() - 36 - disc;
  if (!ui.high_contrast()) ui.painter().disc(centre, box.middle(), disc, ui.colours().lime);
  ui.painter().icon({centre - 26, box.middle() - 26, 52, 52}, "arrow-right", icon,
                    ui::Mirror::with_direction);
  if (control.activated) context.emit(app::intent::Open{{Screen::category, {}, 0}});
}

void follow_row(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const std::string title = context.t("Follow a complaint"), second = context.t(" — by its number");
  ui::Node node;
  node.id = "home.follow";
  node.role = ui::NodeRole::button;
  node.name = title;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  ui.painter().bordered(box, ui::kRadiusButton, control.pressed ? accent.tint : ui.colours().card, 3,
                        accent.fill);
  ui.painter().icon({box.start + 46, box.middle() - 26, 52, 52}, "track", accent.fill);
  ui::TextOptions words = context.text(Type::lead, ui.colours().ink2);
  const std::string both = ui.size_factor(Type::lead) > 1.2F ? title : title + second;
  const ui::TextSpan bold{0, static_cast<std::uint32_t>(title.size()), Type::button_secondary,
                          ui.colours().ink};
  words.spans = std::span(&bold, 1);
  ui.line({box.start + 130, box.top, box.width - 130 - 110, box.height}, both, words);
  ui.painter().icon({box.end() - 88, box.middle() - 22, 44, 44}, "chevron-right", accent.fill,
                    ui::Mirror::with_direction);
  if (control.activated) context.emit(app::intent::Open{{Screen::follow, {}, 0}});
}

// All of them share one look and one size of letters.
ui::TileOptions tile_look(Context& context, const std::vector<Room>& all, ui::Size tile) {
  ui::TileOptions look;
  for (const Room& room : all) look.stacked |= ui::tile_is_narrow(context.ui, tile, room.title);
  for (const Room& room : all)
    look.factor = std::min(look.factor, ui::tile_factor(context.ui, tile, room.title, look));
  return look;
}

void room_tile(Context& context, const Box& box, const Room& room, ui::TileOptions options) {
  options.icon = room.icon;
  options.enabled = room.there;
  const bool one_line = context.state.settings.text_percent > 100;
  const std::string second = !room.there ? context.t("Soon") : (one_line ? std::string() : room.second);
  if (ui::tile(context.ui, room.id, box, room.title, second, options))
    context.emit(app::intent::Open{room.place});
}

std::string greeting(const Context& context) {
  const int hour = base::to_local(context.state.wall).hour;
  if (hour >= 18) return context.t("Good evening");
  return hour < 12 ? context.t("Good morning") : context.t("Welcome");
}

void greet(Context& context, const Box& box, bool with_greeting) {
  ui::Interface& ui = context.ui;
  float top = box.top;
  if (with_greeting) {
    top += context.say({}, ui::NodeRole::text, {box.start, top, box.width, 60}, greeting(context),
                       context.text(Type::lead));
  }
  ui::TextOptions title = context.text(Type::h1);
  const std::string question =
      ui.size_factor(Type::h1) > 1 ? context.t("How can we help?") : context.t("How can we help you?");
  title.factor = ui::label_factor(ui, question, {box.width, 2 * 90}, title);
  context.say("title", ui::NodeRole::heading, {box.start, top, box.width, 90}, question, title);
}

void heading(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const std::string words = context.t("Discover your commune");
  const ui::TextOptions options = context.text(Type::h3);
  const float width = ui.measure(words, text::kNoWidth, options).width;
  context.say({}, ui::NodeRole::heading, {box.start, box.top, width + 4, 56}, words, options);
  ui.painter().fill({box.start + width + 24, box.top + 27, box.width - width - 24, 2}, ui.colours().hair);
}

void portrait(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  if (!ui.high_contrast()) ui.painter().image({(size.width - 1080) / 2, 0, 1080, 640}, "home-hero");
  header(context, ui.high_contrast());
  const float width = size.width - 2 * ui::kMargin;
  greet(context, {ui::kMargin, 140, width, 150}, true);
  float top = ui.high_contrast() ? 330 : 596;
  complaint_card(context, {ui::kMargin, top, width, 216});
  top += 240;
  follow_row(context, {ui::kMargin, top, width, 124});
  top += 148;
  const float alert = content_alert(context, "home.content", {ui::kMargin, top, width, 120});
  if (alert == 0) heading(context, {ui::kMargin, top, width, 56});
  top += alert == 0 ? 74 : alert;
  const std::vector<Room> all = rooms(context);
  const float height = std::min(ui.high_contrast() ? 264.0F : 206.0F, (bar_top(ui) - 24 - top - 44) / 3);
  const float tile_width = (width - ui::kGutter) / 2;
  const ui::TileOptions look = tile_look(context, all, {tile_width, height});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto column = static_cast<float>(i % 2), row = static_cast<float>(i / 2);
    room_tile(
        context,
        {ui::kMargin + column * (tile_width + ui::kGutter), top + row * (height + 22), tile_width, height},
        all[i], look);
  }
  bar(context);
}

// Picture 31: one column that scrolls.
void portrait_large(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Size size = ui.canvas();
  if (!ui.high_contrast()) ui.painter().image({(size.width - 1080) / 2, 0, 1080, 430}, "home-hero-text-150");
  header(context, ui.high_contrast());
  const float width = size.width - 2 * ui::kMargin;
  greet(context, {ui::kMargin, 140, width, 120}, false);
  const float row = bar_top(ui) - 24 - 128;
  {
    Flow flow(context, "page",
              {ui::kMargin, ui.high_contrast() ? 280.0F : 400.0F, width,
               row - 24 - (ui.high_contrast() ? 280.0F : 400.0F)});
    complaint_card(context, flow.next(240));
    follow_row(context, flow.next(160));
    const float alert = content_alert(context, "home.content", flow.rest());
    if (alert > 0) flow.gap(alert);
    ui::TileOptions look;
    look.chevron = "chevron-right";
    for (const Room& room : rooms(context)) room_tile(context, flow.next(164, 20), room, look);
    flow.gap(20);
  }
  scroll_pair(context, "page", {size.width - ui::kMargin - 280, row, 280, 128}, ui::Accent::teal);
  bar(context);
}

// Where other pages have back and home. Both seasons: the screen does not tell which one it is.
void office_hours(Context& context) {
  if (context.catalogue() == nullptr) return;
  ui::Interface& ui = context.ui;
  const content::Site& site = context.catalogue()->site();
  std::string words(site.hours.in(context.language()));
  if (!site.ramadan_hours.in(context.language()).empty())
    words = base::cat(words, "\n", site.ramadan_hours.in(context.language()));
  if (words.empty()) return;
  const Box box{ui::kMargin, bar_top(ui) + 40 + 8, 780, 120};
  ui.painter().icon({box.start, box.middle() - 24, 48, 48}, "clock", ui.colours().bar_text);
  ui::TextOptions small = context.text(Type::meta, ui.colours().bar_text);
  const Box at = box.after(72);
  small.factor = ui::fitting(ui, words, {at.width, at.height}, small, 0.5F);
  const float height = ui.measure(words, at.width, small).height;
  context.say("home.hours", ui::NodeRole::text, {at.start, at.middle() - height / 2, at.width, height}, words,
              small);
}

void landscape(Context& context) {
  ui::Interface& ui = context.ui;
  const float foot = bar_top(ui);
  constexpr float kHero = 850;
  if (!ui.high_contrast()) ui.painter().image({0, 0, kHero, foot}, "home-hero-landscape");
  header(context, false);
  greet(context, {ui::kMargin, 130, kHero - 2 * ui::kMargin, 150}, true);
  complaint_card(context, {36, foot - 264, kHero - 72, 140});
  follow_row(context, {36, foot - 112, kHero - 72, 92});
  const Box side{kHero + 50, 132, ui.canvas().width - kHero - 50 - ui::kMargin, foot - 132 - 20};
  const std::string discover = context.t("Discover your commune");
  const Box above{side.start, 20, side.width - 430, 90};  // beside the clock
  ui::fitted(ui, above, discover, context.text(Type::h3));
  ui.say({}, ui::NodeRole::heading, above, discover);
  float top = side.top;
  top += content_alert(context, "home.content", {side.start, top, side.width, 110});
  const std::vector<Room> all = rooms(context);
  const float width = (side.width - ui::kGutter) / 2, height = (side.bottom() - top - 2 * ui::kGutter) / 3;
  const ui::TileOptions look = tile_look(context, all, {width, height});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto column = static_cast<float>(i % 2), row = static_cast<float>(i / 2);
    room_tile(
        context,
        {side.start + column * (width + ui::kGutter), top + row * (height + ui::kGutter), width, height},
        all[i], look);
  }
  bar(context);
  office_hours(context);
}

}  // namespace

void draw_home(Context& context) {
  ground(context);
  if (context.ui.landscape()) return landscape(context);
  if (context.state.settings.text_percent >= 150) return portrait_large(context);
  portrait(context);
}

}  // namespace kiosk::screens
