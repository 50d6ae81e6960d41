#include "kiosk/app/questions.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/bytes.h"

namespace kiosk::app {
namespace {

using base::Error;
using complaint::DraftError;
using content::Question;
using Kind = Question::Kind;

bool is_list(const Question& question) {
  return question.kind == Kind::one || question.kind == Kind::several;
}

std::vector<std::string_view> keys_in(std::string_view value) {
  std::vector<std::string_view> keys;
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    keys.push_back(value.substr(0, comma));
    value.remove_prefix(std::min(value.size(), comma + 1));
  }
  return keys;
}

bool is_among(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_number_up_to(std::string_view text, int most) {
  int number = -1;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size() && number >= 0 && number <= most;
}

}  // namespace

std::vector<const Question*> questions_of(const State& state) {
  std::vector<const Question*> all;
  const content::Category* category =
      state.kiosk.catalogue ? state.kiosk.catalogue->category(state.form.draft.category) : nullptr;
  if (category == nullptr) return all;
  for (const Question& question : category->questions) all.push_back(&question);
  return all;
}

std::vector<const Question*> questions_asked(const State& state) {
  std::vector<const Question*> asked = questions_of(state);
  if (!state.form.wants_questions)
    std::erase_if(asked, [](const Question* question) { return !question->required; });
  return asked;
}

const Question* question_shown(const State& state) {
  if (state.place().screen != Screen::question || !state.kiosk.catalogue) return nullptr;
  return state.kiosk.catalogue->question(state.place().slug);
}

bool is_chosen(const complaint::Draft& draft, const Question& question, std::string_view key) {
  return is_among(keys_in(complaint::answer_to(draft, question.code)), key);
}

void choose(complaint::Draft& draft, const Question& question, std::string_view key) {
  const bool is_known = std::any_of(question.values.begin(), question.values.end(),
                                    [key](const Question::Value& value) { return value.key == key; });
  if (!is_list(question) || !is_known) return;
  const bool several = question.kind == Kind::several, was_chosen = is_chosen(draft, question, key);
  base::SecretString value;  // in the order of the page, whatever the order of the touches
  for (const Question::Value& one : question.values) {
    const bool chosen =
        one.key == key ? !(several && was_chosen) : several && is_chosen(draft, question, one.key);
    if (!chosen) continue;
    if (!value.empty()) value.append(",");
    value.append(one.key);
  }
  complaint::set_answer(draft, question.code, value.view());
}

base::Result<void> check_answer(const complaint::Draft& draft, const Question& question) {
  const std::string_view value = complaint::answer_to(draft, question.code);
  if (value.empty()) {
    if (question.required) return Error(DraftError::no_answer, "a question that has to be answered");
    return base::done();
  }
  if (question.kind == Kind::number && !is_number_up_to(value, question.most))
    return Error(DraftError::bad_number, base::cat("an answer that is no number up to ", question.most));
  return complaint::check_answers(draft);
}

base::SecretString answer_words(const State& state, const Strings& strings, const Question& question) {
  const std::string_view value = complaint::answer_to(state.form.draft, question.code);
  base::SecretString words;
  if (value.empty()) return words;
  const base::Language language = state.language();
  words.append(question.label.in(language));
  words.append(strings.get(language, "before an answer", ": "));
  if (!is_list(question)) {
    words.append(question.kind == Kind::number ? left_to_right(value) : isolated(value));
    return words;
  }
  bool first = true;
  for (const Question::Value& one : question.values) {
    if (!is_chosen(state.form.draft, question, one.key)) continue;
    if (!first) words.append(strings.get(language, "list comma", ", "));
    words.append(one.words.in(language));
    first = false;
  }
  return words;
}

}  // namespace kiosk::app
