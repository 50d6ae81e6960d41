// What stands behind the cards of the staff's status page: each page says what is known, and offers what can
// be done about it.

#include <algorithm>

#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {
namespace {

using app::Checkup;
using ui::NodeRole;
using ui::Tone;
using ui::Type;

// Day and time of a moment, for lists that go back over days.
std::string when(const Context& context, base::Timestamp at) {
  return base::cat(app::day_text(context.language(), at), " ", app::left_to_right(app::clock_text(at)));
}

std::string number_of(const Context& context, std::int64_t number) {
  return app::number_text(context.language(), number);
}

std::string milliseconds(float ms) {
  return app::left_to_right(
      base::cat(static_cast<int>(ms * 10 + 0.5F) / 10, ",", static_cast<int>(ms * 10 + 0.5F) % 10, " ms"));
}

void checked_at(Context& context, Flow& flow) {
  const auto& look = context.state.kiosk.checkup;
  const std::string words = context.state.staff.looking ? context.t("Looking now")
                            : look                      ? app::fill_in(context.t("Looked at {time}"),
                                                                       {{"time", app::left_to_right(app::clock_text(look->at))}})
                                                        : context.t("Not looked at yet");
  flow.text(NodeRole::status, words, context.text(Type::small, context.ui.colours().ink2), 16);
}

}  // namespace

void draw_staff_queue(Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  const Checkup look = kiosk.checkup.value_or(Checkup{});
  PageOptions options = scrolling_page(context.t("Complaints on this screen"));
  const bool some_failed = kiosk.outbox.failed > 0;
  options.primary =
      some_failed
          ? primary_of("staff.retry", context.t("Send again"), "refresh", context.state.staff.looking)
          : primary_of("staff.check", context.t("Check the store"), "refresh", context.state.staff.looking);
  const PageResult result = page(context, options);
  if (result.primary) {
    if (some_failed) {
      context.emit(app::intent::RetryFailed{});
    } else {
      context.emit(app::intent::CheckUp{});
    }
  }
  Flow flow(context, "page", result.content);
  const std::string problem = store_problem(kiosk);
  if (problem.empty()) {
    flow.message({"staff.store.state", NodeRole::status, "check-circle", Tone::ok,
                  context.t("The store is whole and takes complaints."), kStaffMessage});
  } else {
    flow.message({"staff.store.state", NodeRole::alert, "error", Tone::error,
                  with_code(reason_words(context, problem), problem), kStaffMessage});
  }
  fact(
      context, flow,
      {"staff.queue.waiting", "queue", context.t("Complaints waiting to be sent"),
       number_of(context, kiosk.outbox.queued), kiosk.outbox.queued > 0 ? Tone::warning : Tone::information});
  if (look.oldest_waiting && kiosk.outbox.queued > 0)
    fact(context, flow,
         {"staff.queue.oldest", "clock", context.t("The oldest waits since"),
          when(context, *look.oldest_waiting)});
  ui::ButtonOptions button;
  button.icon = "usb";
  button.enabled = kiosk.outbox.queued > 0 || some_failed;
  if (ui::secondary_button(context.ui, "staff.copy", flow.next(124, 14),
                           context.t("Copy the waiting complaints to a stick"), button))
    open_page(context, app::Screen::staff_copy);
  fact(context, flow,
       {"staff.queue.delivered", "cloud-sent", context.t("Complaints delivered"),
        number_of(context, kiosk.outbox.delivered)});
  fact(context, flow,
       {"staff.failed", "error", context.t("Complaints that could not be delivered"),
        number_of(context, kiosk.outbox.failed), some_failed ? Tone::error : Tone::information});
  for (std::size_t i = 0; i < look.failed.size(); ++i) {
    const std::string id = base::cat("staff.failed.", i + 1);
    fact(context, flow,
         {id, "document",
          app::fill_in(context.t("Written on {day}"), {{"day", when(context, look.failed[i].filed_at)}}),
          with_code(reason_words(context, look.failed[i].reason), look.failed[i].reason), Tone::error});
  }
  checked_at(context, flow);
}

void draw_staff_network(Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  const app::Channel& channel = kiosk.channel;
  PageOptions options = scrolling_page(context.t("Network and desk"));
  options.primary = primary_of("staff.try", context.t("Try now"), "refresh");
  options.primary->enabled = channel.configured;
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::TryNetwork{});
  Flow flow(context, "page", result.content);
  const std::string& reason = channel.failing_since ? channel.reason : kiosk.network_alarm;
  switch (desk_line(kiosk)) {
    case DeskLine::unnamed:
      flow.message({"staff.network.state", NodeRole::status, "offline", Tone::warning,
                    context.t("No desk is named in this screen's configuration: complaints stay here."),
                    kStaffMessage});
      break;
    case DeskLine::cut:
      flow.message({"staff.network.state", NodeRole::status, "offline", Tone::warning,
                    with_code(reason_words(context, reason), reason), kStaffMessage});
      break;
    case DeskLine::heard:
      flow.message({"staff.network.state", NodeRole::status, "check-circle", Tone::ok,
                    context.t("The complaints cell's desk answers."), kStaffMessage});
      break;
    case DeskLine::untried:
      flow.message({"staff.network.state", NodeRole::status, "info", Tone::information,
                    context.t("The desk has not been asked yet."), kStaffMessage});
      break;
  }
  const auto at = [&](base::BootTime then) {
    return when(context, context.state.wall - (context.state.now - then));
  };
  if (channel.failing_since)
    fact(context, flow,
         {"staff.network.since", "offline", context.t("No answer since"), at(*channel.failing_since),
          Tone::warning});
  fact(context, flow,
       {"staff.network.heard", "network", context.t("Last answer that the cell signed"),
        channel.heard_at ? at(*channel.heard_at) : context.t("none since the start")});
  const Checkup look = kiosk.checkup.value_or(Checkup{});
  fact(context, flow,
       {"staff.network.sent", "cloud-sent", context.t("Last one delivered"),
        look.last_delivered ? when(context, *look.last_delivered) : context.t("none yet")});
  flow.gap(8);
  flow.text(
      NodeRole::text,
      context.t("Complaints are kept here and leave by themselves when the desk answers. If it does not: "
                "check the cable and the town hall's network, then give the code above to the IT service."),
      context.text(Type::body), 16);
}

void draw_staff_clock(Context& context) {
  const Checkup look = context.state.kiosk.checkup.value_or(Checkup{});
  const PageResult result = page(context, scrolling_page(context.t("Clock")));
  Flow flow(context, "page", result.content);
  switch (look.clock) {
    case complaint::ClockQuality::synchronised:
      flow.message({"staff.clock.state", NodeRole::status, "check-circle", Tone::ok,
                    context.t("A time service steers the clock."), kStaffMessage});
      break;
    case complaint::ClockQuality::plausible:
      flow.message({"staff.clock.state", NodeRole::status, "info", Tone::information,
                    context.t("The clock is plausible, but no time service steers it."), kStaffMessage});
      break;
    case complaint::ClockQuality::unknown:
      flow.message({"staff.clock.state", NodeRole::status, "warning", Tone::warning,
                    context.t("The clock is wrong: it is before this program was made. Complaints are marked "
                              "\"time not sure\"."),
                    kStaffMessage});
      break;
  }
  fact(context, flow,
       {"staff.clock.now", "clock", context.t("Time in Morocco"),
        base::cat(app::left_to_right(app::clock_text(context.state.wall)), " · ",
                  app::long_date_text(context.language(), context.state.wall))});
  flow.text(
      NodeRole::text,
      context.t(
          "The clock is set on the machine, not here: the IT service sets it with timedatectl, or turns "
          "the time service on."),
      context.text(Type::body), 16);
}

void draw_staff_machine(Context& context) {
  const Checkup look = context.state.kiosk.checkup.value_or(Checkup{});
  PageOptions options = scrolling_page(context.t("Machine"));
  options.primary =
      primary_of("staff.check", context.t("Look again"), "refresh", context.state.staff.looking);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::CheckUp{});
  Flow flow(context, "page", result.content);
  if (look.disk) {
    fact(context, flow,
         {"staff.disk.free", "disk", context.t("Free on the disk"),
          app::fill_in(context.t("{part} of {whole}"),
                       {{"part", size_words(context, look.disk->free_bytes)},
                        {"whole", size_words(context, look.disk->total_bytes)}})});
    fact(context, flow,
         {"staff.disk.content", "pack", context.t("Content takes"),
          size_words(context, look.disk->content_bytes)});
    fact(context, flow,
         {"staff.disk.complaints", "inbox", context.t("Complaints take"),
          size_words(context, look.disk->complaint_bytes)});
  }
  if (look.memory) {
    fact(context, flow,
         {"staff.memory.free", "dashboard", context.t("Free memory"),
          app::fill_in(context.t("{part} of {whole}"),
                       {{"part", size_words(context, look.memory->free_bytes)},
                        {"whole", size_words(context, look.memory->total_bytes)}}),
          app::is_low(*look.memory) ? Tone::warning : Tone::information});
    fact(context, flow,
         {"staff.memory.program", "dashboard", context.t("This program takes"),
          size_words(context, look.memory->program_bytes)});
  }
  if (look.temperature)
    fact(context, flow,
         {"staff.heat", "thermometer", context.t("Temperature"),
          context.tn("{n} degree", "{n} degrees", *look.temperature),
          *look.temperature >= app::kHotDegrees ? Tone::warning : Tone::information});
  if (look.machine_up)
    fact(context, flow,
         {"staff.up.machine", "bolt", context.t("The machine has been on for"),
          span_text(context, *look.machine_up)});
  fact(context, flow,
       {"staff.up.program", "play", context.t("The program has run for"),
        span_text(context, look.program_up)});
  checked_at(context, flow);
}

namespace {

// What the network brings, in a few words.
std::string fetching_words(const Context& context, const app::Fetching& fetching) {
  const auto refused = [&] {
    if (fetching.reason == "E-VER-01")
      return with_code(context.t("The content's server has only an older version than this screen."),
                       fetching.reason);
    return with_code(refusal_words(context, fetching.reason, context.t("what came over the network"), 0),
                     fetching.reason);
  };
  if (fetching.failing_since && fetching.reason.starts_with("E-")) return refused();
  if (fetching.failing_since) {
    // More bytes than there can be is something else, as a portal's page is.
    const std::string reason = fetching.reason == "too-large" ? "not-a-publication" : fetching.reason;
    const bool silent = reason == "unreachable" || reason == "timed-out" || reason == "interrupted";
    return with_code(silent                  ? context.t("The server of the content cannot be reached.")
                     : reason == "no-client" ? reason_words(context, reason)
                     : reason == "http-status" || reason == "no-progress"
                         ? context.t("The server of the content answers with an error.")
                         : context.t("Something else answers in the place of the content's server."),
                     reason);
  }
  if (fetching.version > 0 && fetching.all_bytes > 0) {
    return app::fill_in(context.t("Version {version} is coming: {done} of {all}"),
                        {{"version", std::to_string(fetching.version)},
                         {"done", size_words(context, fetching.done_bytes)},
                         {"all", size_words(context, fetching.all_bytes)}});
  }
  if (fetching.reason.starts_with("E-")) return refused();
  if (!fetching.heard_at) return context.t("not asked since the start");
  return app::fill_in(
      context.t("Asked at {time}"),
      {{"time", when(context, context.state.wall - (context.state.now - *fetching.heard_at))}});
}

}  // namespace

void draw_staff_content(Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  const content::Catalogue* catalogue = context.catalogue();
  PageOptions options = scrolling_page(context.t("Content"));
  options.primary = primary_of("staff.update", context.t("Update the content"), "usb");
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  Flow flow(context, "page", result.content);
  if (!kiosk.content_problem.empty())
    flow.message({"staff.content.problem", NodeRole::alert, "error", Tone::error,
                  with_code(refusal_words(context, kiosk.content_problem, context.t("installed content"), 0),
                            kiosk.content_problem),
                  kStaffMessage});
  if (kiosk.rejected.version > 0) {
    const std::string page = page_of(kiosk.rejected.reason);
    const std::string words =
        page.empty() ? context.t("Version {version} was taken back.")
                     : context.t("Version {version} was taken back, a page of it cannot be shown: {page}");
    flow.message({"staff.content.rejected", NodeRole::alert, "warning", Tone::warning,
                  app::fill_in(words, {{"version", std::to_string(kiosk.rejected.version)}, {"page", page}}),
                  kStaffMessage});
  }
  if (catalogue != nullptr) {
    const auto day = [&](content::Day at) { return app::date_text(context.language(), base::Timestamp(at)); };
    fact(context, flow,
         {"staff.content.version", "pack", context.t("Version shown"),
          base::cat(app::left_to_right(version_text(context.state)), " · ", day(catalogue->created()))});
    fact(context, flow,
         {"staff.content.signer", "shield", context.t("Valid signature, key"),
          fingerprint(catalogue->signer()), Tone::ok});
    const bool expired = catalogue->is_expired(context.state.wall);
    fact(context, flow,
         {"staff.content.expires", "calendar", context.t("Shown until"),
          catalogue->expires() ? base::cat(day(*catalogue->expires()), expired ? " · " : "",
                                           expired ? context.t("expired") : "")
                               : context.t("no last day"),
          expired ? Tone::warning : Tone::information});
  }
  std::string kept;
  for (const std::int64_t version : kiosk.generations)
    kept += (kept.empty() ? "" : " · ") + std::to_string(version);
  fact(context, flow,
       {"staff.content.kept", "saved", context.t("Versions kept on this screen"),
        kept.empty() ? "–" : app::left_to_right(kept)});
  if (kiosk.fetching.configured) {
    const bool fails = kiosk.fetching.failing_since || kiosk.fetching.reason.starts_with("E-");
    fact(context, flow,
         {"staff.content.network", "network", context.t("Content by network"),
          fetching_words(context, kiosk.fetching), fails ? Tone::warning : Tone::information});
  }
  ui::ButtonOptions button;
  button.icon = "refresh";
  button.enabled =
      catalogue != nullptr && !kiosk.generations.empty() && kiosk.generations.front() < catalogue->version();
  if (ui::secondary_button(context.ui, "staff.rollback", flow.next(124),
                           context.t("Back to the earlier content"), button))
    open_page(context, app::Screen::staff_rollback);
}

void draw_staff_errors(Context& context) {
  const Checkup look = context.state.kiosk.checkup.value_or(Checkup{});
  PageOptions options = scrolling_page(context.t("Last warnings and errors"));
  options.hint = context.t("Since the program started. Nothing that citizens wrote is in it.");
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  if (look.problems.empty())
    flow.message({"staff.errors.none", NodeRole::status, "check-circle", Tone::ok,
                  context.t("No warning and no error."), kStaffMessage});
  for (std::size_t i = 0; i < look.problems.size(); ++i) {
    const base::LoggedProblem& problem = look.problems[i];
    const bool error = problem.level == base::LogLevel::error;
    const std::string id = base::cat("staff.error.", i + 1);
    std::string name =
        base::cat(when(context, problem.at), " · ", error ? context.t("Error") : context.t("Warning"));
    if (problem.times > 1) name += base::cat(" · ", context.tn("{n} time", "{n} times", problem.times));
    fact(context, flow,
         {id, error ? "error" : "warning", name,
          app::left_to_right(problem.reason.empty() ? problem.event
                                                    : base::cat(problem.event, " · ", problem.reason)),
          error ? Tone::error : Tone::warning});
  }
}

void draw_staff_diagnostics(Context& context) {
  const PageResult result = page(context, scrolling_page(context.t("Diagnostics")));
  Flow flow(context, "page", result.content);
  if (!context.state.staff.diagnostics) {
    flow.text(NodeRole::status, context.t("Looking now"), context.text(Type::lead));
    return;
  }
  const app::Diagnostics& what = *context.state.staff.diagnostics;
  const auto ltr = [](const auto&... pieces) { return app::left_to_right(base::cat(pieces...)); };
  fact(context, flow, {"staff.program", "kiosk", context.t("Program"), ltr("sale-kiosk ", what.version)});
  fact(context, flow, {"staff.renderer", "eye", context.t("Drawn by"), ltr(what.renderer)});
  fact(context, flow,
       {"staff.panel", "keyboard", context.t("Panel"),
        ltr(what.width_px, " × ", what.height_px, " px · ", static_cast<int>(what.width_mm + 0.5F), " mm")});
  fact(context, flow,
       {"staff.frames", "chart", context.t("Pictures drawn; half of them, nearly all and all within"),
        base::cat(number_of(context, static_cast<std::int64_t>(what.frames)), " · ",
                  milliseconds(what.frame_p50_ms), " · ", milliseconds(what.frame_p99_ms), " · ",
                  milliseconds(what.frame_max_ms))});
  fact(context, flow,
       {"staff.paragraphs", "document", context.t("Paragraphs found ready, and laid out anew"),
        base::cat(number_of(context, static_cast<std::int64_t>(what.paragraph_hits)), " · ",
                  number_of(context, static_cast<std::int64_t>(what.paragraph_misses)))});
  fact(context, flow,
       {"staff.glyphs", "text-size", context.t("Letters and shapes kept"),
        base::cat(number_of(context, static_cast<std::int64_t>(what.glyphs)), " · ",
                  context.tn("{n} page", "{n} pages", static_cast<std::int64_t>(what.atlas_pages)))});
  std::string faces;
  for (const std::string& face : what.faces) faces += (faces.empty() ? "" : ", ") + face;
  fact(context, flow,
       {"staff.fonts", "language",
        context.tn("{n} font", "{n} fonts", static_cast<std::int64_t>(what.faces.size())),
        app::left_to_right(faces)});
}

void draw_staff_settings(Context& context) {
  const PageResult result = page(context, scrolling_page(context.t("Settings of this screen")));
  Flow flow(context, "page", result.content);
  const bool reduced = context.state.kiosk.reduced_motion;
  flow.text(NodeRole::heading, context.t("Motion"), context.text(Type::h3), 8);
  flow.text(NodeRole::text,
            context.t("Pages, pictures and counters move, or change at once. It stays so after a restart."),
            context.text(Type::body), 16);
  const std::array<ui::SegmentPart, 2> parts = {
      {{"staff.motion.full", context.t("They move"), "play"},
       {"staff.motion.reduced", context.t("Reduced motion"), "pause"}}};
  const auto chosen =
      ui::segments(context.ui, flow.next(120, 40), parts, reduced ? 1U : 0U, ui::Accent::teal);
  if (chosen && (*chosen == 1) != reduced) context.emit(app::intent::ToggleReducedMotion{});
  flow.text(NodeRole::heading, context.t("Language"), context.text(Type::h3), 8);
  flow.text(NodeRole::text,
            context.t("The button in the bar changes the language of these pages, as it does for citizens."),
            context.text(Type::body), 16);
}

}  // namespace kiosk::screens
