// kiosk: the touch screen of the town hall.

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <atomic>
#include <iostream>

#include "kiosk/base/log.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/main/content_thread.h"
#include "kiosk/main/device.h"
#include "kiosk/main/health_look.h"
#include "kiosk/main/image_cache.h"
#include "kiosk/main/kiosk_options.h"
#include "kiosk/main/network_thread.h"
#include "kiosk/main/preview.h"
#include "kiosk/main/private_folder.h"
#include "kiosk/main/robot.h"
#include "kiosk/main/share_folder.h"
#include "kiosk/main/staff_code.h"
#include "kiosk/main/staff_settings.h"
#include "kiosk/main/stop_signals.h"
#include "kiosk/store/file.h"
#include "kiosk/ui/land.h"
#include "platform/system/stick_watch.h"

namespace kiosk::main {
namespace {

constexpr int kOpenTries = 50;
constexpr std::chrono::milliseconds kOpenPause(100);
constexpr std::chrono::minutes kRestartPause(10);
constexpr int kRestart = 1;
constexpr float kDefaultPixelsPerMm = 2.7F;  // the design's 32-inch panel

// Nothing a citizen typed may end in a core file.
void leave_no_core() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

// Large blocks are the system's own again as soon as they are free, and threads share one heap: a kiosk has
// few threads, and pictures of megabytes that come and go.
void keep_memory_small() {
  constexpr int kLargeBlock = 256 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  mallopt(M_TRIM_THRESHOLD, kLargeBlock);
  mallopt(M_ARENA_MAX, 1);
}

// The complaint side of a kiosk: empty on one that was not enrolled, or whose outbox does not open; then the
// kiosk still shows content. Each part is referred to by those below it, so none may move.
struct ComplaintSide {
  std::unique_ptr<complaint::Identity> identity;
  std::unique_ptr<complaint::Ledger> ledger;
  std::unique_ptr<complaint::Outbox> outbox;
  std::unique_ptr<complaint::AnswerStore> answers;
};

base::Result<ComplaintSide> open_complaint_side(const KioskOptions& options) {
  ComplaintSide side;
  side.identity = std::make_unique<complaint::Identity>(TRY(complaint::Identity::load(options.state)));
  if (!options.desk.empty()) side.identity->desk_url = options.desk;
  while (side.identity->desk_url.ends_with('/')) side.identity->desk_url.pop_back();
  side.ledger = TRY(complaint::Ledger::open(options.state / "outbox", side.identity->id));
  side.outbox = TRY(complaint::Outbox::open(options.state / "outbox", *side.ledger, *side.identity));
  side.answers = std::make_unique<complaint::AnswerStore>(*side.ledger);
  return side;
}

// Apart from what is installed in a state folder that a preview is given.
std::filesystem::path preview_folder(const KioskOptions& options) { return options.state / "preview"; }

// Where the photographs of packs lie.
std::filesystem::path objects_folder(const KioskOptions& options) {
  return (options.preview.empty() ? options.state : preview_folder(options)) / "content/objects";
}

// The sources of a clerk instead of what is installed; null where that is shown.
std::unique_ptr<Preview> open_preview(const KioskOptions& options) {
  if (options.preview.empty()) return nullptr;
  const auto print = [](const std::string& report) { std::cerr << report << std::flush; };
  return std::make_unique<Preview>(options.preview, preview_folder(options), language_of_environment(),
                                   print);
}

// A kioskctl at work, or the kiosk that just ended, gives the outbox back within seconds.
base::Result<ComplaintSide> patiently_open_complaint_side(const KioskOptions& options) {
  if (!options.preview.empty())
    return base::Error(complaint::OutboxError::unavailable, "a preview keeps no complaints");
  base::Result<ComplaintSide> side = open_complaint_side(options);
  for (int i = 0; i < kOpenTries && !side && side.error().is(store::StoreError::busy); ++i) {
    std::this_thread::sleep_for(kOpenPause);
    side = open_complaint_side(options);
  }
  return side;
}

void begin_staff(app::State& state, const KioskOptions& options, base::BootTime now) {
  const StaffCode code(options.state);
  state.kiosk.pin_is_set = code.is_set();
  state.kiosk.pin_failures = code.wrong_tries();
  state.kiosk.pin_blocked_until = now + app::pin_pause(state.kiosk.pin_failures);
  state.kiosk.reduced_motion = load_staff_settings(options.state, {options.reduced_motion}).reduced_motion;
}

app::State state_of(const KioskOptions& options) {
  app::State state;
  state.kiosk.id = options.id;
  state.kiosk.name = options.name;
  state.kiosk.language = options.language;
  state.settings.language = options.language;
  return state;
}

app::State preview_state(const KioskOptions& options, Preview& preview) {
  app::State state = state_of(options);
  state.kiosk.is_preview = true;
  app::update(state, preview.read());
  return state;
}

app::State first_state(const KioskOptions& options, base::BootTime now) {
  app::State state = state_of(options);
  content::ContentStore store(options.state, load_device(options.state));
  const base::Result<content::TrustedKeys> keys = content::TrustedKeys::load(options.state / "keys/content");
  if (keys && !options.check_content) {
    if (const base::Result<void> begun = store.begin(*keys); !begun)
      KIOSK_LOG(error, "content.trial", {"reason", begun.error().sentence()});
  }
  base::Result<content::InstalledContent> installed =
      keys ? store.load(*keys)
           : base::Result<content::InstalledContent>(
                 base::Error(content::PackError::nothing_there, "no trusted keys"));
  if (installed) {
    state.kiosk.catalogue = installed->catalogue;
    if (installed->set_aside) state.kiosk.content_problem = installed->set_aside->name();
  } else {
    state.kiosk.content_problem = installed.error().name();
  }
  if (!state.kiosk.content_problem.empty())
    KIOSK_LOG(error, "content.problem", {"reason", state.kiosk.content_problem});
  state.kiosk.generations = store.list().versions;
  if (const auto rejected = store.rejection()) state.kiosk.rejected = {rejected->version, rejected->reason};
  begin_staff(state, options, now);
  return state;
}

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
    case sync::EventKind::set_aside:
      break;  // seen in the counts
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

bool changes_counts(const sync::Event& event) {
  return event.kind == sync::EventKind::delivered || event.kind == sync::EventKind::set_aside;
}

sync::HealthReport health_of(std::int64_t content_version, const std::string& problem, base::BootTime start) {
  sync::HealthReport report{KIOSK_VERSION, std::to_string(content_version), start, {}};
  if (!problem.empty()) report.errors.push_back(problem);
  return report;
}

// The worker and the network thread call each other. The worker stops first, but outlives the network thread
// as a value that takes calls and does nothing.
class StopsWorker {
 public:
  explicit StopsWorker(Worker& worker) : worker_(worker) {}
  ~StopsWorker() { worker_.stop(); }
  StopsWorker(const StopsWorker&) = delete;
  StopsWorker& operator=(const StopsWorker&) = delete;

 private:
  Worker& worker_;
};

int refuse(const base::Error& error) {
  std::cerr << error.name() << ": " << error.sentence() << "\n";
  return 1;
}

// Known before anybody asks; the worker keeps them up to date.
void tell_counts(complaint::Outbox& outbox, ScreenLoop& loop) {
  const base::Result<complaint::OutboxStats> stats = outbox.stats();
  if (stats) loop.post(app::intent::OutboxChanged{{stats->queued, stats->delivered, stats->failed}});
}

// An outbox that failed, or did not open, is opened again by a new process: the supervisor's. Not while
// somebody stands here, and not in a hurry.
bool must_restart(base::Milliseconds running, const ScreenLoop& loop, const ComplaintSide& side) {
  const bool failed = side.outbox == nullptr || side.outbox->is_broken();
  return failed && running > kRestartPause && loop.state().place().screen == app::Screen::attract;
}

ui::Panel panel_of(const KioskOptions& options, int width_px, int height_px) {
  return {width_px, height_px,
          options.panel_width_mm > 0 ? options.panel_width_mm
                                     : static_cast<float>(width_px) / kDefaultPixelsPerMm,
          options.panel_foot_mm};
}

base::Result<base::Bytes> read_asset(const std::string& asset) {
  return store::read_file(share_folder() / asset, ui::kMaxLandBytes);
}

int check_content(const KioskOptions& options) {
  constexpr int kWidth = 1080, kHeight = 1920;  // the design's
  const app::State state = first_state(options, base::BootTime());
  if (!state.kiosk.content_problem.empty()) return tell_health({state.kiosk.content_problem});
  ImageCache pictures(share_folder(), options.state / "cache", ImageCache::kMaxBytes,
                      objects_folder(options));
  return look_at_content(state.kiosk.catalogue, share_folder(), pictures, panel_of(options, kWidth, kHeight));
}

// Known to the screen at once, and to the pack thread when it has time.
void tell_sticks(const std::vector<platform::system::PluggedStick>& plugged, ScreenLoop& loop,
                 Worker& worker) {
  std::vector<app::StickView> sticks;
  for (const platform::system::PluggedStick& stick : plugged)
    sticks.push_back({stick.number, stick.device, stick.label, {}, {}});
  worker.set_sticks(sticks);
  loop.post(app::intent::SticksChanged{std::move(sticks)});
}

// Null where no sticks are looked for, or where there is no udev: then the folder alone stands in.
std::unique_ptr<platform::system::StickWatch> watch_sticks(const KioskOptions& options, ScreenLoop& loop,
                                                           Worker& worker) {
  if (options.stick_helper.empty() || options.robot) return nullptr;
  base::Result<std::unique_ptr<platform::system::StickWatch>> watch = platform::system::StickWatch::start(
      [&loop, &worker](const auto& plugged) { tell_sticks(plugged, loop, worker); });
  if (watch) return std::move(watch).value();
  KIOSK_LOG(warning, "sticks.not-watched", {"reason", watch.error().sentence()});
  return nullptr;
}

int run(const KioskOptions& options) {
  const sigset_t signals = hold_stop_signals();
  KioskClock clock;
  const base::BootTime start = clock.now();
  ui::DrawContext draw_context;
  base::Result<text::FontSet> fonts = text::FontSet::open(share_folder() / "fonts");
  if (!fonts) return refuse(fonts.error());
  base::Result<platform::display::Window> window = platform::display::Window::open(options.window);
  if (!window) return refuse(window.error());
  text::Engine engine(std::move(fonts).value());
  const app::Strings strings(share_folder() / "locale");
  const ui::Panel panel = panel_of(options, window->width_px(), window->height_px());
  ImageCache pictures(share_folder(), options.state / "cache", ImageCache::kMaxBytes,
                      objects_folder(options));
  ui::Interface interface(
      draw_context, engine, window->renderer(),
      [&pictures](const std::string& asset, int wide, int tall) { return pictures.load(asset, wide, tall); },
      panel);
  interface.painter().keep_pictures(
      [&pictures](const std::string& name, const std::string& asset, const ui::ImageMaker& make) {
        return pictures.keep(name, asset, make);
      });
  screens::Screens screens(strings, read_asset);
  const std::unique_ptr<Preview> preview = open_preview(options);
  ScreenLoop loop(*window, interface, screens,
                  preview ? preview_state(options, *preview) : first_state(options, start), clock);
  loop.draw_now();  // before anything that is not seen

  const app::Kiosk& known = loop.state().kiosk;
  const std::int64_t content_version = known.catalogue ? known.catalogue->version() : 0;
  const std::string content_problem = known.content_problem;
  base::Result<ComplaintSide> opened = patiently_open_complaint_side(options);
  if (!opened) {
    KIOSK_LOG(error, "kiosk.no-complaints", {"reason", opened.error().sentence()});
    loop.post(app::intent::OutboxChecked{opened.error()});
  }
  const ComplaintSide side = opened ? std::move(opened).value() : ComplaintSide{};
  if (side.outbox) tell_counts(*side.outbox, loop);
  std::atomic<NetworkThread*> network = nullptr;  // for the worker, which begins before them
  std::atomic<ContentThread*> fetcher = nullptr;
  Worker worker({options.state, options.stick, options.stick_helper, clock, side.outbox.get(),
                 side.answers.get(),
                 [&](app::Intent intent) {
                   const auto* changed = std::get_if<app::intent::ContentChanged>(&intent);
                   NetworkThread* const heard = network;
                   if (changed != nullptr && heard != nullptr) {
                     const std::int64_t version = changed->catalogue ? changed->catalogue->version() : 0;
                     heard->set_health(health_of(version, changed->problem, start));
                   }
                   loop.post(std::move(intent));
                 },
                 [&network](const base::Uuid& uuid) {
                   if (NetworkThread* const heard = network) heard->complaint_filed(uuid);
                 },
                 [&network] {
                   if (NetworkThread* const heard = network) heard->follow_up_asked();
                 },
                 [&network, &fetcher] {
                   if (NetworkThread* const heard = network) heard->resume();
                   if (ContentThread* const heard = fetcher) heard->poll_now();
                 },
                 preview ? std::filesystem::path() : program_file(),
                 [&fetcher](const base::Result<void>& installed) {
                   ContentThread* const heard = fetcher;
                   if (heard != nullptr && installed) heard->installed();
                   if (heard != nullptr && !installed) heard->refused(installed.error());
                 }});
  loop.set_worker(worker);
  std::unique_ptr<NetworkThread> network_thread;
  std::unique_ptr<ContentThread> content_thread;
  const StopsWorker stops_worker(worker);
  if (side.identity) {
    const auto tell = [&](const sync::Event& event) {
      if (std::optional<app::Intent> intent = intent_of(event)) loop.post(std::move(*intent));
      if (changes_counts(event)) worker.refresh_counts();
    };
    base::Result<std::unique_ptr<NetworkThread>> started =
        NetworkThread::start(*side.outbox, *side.answers, *side.identity, tell,
                             {{},
                              [&clock] { return clock.now(); },
                              health_of(content_version, content_problem, start),
                              [&loop](const sync::Channel& channel) {
                                loop.post(app::intent::ChannelChanged{view_of(channel)});
                              }});
    if (!started) return refuse(started.error());
    network_thread = std::move(started).value();
    network = network_thread.get();
  }
  if (!options.content.empty() && !preview) {
    base::Result<std::unique_ptr<ContentThread>> started = ContentThread::start(
        {options.state, load_device(options.state), options.content, [&clock] { return clock.now(); },
         [&clock] { return clock.wall(); },
         [&loop](base::Bytes head) { loop.post(app::intent::ContentFetched{std::move(head)}); },
         [&loop](const sync::FetchState& state) {
           loop.post(app::intent::FetchingChanged{view_of(state)});
         }});
    if (!started) return refuse(started.error());
    content_thread = std::move(started).value();
    fetcher = content_thread.get();
  }
  std::optional<PreviewThread> preview_thread;
  if (preview)
    preview_thread.emplace(*preview, [&loop](app::Intent intent) { loop.post(std::move(intent)); });
  const std::unique_ptr<platform::system::StickWatch> watch = watch_sticks(options, loop, worker);
  std::atomic<bool> stop_asked = false;
  const StopWaiter waiter(signals, [&] {
    stop_asked = true;
    window->wake();
  });
  if (!options.robot) {
    while (!stop_asked && loop.turn(std::nullopt)) {
      if (!preview && must_restart(clock.now() - start, loop, side)) return kRestart;
    }
    return 0;
  }
  Robot robot(
      loop,
      [&network, &fetcher] {
        if (NetworkThread* const heard = network) heard->wake();
        if (ContentThread* const heard = fetcher) heard->wake();
      },
      [&](const auto& plugged) { tell_sticks(plugged, loop, worker); });
  while (!stop_asked && robot.serve() && loop.turn(std::nullopt)) {
  }
  return 0;
}

// A preview leaves nothing behind.
int run_in_private_folder(KioskOptions options) {
  const base::Result<PrivateFolder> folder = PrivateFolder::make();
  if (!folder) return refuse(folder.error());
  options.state = folder->path();
  options.stick = options.state / "incoming";
  return run(options);
}

}  // namespace
}  // namespace kiosk::main

int main(int argc, char** argv) {
  using namespace kiosk::main;
  kiosk::base::use_time_zone(kiosk::base::kMoroccoTimeZone);
  leave_no_core();
  keep_memory_small();
  const ParsedOptions parsed = parse_command_line(argc, argv);
  if (!parsed.options) return parsed.exit_code;
  if (parsed.options->check_content) return check_content(*parsed.options);
  return parsed.options->state.empty() ? run_in_private_folder(*parsed.options) : run(*parsed.options);
}
