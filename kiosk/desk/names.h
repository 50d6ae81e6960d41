#pragma once
// What categories and districts are called, from DATA/names.json; `kiosk-desk init` writes it with the
// commune's own lists, staff may edit it, and a slug it does not know is shown as it is.
//
//   {"categories":[{"slug":"cleanliness","ar":"النظافة والنفايات","fr":"Propreté et déchets"}],
//    "districts":[{"slug":"bettana","ar":"بطانة","fr":"Bettana"}]}
//
// Immutable once read.

#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

struct Name {
  std::string slug;
  std::string ar;
  std::string fr;
  [[nodiscard]] const std::string& in(base::Language language) const {
    return language == base::Language::ar ? ar : fr;
  }
};

struct Names {
  std::vector<Name> categories;
  std::vector<Name> districts;

  static base::Result<Names> read(const store::fs::path& file);
  static std::string default_file();  // the text that `init` writes
  [[nodiscard]] std::string category(std::string_view slug, base::Language language) const;
  [[nodiscard]] std::string district(std::string_view slug, base::Language language) const;
  [[nodiscard]] const Name* find_category(std::string_view slug) const;
};

}  // namespace kiosk::desk
