#include "kiosk/desk/names.h"

#include "kiosk/base/json.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;

constexpr std::size_t kFileMaxSize = 256 * 1024;

// The nine categories of the form (design, 15.4) and the five arrondissements (sale-facts 7.2, names: H).
constexpr std::string_view kDefault = R"({
"categories": [
{"slug": "cleanliness", "ar": "النظافة والنفايات", "fr": "Propreté et déchets"},
{"slug": "lighting", "ar": "الإنارة العمومية", "fr": "Éclairage public"},
{"slug": "roads", "ar": "الطرق والأرصفة", "fr": "Voirie et trottoirs"},
{"slug": "water", "ar": "الماء والتطهير", "fr": "Eau et assainissement"},
{"slug": "gardens", "ar": "الحدائق والأشجار", "fr": "Jardins et arbres"},
{"slug": "building", "ar": "البناء والتعمير", "fr": "Construction"},
{"slug": "markets", "ar": "الأسواق والباعة", "fr": "Marchés et vendeurs"},
{"slug": "noise", "ar": "الضجيج والإزعاج", "fr": "Bruit et nuisances"},
{"slug": "other", "ar": "موضوع آخر", "fr": "Autre sujet"}],
"districts": [
{"slug": "bab-lamrissa", "ar": "باب لمريسة", "fr": "Bab Lamrissa"},
{"slug": "tabriquet", "ar": "تابريكت", "fr": "Tabriquet"},
{"slug": "bettana", "ar": "بطانة", "fr": "Bettana"},
{"slug": "hssaine", "ar": "احصين", "fr": "Hssaine"},
{"slug": "layayda", "ar": "العيايدة", "fr": "Layayda"}]
}
)";

Result<std::vector<Name>> names_in(const Json& json, std::string_view list) {
  const Json* items = json.find(list);
  if (items == nullptr || items->items() == nullptr) {
    return base::Error(base::JsonError::missing, base::cat("names.json has no \"", list, "\""));
  }
  std::vector<Name> names;
  for (const Json& item : *items->items()) {
    names.push_back(
        {TRY(item.need_string("slug")), TRY(item.need_string("ar")), TRY(item.need_string("fr"))});
  }
  return names;
}

const Name* find(const std::vector<Name>& names, std::string_view slug) {
  for (const Name& name : names) {
    if (name.slug == slug) return &name;
  }
  return nullptr;
}

std::string called(const Name* name, std::string_view slug, base::Language language) {
  return name == nullptr ? std::string(slug) : name->in(language);
}

}  // namespace

Result<Names> Names::read(const store::fs::path& file) {
  const base::Bytes bytes = TRY(store::read_file(file, kFileMaxSize));
  const Json json = TRY(Json::parse(base::as_text(bytes)));
  return Names{TRY(names_in(json, "categories")), TRY(names_in(json, "districts"))};
}

std::string Names::default_file() { return std::string(kDefault); }

std::string Names::category(std::string_view slug, base::Language language) const {
  return called(find(categories, slug), slug, language);
}
std::string Names::district(std::string_view slug, base::Language language) const {
  return called(find(districts, slug), slug, language);
}
const Name* Names::find_category(std::string_view slug) const { return find(categories, slug); }

}  // namespace kiosk::desk
