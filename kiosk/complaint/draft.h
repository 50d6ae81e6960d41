#pragma once
// What a citizen fills in, step by step, and the rules of each step. A Draft may be half done; a Complaint
// has passed every rule and is the only thing that can be filed: complete() alone makes one.
//
// Everything typed is UTF-8 in strings that wipe themselves. The codes are those of the screens
// (DESIGN 15.1): the screen finds the citizen's sentence by code. Categories and districts are slugs of the
// content pack; what they are called is not known here. Pure functions, any thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret_string.h"

namespace kiosk::complaint {

constexpr std::size_t kTextMinLetters = 10;
constexpr std::size_t kTextMaxCodePoints = 1000;
constexpr std::size_t kOpen311TextMaxCodePoints = 4000;  // GeoReport v2, "description"
constexpr std::size_t kFieldMaxCodePoints = 120;         // name, neighbourhood, landmark
constexpr std::size_t kSlugMaxSize = 40;
constexpr std::size_t kPhoneDigits = 10;
constexpr std::size_t kAnswersMax = 8;  // to questions of a category

enum class DraftError {
  no_category,       // E-CAT
  no_district,       // E-ARR
  text_too_short,    // E-TXT-MIN
  text_too_long,     // E-TXT-MAX
  phone_incomplete,  // E-TEL-LEN
  phone_prefix,      // E-TEL-PRE
  no_consent,        // E-CON
  no_answer,         // E-QST: to a question that has to be answered
  bad_number,        // E-NUM: not a number, or more than the question allows
  field_too_long,    // E-FLD-MAX: one of the short fields
  not_text,          // E-TXT-BAD: not UTF-8, or a slug that is none
};
std::string_view name_of(DraftError);

enum class Kind { complaint, observation, suggestion };
std::string_view slug_of(Kind);
std::optional<Kind> parse_kind(std::string_view slug);

enum class Contact { call, sms, none };
std::string_view slug_of(Contact);
std::optional<Contact> parse_contact(std::string_view slug);

// To a question that the content asks of one category. Which there are, and what their codes and keys mean,
// is not known here.
struct QuestionAnswer {
  std::string code;          // slug
  base::SecretString value;  // the key of a choice, several apart by commas, a number, a line of text
};

struct Draft {
  Kind kind = Kind::complaint;
  std::string category;                 // slug
  std::vector<QuestionAnswer> answers;  // those that were given, each once
  std::string district;                 // slug
  base::SecretString neighbourhood;
  base::SecretString landmark;
  base::SecretString text;
  base::SecretString name;
  base::SecretString phone;
  Contact contact = Contact::none;
  bool consent = false;
  base::Language language = base::Language::ar;
};

// The answer to a question; empty where none was given.
std::string_view answer_to(const Draft& draft, std::string_view code);
// An empty one takes it away.
void set_answer(Draft& draft, std::string_view code, std::string_view value);

// The rule for what is written in the citizen's own words, of a complaint and of a message to one.
base::Result<void> check_words(std::string_view text, std::size_t most_code_points = kTextMaxCodePoints);

// One step each, in the order of the form. A draft's answers belong to the first.
base::Result<void> check_category(const Draft& draft);
base::Result<void> check_answers(const Draft& draft);
base::Result<void> check_place(const Draft& draft);
base::Result<void> check_text(const Draft& draft);
base::Result<void> check_contact(const Draft& draft);
base::Result<void> check_consent(const Draft& draft);

// Where a draft comes from: the screen asks for everything; a paper form typed in by staff may leave out
// category, district and telephone, and bears its signature instead of a tick; what another program sends by
// Open311 is like paper, and may be longer.
enum class Origin { screen, paper, open311 };

class Complaint {
 public:
  [[nodiscard]] const Draft& draft() const { return draft_; }

 private:
  friend base::Result<Complaint> complete(const Draft& draft, Origin origin);
  explicit Complaint(Draft draft) : draft_(std::move(draft)) {}
  Draft draft_;
};

// Checks every step and tidies: the short fields as typed_text.h says, the telephone as ten digits; the
// description stays to the byte. Without a way to answer ("none") no number is kept.
base::Result<Complaint> complete(const Draft& draft, Origin origin);

}  // namespace kiosk::complaint
