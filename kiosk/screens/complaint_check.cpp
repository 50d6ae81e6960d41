// 14: the answers to check, and the consent, before sending.

#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kBetween = 16;

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
  std::string place = app::district_name(state, context.strings(), draft.district);
  if (!draft.neighbourhood.empty())
    place = base::cat(place, context.t("list comma", ", "), app::isolated(draft.neighbourhood.view()));
  std::string contact = draft.contact == complaint::Contact::none || draft.phone.empty()
                            ? context.t("No number")
                            : app::left_to_right(phone_in_pairs(draft.phone.view()));
  return {
      {app::Screen::category, "category", icon, context.t("Subject"),
       app::category_name(state, context.strings(), draft.category), context.t(words_of(draft.kind)), false},
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

constexpr float kRowSide = 36, kRowBadge = 88, kRowChange = 236;

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
  // Only the description is cut (section 12.2).
  if (row.quote) out.words.max_lines = 3;
  if (row.quote)
    out.words.direction = context.memory.text.direction.value_or(text::BaseDirection::first_strong);
  out.second.direction = text::BaseDirection::first_strong;
  out.name.factor = ui::unbroken(ui, row.name, out.width, out.name);
  if (!row.quote) out.words.factor = ui::unbroken(ui, row.words, out.width, out.words);
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
  // The largest words need the icon's room.
  if (ui.size_factor(Type::body) < 1.2F) button.icon = "edit";
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

constexpr float kConsent = 190, kConsentSide = 36, kConsentTick = 92, kConsentGap = 28, kConsentPad = 24;

std::string consent_words(const Context& context) {
  return context.t(
      "I agree that the complaints cell handles these data to follow up my complaint (law 09-08).");
}

float consent_width(const Box& row) { return row.width - 2 * kConsentSide - kConsentTick - kConsentGap; }

float consent_height(Context& context, const Box& content) {
  const float words =
      context.ui.measure(consent_words(context), consent_width(content), context.text(Type::body_min)).height;
  const float least = context.ui.landscape() ? kConsentTick + 2 * kConsentPad : kConsent;
  return std::max(least, words + 2 * kConsentPad);
}

void consent_row(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const bool given = context.state.form.draft.consent;
  const bool wrong =
      context.state.form.error && context.state.form.error->is(complaint::DraftError::no_consent);
  const std::string words = consent_words(context);
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
  const Box tick{box.start + kConsentSide, box.middle() - kConsentTick / 2, kConsentTick, kConsentTick};
  if (given) {
    ui.painter().rounded(tick, ui::kRadiusField, accent.fill);
    ui.painter().icon(tick.inset(16), "check", ui.colours().on_accent);
  } else {
    ui.painter().bordered(tick, ui::kRadiusField, ui.colours().card, wrong ? 6 : 3,
                          wrong ? ui.tone(ui::Tone::error).text : ui.colours().line_field);
  }
  const ui::TextOptions body = context.text(Type::body_min);
  const float width = consent_width(box);
  const float height = ui.measure(words, width, body).height;
  ui.text({tick.end() + kConsentGap, box.middle() - height / 2, width, height}, words, body);
  if (control.activated) context.emit(app::intent::ToggleConsent{});
}

}  // namespace

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
  context.memory.sent = kind;
  // Consent and what is wrong with it stay in view; the answers scroll above them.
  Box content = result.content;
  const float consent = consent_height(context, content);
  const Box row{content.start, content.bottom() - consent, content.width, consent};
  content.height -= consent + kBetween;
  content.height -= error_bar(context, content);
  {
    Flow flow(context, "page", content);
    answers_card(context, flow);
  }
  consent_row(context, row);
}

}  // namespace kiosk::screens
