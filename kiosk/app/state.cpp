#include "kiosk/app/state.h"

#include <algorithm>

#include "kiosk/base/bytes.h"

namespace kiosk::app {

namespace {

constexpr std::pair<Screen, std::string_view> kNames[] = {
    {Screen::attract, "attract"},
    {Screen::home, "home"},
    {Screen::partnerships, "partnerships"},
    {Screen::twins, "twins"},
    {Screen::agreements, "agreements"},
    {Screen::partners, "agreements.partners"},
    {Screen::agreement, "agreement"},
    {Screen::article, "article"},
    {Screen::energy, "energy"},
    {Screen::tip, "tip"},
    {Screen::missing, "missing"},
    {Screen::search, "search"},
    {Screen::category, "complaint.category"},
    {Screen::question, "complaint.question"},
    {Screen::where, "complaint.where"},
    {Screen::describe, "complaint.text"},
    {Screen::contact, "complaint.contact"},
    {Screen::check, "complaint.check"},
    {Screen::receipt, "receipt"},
    {Screen::follow, "follow"},
    {Screen::status, "follow.status"},
    {Screen::message, "follow.message"},
    {Screen::staff_pin, "staff.pin"},
    {Screen::staff_status, "staff.status"},
    {Screen::staff_packs, "staff.packs"},
    {Screen::staff_review, "staff.review"},
    {Screen::staff_installing, "staff.installing"},
    {Screen::staff_done, "staff.done"},
    {Screen::staff_refused, "staff.refused"},
    {Screen::staff_changes, "staff.changes"},
    {Screen::staff_preview, "staff.preview"},
    {Screen::staff_rollback, "staff.rollback"},
    {Screen::staff_content, "staff.content"},
    {Screen::staff_queue, "staff.queue"},
    {Screen::staff_network, "staff.network"},
    {Screen::staff_touch, "staff.touch"},
    {Screen::staff_clock, "staff.clock"},
    {Screen::staff_machine, "staff.machine"},
    {Screen::staff_errors, "staff.errors"},
    {Screen::staff_diagnostics, "staff.diagnostics"},
    {Screen::staff_settings, "staff.settings"},
    {Screen::staff_code, "staff.code"},
    {Screen::staff_copy, "staff.copy"},
};
static_assert(std::size(kNames) == static_cast<std::size_t>(Screen::staff_copy) + 1, "every screen has one");

}  // namespace

std::string_view name_of(Screen screen) {
  const auto* found = std::ranges::find(kNames, screen, &std::pair<Screen, std::string_view>::first);
  return found == std::end(kNames) ? "attract" : found->second;
}

std::string_view name_of(VisitError) { return "E-MANY"; }

std::string chapter_key(const Place& place) { return base::cat(place.slug, "/", place.chapter); }

std::optional<std::size_t> step_of(Screen screen) {
  if (screen == Screen::question) return 0;
  const auto found = std::find(kFormSteps.begin(), kFormSteps.end(), screen);
  return found == kFormSteps.end() ? std::nullopt
                                   : std::optional(static_cast<std::size_t>(found - kFormSteps.begin()));
}

}  // namespace kiosk::app
