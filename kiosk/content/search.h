#pragma once
// Looks for words in what a pack has to read: articles chapter by chapter, with their figures and charts,
// tips, cities and agreements, and whatever else the caller can be found by. Spellings that readers take for
// the same are the same (fold.h); a word is found where it begins a word, in Arabic also behind the article
// and the letters that are written together with it, and from three letters on inside words. Every word of
// the question has to be found. What is shown is in one language; words of the others find it too.
//
// Holds copies: it may outlive its catalogue. Any thread; a pack's index is a few milliseconds of work.

#include "kiosk/content/catalogue.h"

namespace kiosk::content {

constexpr std::size_t kMaxQueryCodePoints = 60;

struct Findable {
  enum class Kind { screen, article, tip, twin, agreement, campaign };
  Kind kind = Kind::screen;
  std::string slug;  // of the page; of a screen its name in vocabulary.h
  std::size_t chapter = 0;
  std::string icon;
  std::string title;
  std::vector<std::string> sentences;  // the text, in the language shown
  std::string others;                  // the same in other languages, looked through only
};

struct Found {
  const Findable* page;  // of the index
  std::string words;     // the sentence it was found in, or the first one
};

class SearchIndex {
 public:
  // `screens`: pages of the program itself.
  SearchIndex(const Catalogue& catalogue, base::Language language, std::vector<Findable> screens);
  // Best first: words of the title before words of the text. Nothing for a question without a word.
  [[nodiscard]] std::vector<Found> find(std::string_view question, std::size_t most) const;

 private:
  struct Page {
    Findable shown;
    std::string title;  // folded, from here on
    std::vector<std::string> sentences;
    std::string others;
  };
  std::vector<Page> pages_;
};

// The sentences of a text, each with its stop.
std::vector<std::string> sentences_of(std::string_view text);

}  // namespace kiosk::content
