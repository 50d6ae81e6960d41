#pragma once
// Words in the languages of the screens. Arabic is always there; a language that is missing shows the Arabic
// words, and has() says so, for screens that tell the reader.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/language.h"

namespace kiosk::content {

struct LocalText {
  std::array<std::string, base::kLanguages.size()> words;  // by Language

  [[nodiscard]] bool has(base::Language language) const { return !own(language).empty(); }
  [[nodiscard]] const std::string& in(base::Language language) const {
    return has(language) ? own(language) : own(base::Language::ar);
  }
  [[nodiscard]] const std::string& own(base::Language language) const {
    return words[static_cast<std::size_t>(language)];
  }
  [[nodiscard]] std::string& own(base::Language language) {
    return words[static_cast<std::size_t>(language)];
  }
  bool operator==(const LocalText&) const = default;
};

// A whole page in the languages it was written in.
template <typename Page>
struct Translated {
  std::string slug;
  std::array<std::optional<Page>, base::kLanguages.size()> pages;  // by Language; Arabic is always there

  [[nodiscard]] const std::optional<Page>& own(base::Language language) const {
    return pages[static_cast<std::size_t>(language)];
  }
  [[nodiscard]] std::optional<Page>& own(base::Language language) {
    return pages[static_cast<std::size_t>(language)];
  }
  bool operator==(const Translated&) const = default;
};

}  // namespace kiosk::content
