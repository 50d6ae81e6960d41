// The head of a page, and the same bytes as a whole TOML file.

#include "kiosk/content/node.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  content::Report report;
  const auto source = content::read_source("fuzz.md", {data, size}, report);
  if (!source) return 0;
  content::check_characters(*source, report);
  static_cast<void>(content::read_front_matter(*source, report));
  static_cast<void>(content::read_toml(*source, 0, source->text().size(), report));
  static_cast<void>(report.text());
  return 0;
}
