#include "kiosk/content/pages.h"

#include <algorithm>
#include <array>

#include "kiosk/base/utf8.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/number_words.h"
#include "kiosk/content/typography.h"

namespace kiosk::content {
namespace {

using base::cat;
using base::Language;

constexpr auto kArabicOnly = std::to_array<std::string_view>(
    {"icon", "picture", "to", "kind", "sources", "confidence", "to_confirm", "facts", "number", "full"});

// What is the page's own, and falls into the part above it when it is written below one.
constexpr auto kPageTop = std::to_array<std::string_view>(
    {"picture", "section", "lead", "sources", "confidence", "to_confirm", "facts"});

bool is_arabic(Language language) { return language == Language::ar; }

// Whether a translation has an Arabic page to be compared with.
enum class Beside { nothing, arabic };

// Fills an item of the Arabic page with what a file says in one language. Arabic begins from nothing; a
// translation begins from the Arabic item, which gives it the icon, the picture and so on.
class PartReader {
 public:
  PartReader(const std::string& slug, Language language, Beside beside, Reading& reading)
      : slug_(slug),
        language_(language),
        compares_(!is_arabic(language) && beside == Beside::arabic),
        reading_(reading) {}

  // Of the chapters read: false for one that waits for confirmation.
  [[nodiscard]] const std::vector<bool>& shown_chapters() const { return shown_chapters_; }

  // Before finish(), of a part without fields of these names.
  void refuse_page_top(Fields& fields, Names names = kPageTop) const {
    if (!is_arabic(language_)) return;
    for (const std::string_view name : names) {
      fields.refuse_given(
          name, "page-top",
          say("«{name}» is the page's own: move this line to the top of the file, above the first [ ]",
              {{"name", name}}));
    }
  }

  void finish(Fields& fields) const { fields.finish(is_arabic(language_) ? Names() : Names(kArabicOnly)); }

  std::string words(Fields& fields, std::string_view name, std::size_t limit,
                    Need need = Need::required) const {
    return fields.text(name, need, limit, language_);
  }

  // Words that a page may do without, but then in every language.
  void words_or_none(Fields& fields, std::string_view name, std::size_t limit, std::string& own) const {
    const bool arabic_has_some = !own.empty();
    own = words(fields, name, limit, Need::optional);
    if (own.empty() == arabic_has_some) say_one_sided(fields, name);
  }

  void icon(Fields& fields, std::string& icon, Need need = Need::required) const {
    if (is_arabic(language_)) icon = fields.one_of("icon", need, icon_names());
  }

  void read(const Node& node, KeyFigure& figure) const {
    Fields fields(node, reading_.report);
    const std::string number = words(fields, "number", kMaxFigureNumber);
    if (compares_ && number != figure.number && is_digits(number) && is_digits(figure.number)) {
      reading_.report.error(fields.place("number"), "figure",
                            say("the Arabic page says {number} here", {{"number", figure.number}}));
    }
    figure = {number, words(fields, "words", kMaxFigureWords)};
    finish(fields);
  }

  void read(const Node& node, Highlight& highlight) const {
    Fields fields(node, reading_.report);
    highlight = {words(fields, "number", kMaxFigureNumber), words(fields, "title", kMaxTitle),
                 words(fields, "words", kMaxSentence)};
    refuse_page_top(fields);
    finish(fields);
  }

  void read(const Node& node, Point& point) const {
    Fields fields(node, reading_.report);
    icon(fields, point.icon);
    point.title = words(fields, "title", kMaxLabel);
    point.words = words(fields, "words", kMaxLine);
    refuse_page_top(fields);
    finish(fields);
  }

  void read(const Node& node, Card& card) const {
    Fields fields(node, reading_.report);
    icon(fields, card.icon, Need::optional);
    if (is_arabic(language_)) {
      card.picture = read_picture(fields, Need::optional, reading_);
      card.to = fields.slug("to", Need::required);
      if (!card.to.empty()) reading_.links.push_back({card.to, fields.place("to")});
    }
    card.title = words(fields, "title", kMaxTitle);
    card.words = words(fields, "words", kMaxLine);
    refuse_page_top(fields, Names(kPageTop).subspan(1));  // a card has a picture of its own
    finish(fields);
  }

  void read(const Node& node, Figure& figure) const {
    Fields fields(node, reading_.report);
    if (is_arabic(language_)) figure.kind = fields.one_of<Figure::Kind>("kind");
    figure.title = words(fields, "title", kMaxTitle);
    words_or_none(fields, "words", kMaxSentence, figure.words);
    figure.items = short_texts(fields, "items", kMaxFigureItems, kMaxLine, figure.items.size(),
                               figure.kind == Figure::Kind::risk_map ? Need::optional : Need::required);
    finish(fields);
  }

  void read(const Node& node, Chapter& chapter) {
    Fields fields(node, reading_.report);
    const bool own = fields.has("sources") || fields.has("confidence") || fields.has("to_confirm");
    const std::string item = cat(slug_, ", chapter ", shown_chapters_.size() + 1);
    shown_chapters_.push_back(!own || !is_arabic(language_) ||
                              read_provenance(fields, reading_.sources, item).is_shown);
    chapter.label = words(fields, "label", kMaxLabel);
    icon(fields, chapter.icon);
    read_all(fields, "figures", kMaxKeyFigures, chapter.figures);
    read_one(fields, "figure", chapter.figure);
    read_one(fields, "chart", chapter.chart);
    finish(fields);
  }

  void read(const Node& node, ChartValue& value) const {
    Fields fields(node, reading_.report);
    if (is_arabic(language_))
      value.number = fields.decimal("number", Need::required, 0, kMaxChartNumber).value_or(0);
    value.words = words(fields, "words", kMaxValueWords);
    const bool has_number = is_arabic(language_) || compares_;
    if (has_number && !value.words.empty() && !says_number(value.words, value.number)) {
      reading_.report.error(fields.place("words"), "chart",
                            say("the bar shows {number}, its words say «{words}»",
                                {{"number", number_text(value.number)}, {"words", value.words}}));
    }
    finish(fields);
  }

  void read(const Node& node, ChartRow& row) {
    Fields fields(node, reading_.report);
    icon(fields, row.icon);
    row.label = words(fields, "label", kMaxChartLabel);
    read_all(fields, "values", kMaxChartSeries, row.values, Need::required);
    finish(fields);
  }

  void read(const Node& node, Chart& chart) {
    Fields fields(node, reading_.report);
    chart.title = words(fields, "title", kMaxTitle);
    words_or_none(fields, "words", kMaxSentence, chart.words);
    words_or_none(fields, "waiting", kMaxSentence, chart.waiting);
    chart.series = short_texts(fields, "series", kMaxChartSeries, kMaxSeriesName, chart.series.size(),
                               fields.has("rows") ? Need::required : Need::optional);
    read_all(fields, "rows", kMaxChartRows, chart.rows);
    if (is_arabic(language_)) chart.to = fields.slug("to", Need::optional);
    if (is_arabic(language_) && !chart.to.empty()) reading_.links.push_back({chart.to, fields.place("to")});
    chart.link = words(fields, "link", kMaxName, chart.to.empty() ? Need::optional : Need::required);
    if (is_arabic(language_)) measure(fields, chart);
    finish(fields);
  }

  template <typename Part>
  void read_one(Fields& fields, std::string_view name, std::optional<Part>& part) {
    const Node* node = fields.table(name);
    if (part.has_value() != (node != nullptr)) say_one_sided(fields, name);
    if (node == nullptr) return;
    if (!part) part.emplace();
    read(*node, *part);
  }

  template <typename Part>
  void read_all(Fields& fields, std::string_view name, std::size_t limit, std::vector<Part>& parts,
                Need need = Need::optional) {
    const std::span<const Node> nodes = fields.tables(name, limit, need);
    same_count(fields.place(name), name, parts.size(), nodes.size());
    parts.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) read(nodes[i], parts[i]);
  }

  // A list of texts of which the Arabic page has `arabic`; the Arabic page itself may need some.
  std::vector<std::string> short_texts(Fields& fields, std::string_view name, std::size_t most,
                                       std::size_t longest, std::size_t arabic, Need need) const {
    std::vector<std::string> texts = fields.list(name, is_arabic(language_) ? need : Need::optional);
    for (std::string& text : texts) {
      if (base::count_code_points(text) > longest) {
        reading_.report.error(
            fields.place(name), "too-long",
            say("«{text}» has {size} characters; the screen holds {most}",
                {{"text", text}, {"size", base::count_code_points(text)}, {"most", longest}}));
      }
      text = polish(text, language_);
    }
    if (texts.size() > most) {
      reading_.report.error(
          fields.place(name), "too-many",
          say("there are at most {most} «{name}»: take the others out", {{"most", most}, {"name", name}}));
    }
    same_count(fields.place(name), name, arabic, texts.size());
    return texts;
  }

  // What holds between the numbers of a chart; its rows have been read.
  void measure(Fields& fields, Chart& chart) const {
    Report& report = reading_.report;
    const std::optional<double> full = fields.decimal("full", Need::optional, 0, kMaxChartNumber);
    double largest = 0;
    for (const ChartRow& row : chart.rows) {
      if (row.values.size() != chart.series.size()) {
        report.error(
            fields.place("rows"), "chart",
            say("«{row}» has {values} values for {series} series",
                {{"row", row.label}, {"values", row.values.size()}, {"series", chart.series.size()}}));
      }
      for (const ChartValue& value : row.values) largest = std::max(largest, value.number);
    }
    chart.full = full.value_or(largest);
    if (chart.full < largest)
      report.error(fields.place("full"), "chart",
                   say("«full» is below the largest value, {largest}", {{"largest", number_text(largest)}}));
    if (chart.rows.empty() == chart.waiting.empty()) {
      report.error(fields.place(), "chart", say("a chart has either rows, or a sentence in «waiting»"));
    }
    if (chart.rows.empty()) return;
    if (largest == 0) report.error(fields.place("rows"), "chart", say("no value of the chart is above 0"));
    const Provenance provenance = read_provenance(fields, reading_.sources, cat(slug_, ", chart"));
    chart.sources = provenance.sources;
    if (!provenance.is_shown) {
      report.error(
          fields.place("rows"), "chart",
          say("numbers that are not confirmed are not drawn; say in «waiting» what the chart waits for"));
    }
  }

  void same_count(const Place& place, std::string_view name, std::size_t arabic, std::size_t here) const {
    if (!compares_ || arabic == here) return;
    reading_.report.error(place, "parity",
                          say("the Arabic page has {arabic} «{name}», this one {here}",
                              {{"arabic", arabic}, {"name", name}, {"here", here}}));
  }

 private:
  void say_one_sided(Fields& fields, std::string_view name) const {
    if (!compares_) return;
    reading_.report.error(
        fields.place(name), "parity",
        say("«{name}» is in one of the two files only: this one and the Arabic", {{"name", name}}));
  }

  const std::string& slug_;
  Language language_;
  bool compares_;
  Reading& reading_;
  std::vector<bool> shown_chapters_;
};

bool has_digits(const std::vector<Block>& body) {
  for (const Block& block : body) {
    if (block.text.find_first_of("0123456789") != std::string::npos) return true;
  }
  return false;
}

void check_body(const std::vector<Block>& body, bool states_facts, const Place& place, Report& report) {
  const std::size_t words = count_words(body);
  const Message sentence = say("this text has {words} words; people read it standing, keep it to {most}",
                               {{"words", words}, {"most", kChapterWords}});
  if (words == 0) report.error(place, "empty", say("there is no text here: write some"));
  if (words > kMaxChapterWords) report.error(place, "too-long", sentence);
  if (words > kChapterWords && words <= kMaxChapterWords) report.warning(place, "too-long", sentence);
  if (!states_facts && has_digits(body)) {
    report.error(place, "no-source",
                 say("the page says facts = false, but states a number: name its source"));
  }
}

// The first line with words.
Place begin_of(const SourceText& source, const FrontMatter& front) {
  const std::size_t words = source.text().find_first_not_of("\n ", front.body);
  return source.place_at(std::min(words, source.text().size()));
}

// A page without named chapters is one chapter.
void place_text(const SourceText& source, const FrontMatter& front, std::vector<MarkdownSection> sections,
                bool states_facts, Article& page, Report& report) {
  const Node* named = front.table.find("chapters");
  const Place begin = begin_of(source, front);
  if (named == nullptr) {
    if (sections.size() > 1) {
      report.error(sections[1].place, "chapters",
                   say("a # heading begins a chapter; name the chapters above, or use ##"));
    }
    page.chapters = {Chapter{{}, page.title, page.icon, {}, {}, {}, std::move(sections[0].body)}};
    const bool only_leads_on = !page.cards.empty() && page.chapters[0].body.empty();
    if (!only_leads_on) check_body(page.chapters[0].body, states_facts, begin, report);
    return;
  }
  const std::size_t headings = sections.size() - 1;
  if (!sections[0].body.empty())
    report.error(begin, "chapters", say("there are words before the first # heading: move them below it"));
  if (headings != page.chapters.size()) {
    report.error(named->place, "chapters",
                 say("{named} chapters are named and {headings} # headings follow",
                     {{"named", page.chapters.size()}, {"headings", headings}}));
  }
  for (std::size_t i = 0; i < std::min(page.chapters.size(), headings); ++i) {
    page.chapters[i].title = std::move(sections[i + 1].title);
    page.chapters[i].body = std::move(sections[i + 1].body);
    check_body(page.chapters[i].body, states_facts, sections[i + 1].place, report);
  }
}

struct ArticlePage {
  Article words;
  std::vector<bool> shown_chapters;
  bool is_shown = true;
};

// The page's file in one language. `arabic`: the page it is to be like, if it is a translation and that could
// be read.
std::optional<ArticlePage> read_file(const PageFiles& files, Language language, const Article* arabic,
                                     Reading& reading) {
  const SourceText& source = *files.file(language);
  const std::optional<FrontMatter> front = read_front_matter(source, reading.report);
  if (!front) return std::nullopt;
  ArticlePage out{arabic != nullptr ? *arabic : Article(), {}, true};
  Article& page = out.words;
  const bool may_have_chapters = is_arabic(language) || page.chapters.size() > 1;
  Fields fields(front->table, reading.report);
  PartReader parts(files.slug, language, arabic != nullptr ? Beside::arabic : Beside::nothing, reading);
  Provenance provenance;
  if (is_arabic(language)) {
    provenance = read_provenance(fields, reading.sources, files.slug);
    page.sources = provenance.sources;
    page.picture = read_picture(fields, Need::optional, reading);
    out.is_shown = provenance.is_shown;
  }
  page.section = parts.words(fields, "section", kMaxSection);
  page.title = parts.words(fields, "title", kMaxTitle);
  parts.words_or_none(fields, "lead", kMaxLead, page.lead);
  parts.icon(fields, page.icon);
  parts.read_one(fields, "highlight", page.highlight);
  parts.read_all(fields, "points", kMaxPoints, page.points);
  parts.read_all(fields, "cards", kMaxCards, page.cards);
  parts.read_one(fields, "chart", page.chart);
  if (may_have_chapters || front->table.find("chapters") != nullptr) {
    parts.read_all(fields, "chapters", kMaxChapters, page.chapters);
  }
  parts.finish(fields);
  out.shown_chapters = parts.shown_chapters();
  place_text(source, *front, read_markdown(source, front->body, language, reading.report, reading.links),
             provenance.states_facts, page, reading.report);
  return out;
}

void say_missing(const PageFiles& page, Language language, Reading& reading) {
  if (page.is_unreadable[static_cast<std::size_t>(language)]) return;
  const Place place{cat("ar/", page.path), {}};
  reading.report.warning(place, "translation",
                         say("there is no {file}; its readers see the Arabic",
                             {{"file", cat(base::code_of(language), "/", page.path)}}));
}

void say_no_arabic(const PageFiles& page, Reading& reading) {
  if (page.is_unreadable[static_cast<std::size_t>(Language::ar)]) return;
  for (const SourceText* file : page.files) {
    if (file == nullptr) continue;
    reading.report.error(
        file->whole(), "translation",
        say("there is no {file}: every page begins in Arabic", {{"file", cat("ar/", page.path)}}));
  }
}

void keep_shown(Article& page, const std::vector<bool>& shown) {
  std::vector<Chapter> kept;
  for (std::size_t i = 0; i < page.chapters.size(); ++i) {
    if (i >= shown.size() || shown[i]) kept.push_back(std::move(page.chapters[i]));
  }
  page.chapters = std::move(kept);
}

struct TipPage {
  Tip words;
  bool is_shown = true;
};

std::optional<TipPage> read_file(const PageFiles& files, Language language, const Tip* arabic,
                                 Reading& reading) {
  const SourceText& source = *files.file(language);
  const std::optional<FrontMatter> front = read_front_matter(source, reading.report);
  if (!front) return std::nullopt;
  TipPage out{arabic != nullptr ? *arabic : Tip(), true};
  Fields fields(front->table, reading.report);
  const PartReader parts(files.slug, language, arabic != nullptr ? Beside::arabic : Beside::nothing, reading);
  Provenance provenance;
  if (is_arabic(language)) {
    provenance = read_provenance(fields, reading.sources, files.slug);
    out.words.sources = provenance.sources;
    out.is_shown = provenance.is_shown;
  }
  out.words.title = parts.words(fields, "title", kMaxTitle);
  out.words.line = parts.words(fields, "line", kMaxLine);
  parts.icon(fields, out.words.icon);
  parts.finish(fields);
  std::vector<MarkdownSection> sections =
      read_markdown(source, front->body, language, reading.report, reading.links);
  if (sections.size() > 1)
    reading.report.error(sections[1].place, "chapters",
                         say("a tip has no chapters: use ## or leave the heading out"));
  out.words.body = std::move(sections[0].body);
  check_body(out.words.body, provenance.states_facts, begin_of(source, *front), reading.report);
  return out;
}

// What is common to articles and tips: the Arabic page first, for the others are to be like it. Where it
// cannot be read they are read for their own mistakes; those are said, and links to the page need not be
// called dead as well.
template <typename Words, typename Page>
std::optional<Page> read_arabic(const PageFiles& files, Reading& reading) {
  constexpr const Words* kNothing = nullptr;
  std::optional<Page> arabic;
  if (files.file(Language::ar) == nullptr) {
    say_no_arabic(files, reading);
  } else {
    arabic = read_file(files, Language::ar, kNothing, reading);
  }
  if (arabic) return arabic;
  for (const Language language : {Language::fr, Language::en}) {
    if (files.file(language) != nullptr) static_cast<void>(read_file(files, language, kNothing, reading));
  }
  reading.unreadable.push_back(files.slug);
  return std::nullopt;
}

template <typename Words, typename Page>
Translated<Words> with_translations(const PageFiles& files, const Page& arabic, Reading& reading) {
  Translated<Words> out{files.slug, {}};
  out.own(Language::ar) = arabic.words;
  for (const Language language : {Language::fr, Language::en}) {
    if (files.file(language) == nullptr) {
      say_missing(files, language, reading);
      continue;
    }
    std::optional<Page> own = read_file(files, language, &arabic.words, reading);
    if (own) out.own(language) = std::move(own->words);
  }
  return out;
}

}  // namespace

std::string read_picture(Fields& fields, Need need, Reading& reading) {
  if (reading.unread.contains("pictures")) return fields.slug("picture", need);
  std::vector<std::string_view> names(picture_names().begin(), picture_names().end());
  for (const auto& [slug, place] : reading.picture_places) names.emplace_back(slug);
  std::string name = fields.one_of("picture", need, names);
  reading.pictures_used.insert(name);
  return name;
}

std::optional<Translated<Article>> read_article(const PageFiles& files, Reading& reading) {
  const std::optional<ArticlePage> arabic = read_arabic<Article, ArticlePage>(files, reading);
  if (!arabic) return std::nullopt;
  Translated<Article> out = with_translations<Article>(files, *arabic, reading);
  for (std::optional<Article>& page : out.pages) {
    if (page) keep_shown(*page, arabic->shown_chapters);
  }
  const bool has_chapters = !out.own(Language::ar)->chapters.empty();
  return arabic->is_shown && has_chapters ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Translated<Tip>> read_tip(const PageFiles& files, Reading& reading) {
  const std::optional<TipPage> arabic = read_arabic<Tip, TipPage>(files, reading);
  if (!arabic) return std::nullopt;
  Translated<Tip> out = with_translations<Tip>(files, *arabic, reading);
  return arabic->is_shown ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace kiosk::content
