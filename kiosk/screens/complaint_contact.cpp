// 13: contact. The notice on data protection is read here, whole and never smaller than the design draws it;
// where page and text leave it no room beside the keypad the page scrolls.

#include "kiosk/base/overwrite.h"
#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/link.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kWays = 116, kPhone = 131, kLabel = 84, kBetween = 20, kAbovePad = 35, kBesidePad = 27;
constexpr float kPadGap = 15;
constexpr float kLow = 104, kLowGap = 14, kLowSide = 335;  // of what stands in a low room
constexpr float kPadLeast = 4 * 84 + 3 * kPadGap, kPadMost = 4 * 162 + 3 * kPadGap;

struct Way {
  complaint::Contact contact;
  const char* id;
  const char* words;
  const char* icon;
};
constexpr std::array<Way, 3> kAllWays = {
    {{complaint::Contact::call, "complaint.contact.call", app::translatable("Call me"), "phone"},
     {complaint::Contact::sms, "complaint.contact.sms", app::translatable("Text message"), "message"},
     {complaint::Contact::none, "complaint.skip", app::translatable("No number"), "shield"}}};

bool with_number(const Context& context) {
  return context.state.form.draft.contact != complaint::Contact::none;
}

// One of three cards; the chosen one in brick.
void way_card(Context& context, const Box& box, const Way& way, const ui::ButtonOptions& shared) {
  ui::Interface& ui = context.ui;
  const bool selected = way.contact == context.state.form.draft.contact;
  const std::string words = context.t(way.words);
  ui::Node node;
  node.id = way.id;
  node.role = ui::NodeRole::radio;
  node.name = words;
  node.selected = selected;
  const ui::Control control = ui.control(std::move(node), box);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  ui::Colour colour = ui.colours().ink;
  if (selected) {
    colour = ui.high_contrast() ? ui.colours().on_accent : accent.fill;
    ui.painter().bordered(box, ui::kRadiusButton, ui.high_contrast() ? accent.fill : accent.faint,
                          ui::kLineSelected, accent.fill);
  } else {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().card.towards(accent.tint, control.press),
                          ui::kLineNeutral, ui.colours().line);
  }
  ui::ButtonOptions look = shared;
  if (!look.icon.empty()) look.icon = selected && ui.high_contrast() ? "check" : way.icon;
  ui::icon_and_label(ui, box, words, Type::button_small, colour, look, 44, colour);
  if (control.activated) context.emit(app::intent::ChooseContact{way.contact});
}

void ways(Context& context, const Box& box) {
  constexpr float kGap = 18, kLeastWithIcons = 0.8F;
  const float width = (box.width - 2 * kGap) / 3;
  std::vector<std::string> labels;
  for (const Way& way : kAllWays) labels.push_back(context.t(way.words));
  // One size of letters; icons give way before the words become too small.
  ui::ButtonOptions shared;
  shared.type = Type::button_small;
  shared.icon = "phone";
  shared.factor = ui::button_factor(context.ui, labels, {width, box.height}, shared);
  if (shared.factor < kLeastWithIcons) {
    shared.icon = {};
    shared.factor = ui::button_factor(context.ui, labels, {width, box.height}, shared);
  }
  for (std::size_t i = 0; i < kAllWays.size(); ++i)
    way_card(context, {box.start + static_cast<float>(i) * (width + kGap), box.top, width, box.height},
             kAllWays[i], shared);
}

enum class Caret { hidden, shown };

// Digits run from the left on every page; the icon stands where they begin. What is still missing is paler,
// and the caret stands before it.
void phone_digits(Context& context, const Box& box, Caret caret_is) {
  constexpr float kIcon = 48, kSide = 40, kWords = 108, kCaret = 5, kCaretHeight = 72, kCaretGap = 4;
  ui::Interface& ui = context.ui;
  const bool rtl = ui.painter().right_to_left();
  // A box so far from the left edge of the field.
  const auto from_left = [&](float left, float width) {
    return Box{rtl ? box.end() - left - width : box.start + left, box.top, width, box.height};
  };
  const Box icon = from_left(kSide, kIcon);
  const ui::Colour accent = ui.accent(ui::Accent::brick).fill;
  ui.painter().icon({icon.start, box.middle() - kIcon / 2, kIcon, kIcon}, "phone", accent);
  const std::string_view digits = context.state.form.draft.phone.view();
  std::string shown = phone_in_pairs(digits);
  const std::size_t written =
      std::min(shown.size(), digits.size() + (digits.empty() ? 0 : (digits.size() - 1) / 2));
  ui::TextOptions number = context.text(Type::keypad);
  number.direction = text::BaseDirection::ltr;
  number.align = rtl ? text::Align::end : text::Align::start;
  const float written_width =
      written == 0 ? 0 : ui.measure(std::string_view(shown).substr(0, written), text::kNoWidth, number).width;
  const Box head = from_left(kWords, box.width - kWords - kSide);
  const ui::TextSpan missing{static_cast<std::uint32_t>(written), static_cast<std::uint32_t>(shown.size()),
                             std::nullopt, ui.colours().line_field};
  if (written < shown.size()) number.spans = std::span(&missing, 1);
  ui.line(head, shown, number);
  if (caret_is == Caret::shown) {
    const Box caret = from_left(kWords + written_width + kCaretGap, kCaret);
    ui.painter().fill({caret.start, box.middle() - kCaretHeight / 2, kCaret, kCaretHeight}, accent);
  }
  base::overwrite(shown);
}

void phone_frame(Context& context, const Box& box, Caret caret) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (context.state.form.error) {
    ui.painter().rounded(box.inset(-8), ui::kRadiusField + 8, ui.tone(ui::Tone::error).tint);
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 6, ui.tone(ui::Tone::error).text);
  } else if (caret == Caret::shown) {
    ui.painter().rounded(box.inset(-8), ui::kRadiusField + 8, accent.halo);
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 5, accent.fill);
  } else {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 3, ui.colours().line_field);
  }
  phone_digits(context, box, caret);
}

// Out of the hand's reach the number is only read.
void phone_shown(Context& context, const Box& box) {
  phone_frame(context, box, Caret::shown);
  context.ui.say("complaint.phone", ui::NodeRole::field, box, context.t("Telephone number"),
                 context.state.form.draft.phone.view());
}

void phone_field(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const bool focused = context.state.form.field == app::Field::phone;
  ui::Node node;
  node.id = "complaint.phone";
  node.role = ui::NodeRole::field;
  node.name = context.t("Telephone number");
  node.value = context.state.form.draft.phone.view();
  node.selected = focused;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusField);
  phone_frame(context, box, focused ? Caret::shown : Caret::hidden);
  if (control.activated) context.emit(app::intent::FocusField{app::Field::phone});
}

void calm_sentence(Context& context, const Box& box, const ui::Control& control) {
  ui::Interface& ui = context.ui;
  const std::string words = of_kind(context.state.form.draft.kind,
                                    context.t("You will follow your complaint with its number alone."),
                                    context.t("You will follow your observation with its number alone."),
                                    context.t("You will follow your suggestion with its number alone."));
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusField);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusField, accent.faint.towards(accent.tint, control.press));
  }
  ui.painter().icon({box.start + 34, box.middle() - 24, 48, 48}, "shield", accent.fill);
  const Box inner{box.start + 110, box.top + 8, box.width - 140, box.height - 16};
  ui::fitted(ui, inner, words, context.text(Type::lead));
  ui.say({}, ui::NodeRole::text, inner, words);
}

// Without a number the field gives way to a calm sentence; touching it asks for a number after all.
void no_number(Context& context, const Box& box) {
  ui::Node node;
  node.id = "complaint.phone";
  node.role = ui::NodeRole::field;
  node.name = context.t("Telephone number");
  const ui::Control control = context.ui.control(std::move(node), box);
  calm_sentence(context, box, control);
  if (control.activated) {
    context.emit(app::intent::ChooseContact{complaint::Contact::call});
    context.emit(app::intent::FocusField{app::Field::phone});
  }
}

// The notice's words, measured for a width.
struct Notice {
  std::string title, words;
  ui::TextOptions title_look, body;
  float width, title_height, body_height;
  [[nodiscard]] float height() const;
};
constexpr float kNoticeSide = 28, kNoticePad = 22, kNoticeIcon = 58, kNoticeLink = 76, kNoticeGap = 6;

float Notice::height() const {
  return 2 * kNoticePad + title_height + kNoticeGap + body_height + kNoticeGap + kNoticeLink;
}

Notice notice_for(Context& context, float width, float factor, Type type = Type::body_min) {
  ui::Interface& ui = context.ui;
  Notice out{context.t("Your data are protected"),
             of_kind(context.state.form.draft.kind,
                     context.t("Under law 09-08: your number serves to handle this complaint only, and only "
                               "the cell's staff see it. You may ask to see, correct or erase it."),
                     context.t("Under law 09-08: your number serves to handle this observation only, and "
                               "only the cell's staff see it. You may ask to see, correct or erase it."),
                     context.t("Under law 09-08: your number serves to handle this suggestion only, and only "
                               "the cell's staff see it. You may ask to see, correct or erase it.")),
             context.text(Type::label, ui.accent(ui::Accent::teal).fill),
             context.text(type),
             width,
             0,
             0};
  const float inner = width - 2 * kNoticeSide;
  out.title_look.factor = factor * ui::unbroken(ui, out.title, inner - kNoticeIcon, out.title_look);
  out.body.factor = factor;
  out.title_height = ui.measure(out.title, inner - kNoticeIcon, out.title_look).height;
  out.body_height = ui.measure(out.words, inner, out.body).height;
  return out;
}

// The narrowest notice that is whole beside the keypad, whose keys give way to it.
std::optional<Notice> notice_beside(Context& context, ui::Size room) {
  constexpr float kDesigned = 335.0F / 968;  // of the row
  const float width = room.width - kBesidePad;
  Notice designed = notice_for(context, room.width * kDesigned, 1, Type::body);
  if (designed.height() <= room.height) return designed;
  for (const float share : {kDesigned, 0.40F, 0.45F, 0.50F, 0.55F, 0.60F, 0.65F}) {
    Notice out = notice_for(context, width * share, 1);
    if (out.height() <= room.height) return out;
  }
  return std::nullopt;
}

// The notice in a room that does not grow: a larger text goes back, at most to the design's own size.
Notice notice_within(Context& context, ui::Size room) {
  constexpr float kStep = 0.05F;
  const float smallest = 1 / context.ui.size_factor(Type::body_min);
  float factor = 1;
  Notice out = notice_for(context, room.width, factor);
  while (out.height() > room.height && factor > smallest) {
    factor = std::max(smallest, factor - kStep);
    out = notice_for(context, room.width, factor);
  }
  return out;
}

void full_text_link(Context& context, const Box& row) {
  ui::LinkOptions look;
  look.icon = "eye";
  if (ui::link(context.ui, "complaint.privacy", row, context.t("Full text"), look))
    context.emit(app::intent::Open{{app::Screen::article, "privacy", 0}});
}

// Answers where its words end.
float draw_notice_words(Context& context, const Box& box, const Notice& notice) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().panel, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusButton, ui.colours().panel);
  }
  const Box inner = box.inset(kNoticeSide, kNoticePad);
  ui.painter().icon({inner.start, inner.top + 4, 44, 44}, "lock", accent.fill);
  context.say({}, ui::NodeRole::heading,
              {inner.start + kNoticeIcon, inner.top, inner.width - kNoticeIcon, notice.title_height},
              notice.title, notice.title_look);
  const float top = inner.top + notice.title_height + kNoticeGap;
  context.say("complaint.notice", ui::NodeRole::text, {inner.start, top, inner.width, notice.body_height},
              notice.words, notice.body);
  return top + notice.body_height;
}

void draw_notice(Context& context, const Box& box, const Notice& notice) {
  const float foot = draw_notice_words(context, box, notice);
  full_text_link(context,
                 {box.start + kNoticeSide, foot + kNoticeGap, box.width - 2 * kNoticeSide, kNoticeLink});
}

// What a real keyboard wrote, and the keypad's key.
void type_phone(Context& context, const std::optional<std::string>& key) {
  emit_digits<app::intent::PhoneDigit, app::intent::PhoneErase>(context, digits_typed(context, key));
  if (key == ui::kCheckKey) context.emit(app::intent::Continue{});
}

void pad(Context& context, const Box& box) {
  const bool complete = context.state.form.draft.phone.size() == complaint::kPhoneDigits;
  type_phone(context, ui::keypad(context.ui, box, complete));
}

ui::FieldOptions name_options(const std::string& label) {
  ui::FieldOptions field;
  field.label = label;
  field.icon = "user";
  return field;
}

void name_field(Context& context, const Box& box) {
  const std::string label = context.t("Your name (optional)");
  if (ui::field(context.ui, "complaint.name", box, context.memory.fields.name, name_options(label)))
    context.emit(app::intent::FocusField{app::Field::name});
}

void type_name(Context& context, const PageResult& page) {
  const std::string label = context.t("Your name (optional)");
  write_one_line(context, typing_place(context, page), app::Field::name, "complaint.name",
                 context.memory.fields.name, name_options(label));
}

// The name has no field of its own beside the keypad: a word opens it, and shows it afterwards.
enum class At { start, end };
void name_link(Context& context, const Box& row, At at) {
  const std::string label = context.t("Your name (optional)");
  const std::string_view written = context.state.form.draft.name.view();
  ui::LinkOptions look;
  look.accent = ui::Accent::brick;
  look.icon = "user";
  look.at_end = at == At::end;
  look.role = ui::NodeRole::field;
  look.name = label;
  look.value = written;
  if (ui::link(context.ui, "complaint.name", row, written.empty() ? std::string_view(label) : written, look))
    context.emit(app::intent::FocusField{app::Field::name});
}

// "Telephone number", and at the row's end the name.
void label_row(Context& context, const Box& row) {
  constexpr float kLabelShare = 0.45F;
  const Box label = row.head(row.width * kLabelShare);
  ui::fitted(context.ui, label, context.t("Telephone number"), context.text(Type::label));
  name_link(context, row.after(label.width + ui::kGutter), At::end);
}

// Ways, field, keypad beside the notice. Where the notice is too long for that it stands below, and the
// keypad is there while the number is typed.
void portrait_with_number(Context& context, Flow& flow) {
  const app::Form& form = context.state.form;
  label_row(context, flow.next(kLabel * context.ui.size_factor(Type::label), 0));
  phone_field(context, flow.next(kPhone, 0));
  flow.gap(form.error ? kPadGap : kAbovePad);
  const float error = error_below(context, flow.rest());
  if (error > 0) flow.gap(error + 8);
  // As tall as without the row of the scrolling buttons, which is there only if the page does not fit so.
  const float room = flow.rest().height + pair_row(context, "page");
  if (const std::optional<Notice> beside = notice_beside(context, {flow.width(), room})) {
    const Box row = flow.next(std::min(room, std::max(kPadMost, beside->height())), 0);
    const Box keys = row.tail(row.width - beside->width - kBesidePad);
    pad(context, {keys.start, keys.top, keys.width, std::min(keys.height, kPadMost)});
    draw_notice(context, row.head(beside->width), *beside);
    return;
  }
  if (form.field == app::Field::phone)
    pad(context, flow.next(std::clamp(flow.rest().height, kPadLeast, kPadMost), kBetween));
  const Notice below = notice_for(context, flow.width(), 1);
  draw_notice(context, flow.next(below.height(), kBetween), below);
}

void portrait(Context& context, const Box& content) {
  ui::Interface& ui = context.ui;
  constexpr float kAbove = 20;
  Flow flow(context, "page", content);
  if (context.state.settings.text_percent == 100) flow.gap(kAbove);
  ways(context, flow.next(kWays, with_number(context) ? 0 : kBetween));
  if (with_number(context)) return portrait_with_number(context, flow);
  no_number(context, flow.next(kPhone * ui.size_factor(Type::lead), kBetween));
  const float error = error_below(context, flow.rest());
  if (error > 0) flow.gap(error + 8);
  const Notice below = notice_for(context, content.width, 1);
  draw_notice(context, flow.next(below.height(), kBetween), below);
  name_field(context, flow.next(ui::field_height(ui)));
}

// The two links, below one another in a column.
void links(Context& context, const Box& column) {
  full_text_link(context, {column.start, column.top, column.width, kLow});
  name_link(context, {column.start, column.top + kLow + kLowGap, column.width, kLow}, At::start);
}

void reach_controls(Context& context, const PageResult& page) {
  const Box& content = page.content;
  if (!context.ui.landscape()) {
    ways(context, {content.start, content.top, content.width, kLow});
    const float used = kLow + kLowGap;
    const Box rest{content.start, content.top + used, content.width, content.height - used};
    links(context, with_number(context) ? rest.head(kLowSide) : rest);
    if (with_number(context)) pad(context, rest.after(kLowSide + kBesidePad));
    return;
  }
  links(context, within_reach(context.ui, page.side));
  if (!with_number(context)) return ways(context, {content.start, content.top, content.width, kLow});
  constexpr float kPad = 606;
  const float height = (content.height - 2 * kLowGap) / 3;
  const Box column = content.head(content.width - kPad - kBesidePad);
  for (std::size_t i = 0; i < kAllWays.size(); ++i)
    way_card(context,
             {column.start, column.top + static_cast<float>(i) * (height + kLowGap), column.width, height},
             kAllWays[i], {.icon = "phone", .type = Type::button_small});
  pad(context, content.tail(kPad));
}

// What is read stands above the reach of the hand, what is touched within it (section 6.3).
void in_reach(Context& context, const PageResult& page) {
  Box reading = page.reading;
  if (with_number(context)) {
    phone_shown(context, {reading.start, reading.top, reading.width, kPhone});
    const float used = kPhone + kBetween +
                       error_below(context, {reading.start, reading.top + kPhone + kBetween, reading.width,
                                             reading.height - kPhone});
    reading = {reading.start, reading.top + used, reading.width, reading.height - used};
  } else {
    const float height = std::min(kPhone, reading.height / 3);
    calm_sentence(context, {reading.start, reading.top, reading.width, height}, {});
    reading = {reading.start, reading.top + height + kBetween, reading.width,
               reading.height - height - kBetween};
  }
  const Notice notice = notice_within(context, {reading.width, reading.height + kNoticeLink});
  draw_notice_words(context, {reading.start, reading.top, reading.width, notice.height() - kNoticeLink},
                    notice);
  reach_controls(context, page);
}

void landscape(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  constexpr float kPad = 470, kLowLabel = 52, kNameLink = 84, kLargest = 1.2F;
  const Box& content = page.content;
  const float error = error_bar(context, page.side);
  ways(context, {content.start, content.top, content.width, kLow});
  Box rest{content.start, content.top + kLow + kBetween, content.width, content.height - kLow - kBetween};
  if (with_number(context)) {
    if (page.side.height - error >= kNameLink)  // what is wrong is mended first
      name_link(context, {page.side.start, page.side.top, page.side.width, kNameLink}, At::start);
    pad(context, {rest.end() - kPad, rest.top, kPad, std::min(rest.height, kPadMost)});
    rest.width -= kPad + kBesidePad;
    const float label = kLowLabel * std::min(kLargest, ui.size_factor(Type::label));
    ui::fitted(ui, {rest.start, rest.top, rest.width, label}, context.t("Telephone number"),
               context.text(Type::label));
    phone_field(context, {rest.start, rest.top + label, rest.width, kPhone});
    rest = {rest.start, rest.top + label + kPhone + kBetween, rest.width,
            rest.height - label - kPhone - kBetween};
  } else {
    const float half = (rest.width - ui::kGutter) / 2, height = std::max(kPhone, ui::field_height(ui));
    no_number(context, {rest.start, rest.top, half, height});
    name_field(context, {rest.start + half + ui::kGutter, rest.top, half, height});
    rest = {rest.start, rest.top + height + kBetween, rest.width, rest.height - height - kBetween};
  }
  const Notice notice = notice_within(context, {rest.width, rest.height});
  rest.height = std::min(rest.height, notice.height());
  draw_notice(context, rest, notice);
}

}  // namespace

void draw_contact(Context& context) {
  const app::Form& form = context.state.form;
  const bool typing_name = form.field == app::Field::name;
  // Who types needs the room, and has read it.
  const bool help = !form.field || context.state.settings.text_percent == 100;
  PageOptions options =
      form_page(context, app::Screen::contact, context.t("How can we reach you?"),
                help ? context.t("Optional. You can go on without leaving a number.") : std::string());
  const bool flows = !context.ui.landscape() && context.ui.reach_top() <= 0;
  if (!typing_name && flows) options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  if (typing_name) return type_name(context, page);
  if (with_number(context)) type_phone(context, std::nullopt);
  if (page.is_split()) return in_reach(context, page);
  if (context.ui.landscape()) return landscape(context, page);
  portrait(context, page.content);
}

}  // namespace kiosk::screens
