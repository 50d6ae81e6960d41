#include "kiosk/main/threads.h"

#include "kiosk/base/log.h"
#include "kiosk/main/device.h"
#include "kiosk/main/share_folder.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

std::optional<app::Intent> intent_of(const sync::Event& event) {
  switch (event.kind) {
    case sync::EventKind::delivered:
      return app::intent::Delivered{event.uuid.text(), event.at, event.case_number};
    case sync::EventKind::answers_updated:
      return app::intent::AnswersUpdated{};
    case sync::EventKind::alarm:
      return app::intent::NetworkAlarm{event.reason};
    case sync::EventKind::alarm_over:
      return app::intent::NetworkAlarm{};
    case sync::EventKind::set_aside:     // seen in the counts
    case sync::EventKind::asked:         // the worker's
    case sync::EventKind::new_cell_key:  // nobody's on the screen
      break;
  }
  return std::nullopt;
}

app::Channel view_of(const sync::Channel& channel) {
  return {channel.configured, channel.heard_at, channel.failing_since, channel.reason};
}

app::Fetching view_of(const sync::FetchState& state) {
  return {state.configured, state.heard_at,   state.failing_since, state.reason,
          state.version,    state.done_bytes, state.all_bytes};
}

// Of this boot of the machine: while it lasts its clock goes on.
std::string boot_id() {
  constexpr std::size_t kMost = 64;
  const base::Result<base::Bytes> id = store::read_file("/proc/sys/kernel/random/boot_id", kMost);
  return id ? std::string(base::as_text(*id)) : std::string();
}

}  // namespace

Threads::Threads(const KioskOptions& options, ScreenLoop& loop, const KioskClock& clock,
                 const ComplaintSide& side, Preview* preview)
    : options_(options),
      loop_(loop),
      clock_(clock),
      side_(side),
      preview_(preview),
      start_(clock.now()),
      worker_(worker_parts()) {
  loop_.set_worker(worker_);
}

Threads::~Threads() {
  stick_watch_.reset();
  preview_thread_.reset();
  worker_.stop();
}

base::Result<void> Threads::start() {
  tell_counts();
  TRY(start_network());
  TRY(start_content());
  if (preview_ != nullptr)
    preview_thread_.emplace(*preview_, [this](app::Intent intent) { loop_.post(std::move(intent)); });
  watch_sticks();
  return base::done();
}

// Known before anybody asks; the worker keeps them up to date.
void Threads::tell_counts() {
  if (!side_.outbox) return;
  const base::Result<complaint::OutboxStats> stats = side_.outbox->stats();
  if (stats) loop_.post(app::intent::OutboxChanged{{stats->queued, stats->delivered, stats->failed}});
}

void Threads::wake() {
  if (NetworkThread* const network = network_) network->wake();
  if (ContentThread* const content = content_) content->wake();
}

// Known to the screen at once, and to the pack thread when it has time.
void Threads::set_sticks(const std::vector<platform::system::PluggedStick>& plugged) {
  std::vector<app::StickView> sticks;
  for (const platform::system::PluggedStick& stick : plugged)
    sticks.push_back({stick.number, stick.device, stick.label, {}, {}});
  worker_.set_sticks(sticks);
  loop_.post(app::intent::SticksChanged{std::move(sticks)});
}

WorkerParts Threads::worker_parts() {
  WorkerParts parts{options_.state,
                    options_.stick,
                    options_.stick_helper,
                    clock_,
                    side_.outbox.get(),
                    side_.answers.get(),
                    side_.identity.get(),
                    [this](app::Intent intent) { tell(std::move(intent)); },
                    [this](const base::Uuid& uuid) {
                      if (NetworkThread* const network = network_) network->complaint_filed(uuid);
                    },
                    [this] {
                      if (NetworkThread* const network = network_) network->follow_up_asked();
                    },
                    [this](const complaint::TicketTag& tag) {
                      NetworkThread* const network = network_;
                      const bool can_ask = network != nullptr && !side_.identity->desk_url.empty();
                      if (can_ask) network->ask_for(tag);
                      return can_ask;
                    },
                    [this] {
                      if (NetworkThread* const network = network_) network->resume();
                      if (ContentThread* const content = content_) content->poll_now();
                    }};
  parts.new_cell_key = [this](const crypto::CellPublicKey& key) { take_cell_key(key); };
  if (preview_ == nullptr) parts.program = program_file();
  parts.content_is_damaged = !loop_.state().kiosk.content_problem.empty();
  parts.fetched = [this](const base::Result<void>& installed) {
    ContentThread* const content = content_;
    if (content != nullptr && installed) content->installed();
    if (content != nullptr && !installed) content->refused(installed.error());
  };
  return parts;
}

void Threads::tell(app::Intent intent) {
  const auto* changed = std::get_if<app::intent::ContentChanged>(&intent);
  NetworkThread* const network = network_;
  if (changed != nullptr && network != nullptr)
    network->set_health(health(changed->catalogue ? changed->catalogue->version() : 0, changed->problem));
  loop_.post(std::move(intent));
}

void Threads::hear(const sync::Event& event) {
  if (std::optional<app::Intent> intent = intent_of(event)) loop_.post(std::move(*intent));
  if (event.kind == sync::EventKind::delivered) worker_.hear_of_delivery(event.uuid);
  if (event.kind == sync::EventKind::set_aside) worker_.refresh_counts();
  if (event.kind == sync::EventKind::asked) worker_.hear_from_cell(event.reason.empty());
  if (event.kind == sync::EventKind::new_cell_key) take_cell_key(*event.cell_key);
}

// Used only when it is on the disk: a restart must not go back to a key that the cell may have given up.
void Threads::take_cell_key(const crypto::CellPublicKey& key) {
  const base::Result<void> kept = complaint::keep_cell_key(options_.state, key);
  if (kept) {
    side_.identity->recipients.set_cell(key);
    KIOSK_LOG(warning, "cell.key-changed", {"id", base::to_hex(key.id())});
  } else {
    KIOSK_LOG(error, "cell.key-not-kept", {"reason", kept.error().sentence()});
  }
}

sync::HealthReport Threads::health(std::int64_t content_version, const std::string& problem) const {
  sync::HealthReport report{KIOSK_VERSION, std::to_string(content_version), start_, {}};
  if (!problem.empty()) report.errors.push_back(problem);
  return report;
}

base::Result<void> Threads::start_network() {
  if (!side_.identity) return base::done();
  const app::Kiosk& known = loop_.state().kiosk;
  NetworkOptions options;
  options.clock = [this] { return clock_.now(); };
  options.boot = boot_id();
  options.health = health(known.catalogue ? known.catalogue->version() : 0, known.content_problem);
  options.channel_changed = [this](const sync::Channel& channel) {
    loop_.post(app::intent::ChannelChanged{view_of(channel)});
  };
  network_thread_ = TRY(NetworkThread::start(
      *side_.outbox, *side_.answers, *side_.identity, [this](const sync::Event& event) { hear(event); },
      std::move(options)));
  network_ = network_thread_.get();
  return base::done();
}

base::Result<void> Threads::start_content() {
  if (options_.content.empty() || preview_ != nullptr) return base::done();
  content_thread_ = TRY(ContentThread::start(
      {options_.state, load_device(options_.state), options_.content, [this] { return clock_.now(); },
       [this] { return clock_.wall(); },
       [this](base::Bytes head) { loop_.post(app::intent::ContentFetched{std::move(head)}); },
       [this](const sync::FetchState& state) { loop_.post(app::intent::FetchingChanged{view_of(state)}); },
       [this] { worker_.show_repaired_content(); }}));
  content_ = content_thread_.get();
  return base::done();
}

// Where no sticks are looked for, or where there is no udev, the folder alone stands in. The robot plugs its
// own.
void Threads::watch_sticks() {
  if (options_.stick_helper.empty() || options_.robot) return;
  base::Result<std::unique_ptr<platform::system::StickWatch>> watch =
      platform::system::StickWatch::start([this](const auto& plugged) { set_sticks(plugged); });
  if (!watch) KIOSK_LOG(warning, "sticks.not-watched", {"reason", watch.error().sentence()});
  if (watch) stick_watch_ = std::move(watch).value();
}

}  // namespace kiosk::main
