// A frame whose texts were all there in the frame before: nothing is allocated, shaped or rasterised for
// them.

#include "tests/support/allocations.h"
#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using tests::UiRig;

TEST_CASE("a steady frame allocates, shapes and rasterises nothing for its texts") {
  std::size_t in_texts = 0;
  UiRig rig([&in_texts](ui::Interface& ui) {
    const std::size_t before = tests::g_allocations;
    ui::TextOptions options;
    const ui::TextSpan bold{0, 8, ui::Type::label, ui::Colour{200, 0, 0}};
    float top = 0;
    for (int i = 0; i < 3; ++i) {
      for (const char* words :
           {"عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ منذ ثلاثة أسابيع", "Bienvenue à Salé",
            "ⴰⵣⵓⵍ — مرحبا — 1 050,50", "تُطلّ سلا على المحيط عند مصبّ أبي رقراق"}) {
        options.spans = i == 1 ? std::span(&bold, 1) : std::span<const ui::TextSpan>();
        options.type = i == 2 ? ui::Type::h2 : ui::Type::body;
        top += ui.text({40, top, 900, 100}, words, options);
        ui.line({40, top, 300, 60}, words, options);
        top += 60;
      }
    }
    in_texts = tests::g_allocations - before;
  });
  rig.frame();
  const std::uint64_t shaped = rig.ui.paragraphs().misses();
  const std::size_t glyphs = rig.ui.painter().atlas().glyph_count();
  for (int i = 0; i < 3; ++i) rig.frame();
  CHECK(in_texts == 0);
  CHECK(rig.ui.paragraphs().misses() == shaped);
  CHECK(rig.ui.painter().atlas().glyph_count() == glyphs);
}
