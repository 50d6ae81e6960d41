#include "kiosk/main/network_thread.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/crypto/random.h"

namespace kiosk::main {
namespace {

using base::BootTime;
using base::Milliseconds;

constexpr Milliseconds kLongestSleep = std::chrono::hours(1);
constexpr Milliseconds kAfterTrouble = std::chrono::seconds(30);

}  // namespace

NetworkThread::NetworkThread(complaint::Outbox& outbox, complaint::AnswerStore& answers,
                             const complaint::Identity& identity, Tell tell, NetworkOptions options,
                             std::unique_ptr<platform::system::CurlClient> client)
    : tell_(std::move(tell)),
      options_(std::move(options)),
      client_(std::move(client)),
      uploader_(outbox, answers, identity, &crypto::random_below, options_.boot),
      thread_([this] { run(); }) {}

base::Result<std::unique_ptr<NetworkThread>> NetworkThread::start(complaint::Outbox& outbox,
                                                                  complaint::AnswerStore& answers,
                                                                  const complaint::Identity& identity,
                                                                  Tell tell, NetworkOptions options) {
  std::unique_ptr<platform::system::CurlClient> client =
      TRY(platform::system::CurlClient::create(options.http));
  return std::unique_ptr<NetworkThread>(
      new NetworkThread(outbox, answers, identity, std::move(tell), std::move(options), std::move(client)));
}

NetworkThread::~NetworkThread() {
  stopping_ = true;
  client_->interrupt();
  wake();
  thread_.join();
}

void NetworkThread::complaint_filed(const base::Uuid& uuid) {
  orders_.post([uuid](sync::Uploader& uploader, BootTime) { uploader.complaint_filed(uuid); });
}
void NetworkThread::follow_up_asked() {
  orders_.post([](sync::Uploader& uploader, BootTime) { uploader.follow_up_asked(); });
}
void NetworkThread::ask_for(const complaint::TicketTag& tag) {
  orders_.post([tag](sync::Uploader& uploader, BootTime) { uploader.ask_for(tag); });
}
void NetworkThread::set_health(sync::HealthReport report) {
  orders_.post(
      [report = std::move(report)](sync::Uploader& uploader, BootTime) { uploader.set_health(report); });
}
void NetworkThread::resume() {
  orders_.post([](sync::Uploader& uploader, BootTime now) { uploader.resume(now); });
}
void NetworkThread::wake() {
  orders_.post([](sync::Uploader&, BootTime) {});
}

void NetworkThread::run() {
  uploader_.set_health(options_.health);
  tell_channel();
  while (!stopping_) {
    if (do_next()) continue;
    if (const std::optional<Order> order = orders_.wait(patience())) (*order)(uploader_, options_.clock());
  }
}

// Orders first, then one request. False if there is nothing to do.
bool NetworkThread::do_next() {
  if (const std::optional<Order> order = orders_.take()) {
    (*order)(uploader_, options_.clock());
    return true;
  }
  const base::Result<std::optional<sync::Job>> job = uploader_.tick(options_.clock(), base::wall_now());
  if (!job) {
    KIOSK_LOG(error, "network.trouble", {"reason", job.error().sentence()});
    tell_({sync::EventKind::alarm, {}, std::string(job.error().name()), "", {}});
    if (const std::optional<Order> order = orders_.wait(kAfterTrouble)) (*order)(uploader_, options_.clock());
    return true;
  }
  if (!*job) return false;
  const base::Result<base::HttpResponse> outcome = client_->send((*job)->request, (*job)->patience);
  for (const sync::Event& event : uploader_.finish(**job, outcome, options_.clock())) tell_(event);
  tell_channel();
  return true;
}

void NetworkThread::tell_channel() {
  if (!options_.channel_changed || (told_ && *told_ == uploader_.channel())) return;
  told_ = uploader_.channel();
  options_.channel_changed(*told_);
}

Milliseconds NetworkThread::patience() {
  const BootTime now = options_.clock();
  const BootTime next = uploader_.next_wake(now);
  return next > now + kLongestSleep ? kLongestSleep : std::max(next - now, Milliseconds(0));
}

}  // namespace kiosk::main
