#include "kiosk/text/shape.h"

#include <algorithm>

#include "kiosk/base/overwrite.h"
#include "kiosk/base/utf8.h"

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

namespace {

// HarfBuzz looks at five characters on either side of a run.
constexpr int kContext = 5;

std::size_t context_before(std::string_view text, std::size_t at) {
  for (int i = 0; i < kContext && at > 0; ++i) at = base::code_point_before(text, at);
  return at;
}

std::size_t context_after(std::string_view text, std::size_t at) {
  for (int i = 0; i < kContext && at < text.size(); ++i) at = base::code_point_after(text, at);
  return at;
}

template <typename Plain>
void append(std::string& key, const Plain& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

Shaped Shaper::shape_again(std::string_view text, std::string_view language, const Run& run, Face& face) {
  const std::size_t from = context_before(text, run.start), to = context_after(text, run.end);
  key_.clear();
  append(key_, &face);
  append(key_, run.size_px);
  append(key_, run.script);
  append(key_, is_rtl(run.level));
  append(key_, run.spaced);
  append(key_, run.start - static_cast<std::uint32_t>(from));
  append(key_, run.end - run.start);
  append(key_, from == 0);
  append(key_, to == text.size());
  key_.append(language).push_back('\0');
  key_.append(text.substr(from, to - from));
  if (const auto known = kept_.find(key_); known != kept_.end()) {
    again_ = known->second.infos;
    for (hb_glyph_info_t& info : again_) info.cluster += run.start;
    return {again_, known->second.positions};
  }
  const Shaped shaped = shape(text, language, run, run.start, run.end, face);
  const std::size_t bytes =
      key_.size() + shaped.infos.size() * (sizeof(hb_glyph_info_t) + sizeof(hb_glyph_position_t));
  if (kept_bytes_ + bytes > kMaxKeptBytes) forget_runs();
  KeptRun kept{{shaped.infos.begin(), shaped.infos.end()},
               {shaped.positions.begin(), shaped.positions.end()}};
  for (hb_glyph_info_t& info : kept.infos) info.cluster -= run.start;
  kept_.emplace(key_, std::move(kept));
  kept_bytes_ += bytes;
  return shaped;
}

void Shaper::forget_runs() {
  while (!kept_.empty()) {
    auto node = kept_.extract(kept_.begin());
    base::overwrite(node.key());
    base::overwrite(node.mapped().infos);  // glyphs tell the text
    base::overwrite(node.mapped().positions);
  }
  kept_bytes_ = 0;
}

void Shaper::forget() {
  forget_runs();
  base::overwrite(key_);
  base::overwrite(again_);
  // The buffer keeps its memory; writing as many neutral characters over it as it ever held leaves none of
  // the text.
  hb_buffer_clear_contents(buffer_.get());
  for (unsigned i = 0; i < longest_; ++i) hb_buffer_add(buffer_.get(), ' ', 0);
  hb_buffer_clear_contents(buffer_.get());
  longest_ = 0;
}

}  // namespace kiosk::text
