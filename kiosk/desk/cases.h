#pragma once
// Cases: what the desk keeps of complaints, and how they are found. A case is one row, its sealed envelope,
// and a history (history.h); what changes it is in case_changes.h.
//
// Functions on the locked database; times are arguments; texts are opened only when asked for.

#include <optional>
#include <vector>

#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/vault.h"

namespace kiosk::desk {

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
  base::Uuid uuid = {};
  crypto::Hash envelope = {};
  complaint::Kind kind = complaint::Kind::complaint;
  std::string category = {};  // as the cell has it now
  std::string district = {};
  base::Timestamp deposited_at = {};  // on the kiosk, if its clock can be believed, else received_at
  base::Timestamp received_at = {};
  base::Timestamp deadline_at = {};
  base::Timestamp updated_at = {};
  std::optional<base::Timestamp> answered_at = {};
  complaint::CaseState state = complaint::CaseState::received;
  bool opened = false;                                 // somebody has read it
  std::string assignee = {};                           // user name; empty: nobody
  std::optional<std::int64_t> merged_into = {};        // id of the case that speaks for it
  std::optional<base::Timestamp> acknowledge_at = {};  // by when, if the cell has that step
  std::optional<base::Timestamp> acknowledged_at = {};
  std::optional<base::Timestamp> escalated_at = {};
  std::optional<base::Timestamp> closed_at = {};
  std::optional<base::Timestamp> erased_at =
      {};  // of what was written only the number, the subject and dates stay

  [[nodiscard]] bool is_open() const {
    return state != complaint::CaseState::answered && state != complaint::CaseState::closed;
  }
};

// By deadline: open cases first, then the others. Newest: the last received first.
enum class CaseOrder { deadline, newest };
enum class Merged { hidden, shown };

// What lists ask for; what is empty does not limit.
struct CaseFilter {
  std::optional<complaint::CaseState> state;
  bool is_new = false;  // received and no more, besides what `state` asks for
  std::optional<bool> is_open;
  std::optional<base::Timestamp> late_at;     // open and past the deadline at this time
  std::optional<base::Timestamp> due_before;  // open and due by then
  std::optional<base::Timestamp> received_from;
  std::optional<base::Timestamp> received_to;
  std::optional<base::Timestamp> deposited_from;
  std::optional<base::Timestamp> deposited_to;
  std::optional<base::Timestamp> updated_from;
  std::optional<base::Timestamp> updated_to;
  std::optional<complaint::Kind> kind;
  std::vector<std::string> categories;  // any of
  std::string district;
  std::string kiosk;
  std::string assignee;
  bool is_unassigned = false;
  bool is_escalated = false;
  std::vector<CaseNumber> numbers;               // any of
  std::optional<std::vector<std::int64_t>> ids;  // any of; none of them: nothing
  std::optional<std::int64_t> merged_into;
  Merged merged = Merged::hidden;  // cases that another one speaks for
  CaseOrder order = CaseOrder::deadline;
};

base::Result<std::vector<Case>> list_cases(const DeskUse& use, const CaseFilter& filter, std::int64_t offset,
                                           std::int64_t count);
base::Result<std::int64_t> count_cases(const DeskUse& use, const CaseFilter& filter);
base::Result<std::optional<Case>> find_case(const DeskUse& use, const CaseNumber& number);
base::Result<std::optional<Case>> find_case(const DeskUse& use, std::int64_t id);
base::Result<std::optional<Case>> find_case(const DeskUse& use, const complaint::KioskId& kiosk,
                                            const base::Uuid& uuid);
// In the order they came, after `id`; for going through all of them page by page.
base::Result<std::vector<Case>> cases_after(const DeskUse& use, std::int64_t id, std::int64_t count);
// The other way round; before 0: from the newest.
base::Result<std::vector<Case>> cases_before(const DeskUse& use, std::int64_t id, std::int64_t count);

// DeskError::erased for a case that was.
base::Result<base::Bytes> envelope_of(const DeskUse& use, std::int64_t case_id);
base::Result<complaint::Letter> open_letter(const Vault& vault, base::Bytes envelope,
                                            const crypto::VerifyKey& kiosk);

}  // namespace kiosk::desk
