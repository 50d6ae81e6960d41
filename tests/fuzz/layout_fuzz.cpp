// Any bytes as a text: every byte of what is laid out stands in one run and one line, carets come to an end,
// and what a line shows lies within it. The first byte chooses width, direction and justification.

#include "kiosk/base/check.h"
#include "kiosk/base/log.h"
#include "kiosk/base/utf8.h"
#include "kiosk/text/caret.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

void check_runs(const Paragraph& paragraph) {
  std::uint32_t at = 0;
  for (const Run& run : paragraph.runs) {
    KIOSK_ASSERT(run.start == at);
    at = run.end;
  }
  KIOSK_ASSERT(at == paragraph.text.size());
  KIOSK_ASSERT(base::is_valid_utf8(paragraph.text));
}

void check_lines(const Paragraph& paragraph, const Layout& layout) {
  std::uint32_t at = 0;
  for (const Line& line : layout.lines) {
    KIOSK_ASSERT(line.start == at);
    at = line.end;
    for (const PlacedRun& run : layout.runs.subspan(line.first_run, line.run_count))
      KIOSK_ASSERT(run.start >= line.start && run.end <= line.end);
  }
  KIOSK_ASSERT(at == paragraph.text.size());
}

void check_carets(Engine& engine, const Paragraph& paragraph, const Layout& layout) {
  const CaretMap map(engine, paragraph, layout);
  std::size_t steps = 0;
  Caret caret = map.hit(1e6F, 0);
  for (Caret next = map.left_of(caret); !(next == caret); next = map.left_of(caret)) {
    caret = next;
    KIOSK_ASSERT(++steps <= 2 * map.stops().size() + 2 * layout.lines.size() + 4);
  }
  for (const std::uint32_t stop : map.stops())
    KIOSK_ASSERT(map.place({stop, Lean::before}).line < layout.lines.size());
  for (const Rect& rect : map.selection(0, static_cast<std::uint32_t>(paragraph.text.size())))
    KIOSK_ASSERT(rect.width >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Engine engine = tests::text_engine();
  base::set_log_level(base::LogLevel::error);
  if (size == 0) return 0;
  const std::uint8_t choice = data[0];
  ParagraphInput input;
  input.text = {reinterpret_cast<const char*>(data) + 1, size - 1};
  input.direction = static_cast<BaseDirection>(choice % 3);
  input.language = (choice & 4) != 0 ? "fr" : "ar";
  input.style.size_px = 24;
  input.is_being_written = (choice & 8) != 0;
  const Paragraph paragraph = engine.shape_paragraph(input);
  check_runs(paragraph);
  LayoutOptions options;
  options.width_px = static_cast<float>(20 + 5 * (choice >> 4));
  options.justify = (choice & 16) != 0 ? Justify::yes : Justify::no;
  const Layout layout = lay_out(engine, paragraph, options);
  check_lines(paragraph, layout);
  check_carets(engine, paragraph, layout);
  options.max_lines = 2;
  lay_out(engine, paragraph, options);
  return 0;
}
