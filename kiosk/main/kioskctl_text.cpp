// kioskctl text: the text layer from a keyboard, for checks and for people who wonder why a line looks as it
// does.

#include <unistd.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

#include "kiosk/base/json.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/main/share_folder.h"
#include "kiosk/text/atlas.h"
#include "kiosk/text/caret.h"
#include "kiosk/text/measure.h"
#include "platform/display/image_file.h"

namespace kiosk::main {
namespace {

using base::Json;

constexpr std::size_t kMaxInputBytes = 16 * 1024 * 1024;

struct Options {
  std::string role = "interface", weight = "regular", language = "ar", direction = "auto", align = "start",
              out, file;
  float size = 36;
  float width = text::kNoWidth;
  int rounds = 9;
};

std::string read_input() {
  std::string input;
  char chunk[65536];
  for (ssize_t count = 0;
       (count = read(STDIN_FILENO, chunk, sizeof chunk)) > 0 && input.size() < kMaxInputBytes;) {
    input.append(chunk, static_cast<std::size_t>(count));
  }
  return input;
}

text::Style style_of(const Options& options) {
  text::Style style;
  style.role = options.role == "title"     ? text::Role::title
               : options.role == "reading" ? text::Role::reading
                                           : text::Role::interface;
  style.weight = options.weight == "bold" ? text::Weight::bold : text::Weight::regular;
  style.size_px = options.size;
  return style;
}

struct Laid {
  text::Paragraph paragraph;
  text::Layout layout;
};

Laid lay(text::Engine& engine, const Options& options, const std::string& words) {
  text::ParagraphInput input;
  input.text = words;
  input.language = options.language;
  input.direction = options.direction == "rtl"   ? text::BaseDirection::rtl
                    : options.direction == "ltr" ? text::BaseDirection::ltr
                                                 : text::BaseDirection::first_strong;
  input.style = style_of(options);
  Laid laid;
  laid.paragraph = engine.shape_paragraph(input);
  text::LayoutOptions layout;
  layout.width_px = options.width;
  layout.justify = options.align == "justify" ? text::Justify::yes : text::Justify::no;
  laid.layout = text::lay_out(engine, laid.paragraph, layout);
  return laid;
}

// A run without a face of its own (boxes, newlines) goes by the paragraph's first face.
text::FaceIndex face_of(const text::PlacedRun& run) { return run.face == text::kNoFace ? 0 : run.face; }

Json run_json(const Laid& laid, const text::PlacedRun& run, std::span<const text::FaceDescription> faces) {
  Json glyphs = Json::array();
  if (run.kind == text::RunKind::text) {
    text::each_glyph(laid.paragraph, laid.layout, run, [&glyphs](const text::Glyph& glyph, float x, float y) {
      glyphs.add(Json::object()
                     .set("id", static_cast<std::int64_t>(glyph.id))
                     .set("cluster", static_cast<std::int64_t>(glyph.cluster))
                     .set("x", static_cast<double>(x))
                     .set("y", static_cast<double>(y))
                     .set("advance", static_cast<double>(glyph.advance)));
    });
  }
  return Json::object()
      .set("start", static_cast<std::int64_t>(run.start))
      .set("end", static_cast<std::int64_t>(run.end))
      .set("level", static_cast<std::int64_t>(run.level))
      .set("face", faces[face_of(run)].name)
      .set("size", static_cast<double>(run.size_px))
      .set("script", text::script_code(run.script))
      .set("glyphs", std::move(glyphs));
}

Json layout_json(text::Engine& engine, const Laid& laid) {
  const auto faces = engine.fonts().faces();
  std::set<text::FaceIndex> used;
  Json lines = Json::array();
  for (const text::Line& line : laid.layout.lines) {
    Json runs = Json::array();
    for (std::uint32_t i = 0; i < line.run_count; ++i) {
      const text::PlacedRun& run = laid.layout.runs[line.first_run + i];
      used.insert(face_of(run));
      runs.add(run_json(laid, run, faces));
    }
    lines.add(Json::object()
                  .set("start", static_cast<std::int64_t>(line.start))
                  .set("end", static_cast<std::int64_t>(line.end))
                  .set("width", static_cast<double>(line.width))
                  .set("baseline", static_cast<double>(line.baseline))
                  .set("runs", std::move(runs)));
  }
  const text::CaretMap map(engine, laid.paragraph, laid.layout);
  Json carets = Json::array();
  for (const std::uint32_t offset : map.stops()) {
    const text::CaretPlace place = map.place({offset, text::Lean::after});
    carets.add(Json::object()
                   .set("offset", static_cast<std::int64_t>(offset))
                   .set("line", static_cast<std::int64_t>(place.line))
                   .set("strong_x", static_cast<double>(place.strong_x))
                   .set("weak_x", static_cast<double>(place.weak_x)));
  }
  Json named = Json::object();
  for (const text::FaceIndex index : used) {
    const std::string file = (share_folder() / "fonts" / faces[index].file).string();
    named.set(faces[index].name,
              Json::object().set("file", file).set("index", 0).set("features", faces[index].features));
  }
  return Json::object()
      .set("lines", std::move(lines))
      .set("carets", std::move(carets))
      .set("faces", std::move(named));
}

// A glyph on what is there: black, or in its own colours.
void put_glyph(ui::Image& image, text::Atlas& atlas, const text::AtlasSlot& slot, int left, int top) {
  const text::Atlas::Page& page = atlas.pages()[slot.page];
  for (int y = 0; y < slot.height; ++y) {
    for (int x = 0; x < slot.width; ++x) {
      const int to_x = left + x, to_y = top + y;
      if (to_x < 0 || to_y < 0 || to_x >= image.width || to_y >= image.height) continue;
      const std::size_t from = static_cast<std::size_t>(slot.y + y) * text::Atlas::kPageSize +
                               static_cast<std::size_t>(slot.x + x);
      const std::uint8_t* texel = page.pixels.data() + from * (page.colour ? 4 : 1);
      const int cover = texel[page.colour ? 3 : 0];
      std::uint8_t* pixel =
          image.pixels.data() + (static_cast<std::size_t>(to_y) * static_cast<std::size_t>(image.width) +
                                 static_cast<std::size_t>(to_x)) *
                                    4;
      for (int c = 0; c < 3; ++c) {
        const int ink = page.colour ? texel[c] : 0;
        pixel[c] = static_cast<std::uint8_t>((ink * cover + pixel[c] * (255 - cover)) / 255);
      }
    }
  }
}

// Black on white, with a margin of half a line.
ui::Image picture_of(text::Engine& engine, const Laid& laid, float size) {
  const int margin = static_cast<int>(size / 2);
  const float left = laid.layout.lines.empty() ? 0 : laid.layout.lines.front().x;
  ui::Image image;
  image.width = static_cast<int>(std::ceil(left + laid.layout.width)) + 2 * margin;
  image.height = static_cast<int>(std::ceil(laid.layout.height)) + 2 * margin;
  image.pixels.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4,
                      255);
  text::Atlas atlas;
  for (const text::PlacedRun& run : laid.layout.runs) {
    if (run.kind != text::RunKind::text || run.face == text::kNoFace) continue;
    text::each_glyph(laid.paragraph, laid.layout, run, [&](const text::Glyph& glyph, float x, float y) {
      const float whole = std::floor(x);
      const int step = static_cast<int>((x - whole) * text::kSubpixelSteps);
      const text::AtlasSlot* slot = atlas.glyph(engine.fonts(), run.face, run.size_px, glyph.id, step);
      if (slot != nullptr)
        put_glyph(image, atlas, *slot, margin + static_cast<int>(whole) + slot->left,
                  margin + static_cast<int>(std::lround(y)) + slot->top);
    });
  }
  return image;
}

int layout_command(const Options& options) {
  base::Result<text::FontSet> fonts = text::FontSet::open(share_folder() / "fonts");
  if (!fonts) return refuse(fonts.error());
  text::Engine engine(std::move(fonts).value());
  std::cout << layout_json(engine, lay(engine, options, read_input())).text() << "\n";
  return 0;
}

int render_command(const Options& options) {
  base::Result<text::FontSet> fonts = text::FontSet::open(share_folder() / "fonts");
  if (!fonts) return refuse(fonts.error());
  text::Engine engine(std::move(fonts).value());
  const base::Result<void> saved = platform::display::save_png(
      options.out, picture_of(engine, lay(engine, options, read_input()), options.size));
  return saved ? 0 : refuse(saved.error());
}

int bench_command(const Options& options) {
  std::ifstream file(options.file);
  if (!file) {
    std::cerr << "not-found: cannot read " << options.file << "\n";
    return 1;
  }
  std::vector<std::string> paragraphs;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) paragraphs.push_back(line);
  }
  base::Result<text::FontSet> fonts = text::FontSet::open(share_folder() / "fonts");
  if (!fonts) return refuse(fonts.error());
  text::Engine engine(std::move(fonts).value());
  const text::TextCosts costs =
      text::measure_costs(engine, paragraphs, style_of(options), options.width, options.rounds);
  std::cout << Json::object()
                   .set("characters", costs.code_points)
                   .set("paragraphs", costs.paragraphs)
                   .set("raw_ns", costs.raw_ns)
                   .set("cold_ns", costs.cold_ns)
                   .set("rewrap_ns", costs.rewrap_ns)
                   .set("cached_ns", costs.cached_ns)
                   .set("cold_ratio", costs.raw_ns > 0 ? costs.cold_ns / costs.raw_ns : 0)
                   .set("rewrap_ratio", costs.raw_ns > 0 ? costs.rewrap_ns / costs.raw_ns : 0)
                   .text()
            << "\n";
  return 0;
}

void add_style_options(CLI::App& command, Options& options) {
  command.add_option("--role", options.role, "what the text is for")
      ->check(CLI::IsMember({"title", "interface", "body", "reading", "digits"}));
  command.add_option("--weight", options.weight)->check(CLI::IsMember({"regular", "bold"}));
  command.add_option("--size", options.size, "pixels per em of Latin text")->check(CLI::Range(1.0F, 1000.0F));
  command.add_option("--width", options.width, "pixels; without it nothing wraps")
      ->check(CLI::PositiveNumber);
  command.add_option("--lang", options.language, "BCP 47")->check(CLI::IsMember({"ar", "fr", "en", "zgh"}));
  command.add_option("--dir", options.direction, "base direction")
      ->check(CLI::IsMember({"auto", "rtl", "ltr"}));
  command.add_option("--align", options.align)->check(CLI::IsMember({"start", "justify"}));
}

}  // namespace

void add_text_commands(CLI::App& app, int& exit_code) {
  CLI::App* group =
      app.add_subcommand("text", "lay out, draw and time text as the kiosk does")->require_subcommand(1);
  // The callbacks run after this function; they share ownership of what the options are read into.
  const auto options = std::make_shared<Options>();
  CLI::App* layout = group->add_subcommand(
      "layout", "UTF-8 on standard input, lines, glyphs and carets as JSON on standard output");
  add_style_options(*layout, *options);
  layout->callback([options, &exit_code] { exit_code = layout_command(*options); });
  CLI::App* render = group->add_subcommand("render", "UTF-8 on standard input, a picture in a file");
  add_style_options(*render, *options);
  render->add_option("--out", options->out, "PNG file")->required();
  render->callback([options, &exit_code] { exit_code = render_command(*options); });
  CLI::App* bench = group->add_subcommand("bench", "what a file of paragraphs costs, beside raw hb_shape");
  add_style_options(*bench, *options);
  bench->add_option("file", options->file, "one paragraph a line")->required();
  bench->add_option("--rounds", options->rounds)->check(CLI::Range(1, 1000));
  bench->callback([options, &exit_code] { exit_code = bench_command(*options); });
}

}  // namespace kiosk::main
