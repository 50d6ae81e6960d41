#include "kiosk/screens/staff_page.h"

#include <algorithm>

#include "kiosk/ui/disc_steps.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kExit = 192, kExitHeight = 92;

void exit_button(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::Palette& colours = ui.colours();
  ui::Node node;
  node.id = "staff.exit";
  node.role = ui::NodeRole::button;
  node.name = context.t("Leave");
  node.enabled =
      context.state.place().screen != app::Screen::staff_installing && !context.state.staff.copying.under_way;
  const ui::Colour ink = node.enabled ? colours.bar_text : colours.bar_disabled;
  const ui::Control control = ui.control(std::move(node), box);
  ui.painter().bordered(box, ui::kRadiusButton, control.pressed ? colours.bar_pressed : colours.dado_foot,
                        control.focused ? 6 : 3, control.focused ? colours.bar_text : colours.line);
  ui::ButtonOptions look;
  look.icon = "logout";
  look.icon_mirror = ui::Mirror::with_direction;
  look.factor = 1 / ui.size_factor(Type::button_small);  // the header does not grow
  ui::icon_and_label(ui, box, context.t("Leave"), Type::button_small, ink, look, 40, ink);
  if (!control.activated) return;
  if (context.state.place().screen == app::Screen::staff_pin) return context.emit(app::intent::Back{});
  context.emit(app::intent::Finish{});
}

// Clock over date, before the button; its width.
float staff_clock(Context& context, float end, float top) {
  ui::Interface& ui = context.ui;
  const ui::Colour colour = ui.colours().bar_text;
  const std::string clock = app::clock_text(context.state.wall);
  const std::string date = app::weekday_date_text(context.language(), context.state.wall);
  ui::TextOptions small = context.text(Type::meta, colour);
  small.factor = 1 / ui.size_factor(Type::meta);
  const float width = ui.measure(date, text::kNoWidth, small).width + 2;
  const Box block{end - width, top, width, 46};
  ui::TextOptions big = context.text(Type::header_time, colour);
  big.direction = text::BaseDirection::ltr;
  big.align = ui.painter().right_to_left() ? text::Align::start : text::Align::end;
  ui.line(block, clock, big);
  ui.line(block.moved(0, 44), date, small);
  ui.say("clock", ui::NodeRole::text, {block.start, block.top, width, 90}, base::cat(clock, " ", date));
  return width;
}

}  // namespace

void staff_header(Context& context) {
  ui::Interface& ui = context.ui;
  const ui::Steady steady(ui);
  const ui::Palette& colours = ui.colours();
  const float width = ui.canvas().width, height = header_height(ui);
  const float top = (height - 80) / 2;
  ui.painter().fill({0, 0, width, height}, colours.dado_foot);
  if (ui.high_contrast()) ui.painter().fill({0, height - 4, width, 4}, colours.line);
  const Box mark{ui::kMargin, top, 63, 80};
  ui.painter().image(mark, "mark-inverse");
  const Box exit{width - ui::kMargin - kExit, (height - kExitHeight) / 2, kExit, kExitHeight};
  const float clock_end = exit.start - 28;
  const float clock = staff_clock(context, clock_end, top - 2);
  const float start = mark.end() + 22;
  const float room = clock_end - clock - 28 - start;
  ui.line({start, top - 6, room, 52}, context.t("Staff mode"),
          context.text(Type::header_name, colours.bar_text));
  const auto name = context.state.kiosk.name.find(context.language());
  const std::string where =
      base::cat(name == context.state.kiosk.name.end() ? "" : app::isolated(name->second), " ",
                app::left_to_right(context.state.kiosk.id));
  ui.line({start, top + 42, room, 44}, where, context.text(Type::header_small, colours.bar_text));
  ui.say("staff.where", ui::NodeRole::text, {start, top, room, 80},
         base::cat(context.t("Staff mode"), ", ", where));
  exit_button(context, exit);
}

float staff_steps(Context& context, const Box& box, std::size_t step) {
  const std::array<std::string, 4> names = {
      context.t("Stick step", "Stick"), context.t("Check step", "Check"), context.t("Review step", "Review"),
      context.t("Install step", "Install")};
  ui::disc_steps(context.ui, {box.start, box.top, box.width, ui::kDiscStepsHeight}, names, step);
  return ui::kDiscStepsHeight + 28;
}

PageOptions staff_page(std::string title) {
  PageOptions options;
  options.staff = true;
  options.title = std::move(title);
  return options;
}

PageOptions scrolling_page(std::string title) {
  PageOptions options = staff_page(std::move(title));
  options.scrolls = "page";
  return options;
}

Primary primary_of(std::string id, std::string label, std::string_view icon, bool busy) {
  Primary primary;
  primary.id = std::move(id);
  primary.label = std::move(label);
  primary.icon = icon;
  primary.mirror = ui::Mirror::never;
  primary.busy = busy;
  return primary;
}

void open_page(const Context& context, app::Screen screen) {
  context.emit(app::intent::Open{{screen, {}, 0}});
}

namespace {

// After going back the newest version accepted here is not the one that is shown.
std::string older_words(const Context& context) {
  const std::vector<std::int64_t>& accepted = context.state.kiosk.generations;
  const content::Catalogue* shown = context.catalogue();
  const std::int64_t newest = accepted.empty() ? 0 : *std::ranges::max_element(accepted);
  if (shown == nullptr || newest <= shown->version())
    return context.t("This version is older than the present one.");
  return app::fill_in(
      context.t("This version is older than version {version}, which was installed here before."),
      {{"version", std::to_string(newest)}});
}

}  // namespace

std::string page_of(std::string_view reason) {
  const std::size_t end = reason.find(": ");
  return end == std::string_view::npos ? std::string()
                                       : app::left_to_right(std::string(reason.substr(0, end)));
}

std::string refusal_words(const Context& context, const std::string& code, const std::string& file,
                          std::int64_t missing_mb) {
  if (code == "E-SIG-01") return context.t("The pack is not signed.");
  if (code == "E-SIG-02") return context.t("The signature does not match the commune's key.");
  if (code == "E-SUM-01")
    return app::fill_in(context.t("Damaged file: {file}."), {{"file", app::left_to_right(file)}});
  if (code == "E-VER-01") return older_words(context);
  if (code == "E-VER-02") return context.t("The pack is for a newer program than this screen's.");
  if (code == "E-VER-03")
    return context.t("A pack of this version is installed already, with another content.");
  if (code == "E-EXP-01") return context.t("The pack has expired.");
  if (code == "E-EXP-02") return context.t("The pack's first day is still to come.");
  if (code == "E-TGT-01") return context.t("The pack is for other screens.");
  if (code == "E-KEY-01")
    return context.t("The pack brings new keys that the commune's keys do not vouch for.");
  if (code == "E-INS-02") return context.t("A page of it cannot be shown; the earlier version is back.");
  if (code == "E-SPC-01" && missing_mb > 0)
    return app::fill_in(context.t("There is not enough room: {n} MB are missing."),
                        {{"n", app::number_text(context.language(), missing_mb)}});
  if (code == "E-SPC-01") return context.t("There is not enough room.");
  if (code == "E-USB-01") return context.t("The stick was removed too early. Nothing has changed.");
  if (code == "E-CHG-01") return context.t("The file was changed after it was checked. Check it again.");
  if (code == "already-installed") return context.t("This pack is already installed.");
  if (code == "E-USB-02") return context.t("There is no pack on this stick.");
  if (code.starts_with("E-USB")) return stick_problem(context, code);
  if (code == app::kNoStick) return context.t("There is no stick in the screen.");
  if (code == "no-content") return context.t("There is no earlier version to go back to.");
  return context.t("The installation failed; the earlier version is back.");
}

namespace {

struct Code {
  std::string_view reason, code;
};
constexpr std::array<Code, 26> kCodes = {{{"unreachable", "E-NET-01"},       {"timed-out", "E-NET-02"},
                                          {"interrupted", "E-NET-03"},       {"tls", "E-NET-04"},
                                          {"malformed", "E-NET-05"},         {"redirected", "E-NET-06"},
                                          {"not-from-the-cell", "E-NET-07"}, {"no-client", "E-NET-08"},
                                          {"not-a-publication", "E-NET-09"}, {"no-progress", "E-NET-10"},
                                          {"http-status", "E-NET-11"},       {"unknown-kiosk", "E-DSK-01"},
                                          {"revoked-kiosk", "E-DSK-02"},     {"bad-signature", "E-DSK-03"},
                                          {"not-now", "E-DSK-04"},           {"too-large", "E-DSK-05"},
                                          {"wrong-recipient", "E-DSK-06"},   {"cannot-open", "E-DSK-07"},
                                          {"conflict", "E-DSK-08"},          {"mismatch", "E-DSK-09"},
                                          {"unavailable", "E-BOX-01"},       {"queue-full", "E-BOX-02"},
                                          {"damaged", "E-BOX-03"},           {"spool-missing", "E-BOX-04"},
                                          {"disk-full", "E-BOX-05"},         {"disk-error", "E-BOX-06"}}};

}  // namespace

std::string code_words(std::string_view reason) {
  constexpr std::string_view kHttp = "http-";
  if (reason.starts_with("E-")) return app::left_to_right(std::string(reason));
  const auto* known = std::ranges::find(kCodes, reason, &Code::reason);
  if (known != kCodes.end()) return app::left_to_right(std::string(known->code));
  if (!reason.starts_with(kHttp)) return {};
  return app::left_to_right(base::cat("HTTP ", reason.substr(kHttp.size())));
}

std::string with_code(const std::string& words, std::string_view reason) {
  const std::string code = code_words(reason);
  return code.empty() ? words : base::cat(words, " ", code);
}

std::string reason_words(const Context& context, const std::string& code) {
  if (code == "unreachable" || code == "timed-out" || code == "interrupted")
    return context.t("The desk does not answer.");
  if (code == "no-client") return context.t("The program that reaches the network is not installed here.");
  if (code == "unknown-kiosk") return context.t("The desk does not know this screen yet.");
  if (code == "revoked-kiosk" || code == "bad-signature")
    return context.t("The desk does not accept this screen.");
  if (code == "redirected" || code == "not-from-the-cell" || code == "tls" || code == "malformed")
    return context.t("Something else answers in the place of the desk.");
  if (code.starts_with("http-") || code == "not-now") return context.t("The desk answers with an error.");
  if (code == "too-large") return context.t("The complaint is larger than the desk accepts.");
  if (code == "wrong-recipient" || code == "cannot-open")
    return context.t("The desk's key has changed: it cannot open the complaint.");
  if (code == "conflict" || code == "mismatch")
    return context.t("The desk has another complaint of this number.");
  if (code == "spool-missing") return context.t("The complaint's file is gone from the disk.");
  if (code == "unavailable" || code == "queue-full")
    return context.t("No complaint can be recorded at present.");
  if (code == "damaged") return context.t("The list of complaints is damaged.");
  if (code == "disk-full") return context.t("The disk is full.");
  if (code == "disk-error") return context.t("The disk does not answer.");
  return context.t("The reason is in the log.");
}

std::string size_words(const Context& context, std::uint64_t bytes) {
  return app::isolated(app::size_text(context.language(), bytes));
}

std::string version_text(const app::State& state) {
  return state.kiosk.catalogue ? std::to_string(state.kiosk.catalogue->version()) : "–";
}

std::string fingerprint(std::string_view key) {
  constexpr std::size_t kGroup = 4;
  std::string out;
  for (std::size_t i = 0; i < key.size(); i += kGroup)
    out += (i == 0 ? "" : " ") + std::string(key.substr(i, kGroup));
  return app::left_to_right(out);
}

std::string span_text(const Context& context, base::Milliseconds span) {
  const std::int64_t minutes =
      std::max<std::int64_t>(0, std::chrono::floor<std::chrono::minutes>(span).count());
  constexpr std::int64_t kHour = 60, kDay = 24 * kHour;
  if (minutes < 1) return context.t("under 1 min");
  if (minutes < 2 * kHour) return context.tn("{n} min", "{n} min", minutes);
  if (minutes < 2 * kDay) return context.tn("{n} h", "{n} h", minutes / kHour);
  return context.tn("{n} d", "{n} d", minutes / kDay);
}

std::string moment_text(const Context& context, base::Timestamp at) {
  const base::LocalTime then = base::to_local(at), now = base::to_local(context.state.wall);
  const bool today = then.year == now.year && then.month == now.month && then.day == now.day;
  return today ? app::clock_text(at) : app::day_text(context.language(), at);
}

DeskLine desk_line(const app::Kiosk& kiosk) {
  const app::Channel& channel = kiosk.channel;
  if (!channel.configured) return DeskLine::unnamed;
  if (channel.failing_since || !kiosk.network_alarm.empty()) return DeskLine::cut;
  return channel.heard_at ? DeskLine::heard : DeskLine::untried;
}

std::string store_problem(const app::Kiosk& kiosk) {
  const bool looked = kiosk.checkup && !kiosk.checkup->outbox_problem.empty();
  return looked ? kiosk.checkup->outbox_problem : kiosk.complaint_problem;
}

std::string store_fill_words(const Context& context, int percent) {
  return app::fill_in(context.t("the store of complaints is {percent} full"),
                      {{"percent", app::left_to_right(base::cat(percent, "%"))}});
}

bool is_queue_late(const app::State& state) {
  const auto& look = state.kiosk.checkup;
  return look && look->oldest_waiting && state.kiosk.outbox.queued > 0 &&
         state.wall - *look->oldest_waiting > app::kLateQueue;
}

float one_line(ui::Interface& ui, std::string_view words, float width, const ui::TextOptions& options) {
  constexpr float kSmallest = 0.72F;
  const float needed = ui.measure(words, text::kNoWidth, options).width + 2;
  const float part = std::min(1.0F, width / std::max(1.0F, needed));
  return part >= kSmallest ? part : 1;
}

void fact(Context& context, Flow& flow, const Fact& one) {
  ui::Interface& ui = context.ui;
  const ui::TextOptions small = context.text(Type::small, ui.colours().ink2),
                        strong = context.text(Type::label);
  constexpr float kWords = 128, kEnd = 36;
  const float width = flow.width() - kWords - kEnd;
  const float name_height = ui.measure(one.name, width, small).height,
              height = name_height + ui.measure(one.value, width, strong).height;
  const Box box = flow.next(std::max(120.0F, height + 28), 14);
  ui::card(ui, box);
  ui.painter().icon(
      {box.start + 36, box.middle() - 30, 60, 60}, one.icon,
      one.tone == ui::Tone::information ? ui.accent(ui::Accent::teal).fill : ui.tone(one.tone).text);
  const float top = box.top + (box.height - height) / 2;
  ui.text({box.start + kWords, top, width, name_height}, one.name, small);
  ui.text({box.start + kWords, top + name_height, width, height}, one.value, strong);
  ui.say(one.id, ui::NodeRole::text, box, base::cat(one.name, ": ", one.value), one.value);
}

void numbered_steps(Context& context, Flow& flow, std::span<const std::string> steps) {
  ui::Interface& ui = context.ui;
  constexpr float kDisc = 72, kWords = 96;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const ui::TextOptions body = context.text(Type::body);
    const float height = ui.measure(steps[i], flow.width() - kWords, body).height;
    const Box box = flow.next(std::max(80.0F, height), 16);
    ui.painter().disc(box.start + kDisc / 2, box.middle(), kDisc / 2, ui.accent(ui::Accent::teal).tint);
    ui::TextOptions number = context.text(Type::label, ui.accent(ui::Accent::teal).fill);
    number.align = text::Align::center;
    number.factor = 1 / ui.size_factor(Type::label);
    ui.line({box.start, box.top, kDisc, box.height}, std::to_string(i + 1), number);
    ui.text({box.start + kWords, box.middle() - height / 2, box.width - kWords, height}, steps[i], body);
    ui.say({}, ui::NodeRole::text, box, steps[i]);
  }
}

}  // namespace kiosk::screens
