#pragma once
// One frame of the interface: what widgets draw with, where they say what they are, and how they hear of
// touches and keys.
//
//   begin() - screens draw: painter(), text(), control() - end() -> DrawData
//
// Immediate mode with its own focus and touch: a touch is matched against the tree of the frame that was on
// screen when it came, and the widget whose id was activated learns of it when it draws again. A control acts
// on release, keeps being pressed within kSlopMm of its edge, and lets go when a finger slides farther; one
// finger leads and others are ignored; the same control acts at most every kDebounce.
//
// Places are design units (geometry.h); pixels only in PixelBox and touches. Belongs to the screen's thread;
// time is an argument. Nothing here knows a complaint or a page.

#include <optional>
#include <unordered_map>
#include <variant>

#include "kiosk/base/secret_string.h"
#include "kiosk/ui/access_tree.h"
#include "kiosk/ui/draw_context.h"
#include "kiosk/ui/edit.h"
#include "kiosk/ui/motion.h"
#include "kiosk/ui/painter.h"

namespace kiosk::ui {

struct Panel {
  int width_px = 1080;
  int height_px = 1920;
  float width_mm = 398;  // of the lit area, as mounted; the default is a 32-inch panel on its side
  float foot_mm = 700;   // of the lit area's lower edge above the floor
};

// What a citizen may choose; back to these defaults at the end of a visit.
struct Settings {
  base::Language language = base::Language::ar;
  Contrast contrast = Contrast::normal;
  int text_percent = 100;  // 100, 125, 150
  bool low_reach = false;
  bool read_aloud = false;
  bool reduced_motion = false;
  bool operator==(const Settings&) const = default;
};

// How a page comes: from the end side, from the start side, in its place, or it was there already.
enum class Turn { forward, back, fade, none };

struct TouchEvent {
  enum class Phase { down, move, up };
  Phase phase;
  std::int64_t finger;
  float x, y;
  base::BootTime at;
};

enum class NavKey { up, down, start, end, select, back, home, help, faster, slower, louder, softer };
std::optional<NavKey> parse_nav_key(std::string_view name);

struct TextSpan {
  std::uint32_t start, end;  // bytes
  std::optional<Type> type;
  std::optional<Colour> colour;
};

struct TextOptions {
  Type type = Type::body;
  Colour colour{};
  text::Align align =
      text::Align::start;  // towards the reading side of the interface, whatever the text's direction
  std::uint32_t max_lines = 0;
  std::optional<text::BaseDirection> direction;  // none: the interface's
  std::span<const TextSpan> spans;
  bool ellipsis = true;
  float factor = 1;  // of the type's size, for the few texts the design draws between two types
  std::optional<base::Language> language;  // none: the interface's
  bool being_written = false;              // changes key by key: what a key leaves alone is not shaped again
};

struct Control {
  bool activated = false;
  bool pressed = false;
  bool focused = false;
  float press = 0;             // 1 while pressed, fading away after it
  base::Milliseconds held{0};  // how long the finger has been down on it
};

class Interface {
 public:
  // All of them are used as long as this object lives; the context comes first, before what draws its lists.
  Interface(DrawContext& context, text::Engine& engine, TextureSink& sink, ImageLoader loader, Panel panel);
  Interface(const Interface&) = delete;
  Interface& operator=(const Interface&) = delete;

  // Input, between frames.
  void touch(const TouchEvent& event);
  void key(NavKey key, base::BootTime now);
  // Of a real keyboard. The next frame's field takes it; where there is none it is lost.
  void edit(Edit edit);
  // Who writes on a real keyboard into a field of the last frame moves the caret with its arrows, not the
  // focus: until something else is touched, another page comes, or a key moves the focus.
  [[nodiscard]] bool is_writing() const { return writing_ && takes_text_; }
  // Another page is on screen from now on: the second tap of a double tap is not for it, and the focus starts
  // again. One that came by itself, while somebody waited and perhaps tapped once more, takes touches later.
  void new_page(base::BootTime now, Turn turn = Turn::none, base::Milliseconds deaf_for = kDebounce);
  [[nodiscard]] base::BootTime touchable_from() const { return touchable_from_; }
  // A control was activated and has not heard of it yet: a frame should be drawn before the next input.
  [[nodiscard]] bool pending() const { return !activated_.empty() || !edits_.empty(); }
  // Acts as if the control had been tapped; false if there is no such control, or it is not enabled.
  bool activate(std::string_view id);

  void begin(const Settings& settings, base::Timestamp wall, base::BootTime now);
  const DrawData& end();  // valid until the next begin()
  // When the next frame is due by itself (a held key, a caret, a countdown), if at all.
  [[nodiscard]] std::optional<base::BootTime> due() const { return due_; }
  // A page learned while it was drawn that it does, or does not, fit its window, or the atlas was full: this
  // frame shows the wrong buttons, or lacks letters, and has to be built again.
  [[nodiscard]] bool is_outdated() const { return outdated_; }
  void build_again() { outdated_ = true; }
  void wake_at(base::BootTime at);
  // While something moves the next frame is due as soon as the panel can show it; when all will have arrived.
  [[nodiscard]] std::optional<base::BootTime> moving_until() const { return motion_.moving_until(); }

  // The frame being drawn.
  [[nodiscard]] Painter& painter() { return painter_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const Palette& colours() const { return palette(settings_.contrast); }
  [[nodiscard]] bool high_contrast() const { return settings_.contrast == Contrast::high; }
  [[nodiscard]] const AccentColours& accent(Accent accent) const {
    return accent_colours(settings_.contrast, accent);
  }
  [[nodiscard]] const ToneColours& tone(Tone tone) const { return tone_colours(settings_.contrast, tone); }
  [[nodiscard]] Size canvas() const { return canvas_; }
  [[nodiscard]] bool landscape() const { return canvas_.width > canvas_.height; }
  [[nodiscard]] base::BootTime now() const { return now_; }
  [[nodiscard]] base::Timestamp wall() const { return wall_; }
  [[nodiscard]] float size_factor(Type type) const;  // the text-size setting, where the type grows
  // With low reach: nothing above this is touched (section 6.3). 0 without it.
  [[nodiscard]] float reach_top() const;

  // Motion: a value on its way to its target; 0..1 since something appeared. Final at once with reduced
  // motion.
  float glide(std::string_view id, float target, base::Milliseconds time, Easing easing = Easing::out) {
    return motion_.glide(motion_key(id), target, time, easing);
  }
  float appear(std::string_view id, base::Milliseconds time, base::Milliseconds delay = {},
               Easing easing = Easing::out) {
    return motion_.appear(motion_key(id), time, delay, easing);
  }
  [[nodiscard]] bool reduced_motion() const { return settings_.reduced_motion || high_contrast(); }
  // What is drawn from now on comes in with its page, or stands still: Steady, below.
  void move_with_page(bool moves);
  // What is drawn until settled() rises by so much into its place, and becomes stronger: a popover, a
  // keyboard.
  void rise(std::string_view id, base::Milliseconds time, float by);
  void settled() { move_with_page(moves_with_page_); }
  [[nodiscard]] bool moves_with_page() const { return moves_with_page_; }

  // Text: measured, and drawn from the top of the box; both return the height it takes. Not in the tree by
  // itself.
  Size measure(std::string_view words, float width, const TextOptions& options);
  float text(const Box& box, std::string_view words, const TextOptions& options);
  // Drawn in the middle of the box's height, one line, centred by default; shrunk to fit if it is wider than
  // the box.
  void line(const Box& box, std::string_view words, TextOptions options);
  // One line that reads upwards, in the middle of the box; as wide as the box is tall at most.
  void line_upwards(const Box& box, std::string_view words, TextOptions options);
  std::shared_ptr<const text::Laid> lay(std::string_view words, float width, const TextOptions& options);
  void draw(const text::Laid& laid, const Box& box, const TextOptions& options);

  // Says that something is there. say() is for what is read; control() for what can be touched.
  void say(std::string_view id, NodeRole role, const Box& box, std::string_view name,
           std::string_view value = {});
  Control control(Node node, const Box& box);
  [[nodiscard]] AccessTree& tree() { return tree_; }

  // Where the activating touch was, from the box's top left in pixels; for fields and sliders.
  [[nodiscard]] std::optional<text::Point> touch_in(std::string_view id) const;
  [[nodiscard]] bool has_edits() const { return !edits_.empty(); }
  std::vector<Edit> take_edits();       // where digits are written; who takes them overwrites them
  std::vector<Edit> take_text_edits();  // where a text is: moves, selections, Return
  // Where the finger is that holds this control, in pixels of the picture; how far it is from where it came
  // down, and how long it has been on it.
  struct Finger {
    text::Point at, moved;
    base::Milliseconds held;
  };
  [[nodiscard]] std::optional<Finger> finger_on(std::string_view id) const;

  // An overlay: what was said before is out of reach, but for the bar.
  void begin_overlay();
  // A page that scrolls: shifts everything drawn until end_scroll() and clips it to the window.
  void begin_scroll(std::string_view id, const Box& window);
  void end_scroll(float content_height);
  struct ScrollState {
    float offset = 0, content = 0, window = 0;
    [[nodiscard]] bool overflows() const { return content > window + 1; }
    [[nodiscard]] bool at_top() const { return offset <= 0; }
    [[nodiscard]] bool at_end() const { return offset >= content - window - 1; }
  };
  [[nodiscard]] ScrollState scroll_state(std::string_view id) const;
  void scroll_by(std::string_view id, float windows);
  void scroll_to(std::string_view id, float offset);  // as far as there is something
  void reset_scroll(std::string_view id);             // another page stands there now

  // A part of the page that is dragged both ways: how far since the last frame, in units, east and south.
  text::Point dragged_in(std::string_view id, const Box& window);

  // Lines of the frame being drawn that had to be cut, or words that stand out of their box: a sentence that
  // is too long for its place. For tests.
  [[nodiscard]] std::span<const base::SecretString> overlong() const {
    return {overlong_.data(), overlong_count_};
  }

  // A visit ended: nothing of it stays in this object.
  void forget();

  [[nodiscard]] text::Engine& engine() { return engine_; }
  [[nodiscard]] const text::ParagraphCache& paragraphs() const { return cache_; }
  [[nodiscard]] float pixels_per_mm() const { return static_cast<float>(panel_.width_px) / panel_.width_mm; }

 private:
  struct Touching {
    std::int64_t id;
    float down_x, down_y, x, y;
    base::BootTime at;
    base::BootTime down_at;
    std::string pressed;  // id of the control
    std::string scroll;   // id of the page under the finger
    bool dragging = false;
    float last_y = 0;
    base::BootTime last_at{};
    float speed = 0;  // of a drag, pixels a millisecond
    std::optional<base::BootTime> repeat_at;
    bool repeated = false;
    float last_x = 0;
    std::string pan = {};  // id of what is dragged both ways under the finger
    base::Milliseconds repeat_every = kRepeatEvery;
  };
  struct Scroll {
    ScrollState state;
    ScrollState drawn_with;  // what the frame under way was begun with
    PixelBox window;
    float beyond = 0;  // dragged past an edge by so much
    struct Fling {
      float from, speed;  // units, units a millisecond
      base::BootTime since;
    };
    std::optional<Fling> fling;
  };

  struct Pan {
    PixelBox window;
    text::Point moved{};  // pixels
  };

  void finger_down(const TouchEvent& event);
  void finger_moved(const TouchEvent& event);
  void finger_up(const TouchEvent& event);
  void drag(const TouchEvent& event);
  void let_go(const Touching& finger, base::BootTime now);
  float scrolled_to(const std::string& id, Scroll& scroll);
  void act(const std::string& id, base::BootTime now, bool debounced);
  void repeat_held();
  [[nodiscard]] float page_part();
  void note_overlong(std::string_view words);
  void drop_edits();
  [[nodiscard]] text::Style style_of(Type type, float factor) const;

  text::Engine& engine_;
  Panel panel_;
  text::ParagraphCache cache_;
  Painter painter_;
  DrawData frame_;
  AccessTree tree_;
  Settings settings_;
  Size canvas_{};
  base::BootTime now_{};
  base::Timestamp wall_{};
  std::optional<base::BootTime> due_;
  bool outdated_ = false;
  std::optional<Touching> finger_;
  std::string activated_, focus_;
  base::BootTime touchable_from_{};
  bool focus_shown_ = false;
  std::optional<text::Point> activated_at_;
  std::unordered_map<std::string, base::BootTime> acted_;
  std::unordered_map<std::string, Scroll> scrolls_;
  std::string scrolling_;
  std::unordered_map<std::string, Pan> pans_, last_pans_;  // of this frame; of the one before
  Motion motion_;
  base::BootTime page_since_{};
  Turn turn_ = Turn::none;
  float page_part_ = 1;  // how far the page has come in
  bool moves_with_page_ = false;
  std::vector<text::StyleSpan> span_scratch_;  // kept from text to text
  std::vector<Colour> colour_scratch_;
  std::vector<Edit> edits_;
  std::vector<base::SecretString> overlong_;  // the first overlong_count_; kept from frame to frame
  std::size_t overlong_count_ = 0;
  bool writing_ = false;
  bool takes_text_ = false, took_text_ = false;  // a field of the last frame; of the one under way
};

// While it lives, what is drawn stands still though the page around it is coming in.
class Steady {
 public:
  explicit Steady(Interface& ui) : ui_(ui), before_(ui.moves_with_page()) { ui_.move_with_page(false); }
  ~Steady() { ui_.move_with_page(before_); }
  Steady(const Steady&) = delete;
  Steady& operator=(const Steady&) = delete;

 private:
  Interface& ui_;
  bool before_;
};

// While it lives, what is drawn rises into its place.
class Rising {
 public:
  Rising(Interface& ui, std::string_view id, base::Milliseconds time, float by) : ui_(ui) {
    ui.rise(id, time, by);
  }
  ~Rising() { ui_.settled(); }
  Rising(const Rising&) = delete;
  Rising& operator=(const Rising&) = delete;

 private:
  Interface& ui_;
};

}  // namespace kiosk::ui
