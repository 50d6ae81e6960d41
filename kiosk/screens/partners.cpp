// The choice of a partner, by which the agreements are filtered.

#include <algorithm>

#include "kiosk/app/agreements.h"
#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kRowLeast = 132, kRowGap = 16, kRowSide = 36, kRowPad = 20, kCheck = 30;

// One answer of the choice: a name, how many agreements it has, and a check when it is the one chosen.
bool choice_row(Context& context, Flow& flow, const std::string& id, const std::string& name,
                const std::string& second, bool is_chosen) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  const bool filled = is_chosen && ui.high_contrast();
  ui::TextOptions title = context.text(Type::h3, filled ? ui.colours().on_accent : ui.colours().ink),
                  small = context.text(Type::small, filled ? ui.colours().on_accent : ui.colours().ink2);
  const float width = flow.width() - 2 * kRowSide - 2 * kCheck - 24;
  title.factor = ui::unbroken(ui, name, width, title);
  const float title_height = ui.measure(name, width, title).height;
  const float height = title_height + ui.measure(second, width, small).height;
  const Box box = flow.next(std::max(kRowLeast, height + 2 * kRowPad), kRowGap);
  ui::Node node;
  node.id = id;
  node.role = ui::NodeRole::radio;
  node.name = name;
  node.spoken = ui::in_sentences({name, second});
  node.selected = is_chosen;
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  if (is_chosen) {
    ui.painter().bordered(box, ui::kRadiusButton, filled ? accent.fill : accent.faint, ui::kLineSelected,
                          accent.fill);
  } else {
    if (!control.pressed && !ui.high_contrast())
      ui.painter().shadow(box, ui::kRadiusButton, ui::Shadow::card);
    ui.painter().bordered(box, ui::kRadiusButton, control.pressed ? accent.tint : ui.colours().card,
                          ui::kLineNeutral, ui.colours().hair);
  }
  const float top = box.top + (box.height - height) / 2;
  ui.text({box.start + kRowSide, top, width, title_height}, name, title);
  ui.text({box.start + kRowSide, top + title_height, width, height - title_height}, second, small);
  if (is_chosen) {
    const Box disc{box.end() - kRowSide - 2 * kCheck, box.middle() - kCheck, 2 * kCheck, 2 * kCheck};
    ui.painter().disc(disc.start + kCheck, disc.middle(), kCheck, filled ? ui.colours().card : accent.fill);
    ui.painter().icon(disc.inset(12), "check", filled ? accent.fill : ui.colours().on_accent);
  }
  return control.activated;
}

}  // namespace

void draw_partners(Context& context) {
  const content::Period* period = app::period_shown(context.state);
  if (period == nullptr) return draw_missing(context);
  const std::vector<app::Partner> partners = app::partners_shown(context.state);
  PageOptions options;
  options.eyebrow =
      base::cat(context.t("Agreements"), " · ",
                app::isolated(app::years_text(context.language(), period->first_year, period->last_year)));
  options.eyebrow_icon = "agreement";
  options.title = context.t("Which partner?");
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  std::size_t all = 0;
  for (const app::Partner& partner : partners) all += partner.count;
  const auto count = [&context](std::size_t n) {
    return context.tn("{n} agreement", "{n} agreements", static_cast<std::int64_t>(n));
  };
  app::AgreementChoice choice = context.state.agreements;
  const std::string chosen = std::exchange(choice.partner, {});
  if (choice_row(context, flow, "partner.all", context.t("All partners", "All"), count(all), chosen.empty()))
    context.emit(app::intent::ShowAgreements{choice});
  for (const app::Partner& partner : partners) {
    const std::string& key = partner.name->own(base::Language::ar);
    if (!choice_row(context, flow, base::cat("partner.", partner.number),
                    partner.name->in(context.language()), count(partner.count), chosen == key))
      continue;
    choice.partner = key;
    context.emit(app::intent::ShowAgreements{choice});
  }
}

}  // namespace kiosk::screens
