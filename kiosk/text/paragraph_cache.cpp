#include "kiosk/text/paragraph_cache.h"

#include <string.h>

#include <type_traits>

namespace kiosk::text {
namespace {

template <typename Plain>
void add(std::string& key, const Plain& value) {
  static_assert(std::is_arithmetic_v<Plain> || std::is_enum_v<Plain>);
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void add(std::string& key, const Style& style) {
  add(key, style.role);
  add(key, style.weight);
  add(key, style.size_px);
  add(key, style.arabic_scale);
  add(key, style.letter_spacing_px);
}

void make_key(std::string& key, const ParagraphInput& input, const LayoutOptions& options) {
  key.clear();
  add(key, options.width_px);
  add(key, options.line_height_px);
  add(key, options.align);
  add(key, options.justify);
  add(key, options.max_lines);
  add(key, input.direction);
  add(key, input.style);
  add(key, input.spans.size());
  for (const StyleSpan& span : input.spans) {
    add(key, span.start);
    add(key, span.end);
    add(key, span.style);
  }
  key.append(input.language);
  key.push_back('\0');
  key.append(input.text);
}

void overwrite(std::string& text) {
  explicit_bzero(text.data(), text.capacity());
  text.clear();
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
    entries_.pop_back();
  }
  return laid;
}

void ParagraphCache::forget() {
  by_key_.clear();
  for (Entry& entry : entries_) {
    overwrite(entry.key);
    entry.laid->paragraph.memory.overwrite();
    entry.laid->layout.memory.overwrite();  // glyphs tell the text too
  }
  entries_.clear();
  overwrite(scratch_key_);
  bytes_ = 0;
  engine_.forget();
}

}  // namespace kiosk::text
