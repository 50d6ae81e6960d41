#include "kiosk/screens/reading.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

std::vector<ui::TextSpan> spans_of(const Context& context, const content::Block& block) {
  std::vector<ui::TextSpan> spans;
  for (const content::Span& span : block.spans) {
    // A link stands as strong words in the text; the button below leads there (lay_links).
    ui::TextSpan out{
        static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end), Type::button_large, {}};
    if (span.kind == content::Span::Kind::link) out.colour = context.ui.accent(ui::Accent::teal).fill;
    const bool overlaps = !spans.empty() && spans.back().end > out.start;
    if (!overlaps) spans.push_back(out);
  }
  return spans;
}

void lay_item(Context& context, Flow& flow, const content::Block& block, ui::TextOptions words) {
  ui::Interface& ui = context.ui;
  constexpr float kIndent = 64;
  const float width = flow.width() - kIndent;
  const float height = ui.measure(block.text, width, words).height;
  const Box box = flow.next(height, 12);
  const ui::Colour accent = ui.accent(ui::Accent::teal).fill;
  const float line = ui.measure("0", width, words).height;
  if (block.number > 0) {
    ui::TextOptions number = context.text(Type::label, accent);
    ui.line({box.start, box.top, 48, line}, std::to_string(block.number), number);
  } else {
    ui.painter().disc(box.start + 22, box.top + line / 2, 8, accent);
  }
  context.say({}, ui::NodeRole::text, {box.start + kIndent, box.top, width, height}, block.text, words);
}

// A word in a line is too small for a finger: each link of a block gets a button under it.
void lay_links(Context& context, Flow& flow, const content::Block& block) {
  for (const content::Span& span : block.spans) {
    if (span.kind != content::Span::Kind::link) continue;
    const std::string words = block.text.substr(span.begin, span.end - span.begin);
    ui::ButtonOptions button;
    button.icon = "arrow-right";
    button.icon_mirror = ui::Mirror::with_direction;
    button.icon_at_end = true;
    button.type = Type::label;
    constexpr float kHeight = 100, kIcon = 130;
    const float wanted = context.ui.measure(words, text::kNoWidth, context.text(Type::label)).width + kIcon;
    const Box row = flow.next(kHeight, 20);
    if (ui::neutral_button(context.ui, base::cat("link.", span.page),
                           {row.start, row.top, std::min(row.width, wanted), kHeight}, words, button))
      context.emit(app::intent::Open{place_of(span.page)});
  }
}

}  // namespace

std::optional<base::Language> language_of(bool is_fallback) {
  return is_fallback ? std::optional(base::Language::ar) : std::nullopt;
}

void say_untranslated(Context& context, Flow& flow, bool is_fallback) {
  if (!is_fallback) return;
  const Box box = flow.next(0, 0);
  const float height = ui::message_bar(context.ui, "article.untranslated", ui::NodeRole::message,
                                       {box.start, box.top, box.width, 80}, "info", ui::Tone::information,
                                       context.t("This page is not translated yet: here it is in Arabic."));
  flow.gap(height + 20);
}

void lay_blocks(Context& context, Flow& flow, const std::vector<content::Block>& blocks, Type type) {
  for (const content::Block& block : blocks) {
    const std::vector<ui::TextSpan> spans = spans_of(context, block);
    ui::TextOptions words = context.text(type);
    words.spans = spans;
    switch (block.kind) {
      case content::Block::Kind::heading:
        flow.text(ui::NodeRole::heading, block.text, context.text(Type::h3), 8);
        break;
      case content::Block::Kind::paragraph:
        flow.text(ui::NodeRole::text, block.text, words, 20);
        break;
      case content::Block::Kind::item:
        lay_item(context, flow, block, words);
        break;
      case content::Block::Kind::quote: {
        const float height = context.ui.measure(block.text, flow.width() - 56, words).height;
        const Box box = flow.next(height, 20);
        context.ui.painter().fill({box.start, box.top, 8, height}, context.ui.accent(ui::Accent::teal).fill);
        context.say({}, ui::NodeRole::text, {box.start + 56, box.top, box.width - 56, height}, block.text,
                    words);
        break;
      }
    }
    lay_links(context, flow, block);
  }
}

void lay_sources(Context& context, Flow& flow, const std::vector<content::Source>& sources) {
  if (sources.empty()) return;
  flow.gap(12);
  const ui::TextOptions small = context.text(Type::meta, context.ui.colours().ink2);
  std::string words = context.t("Sources: ");
  for (std::size_t i = 0; i < sources.size(); ++i)
    words += (i == 0 ? "" : " · ") + app::isolated(sources[i].text);
  flow.text(ui::NodeRole::text, words, small, 24);
}

bool row_of(Context& context, Flow& flow, std::string_view id, const ui::RowWords& words,
            const ui::TileOptions& look, float least) {
  const float height = ui::row_card_height(context.ui, flow.width(), words, look);
  return ui::row_card(context.ui, id, flow.next(std::max(least, height), 16), words, look);
}

void lay_cards(Context& context, Flow& flow, const std::vector<content::Card>& shown) {
  for (const content::Card& card : shown) {
    ui::TileOptions options;
    options.icon = card.icon;
    if (row_of(context, flow, base::cat("link.", card.to), {card.title, card.words, {}}, options)) {
      context.emit(app::intent::Open{place_of(card.to)});
    }
  }
}

app::Place place_of(const std::string& target) {
  using app::Screen;
  if (target == "home") return {Screen::home, {}, 0};
  if (target == "partnerships") return {Screen::partnerships, {}, 0};
  if (target == "twins") return {Screen::twins, {}, 0};
  if (target == "agreements") return {Screen::agreements, {}, 0};
  if (target == "energy") return {Screen::energy, {}, 0};
  if (target == "complaint") return {Screen::category, {}, 0};
  if (target == "follow") return {Screen::follow, {}, 0};
  return {Screen::article, target, 0};
}

}  // namespace kiosk::screens
