#pragma once
// HarfBuzz, called one way: the `ot` shaper forced (Debian's HarfBuzz would hand fonts with Graphite tables
// to another one), one buffer reused, the whole paragraph as context. Internal to kiosk/text.

#include <hb.h>

#include <memory>

#include "kiosk/text/face.h"
#include "kiosk/text/paragraph.h"

namespace kiosk::text {

struct ShapedGlyph {
  Glyph glyph;
  bool unsafe_to_break;
};

class Shaper {
 public:
  Shaper();
  // Bytes [start, end) of `text` as a run like `run`; glyphs in visual order.
  void shape(std::string_view text, std::string_view language, const Run& run, std::uint32_t start,
             std::uint32_t end, Face& face, std::vector<ShapedGlyph>& out);
  void forget();

 private:
  struct Destroy {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
  };
  std::unique_ptr<hb_buffer_t, Destroy> buffer_;
  unsigned longest_ = 0;  // characters the buffer has held since forget()
};

}  // namespace kiosk::text
