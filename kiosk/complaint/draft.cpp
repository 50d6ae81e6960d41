#include "kiosk/complaint/draft.h"

#include <algorithm>
#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Result;

constexpr std::array kKinds = {Kind::complaint, Kind::observation, Kind::suggestion};
constexpr std::array kContacts = {Contact::call, Contact::sms, Contact::none};

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= kSlugMaxSize && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<void> check_slug(std::string_view slug, DraftError missing, std::string_view what) {
  if (slug.empty()) return Error(missing, base::cat("the draft has no ", what));
  if (!is_slug(slug)) return Error(DraftError::not_text, base::cat("the ", what, " is not a slug"));
  return base::done();
}

Result<void> check_short(const base::SecretString& field, std::string_view what) {
  if (!base::is_valid_utf8(field.view())) {
    return Error(DraftError::not_text, base::cat("the ", what, " is not UTF-8"));
  }
  if (base::count_code_points(field.view()) > kFieldMaxCodePoints) {
    return Error(DraftError::field_too_long,
                 base::cat("the ", what, " is over ", kFieldMaxCodePoints, " characters"));
  }
  return base::done();
}

Result<base::SecretString> checked_phone(std::string_view typed) {
  const Error incomplete(DraftError::phone_incomplete, "a telephone number has ten digits");
  std::optional<base::SecretString> number = national_number(typed);
  if (!number || number->size() > kPhoneDigits) return incomplete;
  const std::string_view digits = number->view();
  const bool good_start = digits.starts_with("05") || digits.starts_with("06") || digits.starts_with("07");
  if (digits.size() >= 2 && !good_start) {
    return Error(DraftError::phone_prefix, "a telephone number starts with 05, 06 or 07");
  }
  if (digits.size() != kPhoneDigits) return incomplete;
  return *std::move(number);
}

}  // namespace

std::string_view name_of(DraftError code) {
  switch (code) {
    case DraftError::no_category:
      return "E-CAT";
    case DraftError::no_district:
      return "E-ARR";
    case DraftError::text_too_short:
      return "E-TXT-MIN";
    case DraftError::text_too_long:
      return "E-TXT-MAX";
    case DraftError::phone_incomplete:
      return "E-TEL-LEN";
    case DraftError::phone_prefix:
      return "E-TEL-PRE";
    case DraftError::no_consent:
      return "E-CON";
    case DraftError::no_answer:
      return "E-QST";
    case DraftError::bad_number:
      return "E-NUM";
    case DraftError::field_too_long:
      return "E-FLD-MAX";
    case DraftError::not_text:
      return "E-TXT-BAD";
  }
  return "E-TXT-BAD";
}

std::string_view slug_of(Kind kind) {
  switch (kind) {
    case Kind::complaint:
      return "complaint";
    case Kind::observation:
      return "observation";
    case Kind::suggestion:
      return "suggestion";
  }
  return "complaint";
}

std::optional<Kind> parse_kind(std::string_view slug) {
  for (const Kind kind : kKinds) {
    if (slug_of(kind) == slug) return kind;
  }
  return std::nullopt;
}

std::string_view slug_of(Contact contact) {
  switch (contact) {
    case Contact::call:
      return "call";
    case Contact::sms:
      return "sms";
    case Contact::none:
      return "none";
  }
  return "none";
}

std::optional<Contact> parse_contact(std::string_view slug) {
  for (const Contact contact : kContacts) {
    if (slug_of(contact) == slug) return contact;
  }
  return std::nullopt;
}

Result<void> check_category(const Draft& draft) {
  return check_slug(draft.category, DraftError::no_category, "category");
}

std::string_view answer_to(const Draft& draft, std::string_view code) {
  for (const QuestionAnswer& answer : draft.answers) {
    if (answer.code == code) return answer.value.view();
  }
  return {};
}

void set_answer(Draft& draft, std::string_view code, std::string_view value) {
  const auto found = std::find_if(draft.answers.begin(), draft.answers.end(),
                                  [code](const QuestionAnswer& answer) { return answer.code == code; });
  if (found == draft.answers.end()) {
    if (!value.empty()) draft.answers.push_back({std::string(code), value});
  } else if (value.empty()) {
    draft.answers.erase(found);
  } else {
    found->value = value;
  }
}

Result<void> check_answers(const Draft& draft) {
  if (draft.answers.size() > kAnswersMax)
    return Error(DraftError::not_text, base::cat("more than ", kAnswersMax, " answers"));
  for (std::size_t i = 0; i < draft.answers.size(); ++i) {
    const QuestionAnswer& answer = draft.answers[i];
    if (!is_slug(answer.code)) return Error(DraftError::not_text, "an answer whose code is not a slug");
    if (answer_to(draft, answer.code).data() != answer.value.view().data() || answer.value.empty())
      return Error(DraftError::not_text, "an answer that is empty or there twice");
    TRY(check_short(answer.value, "answer"));
  }
  return base::done();
}

Result<void> check_place(const Draft& draft) {
  TRY(check_slug(draft.district, DraftError::no_district, "district"));
  TRY(check_short(draft.neighbourhood, "neighbourhood"));
  return check_short(draft.landmark, "landmark");
}

Result<void> check_words(std::string_view typed, std::size_t most_code_points) {
  if (!base::is_valid_utf8(typed)) return Error(DraftError::not_text, "the text is not UTF-8");
  const base::SecretString text = without_bidi_tricks(typed);
  if (base::count_code_points(text.view()) > most_code_points) {
    return Error(DraftError::text_too_long, base::cat("the text is over ", most_code_points, " characters"));
  }
  if (count_letters(text.view()) < kTextMinLetters) {
    return Error(DraftError::text_too_short,
                 base::cat("the text has fewer than ", kTextMinLetters, " letters"));
  }
  return base::done();
}

Result<void> check_text(const Draft& draft) { return check_words(draft.text.view()); }

Result<void> check_contact(const Draft& draft) {
  TRY(check_short(draft.name, "name"));
  if (draft.contact == Contact::none) return base::done();
  TRY(checked_phone(draft.phone.view()));
  return base::done();
}

Result<void> check_consent(const Draft& draft) {
  if (!draft.consent) return Error(DraftError::no_consent, "the citizen has not agreed");
  return base::done();
}

Result<Complaint> complete(const Draft& draft, Origin origin) {
  const bool paper = origin != Origin::screen;
  if (!paper || !draft.category.empty()) TRY(check_category(draft));
  if (!paper || !draft.district.empty()) TRY(check_place(draft));
  TRY(check_answers(draft));
  TRY(check_short(draft.neighbourhood, "neighbourhood"));
  TRY(check_short(draft.landmark, "landmark"));
  TRY(check_words(draft.text.view(),
                  origin == Origin::open311 ? kOpen311TextMaxCodePoints : kTextMaxCodePoints));
  TRY(check_contact(draft));
  if (!paper) TRY(check_consent(draft));
  Draft tidy = draft;
  // The description stays to the byte and is shown as a paragraph of its own; these stand inside sentences.
  for (base::SecretString Draft::*field : {&Draft::neighbourhood, &Draft::landmark, &Draft::name}) {
    tidy.*field = without_bidi_tricks((draft.*field).view());
  }
  for (QuestionAnswer& answer : tidy.answers) answer.value = without_bidi_tricks(answer.value.view());
  std::erase_if(tidy.answers, [](const QuestionAnswer& answer) { return answer.value.empty(); });
  tidy.phone = draft.contact == Contact::none ? base::SecretString() : TRY(checked_phone(draft.phone.view()));
  return Complaint(std::move(tidy));
}

}  // namespace kiosk::complaint
