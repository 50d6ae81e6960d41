#pragma once
// Letters for a desk that is filled: every category, arrondissement and question of names.json, in Arabic and
// French, from one sentence to a page. The same seed writes the same letters. Nobody in them has a name.

#include <random>
#include <string>
#include <vector>

#include "kiosk/complaint/letter.h"
#include "kiosk/desk/names.h"

namespace kiosk::bench {

// Random numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool happens(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  double share() { return static_cast<double>(engine_() >> 11) / 9007199254740992.0; }  // 2^53: 0 to below 1
  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 engine_;
};

class LetterWriter {
 public:
  LetterWriter(const desk::Names& names, std::uint64_t seed) : names_(names), dice_(seed) {}
  complaint::Draft write();
  // What a clerk answers, and what a citizen adds.
  std::string answer(base::Language language);
  std::string message(base::Language language);

 private:
  std::string text(base::Language language, std::string_view category);
  void answer_questions(complaint::Draft& draft);
  const desk::Names& names_;
  Dice dice_;
};

}  // namespace kiosk::bench
