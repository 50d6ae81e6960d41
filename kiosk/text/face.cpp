#include "kiosk/text/face.h"

#include <hb-ot.h>

#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"

namespace kiosk::text {
namespace {

std::vector<hb_feature_t> parse_features(std::string_view list) {
  std::vector<hb_feature_t> out;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    hb_feature_t feature;
    if (hb_feature_from_string(list.data(), static_cast<int>(comma), &feature)) out.push_back(feature);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

}  // namespace

FT_Library freetype() {
  struct Library {
    Library() { KIOSK_ASSERT(FT_Init_FreeType(&library) == 0); }
    ~Library() = default;  // faces may outlive static destruction order; the process ends anyway
    FT_Library library = nullptr;
  };
  static Library library;
  return library.library;
}

base::Result<Face> Face::open(const std::filesystem::path& file, const FaceDescription& description) {
  Face out;
  out.blob_.reset(hb_blob_create_from_file_or_fail(file.c_str()));
  if (!out.blob_)
    return base::Error(FontError::unreadable, base::cat("cannot open the font ", description.file));
  out.face_.reset(hb_face_create(out.blob_.get(), 0));
  if (hb_face_get_glyph_count(out.face_.get()) == 0) {
    return base::Error(FontError::malformed, base::cat(description.file, " is not a font"));
  }
  hb_face_make_immutable(out.face_.get());
  out.unscaled_.reset(hb_font_create(out.face_.get()));
  out.features_ = parse_features(description.features);
  out.features_apart_ = out.features_;
  for (const hb_feature_t& off : parse_features("liga=0,clig=0")) out.features_apart_.push_back(off);
  hb_font_extents_t extents{};
  hb_font_get_h_extents(out.unscaled_.get(), &extents);
  out.has_colour_ = hb_ot_color_has_png(out.face_.get()) != 0;
  const auto em = static_cast<float>(hb_face_get_upem(out.face_.get()));
  out.line_em_ = {static_cast<float>(extents.ascender) / em, static_cast<float>(-extents.descender) / em};
  return out;
}

Face::~Face() = default;

void Face::open_page(char32_t page) {
  const auto [found, is_new] = coverage_.try_emplace(page);
  if (is_new) {
    for (char32_t i = 0; i < 256; ++i) {
      hb_codepoint_t glyph = 0;
      found->second[i] = hb_font_get_nominal_glyph(unscaled_.get(), page << 8 | i, &glyph) != 0;
    }
  }
  last_page_ = page;
  last_coverage_ = &found->second;  // nodes of a map stay where they are
}

hb_font_t* Face::font(float size_px) {
  const int key = static_cast<int>(std::lround(size_px * 64));
  if (key == last_size_) return last_font_;
  FontPointer& slot = sized_[key];
  if (!slot) {
    slot.reset(hb_font_create(face_.get()));
    const int scale = static_cast<int>(std::lround(size_px * kUnitsPerPixel));
    hb_font_set_scale(slot.get(), scale, scale);
    hb_font_make_immutable(slot.get());
  }
  last_size_ = key;
  last_font_ = slot.get();
  return last_font_;
}

FT_Face Face::raster() {
  if (!raster_) {
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob_.get(), &length);
    FT_Face opened = nullptr;
    const FT_Error code = FT_New_Memory_Face(freetype(), reinterpret_cast<const FT_Byte*>(data),
                                             static_cast<FT_Long>(length), 0, &opened);
    KIOSK_ASSERT(code == 0);
    raster_.reset(opened);
  }
  return raster_.get();
}

}  // namespace kiosk::text
