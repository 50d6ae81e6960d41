#include "kiosk/text/font_set.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/text/face.h"
#include "kiosk/text/properties.h"

namespace kiosk::text {
namespace {

constexpr std::size_t kMaxFaces = 64;
constexpr Script kDigits = 1;  // no ISO 15924 code is this small
constexpr Script kAnyScript = 2;

using base::Error;
using base::Result;

struct Preference {
  Role role;
  Weight weight;
  Script script;
  std::vector<FaceIndex> faces;  // every face, the preferred ones first
};

std::optional<Role> parse_role(std::string_view word) {
  if (word == "title") return Role::title;
  if (word == "interface") return Role::interface;
  if (word == "reading") return Role::reading;
  return std::nullopt;
}

std::optional<Weight> parse_weight(std::string_view word) {
  if (word == "regular") return Weight::regular;
  if (word == "bold") return Weight::bold;
  return std::nullopt;
}

std::optional<Script> parse_script(std::string_view word) {
  if (word == "digits") return kDigits;
  if (word == "*") return kAnyScript;
  if (word.size() != 4) return std::nullopt;
  const char code[5] = {word[0], word[1], word[2], word[3], '\0'};
  return script_tag(code);
}

Error malformed(int line) {
  return {FontError::malformed, base::cat("faces.txt, line ", line, " is not understood")};
}

}  // namespace

std::string_view name_of(FontError code) {
  return code == FontError::unreadable ? "font-unreadable" : "font-malformed";
}

std::string script_code(Script script) {
  return {static_cast<char>(script >> 24), static_cast<char>(script >> 16), static_cast<char>(script >> 8),
          static_cast<char>(script)};
}

struct FontSet::Table {
  std::filesystem::path folder;
  std::vector<FaceDescription> descriptions;
  std::vector<std::optional<Face>> open;
  std::vector<Preference> preferences;

  Result<void> read(std::istream& in);
  Result<void> read_face(std::istringstream& words, int line);
  Result<void> read_role(std::istringstream& words, int line);
  [[nodiscard]] const Preference& preference(const Style& style, Script script) const;
};

Result<void> FontSet::Table::read(std::istream& in) {
  std::string text;
  for (int line = 1; std::getline(in, text); ++line) {
    std::istringstream words(text);
    std::string kind;
    if (!(words >> kind) || kind.starts_with('#')) continue;
    if (kind == "face") {
      TRY(read_face(words, line));
    } else if (kind == "role") {
      TRY(read_role(words, line));
    } else {
      return malformed(line);
    }
  }
  if (preferences.empty()) return malformed(0);
  return base::done();
}

Result<void> FontSet::Table::read_face(std::istringstream& words, int line) {
  FaceDescription face;
  std::string weight, hash;
  if (!(words >> face.name >> face.file >> weight >> face.scale >> face.features >> hash))
    return malformed(line);
  if (!parse_weight(weight) || descriptions.size() == kMaxFaces) return malformed(line);
  face.weight = *parse_weight(weight);
  if (face.features == "-") face.features.clear();
  descriptions.push_back(std::move(face));
  open.emplace_back();
  return base::done();
}

Result<void> FontSet::Table::read_role(std::istringstream& words, int line) {
  std::string role, weight, script, name;
  if (!(words >> role >> weight >> script)) return malformed(line);
  if (!parse_role(role) || !parse_weight(weight) || !parse_script(script)) return malformed(line);
  Preference preference{*parse_role(role), *parse_weight(weight), *parse_script(script), {}};
  const auto add = [&preference](std::size_t index) {
    const auto face = static_cast<FaceIndex>(index);
    if (std::find(preference.faces.begin(), preference.faces.end(), face) == preference.faces.end()) {
      preference.faces.push_back(face);
    }
  };
  while (words >> name) {
    const auto found = std::find_if(descriptions.begin(), descriptions.end(),
                                    [&name](const FaceDescription& face) { return face.name == name; });
    if (found == descriptions.end()) return malformed(line);
    add(static_cast<std::size_t>(found - descriptions.begin()));
  }
  for (std::size_t i = 0; i < descriptions.size(); ++i) add(i);
  preferences.push_back(std::move(preference));
  return base::done();
}

const Preference& FontSet::Table::preference(const Style& style, Script script) const {
  const Preference* any = &preferences.front();
  for (const Preference& one : preferences) {
    if (one.role != style.role || one.weight != style.weight) continue;
    if (one.script == script) return one;
    if (one.script == kAnyScript) any = &one;
  }
  return *any;
}

FontSet::FontSet(std::unique_ptr<Table> table) : table_(std::move(table)) {}
FontSet::~FontSet() = default;
FontSet::FontSet(FontSet&&) noexcept = default;
FontSet& FontSet::operator=(FontSet&&) noexcept = default;

Result<FontSet> FontSet::open(const std::filesystem::path& folder) {
  auto table = std::make_unique<Table>();
  table->folder = folder;
  std::ifstream in(folder / "faces.txt");
  if (!in) return Error(FontError::unreadable, "cannot read faces.txt");
  TRY(table->read(in));
  for (const FaceDescription& face : table->descriptions) {
    if (!std::filesystem::exists(folder / face.file)) {
      return Error(FontError::unreadable, base::cat("the font ", face.file, " is missing"));
    }
  }
  return FontSet(std::move(table));
}

std::span<const FaceDescription> FontSet::faces() const { return table_->descriptions; }

std::span<const FaceIndex> FontSet::order_for(const Style& style, Script script, bool in_number) const {
  return table_->preference(style, in_number ? kDigits : script).faces;
}

bool FontSet::has(FaceIndex index, char32_t character) { return face(index).has(character); }

bool FontSet::covers(char32_t character) {
  if (is_ignorable(character)) return true;
  for (std::size_t i = 0; i < faces().size(); ++i) {
    if (has(static_cast<FaceIndex>(i), character)) return true;
  }
  return false;
}

bool FontSet::has_colour(FaceIndex index) { return face(index).has_colour(); }

FaceIndex FontSet::main_face(const Style& style, Script script) const {
  return table_->preference(style, script).faces.front();
}

float FontSet::size_of(FaceIndex face, const Style& style) const {
  if (face == kNoFace) return style.size_px;
  const float scale = table_->descriptions[face].scale;
  return style.size_px * (scale != 1.0F && style.arabic_scale > 0 ? style.arabic_scale : scale);
}

LineMetrics FontSet::metrics(FaceIndex index, float size_px) { return face(index).metrics(size_px); }

Face& FontSet::face(FaceIndex index) {
  std::optional<Face>& slot = table_->open[index];
  if (!slot) {
    const FaceDescription& description = table_->descriptions[index];
    Result<Face> opened = Face::open(table_->folder / description.file, description);
    // open() saw the file; losing it while running is a broken installation, which the supervisor must hear
    // of.
    KIOSK_ASSERT(opened.ok());
    slot = std::move(opened).value();
  }
  return *slot;
}

}  // namespace kiosk::text
