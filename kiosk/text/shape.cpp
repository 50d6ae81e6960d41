#include "kiosk/text/shape.h"

#include <algorithm>

namespace kiosk::text {

Shaper::Shaper() : buffer_(hb_buffer_create()) {}

Shaped Shaper::shape(std::string_view text, std::string_view language, const Run& run, std::uint32_t start,
                     std::uint32_t end, Face& face, Mark mark) {
  static constexpr const char* kShapers[] = {"ot", nullptr};
  hb_buffer_t* buffer = buffer_.get();
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  unsigned flags = HB_BUFFER_FLAG_DEFAULT;
  if (mark == Mark::tatweels) flags |= HB_BUFFER_FLAG_PRODUCE_SAFE_TO_INSERT_TATWEEL;
  if (start == 0) flags |= HB_BUFFER_FLAG_BOT;
  if (end == text.size()) flags |= HB_BUFFER_FLAG_EOT;
  hb_buffer_set_flags(buffer, static_cast<hb_buffer_flags_t>(flags));
  hb_buffer_set_direction(buffer, is_rtl(run.level) ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(run.script));
  if (language != language_name_) {
    language_name_ = language;
    language_ = hb_language_from_string(language.data(), static_cast<int>(language.size()));
  }
  hb_buffer_set_language(buffer, language_);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), start,
                     static_cast<int>(end - start));
  longest_ = std::max(longest_, hb_buffer_get_length(buffer));
  const auto& features = run.spaced ? face.features_apart() : face.features();
  hb_shape_full(face.font(run.size_px), buffer, features.data(), static_cast<unsigned>(features.size()),
                kShapers);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  return {{infos, count}, {hb_buffer_get_glyph_positions(buffer, nullptr), count}};
}

void Shaper::forget() {
  // The buffer keeps its memory; writing as many neutral characters over it as it ever held leaves none of
  // the text.
  hb_buffer_clear_contents(buffer_.get());
  for (unsigned i = 0; i < longest_; ++i) hb_buffer_add(buffer_.get(), ' ', 0);
  hb_buffer_clear_contents(buffer_.get());
  longest_ = 0;
}

}  // namespace kiosk::text
