#include "kiosk/main/kiosk_options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "kiosk/base/json.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

using platform::display::RendererChoice;
using platform::display::Rotation;
using platform::display::WindowOptions;

constexpr std::size_t kMaxConfigBytes = 64 * 1024;
constexpr int kMaxSide = 8192;

struct CommandLine {
  std::string state, config, preview, day, window, offscreen, language = "ar", renderer = "auto", desk;
  int rotate = -1;
  bool fullscreen = false, robot = false, check_content = false;
};

Rotation rotation_of(std::int64_t degrees) {
  switch (degrees) {
    case 90:
      return Rotation::quarter;
    case 180:
      return Rotation::half;
    case 270:
      return Rotation::three_quarters;
    default:
      return Rotation::none;
  }
}

// "1080x1920"
bool parse_size(const std::string& text, WindowOptions& options) {
  int width = 0, height = 0, used = 0;
  if (std::sscanf(text.c_str(), "%dx%d%n", &width, &height, &used) != 2) return false;
  if (used != static_cast<int>(text.size()) || width < 100 || height < 100 || width > kMaxSide ||
      height > kMaxSide)
    return false;
  options.width = width;
  options.height = height;
  return true;
}

base::Result<void> read_config(const std::filesystem::path& file, KioskOptions& options) {
  const base::Bytes bytes = TRY(store::read_file(file, kMaxConfigBytes));
  const base::Json json = TRY(base::Json::parse(base::as_text(bytes)));
  if (json.members() == nullptr)
    return base::Error(OptionsError::bad_config, "the configuration is not a JSON object");
  options.id = json.string_or("kiosk", options.id);
  options.content = json.string_or("content", "");
  while (options.content.ends_with('/')) options.content.pop_back();
  if (const base::Json* name = json.find("name"); name != nullptr && name->members() != nullptr) {
    for (const base::Language language : base::kLanguages)
      options.name[language] = name->string_or(base::code_of(language), "");
  }
  if (const base::Json* panel = json.find("panel")) {
    const base::Json* width = panel->find("width_mm");
    if (width != nullptr && width->number() && *width->number() > 50)
      options.panel_width_mm = static_cast<float>(*width->number());
    const base::Json* foot = panel->find("foot_mm");
    if (foot != nullptr && foot->number() && *foot->number() >= 0)
      options.panel_foot_mm = static_cast<float>(*foot->number());
  }
  options.window.rotation = rotation_of(json.integer_or("rotate", 0));
  if (const base::Json* reduced = json.find("reduced_motion"))
    options.reduced_motion = reduced->boolean().value_or(false);
  const std::filesystem::path stick = json.string_or("stick", "incoming");
  options.stick = stick.is_absolute() ? stick : options.state / stick;
  options.stick_helper = json.string_or("usb", "");
  return base::done();
}

std::optional<std::string> complete(const CommandLine& line, KioskOptions& options) {
  options.state = line.state;
  options.stick = options.state / "incoming";
  const std::filesystem::path config =
      line.config.empty() ? options.state / "kiosk.json" : std::filesystem::path(line.config);
  const bool has_config = !line.state.empty() || !line.config.empty();
  if (const base::Result<void> read = has_config ? read_config(config, options) : base::done(); !read) {
    // A kiosk without its own file still shows content; one that was told a file must find it.
    if (!line.config.empty() || !read.error().is(store::StoreError::not_found))
      return read.error().sentence();
  }
  if (line.rotate >= 0) options.window.rotation = rotation_of(line.rotate);
  options.language = base::parse_language(line.language).value_or(base::Language::ar);
  options.desk = line.desk;
  options.preview = line.preview;
  if (!line.day.empty()) {
    const base::Result<std::chrono::sys_days> day = base::parse_day(line.day);
    if (!day) return "a day is YYYY-MM-DD";
    options.day = *day;
  }
  options.robot = line.robot;
  options.check_content = line.check_content;
  options.window.title = "Salé";
  options.window.renderer = line.renderer == "gl"         ? RendererChoice::gl
                            : line.renderer == "software" ? RendererChoice::software
                                                          : RendererChoice::automatic;
  const bool sized = !line.window.empty() || !line.offscreen.empty();
  if (sized && !parse_size(line.window.empty() ? line.offscreen : line.window, options.window))
    return "a size is WIDTHxHEIGHT, in pixels";
  if (!line.window.empty()) options.window.mode = WindowOptions::Mode::window;
  if (!line.offscreen.empty()) options.window.mode = WindowOptions::Mode::offscreen;
  if (line.state.empty() && line.preview.empty()) return "--state is required";
  std::error_code ignored;
  if (!line.state.empty() && !std::filesystem::is_directory(options.state, ignored))
    return base::cat("there is no state folder ", options.state.string());
  if (options.robot && !sized) return "--robot goes with --window or --offscreen only";
  return std::nullopt;
}

}  // namespace

std::string_view name_of(OptionsError) { return "bad-config"; }

ParsedOptions parse_command_line(int argc, char** argv) {
  CLI::App app("The touch kiosk of the town hall of Salé.", "kiosk");
  CommandLine line;
  app.set_version_flag("--version", KIOSK_VERSION);
  app.add_option("--state", line.state, "folder of this kiosk's state; needed but for a preview");
  app.add_option("--preview", line.preview,
                 "show this folder of sources, live; no complaints are kept, nothing is installed")
      ->check(CLI::ExistingDirectory);
  app.add_option("--day", line.day, "YYYY-MM-DD: the preview as it will be on this day")->needs("--preview");
  app.add_option("--config", line.config, "configuration, instead of STATE/kiosk.json")
      ->check(CLI::ExistingFile);
  CLI::Option* fullscreen = app.add_flag("--fullscreen", line.fullscreen, "the whole display (the default)");
  CLI::Option* window =
      app.add_option("--window", line.window, "a window of WxH pixels")->excludes(fullscreen);
  app.add_option("--offscreen", line.offscreen, "no display: a picture of WxH pixels")
      ->excludes(fullscreen)
      ->excludes(window);
  app.add_option("--rotate", line.rotate, "clockwise turn of the picture")
      ->check(CLI::IsMember({0, 90, 180, 270}));
  app.add_option("--lang", line.language, "language of the attract loop and of new visits")
      ->check(CLI::IsMember({"ar", "fr", "en"}));
  app.add_option("--renderer", line.renderer)->check(CLI::IsMember({"auto", "gl", "software"}));
  app.add_option("--desk", line.desk, "URL of the complaints cell's desk");
  app.add_flag("--robot", line.robot, "driven by commands on standard input");
  app.add_flag("--check-content", line.check_content,
               "lay out every page of the installed content, say what is wrong, and end");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? 0 : 2};
  }
  KioskOptions options;
  if (const auto wrong = complete(line, options)) {
    std::cerr << "kiosk: " << *wrong << "\n";
    return {std::nullopt, 2};
  }
  return {options, 0};
}

}  // namespace kiosk::main
