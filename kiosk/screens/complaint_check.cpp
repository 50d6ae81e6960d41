// 14: the answers to check, and the consent, before sending.

#include "kiosk/app/questions.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/screens/form.h"
#include "kiosk/screens/sheet.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

struct CheckRow {
  app::Screen step;
  const char* slug;
  std::string icon, name;
  base::SecretString words, second;
  bool quote = false;
  bool second_is_typed = true;  // by the citizen, in whatever direction
  bool lines = false;           // several answers, one a line
};

// The answers to the category's questions, one a line.
base::SecretString details(const Context& context) {
  base::SecretString lines;
  for (const content::Question* question : app::questions_of(context.state)) {
    const base::SecretString words = app::answer_words(context.state, context.strings(), *question);
    if (words.empty()) continue;
    if (!lines.empty()) lines.append("\n");
    lines.append(words.view());
  }
  return lines;
}

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
  std::vector<CheckRow> rows = {
      {app::Screen::category, "category", icon, context.t("Subject"),
       base::SecretString(app::category_name(state, context.strings(), draft.category)),
       base::SecretString(context.t(words_of(draft.kind))), false, false},
      {app::Screen::where, "where", "map-pin", context.t("Place"), base::SecretString(place), draft.landmark,
       false},
      {app::Screen::describe, "text", "message", context.t("Description"), draft.text, {}, true},
      {app::Screen::contact, "contact", "phone", context.t("Contact"), base::SecretString(contact),
       draft.name, false},
  };
  base::SecretString answers = details(context);
  if (!answers.empty())
    rows.insert(rows.begin() + 1, {app::Screen::question,
                                   "questions",
                                   "message-edit",
                                   context.t("Details"),
                                   std::move(answers),
                                   {},
                                   false,
                                   false,
                                   true});
  return rows;
}

constexpr float kRowSide = 36, kRowBadge = 88, kRowBadgeHeight = 102, kRowGap = 29, kRowChange = 208;
constexpr float kRowPad = 18, kLowRowPad = 12, kRowLeast = 128;

enum class Rows { with_buttons, read_only };

// A row's texts, measured for a width.
struct RowTexts {
  ui::TextOptions name, words, second;
  float width, name_height, words_height, second_height;
  bool cut = false;  // the description is longer than what is shown
  float pad = kRowPad;
  [[nodiscard]] float height() const {
    return std::max(kRowLeast, name_height + words_height + second_height) + 2 * pad;
  }
};

// "Change" with its pen, as wide as the word needs.
float change_width(Context& context) {
  constexpr float kAround = 44 + 18 + 40, kWidest = 268;
  const float words =
      context.ui.measure(context.t("Change"), text::kNoWidth, context.text(Type::button_small)).width;
  return std::clamp(words + kAround, kRowChange, kWidest);
}

RowTexts texts_of(Context& context, const CheckRow& row, float row_width, Rows rows) {
  ui::Interface& ui = context.ui;
  const float change = rows == Rows::with_buttons ? change_width(context) + kRowGap : 0;
  RowTexts out{context.text(Type::small, ui.colours().ink2),
               context.text(row.quote   ? Type::lead
                            : row.lines ? Type::body
                                        : Type::button_large),
               context.text(Type::body_min, ui.colours().ink2),
               row_width - 2 * kRowSide - kRowBadge - kRowGap - change,
               0,
               0,
               0};
  if (ui.landscape()) out.pad = kLowRowPad;
  if (row.quote)
    out.words.direction = context.memory.fields.text.direction.value_or(text::BaseDirection::first_strong);
  out.second.direction = text::BaseDirection::first_strong;
  if (!row.second_is_typed) out.second.direction.reset();
  out.name.factor = ui::unbroken(ui, row.name, out.width, out.name);
  if (!row.quote) out.words.factor = ui::unbroken(ui, row.words.view(), out.width, out.words);
  out.name_height = ui.measure(row.name, out.width, out.name).height;
  out.words_height = ui.measure(row.words.view(), out.width, out.words).height;
  out.second_height = row.second.empty() ? 0 : ui.measure(row.second.view(), out.width, out.second).height;
  // Only the description is cut (section 12.2), and not where it is only read.
  if (!row.quote || rows == Rows::read_only) return out;
  constexpr std::uint32_t kLines = 3;
  const float whole = out.words_height;
  out.words.max_lines = kLines;
  out.words_height = ui.measure(row.words.view(), out.width, out.words).height;
  out.cut = whole > out.words_height + 1;
  return out;
}

enum class Opens { nothing, whole_text };

// What was answered; a description that is cut opens whole where it is touched.
void say_answer(Context& context, const Box& box, const CheckRow& row, Opens opens) {
  const std::string id = base::cat("complaint.answer.", row.slug);
  const ui::NodeRole role = row.quote ? ui::NodeRole::quote : ui::NodeRole::text;
  if (opens == Opens::nothing) return context.ui.say(id, role, box, row.words.view(), row.words.view());
  ui::Node node;
  node.id = id;
  node.role = role;
  node.name = row.words.view();
  node.value = row.words.view();
  const ui::Control control = context.ui.control(std::move(node), box);
  const Box around = box.inset(-8, -4);
  if (control.focused) ui::focus_ring(context.ui, around, ui::kRadiusKey);
  if (control.press > 0 && !context.ui.high_contrast())
    context.ui.painter().rounded(around, ui::kRadiusKey,
                                 context.ui.accent(ui::Accent::brick).tint.faded(control.press));
  if (control.activated) context.emit(app::intent::OpenSheet{app::Sheet::description});
}

void change_button(Context& context, const Box& box, const CheckRow& row, const std::string& label) {
  ui::ButtonOptions button;
  // The largest words need the icon's room.
  if (context.ui.size_factor(Type::body) < 1.2F) button.icon = "edit";
  const std::string spoken = base::cat(context.t("Change"), ": ", row.name);
  button.spoken = spoken;
  button.accent = ui::Accent::brick;
  button.icon_in_accent = true;
  if (ui::neutral_button(context.ui, base::cat("complaint.change.", row.slug), box, label, button))
    context.emit(app::intent::ChangeStep{row.step});
}

void check_row(Context& context, const Box& box, const CheckRow& row, const RowTexts& texts, Rows rows) {
  ui::Interface& ui = context.ui;
  ui::badge(ui, {box.start + kRowSide, box.middle() - kRowBadgeHeight / 2, kRowBadge, kRowBadgeHeight},
            row.icon, ui::Accent::brick);
  float top = box.top + (box.height - texts.name_height - texts.words_height - texts.second_height) / 2;
  const float start = box.start + kRowSide + kRowBadge + kRowGap;
  ui.text({start, top, texts.width, texts.name_height}, row.name, texts.name);
  top += texts.name_height;
  const Box words{start, top, texts.width, texts.words_height};
  const bool opens = texts.cut && rows == Rows::with_buttons;
  say_answer(context, words, row, opens ? Opens::whole_text : Opens::nothing);
  ui.text(words, row.words.view(), texts.words);
  if (texts.second_height > 0)
    ui.text({start, top + texts.words_height, texts.width, texts.second_height}, row.second.view(),
            texts.second);
  if (rows == Rows::read_only) return;
  constexpr float kChangeHeight = 108;
  const float width = change_width(context);
  change_button(context,
                {box.end() - kRowSide - width, box.middle() - kChangeHeight / 2, width, kChangeHeight}, row,
                context.t("Change"));
}

// The rows share what the page has left over.
void answers_card(Context& context, Flow& flow, Rows mode) {
  ui::Interface& ui = context.ui;
  const std::vector<CheckRow> rows = check_rows(context);
  std::vector<RowTexts> texts;
  float height = 0;
  for (const CheckRow& row : rows) {
    texts.push_back(texts_of(context, row, flow.width(), mode));
    height += texts.back().height();
  }
  constexpr float kMostSpare = 26;
  const float spare =
      std::clamp((flow.rest().height - height) / static_cast<float>(rows.size()), 0.0F, kMostSpare);
  const Box card = flow.next(height + spare * static_cast<float>(rows.size()));
  ui::card(ui, card, ui::kRadiusCard);
  float top = card.top;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0)
      ui.painter().fill({card.start + kRowSide, top - 1, card.width - 2 * kRowSide, 2}, ui.colours().hair);
    const float row = texts[i].height() + spare;
    check_row(context, {card.start, top, card.width, row}, rows[i], texts[i], mode);
    top += row;
  }
}

constexpr float kConsent = 190, kConsentSide = 36, kConsentTick = 92, kConsentGap = 28, kConsentPad = 24;

// "I agree ... (law 09-08)." with what is in brackets in bold.
struct Consent {
  std::string words;
  ui::TextSpan law{};
  ui::TextOptions look;
};

Consent consent_of(const Context& context) {
  Consent out{
      of_kind(
          context.state.form.draft.kind,
          context.t(
              "I agree that the complaints cell handles these data to follow up my complaint (law 09-08)."),
          context.t(
              "I agree that the complaints cell handles these data to follow up my observation (law 09-08)."),
          context.t(
              "I agree that the complaints cell handles these data to follow up my suggestion (law 09-08).")),
      {},
      context.text(Type::body)};
  const std::size_t open = out.words.find('('), close = out.words.find(')');
  if (open != std::string::npos && close != std::string::npos && open < close)
    out.law = {static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close + 1), Type::button_small,
               context.ui.colours().ink};
  return out;
}

ui::TextOptions look_of(const Consent& consent) {
  ui::TextOptions look = consent.look;
  if (consent.law.end > 0) look.spans = std::span(&consent.law, 1);
  return look;
}

float consent_width(const Box& row) { return row.width - 2 * kConsentSide - kConsentTick - kConsentGap; }

float consent_height(Context& context, const Box& content) {
  const Consent consent = consent_of(context);
  const float words = context.ui.measure(consent.words, consent_width(content), look_of(consent)).height;
  const float least = context.ui.landscape() ? kConsentTick + 2 * kConsentPad : kConsent;
  return std::max(least, words + 2 * kConsentPad);
}

void consent_row(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const bool given = context.state.form.draft.consent;
  const bool wrong =
      context.state.form.error && context.state.form.error->is(complaint::DraftError::no_consent);
  const Consent consent = consent_of(context);
  const std::string& words = consent.words;
  ui::Node node;
  node.id = "complaint.consent";
  node.role = ui::NodeRole::checkbox;
  node.name = words;
  node.selected = given;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  ui.painter().bordered(box, ui::kRadiusButton, accent.faint.towards(accent.tint, control.press), 3,
                        accent.halo);
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
  ui::TextOptions body = look_of(consent);
  const float width = consent_width(box);
  constexpr float kSmallest = 0.6F;
  body.factor = ui::fitting(ui, words, {width, box.height - kConsentPad}, body, kSmallest);
  const float height = ui.measure(words, width, body).height;
  ui.text({tick.end() + kConsentGap, box.middle() - height / 2, width, height}, words, body);
  if (control.activated) context.emit(app::intent::ToggleConsent{});
}

// Consent and what is wrong with it stay in view; the answers scroll above them.
void whole_page(Context& context, const PageResult& page) {
  constexpr float kAbove = 30, kBelow = 7;
  Box content = page.content, side = page.side;
  if (context.state.settings.text_percent == 100 && !context.ui.landscape()) {
    content.top += kAbove;
    content.height -= kAbove + kBelow;
  }
  // In landscape the consent stands over the button that needs it, where it is whole there.
  const bool beside = context.ui.landscape() && consent_height(context, side) <= side.height;
  Box& column = beside ? side : content;
  const float consent = std::min(consent_height(context, column), column.height);
  const Box row{column.start, column.bottom() - consent, column.width, consent};
  column.height -= consent + ui::kGutter;
  column.height -= error_bar(context, column);
  {
    Flow flow(context, "page", content);
    answers_card(context, flow, Rows::with_buttons);
  }
  consent_row(context, row);
}

// With low reach the answers are read above, and changed with the buttons below.
void in_reach(Context& context, const PageResult& page) {
  constexpr float kChangeMost = 108, kChangeLeast = 84, kChangeGap = 14;
  {
    Box reading = page.reading;
    reading.height -= error_bar(context, reading);
    Flow flow(context, "page", reading);
    answers_card(context, flow, Rows::read_only);
  }
  const Box& content = page.content;
  const std::vector<CheckRow> rows = check_rows(context);
  const float half = (content.width - kChangeGap) / 2;
  // A long consent takes its room from the buttons first.
  const auto lines = static_cast<float>((rows.size() + 1) / 2);
  const float left =
      context.ui.landscape() ? content.height : content.height - consent_height(context, content);
  const float change = std::clamp(left / lines - kChangeGap, kChangeLeast, kChangeMost);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Box at{content.start + static_cast<float>(i % 2) * (half + kChangeGap),
                 content.top + static_cast<float>(i / 2) * (change + kChangeGap), half, change};
    change_button(context, at, rows[i], base::cat(context.t("Change"), ": ", rows[i].name));
  }
  const float used = lines * (change + kChangeGap);
  Box rest{content.start, content.top + used, content.width, content.height - used};
  if (context.ui.landscape()) rest = within_reach(context.ui, page.side);
  const float consent = std::min(rest.height, consent_height(context, rest));
  consent_row(context, {rest.start, rest.bottom() - consent, rest.width, consent});
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
  result.is_split() ? in_reach(context, result) : whole_page(context, result);
  if (context.state.form.sheet == app::Sheet::description) {
    SheetOptions whole;
    whole.title = context.t("Description");
    whole.words = std::string(context.state.form.draft.text.view());
    whole.role = ui::NodeRole::quote;
    whole.direction = context.memory.fields.text.direction.value_or(text::BaseDirection::first_strong);
    sheet(context, whole);
    base::overwrite(whole.words);
  }
}

}  // namespace kiosk::screens
