#include "kiosk/main/worker.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/staff_settings.h"

namespace kiosk::main {
namespace {

constexpr base::Milliseconds kIdle = std::chrono::hours(1);

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

Worker::Worker(WorkerParts parts)
    : parts_(std::move(parts)),
      code_(parts_.state),
      start_(parts_.clock.now()),
      packs_({parts_.state, parts_.stick, parts_.stick_helper, parts_.clock, parts_.outbox, parts_.tell,
              parts_.program, parts_.fetched, parts_.content_is_damaged}),
      thread_([this] { run(); }) {}

Worker::~Worker() { stop(); }

void Worker::stop() {
  packs_.stop();
  if (!thread_.joinable()) return;
  tasks_.post(Stop{});
  thread_.join();
}

void Worker::post(app::Effect effect) {
  if (PackWorker::takes(effect)) return packs_.post(std::move(effect));
  if (std::holds_alternative<app::effect::Forget>(effect)) packs_.post(effect);
  const bool waited_for = !std::holds_alternative<app::effect::PrepareTicket>(effect) &&
                          !std::holds_alternative<app::effect::Forget>(effect) &&
                          !std::holds_alternative<app::effect::Diagnose>(effect);
  if (waited_for) ++pending_;
  tasks_.post(std::move(effect));
}

void Worker::refresh_counts() { tasks_.post(CountOutbox{}); }

void Worker::run() {
  count_outbox();
  while (true) {
    std::optional<Task> task = tasks_.wait(kIdle);
    if (!task) continue;
    if (std::holds_alternative<Stop>(*task)) return;
    if (std::holds_alternative<CountOutbox>(*task)) {
      count_outbox();
    } else {
      carry_out(std::get<app::Effect>(*task));
    }
  }
}

void Worker::carry_out(app::Effect& effect) {
  std::visit(Overloaded{[this](const app::effect::PrepareTicket&) {
                          check_outbox();
                          if (prepared_) return;
                          if (base::Result<Prepared> made = prepare()) prepared_ = std::move(made).value();
                        },
                        [this](const app::effect::FileComplaint& order) { file(order.draft); },
                        [this](const app::effect::LookUp& order) { look_up(order.code); },
                        [this](const app::effect::CheckPin& order) { check_pin(order); },
                        [this](const app::effect::ChangeCode& order) { change_code(order); },
                        [this](const app::effect::CheckUp&) {
                          check_up();
                          --pending_;
                        },
                        [this](const app::effect::RetryFailed&) {
                          retry_failed();
                          --pending_;
                        },
                        [this](const app::effect::TryNetwork&) {
                          parts_.try_network();
                          --pending_;
                        },
                        [this](const app::effect::KeepSettings& order) {
                          const auto kept = keep_staff_settings(parts_.state, {order.reduced_motion});
                          if (!kept) KIOSK_LOG(error, "staff.not-kept", {"reason", kept.error().name()});
                          --pending_;
                        },
                        [](const app::effect::FindPacks&) {},  // the pack worker's, like five others
                        [](const app::effect::InstallPack&) {}, [](const app::effect::InstallFetched&) {},
                        [](const app::effect::RollBack&) {}, [](const app::effect::LookAtSticks&) {},
                        [](const app::effect::CopyOutbox&) {},
                        [](const app::effect::Diagnose&) {},  // the screen's own
                        [this](const app::effect::Forget&) {
                          last_code_.reset();
                          last_ticket_.reset();
                        }},
             effect);
}

// Said before the citizen writes, not after.
void Worker::check_outbox() {
  const base::Result<void> ready =
      parts_.outbox != nullptr ? parts_.outbox->check_ready()
                               : base::Error(complaint::OutboxError::unavailable, "this kiosk has no outbox");
  parts_.tell(app::intent::OutboxChecked{ready ? std::nullopt : std::optional(ready.error())});
}

base::Result<Worker::Prepared> Worker::prepare() {
  const complaint::ReceiptCode code = complaint::ReceiptCode::random();
  complaint::Ticket ticket = TRY(complaint::derive_ticket(code));
  return Prepared{code, std::move(ticket)};
}

void Worker::file(const complaint::Draft& draft) {
  base::Result<app::ReceiptView> receipt = file_complaint(draft);
  if (receipt) {
    parts_.tell(app::intent::Filed{std::move(receipt).value(), std::nullopt});
  } else {
    KIOSK_LOG(error, "complaint.not-recorded", {"reason", receipt.error().name()});
    parts_.tell(app::intent::Filed{std::nullopt, receipt.error()});
  }
  --pending_;
  count_outbox();
}

base::Result<app::ReceiptView> Worker::file_complaint(const complaint::Draft& draft) {
  if (parts_.outbox == nullptr)
    return base::Error(complaint::OutboxError::unavailable, "this kiosk has no outbox");
  const complaint::Complaint complaint = TRY(complaint::complete(draft, complaint::Origin::screen));
  if (!prepared_) prepared_ = TRY(prepare());
  const base::Timestamp wall = parts_.clock.wall();
  const complaint::Filing filing{complaint, prepared_->code, &prepared_->ticket};
  const complaint::Receipt receipt = TRY(parts_.outbox->file(filing, {wall, clock_quality(wall)}));
  prepared_.reset();  // a code is given once
  parts_.filed(receipt.uuid);
  app::ReceiptView view;
  view.code = receipt.code.grouped();
  view.uuid = receipt.uuid.text();
  view.filed_at = receipt.filed_at;
  return view;
}

void Worker::look_up(const base::SecretString& typed) {
  const auto answer = [&]() -> base::Result<std::optional<complaint::FollowUp>> {
    if (parts_.answers == nullptr)
      return base::Error(complaint::OutboxError::disk_error, "this kiosk has no answers");
    const complaint::ReceiptCode code = TRY(complaint::ReceiptCode::parse(typed.view()));
    if (!last_code_ || !(*last_code_ == typed)) {
      last_ticket_ = TRY(complaint::derive_ticket(code));
      last_code_ = typed;
    }
    parts_.follow_up_asked();
    return parts_.answers->lookup(*last_ticket_);
  };
  base::Result<std::optional<complaint::FollowUp>> found = answer();
  if (found) {
    parts_.tell(app::intent::FollowAnswered{std::move(found).value(), false});
  } else {
    KIOSK_LOG(error, "follow.failed", {"reason", found.error().name()});
    parts_.tell(app::intent::FollowAnswered{std::nullopt, true});
  }
  --pending_;
}

void Worker::count_outbox() {
  if (parts_.outbox == nullptr) return;
  const base::Result<complaint::OutboxStats> stats = parts_.outbox->stats();
  if (stats) parts_.tell(app::intent::OutboxChanged{{stats->queued, stats->delivered, stats->failed}});
}

}  // namespace kiosk::main
