#pragma once
// What categories, districts and the questions of categories are called, from DATA/names.json; `kiosk-desk
// init` writes it with the commune's own lists, `kioskctl pack names` makes it anew from other content, staff
// may edit it, and a slug it does not know is shown as it is.
//
//   {"categories":[{"slug":"cleanliness","ar":"النظافة والنفايات","fr":"Propreté et déchets"}],
//    "districts":[{"slug":"bettana","ar":"بطانة","fr":"Bettana"}],
//    "questions":[{"code":"lighting-extent","category":"lighting","datatype":"singlevaluelist","required":false,
//                  "ar":"هل هو مصباح واحد؟","fr":"Une seule lampe ?","label_ar":"العدد","label_fr":"Nombre",
//                  "values":[{"key":"one-lamp","ar":"مصباح واحد","fr":"Une lampe"}]}],
//    "phrases":[{"ar":"تم الإصلاح","fr":"Réparé","text_ar":"...","text_fr":"..."}]}
//
// "questions" and "phrases" may be left out; without "phrases" there are the desk's own. A datatype is one of
// Open311's: singlevaluelist, multivaluelist, number, string.
//
// Immutable once read.

#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/complaint/draft.h"
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

// Answers that no question of names.json asks for: what Open311 may say besides (open311_post.h).
constexpr std::string_view kCoordinatesCode = "coordinates";
constexpr std::string_view kMediaCode = "media-url";

struct Question {
  Name words;  // its slug is the code
  Name label;
  std::string category;
  std::string datatype;
  bool required = false;
  std::vector<Name> values;
  [[nodiscard]] bool is_list() const { return datatype.ends_with("valuelist"); }
};

// A ready sentence for answers.
struct Phrase {
  Name label;
  Name text;
};

struct Names {
  std::vector<Name> categories;
  std::vector<Name> districts;
  std::vector<Question> questions;
  std::vector<Phrase> phrases;

  static base::Result<Names> read(const store::fs::path& file);
  static base::Result<Names> parse(std::string_view text);
  static std::string default_file();  // the text that `init` writes
  [[nodiscard]] std::string category(std::string_view slug, base::Language language) const;
  [[nodiscard]] std::string district(std::string_view slug, base::Language language) const;
  [[nodiscard]] const Name* find_category(std::string_view slug) const;
  [[nodiscard]] const Name* find_district(std::string_view slug) const;
  // "How many", and what was answered: the names of the choices, or what was typed.
  [[nodiscard]] std::string question(std::string_view code, base::Language language) const;
  [[nodiscard]] std::string answer(const complaint::QuestionAnswer& answer, base::Language language) const;
};

}  // namespace kiosk::desk
