#include "kiosk/main/content_thread.h"

#include <algorithm>

#include "kiosk/crypto/random.h"

namespace kiosk::main {
namespace {

constexpr base::Milliseconds kLongestSleep = std::chrono::hours(1);

}  // namespace

ContentThread::ContentThread(ContentThreadParts parts, std::unique_ptr<platform::system::CurlClient> client)
    : parts_(std::move(parts)),
      client_(std::move(client)),
      store_(parts_.state, parts_.device),
      fetcher_(
          store_, [this] { return content::TrustedKeys::load(parts_.state / "keys/content"); }, parts_.url,
          &crypto::random_below),
      thread_([this] { run(); }) {}

base::Result<std::unique_ptr<ContentThread>> ContentThread::start(ContentThreadParts parts) {
  platform::system::CurlOptions http;
  http.response_max_bytes = sync::kMaxContentResponse;
  std::unique_ptr<platform::system::CurlClient> client = TRY(platform::system::CurlClient::create(http));
  return std::unique_ptr<ContentThread>(new ContentThread(std::move(parts), std::move(client)));
}

ContentThread::~ContentThread() {
  stopping_ = true;
  client_->interrupt();
  wake();
  thread_.join();
}

void ContentThread::installed() {
  orders_.post([](sync::ContentFetcher& fetcher) { fetcher.installed(); });
}
void ContentThread::refused(base::Error why) {
  orders_.post([why = std::move(why)](sync::ContentFetcher& fetcher) { fetcher.refused(why); });
}
void ContentThread::poll_now() {
  orders_.post([](sync::ContentFetcher& fetcher) { fetcher.poll_now(); });
}
void ContentThread::wake() {
  orders_.post([](sync::ContentFetcher&) {});
}

void ContentThread::run() {
  while (!stopping_) {
    tell();
    if (do_next()) continue;
    const base::BootTime now = parts_.now(), next = fetcher_.next_wake(now);
    const base::Milliseconds patience =
        next > now + kLongestSleep ? kLongestSleep : std::max(next - now, base::Milliseconds(0));
    if (const std::optional<Order> order = orders_.wait(patience)) (*order)(fetcher_);
  }
}

bool ContentThread::do_next() {
  if (const std::optional<Order> order = orders_.take()) {
    (*order)(fetcher_);
    return true;
  }
  const std::optional<sync::FetchJob> job = fetcher_.tick(parts_.now(), parts_.wall());
  if (!job) return false;
  const base::Result<base::HttpResponse> outcome = client_->send(job->request, job->patience);
  if (stopping_) return true;
  std::optional<base::Bytes> head = fetcher_.finish(*job, outcome, parts_.now(), parts_.wall());
  if (head) parts_.ready(std::move(*head));
  if (fetcher_.take_repaired()) parts_.repaired();
  return true;
}

void ContentThread::tell() {
  if (told_ == fetcher_.state()) return;
  told_ = fetcher_.state();
  parts_.changed(told_);
}

}  // namespace kiosk::main
