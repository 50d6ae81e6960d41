#pragma once
// The robot: one command a line on standard input, one JSON object a line on standard output. It drives the
// same paths as fingers and keys, and reads the tree that a voice would speak. Commands: kiosk/README.md,
// "Robot".
//
// A thread of its own reads the lines; they are carried out on the screen's thread. Lines and answers are
// overwritten after use: they hold what a citizen would have typed.

#include <array>
#include <memory>
#include <thread>

#include "kiosk/base/json.h"
#include "kiosk/base/secret_string.h"
#include "kiosk/main/screen_loop.h"
#include "platform/system/stick_watch.h"

namespace kiosk::main {

class Robot {
 public:
  using Wake = std::function<void()>;
  using ClockMoved = std::function<void()>;  // for whoever else lives by the kiosk's clock
  // What the watch of sticks would tell: `plug DEVICE [LABEL]`, `unplug DEVICE`.
  using TellSticks = platform::system::StickWatch::Tell;
  Robot(ScreenLoop& loop, ClockMoved moved, TellSticks tell_sticks);
  ~Robot();
  Robot(const Robot&) = delete;
  Robot& operator=(const Robot&) = delete;

  // Carries out what has come in. False: quit, or the end of the input.
  bool serve();

 private:
  void read_lines();
  [[nodiscard]] bool wait_for_input() const;
  std::string answer(std::string_view line);
  base::Json tree();
  base::Json stats();
  base::Json tap(std::string_view where);
  base::Json press(std::string_view phase, std::string_view where);
  base::Json swipe(std::string_view numbers);
  base::Json type(std::string_view text);
  base::Json settle();
  base::Json shot(std::string_view file);
  base::Json plug(std::string_view what, platform::system::BlockEvent event);
  base::Json ok();
  void wait_between_taps();
  bool tap_id(std::string_view id);

  ScreenLoop& loop_;
  ClockMoved moved_;
  TellSticks tell_sticks_;
  platform::system::PluggedSticks sticks_;
  base::Mailbox<base::SecretString> lines_;  // a short std::string would stay where it lay in the queue
  bool quit_ = false;
  std::array<int, 2>
      end_{};  // a pipe: its end wakes the reader, who may be waiting for input that never comes
  std::thread reader_;
};

}  // namespace kiosk::main
