#include "kiosk/content/file_kind.h"

#include <algorithm>
#include <array>

#include "kiosk/content/vocabulary.h"

namespace kiosk::content {
namespace {

struct Signature {
  std::size_t at;
  std::string_view bytes;
  FileKind kind;
};
constexpr auto kSignatures = std::to_array<Signature>({{0, "\x89PNG", FileKind::picture},
                                                       {0, "\xFF\xD8\xFF", FileKind::picture},
                                                       {0, "RIFF", FileKind::picture},
                                                       {0, "GIF8", FileKind::gif},
                                                       {4, "ftypheic", FileKind::heic},
                                                       {4, "ftypheix", FileKind::heic},
                                                       {4, "ftypheif", FileKind::heic},
                                                       {4, "ftyphevc", FileKind::heic},
                                                       {4, "ftypmif1", FileKind::heic},
                                                       {4, "ftypmsf1", FileKind::heic},
                                                       {0, "PK\x03\x04", FileKind::office},
                                                       {0, "\xD0\xCF\x11\xE0", FileKind::office},
                                                       {0, "%PDF-", FileKind::pdf}});

}  // namespace

FileKind file_kind(base::ByteView bytes) {
  const std::string_view text = base::as_text(bytes).substr(0, kFileKindBytes);
  for (const Signature& one : kSignatures) {
    if (text.size() >= one.at && text.substr(one.at).starts_with(one.bytes)) return one.kind;
  }
  return FileKind::other;
}

bool is_left_behind(std::string_view name) {
  const std::string lower = lower_case(name);
  return lower == "thumbs.db" || lower == "desktop.ini" || lower == ".ds_store" || lower.ends_with(".bak") ||
         lower.ends_with('~') || lower.starts_with("~$");
}

}  // namespace kiosk::content
