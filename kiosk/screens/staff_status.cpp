// 19: the state of the kiosk on one page: what needs a person, the queue, seven days, health, room.

#include <algorithm>

#include "kiosk/complaint/outbox.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Checkup;
using app::Screen;
using ui::Box;
using ui::Type;

// --- what needs a person ---

bool is_expired(const Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  return catalogue != nullptr && catalogue->is_expired(context.state.wall);
}

std::vector<std::string> needs(const Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  const Checkup look = kiosk.checkup.value_or(Checkup{});
  std::vector<std::string> out;
  const auto add = [&out](bool is_so, std::string words) {
    if (is_so) out.push_back(std::move(words));
  };
  if (const std::string problem = store_problem(kiosk); !problem.empty())
    out.push_back(reason_words(context, problem));
  add(kiosk.outbox.failed > 0, context.t("a complaint could not be delivered"));
  add(desk_line(kiosk) == DeskLine::unnamed, context.t("no desk is named"));
  add(desk_line(kiosk) == DeskLine::cut, context.t("the desk cannot be reached"));
  const bool damaged = !kiosk.catalogue && kiosk.content_problem == "E-SUM-01";
  add(!kiosk.catalogue && !damaged, context.t("no content is installed"));
  add(damaged, context.t("the content is damaged"));
  add(kiosk.catalogue && !kiosk.content_problem.empty(), context.t("the newest content is damaged"));
  add(is_expired(context), context.t("the content has expired"));
  add(kiosk.rejected.version > 0, context.t("new content was taken back"));
  add(kiosk.checkup && look.clock == complaint::ClockQuality::unknown, context.t("the clock is wrong"));
  add(look.disk && used_percent(*look.disk) >= app::kFullPercent, context.t("the disk is nearly full"));
  add(look.outbox_percent >= complaint::kFillWarnPercent, store_fill_words(context, look.outbox_percent));
  add(look.temperature.value_or(0) >= app::kHotDegrees, context.t("the machine is too hot"));
  add(look.memory && app::is_low(*look.memory), context.t("little memory is free"));
  add(is_queue_late(context.state), context.t("complaints wait longer than a day"));
  return out;
}

// What nobody has to come for yet.
std::vector<std::string> notes(const Context& context) {
  const int percent = context.state.kiosk.checkup.value_or(Checkup{}).outbox_percent;
  if (percent < complaint::kFillNotePercent || percent >= complaint::kFillWarnPercent) return {};
  return {store_fill_words(context, percent)};
}

float band(Context& context, const Box& at) {
  ui::Interface& ui = context.ui;
  const std::vector<std::string> wanted = needs(context);
  const app::Kiosk& kiosk = context.state.kiosk;
  const bool stops = !store_problem(kiosk).empty();
  const ui::Tone tone_name = stops ? ui::Tone::error : wanted.empty() ? ui::Tone::ok : ui::Tone::warning;
  const ui::ToneColours& tone = ui.tone(tone_name);
  const std::string title = stops            ? context.t("No complaint can be recorded at present.")
                            : wanted.empty() ? context.t("The screen works. Nothing waits for you.")
                                             : context.tn("The screen works, and one thing needs you",
                                                          "The screen works, and {n} things need you",
                                                          static_cast<std::int64_t>(wanted.size()));
  std::string detail;
  std::vector<std::string> said = wanted;
  for (std::string& note : notes(context)) said.push_back(std::move(note));
  for (const std::string& one : said) {
    if (one != title) detail += (detail.empty() ? "" : context.t("list separator", ", ")) + one;
  }
  constexpr float kSide = 36, kIcon = 68, kWords = kSide + kIcon + 32;
  ui::TextOptions strong = context.text(Type::h3, tone.text);
  const ui::TextOptions small = context.text(Type::body_min);
  const float width = at.width - kWords - kSide;
  strong.factor = std::min(one_line(ui, title, width, strong), ui::unbroken(ui, title, width, strong));
  const float title_height = ui.measure(title, width, strong).height,
              words = title_height + (detail.empty() ? 0 : ui.measure(detail, width, small).height);
  const Box box{at.start, at.top, at.width, std::max(at.height, words + 36)};
  ui.painter().bordered(box, ui::kRadiusButton, tone.tint, ui.high_contrast() ? 4 : 3, tone.edge);
  ui.painter().icon({box.start + kSide, box.middle() - kIcon / 2, kIcon, kIcon},
                    wanted.empty() && !stops ? "check-circle" : "warning", tone.text);
  const float top = box.top + (box.height - words) / 2;
  ui.text({box.start + kWords, top, width, title_height}, title, strong);
  if (!detail.empty()) ui.text({box.start + kWords, top + title_height, width, words}, detail, small);
  ui.say("staff.summary", stops ? ui::NodeRole::alert : ui::NodeRole::status, box,
         detail.empty() ? title : base::cat(title, ": ", detail));
  return box.height;
}

// --- the three figures ---

struct Figure {
  std::string_view id, icon;
  Screen opens;
  std::string number, name, more;
  ui::Tone tone = ui::Tone::information;
};

std::array<Figure, 3> figures(const Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  const Checkup look = kiosk.checkup.value_or(Checkup{});
  const std::optional<base::Timestamp> sent =
      look.last_delivered && (!kiosk.last_delivery || *look.last_delivered > *kiosk.last_delivery)
          ? look.last_delivered
          : kiosk.last_delivery;
  Figure queue{"staff.queue",        "queue",
               Screen::staff_queue,  std::to_string(kiosk.outbox.queued),
               context.t("Waiting"), context.t("none waits")};
  if (look.oldest_waiting && kiosk.outbox.queued > 0)
    queue.more = app::fill_in(context.t("oldest: {span}"),
                              {{"span", span_text(context, context.state.wall - *look.oldest_waiting)}});
  else if (kiosk.outbox.queued > 0)
    queue.more = {};
  if (is_queue_late(context.state)) queue.tone = ui::Tone::warning;
  Figure delivered{"staff.delivered",
                   "cloud-sent",
                   Screen::staff_network,
                   sent ? moment_text(context, *sent) : "–",
                   context.t("Last delivery"),
                   context.tn("today, {n} complaint", "today, {n} complaints", look.delivered_today)};
  Figure content{"staff.content",       "pack",
                 Screen::staff_content, version_text(context.state),
                 context.t("Version"),  context.t("Valid signature")};
  if (!kiosk.catalogue) content.more = context.t("nothing installed");
  if (is_expired(context)) content.more = context.t("expired");
  if (const std::string code = code_words(kiosk.content_problem); !code.empty()) content.more = code;
  if (!kiosk.content_problem.empty() || is_expired(context)) content.tone = ui::Tone::warning;
  return {queue, delivered, content};
}

struct FigureWords {
  float factor, height;  // the same in a row
};

void figure_card(Context& context, const Box& box, const Figure& figure, const FigureWords& row) {
  ui::Interface& ui = context.ui;
  ui::Node node;
  node.id = figure.id;
  node.role = ui::NodeRole::button;
  node.name = figure.name;
  node.value = figure.number;
  node.spoken = ui::in_sentences({figure.name, figure.number, figure.more});
  const ui::Control control = ui.control(std::move(node), box);
  staff_card_ground(context, box, control, figure.tone, ui::kRadiusButton);
  constexpr float kSide = 28, kIcon = 56;
  const Box inner = box.inset(kSide, 20);
  ui.painter().icon({inner.start, inner.top, kIcon, kIcon}, figure.icon, ui.accent(ui::Accent::teal).fill);
  ui::TextOptions small = context.text(Type::small, ui.colours().ink2), name = context.text(Type::label);
  small.factor = name.factor = row.factor;
  const float more_height = ui.measure(figure.more, inner.width, small).height,
              name_height = ui.measure(figure.name, inner.width, name).height;
  const float words = inner.bottom() - row.height;
  ui::TextOptions number = context.text(Type::number_l);
  number.direction = text::BaseDirection::ltr;
  ui::TextOptions drawn = number;
  drawn.factor = ui::fitting(ui, figure.number, {inner.width, words - inner.top - kIcon}, number, 0.4F);
  ui.line({inner.start, inner.top + kIcon, inner.width, words - inner.top - kIcon}, figure.number, drawn);
  ui.text({inner.start, words, inner.width, name_height}, figure.name, name);
  ui.text({inner.start, words + name_height, inner.width, more_height}, figure.more, small);
  if (control.activated) open_page(context, figure.opens);
}

float figure_row(Context& context, const Box& at) {
  ui::Interface& ui = context.ui;
  const std::array<Figure, 3> all = figures(context);
  // Words side by side do not fit at the largest size: then the cards stand one below the other.
  const bool stacked = context.state.settings.text_percent >= 150 && at.width < 1000;
  const float width = stacked ? at.width : (at.width - 2 * kStaffGap) / 3;
  float factor = 1;
  for (const Figure& one : all) {
    factor = std::min(factor, one_line(ui, one.name, width - 56, context.text(Type::label)));
    factor = std::min(factor, one_line(ui, one.more, width - 56, context.text(Type::small)));
  }
  float words = 0;
  for (const Figure& one : all) {
    ui::TextOptions name = context.text(Type::label), small = context.text(Type::small);
    name.factor = small.factor = factor;
    words = std::max(words, ui.measure(one.name, width - 56, name).height +
                                ui.measure(one.more, width - 56, small).height);
  }
  const float height = std::max(at.height, words + 40 + 56 + 84);
  float top = at.top;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const float across = stacked ? 0 : static_cast<float>(i) * (width + kStaffGap);
    figure_card(context, {at.start + across, top, width, height}, all[i], {factor, words});
    if (stacked) top += height + kStaffGap;
  }
  return stacked ? top - kStaffGap - at.top : height;
}

// --- seven days ---

void chart(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const Checkup look = context.state.kiosk.checkup.value_or(Checkup{});
  std::int64_t sum = 0, most = 1;
  for (const std::int64_t day : look.per_day) {
    sum += day;
    most = std::max(most, day);
  }
  ui::card(ui, box);
  const Box inner = box.inset(36, 20);
  const std::string title = context.t("Complaints of this screen in 7 days");
  ui::TextOptions strong = context.text(Type::label), number = context.text(Type::label);
  number.direction = text::BaseDirection::ltr;
  const float sum_width = 110;
  strong.factor = ui::label_factor(ui, title, {inner.width - sum_width, 60}, strong);
  const float head = std::max(50.0F, ui.measure(title, inner.width - sum_width, strong).height);
  ui.text({inner.start, inner.top, inner.width - sum_width, head}, title, strong);
  number.align = text::Align::end;
  ui.line({inner.end() - sum_width, inner.top, sum_width, head}, std::to_string(sum), number);
  constexpr float kDays = 46, kNumbers = 44, kBarWidth = 72;
  const float axis = inner.bottom() - kDays, pitch = inner.width / 7;
  const float tallest = axis - inner.top - head - kNumbers;
  std::string spoken = title;
  for (std::size_t i = 0; i < look.per_day.size(); ++i) {
    const bool today = i + 1 == look.per_day.size();
    const base::Timestamp day = context.state.wall - std::chrono::days(look.per_day.size() - 1 - i);
    const float start = inner.start + pitch * static_cast<float>(i);
    const float grown = ui.appear(base::cat("staff.bar.", i), base::Milliseconds(500),
                                  base::Milliseconds(30 * static_cast<int>(i)));
    const std::int64_t count = look.per_day[i];
    const float height =
        count == 0 ? 0
                   : std::max(8.0F, tallest * static_cast<float>(count) / static_cast<float>(most)) * grown;
    const Box bar{start + (pitch - kBarWidth) / 2, axis - height, kBarWidth, height};
    const ui::Colour teal = ui.accent(ui::Accent::teal).fill;
    if (height > 0) ui.painter().rounded(bar, std::min(12.0F, height / 2), today ? teal : teal.faded(0.8F));
    ui::TextOptions small = context.text(Type::meta_strong);
    small.align = text::Align::center;
    small.factor = 1 / ui.size_factor(Type::meta_strong);
    ui.line({start, bar.top - kNumbers, pitch, kNumbers}, std::to_string(count), small);
    small.type = today ? Type::meta_strong : Type::meta;
    ui.line({start, axis + 4, pitch, kDays - 4}, app::weekday_letter(context.language(), day), small);
    spoken += base::cat(". ", app::weekday_date_text(context.language(), day), ": ", count);
  }
  ui.painter().fill({inner.start, axis, inner.width, 3}, ui.colours().track);
  ui.say("staff.week", ui::NodeRole::image, box, spoken, std::to_string(sum));
}

constexpr float kTool = 104;

// Errors, diagnostics, settings, code: what is not a matter of every day.
float tools(Context& context, const Box& at) {
  const std::array<std::pair<const char*, Screen>, 4> rows = {
      {{"staff.errors", Screen::staff_errors},
       {"staff.diagnostics", Screen::staff_diagnostics},
       {"staff.settings", Screen::staff_settings},
       {"staff.code", Screen::staff_code}}};
  const std::array<std::string, 4> labels = {context.t("Errors"), context.t("Diagnostics"),
                                             context.t("Settings"), context.t("Staff code button", "Code")};
  constexpr std::array<std::string_view, 4> kIcons = {"warning", "dashboard", "settings", "lock"};
  const bool stacked = context.state.settings.text_percent >= 150 && at.width < 1000;
  const std::size_t columns = stacked ? 2 : 4;
  const float width = (at.width - 16 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  ui::ButtonOptions button;
  button.type = Type::label;
  button.icon = kIcons[0];
  button.factor = ui::button_factor(context.ui, labels, {width, kTool}, button);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Box box{at.start + static_cast<float>(i % columns) * (width + 16),
                  at.top + static_cast<float>(i / columns) * (kTool + 16), width, kTool};
    button.icon = kIcons[i];
    if (ui::neutral_button(context.ui, rows[i].first, box, labels[i], button))
      open_page(context, rows[i].second);
  }
  return stacked ? 2 * kTool + 16 : kTool;
}

// How tall the chart is: what the rest leaves, within what it needs and what becomes it. Where large text
// makes the page scroll, nothing is taken from it.
float chart_height(const Context& context, float left, float most) {
  constexpr float kLeast = 160, kScrolling = 246;
  return context.state.settings.text_percent == 100 ? std::clamp(left, kLeast, most) : kScrolling;
}

// Summary, figures and disk; beside them health, and the chart in what is left. The tools have their place
// beside the page's button.
float wide_status(Context& context, const Box& all) {
  const float column = (all.width - 40) / 2, end = all.start + column + 40;
  float top = all.top;
  top += band(context, {all.start, top, column, 110}) + kStaffGap;
  top += figure_row(context, {all.start, top, column, 220}) + kStaffGap;
  top += staff_disk(context, {all.start, top, column, 128}, ui::Drawing::draw);
  const float first = top - all.top;
  top = all.top + staff_health(context, {end, all.top, column, 98}, 98, ui::Drawing::draw) + kStaffGap;
  const float height = chart_height(context, all.bottom() - top, 300);
  chart(context, {end, top, column, height});
  return std::max(first, top + height - all.top);
}

// One below the other; the chart gives way where the summary has much to say.
float tall_status(Context& context, const Box& all) {
  constexpr float kHealthRow = 104, kDisk = 132, kFoot = 8;
  float top = all.top;
  const auto at = [&](float height) { return Box{all.start, top, all.width, height}; };
  top += band(context, at(130)) + kStaffGap;
  top += figure_row(context, at(262)) + kStaffGap;
  const float health = staff_health(context, at(0), kHealthRow, ui::Drawing::measure),
              disk = staff_disk(context, at(kDisk), ui::Drawing::measure);
  const float below = health + kStaffGap + disk + (disk > 0 ? kStaffGap : 0) + kTool + kFoot + kStaffGap;
  const float height = chart_height(context, all.bottom() - top - below, 246);
  chart(context, at(height));
  top += height + kStaffGap;
  top += staff_health(context, at(0), kHealthRow, ui::Drawing::draw) + kStaffGap;
  if (disk > 0) top += staff_disk(context, at(kDisk), ui::Drawing::draw) + kStaffGap;
  return top + tools(context, at(0)) + kFoot - all.top;
}

}  // namespace

void draw_staff_status(Context& context) {
  PageOptions options = scrolling_page({});
  options.primary = primary_of("staff.update", context.t("Update the content"), "usb");
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  if (result.beside_primary.width > 0) tools(context, result.beside_primary);
  Flow flow(context, "page", result.content);
  flow.gap(context.ui.landscape() ? wide_status(context, flow.rest()) : tall_status(context, flow.rest()));
}

}  // namespace kiosk::screens
