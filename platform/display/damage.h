#pragma once
// What changed between two frames: the parts of the picture to paint again, and perhaps a part whose pixels
// only moved up or down (a page was scrolled).
//
// The two lists of primitives are laid side by side, as a text tool compares lines. What stands in both, in
// the same order, leaves the same pixels wherever nothing else differs; what stands in one only spoils the
// pixels it covers. Outside the spoilt areas every pixel has the same primitives over it in the same order.
//
// For a move, the old primitives are taken where their pixels would lie after it, and compared in the same
// way: what did not move along (a ground under the scrolled text, a button over it) spoils its pixels again.
// So a move that was guessed wrongly costs time and nothing else.

#include <optional>
#include <vector>

#include "platform/display/areas.h"
#include "platform/display/primitives.h"

namespace platform::display {

struct Move {
  Area from;  // pixels that stay in the picture
  int down;   // pixels, below 0: up

  [[nodiscard]] Area to() const { return from.moved(down); }
};

class Damage {
 public:
  // `textures` knows which texels changed since the old frame was painted.
  void compare(const PrimitiveList& before, const PrimitiveList& after, const TextureStore& textures,
               const kiosk::ui::DrawData& frame);

  // To be made first, before anything is painted.
  [[nodiscard]] const std::optional<Move>& move() const { return move_; }
  [[nodiscard]] const Areas& areas() const { return areas_; }

 private:
  // One primitive's part in a comparison.
  struct Item {
    std::uint64_t key;
    Area area;
    const Primitive* primitive;
  };
  // The same in both lists: its places, and the pair before it in the longest row of pairs that ends here.
  struct Pair {
    std::uint32_t before, after, previous;
  };
  struct Votes {
    int down, count;
  };

  static void list(const PrimitiveList& from, std::vector<Item>& items);
  static void list_part(const PrimitiveList& from, const Area& part, int down, std::vector<Item>& items);
  void compare_items(const TextureStore& textures, int down, const std::optional<Area>& hole);
  void pair_up(std::size_t start, std::size_t end_before, std::size_t end_after);
  void keep_pair(const Item& before, const Item& after, const TextureStore& textures, int down,
                 const std::optional<Area>& hole);
  void spoil(const Area& area, const std::optional<Area>& hole);
  std::optional<Move> find_move(const PrimitiveList& before, const PrimitiveList& after);
  std::optional<int> distance(const PrimitiveList& before, std::uint16_t clip_before,
                              const PrimitiveList& after, std::uint16_t clip_after);
  void vote(int down);

  const kiosk::ui::DrawData* frame_ = nullptr;  // while comparing
  std::optional<Move> move_;
  Areas areas_;
  // Kept between frames, so that a steady one allocates nothing.
  std::vector<Item> before_, after_;
  std::vector<std::uint32_t> table_, next_, ends_, chosen_;
  std::vector<Pair> pairs_;
  std::vector<Votes> votes_;
};

}  // namespace platform::display
