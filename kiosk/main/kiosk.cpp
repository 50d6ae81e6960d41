// kiosk: the touch screen of the town hall.

#include <malloc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <atomic>
#include <iostream>

#include "kiosk/base/log.h"
#include "kiosk/main/device.h"
#include "kiosk/main/health_look.h"
#include "kiosk/main/image_cache.h"
#include "kiosk/main/private_folder.h"
#include "kiosk/main/robot.h"
#include "kiosk/main/share_folder.h"
#include "kiosk/main/staff_code.h"
#include "kiosk/main/staff_settings.h"
#include "kiosk/main/stop_signals.h"
#include "kiosk/main/threads.h"
#include "kiosk/store/file.h"
#include "kiosk/ui/land.h"

namespace kiosk::main {
namespace {

constexpr std::chrono::minutes kRestartPause(10);
constexpr int kRestart = 1;
constexpr float kDefaultPixelsPerMm = 2.7F;  // the design's 32-inch panel

// Nothing a citizen typed may end in a core file, be it by a program that the kernel pipes cores to, or be
// read by another process of the same user; nor in swap. Pages are locked as they are touched, which takes no
// memory more. A process that may lock only so much locks nothing: beyond the limit it would get no memory at
// all.
void keep_memory_private() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(RLIMIT_MEMLOCK, &all);
  rlimit may_lock{};
  const bool without_limit = getrlimit(RLIMIT_MEMLOCK, &may_lock) == 0 && may_lock.rlim_cur == RLIM_INFINITY;
  if (!without_limit || mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0)
    KIOSK_LOG(info, "memory.not-locked", {"reason", "LimitMEMLOCK"});
}

// Large blocks are the system's own again as soon as they are free, and threads share one heap: a kiosk has
// few threads, and pictures of megabytes that come and go.
void keep_memory_small() {
  constexpr int kLargeBlock = 256 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  mallopt(M_TRIM_THRESHOLD, kLargeBlock);
  mallopt(M_ARENA_MAX, 1);
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
  state.kiosk.clock_floor = store.clock_floor();
  if (const auto rejected = store.rejection()) state.kiosk.rejected = {rejected->version, rejected->reason};
  begin_staff(state, options, now);
  return state;
}

int refuse(const base::Error& error) {
  std::cerr << error.name() << ": " << error.sentence() << "\n";
  return 1;
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

int run(const KioskOptions& options) {
  const sigset_t signals = hold_stop_signals();
  KioskClock clock;
  if (options.day) clock.show_day(*options.day);
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

  base::Result<ComplaintSide> opened = open_complaint_side(options);
  if (!opened) {
    KIOSK_LOG(error, "kiosk.no-complaints", {"reason", opened.error().sentence()});
    loop.post(app::intent::OutboxChecked{opened.error()});
  }
  const ComplaintSide side = opened ? std::move(opened).value() : ComplaintSide{};
  Threads threads(options, loop, clock, side, preview.get());
  if (const base::Result<void> started = threads.start(); !started) return refuse(started.error());
  pictures.on_damage([&threads] { threads.look_for_damage(); });
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
      loop, [&threads] { threads.wake(); }, [&threads](const auto& plugged) { threads.set_sticks(plugged); });
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
  keep_memory_private();
  keep_memory_small();
  const ParsedOptions parsed = parse_command_line(argc, argv);
  if (!parsed.options) return parsed.exit_code;
  if (parsed.options->check_content) return check_content(*parsed.options);
  return parsed.options->state.empty() ? run_in_private_folder(*parsed.options) : run(*parsed.options);
}
