#pragma once
// Words as people look for them: two spellings that a reader takes for the same become the same bytes. For
// comparing only, never for showing.
//
//   Arabic   no vowel marks and no tatweel; alef with hamza or madda is alef, alef maqsura is ya, ta marbuta
//            is ha, hamza on waw or ya is waw or ya, Moroccan and Persian letters are the ones they come from
//   Latin    lower case without accents; ligatures are two letters
//   digits   Western
//   the rest signs and spaces are one space between words, none at the ends; other scripts stay as they are
//
// UTF-8 in and out; invalid bytes are signs. Pure, any thread.

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::base {

std::string folded(std::string_view text);

// The words of a folded text.
std::vector<std::string> words_of(std::string_view folded_text);
// A folded word without the Arabic article and what is written together with it ("and the", "by the", "for
// the"), if two letters remain: "المصباح" is looked for as "مصباح".
std::string_view without_article(std::string_view folded_word);

}  // namespace kiosk::base
