#include "kiosk/paper/document.h"

#include "kiosk/base/bytes.h"
#include "kiosk/base/json.h"

namespace kiosk::paper {
namespace {

using base::Error;
using base::Json;
using base::Result;

Error malformed(std::string sentence) { return {PaperError::malformed, std::move(sentence)}; }

Result<std::vector<std::string>> texts_of(const Json& list, std::size_t count) {
  const Json::Array* items = list.items();
  if (items == nullptr || items->size() != count)
    return malformed(base::cat("a row has ", count, " texts, this one has not"));
  std::vector<std::string> out;
  for (const Json& item : *items) {
    if (item.string() == nullptr) return malformed("what stands in a row is a text");
    out.push_back(*item.string());
  }
  return out;
}

Result<const Json::Array*> list_of(const Json* json, std::size_t most) {
  const Json::Array* items = json == nullptr ? nullptr : json->items();
  if (items == nullptr) return malformed("a list is missing");
  if (items->size() > most) return Error(PaperError::too_long, base::cat("a list has more than ", most));
  return items;
}

Result<Block> facts_of(const Json& json) {
  Facts facts;
  for (const Json& item : *TRY(list_of(&json, kMaxRows))) {
    std::vector<std::string> pair = TRY(texts_of(item, 2));
    facts.facts.push_back({std::move(pair[0]), std::move(pair[1])});
  }
  return Block(std::move(facts));
}

Result<Block> table_of(const Json& columns, const Json* rows) {
  Table table;
  for (const Json& item : *TRY(list_of(&columns, kMaxColumns))) {
    const std::int64_t share = item.integer_or("share", 1);
    if (share < 1 || share > 100) return malformed("a share is from 1 to 100");
    table.columns.push_back({TRY(item.need_string("head")), static_cast<int>(share)});
  }
  if (table.columns.empty()) return malformed("a table has columns");
  for (const Json& row : *TRY(list_of(rows, kMaxRows)))
    table.rows.push_back(TRY(texts_of(row, table.columns.size())));
  return Block(std::move(table));
}

Result<Block> block_of(const Json& json) {
  if (json.find("heading") != nullptr) return Block(Heading{TRY(json.need_string("heading"))});
  if (json.find("text") != nullptr) return Block(Text{TRY(json.need_string("text"))});
  if (json.find("quote") != nullptr) return Block(Quote{TRY(json.need_string("quote"))});
  if (const Json* facts = json.find("facts"); facts != nullptr) return facts_of(*facts);
  const Json* columns = json.find("columns");
  return columns == nullptr ? malformed("a block of no known kind") : table_of(*columns, json.find("rows"));
}

}  // namespace

std::string_view name_of(PaperError error) {
  switch (error) {
    case PaperError::malformed:
      return "malformed";
    case PaperError::too_long:
      return "too-long";
    case PaperError::not_drawn:
      return "not-drawn";
  }
  return "unknown";
}

Result<Document> Document::parse(std::string_view text) {
  if (text.size() > kDocumentMaxSize) return Error(PaperError::too_long, "the document is too large");
  const Json json = TRY(Json::parse(text));
  Document out;
  const std::optional<base::Language> language = base::parse_language(TRY(json.need_string("language")));
  if (!language) return malformed("no such language");
  out.language = *language;
  const Json* wide = json.find("wide");
  out.is_wide = wide != nullptr && wide->boolean().value_or(false);
  out.letterhead = json.string_or("letterhead", "");
  out.title = TRY(json.need_string("title"));
  out.subtitle = json.string_or("subtitle", "");
  out.foot = json.string_or("foot", "");
  for (const Json& block : *TRY(list_of(json.find("blocks"), kMaxBlocks)))
    out.blocks.push_back(TRY(block_of(block)));
  return out;
}

}  // namespace kiosk::paper
