#pragma once
// What a source says, as a tree of values that know where they stand: the common shape of TOML tables and of
// CSV rows, so that one reader (fields.h) checks both. Plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/content/source_text.h"

namespace kiosk::content {

struct Node {
  enum class Kind { text, integer, decimal, boolean, date, list, table };
  Kind kind = Kind::table;
  Place place;       // of the value
  std::string name;  // in a table
  Place name_place;  // of the name; of the column's heading in a CSV row
  std::string text;  // text, and date as "2026-11-23"
  std::int64_t integer = 0;
  double decimal = 0;
  bool boolean = false;
  std::vector<Node> items;  // of a list or table
  bool is_row = false;      // a CSV row: every value is text, an empty one counts as missing

  [[nodiscard]] const Node* find(std::string_view wanted) const {
    for (const Node& item : items) {
      if (item.name == wanted) return &item;
    }
    return nullptr;
  }
};

constexpr std::size_t kMaxTomlDepth = 8;

// The tables of a TOML text that begins at byte `begin` of the source; places count from the source's start.
// TOML stops at its first mistake of grammar, which is reported with its place.
std::optional<Node> read_toml(const SourceText& source, std::size_t begin, std::size_t end, Report& report);

// TOML between two lines "+++" at the top of a page, and where the page's own text begins.
struct FrontMatter {
  Node table;
  std::size_t body = 0;  // byte offset
};
std::optional<FrontMatter> read_front_matter(const SourceText& source, Report& report);

// The rows of a CSV file (RFC 4180, comma, first line the headings), each a table of texts. Limits: csv.cpp.
std::vector<Node> read_csv(const SourceText& source, Report& report);

}  // namespace kiosk::content
