#include "kiosk/main/worker.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/content/pack_finder.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/machine.h"
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
  view.manifest = summary.manifest.text();
  view.version = summary.version;
  view.created = content::day_text(summary.created);
  view.signer = summary.signer;
  view.pages = summary.pages;
  view.objects = summary.objects;
  view.added = summary.added;
  view.changed = summary.changed;
  view.removed = summary.removed;
  view.catalogue = found.catalogue;
  return view;
}

// Megabytes, rounded up; 0 where it cannot be told.
std::int64_t missing_mb(const content::ContentStore& store, const std::filesystem::path& state,
                        const std::string& path) {
  const auto missing = [&]() -> base::Result<std::uint64_t> {
    const content::TrustedKeys keys = TRY(content::TrustedKeys::load(state / "keys/content"));
    const content::SignedPack pack = TRY(TRY(content::UnverifiedPack::open(path)).verify_manifest(keys));
    return store.missing_bytes(pack.manifest());
  }();
  return missing ? static_cast<std::int64_t>((*missing + 999'999) / 1'000'000) : 0;
}

}  // namespace

Worker::Worker(WorkerParts parts)
    : parts_(std::move(parts)),
      content_(parts_.state),
      code_(parts_.state),
      start_(parts_.clock.now()),
      thread_([this] { run(); }) {}

Worker::~Worker() { stop(); }

void Worker::stop() {
  if (!thread_.joinable()) return;
  tasks_.post(Stop{});
  thread_.join();
}

void Worker::post(app::Effect effect) {
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
                        [this](const app::effect::FindPacks& order) { find_packs(order.search); },
                        [this](const app::effect::InstallPack& order) { install(order); },
                        [this](const app::effect::RollBack&) { roll_back(); },
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

void Worker::find_packs(std::uint64_t search) {
  app::intent::PacksFound found;
  found.search = search;
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(parts_.state / "keys/content");
  std::error_code gone;
  if (!std::filesystem::is_directory(parts_.stick, gone)) {
    found.refusal = app::kNoStick;
  } else if (!keys) {
    found.refusal = content::name_of(content::PackError::wrong_signature);
  } else {
    const base::Result<content::InstalledContent> now = content_.load(*keys);
    const content::Manifest* current = now && now->catalogue ? &now->catalogue->manifest() : nullptr;
    const base::Result<std::vector<content::FoundPack>> packs = content::find_packs(
        parts_.stick, *keys, current,
        [this](const content::SignedPack& pack) { return content_.check(pack, parts_.clock.wall()); });
    if (packs) {
      for (const content::FoundPack& pack : *packs) {
        found.packs.push_back(view_of(pack));
        if (!pack.summary && pack.summary.error().is(content::PackError::no_space))
          found.packs.back().missing_mb = missing_mb(content_, parts_.state, pack.path);
      }
    } else {
      found.refusal = packs.error().name();
    }
  }
  parts_.tell(std::move(found));
  --pending_;
}

void Worker::install(const app::effect::InstallPack& order) {
  int told = -1;
  const auto progress = [&](std::size_t done_bytes, std::size_t all) {
    const int percent = all == 0 ? 100 : static_cast<int>(done_bytes * 100 / all);
    if (percent != told) parts_.tell(app::intent::InstallProgress{told = percent, done_bytes, all});
  };
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(content::TrustedKeys::load(parts_.state / "keys/content"));
    content::UnverifiedPack pack =
        TRY(content::open_found(order.path, TRY(crypto::Hash::parse(order.manifest))));
    TRY(content_.install(std::move(pack), keys, parts_.clock.wall(), progress));
    return base::done();
  };
  tell_installed(attempt(), order.path);
}

void Worker::roll_back() {
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(content::TrustedKeys::load(parts_.state / "keys/content"));
    TRY(content_.rollback(keys));
    return base::done();
  };
  tell_installed(attempt(), {});
}

void Worker::tell_installed(const base::Result<void>& done, const std::string& path) {
  app::intent::Installed installed;
  if (done) {
    tell_content({});
  } else {
    const bool has_code = done.error().as<content::PackError>().has_value();
    installed.refusal = has_code ? done.error().name() : content::name_of(content::PackError::install_failed);
    KIOSK_LOG(warning, "content.refused", {"code", installed.refusal}, {"reason", done.error().sentence()});
    if (done.error().is(content::PackError::no_space))
      installed.missing_mb = missing_mb(content_, parts_.state, path);
  }
  parts_.tell(std::move(installed));
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
