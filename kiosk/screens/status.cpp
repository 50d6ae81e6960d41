// 16b: what the cell says of a complaint. A band with the state in words, the answer in full, and the way so
// far: done steps carry a check, the one it is at stands in a card, those to come are hollow.
//
// Portrait: one below the other. Landscape: band and answer at the start, the way at the end. Both scroll.

#include <algorithm>

#include "kiosk/app/follow.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/status_way.h"
#include "kiosk/screens/visit_timer.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/toast.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

// --- the band: where it is now ---

struct Band {
  std::string title, second, value;
  const char* icon = "";
  bool open = true;
  ui::TextOptions strong, small;
  float width = 0, title_height = 0, second_height = 0;
  [[nodiscard]] float height() const { return std::max(160.0F, title_height + second_height + 66); }
};
constexpr float kBandIcon = 88, kBandIconStart = 42, kBandWords = 166, kBandEnd = 34;

void say_state(const Context& context, const complaint::FollowUp& found, Band& band) {
  if (!found.history.empty()) {
    const complaint::CaseState state = found.history.back().state;
    const StateLook look = look_of(state);
    band.title = context.t(look.words);
    band.value = complaint::slug_of(state);
    band.icon = look.icon;
    band.open = look.open;
    return;
  }
  switch (local_state(found)) {
    case complaint::LocalState::delivered:
      band.title = context.t("The complaints cell has received it");
      band.value = "delivered";
      band.icon = "inbox";
      return;
    case complaint::LocalState::failed:
      band.title = context.t("Staff are looking at it: please ask the reception");
      band.value = "failed";
      band.icon = "warning";
      return;
    case complaint::LocalState::saved:
      band.title = context.t("Saved on this screen, not sent yet");
      band.value = "saved";
      band.icon = "kiosk";
  }
}

Band band_for(Context& context, const complaint::FollowUp& found, float width) {
  ui::Interface& ui = context.ui;
  Band band;
  say_state(context, found, band);
  if (band.open && found.deadline)
    band.second = app::fill_in(context.t("Answer expected before {date}"),
                               {{"date", app::weekday_date_text(context.language(), *found.deadline)}});
  band.width = width - kBandWords - kBandEnd;
  band.strong = context.text(Type::h2, ui.colours().on_accent);
  band.small = context.text(Type::body, ui.colours().on_accent);
  band.strong.factor = ui::unbroken(ui, band.title, band.width, band.strong);
  band.title_height = ui.measure(band.title, band.width, band.strong).height;
  if (!band.second.empty()) band.second_height = ui.measure(band.second, band.width, band.small).height;
  return band;
}

void draw_band(Context& context, const Box& box, const Band& band) {
  ui::Interface& ui = context.ui;
  const ui::Colour fill = band.open ? ui.accent(ui::Accent::brick).fill : ui.tone(ui::Tone::ok).text;
  ui.painter().rounded(box, ui::kRadiusCard, fill);
  ui.painter().icon({box.start + kBandIconStart, box.middle() - kBandIcon / 2, kBandIcon, kBandIcon},
                    band.icon, ui.colours().on_accent);
  const float top = box.top + (box.height - band.title_height - band.second_height) / 2;
  ui.text({box.start + kBandWords, top, band.width, band.title_height}, band.title, band.strong);
  if (!band.second.empty())
    ui.text({box.start + kBandWords, top + band.title_height, band.width, band.second_height}, band.second,
            band.small);
  ui.say("follow.status", ui::NodeRole::status, box, ui::in_sentences({band.title, band.second}), band.value);
}

// --- the cell's answer, in full ---

struct Answer {
  const base::SecretString* words = nullptr;  // of the follow-up; none yet
  ui::TextOptions strong, body;
  float heading_height = 0, height = 0;
};
constexpr float kAnswerSide = 36, kAnswerIcon = 44, kAnswerIconRoom = 62;

Answer answer_for(Context& context, const complaint::FollowUp& found, float width) {
  Answer answer;
  for (auto step = found.history.rbegin(); step != found.history.rend(); ++step) {
    if (step->answer.empty()) continue;
    answer.words = &words_in(step->answer, context.language());
    answer.strong = context.text(Type::h3, context.ui.tone(ui::Tone::ok).text);
    answer.body = context.text(Type::lead);
    answer.body.direction = text::BaseDirection::first_strong;
    const float inner = width - 2 * kAnswerSide;
    answer.heading_height =
        context.ui.measure(context.t("The cell's answer"), inner - kAnswerIconRoom, answer.strong).height;
    answer.height = 24 + answer.heading_height + 12 +
                    context.ui.measure(answer.words->view(), inner, answer.body).height + 32;
    break;
  }
  return answer;
}

void draw_answer(Context& context, const Box& box, const Answer& answer) {
  ui::Interface& ui = context.ui;
  ui::card(ui, box, ui::kRadiusCard);
  const Box inner{box.start + kAnswerSide, box.top + 24, box.width - 2 * kAnswerSide, box.height - 24};
  ui.painter().icon(
      {inner.start, inner.top + (answer.heading_height - kAnswerIcon) / 2, kAnswerIcon, kAnswerIcon},
      "message", ui.tone(ui::Tone::ok).text);
  ui.text(inner.after(kAnswerIconRoom), context.t("The cell's answer"), answer.strong);
  ui.text({inner.start, inner.top + answer.heading_height + 12, inner.width, inner.height},
          answer.words->view(), answer.body);
  ui.say("follow.answer", ui::NodeRole::text, box, context.t("The cell's answer"), answer.words->view());
}

// --- the page ---

std::string news_words(const Context& context, const complaint::FollowUp& found) {
  if (!found.as_of) return context.t("This screen has not heard from the cell yet.");
  return app::fill_in(
      context.t("Last news from the cell: {date}, {time}"),
      {{"date", app::date_text(context.language(), *found.as_of)}, {"time", app::clock_text(*found.as_of)}});
}

// Everything, measured for the width of its column.
struct Sheet {
  Band band;
  Answer answer;
  Way history;
  std::string news;
  ui::TextOptions small;
  float news_height = 0;
  [[nodiscard]] float answer_part() const {
    return answer.words != nullptr ? answer.height + ui::kGutter : 0;
  }
};
constexpr float kBeforeHistory = 8, kBeforeNews = 10;

Sheet sheet_for(Context& context, const complaint::FollowUp& found, float start, float end) {
  Sheet sheet{band_for(context, found, start), answer_for(context, found, start),
              way_for(context, found, end), news_words(context, found),
              context.text(Type::meta, context.ui.colours().ink2)};
  sheet.news_height = context.ui.measure(sheet.news, start, sheet.small).height;
  return sheet;
}

// Band, of when it is, and answer, down from the box's top.
void draw_start(Context& context, const Box& box, const Sheet& sheet) {
  float top = box.top;
  draw_band(context, {box.start, top, box.width, sheet.band.height()}, sheet.band);
  top += sheet.band.height() + kBeforeNews;
  context.say({}, ui::NodeRole::text, {box.start, top, box.width, sheet.news_height}, sheet.news,
              sheet.small);
  top += sheet.news_height + ui::kGutter;
  if (sheet.answer.words != nullptr)
    draw_answer(context, {box.start, top, box.width, sheet.answer.height}, sheet.answer);
}

void draw_sheet(Context& context, const Box& window, const complaint::FollowUp& found) {
  constexpr float kBetween = 48, kStartShare = 0.46F, kShadow = 16;
  const bool wide = context.ui.landscape();
  const float start = wide ? (window.width - kBetween) * kStartShare : window.width;
  const float end = wide ? window.width - kBetween - start : window.width;
  const Sheet sheet = sheet_for(context, found, start, end);
  const float way = sheet.history.height();
  const float before =
      sheet.band.height() + kBeforeNews + sheet.news_height + ui::kGutter + sheet.answer_part();
  Flow flow(context, "page", window);
  if (wide) {
    const Box all = flow.next(std::max(before, way) + kShadow, 0);
    draw_start(context, all.head(start), sheet);
    return draw_way(context, all.tail(end).moved(0, -kBeforeHistory), sheet.history);
  }
  const Box all = flow.next(before + way, 0);
  draw_start(context, all, sheet);
  draw_way(context, {all.start, all.top + before, all.width, way}, sheet.history);
}

std::string code_words(const Context& context, complaint::Kind kind) {
  if (kind == complaint::Kind::observation) return context.t("Observation {code}");
  return kind == complaint::Kind::suggestion ? context.t("Suggestion {code}") : context.t("Complaint {code}");
}

std::string your_words(const Context& context, complaint::Kind kind) {
  if (kind == complaint::Kind::observation) return context.t("Your observation");
  return kind == complaint::Kind::suggestion ? context.t("Your suggestion") : context.t("Your complaint");
}

PageOptions options_for(const Context& context, const complaint::FollowUp& found) {
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
  options.title = found.category.empty() ? your_words(context, kind)
                                         : app::category_name(state, context.strings(), found.category);
  if (!found.district.empty())
    options.title = base::cat(options.title, context.t("list comma", ", "),
                              app::isolated(app::district_name(state, context.strings(), found.district)));
  Primary primary;
  primary.id = "follow.done";
  primary.label = context.t("Finish and erase");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  options.scrolls = "page";
  return options;
}

// What is said where nothing can be added any more.
std::string no_more_words(const Context& context, app::Adding how) {
  if (how == app::Adding::too_late)
    return context.t("It ended more than 30 days ago. For the same problem leave a new complaint.");
  return context.t("Enough for one visit. If there is more, finish it and begin again.");
}

constexpr float kAdd = 112, kAddGap = 16;

// At the foot of the box, or all of it: the way to the page of a message. The height it took.
float draw_adding(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::Adding how = app::adding(context.state);
  if (how == app::Adding::too_late || how == app::Adding::enough) {
    const std::string words = no_more_words(context, how);
    ui::TextOptions small = context.text(Type::body_min, ui.colours().ink2);
    if (box.height <= kAdd) {  // a row that does not grow
      constexpr float kStep = 0.05F, kLeast = 0.5F;
      while (small.factor > kLeast && ui.measure(words, box.width, small).height > box.height)
        small.factor -= kStep;
    }
    const float height = ui.measure(words, box.width, small).height;
    context.say("follow.late", ui::NodeRole::text, {box.start, box.bottom() - height, box.width, height},
                words, small);
    return height + kAddGap;
  }
  ui::ButtonOptions look;
  look.accent = ui::Accent::brick;
  look.icon = "message-edit";
  const std::string words =
      how == app::Adding::reopening ? context.t("The problem is not solved") : context.t("Add information");
  if (ui::secondary_button(ui, "follow.add", {box.start, box.bottom() - kAdd, box.width, kAdd}, words, look))
    context.emit(app::intent::AddMessage{});
  return kAdd + kAddGap;
}

}  // namespace

void draw_status(Context& context) {
  if (!context.state.follow.found) return draw_follow(context);
  const complaint::FollowUp& found = *context.state.follow.found;
  const PageResult result = page(context, options_for(context, found));
  if (result.primary) context.emit(app::intent::Finish{});
  // All of it is read; what is touched stands at the foot, within low reach.
  Box content = result.content;
  content.top = result.reading.top;
  content.height = result.content.bottom() - content.top;
  // The time that is left is in view however long the answer is: beside the primary, or above its row.
  if (context.ui.landscape()) {
    constexpr float kTime = 440, kApart = 20, kPrimary = 640, kRow = 108;
    const Box row{content.start, content.bottom() + 16, content.width - kPrimary, kRow};
    draw_visit_timer(context, "follow.timer", row.head(kTime), text::Align::start);
    draw_adding(context, row.tail(row.width - kTime - kApart));
  } else {
    const float line = 44 * context.ui.size_factor(Type::meta);
    const Box time{content.start, content.bottom() + 8 - line, content.width, line};
    draw_visit_timer(context, "follow.timer", time, text::Align::center);
    content.height = time.top - 8 - content.top;
    content.height -= draw_adding(context, content);
  }
  draw_sheet(context, content, found);
  if (context.state.toast == app::Toast::state_changed)
    ui::toast(context.ui, "follow.news", content, "refresh", context.t("The state has just been updated."));
  if (context.state.toast == app::Toast::message_kept)
    ui::toast(context.ui, "follow.kept", content, "check-circle",
              context.t("Your words are kept, and go to the cell by themselves."));
}

}  // namespace kiosk::screens
