#include "kiosk/screens/receipt_parts.h"

#include <algorithm>

#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

ui::TextOptions faded(ui::TextOptions options, float by) {
  options.colour = options.colour.faded(by);
  return options;
}

bool has_arrived(const Context& context) { return context.state.receipt->delivered_at.has_value(); }

void measure(Context& context, TwoStates& two, float width) {
  for (std::size_t i = 0; i < 2; ++i)
    two.heights[i] = context.ui.measure(two.words[i], width, two.options[i]).height;
}

void draw_two(Context& context, const Box& box, const TwoStates& two, float arrived) {
  const std::array<float, 2> shown = {1 - arrived, arrived};
  for (std::size_t i = 0; i < 2; ++i) {
    if (shown[i] <= 0) continue;
    context.ui.text({box.start, box.top, box.width, two.heights[i]}, two.words[i],
                    shown[i] < 1 ? faded(two.options[i], shown[i]) : two.options[i]);
  }
}

std::array<std::string, 2> thanks_of(const Context& context) {
  const complaint::Kind kind = context.state.receipt->kind;
  return {of_kind(kind, context.t("Thank you, we have recorded your complaint"),
                  context.t("Thank you, we have recorded your observation"),
                  context.t("Thank you, we have recorded your suggestion")),
          of_kind(kind, context.t("Thank you, your complaint has arrived"),
                  context.t("Thank you, your observation has arrived"),
                  context.t("Thank you, your suggestion has arrived"))};
}

}  // namespace

// --- thanks ---

ReceiptThanks receipt_thanks(Context& context, float width, float scale) {
  ui::Interface& ui = context.ui;
  constexpr float kSmallestTitle = 0.7F;
  ReceiptThanks out;
  const std::array<std::string, 2> thanks = thanks_of(context);
  for (std::size_t i = 0; i < 2; ++i) {
    out.title.words[i] = thanks[i];
    ui::TextOptions& title = out.title.options[i];
    title = context.text(Type::h1);
    title.align = text::Align::center;
    title.factor = scale;
    const float line = ui.measure("0", text::kNoWidth, title).height;
    title.factor *=
        std::max(kSmallestTitle, ui::label_factor(ui, out.title.words[i], {width, 2 * line}, title));
  }
  measure(context, out.title, width);
  // Large text leaves no room for what only helps (section 12.2).
  if (context.state.settings.text_percent >= 150) return out;
  out.keep = context.t("Keep this number");
  out.keep_options = context.text(Type::lead, ui.colours().ink2);
  out.keep_options.align = text::Align::center;
  out.keep_options.factor = scale;
  out.keep_height = ui.measure(out.keep, width, out.keep_options).height;
  return out;
}

void draw_thanks(Context& context, const Box& box, const ReceiptThanks& thanks, float arrived) {
  const Box title{box.start, box.top, box.width, thanks.title.height()};
  draw_two(context, title, thanks.title, arrived);
  context.ui.say("title", ui::NodeRole::heading, title, thanks.title.words[has_arrived(context) ? 1 : 0]);
  if (thanks.keep.empty()) return;
  context.say({}, ui::NodeRole::text, {box.start, title.bottom(), box.width, thanks.keep_height}, thanks.keep,
              thanks.keep_options);
}

// --- the number ---

namespace {

constexpr float kSpacing = 2;  // of the code's type, section 4

// "4827 1936 0574" read aloud digit by digit, in groups.
std::string spoken_code(std::string_view code) {
  std::string out;
  for (const char c : code) out += c == ' ' ? ", " : std::string(1, c) + " ";
  return out;
}

// Every digit is as wide as any other.
struct CodeLine {
  ui::TextOptions options;
  float digit = 0, space = 0, width = 0, height = 0;
};

CodeLine code_line(Context& context, float width) {
  CodeLine line;
  line.options = context.text(Type::code);
  line.options.direction = text::BaseDirection::ltr;
  line.options.align = text::Align::center;
  for (int round = 0; round < 2; ++round) {
    const ui::Size ten = context.ui.measure("0000000000", text::kNoWidth, line.options);
    line.digit = ten.width / 10 + kSpacing;
    line.space = line.digit / 2;
    line.width = 12 * line.digit + 2 * line.space;
    line.height = ten.height;
    if (line.width <= width) break;
    line.options.factor *= width / line.width * 0.99F;
  }
  return line;
}

}  // namespace

float receipt_code_height(Context& context, float width) { return code_line(context, width).height; }

void draw_receipt_code(Context& context, const Box& box, float shown) {
  ui::Interface& ui = context.ui;
  const std::string_view code = context.state.receipt->code.view();
  CodeLine line = code_line(context, box.width);
  line.options.colour = line.options.colour.faded(shown);
  // Always left to right.
  float left = (box.width - line.width) / 2;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == ' ') {
      left += line.space;
      continue;
    }
    const float start = ui.painter().right_to_left() ? box.width - left - line.digit : left;
    ui.text({box.start + start, box.top + (box.height - line.height) / 2, line.digit, line.height},
            code.substr(i, 1), line.options);
    left += line.digit;
  }
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

void draw_receipt_qr(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::Colour light = ui.high_contrast() ? ui::Colour::hex(0xFFFFFF) : ui.colours().lime;
  ui.painter().bordered(box, ui::kRadiusField, light, ui::kLineNeutral, ui.colours().hair);
  // The panel itself is the margin; its border lies outside of it.
  ui.painter().qr(box.inset(1), context.state.receipt->code.view(),
                  ui.high_contrast() ? ui::Colour::hex(0x000000) : ui.colours().ink, {0, 0, 0, 0});
  ui.say("receipt.qr", ui::NodeRole::image, box, context.t("The number as a QR code"));
}

// --- what to do with it ---

namespace {

constexpr float kCamera = 48, kCameraRoom = 68;

}  // namespace

ReceiptHelp receipt_help(Context& context, float width, float scale) {
  ui::Interface& ui = context.ui;
  ReceiptHelp help{
      context.t("Photograph this screen"),
      of_kind(context.state.receipt->kind,
              context.t("or write the number down. With it you follow your complaint on this screen."),
              context.t("or write the number down. With it you follow your observation on this screen."),
              context.t("or write the number down. With it you follow your suggestion on this screen.")),
      context.text(Type::h3),
      context.text(Type::body_min, ui.colours().ink2),
      width,
      0,
      0};
  help.strong.factor = help.small.factor = scale;
  help.strong.factor *= ui::unbroken(ui, help.title, width - kCameraRoom, help.strong);
  help.small.factor *= ui::unbroken(ui, help.words, width, help.small);
  help.title_height = ui.measure(help.title, width - kCameraRoom, help.strong).height;
  help.words_height = ui.measure(help.words, width, help.small).height;
  return help;
}

void draw_receipt_help(Context& context, const Box& box, const ReceiptHelp& help) {
  context.ui.painter().icon(
      {box.start, box.top + std::max(0.0F, (help.title_height - kCamera) / 2), kCamera, kCamera}, "camera",
      context.ui.accent(ui::Accent::brick).fill);
  context.say({}, ui::NodeRole::text,
              {box.start + kCameraRoom, box.top, help.width - kCameraRoom, help.title_height}, help.title,
              help.strong);
  context.say({}, ui::NodeRole::text,
              {box.start, box.bottom() - help.words_height, help.width, help.words_height}, help.words,
              help.small);
}

// --- where it is now ---

namespace {

constexpr float kBandIcon = 80, kBandIconStart = 41, kBandWords = 156, kBandEnd = 30, kBandPad = 14;

}  // namespace

float ReceiptBand::height() const {
  return std::max(150.0F, std::max(title.heights[0] + words.heights[0], title.heights[1] + words.heights[1]) +
                              2 * kBandPad);
}

ReceiptBand receipt_band(Context& context, float width, float scale) {
  ui::Interface& ui = context.ui;
  const app::ReceiptView& receipt = *context.state.receipt;
  ReceiptBand band;
  band.width = width - kBandWords - kBandEnd;
  band.title.words = {context.t("Saved on this screen"), context.t("It has reached the complaints cell")};
  const int days = context.catalogue() != nullptr ? context.catalogue()->site().answer_days : 60;
  const base::Timestamp deadline = receipt.filed_at + std::chrono::days(days);
  band.words.words = {
      context.t("It will go to the complaints cell by itself. You have nothing to do."),
      app::fill_in(context.t("Today at {time}. Answer before {date}."),
                   {{"time", app::clock_text(receipt.delivered_at.value_or(receipt.filed_at))},
                    {"date", app::weekday_date_text(context.language(), deadline)}})};
  for (std::size_t i = 0; i < 2; ++i) {
    const ui::ToneColours& tone = ui.tone(i == 0 ? ui::Tone::warning : ui::Tone::ok);
    band.title.options[i] = context.text(Type::h3, tone.text);
    band.words.options[i] = context.text(Type::body_min);
    band.title.options[i].factor = band.words.options[i].factor = scale;
    band.title.options[i].factor *= ui::unbroken(ui, band.title.words[i], band.width, band.title.options[i]);
    band.words.options[i].factor *= ui::unbroken(ui, band.words.words[i], band.width, band.words.options[i]);
  }
  const std::string date = app::weekday_date_text(context.language(), deadline);
  const std::size_t at = band.words.words[1].find(date);
  if (at != std::string::npos) {
    band.date = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + date.size()), Type::label,
                 ui.colours().ink};
  }
  measure(context, band.title, band.width);
  measure(context, band.words, band.width);
  ui::TextOptions dated = band.words.options[1];
  dated.spans = std::span(&band.date, 1);
  band.words.heights[1] = ui.measure(band.words.words[1], band.width, dated).height;
  return band;
}

void draw_receipt_band(Context& context, const Box& box, const ReceiptBand& band, float arrived) {
  ui::Interface& ui = context.ui;
  const std::array<float, 2> shown = {1 - arrived, arrived};
  for (std::size_t i = 0; i < 2; ++i) {
    if (shown[i] <= 0) continue;
    const ui::ToneColours& tone = ui.tone(i == 0 ? ui::Tone::warning : ui::Tone::ok);
    ui.painter().bordered(box, ui::kRadiusButton, tone.tint.faded(shown[i]), ui::kLineNeutral,
                          tone.edge.faded(shown[i]));
    ui.painter().icon({box.start + kBandIconStart, box.middle() - kBandIcon / 2, kBandIcon, kBandIcon},
                      i == 0 ? "kiosk" : "cloud-sent", tone.text.faded(shown[i]));
    const float start = box.start + kBandWords, both = band.title.heights[i] + band.words.heights[i];
    const float top = box.top + (box.height - both) / 2;
    ui.text({start, top, band.width, band.title.heights[i]}, band.title.words[i],
            faded(band.title.options[i], shown[i]));
    ui::TextOptions words = faded(band.words.options[i], shown[i]);
    ui::TextSpan date = band.date;
    date.colour = words.colour;
    if (i == 1) words.spans = std::span(&date, 1);
    ui.text({start, top + band.title.heights[i], band.width, band.words.heights[i]}, band.words.words[i],
            words);
  }
  const std::size_t now = has_arrived(context) ? 1 : 0;
  ui.say("receipt.state", ui::NodeRole::status, box,
         ui::in_sentences({band.title.words[now], band.words.words[now]}), now == 1 ? "delivered" : "saved");
}

}  // namespace kiosk::screens
