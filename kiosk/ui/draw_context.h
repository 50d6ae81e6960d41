#pragma once
// Dear ImGui's context, which the draw lists and a renderer's backend both need: made before the window, ends
// after it. One at a time in a program.

struct ImGuiContext;

namespace kiosk::ui {

class DrawContext {
 public:
  DrawContext();
  ~DrawContext();
  DrawContext(const DrawContext&) = delete;
  DrawContext& operator=(const DrawContext&) = delete;

 private:
  ImGuiContext* imgui_;
};

}  // namespace kiosk::ui
