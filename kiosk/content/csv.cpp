#include <algorithm>
#include <set>

#include "kiosk/content/node.h"

namespace kiosk::content {
namespace {

constexpr std::size_t kMaxRows = 2000;
constexpr std::size_t kMaxColumns = 64;

struct Cell {
  std::string text;
  std::size_t begin = 0;  // byte offset of its first character
};
using Row = std::vector<Cell>;

// Reads the cells of one file, character by character.
class Parser {
 public:
  Parser(const SourceText& source, char separator, Report& report)
      : source_(source), text_(source.text()), separator_(separator), report_(report) {}

  std::vector<Row> rows() {
    std::vector<Row> rows;
    while (at_ < text_.size() && rows.size() < kMaxRows) {
      Row row = next_row();
      const auto is_empty = [](const Cell& cell) { return cell.text.empty(); };
      if (!std::all_of(row.begin(), row.end(), is_empty)) rows.push_back(std::move(row));
    }
    if (at_ < text_.size())
      report_.error(
          source_.place_at(at_), "csv",
          say("the table has more rows than allowed ({most}): take some out", {{"most", kMaxRows - 1}}));
    return rows;
  }

 private:
  Row next_row() {
    Row row;
    while (true) {
      row.push_back(text_.substr(at_).starts_with('"') ? quoted_cell() : plain_cell());
      if (at_ >= text_.size()) return row;
      if (text_[at_++] == '\n') return row;
    }
  }

  Cell plain_cell() {
    Cell cell{{}, at_};
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
      if (text_[at_] == '"') {
        report_.error(source_.place_at(at_), "csv",
                      say("a quotation mark inside a cell: put the whole cell in quotes"));
      }
      cell.text.push_back(text_[at_++]);
    }
    trim(cell);
    return cell;
  }

  Cell quoted_cell() {
    const std::size_t opened = at_++;
    Cell cell{{}, at_};
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        cell.text.push_back(text_[at_++]);
      } else if (text_.substr(at_).starts_with("\"\"")) {
        cell.text.push_back('"');
        at_ += 2;
      } else {
        ++at_;
        skip_after_quote();
        trim(cell);
        return cell;
      }
    }
    report_.error(source_.place_at(opened), "csv",
                  say("this quotation mark is never closed: write one at the end of the cell"));
    return cell;
  }

  void skip_after_quote() {
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
      report_.error(source_.place_at(at_), "csv",
                    say("after a closing quotation mark comes a comma or the next line"));
    }
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
  }

  static void trim(Cell& cell) {
    while (cell.text.starts_with(' ')) cell.text.erase(0, 1), ++cell.begin;
    while (cell.text.ends_with(' ')) cell.text.pop_back();
  }

  const SourceText& source_;
  std::string_view text_;
  char separator_;
  Report& report_;
  std::size_t at_ = 0;
};

// French and Arabic spreadsheets save with ';' where the decimal mark is a comma.
char find_separator(const SourceText& source, Report& report) {
  const std::string_view head = source.text().substr(0, source.text().find('\n'));
  for (const char other : {';', '\t'}) {
    if (head.find(',') != std::string_view::npos || head.find(other) == std::string_view::npos) continue;
    report.error(source.place_at(head.find(other)), "csv-separator",
                 other == ';' ? say("the columns are apart by semicolons: save the table as CSV with commas")
                              : say("the columns are apart by tabs: save the table as CSV with commas"));
    return other;
  }
  return ',';
}

bool check_headings(const SourceText& source, const Row& headings, Report& report) {
  std::set<std::string> seen;
  bool sound = true;
  for (const Cell& cell : headings) {
    if (cell.text.empty()) {
      report.error(source.place_at(cell.begin), "csv",
                   say("this column has no name: name it, or take it out"));
      sound = false;
      continue;
    }
    if (seen.insert(cell.text).second) continue;
    report.error(source.place_at(cell.begin), "csv",
                 say("the column «{column}» is there twice: take one out", {{"column", cell.text}}));
    sound = false;
  }
  if (headings.size() <= kMaxColumns) return sound;
  report.error(
      source.place_at(0), "csv",
      say("the table has more columns than allowed ({most}): take some out", {{"most", kMaxColumns}}));
  return false;
}

}  // namespace

std::vector<Node> read_csv(const SourceText& source, Report& report) {
  const char separator = find_separator(source, report);
  const std::vector<Row> rows = Parser(source, separator, report).rows();
  std::vector<Node> nodes;
  if (rows.empty())
    report.error(source.whole(), "csv", say("the table has no headings: its first line names the columns"));
  if (rows.empty() || !check_headings(source, rows.front(), report)) return nodes;
  const Row& headings = rows.front();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (row.size() != headings.size()) {
      report.error(source.place_at(row.front().begin), "csv",
                   say("this row has {cells} cells, the headings are {headings}: look for a comma too few or "
                       "too many; a cell with a comma stands in quotes",
                       {{"cells", row.size()}, {"headings", headings.size()}}));
      continue;
    }
    Node node;
    node.is_row = true;
    node.place = source.place_at(row.front().begin);
    node.name_place = source.place_at(headings.front().begin);
    for (std::size_t column = 0; column < row.size(); ++column) {
      Node cell;
      cell.kind = Node::Kind::text;
      cell.name = headings[column].text;
      cell.name_place = source.place_at(headings[column].begin);
      cell.place = source.place_at(row[column].begin);
      cell.text = row[column].text;
      node.items.push_back(std::move(cell));
    }
    nodes.push_back(std::move(node));
  }
  return nodes;
}

}  // namespace kiosk::content
