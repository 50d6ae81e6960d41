#include "kiosk/screens/status_way.h"

#include <algorithm>

#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kRow = 176, kDiscStart = 68, kDiscTop = 74, kDisc = 34, kRing = 24, kHalo = 44;
constexpr float kRowWords = 184, kRowPad = 31, kCardStart = 153, kWordsOverDisc = 39, kCardPad = 24;

bool is_open(const complaint::FollowUp& found) {
  return found.history.empty() || look_of(found.history.back().state).open;
}

std::string no_answer_yet(const Context& context, const complaint::FollowUp& found) {
  if (!found.deadline) return context.t("It appears here; we call you if you left a number");
  return *found.deadline >= context.state.wall
             ? context.t("No answer yet: come back after the date above.")
             : context.t("No answer yet, and the date has passed: ask the reception.");
}

// A message that this screen keeps, or has sent.
std::string message_words(const Context& context, const complaint::FiledHere& message) {
  switch (message.state) {
    case complaint::LocalState::saved:
      return context.t("Saved, waiting for the network");
    case complaint::LocalState::failed:
      return context.t("Staff are looking at it: please ask the reception");
    case complaint::LocalState::delivered:
      break;
  }
  return context.t("The complaints cell has received it");
}

// One that the cell has told of.
WayEvent message_event(const Context& context, const complaint::FollowUpStep& step,
                       complaint::CaseState before) {
  const bool reopened = !look_of(before).open && look_of(step.state).open;
  return {context.t("You added information"),
          reopened ? context.t("The file is open again") : context.t("The complaints cell has received it"),
          app::day_text(context.language(), step.at), WayStep::done};
}

std::vector<WayEvent> events_of(const Context& context, const complaint::FollowUp& found) {
  std::vector<WayEvent> events;
  const base::Language language = context.language();
  const bool delivered = local_state(found) == complaint::LocalState::delivered;
  if (found.filed_here) {
    const std::string second =
        found.filed_here->delivered_at
            ? app::fill_in(context.t("Saved, then sent at {time}"),
                           {{"time", app::clock_text(*found.filed_here->delivered_at)}})
            : context.t("Saved, waiting for the network");
    events.push_back({context.t("Recorded on the town hall's screen"), second,
                      app::day_text(language, found.filed_here->filed_at), WayStep::done});
  }
  if (found.history.empty() && delivered) {
    const bool dated = found.filed_here && found.filed_here->delivered_at;
    events.push_back({context.t("The complaints cell has received it"),
                      {},
                      dated ? app::day_text(language, *found.filed_here->delivered_at) : std::string(),
                      WayStep::done});
  }
  complaint::CaseState before = complaint::CaseState::received;
  for (const complaint::FollowUpStep& step : found.history) {
    if (step.is_message) {
      events.push_back(message_event(context, step, before));
      before = step.state;
      continue;
    }
    before = step.state;
    std::string second(words_in(step.note, language).view());
    if (second.empty() && step.state == complaint::CaseState::received && !found.case_number.empty())
      second = app::fill_in(context.t("File number {number}"), {{"number", found.case_number}});
    events.push_back(
        {context.t(look_of(step.state).words), second, app::day_text(language, step.at), WayStep::done});
  }
  for (const complaint::FiledHere& message : found.messages)
    events.push_back({context.t("You added information"), message_words(context, message),
                      app::day_text(language, message.filed_at), WayStep::done});
  if (is_open(found) && !events.empty()) events.back().step = WayStep::current;
  if (found.history.empty() && !delivered)
    events.push_back({context.t("Reception by the complaints cell"), {}, {}, WayStep::next});
  if (is_open(found))
    events.push_back(
        {context.t("A written answer to you"), no_answer_yet(context, found), {}, WayStep::next});
  if (found.history.empty() || found.history.back().state != complaint::CaseState::closed)
    events.push_back({context.t("Closing of the file"), {}, {}, WayStep::next});
  return events;
}

// Places of a row, from its top and its start.

WayRow row_for(Context& context, WayEvent event, float width) {
  ui::Interface& ui = context.ui;
  const bool next = event.step == WayStep::next;
  WayRow row;
  row.title = context.text(next ? Type::lead : Type::h3, next ? ui.colours().ink2 : ui.colours().ink);
  row.small = context.text(Type::body_min, ui.colours().ink2);
  row.small.direction = text::BaseDirection::first_strong;  // a note of the cell's in whichever language
  row.when = context.text(
      Type::label, event.step == WayStep::current ? ui.accent(ui::Accent::brick).fill : ui.colours().ink2);
  if (!event.when.empty()) {
    const ui::Size when = ui.measure(event.when, text::kNoWidth, row.when);
    row.when_width = when.width + 4;
    row.when_height = when.height;
  }
  constexpr float kLeastWords = 420;
  row.width = width - kRowWords - kRowPad;
  row.when_below = row.width - row.when_width - 20 < kLeastWords;
  if (!row.when_below && row.when_width > 0) row.width -= row.when_width + 20;
  row.when.align = row.when_below ? text::Align::start : text::Align::end;
  row.title.factor = ui::unbroken(ui, event.title, row.width, row.title);
  row.small.factor = ui::unbroken(ui, event.second, row.width, row.small);
  row.title_height = ui.measure(event.title, row.width, row.title).height;
  if (!event.second.empty()) row.second_height = ui.measure(event.second, row.width, row.small).height;
  row.event = std::move(event);
  return row;
}

void draw_disc(Context& context, float middle, float top, WayStep step) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::brick);
  if (step == WayStep::next) {
    ui.painter().disc(middle, top, kDisc, ui.colours().step_outline);
    return ui.painter().disc(middle, top, kDisc - ui::kLineNeutral, ui.colours().ground_middle);
  }
  if (step == WayStep::current) {
    ui.painter().disc(middle, top, kHalo, accent.halo);
    ui.painter().disc(middle, top, kDisc, accent.fill);
    return ui.painter().disc(middle, top, kRing, ui.colours().card);
  }
  ui.painter().disc(middle, top, kDisc, accent.fill);
  ui.painter().icon({middle - 20, top - 20, 40, 40}, "check", ui.colours().on_accent);
}

void draw_row(Context& context, const Box& box, const WayRow& row) {
  ui::Interface& ui = context.ui;
  const WayEvent& event = row.event;
  const float top = box.top + row.over();
  if (event.step == WayStep::current)
    ui::card(ui,
             {box.start + kCardStart, top - kCardPad, box.width - kCardStart, row.words() + 2 * kCardPad});
  draw_disc(context, box.start + kDiscStart, box.top + kDiscTop, event.step);
  const float start = box.start + kRowWords;
  ui.text({start, top, row.width, row.title_height}, event.title, row.title);
  if (row.second_height > 0)
    ui.text({start, top + row.title_height, row.width, row.second_height}, event.second, row.small);
  if (row.when_below && row.when_width > 0)
    ui.text({start, top + row.title_height + row.second_height, row.width, row.when_height}, event.when,
            row.when);
  if (row.when_width > 0 && !row.when_below)
    ui.line({box.end() - kRowPad - row.when_width, top, row.when_width, row.words()}, event.when, row.when);
  ui.say({}, ui::NodeRole::text, box, ui::in_sentences({event.title, event.second, event.when}));
}

}  // namespace

StateLook look_of(complaint::CaseState state) {
  switch (state) {
    case complaint::CaseState::received:
      return {app::translatable("The complaints cell has received it"), "inbox", true};
    case complaint::CaseState::in_progress:
      return {app::translatable("Being handled"), "hourglass", true};
    case complaint::CaseState::waiting_service:
      return {app::translatable("Sent to the service in charge"), "reply", true};
    case complaint::CaseState::answered:
      return {app::translatable("Answered"), "message", false};
    case complaint::CaseState::closed:
      return {app::translatable("Closed"), "check-circle", false};
  }
  return {app::translatable("Being handled"), "hourglass", true};
}

complaint::LocalState local_state(const complaint::FollowUp& found) {
  return found.filed_here ? found.filed_here->state : complaint::LocalState::delivered;
}

const base::SecretString& words_in(const complaint::Words& words, base::Language language) {
  const bool french_first = language != base::Language::ar;
  if (french_first) return words.fr.empty() ? words.ar : words.fr;
  return words.ar.empty() ? words.fr : words.ar;
}

float WayRow::over() const { return kDiscTop - std::min(kWordsOverDisc, words() / 2); }
float WayRow::height() const { return std::max(kRow, over() + words() + 2 * kCardPad); }

float Way::height() const {
  float all = 0;
  for (const WayRow& row : rows) all += row.height();
  return all;
}

Way way_for(Context& context, const complaint::FollowUp& found, float width) {
  Way history;
  for (WayEvent& event : events_of(context, found))
    history.rows.push_back(row_for(context, std::move(event), width));
  return history;
}

void draw_way(Context& context, Box box, const Way& history) {
  constexpr float kLine = 6;
  float top = box.top;
  for (std::size_t i = 0; i + 1 < history.rows.size(); ++i) {  // under the discs
    const bool gone = history.rows[i + 1].event.step != WayStep::next;
    const float height = history.rows[i].height();
    context.ui.painter().fill({box.start + kDiscStart - kLine / 2, top + kDiscTop, kLine, height},
                              gone ? context.ui.accent(ui::Accent::brick).fill : context.ui.colours().track);
    top += height;
  }
  for (const WayRow& row : history.rows) {
    box.height = row.height();
    draw_row(context, box, row);
    box.top += box.height;
  }
}

}  // namespace kiosk::screens
