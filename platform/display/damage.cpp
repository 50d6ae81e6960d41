#include "platform/display/damage.h"

#include <bit>

namespace platform::display {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFFU;
// A move is looked for where a frame paints at least this many pixels: below, painting is as quick.
constexpr std::int64_t kWorthMoving = 64 * 1024;
// Pixels moved in the time of one painted: measured on an article under a finger (repaint_test.cpp).
constexpr std::int64_t kMovesForOne = 4;
constexpr int kMinVotes = 8;               // primitives that moved alike, or it is not a scrolled page
constexpr std::size_t kMaxDistances = 64;  // different distances that are counted
constexpr int kMaxTwins =
    4;  // of the same primitive at other heights (a letter in every line) that are asked

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0xD6E8FEB86659FD93U;
  return hash ^ hash >> 32;
}

// Of what a primitive leaves in an area. A gradient's rows are looked at one by one instead: a page's ground
// is cut differently by each part that is compared.
std::uint64_t key_of(const Primitive& primitive, const Area& area, int top) {
  const bool by_height = primitive.kind == Primitive::Kind::textured;
  const bool by_rows = primitive.kind == Primitive::Kind::gradient;
  std::uint64_t key = mixed(primitive.content, by_height ? static_cast<std::uint32_t>(top) : 0);
  const auto two = [](int a, int b) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 | static_cast<std::uint32_t>(b);
  };
  return mixed(mixed(key, two(area.left, by_rows ? 0 : area.top)),
               two(area.right, by_rows ? 0 : area.bottom));
}

// Where in a table of 2^n places a key is, or would be. `key_at` gives the key of what a place holds.
template <typename KeyAt>
std::size_t place_of(std::span<const std::uint32_t> table, std::uint64_t key, const KeyAt& key_at) {
  std::size_t place = static_cast<std::size_t>(key >> 20) & (table.size() - 1);
  while (table[place] != kNone && key_at(table[place]) != key) place = (place + 1) & (table.size() - 1);
  return place;
}

void make_table(std::vector<std::uint32_t>& table, std::size_t count) {
  table.assign(std::bit_ceil(2 * count + 1), kNone);
}

}  // namespace

void Damage::compare(const PrimitiveList& before, const PrimitiveList& after, const TextureStore& textures,
                     const kiosk::ui::DrawData& frame) {
  frame_ = &frame;
  move_.reset();
  areas_.clear();
  list(before, before_);
  list(after, after_);
  compare_items(textures, 0, std::nullopt);
  if (areas_.pixels() < kWorthMoving) return;
  move_ = find_move(before, after);
  if (!move_) return;
  const Areas without = areas_;
  areas_.clear();
  const Area to = move_->to();
  compare_items(textures, 0, to);
  list_part(before, move_->from, move_->down, before_);
  list_part(after, to, 0, after_);
  compare_items(textures, move_->down, std::nullopt);
  if (areas_.pixels() + to.pixels() / kMovesForOne < without.pixels()) return;
  move_.reset();
  areas_ = without;
}

void Damage::list(const PrimitiveList& from, std::vector<Item>& items) {
  items.clear();
  for (const Primitive& primitive : from.all())
    items.push_back({key_of(primitive, primitive.area, primitive.top), primitive.area, &primitive});
}

void Damage::list_part(const PrimitiveList& from, const Area& part, int down, std::vector<Item>& items) {
  items.clear();
  for (const Primitive& primitive : from.all()) {
    const Area area = common(primitive.area, part).moved(down);
    if (area.is_empty()) continue;
    std::uint64_t key = key_of(primitive, area, primitive.top + down);
    if (down != 0 && !primitive.can_move) key = ~key;  // never the same as one that was not moved
    items.push_back({key, area, &primitive});
  }
}

void Damage::compare_items(const TextureStore& textures, int down, const std::optional<Area>& hole) {
  const auto same = [this](std::size_t i, std::size_t j) { return before_[i].key == after_[j].key; };
  std::size_t start = 0, end_before = before_.size(), end_after = after_.size();
  while (start < end_before && start < end_after && same(start, start)) ++start;
  while (end_before > start && end_after > start && same(end_before - 1, end_after - 1))
    --end_before, --end_after;
  pair_up(start, end_before, end_after);
  std::size_t i = 0, j = 0;
  const auto spoil_until = [&](std::size_t next_before, std::size_t next_after) {
    for (; i < next_before; ++i) spoil(before_[i].area, hole);
    for (; j < next_after; ++j) spoil(after_[j].area, hole);
  };
  const auto keep = [&](std::size_t in_before, std::size_t in_after) {
    spoil_until(in_before, in_after);
    keep_pair(before_[i++], after_[j++], textures, down, hole);
  };
  for (std::size_t at = 0; at < start; ++at) keep(at, at);
  for (const std::uint32_t pair : chosen_) keep(pairs_[pair].before, pairs_[pair].after);
  for (std::size_t at = 0; end_before + at < before_.size(); ++at) keep(end_before + at, end_after + at);
  spoil_until(before_.size(), after_.size());
}

// The longest row of pairs that stand in both lists in the same order, from `start` to the two ends.
void Damage::pair_up(std::size_t start, std::size_t end_before, std::size_t end_after) {
  pairs_.clear();
  chosen_.clear();
  ends_.clear();
  if (start == end_before || start == end_after) return;
  make_table(table_, end_before - start);
  next_.assign(before_.size(), kNone);
  const auto key_at = [this](std::uint32_t at) { return before_[at].key; };
  for (std::size_t i = end_before; i-- > start;) {  // from the end: the first of the same is found first
    std::uint32_t& first = table_[place_of(table_, before_[i].key, key_at)];
    next_[i] = first;
    first = static_cast<std::uint32_t>(i);
  }
  for (std::size_t j = start; j < end_after; ++j) {
    std::uint32_t& first = table_[place_of(table_, after_[j].key, key_at)];
    if (first == kNone) continue;
    const std::uint32_t i = first;
    if (next_[i] != kNone) first = next_[i];  // each of several is used once, but the last
    const auto ends_before = [this](std::uint32_t pair, std::uint32_t at) {
      return pairs_[pair].before < at;
    };
    const auto end = std::lower_bound(ends_.begin(), ends_.end(), i, ends_before);
    const std::uint32_t previous = end == ends_.begin() ? kNone : *(end - 1);
    pairs_.push_back({i, static_cast<std::uint32_t>(j), previous});
    const auto number = static_cast<std::uint32_t>(pairs_.size() - 1);
    if (end == ends_.end()) {
      ends_.push_back(number);
    } else {
      *end = number;
    }
  }
  for (std::uint32_t at = ends_.empty() ? kNone : ends_.back(); at != kNone; at = pairs_[at].previous)
    chosen_.push_back(at);
  std::reverse(chosen_.begin(), chosen_.end());
}

void Damage::spoil(const Area& area, const std::optional<Area>& hole) {
  if (hole) {
    areas_.add_around(area, *hole);
  } else {
    areas_.add(area);
  }
}

void Damage::keep_pair(const Item& before, const Item& after, const TextureStore& textures, int down,
                       const std::optional<Area>& hole) {
  const Primitive& primitive = *after.primitive;
  if (textures.has_changes() && !primitive.texels.is_empty() &&
      textures.is_changed(primitive.texture, primitive.texels)) {
    return spoil(after.area, hole);
  }
  if (primitive.kind != Primitive::Kind::gradient) return;
  // Rows that only one of them has.
  const int top = std::max(before.area.top, after.area.top);
  const int bottom = std::max(top, std::min(before.area.bottom, after.area.bottom));
  for (const Area& area : {before.area, after.area}) {
    spoil({area.left, area.top, area.right, std::min(top, area.bottom)}, hole);
    spoil({area.left, std::max(bottom, area.top), area.right, area.bottom}, hole);
  }
  // The same gradient at another height: rows that have another colour now.
  const int shift = primitive.top - before.primitive->top - down;
  if (shift == 0) return;
  const Quad quad = quad_of(*frame_, primitive);
  int from = top;
  for (int y = from; y <= bottom; ++y) {
    if (y < bottom && colour_of_row(quad, y) != colour_of_row(quad, y + shift)) continue;
    spoil({after.area.left, from, after.area.right, y}, hole);
    from = y + 1;
  }
}

std::optional<Move> Damage::find_move(const PrimitiveList& before, const PrimitiveList& after) {
  std::optional<Move> best;
  for (std::size_t i = 0; i < after.clips().size(); ++i) {
    const auto same = std::find(before.clips().begin(), before.clips().end(), after.clips()[i]);
    if (same == before.clips().end()) continue;
    const auto clip_before = static_cast<std::uint16_t>(same - before.clips().begin());
    const std::optional<int> down = distance(before, clip_before, after, static_cast<std::uint16_t>(i));
    if (!down) continue;
    const Area& clip = after.clips()[i];
    const Move move{common(clip, clip.moved(-*down)), *down};
    if (!best || move.from.pixels() > best->from.pixels()) best = move;
  }
  return best && best->from.pixels() > 0 ? best : std::nullopt;
}

// How far most of what is clipped alike moved; nothing if most of it did not.
std::optional<int> Damage::distance(const PrimitiveList& before, std::uint16_t clip_before,
                                    const PrimitiveList& after, std::uint16_t clip_after) {
  const auto may_vote = [](const Primitive& primitive, std::uint16_t clip) {
    return primitive.clip == clip && primitive.kind == Primitive::Kind::textured && primitive.can_move;
  };
  const std::span<const Primitive> old = before.all();
  make_table(table_, old.size());
  next_.assign(old.size(), kNone);
  const auto key_at = [&old](std::uint32_t at) { return old[at].content; };
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (!may_vote(old[i], clip_before)) continue;
    std::uint32_t& first = table_[place_of(table_, old[i].content, key_at)];
    next_[i] = first;
    first = static_cast<std::uint32_t>(i);
  }
  votes_.clear();
  int voters = 0;
  for (const Primitive& primitive : after.all()) {
    if (!may_vote(primitive, clip_after)) continue;
    ++voters;
    std::uint32_t twin = table_[place_of(table_, primitive.content, key_at)];
    for (int i = 0; i < kMaxTwins && twin != kNone; ++i, twin = next_[twin])
      vote(primitive.top - old[twin].top);
  }
  const auto most = std::max_element(votes_.begin(), votes_.end(),
                                     [](const Votes& a, const Votes& b) { return a.count < b.count; });
  if (most == votes_.end() || most->down == 0) return std::nullopt;
  if (most->count < kMinVotes || 2 * most->count < voters) return std::nullopt;
  return most->down;
}

void Damage::vote(int down) {
  const auto known =
      std::find_if(votes_.begin(), votes_.end(), [down](const Votes& votes) { return votes.down == down; });
  if (known != votes_.end()) {
    ++known->count;
  } else if (votes_.size() < kMaxDistances) {
    votes_.push_back({down, 1});
  }
}

}  // namespace platform::display
