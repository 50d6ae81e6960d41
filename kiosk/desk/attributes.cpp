#include "kiosk/desk/attributes.h"

#include <algorithm>

#include "kiosk/desk/cases.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;

constexpr std::size_t kNumberMaxDigits = 9;

Json values_of(const std::vector<Name>& names, base::Language language) {
  Json values = Json::array();
  for (const Name& name : names)
    values.add(Json::object().set("key", name.slug).set("name", name.in(language)));
  return values;
}

struct Attribute {
  std::string_view code, datatype, description;
  bool required;
  const std::vector<Name>* values;  // null: no list
};

Json to_json(const Attribute& attribute, std::size_t order, base::Language language) {
  Json json = Json::object()
                  .set("variable", true)
                  .set("code", attribute.code)
                  .set("datatype", attribute.datatype)
                  .set("required", attribute.required)
                  .set("datatype_description", "")
                  .set("order", order)
                  .set("description", attribute.description);
  if (attribute.values != nullptr) json.set("values", values_of(*attribute.values, language));
  return json;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kNumberMaxDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What was posted for a question, keys apart by commas; empty: nothing was.
std::string posted(const Form& form, const std::string& name, const Question& question) {
  if (question.datatype != "multivaluelist") return std::string(form.value(name));
  std::vector<std::string_view> values = form.values(name);
  const std::vector<std::string_view> more = form.values(name + "[]");
  values.insert(values.end(), more.begin(), more.end());
  std::string joined;
  for (const std::string_view value : values) {
    if (!value.empty()) joined += base::cat(joined.empty() ? "" : ",", value);
  }
  return joined;
}

bool are_among(std::string_view keys, const Question& question) {
  while (!keys.empty()) {
    const std::string_view key = keys.substr(0, keys.find(','));
    const bool known = std::any_of(question.values.begin(), question.values.end(),
                                   [key](const Name& value) { return value.slug == key; });
    if (!known || (question.datatype == "singlevaluelist" && key.size() != keys.size())) return false;
    keys.remove_prefix(std::min(keys.size(), key.size() + 1));
  }
  return true;
}

// "Numéro du poteau : n’est pas un nombre entier (attribute[lighting-pole])"
base::Error refused(const Question& question, base::Language language, std::string_view ar,
                    std::string_view fr) {
  const bool arabic = language == base::Language::ar;
  return {DeskError::refused, base::cat(question.label.in(language), arabic ? ": " : " : ", arabic ? ar : fr,
                                        " (", attribute_name(question.words.slug), ")")};
}

}  // namespace

std::string attribute_name(std::string_view code) { return base::cat("attribute[", code, "]"); }

Json attributes_of(const Names& names, std::string_view category, base::Language language) {
  Json all = Json::array();
  std::size_t order = 1;
  const std::string_view place = language == base::Language::ar ? "المقاطعة" : "Arrondissement";
  all.add(to_json({kDistrictAttribute, "singlevaluelist", place, false, &names.districts}, order, language));
  for (const Question& question : names.questions) {
    if (question.category != category) continue;
    all.add(to_json({question.words.slug, question.datatype, question.words.in(language), question.required,
                     question.is_list() ? &question.values : nullptr},
                    ++order, language));
  }
  return all;
}

Result<std::vector<complaint::QuestionAnswer>> answers_in(const Form& form, const Names& names,
                                                          std::string_view category,
                                                          base::Language language) {
  std::vector<complaint::QuestionAnswer> answers;
  for (const Question& question : names.questions) {
    if (question.category != category) continue;
    const std::string value = posted(form, attribute_name(question.words.slug), question);
    if (value.empty() && question.required)
      return refused(question, language, "جواب لازم", "réponse obligatoire");
    if (value.empty()) continue;
    if (question.is_list() && !are_among(value, question))
      return refused(question, language, "ليس من الأجوبة الممكنة",
                     "ne fait pas partie des réponses possibles");
    if (question.datatype == "number" && !is_number(value))
      return refused(question, language, "ليس عدداً صحيحاً", "n’est pas un nombre entier");
    answers.push_back({question.words.slug, std::string_view(value)});
  }
  return answers;
}

}  // namespace kiosk::desk
