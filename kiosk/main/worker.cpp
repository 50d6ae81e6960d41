#include "kiosk/main/worker.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/staff_settings.h"

namespace kiosk::main {
namespace {

constexpr base::Milliseconds kIdle = std::chrono::hours(1);
constexpr base::Milliseconds kCellPatience = std::chrono::seconds(10);
constexpr base::Milliseconds kAskAgain = std::chrono::seconds(10);  // about the same complaint

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
      packs_(pack_parts()),
      thread_([this] { run(); }) {}

PackWorkerParts Worker::pack_parts() {
  PackWorkerParts packs{parts_.state,   parts_.stick,   parts_.stick_helper,
                        parts_.clock,   parts_.outbox,  parts_.tell,
                        parts_.program, parts_.fetched, parts_.content_is_damaged};
  packs.answers = parts_.answers;
  packs.identity = parts_.identity;
  packs.new_cell_key = parts_.new_cell_key;
  packs.mail_exchanged = [this] { refresh_counts(); };
  return packs;
}

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

void Worker::hear_from_cell(bool reached) { tasks_.post(CellAnswer{reached}); }
void Worker::hear_of_delivery(const base::Uuid& uuid) { tasks_.post(Delivered{uuid}); }
void Worker::refresh_counts() { tasks_.post(CountOutbox{}); }

void Worker::run() {
  count_outbox();
  while (true) {
    std::optional<Task> task = tasks_.wait(waits_for_cell_ ? kCellPatience : kIdle);
    if (!task && waits_for_cell_) take_cell_answer(false);
    if (!task) continue;
    if (std::holds_alternative<Stop>(*task)) return;
    if (std::holds_alternative<CountOutbox>(*task)) {
      count_outbox();
    } else if (const auto* answer = std::get_if<CellAnswer>(&*task)) {
      take_cell_answer(answer->reached);
    } else if (const auto* delivered = std::get_if<Delivered>(&*task)) {
      look_again(delivered->uuid);
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
                        [this](const app::effect::FileMessage& order) { file_message(order); },
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
                        [this](const app::effect::Forget&) { forget(); }},
             effect);
}

// Said before the citizen writes, not after.
void Worker::check_outbox() {
  const base::Result<void> ready =
      parts_.outbox != nullptr ? parts_.outbox->check_ready()
                               : base::Error(complaint::OutboxError::unavailable, "this kiosk has no outbox");
  parts_.tell(app::intent::OutboxChecked{ready ? std::nullopt : std::optional(ready.error())});
  if (parts_.answers == nullptr) return;
  base::Result<std::optional<complaint::OpenCounts>> counts = parts_.answers->open_counts();
  if (counts) parts_.tell(app::intent::OpenCountsRead{*std::move(counts)});
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

void Worker::forget() {
  last_code_.reset();
  last_ticket_.reset();
  asked_.reset();
  added_.reset();
  if (std::exchange(waits_for_cell_, false)) --pending_;
}

// What the citizen added to the complaint on screen has arrived: the cell may say something new of it.
void Worker::look_again(const base::Uuid& delivered) {
  if (added_ != delivered) return;
  added_.reset();
  asked_.reset();
  parts_.tell(app::intent::AnswersUpdated{});
}

base::Result<std::optional<complaint::FollowUp>> Worker::look_here(const base::SecretString& typed) {
  if (parts_.answers == nullptr)
    return base::Error(complaint::OutboxError::disk_error, "this kiosk has no answers");
  const complaint::ReceiptCode code = TRY(complaint::ReceiptCode::parse(typed.view()));
  if (!last_code_ || !(*last_code_ == typed)) {
    last_ticket_ = TRY(complaint::derive_ticket(code));
    last_code_ = typed;
  }
  return parts_.answers->lookup(*last_ticket_);
}

// What is this kiosk's own it hears of by itself. Of all else the cell is asked: what is known is shown at
// once, and again when there is news.
void Worker::look_up(const base::SecretString& typed) {
  if (std::exchange(waits_for_cell_, false)) --pending_;  // another code has taken its place
  base::Result<std::optional<complaint::FollowUp>> found = look_here(typed);
  const bool is_known = found && found->has_value();
  if (is_known && (*found)->is_ours) {
    parts_.follow_up_asked();
  } else if (found && ask_cell() && !is_known) {
    waits_for_cell_ = true;
    return;
  }
  tell_found(std::move(found));
  --pending_;
}

// Not again within a moment: an answer on screen looks itself up when there is news.
bool Worker::ask_cell() {
  const base::BootTime now = parts_.clock.now();
  if (asked_ == last_ticket_->tag && now - asked_at_ < kAskAgain) return false;
  asked_ = last_ticket_->tag;
  asked_at_ = now;
  cell_reached_ = false;
  return parts_.ask_cell && parts_.ask_cell(last_ticket_->tag);
}

void Worker::take_cell_answer(bool reached) {
  cell_reached_ = reached;
  if (!std::exchange(waits_for_cell_, false)) {
    if (reached) parts_.tell(app::intent::AnswersUpdated{});
    return;
  }
  tell_found(parts_.answers->lookup(*last_ticket_));
  --pending_;
}

void Worker::tell_found(base::Result<std::optional<complaint::FollowUp>> found) {
  if (!found) KIOSK_LOG(error, "follow.failed", {"reason", found.error().name()});
  const bool failed = !found;
  parts_.tell(
      app::intent::FollowAnswered{found ? std::move(found).value() : std::nullopt, failed, cell_reached_});
}

void Worker::file_message(const app::effect::FileMessage& order) {
  const auto file = [&]() -> base::Result<base::Uuid> {
    if (parts_.outbox == nullptr)
      return base::Error(complaint::OutboxError::unavailable, "this kiosk has no outbox");
    TRY(look_here(order.code));
    const base::Timestamp wall = parts_.clock.wall();
    return parts_.outbox->file(complaint::Message{last_ticket_->tag, order.text, order.wish, order.language},
                               {wall, clock_quality(wall)});
  };
  const base::Result<base::Uuid> filed = file();
  if (filed) {
    added_ = *filed;
    parts_.filed(*filed);
  }
  if (!filed) KIOSK_LOG(error, "message.not-recorded", {"reason", filed.error().name()});
  parts_.tell(app::intent::MessageFiled{filed ? std::nullopt : std::optional(filed.error())});
  --pending_;
  count_outbox();
}

void Worker::count_outbox() {
  if (parts_.outbox == nullptr) return;
  const base::Result<complaint::OutboxStats> stats = parts_.outbox->stats();
  if (stats) parts_.tell(app::intent::OutboxChanged{{stats->queued, stats->delivered, stats->failed}});
}

}  // namespace kiosk::main
