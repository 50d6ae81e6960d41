#pragma once
// Pages to read: articles in chapters, and the short tips of the energy campaigns. Plain values of one
// language, ready to be laid out: UTF-8 text, byte ranges for what is bold or leads on, names of icons and
// figures that the program draws. Nothing here is Markdown any more, and no text holds an address outside the
// kiosk.
//
// In Arabic text law numbers and percentages already stand in isolates (LRI ... PDI), and thousands are apart
// by a narrow no-break space in every language.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kiosk::content {

struct Span {
  enum class Kind { strong, link };
  Kind kind = Kind::strong;
  std::size_t begin = 0;  // bytes of the block's text; spans of one kind never overlap
  std::size_t end = 0;
  std::string page;  // link: where it leads, as in Card::to
  bool operator==(const Span&) const = default;
};

struct Block {
  enum class Kind { heading, paragraph, item, quote };
  Kind kind = Kind::paragraph;
  int number = 0;  // item of a numbered list; 0 for a bullet
  std::string text;
  std::vector<Span> spans;  // by begin
  bool operator==(const Block&) const = default;
};

struct Source {
  std::string text;  // who published it and when
  std::string url;   // may be empty; shown, never opened
  bool operator==(const Source&) const = default;
};

struct KeyFigure {
  std::string number;
  std::string words;
  bool operator==(const KeyFigure&) const = default;
};

// A drawing beside a chapter: which one is the program's, its words are the page's.
struct Figure {
  enum class Kind { partners, audit_steps, risk_map, audiences, complaint_way };
  Kind kind = Kind::partners;
  std::string title;
  std::string words;
  std::vector<std::string> items;  // duties, steps, audiences: in reading order
  bool operator==(const Figure&) const = default;
};

// Two or more measures side by side, each before and after: real numbers of the page's sources, never drawn
// for show. A chart without rows says in `waiting` what it waits for.
struct ChartValue {
  double number = 0;
  std::string words;  // at the end of its bar, with its unit and, where it needs one, its year
  bool operator==(const ChartValue&) const = default;
};

struct ChartRow {
  std::string icon;
  std::string label;
  std::vector<ChartValue> values;  // one a series
  bool operator==(const ChartRow&) const = default;
};

struct Chart {
  std::string title;
  std::string words;    // under the title: who says so
  std::string waiting;  // instead of rows
  std::vector<std::string> series;
  std::vector<ChartRow> rows;
  double full = 0;  // the number of a bar over the whole width; not below any of the values
  std::string to;   // a way on, as in Card::to, and what its button says; may be empty
  std::string link;
  std::vector<Source> sources;
  bool operator==(const Chart&) const = default;
};

struct Chapter {
  std::string label;  // for the pill; empty when the article has one chapter only
  std::string title;
  std::string icon;
  std::vector<KeyFigure> figures;  // at most three
  std::optional<Figure> figure;
  std::optional<Chart> chart;
  std::vector<Block> body;
  bool operator==(const Chapter&) const = default;
};

// The one thing to remember ("1 - first city to commit"), and short points beside it.
struct Highlight {
  std::string number;
  std::string title;
  std::string words;
  bool operator==(const Highlight&) const = default;
};

struct Point {
  std::string icon;
  std::string title;
  std::string words;
  bool operator==(const Point&) const = default;
};

// A way on from this page: `to` is an article's slug or one of kScreenNames (vocabulary.h).
struct Card {
  std::string to;
  std::string title;
  std::string words;
  std::string icon;
  std::string picture;  // may be empty
  bool operator==(const Card&) const = default;
};

struct Article {
  std::string section;  // the line above the title
  std::string title;
  std::string lead;
  std::string icon;
  std::string picture;  // may be empty
  std::optional<Highlight> highlight;
  std::vector<Point> points;
  std::vector<Card> cards;
  std::optional<Chart> chart;     // of a page without named chapters
  std::vector<Chapter> chapters;  // one at least
  std::vector<Source> sources;
  bool operator==(const Article&) const = default;
};

struct Tip {
  std::string title;
  std::string line;  // under the title, on the campaign's page
  std::string icon;
  std::vector<Block> body;
  std::vector<Source> sources;
  bool operator==(const Tip&) const = default;
};

}  // namespace kiosk::content
