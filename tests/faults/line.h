#pragma once
// A kiosk's outbox and uploader with the real HTTP client, a network that can be anything (tcp_proxy.h), and
// a real desk behind the real listener. The kiosk's clock goes as fast as the test wants.

#include "kiosk/crypto/random.h"
#include "kiosk/desk/intake.h"
#include "kiosk/sync/uploader.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/support/desk_world.h"
#include "tests/support/tcp_proxy.h"

namespace kiosk::tests {

constexpr base::Milliseconds kShortPatience(40);

// Who answers requests: the intake, unless a test says who.
using Handler = platform::system::HttpListener::Handler;

// The desk's intake without its ticket worker, which keeps a core busy for a second for each case and lets
// nobody leave before: for the many.
class Intake {
 public:
  explicit Intake(const DeskWorld& world)
      : cell_(world.kiosk.cell),
        vault_(desk::Vault::open(world.paths().cell_key).value()),
        database_(desk::DeskDatabase::open(world.data()).value()) {}

  base::HttpResponse handle(const base::HttpRequest& request) {
    if (request.method == "POST") return {204, {}, {}};
    if (request.method == "GET") {
      const complaint::AnswerPage page{DeskWorld::kiosk_id(), 0, 0, kNoon, {}};
      return {200, {}, base::to_bytes(complaint::write_page(page, cell_.sign))};
    }
    const auto uuid = base::Uuid::parse(request.url.substr(request.url.rfind('/') + 1));
    if (!uuid) return complaint::refusal_response(complaint::Refusal::malformed, "not a uuid");
    const desk::Admission admission =
        desk::admit(*database_, vault_, {request.body, DeskWorld::kiosk_id(), *uuid}, kNoon);
    if (admission.outcome == desk::Admission::Outcome::refused)
      return complaint::refusal_response(admission.refusal, admission.message);
    const bool stored = admission.outcome == desk::Admission::Outcome::stored;
    return {stored ? 201 : 200, {{"Content-Type", "application/json"}}, base::to_bytes(admission.ack)};
  }

 private:
  const crypto::CellSecretKey& cell_;
  desk::Vault vault_;
  std::unique_ptr<desk::DeskDatabase> database_;
};

class Line {
 public:
  explicit Line(Handler handler = {})
      : intake_(world),
        listener_(
            platform::system::HttpListener::start(
                options(), handler ? std::move(handler) : Handler([this](const base::HttpRequest& request) {
                  return intake_.handle(request);
                }))
                .value()),
        network(listener_->port()),
        cases_(desk::DeskDatabase::open(world.data()).value()) {
    write_text(world.kiosk.state() / "kiosk.json",
               base::cat(R"({"kiosk":"K-01","desk":"http://127.0.0.1:)", network.port(), "\"}"));
    kiosk = std::make_unique<OpenOutbox>(world.kiosk);
    uploader = std::make_unique<sync::Uploader>(*kiosk->outbox, kiosk->answers, kiosk->identity,
                                                [](std::uint32_t bound) { return bound - 1; });
  }

  complaint::Receipt file() { return file_one(*kiosk->outbox).value(); }

  // Sends what is due, everything before the next complaint too, and that one; whether it was delivered.
  bool send_next(base::Milliseconds patience = sync::kPatience) {
    for (int round = 0; round < kMostRounds; ++round) {
      now = std::max(now, uploader->next_wake(now));
      std::optional<sync::Job> job = uploader->tick(now, kNoon).value();
      if (!job) continue;
      const bool is_complaint = job->kind == sync::JobKind::complaint;
      if (is_complaint) job->patience = patience;
      const std::vector<sync::Event> events = send(*job);
      const auto delivers = [](const sync::Event& event) { return event.kind == sync::EventKind::delivered; };
      if (is_complaint) return std::any_of(events.begin(), events.end(), delivers);
    }
    FAIL("nothing to send");
    return false;
  }

  // One complaint's exchange played as the script says; whether it was delivered.
  bool send_next(TcpProxy::Script script, base::Milliseconds patience = sync::kPatience) {
    network.play("PUT /v1/", std::move(script));
    const bool delivered = send_next(patience);
    network.be_faithful();
    return delivered;
  }

  [[nodiscard]] std::int64_t case_count() const { return desk::count_cases(cases_->use(), {}).value(); }
  [[nodiscard]] complaint::OutboxStats stats() const { return kiosk->outbox->stats().value(); }
  [[nodiscard]] std::uint16_t desk_port() const { return listener_->port(); }

  const DeskWorld world;

 private:
  static constexpr int kMostRounds = 100;
  static platform::system::ListenerOptions options() {
    platform::system::ListenerOptions options;
    options.workers = 16;
    return options;
  }
  // On a new connection each time: what a script does to one request does nothing to the next.
  std::vector<sync::Event> send(const sync::Job& job) {
    const auto client = platform::system::CurlClient::create({}).value();
    return uploader->finish(job, client->send(job.request, job.patience), now);
  }
  Intake intake_;
  std::unique_ptr<platform::system::HttpListener> listener_;

 public:
  TcpProxy network;
  std::unique_ptr<OpenOutbox> kiosk;
  std::unique_ptr<sync::Uploader> uploader;
  base::BootTime now{std::chrono::hours(1)};

 private:
  std::unique_ptr<desk::DeskDatabase> cases_;
};

}  // namespace kiosk::tests
