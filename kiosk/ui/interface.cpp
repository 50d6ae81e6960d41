#include "kiosk/ui/interface.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/base/overwrite.h"

namespace kiosk::ui {
namespace {

constexpr float kDesignShort = 1080;  // the canvas's short side
constexpr float kDesignLong = 1920;

// The design's canvas, stretched along the side that the panel has more of.
float scale_for(const Panel& panel) {
  const bool portrait = panel.height_px >= panel.width_px;
  const auto width = static_cast<float>(panel.width_px), height = static_cast<float>(panel.height_px);
  return portrait ? std::min(width / kDesignShort, height / kDesignLong)
                  : std::min(width / kDesignLong, height / kDesignShort);
}

}  // namespace

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

Interface::Interface(DrawContext&, text::Engine& engine, TextureSink& sink, ImageLoader loader, Panel panel)
    : engine_(engine), panel_(panel), cache_(engine), painter_(engine, sink, std::move(loader)) {
  const float scale = scale_for(panel);
  canvas_ = {static_cast<float>(panel.width_px) / scale, static_cast<float>(panel.height_px) / scale};
}

void Interface::begin(const Settings& settings, base::Timestamp wall, base::BootTime now) {
  settings_ = settings;
  wall_ = wall;
  now_ = now;
  due_.reset();
  outdated_ = false;
  tree_.clear();
  std::swap(pans_, last_pans_);
  pans_.clear();
  motion_.begin_frame(now, reduced_motion());
  repeat_held();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(panel_.width_px), static_cast<float>(panel_.height_px)};
  io.DeltaTime = 1.0F / 60;
  ImGui::NewFrame();
  painter_.begin(ImGui::GetBackgroundDrawList(), panel_.width_px, panel_.height_px, scale_for(panel_),
                 base::is_right_to_left(settings.language));
  page_part_ = page_part();
  moves_with_page_ = false;
  painter_.drift(0, 1);
}

float Interface::page_part() {
  if (turn_ == Turn::none) return 1;
  base::Milliseconds time = turn_ == Turn::back ? kBackTime : kForwardTime;
  if (reduced_motion() || turn_ == Turn::fade) time = kFadeTime;
  const auto gone = static_cast<float>((now_ - page_since_).count());
  const float part = gone / static_cast<float>(time.count());
  if (part < 1) {
    motion_.keep_until(page_since_ + time);
  } else {
    turn_ = Turn::none;
  }
  return eased(part, Easing::out);
}

void Interface::move_with_page(bool moves) {
  constexpr float kPalest = 0.2F;  // the first picture of a page already shows it
  moves_with_page_ = moves;
  if (!moves || page_part_ >= 1) return painter_.drift(0, 1);
  float by = reduced_motion() || turn_ == Turn::fade ? 0 : kPageDrift * (1 - page_part_);
  if (turn_ == Turn::back) by = -by;
  painter_.drift(by, kPalest + (1 - kPalest) * page_part_);
}

void Interface::rise(std::string_view id, base::Milliseconds time, float by) {
  const float part = appear(id, time);
  if (part < 1) painter_.drift(0, part, by * (1 - part));
}

float Interface::reach_top() const {
  if (!settings_.low_reach) return 0;
  // No lower than the middle: the controls need their room.
  const float reach = std::max(0.0F, kReachMm - panel_.foot_mm) * pixels_per_mm() / painter_.scale();
  return std::clamp(canvas_.height - reach, 0.0F, canvas_.height / 2);
}

const DrawData& Interface::end() {
  KIOSK_ASSERT(scrolling_.empty());
  tree_.put_in_focus_order();
  tree_.mark_focus(focus_);
  motion_.end_frame();
  painter_.end();
  outdated_ |= painter_.is_incomplete();
  activated_.clear();
  activated_at_.reset();
  drop_edits();
  takes_text_ = std::exchange(took_text_, false);
  if (finger_ && finger_->repeat_at) wake_at(*finger_->repeat_at);
  ImGui::Render();
  ImDrawData* native = ImGui::GetDrawData();
  DrawData& out = frame_;
  out.commands.clear();
  out.vertices = {};
  out.indices = {};
  out.width_px = panel_.width_px;
  out.height_px = panel_.height_px;
  out.native = native;
  if (native->CmdListsCount == 0) return out;
  const ImDrawList* list = native->CmdLists[0];
  static_assert(sizeof(Vertex) == sizeof(ImDrawVert) && sizeof(ImDrawIdx) == sizeof(std::uint16_t));
  out.vertices = {reinterpret_cast<const Vertex*>(list->VtxBuffer.Data),
                  static_cast<std::size_t>(list->VtxBuffer.Size)};
  out.indices = {list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.Size)};
  for (const ImDrawCmd& command : list->CmdBuffer) {
    if (command.ElemCount == 0) continue;
    out.commands.push_back({command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w,
                            static_cast<TextureId>(reinterpret_cast<std::uintptr_t>(command.TextureId)),
                            command.IdxOffset, command.ElemCount, command.VtxOffset});
  }
  return out;
}

void Interface::wake_at(base::BootTime at) { due_ = due_ ? std::min(*due_, at) : at; }

float Interface::size_factor(Type type) const {
  return row_of(type).grows ? static_cast<float>(settings_.text_percent) / 100 : 1;
}

text::Style Interface::style_of(Type type, float factor) const {
  const TypeRow& row = row_of(type);
  text::Style style{row.role, row.weight, 0, row.arabic / row.latin};
  style.size_px = row.latin * factor * size_factor(type) * painter_.scale();
  return style;
}

std::shared_ptr<const text::Laid> Interface::lay(std::string_view words, float width,
                                                 const TextOptions& options) {
  const base::Language language = options.language.value_or(settings_.language);
  const bool rtl = base::is_right_to_left(language);
  span_scratch_.clear();
  for (const TextSpan& span : options.spans) {
    span_scratch_.push_back(
        {span.start, span.end, style_of(span.type.value_or(options.type), options.factor)});
  }
  text::ParagraphInput input;
  input.text = words;
  input.language = base::code_of(language);
  input.direction = options.direction.value_or(rtl ? text::BaseDirection::rtl : text::BaseDirection::ltr);
  input.style = style_of(options.type, options.factor);
  input.spans = span_scratch_;
  input.is_being_written = options.being_written;
  const TypeRow& row = row_of(options.type);
  text::LayoutOptions layout;
  layout.width_px = std::isfinite(width) ? width * painter_.scale() : text::kNoWidth;
  layout.line_height_px = std::round(row.line * (rtl ? row.arabic : row.latin) * options.factor *
                                     size_factor(options.type) * painter_.scale());
  layout.max_lines = options.max_lines;
  layout.align = options.align;
  // "Start" is the interface's: a left-to-right text in a right-to-left page still stands at the right.
  const bool turned = options.direction && *options.direction != text::BaseDirection::first_strong &&
                      (*options.direction == text::BaseDirection::rtl) != painter_.right_to_left();
  const bool other_side = rtl != painter_.right_to_left() && !options.direction;
  if (turned || other_side) {
    if (options.align == text::Align::start) layout.align = text::Align::end;
    if (options.align == text::Align::end) layout.align = text::Align::start;
  }
  return cache_.get(input, layout);
}

Size Interface::measure(std::string_view words, float width, const TextOptions& options) {
  const auto laid = lay(words, width, options);
  return {laid->layout.width / painter_.scale(), laid->layout.height / painter_.scale()};
}

void Interface::draw(const text::Laid& laid, const Box& box, const TextOptions& options) {
  colour_scratch_.assign(1, options.colour);
  for (const TextSpan& span : options.spans) colour_scratch_.push_back(span.colour.value_or(options.colour));
  const PixelBox at = painter_.to_pixels(box);
  painter_.glyphs(laid, at.x, at.y, colour_scratch_);
}

float Interface::text(const Box& box, std::string_view words, const TextOptions& options) {
  const auto laid = lay(words, box.width, options);
  draw(*laid, box, options);
  return laid->layout.height / painter_.scale();
}

void Interface::line_upwards(const Box& box, std::string_view words, TextOptions options) {
  options.max_lines = 1;
  const Size size = measure(words, text::kNoWidth, options);
  if (size.width > box.height) options.factor *= box.height / size.width * 0.99F;
  const auto laid = lay(words, text::kNoWidth, options);
  const PixelBox at = painter_.to_pixels(box);
  painter_.glyphs_upwards(*laid, at.x + (at.width - laid->layout.height) / 2,
                          at.y + (at.height - laid->layout.width) / 2, options.colour);
}

void Interface::line(const Box& box, std::string_view words, TextOptions options) {
  constexpr float kSmallest = 0.6F;
  Size size = measure(words, text::kNoWidth, options);
  if (size.width > box.width) {
    options.factor *= std::max(kSmallest, box.width / size.width * 0.99F);
    size = measure(words, text::kNoWidth, options);
  }
  options.max_lines = 1;
  const auto laid = lay(words, box.width, options);
  const float height = laid->layout.height / painter_.scale();
  draw(*laid, {box.start, box.top + (box.height - height) / 2, box.width, height}, options);
}

void Interface::say(std::string_view id, NodeRole role, const Box& box, std::string_view name,
                    std::string_view value) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = name;
  node.value = value;
  node.language = settings_.language;
  node.box = painter_.to_pixels(box);
  tree_.add(std::move(node));
}

Control Interface::control(Node node, const Box& box) {
  node.box = painter_.to_pixels(box);
  if (!node.language) node.language = settings_.language;
  node.focusable = true;
  if (!scrolling_.empty()) {
    // What has scrolled out of the window cannot be touched; what is half out only where it is seen.
    const PixelBox& window = scrolls_[scrolling_].window;
    const float top = std::max(node.box.y, window.y);
    const float bottom = std::min(node.box.y + node.box.height, window.y + window.height);
    if (bottom - top < 1) return {};
    node.box.height = bottom - top;
    node.box.y = top;
  }
  Control control;
  control.activated = node.enabled && activated_ == node.id;
  control.pressed = node.enabled && finger_ && !finger_->dragging && finger_->pressed == node.id;
  if (control.pressed) control.held = now_ - finger_->down_at;
  const std::uint64_t press = motion_key(node.id, "press");
  if (control.pressed) {
    control.press = motion_.glide(press, 1, {}, Easing::out);
  } else if (motion_.knows(press)) {
    control.press = motion_.glide(press, 0, kReleaseTime, Easing::out);
  }
  control.focused = focus_shown_ && focus_ == node.id;
  tree_.add(std::move(node));
  return control;
}

void Interface::begin_overlay() { tree_.keep_from(tree_.nodes().size()); }

// --- touch ---

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

void Interface::new_page(base::BootTime now, Turn turn) {
  if (turn != Turn::none) {
    motion_.forget();
    page_since_ = now;
    turn_ = turn;
  }
  touchable_from_ = now + kDebounce;
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

// --- scrolling ---

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

namespace {
constexpr base::Milliseconds kHeldStill(60);  // after which a lifted finger does not throw
constexpr float kSlowest = 0.3F;              // pixels a millisecond
constexpr float kFlingTau = 325;              // milliseconds in which a thrown page loses 63 % of its speed
constexpr base::Milliseconds kFlingTime(1600);
constexpr float kElastic = 60;  // units that a page can be dragged beyond its edge
}  // namespace

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
  bool at_once = finger_ && finger_->dragging && finger_->scroll == id;
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

void Interface::forget() {
  cache_.forget();
  tree_.forget();
  drop_edits();
  writing_ = false;
  finger_.reset();
  activated_.clear();
  focus_.clear();
  focus_shown_ = false;
  acted_.clear();
  touchable_from_ = {};
  scrolls_.clear();
  pans_.clear();
  last_pans_.clear();
  motion_.forget();
}

}  // namespace kiosk::ui
