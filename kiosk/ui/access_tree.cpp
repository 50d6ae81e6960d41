#include "kiosk/ui/access_tree.h"

#include "kiosk/base/overwrite.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kiosk::ui {
namespace {

// A value that is words, not one of the robot's levels or states.
bool has_words(NodeRole role) {
  return role == NodeRole::field || role == NodeRole::quote || role == NodeRole::text;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "؟", "…"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

bool is_of_the_bar(const Node& node) {
  return node.id.starts_with("access.") || node.id.starts_with("lang.");
}

}  // namespace

std::string_view name_of(NodeRole role) {
  switch (role) {
    case NodeRole::alert:
      return "alert";
    case NodeRole::button:
      return "button";
    case NodeRole::checkbox:
      return "checkbox";
    case NodeRole::code:
      return "code";
    case NodeRole::field:
      return "field";
    case NodeRole::heading:
      return "heading";
    case NodeRole::image:
      return "image";
    case NodeRole::key:
      return "key";
    case NodeRole::link:
      return "link";
    case NodeRole::message:
      return "message";
    case NodeRole::pin:
      return "pin";
    case NodeRole::quote:
      return "quote";
    case NodeRole::radio:
      return "radio";
    case NodeRole::slider:
      return "slider";
    case NodeRole::status:
      return "status";
    case NodeRole::tab:
      return "tab";
    case NodeRole::text:
      return "text";
    case NodeRole::timer:
      return "timer";
  }
  return "text";
}

std::string in_sentences(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += ends_sentence(out) ? " " : ". ";
    out += part;
  }
  return out;
}

void AccessTree::clear() { nodes_.clear(); }

void AccessTree::forget() {
  for (Node& node : nodes_) {
    for (std::string* text : {&node.name, &node.value, &node.spoken}) base::overwrite(*text);
  }
  nodes_.clear();
  nodes_.shrink_to_fit();
}

Node& AccessTree::add(Node node) {
  if (node.spoken.empty())
    node.spoken = has_words(node.role) ? in_sentences({node.name, node.value}) : node.name;
  nodes_.push_back(std::move(node));
  return nodes_.back();
}

const Node* AccessTree::find(std::string_view id) const {
  const auto found =
      std::find_if(nodes_.begin(), nodes_.end(), [id](const Node& node) { return node.id == id; });
  return found == nodes_.end() ? nullptr : &*found;
}

bool contains(const Node& node, float x, float y) {
  if (!node.box.contains(x, y)) return false;
  if (node.outline.empty()) return true;
  // Even and odd: how many sides a line from the point to the right crosses.
  bool inside = false;
  for (std::size_t i = 0, k = node.outline.size() - 1; i < node.outline.size(); k = i++) {
    const PixelPoint &a = node.outline[i], &b = node.outline[k];
    if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

const Node* AccessTree::hit(float x, float y) const {
  const Node* top = nullptr;
  const Node* pin = nullptr;
  float nearest = 0;
  for (const Node& node : nodes_) {
    if (!node.focusable || !contains(node, x, y)) continue;
    if (node.role != NodeRole::pin) {
      if (top == nullptr || node.layer >= top->layer) top = &node;
      continue;
    }
    const float away = std::hypot(node.box.x + node.box.width / 2 - x, node.box.y + node.box.height / 2 - y);
    if (pin != nullptr && away > nearest) continue;
    nearest = away;
    pin = &node;
  }
  return top != nullptr ? top : pin;
}

void AccessTree::put_in_focus_order() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) nodes_[i].layer = i;
  const Node* back = find("nav.back");
  const float row = back != nullptr ? back->box.y : std::numeric_limits<float>::infinity();
  const auto rank = [row](const Node& node) {
    if (node.id == "staff.open") return 5;
    if (is_of_the_bar(node)) return 4;
    if (node.id == "nav.back") return 1;
    if (node.id == "nav.home") return 2;
    return node.box.y >= row ? 3 : 0;
  };
  std::stable_sort(nodes_.begin(), nodes_.end(),
                   [&rank](const Node& a, const Node& b) { return rank(a) < rank(b); });
}

void AccessTree::keep_from(std::size_t first) {
  std::vector<Node> kept;
  for (std::size_t i = first; i < nodes_.size(); ++i) kept.push_back(std::move(nodes_[i]));
  for (std::size_t i = 0; i < first; ++i) {
    if (is_of_the_bar(nodes_[i])) kept.push_back(std::move(nodes_[i]));
  }
  nodes_ = std::move(kept);
}

void AccessTree::mark_focus(std::string_view id) {
  for (Node& node : nodes_) node.focused = !id.empty() && node.id == id;
}

}  // namespace kiosk::ui
