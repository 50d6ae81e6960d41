#pragma once
// Cases: what became of the complaints. A case is one row, its sealed envelope, and a history to which only
// is added. Whatever changes the state also tells the citizen: a public entry of the history is sealed with
// the citizen's ticket and published, at once if the ticket is known, else by the ticket worker.
//
// Functions on the locked database; times are arguments; texts are opened only when asked for.

#include <optional>
#include <vector>

#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/vault.h"

namespace kiosk::desk {

// Decree 2-17-265: an answer within sixty days, counted from the deposit (sale-facts 6.1).
constexpr std::chrono::days kAnswerDays{60};
using complaint::kReopenDays;
constexpr std::size_t kReasonMaxCodePoints = 200;

// "2026/17" on paper and screen, "2026-17" in addresses.
struct CaseNumber {
  int year = 0;
  std::int64_t serial = 0;
  [[nodiscard]] std::string text() const { return base::cat(year, "/", serial); }
  [[nodiscard]] std::string slug() const { return base::cat(year, "-", serial); }
  static std::optional<CaseNumber> parse(std::string_view text);  // either form
  bool operator==(const CaseNumber&) const = default;
};

struct Case {
  std::int64_t id = 0;
  CaseNumber number;
  complaint::KioskId kiosk;
  base::Uuid uuid;
  crypto::Hash envelope;
  complaint::Kind kind = complaint::Kind::complaint;
  std::string category;
  std::string district;
  base::Timestamp deposited_at;  // on the kiosk, if its clock can be believed, else received_at
  base::Timestamp received_at;
  base::Timestamp deadline_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> answered_at;
  complaint::CaseState state = complaint::CaseState::received;
  bool opened = false;  // somebody has read it

  [[nodiscard]] bool is_open() const {
    return state != complaint::CaseState::answered && state != complaint::CaseState::closed;
  }
};

enum class CaseEvent { received, opened, state, answer, phone_shown, message };
std::string_view slug_of(CaseEvent);

struct HistoryEntry {
  std::int64_t id = 0;
  base::Timestamp at;
  std::string actor;  // user name; empty: the desk itself
  CaseEvent event = CaseEvent::received;
  complaint::CaseState state = complaint::CaseState::received;  // after it
  complaint::Words note;                                        // for the citizen
  complaint::Words answer;                                      // for the citizen
  std::string reason;                                           // of the desk alone
  base::SecretString message;                                   // of the citizen
  bool is_lost = false;  // its texts were locked with a key that is gone
};

// By deadline: open cases first, then the others. Newest: the last received first.
enum class CaseOrder { deadline, newest };

// What lists ask for; what is empty does not limit.
struct CaseFilter {
  std::optional<complaint::CaseState> state;
  bool is_new = false;  // received and no more, besides what `state` asks for
  std::optional<bool> is_open;
  std::optional<base::Timestamp> late_at;     // open and past the deadline at this time
  std::optional<base::Timestamp> due_before;  // open and due by then
  std::optional<base::Timestamp> received_from;
  std::optional<base::Timestamp> received_to;
  std::vector<std::string> categories;  // any of
  std::string district;
  std::string kiosk;
  std::vector<CaseNumber> numbers;  // any of
  CaseOrder order = CaseOrder::deadline;
};

base::Result<std::vector<Case>> list_cases(const DeskUse& use, const CaseFilter& filter, std::int64_t offset,
                                           std::int64_t count);
base::Result<std::int64_t> count_cases(const DeskUse& use, const CaseFilter& filter);
base::Result<std::optional<Case>> find_case(const DeskUse& use, const CaseNumber& number);
base::Result<std::optional<Case>> find_case(const DeskUse& use, const complaint::KioskId& kiosk,
                                            const base::Uuid& uuid);
// In the order they came, after `id`; for going through all of them page by page.
base::Result<std::vector<Case>> cases_after(const DeskUse& use, std::int64_t id, std::int64_t count);

base::Result<base::Bytes> envelope_of(const DeskUse& use, std::int64_t case_id);
base::Result<complaint::Letter> open_letter(const Vault& vault, base::Bytes envelope,
                                            const crypto::VerifyKey& kiosk);
base::Result<std::vector<HistoryEntry>> history_of(const DeskUse& use, const Vault& vault,
                                                   std::int64_t case_id);

// Stores a complaint as a new case and returns it; the caller has seen that it is none yet. Within a
// transaction.
base::Result<Case> add_case(const DeskUse& use, const Vault& vault, const complaint::Envelope& envelope,
                            const complaint::Letter& letter, base::Timestamp now);

struct Change {
  CaseEvent event = CaseEvent::state;
  complaint::CaseState state = complaint::CaseState::in_progress;
  std::string actor;
  complaint::Words note;
  complaint::Words answer;
  std::string reason;
  base::SecretString message = {};
};
// Against which rule a change is; the page has a sentence for each (case_words.h).
enum class ChangeError {
  answer_empty,
  answer_too_long,
  note_too_long,
  reason_missing,
  reason_too_long,
  new_again,      // nothing that was read is new
  reopened_late,  // closed for more than kReopenDays
  unanswered,     // "answered" is what an answer makes of a case
};
std::string_view name_of(ChangeError);

// Within a transaction of the caller's: what the citizen adds to the case. It is new again for the clerks; a
// wish to open it again counts for kReopenDays after it was closed, and gives it a new deadline.
base::Result<void> add_message(const DeskUse& use, const Vault& vault, const Case& target,
                               const complaint::Message& message, base::Timestamp now);

// Changes the case as it is now, which may be later than `target`. The same state again without a note is no
// change: the citizen is told nothing twice.
base::Result<void> change_case(const DeskUse& use, const Vault& vault, const Case& target,
                               const Change& change, base::Timestamp now);

}  // namespace kiosk::desk
