#pragma once
// Where text may be cut: grapheme clusters and words (UAX#29) and lines (UAX#14), by ICU 72 (Unicode 15). ICU
// tailors the line rules for numbers (LB25), which is what prices and telephone numbers need. Offsets are
// bytes of the UTF-8 text; invalid UTF-8 is cut as if each bad part were U+FFFD. Graphemes of text without
// controls, Hangul, flags and emoji follow from three rules, which are applied here; ICU does the rest. A
// Segmenter keeps ICU's iterators open; it belongs to one thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace kiosk::text {

struct TextRange {
  std::uint32_t start = 0, end = 0;  // bytes
  [[nodiscard]] bool empty() const { return start == end; }
};

struct LineBreak {
  std::uint32_t offset;  // a line may end here
  bool mandatory;        // and must
};

struct DecodedText;  // kiosk/text/decode.h

// What stands at a place between two code points.
constexpr std::uint8_t kGraphemeBoundary = 1;
constexpr std::uint8_t kLineMayEnd = 2;
constexpr std::uint8_t kLineMustEnd = 4;

class Segmenter {
 public:
  Segmenter();
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  // Boundaries in ascending order, 0 and text.size() included.
  std::vector<std::uint32_t> graphemes(std::string_view text);
  std::vector<std::uint32_t> words(std::string_view text);
  // The word that the offset is in, or at the end of; spaces and punctuation are no words.
  std::optional<TextRange> word_at(std::string_view text, std::uint32_t offset);
  // Where the next word ends, or the text; where the one before starts.
  std::uint32_t next_word_end(std::string_view text, std::uint32_t offset);
  std::uint32_t previous_word_start(std::string_view text, std::uint32_t offset);
  // Ascending, without 0; the end of the text is the last one.
  std::vector<LineBreak> line_breaks(std::string_view text);

  // The text as code points with their properties and boundaries; valid until the next call. For kiosk/text
  // itself.
  DecodedText& analyse(std::string_view text);
  void forget();  // overwrites the text it still holds
  void release_scratch();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kiosk::text
