#include "kiosk/content/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

#include "kiosk/base/utf8.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/typography.h"
#include "kiosk/content/vocabulary.h"

namespace kiosk::content {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};

std::string_view or_empty(const char* text) { return text != nullptr ? text : std::string_view(); }

// Walks the tree once, event by event, and keeps what is open in members.
class Reader {
 public:
  Reader(const SourceText& source, int first_line, base::Language language, Report& report,
         std::vector<PageLink>& links)
      : source_(source), first_line_(first_line), language_(language), report_(report), links_(links) {
    sections_.push_back({});
  }

  std::vector<MarkdownSection> read(cmark_node* root) {
    const std::unique_ptr<cmark_iter, FreeNode> iter(cmark_iter_new(root));
    for (cmark_event_type event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter.get())) {
      cmark_node* node = cmark_iter_get_node(iter.get());
      if (event == CMARK_EVENT_ENTER) enter(node);
      if (event == CMARK_EVENT_EXIT) leave(node);
    }
    return std::move(sections_);
  }

 private:
  // cmark counts lines of the text it was given and bytes inside a line. Some inline nodes have no place: the
  // block's is near enough.
  Place place_of(cmark_node* node) const {
    while (cmark_node_get_start_line(node) == 0 && cmark_node_parent(node) != nullptr)
      node = cmark_node_parent(node);
    return source_.place_at(first_line_ + cmark_node_get_start_line(node) - 1,
                            cmark_node_get_start_column(node));
  }

  void refuse(cmark_node* node, Message message) {
    report_.error(place_of(node), "markdown", std::move(message));
  }

  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_HEADING:
        return enter_heading(node);
      case CMARK_NODE_PARAGRAPH:
        return begin_block(node, kind_here());
      case CMARK_NODE_LIST:
        return enter_list(node);
      case CMARK_NODE_ITEM:
        item_begins_ = true;
        return;
      case CMARK_NODE_BLOCK_QUOTE:
        ++quotes_;
        return;
      case CMARK_NODE_TEXT:
        return append(or_empty(cmark_node_get_literal(node)));
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        text_.push_back(' ');
        return;
      case CMARK_NODE_STRONG:
        strong_begin_ = text_.size();
        return;
      case CMARK_NODE_LINK:
        link_begin_ = text_.size();
        return;
      case CMARK_NODE_DOCUMENT:
        return;
      case CMARK_NODE_EMPH:
        return refuse(node, say("screens have no italics: write **strong** or leave the stars out"));
      case CMARK_NODE_IMAGE:
        return refuse(node, say("pictures do not stand in the text; the page names its picture above"));
      case CMARK_NODE_HTML_BLOCK:
      case CMARK_NODE_HTML_INLINE:
        return refuse(node, say("HTML is not allowed"));
      case CMARK_NODE_THEMATIC_BREAK:
        return refuse(node, say("a line across the page is not allowed; begin a chapter with #"));
      default:
        return refuse(node, say("code is not allowed: take the marks ` or the four spaces out"));
    }
  }

  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_HEADING:
      case CMARK_NODE_PARAGRAPH:
        return end_block(node);
      case CMARK_NODE_LIST:
        --lists_;
        return;
      case CMARK_NODE_BLOCK_QUOTE:
        --quotes_;
        return;
      case CMARK_NODE_STRONG:
        return end_span(node, Span::Kind::strong, strong_begin_);
      case CMARK_NODE_LINK:
        return end_span(node, Span::Kind::link, link_begin_);
      default:
        return;
    }
  }

  void enter_heading(cmark_node* node) {
    const int level = cmark_node_get_heading_level(node);
    if (level > 2) refuse(node, say("only # (a chapter) and ## (a heading inside it) are used"));
    if (lists_ > 0 || quotes_ > 0) refuse(node, say("a heading does not stand in a list or quote"));
    if (level == 1) sections_.push_back({{}, place_of(node), {}});
    begin_block(node, Block::Kind::heading);
  }

  void enter_list(cmark_node* node) {
    if (++lists_ > 1) refuse(node, say("a list inside a list does not fit a screen"));
    number_ = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? cmark_node_get_list_start(node) : 0;
  }

  Block::Kind kind_here() const {
    if (lists_ > 0 && item_begins_) return Block::Kind::item;
    return quotes_ > 0 ? Block::Kind::quote : Block::Kind::paragraph;
  }

  void begin_block(cmark_node*, Block::Kind kind) {
    kind_ = kind;
    text_.clear();
    spans_.clear();
  }

  void append(std::string_view literal) { text_ += polish(literal, language_); }

  void end_block(cmark_node* node) {
    const bool is_chapter =
        cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1;
    const std::size_t limit = kind_ == Block::Kind::heading ? kMaxTitle : kMaxBlock;
    const std::size_t size = base::count_code_points(text_);
    if (language_ == base::Language::ar) check_arabic_marks(text_, place_of(node), report_);
    check_hidden(text_, source_, place_of(node), report_);
    if (text_.empty()) refuse(node, say("a heading without words"));
    if (size > limit) {
      report_.error(
          place_of(node), "too-long",
          say("this has {size} characters; the screen holds {most}", {{"size", size}, {"most", limit}}));
    }
    if (is_chapter) {
      sections_.back().title = text_;
      if (!spans_.empty()) refuse(node, say("a chapter's title has no strong words and no links"));
      return;
    }
    Block block{kind_, 0, std::move(text_), std::move(spans_)};
    if (kind_ == Block::Kind::item) {
      if (number_ > 0) block.number = number_++;
      item_begins_ = false;
    }
    sections_.back().body.push_back(std::move(block));
  }

  void end_span(cmark_node* node, Span::Kind kind, std::size_t begin) {
    Span span{kind, begin, text_.size(), {}};
    if (kind == Span::Kind::link) {
      span.page = or_empty(cmark_node_get_url(node));
      if (begin == text_.size()) refuse(node, say("a link without words"));
      if (!is_slug(span.page)) {
        Message message = say("«{page}» is no page of the kiosk; links lead to pages only, by their name",
                              {{"page", span.page}});
        suggest(message, page_meant(span.page));
        refuse(node, std::move(message));
        return;
      }
      links_.push_back({span.page, place_of(node)});
    }
    if (begin < text_.size()) spans_.push_back(std::move(span));
  }

  const SourceText& source_;
  int first_line_;
  base::Language language_;
  Report& report_;
  std::vector<PageLink>& links_;
  std::vector<MarkdownSection> sections_;

  Block::Kind kind_ = Block::Kind::paragraph;
  std::string text_;
  std::vector<Span> spans_;
  std::size_t strong_begin_ = 0;
  std::size_t link_begin_ = 0;
  int lists_ = 0;
  int quotes_ = 0;
  int number_ = 0;
  bool item_begins_ = false;
};

// The line under a table's headings: |---|:-:|
bool is_table_rule(std::string_view line) {
  return line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

// cmark knows no tables and takes them for a paragraph.
void refuse_tables(const SourceText& source, std::size_t body, Report& report) {
  const std::string_view text = source.text();
  std::string_view before;
  for (std::size_t at = body; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (before.find('|') != std::string_view::npos && is_table_rule(line)) {
      report.error(source.place_at(at - before.size() - 1), "markdown",
                   say("tables are not shown in a text: write a list, or a table of the folder «data»"));
    }
    before = line;
    at += line.size() + 1;
  }
}

// Each chapter of an Arabic page has some. What stands before the first begins with the text's first word.
void check_are_arabic(const SourceText& source, std::size_t body,
                      const std::vector<MarkdownSection>& sections, Report& report) {
  const Place begin = source.place_at(source.text().find_first_not_of("\n ", body));
  for (const MarkdownSection& section : sections) {
    const auto any = [&section](bool (*has)(std::string_view)) {
      return std::any_of(section.body.begin(), section.body.end(),
                         [has](const Block& block) { return has(block.text); });
    };
    if (!any(has_latin_letter) || any(has_arabic_letter)) continue;
    report.warning(section.place.at.line > 0 ? section.place : begin, "language",
                   say("there is no Arabic letter in this text: is it of another language?"));
  }
}

}  // namespace

std::vector<MarkdownSection> read_markdown(const SourceText& source, std::size_t body,
                                           base::Language language, Report& report,
                                           std::vector<PageLink>& links) {
  refuse_tables(source, body, report);
  const std::string_view text = source.text().substr(body);
  const std::unique_ptr<cmark_node, FreeNode> root(
      cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
  cmark_consolidate_text_nodes(root.get());
  std::vector<MarkdownSection> sections =
      Reader(source, source.line_of(body), language, report, links).read(root.get());
  if (language == base::Language::ar) check_are_arabic(source, body, sections, report);
  return sections;
}

std::size_t count_words(const std::vector<Block>& body) {
  std::size_t count = 0;
  for (const Block& block : body) {
    bool inside = false;
    for (const char c : block.text) {
      if (c != ' ' && !inside) ++count;
      inside = c != ' ';
    }
  }
  return count;
}

}  // namespace kiosk::content
