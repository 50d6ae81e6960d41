// The health of the kiosk on the staff's status page: six cards and the disk. Only what is known is called
// healthy.

#include <algorithm>

#include "kiosk/complaint/outbox.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {
namespace {

using app::Checkup;
using app::Screen;
using ui::Box;
using ui::Type;

struct Health {
  std::string_view id, icon;
  Screen opens;
  std::string name, words;
  std::optional<ui::Tone> tone;  // none: nobody can say without a test
};

Health network_health(const Context& context) {
  const app::Channel& channel = context.state.kiosk.channel;
  Health one{"staff.network", "network", Screen::staff_network, context.t("Network"), {}, std::nullopt};
  const auto since = [&](std::string words, base::BootTime then) {
    return app::fill_in(std::move(words), {{"span", span_text(context, context.state.now - then)}});
  };
  switch (desk_line(context.state.kiosk)) {
    case DeskLine::unnamed:
      one.words = context.t("no desk is named");
      one.tone = ui::Tone::warning;
      break;
    case DeskLine::cut:
      one.words =
          channel.failing_since ? since(context.t("cut, {span}"), *channel.failing_since) : context.t("cut");
      one.tone = ui::Tone::warning;
      break;
    case DeskLine::heard:
      one.words = since(context.t("heard {span} ago"), *channel.heard_at);
      one.tone = ui::Tone::ok;
      break;
    case DeskLine::untried:
      one.words = context.t("not tried yet");
      break;
  }
  return one;
}

Health store_health(const Context& context) {
  const bool failed = context.state.kiosk.outbox.failed > 0;
  Health one{"staff.store", "inbox", Screen::staff_queue, context.t("Store of complaints"), {}, ui::Tone::ok};
  one.words =
      failed ? context.tn("{n} not deliverable", "{n} not deliverable", context.state.kiosk.outbox.failed)
             : context.t("whole");
  if (failed) one.tone = ui::Tone::warning;
  const int percent = context.state.kiosk.checkup.value_or(Checkup{}).outbox_percent;
  if (percent >= complaint::kFillNotePercent && !failed)
    one.words =
        app::fill_in(context.t("{percent} full"), {{"percent", app::left_to_right(base::cat(percent, "%"))}});
  if (percent >= complaint::kFillWarnPercent) one.tone = ui::Tone::warning;
  const std::string problem = store_problem(context.state.kiosk);
  if (problem.empty()) return one;
  one.words = reason_words(context, problem);
  one.tone = ui::Tone::error;
  return one;
}

Health clock_health(const Context& context, const Checkup& look) {
  Health one{"staff.clock", "clock", Screen::staff_clock, context.t("Clock"), {}, ui::Tone::ok};
  switch (look.clock) {
    case complaint::ClockQuality::synchronised:
      one.words = context.t("synchronised");
      break;
    case complaint::ClockQuality::plausible:
      one.words = context.t("seems right");
      one.tone = std::nullopt;
      break;
    case complaint::ClockQuality::unknown:
      one.words = context.t("wrong");
      one.tone = ui::Tone::warning;
      break;
  }
  return one;
}

// The temperature, or the memory: where there is no sensor, and where little is left of it.
Health machine_health(const Context& context, const Checkup& look) {
  const bool hot = look.temperature.value_or(0) >= app::kHotDegrees;
  const bool low = look.memory && app::is_low(*look.memory);
  if (look.temperature && (hot || !low))
    return {"staff.machine",
            "thermometer",
            Screen::staff_machine,
            context.t("Temperature"),
            context.tn("{n} degree", "{n} degrees", *look.temperature),
            hot ? ui::Tone::warning : ui::Tone::ok};
  Health memory{"staff.machine", "dashboard", Screen::staff_machine, context.t("Memory"), "–", std::nullopt};
  if (!look.memory) return memory;
  memory.words =
      app::fill_in(context.t("{size} free"), {{"size", size_words(context, look.memory->free_bytes)}});
  memory.tone = low ? ui::Tone::warning : ui::Tone::ok;
  return memory;
}

// Packs of the sticks that were looked at and of the folder that stands in for one; before that, that
// there is a stick.
Health stick_health(const Context& context, const Checkup& look) {
  Health one{"staff.stick",         "usb",       Screen::staff_packs, context.t("Stick"),
             context.t("no stick"), std::nullopt};
  std::size_t packs = look.packs_on_stick.value_or(0);
  bool counted = look.packs_on_stick.has_value(), is_broken = false;
  for (const app::StickView& stick : context.state.kiosk.sticks) {
    packs += stick.packs.value_or(0);
    counted = counted || stick.packs.has_value();
    is_broken = is_broken || !stick.problem.empty();
  }
  if (!context.state.kiosk.sticks.empty()) one.words = context.t("plugged in");
  if (counted) one.words = context.tn("{n} pack", "{n} packs", static_cast<std::int64_t>(packs));
  if (is_broken && !counted) one.words = context.t("cannot be read");
  if (is_broken) one.tone = ui::Tone::warning;
  return one;
}

std::array<Health, 6> health(const Context& context, const Checkup& look) {
  std::array<Health, 6> all = {Health{"staff.touch", "hand-touch", Screen::staff_touch, context.t("Touch"),
                                      context.t("test it here"), std::nullopt},
                               network_health(context),
                               store_health(context),
                               stick_health(context, look),
                               clock_health(context, look),
                               machine_health(context, look)};
  if (context.state.kiosk.checkup) return all;
  for (const std::size_t i : {2U, 3U, 4U, 5U}) {
    if (all[i].tone == ui::Tone::error) continue;
    all[i].words = context.t("Not looked at yet");
    all[i].tone.reset();
  }
  return all;
}

void health_card(Context& context, const Box& box, const Health& one, float factor) {
  ui::Interface& ui = context.ui;
  ui::Node node;
  node.id = one.id;
  node.role = ui::NodeRole::button;
  node.name = one.name;
  node.value = one.words;
  const ui::Control control = ui.control(std::move(node), box);
  const ui::Tone tone = one.tone.value_or(ui::Tone::information);
  const bool troubled = tone == ui::Tone::warning || tone == ui::Tone::error;
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusField);
  ui.painter().bordered(box, ui::kRadiusField,
                        control.pressed ? ui.accent(ui::Accent::teal).tint : ui.colours().card, 3,
                        troubled ? ui.tone(tone).edge : ui.colours().hair);
  constexpr float kIcon = 52, kSide = 28, kState = 44;
  ui.painter().icon({box.start + kSide, box.middle() - kIcon / 2, kIcon, kIcon}, one.icon,
                    ui.accent(ui::Accent::teal).fill);
  const Box state{box.end() - kSide - kState, box.middle() - kState / 2, kState, kState};
  if (one.tone && *one.tone != ui::Tone::information) {
    ui.painter().icon(state, troubled ? (tone == ui::Tone::error ? "error" : "warning") : "check-circle",
                      ui.tone(tone).text);
  } else {
    ui.painter().icon(state, "chevron-right", ui.accent(ui::Accent::teal).fill, ui::Mirror::with_direction);
  }
  const float words = box.start + kSide + kIcon + 20, width = state.start - 12 - words;
  ui::TextOptions name = context.text(Type::label),
                  value = context.text(troubled ? Type::label : Type::small,
                                       troubled ? ui.tone(tone).text : ui.colours().ink2);
  name.factor = value.factor = factor;
  name.factor *= one_line(ui, one.name, width, name);
  value.factor *= one_line(ui, one.words, width, value);
  const float name_height = ui.measure(one.name, width, name).height,
              value_height = ui.measure(one.words, width, value).height;
  const float top = box.top + (box.height - name_height - value_height) / 2;
  ui.text({words, top, width, name_height}, one.name, name);
  ui.text({words, top + name_height, width, value_height}, one.words, value);
  if (!control.activated) return;
  if (one.opens == Screen::staff_packs) return context.emit(app::intent::FindPacks{});
  open_page(context, one.opens);
}

}  // namespace

int used_percent(const Checkup::Disk& disk) {
  if (disk.total_bytes == 0) return 0;
  return static_cast<int>(100 - std::min<std::uint64_t>(100, disk.free_bytes * 100 / disk.total_bytes));
}

void staff_card_ground(Context& context, const Box& box, const ui::Control& control, ui::Tone tone,
                       float radius) {
  ui::Interface& ui = context.ui;
  if (control.focused) ui::focus_ring(ui, box, radius);
  if (tone == ui::Tone::information) return ui::card(ui, box, radius);
  ui.painter().bordered(box, radius, ui.colours().card, ui.high_contrast() ? 4 : 3, ui.tone(tone).edge);
}

float staff_health(Context& context, const Box& at, float least, ui::Drawing drawing) {
  ui::Interface& ui = context.ui;
  const std::array<Health, 6> all = health(context, context.state.kiosk.checkup.value_or(Checkup{}));
  const bool stacked = context.state.settings.text_percent >= 150;
  constexpr float kBetween = 18, kRoom = 28 + 52 + 20 + 12 + 44 + 28;
  const float width = stacked ? at.width : (at.width - kStaffGap) / 2;
  const float factor = stacked || context.state.settings.text_percent == 100 ? 1.0F : 0.9F;
  const auto needed = [&](const Health& one) {
    ui::TextOptions name = context.text(Type::label);
    name.factor = factor;
    ui::TextOptions words = name;
    name.factor *= one_line(ui, one.name, width - kRoom, name);
    words.factor *= one_line(ui, one.words, width - kRoom, words);
    return ui.measure(one.name, width - kRoom, name).height +
           ui.measure(one.words, width - kRoom, words).height + 16;
  };
  // A row grows where its own words need it.
  const std::size_t columns = stacked ? 1 : 2;
  float top = at.top;
  for (std::size_t row = 0; row < all.size(); row += columns) {
    float height = least;
    for (std::size_t i = row; i < row + columns; ++i) height = std::max(height, needed(all[i]));
    for (std::size_t i = row; i < row + columns && drawing == ui::Drawing::draw; ++i)
      health_card(context, {at.start + static_cast<float>(i - row) * (width + kStaffGap), top, width, height},
                  all[i], factor);
    top += height + kBetween;
  }
  return top - kBetween - at.top;
}

float staff_disk(Context& context, const Box& at, ui::Drawing drawing) {
  ui::Interface& ui = context.ui;
  const Checkup look = context.state.kiosk.checkup.value_or(Checkup{});
  if (!look.disk) return 0;
  const Checkup::Disk& disk = *look.disk;
  const auto size = [&](std::uint64_t bytes) { return app::size_text(context.language(), bytes); };
  const int percent = used_percent(disk);
  const std::string title = app::fill_in(context.t("Disk: {size} left"), {{"size", size(disk.free_bytes)}});
  const std::string more =
      app::fill_in(context.t("content {content} · complaints {complaints}"),
                   {{"content", size(disk.content_bytes)}, {"complaints", size(disk.complaint_bytes)}});
  constexpr float kRing = 116, kSide = 32, kWords = kSide + kRing + 32;
  const float width = at.width - kWords - kSide;
  ui::TextOptions strong = context.text(Type::label), small = context.text(Type::small, ui.colours().ink2);
  const float title_height = ui.measure(title, width, strong).height,
              words = title_height + ui.measure(more, width, small).height;
  const Box box{at.start, at.top, at.width, std::max(at.height, words + 32)};
  if (drawing == ui::Drawing::measure) return box.height;
  ui::Node node;
  node.id = "staff.disk";
  node.role = ui::NodeRole::button;
  node.name = title;
  node.value = base::cat(percent, "%");
  const bool full = percent >= app::kFullPercent;
  const ui::Control control = ui.control(std::move(node), box);
  staff_card_ground(context, box, control, full ? ui::Tone::warning : ui::Tone::information,
                    ui::kRadiusButton);
  const Box ring{box.start + kSide, box.middle() - kRing / 2, kRing, kRing};
  ui.painter().ring(ring, 16, 1, ui.colours().track);
  ui.painter().ring(ring, 16, static_cast<float>(percent) / 100,
                    full ? ui.tone(ui::Tone::warning).text : ui.accent(ui::Accent::teal).fill);
  ui::TextOptions number = context.text(Type::meta_strong);
  number.align = text::Align::center;
  number.direction = text::BaseDirection::ltr;
  number.factor = 1 / ui.size_factor(Type::meta_strong);
  ui.line(ring, base::cat(percent, "%"), number);
  const float top = box.top + (box.height - words) / 2;
  ui.text({box.start + kWords, top, width, title_height}, title, strong);
  ui.text({box.start + kWords, top + title_height, width, words - title_height}, more, small);
  if (control.activated) open_page(context, Screen::staff_machine);
  return box.height;
}

}  // namespace kiosk::screens
