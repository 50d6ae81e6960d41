// The staff's door: a keypad for their code, and the page on which they change it. Digits are never shown.

#include <algorithm>

#include "kiosk/app/timers.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kField = 128, kKeypad = 968;

void code_field(Context& context, const Box& field, const std::string& name, const base::SecretString& typed,
                bool wrong) {
  ui::Interface& ui = context.ui;
  ui::Node node;
  node.id = "staff.pin";
  node.role = ui::NodeRole::field;
  node.name = name;
  node.value = std::string(typed.size(), '*');
  const ui::Control control = ui.control(std::move(node), field);
  if (control.focused) ui::focus_ring(ui, field, ui::kRadiusField);
  ui.painter().bordered(field, ui::kRadiusField, ui.colours().card, wrong ? 6 : 3,
                        wrong ? ui.tone(ui::Tone::error).text : ui.colours().line_field);
  const float step = std::min(56.0F, (field.width - 80) / static_cast<float>(app::kPinMaxDigits));
  for (std::size_t i = 0; i < typed.size(); ++i) {
    ui.painter().disc(field.start + field.width / 2 +
                          (static_cast<float>(i) - static_cast<float>(typed.size() - 1) / 2) * step,
                      field.middle(), 14, ui.colours().ink);
  }
}

struct CodeKeys {
  base::SecretString digits;  // digits_typed()
  bool enter = false;
};

CodeKeys code_keys(Context& context, const Box& box, bool enabled) {
  const float width = std::min(box.width, kKeypad);
  const Box at{box.start + (box.width - width) / 2, box.top, width, box.height};
  const std::optional<std::string> key = ui::keypad(context.ui, at, enabled);
  return {digits_typed(context, key), key == ui::kCheckKey};
}

// What stands between the field and the keys: a pause that is counted down, or what was wrong.
std::optional<std::string> pause_words(const Context& context) {
  const std::optional<int> seconds = app::pin_seconds_left(context.state);
  if (!seconds) return std::nullopt;
  return app::fill_in(context.t("Too many wrong codes. The next try is possible in {time}."),
                      {{"time", app::left_to_right(app::countdown_text(*seconds))}});
}

struct CodePage {
  std::string name;  // of the field
  const base::SecretString& typed;
  std::optional<std::string> problem;
  std::string hint;
  bool busy;
};

// Portrait: field over keys; landscape: the field at the start, the keys at the end.
CodeKeys code_page(Context& context, const Box& content, const CodePage& what) {
  ui::Interface& ui = context.ui;
  const bool wide = ui.landscape();
  const float column = wide ? content.width * 0.42F : content.width;
  const std::optional<std::string> pause = pause_words(context);
  const bool wrong = pause || what.problem;
  float top = content.top;
  const ui::TextOptions label = context.text(Type::label);
  const float height = ui.text({content.start, top, column, 0}, what.name, label);
  top += height + 8;
  code_field(context, {content.start, top, column, kField}, what.name, what.typed, wrong);
  top += kField + 20;
  if (wrong) {
    top += ui::message_bar(ui, "staff.problem", ui::NodeRole::alert, {content.start, top, column, 96},
                           pause ? "hourglass" : "error", ui::Tone::error, pause ? *pause : *what.problem) +
           20;
  } else if (!what.hint.empty()) {
    top += context.say({}, ui::NodeRole::text, {content.start, top, column, 0}, what.hint,
                       context.text(Type::body_min, ui.colours().ink2)) +
           20;
  }
  constexpr float kAboveFrieze = 28;
  const Box keys = wide ? Box{content.start + column + 56, content.top, content.width - column - 56,
                              content.height - kAboveFrieze}
                        : Box{content.start, top, content.width, content.bottom() - top};
  return code_keys(context, keys, !what.typed.empty() && !what.busy && !pause);
}

std::string of_digits(std::string words) {
  return app::fill_in(std::move(words), {{"fewest", std::to_string(app::kPinFewestDigits)},
                                         {"most", std::to_string(app::kPinMaxDigits)}});
}

std::optional<std::string> code_problem(const Context& context, const std::string& problem) {
  if (problem.empty()) return std::nullopt;
  if (problem == app::kWrongCode) return context.t("The old code is not right.");
  if (problem == app::kCodesDiffer)
    return context.t("The two new codes are not the same. Enter the new one again.");
  if (problem == app::kCodeNotDigits)
    return of_digits(context.t("The code needs {fewest} to {most} digits."));
  if (problem == app::kCodeTooEasy)
    return context.t("This code is too easy to guess: no rows like 123456 or 111111.");
  if (problem == app::kSameCode) return context.t("The new code is the old one. Choose another.");
  return with_code(context.t("The new code could not be kept; the old one is still right."), problem);
}

}  // namespace

void draw_staff_pin(Context& context) {
  const app::Staff& staff = context.state.staff;
  const PageResult result = page(context, staff_page(context.t("Enter the staff code")));
  std::optional<std::string> problem;
  if (!context.state.kiosk.pin_is_set)
    problem = context.t("This screen has no staff code yet. It is set on the machine: kioskctl staff pin.");
  if (staff.wrong) problem = context.t("The code is not right.");
  const CodeKeys keys = code_page(context, result.content,
                                  {context.t("Staff code"), staff.pin, problem,
                                   staff.checking ? context.t("Checking") : "", staff.checking});
  emit_digits<app::intent::PinDigit, app::intent::PinErase>(context, keys.digits);
  if (keys.enter) context.emit(app::intent::PinEnter{});
}

void draw_staff_code(Context& context) {
  const app::CodeChange& code = context.state.staff.code;
  const PageResult result = page(context, staff_page(context.t("Change the staff code")));
  if (code.done) {
    Flow flow(context, "page", result.content);
    return flow.message({"staff.code.done", ui::NodeRole::status, "check-circle", ui::Tone::ok,
                         context.t("The new code is right from now on. Tell those who need it."),
                         kStaffMessage});
  }
  const bool is_old = code.field == app::CodeField::old_code;
  const std::string name = is_old                                ? context.t("The old code")
                           : code.field == app::CodeField::fresh ? context.t("The new code")
                                                                 : context.t("The new code, again");
  const std::string hint =
      code.checking ? context.t("Checking")
      : is_old      ? ""
                    : of_digits(context.t("{fewest} to {most} digits. Nobody sees them, here or elsewhere."));
  const CodeKeys keys =
      code_page(context, result.content,
                {name, code.typed(), code_problem(context, code.problem), hint, code.checking});
  emit_digits<app::intent::CodeDigit, app::intent::CodeErase>(context, keys.digits);
  if (keys.enter) context.emit(app::intent::CodeEnter{});
}

}  // namespace kiosk::screens
