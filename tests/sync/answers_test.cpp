// When a kiosk asks the desk for answers, and what it keeps of them.

#include "tests/sync/kiosk.h"

using namespace kiosk;
using namespace kiosk::sync;
using base::BootTime;
using base::Milliseconds;
using tests::Kiosk;
using tests::plain;

TEST_CASE("answers are asked for soon after a delivery, a few times, then at leisure") {
  Kiosk kiosk;
  kiosk.file();
  const Job job = *kiosk.next_job();
  kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
  std::vector<Milliseconds> waits;
  BootTime last = kiosk.now;
  while (waits.size() < 5) {
    kiosk.now = kiosk.uploader.next_wake(kiosk.now);
    const std::optional<Job> next = kiosk.tick();
    if (!next) continue;
    if (next->kind == JobKind::answers) {
      waits.push_back(kiosk.now - last);
      last = kiosk.now;
    }
    kiosk.uploader.finish(*next, kiosk.good_answer(*next), kiosk.now);
  }
  CHECK(waits[0] == std::chrono::seconds(2));
  CHECK(waits[1] == std::chrono::seconds(5));
  CHECK(waits[4] == kAnswersEvery);
}

TEST_CASE("a citizen who follows up has the answers fetched soon, yet not more often than the limit") {
  Kiosk kiosk;
  kiosk.now += std::chrono::minutes(1);
  kiosk.uploader.follow_up_asked();
  CHECK(kiosk.tick()->kind == JobKind::answers);
  kiosk.uploader.follow_up_asked();
  CHECK_FALSE(kiosk.tick().has_value());
  CHECK(kiosk.uploader.next_wake(kiosk.now) - kiosk.now == kAnswersSoonest);
}

TEST_CASE("while a citizen reads a status the kiosk asks again, so that an answer given meanwhile appears") {
  Kiosk kiosk;
  kiosk.now += std::chrono::minutes(1);
  kiosk.uploader.follow_up_asked();
  const BootTime begun = kiosk.now;
  int asked = 0;
  while (kiosk.now - begun < std::chrono::minutes(2)) {
    if (const std::optional<Job> job = kiosk.tick()) {
      if (job->kind == JobKind::answers) ++asked;
      kiosk.uploader.finish(*job, kiosk.good_answer(*job), kiosk.now);
    }
    kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
  }
  CHECK(asked >= 4);
  CHECK(asked <= 12);
}

TEST_CASE("a page of answers is kept, told of, and asked on until the last record is here") {
  Kiosk kiosk;
  kiosk.now += kAnswersEvery;
  Job job = *kiosk.tick();
  if (job.kind == JobKind::health) {
    kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
    job = *kiosk.tick();
  }
  complaint::AnswerPage page{kiosk.open.identity.id, 0, 2, tests::kNoon, {}};
  page.records.push_back({1, crypto::random_uuid(), {}, {1}});
  const auto body = [&] { return plain(200, complaint::write_page(page, kiosk.world.cell.sign)); };
  const std::vector<Event> events = kiosk.uploader.finish(job, body(), kiosk.now);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == EventKind::answers_updated);
  job = *kiosk.tick();
  CHECK(job.kind == JobKind::answers);
  CHECK(job.after == 1);
  CHECK(kiosk.uploader.finish(job, body(), kiosk.now).empty());  // the page of before, played again
  CHECK(kiosk.open.answers.cursor().value() == 1);
}
