#include "platform/display/gl_renderer.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <SDL2/SDL.h>
#include <imgui/backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/base/log.h"

namespace platform::display {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;
using kiosk::ui::DrawData;
using kiosk::ui::Image;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;

bool is_software_driver(std::string_view name) {
  for (const std::string_view known : {"llvmpipe", "softpipe", "swrast", "SWR"}) {
    if (name.find(known) != std::string_view::npos) return true;
  }
  return false;
}

Error unavailable(std::string_view what) {
  return {GlError::unavailable, kiosk::base::cat("no OpenGL: ", what, ": ", SDL_GetError())};
}

// Shows a picture as one rectangle, its corners turned. OpenGL 3.0, without vertex buffers.
constexpr const char* kVertexShader = R"(#version 130
uniform int turn;
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID % 2, gl_VertexID / 2);
  vec2 from = corner;
  if (turn == 1) from = vec2(1.0 - corner.y, corner.x);
  if (turn == 2) from = vec2(1.0 - corner.x, 1.0 - corner.y);
  if (turn == 3) from = vec2(corner.y, 1.0 - corner.x);
  place = from;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
})";
constexpr const char* kFragmentShader = R"(#version 130
uniform sampler2D picture;
in vec2 place;
out vec4 colour;
void main() { colour = vec4(texture(picture, place).rgb, 1.0); })";

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  KIOSK_ASSERT(good != 0);
  return shader;
}

}  // namespace

std::string_view name_of(GlError code) {
  return code == GlError::software ? "gl-software" : "gl-unavailable";
}

struct GlRenderer::State {
  SDL_Window* window;
  SDL_GLContext context;
  int width, height;
  Rotation rotation;
  GLuint picture_texture = 0;
  GLuint framebuffer = 0;
  GLuint turn_program = 0;
  GLuint empty_vertices = 0;
  std::unordered_map<TextureId, TextureFormat> formats;

  void make_picture();
  void make_turn_program();
  void show();
};

Result<std::unique_ptr<GlRenderer>> GlRenderer::create(SDL_Window* window, int width, int height,
                                                       Rotation rotation, Accept accept) {
  SDL_GLContext context = SDL_GL_CreateContext(window);
  if (context == nullptr) return unavailable("no context");
  const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string driver = name != nullptr ? name : "";
  if (accept == Accept::hardware_only && is_software_driver(driver)) {
    SDL_GL_DeleteContext(context);
    return Error(GlError::software, "the OpenGL driver draws on the CPU: " + driver);
  }
  if (!ImGui_ImplOpenGL3_Init("#version 130")) {
    SDL_GL_DeleteContext(context);
    return unavailable("backend");
  }
  KIOSK_LOG(info, "display.gl", {"driver", driver});
  SDL_GL_SetSwapInterval(1);
  auto state = std::make_unique<State>();
  state->window = window;
  state->context = context;
  state->width = width;
  state->height = height;
  state->rotation = rotation;
  state->make_picture();
  state->make_turn_program();
  return std::unique_ptr<GlRenderer>(new GlRenderer(std::move(state)));
}

GlRenderer::GlRenderer(std::unique_ptr<State> state) : state_(std::move(state)) {}

GlRenderer::~GlRenderer() {
  ImGui_ImplOpenGL3_Shutdown();
  SDL_GL_DeleteContext(state_->context);
}

void GlRenderer::State::make_picture() {
  glGenTextures(1, &picture_texture);
  glBindTexture(GL_TEXTURE_2D, picture_texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glGenFramebuffers(1, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, picture_texture, 0);
  KIOSK_ASSERT(glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE);
}

void GlRenderer::State::make_turn_program() {
  turn_program = glCreateProgram();
  glAttachShader(turn_program, compile(GL_VERTEX_SHADER, kVertexShader));
  glAttachShader(turn_program, compile(GL_FRAGMENT_SHADER, kFragmentShader));
  glLinkProgram(turn_program);
  glGenVertexArrays(1, &empty_vertices);
}

TextureId GlRenderer::create(TextureFormat format, int width, int height) {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  const std::size_t bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                            (format == TextureFormat::grey ? 1 : 4);
  const std::vector<std::uint8_t> empty(bytes);
  if (format == TextureFormat::grey) {
    // The backend's shader multiplies by all four channels: white, with the coverage as alpha.
    const GLint swizzle[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, empty.data());
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, empty.data());
  }
  state_->formats[texture] = format;
  return texture;
}

void GlRenderer::update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                        int pitch) {
  const bool grey = state_->formats.at(id) == TextureFormat::grey;
  glBindTexture(GL_TEXTURE_2D, id);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, pitch / (grey ? 1 : 4));
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, grey ? GL_RED : GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void GlRenderer::destroy(TextureId id) {
  const GLuint texture = id;
  glDeleteTextures(1, &texture);
  state_->formats.erase(id);
}

void GlRenderer::present(const DrawData& frame) {
  glBindFramebuffer(GL_FRAMEBUFFER, state_->framebuffer);
  glViewport(0, 0, state_->width, state_->height);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplOpenGL3_RenderDrawData(frame.native);
  state_->show();
}

void GlRenderer::State::show() {
  int window_width = 0, window_height = 0;
  SDL_GL_GetDrawableSize(window, &window_width, &window_height);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, window_width, window_height);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glUseProgram(turn_program);
  glUniform1i(glGetUniformLocation(turn_program, "turn"), static_cast<GLint>(rotation));
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, picture_texture);
  glBindVertexArray(empty_vertices);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glBindVertexArray(0);
  SDL_GL_SwapWindow(window);
}

Image GlRenderer::picture() {
  Image image{state_->width, state_->height, {}};
  const std::size_t row = static_cast<std::size_t>(image.width) * 4;
  image.pixels.resize(row * static_cast<std::size_t>(image.height));
  glBindFramebuffer(GL_FRAMEBUFFER, state_->framebuffer);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, image.pixels.data());
  // OpenGL's rows start at the bottom; the picture is opaque whatever blending left in its alpha.
  for (int y = 0; y < image.height / 2; ++y) {
    auto top = image.pixels.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * row);
    auto bottom = image.pixels.end() - static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y + 1) * row);
    std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
  }
  for (std::size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
  return image;
}

}  // namespace platform::display
