// 15, 15b: the receipt. Saved on this kiosk first; delivered only when the cell has acknowledged it.

#include "kiosk/screens/page.h"

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

void state_band(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::ReceiptView& receipt = *context.state.receipt;
  const bool delivered = receipt.delivered_at.has_value();
  const ui::ToneColours& tone = ui.tone(delivered ? ui::Tone::ok : ui::Tone::warning);
  ui.painter().bordered(box, ui::kRadiusButton, tone.tint, 3, tone.edge);
  ui.painter().icon({box.start + 40, box.middle() - 40, 80, 80}, delivered ? "cloud-sent" : "kiosk",
                    tone.text);
  const std::string title =
      delivered ? context.t("It has reached the complaints cell") : context.t("Saved on this screen");
  std::string words = context.t("It will go to the complaints cell by itself. You have nothing to do.");
  if (delivered) {
    const int days = context.catalogue() != nullptr ? context.catalogue()->site().answer_days : 60;
    const base::Timestamp deadline = receipt.filed_at + std::chrono::days(days);
    words = app::fill_in(context.t("Today at {time}. Answer before {date}."),
                         {{"time", app::clock_text(*receipt.delivered_at)},
                          {"date", app::weekday_date_text(context.language(), deadline)}});
  }
  const Box inner{box.start + 150, box.top, box.width - 180, box.height};
  const ui::TextOptions strong = context.text(Type::h3, tone.text);
  ui::TextOptions body = context.text(Type::body_min);
  body.max_lines = 3;
  const float title_height = ui.measure(title, inner.width, strong).height,
              body_height = ui.measure(words, inner.width, body).height;
  const float top = box.top + (box.height - title_height - body_height) / 2;
  ui.text({inner.start, top, inner.width, title_height}, title, strong);
  ui.text({inner.start, top + title_height, inner.width, body_height}, words, body);
  ui.say("receipt.state", ui::NodeRole::status, box, ui::in_sentences({title, words}),
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

void inside(Context& context, const Box& arch, bool compact) {
  ui::Interface& ui = context.ui;
  const app::ReceiptView& receipt = *context.state.receipt;
  const Box inner = arch.inset(56, 0);
  float top = arch.top + (compact ? 70 : 66);
  ui.painter().disc(arch.start + arch.width / 2, top + 62, 62, ui.tone(ui::Tone::ok).tint);
  ui.painter().icon({arch.start + arch.width / 2 - 38, top + 24, 76, 76}, "check",
                    ui.tone(ui::Tone::ok).text);
  top += 140;
  ui::TextOptions title = context.text(Type::h2), hint = context.text(Type::lead, ui.colours().ink2);
  title.align = hint.align = text::Align::center;
  title.max_lines = 2;
  const std::string words = receipt.delivered_at ? context.t("Thank you, your complaint has arrived")
                                                 : context.t("Thank you, we have recorded your complaint");
  top += context.say("title", ui::NodeRole::heading, {inner.start, top, inner.width, 140}, words, title);
  top += context.say({}, ui::NodeRole::text, {inner.start, top, inner.width, 60},
                     context.t("Keep this number"), hint);
  code_line(context, {inner.start, top, inner.width, 124});
  top += 150;
  for (float dash = inner.start; dash < inner.end(); dash += 24)
    ui.painter().fill({dash, top, 14, 3}, ui.colours().track);
  top += 32;
  constexpr float kQr = 330;
  const Box qr{inner.start + 4, top, kQr, kQr};
  ui.painter().bordered(qr, 22, ui.high_contrast() ? ui::Colour::hex(0xFFFFFF) : ui.colours().lime, 3,
                        ui.colours().hair);
  ui.painter().qr(qr.inset(12), receipt.code.view(), ui::Colour::hex(0x000000), ui::Colour::hex(0xFFFFFF));
  ui.say("receipt.qr", ui::NodeRole::image, qr, context.t("The number as a QR code"));
  const Box side{qr.end() + 36, top, inner.end() - qr.end() - 36, kQr};
  ui.painter().icon({side.start, side.top + 10, 48, 48}, "camera", ui.accent(ui::Accent::brick).fill);
  const ui::TextOptions strong = context.text(Type::h3);
  float side_top = side.top;
  side_top += context.say({}, ui::NodeRole::text, {side.start + 62, side_top, side.width - 62, 160},
                          context.t("Photograph this screen"), strong) +
              6;
  ui::TextOptions small = context.text(Type::body_min, ui.colours().ink2);
  const std::string help =
      context.t("or write the number down. With it you follow your complaint on any screen of the commune.");
  const float needed = ui.measure(help, side.width, small).height, room = side.bottom() - side_top;
  if (needed > room) small.factor = std::max(0.7F, room / needed);
  context.say({}, ui::NodeRole::text, {side.start, side_top, side.width, room}, help, small);
  top += kQr + 26;
  state_band(context, {inner.start - 16, top, inner.width + 32, arch.bottom() - 34 - top});
}

}  // namespace

void draw_receipt(Context& context) {
  if (!context.state.receipt) return draw_missing(context);
  ui::Interface& ui = context.ui;
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.back_enabled = false;  // a sent complaint cannot be sent twice
  Primary primary;
  primary.id = "receipt.done";
  primary.label = context.t("Finish and erase");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Finish{});
  const Box content = result.content;
  const std::string countdown =
      app::fill_in(context.t("This screen is erased by itself in {time}"),
                   {{"time", app::countdown_text(app::seconds_left(context.state).value_or(0))}});
  ui::TextOptions small = context.text(Type::meta, ui.colours().ink2);
  small.align = text::Align::center;
  const Box foot{content.start, content.bottom() - 52, content.width, 52};
  ui.line(foot, countdown, small);
  ui.say("receipt.timer", ui::NodeRole::timer, foot, countdown);
  ui::ButtonOptions button;
  button.accent = ui::Accent::brick;
  button.icon = "track";
  if (ui::secondary_button(ui, "receipt.follow", {content.start, foot.top - 128, content.width, 120},
                           context.t("Follow this complaint"), button)) {
    context.emit(app::intent::FollowMine{});
  }
  const float bottom = foot.top - 148;
  const float width = std::min(900.0F, content.width);
  const Box arch{content.start + (content.width - width) / 2, content.top - 8, width,
                 bottom - content.top + 8};
  if (ui.landscape()) {
    // The arch is taller than a landscape page: the same things scroll in a card.
    Flow flow(context, "page", {content.start, content.top, content.width, bottom - content.top});
    const Box card = flow.next(1120);
    ui::card(ui, {card.start + 300, card.top, card.width - 600, card.height}, ui::kRadiusCard);
    return inside(context, {card.start + 300, card.top - 40, card.width - 600, card.height + 40}, true);
  }
  if (ui.high_contrast()) {
    ui.painter().bordered_arch(arch, ui::kReceiptArch, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().arch(arch.moved(0, 10), ui::kReceiptArch, ui.colours().hair);
    ui.painter().arch(arch, ui::kReceiptArch, ui.colours().card);
    ui.painter().bordered_arch(arch.inset(14), ui::kReceiptArch, ui.colours().card, 3,
                               ui.accent(ui::Accent::brick).halo);
  }
  inside(context, arch, false);
}

}  // namespace kiosk::screens
