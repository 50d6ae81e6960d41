// The text layer beside its floor (raw hb_shape on the same runs) and its peer (Pango), in one process and
// with the same font files. Prints each figure as a ratio to the floor; tests/bench/run builds and starts it.
//
//   prose      about 1 MB of Arabic paragraphs, words drawn from content/ar
//   mixed      Arabic, French, digits and brackets in one string
//   interface  the sentences of assets/locale/ar.po

#include <benchmark/benchmark.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangoft2.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "kiosk/base/utf8.h"
#include "kiosk/text/caret.h"
#include "kiosk/text/editor.h"
#include "kiosk/text/face.h"
#include "kiosk/text/paragraph_cache.h"
#include "tests/support/allocations.h"
#include "tests/support/fonts.h"

namespace {

using namespace kiosk;
using namespace kiosk::text;

constexpr float kSize = 24, kWidth = 600, kNarrower = 500;
constexpr std::size_t kProseBytes = 1 << 20;

using Corpus = std::vector<std::string>;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Paragraphs of 40 to 160 words drawn at random from the commune's pages; the same every time.
Corpus prose() {
  std::vector<std::string> words;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(KIOSK_SOURCE_DIR) / "content/ar")) {
    if (entry.path().extension() != ".md") continue;
    std::istringstream in(text_of(entry.path()));
    bool in_body = false;
    for (std::string line; std::getline(in, line);) {
      if (line == "+++") in_body = !in_body ? line.empty() : false;
      std::istringstream parts(line);
      for (std::string word; parts >> word;) {
        if (static_cast<unsigned char>(word[0]) >= 0xD8 && static_cast<unsigned char>(word[0]) <= 0xDB)
          words.push_back(word);
      }
    }
  }
  std::sort(words.begin(), words.end());
  std::mt19937 random(20261125);
  Corpus out;
  for (std::size_t bytes = 0; bytes < kProseBytes;) {
    std::string paragraph;
    const auto count = 40 + random() % 120;
    for (std::size_t i = 0; i < count; ++i) paragraph += words[random() % words.size()] + " ";
    paragraph.pop_back();
    bytes += paragraph.size();
    out.push_back(std::move(paragraph));
  }
  return out;
}

Corpus mixed() {
  const char* const sentences[] = {
      "عمود الإنارة رقم 14 أمام Pharmacie Al Amal في شارع الحسن الثاني مطفأ منذ 3 أسابيع",
      "أخبرنا le gardien de l'immeuble ولم يتغير شيء، نرجو إصلاحه (قبل 15/10/2025)",
      "وفق القانون 09-08 والمرسوم 2-17-265: رقمكم +212 5 37 00 00 00 لمعالجة هذه الشكاية فقط",
      "Le projet SURE (2010 – 2012) a réuni سلا et Friedrichshafen, budget 791 725 €",
      "برنامج «جماعة الغد» (2010 – 2014) مع USAID و RTI International، 7 000 مشارك",
      "Bienvenue à Salé، مرحبا بكم، ⴰⵏⵙⵓⴼ"};
  Corpus out;
  for (int i = 0; i < 200; ++i) out.emplace_back(sentences[i % 6]);
  return out;
}

Corpus interface_strings() {
  std::istringstream in(text_of(std::filesystem::path(KIOSK_SOURCE_DIR) / "assets/locale/ar.po"));
  Corpus out;
  for (std::string line; std::getline(in, line);) {
    constexpr std::string_view kStart = "msgstr \"";
    if (line.starts_with(kStart) && line.size() > kStart.size() + 2)
      out.push_back(line.substr(kStart.size(), line.size() - kStart.size() - 1));
  }
  return out;
}

struct World {
  World() : engine(tests::text_engine()) {}
  Engine engine;
  std::map<std::string, Corpus> corpora = {
      {"prose", prose()}, {"mixed", mixed()}, {"interface", interface_strings()}};
};

World& world() {
  static World* const kWorld = new World;
  return *kWorld;
}

ParagraphInput input_of(const std::string& text) {
  ParagraphInput input;
  input.text = text;
  input.style.size_px = kSize;
  return input;
}

std::size_t points_of(const Corpus& corpus) {
  std::size_t points = 0;
  for (const std::string& text : corpus) points += base::count_code_points(text);
  return points;
}

void per_point(benchmark::State& state, const Corpus& corpus) {
  state.counters["ns/char"] =
      benchmark::Counter(static_cast<double>(points_of(corpus)) * 1e-9,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void raw(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = world().corpora[name];
  std::vector<Paragraph> shaped;
  for (const std::string& text : corpus) shaped.push_back(world().engine.shape_paragraph(input_of(text)));
  hb_buffer_t* buffer = hb_buffer_create();
  static constexpr const char* kShapers[] = {"ot", nullptr};
  for (auto _ : state) {
    for (const Paragraph& paragraph : shaped) {
      for (const Run& run : paragraph.runs) {
        if (run.kind != RunKind::text || run.face == kNoFace) continue;
        Face& face = world().engine.fonts().face(run.face);
        hb_buffer_clear_contents(buffer);
        hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
        hb_buffer_set_direction(buffer, is_rtl(run.level) ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(run.script));
        hb_buffer_set_language(buffer, hb_language_from_string("ar", -1));
        hb_buffer_add_utf8(buffer, paragraph.text.data(), static_cast<int>(paragraph.text.size()), run.start,
                           static_cast<int>(run.end - run.start));
        const auto& features = face.features();
        hb_shape_full(face.font(run.size_px), buffer, features.data(), static_cast<unsigned>(features.size()),
                      kShapers);
      }
    }
  }
  hb_buffer_destroy(buffer);
  per_point(state, corpus);
}

void cold(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = world().corpora[name];
  LayoutOptions options;
  options.width_px = kWidth;
  std::size_t allocations = 0, paragraphs = 0;
  for (auto _ : state) {
    const std::size_t before = tests::g_allocations;
    for (const std::string& text : corpus) {
      const Paragraph paragraph = world().engine.shape_paragraph(input_of(text));
      benchmark::DoNotOptimize(lay_out(world().engine, paragraph, options).height);
    }
    allocations += tests::g_allocations - before;
    paragraphs += corpus.size();
  }
  state.counters["allocations"] = static_cast<double>(allocations) / static_cast<double>(paragraphs);
  per_point(state, corpus);
}

void rewrap(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = world().corpora[name];
  std::vector<Paragraph> shaped;
  for (const std::string& text : corpus) shaped.push_back(world().engine.shape_paragraph(input_of(text)));
  LayoutOptions options;
  bool narrow = false;
  for (auto _ : state) {
    options.width_px = (narrow = !narrow) ? kNarrower : kWidth;
    for (const Paragraph& paragraph : shaped)
      benchmark::DoNotOptimize(lay_out(world().engine, paragraph, options).height);
  }
  per_point(state, corpus);
}

// Pango on the same files: fontconfig sees the kiosk's fonts and nothing else.
struct PangoWorld {
  PangoWorld() {
    FcConfig* config = FcConfigCreate();
    for (const auto& entry : std::filesystem::directory_iterator(tests::fonts_folder())) {
      if (entry.path().extension() == ".ttf" && entry.path().stem() != "NotoColorEmoji")
        FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(entry.path().c_str()));
    }
    PangoFontMap* map = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
    context = pango_font_map_create_context(map);
    description = pango_font_description_from_string("Noto Sans, Noto Sans Arabic, Noto Sans Tifinagh");
    pango_font_description_set_absolute_size(description, static_cast<double>(kSize) * PANGO_SCALE);
    pango_context_set_language(context, pango_language_from_string("ar"));
  }
  PangoContext* context;
  PangoFontDescription* description;
};

PangoLayout* pango_layout() {
  static PangoWorld* const kPango = new PangoWorld;
  PangoLayout* layout = pango_layout_new(kPango->context);
  pango_layout_set_font_description(layout, kPango->description);
  return layout;
}

int height_of(PangoLayout* layout, float width) {
  int pixels_wide = 0, height = 0;
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_get_size(layout, &pixels_wide, &height);
  return height;
}

void pango_cold(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = world().corpora[name];
  PangoLayout* layout = pango_layout();
  for (auto _ : state) {
    for (const std::string& text : corpus) {
      pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
      benchmark::DoNotOptimize(height_of(layout, kWidth));
    }
  }
  g_object_unref(layout);
  per_point(state, corpus);
}

void pango_rewrap(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = world().corpora[name];
  std::vector<PangoLayout*> layouts;
  for (const std::string& text : corpus) {
    layouts.push_back(pango_layout());
    pango_layout_set_text(layouts.back(), text.data(), static_cast<int>(text.size()));
    height_of(layouts.back(), kWidth);
  }
  bool narrow = false;
  for (auto _ : state) {
    narrow = !narrow;
    for (PangoLayout* layout : layouts)
      benchmark::DoNotOptimize(height_of(layout, narrow ? kNarrower : kWidth));
  }
  for (PangoLayout* layout : layouts) g_object_unref(layout);
  per_point(state, corpus);
}

void first_paragraph(benchmark::State& state) {
  for (auto _ : state) {
    Engine engine = tests::text_engine();
    const Paragraph paragraph = engine.shape_paragraph(input_of("مرحبا بكم في سلا"));
    benchmark::DoNotOptimize(lay_out(engine, paragraph, {}).height);
  }
}

void cached(benchmark::State& state) {
  ParagraphCache cache(world().engine);
  const Corpus& corpus = world().corpora["interface"];
  LayoutOptions options;
  options.width_px = kWidth;
  for (const std::string& text : corpus) cache.get(input_of(text), options);
  const std::size_t before = tests::g_allocations;
  for (auto _ : state) {
    for (const std::string& text : corpus) benchmark::DoNotOptimize(cache.get(input_of(text), options).get());
  }
  state.counters["allocations"] = static_cast<double>(tests::g_allocations - before);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(corpus.size()));
  state.counters["ns/paragraph"] =
      benchmark::Counter(static_cast<double>(corpus.size()) * 1e-9,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// A letter typed into the middle of 2,000 characters and taken out again: edit, layout, carets.
void keystroke(benchmark::State& state) {
  std::string text;
  for (std::size_t i = 0; base::count_code_points(text) < 2000; ++i)
    text += world().corpora["mixed"][i % 6] + " ";
  Editor editor(4000);
  editor.set_text(text);
  std::uint32_t middle = static_cast<std::uint32_t>(text.size() / 2);
  while ((static_cast<unsigned char>(text[middle]) & 0xC0U) == 0x80) ++middle;
  LayoutOptions options;
  options.width_px = kWidth;
  bool insert = false;
  editor.set_caret({middle, Lean::before});
  for (auto _ : state) {
    insert = !insert;
    if (insert) {
      editor.insert("ب");
    } else {
      editor.backspace(world().engine.segmenter());
    }
    const std::string now(editor.text());
    ParagraphInput input = input_of(now);
    input.is_being_written = true;
    const Paragraph paragraph = world().engine.shape_paragraph(input);
    const Layout layout = lay_out(world().engine, paragraph, options);
    const CaretMap map(world().engine, paragraph, layout);
    benchmark::DoNotOptimize(map.place(editor.caret()).strong_x);
  }
}

// The best round of several: what the machine does when nothing else wants it.
constexpr const char* kBest = "best";
double best_of(const std::vector<double>& times) { return *std::min_element(times.begin(), times.end()); }

// Keeps what it reports, to print ratios at the end.
class Reporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const bool best = run.aggregate_name == kBest || run.repetitions <= 1;
      if (best) times[run.run_name.function_name] = run.GetAdjustedCPUTime();
    }
  }
  std::map<std::string, double> times;
};

}  // namespace

int main(int argc, char** argv) {
  for (const char* name : {"prose", "mixed", "interface"}) {
    using Function = void (*)(benchmark::State&, const std::string&);
    const std::pair<const char*, Function> functions[] = {{"raw ", raw},
                                                          {"cold ", cold},
                                                          {"Pango cold ", pango_cold},
                                                          {"re-wrap ", rewrap},
                                                          {"Pango re-wrap ", pango_rewrap}};
    for (const auto& [what, function] : functions) {
      const std::string corpus = name;
      benchmark::RegisterBenchmark((what + corpus).c_str(), function, corpus)
          ->ComputeStatistics(kBest, best_of);
    }
  }
  benchmark::RegisterBenchmark("first paragraph from nothing open", first_paragraph)
      ->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("found in the cache", cached);
  benchmark::RegisterBenchmark("a key in 2000 characters", keystroke)->Unit(benchmark::kMicrosecond);
  benchmark::Initialize(&argc, argv);
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  std::printf("\nratios to raw hb_shape, best rounds:\n");
  for (const char* corpus : {"prose", "mixed", "interface"}) {
    const double floor = reporter.times[std::string("raw ") + corpus];
    if (floor == 0) continue;
    for (const char* what : {"cold ", "Pango cold ", "re-wrap ", "Pango re-wrap "})
      std::printf("  %-28s %6.3f\n", (std::string(what) + corpus).c_str(),
                  reporter.times[std::string(what) + corpus] / floor);
  }
}
