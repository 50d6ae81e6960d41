#include "kiosk/complaint/letter.h"

#include "kiosk/base/bytes.h"
#include "kiosk/base/json.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kMessage = "message";

// A JSON string of `text` (valid UTF-8), written into memory that wipes itself; base::Json would leave
// copies.
void append_quoted(base::SecretString& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.append("\"");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out.append("\\");
    if (byte < 0x20) {
      out.append("\\u00");
      out.append(kHex.substr(byte >> 4, 1));
      out.append(kHex.substr(byte & 15, 1));
    } else {
      out.append({&c, 1});
    }
  }
  out.append("\"");
}

class LetterWriter {
 public:
  LetterWriter& member(std::string_view name, std::string_view value) {
    out_.append(out_.empty() ? "{\"" : ",\"");
    out_.append(name);
    out_.append("\":");
    append_quoted(out_, value);
    return *this;
  }
  LetterWriter& answers(const std::vector<QuestionAnswer>& answers) {
    if (answers.empty()) return *this;
    for (const QuestionAnswer& answer : answers) {
      out_.append(&answer == &answers.front() ? ",\"answers\":[{\"code\":" : ",{\"code\":");
      append_quoted(out_, answer.code);
      out_.append(",\"value\":");
      append_quoted(out_, answer.value.view());
      out_.append("}");
    }
    out_.append("]");
    return *this;
  }
  base::SecretString finish(std::string_view tail) {
    out_.append(tail);
    return std::move(out_);
  }

 private:
  base::SecretString out_;
};

Error unknown(std::string_view what) {
  return {base::JsonError::wrong_type, base::cat("a letter with an unknown ", what)};
}

template <typename Value>
Result<Value> known(std::optional<Value> value, std::string_view what) {
  if (!value) return unknown(what);
  return *value;
}

// Those that are none are passed over: of a later kiosk, or a stranger's.
std::vector<QuestionAnswer> answers_of(const Json& letter) {
  std::vector<QuestionAnswer> answers;
  const Json* list = letter.find("answers");
  if (list == nullptr || list->items() == nullptr) return answers;
  for (const Json& item : *list->items()) {
    if (item.members() == nullptr || answers.size() == kAnswersMax) continue;
    QuestionAnswer answer{item.string_or("code", ""), std::string_view(item.string_or("value", ""))};
    if (!answer.code.empty() && !answer.value.empty()) answers.push_back(std::move(answer));
  }
  return answers;
}

Result<Letter> letter_of(const Json& letter) {
  Draft draft;
  draft.kind = TRY(known(parse_kind(TRY(letter.need_string("kind"))), "kind"));
  draft.category = letter.string_or("category", "");
  draft.district = letter.string_or("district", "");
  draft.neighbourhood = letter.string_or("neighbourhood", "");
  draft.landmark = letter.string_or("landmark", "");
  draft.text = TRY(letter.need_string("text"));
  draft.name = letter.string_or("name", "");
  draft.phone = letter.string_or("phone", "");
  draft.contact = TRY(known(parse_contact(letter.string_or("contact", "none")), "way to answer"));
  draft.answers = answers_of(letter);
  draft.language = TRY(known(base::parse_language(letter.string_or("language", "ar")), "language"));
  const Json* consent = letter.find("consent");
  draft.consent = consent != nullptr && consent->boolean().value_or(false);
  return Letter{TRY(ReceiptCode::parse(TRY(letter.need_string("receipt")))), std::move(draft)};
}

Result<Message> message_of(const Json& letter) {
  const base::Bytes tag = TRY(base::from_hex(TRY(letter.need_string("tag"))));
  Message message;
  if (tag.size() != message.tag.size()) return unknown("tag");
  message.tag = base::first_bytes<std::tuple_size_v<TicketTag>>(tag);
  message.text = TRY(letter.need_string("text"));
  message.language = TRY(known(base::parse_language(letter.string_or("language", "ar")), "language"));
  const Json* reopen = letter.find("reopen");
  if (reopen != nullptr && reopen->boolean().value_or(false)) message.wish = Wish::reopen;
  return message;
}

Result<Json> parse(std::string_view json) {
  if (json.size() > kLetterMaxSize) return Error(base::JsonError::malformed, "a letter over its limit");
  return Json::parse(json);
}

}  // namespace

base::SecretString write_letter(const Complaint& complaint, const ReceiptCode& receipt) {
  const Draft& draft = complaint.draft();
  return LetterWriter()
      .member("receipt", receipt.digits())
      .member("kind", slug_of(draft.kind))
      .member("category", draft.category)
      .member("district", draft.district)
      .member("neighbourhood", draft.neighbourhood.view())
      .member("landmark", draft.landmark.view())
      .member("text", draft.text.view())
      .member("name", draft.name.view())
      .member("phone", draft.phone.view())
      .member("contact", slug_of(draft.contact))
      .answers(draft.answers)
      .member("language", base::code_of(draft.language))
      .finish(draft.consent ? ",\"consent\":true}" : ",\"consent\":false}");
}

base::SecretString write_letter(const Message& message) {
  return LetterWriter()
      .member("kind", kMessage)
      .member("tag", base::to_hex(message.tag))
      .member("text", message.text.view())
      .member("language", base::code_of(message.language))
      .finish(message.wish == Wish::reopen ? ",\"reopen\":true}" : ",\"reopen\":false}");
}

Result<Mail> read_mail(std::string_view json) {
  const Json letter = TRY(parse(json));
  if (letter.string_or("kind", "") == kMessage) return Mail(TRY(message_of(letter)));
  return Mail(TRY(letter_of(letter)));
}

Result<Letter> read_letter(std::string_view json) { return letter_of(TRY(parse(json))); }

}  // namespace kiosk::complaint
