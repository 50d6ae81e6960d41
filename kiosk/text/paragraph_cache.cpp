#include "kiosk/text/paragraph_cache.h"

#include "kiosk/base/overwrite.h"

#include <type_traits>

namespace kiosk::text {
namespace {

// Keys are compared byte by byte: no padding.
struct StyleKey {
  explicit StyleKey(const Style& style)
      : size_px(style.size_px),
        arabic_scale(style.arabic_scale),
        letter_spacing_px(style.letter_spacing_px),
        role(static_cast<std::uint16_t>(style.role)),
        weight(static_cast<std::uint16_t>(style.weight)) {}
  float size_px, arabic_scale, letter_spacing_px;
  std::uint16_t role, weight;
};

struct Head {
  Head(const ParagraphInput& input, const LayoutOptions& options)
      : width_px(options.width_px),
        line_height_px(options.line_height_px),
        max_lines(options.max_lines),
        span_count(static_cast<std::uint32_t>(input.spans.size())),
        style(input.style),
        align(options.align),
        justify(options.justify),
        direction(static_cast<std::uint16_t>(input.direction)) {}
  float width_px, line_height_px;
  std::uint32_t max_lines, span_count;
  StyleKey style;
  Align align;
  Justify justify;
  std::uint16_t direction;
};

struct SpanKey {
  explicit SpanKey(const StyleSpan& span) : start(span.start), end(span.end), style(span.style) {}
  std::uint32_t start, end;
  StyleKey style;
};

template <typename Part>
void add(std::string& key, const Part& part) {
  static_assert(std::is_trivially_copyable_v<Part> && sizeof(Part) % 4 == 0);
  key.append(reinterpret_cast<const char*>(&part), sizeof part);
}

void make_key(std::string& key, const ParagraphInput& input, const LayoutOptions& options) {
  static_assert(sizeof(Head) == 20 + sizeof(StyleKey) && sizeof(StyleKey) == 16 && sizeof(SpanKey) == 24);
  key.clear();
  add(key, Head(input, options));
  for (const StyleSpan& span : input.spans) add(key, SpanKey(span));
  key.append(input.language);
  key.push_back('\0');
  key.append(input.text);
}

}  // namespace

std::shared_ptr<const Laid> ParagraphCache::get(const ParagraphInput& input, const LayoutOptions& options) {
  make_key(scratch_key_, input, options);
  const auto known = by_key_.find(scratch_key_);
  if (known != by_key_.end()) {
    ++hits_;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->laid;
  }
  ++misses_;
  auto laid = std::make_shared<Laid>();
  laid->paragraph = engine_.shape_paragraph(input);
  laid->layout = lay_out(engine_, laid->paragraph, options);
  const std::size_t bytes = laid->paragraph.size_bytes() + laid->layout.size_bytes() + scratch_key_.size();
  entries_.push_front({scratch_key_, laid, bytes});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > kMaxBytes && entries_.size() > 1) {
    by_key_.erase(entries_.back().key);
    bytes_ -= entries_.back().bytes;
    // Somebody who draws it yet keeps it whole.
    if (entries_.back().laid.use_count() == 1) wipe(entries_.back());
    base::overwrite(entries_.back().key);
    entries_.pop_back();
  }
  return laid;
}

void ParagraphCache::wipe(Entry& entry) {
  base::overwrite(entry.key);
  entry.laid->paragraph.memory.overwrite();
  entry.laid->layout.memory.overwrite();  // glyphs tell the text too
}

void ParagraphCache::forget() {
  by_key_.clear();
  for (Entry& entry : entries_) wipe(entry);
  entries_.clear();
  base::overwrite(scratch_key_);
  bytes_ = 0;
  engine_.forget();
}

}  // namespace kiosk::text
