#include "kiosk/paper/page_writer.h"

#include <algorithm>

namespace kiosk::paper {
namespace {

constexpr double kArabicScale = 1.15;                          // of the Latin size, to look alike beside it
constexpr double kLineSpacing = 1.25, kArabicLineSpacing = 1;  // of the face's own, which is high in Arabic
constexpr const char* kBody = "Noto Sans, Noto Sans Arabic";
constexpr const char* kTitles = "Noto Kufi Arabic, Noto Sans, Noto Sans Arabic";

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

PageWriter::PageWriter(cairo_surface_t* surface, PangoFontMap* fonts, Paper paper, base::Language language,
                       std::function<void(PageWriter&)> each_page)
    : cairo_(cairo_create(surface)),
      pango_(pango_font_map_create_context(fonts)),
      paper_(paper),
      language_(language),
      each_page_(std::move(each_page)) {
  pango_cairo_update_context(cairo_.get(), pango_.get());
  pango_context_set_base_dir(pango_.get(),
                             base::is_right_to_left(language) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language(pango_.get(), pango_language_from_string(base::code_of(language).data()));
  begin_page();
}

void PageWriter::begin_page() {
  ++pages_;
  y_ = paper_.margin;
  each_page_(*this);
}

bool PageWriter::make_room(double height) {
  if (y_ + height <= bottom()) return false;
  cairo_show_page(cairo_.get());
  begin_page();
  return true;
}

void PageWriter::end() { cairo_show_page(cairo_.get()); }

double PageWriter::left_of(double x, double width) const {
  return base::is_right_to_left(language_) ? paper_.width - paper_.margin - x - width : paper_.margin + x;
}

Layout PageWriter::layout(const std::string& text, const Style& style, double width) const {
  const bool rtl = base::is_right_to_left(language_);
  Layout out(pango_layout_new(pango_.get()));
  pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_auto_dir(out.get(), style.own_direction);
  const bool arabic =
      style.own_direction ? pango_layout_get_direction(out.get(), 0) == PANGO_DIRECTION_RTL : rtl;
  const std::unique_ptr<PangoFontDescription, Release> font(
      pango_font_description_from_string(style.kufi ? kTitles : kBody));
  pango_font_description_set_absolute_size(font.get(),
                                           style.size * (arabic ? kArabicScale : 1) * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(out.get(), font.get());
  pango_layout_set_width(out.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
  // Pango turns this round for a paragraph that runs against its context.
  pango_layout_set_alignment(out.get(), rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_line_spacing(out.get(), static_cast<float>(arabic ? kArabicLineSpacing : kLineSpacing));
  return out;
}

double PageWriter::height_of(const Layout& layout) {
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return points(height);
}

double PageWriter::baseline_of(const Layout& layout) {
  return points(pango_layout_get_baseline(layout.get()));
}

void PageWriter::draw(const Layout& layout, const Style& style, double x, double y) {
  const double width = points(pango_layout_get_width(layout.get()));
  cairo_set_source_rgb(cairo_.get(), style.colour.red, style.colour.green, style.colour.blue);
  cairo_move_to(cairo_.get(), left_of(x, width), y);
  pango_cairo_show_layout(cairo_.get(), layout.get());
}

void PageWriter::flow(const std::string& text, const Style& style, double indent, const Colour* ground) {
  const double width = this->width() - 2 * indent;
  const Layout whole = layout(text, style, width);
  const std::unique_ptr<PangoLayoutIter, Release> at(pango_layout_get_iter(whole.get()));
  do {
    int top = 0, end = 0;
    PangoRectangle line;
    pango_layout_iter_get_line_yrange(at.get(), &top, &end);
    pango_layout_iter_get_line_extents(at.get(), nullptr, &line);
    const double height = points(end - top);
    make_room(height);
    if (ground != nullptr) box(0, y_, this->width(), height, *ground);
    const double baseline = y_ + points(pango_layout_iter_get_baseline(at.get()) - top);
    cairo_set_source_rgb(cairo_.get(), style.colour.red, style.colour.green, style.colour.blue);
    cairo_move_to(cairo_.get(), left_of(indent, width) + points(line.x), baseline);
    pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(at.get()));
    y_ += height;
  } while (pango_layout_iter_next_line(at.get()));
}

void PageWriter::box(double x, double y, double width, double height, Colour colour) {
  cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
  cairo_rectangle(cairo_.get(), left_of(x, width), y, width, height);
  cairo_fill(cairo_.get());
}

}  // namespace kiosk::paper
