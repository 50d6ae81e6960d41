// 18, 18b, 19, 24b: what staff see behind their code: the kiosk's state, and a new content pack from the
// stick.

#include "kiosk/screens/reading.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::Type;

PageOptions staff_page(const Context& context, std::string title) {
  PageOptions options;
  const auto name = context.state.kiosk.name.find(context.language());
  options.eyebrow = base::cat(context.t("Staff"), " · ",
                              name == context.state.kiosk.name.end() ? "" : app::isolated(name->second), " ",
                              app::left_to_right(context.state.kiosk.id));
  options.eyebrow_icon = "settings";
  options.title = std::move(title);
  return options;
}

// The sentence of section 15.3 for a reason code.
std::string words_of(const Context& context, const std::string& code) {
  if (code == "E-SIG-01") return context.t("The pack is not signed.");
  if (code == "E-SIG-02") return context.t("The signature does not match the commune's key.");
  if (code == "E-SUM-01") return context.t("The file is damaged.");
  if (code == "E-VER-01") return context.t("This version is older than the present one.");
  if (code == "E-VER-02") return context.t("The pack is for a newer program than this screen's.");
  if (code == "E-VER-03")
    return context.t("A pack of this version is installed already, with another content.");
  if (code == "E-EXP-01") return context.t("The pack has expired.");
  if (code == "E-SPC-01") return context.t("There is not enough room.");
  if (code == "E-USB-01") return context.t("The stick was removed too early.");
  if (code == "E-USB-02") return context.t("There is no pack on this stick.");
  if (code == "no-content") return context.t("There is no earlier version to go back to.");
  return context.t("The installation failed; the earlier version is back.");
}

std::string version_text(const app::State& state) {
  return state.kiosk.catalogue ? std::to_string(state.kiosk.catalogue->version()) : "–";
}

std::string unchanged(const Context& context) {
  return app::fill_in(context.t("Nothing has changed. The screen works with version {version}."),
                      {{"version", version_text(context.state)}});
}

void draw_pin(Context& context) {
  ui::Interface& ui = context.ui;
  const app::Staff& staff = context.state.staff;
  const bool blocked = context.state.now < context.state.kiosk.pin_blocked_until;
  PageOptions options = staff_page(context, context.t("Enter the staff code"));
  const PageResult result = page(context, options);
  const Box content = result.content;
  const Box field{content.start, content.top, content.width, 128};
  ui.painter().bordered(field, ui::kRadiusField, ui.colours().card, staff.wrong ? 6 : 3,
                        staff.wrong ? ui.tone(ui::Tone::error).text : ui.colours().line_field);
  ui::Node node;
  node.id = "staff.pin";
  node.role = ui::NodeRole::field;
  node.name = context.t("Staff code");
  node.value = std::string(staff.pin.size(), '*');
  ui.control(std::move(node), field);
  const float step = 56;
  for (std::size_t i = 0; i < staff.pin.size(); ++i) {
    ui.painter().disc(field.start + field.width / 2 +
                          (static_cast<float>(i) - static_cast<float>(staff.pin.size() - 1) / 2) * step,
                      field.middle(), 14, ui.colours().ink);
  }
  float top = field.bottom() + 20;
  if (staff.wrong || blocked) {
    const std::string words = blocked ? context.t("Too many wrong codes. Wait before the next try.")
                                      : context.t("The code is not right.");
    top += ui::message_bar(ui, "staff.problem", ui::NodeRole::alert, {content.start, top, content.width, 96},
                           "error", ui::Tone::error, words) +
           20;
  }
  for (const char key : digits_typed(context)) {
    if (key == kErased) {
      context.emit(app::intent::PinErase{});
    } else {
      context.emit(app::intent::PinDigit{key});
    }
  }
  if (const auto key = ui::keypad(ui, {content.start, top, content.width, content.bottom() - top},
                                  !staff.pin.empty() && !staff.checking && !blocked)) {
    if (*key == "⌫") {
      context.emit(app::intent::PinErase{});
    } else if (*key == "✓") {
      context.emit(app::intent::PinEnter{});
    } else {
      context.emit(app::intent::PinDigit{key->front()});
    }
  }
}

void fact(Context& context, Flow& flow, std::string_view id, const char* icon, const std::string& name,
          const std::string& value, ui::Tone tone) {
  ui::Interface& ui = context.ui;
  const ui::TextOptions small = context.text(Type::small, ui.colours().ink2),
                        strong = context.text(Type::button_secondary);
  const float width = flow.width() - 160;
  const float name_height = ui.measure(name, width, small).height,
              height = name_height + ui.measure(value, width, strong).height;
  const Box box = flow.next(std::max(132.0F, height + 24), 16);
  ui::card(ui, box);
  ui.painter().icon({box.start + 36, box.middle() - 32, 64, 64}, icon,
                    tone == ui::Tone::information ? ui.accent(ui::Accent::teal).fill : ui.tone(tone).text);
  const float top = box.top + (box.height - height) / 2;
  ui.text({box.start + 128, top, width, name_height}, name, small);
  ui.text({box.start + 128, top + name_height, width, height}, value, strong);
  ui.say(id, ui::NodeRole::text, box, base::cat(name, ": ", value), value);
}

void draw_state(Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  PageOptions options = staff_page(context, context.t("The state of this screen"));
  Primary primary;
  primary.id = "staff.update";
  primary.label = context.t("Update the content");
  primary.icon = "usb";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  Flow flow(context, "page", result.content);
  const bool healthy = kiosk.catalogue && kiosk.content_problem.empty() && kiosk.network_alarm.empty() &&
                       kiosk.complaint_problem.empty() && kiosk.outbox.failed == 0;
  const Box band = flow.next(0, 0);
  flow.gap(ui::message_bar(context.ui, "staff.summary", ui::NodeRole::status,
                           {band.start, band.top, band.width, 110}, healthy ? "check-circle" : "warning",
                           healthy ? ui::Tone::ok : ui::Tone::warning,
                           healthy ? context.t("The screen works. Nothing waits for you.")
                                   : context.t("The screen works, and something waits for you below.")) +
           20);
  if (!kiosk.complaint_problem.empty())
    fact(context, flow, "staff.complaints", "error", context.t("No complaint can be recorded"),
         app::left_to_right(kiosk.complaint_problem), ui::Tone::error);
  fact(context, flow, "staff.queue", "queue", context.t("Complaints waiting to be sent"),
       std::to_string(kiosk.outbox.queued),
       kiosk.outbox.queued > 0 ? ui::Tone::warning : ui::Tone::information);
  fact(context, flow, "staff.failed", "error", context.t("Complaints that could not be delivered"),
       std::to_string(kiosk.outbox.failed),
       kiosk.outbox.failed > 0 ? ui::Tone::error : ui::Tone::information);
  fact(context, flow, "staff.delivered", "cloud-sent", context.t("Complaints delivered"),
       std::to_string(kiosk.outbox.delivered), ui::Tone::information);
  fact(context, flow, "staff.network", "network", context.t("Network"),
       kiosk.network_alarm.empty() ? context.t("No alarm") : app::left_to_right(kiosk.network_alarm),
       kiosk.network_alarm.empty() ? ui::Tone::information : ui::Tone::error);
  std::string content = version_text(context.state);
  if (kiosk.catalogue && kiosk.catalogue->is_expired(context.state.wall))
    content += base::cat(" · ", context.t("expired"));
  if (!kiosk.content_problem.empty()) content += base::cat(" · ", app::left_to_right(kiosk.content_problem));
  fact(context, flow, "staff.content", "pack", context.t("Content version"), content,
       kiosk.content_problem.empty() ? ui::Tone::information : ui::Tone::error);
  ui::ButtonOptions button;
  button.icon = "refresh";
  button.enabled = kiosk.generations.size() > 1;
  if (ui::secondary_button(context.ui, "staff.rollback", flow.next(124),
                           context.t("Back to the earlier content"), button))
    context.emit(app::intent::RollBack{});
  button.enabled = true;
  button.icon = "logout";
  button.icon_mirror = ui::Mirror::with_direction;
  if (ui::neutral_button(context.ui, "staff.exit", flow.next(124), context.t("Leave staff mode"), button))
    context.emit(app::intent::Finish{});
}

void draw_packs(Context& context) {
  const app::Staff& staff = context.state.staff;
  PageOptions options = staff_page(context, context.t("Packs on the stick"));
  Primary primary;
  primary.id = "staff.search";
  primary.label = staff.searching ? context.t("Checking") : context.t("Search again");
  primary.icon = "refresh";
  primary.mirror = ui::Mirror::never;
  primary.busy = staff.searching;
  options.primary = std::move(primary);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  Flow flow(context, "page", result.content);
  if (staff.searching) {
    flow.text(ui::NodeRole::status, context.t("Every file is checked before anything is opened."),
              context.text(Type::lead), 20);
  } else if (staff.packs.empty()) {
    const Box box = flow.next(0, 0);
    flow.gap(
        ui::message_bar(context.ui, "staff.nopack", ui::NodeRole::alert, {box.start, box.top, box.width, 110},
                        "usb", ui::Tone::warning,
                        base::cat(words_of(context, staff.result.empty() ? "E-USB-02" : staff.result), " ",
                                  app::left_to_right(staff.result.empty() ? "E-USB-02" : staff.result))) +
        20);
  }
  for (std::size_t i = 0; i < staff.packs.size(); ++i) {
    const app::PackView& pack = staff.packs[i];
    ui::TileOptions look;
    look.icon = pack.refusal.empty() ? "pack" : "error";
    const std::string second =
        pack.refusal.empty()
            ? base::cat(
                  app::fill_in(context.t("version {version}"), {{"version", std::to_string(pack.version)}}),
                  " · ", app::isolated(app::size_text(context.language(), pack.size_bytes)))
            : base::cat(words_of(context, pack.refusal), " ", app::left_to_right(pack.refusal));
    const std::string name = app::left_to_right(pack.name);
    if (row_of(context, flow, base::cat("staff.pack.", i + 1), {name, second, {}}, look, 176))
      context.emit(app::intent::ReviewPack{i});
  }
}

void draw_review(Context& context) {
  const app::Staff& staff = context.state.staff;
  if (!staff.chosen) return draw_packs(context);
  const app::PackView& pack = *staff.chosen;
  PageOptions options = staff_page(context, context.t("The new content is ready"));
  Primary primary;
  primary.id = "staff.install";
  primary.label = context.t("Install now");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Install{});
  Flow flow(context, "page", result.content);
  fact(context, flow, "staff.pack.name", "pack", context.t("Pack"),
       base::cat(app::left_to_right(pack.name), " · ",
                 app::isolated(app::size_text(context.language(), pack.size_bytes))),
       ui::Tone::information);
  fact(context, flow, "staff.pack.signer", "shield", context.t("Valid signature, key"),
       app::left_to_right(pack.signer), ui::Tone::ok);
  fact(context, flow, "staff.pack.version", "document", context.t("Version: now, then new"),
       app::fill_in(context.t("{now}, then {new} ({created})"), {{"now", version_text(context.state)},
                                                                 {"new", std::to_string(pack.version)},
                                                                 {"created", pack.created}}),
       ui::Tone::information);
  fact(
      context, flow, "staff.pack.pages", "edit", context.t("Pages"),
      base::cat(context.tn("{n} new page", "{n} new pages", static_cast<std::int64_t>(pack.added)), " · ",
                context.tn("{n} changed page", "{n} changed pages", static_cast<std::int64_t>(pack.changed)),
                " · ",
                context.tn("{n} removed page", "{n} removed pages", static_cast<std::int64_t>(pack.removed))),
      ui::Tone::information);
  const Box box = flow.next(0, 0);
  flow.gap(ui::message_bar(context.ui, "staff.warning", ui::NodeRole::message,
                           {box.start, box.top, box.width, 130}, "info", ui::Tone::warning,
                           context.t("The present version is kept and comes back by itself if the "
                                     "installation fails. Complaints are not affected.")) +
           10);
}

void draw_installing(Context& context) {
  ui::Interface& ui = context.ui;
  PageOptions options = staff_page(context, context.t("Installing the new version"));
  options.hint = context.t("Do not remove the stick or switch the screen off");
  options.back_enabled = options.home_enabled = false;
  const PageResult result = page(context, options);
  const Box content = result.content;
  const float part = static_cast<float>(context.state.staff.progress_percent) / 100;
  const Box track{content.start, content.top + 60, content.width, 40};
  ui.painter().rounded(track, 20, ui.colours().track);
  ui.painter().rounded({track.start, track.top, std::max(40.0F, track.width * part), track.height}, 20,
                       ui.accent(ui::Accent::teal).fill);
  ui::TextOptions number = context.text(Type::number_xl);
  number.align = text::Align::center;
  number.direction = text::BaseDirection::ltr;
  const std::string percent = base::cat(context.state.staff.progress_percent, "%");
  ui.line({content.start, track.bottom() + 40, content.width, 180}, percent, number);
  ui.say("staff.progress", ui::NodeRole::status, track, percent, percent);
}

void draw_done(Context& context) {
  PageOptions options = staff_page(context, context.t("Done"));
  Primary primary;
  primary.id = "staff.exit";
  primary.label = context.t("Leave staff mode");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Finish{});
  ui::message_bar(
      context.ui, "staff.done", ui::NodeRole::status,
      {result.content.start, result.content.top, result.content.width, 150}, "check-circle", ui::Tone::ok,
      app::fill_in(context.t("The screen now works with version {version}. You may remove the stick."),
                   {{"version", version_text(context.state)}}));
}

void draw_refused(Context& context) {
  ui::Interface& ui = context.ui;
  const std::string& code = context.state.staff.result;
  PageOptions options = staff_page(context, context.t("The pack was refused"));
  Primary primary;
  primary.id = "staff.search";
  primary.label = context.t("Try another pack");
  primary.icon = "refresh";
  primary.mirror = ui::Mirror::never;
  options.primary = std::move(primary);
  options.scrolls = "page";
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  Flow flow(context, "page", result.content);
  const Box first = flow.next(0, 0);
  flow.gap(ui::message_bar(ui, "staff.refused", ui::NodeRole::alert,
                           {first.start, first.top, first.width, 150}, "error", ui::Tone::error,
                           base::cat(words_of(context, code), " ", app::left_to_right(code))) +
           20);
  const Box second = flow.next(0, 0);
  flow.gap(ui::message_bar(ui, "staff.unchanged", ui::NodeRole::status,
                           {second.start, second.top, second.width, 120}, "check-circle", ui::Tone::ok,
                           unchanged(context)) +
           30);
  flow.text(ui::NodeRole::heading, context.t("What to do now?"), context.text(Type::h3), 16);
  const std::array<std::string, 3> steps = {
      context.t("Take the stick out of the screen."),
      context.t("Ask the communication service to export the pack again."),
      context.t("If it is refused again, give the code above to the IT service.")};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const ui::TextOptions lead = context.text(Type::lead);
    const float height = ui.measure(steps[i], flow.width() - 100, lead).height;
    const Box box = flow.next(std::max(84.0F, height), 10);
    ui.painter().disc(box.start + 38, box.middle(), 36, ui.accent(ui::Accent::teal).tint);
    ui::TextOptions number = context.text(Type::label, ui.accent(ui::Accent::teal).fill);
    number.align = text::Align::center;
    ui.line({box.start, box.top, 76, box.height}, std::to_string(i + 1), number);
    ui.text({box.start + 100, box.middle() - height / 2, box.width - 100, height}, steps[i], lead);
    ui.say({}, ui::NodeRole::text, box, steps[i]);
  }
}

}  // namespace

void draw_staff(Context& context) {
  switch (context.state.place().screen) {
    case Screen::staff_pin:
      return draw_pin(context);
    case Screen::staff_packs:
      return draw_packs(context);
    case Screen::staff_review:
      return draw_review(context);
    case Screen::staff_installing:
      return draw_installing(context);
    case Screen::staff_done:
      return draw_done(context);
    case Screen::staff_refused:
      return draw_refused(context);
    default:
      return draw_state(context);
  }
}

}  // namespace kiosk::screens
