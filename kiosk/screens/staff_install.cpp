// 18b, 24b: installing, its end, a refusal, and the way back to an earlier version.

#include <algorithm>

#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::NodeRole;
using ui::Tone;
using ui::Type;

constexpr float kDriftPerSecond = 20;
constexpr float kLevelInset = 5, kLevelCrest = 6;  // half of the wave
constexpr base::Milliseconds kFrame(33), kRise(300), kWavePeriod(7800);

// The arch that fills with deep zellige; in high contrast it fills with a plain colour from its foot.
void level(Context& context, const Box& arch, float part) {
  ui::Interface& ui = context.ui;
  ui.painter().bordered_arch(arch, ui::kInstallArch,
                             ui.high_contrast() ? ui.colours().card : ui.colours().sand1, 5,
                             ui.high_contrast() ? ui.colours().line : ui.colours().sand2);
  if (ui.high_contrast()) {
    const Box bar{arch.start + 48, arch.bottom() - 90, arch.width - 96, 42};
    ui.painter().bordered(bar, 21, ui.colours().card, 4, ui.colours().line);
    ui.painter().rounded({bar.start, bar.top, std::max(42.0F, bar.width * part), 42}, 21,
                         ui.accent(ui::Accent::teal).fill);
    return;
  }
  float drift = 0;
  if (!ui.reduced_motion()) {
    const auto into = ui.now().time_since_epoch() % kWavePeriod;
    drift = static_cast<float>(into.count()) * kDriftPerSecond / 1000;
    ui.wake_at(ui.now() + kFrame);
  }
  ui.painter().level(arch.inset(kLevelInset), ui::kInstallArch, part, drift);
}

void percent_words(Context& context, const Box& arch, int percent, float part) {
  ui::Interface& ui = context.ui;
  ui::TextOptions number = context.text(Type::number_xl);
  number.align = text::Align::center;
  number.direction = text::BaseDirection::ltr;
  number.factor = 1 / ui.size_factor(Type::number_xl);
  const std::string words = base::cat(percent, "%");
  const Box at{arch.start, arch.bottom() - arch.height * 0.36F - 90, arch.width, 180};
  // White on the level, ink above it; the figures may lie on both.
  const Box inside = arch.inset(kLevelInset);
  const float surface =
      ui.high_contrast() ? at.bottom() : inside.bottom() - inside.height * part - kLevelCrest;
  const auto within = [&](float top, float bottom, ui::Colour colour) {
    if (bottom <= top) return;
    number.colour = colour;
    ui.painter().push_clip({at.start, top, at.width, bottom - top});
    ui.line(at, words, number);
    ui.painter().pop_clip();
  };
  const float between = std::clamp(surface, at.top, at.bottom());
  within(at.top, between, ui.colours().ink);
  within(between, at.bottom(), ui.colours().on_accent);
  ui.say("staff.progress", NodeRole::status, arch, words, words);
}

std::string time_left(const Context& context, std::chrono::seconds left) {
  constexpr std::int64_t kMinute = 60;
  const std::int64_t count = left.count();
  return count < kMinute ? context.tn("about {n} s left", "about {n} s left", count)
                         : context.tn("about {n} min left", "about {n} min left", count / kMinute);
}

// How much of the pack is done, how long the rest takes, and which version comes. Each part is as wide as
// its words ask for beside the others.
void progress_card(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::Staff& staff = context.state.staff;
  ui::card(ui, box);
  const auto size = [&](std::uint64_t bytes) { return size_words(context, bytes); };
  constexpr float kSide = 28, kBetween = 28;
  std::vector<std::string> parts;
  if (staff.all_bytes > 0)
    parts.push_back(app::fill_in(context.t("{part} of {whole}"),
                                 {{"part", size(staff.done_bytes)}, {"whole", size(staff.all_bytes)}}));
  if (const auto left = staff.time_left.shown()) parts.push_back(time_left(context, *left));
  if (!staff.going_back && staff.chosen)
    parts.push_back(
        app::fill_in(context.t("version {version}"), {{"version", std::to_string(staff.chosen->version)}}));
  if (parts.empty()) parts.push_back(context.t("One moment"));
  ui::TextOptions words = context.text(Type::label);
  words.align = text::Align::center;
  std::vector<float> asked;
  float sum = 0;
  for (const std::string& part : parts)
    sum += asked.emplace_back(ui.measure(part, text::kNoWidth, words).width + kBetween);
  float start = box.start + kSide;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Box at{start, box.top, (box.width - 2 * kSide) * asked[i] / sum, box.height};
    ui::fitted(ui, {at.start + kBetween / 2, at.top, at.width - kBetween, at.height}, parts[i], words);
    ui.say({}, NodeRole::text, at, parts[i]);
    start = at.end();
  }
}

std::string unchanged(const Context& context) {
  return app::fill_in(context.t("Nothing has changed. The screen works with version {version}."),
                      {{"version", version_text(context.state)}});
}

// What may have happened, where the code alone says little.
std::string cause_of(const Context& context, const std::string& code, const std::string& file) {
  std::string words = context.t("The file {file} was left as it is.");
  if (code == "E-SIG-01") words = context.t("The file {file} carries no signature. We opened nothing of it.");
  if (code == "E-SIG-02")
    words = context.t(
        "The file {file} was changed after it was signed, or somebody else signed it. We opened nothing of "
        "it.");
  if (code == "E-SUM-01") words = context.t("The file {file} was not copied whole, or the stick is failing.");
  if (code == "E-SPC-01")
    words = context.t("The file {file} is whole; the screen's disk has no room for it.");
  if (code == "E-USB-01") words = context.t("The file {file} could not be read to its end.");
  return file.empty() ? std::string() : app::fill_in(words, {{"file", app::left_to_right(file)}});
}

// The red frame of 24b: what, why, and the code.
void refusal_card(Context& context, Flow& flow, const app::Refusal& refusal, const std::string& file) {
  ui::Interface& ui = context.ui;
  const ui::ToneColours& red = ui.tone(Tone::error);
  const std::string title = context.state.staff.going_back ? context.t("Going back did not work")
                                                           : context.t("The pack was refused");
  const std::string words = refusal_words(context, refusal.code, file, refusal.missing_mb);
  const std::string cause =
      refusal.detail.empty() ? cause_of(context, refusal.code, file) : page_of(refusal.detail);
  const std::string told = code_words(refusal.code);
  const std::string code =
      told.empty() ? told : app::fill_in(context.t("Error code {code}"), {{"code", told}});
  constexpr float kSide = 48, kIcon = 108;
  const float width = flow.width() - 2 * kSide, head_width = width - kIcon - 36;
  ui::TextOptions large = context.text(Type::h2, red.text), strong = context.text(Type::button_secondary),
                  lead = context.text(Type::body), tag = context.text(Type::label, red.text);
  large.factor = ui::unbroken(ui, title, head_width, large);
  const float title_height = ui.measure(title, head_width, large).height,
              words_height = ui.measure(words, head_width, strong).height,
              cause_height = cause.empty() ? 0 : ui.measure(cause, width, lead).height + 16,
              tag_height = code.empty() ? 0 : ui.measure(code, width, tag).height + 16;
  const float head = std::max(kIcon, title_height + words_height);
  const Box box = flow.next(40 + head + 28 + cause_height + tag_height + 44, 20);
  ui.painter().shadow(box, ui::kRadiusCard, ui::Shadow::card);
  ui.painter().bordered(box, ui::kRadiusCard, ui.colours().card, 6, red.text);
  const Box inner = box.inset(kSide, 40);
  ui.painter().icon({inner.start, inner.top + (head - kIcon) / 2, kIcon, kIcon}, "error", red.text);
  const float start = inner.start + kIcon + 36, top = inner.top + (head - title_height - words_height) / 2;
  context.say("title", NodeRole::heading, {start, top, head_width, title_height}, title, large);
  ui.text({start, top + title_height, head_width, words_height}, words, strong);
  ui.say("staff.refused", NodeRole::alert, box, base::cat(title, ". ", words, code.empty() ? "" : " ", code),
         refusal.code);
  float at = inner.top + head + 14;
  ui.painter().fill({inner.start, at, inner.width, 2}, ui.colours().hair);
  at += 14;
  if (cause_height > 0) context.say({}, NodeRole::text, {inner.start, at, width, cause_height}, cause, lead);
  at += cause_height;
  if (code.empty()) return;
  const float tag_width = std::min(width, ui.measure(code, text::kNoWidth, tag).width + 48);
  const Box label{inner.start, at, tag_width, tag_height};
  ui.painter().bordered(label, 14, red.tint, ui.high_contrast() ? 3 : 0, red.text);
  tag.align = text::Align::center;
  ui.line(label, code, tag);
}

}  // namespace

void draw_staff_installing(Context& context) {
  ui::Interface& ui = context.ui;
  const app::Staff& staff = context.state.staff;
  PageOptions options = staff_page({});
  if (!staff.going_back) options.staff_step = 3;
  options.back_enabled = options.home_enabled = false;
  options.primary = primary_of("staff.install", context.t("Installing"), "hourglass");
  options.primary->enabled = false;
  const Box content = page(context, options).content;
  const float part = ui.glide("staff.level", static_cast<float>(staff.progress_percent) / 100, kRise);
  const bool wide = ui.landscape();
  const std::string title = staff.going_back ? context.t("Going back to the earlier version")
                                             : context.t("Installing the new version");
  const std::string warning = staff.going_back
                                  ? context.t("Do not switch the screen off")
                                  : context.t("Do not remove the stick or switch the screen off");
  constexpr float kWidth = 620, kHeight = 700;
  const float words = wide ? content.width * 0.46F : content.width;
  ui::TextOptions h1 = context.text(Type::h1), lead = context.text(Type::lead),
                  small = context.text(Type::body_min);
  h1.align = lead.align = small.align = text::Align::center;
  h1.factor = ui::unbroken(ui, title, words, h1);
  const std::string kept = app::fill_in(context.t("Version {version} is kept, to go back to it if need be"),
                                        {{"version", version_text(context.state)}});
  const float title_height = ui.measure(title, words, h1).height,
              warning_height = ui.measure(warning, words, lead).height,
              kept_height = ui.measure(kept, words, small).height;
  constexpr float kCard = 130;
  const float below = title_height + warning_height + 28 + kCard + 28 + kept_height;
  const float room = wide ? content.height : content.height - below - 40;
  const float scale = std::min(1.0F, room / kHeight);
  const Box arch{wide ? content.start + (content.width - words - kWidth * scale) / 2
                      : content.start + (content.width - kWidth * scale) / 2,
                 content.top, kWidth * scale, kHeight * scale};
  level(context, arch, part);
  percent_words(context, arch, staff.progress_percent, part);
  const float start = wide ? content.end() - words : content.start;
  float top = wide ? content.top + std::max(0.0F, (content.height - below) / 2) : arch.bottom() + 32;
  top += context.say("title", NodeRole::heading, {start, top, words, title_height}, title, h1);
  top += context.say({}, NodeRole::text, {start, top, words, warning_height}, warning, lead) + 28;
  progress_card(context, {start, top, words, kCard});
  top += kCard + 28;
  if (!staff.going_back) context.say({}, NodeRole::text, {start, top, words, kept_height}, kept, small);
}

void draw_staff_done(Context& context) {
  const bool back = context.state.staff.going_back;
  PageOptions options = scrolling_page(back ? context.t("The earlier version is back") : context.t("Done"));
  if (!back) options.staff_step = 4;
  options.primary = primary_of("staff.exit.done", context.t("Leave staff mode"), "check");
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Finish{});
  Flow flow(context, "page", result.content);
  const std::string version = version_text(context.state);
  flow.message(
      {"staff.done", NodeRole::status, "check-circle", Tone::ok,
       back
           ? app::fill_in(context.t("The screen works with version {version} again."), {{"version", version}})
           : app::fill_in(context.t("The screen now works with version {version}. You may remove the stick."),
                          {{"version", version}}),
       kStaffMessage});
}

void draw_staff_refused(Context& context) {
  const app::Staff& staff = context.state.staff;
  PageOptions options = scrolling_page({});
  if (!staff.going_back) options.staff_step = staff.refusal.code.starts_with("E-INS") ? 3 : 1;
  options.primary = primary_of("staff.status", context.t("State of the screen"), "kiosk");
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Back{});
  Flow flow(context, "page", result.content);
  refusal_card(context, flow, staff.refusal,
               staff.chosen && !staff.going_back ? staff.chosen->name : std::string());
  flow.message(
      {"staff.unchanged", NodeRole::status, "check-circle", Tone::ok, unchanged(context), kStaffMessage});
  if (staff.going_back) return;
  flow.gap(12);
  flow.text(NodeRole::heading, context.t("What to do now?"), context.text(Type::h3), 16);
  const bool names_page = staff.refusal.code == "E-INS-02" && !page_of(staff.refusal.detail).empty();
  const std::array<std::string, 3> steps =
      staff.refusal.code == app::kStickRemoved ? stick_steps(context)
      : names_page
          ? std::array<std::string, 3>{context.t("Take the stick out of the screen."),
                                       context.t("Tell the communication service which page is named above: "
                                                 "it has to be changed."),
                                       context.t("Then come back with the new pack.")}
          : std::array<std::string, 3>{
                context.t("Take the stick out of the screen."),
                context.t("Ask the communication service to export the pack again."),
                context.t("If it is refused again, give the code above to the IT service.")};
  const std::size_t told = code_words(staff.refusal.code).empty() ? 2 : 3;
  numbered_steps(context, flow, std::span(steps).first(told));
  ui::ButtonOptions button;
  button.icon = "refresh";
  if (ui::secondary_button(context.ui, "staff.search", flow.next(124), context.t("Try another pack"), button))
    context.emit(app::intent::FindPacks{});
}

void draw_staff_rollback(Context& context) {
  const app::Kiosk& kiosk = context.state.kiosk;
  PageOptions options = scrolling_page(context.t("Back to the earlier content?"));
  options.primary = primary_of("staff.rollback.confirm", context.t("Yes, go back"), "refresh");
  std::optional<std::int64_t> earlier;
  for (const std::int64_t version : kiosk.generations) {
    if (kiosk.catalogue && version < kiosk.catalogue->version()) earlier = version;
  }
  options.primary->enabled = earlier.has_value();
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::RollBack{});
  Flow flow(context, "page", result.content);
  if (!earlier)
    return flow.message({"staff.rollback.none", NodeRole::status, "info", Tone::information,
                         context.t("There is no earlier version to go back to."), kStaffMessage});
  fact(context, flow,
       {"staff.rollback.now", "pack", context.t("Version shown"), version_text(context.state)});
  fact(context, flow,
       {"staff.rollback.to", "refresh", context.t("Version that comes back"), std::to_string(*earlier)});
  flow.message(
      {"staff.rollback.note", NodeRole::message, "info", Tone::warning,
       context.t(
           "Citizens see the earlier pages at once. The present version stays on this screen: the same pack "
           "can be installed again. Complaints are not affected."),
       kStaffMessage});
}

}  // namespace kiosk::screens
