#include "kiosk/ui/draw_context.h"

#include <imgui/imgui.h>

namespace kiosk::ui {

DrawContext::DrawContext() : imgui_(ImGui::CreateContext()) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouse;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  // ImGui wants a font of its own before it starts a frame; nothing is ever drawn with it.
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  io.Fonts->AddFontDefault();
  io.Fonts->Build();
}

DrawContext::~DrawContext() { ImGui::DestroyContext(imgui_); }

}  // namespace kiosk::ui
