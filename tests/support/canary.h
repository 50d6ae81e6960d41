#pragma once
// Canaries: marked words that a citizen would have typed, made anew each time, and the search for them in
// plain bytes: memory, core files, images of disks. What is found is every part of a canary that is long
// enough, in each form that a program may give to a text:
//
//   UTF-8 · UTF-16, both ends first · UTF-32 · UTF-32 and glyphs one in 20 bytes (hb_glyph_info_t,
//   text::Glyph) the first four reversed, as a page that reads from the right would be drawn · base64 of
//   UTF-8 at its three alignments · hexadecimal digits · glyph numbers one after the other
//
// Not a search for pictures of the words, nor for what is compressed.

#include <random>
#include <unordered_map>

#include "kiosk/base/bytes.h"
#include "tests/support/fonts.h"

namespace kiosk::tests {

struct Canary {
  std::string what;      // "name"
  std::string words;     // UTF-8
  std::size_t part = 6;  // a part of so many code points is one of the canary
};

// Letters that few words of any language have beside each other; twelve of them by 3.6 bits.
Canary latin_canary(std::string what, std::size_t letters, std::random_device& dice);
Canary arabic_canary(std::string what, std::size_t letters, std::random_device& dice);
// A part of a number has eight of its digits: with six, chance would find it in a machine's memory.
std::vector<Canary> number_canaries(const std::string& what, const std::string& digits,
                                    const std::string& grouped);

class CanarySearch {
 public:
  struct Hit {
    std::size_t at = 0;  // of the first part
    std::size_t parts = 0;
    std::string what, form;
  };

  CanarySearch();
  void add(const Canary& canary);
  void add_glyphs(const Canary& canary, text::Engine& engine);  // as each of the kiosk's faces draws it

  // In the order of their places. Parts that overlap are one hit.
  [[nodiscard]] std::vector<Hit> search(base::ByteView bytes) const;

 private:
  struct Form {
    std::string what, name;
    std::string bytes;
    std::size_t unit;    // so many bytes stand together
    std::size_t stride;  // from one unit to the next
  };
  void add_form(Form form);
  void add_text_forms(const Canary& canary, const std::u32string& part, std::string_view suffix);
  [[nodiscard]] static bool matches(const Form& form, base::ByteView bytes, std::size_t at);

  std::vector<Form> forms_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_start_;
  std::vector<bool> may_start_;  // by a hash of four bytes
};

}  // namespace kiosk::tests
