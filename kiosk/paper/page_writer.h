#pragma once
// Pages that fill from the top: text laid out by Pango, shapes drawn by Cairo, a new page when one is full.
// Lengths are points (1/72 inch), x runs from the page's start to its end whichever way it is read.

#include <cairo.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/language.h"

namespace kiosk::paper {

struct Release {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* at) const { pango_layout_iter_free(at); }
};
using Layout = std::unique_ptr<PangoLayout, Release>;
using FontMap = std::unique_ptr<PangoFontMap, Release>;

struct Colour {
  double red, green, blue;
  static constexpr Colour of(unsigned rgb) {
    return {((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0};
  }
};

struct Style {
  double size = 10.5;
  bool bold = false;
  bool kufi = false;  // the face of titles
  bool own_direction = false;
  Colour colour = Colour::of(0x10272F);
};

struct Paper {
  double width, height;
  double margin = 42;
  double foot = 30;  // above the margin, kept free for the foot's line
};

class PageWriter {
 public:
  // `each_page` draws what every page has, beside the text. Surface and fonts outlive the writer.
  PageWriter(cairo_surface_t* surface, PangoFontMap* fonts, Paper paper, base::Language language,
             std::function<void(PageWriter&)> each_page);

  [[nodiscard]] int pages() const { return pages_; }
  [[nodiscard]] double y() const { return y_; }
  [[nodiscard]] double width() const { return paper_.width - 2 * paper_.margin; }  // between the margins
  [[nodiscard]] double bottom() const { return paper_.height - paper_.margin - paper_.foot; }
  [[nodiscard]] double full_height() const { return bottom() - paper_.margin; }
  void down(double height) { y_ += height; }
  bool make_room(double height);  // on this page, or on a new one; true: it is a new one
  void end();                     // the last page is done

  [[nodiscard]] Layout layout(const std::string& text, const Style& style, double width) const;
  static double height_of(const Layout& layout);
  static double baseline_of(const Layout& layout);  // of the first line, from the top
  // At a place of this page: x from the start's margin, y from the paper's top.
  void draw(const Layout& layout, const Style& style, double x, double y);
  // From here on down, over as many pages as it takes. With a ground it stands on that colour.
  void flow(const std::string& text, const Style& style, double indent = 0, const Colour* ground = nullptr);
  void box(double x, double y, double width, double height, Colour colour);

 private:
  [[nodiscard]] double left_of(double x, double width) const;
  void begin_page();

  std::unique_ptr<cairo_t, Release> cairo_;
  std::unique_ptr<PangoContext, Release> pango_;
  Paper paper_;
  base::Language language_;
  std::function<void(PageWriter&)> each_page_;
  double y_ = 0;
  int pages_ = 0;
};

}  // namespace kiosk::paper
