#pragma once
// The accessibility tree: what is on the screen, in focus order, as the widgets themselves say while they
// draw. It is what the robot reads, what the keypad's focus walks, and what a voice speaks. Rectangles are
// pixels of the picture.
//
// Texts are copies that end with the next frame; when a visit ends they are overwritten.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/ui/geometry.h"

namespace kiosk::ui {

enum class NodeRole {
  alert,
  button,
  checkbox,
  code,
  field,
  heading,
  image,
  key,
  link,
  message,
  pin,
  quote,
  radio,
  slider,
  status,
  tab,
  text,
  timer
};
std::string_view name_of(NodeRole role);

// "Saved. Sent at 10:24": what is said one after the other; empty parts are left out.
std::string in_sentences(std::initializer_list<std::string_view> parts);

struct Node {
  std::string id;
  NodeRole role = NodeRole::text;
  std::string name;    // what is seen
  std::string value;   // a field's text, a setting's level
  std::string spoken;  // what is said; if nothing else was given the name, and the value where it is words
  PixelBox box;
  std::vector<PixelPoint> outline;         // of what is not a rectangle: touched only inside it
  std::optional<base::Language> language;  // of its words; none: the interface's, once it is in the tree
  bool focusable = false;
  bool focused = false;
  bool enabled = true;
  bool selected = false;
  bool repeats = false;   // held down, it acts again and again
  bool steps = false;     // with it: slowly enough to count along
  bool follows = false;   // held down, it keeps the finger wherever that goes
  std::size_t layer = 0;  // what was drawn later lies over what was drawn before
};

// Whether a touch at this pixel is for the node.
bool contains(const Node& node, float x, float y);

class AccessTree {
 public:
  void clear();
  void forget();  // clear, and overwrite every text
  Node& add(Node node);
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node* find(std::string_view id) const;
  // The topmost control under a point: the last one drawn that contains it. Pins of a map lie under
  // everything else; of pins that overlap the nearest is meant.
  [[nodiscard]] const Node* hit(float x, float y) const;
  // Leaves only nodes added after `first` and those of the bar, which stays live under an overlay.
  void keep_from(std::size_t first);
  void mark_focus(std::string_view id);
  // From the order of drawing to the order of focus (design 12.4): the page, back, home, the rest of their
  // row, the bar; last the staff's door.
  void put_in_focus_order();

 private:
  std::vector<Node> nodes_;
};

}  // namespace kiosk::ui
