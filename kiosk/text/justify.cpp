#include "kiosk/text/justify.h"

#include <algorithm>

#include "kiosk/base/utf8.h"

namespace kiosk::text {
namespace {

constexpr float kFirstStretch = 0.5F;   // of a space's width, before any kashida
constexpr std::size_t kMinLetters = 4;  // of a word with a kashida
constexpr std::size_t kLettersAKashida = 10;
constexpr std::uint32_t kMostTatweels = 4;  // in one place
constexpr std::string_view kTatweel = "\u0640";
constexpr std::size_t kContextBytes = 32;

bool is_one_of(char32_t c, std::u32string_view letters) {
  return letters.find(c) != std::u32string_view::npos;
}

bool is_mark(char32_t c) { return (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x610 && c <= 0x61A); }

int priority_of(char32_t before, char32_t after, bool after_is_last) {
  if (before == 0x640 || after == 0x640) return 1;
  if (is_one_of(before, U"سشصض")) return 2;
  if (!after_is_last) return 7;
  if (is_one_of(after, U"ةهدذ")) return 3;
  if (is_one_of(after, U"اأإآٱطظلك")) return 4;
  if (is_one_of(after, U"رزيىئ") && is_one_of(before, U"بتثنيپ")) return 5;
  if (is_one_of(after, U"وؤعغقف")) return 6;
  return 7;
}

// Where a word may be stretched: before the letter at this byte.
struct Place {
  std::size_t run;  // of the line
  std::uint32_t offset;
  int priority;
  std::uint32_t tatweels = 0;
};

class Stretcher {
 public:
  Stretcher(Engine& engine, const Paragraph& paragraph, LayoutParts& parts, const Line& line)
      : engine_(engine),
        paragraph_(paragraph),
        parts_(parts),
        runs_(std::span(parts.runs).subspan(line.first_run, line.run_count)),
        line_(line) {}

  float stretch(float room);

 private:
  [[nodiscard]] float spaces_width() const;
  [[nodiscard]] bool is_inner_space(std::uint32_t offset) const;
  void take_glyphs(PlacedRun& run);
  void widen_spaces(float by);
  std::vector<Place> find_places();
  void add_place_of_word(std::size_t run, std::uint32_t start, std::uint32_t end,
                         std::span<const std::uint32_t> safe, std::vector<Place>& places) const;
  float add_kashidas(float room);
  float insert(std::size_t run, std::span<const Place> places);

  Engine& engine_;
  const Paragraph& paragraph_;
  LayoutParts& parts_;
  std::span<PlacedRun> runs_;
  const Line& line_;
  std::uint32_t text_end_ = 0;  // of the line, without the white space that hangs
};

bool Stretcher::is_inner_space(std::uint32_t offset) const {
  return paragraph_.text[offset] == ' ' && offset < text_end_;
}

float Stretcher::spaces_width() const {
  float width = 0;
  for (const PlacedRun& run : runs_) {
    const auto glyphs = (run.own_glyphs ? std::span<const Glyph>(parts_.glyphs) : paragraph_.glyphs)
                            .subspan(run.first_glyph, run.glyph_count);
    for (const Glyph& glyph : glyphs) {
      if (is_inner_space(glyph.cluster)) width += glyph.advance;
    }
  }
  return width;
}

// The run's glyphs become the line's own, to be changed.
void Stretcher::take_glyphs(PlacedRun& run) {
  if (run.own_glyphs) return;
  const auto from = paragraph_.glyphs.subspan(run.first_glyph, run.glyph_count);
  run.first_glyph = static_cast<std::uint32_t>(parts_.glyphs.size());
  run.own_glyphs = true;
  parts_.glyphs.insert(parts_.glyphs.end(), from.begin(), from.end());
}

void Stretcher::widen_spaces(float by) {
  const float all = spaces_width();
  for (PlacedRun& run : runs_) {
    if (run.kind != RunKind::text || run.is_ellipsis) continue;
    take_glyphs(run);
    for (std::uint32_t i = 0; i < run.glyph_count; ++i) {
      Glyph& glyph = parts_.glyphs[run.first_glyph + i];
      if (!is_inner_space(glyph.cluster)) continue;
      const float more = by * glyph.advance / all;
      glyph.advance += more;
      run.width += more;
    }
  }
}

// One place a word, the best.
void Stretcher::add_place_of_word(std::size_t run, std::uint32_t start, std::uint32_t end,
                                  std::span<const std::uint32_t> safe, std::vector<Place>& places) const {
  std::vector<std::pair<std::uint32_t, char32_t>> letters;  // of the word: marks left out
  std::vector<bool> marked;                                 // whether a mark follows
  for (std::uint32_t at = start; at < end;) {
    const base::Decoded decoded = base::decode_utf8(paragraph_.text, at);
    if (is_mark(decoded.code_point)) {
      if (!marked.empty()) marked.back() = true;
    } else {
      letters.emplace_back(at, decoded.code_point);
      marked.push_back(false);
    }
    at += decoded.size_bytes;
  }
  if (letters.size() < kMinLetters) return;
  Place best{run, 0, 100, 0};
  for (std::size_t i = 1; i < letters.size(); ++i) {
    if (marked[i - 1] || !std::binary_search(safe.begin(), safe.end(), letters[i].first)) continue;
    const int priority = priority_of(letters[i - 1].second, letters[i].second, i + 1 == letters.size());
    if (priority <= best.priority) best = {run, letters[i].first, priority, 0};
  }
  if (best.priority < 100) places.push_back(best);
}

std::vector<Place> Stretcher::find_places() {
  std::vector<Place> places;
  std::vector<std::uint32_t> safe;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const PlacedRun& run = runs_[i];
    if (run.kind != RunKind::text || run.script != kArabicScript || run.face == kNoFace || run.is_ellipsis)
      continue;
    Run whole{};
    whole.level = run.level;
    whole.script = run.script;
    whole.size_px = run.size_px;
    const Shaped shaped =
        engine_.state().shaper.shape(paragraph_.text, paragraph_.language, whole, run.start, run.end,
                                     engine_.fonts().face(run.face), Shaper::Mark::tatweels);
    safe.clear();
    for (const hb_glyph_info_t& info : shaped.infos) {
      if ((info.mask & HB_GLYPH_FLAG_SAFE_TO_INSERT_TATWEEL) != 0) safe.push_back(info.cluster);
    }
    std::sort(safe.begin(), safe.end());
    for (std::uint32_t at = run.start; at < run.end;) {
      const std::size_t space = paragraph_.text.find(' ', at);
      const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(space, run.end));
      add_place_of_word(i, at, end, safe, places);
      at = end + 1;
    }
  }
  return places;
}

// Reshapes a run with its tatweels; returns by how much it grew.
float Stretcher::insert(std::size_t index, std::span<const Place> places) {
  PlacedRun& run = runs_[index];
  const std::string_view text = paragraph_.text;
  // A little of what stands around decides over the letters at the ends.
  std::size_t from = run.start > kContextBytes ? run.start - kContextBytes : 0;
  while (from < run.start && base::is_continuation(text[from])) ++from;
  std::string shadow(text.substr(from, run.start - from));
  const auto start = static_cast<std::uint32_t>(shadow.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> origin;  // shadow offset and the text's, ascending
  std::uint32_t at = run.start;
  for (const Place& place : places) {
    origin.emplace_back(static_cast<std::uint32_t>(shadow.size()), at);
    shadow.append(text.substr(at, place.offset - at));
    // Tatweels belong to the letter before them.
    const auto letter = static_cast<std::uint32_t>(base::code_point_before(text, place.offset));
    for (std::uint32_t i = 0; i < place.tatweels; ++i) {
      origin.emplace_back(static_cast<std::uint32_t>(shadow.size()), letter);
      shadow.append(kTatweel);
    }
    at = place.offset;
  }
  origin.emplace_back(static_cast<std::uint32_t>(shadow.size()), at);
  shadow.append(text.substr(at, run.end - at));
  const auto end = static_cast<std::uint32_t>(shadow.size());
  shadow.append(text.substr(run.end, kContextBytes));

  Run whole{};
  whole.level = run.level;
  whole.script = run.script;
  whole.size_px = run.size_px;
  const Shaped shaped = engine_.state().shaper.shape(shadow, paragraph_.language, whole, start, end,
                                                     engine_.fonts().face(run.face));
  run.own_glyphs = true;
  run.first_glyph = static_cast<std::uint32_t>(parts_.glyphs.size());
  run.glyph_count = static_cast<std::uint32_t>(shaped.infos.size());
  const float before = run.width;
  run.width = 0;
  for (std::size_t i = 0; i < shaped.infos.size(); ++i) {
    Glyph glyph = to_glyph(shaped.infos[i], shaped.positions[i]);
    const auto part =
        std::prev(std::upper_bound(origin.begin(), origin.end(), glyph.cluster,
                                   [](std::uint32_t offset, const auto& one) { return offset < one.first; }));
    const bool tatweel = shadow.compare(part->first, kTatweel.size(), kTatweel) == 0 &&
                         part->first == glyph.cluster && std::next(part) != origin.end() &&
                         std::next(part)->first == part->first + kTatweel.size();
    glyph.cluster = tatweel ? part->second : part->second + (glyph.cluster - part->first);
    run.width += glyph.advance;
    parts_.glyphs.push_back(glyph);
  }
  return run.width - before;
}

float Stretcher::add_kashidas(float room) {
  std::vector<Place> places = find_places();
  if (places.empty()) return 0;
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.priority < b.priority; });
  const std::size_t letters = (line_.end - line_.start) / 2;
  places.resize(std::min(places.size(), std::max<std::size_t>(1, letters / kLettersAKashida)));
  hb_codepoint_t glyph = 0;
  std::vector<float> widths;
  for (const Place& place : places) {
    const PlacedRun& run = runs_[place.run];
    hb_font_t* font = engine_.fonts().face(run.face).font(run.size_px);
    const bool has = hb_font_get_nominal_glyph(font, 0x640, &glyph) != 0;
    widths.push_back(has ? to_pixels(hb_font_get_glyph_h_advance(font, glyph)) : 0);
  }
  // One each in turn, until the room is used.
  float left = room;
  for (std::uint32_t round = 0; round < kMostTatweels; ++round) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (widths[i] <= 0 || widths[i] > left) continue;
      ++places[i].tatweels;
      left -= widths[i];
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.offset < b.offset; });
  float grown = 0;
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    std::vector<Place> own;
    for (const Place& place : places) {
      if (place.run == run && place.tatweels > 0) own.push_back(place);
    }
    if (!own.empty()) grown += insert(run, own);
  }
  return grown;
}

float Stretcher::stretch(float room) {
  text_end_ = line_.end;
  while (text_end_ > line_.start && paragraph_.text[text_end_ - 1] == ' ') --text_end_;
  const float spaces = spaces_width();
  if (spaces <= 0 || room <= 0) return 0;
  const float left = room - std::min(room, spaces * kFirstStretch);
  // Letters that were shaped again may come out a little wider than the kashida itself: the spaces make up
  // for it.
  const float grown = left > 0 ? add_kashidas(left) : 0;
  widen_spaces(room - grown);
  return room;
}

}  // namespace

float stretch_line(Engine& engine, const Paragraph& paragraph, LayoutParts& parts, const Line& line,
                   float room) {
  return Stretcher(engine, paragraph, parts, line).stretch(room);
}

}  // namespace kiosk::text
