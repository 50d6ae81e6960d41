#pragma once
// Reading matter: the blocks of an article or a tip, laid down a page. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// What stands out in a block.
std::vector<ui::TextSpan> spans_of(const Context& context, const content::Block& block, ui::Accent accent);

struct BlockLook {
  ui::Accent accent = ui::Accent::teal;
  bool links = true;  // with a button for each under its block
};
void lay_blocks(Context& context, Flow& flow, const std::vector<content::Block>& blocks, ui::Type type,
                const BlockLook& look = {});
void lay_sources(Context& context, Flow& flow, const std::vector<content::Source>& sources,
                 const std::vector<std::string>& credits = {});
// Who took the photographs of a page, each once.
std::vector<std::string> credits_of(const Context& context, const content::Article& article);
// Where a card or link of the content leads.
app::Place place_of(const std::string& target);
// "This page is in Arabic only", above a text that was not translated.
void say_untranslated(Context& context, Flow& flow, bool is_fallback);

// A card of a list, as tall as its words need; true when it was touched.
bool row_of(Context& context, Flow& flow, std::string_view id, const ui::RowWords& words,
            const ui::TileOptions& look, float least = 148);
// Cards that lead to other pages, one below the other.
void lay_cards(Context& context, Flow& flow, const std::vector<content::Card>& cards);

}  // namespace kiosk::screens
