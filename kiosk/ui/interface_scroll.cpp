// Parts of a page that scroll, or are dragged both ways, under an Interface's finger.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/interface.h"

namespace kiosk::ui {
namespace {

constexpr base::Milliseconds kHeldStill(60);  // after which a lifted finger does not throw
constexpr float kSlowest = 0.3F;              // pixels a millisecond
constexpr float kFlingTau = 325;              // milliseconds in which a thrown page loses 63 % of its speed
constexpr base::Milliseconds kFlingTime(1600);
constexpr float kElastic = 60;  // units that a page can be dragged beyond its edge

}  // namespace

void Interface::begin_scroll(std::string_view id, const Box& window) {
  scrolling_ = id;
  Scroll& scroll = scrolls_[scrolling_];
  scroll.drawn_with = scroll.state;
  scroll.window = painter_.to_pixels(window);
  scroll.state.window = window.height;
  painter_.push_clip(window);
  painter_.shift_up(std::round(scrolled_to(scrolling_, scroll) * painter_.scale()) / painter_.scale());
}

void Interface::end_scroll(float content_height) {
  ScrollState& state = scrolls_[scrolling_].state;
  const ScrollState before = scrolls_[scrolling_].drawn_with;
  state.content = content_height;
  state.offset = std::clamp(state.offset, 0.0F, std::max(0.0F, content_height - state.window));
  outdated_ |= before.overflows() != state.overflows() || before.at_top() != state.at_top() ||
               before.at_end() != state.at_end() || before.offset != state.offset;
  scrolling_.clear();
  painter_.shift_up(0);
  painter_.pop_clip();
}

text::Point Interface::dragged_in(std::string_view id, const Box& window) {
  const std::string key(id);
  pans_[key].window = painter_.to_pixels(window);
  const auto before = last_pans_.find(key);
  if (before == last_pans_.end()) return {0, 0};
  const text::Point moved = std::exchange(before->second.moved, {});
  return {moved.x / painter_.scale(), moved.y / painter_.scale()};
}

void Interface::drag(const TouchEvent& event) {
  if (const auto pan = pans_.find(finger_->pan); pan != pans_.end()) {
    pan->second.moved.x += event.x - finger_->last_x;
    pan->second.moved.y += event.y - finger_->last_y;
    finger_->last_x = event.x;
    finger_->last_y = event.y;
    return;
  }
  const auto found = scrolls_.find(finger_->scroll);
  if (found == scrolls_.end()) return;
  ScrollState& state = found->second.state;
  const float limit = std::max(0.0F, state.content - state.window);
  const float moved = event.y - finger_->last_y;
  const float to = state.offset + found->second.beyond - moved / painter_.scale();
  state.offset = std::clamp(to, 0.0F, limit);
  found->second.beyond = to - state.offset;
  const auto took = static_cast<float>((event.at - finger_->last_at).count());
  constexpr float kNewest = 0.6F;  // of the speed: fingers tremble
  if (took > 0) finger_->speed += (moved / took - finger_->speed) * kNewest;
  finger_->last_y = event.y;
  finger_->last_at = event.at;
}

void Interface::let_go(const Touching& finger, base::BootTime now) {
  Scroll& scroll = scrolls_[finger.scroll];
  const bool thrown = now - finger.last_at < kHeldStill && std::abs(finger.speed) > kSlowest;
  if (thrown && scroll.beyond == 0 && !reduced_motion())
    scroll.fling = Scroll::Fling{scroll.state.offset, -finger.speed / painter_.scale(), now};
  scroll.beyond = 0;
}

// How far a page is shown scrolled: on its way to where it was sent, thrown, or dragged past its edge.
float Interface::scrolled_to(const std::string& id, Scroll& scroll) {
  ScrollState& state = scroll.state;
  const bool dragged = finger_ && finger_->dragging && finger_->scroll == id;
  if (!dragged) scroll.beyond = 0;  // also where the finger was lost
  bool at_once = dragged;
  if (scroll.fling) {
    const auto gone = static_cast<float>((now_ - scroll.fling->since).count());
    const float limit = std::max(0.0F, state.content - state.window);
    const float to = scroll.fling->from + scroll.fling->speed * kFlingTau * (1 - std::exp(-gone / kFlingTau));
    state.offset = std::clamp(to, 0.0F, limit);
    motion_.keep_until(scroll.fling->since + kFlingTime);
    if (to != state.offset || now_ - scroll.fling->since >= kFlingTime) scroll.fling.reset();
    at_once = true;
    scroll.drawn_with.offset = state.offset;
  }
  const float pulled =
      std::copysign(kElastic * (1 - std::exp(-std::abs(scroll.beyond) / (2 * kElastic))), scroll.beyond);
  return motion_.glide(motion_key(id, "scroll"), state.offset, at_once ? base::Milliseconds(0) : kScrollTime,
                       Easing::out) +
         motion_.glide(motion_key(id, "beyond"), pulled,
                       scroll.beyond != 0 ? base::Milliseconds(0) : kPopTime, Easing::out);
}

Interface::ScrollState Interface::scroll_state(std::string_view id) const {
  const auto found = scrolls_.find(std::string(id));
  return found == scrolls_.end() ? ScrollState{} : found->second.state;
}

void Interface::scroll_by(std::string_view id, float windows) {
  ScrollState& state = scrolls_[std::string(id)].state;
  const float limit = std::max(0.0F, state.content - state.window);
  state.offset = std::clamp(state.offset + windows * state.window, 0.0F, limit);
  outdated_ = true;  // what scrolls may have been drawn already
}

void Interface::scroll_to(std::string_view id, float offset) {
  Scroll& scroll = scrolls_[std::string(id)];
  scroll.fling.reset();
  scroll.state.offset = std::max(0.0F, offset);
}

void Interface::reset_scroll(std::string_view id) { scrolls_.erase(std::string(id)); }

}  // namespace kiosk::ui
