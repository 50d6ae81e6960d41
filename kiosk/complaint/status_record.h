#pragma once
// A status record: one step of a case (received, taken up, answered...) as the desk publishes it and a kiosk
// keeps it. In clear it has only a number, the complaint's uuid and the ticket's tag; what it says is sealed
// with the ticket's key, so only who holds the receipt's code can read it, and a kiosk learns nothing.
//
//   box  XChaCha20-Poly1305 of the padded record (padding.h, 1 KiB buckets) under the ticket's key, bound to
//        "sale-kiosk status v1" | kiosk_size u8 | kiosk | uuid 16 | tag 16 | number u64: a record cannot be
//        shown under another complaint, nor an old one as the newest
//   record  {"case":"2026/17","kind":...,"category":...,"district":...,"state":...,"at":ms,"deposited":ms,
//            "received":ms,"deadline":ms,"note":{"ar":...,"fr":...},"answer":{"ar":...,"fr":...},
//            "message":true}; the last only where a message of the citizen's is the step
//
// Times are Unix milliseconds. A language in which nothing was written is an empty string.

#include <array>

#include "kiosk/base/secret_string.h"
#include "kiosk/base/time.h"
#include "kiosk/base/uuid.h"
#include "kiosk/complaint/draft.h"
#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/complaint/ticket.h"

namespace kiosk::complaint {

constexpr std::size_t kRecordBucket = 1024;
constexpr std::size_t kRecordMaxSize = 32 * 1024;  // a sealed box
constexpr std::size_t kAnswerMaxCodePoints = 600;  // of one language
constexpr std::size_t kNoteMaxCodePoints = 200;

// How long after it was answered or closed a case can be opened again.
constexpr std::chrono::days kReopenDays{30};

enum class RecordError { malformed };
std::string_view name_of(RecordError);

enum class CaseState { received, in_progress, waiting_service, answered, closed };
inline constexpr std::array kCaseStates = {CaseState::received, CaseState::in_progress,
                                           CaseState::waiting_service, CaseState::answered,
                                           CaseState::closed};
std::string_view slug_of(CaseState);
std::optional<CaseState> parse_case_state(std::string_view slug);

// What the cell wrote to the citizen, in one language or both.
struct Words {
  base::SecretString ar;
  base::SecretString fr;
  [[nodiscard]] bool empty() const { return ar.empty() && fr.empty(); }
};

struct StatusRecord {
  std::string case_number;
  Kind kind = Kind::complaint;
  std::string category;
  std::string district;
  CaseState state = CaseState::received;
  base::Timestamp at;
  base::Timestamp deposited;
  base::Timestamp received;
  base::Timestamp deadline;
  Words note;
  Words answer;
  bool is_message = false;
};

// Where a record belongs; its box is bound to this.
struct RecordPlace {
  KioskId kiosk;
  base::Uuid uuid;
  std::uint64_t number = 0;
};

base::Bytes seal_record(const StatusRecord& record, const RecordPlace& place, const Ticket& ticket);
base::Result<StatusRecord> open_record(base::ByteView box, const RecordPlace& place, const Ticket& ticket);

}  // namespace kiosk::complaint
