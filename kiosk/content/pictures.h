#pragma once
// Photographs among the sources: data/pictures.csv names them, with words for those who do not see them and
// who took them; the files lie in media/. Read before the pages, which name them. Looked at without
// decoding them: that, and re-encoding, is for who builds the pack.

#include <map>

#include "kiosk/content/contents.h"
#include "kiosk/content/pages.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

constexpr const char* kMediaFolder = "media";
constexpr std::size_t kMaxPictures = 2000;
constexpr std::size_t kMaxPictureFileBytes = 20 << 20;
constexpr std::uint64_t kMaxPicturePixels = 40'000'000;
constexpr std::uint32_t kLeastPictureSide = 600;  // pixels; smaller ones are blurred on a large panel

using PictureFiles = std::map<std::string, store::fs::path>;  // by the picture's slug

// `rows` of the table; none where there is no table. `folder` is that of the sources.
PictureFiles read_pictures(const std::vector<Node>& rows, const store::fs::path& folder, Reading& reading,
                           Contents& contents);
// Of a file that a program left behind.
void say_left_out(const Place& place, Report& report);
// After the pages: photographs that no page shows, files that the table does not name.
void check_pictures(const PictureFiles& files, const store::fs::path& folder, Reading& reading);

}  // namespace kiosk::content
