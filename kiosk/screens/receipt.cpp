// 15, 15b: the receipt. Saved on this kiosk first; delivered only when the cell has acknowledged it.

#include "kiosk/app/timers.h"
#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

// "48271936 0574" read aloud digit by digit, in groups.
std::string spoken_code(std::string_view code) {
  std::string out;
  for (const char c : code) out += c == ' ' ? ", " : std::string(1, c) + " ";
  return out;
}

constexpr float kBandSide = 150, kBandPad = 22;

// Saved here, or delivered: words measured for a width.
struct Band {
  std::string title, words;
  ui::TextOptions strong, body;
  float width, title_height, body_height;
  [[nodiscard]] float height() const { return std::max(150.0F, title_height + body_height + 2 * kBandPad); }
};

Band band_for(Context& context, float width) {
  const app::ReceiptView& receipt = *context.state.receipt;
  const ui::ToneColours& tone = context.ui.tone(receipt.delivered_at ? ui::Tone::ok : ui::Tone::warning);
  Band band{context.t("Saved on this screen"),
            context.t("It will go to the complaints cell by itself. You have nothing to do."),
            context.text(Type::h3, tone.text),
            context.text(Type::body_min),
            width - kBandSide - 30,
            0,
            0};
  if (receipt.delivered_at) {
    const int days = context.catalogue() != nullptr ? context.catalogue()->site().answer_days : 60;
    const base::Timestamp deadline = receipt.filed_at + std::chrono::days(days);
    band.title = context.t("It has reached the complaints cell");
    band.words = app::fill_in(context.t("Today at {time}. Answer before {date}."),
                              {{"time", app::clock_text(*receipt.delivered_at)},
                               {"date", app::weekday_date_text(context.language(), deadline)}});
  }
  band.strong.factor = ui::unbroken(context.ui, band.title, band.width, band.strong);
  band.title_height = context.ui.measure(band.title, band.width, band.strong).height;
  band.body_height = context.ui.measure(band.words, band.width, band.body).height;
  return band;
}

void state_band(Context& context, const Box& box, const Band& band) {
  ui::Interface& ui = context.ui;
  const bool delivered = context.state.receipt->delivered_at.has_value();
  const ui::ToneColours& tone = ui.tone(delivered ? ui::Tone::ok : ui::Tone::warning);
  ui.painter().bordered(box, ui::kRadiusButton, tone.tint, 3, tone.edge);
  ui.painter().icon({box.start + 36, box.middle() - 40, 80, 80}, delivered ? "cloud-sent" : "kiosk",
                    tone.text);
  const float start = box.start + kBandSide;
  const float top = box.top + (box.height - band.title_height - band.body_height) / 2;
  ui.text({start, top, band.width, band.title_height}, band.title, band.strong);
  ui.text({start, top + band.title_height, band.width, band.body_height}, band.words, band.body);
  ui.say("receipt.state", ui::NodeRole::status, box, ui::in_sentences({band.title, band.words}),
         delivered ? "delivered" : "saved");
}

void code_line(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const std::string_view code = context.state.receipt->code.view();
  ui::TextOptions big = context.text(Type::code);
  big.align = text::Align::center;
  big.direction = text::BaseDirection::ltr;
  ui.line(box, code, big);
  ui::Node node;
  node.id = "receipt.code";
  node.role = ui::NodeRole::code;
  node.name = code;
  node.value = code;
  node.spoken = spoken_code(code);
  node.box = ui.painter().to_pixels(box);
  node.language = context.language();
  ui.tree().add(std::move(node));
}

// The code in a square: at least 300 with its margin of four modules (section 14).
constexpr float kQr = 350, kQrInset = 12, kQrGap = 32;

void qr(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  ui.painter().bordered(box, 22, ui.high_contrast() ? ui::Colour::hex(0xFFFFFF) : ui.colours().lime, 3,
                        ui.colours().hair);
  ui.painter().qr(box.inset(kQrInset), context.state.receipt->code.view(), ui::Colour::hex(0x000000),
                  ui::Colour::hex(0xFFFFFF));
  ui.say("receipt.qr", ui::NodeRole::image, box, context.t("The number as a QR code"));
}

// What to do with the code: beside it, or below where the words have grown too long.
struct Help {
  std::string title, words;
  ui::TextOptions strong, small;
  float width, title_height, words_height;
  [[nodiscard]] float height() const { return title_height + 6 + words_height; }
};

Help help_for(Context& context, float width) {
  ui::Interface& ui = context.ui;
  Help help{context.t("Photograph this screen"),
            context.t("or write the number down. With it you follow your complaint on this screen."),
            context.text(Type::h3),
            context.text(Type::body_min, ui.colours().ink2),
            width,
            0,
            0};
  help.strong.factor = ui::unbroken(ui, help.title, width - 62, help.strong);
  help.title_height = ui.measure(help.title, width - 62, help.strong).height;
  help.words_height = ui.measure(help.words, width, help.small).height;
  return help;
}

void draw_help(Context& context, const Box& box, const Help& help) {
  context.ui.painter().icon({box.start, box.top + 6, 48, 48}, "camera",
                            context.ui.accent(ui::Accent::brick).fill);
  context.say({}, ui::NodeRole::text, {box.start + 62, box.top, help.width - 62, help.title_height},
              help.title, help.strong);
  context.say({}, ui::NodeRole::text,
              {box.start, box.top + help.title_height + 6, help.width, help.words_height}, help.words,
              help.small);
}

std::string thanks(const Context& context) {
  const bool arrived = context.state.receipt->delivered_at.has_value();
  switch (context.memory.sent) {
    case complaint::Kind::observation:
      return arrived ? context.t("Thank you, your observation has arrived")
                     : context.t("Thank you, we have recorded your observation");
    case complaint::Kind::suggestion:
      return arrived ? context.t("Thank you, your suggestion has arrived")
                     : context.t("Thank you, we have recorded your suggestion");
    case complaint::Kind::complaint:
      break;
  }
  return arrived ? context.t("Thank you, your complaint has arrived")
                 : context.t("Thank you, we have recorded your complaint");
}

std::string follow_words(const Context& context) {
  switch (context.memory.sent) {
    case complaint::Kind::observation:
      return context.t("Follow this observation");
    case complaint::Kind::suggestion:
      return context.t("Follow this suggestion");
    case complaint::Kind::complaint:
      break;
  }
  return context.t("Follow this complaint");
}

// Everything on the receipt, measured: thanks and code for one width, the square and its help for another.
struct Sheet {
  std::string thanks, keep;
  ui::TextOptions title, hint;
  float width, title_height, hint_height;
  Help help;
  bool help_below = false;
  Band band;
  [[nodiscard]] float words() const;
  [[nodiscard]] float square() const;
  [[nodiscard]] float height() const;        // one below the other
  [[nodiscard]] float height_apart() const;  // in two columns
};
constexpr float kCheck = 62, kBelowCheck = 140, kCode = 124, kBelowCode = 26, kDash = 32, kBlock = 26;
constexpr float kBandOut = 16;  // the band reaches over the words at both sides

float Sheet::words() const { return title_height + hint_height + kCode + kBelowCode; }
float Sheet::square() const { return help_below ? kQr + 20 + help.height() : std::max(kQr, help.height()); }
float Sheet::height() const { return kBelowCheck + words() + kDash + square() + kBlock + band.height(); }
float Sheet::height_apart() const { return std::max(words() + band.height(), kBelowCheck + square()); }

Sheet sheet_for(Context& context, float width, float square_width) {
  ui::Interface& ui = context.ui;
  Sheet sheet{thanks(context),
              context.t("Keep this number"),
              context.text(Type::h2),
              context.text(Type::lead, ui.colours().ink2),
              width,
              0,
              0,
              help_for(context, square_width - kQr - kQrGap),
              false,
              band_for(context, width + 2 * kBandOut)};
  sheet.title.align = sheet.hint.align = text::Align::center;
  sheet.title.factor = ui::unbroken(ui, sheet.thanks, width, sheet.title);
  sheet.title_height = ui.measure(sheet.thanks, width, sheet.title).height;
  sheet.hint_height = ui.measure(sheet.keep, width, sheet.hint).height;
  if (sheet.help.height() > kQr + 20) {
    sheet.help_below = true;
    sheet.help = help_for(context, square_width);
  }
  return sheet;
}

void draw_check(Context& context, const Box& column) {
  ui::Interface& ui = context.ui;
  const float middle = column.start + column.width / 2;
  ui.painter().disc(middle, column.top + kCheck, kCheck, ui.tone(ui::Tone::ok).tint);
  ui.painter().icon({middle - 38, column.top + 24, 76, 76}, "check", ui.tone(ui::Tone::ok).text);
}

void draw_words(Context& context, const Box& column, const Sheet& sheet) {
  float top = column.top;
  context.say("title", ui::NodeRole::heading, {column.start, top, column.width, sheet.title_height},
              sheet.thanks, sheet.title);
  top += sheet.title_height;
  context.say({}, ui::NodeRole::text, {column.start, top, column.width, sheet.hint_height}, sheet.keep,
              sheet.hint);
  code_line(context, {column.start, top + sheet.hint_height, column.width, kCode});
}

void draw_square(Context& context, const Box& column, const Sheet& sheet) {
  if (sheet.help_below) {
    qr(context, {column.start + (column.width - kQr) / 2, column.top, kQr, kQr});
    draw_help(context, {column.start, column.top + kQr + 20, column.width, sheet.help.height()}, sheet.help);
  } else {
    qr(context, {column.start, column.top, kQr, kQr});
    draw_help(context, {column.start + kQr + kQrGap, column.top, sheet.help.width, kQr}, sheet.help);
  }
}

void draw_band(Context& context, const Box& column, const Sheet& sheet) {
  state_band(context, {column.start - kBandOut, column.top, column.width + 2 * kBandOut, sheet.band.height()},
             sheet.band);
}

void draw_sheet(Context& context, Box column, const Sheet& sheet) {
  draw_check(context, column);
  column.top += kBelowCheck;
  draw_words(context, column, sheet);
  column.top += sheet.words();
  for (float dash = column.start; dash < column.end(); dash += 24)
    context.ui.painter().fill({dash, column.top, 14, 3}, context.ui.colours().track);
  column.top += kDash;
  draw_square(context, column, sheet);
  column.top += sheet.square() + kBlock;
  draw_band(context, column, sheet);
}

// Landscape: the number and where it is now at the start, the square at the end.
void draw_apart(Context& context, Box words, Box square, const Sheet& sheet) {
  const float all = sheet.height_apart();
  words.top += (all - sheet.words() - sheet.band.height()) / 2;
  draw_words(context, words, sheet);
  words.top += sheet.words();
  draw_band(context, words, sheet);
  square.top += (all - kBelowCheck - sheet.square()) / 2;
  draw_check(context, square);
  square.top += kBelowCheck;
  draw_square(context, square, sheet);
}

void arch_ground(Context& context, const Box& arch) {
  ui::Interface& ui = context.ui;
  if (ui.high_contrast()) {
    ui.painter().bordered_arch(arch, ui::kReceiptArch, ui.colours().card, 4, ui.colours().line);
    return;
  }
  ui.painter().arch(arch.moved(0, 10), ui::kReceiptArch, ui.colours().hair);
  ui.painter().arch(arch, ui::kReceiptArch, ui.colours().card);
  ui.painter().bordered_arch(arch.inset(14), ui::kReceiptArch, ui.colours().card, 3,
                             ui.accent(ui::Accent::brick).halo);
}

// Following, and the time that is left; where they begin.
float foot_of(Context& context, const Box& content) {
  ui::Interface& ui = context.ui;
  const std::string countdown =
      app::fill_in(context.t("This screen is erased by itself in {time}"),
                   {{"time", app::countdown_text(app::seconds_left(context.state).value_or(0))}});
  ui::TextOptions small = context.text(Type::meta, ui.colours().ink2);
  small.align = text::Align::center;
  const float height = 52 * ui.size_factor(Type::meta);
  ui::ButtonOptions button;
  button.accent = ui::Accent::brick;
  button.icon = "track";
  // In landscape both share the row of the one thing to do.
  const bool wide = ui.landscape();
  const Box foot = wide ? Box{content.start, content.bottom() + 16, 440, 108}
                        : Box{content.start, content.bottom() - height, content.width, height};
  const Box follow = wide ? Box{content.start + 460, content.bottom() + 16, content.width - 460 - 640, 108}
                          : Box{content.start, foot.top - 128, content.width, 120};
  ui::fitted(ui, foot, countdown, small);
  ui.say("receipt.timer", ui::NodeRole::timer, foot, countdown);
  if (ui::secondary_button(ui, "receipt.follow", follow, follow_words(context), button))
    context.emit(app::intent::FollowMine{});
  return wide ? content.bottom() + 20 : follow.top;
}

}  // namespace

void draw_receipt(Context& context) {
  if (!context.state.receipt) return draw_missing(context);
  ui::Interface& ui = context.ui;
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.scrolls = "page";
  options.back_enabled = false;  // a sent complaint cannot be sent twice
  Primary primary;
  primary.id = "receipt.done";
  primary.label = context.t("Finish and erase");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Finish{});
  const float bottom = foot_of(context, result.content) - 20;
  const Box room{result.content.start, result.content.top - 8, result.content.width,
                 bottom - result.content.top + 8};
  constexpr float kArch = 900, kSide = 56, kArchTop = 66, kArchFoot = 34, kPad = 32;
  const Sheet in_arch = sheet_for(context, kArch - 2 * kSide, kArch - 2 * kSide);
  const float needed = kArchTop + in_arch.height() + kArchFoot;
  if (!ui.landscape() && needed <= room.height) {
    const Box arch{room.start + (room.width - kArch) / 2, room.top, kArch, room.height};
    arch_ground(context, arch);
    const float spare = (room.height - needed) / 2;
    return draw_sheet(context, {arch.start + kSide, arch.top + kArchTop + spare, kArch - 2 * kSide, 0},
                      in_arch);
  }
  // The arch is taller than a landscape page, and than this one with large words: the same things stand in a
  // card, which scrolls.
  Flow flow(context, "page", room);
  const float inner = room.width - 2 * kSide;
  const float half = ui.landscape() ? (inner - 2 * kSide) / 2 : inner;
  const Sheet sheet = sheet_for(context, half, half);
  const Box row = flow.next((ui.landscape() ? sheet.height_apart() : sheet.height()) + 2 * kPad + 16, 0);
  const Box card{row.start, row.top + 8, row.width, row.height - 16};
  ui::card(ui, card, ui::kRadiusCard);
  const Box words{card.start + kSide, card.top + kPad, half, 0};
  if (!ui.landscape()) return draw_sheet(context, words, sheet);
  draw_apart(context, words, {card.end() - kSide - half, card.top + kPad, half, 0}, sheet);
}

}  // namespace kiosk::screens
