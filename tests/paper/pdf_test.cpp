// What the pages hold, as another program (Poppler's pdftotext and pdfinfo) reads it out of the file.

#include "kiosk/paper/pdf.h"

#include <cstdio>
#include <fstream>

#include "kiosk/base/bytes.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::paper;

namespace {

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char chunk[4096];
  while (const std::size_t got = fread(chunk, 1, sizeof chunk, pipe)) out.append(chunk, got);
  CHECK(pclose(pipe) == 0);
  return out;
}

struct Read {
  std::string text, info;
  [[nodiscard]] bool has(std::string_view words) const { return text.find(words) != std::string::npos; }
  [[nodiscard]] int pages() const { return std::stoi(info.substr(info.find("Pages:") + 6)); }
  [[nodiscard]] int count(std::string_view words) const {
    int count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
  }
};

Read read(const Document& document) {
  const tests::TempFolder folder;
  const std::string file = (folder / "a.pdf").string();
  std::ofstream(file, std::ios::binary) << pdf_of(document).value();
  return {output_of("pdftotext " + file + " -"), output_of("pdfinfo " + file)};
}

Document one_page(base::Language language) {
  Document out;
  out.language = language;
  out.letterhead = "Commune";
  out.title = "Dossier 2026/17";
  out.foot = "Imprimé";
  return out;
}

}  // namespace

TEST_CASE("numbers stay whole in Arabic, and words of both scripts can be searched") {
  Document document = one_page(base::Language::ar);
  document.title = "الملف 2026/17";
  document.blocks.push_back(Quote{"عمود رقم 14 أمام Pharmacie Al Amal مطفأ"});
  document.blocks.push_back(Facts{{{"الهاتف", "\u206606 •• •• •• 78\u2069"}}});
  const Read paper = read(document);
  for (const char* words : {"2026/17", "Pharmacie Al Amal", "06 •• •• •• 78", "مطفأ", "عمود", "14"}) {
    INFO(words << "\n" << paper.text);
    CHECK(paper.has(words));
  }
  CHECK(paper.pages() == 1);
  CHECK(paper.info.find("الملف 2026/17") != std::string::npos);
  CHECK(paper.info.find("A4") != std::string::npos);
}

TEST_CASE("a long table goes on over pages, with its heads on each, and no row is lost") {
  Document document = one_page(base::Language::fr);
  Table table{{{"Numéro", 1}, {"Sujet", 3}}, {}};
  for (int at = 1; at <= 200; ++at) table.rows.push_back({base::cat("N", at, "."), "Éclairage public"});
  document.blocks.push_back(std::move(table));
  const Read paper = read(document);
  CHECK(paper.pages() > 3);
  CHECK(paper.count("Numéro") == paper.pages());
  for (int at = 1; at <= 200; ++at) CHECK(paper.count(base::cat("N", at, ".")) == 1);
  CHECK(paper.has(base::cat("1/", paper.pages())));
}

TEST_CASE("a text longer than a page goes on, whole") {
  Document document = one_page(base::Language::fr);
  std::string text;
  for (int at = 1; at <= 2000; ++at) text += base::cat("w", at, ". ");
  document.blocks.push_back(Quote{text});
  const Read paper = read(document);
  CHECK(paper.pages() > 1);
  for (int at = 1; at <= 2000; ++at) CHECK(paper.has(base::cat("w", at, ".")));
}

TEST_CASE("one word that never ends is broken, and a row higher than a page ends in dots") {
  Document document = one_page(base::Language::fr);
  document.blocks.push_back(Quote{std::string(3000, 'x')});
  document.blocks.push_back(
      Table{{{"a", 1}, {"b", 1}}, {{std::string(20'000, 'y'), "next"}, {"last", "row"}}});
  const Read paper = read(document);
  CHECK(paper.has("next"));
  CHECK(paper.has("last"));
  CHECK(paper.pages() < 6);
}

TEST_CASE("a document of too many pages is refused, not cut") {
  Document document = one_page(base::Language::fr);
  for (int at = 0; at < 2; ++at) {
    Table table{{{"a", 1}}, {}};
    table.rows.assign(kMaxRows, {std::string(1000, 'x')});
    document.blocks.push_back(std::move(table));
  }
  const auto pdf = pdf_of(document);
  REQUIRE_FALSE(pdf.ok());
  CHECK(pdf.error().is(PaperError::too_long));
}
