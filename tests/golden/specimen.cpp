#include "tests/golden/specimen.h"

#include <cmath>

#include "kiosk/text/caret.h"
#include "kiosk/ui/interface.h"
#include "tests/support/screen_rig.h"

namespace kiosk::tests {
namespace {

using namespace text;

constexpr int kWidth = 1080, kHeight = 1900;
constexpr float kSide = 40, kColumn = kWidth - 2 * kSide;
constexpr ui::Colour kInk = ui::Colour::hex(0x0F1E26), kNote = ui::Colour::hex(0x8A7A5C),
                     kAccent = ui::Colour::hex(0x9A2F16), kMarked = ui::Colour::hex(0xF3CDBB),
                     kPaper = ui::Colour::hex(0xFFFDF8), kWeak = ui::Colour::hex(0x0A7A8A);

class Sheet {
 public:
  Sheet(ui::Interface& ui) : ui_(ui) {}

  void note(const char* words) {
    Style style;
    style.size_px = 19;
    top_ += 12;
    draw(lay(words, style, {}, "fr"), {kNote});
  }
  void line(std::string_view words, Style style, LayoutOptions options = {},
            std::string_view language = "ar") {
    draw(lay(words, style, options, language), {kInk});
  }
  // A word in two colours, and the same word drawn in one.
  void coloured(std::string_view words, std::uint32_t start, std::uint32_t end, Style style) {
    const StyleSpan span{start, end, style};
    ParagraphInput input = input_of(words, style, "ar");
    input.spans = {&span, 1};
    draw(lay(input, {}), {kInk, kAccent});
  }
  void selected(std::string_view words, std::uint32_t start, std::uint32_t end, Style style) {
    const Laid laid = lay(words, style, {}, "ar");
    const CaretMap map(ui_.engine(), laid.paragraph, laid.layout);
    for (const Rect& rect : map.selection(start, end)) fill(rect, kMarked);
    draw(laid, {kInk});
  }
  // Every place a caret can stand; at a border of directions the strong one is long and the weak one short.
  void carets(std::string_view words, Style style) {
    const Laid laid = lay(words, style, {}, "ar");
    const CaretMap map(ui_.engine(), laid.paragraph, laid.layout);
    for (const std::uint32_t stop : map.stops()) {
      const CaretPlace place = map.place({stop, Lean::before});
      const Line& at = laid.layout.lines[place.line];
      fill({place.strong_x - 1, at.top + 6, 2, at.height - 12}, kAccent);
      if (place.weak_x != place.strong_x)
        fill({place.weak_x - 1, at.top + at.height / 2, 2, at.height / 2}, kWeak);
    }
    draw(laid, {kInk});
  }

 private:
  static ParagraphInput input_of(std::string_view words, const Style& style, std::string_view language) {
    ParagraphInput input;
    input.text = words;
    input.style = style;
    input.language = language;
    return input;
  }
  Laid lay(std::string_view words, const Style& style, const LayoutOptions& options,
           std::string_view language) {
    return lay(input_of(words, style, language), options);
  }
  Laid lay(const ParagraphInput& input, LayoutOptions options) {
    options.width_px = kColumn;
    options.line_height_px = std::round(input.style.size_px * 1.72F);
    Laid laid;
    laid.paragraph = ui_.engine().shape_paragraph(input);
    laid.layout = lay_out(ui_.engine(), laid.paragraph, options);
    return laid;
  }
  void fill(const Rect& rect, ui::Colour colour) {
    ui_.painter().fill({kSide + rect.x, top_ + rect.y, rect.width, rect.height}, colour);
  }
  void draw(const Laid& laid, std::vector<ui::Colour> colours) {
    ui_.painter().glyphs(laid, kSide, top_, colours);
    top_ += laid.layout.height + 4;
  }

  ui::Interface& ui_;
  float top_ = 10;
};

Style style_of(Role role, float size, Weight weight = Weight::regular) {
  Style style;
  style.role = role;
  style.weight = weight;
  style.size_px = size;
  return style;
}

void draw(ui::Interface& ui) {
  ui.painter().fill({0, 0, kWidth, kHeight}, kPaper);
  const Style title = style_of(Role::title, 40, Weight::bold), plain = style_of(Role::interface, 34),
              reading = style_of(Role::reading, 34);
  Sheet sheet(ui);
  sheet.note("titre · interface · lecture");
  sheet.line("جماعة سلا — Commune de Salé", title);
  sheet.line("الشكايات والملاحظات والاقتراحات — 2026", plain);
  sheet.line("تُطلّ سلا على المحيط عند مصبّ أبي رقراق", reading);
  sheet.note("tifinagh sans ligatures · latin · emoji · repli");
  sheet.line(
      "ⴰⵣⵓⵍ ⵏⵏⵉ ⵍⵍⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ — Œuvre, façade, Ñ — 🌊 🇲🇦 "
      "👩🏽‍🔧",
      plain, {}, "fr");
  sheet.note("vocalisé : rien n'est coupé");
  sheet.line("نَحْنُ جِيرَانُ الْبَحْرِ وَالنَّهْرِ، وَلِكُلٍّ مِنَّا حَقٌّ فِي السُّؤَالِ، إِنَّ أُولَٰئِكَ لَمُنْصِتُونَ", reading);
  sheet.note("lignes mêlées, nombres entiers, parenthèses");
  sheet.line("أخبرنا le gardien (الحارس) أن Pharmacie Al Amal «مغلقة» منذ 3 أسابيع [انظر 2-17-265]", plain);
  sheet.line(
      "الهاتف ‎+212 5 37 00 00 00، الثمن 1 050,50 درهم، 75,5 %، القانون 09-08، "
      "بين "
      "2003 "
      "– "
      "2015",
      plain);
  sheet.line("Le projet SURE (2010 – 2012) a réuni سلا et Friedrichshafen : 791 725 €", plain, {}, "fr");
  sheet.note("justifié : espaces, puis kashida ; la dernière ligne reste naturelle");
  LayoutOptions justified;
  justified.justify = Justify::yes;
  sheet.line(
      "يستقبل هذا الفضاء شكايات المواطنات والمواطنين وملاحظاتهم واقتراحاتهم، ثم تُحال على الخلية المكلفة بها "
      "لتجيب عنها "
      "في الأجل المحدد",
      reading, justified);
  sheet.note("points de suspension à la fin logique");
  LayoutOptions cut;
  cut.max_lines = 1;
  sheet.line("عمود الإنارة رقم 14 أمام Pharmacie Al Amal في شارع الحسن الثاني مطفأ منذ ثلاثة أسابيع كاملة",
             plain, cut);
  sheet.line("Lampadaire n° 14 devant la pharmacie, شارع الحسن الثاني، éteint depuis trois semaines", plain,
             cut, "fr");
  sheet.note("couleur et sélection dans un mot : les lettres restent jointes");
  sheet.coloured("المسؤوليات الاجتماعية", 6, 18, plain);
  sheet.selected("السلام عليكم، hello مرحبا 123 بكم", 4, 38, plain);
  sheet.note("curseurs : long = fort, court = faible ; lam-alef en a un au milieu");
  sheet.carets("السلام abc عدد 123 لا", style_of(Role::interface, 52));
  sheet.note(
      "espacement : le latin s'ouvre, l'arabe reste joint ; un mot sans fin ; ce qu'aucune police n'a");
  Style spaced = plain;
  spaced.letter_spacing_px = 8;
  sheet.line("سلا Salé ⵙⵍⴰ", spaced);
  sheet.line("https://exemple.invalid/services/electricite/eclairage-public/reclamations/2026/", plain, {},
             "fr");
  sheet.line("\U00013000\U00013001 𓀂", plain, {}, "fr");
}

}  // namespace

ui::Image text_specimen() {
  Engine engine = text_engine();
  platform::display::TextureStore textures;
  ui::DrawContext context;
  ui::Interface ui(context, engine, textures, [](const std::string&, int, int) { return ui::Image{}; },
                   {kWidth, kHeight, 400});
  ui::Settings settings;
  settings.language = base::Language::fr;  // places are from the left
  ui.begin(settings, {}, {});
  draw(ui);
  return picture_of(ui.end(), textures);
}

}  // namespace kiosk::tests
