#include "kiosk/sync/uploader.h"

#include <algorithm>
#include <array>

#include "kiosk/base/json.h"
#include "kiosk/base/log.h"
#include "kiosk/complaint/cell_keys.h"
#include "kiosk/sync/retry_after.h"

namespace kiosk::sync {
namespace {

using base::BootTime;
using base::HttpResponse;
using base::Json;
using base::Milliseconds;
using base::Result;

// After a delivery the desk needs a second or two to seal the first record; then it may be busy with others.
constexpr std::array<Milliseconds, 4> kEagerPolls = {std::chrono::seconds(2), std::chrono::seconds(5),
                                                     std::chrono::seconds(15), std::chrono::seconds(60)};

constexpr std::string_view kMalformedHttp = "malformed-http";  // said by the desk's listener

const std::string kBadSignature{complaint::name_of(complaint::Refusal::bad_signature)};

std::string http_reason(const HttpResponse& response) {
  if (response.status >= 300 && response.status < 400) return "redirected";
  if (response.status >= 200 && response.status < 300) return "not-from-the-cell";
  return base::cat("http-", response.status);
}

bool sets_aside(int status) { return status == 400 || status == 409 || status == 413 || status == 422; }
bool pauses(int status) { return status == 401 || status == 403; }
bool is_ok(int status) { return status == 200 || status == 201; }

}  // namespace

Uploader::Uploader(complaint::Outbox& outbox, complaint::AnswerStore& answers,
                   const complaint::Identity& identity, Random random, std::string boot)
    : outbox_(outbox),
      answers_(answers),
      identity_(identity),
      random_(std::move(random)),
      boot_(std::move(boot)) {
  channel_.configured = !identity_.desk_url.empty();
  const Result<complaint::ChannelWait> kept = outbox_.channel_wait();
  if (!kept || kept->desk != identity_.desk_url) return;
  failures_ = kept_failures_ = kept->failures;
  const bool same_boot = !boot_.empty() && kept->boot == boot_;
  if (same_boot) quiet_until_ = told_until_ = kept_told_until_ = kept->told_until;
}

std::string Uploader::url_of(std::string_view target) const { return base::cat(identity_.desk_url, target); }

Result<std::optional<Job>> Uploader::tick(BootTime now, base::Timestamp wall) {
  if (identity_.desk_url.empty()) return std::optional<Job>();
  if (urgent_ && now >= urgent_at_ && !alarmed_) {
    std::optional<Job> job = TRY(complaint_job(now));
    if (job) return job;
  }
  if (asked_) return std::optional(asked_job(wall));
  if (follow_up_ && !alarmed_ && now >= last_answers_ + kAnswersSoonest)
    return std::optional(TRY(answers_job(now, wall)));
  if (now < quiet_until_) return std::optional<Job>();
  if (now >= next_health_) {
    last_health_ = now;
    next_health_ = now + kHealthEvery;
    return std::optional(TRY(health_job(now, wall)));
  }
  if (now >= next_answers_) return std::optional(TRY(answers_job(now, wall)));
  if (now < next_send_) return std::optional<Job>();
  return complaint_job(now);
}

Result<std::optional<Job>> Uploader::complaint_job(BootTime now) {
  std::optional<complaint::Outgoing> outgoing;
  if (urgent_ && now >= urgent_at_) {
    outgoing = TRY(outbox_.take(*urgent_));
    // Delivered meanwhile, or tried often enough: then it waits like the others.
    if (!outgoing || urgent_tries_ == kUrgentTries.size()) {
      urgent_.reset();
    } else {
      urgent_at_ = now + kUrgentTries[urgent_tries_++];
    }
  }
  if (!outgoing && now >= quiet_until_) outgoing = TRY(outbox_.take_due(now));
  if (!outgoing) return std::optional<Job>();
  next_send_ = now + kSendGap;
  Job job{JobKind::complaint, {}, kPatience, outgoing->uuid, crypto::hash_of(outgoing->envelope),
          outgoing->attempts, 0,  {}};
  job.request = {"PUT",
                 url_of(complaint::complaint_path(identity_.id, outgoing->uuid)),
                 {{"Content-Type", "application/octet-stream"}},
                 std::move(outgoing->envelope),
                 ""};
  complaint::name_cell_key(job.request, identity_.recipients.cell());
  return std::optional(std::move(job));
}

Result<Job> Uploader::answers_job(BootTime now, base::Timestamp wall) {
  if (follow_up_) eager_polls_ = kEagerPolls.size();  // the citizen reads on: what changes meanwhile shows
  follow_up_ = false;
  last_answers_ = now;
  next_answers_ = now + kAnswersEvery;
  const std::uint64_t cursor = TRY(answers_.cursor());
  Job job{JobKind::answers, {}, kPatience, {}, {}, 0, cursor, {}};
  const std::string target = complaint::answers_target(identity_.id, job.after);
  job.request = {"GET", url_of(target), {}, {}, ""};
  complaint::sign_request(job.request, target, wall, identity_.key);
  complaint::name_cell_key(job.request, identity_.recipients.cell());
  return job;
}

Job Uploader::asked_job(base::Timestamp wall) {
  Job job{JobKind::asked, {}, kAskPatience, {}, {}, 0, 0, *std::exchange(asked_, std::nullopt)};
  const std::string target = complaint::asked_path(identity_.id, job.tag);
  job.request = {"GET", url_of(target), {}, {}, ""};
  complaint::sign_request(job.request, target, wall, identity_.key);
  complaint::name_cell_key(job.request, identity_.recipients.cell());
  return job;
}

Result<Job> Uploader::health_job(BootTime now, base::Timestamp wall) {
  const complaint::OutboxStats stats = TRY(outbox_.stats());
  const complaint::OutboxFill fill = TRY(outbox_.fill());
  Json errors = Json::array();
  for (std::size_t at = 0; at < std::min(health_.errors.size(), kHealthErrorsMax); ++at)
    errors.add(health_.errors[at]);
  const std::string body =
      Json::object()
          .set("at", base::to_unix_ms(wall))
          .set("program", health_.program_version)
          .set("content", health_.content_version)
          .set("uptime_s", std::chrono::duration_cast<std::chrono::seconds>(now - health_.started).count())
          .set("queued", stats.queued)
          .set("delivered", stats.delivered)
          .set("failed", stats.failed)
          .set("fill_percent", fill.percent())
          .set("errors", std::move(errors))
          .text();
  Job job;
  const std::string target = complaint::health_path(identity_.id);
  job.request = {"POST", url_of(target), {{"Content-Type", "application/json"}}, base::to_bytes(body), ""};
  complaint::sign_request(job.request, target, wall, identity_.key);
  return job;
}

std::vector<Event> Uploader::finish(const Job& job, const Outcome& outcome, BootTime now) {
  Result<void> kept;
  if (job.kind == JobKind::complaint) {
    kept = finish_complaint(job, outcome, now);
  } else if (job.kind == JobKind::answers) {
    kept = finish_answers(job, outcome, now);
  } else if (job.kind == JobKind::asked) {
    finish_asked(job, outcome, now);
  } else if (!outcome) {
    channel_failed(outcome.error().name(), failures_ + 1, now);
  } else if (outcome->status >= 300) {
    kept = refused(job, *outcome, now);
  }
  if (!kept) {
    KIOSK_LOG(error, "sync.disk", {"reason", kept.error().sentence()});
    events_.push_back({EventKind::alarm, {}, std::string(kept.error().name()), "", {}});
    channel_failed(kept.error().name(), failures_ + 1, now);
  }
  keep_wait();
  return std::exchange(events_, {});
}

Result<void> Uploader::finish_complaint(const Job& job, const Outcome& outcome, BootTime now) {
  if (outcome && !is_ok(outcome->status)) return refused(job, *outcome, now);
  std::string reason;
  if (outcome) {
    const Result<complaint::Ack> ack =
        complaint::read_ack(base::as_text(outcome->body), identity_.recipients.cell().sign);
    const bool ours =
        ack && ack->kiosk == identity_.id && ack->uuid == job.uuid && ack->envelope == job.envelope;
    if (ours) {
      TRY(outbox_.mark_delivered(*ack));
      channel_works(now);
      eager_polls_ = kEagerPolls.size() - 1;
      next_answers_ = std::min(next_answers_, now + kEagerPolls[0]);
      // The desk shows how many wait here: it hears of it when none does.
      const bool drained = !TRY(outbox_.next_due());
      if (drained) next_health_ = std::min(next_health_, std::max(now, last_health_ + kHealthSoonest));
      events_.push_back({EventKind::delivered, job.uuid, "", ack->case_number, ack->received_at});
      return base::done();
    }
    reason = ack ? name_of(complaint::ProtocolError::for_another) : ack.error().name();
  } else {
    reason = outcome.error().name();
  }
  // Nobody heard this complaint, which says nothing against it: it stays due, the channel waits.
  channel_failed(reason, std::max(failures_ + 1, job.attempts), now);
  return outbox_.mark_waiting(job.uuid, now, reason);
}

Result<void> Uploader::finish_answers(const Job& job, const Outcome& outcome, BootTime now) {
  if (!outcome) {
    channel_failed(outcome.error().name(), failures_ + 1, now);
    return base::done();
  }
  if (!is_ok(outcome->status)) return refused(job, *outcome, now);
  const Result<complaint::AnswerPage> page =
      complaint::read_page(base::as_text(outcome->body), identity_.recipients.cell().sign);
  if (!page || page->kiosk != identity_.id || page->after != job.after) {
    channel_failed("not-from-the-cell", failures_ + 1, now);
    return base::done();
  }
  const crypto::CellPublicKey known = identity_.recipients.cell();
  const crypto::CellPublicKey newest = complaint::newest_cell_key(known, page->key_links);
  if (newest != known) events_.push_back({EventKind::new_cell_key, {}, "", "", page->as_of, newest});
  const bool more = TRY(answers_.keep(*page));
  channel_works(now);
  if (more) {
    next_answers_ = now;
  } else if (eager_polls_ > 0) {
    next_answers_ = now + kEagerPolls[kEagerPolls.size() - eager_polls_--];
  }
  if (!page->records.empty()) events_.push_back({EventKind::answers_updated, {}, "", "", page->as_of});
  return base::done();
}

// A question of a citizen's says nothing of what the queue should do, unless the cell answers.
void Uploader::finish_asked(const Job& job, const Outcome& outcome, BootTime now) {
  const auto keep = [&]() -> Result<void> {
    const HttpResponse& response = TRY(outcome);
    if (!is_ok(response.status))
      return base::Error(complaint::ProtocolError::not_from_the_cell, http_reason(response));
    const complaint::AskedPage page =
        TRY(complaint::read_asked(base::as_text(response.body), identity_.recipients.cell().sign));
    if (page.kiosk != identity_.id || page.tag != job.tag)
      return base::Error(complaint::ProtocolError::for_another, "an answer to another question");
    TRY(answers_.keep_asked(page));
    channel_works(now);
    return base::done();
  };
  const Result<void> kept = keep();
  if (!kept) KIOSK_LOG(info, "sync.not-asked", {"reason", kept.error().sentence()});
  events_.push_back({EventKind::asked, {}, kept ? "" : std::string(kept.error().name()), "", {}});
}

// Anything but success. Only a body with one of our reason codes is the desk speaking; the rest is a gateway.
Result<void> Uploader::refused(const Job& job, const HttpResponse& response, BootTime now) {
  // A request that was no HTTP when it arrived was mangled on the way: nobody judged the complaint.
  std::string code = complaint::refusal_code(response);
  if (code == kMalformedHttp) code.clear();
  const std::string reason = code.empty() ? http_reason(response) : code;
  const bool told_when = obey_retry_after(response, now);
  const bool is_foreign =
      job.kind == JobKind::complaint && code == kBadSignature && !TRY(outbox_.bears_our_signature(job.uuid));
  if (is_foreign) {  // filed with a key that is not this kiosk's any more: it would hold up all the others
    events_.push_back({EventKind::set_aside, job.uuid, reason, "", {}});
    return outbox_.mark_failed(job.uuid, reason);
  }
  if (!code.empty() && pauses(response.status)) {
    pause(reason, now);
  } else if (!code.empty() && sets_aside(response.status) && job.kind == JobKind::complaint) {
    events_.push_back({EventKind::set_aside, job.uuid, reason, "", {}});
    return outbox_.mark_failed(job.uuid, reason);
  } else if (response.status >= 500) {
    ++server_errors_;
    if (server_errors_ >= kServerErrorsInARow && !told_when) channel_failed(reason, failures_ + 1, now);
    if (job.kind != JobKind::complaint) return base::done();
    return outbox_.mark_waiting(job.uuid, now + back_off(job.attempts, random_), reason);
  } else if (!told_when) {
    channel_failed(reason, std::max(failures_ + 1, job.attempts), now);
  }
  return job.kind == JobKind::complaint ? outbox_.mark_waiting(job.uuid, now, reason) : base::done();
}

void Uploader::complaint_filed(const base::Uuid& uuid) {
  urgent_ = uuid;
  urgent_at_ = {};
  urgent_tries_ = 0;
}

void Uploader::not_heard(std::string_view reason, BootTime now) {
  if (!channel_.failing_since) channel_.failing_since = now;
  channel_.reason = reason;
}

void Uploader::channel_failed(std::string_view reason, std::int64_t failures, BootTime now) {
  not_heard(reason, now);
  if (now < quiet_until_) return;  // a try out of turn: the wait stands as it is
  ++failures_;
  if (failures_ >= kFailuresBeforeAlarm && !std::exchange(troubled_, true))
    events_.push_back({EventKind::alarm, {}, std::string(reason), "", {}});
  quiet_until_ = std::max(quiet_until_, now + back_off(failures, random_));
  KIOSK_LOG(info, "sync.waiting", {"reason", reason}, {"ms", (quiet_until_ - now).count()});
}

void Uploader::channel_works(BootTime now) {
  channel_.heard_at = now;
  channel_.failing_since.reset();
  channel_.reason.clear();
  failures_ = 0;
  server_errors_ = 0;
  told_until_ = std::min(told_until_, now);
  quiet_until_ = std::min(quiet_until_, now);
  const bool was_troubled = std::exchange(troubled_, false);
  if (std::exchange(alarmed_, false) || was_troubled)
    events_.push_back({EventKind::alarm_over, {}, "", "", {}});
}

void Uploader::pause(std::string_view reason, BootTime now) {
  const bool enrolling = reason == complaint::name_of(complaint::Refusal::unknown_kiosk);
  quiet_until_ = now + (enrolling ? kPauseUntilEnrolled : kPauseLength);
  KIOSK_LOG(error, "sync.paused", {"reason", reason});
  not_heard(reason, now);
  if (!std::exchange(alarmed_, true)) events_.push_back({EventKind::alarm, {}, std::string(reason), "", {}});
}

bool Uploader::obey_retry_after(const HttpResponse& response, BootTime now) {
  const std::optional<Milliseconds> wait = retry_after(response.headers);
  if (!wait) return false;
  told_until_ = std::max(told_until_, now + std::min(*wait, kRetryAfterMax));
  quiet_until_ = std::max(quiet_until_, told_until_);
  return true;
}

// At most one commit a failure: a wait that grows is worth it, and what stays as it was is not written.
void Uploader::keep_wait() {
  if (failures_ == kept_failures_ && told_until_ == kept_told_until_) return;
  kept_failures_ = failures_;
  kept_told_until_ = told_until_;
  const Result<void> kept = outbox_.keep_channel_wait({identity_.desk_url, boot_, failures_, told_until_});
  if (!kept) KIOSK_LOG(warning, "sync.wait-not-kept", {"reason", kept.error().sentence()});
}

void Uploader::resume(BootTime now) {
  failures_ = 0;
  told_until_ = std::min(told_until_, now);
  server_errors_ = 0;
  quiet_until_ = now;
  next_answers_ = std::min(next_answers_, now);
  alarmed_ = false;
}

BootTime Uploader::next_wake(BootTime now) {
  if (identity_.desk_url.empty()) return BootTime::max();
  const Result<std::optional<BootTime>> due = outbox_.next_due();
  BootTime next = std::min(next_health_, next_answers_);
  if (due && *due) next = std::min(next, std::max(**due, next_send_));
  next = std::max(next, quiet_until_);
  if (asked_) next = now;
  if (urgent_ && !alarmed_) next = std::min(next, urgent_at_);
  if (follow_up_ && !alarmed_) next = std::min(next, last_answers_ + kAnswersSoonest);
  return std::max(next, now);
}

}  // namespace kiosk::sync
