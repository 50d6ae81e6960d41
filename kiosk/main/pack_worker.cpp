#include "kiosk/main/pack_worker.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/content/pack_finder.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/device.h"
#include "kiosk/main/health_check.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

constexpr base::Milliseconds kIdle = std::chrono::hours(1);
constexpr base::Milliseconds kScrubEvery = std::chrono::hours(24);
constexpr base::Milliseconds kFirstScrub = std::chrono::hours(2);  // after a start

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
    const content::TrustedKeys keys = store.newest(TRY(content::TrustedKeys::load(state / "keys/content")));
    const content::SignedPack pack = TRY(TRY(content::UnverifiedPack::open(path)).verify_manifest(keys));
    return store.missing_bytes(pack.manifest());
  }();
  return missing ? static_cast<std::int64_t>((*missing + 999'999) / 1'000'000) : 0;
}

// Where no pack was found: why.
std::string nothing_found(const std::vector<ShelfPlace>& places, const std::vector<app::StickView>& sticks) {
  if (!places.empty()) return std::string(content::name_of(content::PackError::no_pack));
  return sticks.empty() || sticks.front().problem.empty() ? app::kNoStick : sticks.front().problem;
}

}  // namespace

PackWorker::PackWorker(PackWorkerParts parts)
    : parts_(std::move(parts)),
      content_(parts_.state, load_device(parts_.state)),
      next_scrub_(parts_.clock.now() + kFirstScrub),
      shelf_(parts_.stick, parts_.stick_helper),
      thread_([this] { run(); }) {}

PackWorker::~PackWorker() { stop(); }

void PackWorker::stop() {
  if (!thread_.joinable()) return;
  tasks_.post(Stop{});
  thread_.join();
}

bool PackWorker::takes(const app::Effect& effect) {
  return std::holds_alternative<app::effect::FindPacks>(effect) ||
         std::holds_alternative<app::effect::InstallPack>(effect) ||
         std::holds_alternative<app::effect::InstallFetched>(effect) ||
         std::holds_alternative<app::effect::RollBack>(effect) ||
         std::holds_alternative<app::effect::LookAtSticks>(effect) ||
         std::holds_alternative<app::effect::CopyOutbox>(effect);
}

void PackWorker::post(app::Effect effect) {
  ++pending_;
  tasks_.post(std::move(effect));
}

void PackWorker::set_sticks(Sticks sticks) { tasks_.post(std::move(sticks)); }
void PackWorker::look_for_damage() { tasks_.post(LookForDamage{}); }
void PackWorker::show_repaired_content() { tasks_.post(ShowRepaired{}); }

void PackWorker::run() {
  begin();
  while (true) {
    std::optional<Task> task = tasks_.wait(kIdle);
    if (!task) look_after();
    if (!task) continue;
    if (std::holds_alternative<Stop>(*task)) break;
    if (auto* sticks = std::get_if<Sticks>(&*task)) {
      shelf_.set_sticks(std::move(*sticks));
    } else if (std::holds_alternative<LookForDamage>(*task)) {
      if (!parts_.program.empty()) scrub();
    } else if (std::holds_alternative<ShowRepaired>(*task)) {
      KIOSK_LOG(info, "content.repaired");
      tell_content();
    } else {
      carry_out(std::get<app::Effect>(*task));
      --pending_;
    }
  }
  shelf_.close_all();
}

void PackWorker::carry_out(const app::Effect& effect) {
  if (const auto* find = std::get_if<app::effect::FindPacks>(&effect)) find_packs(find->search);
  if (const auto* order = std::get_if<app::effect::InstallPack>(&effect)) install(*order);
  if (const auto* order = std::get_if<app::effect::InstallFetched>(&effect)) install_fetched(*order);
  if (const auto* order = std::get_if<app::effect::CopyOutbox>(&effect)) copy_outbox(order->plug);
  if (std::holds_alternative<app::effect::RollBack>(effect)) roll_back();
  if (std::holds_alternative<app::effect::LookAtSticks>(effect)) look_at_sticks();
  // The visit is over: nobody looks at a stick any more.
  if (std::holds_alternative<app::effect::Forget>(effect)) shelf_.close_all();
}

base::Result<content::TrustedKeys> PackWorker::keys() const {
  return content_.newest(TRY(content::TrustedKeys::load(parts_.state / "keys/content")));
}

// What was installed by kioskctl, or just before the power went, nobody has looked at yet.
void PackWorker::begin() {
  if (parts_.content_is_damaged) scrub();
  if (parts_.program.empty() || !content_.trial()) return;
  const base::Result<content::TrustedKeys> keys = this->keys();
  if (!keys) return;
  const base::Result<void> proved = prove(*keys);
  if (!proved) KIOSK_LOG(error, "content.refused", {"reason", proved.error().sentence()});
  tell_content();
}

// For the next start, in case the clock is lost until then.
void PackWorker::note_clock() {
  const base::Timestamp wall = parts_.clock.wall();
  if (clock_quality(wall) != complaint::ClockQuality::synchronised) return;
  if (const base::Result<void> noted = content_.note_clock(wall); !noted)
    KIOSK_LOG(warning, "content.clock-not-noted", {"reason", noted.error().sentence()});
}

// In the quiet: whether what is installed is still what it was.
void PackWorker::look_after() {
  note_clock();
  const base::BootTime now = parts_.clock.now();
  if (parts_.program.empty() || now < next_scrub_) return;
  next_scrub_ = now + kScrubEvery;
  scrub();
}

// What is spoiled leaves the shelf, and is fetched anew where there is a network.
void PackWorker::scrub() {
  const base::Result<content::TrustedKeys> keys = this->keys();
  if (!keys) return;
  const base::Result<content::ScrubReport> report = content_.scrub(*keys, [this] { return pending_ > 0; });
  if (!report || report->damaged.empty()) return;
  for (const std::string& name : report->damaged) KIOSK_LOG(error, "content.damaged", {"object", name});
  tell_content();
}

// Looks at a generation on trial. PackError::unhealthy: it was taken back.
base::Result<void> PackWorker::prove(const content::TrustedKeys& keys) {
  if (parts_.program.empty() || !content_.trial()) return base::done();
  const std::string wrong = check_health(parts_.program, parts_.state);
  if (wrong.empty()) return content_.confirm();
  TRY(content_.reject(wrong, keys));
  return base::Error(content::PackError::unhealthy, wrong);
}

void PackWorker::look_at_sticks() {
  shelf_.open_all();
  parts_.tell(app::intent::SticksSeen{shelf_.sticks()});
}

void PackWorker::find_packs(std::uint64_t search) {
  app::intent::PacksFound found;
  found.search = search;
  const base::Result<content::TrustedKeys> keys = this->keys();
  if (keys) {
    found.refusal = find_packs(*keys, found.packs);
  } else {
    const std::string none = nothing_found(shelf_.open_all(), shelf_.sticks());
    found.refusal = none == app::kNoStick ? none : content::name_of(content::PackError::wrong_signature);
  }
  parts_.tell(app::intent::SticksSeen{shelf_.sticks()});
  parts_.tell(std::move(found));
}

// Those of every place, newest first, refused ones last; or why there are none.
std::string PackWorker::find_packs(const content::TrustedKeys& keys, std::vector<app::PackView>& found) {
  const base::Result<content::InstalledContent> now = content_.load(keys);
  const content::Manifest* current = now && now->catalogue ? &now->catalogue->manifest() : nullptr;
  const bool is_whole = !(now && now->set_aside) && content_.missing_of_shown(keys).empty();
  const std::vector<ShelfPlace> places = shelf_.open_all();
  for (const ShelfPlace& place : places) {
    const base::Result<std::vector<content::FoundPack>> packs = content::find_packs(
        place.folder, keys, current,
        [this](const content::SignedPack& pack) { return content_.check(pack, parts_.clock.wall()); },
        is_whole);
    if (!packs) continue;  // no pack there
    for (const content::FoundPack& pack : *packs) {
      found.push_back(view_of(pack));
      found.back().plug = place.plug;
      if (!pack.summary && pack.summary.error().is(content::PackError::no_space))
        found.back().missing_mb = missing_mb(content_, parts_.state, pack.path);
    }
  }
  std::ranges::stable_sort(found, std::greater(), &app::PackView::version);
  return found.empty() ? nothing_found(places, shelf_.sticks()) : std::string();
}

void PackWorker::install(const app::effect::InstallPack& order) {
  int told = -1;
  const auto progress = [&](std::size_t done_bytes, std::size_t all) {
    const int percent = all == 0 ? 100 : static_cast<int>(done_bytes * 100 / all);
    if (percent != told)
      parts_.tell(app::intent::InstallProgress{told = percent, done_bytes, all, parts_.clock.now()});
  };
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(this->keys());
    content::UnverifiedPack pack =
        TRY(content::open_found(order.path, TRY(crypto::Hash::parse(order.manifest))));
    TRY(content_.install(std::move(pack), keys, parts_.clock.wall(), progress));
    return prove(keys);
  };
  tell_installed(attempt(), order.path);
}

// Nobody asked for it on the screen: whoever fetched it is told.
void PackWorker::install_fetched(const app::effect::InstallFetched& order) {
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(this->keys());
    TRY(content_.install(TRY(content_.open_fetched(order.head)), keys, parts_.clock.wall()));
    return prove(keys);
  };
  const base::Result<void> done = attempt();
  if (!done)
    KIOSK_LOG(warning, "content.refused", {"code", done.error().name()}, {"reason", done.error().sentence()});
  if (done || done.error().is(content::PackError::unhealthy)) tell_content();
  parts_.fetched(done);
}

void PackWorker::roll_back() {
  const auto attempt = [&]() -> base::Result<void> {
    const content::TrustedKeys keys = TRY(this->keys());
    TRY(content_.rollback(keys));
    return base::done();
  };
  tell_installed(attempt(), {});
}

void PackWorker::tell_installed(const base::Result<void>& done, const std::string& path) {
  app::intent::Installed installed;
  if (done) {
    tell_content();
  } else {
    const bool has_code = done.error().as<content::PackError>().has_value();
    installed.refusal = has_code ? done.error().name() : content::name_of(content::PackError::install_failed);
    KIOSK_LOG(warning, "content.refused", {"code", installed.refusal}, {"reason", done.error().sentence()});
    if (done.error().is(content::PackError::unhealthy)) {
      installed.detail = done.error().sentence();
      tell_content();
    }
    if (done.error().is(content::PackError::no_space))
      installed.missing_mb = missing_mb(content_, parts_.state, path);
  }
  // Before anybody reads that the stick may be removed.
  shelf_.close_all();
  parts_.tell(std::move(installed));
}

void PackWorker::tell_content() {
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(parts_.state / "keys/content");
  if (!keys) return;
  base::Result<content::InstalledContent> now = content_.load(*keys);
  app::intent::ContentChanged changed;
  if (const auto rejected = content_.rejection()) changed.rejected = {rejected->version, rejected->reason};
  // What a photograph shows is not loaded, but missed all the same.
  if (!content_.missing_of_shown(*keys).empty())
    changed.problem = content::name_of(content::PackError::damaged);
  if (now) changed.catalogue = now->catalogue;
  if (!now) changed.problem = now.error().name();
  if (now && now->set_aside) changed.problem = now->set_aside->name();
  changed.generations = content_.list().versions;
  changed.clock_floor = content_.clock_floor();
  parts_.tell(std::move(changed));
}

// What the cell sent back comes first: what it has confirmed need not go again.
base::Result<app::intent::OutboxCopied> PackWorker::exchange_mail(const std::filesystem::path& folder) {
  TRY(store::make_folder(folder));
  const complaint::Replies replies =
      TRY(complaint::take_replies(folder, *parts_.outbox, *parts_.answers, *parts_.identity));
  if (replies.cell_key) parts_.new_cell_key(*replies.cell_key);
  const int copied = TRY(complaint::put_waiting(folder, *parts_.outbox, *parts_.answers, *parts_.identity));
  return app::intent::OutboxCopied{copied, replies.delivered, ""};
}

// The stick is closed whatever happened, and a copy counts only when it was closed well. Nothing leaves the
// outbox but what the cell has confirmed.
void PackWorker::copy_outbox(std::uint64_t plug) {
  const auto copy = [&]() -> base::Result<app::intent::OutboxCopied> {
    if (parts_.outbox == nullptr)
      return base::Error(complaint::OutboxError::unavailable, "this kiosk has no outbox");
    const ShelfPlace place = TRY(shelf_.open_to_write(plug));
    base::Result<app::intent::OutboxCopied> copied = exchange_mail(place.folder / complaint::kStickFolder);
    const base::Result<void> closed = shelf_.close(plug);
    const bool was_pulled = !closed && stick_code(closed.error()) == app::kStickRemoved;
    if (was_pulled || copied) TRY(closed);
    return copied;
  };
  const base::Result<app::intent::OutboxCopied> copied = copy();
  app::intent::OutboxCopied told;
  if (copied) {
    told = *copied;
    KIOSK_LOG(info, "outbox.copied", {"count", told.copied}, {"delivered", told.delivered});
  } else {
    const bool is_ours = copied.error().as<complaint::OutboxError>().has_value();
    told.problem = is_ours ? std::string(copied.error().name()) : stick_code(copied.error());
    KIOSK_LOG(warning, "outbox.not-copied", {"code", told.problem}, {"reason", copied.error().sentence()});
  }
  parts_.tell(std::move(told));
  parts_.mail_exchanged();
}

}  // namespace kiosk::main
