#include "kiosk/content/search.h"

#include <algorithm>

#include "kiosk/base/fold.h"
#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

using base::Language;

// What is written together with the word after it: the article, "and", "by", "for", "as", "so".
constexpr std::array<std::string_view, 12> kTogether = {"",    "ال", "وال", "بال", "لل", "كال",
                                                        "فال", "و",  "ب",   "ل",   "ك",  "ف"};
constexpr std::size_t kInsideFrom = 3;  // letters

bool begins_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t space = text.rfind(' ', at);
    const std::size_t start = space == std::string_view::npos || space > at ? 0 : space + 1;
    const std::string_view before = text.substr(start, at - start);
    if (std::find(kTogether.begin(), kTogether.end(), before) != kTogether.end()) return true;
  }
  return false;
}

// 0: the text begins a word with it, 1: it is inside one, none: it is not there.
std::optional<int> place_in(std::string_view text, std::string_view word) {
  if (begins_word(text, word)) return 0;
  const bool inside =
      base::count_code_points(word) >= kInsideFrom && text.find(word) != std::string_view::npos;
  return inside ? std::optional(1) : std::nullopt;
}

void add_sentences(Findable& page, std::string_view text) {
  for (std::string& sentence : sentences_of(text)) page.sentences.push_back(std::move(sentence));
}

void add_chart(Findable& page, const std::optional<Chart>& chart) {
  if (!chart) return;
  page.sentences.push_back(chart->title);
  add_sentences(page, chart->words);
  add_sentences(page, chart->waiting);
  for (const ChartRow& row : chart->rows) {
    std::string sentence = row.label;
    for (const ChartValue& value : row.values) sentence += " · " + value.words;
    page.sentences.push_back(std::move(sentence));
  }
}

void add_body(Findable& page, const Chapter& chapter) {
  if (!chapter.title.empty()) page.sentences.push_back(chapter.title);
  for (const Block& block : chapter.body) add_sentences(page, block.text);
  for (const KeyFigure& figure : chapter.figures)
    page.sentences.push_back(figure.number + " " + figure.words);
  if (chapter.figure) {
    page.sentences.push_back(chapter.figure->title);
    add_sentences(page, chapter.figure->words);
    for (const std::string& item : chapter.figure->items) page.sentences.push_back(item);
  }
  add_chart(page, chapter.chart);
}

std::vector<Findable> pages_of(const std::string& slug, const Article& article) {
  std::vector<Findable> out;
  for (std::size_t i = 0; i < article.chapters.size(); ++i) {
    const Chapter& chapter = article.chapters[i];
    Findable page{Findable::Kind::article, slug, i, article.icon, article.title, {}, {}};
    if (i > 0) {
      page.icon = chapter.icon;
      page.title = chapter.title;
    } else {
      add_sentences(page, article.lead);
      if (article.highlight)
        page.sentences.push_back(article.highlight->title + " " + article.highlight->words);
      for (const Point& point : article.points) page.sentences.push_back(point.title + " " + point.words);
    }
    add_body(page, chapter);
    out.push_back(std::move(page));
  }
  return out;
}

Findable page_of(const std::string& slug, const Tip& tip) {
  Findable page{Findable::Kind::tip, slug, 0, tip.icon, tip.title, {tip.line}, {}};
  for (const Block& block : tip.body) add_sentences(page, block.text);
  return page;
}

Findable page_of(const Twin& twin, Language language) {
  Findable page{Findable::Kind::twin, twin.slug, 0, "twin-cities", twin.name.in(language), {}, {}};
  page.sentences.push_back(twin.country.in(language));
  add_sentences(page, twin.words.in(language));
  return page;
}

Findable page_of(const Agreement& agreement, Language language) {
  Findable page{
      Findable::Kind::agreement, agreement.slug, 0, "agreement", agreement.title.in(language), {}, {}};
  page.sentences.push_back(agreement.partner.in(language));
  add_sentences(page, agreement.aim.in(language));
  add_sentences(page, agreement.state.in(language));
  return page;
}

std::string all_words(const Findable& page) {
  std::string out = page.title;
  for (const std::string& sentence : page.sentences) out += " " + sentence;
  return out;
}

// Every page as `language` shows it; Arabic where it was not translated.
std::vector<Findable> pages_in(const Catalogue& catalogue, Language language) {
  std::vector<Findable> out;
  for (const Translated<Article>& article : catalogue.contents().articles) {
    if (const Shown<Article> shown = catalogue.article(article.slug, language)) {
      for (Findable& page : pages_of(article.slug, *shown)) out.push_back(std::move(page));
    }
  }
  for (const Translated<Tip>& tip : catalogue.contents().tips) {
    if (const Shown<Tip> shown = catalogue.tip(tip.slug, language)) out.push_back(page_of(tip.slug, *shown));
  }
  for (const Twin& twin : catalogue.contents().twins) out.push_back(page_of(twin, language));
  for (const Agreement& agreement : catalogue.contents().agreements)
    out.push_back(page_of(agreement, language));
  return out;
}

bool same_page(const Findable& a, const Findable& b) {
  return a.kind == b.kind && a.slug == b.slug && a.chapter == b.chapter;
}

}  // namespace

std::vector<std::string> sentences_of(std::string_view text) {
  constexpr std::array<std::string_view, 5> kStops = {". ", "؟ ", "? ", "! ", "\n"};
  std::vector<std::string> out;
  while (!text.empty()) {
    std::size_t end = text.size(), next = text.size();
    for (const std::string_view stop : kStops) {
      const std::size_t at = text.find(stop);
      if (at == std::string_view::npos || at + stop.size() >= next) continue;
      next = at + stop.size();
      end = next - 1;
    }
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(next);
  }
  return out;
}

SearchIndex::SearchIndex(const Catalogue& catalogue, Language language, std::vector<Findable> screens) {
  std::vector<Findable> shown = std::move(screens);
  for (Findable& page : pages_in(catalogue, language)) shown.push_back(std::move(page));
  for (const Language other : base::kLanguages) {
    if (other == language) continue;
    for (const Findable& page : pages_in(catalogue, other)) {
      const auto same = std::find_if(shown.begin(), shown.end(),
                                     [&page](const Findable& one) { return same_page(one, page); });
      if (same != shown.end()) same->others += " " + all_words(page);
    }
  }
  for (Findable& page : shown) {
    Page out{std::move(page), {}, {}, {}};
    out.title = base::folded(out.shown.title);
    out.others = base::folded(out.shown.others);
    for (const std::string& sentence : out.shown.sentences) out.sentences.push_back(base::folded(sentence));
    pages_.push_back(std::move(out));
  }
}

std::vector<Found> SearchIndex::find(std::string_view question, std::size_t most) const {
  constexpr int kText = 2, kOther = 8;  // how much worse than the title
  const std::vector<std::string> words = base::words_of(base::folded(question));
  if (words.empty()) return {};
  struct Ranked {
    int rank;
    Found found;
  };
  std::vector<Ranked> ranked;
  for (const Page& page : pages_) {
    int rank = 0;
    std::vector<int> in_sentence(page.sentences.size());  // words of the question found there
    bool all = true;
    for (const std::string& word : words) {
      std::optional<int> best = place_in(page.title, word);
      for (std::size_t i = 0; i < page.sentences.size(); ++i) {
        const std::optional<int> here = place_in(page.sentences[i], word);
        if (!here) continue;
        if (page.sentences[i] != page.title) ++in_sentence[i];
        best = std::min(best.value_or(kOther), *here + kText);
      }
      if (!best && place_in(page.others, word)) best = kOther;
      all = all && best.has_value();
      rank += best.value_or(0);
    }
    if (!all) continue;
    const auto most_words = std::max_element(in_sentence.begin(), in_sentence.end());
    const std::size_t at = static_cast<std::size_t>(most_words - in_sentence.begin());
    const std::string sentence = at < page.sentences.size() ? page.shown.sentences[at] : std::string();
    ranked.push_back({rank, {&page.shown, sentence}});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
  std::vector<Found> out;
  for (const Ranked& one : ranked) {
    if (out.size() < most) out.push_back(one.found);
  }
  return out;
}

}  // namespace kiosk::content
