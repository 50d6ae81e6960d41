#include "kiosk/desk/names.h"

#include <algorithm>
#include <array>

#include "kiosk/base/json.h"
#include "kiosk/desk/assets.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;

constexpr std::size_t kFileMaxSize = 256 * 1024;
constexpr auto kDatatypes =
    std::to_array<std::string_view>({"singlevaluelist", "multivaluelist", "number", "string"});

Result<Name> name_of(const Json& item, std::string_view slug, std::string_view prefix) {
  Name name;
  name.slug = slug;
  name.ar = TRY(item.need_string(base::cat(prefix, "ar")));
  name.fr = TRY(item.need_string(base::cat(prefix, "fr")));
  return name;
}

Result<std::vector<Name>> names_in(const Json& json, std::string_view list) {
  const Json* items = json.find(list);
  if (items == nullptr || items->items() == nullptr) {
    return base::Error(base::JsonError::missing, base::cat("names.json has no \"", list, "\""));
  }
  std::vector<Name> names;
  for (const Json& item : *items->items())
    names.push_back(TRY(name_of(item, TRY(item.need_string("slug")), "")));
  return names;
}

Result<Question> question_of(const Json& item) {
  const std::string code = TRY(item.need_string("code"));
  Question question;
  question.words = TRY(name_of(item, code, ""));
  question.label = TRY(name_of(item, code, "label_"));
  question.category = TRY(item.need_string("category"));
  question.datatype = TRY(item.need_string("datatype"));
  const bool known = std::find(kDatatypes.begin(), kDatatypes.end(), question.datatype) != kDatatypes.end();
  if (!known) return base::Error(base::JsonError::wrong_type, "names.json has an unknown datatype");
  const Json* required = item.find("required");
  question.required = required != nullptr && required->boolean().value_or(false);
  const Json* values = item.find("values");
  if (question.is_list() != (values != nullptr && values->items() != nullptr))
    return base::Error(base::JsonError::missing, "names.json has a question of a list without its values");
  if (!question.is_list()) return question;
  for (const Json& value : *values->items())
    question.values.push_back(TRY(name_of(value, TRY(value.need_string("key")), "")));
  return question;
}

Result<std::vector<Question>> questions_in(const Json& json) {
  std::vector<Question> questions;
  const Json* items = json.find("questions");
  if (items == nullptr) return questions;
  if (items->items() == nullptr) return base::Error(base::JsonError::wrong_type, "\"questions\" is no list");
  for (const Json& item : *items->items()) questions.push_back(TRY(question_of(item)));
  return questions;
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

Phrase phrase_of(std::string_view ar, std::string_view fr, std::string_view text_ar,
                 std::string_view text_fr) {
  return {{"", std::string(ar), std::string(fr)}, {"", std::string(text_ar), std::string(text_fr)}};
}

std::vector<Phrase> own_phrases() {
  return {
      phrase_of("زيارة مبرمجة", "Visite prévue",
                "برمجت المصلحة المختصة زيارة إلى المكان. سنخبركم بالنتيجة هنا. شكراً على تنبيهكم.",
                "Le service compétent a prévu une visite sur place. Le résultat sera indiqué ici. Merci de "
                "votre signalement."),
      phrase_of("تم الإصلاح", "Réparé", "عالجت المصلحة المختصة ما أشرتم إليه. شكراً على تنبيهكم.",
                "Le service compétent a traité ce que vous avez signalé. Merci."),
      phrase_of("خارج الاختصاص", "Hors compétence",
                "لا يدخل هذا الموضوع في اختصاص الجماعة. يمكنكم التوجه إلى الجهة المختصة.",
                "Ce sujet ne relève pas de la commune. Vous pouvez vous adresser à l'organisme compétent.")};
}

Result<std::vector<Phrase>> phrases_in(const Json& json) {
  const Json* items = json.find("phrases");
  if (items == nullptr || items->items() == nullptr) return own_phrases();
  std::vector<Phrase> phrases;
  for (const Json& item : *items->items()) {
    Phrase phrase;
    phrase.label = TRY(name_of(item, "", ""));
    phrase.text = TRY(name_of(item, "", "text_"));
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

}  // namespace

Result<Names> Names::read(const store::fs::path& file) {
  const base::Bytes bytes = TRY(store::read_file(file, kFileMaxSize));
  return parse(base::as_text(bytes));
}

Result<Names> Names::parse(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  Names names;
  names.categories = TRY(names_in(json, "categories"));
  names.districts = TRY(names_in(json, "districts"));
  names.questions = TRY(questions_in(json));
  names.phrases = TRY(phrases_in(json));
  return names;
}

std::string Names::default_file() { return std::string(asset_text("names.json")); }

std::string Names::category(std::string_view slug, base::Language language) const {
  return called(find(categories, slug), slug, language);
}
std::string Names::district(std::string_view slug, base::Language language) const {
  return called(find(districts, slug), slug, language);
}
const Name* Names::find_category(std::string_view slug) const { return find(categories, slug); }
const Name* Names::find_district(std::string_view slug) const { return find(districts, slug); }

std::string Names::question(std::string_view code, base::Language language) const {
  for (const Question& question : questions) {
    if (question.label.slug == code) return question.label.in(language);
  }
  const bool arabic = language == base::Language::ar;
  if (code == kCoordinatesCode) return arabic ? "الإحداثيات" : "Coordonnées";
  if (code == kMediaCode) return arabic ? "رابط صورة" : "Lien vers une image";
  return std::string(code);
}

std::string Names::answer(const complaint::QuestionAnswer& answer, base::Language language) const {
  const auto question = std::find_if(questions.begin(), questions.end(),
                                     [&](const Question& one) { return one.label.slug == answer.code; });
  if (question == questions.end() || !question->is_list()) return std::string(answer.value.view());
  std::string words;
  for (std::string_view rest = answer.value.view(); !rest.empty();) {
    const std::string_view key = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), key.size() + 1));
    words += base::cat(words.empty()                    ? ""
                       : language == base::Language::ar ? "، "
                                                        : ", ",
                       called(find(question->values, key), key, language));
  }
  return words;
}

}  // namespace kiosk::desk
