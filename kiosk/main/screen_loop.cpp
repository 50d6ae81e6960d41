#include "kiosk/main/screen_loop.h"

#include <algorithm>
#include <chrono>

#include "kiosk/app/timers.h"
#include "kiosk/base/log.h"
#include "kiosk/main/key_edits.h"

namespace kiosk::main {
namespace {

using platform::display::KeyPress;
using platform::display::QuitAsked;
using platform::display::RedrawNeeded;
using platform::display::TouchPoint;
using platform::display::TypedText;

constexpr int kMaxRounds =
    8;  // a frame whose intents change the state is drawn again; it settles in two or three
constexpr base::Milliseconds kFrameTime(16);  // while something moves
constexpr int kMaxDueSteps = 10'000;          // timers run through by one advance()

ui::Turn turn_to(const app::State& state, const app::Place& before, std::size_t depth) {
  const app::Screen now = state.place().screen;
  if (now == before.screen && state.trail.size() == depth) return ui::Turn::none;  // a tab, a chapter
  if (now == app::Screen::attract || before.screen == app::Screen::attract) return ui::Turn::fade;
  return state.trail.size() < depth ? ui::Turn::back : ui::Turn::forward;
}

std::optional<ui::NavKey> nav_key_of(const std::string& name) {
  if (name == "Return" || name == "Keypad Enter") return ui::NavKey::select;
  if (name == "Tab") return ui::NavKey::down;
  if (name == "Escape") return ui::NavKey::back;
  return ui::parse_nav_key(name);
}

// What the worker answers may bring another page.
bool comes_by_itself(const app::Intent& intent) {
  return std::holds_alternative<app::intent::Filed>(intent) ||
         std::holds_alternative<app::intent::MessageFiled>(intent) ||
         std::holds_alternative<app::intent::FollowAnswered>(intent);
}

}  // namespace

void FrameTimes::add(float ms) {
  ++count;
  kept.push_back(ms);
  if (kept.size() > kKept) kept.pop_front();
}

float FrameTimes::percentile(float part) const {
  if (kept.empty()) return 0;
  std::vector<float> sorted(kept.begin(), kept.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(part * static_cast<float>(sorted.size())))];
}

ScreenLoop::ScreenLoop(platform::display::Window& window, ui::Interface& ui, screens::Screens& screens,
                       app::State state, KioskClock& clock)
    : window_(window),
      ui_(ui),
      screens_(screens),
      state_(std::move(state)),
      clock_(clock),
      mailbox_([&window] { window.wake(); }) {
  apply(app::intent::Tick{clock_.wall(), clock_.now()});
}

void ScreenLoop::apply(const app::Intent& intent) {
  dirty_ = true;
  const app::Place before = state_.place();
  const std::size_t depth = state_.trail.size();
  for (app::Effect& effect : app::update(state_, intent)) {
    if (std::holds_alternative<app::effect::Forget>(effect)) {
      ui_.forget();
      screens_.forget();
    }
    if (std::holds_alternative<app::effect::Diagnose>(effect))
      mailbox_.post(app::intent::Diagnosed{diagnostics()});
    if (worker_ != nullptr) worker_->post(std::move(effect));
  }
  if (state_.place() == before) return;
  ui_.new_page(clock_.now(), turn_to(state_, before, depth),
               comes_by_itself(intent) ? ui::kAfterWait : ui::kDebounce);
}

app::Diagnostics ScreenLoop::diagnostics() {
  app::Diagnostics out;
  out.version = KIOSK_VERSION;
  out.renderer = window_.renderer_name();
  out.width_px = window_.width_px();
  out.height_px = window_.height_px();
  out.width_mm = static_cast<float>(window_.width_px()) / ui_.pixels_per_mm();
  for (const text::FaceDescription& face : ui_.engine().fonts().faces()) out.faces.push_back(face.name);
  out.frames = frames_.count;
  out.frame_p50_ms = frames_.percentile(0.5F);
  out.frame_p99_ms = frames_.percentile(0.99F);
  out.frame_max_ms = frames_.percentile(1);
  out.paragraph_hits = ui_.paragraphs().hits();
  out.paragraph_misses = ui_.paragraphs().misses();
  out.atlas_pages = ui_.painter().atlas().pages().size();
  out.glyphs = ui_.painter().atlas().glyph_count();
  return out;
}

void ScreenLoop::take_messages() {
  while (std::optional<app::Intent> intent = mailbox_.take()) apply(*intent);
}

// The clock first: idle times count from this moment, not from the last frame.
void ScreenLoop::heard() {
  apply(app::intent::Tick{clock_.wall(), clock_.now()});
  apply(app::intent::Touched{});
  settle_input();
}

void ScreenLoop::touch(ui::TouchEvent::Phase phase, std::int64_t finger, float x, float y) {
  ui_.touch({phase, finger, x, y, clock_.now()});
  heard();
}

void ScreenLoop::key(ui::NavKey key) {
  ui_.key(key, clock_.now());
  heard();
}

void ScreenLoop::type(std::string_view text) {
  ui_.edit({ui::EditKind::insert, std::string(text)});
  heard();
}

void ScreenLoop::handle(const platform::display::Event& event) {
  if (const auto* point = std::get_if<TouchPoint>(&event)) {
    const auto phase = point->phase == TouchPoint::Phase::down ? ui::TouchEvent::Phase::down
                       : point->phase == TouchPoint::Phase::up ? ui::TouchEvent::Phase::up
                                                               : ui::TouchEvent::Phase::move;
    touch(phase, point->finger, point->x, point->y);
  } else if (const auto* press = std::get_if<KeyPress>(&event)) {
    if (std::optional<ui::Edit> edit = edit_of(*press, ui_.is_writing())) {
      ui_.edit(std::move(*edit));
      heard();
    } else if (const auto nav = nav_key_of(press->name)) {
      key(*nav);
    }
  } else if (const auto* typed = std::get_if<TypedText>(&event)) {
    type(typed->text);
  } else if (std::holds_alternative<RedrawNeeded>(event)) {
    dirty_ = true;
  } else {
    quit_ = true;
  }
}

// Builds the frame without showing it. True if nothing was asked for.
bool ScreenLoop::build(std::vector<app::Intent>& intents) {
  intents.clear();
  ui_.begin(screens::settings_of(state_), state_.wall, clock_.now());
  screens_.draw(ui_, state_, intents);
  frame_ = ui_.end();
  ui_due_ = ui_.due();
  return intents.empty();
}

void ScreenLoop::settle_input() {
  std::vector<app::Intent> intents;
  for (int round = 0; round < kMaxRounds && ui_.pending(); ++round) {
    build(intents);
    for (const app::Intent& intent : intents) apply(intent);
  }
}

void ScreenLoop::draw() {
  const auto start = std::chrono::steady_clock::now();
  std::vector<app::Intent> intents;
  for (int round = 0; round < kMaxRounds; ++round) {
    if (build(intents) && !ui_.is_outdated()) break;
    for (const app::Intent& intent : intents) apply(intent);
  }
  const auto built = std::chrono::steady_clock::now();
  window_.renderer().present(frame_);
  dirty_ = false;
  const auto shown = std::chrono::steady_clock::now();
  if (frames_.count == 0) first_shown_ = shown;
  frames_.add(std::chrono::duration<float, std::milli>(shown - start).count());
  builds_.add(std::chrono::duration<float, std::milli>(built - start).count());
}

std::optional<base::BootTime> ScreenLoop::next_due() const {
  std::optional<base::BootTime> due = app::next_tick(state_);
  if (ui_due_) due = due ? std::min(*due, *ui_due_) : ui_due_;
  return due;
}

void ScreenLoop::run_due() {
  const std::optional<base::BootTime> due = next_due();
  if (due && clock_.now() >= *due) apply(app::intent::Tick{clock_.wall(), clock_.now()});
  if (ui_.moving_until()) dirty_ = true;
}

bool ScreenLoop::turn(std::optional<base::Milliseconds> patience) {
  take_messages();
  run_due();
  if (dirty_) draw();
  if (const std::optional<base::BootTime> due = next_due(); due && !dirty_) {
    const base::Milliseconds until = std::max(*due - clock_.now(), base::Milliseconds(0));
    patience = patience ? std::min(*patience, until) : until;
  }
  if (ui_.moving_until()) patience = kFrameTime;
  if (dirty_) patience = base::Milliseconds(0);
  for (const platform::display::Event& event : window_.wait(patience)) handle(event);
  return !quit_;
}

void ScreenLoop::draw_now() {
  take_messages();
  run_due();
  for (int round = 0; round < kMaxRounds && dirty_; ++round) draw();
}

void ScreenLoop::advance(base::Milliseconds by) {
  base::Milliseconds left = by;
  for (int step = 0; step < kMaxDueSteps && left.count() > 0; ++step) {
    draw_now();
    const std::optional<base::BootTime> due = next_due();
    const base::Milliseconds until = due ? std::max(*due - clock_.now(), base::Milliseconds(1)) : left;
    const base::Milliseconds next = std::min(left, until);
    clock_.advance(next);
    left -= next;
  }
  clock_.advance(std::max(left, base::Milliseconds(0)));
  draw_now();
}

void ScreenLoop::finish_motion() {
  for (int round = 0; round < kMaxRounds && ui_.moving_until(); ++round)
    advance(std::max(*ui_.moving_until() - clock_.now(), base::Milliseconds(1)));
}

bool ScreenLoop::is_quiet() const {
  return !dirty_ && !ui_.moving_until() && (worker_ == nullptr || worker_->pending() == 0);
}

}  // namespace kiosk::main
