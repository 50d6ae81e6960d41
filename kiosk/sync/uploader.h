#pragma once
// Decides what the kiosk sends to the desk or fetches from it, and when. It has no socket, no thread and no
// clock: whoever drives it (kiosk/main/network_thread.h, or a test) calls tick(), does the one request it is
// given, hands the outcome to finish(), and sleeps until next_wake().
//
//   complaints  oldest first, one at a time, at most one every kSendGap; a new one is tried at once
//   answers     every kAnswersEvery; soon after a delivery; when a citizen follows up; of another kiosk's
//               complaint when a citizen asks with its code
//   health      every kHealthEvery; when the queue has drained
//
// What an outcome means:
//   verified ack                        delivered
//   400 409 413 422 with a reason code  set aside as failed; the others go on
//   401 403 with a reason code          the channel pauses, alarm; tried again every kPauseLength, sooner
//                                       where the desk does not know this kiosk yet
//   5xx                                 this complaint waits (back_off.h, a count of its own that outlives
//                                       restarts), the others go on; after kServerErrorsInARow of them
//                                       everything waits
//   Retry-After                         everything waits at least so long
//   no answer, a redirect, a portal's   everything waits (back_off.h); nothing is delivered; an alarm after
//   page, an ack that does not verify   kFailuresBeforeAlarm in a row
// A complaint just filed gets tries of its own while its receipt is on the screen (kUrgentTries), a citizen
// who follows up gets one, whatever the channel waits for (but a pause); what these find does not make it
// wait longer. Only what the cell signed ends a wait early.
//
// A restart asks at once, and goes on waiting from there: the count of failures and a Retry-After are kept in
// the ledger, the latter until this boot of the machine ends (its clock is the boot's). Staff end any wait.
// Not thread-safe: one thread drives it.

#include <array>
#include <optional>
#include <vector>

#include "kiosk/base/http.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/complaint/outbox.h"
#include "kiosk/sync/back_off.h"

namespace kiosk::sync {

constexpr base::Milliseconds kSendGap{20};
constexpr base::Milliseconds kAnswersEvery = std::chrono::minutes(5);
constexpr base::Milliseconds kAnswersSoonest = std::chrono::seconds(10);  // between two asked for by citizens
constexpr base::Milliseconds kHealthEvery = std::chrono::minutes(5);
constexpr base::Milliseconds kHealthSoonest = std::chrono::seconds(10);
constexpr base::Milliseconds kPauseLength = std::chrono::minutes(15);
constexpr base::Milliseconds kPauseUntilEnrolled = std::chrono::minutes(1);  // somebody is at it
constexpr base::Milliseconds kPatience = std::chrono::seconds(20);
constexpr base::Milliseconds kAskPatience = std::chrono::seconds(8);  // a citizen stands there
constexpr base::Milliseconds kRetryAfterMax = std::chrono::hours(24);
constexpr int kServerErrorsInARow = 3;
constexpr int kFailuresBeforeAlarm = 3;
// After the one at once; a receipt stays for two minutes.
constexpr std::array<base::Milliseconds, 4> kUrgentTries = {
    std::chrono::seconds(5), std::chrono::seconds(15), std::chrono::seconds(30), std::chrono::seconds(60)};
constexpr std::size_t kHealthErrorsMax = 8;

enum class JobKind { complaint, answers, asked, health };

struct Job {
  JobKind kind = JobKind::health;
  base::HttpRequest request;
  base::Milliseconds patience = kPatience;
  base::Uuid uuid;             // of the complaint
  crypto::Hash envelope;       // its hash
  std::int64_t attempts = 0;   // to send it, this one included
  std::uint64_t after = 0;     // answers above this number
  complaint::TicketTag tag{};  // of the complaint asked for
};

enum class EventKind {
  delivered,        // uuid, case_number, at
  answers_updated,  // there are new records in the answer store
  asked,            // for one complaint; reason: why the cell could not be asked, or empty
  new_cell_key,     // the cell has another key: cell_key
  set_aside,        // uuid, reason: staff have to look
  alarm,            // reason: the desk refuses this kiosk, or the kiosk's disk fails
  alarm_over,
};

struct Event {
  EventKind kind = EventKind::answers_updated;
  base::Uuid uuid;
  std::string reason;
  std::string case_number;
  base::Timestamp at;
  std::optional<crypto::CellPublicKey> cell_key = {};
};

// Whether the cell can be heard; only what it signed counts as heard.
struct Channel {
  bool configured = false;  // a desk is named
  std::optional<base::BootTime> heard_at;
  std::optional<base::BootTime> failing_since;
  std::string reason;  // of the last failure; a reason code
  bool operator==(const Channel&) const = default;
};

// What the kiosk adds to its heartbeat; no personal data.
struct HealthReport {
  std::string program_version;
  std::string content_version;
  base::BootTime started{};
  std::vector<std::string> errors;  // reason codes, newest first
};

class Uploader {
 public:
  // All but `random` and `boot` must outlive the uploader. `boot` names this boot of the machine; empty:
  // nobody knows which it is.
  Uploader(complaint::Outbox& outbox, complaint::AnswerStore& answers, const complaint::Identity& identity,
           Random random, std::string boot = "");

  // What to do now, if anything; then finish() must be called before the next tick().
  base::Result<std::optional<Job>> tick(base::BootTime now, base::Timestamp wall);
  std::vector<Event> finish(const Job& job, const base::Result<base::HttpResponse>& outcome,
                            base::BootTime now);
  // When tick() may have something to do; never, if no desk is configured.
  base::BootTime next_wake(base::BootTime now);

  void complaint_filed(const base::Uuid& uuid);
  void follow_up_asked() { follow_up_ = true; }
  // What the cell knows of one complaint: ends in an event `asked`, whatever becomes of it.
  void ask_for(const complaint::TicketTag& tag) { asked_ = tag; }
  void set_health(HealthReport report) { health_ = std::move(report); }
  void resume(base::BootTime now);  // staff: end any wait and pause, and ask the cell now
  [[nodiscard]] bool is_paused() const { return alarmed_; }
  [[nodiscard]] const Channel& channel() const { return channel_; }

 private:
  using Outcome = base::Result<base::HttpResponse>;
  base::Result<std::optional<Job>> complaint_job(base::BootTime now);
  base::Result<Job> answers_job(base::BootTime now, base::Timestamp wall);
  Job asked_job(base::Timestamp wall);
  base::Result<Job> health_job(base::BootTime now, base::Timestamp wall);
  base::Result<void> finish_complaint(const Job& job, const Outcome& outcome, base::BootTime now);
  base::Result<void> finish_answers(const Job& job, const Outcome& outcome, base::BootTime now);
  void finish_asked(const Job& job, const Outcome& outcome, base::BootTime now);
  void keep_wait();
  base::Result<void> refused(const Job& job, const base::HttpResponse& response, base::BootTime now);
  void channel_failed(std::string_view reason, std::int64_t failures, base::BootTime now);
  void channel_works(base::BootTime now);
  void pause(std::string_view reason, base::BootTime now);
  void not_heard(std::string_view reason, base::BootTime now);
  bool obey_retry_after(const base::HttpResponse& response, base::BootTime now);
  [[nodiscard]] std::string url_of(std::string_view target) const;

  complaint::Outbox& outbox_;
  complaint::AnswerStore& answers_;
  const complaint::Identity& identity_;
  Random random_;
  HealthReport health_;
  std::vector<Event> events_;
  Channel channel_;

  std::optional<base::Uuid> urgent_;  // on somebody's screen
  base::BootTime urgent_at_{};
  std::size_t urgent_tries_ = 0;
  base::BootTime quiet_until_{};  // nothing but an urgent complaint before this
  base::BootTime next_send_{};
  base::BootTime next_answers_{};
  base::BootTime last_answers_{-kAnswersSoonest};
  base::BootTime next_health_{};
  base::BootTime last_health_{-kHealthSoonest};
  std::optional<complaint::TicketTag> asked_;
  std::string boot_;
  std::int64_t kept_failures_ = 0;  // as they are in the ledger
  base::BootTime told_until_{};     // by Retry-After
  base::BootTime kept_told_until_{};
  bool follow_up_ = false;       // a citizen asks
  std::size_t eager_polls_ = 0;  // still to come after a delivery or a follow-up
  std::int64_t failures_ = 0;    // of the channel, in a row
  int server_errors_ = 0;        // in a row
  bool alarmed_ = false;         // paused
  bool troubled_ = false;        // an alarm for failures in a row is out
};

}  // namespace kiosk::sync
