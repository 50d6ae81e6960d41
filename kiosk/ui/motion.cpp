#include "kiosk/ui/motion.h"

#include <algorithm>

namespace kiosk::ui {

float eased(float part, Easing easing) {
  const float t = std::clamp(part, 0.0F, 1.0F);
  switch (easing) {
    case Easing::out:
      return 1 - (1 - t) * (1 - t) * (1 - t);
    case Easing::in_out:
      return t * t * (3 - 2 * t);
    case Easing::linear:
      break;
  }
  return t;
}

std::uint64_t motion_key(std::string_view id, std::string_view part) {  // FNV-1a
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::string_view words : {id, part}) {
    for (const char c : words) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    hash = (hash ^ 0xFFU) * 0x100000001B3U;  // "ab" "c" is not "a" "bc"
  }
  return hash;
}

void Motion::begin_frame(base::BootTime now, bool reduced) {
  now_ = now;
  reduced_ = reduced;
  drawing_until_.reset();
  ++frame_;
}

float Motion::at(const Value& value) const {
  if (now_ >= value.until) return value.to;
  if (now_ <= value.since) return value.from;
  const float part = static_cast<float>((now_ - value.since).count()) /
                     static_cast<float>((value.until - value.since).count());
  return value.from + (value.to - value.from) * eased(part, value.easing);
}

float Motion::glide(std::uint64_t key, float target, base::Milliseconds time, Easing easing) {
  const auto [found, is_new] = values_.try_emplace(key, Value{target, target, now_, now_, easing, frame_});
  Value& value = found->second;
  if (!is_new && value.to != target) value = {at(value), target, now_, now_ + time, easing, frame_};
  value.frame = frame_;
  if (reduced_) value.until = now_;
  keep_until(value.until);
  return at(value);
}

float Motion::appear(std::uint64_t key, base::Milliseconds time, base::Milliseconds delay, Easing easing) {
  const base::BootTime since = now_ + delay;
  const auto [found, is_new] = values_.try_emplace(key, Value{0, 1, since, since + time, easing, frame_});
  Value& value = found->second;
  value.frame = frame_;
  if (reduced_) value.until = now_;
  keep_until(value.until);
  return at(value);
}

void Motion::keep_until(base::BootTime at) {
  if (at > now_) drawing_until_ = drawing_until_ ? std::max(*drawing_until_, at) : at;
}

void Motion::end_frame() {
  std::erase_if(values_, [this](const auto& entry) { return entry.second.frame != frame_; });
  until_ = drawing_until_;
}

std::optional<base::BootTime> Motion::moving_until() const { return until_; }

}  // namespace kiosk::ui
