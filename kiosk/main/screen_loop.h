#pragma once
// The screen's thread: events in, frames out, asleep in between. It alone changes the State. Nothing changed:
// no frame.

#include <chrono>
#include <deque>

#include "kiosk/app/update.h"
#include "kiosk/base/mailbox.h"
#include "kiosk/main/kiosk_clock.h"
#include "kiosk/main/worker.h"
#include "kiosk/screens/screens.h"
#include "platform/display/window.h"

namespace kiosk::main {

struct FrameTimes {  // of the last kKept frames, milliseconds from build to shown
  static constexpr std::size_t kKept = 1000;
  std::deque<float> kept;
  std::uint64_t count = 0;
  void add(float ms);
  [[nodiscard]] float percentile(float part) const;
};

class ScreenLoop {
 public:
  ScreenLoop(platform::display::Window& window, ui::Interface& ui, screens::Screens& screens,
             app::State state, KioskClock& clock);

  void set_worker(Worker& worker) { worker_ = &worker; }
  // Any thread: an intent from a worker.
  void post(app::Intent intent) { mailbox_.post(std::move(intent)); }

  // One turn: sleeps until something happens (at most `patience`), handles it, draws if it must. False: quit
  // was asked.
  bool turn(std::optional<base::Milliseconds> patience);

  // For the robot: the same paths, without sleeping.
  void touch(ui::TouchEvent::Phase phase, std::int64_t finger, float x, float y);
  void key(ui::NavKey key);
  void type(std::string_view text);
  void advance(base::Milliseconds by);  // through every timer that falls due on the way
  [[nodiscard]] base::BootTime now() const { return clock_.now(); }
  void draw_now();                      // whatever is due, so that tree and picture are of this moment
  void finish_motion();                 // to where everything that moves has arrived
  [[nodiscard]] bool is_quiet() const;  // nothing asked for is still under way

  [[nodiscard]] const app::State& state() const { return state_; }
  [[nodiscard]] ui::Interface& interface() { return ui_; }
  [[nodiscard]] screens::Screens& screens() { return screens_; }
  [[nodiscard]] platform::display::Window& window() { return window_; }
  [[nodiscard]] const FrameTimes& frames() const { return frames_; }
  // Of the same frames, without painting.
  [[nodiscard]] const FrameTimes& builds() const { return builds_; }
  // When the first one was on screen, by the machine's monotonic clock.
  [[nodiscard]] std::chrono::steady_clock::time_point first_shown() const { return first_shown_; }

 private:
  void handle(const platform::display::Event& event);
  void heard();  // somebody touched or typed just now
  void apply(const app::Intent& intent);
  app::Diagnostics diagnostics();
  void take_messages();
  void run_due();
  void settle_input();  // lets widgets hear what was activated
  bool build(std::vector<app::Intent>& intents);
  void draw();
  [[nodiscard]] std::optional<base::BootTime> next_due() const;

  platform::display::Window& window_;
  ui::Interface& ui_;
  screens::Screens& screens_;
  app::State state_;
  KioskClock& clock_;
  Worker* worker_ = nullptr;
  base::Mailbox<app::Intent> mailbox_;
  ui::DrawData frame_;
  std::optional<base::BootTime> ui_due_;
  FrameTimes frames_, builds_;
  std::chrono::steady_clock::time_point first_shown_{};
  bool dirty_ = true;
  bool quit_ = false;
};

}  // namespace kiosk::main
