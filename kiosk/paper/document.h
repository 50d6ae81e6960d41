#pragma once
// What stands on a paper of the office, before anybody knows how many pages it takes: a title under the
// letterhead, and blocks from top to bottom. It comes as JSON, from a program that holds secrets to one that
// only draws:
//
//   {"language":"ar","wide":false,"letterhead":"جماعة سلا · خلية الشكايات","title":"...","subtitle":"...",
//    "foot":"...","blocks":[
//      {"heading":"..."} · {"text":"..."} · {"quote":"..."}
//      {"facts":[["المقاطعة","بطانة"], ...]}
//      {"columns":[{"head":"...","share":3}, ...],"rows":[["...", ...], ...]} ]}
//
// "wide" turns the paper. A quote is somebody else's words, set in their own direction; everything else runs
// the way of the language. "share" is a column's part of the width. Texts are UTF-8; no markup is read.

#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/base/result.h"

namespace kiosk::paper {

constexpr std::size_t kDocumentMaxSize = 8 * 1024 * 1024;
constexpr std::size_t kMaxBlocks = 2000, kMaxRows = 10'000, kMaxColumns = 12;
constexpr std::size_t kMaxPages = 1000;

enum class PaperError { malformed, too_long, not_drawn };
std::string_view name_of(PaperError);

struct Heading {
  std::string text;
};
struct Text {
  std::string text;
};
struct Quote {
  std::string text;
};
struct Facts {
  struct Fact {
    std::string name, value;
  };
  std::vector<Fact> facts;
};
struct Table {
  struct Column {
    std::string head;
    int share = 1;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as wide as `columns`
};
using Block = std::variant<Heading, Text, Quote, Facts, Table>;

struct Document {
  base::Language language = base::Language::ar;
  bool is_wide = false;
  std::string letterhead, title, subtitle, foot;
  std::vector<Block> blocks;

  static base::Result<Document> parse(std::string_view json);
};

}  // namespace kiosk::paper
