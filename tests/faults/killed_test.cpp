// The kiosk's program killed before every single system call of filing, uploading and acknowledging, and
// started again; the desk is a process of its own.

#include "tests/faults/line.h"
#include "tests/faults/thorough.h"
#include "tests/support/stop_at_syscall.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::KioskWorld;
using tests::OpenOutbox;

namespace {

constexpr int kMostSystemCalls = 20'000;

// The desk's intake in a child process, which ends with the value.
class DeskProcess {
 public:
  explicit DeskProcess(const DeskWorld& world) {
    int port_pipe[2], life[2];
    if (pipe2(port_pipe, O_CLOEXEC) != 0 || pipe2(life, O_CLOEXEC) != 0) abort();
    child_ = fork();
    if (child_ == 0) {
      close(life[1]);
      serve(world, port_pipe[1], life[0]);
    }
    close(port_pipe[1]);
    close(life[0]);
    life_ = life[1];
    REQUIRE(read(port_pipe[0], &port, sizeof port) == sizeof port);
    close(port_pipe[0]);
  }
  DeskProcess(const DeskProcess&) = delete;
  DeskProcess& operator=(const DeskProcess&) = delete;
  ~DeskProcess() {
    close(life_);
    waitpid(child_, nullptr, 0);
  }
  std::uint16_t port = 0;

 private:
  [[noreturn]] static void serve(const DeskWorld& world, int say_port, int life) {
    tests::Intake intake(world);
    const auto listener = platform::system::HttpListener::start({}, [&](const base::HttpRequest& request) {
                            return intake.handle(request);
                          }).value();
    const std::uint16_t port = listener->port();
    if (write(say_port, &port, sizeof port) != sizeof port) _exit(1);
    char end = 0;
    while (read(life, &end, 1) > 0) continue;
    _exit(0);
  }
  pid_t child_ = -1;
  int life_ = -1;
};

void say(int fd, std::string_view word, const base::Uuid& uuid) {
  const std::string line = base::cat(word, " ", uuid.text(), "\n");
  if (write(fd, line.data(), line.size()) < 0) _exit(1);
}

std::vector<base::Uuid> heard(std::string_view said, std::string_view word) {
  std::vector<base::Uuid> uuids;
  for (std::size_t at = said.find(word); at != std::string_view::npos; at = said.find(word, at + 1))
    uuids.push_back(base::Uuid::parse(said.substr(at + word.size() + 1, 36)).value());
  return uuids;
}

// Sends everything there is; tells of each delivery.
void upload_all(OpenOutbox& open, const std::function<void(const base::Uuid&)>& delivered) {
  sync::Uploader uploader(*open.outbox, open.answers, open.identity, [](std::uint32_t) { return 0U; });
  const auto client = platform::system::CurlClient::create({}).value();
  base::BootTime now(std::chrono::hours(1));
  while (open.outbox->next_due().value()) {
    now = std::max(now + base::Milliseconds(1), uploader.next_wake(now));
    const std::optional<sync::Job> job = uploader.tick(now, tests::kNoon).value();
    if (!job) continue;
    const std::vector<sync::Event> events =
        uploader.finish(*job, client->send(job->request, job->patience), now);
    for (const sync::Event& event : events) {
      if (event.kind == sync::EventKind::delivered) delivered(event.uuid);
    }
  }
}

// Two complaints filed and delivered, one after the other.
void a_day_of(const KioskWorld& world, const complaint::Complaint& complaint, int fd) {
  OpenOutbox open(world);
  for (int count = 0; count < 2; ++count) {
    say(fd, "receipt", tests::file_one(*open.outbox, complaint).value().uuid);
    upload_all(open, [fd](const base::Uuid& uuid) { say(fd, "delivered", uuid); });
  }
}

struct Aftermath {
  std::size_t receipts = 0;
  int lost = 0;
  int wrong = 0;
};

// Starts the kiosk again, lets it send the rest, and asks the desk.
Aftermath look_after(const DeskWorld& world, const std::string& said) {
  Aftermath aftermath;
  const auto database = desk::DeskDatabase::open(world.data()).value();
  const std::int64_t cases_before = desk::count_cases(database->use(), {}).value();
  OpenOutbox open(world.kiosk);
  const std::vector<complaint::OutboxItem> before = open.outbox->list().value();
  const auto state_of = [&](const base::Uuid& uuid) -> std::optional<complaint::OutboxState> {
    for (const complaint::OutboxItem& item : before) {
      if (item.uuid == uuid) return item.state;
    }
    return std::nullopt;
  };
  for (const base::Uuid& uuid : heard(said, "delivered"))
    aftermath.wrong += state_of(uuid) == complaint::OutboxState::delivered ? 0 : 1;
  const complaint::RepairReport& report = open.outbox->repair_report();
  aftermath.wrong += report.missing + report.quarantined + (report.rebuilt ? 1 : 0);
  upload_all(open, [](const base::Uuid&) {});
  const complaint::OutboxStats stats = open.outbox->stats().value();
  aftermath.wrong += stats.failed + stats.queued == 0 ? 0 : 1;
  for (const base::Uuid& uuid : heard(said, "receipt")) {
    ++aftermath.receipts;
    const auto found = desk::find_case(database->use(), DeskWorld::kiosk_id(), uuid).value();
    aftermath.lost += state_of(uuid) && found ? 0 : 1;
  }
  // As many cases as complaints, those of other days aside.
  for (const complaint::OutboxItem& item : before)
    aftermath.wrong += desk::find_case(database->use(), DeskWorld::kiosk_id(), item.uuid).value() ? 0 : 1;
  aftermath.wrong += desk::count_cases(database->use(), {}).value() >= cases_before ? 0 : 1;
  return aftermath;
}

}  // namespace

TEST_CASE(
    "a kiosk killed before any system call of filing, uploading or acknowledging loses and doubles nothing") {
  const tests::FastDisk fast;
  const DeskWorld world;
  const DeskProcess desk(world);
  tests::write_text(world.kiosk.state() / "kiosk.json",
                    base::cat(R"({"kiosk":"K-01","desk":"http://127.0.0.1:)", desk.port, "\"}"));
  const complaint::Complaint complaint = tests::lighting_complaint();
  {
    // What is loaded with the first request is loaded once.
    OpenOutbox open(world.kiosk);
    tests::file_one(*open.outbox, complaint).value();
    upload_all(open, [](const base::Uuid&) {});
  }
  const auto database = desk::DeskDatabase::open(world.data()).value();
  std::int64_t filed = 1;
  std::size_t receipts = 0;
  int kills = 0, lost = 0, wrong = 0, n = 1;
  for (; n < kMostSystemCalls; n += tests::by_day_or_night(5, 1), ++kills) {
    std::filesystem::remove_all(world.kiosk.outbox());
    const tests::StoppedRun run = tests::run_and_stop_at(
        n, [&](int fd) { a_day_of(world.kiosk, complaint, fd); }, tests::StopAt::every_call);
    const Aftermath aftermath = look_after(world, run.said);
    INFO("killed before call " << n);
    CHECK(aftermath.lost + aftermath.wrong == 0);
    lost += aftermath.lost, wrong += aftermath.wrong, receipts += aftermath.receipts;
    OpenOutbox open(world.kiosk);
    filed += open.outbox->stats().value().delivered;
    REQUIRE(desk::count_cases(database->use(), {}).value() == filed);
    if (run.finished) break;
  }
  tests::tell("killed before ", kills, " of ", n, " system calls: ", receipts, " receipts, lost ", lost,
              ", otherwise wrong ", wrong, ", cases ", filed, ", doubled 0");
  CHECK(n > 300);
  CHECK(n < kMostSystemCalls);
}

TEST_CASE("a kiosk that gives its receipt before the complaint is in place is found out by killing it") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const complaint::Complaint complaint = tests::lighting_complaint();
  const std::filesystem::path later = world.state() / "later";
  int lost = 0;
  for (int n = 1; n < kMostSystemCalls; ++n) {
    std::filesystem::remove_all(world.outbox());
    std::filesystem::remove_all(later);
    const tests::StoppedRun run = tests::run_and_stop_at(n, [&](int fd) {
      {
        OpenOutbox open(world);
        const base::Uuid uuid = tests::file_one(*open.outbox, complaint).value().uuid;
        std::filesystem::rename(world.outbox(), later);
        say(fd, "receipt", uuid);
      }
      std::filesystem::rename(later, world.outbox());
    });
    if (run.finished) break;
    const std::vector<base::Uuid> promised = heard(run.said, "receipt");
    OpenOutbox open(world);
    lost += !promised.empty() && open.outbox->list().value().empty() ? 1 : 0;
  }
  CHECK(lost > 0);
}
