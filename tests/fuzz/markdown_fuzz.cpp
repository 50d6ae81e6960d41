// The text of a page, in each language: ranges stay inside their block, and polishing is done.

#include "kiosk/base/check.h"
#include "kiosk/base/utf8.h"
#include "kiosk/content/markdown.h"
#include "kiosk/content/typography.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  content::Report report;
  const auto source = content::read_source("fuzz.md", {data, size}, report);
  if (!source) return 0;
  for (const base::Language language : base::kLanguages) {
    std::vector<content::PageLink> links;
    for (const auto& section : content::read_markdown(*source, 0, language, report, links)) {
      for (const content::Block& block : section.body) {
        KIOSK_ASSERT(base::is_valid_utf8(block.text));
        for (const content::Span& span : block.spans)
          KIOSK_ASSERT(span.begin < span.end && span.end <= block.text.size());
      }
    }
    const std::string once = content::polish(source->text(), language);
    KIOSK_ASSERT(content::polish(once, language) == once);
  }
  return 0;
}
