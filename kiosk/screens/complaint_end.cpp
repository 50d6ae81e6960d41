// 13, 14: contact, and the answers to check before sending.

#include "kiosk/screens/form.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

// "0612345678" in pairs; what is still missing as dashes.
std::string phone_in_pairs(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < complaint::kPhoneDigits; ++i) {
    if (i > 0 && i % 2 == 0) out.push_back(' ');
    out.push_back(i < digits.size() ? digits[i] : '_');
  }
  return out;
}

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
  const bool asked = context.state.form.draft.contact != complaint::Contact::none;
  const bool focused = asked && context.state.form.field == app::Field::phone;
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
  if (control.activated) {
    if (!asked) context.emit(app::intent::ChooseContact{complaint::Contact::call});
    context.emit(app::intent::FocusField{app::Field::phone});
  }
}

void type_phone(Context& context, const std::string& key) {
  const std::string_view digits = context.state.form.draft.phone.view();
  if (key == "✓") return context.emit(app::intent::Continue{});
  base::SecretString next(key == "⌫" ? digits.substr(0, digits.empty() ? 0 : digits.size() - 1) : digits);
  if (key != "⌫" && digits.size() < complaint::kPhoneDigits) next.append(key);
  context.emit(app::intent::EditField{app::Field::phone, std::move(next)});
}

// A physical keyboard writes digits too.
void type_physical(Context& context) {
  base::SecretString next(context.state.form.draft.phone.view());
  bool changed = false;
  for (const char c : context.ui.take_typed()) {
    if (c < '0' || c > '9' || next.size() >= complaint::kPhoneDigits) continue;
    next.append(std::string_view(&c, 1));
    changed = true;
  }
  for (int i = context.ui.take_erased(); i > 0 && !next.empty(); --i) {
    next = base::SecretString(next.view().substr(0, next.size() - 1));
    changed = true;
  }
  if (changed) context.emit(app::intent::EditField{app::Field::phone, std::move(next)});
}

void notice(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().panel, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusButton, ui.colours().panel);
  }
  const Box inner = box.inset(28, 24);
  ui.painter().icon({inner.start, inner.top + 6, 44, 44}, "lock", accent.fill);
  float top = inner.top;
  top += context.say({}, ui::NodeRole::heading, {inner.start + 58, top, inner.width - 58, 110},
                     context.t("Your data are protected"), context.text(Type::label, accent.fill)) +
         8;
  const std::string words = context.t(
      "Under law 09-08: your number serves to handle this complaint only, and only the cell's staff see it. "
      "You may ask to see, correct or erase it.");
  ui::TextOptions body = context.text(Type::small);
  const float room = inner.bottom() - 76 - top;
  const float needed = ui.measure(words, inner.width, body).height;
  if (needed > room) body.factor = std::max(0.7F, room / needed);
  context.say("complaint.notice", ui::NodeRole::text, {inner.start, top, inner.width, room}, words, body);
  ui::Node more;
  more.id = "complaint.privacy";
  more.role = ui::NodeRole::link;
  more.name = context.t("Full text");
  const Box link{inner.start, inner.bottom() - 66, inner.width, 66};
  const ui::Control control = ui.control(std::move(more), link);
  if (control.focused) ui::focus_ring(ui, link, 14);
  ui.painter().icon({link.start, link.middle() - 22, 44, 44}, "eye", accent.fill);
  ui.line({link.start + 58, link.top, link.width - 58, link.height}, context.t("Full text"),
          context.text(Type::label, accent.fill));
  if (control.activated) context.emit(app::intent::Open{{app::Screen::article, "privacy", 0}});
}

struct CheckRow {
  app::Screen step;
  const char* slug;
  std::string icon, name, words, second;
  bool quote = false;
};

std::vector<CheckRow> check_rows(const Context& context) {
  const complaint::Draft& draft = context.state.form.draft;
  const app::State& state = context.state;
  std::string icon = "other";
  for (const app::Choice& choice : app::categories(state, context.strings())) {
    if (choice.slug == draft.category) icon = choice.icon;
  }
  const char* kind = draft.kind == complaint::Kind::complaint     ? "Complaint"
                     : draft.kind == complaint::Kind::observation ? "Observation"
                                                                  : "Suggestion";
  std::string place = app::district_name(state, context.strings(), draft.district);
  if (!draft.neighbourhood.empty())
    place = base::cat(place, context.t("list comma", ", "), app::isolated(draft.neighbourhood.view()));
  std::string contact = draft.contact == complaint::Contact::none || draft.phone.empty()
                            ? context.t("No number")
                            : app::left_to_right(phone_in_pairs(draft.phone.view()));
  return {
      {app::Screen::category, "category", icon, context.t("Subject"),
       app::category_name(state, context.strings(), draft.category), context.t(kind), false},
      {app::Screen::where, "where", "map-pin", context.t("Place"), place, std::string(draft.landmark.view()),
       false},
      {app::Screen::describe,
       "text",
       "message",
       context.t("Description"),
       std::string(draft.text.view()),
       {},
       true},
      {app::Screen::contact, "contact", "phone", context.t("Contact"), contact,
       std::string(draft.name.view()), false},
  };
}

constexpr float kRowSide = 36, kRowBadge = 88, kRowChange = 208;

// A row's texts, measured for a width.
struct RowTexts {
  ui::TextOptions name, words, second;
  float width, name_height, words_height, second_height;
  [[nodiscard]] float height() const {
    return std::max(128.0F, name_height + words_height + second_height) + 36;
  }
};

RowTexts texts_of(Context& context, const CheckRow& row, float row_width) {
  ui::Interface& ui = context.ui;
  RowTexts out{context.text(Type::small, ui.colours().ink2),
               context.text(row.quote ? Type::body : Type::button_secondary),
               context.text(Type::body_min, ui.colours().ink2),
               row_width - 2 * kRowSide - kRowBadge - 28 - kRowChange - 28,
               0,
               0,
               0};
  out.words.max_lines = row.quote ? 3 : 2;
  if (row.quote) out.words.direction = text::BaseDirection::first_strong;
  out.second.direction = text::BaseDirection::first_strong;
  out.second.max_lines = 1;
  out.name_height = ui.measure(row.name, out.width, out.name).height;
  out.words_height = ui.measure(row.words, out.width, out.words).height;
  out.second_height = row.second.empty() ? 0 : ui.measure(row.second, out.width, out.second).height;
  return out;
}

void check_row(Context& context, const Box& box, const CheckRow& row, const RowTexts& texts) {
  ui::Interface& ui = context.ui;
  ui::badge(ui, {box.start + kRowSide, box.middle() - 52, kRowBadge, 104}, row.icon, ui::Accent::brick);
  float top = box.top + (box.height - texts.name_height - texts.words_height - texts.second_height) / 2;
  const float start = box.start + kRowSide + kRowBadge + 28;
  ui.text({start, top, texts.width, texts.name_height}, row.name, texts.name);
  top += texts.name_height;
  ui.text({start, top, texts.width, texts.words_height}, row.words, texts.words);
  ui.say(base::cat("complaint.answer.", row.slug), row.quote ? ui::NodeRole::quote : ui::NodeRole::text,
         {start, top, texts.width, texts.words_height}, row.words, row.words);
  if (texts.second_height > 0)
    ui.text({start, top + texts.words_height, texts.width, texts.second_height}, row.second, texts.second);
  ui::ButtonOptions button;
  button.icon = "edit";
  const std::string spoken = base::cat(context.t("Change"), ": ", row.name);
  button.spoken = spoken;
  const Box change{box.end() - kRowSide - kRowChange, box.middle() - 54, kRowChange, 108};
  if (ui::neutral_button(ui, base::cat("complaint.change.", row.slug), change, context.t("Change"), button)) {
    context.emit(app::intent::ChangeStep{row.step});
  }
}

void answers_card(Context& context, Flow& flow) {
  ui::Interface& ui = context.ui;
  const std::vector<CheckRow> rows = check_rows(context);
  std::vector<RowTexts> texts;
  float height = 0;
  for (const CheckRow& row : rows) {
    texts.push_back(texts_of(context, row, flow.width()));
    height += texts.back().height();
  }
  const Box card = flow.next(height);
  ui::card(ui, card, ui::kRadiusCard);
  float top = card.top;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0)
      ui.painter().fill({card.start + kRowSide, top - 1, card.width - 2 * kRowSide, 2}, ui.colours().hair);
    check_row(context, {card.start, top, card.width, texts[i].height()}, rows[i], texts[i]);
    top += texts[i].height();
  }
}

void consent_row(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const bool given = context.state.form.draft.consent;
  const bool wrong =
      context.state.form.error && context.state.form.error->is(complaint::DraftError::no_consent);
  const std::string words =
      context.t("I agree that the complaints cell handles these data to follow up my complaint (law 09-08).");
  ui::Node node;
  node.id = "complaint.consent";
  node.role = ui::NodeRole::checkbox;
  node.name = words;
  node.selected = given;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  ui.painter().bordered(box, ui::kRadiusButton, control.pressed ? accent.tint : accent.faint, 3, accent.halo);
  if (ui.high_contrast())
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().card, 4, ui.colours().line);
  const Box tick{box.start + 36, box.middle() - 46, 92, 92};
  if (given) {
    ui.painter().rounded(tick, ui::kRadiusField, accent.fill);
    ui.painter().icon(tick.inset(16), "check", ui.colours().on_accent);
  } else {
    ui.painter().bordered(tick, ui::kRadiusField, ui.colours().card, wrong ? 6 : 3,
                          wrong ? ui.tone(ui::Tone::error).text : ui.colours().line_field);
  }
  const ui::TextOptions body = context.text(Type::body_min);
  const float width = box.width - 36 - 92 - 28 - 36;
  const float height = ui.measure(words, width, body).height;
  ui.text({tick.end() + 28, box.middle() - height / 2, width, height}, words, body);
  if (control.activated) context.emit(app::intent::ToggleConsent{});
}

}  // namespace

void draw_contact(Context& context) {
  ui::Interface& ui = context.ui;
  const app::Form& form = context.state.form;
  PageOptions options = form_page(context, app::Screen::contact, context.t("How can we reach you?"),
                                  context.t("Optional. You can go on without leaving a number."));
  Box content = draw_form_page(context, options);
  content.height -= error_bar(context, content);
  const bool wide = ui.landscape();
  const Box column = wide ? Box{content.start, content.top, 860, content.height} : content;
  ways(context, {column.start, column.top, column.width, 108});
  ui::FieldOptions field;
  const std::string label = context.t("Your name (optional)");
  field.label = label;
  field.icon = "user";
  field.focused = form.field == app::Field::name;
  field.keyboard_is_rtl = ui::is_right_to_left(context.memory.keyboard.layout);
  const Box name{column.start, column.top + 128, column.width, 116};
  if (ui::field(ui, "complaint.name", name, context.memory.name, field))
    context.emit(app::intent::FocusField{app::Field::name});
  const bool with_number = form.draft.contact != complaint::Contact::none;
  const float top = name.bottom() + 18;
  const Box phone{column.start, top, column.width, 116};
  phone_field(context, phone);
  const Box rest =
      wide ? Box{content.start + 890, content.top, content.width - 890, content.height}
           : Box{content.start, phone.bottom() + 20, content.width, content.bottom() - phone.bottom() - 20};
  if (field.focused) {
    const Box keyboard = wide ? rest
                              : Box{0, std::min(rest.top, content.bottom() + 14 - 500), ui.canvas().width,
                                    content.bottom() + 14 - std::min(rest.top, content.bottom() + 14 - 500)};
    return keyboard_for(context, keyboard, app::Field::name, context.memory.name, name, field);
  }
  if (!with_number) {
    ui::TextOptions calm = context.text(Type::lead);
    const std::string words = context.t("You will follow your complaint with its number alone.");
    const float height =
        context.say({}, ui::NodeRole::text, {rest.start, rest.top + 12, rest.width, 120}, words, calm) + 36;
    return notice(context,
                  {rest.start, rest.top + height, rest.width, std::min(420.0F, rest.height - height)});
  }
  type_physical(context);
  const float pad = wide ? rest.width : rest.width * 0.63F;
  const Box keys = wide ? Box{rest.start, rest.top, pad, rest.height - 330} : rest.tail(pad);
  if (const auto key = ui::keypad(ui, keys, form.draft.phone.size() == complaint::kPhoneDigits))
    type_phone(context, *key);
  notice(context,
         wide ? Box{rest.start, rest.bottom() - 310, rest.width, 310} : rest.head(rest.width - pad - 24));
}

void draw_check(Context& context) {
  PageOptions options = form_page(context, app::Screen::check, context.t("Check before sending"),
                                  context.t("Is everything right? You can change any line."));
  options.primary->id = "complaint.send";
  const complaint::Kind kind = context.state.form.draft.kind;
  options.primary->label = context.state.form.sending             ? context.t("Sending now")
                           : kind == complaint::Kind::complaint   ? context.t("Send the complaint")
                           : kind == complaint::Kind::observation ? context.t("Send the observation")
                                                                  : context.t("Send the suggestion");
  options.primary->busy = context.state.form.sending;
  options.scrolls = "page";
  options.back_enabled = options.home_enabled = !context.state.form.sending;
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Send{});
  Box content = result.content;
  content.height -= error_bar(context, content);
  Flow flow(context, "page", content);
  answers_card(context, flow);
  consent_row(context, flow.next(190));
}

}  // namespace kiosk::screens
