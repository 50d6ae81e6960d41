#pragma once
// One font file, open: HarfBuzz for shaping (hb-ot functions, unhinted), FreeType for rasters only. Internal
// to kiosk/text. Belongs to the FontSet and its thread.

#include <freetype/freetype.h>
#include <hb.h>

#include <bitset>
#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/text/font_set.h"

namespace kiosk::text {

// HarfBuzz positions in 1/1024 px: fine enough that an advance counts as unrounded.
constexpr float kUnitsPerPixel = 1024;

class Face {
 public:
  static base::Result<Face> open(const std::filesystem::path& file, const FaceDescription& description);
  ~Face();
  Face(Face&&) noexcept = default;
  Face& operator=(Face&&) noexcept = default;

  bool has(char32_t code_point) {
    if (code_point >> 8 != last_page_) open_page(code_point >> 8);
    return (*last_coverage_)[code_point & 0xFF];
  }
  // A font scaled to size_px; kept for the life of the face.
  hb_font_t* font(float size_px);
  [[nodiscard]] const std::vector<hb_feature_t>& features() const { return features_; }
  // The same without ligatures that letter-spacing would tear.
  [[nodiscard]] const std::vector<hb_feature_t>& features_apart() const { return features_apart_; }
  [[nodiscard]] bool has_colour() const { return has_colour_; }
  [[nodiscard]] LineMetrics metrics(float size_px) const {
    return {line_em_.ascent * size_px, line_em_.descent * size_px};
  }
  // FreeType's face, opened on first use; its size is whatever was set last.
  FT_Face raster();

 private:
  Face() = default;
  void open_page(char32_t page);

  template <auto Destroy>
  struct Deleter {
    template <typename T>
    void operator()(T* pointer) const {
      Destroy(pointer);
    }
  };
  using FontPointer = std::unique_ptr<hb_font_t, Deleter<hb_font_destroy>>;

  std::unique_ptr<hb_blob_t, Deleter<hb_blob_destroy>> blob_;
  std::unique_ptr<hb_face_t, Deleter<hb_face_destroy>> face_;
  FontPointer unscaled_;
  std::unordered_map<int, FontPointer> sized_;  // key: size in 1/64 px
  std::vector<hb_feature_t> features_, features_apart_;
  LineMetrics line_em_;  // of a size of 1 px
  bool has_colour_ = false;
  // Which characters it has, in pages of 256 filled when first asked about.
  using CoveragePage = std::bitset<256>;
  std::unordered_map<char32_t, CoveragePage> coverage_;
  char32_t last_page_ = 0xFFFFFFFF;
  const CoveragePage* last_coverage_ = nullptr;
  int last_size_ = 0;
  hb_font_t* last_font_ = nullptr;
  std::unique_ptr<FT_FaceRec_, Deleter<FT_Done_Face>> raster_;
};

FT_Library freetype();

}  // namespace kiosk::text
