#include "kiosk/base/fold.h"

#include <algorithm>
#include <array>

#include "kiosk/base/utf8.h"

namespace kiosk::base {
namespace {

struct Same {
  char32_t letter;
  std::string_view as;
};

// Sorted by letter.
constexpr std::array kSame = {
    Same{0x00AA, "a"}, Same{0x00BA, "o"}, Same{0x00DF, "ss"}, Same{0x00E0, "a"}, Same{0x00E1, "a"},
    Same{0x00E2, "a"}, Same{0x00E3, "a"}, Same{0x00E4, "a"},  Same{0x00E5, "a"}, Same{0x00E6, "ae"},
    Same{0x00E7, "c"}, Same{0x00E8, "e"}, Same{0x00E9, "e"},  Same{0x00EA, "e"}, Same{0x00EB, "e"},
    Same{0x00EC, "i"}, Same{0x00ED, "i"}, Same{0x00EE, "i"},  Same{0x00EF, "i"}, Same{0x00F1, "n"},
    Same{0x00F2, "o"}, Same{0x00F3, "o"}, Same{0x00F4, "o"},  Same{0x00F5, "o"}, Same{0x00F6, "o"},
    Same{0x00F8, "o"}, Same{0x00F9, "u"}, Same{0x00FA, "u"},  Same{0x00FB, "u"}, Same{0x00FC, "u"},
    Same{0x00FD, "y"}, Same{0x00FF, "y"}, Same{0x0101, "a"},  Same{0x012B, "i"}, Same{0x0153, "oe"},
    Same{0x0159, "r"}, Same{0x015B, "s"}, Same{0x015F, "s"},  Same{0x0161, "s"}, Same{0x016B, "u"},
    Same{0x017E, "z"}, Same{0x0622, "ا"}, Same{0x0623, "ا"},  Same{0x0624, "و"}, Same{0x0625, "ا"},
    Same{0x0626, "ي"}, Same{0x0629, "ه"}, Same{0x0649, "ي"},  Same{0x0671, "ا"}, Same{0x067E, "ب"},
    Same{0x0686, "ج"}, Same{0x06A4, "ف"}, Same{0x06A9, "ك"},  Same{0x06AD, "ك"}, Same{0x06AF, "ك"},
    Same{0x06C1, "ه"}, Same{0x06CC, "ي"},
};

constexpr bool is_sorted() {
  for (std::size_t i = 1; i < kSame.size(); ++i) {
    if (kSame[i - 1].letter >= kSame[i].letter) return false;
  }
  return true;
}
static_assert(is_sorted());

constexpr bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Marks over and under letters, tatweel, joiners and direction controls: as if they were not there.
bool is_nothing(char32_t c) {
  return is_between(c, 0x0300, 0x036F) || is_between(c, 0x0610, 0x061A) || c == 0x061C || c == 0x0640 ||
         is_between(c, 0x064B, 0x065F) || c == 0x0670 || is_between(c, 0x06D6, 0x06ED) || c == 0x00AD ||
         is_between(c, 0x200B, 0x200F) || is_between(c, 0x202A, 0x202E) || is_between(c, 0x2060, 0x2069) ||
         c == 0xFEFF;
}

// Signs and spaces of the scripts in use; what is unknown counts as a letter.
bool is_sign(char32_t c) {
  const bool ascii_letter = is_between(c, '0', '9') || is_between(c, 'a', 'z');
  return (c < 0x80 && !ascii_letter) || (is_between(c, 0x80, 0xBF) && c != 0xAA && c != 0xBA) || c == 0xD7 ||
         c == 0xF7 || is_between(c, 0x0600, 0x060F) || is_between(c, 0x061B, 0x061F) ||
         is_between(c, 0x066A, 0x066D) || c == 0x06D4 || is_between(c, 0x2000, 0x206F) ||
         is_between(c, 0x2E00, 0x2E7F) || c == 0x3000 || c == base::kReplacement;
}

char32_t lower(char32_t c) {
  if (is_between(c, 'A', 'Z')) return c + 32;
  if (is_between(c, 0xC0, 0xDE) && c != 0xD7) return c + 32;
  if (c == 0x0178) return 0xFF;
  // In this block capitals are even, or odd where a letter without a pair has come between.
  if (is_between(c, 0x0100, 0x0137) || is_between(c, 0x014A, 0x0177)) return c | 1U;
  if (is_between(c, 0x0139, 0x0148) || is_between(c, 0x0179, 0x017E)) return c % 2 == 1 ? c + 1 : c;
  return c;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool between = false;
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    at += decoded.size_bytes;
    char32_t c = lower(decoded.code_point);
    if (is_nothing(c)) continue;
    if (is_sign(c)) {
      between = !out.empty();
      continue;
    }
    if (between) out.push_back(' ');
    between = false;
    if (is_between(c, 0x0660, 0x0669)) c = c - 0x0660 + '0';
    if (is_between(c, 0x06F0, 0x06F9)) c = c - 0x06F0 + '0';
    const auto same = std::lower_bound(kSame.begin(), kSame.end(), c,
                                       [](const Same& one, char32_t letter) { return one.letter < letter; });
    if (same != kSame.end() && same->letter == c) {
      out += same->as;
    } else {
      base::append_utf8(out, c);
    }
  }
  return out;
}

std::vector<std::string> words_of(std::string_view folded_text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < folded_text.size();) {
    const std::size_t end = std::min(folded_text.find(' ', at), folded_text.size());
    if (end > at) out.emplace_back(folded_text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string_view without_article(std::string_view word) {
  constexpr std::array<std::string_view, 6> kArticles = {"ال", "وال", "بال", "لل", "كال", "فال"};
  constexpr std::size_t kLetterSize = 2, kLettersLeft = 2;
  for (const std::string_view article : kArticles) {
    if (word.starts_with(article) && word.size() >= article.size() + kLettersLeft * kLetterSize)
      return word.substr(article.size());
  }
  return word;
}

}  // namespace kiosk::base
