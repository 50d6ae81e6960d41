#pragma once
// Paragraphs and layouts kept between frames: an immediate-mode screen asks for the same ones again and
// again. Found by text, language, direction, styles and layout options; bounded in bytes, least recently used
// ones go first. forget() drops everything and overwrites the texts: a visit has ended. Belongs to the
// screen's thread.

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "kiosk/text/lines.h"

namespace kiosk::text {

struct Laid {
  Paragraph paragraph;
  Layout layout;
};

class ParagraphCache {
 public:
  static constexpr std::size_t kMaxBytes = 8 * 1024 * 1024;

  explicit ParagraphCache(Engine& engine) : engine_(engine) {}

  // Stays valid until the value is dropped, also after the cache let it go.
  std::shared_ptr<const Laid> get(const ParagraphInput& input, const LayoutOptions& options);
  void forget();

  [[nodiscard]] std::uint64_t hits() const { return hits_; }
  [[nodiscard]] std::uint64_t misses() const { return misses_; }
  [[nodiscard]] std::size_t size_bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<Laid> laid;
    std::size_t bytes;
  };
  static void wipe(Entry& entry);

  Engine& engine_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
  std::string scratch_key_;
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace kiosk::text
