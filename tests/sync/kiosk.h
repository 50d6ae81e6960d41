#pragma once
// A kiosk whose network is a function of the test, and what a desk may say to it.

#include "kiosk/base/json.h"
#include "kiosk/crypto/random.h"
#include "kiosk/sync/uploader.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

namespace kiosk::tests {

inline base::HttpResponse refusal(complaint::Refusal reason) {
  return complaint::refusal_response(reason, "no");
}

inline base::HttpResponse plain(int status, std::string_view body) {
  return {status, {}, base::to_bytes(body)};
}

inline base::HttpResponse empty_page(const OpenOutbox& open, const KioskWorld& world, const sync::Job& job) {
  return plain(200,
               complaint::write_page({open.identity.id, job.after, job.after, kNoon, {}}, world.cell.sign));
}

struct Kiosk {
  KioskWorld world;
  OpenOutbox open{world};
  sync::Uploader uploader{*open.outbox, open.answers, open.identity,
                          [](std::uint32_t bound) { return bound - 1; }};  // always the longest wait
  base::BootTime now{std::chrono::hours(1)};

  Kiosk() { settle(); }

  std::optional<sync::Job> tick() { return uploader.tick(now, kNoon).value(); }

  // Takes the two jobs of a start (health, answers) out of the way.
  void settle() {
    while (const std::optional<sync::Job> job = tick()) uploader.finish(*job, good_answer(*job), now);
  }

  complaint::Receipt file() { return file_one(*open.outbox).value(); }

  base::Result<base::HttpResponse> good_answer(const sync::Job& job) const {
    if (job.kind == sync::JobKind::health) return base::HttpResponse{204, {}, {}};
    if (job.kind == sync::JobKind::answers) {
      return empty_page(open, world, job);
    }
    return ack(job, job.uuid);
  }

  base::HttpResponse ack(const sync::Job& job, const base::Uuid& uuid) const {
    const complaint::Ack ack{open.identity.id, uuid, crypto::hash_of(job.request.body), "2026/1", kNoon};
    return {201, {}, base::to_bytes(complaint::write_ack(ack, world.cell.sign))};
  }

  std::vector<sync::Event> answer_complaint(const base::Result<base::HttpResponse>& outcome) {
    std::optional<sync::Job> job = next_job();
    REQUIRE(job.has_value());
    REQUIRE(job->kind == sync::JobKind::complaint);
    return uploader.finish(*job, outcome, now);
  }

  // Sleeps until there is a complaint to send, answering everything else well.
  std::optional<sync::Job> next_job() {
    for (int round = 0; round < 50; ++round) {
      now = std::max(now, uploader.next_wake(now));
      std::optional<sync::Job> job = tick();
      if (job && job->kind == sync::JobKind::complaint) return job;
      if (job) uploader.finish(*job, good_answer(*job), now);
    }
    return std::nullopt;
  }

  complaint::OutboxItem item(const base::Uuid& uuid) {
    const std::vector<complaint::OutboxItem> items = open.outbox->list().value();
    for (const complaint::OutboxItem& item : items) {
      if (item.uuid == uuid) return item;
    }
    FAIL("no such item");
    return {};
  }
};

}  // namespace kiosk::tests
