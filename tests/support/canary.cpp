#include "tests/support/canary.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "kiosk/base/utf8.h"

namespace kiosk::tests {
namespace {

constexpr std::size_t kStartBytes = 4;   // every form begins with so many bytes side by side
constexpr std::size_t kGlyphBytes = 20;  // of hb_glyph_info_t and of text::Glyph, the number first
constexpr unsigned kHashBits = 18;

static_assert(sizeof(text::Glyph) == kGlyphBytes);

std::uint32_t start_of(const base::Byte* bytes) {
  std::uint32_t start = 0;
  std::memcpy(&start, bytes, kStartBytes);
  return start;
}

constexpr std::uint32_t hash_of(std::uint32_t start) { return start * 2654435761U >> (32 - kHashBits); }

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    out.push_back(decoded.code_point);
    at += decoded.size_bytes;
  }
  return out;
}

std::string utf8_of(const std::u32string& points) {
  std::string out;
  for (const char32_t point : points) base::append_utf8(out, point);
  return out;
}

enum class ByteOrder { little, big };

// Of the basic plane: canaries are Latin, Arabic and digits.
std::string utf16_of(const std::u32string& points, ByteOrder order) {
  std::string out;
  for (const char32_t point : points) {
    const std::array<char, 2> pair = {static_cast<char>(point & 0xFF), static_cast<char>(point >> 8)};
    out.push_back(pair[order == ByteOrder::little ? 0 : 1]);
    out.push_back(pair[order == ByteOrder::little ? 1 : 0]);
  }
  return out;
}

template <typename Values>
std::string words_of(const Values& values) {
  std::string out;
  for (const auto value : values) {
    const auto word = static_cast<std::uint32_t>(value);
    out.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  return out;
}

// What base64 makes of the bytes when `before` others stand before them: the digits that these alone decide.
std::string base64_of(std::string_view bytes, std::size_t before) {
  const std::string padded = std::string(before, 'x') + std::string(bytes);
  const std::string all = base::to_base64(base::as_bytes(padded));
  const std::size_t first = (before * 8 + 5) / 6, end = padded.size() * 8 / 6;
  return all.substr(first, end - first);
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c; });
  return text;
}

std::string random_letters(std::u32string_view letters, std::size_t count, std::random_device& dice) {
  std::u32string out;
  std::uniform_int_distribution<std::size_t> which(0, letters.size() - 1);
  while (out.size() < count) out.push_back(letters[which(dice)]);
  return utf8_of(out);
}

}  // namespace

Canary latin_canary(std::string what, std::size_t letters, std::random_device& dice) {
  return {std::move(what), random_letters(U"bdfgjkpqvwxz", letters, dice)};
}

Canary arabic_canary(std::string what, std::size_t letters, std::random_device& dice) {
  return {std::move(what), random_letters(U"ثجخذزشصضطظغقك", letters, dice)};
}

std::vector<Canary> number_canaries(const std::string& what, const std::string& digits,
                                    const std::string& grouped) {
  constexpr std::size_t kDigits = 8, kWithSpaces = 10;
  return {{what, digits, kDigits}, {what + " in groups", grouped, kWithSpaces}};
}

CanarySearch::CanarySearch() : may_start_(std::size_t{1} << kHashBits) {}

void CanarySearch::add(const Canary& canary) {
  const std::u32string points = code_points_of(canary.words);
  for (std::size_t i = 0; i + canary.part <= points.size(); ++i) {
    std::u32string part = points.substr(i, canary.part);
    const std::string utf8 = utf8_of(part);
    add_text_forms(canary, part, "");
    for (std::size_t before = 0; before < 3; ++before) {
      const std::string digits = base64_of(utf8, before);
      add_form({canary.what, "base64", digits, digits.size(), digits.size()});
    }
    const std::string hex = base::to_hex(base::as_bytes(utf8));
    add_form({canary.what, "hex", hex, hex.size(), hex.size()});
    if (upper(hex) != hex) add_form({canary.what, "hex", upper(hex), hex.size(), hex.size()});
    std::ranges::reverse(part);
    add_text_forms(canary, part, ", reversed");
  }
}

void CanarySearch::add_text_forms(const Canary& canary, const std::u32string& part, std::string_view suffix) {
  const auto together = [&](std::string_view name, const std::string& bytes) {
    add_form({canary.what, base::cat(name, suffix), bytes, bytes.size(), bytes.size()});
  };
  together("UTF-8", utf8_of(part));
  together("UTF-16LE", utf16_of(part, ByteOrder::little));
  together("UTF-16BE", utf16_of(part, ByteOrder::big));
  together("UTF-32", words_of(part));
  add_form({canary.what, base::cat("UTF-32 among glyphs", suffix), words_of(part), 4, kGlyphBytes});
}

void CanarySearch::add_glyphs(const Canary& canary, text::Engine& engine) {
  for (const text::Role role : {text::Role::title, text::Role::interface, text::Role::reading}) {
    for (const text::Weight weight : {text::Weight::regular, text::Weight::bold}) {
      text::ParagraphInput input;
      input.text = canary.words;
      input.style.role = role;
      input.style.weight = weight;
      const text::Paragraph paragraph = engine.shape_paragraph(input);
      std::vector<std::uint32_t> glyphs;
      for (const text::Glyph& glyph : paragraph.glyphs) glyphs.push_back(glyph.id);
      for (std::size_t i = 0; i + canary.part <= glyphs.size(); ++i) {
        const std::string part = words_of(std::span(glyphs).subspan(i, canary.part));
        add_form({canary.what, "glyphs", part, part.size(), part.size()});
        add_form({canary.what, "glyphs with places", part, 4, kGlyphBytes});
      }
    }
  }
}

void CanarySearch::add_form(Form form) {
  const std::uint32_t start = start_of(base::as_bytes(form.bytes).data());
  std::vector<std::size_t>& same = by_start_[start];
  const auto is_same = [&](std::size_t one) {
    return forms_[one].bytes == form.bytes && forms_[one].stride == form.stride;
  };
  if (std::ranges::any_of(same, is_same)) return;
  same.push_back(forms_.size());
  may_start_[hash_of(start)] = true;
  forms_.push_back(std::move(form));
}

bool CanarySearch::matches(const Form& form, base::ByteView bytes, std::size_t at) {
  for (std::size_t unit = 0; unit * form.unit < form.bytes.size(); ++unit) {
    const std::size_t place = at + unit * form.stride;
    if (place + form.unit > bytes.size()) return false;
    if (std::memcmp(bytes.data() + place, form.bytes.data() + unit * form.unit, form.unit) != 0) return false;
  }
  return true;
}

std::vector<CanarySearch::Hit> CanarySearch::search(base::ByteView bytes) const {
  constexpr std::size_t kNear = 64;  // of parts of one hit
  std::vector<Hit> hits;
  std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>> last;  // hit, place
  for (std::size_t at = 0; at + kStartBytes <= bytes.size(); ++at) {
    const std::uint32_t start = start_of(bytes.data() + at);
    if (!may_start_[hash_of(start)]) continue;
    const auto forms = by_start_.find(start);
    if (forms == by_start_.end()) continue;
    for (const std::size_t one : forms->second) {
      const Form& form = forms_[one];
      if (!matches(form, bytes, at)) continue;
      const auto [known, is_new] = last.try_emplace({form.what, form.name}, hits.size(), at);
      if (is_new || at - known->second.second > kNear) {
        known->second.first = hits.size();
        hits.push_back({at, 0, form.what, form.name});
      }
      known->second.second = at;
      ++hits[known->second.first].parts;
    }
  }
  return hits;
}

}  // namespace kiosk::tests
