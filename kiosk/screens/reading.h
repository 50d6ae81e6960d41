#pragma once
// Reading matter: the blocks of an article or a tip, laid down a page. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

void lay_blocks(Context& context, Flow& flow, const std::vector<content::Block>& blocks, ui::Type type);
void lay_sources(Context& context, Flow& flow, const std::vector<content::Source>& sources);
// Where a card or link of the content leads.
app::Place place_of(const std::string& target);
// "This page is in Arabic only", above a text that was not translated.
void say_untranslated(Context& context, Flow& flow, bool is_fallback);
// The language a text is in, when it is not the interface's.
std::optional<base::Language> language_of(bool is_fallback);

}  // namespace kiosk::screens
