#include "kiosk/main/desk_names.h"

#include "kiosk/base/bytes.h"
#include "kiosk/base/json.h"

namespace kiosk::main {
namespace {

using base::Json;
using base::Language;
using content::Question;

Json named(const char* key, const std::string& slug, const content::LocalText& words) {
  return Json::object().set(key, slug).set("ar", words.in(Language::ar)).set("fr", words.in(Language::fr));
}

// As Open311 calls it.
const char* datatype_of(Question::Kind kind) {
  switch (kind) {
    case Question::Kind::one:
      return "singlevaluelist";
    case Question::Kind::several:
      return "multivaluelist";
    case Question::Kind::number:
      return "number";
    case Question::Kind::text:
      break;
  }
  return "string";
}

Json to_json(const std::string& category, const Question& question) {
  Json json = named("code", question.code, question.words);
  json.set("label_ar", question.label.in(Language::ar)).set("label_fr", question.label.in(Language::fr));
  json.set("category", category).set("datatype", datatype_of(question.kind));
  json.set("required", question.required);
  if (question.values.empty()) return json;
  Json values = Json::array();
  for (const Question::Value& value : question.values) values.add(named("key", value.key, value.words));
  return json.set("values", std::move(values));
}

// An item a line: people edit the file.
std::string list(const char* name, const std::vector<Json>& items) {
  std::string out = base::cat("\"", name, "\": [");
  for (std::size_t i = 0; i < items.size(); ++i) out += base::cat(i == 0 ? "\n" : ",\n", items[i].text());
  return out + "]";
}

}  // namespace

std::string desk_names(const content::Contents& contents) {
  std::vector<Json> categories, districts, questions;
  for (const content::Category& category : contents.categories) {
    categories.push_back(named("slug", category.slug, category.name));
    for (const Question& question : category.questions) questions.push_back(to_json(category.slug, question));
  }
  for (const content::District& district : contents.districts)
    districts.push_back(named("slug", district.slug, district.name));
  return base::cat("{\n", list("categories", categories), ",\n", list("districts", districts), ",\n",
                   list("questions", questions), "\n}\n");
}

}  // namespace kiosk::main
