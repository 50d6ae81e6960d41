// What an Interface hears: fingers, keys, and what a real keyboard writes.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/ui/interface.h"

namespace kiosk::ui {

std::optional<NavKey> parse_nav_key(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, NavKey>, 12> kNames = {{
      {"Up", NavKey::up},
      {"Down", NavKey::down},
      {"Start", NavKey::start},
      {"End", NavKey::end},
      {"Select", NavKey::select},
      {"Back", NavKey::back},
      {"Home", NavKey::home},
      {"Help", NavKey::help},
      {"Faster", NavKey::faster},
      {"Slower", NavKey::slower},
      {"Louder", NavKey::louder},
      {"Softer", NavKey::softer},
  }};
  for (const auto& [known, key] : kNames) {
    if (known == name) return key;
  }
  return std::nullopt;
}

void Interface::touch(const TouchEvent& event) {
  focus_shown_ = false;
  const Node* under = tree_.hit(event.x, event.y);
  writing_ = writing_ && under != nullptr && under->role == NodeRole::field;
  if (finger_ && finger_->id != event.finger && event.at - finger_->at < kFingerLost) return;
  switch (event.phase) {
    case TouchEvent::Phase::down:
      finger_down(event);
      break;
    case TouchEvent::Phase::move:
      finger_moved(event);
      break;
    case TouchEvent::Phase::up:
      finger_up(event);
      break;
  }
}

void Interface::new_page(base::BootTime now, Turn turn, base::Milliseconds deaf_for) {
  if (turn != Turn::none) {
    motion_.forget();
    page_since_ = now;
    turn_ = turn;
  }
  touchable_from_ = now + deaf_for;
  focus_.clear();
  writing_ = false;
}

void Interface::finger_down(const TouchEvent& event) {
  if (event.at < touchable_from_) return;
  Touching finger{event.finger, event.x, event.y, event.x,  event.y, event.at, event.at, {},
                  {},           false,   event.y, event.at, 0,       {},       false};
  if (const Node* node = tree_.hit(event.x, event.y)) {
    finger.pressed = node->id;
    if (node->repeats) finger.repeat_at = event.at + kRepeatAfter;
    if (node->steps) finger.repeat_every = kStepEvery;
  }
  const bool on_control = !finger.pressed.empty() && tree_.find(finger.pressed)->role != NodeRole::pin;
  for (const auto& [id, scroll] : scrolls_) {
    if (scroll.window.contains(event.x, event.y) && scroll.state.overflows()) finger.scroll = id;
  }
  finger.last_x = event.x;
  for (const auto& [id, pan] : pans_) {
    if (!on_control && pan.window.contains(event.x, event.y)) finger.pan = id;
  }
  if (Scroll* under = finger.scroll.empty() ? nullptr : &scrolls_[finger.scroll];
      under != nullptr && under->fling) {
    under->fling.reset();  // a finger on a page under way stops it, and touches nothing
    finger.pressed.clear();
    finger.repeat_at.reset();
  }
  finger_ = std::move(finger);
}

void Interface::finger_moved(const TouchEvent& event) {
  if (!finger_ || finger_->id != event.finger) return;
  Touching& finger = *finger_;
  finger.x = event.x;
  finger.y = event.y;
  finger.at = event.at;
  if (finger.dragging) return drag(event);
  const Node* pressed = finger.pressed.empty() ? nullptr : tree_.find(finger.pressed);
  if (pressed != nullptr && pressed->follows) return;
  const float down = std::abs(event.y - finger.down_y);
  const float moved = finger.pan.empty() ? down : std::hypot(event.x - finger.down_x, down);
  if (!(finger.scroll.empty() && finger.pan.empty()) && moved > kDragMm * pixels_per_mm()) {
    finger.dragging = true;
    finger.pressed.clear();
    finger.repeat_at.reset();
    finger.last_x = event.x;
    finger.last_y = event.y;
    finger.last_at = event.at;
    return;
  }
  if (finger.pressed.empty()) return;
  const Node* under = tree_.hit(event.x, event.y);
  if (pressed != nullptr && pressed->role == NodeRole::key && under != nullptr &&
      under->role == NodeRole::key) {
    // Sliding over a keyboard moves the press from key to key.
    if (under->id == finger.pressed) return;
    finger.pressed = under->id;
    finger.down_at = event.at;
    finger.repeated = false;
    finger.repeat_at.reset();
  } else if (pressed == nullptr ||
             !pressed->box.grown(kSlopMm * pixels_per_mm()).contains(event.x, event.y)) {
    finger.pressed.clear();
    finger.repeat_at.reset();
  }
}

void Interface::finger_up(const TouchEvent& event) {
  if (!finger_ || finger_->id != event.finger) return;
  finger_moved(event);
  const Touching finger = *finger_;
  finger_.reset();
  if (finger.dragging && finger.pan.empty()) let_go(finger, event.at);
  if (finger.dragging || finger.repeated || finger.pressed.empty()) return;
  const Node* node = tree_.find(finger.pressed);
  if (node == nullptr || !node->enabled) return;
  activated_at_ = text::Point{event.x - node->box.x, event.y - node->box.y};
  act(finger.pressed, event.at, node->role != NodeRole::key && !node->follows && !node->repeats);
}

void Interface::act(const std::string& id, base::BootTime now, bool debounced) {
  const auto last = acted_.find(id);
  if (debounced && last != acted_.end() && now - last->second < kDebounce) return;
  acted_[id] = now;
  activated_ = id;
}

void Interface::repeat_held() {
  if (!finger_ || !finger_->repeat_at || now_ < *finger_->repeat_at) return;
  if (activated_.empty()) activated_ = finger_->pressed;
  finger_->repeat_at = now_ + finger_->repeat_every;
  finger_->repeated = true;
}

bool Interface::activate(std::string_view id) {
  const Node* node = tree_.find(id);
  if (node == nullptr || !node->enabled || !node->focusable) return false;
  activated_ = id;
  return true;
}

void Interface::key(NavKey key, base::BootTime) {
  focus_shown_ = true;
  writing_ = false;
  const auto& nodes = tree_.nodes();
  const auto step = [&](int direction) {
    std::vector<std::string_view> order;
    for (const Node& node : nodes) {
      if (node.focusable && node.enabled) order.push_back(node.id);
    }
    if (order.empty()) return;
    const auto at = std::find(order.begin(), order.end(), focus_);
    const auto count = static_cast<std::ptrdiff_t>(order.size());
    std::ptrdiff_t index = at == order.end() ? (direction > 0 ? -1 : count) : at - order.begin();
    index = (index + direction + count) % count;
    focus_ = order[static_cast<std::size_t>(index)];
  };
  // Along a slider these change its value; up and down leave it.
  const Node* focused = tree_.find(focus_);
  if (focused != nullptr && focused->role == NodeRole::slider &&
      (key == NavKey::start || key == NavKey::end)) {
    activate(base::cat(focus_, key == NavKey::end ? ".more" : ".less"));
    return;
  }
  switch (key) {
    case NavKey::down:
    case NavKey::end:
      step(1);
      break;
    case NavKey::up:
    case NavKey::start:
      step(-1);
      break;
    case NavKey::select:
      activate(focus_);
      break;
    case NavKey::back:
      activate("nav.back");
      break;
    case NavKey::home:
      activate("nav.home");
      break;
    default:
      break;  // speech: no voice yet
  }
}

std::optional<text::Point> Interface::touch_in(std::string_view id) const {
  return activated_ == id ? activated_at_ : std::nullopt;
}

std::optional<Interface::Finger> Interface::finger_on(std::string_view id) const {
  if (!finger_ || finger_->pressed != id) return std::nullopt;
  return Finger{{finger_->x, finger_->y},
                {finger_->x - finger_->down_x, finger_->y - finger_->down_y},
                now_ - finger_->down_at};
}

void Interface::edit(Edit edit) {
  writing_ = true;
  focus_shown_ = false;
  edits_.push_back(std::move(edit));
}

std::vector<Edit> Interface::take_edits() { return std::exchange(edits_, {}); }

std::vector<Edit> Interface::take_text_edits() {
  took_text_ = true;
  return take_edits();
}

void Interface::drop_edits() {
  for (Edit& edit : edits_) base::overwrite(edit.text);
  edits_.clear();
}

}  // namespace kiosk::ui
