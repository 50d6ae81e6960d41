#pragma once
// What a citizen of a test writes, every word of it marked; and the search for all of it.

#include <algorithm>

#include "kiosk/complaint/draft.h"
#include "tests/support/canary.h"

namespace kiosk::tests {

constexpr std::size_t kCanaryLetters = 12;

// Short ones, too: what fits into a std::string itself is never freed.
struct Canaries {
  Canaries() {
    std::random_device dice;
    all = {arabic_canary("text, Arabic", 3 * kCanaryLetters, dice),
           latin_canary("text, Latin", kCanaryLetters, dice), arabic_canary("neighbourhood", 7, dice),
           arabic_canary("landmark", kCanaryLetters, dice), latin_canary("name", kCanaryLetters, dice)};
    std::uniform_int_distribution<int> digit(0, 9);
    phone = "06";
    while (phone.size() < complaint::kPhoneDigits) phone += std::to_string(digit(dice));
    std::string grouped;
    for (std::size_t i = 0; i < phone.size(); ++i)
      grouped += std::string(i > 0 && i % 2 == 0 ? " " : "") + phone[i];
    for (Canary& one : number_canaries("phone", phone, grouped)) all.push_back(std::move(one));
  }
  [[nodiscard]] const std::string& words(std::string_view what) const {
    return std::ranges::find(all, what, &Canary::what)->words;
  }
  std::vector<Canary> all;
  std::string phone;
};

inline CanarySearch search_for(const std::vector<Canary>& canaries) {
  CanarySearch search;
  text::Engine engine = text_engine();
  for (const Canary& canary : canaries) {
    search.add(canary);
    search.add_glyphs(canary, engine);
  }
  return search;
}

}  // namespace kiosk::tests
