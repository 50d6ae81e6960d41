#pragma once
// The letter: what lies sealed in an envelope and only the complaints cell reads. One JSON object of UTF-8:
//
//   {"receipt":"482719360574","kind":"complaint","category":"lighting","district":"bettana","neighbourhood":"...",
//    "landmark":"...","text":"...","name":"...","phone":"0612345678","contact":"call",
//    "answers":[{"code":"lighting-extent","value":"one-lamp"}],"language":"ar","consent":true}
//
// or, from a citizen who follows a complaint up, a message to it:
//
//   {"kind":"message","tag":"<hex of the ticket's tag>","text":"...","reopen":true,"language":"ar"}
//
// "answers" are to the questions of the category (draft.h); kiosks that asked none leave the member out.
// The receipt code travels in a complaint because the desk seals its answers with what the code opens
// (ticket.h). The text is the citizen's to the byte. The writer builds the JSON in memory that wipes itself;
// the reader, which runs at the desk, accepts members it does not know, so that later kiosks can say more. A
// message names its complaint by what only the code opens (ticket.h), on whichever kiosk it was written.

#include <variant>

#include "kiosk/complaint/draft.h"
#include "kiosk/complaint/receipt_code.h"
#include "kiosk/complaint/ticket.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::complaint {

constexpr std::size_t kLetterMaxSize = 64 * 1024;

struct Letter {
  ReceiptCode receipt;
  Draft draft;
};

enum class Wish { read, reopen };  // what a message asks for: to be read, or the case to be opened again too

// A word more to a complaint.
struct Message {
  TicketTag tag{};
  base::SecretString text;
  Wish wish = Wish::read;
  base::Language language = base::Language::ar;
};

using Mail = std::variant<Letter, Message>;

base::SecretString write_letter(const Complaint& complaint, const ReceiptCode& receipt);
base::SecretString write_letter(const Message& message);
base::Result<Mail> read_mail(std::string_view json);
base::Result<Letter> read_letter(std::string_view json);  // of a complaint

}  // namespace kiosk::complaint
