#pragma once
// The text of a page, from Markdown to blocks. What a page may hold: "# " begins a chapter, "## " is a
// heading inside one, paragraphs, lists of one level, quotes, **strong**, and [words](page) leading to
// another page of the kiosk. Everything else of Markdown (raw HTML, pictures, code, italics, links to
// outside) is refused with its place. Only the pack tool comes here; the kiosk never parses Markdown. Parser:
// cmark.

#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/content/article.h"
#include "kiosk/content/source_text.h"

namespace kiosk::content {

// A way to another page, looked at when all pages are known.
struct PageLink {
  std::string to;
  Place place;
};

// What stands under one "# " heading; the first section has no title and holds what stands before any.
struct MarkdownSection {
  std::string title;
  Place place;
  std::vector<Block> body;
};

// `body` is where the text begins in the source, in bytes.
std::vector<MarkdownSection> read_markdown(const SourceText& source, std::size_t body,
                                           base::Language language, Report& report,
                                           std::vector<PageLink>& links);

std::size_t count_words(const std::vector<Block>& body);

}  // namespace kiosk::content
