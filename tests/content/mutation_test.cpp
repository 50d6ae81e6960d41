// Every name in the good site, dropped, given twice and misspelt: the report has to point at that place.

#include <algorithm>
#include <set>
#include <sstream>

#include "kiosk/content/node.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using content::Diagnostic;
using content::Severity;
using tests::Site;

namespace {

// A name that a file gives: a key of TOML or a heading of a table.
struct Name {
  std::string file;
  int line = 0;             // from 1
  std::string text;         // the key
  std::size_t begin = 0;    // its bytes in the file
  std::string table = {};   // the table it stands in: "chapters.chart", "campaigns.inputs"; "" at the top
  int table_line = 0;       // where that begins
  bool is_heading = false;  // [name] or [[table.name]]
};

std::vector<std::string> files_with(const Site& site, const std::string& ending) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(site.path())) {
    const std::string path = entry.path().lexically_relative(site.path()).generic_string();
    if (path.ends_with(ending)) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_key_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// The keys of one line, inline tables' too: words before " = " that do not stand in quotes.
void find_keys(const std::string& line, Name name, std::vector<Name>& names) {
  bool quoted = false;
  const std::size_t start = name.begin;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (quoted || !is_key_letter(line[i])) continue;
    std::size_t end = i;
    while (end < line.size() && is_key_letter(line[end])) ++end;
    if (line.compare(end, 3, " = ") == 0) {
      name.begin = start + i;
      name.text = line.substr(i, end - i);
      names.push_back(name);
    }
    i = end - 1;
  }
}

std::vector<Name> toml_names(const Site& site, const std::string& file) {
  std::vector<Name> names;
  std::istringstream lines(site.read(file));
  std::string line;
  Name at{file, 0, {}, 0};
  const bool is_page = file.ends_with(".md");
  int fences = 0;
  for (std::size_t begin = 0; std::getline(lines, line); begin += line.size() + 1) {
    ++at.line;
    if (line == "+++") ++fences;
    if (is_page && fences != 1) continue;
    if (line == "+++" && fences == 1) at.table_line = at.line + 1;
    if (at.table_line == 0) at.table_line = 1;
    if (line.starts_with("[")) {
      const std::size_t first = line.find_first_not_of('['), last = line.find(']');
      at.table = line.substr(first, last - first);
      at.table_line = at.line;
      const std::size_t dot = at.table.rfind('.') + 1;
      names.push_back(at);
      names.back().text = at.table.substr(dot);
      names.back().begin = begin + first + dot;
      names.back().is_heading = true;
    }
    at.begin = begin;
    if (!line.starts_with("#")) find_keys(line, at, names);
  }
  return names;
}

std::vector<Name> headings(const Site& site, const std::string& file) {
  std::vector<Name> names;
  const std::string text = site.read(file);
  const std::string head = text.substr(0, text.find('\n'));
  for (std::size_t begin = 0; begin <= head.size();) {
    const std::size_t end = std::min(head.find(',', begin), head.size());
    names.push_back({file, 1, head.substr(begin, end - begin), begin});
    begin = end + 1;
  }
  return names;
}

std::vector<Name> all_names(const Site& site) {
  std::vector<Name> names;
  for (const char* ending : {".md", ".toml"}) {
    for (const std::string& file : files_with(site, ending)) {
      const std::vector<Name> more = toml_names(site, file);
      names.insert(names.end(), more.begin(), more.end());
    }
  }
  for (const std::string& file : files_with(site, ".csv")) {
    const std::vector<Name> more = headings(site, file);
    names.insert(names.end(), more.begin(), more.end());
  }
  return names;
}

// Another word, near enough to be recognised: its middle letter is doubled.
std::string misspelt(const std::string& word) {
  const std::size_t middle = word.size() / 2;
  return word.substr(0, middle) + word[middle] + word.substr(middle);
}

std::string where(const Name& name) {
  return name.file + ":" + std::to_string(name.line) + " " + name.table + " «" + name.text + "»";
}

bool points_at(const Diagnostic& d, const Name& name) {
  return d.place.file == name.file && d.place.at.line == name.line;
}

std::vector<Diagnostic> judged(const Site& site, const std::string& file, const std::string& spoiled) {
  const std::string before = site.read(file);
  site.write(file, spoiled);
  std::vector<Diagnostic> said = site.check().report.sorted();
  site.write(file, before);
  return said;
}

// Where the value behind "name = " ends.
std::size_t value_end(const std::string& text, std::size_t at) {
  int depth = 0;
  for (bool quoted = false; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') {
      if (depth-- == 0) return at;
    }
    if (depth == 0 && (c == '\n' || c == ',')) return at;
  }
  return at;
}

// "name = value" as it stands in the file.
struct Entry {
  std::string text;
  std::size_t begin, end;
  bool on_its_own;  // a line, or several, of its own
};
Entry entry_of(const std::string& text, const Name& name) {
  Entry entry{{}, name.begin, value_end(text, name.begin + name.text.size() + 3), false};
  entry.on_its_own = name.begin == 0 || text[name.begin - 1] == '\n';
  while (text[entry.end - 1] == ' ') --entry.end;
  entry.text = text.substr(entry.begin, entry.end - entry.begin);
  return entry;
}

std::string without(const std::string& text, const Name& name) {
  Entry entry = entry_of(text, name);
  const bool followed = text[entry.end] == ',';
  if (entry.on_its_own || followed) ++entry.end;  // its line end, or the comma behind it
  if (!entry.on_its_own && !followed) entry.begin = text.rfind(',', entry.begin);
  return text.substr(0, entry.begin) + text.substr(entry.end);
}

struct Twice {
  std::string text;
  int line;  // of the second
};
Twice given_twice(const std::string& text, const Name& name) {
  if (name.file.ends_with(".csv")) return {std::string(text).insert(name.begin, name.text + ","), 1};
  const Entry entry = entry_of(text, name);
  const auto lines = static_cast<int>(std::count(entry.text.begin(), entry.text.end(), '\n'));
  return {std::string(text).insert(entry.end, (entry.on_its_own ? "\n" : ", ") + entry.text),
          entry.on_its_own ? name.line + lines + 1 : name.line};
}

std::string quoted(std::string value) {
  for (std::size_t at = value.find('"'); at != std::string::npos; at = value.find('"', at + 2))
    value.insert(at, 1, '"');
  return '"' + value + '"';
}

// The table without one of its columns.
std::string without_column(const std::string& text, const Name& name) {
  content::Report report;
  const std::vector<content::Node> rows = content::read_csv(content::SourceText(name.file, text), report);
  std::string out;
  for (const content::Node& cell : rows.front().items) {
    if (cell.name != name.text) out += (out.empty() ? "" : ",") + cell.name;
  }
  for (const content::Node& row : rows) {
    std::string line;
    for (const content::Node& cell : row.items) {
      if (cell.name != name.text) line += (line.empty() ? "" : ",") + quoted(cell.text);
    }
    out += '\n' + line;
  }
  return out + '\n';
}

std::string listed(const Name& name, const std::vector<Diagnostic>& said) {
  std::string all = where(name) + "\n";
  for (const Diagnostic& d : said) all += content::text_of(d.place) + " " + d.sentence + "\n";
  return all;
}

// What a clerk may leave out: nothing has to be said. A translation has what the Arabic page has.
bool is_optional(const Name& name) {
  static const std::set<std::string> kPage = {" lead", "chapters figures", "chapters figure", "cards picture",
                                              "chapters.chart full"};
  static const std::set<std::string> kToml = {
      "tariff bands",   "campaigns tips",     "campaigns first_day",    "campaigns last_day",
      "routes address", "declaration number", "declaration to_confirm", "questions required"};
  static const std::set<std::string> kColumns = {"sources url",      "twins year",
                                                 "twins story",      "agreements last_year",
                                                 "agreements story", "agreements to_confirm"};
  if (name.file.ends_with(".md"))
    return name.file.starts_with("ar/") && kPage.contains(name.table + " " + name.text);
  if (name.file.ends_with(".toml")) return kToml.contains(name.table + " " + name.text);
  return kColumns.contains(name.file.substr(5, name.file.size() - 9) + " " + name.text);
}

}  // namespace

TEST_CASE("every misspelt name of the sources is an error at its place that says what was meant") {
  const Site site;
  const std::vector<Name> names = all_names(site);
  REQUIRE(names.size() > 200);
  for (const Name& name : names) {
    std::string text = site.read(name.file);
    const std::vector<Diagnostic> said =
        judged(site, name.file, text.replace(name.begin, name.text.size(), misspelt(name.text)));
    const bool meant = std::any_of(said.begin(), said.end(), [&](const Diagnostic& d) {
      return points_at(d, name) && d.severity == Severity::error && d.rule == "unknown-field" &&
             d.sentence.find("did you mean «" + name.text + "»?") != std::string::npos;
    });
    INFO(listed(name, said));
    CHECK(meant);
  }
}

TEST_CASE("every name given twice is an error at its place") {
  const Site site;
  for (const Name& name : all_names(site)) {
    if (name.is_heading) continue;  // a second [[chapters]] is a second chapter
    const Twice twice = given_twice(site.read(name.file), name);
    const std::vector<Diagnostic> said = judged(site, name.file, twice.text);
    const bool meant = std::any_of(said.begin(), said.end(), [&](const Diagnostic& d) {
      return d.place.file == name.file && d.place.at.line == twice.line && d.severity == Severity::error &&
             d.sentence.find("is there twice") != std::string::npos;
    });
    INFO(listed(name, said));
    CHECK(meant);
  }
}

TEST_CASE("every name that is left out is said at its place, unless it may be left out") {
  const Site site;
  for (const Name& name : all_names(site)) {
    if (name.is_heading) continue;
    const std::string text = site.read(name.file);
    const bool is_table = name.file.ends_with(".csv");
    const std::vector<Diagnostic> said =
        judged(site, name.file, is_table ? without_column(text, name) : without(text, name));
    const bool is_said = std::any_of(said.begin(), said.end(), [&](const Diagnostic& d) {
      if (d.place.file != name.file || d.severity == Severity::note) return false;
      return is_table || d.place.at.line == name.table_line || points_at(d, name);
    });
    INFO(listed(name, said));
    CHECK(is_said != is_optional(name));
  }
}
