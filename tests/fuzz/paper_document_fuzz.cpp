// What comes out of any text as a document can be drawn within its limits.

#include "kiosk/paper/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kiosk::paper;
  const auto document = Document::parse({reinterpret_cast<const char*>(data), size});
  if (!document) return 0;
  if (document->blocks.size() > kMaxBlocks) __builtin_trap();
  for (const Block& block : document->blocks) {
    const Table* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    if (table->columns.empty() || table->columns.size() > kMaxColumns) __builtin_trap();
    for (const auto& row : table->rows) {
      if (row.size() != table->columns.size()) __builtin_trap();
    }
  }
  return 0;
}
