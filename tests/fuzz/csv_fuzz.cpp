// A table: every row that is accepted has a cell under every heading.

#include "kiosk/base/check.h"
#include "kiosk/content/node.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  content::Report report;
  const auto source = content::read_source("fuzz.csv", {data, size}, report);
  if (!source) return 0;
  const std::vector<content::Node> rows = content::read_csv(*source, report);
  for (const content::Node& row : rows) KIOSK_ASSERT(row.items.size() == rows.front().items.size());
  return 0;
}
