#include "kiosk/main/worker.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/content/pack_finder.h"
#include "kiosk/crypto/password.h"
#include "kiosk/main/clock_quality.h"

namespace kiosk::main {
namespace {

constexpr base::Milliseconds kIdle = std::chrono::hours(1);
constexpr std::size_t kMaxPinFileBytes = 512;

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

app::PackView view_of(const content::FoundPack& found) {
  app::PackView view;
  view.path = found.path.string();
  view.name = found.name;
  view.size_bytes = found.size_bytes;
  if (!found.summary) {
    view.refusal = found.summary.error().name();
    return view;
  }
  const content::PackSummary& summary = *found.summary;
  view.version = summary.version;
  view.created = content::day_text(summary.created);
  view.signer = summary.signer;
  view.pages = summary.pages;
  view.added = summary.added.size();
  view.changed = summary.changed.size();
  view.removed = summary.removed.size();
  return view;
}

}  // namespace

Worker::Worker(WorkerParts parts)
    : parts_(std::move(parts)), content_(parts_.state), thread_([this] { run(); }) {}

Worker::~Worker() {
  tasks_.post(Stop{});
  thread_.join();
}

void Worker::post(app::Effect effect) {
  const bool waited_for = !std::holds_alternative<app::effect::PrepareTicket>(effect) &&
                          !std::holds_alternative<app::effect::Forget>(effect);
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
                        [this](const app::effect::CheckPin& order) { check_pin(order.pin); },
                        [this](const app::effect::FindPacks&) { find_packs(); },
                        [this](const app::effect::InstallPack& order) { install(order.path); },
                        [this](const app::effect::RollBack&) { roll_back(); },
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

void Worker::check_pin(const base::SecretString& pin) {
  const base::Result<base::Bytes> kept = store::read_file(parts_.state / "staff/pin", kMaxPinFileBytes);
  std::string hash = kept ? std::string(base::as_text(*kept)) : std::string();
  while (!hash.empty() && hash.back() == '\n') hash.pop_back();
  const bool right = !hash.empty() && crypto::password_matches(hash, pin.view());
  if (!right) KIOSK_LOG(warning, "staff.wrong-code", {"code-is-set", hash.empty() ? "no" : "yes"});
  parts_.tell(app::intent::PinChecked{right});
  --pending_;
}

void Worker::find_packs() {
  app::intent::PacksFound found;
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(parts_.state / "keys/content");
  if (!keys) {
    found.refusal = content::name_of(content::PackError::wrong_signature);
  } else {
    const base::Result<content::InstalledContent> now = content_.load(*keys);
    const content::Manifest* current = now && now->catalogue ? &now->catalogue->manifest() : nullptr;
    const base::Result<std::vector<content::FoundPack>> packs =
        content::find_packs(parts_.stick, *keys, current);
    if (packs) {
      for (const content::FoundPack& pack : *packs) found.packs.push_back(view_of(pack));
    } else {
      found.refusal = packs.error().name();
    }
  }
  parts_.tell(std::move(found));
  --pending_;
}

void Worker::install(const std::string& path) {
  int told = -1;
  const auto progress = [&](std::size_t done, std::size_t all) {
    const int percent = all == 0 ? 100 : static_cast<int>(done * 100 / all);
    if (percent != told) parts_.tell(app::intent::InstallProgress{told = percent});
  };
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(content::TrustedKeys::load(parts_.state / "keys/content"));
    content::UnverifiedPack pack = TRY(content::UnverifiedPack::open(path));
    TRY(content_.install(std::move(pack), keys, parts_.clock.wall(), progress));
    return base::done();
  };
  const base::Result<void> done = attempt();
  const std::string reason = done ? std::string() : std::string(done.error().name());
  if (!done) KIOSK_LOG(warning, "content.refused", {"code", reason}, {"reason", done.error().sentence()});
  if (done) tell_content({});
  parts_.tell(app::intent::Installed{reason});
  --pending_;
}

void Worker::roll_back() {
  std::string reason;
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(parts_.state / "keys/content");
  if (!keys) {
    reason = keys.error().name();
  } else if (const auto back = content_.rollback(*keys); !back) {
    reason = back.error().name();
  }
  if (reason.empty()) tell_content({});
  parts_.tell(app::intent::Installed{reason});
  --pending_;
}

void Worker::tell_content(const std::string& problem) {
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(parts_.state / "keys/content");
  if (!keys) return;
  base::Result<content::InstalledContent> now = content_.load(*keys);
  app::intent::ContentChanged changed;
  if (now) changed.catalogue = now->catalogue;
  changed.problem = now ? (now->set_aside ? std::string(now->set_aside->name()) : problem)
                        : std::string(now.error().name());
  changed.generations = content_.list().versions;
  parts_.tell(std::move(changed));
}

void Worker::count_outbox() {
  if (parts_.outbox == nullptr) return;
  const base::Result<complaint::OutboxStats> stats = parts_.outbox->stats();
  if (stats) parts_.tell(app::intent::OutboxChanged{{stats->queued, stats->delivered, stats->failed}});
}

}  // namespace kiosk::main
