#include "tests/sync/kiosk.h"

using namespace kiosk;
using namespace kiosk::sync;
using base::BootTime;
using base::HttpError;
using base::HttpResponse;
using base::Milliseconds;
using base::Result;
using complaint::Refusal;
using tests::empty_page;
using tests::Kiosk;
using tests::plain;
using tests::refusal;

TEST_CASE("a start reports health and asks for answers, then sleeps until something is due") {
  tests::KioskWorld world;
  tests::OpenOutbox open{world};
  Uploader uploader(*open.outbox, open.answers, open.identity, [](std::uint32_t) { return 0U; });
  const BootTime now(std::chrono::hours(1));
  uploader.set_health({"0.1.0", "7", now - std::chrono::minutes(3), {"disk-full"}});
  const Job health = *uploader.tick(now, tests::kNoon).value();
  CHECK(health.request.url == "http://127.0.0.1:8311/v1/kiosks/K-01/health");
  const base::Json body = base::Json::parse(base::as_text(health.request.body)).value();
  CHECK(body.string_or("content", "") == "7");
  CHECK(body.integer_or("uptime_s", 0) == 180);
  CHECK(body.integer_or("fill_percent", -1) == 0);
  uploader.finish(health, plain(204, ""), now);
  const Job answers = *uploader.tick(now, tests::kNoon).value();
  CHECK(answers.request.url == "http://127.0.0.1:8311/v1/kiosks/K-01/answers?after=0");
  base::HttpRequest at_desk = answers.request;
  at_desk.url = "/v1/kiosks/K-01/answers?after=0";
  CHECK(complaint::is_signed_by(at_desk, open.identity.key.public_half()));
  uploader.finish(answers, plain(500, ""), now);
  CHECK_FALSE(uploader.tick(now, tests::kNoon).value().has_value());
  CHECK(uploader.next_wake(now) > now);
}

TEST_CASE("a kiosk without a desk sends nothing and never wakes for it") {
  tests::KioskWorld world;
  tests::write_text(world.state() / "kiosk.json", R"({"kiosk":"K-01"})");
  tests::OpenOutbox open{world};
  Uploader uploader(*open.outbox, open.answers, open.identity, [](std::uint32_t) { return 0U; });
  tests::file_one(*open.outbox).value();
  CHECK_FALSE(uploader.tick(BootTime(), tests::kNoon).value().has_value());
  CHECK(uploader.next_wake(BootTime()) == BootTime::max());
}

TEST_CASE("a complaint just filed is sent at once and delivered by its ack") {
  Kiosk kiosk;
  const complaint::Receipt receipt = kiosk.file();
  kiosk.uploader.complaint_filed(receipt.uuid);
  CHECK(kiosk.uploader.next_wake(kiosk.now) == kiosk.now);
  const Job job = *kiosk.tick();
  CHECK(job.request.method == "PUT");
  CHECK(job.request.url == "http://127.0.0.1:8311/v1/kiosks/K-01/complaints/" + receipt.uuid.text());
  const std::vector<Event> events = kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == EventKind::delivered);
  CHECK(events[0].uuid == receipt.uuid);
  CHECK(events[0].case_number == "2026/1");
  CHECK(kiosk.item(receipt.uuid).state == complaint::OutboxState::delivered);
}

TEST_CASE("nothing but the right ack delivers: not a portal, a redirect, another's ack or a changed one") {
  Kiosk kiosk;
  const complaint::Receipt receipt = kiosk.file();
  const crypto::CellSecretKey other = crypto::CellSecretKey::make();
  const auto wrong_key = [&](const Job& job) {
    const complaint::Ack ack{kiosk.open.identity.id, job.uuid, crypto::hash_of(job.request.body), "1",
                             tests::kNoon};
    return plain(201, complaint::write_ack(ack, other.sign));
  };
  const auto wrong_hash = [&](const Job& job) {
    const complaint::Ack ack{kiosk.open.identity.id, job.uuid, {}, "1", tests::kNoon};
    return plain(201, complaint::write_ack(ack, kiosk.world.cell.sign));
  };
  const auto wrong_kiosk = [&](const Job& job) {
    const complaint::Ack ack{complaint::KioskId::parse("K-02").value(), job.uuid,
                             crypto::hash_of(job.request.body), "1", tests::kNoon};
    return plain(201, complaint::write_ack(ack, kiosk.world.cell.sign));
  };
  const std::vector<std::function<Result<HttpResponse>(const Job&)>> answers = {
      [](const Job&) { return plain(200, "<html><body>Please log in</body></html>"); },
      [](const Job&) { return plain(201, "{}"); },
      [](const Job&) { return plain(202, ""); },
      [](const Job&) {
        return HttpResponse{302, {{"Location", "http://portal.example/"}}, {}};
      },
      [](const Job&) { return plain(204, ""); },
      [](const Job&) { return plain(403, "<html>proxy</html>"); },
      [](const Job&) { return plain(400, "Bad Request"); },
      [&](const Job& job) { return kiosk.ack(job, crypto::random_uuid()); },
      wrong_key,
      wrong_hash,
      wrong_kiosk,
      [&](const Job& job) {
        HttpResponse cut = kiosk.ack(job, job.uuid);
        cut.body.pop_back();
        return cut;
      },
      [](const Job&) -> Result<HttpResponse> { return base::Error(HttpError::unreachable, "no route"); },
      [](const Job&) -> Result<HttpResponse> { return base::Error(HttpError::timed_out, "slow"); },
      [](const Job&) -> Result<HttpResponse> { return base::Error(HttpError::tls, "bad certificate"); },
  };
  for (const auto& answer : answers) {
    const Job job = *kiosk.next_job();
    const BootTime before = kiosk.now;
    for (const Event& event : kiosk.uploader.finish(job, answer(job), kiosk.now))
      CHECK(event.kind == EventKind::alarm);  // that it fails again and again; nothing is delivered
    CHECK(kiosk.item(receipt.uuid).state == complaint::OutboxState::queued);
    CHECK(kiosk.uploader.next_wake(before) > before);
    CHECK_FALSE(kiosk.item(receipt.uuid).reason.empty());
  }
  const Job job = *kiosk.next_job();
  bool delivered = false;
  for (const Event& event : kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now))
    delivered |= event.kind == EventKind::delivered;
  CHECK(delivered);
}

TEST_CASE("waits double up to an hour, keep their count over a restart, and are random below that") {
  const Random longest = [](std::uint32_t bound) { return bound - 1; };
  CHECK(back_off(1, longest) == std::chrono::seconds(30));
  CHECK(back_off(2, longest) == std::chrono::seconds(60));
  CHECK(back_off(7, longest) == std::chrono::seconds(1920));
  CHECK(back_off(8, longest) == std::chrono::hours(1));
  CHECK(back_off(1'000'000, longest) == std::chrono::hours(1));
  CHECK(back_off(0, longest) == std::chrono::seconds(30));
  CHECK(back_off(5, [](std::uint32_t) { return 0U; }) == Milliseconds(0));

  tests::KioskWorld world;
  for (int restart = 1; restart <= 4; ++restart) {
    tests::OpenOutbox open{world};
    if (restart == 1) tests::file_one(*open.outbox).value();
    Uploader uploader(*open.outbox, open.answers, open.identity, longest);
    // A start reports health and asks for answers before it sends.
    Job job = *uploader.tick(BootTime(), tests::kNoon).value();
    while (job.kind != JobKind::complaint) {
      uploader.finish(job, job.kind == JobKind::health ? plain(204, "") : empty_page(open, world, job),
                      BootTime());
      job = *uploader.tick(BootTime(), tests::kNoon).value();
    }
    uploader.finish(job, base::Error(HttpError::unreachable, "down"), BootTime());
    CHECK(uploader.next_wake(BootTime()) - BootTime() == back_off(restart, longest));
  }
}

TEST_CASE("five hundred kiosks that lost the desk together do not come back together") {
  std::vector<int> in_second(60);
  for (int kiosk = 0; kiosk < 500; ++kiosk) {
    const Milliseconds wait = back_off(2, [](std::uint32_t bound) { return crypto::random_below(bound); });
    ++in_second[std::min<std::size_t>(59, static_cast<std::size_t>(wait.count()) / 1000)];
  }
  CHECK(*std::max_element(in_second.begin(), in_second.end()) < 35);
}

TEST_CASE("a refused complaint is set aside with its reason and the next one goes") {
  for (const Refusal reason : {Refusal::malformed, Refusal::conflict, Refusal::too_large, Refusal::mismatch,
                               Refusal::wrong_recipient, Refusal::cannot_open}) {
    Kiosk kiosk;
    const complaint::Receipt poison = kiosk.file();
    const complaint::Receipt good = kiosk.file();
    const std::vector<Event> events = kiosk.answer_complaint(refusal(reason));
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == EventKind::set_aside);
    CHECK(events[0].reason == name_of(reason));
    CHECK(kiosk.item(poison.uuid).state == complaint::OutboxState::failed);
    CHECK(kiosk.item(poison.uuid).reason == name_of(reason));
    CHECK(kiosk.next_job()->uuid == good.uuid);
  }
}

TEST_CASE("a complaint the desk stumbles over waits while the others are delivered") {
  Kiosk kiosk;
  const complaint::Receipt poison = kiosk.file();
  kiosk.answer_complaint(plain(500, "oops"));
  for (int count = 0; count < 5; ++count) {
    const complaint::Receipt good = kiosk.file();
    const Job job = *kiosk.next_job();
    CHECK(job.uuid == good.uuid);
    kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
  }
  const Job again = *kiosk.next_job();
  CHECK(again.uuid == poison.uuid);
  CHECK(again.attempts == 2);
}

TEST_CASE("when everything the desk answers is an error, the kiosk stops asking for a while") {
  Kiosk kiosk;
  for (int count = 0; count < 5; ++count) kiosk.file();
  for (int count = 0; count < kServerErrorsInARow; ++count) kiosk.answer_complaint(plain(503, ""));
  CHECK(kiosk.uploader.next_wake(kiosk.now) - kiosk.now >= kRetryBase);
}

TEST_CASE("Retry-After is obeyed, and nonsense in it is not") {
  Kiosk kiosk;
  kiosk.file();
  kiosk.answer_complaint(HttpResponse{503, {{"Retry-After", "120"}}, {}});
  CHECK(kiosk.uploader.next_wake(kiosk.now) - kiosk.now == std::chrono::seconds(120));
  for (const char* nonsense : {"-5", "soon", "12 parsecs", "", "1e9"}) {
    Kiosk other;
    other.file();
    other.answer_complaint(HttpResponse{503, {{"Retry-After", nonsense}}, {}});
    CHECK(other.uploader.next_wake(other.now) - other.now < std::chrono::minutes(6));
  }
  Kiosk far;
  far.file();
  far.answer_complaint(HttpResponse{503, {{"Retry-After", "99999999999"}}, {}});
  CHECK(far.uploader.next_wake(far.now) - far.now == kRetryAfterMax);
}

TEST_CASE("a desk that refuses the kiosk pauses the channel, raises one alarm, and loses nothing") {
  for (const Refusal reason : {Refusal::unknown_kiosk, Refusal::bad_signature, Refusal::revoked_kiosk}) {
    Kiosk kiosk;
    const complaint::Receipt receipt = kiosk.file();
    const std::vector<Event> events = kiosk.answer_complaint(refusal(reason));
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == EventKind::alarm);
    CHECK(events[0].reason == name_of(reason));
    CHECK(kiosk.uploader.is_paused());
    CHECK(kiosk.uploader.next_wake(kiosk.now) - kiosk.now ==
          (reason == Refusal::unknown_kiosk ? kPauseUntilEnrolled : kPauseLength));
    const complaint::Receipt next = kiosk.file();
    kiosk.uploader.complaint_filed(next.uuid);
    CHECK(kiosk.uploader.next_wake(kiosk.now) > kiosk.now);
    kiosk.now += kPauseLength;
    const Job health = *kiosk.tick();
    CHECK(kiosk.uploader.finish(health, refusal(reason), kiosk.now).empty());
    kiosk.now += kPauseLength;
    std::vector<Event> over;
    while (over.empty()) {
      kiosk.now = std::max(kiosk.now, kiosk.uploader.next_wake(kiosk.now));
      const Job job = *kiosk.tick();
      over = kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
    }
    CHECK(over[0].kind == EventKind::alarm_over);
    CHECK(kiosk.item(receipt.uuid).state == complaint::OutboxState::queued);
    CHECK(kiosk.next_job()->uuid == next.uuid);
  }
}

TEST_CASE(
    "what was filed with another key than the kiosk's is set aside when it is refused, and holds up nobody") {
  const tests::KioskWorld world;
  const std::filesystem::path key = world.state() / "keys/kiosk.key";
  const base::Bytes right = store::read_file(key, 4096).value();
  tests::write_text(key, base::as_text(crypto::to_file(crypto::SigningKey::make()).view()));
  const base::Uuid poison = tests::file_one(*tests::OpenOutbox(world).outbox).value().uuid;
  tests::write_text(key, base::as_text(right));
  tests::OpenOutbox open(world);
  const base::Uuid good = tests::file_one(*open.outbox).value().uuid;
  Uploader uploader{*open.outbox, open.answers, open.identity, [](std::uint32_t bound) { return bound - 1; }};
  BootTime now{std::chrono::hours(1)};
  std::vector<base::Uuid> asked;
  while (asked.size() < 2) {
    now = std::max(now, uploader.next_wake(now));
    const Job job = *uploader.tick(now, tests::kNoon).value();
    if (job.kind != JobKind::complaint) {
      uploader.finish(job, base::Error{HttpError::timed_out, "slow"}, now);
      continue;
    }
    asked.push_back(job.uuid);
    const std::vector<Event> events = uploader.finish(job, refusal(Refusal::bad_signature), now);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == (job.uuid == poison ? EventKind::set_aside : EventKind::alarm));
  }
  CHECK(asked == std::vector<base::Uuid>{poison, good});
  CHECK(uploader.is_paused());  // its own signature refused: the desk has another key for this kiosk
  CHECK(open.outbox->stats().value().failed == 1);
  CHECK(open.outbox->stats().value().queued == 1);
}

TEST_CASE("a new complaint is tried once even while the channel waits, and opens it if it works") {
  Kiosk kiosk;
  const complaint::Receipt old = kiosk.file();
  kiosk.answer_complaint(base::Error(HttpError::unreachable, "down"));
  const complaint::Receipt fresh = kiosk.file();
  kiosk.uploader.complaint_filed(fresh.uuid);
  Job job = *kiosk.tick();
  CHECK(job.uuid == fresh.uuid);
  kiosk.uploader.finish(job, base::Error(HttpError::unreachable, "down"), kiosk.now);
  CHECK_FALSE(kiosk.tick().has_value());
  const complaint::Receipt third = kiosk.file();
  kiosk.uploader.complaint_filed(third.uuid);
  job = *kiosk.tick();
  kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
  kiosk.now += kSendGap;
  CHECK(kiosk.tick()->uuid == old.uuid);
}

TEST_CASE("the queue drains oldest first and not faster than the gap") {
  Kiosk kiosk;
  std::vector<base::Uuid> filed;
  for (int count = 0; count < 4; ++count) filed.push_back(kiosk.file().uuid);
  BootTime last{};
  for (const base::Uuid& uuid : filed) {
    const Job job = *kiosk.next_job();
    CHECK(job.uuid == uuid);
    CHECK(kiosk.now - last >= kSendGap);
    last = kiosk.now;
    kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
    CHECK_FALSE(kiosk.tick().has_value());
  }
}

TEST_CASE("the desk hears when the last complaint of the queue has arrived") {
  Kiosk kiosk;
  kiosk.file();
  kiosk.file();
  int heartbeats = 0;
  const BootTime begun = kiosk.now;
  while (kiosk.now - begun < std::chrono::minutes(1)) {
    if (const std::optional<Job> job = kiosk.tick()) {
      if (job->kind == JobKind::health) {
        const base::Json body = base::Json::parse(base::as_text(job->request.body)).value();
        CHECK(body.integer_or("queued", -1) == 0);
        ++heartbeats;
      }
      kiosk.uploader.finish(*job, kiosk.good_answer(*job), kiosk.now);
    }
    kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
  }
  CHECK(heartbeats == 1);
}

TEST_CASE("tries out of turn do not make the channel wait longer, and a receipt on screen gets several") {
  Kiosk kiosk;
  const BootTime begun = kiosk.now;
  const base::Error no_answer(HttpError::unreachable, "nobody answers");
  const complaint::Receipt first = kiosk.file();
  kiosk.uploader.complaint_filed(first.uuid);
  int tries = 0;
  // Two minutes without an answer, then the desk is back.
  while (kiosk.now - begun < std::chrono::minutes(2)) {
    if (const std::optional<Job> job = kiosk.tick()) {
      tries += job->kind == JobKind::complaint;
      kiosk.uploader.finish(*job, no_answer, kiosk.now);
    }
    kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
  }
  CHECK(tries >= 5);
  const complaint::Receipt second = kiosk.file();
  kiosk.uploader.complaint_filed(second.uuid);
  const Job job = *kiosk.tick();
  CHECK(job.uuid == second.uuid);
  kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now);
  CHECK(kiosk.next_job()->uuid == first.uuid);  // the wait is over with the first sign of life
}

TEST_CASE("a desk that cannot be reached again and again is an alarm, until it can") {
  Kiosk kiosk;
  kiosk.file();
  const base::Error no_answer(HttpError::unreachable, "nobody answers");
  std::vector<Event> events;
  for (int i = 0; i < kFailuresBeforeAlarm; ++i) {
    kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
    const Job job = *kiosk.tick();
    events = kiosk.uploader.finish(job, no_answer, kiosk.now);
    CHECK(events.empty() == (i + 1 < kFailuresBeforeAlarm));
  }
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == EventKind::alarm);
  kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
  for (bool over = false; !over;) {
    const Job job = *kiosk.tick();
    for (const Event& event : kiosk.uploader.finish(job, kiosk.good_answer(job), kiosk.now))
      over |= event.kind == EventKind::alarm_over;
    kiosk.now = std::max(kiosk.uploader.next_wake(kiosk.now), kiosk.now + base::Milliseconds(1));
  }
  SUCCEED();
}

TEST_CASE("a request that was mangled on its way sets no complaint aside") {
  Kiosk kiosk;
  const complaint::Receipt receipt = kiosk.file();
  kiosk.answer_complaint(plain(400, R"({"error":"malformed-http","message":"not an HTTP request"})"));
  CHECK(kiosk.item(receipt.uuid).state == complaint::OutboxState::queued);
}

TEST_CASE("a kiosk that the desk does not know yet asks again within a minute") {
  Kiosk kiosk;
  kiosk.file();
  kiosk.answer_complaint(refusal(Refusal::unknown_kiosk));
  CHECK(kiosk.uploader.next_wake(kiosk.now) - kiosk.now <= kPauseUntilEnrolled);
}

TEST_CASE("the channel says since when the cell is silent and why, until it is heard again") {
  Kiosk kiosk;
  kiosk.file();
  const BootTime heard = kiosk.uploader.channel().heard_at.value();
  const Job job = *kiosk.next_job();
  kiosk.uploader.finish(job, base::Error(HttpError::unreachable, "down"), kiosk.now);
  const BootTime since = kiosk.now;
  CHECK(kiosk.uploader.channel().failing_since == since);
  CHECK_FALSE(kiosk.uploader.channel().reason.empty());
  CHECK(kiosk.uploader.channel().heard_at == heard);
  kiosk.now += std::chrono::minutes(20);
  const Job again = *kiosk.tick();
  kiosk.uploader.finish(again, base::Error(HttpError::unreachable, "down"), kiosk.now);
  CHECK(kiosk.uploader.channel().failing_since == since);
  kiosk.uploader.resume(kiosk.now);
  kiosk.settle();
  CHECK_FALSE(kiosk.uploader.channel().failing_since);
  CHECK(kiosk.uploader.channel().heard_at == kiosk.now);
}

TEST_CASE("staff who try the network now get an answer that the cell signed") {
  Kiosk kiosk;
  CHECK_FALSE(kiosk.tick());
  kiosk.uploader.resume(kiosk.now);
  const std::optional<Job> job = kiosk.tick();
  REQUIRE(job);
  CHECK(job->kind == JobKind::answers);
}

TEST_CASE("a restart asks at once and goes on waiting where it was: the count of failures outlives it") {
  Kiosk kiosk;
  for (int i = 0; i < 6; ++i) {
    kiosk.now = std::max(kiosk.now, kiosk.uploader.next_wake(kiosk.now));
    if (const std::optional<Job> job = kiosk.tick())
      kiosk.uploader.finish(*job, base::Error(HttpError::unreachable, "no"), kiosk.now);
  }
  Uploader again(*kiosk.open.outbox, kiosk.open.answers, kiosk.open.identity,
                 [](std::uint32_t bound) { return bound - 1; });
  const Job first = *again.tick(kiosk.now, tests::kNoon).value();
  again.finish(first, base::Error(HttpError::unreachable, "no"), kiosk.now);
  CHECK(again.next_wake(kiosk.now) - kiosk.now > 16 * kRetryBase);
  // Another desk has done nothing wrong yet.
  kiosk.open.identity.desk_url = "http://127.0.0.1:8312";
  Uploader other(*kiosk.open.outbox, kiosk.open.answers, kiosk.open.identity,
                 [](std::uint32_t bound) { return bound - 1; });
  const Job at_other = *other.tick(kiosk.now, tests::kNoon).value();
  other.finish(at_other, base::Error(HttpError::unreachable, "no"), kiosk.now);
  CHECK(other.next_wake(kiosk.now) - kiosk.now <= kRetryBase);
}

TEST_CASE("a Retry-After is kept over a restart while the machine's clock goes on, and ends with its boot") {
  Kiosk kiosk;
  Uploader first(
      *kiosk.open.outbox, kiosk.open.answers, kiosk.open.identity, [](std::uint32_t) { return 0U; },
      "boot-a");
  const Job job = *first.tick(kiosk.now, tests::kNoon).value();
  HttpResponse busy = refusal(Refusal::not_now);
  busy.headers.emplace_back("Retry-After", "3600");
  first.finish(job, busy, kiosk.now);
  Uploader same_boot(
      *kiosk.open.outbox, kiosk.open.answers, kiosk.open.identity, [](std::uint32_t) { return 0U; },
      "boot-a");
  CHECK_FALSE(same_boot.tick(kiosk.now, tests::kNoon).value());
  CHECK(same_boot.next_wake(kiosk.now) == kiosk.now + std::chrono::hours(1));
  Uploader next_boot(
      *kiosk.open.outbox, kiosk.open.answers, kiosk.open.identity, [](std::uint32_t) { return 0U; },
      "boot-b");
  CHECK(next_boot.tick(BootTime(std::chrono::seconds(5)), tests::kNoon).value());
  same_boot.resume(kiosk.now);
  CHECK(same_boot.tick(kiosk.now, tests::kNoon).value());
}

TEST_CASE("a question for one complaint is asked whatever the channel waits for, and ends whatever comes") {
  Kiosk kiosk;
  const complaint::Ticket ticket = tests::ticket_of(9);
  const auto asked = [&](const Result<HttpResponse>& outcome) {
    kiosk.uploader.ask_for(ticket.tag);
    CHECK(kiosk.uploader.next_wake(kiosk.now) == kiosk.now);
    const Job job = *kiosk.tick();
    REQUIRE(job.kind == JobKind::asked);
    const std::vector<Event> events = kiosk.uploader.finish(job, outcome, kiosk.now);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].kind == EventKind::asked);
    return events[0].reason;
  };
  const BootTime before = kiosk.uploader.next_wake(kiosk.now);
  CHECK_FALSE(asked(base::Error(HttpError::timed_out, "no")).empty());
  CHECK_FALSE(asked(plain(200, "<html>log in</html>")).empty());
  CHECK_FALSE(asked(refusal(Refusal::too_often)).empty());
  CHECK(kiosk.uploader.next_wake(kiosk.now) == before);  // the queue does not wait longer for it
  complaint::AskedPage page{kiosk.open.identity.id, tests::ticket_of(8).tag, tests::kNoon, {}};
  CHECK_FALSE(asked(plain(200, complaint::write_asked(page, kiosk.world.cell.sign))).empty());
  page.tag = ticket.tag;
  CHECK(asked(plain(200, complaint::write_asked(page, kiosk.world.cell.sign))).empty());
}
