#pragma once
// HarfBuzz, called one way: the `ot` shaper forced (Debian's HarfBuzz would hand fonts with Graphite tables
// to another one), one buffer reused, the whole paragraph as context. Internal to kiosk/text.

#include <hb.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/text/face.h"
#include "kiosk/text/paragraph.h"

namespace kiosk::text {

// What HarfBuzz made, in visual order; clusters are offsets in bytes. Valid until the next call.
struct Shaped {
  std::span<const hb_glyph_info_t> infos;
  std::span<const hb_glyph_position_t> positions;
};

inline float to_pixels(hb_position_t units) { return static_cast<float>(units) / kUnitsPerPixel; }
inline Glyph to_glyph(const hb_glyph_info_t& info, const hb_glyph_position_t& position) {
  return {info.codepoint, info.cluster, to_pixels(position.x_advance), to_pixels(position.x_offset),
          -to_pixels(position.y_offset)};
}

class Shaper {
 public:
  Shaper();
  enum class Mark { nothing, tatweels };  // flags to ask for beside unsafe-to-break
  // Bytes [start, end) of `text` as a run like `run`.
  Shaped shape(std::string_view text, std::string_view language, const Run& run, std::uint32_t start,
               std::uint32_t end, Face& face, Mark mark = Mark::nothing);
  // The same for a whole run, from memory if it was shaped before between the same neighbours. For a text
  // that is being written: a key changes one run of many.
  Shaped shape_again(std::string_view text, std::string_view language, const Run& run, Face& face);
  void forget();

 private:
  void forget_runs();
  struct Destroy {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
  };
  std::unique_ptr<hb_buffer_t, Destroy> buffer_;
  std::string language_name_;
  hb_language_t language_ = nullptr;
  unsigned longest_ = 0;  // characters the buffer has held since forget()

  struct KeptRun {
    std::vector<hb_glyph_info_t> infos;  // clusters from the run's start
    std::vector<hb_glyph_position_t> positions;
  };
  static constexpr std::size_t kMaxKeptBytes = 512 * 1024;
  std::unordered_map<std::string, KeptRun> kept_;
  std::size_t kept_bytes_ = 0;
  std::string key_;
  std::vector<hb_glyph_info_t> again_;
};

}  // namespace kiosk::text
