#include "kiosk/main/robot.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "kiosk/base/check.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/base/utf8.h"
#include "platform/display/image_file.h"

namespace kiosk::main {
namespace {

using base::Json;

constexpr std::size_t kMaxLineBytes = 1024 * 1024;
constexpr base::Milliseconds kSettleLimit = std::chrono::seconds(5);
constexpr base::Milliseconds kBetweenTaps = ui::kDebounce + base::Milliseconds(20);
constexpr base::Milliseconds kTapLength(60);
constexpr std::int64_t kFinger = 0;
constexpr int kSwipeSteps = 12;
constexpr std::string_view kEndOfInput = "\x04";

Json failure(std::string_view why) { return Json::object().set("ok", false).set("error", why); }

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start == std::string_view::npos) break;
    const std::size_t end = std::min(line.find(' ', start), line.size());
    words.push_back(line.substr(start, end - start));
    line.remove_prefix(end);
  }
  return words;
}

std::optional<float> number_of(std::string_view word) {
  float value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
  return code == std::errc() && end == word.data() + word.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::vector<float>> numbers_of(std::string_view line, std::size_t count) {
  std::vector<float> out;
  for (const std::string_view word : words_of(line)) {
    const std::optional<float> number = number_of(word);
    if (!number) return std::nullopt;
    out.push_back(*number);
  }
  return out.size() == count ? std::optional(out) : std::nullopt;
}

void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Robot::Robot(ScreenLoop& loop, ClockMoved moved, TellSticks tell_sticks)
    : loop_(loop),
      moved_(std::move(moved)),
      tell_sticks_(std::move(tell_sticks)),
      lines_([&loop] { loop.window().wake(); }) {
  KIOSK_ASSERT(pipe2(end_.data(), O_CLOEXEC) == 0);
  reader_ = std::thread([this] { read_lines(); });
}

Robot::~Robot() {
  close(end_[1]);
  reader_.join();
  close(end_[0]);
}

// False: nothing more is wanted.
bool Robot::wait_for_input() const {
  std::array<pollfd, 2> ends = {pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{end_[0], POLLIN, 0}};
  while (poll(ends.data(), ends.size(), -1) < 0 && errno == EINTR) {
  }
  return ends[1].revents == 0;
}

void Robot::read_lines() {
  std::string line;
  line.reserve(kMaxLineBytes);
  std::array<char, 4096> chunk{};
  while (wait_for_input()) {
    const ssize_t count = read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count <= 0) break;
    for (ssize_t i = 0; i < count; ++i) {
      const char c = chunk[static_cast<std::size_t>(i)];
      if (c != '\n') {
        if (line.size() < kMaxLineBytes) line.push_back(c);
        continue;
      }
      lines_.post(base::SecretString(line));
      explicit_bzero(line.data(), line.size());
      line.clear();
    }
    explicit_bzero(chunk.data(), chunk.size());
  }
  lines_.post(base::SecretString(kEndOfInput));
}

bool Robot::serve() {
  while (const std::optional<base::SecretString> line = lines_.take()) {
    if (line->view() == kEndOfInput) return false;
    std::string out = answer(line->view());
    out.push_back('\n');
    write_all(out);
    base::overwrite(out);
    if (quit_) return false;
  }
  return true;
}

Json Robot::ok() {
  loop_.draw_now();
  return Json::object().set("ok", true).set("screen", app::name_of(loop_.state().place().screen));
}

std::string Robot::answer(std::string_view line) {
  const std::size_t space = line.find(' ');
  const std::string_view command = line.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
  if (command == "tree") return tree().text();
  if (command == "tap") return tap(rest).text();
  if (command == "press" || command == "move" || command == "release") return press(command, rest).text();
  if (command == "swipe") return swipe(rest).text();
  if (command == "type") return type(rest).text();
  if (command == "settle") return settle().text();
  if (command == "shot") return shot(rest).text();
  if (command == "stats") return stats().text();
  if (command == "plug") return plug(rest, platform::system::BlockEvent::added).text();
  if (command == "unplug") return plug(rest, platform::system::BlockEvent::removed).text();
  if (command == "text") {
    loop_.type(rest);
    return ok().text();
  }
  if (command == "key") {
    const auto key = ui::parse_nav_key(rest);
    if (!key) return failure("no such key").text();
    loop_.key(*key);
    return ok().text();
  }
  if (command == "advance") {
    const auto ms = number_of(rest);
    if (!ms || *ms < 0) return failure("advance takes milliseconds").text();
    loop_.advance(base::Milliseconds(static_cast<std::int64_t>(*ms)));
    moved_();
    return ok().text();
  }
  if (command == "quit") {
    quit_ = true;
    return Json::object().set("ok", true).text();
  }
  return failure("no such command").text();
}

// As udev would say it of a partition.
Json Robot::plug(std::string_view what, platform::system::BlockEvent event) {
  const std::size_t space = std::min(what.find(' '), what.size());
  const std::string device(what.substr(0, space)), label(what.substr(std::min(space + 1, what.size())));
  if (device.empty()) return failure("a stick is DEVICE, or DEVICE LABEL");
  if (!sticks_.take(event, {device, true, true, false, true, {}, label})) return failure("no such stick");
  tell_sticks_(sticks_.now());
  return ok();
}

Json Robot::tree() {
  loop_.draw_now();
  Json nodes = Json::array();
  for (const ui::Node& node : loop_.interface().tree().nodes()) {
    Json rect = Json::array();
    for (const float value : {node.box.x, node.box.y, node.box.width, node.box.height})
      rect.add(static_cast<std::int64_t>(value));
    nodes.add(Json::object()
                  .set("id", node.id)
                  .set("role", ui::name_of(node.role))
                  .set("name", node.name)
                  .set("value", node.value)
                  .set("spoken", node.spoken)
                  .set("rect", std::move(rect))
                  .set("lang", base::code_of(node.language.value_or(base::Language::ar)))
                  .set("focusable", node.focusable)
                  .set("focused", node.focused)
                  .set("enabled", node.enabled)
                  .set("selected", node.selected));
  }
  const base::Language language = loop_.state().language();
  return Json::object()
      .set("screen", app::name_of(loop_.state().place().screen))
      .set("lang", base::code_of(language))
      .set("dir", base::is_right_to_left(language) ? "rtl" : "ltr")
      .set("nodes", std::move(nodes));
}

// As long as a person would, who also sees when another page has come.
void Robot::wait_between_taps() {
  loop_.advance(kBetweenTaps);
  const base::Milliseconds deaf = loop_.interface().touchable_from() - loop_.now();
  if (deaf > base::Milliseconds(0)) loop_.advance(deaf);
}

// A finger that goes down and up, as long after the last one as a person's would come.
bool Robot::tap_id(std::string_view id) {
  wait_between_taps();
  loop_.finish_motion();
  const ui::Node* node = loop_.interface().tree().find(id);
  if (node == nullptr) return false;
  const ui::PixelBox box = node->box;
  loop_.touch(ui::TouchEvent::Phase::down, kFinger, box.x + box.width / 2, box.y + box.height / 2);
  loop_.advance(kTapLength);
  loop_.touch(ui::TouchEvent::Phase::up, kFinger, box.x + box.width / 2, box.y + box.height / 2);
  return true;
}

Json Robot::tap(std::string_view where) {
  if (const auto at = numbers_of(where, 2)) {
    wait_between_taps();
    loop_.touch(ui::TouchEvent::Phase::down, kFinger, (*at)[0], (*at)[1]);
    loop_.advance(kTapLength);
    loop_.touch(ui::TouchEvent::Phase::up, kFinger, (*at)[0], (*at)[1]);
    return ok();
  }
  if (!tap_id(where)) return failure(base::cat("no node \"", where, "\" on this screen"));
  return ok();
}

Json Robot::press(std::string_view phase, std::string_view where) {
  const auto at = numbers_of(where, 2);
  if (!at) return failure("a place is X Y, in pixels");
  const auto kind = phase == "press"  ? ui::TouchEvent::Phase::down
                    : phase == "move" ? ui::TouchEvent::Phase::move
                                      : ui::TouchEvent::Phase::up;
  if (kind == ui::TouchEvent::Phase::down) loop_.advance(kBetweenTaps);
  loop_.touch(kind, kFinger, (*at)[0], (*at)[1]);
  return ok();
}

Json Robot::swipe(std::string_view numbers) {
  const auto at = numbers_of(numbers, 5);
  if (!at) return failure("swipe takes X1 Y1 X2 Y2 MS");
  const std::vector<float>& v = *at;
  loop_.advance(kBetweenTaps);
  loop_.touch(ui::TouchEvent::Phase::down, kFinger, v[0], v[1]);
  for (int i = 1; i <= kSwipeSteps; ++i) {
    const float part = static_cast<float>(i) / kSwipeSteps;
    loop_.advance(base::Milliseconds(static_cast<std::int64_t>(v[4] / kSwipeSteps)));
    loop_.touch(ui::TouchEvent::Phase::move, kFinger, v[0] + (v[2] - v[0]) * part,
                v[1] + (v[3] - v[1]) * part);
  }
  loop_.touch(ui::TouchEvent::Phase::up, kFinger, v[2], v[3]);
  return ok();
}

Json Robot::type(std::string_view text) {
  int changes = 0;  // of the layout for one letter
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    loop_.draw_now();  // the keyboard offers capitals by what is written
    const ui::Taps taps = ui::taps_towards(loop_.screens().keyboard(), decoded.code_point);
    if (taps.ids.empty())
      return failure(base::cat("no key types character ", static_cast<std::uint32_t>(decoded.code_point)));
    for (const std::string& id : taps.ids) {
      if (!tap_id(id)) return failure(base::cat("no key \"", id, "\" on this screen"));
    }
    if (!taps.types && ++changes > 2) return failure("the keyboard does not change to the letter's layout");
    if (!taps.types) continue;
    at += decoded.size_bytes;
    changes = 0;
  }
  return ok();
}

Json Robot::settle() {
  const base::BootTime start = base::BootClock::now();
  while (base::BootClock::now() - start < kSettleLimit) {
    loop_.draw_now();
    loop_.finish_motion();
    if (loop_.is_quiet()) return ok();
    loop_.turn(base::Milliseconds(20));
  }
  return Json::object().set("ok", false).set("screen", app::name_of(loop_.state().place().screen));
}

Json Robot::shot(std::string_view file) {
  loop_.draw_now();
  const base::Result<void> saved =
      platform::display::save_png(std::string(file), loop_.window().renderer().picture());
  return saved ? ok() : failure(saved.error().sentence());
}

Json Robot::stats() {
  loop_.draw_now();
  ui::Interface& ui = loop_.interface();
  const app::Kiosk& kiosk = loop_.state().kiosk;
  const auto times = [](const FrameTimes& of) {
    const auto ms = [&of](float part) { return Json(static_cast<double>(of.percentile(part))); };
    return Json::object().set("p50", ms(0.5F)).set("p99", ms(0.99F)).set("max", ms(1));
  };
  const auto first_shown =
      std::chrono::duration_cast<base::Milliseconds>(loop_.first_shown().time_since_epoch());
  const std::size_t glyphs = ui.painter().atlas().glyph_count();
  return Json::object()
      .set("frames", static_cast<std::int64_t>(loop_.frames().count))
      .set("frame_ms", times(loop_.frames()))
      .set("build_ms", times(loop_.builds()))
      .set("first_shown_ms", static_cast<std::int64_t>(first_shown.count()))
      .set("paragraphs", Json::object()
                             .set("hits", static_cast<std::int64_t>(ui.paragraphs().hits()))
                             .set("misses", static_cast<std::int64_t>(ui.paragraphs().misses())))
      .set("atlas", Json::object().set("pages", ui.painter().atlas().pages().size()).set("glyphs", glyphs))
      .set("outbox", Json::object()
                         .set("queued", kiosk.outbox.queued)
                         .set("delivered", kiosk.outbox.delivered)
                         .set("failed", kiosk.outbox.failed))
      .set("content", Json::object()
                          .set("version", kiosk.catalogue ? kiosk.catalogue->version() : 0)
                          .set("pack", kiosk.catalogue ? kiosk.catalogue->signer() : std::string())
                          .set("problem", kiosk.content_problem))
      .set("renderer", loop_.window().renderer_name());
}

}  // namespace kiosk::main
