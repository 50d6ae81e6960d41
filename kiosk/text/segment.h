#pragma once
// Where text may be cut: grapheme clusters and words (UAX#29) and lines (UAX#14), by ICU 72 (Unicode 15). ICU
// tailors the line rules for numbers (LB25), which is what prices and telephone numbers need. Offsets are
// bytes of the UTF-8 text; invalid UTF-8 is cut as if each bad part were U+FFFD. A Segmenter keeps ICU's
// iterators open; it belongs to one thread.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace kiosk::text {

struct LineBreak {
  std::uint32_t offset;  // a line may end here
  bool mandatory;        // and must
};

class Segmenter {
 public:
  Segmenter();
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  // Boundaries in ascending order, 0 and text.size() included.
  std::vector<std::uint32_t> graphemes(std::string_view text);
  std::vector<std::uint32_t> words(std::string_view text);
  // Ascending, without 0; the end of the text is the last one.
  std::vector<LineBreak> line_breaks(std::string_view text);

 private:
  struct Iterators;
  std::unique_ptr<Iterators> iterators_;
};

}  // namespace kiosk::text
