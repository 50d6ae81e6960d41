#include "kiosk/screens/reading.h"

#include <algorithm>

#include "kiosk/screens/article_parts.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

void lay_item(Context& context, Flow& flow, const content::Block& block, const ui::TextOptions& words,
              ui::Accent accent_name) {
  ui::Interface& ui = context.ui;
  constexpr float kIndent = 64;
  const float width = flow.width() - kIndent;
  const float height = ui.measure(block.text, width, words).height;
  const Box box = flow.next(height, 12);
  const ui::Colour accent = ui.accent(accent_name).fill;
  const float line = ui.measure("0", width, words).height;
  if (block.number > 0) {
    ui::TextOptions number = context.text(Type::label, accent);
    ui.line({box.start, box.top, 48, line}, std::to_string(block.number), number);
  } else {
    ui.painter().disc(box.start + 22, box.top + line / 2, 8, accent);
  }
  context.say({}, ui::NodeRole::text, {box.start + kIndent, box.top, width, height}, block.text, words);
}

// A word in a line is too small for a finger: the links of a block get buttons under it.
void lay_links(Context& context, Flow& flow, const content::Block& block, ui::Accent accent) {
  const std::vector<WayOn> ways = ways_in({block});
  lay(
      flow, [&](const Box& box, ui::Drawing drawing) { return ways_on(context, box, ways, accent, drawing); },
      20);
}

// In a tinted panel, with the sign of someone speaking.
void lay_quote(Context& context, Flow& flow, const content::Block& block, const ui::TextOptions& words,
               ui::Accent accent_name) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(accent_name);
  constexpr float kPad = 28, kBar = 10, kIcon = 56;
  const float indent = kPad + kIcon + 24, width = flow.width() - indent - kPad;
  const float height = std::max(kIcon, ui.measure(block.text, width, words).height);
  const Box box = flow.next(height + 2 * kPad, 24);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusField, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusField, accent.faint);
  }
  ui.painter().fill({box.start, box.top + kPad, kBar, height}, accent.fill);
  ui.painter().icon({box.start + kPad, box.top + kPad, kIcon, kIcon}, "message", accent.fill);
  context.say({}, ui::NodeRole::text, {box.start + indent, box.top + kPad, width, height}, block.text, words);
}

}  // namespace

std::vector<ui::TextSpan> spans_of(const Context& context, const content::Block& block, ui::Accent accent) {
  std::vector<ui::TextSpan> spans;
  for (const content::Span& span : block.spans) {
    // A link stands as strong words in the text; the button below leads there (lay_links).
    ui::TextSpan out{
        static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end), Type::button_large, {}};
    if (span.kind == content::Span::Kind::link) out.colour = context.ui.accent(accent).fill;
    const bool overlaps = !spans.empty() && spans.back().end > out.start;
    if (!overlaps) spans.push_back(out);
  }
  return spans;
}

void say_untranslated(Context& context, Flow& flow, bool is_fallback) {
  if (!is_fallback) return;
  flow.message({"article.untranslated", ui::NodeRole::message, "info", ui::Tone::information,
                context.t("This page is not translated yet: here it is in Arabic.")});
}

void lay_blocks(Context& context, Flow& flow, const std::vector<content::Block>& blocks, Type type,
                const BlockLook& look) {
  for (const content::Block& block : blocks) {
    const std::vector<ui::TextSpan> spans = spans_of(context, block, look.accent);
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
        lay_item(context, flow, block, words, look.accent);
        break;
      case content::Block::Kind::quote:
        lay_quote(context, flow, block, words, look.accent);
        break;
    }
    if (look.links) lay_links(context, flow, block, look.accent);
  }
}

void lay_sources(Context& context, Flow& flow, const std::vector<content::Source>& sources,
                 const std::vector<std::string>& credits) {
  if (sources.empty() && credits.empty()) return;
  flow.gap(12);
  const ui::TextOptions small = context.text(Type::meta, context.ui.colours().ink2);
  const auto heading = [&](const std::string& words) {
    flow.text(ui::NodeRole::text, words, context.text(Type::meta_strong, small.colour), 0);
  };
  // A line each: they are in several languages.
  if (!sources.empty()) heading(context.t("Sources: "));
  for (const content::Source& source : sources)
    flow.text(ui::NodeRole::text, app::isolated(source.text), small, 4);
  if (!credits.empty()) heading(context.t("Photographs: "));
  for (const std::string& credit : credits) flow.text(ui::NodeRole::text, app::isolated(credit), small, 4);
  flow.gap(20);
}

std::vector<std::string> credits_of(const Context& context, const content::Article& article) {
  std::vector<std::string> credits;
  const auto add = [&](std::string_view asset) {
    const content::Picture* picture = context.catalogue()->picture(asset);
    if (picture == nullptr || std::ranges::find(credits, picture->credit) != credits.end()) return;
    credits.push_back(picture->credit);
  };
  add(article.picture);
  for (const content::Card& card : article.cards) add(card.picture);
  return credits;
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
    if (row_of(context, flow, base::cat("link.", card.to), {card.title, card.words}, options)) {
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
