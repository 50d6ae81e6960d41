#include "kiosk/ui/fit.h"

#include <algorithm>

namespace kiosk::ui {
namespace {

constexpr float kStep = 0.05F;
constexpr float kHair = 0.99F;         // widths are rounded to pixels; a hair less surely fits
constexpr float kOneLineFrom = 0.85F;  // a label this large on one line is not wrapped
constexpr float kSmallestLabel = 0.5F;
constexpr float kInk = 0.8F;  // of a line's height; the rest is air, which may reach over the room

// The widest word; only the long ones are measured.
float widest_word(Interface& ui, std::string_view words, TextOptions options) {
  options.spans = {};
  options.max_lines = 0;
  std::size_t longest = 0;
  const auto each = [&words](const auto& visit) {
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
      if (end > at) visit(words.substr(at, end - at));
      at = end + 1;
    }
  };
  each([&](std::string_view word) { longest = std::max(longest, word.size()); });
  float width = 0;
  each([&](std::string_view word) {
    if (word.size() * 10 >= longest * 7)
      width = std::max(width, ui.measure(word, text::kNoWidth, options).width);
  });
  return width;
}

}  // namespace

float unbroken(Interface& ui, std::string_view words, float width, const TextOptions& options) {
  const float widest = widest_word(ui, words, options);
  return widest <= width ? 1 : width / widest * kHair;
}

float fitting(Interface& ui, std::string_view words, Size room, const TextOptions& options, float smallest) {
  TextOptions tried = options;
  tried.max_lines = 0;
  const float most = unbroken(ui, words, room.width, options);
  for (float factor = 1; factor > smallest; factor -= kStep) {
    const float part = std::min(factor, most);
    tried.factor = options.factor * part;
    if (ui.measure(words, room.width, tried).height <= room.height) return std::max(part, smallest);
  }
  return smallest;
}

float label_factor(Interface& ui, std::string_view label, Size room, const TextOptions& options) {
  if (label.empty()) return 1;
  const Size whole = ui.measure(label, text::kNoWidth, options);
  float one = std::min(1.0F, room.height / (whole.height * kInk));
  if (whole.width > room.width) one = std::min(one, room.width / whole.width * kHair);
  if (one >= kOneLineFrom) return one;
  return std::max(one, fitting(ui, label, room, options, kSmallestLabel));
}

void fitted(Interface& ui, const Box& box, std::string_view label, TextOptions options) {
  options.factor *= label_factor(ui, label, {box.width, box.height}, options);
  const float height = ui.measure(label, box.width, options).height;
  ui.text({box.start, box.top + (box.height - height) / 2, box.width, height}, label, options);
}

}  // namespace kiosk::ui
