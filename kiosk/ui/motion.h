#pragma once
// What moves: values on their way to a target, things that appear, and how long until all of it has arrived.
// Times and easing: the design, section 11. With reduced motion everything is where it goes at once.
//
// Keys are hashes of stable names (motion_key). What a frame does not ask for is forgotten, so that a thing
// that comes back appears anew. Belongs to the screen's thread; time is an argument. A steady frame allocates
// nothing.

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "kiosk/base/time.h"

namespace kiosk::ui {

enum class Easing { out, in_out, linear };
float eased(float part, Easing easing);  // 0..1 -> 0..1

std::uint64_t motion_key(std::string_view id, std::string_view part = {});

class Motion {
 public:
  void begin_frame(base::BootTime now, bool reduced);
  // The value's place on its way to `target`. What is asked for the first time is there already.
  float glide(std::uint64_t key, float target, base::Milliseconds time, Easing easing);
  // 0..1 since the thing was first drawn, and `delay`.
  float appear(std::uint64_t key, base::Milliseconds time, base::Milliseconds delay, Easing easing);
  // Is there anything to ask for under this key?
  [[nodiscard]] bool knows(std::uint64_t key) const { return values_.contains(key); }
  void keep_until(base::BootTime at);  // something else moves until then
  void end_frame();
  // When everything will have arrived; none: nothing moves.
  [[nodiscard]] std::optional<base::BootTime> moving_until() const;
  void forget() { values_.clear(); }

 private:
  struct Value {
    float from, to;
    base::BootTime since, until;
    Easing easing;
    std::uint64_t frame;
  };
  [[nodiscard]] float at(const Value& value) const;

  std::unordered_map<std::uint64_t, Value> values_;
  base::BootTime now_{};
  std::optional<base::BootTime> until_, drawing_until_;
  std::uint64_t frame_ = 0;
  bool reduced_ = false;
};

}  // namespace kiosk::ui
