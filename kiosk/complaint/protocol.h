#pragma once
// What kiosk and desk say to each other over HTTP; one page for both sides, so that they cannot drift apart.
//
//   PUT  /v1/kiosks/{kiosk}/complaints/{uuid}  body: an envelope. 201 the first time, 200 again: an ack;
//                                              409: the same uuid with other bytes; else a refusal
//   GET  /v1/kiosks/{kiosk}/answers?after=N    signed by the kiosk; 200: a page of the status records above N
//   GET  /v1/kiosks/{kiosk}/answers/{tag}      signed by the kiosk; 200: what there is of one complaint, of
//                                              whichever kiosk: a citizen asks for it with its code
//                                              (ticket.h)
//   POST /v1/kiosks/{kiosk}/health             signed by the kiosk; 204
//
// A request names the cell's key that the kiosk knows, X-Kiosk-Cell-Key (hex of its id): what the cell signs
// in its answer, it signs with that one while it has it, else with its newest.
//
// Ack and page are JSON signed by the cell (signed_json.h). A status code proves nothing: gateways of
// networks answer 200 with a page of their own, so a complaint is delivered only by an ack whose signature,
// kiosk, uuid and hash are right.
//
//   ack      {"kiosk","uuid","envelope","case":"2026/17","received_at":ms,"signature"};
//            "envelope" is the hash of the whole envelope
//   page     {"kiosk","after","latest","as_of":ms,"records":[{"number","uuid","tag","box"}],"keys":[link...],
//            "open":[...],"signature"}; "latest" is the highest number there is: the kiosk asks on until it
//            has it. "keys" only where the cell has a newer one than the kiosk (cell_keys.h); "open" where
//            the desk tells what others have reported (open_counts.h). A kiosk passes over what it does not
//            know
//   asked    {"kiosk","tag","as_of":ms,"records":[{"kiosk","number","uuid","tag","box"}],"signature"}; the
//            outer kiosk is the one that asked, the inner one that of the complaint
//   refusal  {"error":reason code,"message":English sentence}
//   request  headers X-Kiosk-Date (ISO 8601) and X-Kiosk-Signature over method, target, date and hash of the
//            body, each ended by a line feed but the last. The date is not judged: kiosks with dead clocks
//            must still be able to report, and what a replayed request gets is sealed or already known. TLS
//            keeps requests from being seen at all.

#include <vector>

#include "kiosk/base/http.h"
#include "kiosk/complaint/envelope.h"
#include "kiosk/complaint/open_counts.h"
#include "kiosk/complaint/status_record.h"

namespace kiosk::complaint {

constexpr std::size_t kAckMaxSize = 4096;
constexpr std::size_t kRecordsPerPage = 100;
constexpr std::size_t kPageBoxesMaxSize = 512 * 1024;  // boxes of one page, unless a single one is larger
constexpr std::size_t kPageMaxSize = 1024 * 1024;
constexpr std::size_t kHealthMaxSize = 8 * 1024;

enum class ProtocolError { not_from_the_cell, for_another };
std::string_view name_of(ProtocolError);

std::string complaint_path(const KioskId& kiosk, const base::Uuid& uuid);
std::string answers_target(const KioskId& kiosk, std::uint64_t after);
std::string asked_path(const KioskId& kiosk, const TicketTag& tag);
std::string health_path(const KioskId& kiosk);

struct Ack {
  KioskId kiosk;
  base::Uuid uuid;
  crypto::Hash envelope;
  std::string case_number;
  base::Timestamp received_at;
};
std::string write_ack(const Ack& ack, const crypto::SigningKey& cell);
base::Result<Ack> read_ack(std::string_view body, const crypto::VerifyKey& cell);

struct SealedRecord {
  std::uint64_t number = 0;
  base::Uuid uuid;
  TicketTag tag{};
  base::Bytes box;
};
struct AnswerPage {
  KioskId kiosk;
  std::uint64_t after = 0;
  std::uint64_t latest = 0;
  base::Timestamp as_of{};
  std::vector<SealedRecord> records = {};  // ascending numbers above `after`
  std::vector<std::string> key_links = {};
  std::optional<std::vector<OpenCount>> open = {};
};
std::string write_page(const AnswerPage& page, const crypto::SigningKey& cell);
base::Result<AnswerPage> read_page(std::string_view body, const crypto::VerifyKey& cell);

struct AskedRecord {
  KioskId kiosk;
  SealedRecord sealed = {};
};
struct AskedPage {
  KioskId kiosk;
  TicketTag tag{};
  base::Timestamp as_of{};
  std::vector<AskedRecord> records = {};  // ascending numbers
};
std::string write_asked(const AskedPage& page, const crypto::SigningKey& cell);
base::Result<AskedPage> read_asked(std::string_view body, const crypto::VerifyKey& cell);

constexpr std::string_view kCellKeyHeader = "X-Kiosk-Cell-Key";
void name_cell_key(base::HttpRequest& request, const crypto::CellPublicKey& known);

// Signs a request whose target (path and query) and body are set.
void sign_request(base::HttpRequest& request, std::string_view target, base::Timestamp now,
                  const crypto::SigningKey& kiosk);
// At the desk: request.url is the target.
bool is_signed_by(const base::HttpRequest& request, const crypto::VerifyKey& kiosk);

enum class Refusal {
  malformed,        // 400
  unknown_kiosk,    // 401
  bad_signature,    // 401
  revoked_kiosk,    // 403
  not_found,        // 404
  conflict,         // 409: this uuid is taken by other bytes
  too_large,        // 413
  mismatch,         // 422: path and envelope name different complaints
  wrong_recipient,  // 422: sealed to a key this desk does not have
  cannot_open,      // 422: it does not open, or the letter in it is none
  too_often,        // 429: more questions for single complaints than citizens ask
  not_now,          // 503: nothing is wrong with the request; later
};
std::string_view name_of(Refusal);  // the reason code
int status_of(Refusal);
base::HttpResponse refusal_response(Refusal reason, std::string_view message);
// The reason code of a refusal's body, or empty if it is none.
std::string refusal_code(const base::HttpResponse& response);

}  // namespace kiosk::complaint
