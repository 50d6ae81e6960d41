// Who may include whom, and where each third-party library lives, as the table of kiosk/README.md says.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

struct Row {
  int level = 0;
  Words may_include;  // "kiosk/base"
  std::string home;   // the cell as written
};
using Table = std::map<std::string, Row>;

// What a library's headers are called, by its name in the table.
const std::vector<std::pair<std::string, std::string>> kLibraries = {
    {"spdlog", "spdlog/"},
    {"fmt", "fmt/"},
    {"nlohmann-json", "nlohmann/"},
    {"libsodium", "sodium"},
    {"SQLite", "sqlite3"},
    {"HarfBuzz", "hb"},
    {"FreeType", "freetype/"},
    {"FreeType", "ft2build"},
    {"ICU", "unicode/"},
    {"FriBidi", "fribidi"},
    {"toml++", "toml++/"},
    {"cmark", "cmark"},
    {"zstd", "zstd"},
    {"ImGui backends", "imgui/backends/"},
    {"Dear ImGui", "imgui"},
    {"libqrencode", "qrencode"},
    {"Boost.Locale", "boost/locale"},
    {"libpq", "libpq-fe"},
    {"libpq", "postgresql/"},
    {"liboath", "liboath/"},
    {"Pango", "pango/"},
    {"Cairo", "cairo"},
    {"SDL2_image", "SDL2/SDL_image"},
    {"SDL2", "SDL2/"},
    {"GL", "GL/"},
    {"libcurl", "curl/"},
    {"Boost.Beast/Asio", "boost/beast"},
    {"Boost.Beast/Asio", "boost/asio"},
    {"OpenSSL", "openssl/"},
    {"libudev", "libudev"},
    {"libsystemd", "systemd/"},
    {"espeak-ng", "espeak-ng/"},
    {"CLI11", "CLI/"},
};
// The operating system's own headers, and the C library's, are nobody's.
const std::regex kSystemHeader(
    R"([a-z_]+|sys/[a-z]+\.h|(dlfcn|emmintrin|errno|fcntl|malloc|poll|pwd|signal|spawn|stdlib|string|termios|time|unistd)\.h)");

const fs::path kSource = KIOSK_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string trimmed(std::string text) {
  const auto blank = [](char c) { return c == ' ' || c == '`'; };
  while (!text.empty() && blank(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
  return text;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(trimmed(cell));
  return cells;
}

// Folder names in a "may include" cell stand without the "kiosk/" before them.
Words folders_in(const std::string& cell) {
  Words folders;
  std::istringstream in(cell);
  for (std::string word; in >> word;) {
    if (word != "-") folders.insert("kiosk/" + word);
  }
  return folders;
}

Table read_table() {
  Table table;
  std::istringstream in(text_of(kSource / "kiosk/README.md"));
  const std::regex row(R"(^\| \d \| `(kiosk|platform)/.*)");
  for (std::string line; std::getline(in, line);) {
    if (!std::regex_match(line, row)) continue;
    const std::vector<std::string> cells = cells_of(line);
    table[cells[1]] = {std::stoi(cells[0]), folders_in(cells[2]), cells[3]};
  }
  return table;
}

std::string folder_of(const fs::path& path) {
  auto part = path.begin();
  const fs::path top = *part++;
  return (top / *part).string();
}

struct Include {
  std::string file, folder, target;
  bool quoted = false;
};

std::vector<Include> includes() {
  std::vector<Include> found;
  const std::regex line(R"(\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  for (const char* top : {"kiosk", "platform"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kSource / top)) {
      const fs::path extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const fs::path file = fs::relative(entry.path(), kSource);
      std::istringstream in(text_of(entry.path()));
      for (std::string text; std::getline(in, text);) {
        std::smatch match;
        if (std::regex_match(text, match, line))
          found.push_back({file.string(), folder_of(file), match[2], match[1] == "\""});
      }
    }
  }
  return found;
}

// Why an include breaks the table; empty if it does not.
std::string complaint_about(const Include& include, const Table& table) {
  const Row& row = table.at(include.folder);
  if (include.quoted) {
    if (!fs::exists(kSource / include.target)) return "is not written from the repository root";
    const std::string to = folder_of(include.target);
    if (to == include.folder || row.may_include.contains("kiosk/everything")) return {};
    return row.may_include.contains(to) ? "" : "its folder may not include that one";
  }
  for (const auto& [library, prefix] : kLibraries) {
    if (!include.target.starts_with(prefix)) continue;
    return row.home.find(library) != std::string::npos ? "" : library + " does not live here";
  }
  return std::regex_match(include.target, kSystemHeader) ? "" : "is a library that the table does not know";
}

}  // namespace

TEST_CASE("every folder of sources has its row, and every row its folder") {
  const Table table = read_table();
  REQUIRE(table.size() >= 14);
  for (const auto& [folder, row] : table) {
    INFO(folder);
    CHECK(fs::is_directory(kSource / folder));
  }
  for (const char* top : {"kiosk", "platform"}) {
    for (const auto& entry : fs::directory_iterator(kSource / top)) {
      if (!entry.is_directory() || entry.path().filename() == "deploy") continue;
      INFO(entry.path());
      CHECK(table.contains(fs::relative(entry.path(), kSource).string()));
    }
  }
}

TEST_CASE("a row lets a folder include only folders below it, and kiosk never platform") {
  const Table table = read_table();
  for (const auto& [folder, row] : table) {
    for (const std::string& below : row.may_include) {
      if (below == "kiosk/everything") continue;
      INFO(folder << " may include " << below);
      REQUIRE(table.contains(below));
      CHECK(table.at(below).level < row.level);
    }
  }
}

TEST_CASE("every include is one that the table allows") {
  const Table table = read_table();
  const std::vector<Include> all = includes();
  REQUIRE(all.size() > 500);
  for (const Include& include : all) {
    const std::string wrong = complaint_about(include, table);
    if (!wrong.empty()) FAIL_CHECK(include.file << ": " << include.target << ": " << wrong);
  }
}

TEST_CASE("the check of includes sees what it is for") {
  const Table table = read_table();
  const auto wrong = [&](const char* folder, const char* target, bool quoted) {
    return !complaint_about({"x.cpp", folder, target, quoted}, table).empty();
  };
  CHECK(wrong("kiosk/ui", "kiosk/complaint/draft.h", true));
  CHECK(wrong("kiosk/text", "imgui.h", false));
  CHECK(wrong("kiosk/app", "platform/display/window.h", true));
  CHECK(wrong("kiosk/sync", "curl/curl.h", false));
  CHECK(wrong("kiosk/base", "unknown/library.h", false));
  CHECK(wrong("kiosk/base", "bytes.h", true));
  CHECK_FALSE(wrong("kiosk/main", "platform/display/window.h", true));
  CHECK_FALSE(wrong("kiosk/text", "hb-ot.h", false));
}

TEST_CASE("no test's name has a semicolon, at which CMake's discovery would cut it and run nothing") {
  const std::regex name(R"re(TEST_CASE(?:_METHOD)?\([^"]*"([^"]*)")re");
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "tests")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at, ++seen) {
      INFO(entry.path() << ": " << (*at)[1]);
      CHECK((*at)[1].str().find(';') == std::string::npos);
    }
  }
  CHECK(seen > 300);
}

TEST_CASE("a library is linked only to those that its folder may include") {
  const Table table = read_table();
  const std::regex library(R"(kiosk_library\((\w+)([^)]*)\))");
  const std::regex needs(R"(NEEDS([ \n\w]*?)(HOME|$))");
  int seen = 0;
  for (const auto& [folder, row] : table) {
    if (row.may_include.contains("kiosk/everything")) continue;
    const std::string text = text_of(kSource / folder / "CMakeLists.txt");
    std::smatch match;
    REQUIRE(std::regex_search(text, match, library));
    CHECK(match[1] == std::regex_replace(folder, std::regex("/"), "_"));
    const std::string body = match[2];
    if (!std::regex_search(body, match, needs)) continue;
    ++seen;
    std::istringstream in(match[1]);
    for (std::string target; in >> target;) {
      INFO(folder << " needs " << target);
      CHECK(row.may_include.contains(std::regex_replace(target, std::regex("kiosk_"), "kiosk/")));
    }
  }
  CHECK(seen >= 10);
}
