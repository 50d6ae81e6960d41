#include <algorithm>
#include <array>

#include "kiosk/content/limits.h"
#include "kiosk/content/lists.h"

namespace kiosk::content {
namespace {

using Kind = Question::Kind;

// What the form asks anyhow, and other programs send under these names.
constexpr auto kTaken = std::to_array<std::string_view>({"district"});

bool is_list(Kind kind) { return kind == Kind::one || kind == Kind::several; }

void say_twice(const Fields& fields, std::string_view field, std::string_view name, Report& report) {
  report.error(
      fields.place(field), "duplicate",
      say("«{name}» is there twice; every «{field}» is given once", {{"name", name}, {"field", field}}));
}

std::vector<Question::Value> read_values(Fields& fields, Reading& reading) {
  std::vector<Question::Value> values;
  for (const Node& node : fields.tables("values", kMaxValues, Need::required)) {
    Fields part(node, reading.report);
    Question::Value value{part.slug("key", Need::required), part.words("words", Need::required, kMaxValue)};
    part.finish();
    for (const Question::Value& other : values) {
      if (other.key == value.key && !value.key.empty()) say_twice(part, "key", value.key, reading.report);
    }
    values.push_back(std::move(value));
  }
  if (values.size() == 1)
    reading.report.error(fields.place("values"), "one-choice", say("one choice is none: write at least two"));
  return values;
}

// What belongs to one kind of question is refused beside the others. Where the kind itself is wrong nobody
// knows what belongs to it.
void read_kind(Fields& fields, Question& question, Reading& reading) {
  const std::optional<Kind> kind = parse_name<Kind>(fields.one_of("kind", Need::required, names_of(Kind{})));
  question.kind = kind.value_or(Kind::one);
  if (!kind ? fields.has("values") : is_list(*kind)) question.values = read_values(fields, reading);
  if (kind && !is_list(*kind))
    fields.refuse_given("values", "values", say("only «one» and «several» have «values»: take them out"));
  if (!kind || *kind == Kind::number) {
    const Need need = kind ? Need::required : Need::optional;
    question.most = static_cast<int>(fields.integer("most", need, 1, kMaxQuestionNumber).value_or(1));
  } else {
    fields.refuse_given("most", "most", say("only a «number» has a «most»: take it out"));
  }
}

// The slug of its category, and the question.
struct Asked {
  std::string category;
  Question question;
};

Asked read_question(const Node& node, Names categories, std::vector<std::string>& codes, Reading& reading) {
  Fields fields(node, reading.report);
  Asked asked;
  asked.category = reading.unread.contains("categories")
                       ? fields.slug("category", Need::required)
                       : fields.one_of("category", Need::required, categories);
  Question& question = asked.question;
  question.code = fields.slug("code", Need::required);
  const bool taken = is_among(kTaken, question.code);
  if (taken || std::find(codes.begin(), codes.end(), question.code) != codes.end())
    say_twice(fields, "code", question.code, reading.report);
  if (!question.code.empty()) codes.push_back(question.code);
  question.required = fields.flag("required");
  question.label = fields.words("label", Need::required, kMaxQuestionLabel);
  question.words = fields.words("words", Need::required, kMaxTitle);
  read_kind(fields, question, reading);
  fields.finish();
  return asked;
}

}  // namespace

void read_questions(const Node& root, Reading& reading, Contents& contents) {
  Fields fields(root, reading.report);
  std::vector<std::string_view> categories;
  for (const Category& category : contents.categories) categories.push_back(category.slug);
  std::vector<std::string> codes;
  const std::size_t most = kMaxQuestions * std::max<std::size_t>(categories.size(), 1);
  for (const Node& node : fields.tables("questions", most)) {
    Asked asked = read_question(node, categories, codes, reading);
    const auto category = std::find_if(contents.categories.begin(), contents.categories.end(),
                                       [&asked](const Category& one) { return one.slug == asked.category; });
    if (category == contents.categories.end()) continue;
    if (category->questions.size() == kMaxQuestions) {
      reading.report.error(
          node.place, "too-many",
          say("a category has at most {most} questions: take the others out", {{"most", kMaxQuestions}}));
    }
    category->questions.push_back(std::move(asked.question));
  }
  fields.finish();
}

}  // namespace kiosk::content
