#include "kiosk/screens/page.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;

constexpr float kSide = 28, kPad = 10, kIcon = 48, kTitle = 52;

// For the clerk, who sits close: as large whatever text size a citizen chose.
ui::TextOptions words_of(const Context& context, ui::Type type) {
  ui::TextOptions look = context.text(type);
  look.colour = context.ui.tone(ui::Tone::error).text;
  look.factor = 1 / context.ui.size_factor(type);
  return look;
}

const std::string& sentence_of(const Context& context, const app::SourceTrouble& trouble) {
  return trouble.sentence[static_cast<std::size_t>(context.language())];
}

// Where the first mistake is and what to do, as small as it has to be.
void first_mistake(Context& context, const Box& box, const app::SourceTrouble& trouble) {
  constexpr float kSmallest = 0.6F;
  const std::string words =
      base::cat(app::left_to_right(trouble.place), " · ", sentence_of(context, trouble));
  ui::TextOptions look = words_of(context, ui::Type::small);
  look.factor *= ui::fitting(context.ui, words, {box.width, box.height}, look, kSmallest);
  look.max_lines = 2;
  context.ui.text(box, words, look);
}

}  // namespace

void preview_strip(Context& context) {
  const std::optional<app::SourceTrouble>& trouble = context.state.kiosk.source_trouble;
  if (!trouble) return;
  ui::Interface& ui = context.ui;
  const ui::Steady steady(ui);
  const ui::ToneColours& tone = ui.tone(ui::Tone::error);
  const Box strip{0, 0, ui.canvas().width, header_height(ui)};
  const std::string count = context.tn("The texts have {n} error.", "The texts have {n} errors.",
                                       static_cast<std::int64_t>(trouble->errors));
  const std::string title = context.state.kiosk.catalogue
                                ? base::cat(count, " ", context.t("What was sound before is shown."))
                                : count;
  ui.painter().fill(strip, tone.tint);
  ui.painter().fill({0, strip.bottom() - 4, strip.width, 4}, tone.edge);
  ui.painter().icon({kSide, strip.middle() - kIcon / 2, kIcon, kIcon}, "warning", tone.text);
  const Box words = {kSide + kIcon + 20, kPad, strip.width - 2 * kSide - kIcon - 20, strip.height - 2 * kPad};
  ui::TextOptions look = words_of(context, ui::Type::label);
  look.factor *= ui::label_factor(ui, title, {words.width, kTitle}, look);
  look.max_lines = 1;
  const float height = ui.text(words, title, look);
  first_mistake(context, {words.start, words.top + height, words.width, words.height - height}, *trouble);
  ui.say("preview.errors", ui::NodeRole::alert, strip,
         base::cat(title, " ", trouble->place, " ", sentence_of(context, *trouble)));
}

}  // namespace kiosk::screens
