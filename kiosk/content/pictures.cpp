#include "kiosk/content/pictures.h"

#include <algorithm>
#include <array>
#include <set>

#include "kiosk/base/picture_head.h"
#include "kiosk/content/file_kind.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/vocabulary.h"

namespace kiosk::content {
namespace {

namespace fs = store::fs;
using base::PictureHead;

constexpr std::size_t kMaxFileName = 120;

// A name in media/, without a way out of it.
bool is_plain_name(std::string_view name) {
  return !name.empty() && !name.starts_with('.') && name.find_first_of("/\\") == std::string_view::npos;
}

// "1200 × 800", in this order in every language.
std::string size_of(const PictureHead& head) { return base::cat(head.width, " × ", head.height); }

Message no_picture(base::ByteView bytes) {
  switch (file_kind(bytes)) {
    case FileKind::heic:
      return say("this is a photograph in the format HEIC of telephones: save it as JPEG");
    case FileKind::gif:
      return say("this is a picture in the format GIF: save it as JPEG or PNG");
    default:
      return say("this is not a picture: save it as JPEG, PNG or WebP");
  }
}

void look_at(const fs::path& path, const Place& place, Report& report) {
  const base::Result<base::Bytes> bytes = store::read_file(path, kMaxPictureFileBytes);
  if (!bytes && bytes.error().is(store::StoreError::too_large)) {
    return report.error(
        place, "picture",
        say("the picture has more than {most} MB: save it smaller", {{"most", kMaxPictureFileBytes >> 20}}));
  }
  if (!bytes)
    return report.error(place, "picture",
                        say("there is no such file in the folder «media»: is its name right?"));
  const std::optional<PictureHead> head = base::read_picture_head(*bytes);
  if (!head) return report.error(place, "picture", no_picture(*bytes));
  if (!head->is_whole)
    return report.error(place, "picture",
                        say("the picture's file is cut off: copy it again from where it came from"));
  if (head->pixels() > kMaxPicturePixels) {
    return report.error(
        place, "picture",
        say("the picture has {size} points, more than allowed: save it smaller", {{"size", size_of(*head)}}));
  }
  if (head->is_turned)
    report.error(place, "picture", say("the picture would lie on its side: open it, and save it upright"));
  if (std::min(head->width, head->height) < kLeastPictureSide) {
    report.warning(place, "picture",
                   say("the picture has {size} points: it will look blurred", {{"size", size_of(*head)}}));
  }
}

// A spreadsheet's column filled down, or the wrong one.
void check_alt(const LocalText& alt, Fields& fields) {
  constexpr auto kEndings = std::to_array<std::string_view>({".jpg", ".jpeg", ".png", ".webp"});
  for (const base::Language language : base::kLanguages) {
    const std::string words = lower_case(alt.own(language));
    const bool is_file = std::any_of(kEndings.begin(), kEndings.end(),
                                     [&words](std::string_view ending) { return words.ends_with(ending); });
    const std::string column = base::cat("alt_", base::code_of(language));
    if (is_file)
      fields.report().warning(
          fields.place(column), "alt",
          say("«{name}» is the name of a file: say what is to be seen", {{"name", column}}));
  }
}

}  // namespace

PictureFiles read_pictures(const std::vector<Node>& rows, const fs::path& folder, Reading& reading,
                           Contents& contents) {
  PictureFiles files;
  for (const Node& row : rows) {
    Fields fields(row, reading.report);
    Picture picture{fields.slug("slug", Need::required), {}, {}};
    const std::string file = fields.plain("file", Need::required, kMaxFileName);
    picture.alt = fields.words("alt", Need::required, kMaxSentence);
    check_alt(picture.alt, fields);
    picture.credit = fields.plain("credit", Need::required, kMaxSourceText);
    fields.finish();
    const bool is_taken = files.contains(picture.slug) || is_among(picture_names(), picture.slug);
    if (is_taken && !picture.slug.empty()) {
      reading.report.error(
          fields.place("slug"), "duplicate",
          say("there is another picture of the name «{name}»: choose another one", {{"name", picture.slug}}));
    }
    if (files.size() == kMaxPictures) {
      reading.report.error(fields.place(), "too-many",
                           say("there are more than {most} pictures", {{"most", kMaxPictures}}));
      break;
    }
    if (!file.empty() && !is_plain_name(file)) {
      reading.report.error(fields.place("file"), "picture",
                           say("write the file's name alone; the file lies in the folder «media»"));
    } else if (!file.empty()) {
      look_at(folder / kMediaFolder / file, fields.place("file"), reading.report);
    }
    if (is_taken || picture.slug.empty()) continue;
    files.emplace(picture.slug, folder / kMediaFolder / file);
    reading.picture_places.emplace(picture.slug, fields.place("slug"));
    contents.pictures.push_back(std::move(picture));
  }
  return files;
}

void say_left_out(const Place& place, Report& report) {
  report.note(place, "left-out", say("this file is left out: a program left it here, and nobody reads it"));
}

void check_pictures(const PictureFiles& files, const fs::path& folder, Reading& reading) {
  const bool all_read = reading.unreadable.empty() && !reading.unread.contains("slides");
  for (const auto& [slug, place] : reading.picture_places) {
    if (all_read && !reading.pictures_used.contains(slug)) {
      reading.report.warning(place, "unseen",
                             say("no page shows the picture «{name}»: it stays out", {{"name", slug}}));
    }
  }
  if (reading.unread.contains("pictures")) return;
  std::set<fs::path> named;
  for (const auto& [slug, path] : files) named.insert(path);
  std::error_code code;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder / kMediaFolder, code), end; !code && entry != end;
       entry.increment(code)) {
    found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) {
    if (named.contains(path)) continue;
    const Place place{base::cat(kMediaFolder, "/", path.filename().string()), {}};
    if (is_left_behind(path.filename().string())) {
      say_left_out(place, reading.report);
    } else if (!path.filename().string().starts_with('.')) {
      reading.report.warning(place, "unseen", say("data/pictures.csv does not name this file: it stays out"));
    }
  }
}

}  // namespace kiosk::content
