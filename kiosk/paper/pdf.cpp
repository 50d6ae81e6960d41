#include "kiosk/paper/pdf.h"

#include <cairo-pdf.h>

#include <algorithm>

#include "kiosk/base/bytes.h"
#include "kiosk/paper/page_writer.h"

namespace kiosk::paper {
namespace {

using base::Error;
using base::Result;

constexpr double kShort = 595.28, kLong = 841.89;  // A4
constexpr double kCellPad = 4, kNameShare = 0.28, kQuotePad = 10, kGap = 8;
constexpr Colour kAtlantic = Colour::of(0x0A3F4E), kSand1 = Colour::of(0xF1E7D6),
                 kSand3 = Colour::of(0xCFB98F), kSoft = Colour::of(0x3E5560), kPaper = Colour::of(0xFBF8F2),
                 kBrick = Colour::of(0x822A13);

const Style kLetterhead{.size = 11, .bold = true, .kufi = true, .colour = kAtlantic};
const Style kTitle{.size = 17, .bold = true, .kufi = true};
const Style kSubtitle{.size = 10, .colour = kSoft};
const Style kHeading{.size = 12, .bold = true, .kufi = true, .colour = kBrick};
const Style kText{.size = 10};
const Style kQuoted{.size = 11, .own_direction = true};
const Style kName{.size = 9.5, .colour = kSoft};
const Style kCell{.size = 8.5};
const Style kHead{.size = 9, .bold = true};
const Style kFoot{.size = 8, .colour = kSoft};

class Drawing {
 public:
  // `all` is how many pages there are; 0 while nobody knows.
  Drawing(const Document& document, cairo_surface_t* surface, PangoFontMap* fonts, Paper paper, int all)
      : document_(document),
        paper_(paper),
        all_(all),
        pages_(surface, fonts, paper, document.language, [this](PageWriter& page) { foot(page); }) {}

  Result<int> run() {
    title();
    for (const Block& block : document_.blocks) {
      std::visit([this](const auto& one) { draw(one); }, block);
      if (pages_.pages() > static_cast<int>(kMaxPages))
        return Error(PaperError::too_long, base::cat("more than ", kMaxPages, " pages"));
    }
    pages_.end();
    return pages_.pages();
  }

 private:
  void foot(PageWriter& page) const {
    const double y = paper_.height - paper_.margin - 12;
    page.box(0, y - 6, page.width(), 0.75, kSand3);
    page.draw(page.layout(document_.foot, kFoot, page.width() * 0.8), kFoot, 0, y);
    const std::string number =
        base::cat("\u2066", page.pages(), " / ", std::max(all_, page.pages()), "\u2069");
    const Layout count = page.layout(number, kFoot, page.width() * 0.15);
    pango_layout_set_alignment(
        count.get(), base::is_right_to_left(document_.language) ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
    page.draw(count, kFoot, page.width() * 0.85, y);
  }

  void title() {
    pages_.flow(document_.letterhead, kLetterhead);
    pages_.down(4);
    pages_.box(0, pages_.y(), pages_.width(), 2, kAtlantic);
    pages_.down(14);
    pages_.flow(document_.title, kTitle);
    if (!document_.subtitle.empty()) pages_.flow(document_.subtitle, kSubtitle);
    pages_.down(kGap);
  }

  void draw(const Heading& heading) {
    pages_.down(kGap);
    pages_.make_room(110);  // not alone at the foot of a page
    pages_.flow(heading.text, kHeading);
    pages_.down(3);
  }

  void draw(const Text& text) {
    pages_.flow(text.text, kText);
    pages_.down(4);
  }

  void draw(const Quote& quote) {
    pages_.box(0, pages_.y(), pages_.width(), kQuotePad / 2, kPaper);
    pages_.down(kQuotePad / 2);
    pages_.flow(quote.text, kQuoted, kQuotePad, &kPaper);
    pages_.box(0, pages_.y(), pages_.width(), kQuotePad / 2, kPaper);
    pages_.down(kQuotePad / 2 + kGap);
  }

  void draw(const Facts& facts) {
    const double name_width = pages_.width() * kNameShare;
    for (const Facts::Fact& fact : facts.facts) {
      const Layout name = pages_.layout(fact.name, kName, name_width - kCellPad);
      const Layout value = in_height(pages_.layout(fact.value, kText, pages_.width() - name_width));
      const double base = std::max(PageWriter::baseline_of(name), PageWriter::baseline_of(value));
      const double height = std::max(height_on(base, name), height_on(base, value));
      pages_.make_room(height);
      draw_on(base, name, kName, 0);
      draw_on(base, value, kText, name_width);
      pages_.down(height + 2);
    }
    pages_.down(kGap);
  }

  void draw(const Table& table) {
    std::vector<std::string> heads;
    int shares = 0;
    for (const Table::Column& column : table.columns) heads.push_back(column.head), shares += column.share;
    row(table, shares, heads, kHead, true);
    for (const std::vector<std::string>& texts : table.rows) {
      if (pages_.pages() > static_cast<int>(kMaxPages)) return;
      row(table, shares, texts, kCell, false, &heads);
    }
    pages_.down(kGap);
  }

  // Where it begins a page, the heads stand above it.
  void row(const Table& table, int shares, const std::vector<std::string>& texts, const Style& style,
           bool is_head, const std::vector<std::string>* heads = nullptr) {
    std::vector<Layout> cells;
    double base = 0, height = 0;
    for (std::size_t at = 0; at < texts.size(); ++at) {
      const double width = pages_.width() * table.columns[at].share / shares;
      cells.push_back(in_height(pages_.layout(texts[at], style, width - 2 * kCellPad)));
      base = std::max(base, PageWriter::baseline_of(cells.back()));
    }
    for (const Layout& cell : cells) height = std::max(height, height_on(base, cell));
    height += 2 * kCellPad;
    if (pages_.make_room(height) && heads != nullptr) row(table, shares, *heads, kHead, true);
    if (is_head) pages_.box(0, pages_.y(), pages_.width(), height, kSand1);
    double x = 0;
    for (std::size_t at = 0; at < texts.size(); ++at) {
      draw_on(base + kCellPad, cells[at], style, x + kCellPad);
      x += pages_.width() * table.columns[at].share / shares;
    }
    pages_.down(height);
    pages_.box(0, pages_.y() - 0.5, pages_.width(), 0.5, kSand3);
  }

  // Whatever their scripts, first lines of a row stand on one baseline, so far below where the page is now.
  static double height_on(double base, const Layout& layout) {
    return base - PageWriter::baseline_of(layout) + PageWriter::height_of(layout);
  }
  void draw_on(double base, const Layout& layout, const Style& style, double x) {
    pages_.draw(layout, style, x, pages_.y() + base - PageWriter::baseline_of(layout));
  }

  // What stands in one row fits on one page; beyond that it ends in dots.
  Layout in_height(Layout layout) const {
    const double most = pages_.full_height() / 2;
    pango_layout_set_height(layout.get(), static_cast<int>(most * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    return layout;
  }

  const Document& document_;
  Paper paper_;
  int all_;
  PageWriter pages_;
};

cairo_status_t append(void* out, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> pdf_of(const Document& document) {
  const Paper paper = document.is_wide ? Paper{kLong, kShort} : Paper{kShort, kLong};
  const FontMap fonts(pango_cairo_font_map_new());
  int pages = 0;
  {
    const std::unique_ptr<cairo_surface_t, Release> nowhere(
        cairo_pdf_surface_create_for_stream(nullptr, nullptr, paper.width, paper.height));
    pages = TRY(Drawing(document, nowhere.get(), fonts.get(), paper, 0).run());
  }
  std::string out;
  const std::unique_ptr<cairo_surface_t, Release> surface(
      cairo_pdf_surface_create_for_stream(&append, &out, paper.width, paper.height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, document.letterhead.c_str());
  TRY(Drawing(document, surface.get(), fonts.get(), paper, pages).run());
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return Error(PaperError::not_drawn, cairo_status_to_string(status));
  return out;
}

}  // namespace kiosk::paper

#ifdef __SANITIZE_ADDRESS__
// Fontconfig keeps one pattern as long as the process lives, and Pango has no way to have it back: 288 bytes once,
// however many papers are made. With Pango's shared font map instead of one for each paper it was 340 KB.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so"; }
#endif
