// Random interleavings of everything that may happen to a kiosk, its network and its desk, against a model of
// ten lines. A sequence that fails is shrunk and shown with the RC_PARAMS that bring it back.

#include <rapidcheck.h>

#include <sstream>

#include "tests/faults/line.h"
#include "tests/faults/promises.h"
#include "tests/faults/thorough.h"

using namespace kiosk;
using base::HttpError;
using base::HttpRequest;
using base::HttpResponse;
using base::Result;
using tests::DeskWorld;
using tests::DiskFault;
using tests::DiskImage;
using tests::OpenOutbox;

namespace {

// The model: what a citizen knows, and what has to become of it.
struct Model {
  std::set<base::Uuid> receipts;
  [[nodiscard]] bool is_kept_by(const std::vector<complaint::OutboxItem>& items) const {
    std::multiset<base::Uuid> held;
    for (const complaint::OutboxItem& item : items) held.insert(item.uuid);
    return std::all_of(receipts.begin(), receipts.end(),
                       [&](const base::Uuid& uuid) { return held.count(uuid) == 1; });
  }
};

enum class Step {
  file,
  crash,
  power_cut_while_filing,
  disk_full_while_filing,
  upload,
  request_lost,
  ack_lost,
  delivered_twice,
  desk_restarts,
  power_cut_at_desk,
  clock_jumps,
  reboot,
  stick_export,
  stick_import,
  old_request_again,
  last,
};
constexpr const char* kNames[] = {
    "file",         "crash",    "power cut while filing", "disk full while filing", "upload",
    "request lost", "ack lost", "delivered twice",        "desk restarts",          "power cut at the desk",
    "clock jumps",  "reboot",   "stick export",           "stick import",           "old request again"};

struct Move {
  Step step = Step::file;
  std::uint32_t number = 0;  // whatever the step makes of it
};
std::ostream& operator<<(std::ostream& out, const Move& move) {
  return out << kNames[static_cast<std::size_t>(move.step)] << " " << move.number;
}

enum class Kiosk { real, believes_any_answer };

class System {
 public:
  explicit System(Kiosk kind) : kind_(kind), intake_(std::make_unique<tests::Intake>(world_)) {
    start_kiosk();
  }

  void make(const Move& move) {
    const std::uint32_t number = move.number;
    switch (move.step) {
      case Step::file:
        return file();
      case Step::crash:
        return lose_power(DiskImage::of(world_.kiosk.state()));
      case Step::power_cut_while_filing:
        return cut_power_while_filing(number);
      case Step::disk_full_while_filing:
        return fill_disk_while_filing(number);
      case Step::upload:
        return upload([this](const HttpRequest& request) -> Result<HttpResponse> { return arrive(request); });
      case Step::request_lost:
        return upload([](const HttpRequest&) -> Result<HttpResponse> { return no_answer(); });
      case Step::ack_lost:
        return upload([this](const HttpRequest& request) -> Result<HttpResponse> {
          arrive(request);
          return no_answer();
        });
      case Step::delivered_twice:
        return upload([this](const HttpRequest& request) -> Result<HttpResponse> {
          arrive(request);
          return arrive(request);
        });
      case Step::desk_restarts:
        return restart_desk();
      case Step::power_cut_at_desk:
        return cut_power_at_desk(number);
      case Step::clock_jumps:
        wall_ += std::chrono::hours(number % 100'000) - std::chrono::hours(50'000);
        now_ += std::chrono::minutes(number % 1000);
        return;
      case Step::reboot:
        now_ = base::BootTime(base::Milliseconds(number % 5000));
        return start_kiosk();
      case Step::stick_export:
        kiosk_->outbox->export_to(stick_.path()).value();
        return;
      case Step::stick_import:
        return import_stick();
      case Step::old_request_again:
        if (!requests_.empty()) arrive(HttpRequest(requests_[number % requests_.size()]));  // they grow
        return;
      case Step::last:
        return;
    }
  }

  [[nodiscard]] bool keeps_everything() const { return model_.is_kept_by(kiosk_->outbox->list().value()); }

  // When all is well again: delivered to the last one, and each a case.
  [[nodiscard]] bool delivers_everything() {
    for (int round = 0; round < kMostRounds && kiosk_->outbox->next_due().value(); ++round)
      upload([this](const HttpRequest& request) -> Result<HttpResponse> { return arrive(request); });
    const complaint::OutboxStats stats = kiosk_->outbox->stats().value();
    const auto database = desk::DeskDatabase::open(world_.data()).value();
    const std::int64_t cases = desk::count_cases(database->use(), {}).value();
    for (const base::Uuid& uuid : model_.receipts) {
      if (!desk::find_case(database->use(), DeskWorld::kiosk_id(), uuid).value()) return false;
    }
    return stats.queued == 0 && stats.failed == 0 && stats.delivered == cases;
  }

 private:
  static constexpr int kMostRounds = 2000;
  static Result<HttpResponse> no_answer() { return base::Error(HttpError::unreachable, "nobody answers"); }

  void start_kiosk() {
    uploader_.reset();
    kiosk_.reset();
    kiosk_ = std::make_unique<OpenOutbox>(world_.kiosk);
    uploader_ = std::make_unique<sync::Uploader>(*kiosk_->outbox, kiosk_->answers, kiosk_->identity,
                                                 [](std::uint32_t bound) { return bound / 2; });
  }
  void restart_desk() {
    intake_.reset();
    intake_ = std::make_unique<tests::Intake>(world_);
  }

  void file() {
    const Result<complaint::Receipt> receipt =
        tests::file_one(*kiosk_->outbox, tests::lighting_complaint(), nullptr, wall_);
    if (receipt) model_.receipts.insert(receipt->uuid);
    if (kiosk_->outbox->is_broken()) start_kiosk();
  }

  void lose_power(const DiskImage& left) {
    uploader_.reset();
    kiosk_.reset();
    left.write_to(world_.kiosk.state());
    start_kiosk();
  }

  // The n-th state that a power cut may have left.
  static DiskImage state_after_cut(const DiskImage& start, const tests::DiskLog& log, std::uint32_t number) {
    tests::CrashLimits limits;
    limits.all_subsets_of = 2;
    limits.seed = number;
    std::vector<DiskImage> states;
    tests::for_each_crash(start, log, number % (log.size() + 1), limits,
                          [&](const DiskImage& image, std::size_t) { states.push_back(image); });
    return states[number % states.size()];
  }

  void cut_power_while_filing(std::uint32_t number) {
    tests::DiskRecorder disk(world_.kiosk.state());
    const Result<complaint::Receipt> receipt = tests::file_one(*kiosk_->outbox);
    disk.stop();
    if (!receipt) return;
    const bool after_receipt = number % 4 == 0;
    const DiskImage left = after_receipt ? tests::image_after(disk.start(), disk.log())
                                         : state_after_cut(disk.start(), disk.log(), number);
    if (after_receipt) model_.receipts.insert(receipt->uuid);
    lose_power(left);
  }

  void fill_disk_while_filing(std::uint32_t number) {
    const auto length = number % 2 == 0 ? DiskFault::Length::once : DiskFault::Length::from_then_on;
    tests::DiskRecorder disk(world_.kiosk.state(), {DiskFault::Where::any_change,
                                                    static_cast<int>(1 + number % 30), ENOSPC, length});
    const Result<complaint::Receipt> receipt = tests::file_one(*kiosk_->outbox);
    disk.stop();
    if (receipt) model_.receipts.insert(receipt->uuid);
    if (kiosk_->outbox->is_broken()) start_kiosk();
  }

  HttpResponse arrive(const HttpRequest& request) {
    if (request.method == "PUT") requests_.push_back(request);
    return intake_->handle(request);
  }

  // One complaint if there is any, and whatever comes before it.
  void upload(const std::function<Result<HttpResponse>(const HttpRequest&)>& network) {
    for (int round = 0; round < 5; ++round) {
      now_ = std::max(now_ + base::Milliseconds(1),
                      std::min(uploader_->next_wake(now_), now_ + std::chrono::hours(2)));
      const std::optional<sync::Job> job = uploader_->tick(now_, wall_).value();
      if (!job) continue;
      const bool is_complaint = job->kind == sync::JobKind::complaint;
      const Result<HttpResponse> outcome = network(job->request);
      uploader_->finish(*job, outcome, now_);
      if (is_complaint && kind_ == Kiosk::believes_any_answer)
        static_cast<void>(
            kiosk_->outbox
                ->mark_delivered({kiosk_->identity.id, job->uuid, job->envelope, "2026/1", tests::kNoon})
                .ok());
      if (is_complaint) return;
    }
  }

  // The request arrives while the power goes; the kiosk hears nothing.
  void cut_power_at_desk(std::uint32_t number) {
    upload([&](const HttpRequest& request) -> Result<HttpResponse> {
      tests::DiskRecorder disk(world_.data());
      arrive(request);
      disk.stop();
      const DiskImage left = state_after_cut(disk.start(), disk.log(), number);
      intake_.reset();
      left.write_to(world_.data());
      intake_ = std::make_unique<tests::Intake>(world_);
      return no_answer();
    });
  }

  void import_stick() {
    for (const auto& entry : std::filesystem::directory_iterator(stick_.path())) {
      const std::string name = entry.path().stem().string();
      HttpRequest request{"PUT", "/v1/kiosks/K-01/complaints/" + name.substr(name.size() - 36), {}, {}, ""};
      request.body = store::read_file(entry.path(), complaint::kEnvelopeMaxSize).value();
      arrive(request);
    }
  }

  Kiosk kind_;
  DeskWorld world_;
  tests::TempFolder stick_;
  std::unique_ptr<tests::Intake> intake_;
  std::unique_ptr<OpenOutbox> kiosk_;
  std::unique_ptr<sync::Uploader> uploader_;
  Model model_;
  std::vector<HttpRequest> requests_;
  base::BootTime now_{std::chrono::hours(1)};
  base::Timestamp wall_ = tests::kNoon;
};

rc::Gen<std::vector<Move>> any_moves() {
  const auto step = rc::gen::map(rc::gen::inRange(0, static_cast<int>(Step::last)),
                                 [](int number) { return static_cast<Step>(number); });
  const auto move = rc::gen::construct<Move>(step, rc::gen::inRange<std::uint32_t>(0, 1'000'000));
  return rc::gen::container<std::vector<Move>>(move);
}

enum class Failing { is_shrunk, is_enough };

// The same cases each time unless RC_PARAMS says otherwise.
rc::detail::TestResult check(Kiosk kind, Failing failing) {
  setenv("RC_PARAMS",
         tests::by_day_or_night("seed=20261123 max_success=25 max_size=40", "max_success=3000 max_size=100"),
         0);
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.disableShrinking = failing == Failing::is_enough;
  const auto property = [kind] {
    const std::vector<Move> moves = *any_moves();
    System system(kind);
    for (const Move& move : moves) {
      system.make(move);
      RC_ASSERT(system.keeps_everything());
    }
    RC_ASSERT(system.delivers_everything());
  };
  return rc::detail::checkTestable(property, rc::detail::TestMetadata(), params);
}

}  // namespace

TEST_CASE("whatever happens in whatever order, each receipted complaint becomes one case") {
  const tests::FastDisk fast;
  const rc::detail::TestResult result = check(Kiosk::real, Failing::is_shrunk);
  std::ostringstream said;
  rc::detail::printResultMessage(result, said);
  INFO(said.str());
  CHECK(result.is<rc::detail::SuccessResult>());
  tests::tell("random interleavings: ", said.str(), "; lost 0, doubled 0");
}

TEST_CASE("the random interleavings find a kiosk that takes any answer for an ack") {
  const tests::FastDisk fast;
  CHECK(check(Kiosk::believes_any_answer, Failing::is_enough).is<rc::detail::FailureResult>());
}
