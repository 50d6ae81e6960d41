// 13: contact. The notice on data protection is read here, whole and never smaller than the design draws it;
// where page and text leave it no room beside the keypad the page scrolls.

#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kWays = 108, kPhone = 116, kBetween = 20;
constexpr float kPadLeast = 4 * 84 + 3 * 22, kPadMost = 4 * 162 + 3 * 22;

void ways(Context& context, const Box& box) {
  struct Way {
    complaint::Contact contact;
    const char* id;
    const char* words;
    const char* icon;
  };
  static constexpr std::array<Way, 3> kWays = {
      {{complaint::Contact::call, "complaint.contact.call", "Call me", "phone"},
       {complaint::Contact::sms, "complaint.contact.sms", "Text message", "message"},
       {complaint::Contact::none, "complaint.skip", "No number", "shield"}}};
  std::vector<ui::SegmentPart> parts;
  std::optional<std::size_t> selected;
  for (const Way& way : kWays) {
    if (way.contact == context.state.form.draft.contact) selected = parts.size();
    parts.push_back({way.id, context.t(way.words), way.icon});
  }
  if (const auto chosen = ui::segments(context.ui, box, parts, selected, ui::Accent::brick)) {
    context.emit(app::intent::ChooseContact{kWays[*chosen].contact});
  }
}

void phone_field(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const bool focused = context.state.form.field == app::Field::phone;
  const std::string_view digits = context.state.form.draft.phone.view();
  ui::Node node;
  node.id = "complaint.phone";
  node.role = ui::NodeRole::field;
  node.name = context.t("Telephone number");
  node.value = digits;
  node.selected = focused;
  const ui::Control control = ui.control(std::move(node), box);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusField);
  if (context.state.form.error) {
    ui.painter().rounded(box.inset(-8), ui::kRadiusField + 8, ui.tone(ui::Tone::error).tint);
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 6, ui.tone(ui::Tone::error).text);
  } else if (focused) {
    ui.painter().rounded(box.inset(-8), ui::kRadiusField + 8, accent.halo);
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 5, accent.fill);
  } else {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 3, ui.colours().line_field);
  }
  // Digits run from the left on every page; the icon stands where they begin.
  const bool rtl = ui.painter().right_to_left();
  const Box icon = rtl ? Box{box.end() - 34 - 48, box.middle() - 24, 48, 48}
                       : Box{box.start + 34, box.middle() - 24, 48, 48};
  ui.painter().icon(icon, "phone", accent.fill);
  const Box words{box.start + 110, box.top, box.width - 220, box.height};
  ui::TextOptions number = context.text(Type::keypad);
  number.direction = text::BaseDirection::ltr;
  number.align = rtl ? text::Align::end : text::Align::start;
  std::string shown = phone_in_pairs(digits);
  ui.line(words, shown, number);
  explicit_bzero(shown.data(), shown.size());
  if (control.activated) context.emit(app::intent::FocusField{app::Field::phone});
}

// Without a number the field gives way to a calm sentence; touching it asks for a number after all.
void no_number(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const std::string words = context.t("You will follow your complaint with its number alone.");
  ui::Node node;
  node.id = "complaint.phone";
  node.role = ui::NodeRole::field;
  node.name = context.t("Telephone number");
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusField);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusField, control.pressed ? accent.tint : accent.faint);
  }
  ui.painter().icon({box.start + 34, box.middle() - 24, 48, 48}, "shield", accent.fill);
  const Box inner{box.start + 110, box.top + 8, box.width - 140, box.height - 16};
  ui::fitted(ui, inner, words, context.text(Type::lead));
  ui.say({}, ui::NodeRole::text, inner, words);
  if (control.activated) {
    context.emit(app::intent::ChooseContact{complaint::Contact::call});
    context.emit(app::intent::FocusField{app::Field::phone});
  }
}

void phone_or_none(Context& context, const Box& box) {
  if (context.state.form.draft.contact == complaint::Contact::none) return no_number(context, box);
  phone_field(context, box);
}

void type_phone(Context& context, const std::string& key) {
  const std::string_view digits = context.state.form.draft.phone.view();
  if (key == "✓") return context.emit(app::intent::Continue{});
  base::SecretString next(key == "⌫" ? digits.substr(0, digits.empty() ? 0 : digits.size() - 1) : digits);
  if (key != "⌫" && digits.size() < complaint::kPhoneDigits) next.append(key);
  context.emit(app::intent::EditField{app::Field::phone, std::move(next)});
}

void type_physical(Context& context) {
  const std::string keys = digits_typed(context);
  if (keys.empty()) return;
  base::SecretString next(context.state.form.draft.phone.view());
  for (const char key : keys) {
    if (key != kErased && next.size() < complaint::kPhoneDigits) {
      next.append(std::string_view(&key, 1));
    } else if (key == kErased && !next.empty()) {
      next = base::SecretString(next.view().substr(0, next.size() - 1));
    }
  }
  context.emit(app::intent::EditField{app::Field::phone, std::move(next)});
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

Notice notice_for(Context& context, float width, float factor) {
  ui::Interface& ui = context.ui;
  Notice out{
      context.t("Your data are protected"),
      context.t("Under law 09-08: your number serves to handle this complaint only, and only the cell's "
                "staff see it. You may ask to see, correct or erase it."),
      context.text(Type::label, ui.accent(ui::Accent::teal).fill),
      context.text(Type::body_min),
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
  for (const float share : {0.40F, 0.45F, 0.50F, 0.55F, 0.60F}) {
    Notice out = notice_for(context, (room.width - ui::kGutter) * share, 1);
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

void draw_notice(Context& context, const Box& box, const Notice& notice) {
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
  ui::Node more;
  more.id = "complaint.privacy";
  more.role = ui::NodeRole::link;
  more.name = context.t("Full text");
  const Box link{inner.start, top + notice.body_height + kNoticeGap, inner.width, kNoticeLink};
  const ui::Control control = ui.control(std::move(more), link);
  if (control.focused) ui::focus_ring(ui, link, 14);
  ui.painter().icon({link.start, link.middle() - 22, 44, 44}, "eye", accent.fill);
  ui::fitted(ui, link.after(kNoticeIcon), context.t("Full text"), context.text(Type::label, accent.fill));
  if (control.activated) context.emit(app::intent::Open{{app::Screen::article, "privacy", 0}});
}

void pad(Context& context, const Box& box) {
  const bool complete = context.state.form.draft.phone.size() == complaint::kPhoneDigits;
  if (const auto key = ui::keypad(context.ui, box, complete)) type_phone(context, *key);
}

ui::FieldOptions name_options(const std::string& label) {
  ui::FieldOptions field;
  field.label = label;
  field.icon = "user";
  return field;
}

void name_field(Context& context, const Box& box) {
  const std::string label = context.t("Your name (optional)");
  if (ui::field(context.ui, "complaint.name", box, context.memory.name, name_options(label)))
    context.emit(app::intent::FocusField{app::Field::name});
}

void type_name(Context& context, const PageResult& page) {
  const std::string label = context.t("Your name (optional)");
  write_one_line(context, typing_place(context, page), app::Field::name, "complaint.name",
                 context.memory.name, name_options(label));
}

// Ways, field, keypad beside the notice, name. Where the notice is too long for that it stands below, and the
// keypad is there while the number is typed.
void portrait(Context& context, const Box& content) {
  ui::Interface& ui = context.ui;
  const app::Form& form = context.state.form;
  const bool with_number = form.draft.contact != complaint::Contact::none;
  const float name_height = ui::field_height(ui);
  Flow flow(context, "page", content);
  ways(context, flow.next(kWays, kBetween));
  phone_or_none(context, flow.next(kPhone * (with_number ? 1 : ui.size_factor(Type::lead)), kBetween));
  const float error = error_below(context, flow.rest());
  if (error > 0) flow.gap(error + 8);
  if (with_number) {
    // The row of the scrolling buttons is there only if the page scrolls.
    const float scrolling = ui.scroll_state("page").overflows() ? 140 : 0;
    const float room = flow.rest().height + scrolling - name_height - kBetween;
    if (const std::optional<Notice> beside = notice_beside(context, {content.width, room})) {
      const Box row = flow.next(std::min(room, kPadMost), kBetween);
      pad(context, row.tail(row.width - beside->width - ui::kGutter));
      draw_notice(context, row.head(beside->width), *beside);
      return name_field(context, flow.next(name_height));
    }
    if (form.field == app::Field::phone)
      pad(context, flow.next(std::clamp(flow.rest().height, kPadLeast, kPadMost), kBetween));
  }
  const Notice below = notice_for(context, content.width, 1);
  draw_notice(context, flow.next(below.height(), kBetween), below);
  name_field(context, flow.next(name_height));
}

void landscape(Context& context, const PageResult& page) {
  ui::Interface& ui = context.ui;
  constexpr float kPad = 470;
  const Box& content = page.content;
  error_bar(context, page.side);
  ways(context, {content.start, content.top, content.width, kWays});
  const float half = (content.width - ui::kGutter) / 2;
  const Box fields{content.start, content.top + kWays + kBetween, half,
                   std::max(kPhone, ui::field_height(ui))};
  phone_or_none(context, fields);
  name_field(context, fields.moved(half + ui::kGutter, 0));
  const float top = fields.bottom() + kBetween;
  Box rest{content.start, top, content.width, content.bottom() - top};
  if (context.state.form.draft.contact != complaint::Contact::none) {
    pad(context, rest.tail(kPad));
    rest.width -= kPad + ui::kGutter;
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
  if (!typing_name) options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  if (typing_name) return type_name(context, page);
  if (form.draft.contact != complaint::Contact::none) type_physical(context);
  if (context.ui.landscape()) return landscape(context, page);
  portrait(context, page.content);
}

}  // namespace kiosk::screens
