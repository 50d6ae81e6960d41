#pragma once
// The languages of the screens. Arabic comes first and is the default everywhere.

#include <array>
#include <optional>
#include <string_view>

namespace kiosk::base {

enum class Language { ar, fr, en };

constexpr std::array<Language, 3> kLanguages = {Language::ar, Language::fr, Language::en};

constexpr std::string_view code_of(Language language) {
  switch (language) {
    case Language::ar:
      return "ar";
    case Language::fr:
      return "fr";
    case Language::en:
      return "en";
  }
  return "ar";
}

constexpr std::optional<Language> parse_language(std::string_view code) {
  for (const Language language : kLanguages) {
    if (code_of(language) == code) return language;
  }
  return std::nullopt;
}

constexpr bool is_right_to_left(Language language) { return language == Language::ar; }

}  // namespace kiosk::base
