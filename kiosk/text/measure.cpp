#include "kiosk/text/measure.h"

#include <hb.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>

#include "kiosk/base/utf8.h"
#include "kiosk/text/face.h"
#include "kiosk/text/paragraph_cache.h"

namespace kiosk::text {
namespace {

// Best of `rounds`, in nanoseconds.
double best_of(int rounds, const std::function<void()>& work) {
  double best = std::numeric_limits<double>::max();
  for (int i = 0; i <= rounds; ++i) {  // the first one warms up
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    if (i > 0) best = std::min(best, took.count());
  }
  return best;
}

void raw_shape(Engine& engine, hb_buffer_t* buffer, const Paragraph& paragraph) {
  static constexpr const char* kShapers[] = {"ot", nullptr};
  for (const Run& run : paragraph.runs) {
    if (run.kind != RunKind::text || run.face == kNoFace) continue;
    Face& face = engine.fonts().face(run.face);
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_direction(buffer, is_rtl(run.level) ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(run.script));
    hb_buffer_set_language(buffer, hb_language_from_string(paragraph.language.data(), -1));
    hb_buffer_add_utf8(buffer, paragraph.text.data(), static_cast<int>(paragraph.text.size()), run.start,
                       static_cast<int>(run.end - run.start));
    const auto& features = face.features();
    hb_shape_full(face.font(run.size_px), buffer, features.data(), static_cast<unsigned>(features.size()),
                  kShapers);
  }
}

}  // namespace

TextCosts measure_costs(Engine& engine, std::span<const std::string> texts, const Style& style,
                        float width_px, int rounds) {
  TextCosts costs;
  std::vector<ParagraphInput> inputs;
  for (const std::string& text : texts) {
    ParagraphInput input;
    input.text = text;
    input.style = style;
    inputs.push_back(input);
    costs.code_points += base::count_code_points(text);
  }
  costs.paragraphs = texts.size();
  if (costs.code_points == 0) return costs;
  const auto points = static_cast<double>(costs.code_points);
  LayoutOptions options;
  options.width_px = width_px;

  std::vector<Paragraph> shaped;
  for (const ParagraphInput& input : inputs) shaped.push_back(engine.shape_paragraph(input));
  hb_buffer_t* buffer = hb_buffer_create();
  costs.raw_ns = best_of(rounds,
                         [&] {
                           for (const Paragraph& paragraph : shaped) raw_shape(engine, buffer, paragraph);
                         }) /
                 points;
  hb_buffer_destroy(buffer);
  costs.cold_ns = best_of(rounds,
                          [&] {
                            for (const ParagraphInput& input : inputs) {
                              const Paragraph paragraph = engine.shape_paragraph(input);
                              lay_out(engine, paragraph, options);
                            }
                          }) /
                  points;
  LayoutOptions narrower = options;
  narrower.width_px = width_px * 5 / 6;
  costs.rewrap_ns = best_of(rounds,
                            [&] {
                              for (const Paragraph& paragraph : shaped) lay_out(engine, paragraph, narrower);
                            }) /
                    points;
  ParagraphCache cache(engine);
  const std::size_t kept = std::min<std::size_t>(inputs.size(), 100);
  for (std::size_t i = 0; i < kept; ++i) cache.get(inputs[i], options);
  costs.cached_ns = best_of(rounds,
                            [&] {
                              for (std::size_t i = 0; i < kept; ++i) cache.get(inputs[i], options);
                            }) /
                    static_cast<double>(kept);
  return costs;
}

}  // namespace kiosk::text
