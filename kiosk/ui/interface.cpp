#include "kiosk/ui/interface.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "kiosk/base/check.h"

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
  overlong_count_ = 0;
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
  if (!row_of(type).grows) return 1;
  const float percent = static_cast<float>(settings_.text_percent) / 100;
  return high_contrast() ? percent * kContrastStep : percent;
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
  if (laid->layout.width > box.width * painter_.scale() + 1) note_overlong(words);
  draw(*laid, box, options);
  return laid->layout.height / painter_.scale();
}

void Interface::note_overlong(std::string_view words) {
  if (overlong_count_ == overlong_.size()) overlong_.emplace_back();
  overlong_[overlong_count_++] = words;
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
  if (size.width > box.width + 1) note_overlong(words);
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
    const float least = std::min(node.box.height, kLeastTouch * painter_.scale());
    if (bottom - top < std::max(1.0F, least)) return {};
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

void Interface::forget() {
  cache_.forget();
  overlong_.clear();
  overlong_count_ = 0;
  tree_.forget();
  painter_.forget();
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
