#pragma once
// The letter: what lies sealed in an envelope and only the complaints cell reads. One JSON object of UTF-8:
//
//   {"receipt":"482719360574","kind":"complaint","category":"lighting","district":"bettana","neighbourhood":"...",
//    "landmark":"...","text":"...","name":"...","phone":"0612345678","contact":"call","consent":true,
//    "language":"ar"}
//
// The receipt code travels in it because the desk seals its answers with what the code opens (ticket.h). The
// text is the citizen's to the byte. The writer builds the JSON in memory that wipes itself; the reader,
// which runs at the desk, accepts members it does not know, so that later kiosks can say more.

#include "kiosk/complaint/draft.h"
#include "kiosk/complaint/receipt_code.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::complaint {

constexpr std::size_t kLetterMaxSize = 64 * 1024;

struct Letter {
  ReceiptCode receipt;
  Draft draft;
};

base::SecretString write_letter(const Complaint& complaint, const ReceiptCode& receipt);
base::Result<Letter> read_letter(std::string_view json);

}  // namespace kiosk::complaint
