#pragma once
// The words of the interface in each language: gettext catalogues (assets/locale/*.po, compiled to .mo), read
// once. The English words are the ids. A word without translation shows in English and is logged once.
// Immutable after loading; any thread.

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "kiosk/base/language.h"

namespace kiosk::app {

struct Named {
  std::string_view name;
  std::string value;
};

// Marks English words of a table as ids, to be translated where they are shown.
constexpr const char* translatable(const char* words) { return words; }

class Strings {
 public:
  explicit Strings(const std::filesystem::path& locale_folder);
  ~Strings();
  Strings(Strings&&) noexcept;
  Strings& operator=(Strings&&) noexcept;

  [[nodiscard]] std::string get(base::Language language, const char* words) const;
  // The same English words may mean two things: the context tells them apart.
  [[nodiscard]] std::string get(base::Language language, const char* context, const char* words) const;
  // By number, with the plural forms of the language (six in Arabic); {n} stands for the number.
  [[nodiscard]] std::string count(base::Language language, const char* one, const char* many,
                                  std::int64_t n) const;

 private:
  struct Catalogues;
  std::unique_ptr<Catalogues> catalogues_;
};

// Replaces {name} by its value, isolated (U+2068 ... U+2069) so that it cannot disturb the sentence around
// it.
std::string fill_in(std::string words, std::initializer_list<Named> values);
std::string isolated(std::string_view value);
std::string left_to_right(std::string_view value);  // codes, telephone numbers, versions

}  // namespace kiosk::app
