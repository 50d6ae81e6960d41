#include "kiosk/screens/article_chapters.h"

#include <algorithm>

#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kPill = 100, kPillGap = 12, kPillSide = 8;
constexpr float kCheck = 34, kCheckGap = 8;

struct Look {
  bool current, read;
  ui::Colour words;
};

// What both kinds of buttons share: the control, its ground, and the colour of what stands on it.
Look chapter_ground(Context& context, const content::Article& article, ui::Accent accent_name,
                    std::size_t index, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::Place& place = context.state.place();
  Look look{index == place.chapter,
            context.state.chapters_read.contains(app::chapter_key({place.screen, place.slug, index})),
            ui.colours().ink};
  const std::string& label = article.chapters[index].label;
  ui::Node node;
  node.id = base::cat("article.chapter.", index + 1);
  node.role = ui::NodeRole::tab;
  node.name = label;
  if (look.read && !look.current) node.spoken = ui::in_sentences({label, context.t("Read already")});
  node.selected = look.current;
  const ui::Control control = ui.control(std::move(node), box);
  const ui::AccentColours& accent = ui.accent(accent_name);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  if (look.current) {
    ui.painter().rounded(box, ui::kRadiusButton, accent.fill);
    look.words = ui.colours().on_accent;
  } else if (look.read && !ui.high_contrast()) {
    ui.painter().rounded(box, ui::kRadiusButton, accent.tint.towards(accent.halo, control.press));
    look.words = accent.fill;
  } else {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().card.towards(accent.tint, control.press),
                          ui::kLineNeutral, ui.colours().line);
  }
  if (control.activated) context.emit(app::intent::ChooseChapter{index});
  return look;
}

std::string numbered(const content::Article& article, std::size_t index) {
  return base::cat(index + 1, " ", article.chapters[index].label);
}

}  // namespace

std::size_t pill_rows(const Context& context, const content::Article& article) {
  const int percent = context.state.settings.text_percent;
  const std::size_t most = percent >= 150 ? 2 : (percent > 100 ? 3 : article.chapters.size());
  const std::size_t in_a_row = context.ui.landscape() ? article.chapters.size() : most;
  return (article.chapters.size() + in_a_row - 1) / in_a_row;
}

float pills_height(const Context& context, const content::Article& article) {
  const auto rows = static_cast<float>(pill_rows(context, article));
  return rows * (kPill + kPillGap) - kPillGap;
}

void chapter_pills(Context& context, const content::Article& article, ui::Accent accent, const Box& box) {
  ui::Interface& ui = context.ui;
  const std::size_t count = article.chapters.size(), rows = pill_rows(context, article);
  const std::size_t columns = (count + rows - 1) / rows;
  const float width = (box.width - kPillGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  // One size for all of them: with its number, or with the check it may come to carry.
  ui::TextOptions words = context.text(Type::label);
  float factor = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const float plain = width - 2 * kPillSide, checked = plain - kCheck - kCheckGap;
    factor = std::min({factor, plain / ui.measure(numbered(article, i), text::kNoWidth, words).width * 0.99F,
                       checked / ui.measure(article.chapters[i].label, text::kNoWidth, words).width * 0.99F});
  }
  words.factor = factor;
  for (std::size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % columns), row = static_cast<float>(i / columns);
    const Box pill{box.start + column * (width + kPillGap), box.top + row * (kPill + kPillGap), width, kPill};
    const Look look = chapter_ground(context, article, accent, i, pill);
    words.colour = look.words;
    const bool checked = look.read && !look.current;
    const std::string label = checked ? article.chapters[i].label : numbered(article, i);
    const ui::Size size = ui.measure(label, text::kNoWidth, words);
    const float sign = checked ? kCheck + kCheckGap : 0;
    const float start = pill.start + (pill.width - sign - size.width) / 2;
    if (checked) ui.painter().icon({start, pill.middle() - kCheck / 2, kCheck, kCheck}, "check", look.words);
    ui.text({start + sign, pill.middle() - size.height / 2, size.width + 2, size.height}, label, words);
  }
}

void chapter_list(Context& context, const content::Article& article, ui::Accent accent, const Box& box) {
  constexpr float kTall = 104, kBetween = 14, kIcon = 44, kSide = 28, kIconGap = 20;
  ui::Interface& ui = context.ui;
  const auto count = static_cast<float>(article.chapters.size());
  const float tall = std::min(kTall, (box.height - (count - 1) * kBetween) / count);
  const float room = box.width - 2 * kSide - kIcon - kIconGap - kCheck - kCheckGap;
  ui::TextOptions words = context.text(Type::button_small);
  float factor = 1;
  for (const content::Chapter& chapter : article.chapters)
    factor = std::min(factor, ui::label_factor(ui, chapter.label, {room, tall}, words));
  words.factor = factor;
  for (std::size_t i = 0; i < article.chapters.size(); ++i) {
    const content::Chapter& chapter = article.chapters[i];
    const Box at{box.start, box.top + static_cast<float>(i) * (tall + kBetween), box.width, tall};
    const Look look = chapter_ground(context, article, accent, i, at);
    words.colour = look.words;
    ui.painter().icon({at.start + kSide, at.middle() - kIcon / 2, kIcon, kIcon}, chapter.icon, look.words);
    const float height = ui.measure(chapter.label, room, words).height;
    ui.text({at.start + kSide + kIcon + kIconGap, at.middle() - height / 2, room, height}, chapter.label,
            words);
    if (look.read && !look.current)
      ui.painter().icon({at.end() - kSide - kCheck, at.middle() - kCheck / 2, kCheck, kCheck}, "check",
                        look.words);
  }
}

void chapter_buttons(Context& context, const content::Article& article, ui::Accent accent, const Box& row) {
  const std::size_t chapter = context.state.place().chapter;
  const bool last = chapter + 1 >= article.chapters.size();
  constexpr float kPrevious = 128, kBetween = 12;
  ui::ButtonOptions options;
  options.icon = "arrow-left";
  options.icon_mirror = ui::Mirror::with_direction;
  options.enabled = chapter > 0;
  const std::string previous = context.t("Previous chapter");
  options.spoken = previous;
  if (ui::neutral_button(context.ui, "article.previous", row.head(kPrevious), {}, options))
    context.emit(app::intent::ChooseChapter{chapter - 1});
  options = {};
  options.accent = accent;
  options.icon = last ? "refresh" : "arrow-right";
  options.icon_mirror = last ? ui::Mirror::never : ui::Mirror::with_direction;
  options.icon_at_end = true;
  const std::string label = last ? context.t("Back to the beginning") : context.t("Next chapter");
  if (ui::primary_button(context.ui, "article.next", row.after(kPrevious + kBetween), label, options))
    context.emit(app::intent::ChooseChapter{last ? 0 : chapter + 1});
}

}  // namespace kiosk::screens
