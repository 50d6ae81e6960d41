// 16, 16c, 16b: following a complaint by its number, and what the cell says of it.

#include "kiosk/app/timers.h"
#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

void code_boxes(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::Follow& follow = context.state.follow;
  const std::string_view digits = follow.digits.view();
  const bool wrong =
      follow.problem == app::FollowProblem::unknown || follow.problem == app::FollowProblem::mistyped;
  const float width = (box.width - 2 * 24) / 3;
  for (std::size_t group = 0; group < 3; ++group) {
    // Always left to right.
    const float left = static_cast<float>(group) * (width + 24);
    const Box at{box.start + (ui.painter().right_to_left() ? box.width - left - width : left), box.top, width,
                 box.height};
    const bool active = !wrong && digits.size() / 4 == group && digits.size() < 12;
    if (wrong) {
      ui.painter().bordered(at, 30, ui.colours().card, 6, ui.tone(ui::Tone::error).text);
    } else if (active) {
      ui.painter().rounded(at.inset(-8), 38, ui.accent(ui::Accent::brick).halo);
      ui.painter().bordered(at, 30, ui.colours().card, 6, ui.accent(ui::Accent::brick).fill);
    } else {
      ui.painter().bordered(at, 30, ui.colours().card, 3, ui.colours().line_field);
    }
    const float cell = (width - 48) / 4;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t index = group * 4 + i;
      const float cell_left = 24 + static_cast<float>(i) * cell;
      const Box digit{at.start + (ui.painter().right_to_left() ? width - cell_left - cell : cell_left),
                      at.top, cell, at.height};
      if (index < digits.size()) {
        ui::TextOptions number = context.text(Type::number_l);
        number.align = text::Align::center;
        ui.line(digit, digits.substr(index, 1), number);
      } else {
        ui.painter().disc(digit.start + cell / 2, digit.middle(), 8, ui.colours().bar_disabled);
      }
    }
  }
  ui::Node node;
  node.id = "follow.code";
  node.role = ui::NodeRole::field;
  node.name = context.t("Follow-up number");
  node.value = digits;
  ui.control(std::move(node), box);
}

std::string problem_words(const Context& context) {
  switch (context.state.follow.problem) {
    case app::FollowProblem::unknown:
      return context.t("We did not find this number. Check the last four digits, or ask the reception.");
    case app::FollowProblem::mistyped:
      return context.t("There is a typing slip in the number. Compare it with your receipt.");
    case app::FollowProblem::too_often:
      return context.t("Too many tries. Wait a minute, please.");
    case app::FollowProblem::failed:
      return context.t("The answer cannot be read just now. Try again in a moment.");
    case app::FollowProblem::none:
      break;
  }
  return {};
}

void take_physical_digits(Context& context) {
  for (const char key : digits_typed(context)) {
    if (key == kErased) {
      context.emit(app::intent::FollowErase{});
    } else {
      context.emit(app::intent::FollowDigit{key});
    }
  }
}

struct StateLook {
  const char* words;
  const char* icon;
  bool open;
};

StateLook look_of(complaint::CaseState state) {
  switch (state) {
    case complaint::CaseState::received:
      return {"The complaints cell has received it", "inbox", true};
    case complaint::CaseState::in_progress:
      return {"Being handled", "hourglass", true};
    case complaint::CaseState::waiting_service:
      return {"Sent to the service in charge", "reply", true};
    case complaint::CaseState::answered:
      return {"Answered", "message", false};
    case complaint::CaseState::closed:
      return {"Closed", "check-circle", false};
  }
  return {"Being handled", "hourglass", true};
}

struct Now {
  std::string words, value;
  const char* icon;
  bool open = true;
};

Now now_of(const Context& context, const complaint::FollowUp& found) {
  if (!found.history.empty()) {
    const complaint::CaseState state = found.history.back().state;
    const StateLook look = look_of(state);
    return {context.t(look.words), std::string(complaint::slug_of(state)), look.icon, look.open};
  }
  const complaint::LocalState local =
      found.filed_here ? found.filed_here->state : complaint::LocalState::delivered;
  if (local == complaint::LocalState::delivered)
    return {context.t("The complaints cell has received it"), "delivered", "inbox", true};
  if (local == complaint::LocalState::failed)
    return {context.t("Staff are looking at it: please ask the reception"), "failed", "warning", true};
  return {context.t("Saved on this screen, not sent yet"), "saved", "kiosk", true};
}

void head_band(Context& context, Flow& flow, const complaint::FollowUp& found) {
  ui::Interface& ui = context.ui;
  const Now now = now_of(context, found);
  const ui::Colour fill = now.open ? ui.accent(ui::Accent::brick).fill : ui.tone(ui::Tone::ok).text;
  std::string second;
  if (now.open && found.deadline)
    second = app::fill_in(context.t("Answer expected before {date}"),
                          {{"date", app::weekday_date_text(context.language(), *found.deadline)}});
  ui::TextOptions title = context.text(Type::h2, ui.colours().on_accent);
  const ui::TextOptions small = context.text(Type::body, ui.colours().on_accent);
  const float width = flow.width() - 200;
  title.factor = ui::unbroken(ui, now.words, width, title);
  const float title_height = ui.measure(now.words, width, title).height,
              second_height = second.empty() ? 0 : ui.measure(second, width, small).height;
  const Box box = flow.next(title_height + second_height + 60);
  ui.painter().rounded(box, ui::kRadiusCard, fill);
  ui.painter().icon({box.start + 48, box.middle() - 44, 88, 88}, now.icon, ui.colours().on_accent);
  ui.text({box.start + 166, box.top + 30, width, title_height}, now.words, title);
  if (!second.empty())
    ui.text({box.start + 166, box.top + 30 + title_height, width, second_height}, second, small);
  ui.say("follow.status", ui::NodeRole::status, box, ui::in_sentences({now.words, second}), now.value);
}

const base::SecretString& words_in(const complaint::Words& words, base::Language language) {
  const bool french_first = language != base::Language::ar;
  if (french_first) return words.fr.empty() ? words.ar : words.fr;
  return words.ar.empty() ? words.fr : words.ar;
}

void answer_card(Context& context, Flow& flow, const complaint::FollowUp& found) {
  ui::Interface& ui = context.ui;
  for (auto step = found.history.rbegin(); step != found.history.rend(); ++step) {
    if (step->answer.empty()) continue;
    const base::SecretString& answer = words_in(step->answer, context.language());
    ui::TextOptions body = context.text(Type::lead);
    body.direction = text::BaseDirection::first_strong;
    const float height = ui.measure(answer.view(), flow.width() - 72, body).height;
    const std::string heading = context.t("The cell's answer");
    const float heading_height = ui.measure(heading, flow.width() - 72, context.text(Type::h3)).height;
    const Box box = flow.next(heading_height + height + 70);
    ui::card(ui, box, ui::kRadiusCard);
    ui.text({box.start + 36, box.top + 24, box.width - 72, 60}, heading, context.text(Type::h3));
    ui.text({box.start + 36, box.top + 36 + heading_height, box.width - 72, height}, answer.view(), body);
    ui.say("follow.answer", ui::NodeRole::text, box, context.t("The cell's answer"), answer.view());
    return;
  }
}

struct Event {
  std::string title, second, when;
  bool done = true;
};

std::vector<Event> events_of(const Context& context, const complaint::FollowUp& found) {
  std::vector<Event> events;
  const base::Language language = context.language();
  if (found.filed_here) {
    const std::string second =
        found.filed_here->delivered_at
            ? app::fill_in(context.t("Saved, then sent at {time}"),
                           {{"time", app::clock_text(*found.filed_here->delivered_at)}})
            : context.t("Saved, waiting for the network");
    events.push_back({context.t("Recorded on the town hall's screen"), second,
                      app::day_text(language, found.filed_here->filed_at), true});
  }
  bool answered = false;
  for (const complaint::FollowUpStep& step : found.history) {
    std::string second(words_in(step.note, language).view());
    if (second.empty() && step.state == complaint::CaseState::received && !found.case_number.empty()) {
      second = app::fill_in(context.t("File number {number}"), {{"number", found.case_number}});
    }
    answered |= step.state == complaint::CaseState::answered || step.state == complaint::CaseState::closed;
    events.push_back({context.t(look_of(step.state).words), second, app::day_text(language, step.at), true});
  }
  if (found.history.empty())
    events.push_back({context.t("The complaints cell has received it"), {}, {}, false});
  if (!answered)
    events.push_back({context.t("A written answer to you"),
                      context.t("It appears here; we call you if you left a number"),
                      {},
                      false});
  return events;
}

void history(Context& context, Flow& flow, const complaint::FollowUp& found) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  const std::vector<Event> events = events_of(context, found);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    ui::TextOptions title = context.text(Type::h3, event.done ? ui.colours().ink : ui.colours().ink2);
    ui::TextOptions small = context.text(Type::body_min, ui.colours().ink2);
    const float width = flow.width() - 130 - 190;
    title.factor = ui::unbroken(ui, event.title, width, title);
    small.factor = ui::unbroken(ui, event.second, width, small);
    const float title_height = ui.measure(event.title, width, title).height;
    const float second_height = event.second.empty() ? 0 : ui.measure(event.second, width, small).height;
    const Box box = flow.next(std::max(128.0F, title_height + second_height + 24), 6);
    const float centre = box.start + 60;
    if (i + 1 < events.size())
      ui.painter().fill({centre - 3, box.top + 40, 6, box.height + 6},
                        events[i + 1].done ? accent.fill : ui.colours().track);
    if (event.done) {
      ui.painter().disc(centre, box.top + 40, 34, accent.fill);
      ui.painter().icon({centre - 20, box.top + 20, 40, 40}, "check", ui.colours().on_accent);
    } else {
      ui.painter().disc(centre, box.top + 40, 34, ui.colours().step_outline);
      ui.painter().disc(centre, box.top + 40, 31, ui.colours().ground_middle);
    }
    ui.text({box.start + 130, box.top + 4, width, title_height}, event.title, title);
    if (second_height > 0)
      ui.text({box.start + 130, box.top + 4 + title_height, width, second_height}, event.second, small);
    ui::TextOptions when = context.text(Type::meta_strong, ui.colours().ink2);
    when.align = text::Align::end;
    ui.line({box.end() - 180, box.top + 10, 180, 60}, event.when, when);
    ui.say({}, ui::NodeRole::text, box, ui::in_sentences({event.title, event.second, event.when}));
  }
}

}  // namespace

void draw_follow(Context& context) {
  ui::Interface& ui = context.ui;
  const app::Follow& follow = context.state.follow;
  const bool complete = follow.digits.size() == complaint::kReceiptDigits;
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.eyebrow = context.t("Follow a complaint");
  options.eyebrow_icon = "track";
  options.title = context.t("Enter the follow-up number");
  options.hint = context.t("12 digits, on your receipt");
  Primary primary;
  primary.id = "follow.show";
  primary.label = follow.asking ? context.t("Searching") : context.t("Show the state");
  primary.enabled = complete || follow.asking;
  primary.busy = follow.asking;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FollowShow{});
  take_physical_digits(context);
  const bool wide = ui.landscape();
  const Box column =
      wide ? Box{result.content.start, result.content.top, 860, result.content.height} : result.content;
  code_boxes(context, {column.start, column.top + 20, column.width, 168});
  const Box below{column.start, column.top + 216, column.width, 126};
  const std::string problem = problem_words(context);
  float used = 126;
  if (!problem.empty()) {
    used =
        ui::message_bar(ui, "follow.problem", ui::NodeRole::alert, below, "error", ui::Tone::error, problem);
  } else {
    used = ui::message_bar(ui, "follow.help", ui::NodeRole::text, below, "info", ui::Tone::information,
                           context.t("The number stands on the receipt: three groups of four digits."));
  }
  const Box keys = wide ? Box{result.content.start + 900, result.content.top, result.content.width - 900,
                              result.content.height}
                        : Box{column.start, below.top + used + 28, column.width,
                              result.content.bottom() - below.top - used - 28};
  if (const auto key = ui::keypad(ui, keys, complete && !follow.asking)) {
    if (*key == "⌫") {
      context.emit(app::intent::FollowErase{});
    } else if (*key == "✓") {
      context.emit(app::intent::FollowShow{});
    } else {
      context.emit(app::intent::FollowDigit{key->front()});
    }
  }
}

namespace {

std::string code_words(const Context& context, complaint::Kind kind) {
  if (kind == complaint::Kind::observation) return context.t("Observation {code}");
  return kind == complaint::Kind::suggestion ? context.t("Suggestion {code}") : context.t("Complaint {code}");
}

std::string your_words(const Context& context, complaint::Kind kind) {
  if (kind == complaint::Kind::observation) return context.t("Your observation");
  return kind == complaint::Kind::suggestion ? context.t("Your suggestion") : context.t("Your complaint");
}

// Always in view, however long the answer above it is.
float erased_in(Context& context, const Box& content) {
  const ui::TextOptions small = context.text(Type::meta, context.ui.colours().ink2);
  const std::string words =
      app::fill_in(context.t("This screen is erased by itself in {time}"),
                   {{"time", app::countdown_text(app::seconds_left(context.state).value_or(0))}});
  const float height = context.ui.measure(words, content.width, small).height;
  context.say("follow.timer", ui::NodeRole::timer,
              {content.start, content.bottom() - height, content.width, height}, words, small);
  return height;
}

}  // namespace

void draw_status(Context& context) {
  if (!context.state.follow.found) return draw_follow(context);
  const complaint::FollowUp& found = *context.state.follow.found;
  const app::State& state = context.state;
  const complaint::Kind kind = found.kind.value_or(complaint::Kind::complaint);
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.eyebrow_icon = "track";
  const std::string_view digits = state.follow.digits.view();
  options.eyebrow =
      app::fill_in(code_words(context, kind),
                   {{"code", app::left_to_right(base::cat(digits.substr(0, 4), " ", digits.substr(4, 4), " ",
                                                          digits.substr(8)))}});
  std::string title = found.category.empty() ? your_words(context, kind)
                                             : app::category_name(state, context.strings(), found.category);
  if (!found.district.empty())
    title = base::cat(title, context.t("list comma", ", "),
                      app::isolated(app::district_name(state, context.strings(), found.district)));
  options.title = std::move(title);
  Primary primary;
  primary.id = "follow.done";
  primary.label = context.t("Finish and erase");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Finish{});
  Box content = result.content;
  content.height -= erased_in(context, content) + 12;
  Flow flow(context, "page", content);
  head_band(context, flow, found);
  answer_card(context, flow, found);
  history(context, flow, found);
  flow.gap(10);
  const ui::TextOptions small = context.text(Type::meta, context.ui.colours().ink2);
  if (found.as_of) {
    flow.text(ui::NodeRole::text,
              app::fill_in(context.t("Last news from the cell: {date}, {time}"),
                           {{"date", app::date_text(context.language(), *found.as_of)},
                            {"time", app::clock_text(*found.as_of)}}),
              small, 6);
  } else {
    flow.text(ui::NodeRole::text, context.t("This screen has not heard from the cell yet."), small, 6);
  }
}

}  // namespace kiosk::screens
