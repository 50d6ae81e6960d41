#pragma once
// Cuts a text into runs of one level, script, style and face. Internal to kiosk/text.
//
// Scripts follow UAX#24: common and inherited characters take the script of what stands before them (at the
// start, of what follows), closing brackets that of their opening one. Western digits and what joins them
// into one number form items of their own, so that a number keeps one face and is drawn whole (numbers.h).
// Faces are chosen per grapheme cluster; white space and format characters stay with the face before them.
// Spans that differ only in who colours them share a run here, so that nothing is shaped apart; split_runs()
// divides them when their glyphs are known.

#include <vector>

#include "kiosk/text/decode.h"
#include "kiosk/text/paragraph.h"
#include "kiosk/text/scratch.h"

namespace kiosk::text {

// What becomes a Paragraph; memory is kept from one to the next.
struct ParagraphParts {
  std::vector<Style> styles;
  std::vector<HardLine> hard_lines;
  std::vector<Run> runs;
  Scratch<Glyph> glyphs;
  std::vector<Cluster> clusters;
  std::vector<std::uint32_t> graphemes;
};

// Divides runs at the borders of spans with equal styles: at clusters, so that a ligature belongs to the span
// in which it starts.
void split_runs(const ParagraphInput& input, ParagraphParts& parts);

class Itemizer {
 public:
  // Fills hard_lines, runs (without glyphs) and styles; changes text.properties and text.boundaries where
  // numbers are kept whole.
  void itemize(const ParagraphInput& input, DecodedText& text, FontSet& fonts, ParagraphParts& out);

 private:
  struct Item;
  void hard_line(std::size_t first, std::size_t last, std::size_t end);
  void resolve_scripts(std::size_t first, std::size_t end);
  void add_runs(std::size_t first, std::size_t end);
  [[nodiscard]] std::size_t end_of_alike(const Item& item, Face& face, std::size_t from, std::size_t end,
                                         std::size_t line) const;
  FaceIndex face_for(std::span<const FaceIndex> order, std::size_t first, std::size_t end, FaceIndex before);
  [[nodiscard]] bool covers(Face& face, std::size_t first, std::size_t end) const;
  [[nodiscard]] bool covers_otherwise(Face& face, std::size_t first, std::size_t end) const;

  // Of the call under way.
  const ParagraphInput* input_ = nullptr;
  DecodedText* text_ = nullptr;
  FontSet* fonts_ = nullptr;
  ParagraphParts* out_ = nullptr;
  Script otherwise_ = 0;  // of text without a script of its own
  std::size_t span_ = 0;

  std::vector<std::uint16_t> shaping_style_;  // by style: the first style equal to it
  std::vector<std::uint8_t> numbers_;         // by code point: part of a number
  std::vector<Script> scripts_;               // of the hard line
  std::vector<std::uint8_t> classes_;
  std::vector<BidiLevel> levels_;
  BidiScratch bidi_;
};

}  // namespace kiosk::text
