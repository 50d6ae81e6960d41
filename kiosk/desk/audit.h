#pragma once
// The log of what was done at the desk, by whom and when: signing in, every change of a case, of users and of
// settings, every export and every erasure. Rows are only added (triggers see to it), and each is bound to
// the one before:
//
//   mac(n) = keyed BLAKE2b-256(key, mac(n-1) | line(n))      mac(0) = 32 zero bytes
//   line   = the row as JSON: {"id","at","actor","action","subject","detail","digest"}
//
// The key is DATA/keys/audit.key, so whoever can write to the database alone can neither change a row nor
// forge one. Rows cut off at the end are missed only if one knows how far the log went: keep a head (the
// backup does, and the journal of the service has one a day) and give it to verify. `digest` is the hash of
// the locked text a row is about: the text can be erased and the log still holds. There is no personal data
// in it but the names of the desk's own users.
//
// Functions on the locked database, within a transaction of the caller's.

#include <functional>
#include <optional>

#include "kiosk/base/time.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {

// What was done, to what. Actions are named "case.answer", "user.add": the page has words for each
// (audit_words.h).
struct Deed {
  std::string_view actor;  // a user's name; "cli NAME", of the command line; empty: the desk itself
  std::string_view action;
  std::string subject = {};  // "2026/17", "K-01", a user's name
  std::string detail = {};
  crypto::Hash digest{};
};
constexpr std::string_view kCommandLine = "cli ";
constexpr std::string_view kCasePrefix = "case.";    // then the event of the history; the detail is
constexpr std::string_view kEntryPrefix = "entry ";  // "entry 17 answered": its id, and the state after it;
constexpr std::string_view kEntryAbout = ": ";       // "entry 18 in_progress: amina": to whom, into what
// After the name of a file that was exported; with it comes ": " and the purpose (export_page.h).
constexpr std::string_view kWithPersonal = " with personal data", kWithoutPersonal = " without personal data";
base::Result<void> record(const DeskUse& use, const Deed& deed, base::Timestamp now);

// Records it in a transaction of its own, unless the same was recorded less than `pause` ago.
base::Result<void> record_now_and_then(const DeskUse& use, const Deed& deed, base::Milliseconds pause,
                                       base::Timestamp now);

// The first row: up to which entry the history of cases is older than the log; its time is that entry's. Does
// nothing later.
constexpr std::string_view kLogBegun = "log.begun";
base::Result<void> begin_log(const DeskUse& use);

struct AuditRow {
  std::int64_t id = 0;
  base::Timestamp at;
  std::string actor, action, subject, detail;
  crypto::Hash digest, mac;
};
struct AuditFilter {
  std::string who_or_what;           // did it, or had it done to it: "amina", "2026/17", "K-01"
  std::vector<std::string> actions;  // one of these; none: all
  std::optional<base::Timestamp> from, to;
};
// The newest first, before `before` (0: from the newest).
base::Result<std::vector<AuditRow>> audit_page(const DeskUse& use, const AuditFilter& filter,
                                               std::int64_t before, std::int64_t count);

// The other way round, after `after`; and a row as a line of JSON, with its mac.
base::Result<std::vector<AuditRow>> audit_after(const DeskUse& use, std::int64_t after, std::int64_t count);
std::string audit_line(const AuditRow& row);

// "17:<hex of mac>": how far the log goes.
struct AuditHead {
  std::int64_t id = 0;
  crypto::Hash mac;
  [[nodiscard]] std::string text() const { return base::cat(id, ":", mac.text()); }
  static std::optional<AuditHead> parse(std::string_view text);
};
base::Result<AuditHead> audit_head(const DeskUse& use);

struct AuditCheck {
  AuditHead head;
  std::int64_t history = 0;         // entries of cases that were compared with it
  std::int64_t older = 0;           // entries from before there was a log
  std::int64_t other_key = 0;       // rows made with a key that is not here: not checked
  std::vector<std::string> faults;  // in words; the first kAuditFaultsListed
};
constexpr std::size_t kAuditFaultsListed = 20;
// Reads the whole log, and the history of all cases beside it. `known`: a head that was kept.
base::Result<AuditCheck> verify_audit(DeskDatabase& database, const std::optional<AuditHead>& known);

}  // namespace kiosk::desk
