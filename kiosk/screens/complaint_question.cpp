// A question of the chosen category, one a page: choices as wide as the page first of all, else a number on
// the keypad or a line of text on the keyboard. What needs no answer can be passed over.

#include "kiosk/app/questions.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using content::Question;
using ui::Box;
using ui::Type;

constexpr float kChoiceLeast = 104, kChoiceMost = 140, kChoiceGap = 16, kChoicePad = 14;
constexpr float kTick = 56, kTickSide = 32, kTickGap = 28;
constexpr float kSkip = 96, kSkipBeside = 335;
constexpr float kNumber = 131, kPadLeast = 4 * 84 + 3 * 15, kPadMost = 4 * 162 + 3 * 15;

std::string hint_of(const Context& context, const Question& question) {
  const bool must = question.required;
  switch (question.kind) {
    case Question::Kind::one:
      return must ? context.t("Choose one answer.") : context.t("Choose one answer, or go on without.");
    case Question::Kind::several:
      return must ? context.t("Choose all that apply.")
                  : context.t("Choose all that apply, or go on without.");
    case Question::Kind::number:
    case Question::Kind::text:
      break;
  }
  return must ? context.t("Write it here.") : context.t("Write it if you know it, or go on without.");
}

void skip_button(Context& context, const Box& box) {
  ui::ButtonOptions button;
  button.type = Type::label;
  if (ui::neutral_button(context.ui, "complaint.skip", box, context.t("Skip this question"), button))
    context.emit(app::intent::SkipQuestion{});
}

// --- choices ---

struct ChoiceLook {
  ui::TextOptions words;
  float width, height;  // of the words' lines; of a row
};

ChoiceLook look_of(Context& context, const Question& question, ui::Size room) {
  ChoiceLook look{context.text(Type::button_large), room.width - 2 * kTickSide - kTick - kTickGap, 0};
  const auto count = static_cast<float>(question.values.size());
  look.height = std::clamp((room.height + kChoiceGap) / count - kChoiceGap, kChoiceLeast, kChoiceMost);
  for (const Question::Value& value : question.values) {
    const std::string& words = value.words.in(context.language());
    look.words.factor = std::min(look.words.factor, ui::unbroken(context.ui, words, look.width, look.words));
  }
  for (const Question::Value& value : question.values) {
    const float words = context.ui.measure(value.words.in(context.language()), look.width, look.words).height;
    look.height = std::max(look.height, words + 2 * kChoicePad);
  }
  return look;
}

// A disc where one is chosen, a box where several are.
void tick(Context& context, const Box& box, bool several, bool chosen) {
  ui::Interface& ui = context.ui;
  const float radius = several ? ui::kRadiusKey : kTick / 2;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (!chosen) return ui.painter().bordered(box, radius, ui.colours().card, 3, ui.colours().line_field);
  const bool contrast = ui.high_contrast();
  ui.painter().rounded(box, radius, contrast ? ui.colours().on_accent : accent.fill);
  ui.painter().icon(box.inset(10), "check", contrast ? accent.fill : ui.colours().on_accent);
}

void choice_row(Context& context, const Box& box, const Question& question, const Question::Value& value,
                const ChoiceLook& look) {
  ui::Interface& ui = context.ui;
  const bool several = question.kind == Question::Kind::several;
  const bool chosen = app::is_chosen(context.state.form.draft, question, value.key);
  const std::string& words = value.words.in(context.language());
  ui::Node node;
  const std::string id = base::cat("complaint.question.", question.code, ".", value.key);
  node.id = id;
  node.role = several ? ui::NodeRole::checkbox : ui::NodeRole::radio;
  node.name = words;
  node.selected = chosen;
  const ui::Control control = ui.control(std::move(node), box);
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  if (chosen) {
    ui.painter().bordered(box, ui::kRadiusButton, ui.high_contrast() ? accent.fill : accent.faint,
                          ui::kLineSelected, accent.fill);
  } else {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().card.towards(accent.tint, control.press),
                          ui.high_contrast() ? 4 : ui::kLineNeutral, ui.colours().line);
  }
  const Box mark{box.start + kTickSide, box.middle() - kTick / 2, kTick, kTick};
  tick(context, mark, several, chosen);
  ui::TextOptions text = look.words;
  if (chosen && ui.high_contrast()) text.colour = ui.colours().on_accent;
  const float height = ui.measure(words, look.width, text).height;
  ui.text({mark.end() + kTickGap, box.middle() - height / 2, look.width, height}, words, text);
  if (control.activated) context.emit(app::intent::ChooseAnswer{value.key});
}

void choices(Context& context, const Question& question, const PageResult& page) {
  ui::Interface& ui = context.ui;
  Box content = page.content;
  Box side = ui.landscape() ? within_reach(ui, page.side) : Box{};
  if (ui.landscape()) {
    side.height -= error_bar(context, side);
  } else {
    content.height -= error_bar(context, content);
  }
  const bool beside = side.height >= kSkip;
  const float below = question.required || beside ? 0 : kSkip + kChoiceGap;
  const ChoiceLook look = look_of(context, question, {content.width, content.height - below});
  if (!question.required && beside)
    skip_button(context, {side.start, side.bottom() - kSkip, side.width, kSkip});
  Flow flow(context, "page", content);
  for (const Question::Value& value : question.values)
    choice_row(context, flow.next(look.height, kChoiceGap), question, value, look);
  if (below > 0) skip_button(context, flow.next(kSkip, 0));
}

// --- a number ---

enum class Use { read, touched };

void number_field(Context& context, const Box& box, const Question& question, Use use) {
  ui::Interface& ui = context.ui;
  constexpr float kSide = 40, kCaret = 5, kCaretHeight = 72, kCaretGap = 4;
  const std::string_view value = complaint::answer_to(context.state.form.draft, question.code);
  const std::string& label = question.label.in(context.language());
  if (use == Use::read) {
    ui.say("complaint.answer", ui::NodeRole::field, box, label, value);
  } else {
    ui::Node node;
    node.id = "complaint.answer";
    node.role = ui::NodeRole::field;
    node.name = label;
    node.value = value;
    node.selected = true;
    ui.control(std::move(node), box);
  }
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const bool wrong = context.state.form.error.has_value();
  const ui::ToneColours& error = ui.tone(ui::Tone::error);
  ui.painter().rounded(box.inset(-8), ui::kRadiusField + 8, wrong ? error.tint : accent.halo);
  ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, wrong ? 6 : 5,
                        wrong ? error.text : accent.fill);
  // Digits run from the left on every page.
  const bool rtl = ui.painter().right_to_left();
  ui::TextOptions number = context.text(Type::keypad);
  number.direction = text::BaseDirection::ltr;
  number.align = rtl ? text::Align::end : text::Align::start;
  ui.line(box.inset(kSide, 0), value, number);
  const float left = kSide + ui.measure(value, text::kNoWidth, number).width + kCaretGap;
  const float start = rtl ? box.end() - left - kCaret : box.start + left;
  ui.painter().fill({start, box.middle() - kCaretHeight / 2, kCaret, kCaretHeight}, accent.fill);
}

void type_number(Context& context, const Question& question, const std::optional<std::string>& key) {
  if (key == ui::kCheckKey) return context.emit(app::intent::Continue{});
  const base::SecretString typed = digits_typed(context, key);
  if (typed.empty()) return;
  // One more than the largest has: what is too large is said, not cut.
  const std::size_t most = std::to_string(question.most).size() + 1;
  base::SecretString value(complaint::answer_to(context.state.form.draft, question.code));
  for (const char& digit : typed.view()) {
    if (digit == kErased) {
      value.drop_last();
    } else if (value.size() < most) {
      value.append({&digit, 1});
    }
  }
  context.emit(app::intent::EditField{app::Field::answer, value});
}

// The field above, below it the keypad, and beside that what passes the question over. With low reach the
// field is only read.
void number(Context& context, const Question& question, const PageResult& page) {
  constexpr float kAbove = 12, kBetween = 28;
  const bool reach = page.is_split();
  Box room = reach ? page.reading : page.content;
  const Box field{room.start + 8, room.top + kAbove, room.width - 16, kNumber};
  number_field(context, field, question, reach ? Use::read : Use::touched);
  room.top = field.bottom() + kBetween;
  room.height = (reach ? page.reading : page.content).bottom() - room.top;
  const float error = error_below(context, room);
  if (reach) room = page.content;
  if (!reach && error > 0) room = {room.start, room.top + error, room.width, room.height - error};
  const float height = std::clamp(room.height, std::min(kPadLeast, room.height), kPadMost);
  const Box keys{room.start + kSkipBeside + kBetween, room.top, room.width - kSkipBeside - kBetween, height};
  const bool given = !complaint::answer_to(context.state.form.draft, question.code).empty();
  type_number(context, question, ui::keypad(context.ui, keys, given || !question.required));
  if (!question.required) skip_button(context, {room.start, room.top, kSkipBeside, kSkip});
}

// --- a line of text ---

void line_of_text(Context& context, const Question& question, const PageResult& page) {
  constexpr float kTools = 84, kBetween = 18;
  const TypingPlace place = typing_place(context, page);
  ui::FieldOptions options;
  options.label = question.label.in(context.language());
  options.error = context.state.form.error.has_value();
  write_one_line(context, place, app::Field::answer, "complaint.answer", context.memory.fields.answer,
                 options);
  const float field = std::max(124.0F, ui::field_height(context.ui));
  const float top = place.room.top + 10 + field + kTools + 2 * kBetween;
  const bool fits = !place.tools && top + kSkip <= place.room.bottom();
  if (!question.required && fits) skip_button(context, {place.room.start, top, place.room.width, kSkip});
}

}  // namespace

void draw_question(Context& context) {
  const Question* question = app::question_shown(context.state);
  if (question == nullptr) return draw_category(context);  // a preview took it away
  const bool is_list = !question->values.empty(), types = question->kind == Question::Kind::text;
  PageOptions options = form_page(context, app::Screen::question, question->words.in(context.language()),
                                  types ? std::string() : hint_of(context, *question));
  if (types) options.title_type = Type::h1_form;
  if (is_list) options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  if (is_list) return choices(context, *question, page);
  if (types) return line_of_text(context, *question, page);
  number(context, *question, page);
}

}  // namespace kiosk::screens
