// The waiting complaints, sealed as they are, to a stick: for a screen that has no network. And how sticks
// are called on the staff's pages.

#include <algorithm>

#include "kiosk/screens/reading.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {
namespace {

using ui::NodeRole;
using ui::Tone;

struct Target {
  std::uint64_t plug;
  std::string name;
};

// The folder that stands in for a stick is offered where it is there.
std::vector<Target> targets_of(const Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  std::vector<Target> targets;
  if (kiosk.checkup && kiosk.checkup->packs_on_stick) targets.push_back({app::kFolder, context.t("Stick")});
  for (const app::StickView& stick : kiosk.sticks)
    targets.push_back({stick.plug, stick_name(context, stick.plug)});
  return targets;
}

std::string copy_problem(const Context& context, const std::string& code) {
  if (code == app::kStickRemoved)
    return context.t("The stick was removed too early. The complaints are all still here.");
  if (code == "E-USB-03") return context.t("The stick is full. The complaints are all still here.");
  if (code == "E-USB-04")
    return context.t("The stick is write-protected. The complaints are all still here.");
  if (code.starts_with("E-USB"))
    return base::cat(stick_problem(context, code), " ", context.t("The complaints are all still here."));
  return reason_words(context, code);
}

// Of which stick it is, where there are several.
void outcome(Context& context, Flow& flow, bool several) {
  const app::Copying& copying = context.state.staff.copying;
  const std::string which = several ? base::cat(stick_name(context, copying.plug), "\n") : std::string();
  if (copying.under_way)
    flow.message({"staff.copy.state", NodeRole::status, "hourglass", Tone::information,
                  context.t("Copying. Do not remove the stick."), kStaffMessage});
  if (copying.delivered > 0)
    flow.message(
        {"staff.copy.confirmed", NodeRole::status, "check-circle", Tone::ok,
         which + context.tn("The cell has confirmed {n} complaint with this stick.",
                            "The cell has confirmed {n} complaints with this stick.", copying.delivered),
         kStaffMessage});
  if (copying.copied)
    flow.message(
        {"staff.copy.done", NodeRole::status, "check-circle", Tone::ok,
         which + context.tn("{n} sealed complaint is on the stick. You may remove it.",
                            "{n} sealed complaints are on the stick. You may remove it.", *copying.copied),
         kStaffMessage});
  if (!copying.problem.empty())
    flow.message({"staff.copy.problem", NodeRole::alert, "error", Tone::error,
                  which + with_code(copy_problem(context, copying.problem), copying.problem), kStaffMessage});
}

}  // namespace

std::string stick_name(const Context& context, std::uint64_t plug) {
  const std::vector<app::StickView>& sticks = context.state.kiosk.sticks;
  const auto found = std::ranges::find(sticks, plug, &app::StickView::plug);
  if (found == sticks.end()) return context.t("Stick");
  // Two of the same label, or of none, are told apart by where they are plugged in.
  const bool alone = std::ranges::count(sticks, found->label, &app::StickView::label) == 1;
  const std::string name = found->label.empty() ? found->device
                           : alone              ? found->label
                                                : base::cat(found->label, " · ", found->device);
  return app::fill_in(context.t("Stick {name}"), {{"name", app::isolated(name)}});
}

std::array<std::string, 3> stick_steps(const Context& context) {
  return {context.t("Put the stick with the pack into the screen's port."), context.t("Wait a few seconds."),
          context.t("Search again. The pack is one file, its name ends in .kpack.")};
}

std::string stick_problem(const Context& context, const std::string& code) {
  if (code == "E-USB-05")
    return context.t("The stick cannot be read: it must be formatted as FAT32 or exFAT.");
  return context.t("The stick cannot be used.");
}

void draw_staff_copy(Context& context) {
  const app::Copying& copying = context.state.staff.copying;
  const std::vector<Target> targets = targets_of(context);
  PageOptions options = scrolling_page(context.t("Waiting complaints to a stick"));
  options.back_enabled = options.home_enabled = !copying.under_way;
  if (targets.size() < 2) {
    options.primary =
        primary_of("staff.copy.start", copying.under_way ? context.t("Copying") : context.t("Copy now"),
                   "usb", copying.under_way);
    options.primary->enabled = !targets.empty() && !copying.under_way;
  }
  const PageResult result = page(context, options);
  if (result.primary && !targets.empty()) context.emit(app::intent::CopyOutbox{targets.front().plug});
  Flow flow(context, "page", result.content);
  outcome(context, flow, targets.size() > 1);
  if (targets.empty())
    flow.message({"staff.copy.none", NodeRole::alert, "usb", Tone::warning,
                  refusal_words(context, app::kNoStick, {}, 0), kStaffMessage});
  const app::OutboxCounts& outbox = context.state.kiosk.outbox;
  fact(context, flow,
       {"staff.copy.waiting", "queue", context.t("Complaints that wait here"),
        app::number_text(context.language(), outbox.queued + outbox.failed)});
  flow.text(
      NodeRole::text,
      context.t(
          "The copies are sealed: only the cell opens them. Each complaint stays here until the cell has "
          "confirmed it: bring the stick back after its reading."),
      context.text(ui::Type::body), 16);
  for (std::size_t i = 0; targets.size() > 1 && !copying.under_way && i < targets.size(); ++i) {
    ui::TileOptions look;
    look.icon = "usb";
    if (row_of(context, flow, base::cat("staff.copy.to.", i + 1),
               {targets[i].name, context.t("Copy to this stick")}, look, 148))
      context.emit(app::intent::CopyOutbox{targets[i].plug});
  }
}

}  // namespace kiosk::screens
