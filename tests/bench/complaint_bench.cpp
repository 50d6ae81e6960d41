// What a complaint costs, each figure beside its floor in the same run:
//
//   SEND     Outbox::file() beside the same writes and fsyncs without a complaint
//   DRAIN    complaints the desk accepts a second over loopback, beside bare commits of the same rows
//   TICKET   one derivation from a receipt code, and the core-years a thief of the disk needs for one
//   complaint
//
// Usage: bench_complaint [FOLDER]   (on the disk to be measured; default: the temporary folder)

#include <algorithm>
#include <cstdio>
#include <thread>

#include "kiosk/desk/desk.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kSends = 300;
constexpr int kClients = 4;
constexpr int kPerClient = 250;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};

Percentiles percentiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values[values.size() / 2], values[values.size() * 99 / 100]};
}

// The floor of SEND: one file replaced durably, one row committed durably, of the same sizes.
Percentiles bare_send(const std::filesystem::path& folder) {
  store::Database database = store::Database::open(folder / "bare.db", store::Journal::wal_exclusive).value();
  database.run("PRAGMA wal_autocheckpoint=128; CREATE TABLE t (uuid BLOB, hash BLOB)").value();
  const base::Bytes envelope(4371, 1);
  std::vector<double> times;
  for (int count = 0; count < kSends; ++count) {
    const Clock::time_point start = Clock::now();
    store::replace_file(folder / base::cat("bare-", count), envelope, store::FileMode::private_file).value();
    store::Transaction change = store::Transaction::begin(database).value();
    database.run("INSERT INTO t VALUES (randomblob(16), randomblob(32))").value();
    change.commit().value();
    times.push_back(microseconds_since(start));
  }
  return percentiles(times);
}

Percentiles send(const tests::KioskWorld& world) {
  tests::OpenOutbox open(world);
  const complaint::Complaint complaint = tests::lighting_complaint();
  std::vector<double> times;
  for (int count = 0; count < kSends; ++count) {
    const Clock::time_point start = Clock::now();
    tests::file_one(*open.outbox, complaint).value();
    times.push_back(microseconds_since(start));
  }
  return percentiles(times);
}

// The floor of DRAIN: the desk's commits alone, one after the other.
double bare_commits(const std::filesystem::path& folder) {
  store::Database database = store::Database::open(folder / "commits.db", store::Journal::rollback).value();
  database.run("CREATE TABLE t (uuid BLOB PRIMARY KEY, bytes BLOB)").value();
  const Clock::time_point start = Clock::now();
  for (int count = 0; count < kSends; ++count) {
    store::Transaction change = store::Transaction::begin(database).value();
    database.run("INSERT INTO t VALUES (randomblob(16), randomblob(4371))").value();
    change.commit().value();
  }
  return kSends * 1e6 / microseconds_since(start);
}

double drain(const tests::DeskWorld& world) {
  std::vector<tests::Sealed> sealed;
  for (int count = 0; count < kClients * kPerClient; ++count) sealed.push_back(tests::seal(world.kiosk));
  const std::unique_ptr<desk::Desk> desk = world.open();
  const auto listener = platform::system::HttpListener::start({}, [&](const base::HttpRequest& request) {
                          return desk->handle(request, base::wall_now());
                        }).value();
  std::atomic<int> accepted = 0;
  const Clock::time_point start = Clock::now();
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      const auto curl = platform::system::CurlClient::create({}).value();
      for (int count = 0; count < kPerClient; ++count) {
        base::HttpRequest request =
            tests::put_request(sealed[static_cast<std::size_t>(client * kPerClient + count)]);
        request.url = base::cat("http://127.0.0.1:", listener->port(), request.url);
        const auto response = curl->send(request, std::chrono::seconds(30));
        accepted += response.ok() && response->status == 201 ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  return accepted * 1e6 / microseconds_since(start);
}

double ticket_seconds() {
  std::vector<double> times;
  for (int count = 0; count < 5; ++count) {
    const Clock::time_point start = Clock::now();
    complaint::derive_ticket(complaint::ReceiptCode::random()).value();
    times.push_back(microseconds_since(start) / 1e6);
  }
  return percentiles(times).p50;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) setenv("TMPDIR", argv[1], 1);
  const tests::DeskWorld world;
  const tests::TempFolder folder;
  const Percentiles bare = bare_send(folder.path());
  const Percentiles sent = send(world.kiosk);
  std::printf("SEND    p50 %.0f us, p99 %.0f us; bare writes p50 %.0f us, p99 %.0f us; ratio of p50 %.2f\n",
              sent.p50, sent.p99, bare.p50, bare.p99, sent.p50 / bare.p50);
  const double commits = bare_commits(folder.path());
  const double drained = drain(world);
  std::printf("DRAIN   %.0f accepted/s over loopback, %d clients; bare commits %.0f/s; ratio %.2f\n", drained,
              kClients, commits, drained / commits);
  const double ticket = ticket_seconds();
  std::printf("TICKET  %.2f s; one complaint's code from a stolen disk: %.0f core-years on average\n", ticket,
              5e10 * ticket / (365.25 * 86400));
  return 0;
}
