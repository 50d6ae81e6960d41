// What a complaint costs, one part a call; complaint_figures.py runs them in turn and says what they mean.
// Prints one line of JSON. Temporary folders, and so the disk that is measured, are those of TMPDIR.
//
//   bench_complaint send COUNT          Outbox::file() and the same writes and syncs without a complaint,
//   turn about bench_complaint drain COUNT         a queue sent by the uploader and the real client to the
//   desk over loopback,
//                                       as fast as it goes, and bare commits of the same rows
//   bench_complaint fill STATE COUNT    a kiosk's folder with so many complaints waiting
//   bench_complaint start STATE         opens it, as a kiosk does when it starts
//   bench_complaint oldest STATE        takes the first hundred that are due
//   bench_complaint ticket              one derivation from a receipt code

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "kiosk/desk/desk.h"
#include "kiosk/sync/uploader.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using Clock = std::chrono::steady_clock;

namespace {

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

// The floor of SEND: the same files written and synced as for one complaint. An envelope under another name,
// its folder, and what one commit of a row adds to a write-ahead log.
class BareDisk {
 public:
  explicit BareDisk(const std::filesystem::path& folder)
      : folder_(folder), log_(::open((folder / "log").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    store::make_folder(folder / "spool").value();
  }
  BareDisk(const BareDisk&) = delete;
  BareDisk& operator=(const BareDisk&) = delete;
  ~BareDisk() { close(log_); }

  double write_one(int number) {
    const Clock::time_point start = Clock::now();
    store::replace_file(folder_ / "spool" / base::cat("bare-", number), envelope_,
                        store::FileMode::private_file)
        .value();
    const off_t at = static_cast<off_t>(number % kLogCommits) * static_cast<off_t>(pages_.size());
    if (pwrite(log_, pages_.data(), pages_.size(), at) < 0 || fdatasync(log_) != 0) abort();
    return microseconds_since(start);
  }

 private:
  static constexpr int kPagesACommit = 7;  // of the rows, their indexes and the counters (strace)
  static constexpr int kLogCommits = 16;   // then the log begins anew
  std::filesystem::path folder_;
  int log_;
  const base::Bytes envelope_ = base::Bytes(4371, 1);
  const base::Bytes pages_ = base::Bytes(std::size_t{kPagesACommit} * (4096 + 24), 2);
};

void send(int count) {
  const tests::KioskWorld world;
  const tests::TempFolder folder;
  BareDisk disk(folder.path());
  tests::OpenOutbox open(world);
  const complaint::Complaint complaint = tests::lighting_complaint();
  std::vector<double> sent, bare;
  for (int number = 0; number < count; ++number) {
    bare.push_back(disk.write_one(number));
    const Clock::time_point start = Clock::now();
    tests::file_one(*open.outbox, complaint).value();
    sent.push_back(microseconds_since(start));
  }
  const Percentiles ours = percentiles(sent), floor = percentiles(bare);
  std::printf("{\"p50_us\": %.0f, \"p99_us\": %.0f, \"bare_p50_us\": %.0f, \"bare_p99_us\": %.0f}\n",
              ours.p50, ours.p99, floor.p50, floor.p99);
}

// The floor of DRAIN: the desk's commits alone, one after the other.
double bare_commits(const std::filesystem::path& folder, int rows) {
  store::Database database = store::Database::open(folder / "commits.db", store::Journal::rollback).value();
  database.run("CREATE TABLE t (uuid BLOB PRIMARY KEY, bytes BLOB)").value();
  const Clock::time_point start = Clock::now();
  for (int count = 0; count < rows; ++count) {
    store::Transaction change = store::Transaction::begin(database).value();
    database.run("INSERT INTO t VALUES (randomblob(16), randomblob(4371))").value();
    change.commit().value();
  }
  return rows * 1e6 / microseconds_since(start);
}

void drain(int count) {
  const tests::DeskWorld world;
  const std::unique_ptr<desk::Desk> desk = world.open();
  const auto listener = platform::system::HttpListener::start({}, [&](const base::HttpRequest& request) {
                          return desk->handle(request, base::wall_now());
                        }).value();
  tests::write_text(world.kiosk.state() / "kiosk.json",
                    base::cat(R"({"kiosk":"K-01","desk":"http://127.0.0.1:)", listener->port(), "\"}"));
  tests::OpenOutbox open(world.kiosk);
  for (int number = 0; number < count; ++number) tests::file_one(*open.outbox).value();
  sync::Uploader uploader(*open.outbox, open.answers, open.identity, [](std::uint32_t) { return 0U; });
  const auto client = platform::system::CurlClient::create({}).value();
  base::BootTime now(std::chrono::hours(1));
  const Clock::time_point start = Clock::now();
  while (open.outbox->next_due().value()) {
    now = std::max(now, uploader.next_wake(now));  // the gap between two is not waited for
    const std::optional<sync::Job> job = uploader.tick(now, tests::kNoon).value();
    if (job) uploader.finish(*job, client->send(job->request, job->patience), now);
  }
  const double drained = count * 1e6 / microseconds_since(start);
  const tests::TempFolder folder;
  std::printf("{\"drained_a_second\": %.0f, \"commits_a_second\": %.0f, \"delivered\": %d}\n", drained,
              bare_commits(folder.path(), count), static_cast<int>(open.outbox->stats().value().delivered));
}

// A state folder that outlives the program.
void fill(const std::filesystem::path& state, int count) {
  const tests::KioskWorld world;
  std::filesystem::create_directories(state.parent_path());
  std::filesystem::copy(world.state(), state, std::filesystem::copy_options::recursive);
  const complaint::Identity identity = complaint::Identity::load(state).value();
  const auto ledger = complaint::Ledger::open(state / "outbox", identity.id).value();
  const auto outbox = complaint::Outbox::open(state / "outbox", *ledger, identity).value();
  const complaint::Complaint complaint = tests::lighting_complaint();
  const Clock::time_point start = Clock::now();
  for (int number = 0; number < count; ++number) tests::file_one(*outbox, complaint).value();
  std::printf("{\"filed_a_second\": %.0f}\n", count * 1e6 / microseconds_since(start));
}

// Of this program alone: getrusage() counts what its parent held when it was forked.
double largest_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

enum class First { nothing, hundred };

void start(const std::filesystem::path& state, First first) {
  const Clock::time_point begun = Clock::now();
  const complaint::Identity identity = complaint::Identity::load(state).value();
  const auto ledger = complaint::Ledger::open(state / "outbox", identity.id).value();
  const auto outbox = complaint::Outbox::open(state / "outbox", *ledger, identity).value();
  const double opened = microseconds_since(begun);
  const std::int64_t queued = outbox->stats().value().queued;
  std::vector<double> times;
  for (int count = 0; count < (first == First::hundred ? 100 : 0); ++count) {
    const Clock::time_point one = Clock::now();
    const complaint::Outgoing outgoing = outbox->take_due(base::BootTime()).value().value();
    outbox->mark_waiting(outgoing.uuid, base::BootTime(std::chrono::hours(1)), "").value();
    times.push_back(microseconds_since(one));
  }
  const double took = times.empty() ? 0 : percentiles(times).p50;
  std::printf("{\"open_ms\": %.0f, \"queued\": %lld, \"take_us\": %.0f, \"largest_mb\": %.1f}\n",
              opened / 1000, static_cast<long long>(queued), took, largest_mb());
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
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto is = [&](std::string_view part, std::size_t size) {
    return words.size() == size && words[0] == part;
  };
  if (is("send", 2)) {
    send(std::stoi(words[1]));
  } else if (is("drain", 2)) {
    drain(std::stoi(words[1]));
  } else if (is("fill", 3)) {
    fill(words[1], std::stoi(words[2]));
  } else if (is("start", 2)) {
    start(words[1], First::nothing);
  } else if (is("oldest", 2)) {
    start(words[1], First::hundred);
  } else if (is("ticket", 1)) {
    std::printf("{\"ticket_s\": %.2f}\n", ticket_seconds());
  } else {
    std::fputs("bench_complaint send|drain COUNT, fill STATE COUNT, start|oldest STATE, ticket\n", stderr);
    return 2;
  }
  return 0;
}
