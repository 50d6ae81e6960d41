#include "kiosk/ui/access_tree.h"

#include "tests/support/catch.h"

using namespace kiosk::ui;

namespace {

Node control(std::string id, float y) {
  Node node;
  node.id = std::move(id);
  node.name = node.id;
  node.box = {0, y, 100, 100};
  node.focusable = true;
  return node;
}

std::vector<std::string> ids(const AccessTree& tree) {
  std::vector<std::string> out;
  for (const Node& node : tree.nodes()) out.push_back(node.id);
  return out;
}

}  // namespace

TEST_CASE(
    "focus goes through the page, then back, home, the primary, the bar, and the staff's door is last") {
  AccessTree tree;
  for (const auto& [id, y] : std::vector<std::pair<std::string, float>>{{"staff.open", 10},
                                                                        {"nav.home", 1592},
                                                                        {"nav.back", 1592},
                                                                        {"complaint.continue", 1592},
                                                                        {"access.size", 1798},
                                                                        {"first", 300},
                                                                        {"second", 500}}) {
    tree.add(control(id, y));
  }
  tree.put_in_focus_order();
  CHECK(ids(tree) == std::vector<std::string>{"first", "second", "nav.back", "nav.home", "complaint.continue",
                                              "access.size", "staff.open"});
}

TEST_CASE("what was drawn last is touched first, whatever the order of focus") {
  AccessTree tree;
  tree.add(control("access.size", 100));
  tree.add(control("above", 100));
  tree.put_in_focus_order();
  CHECK(tree.nodes().front().id == "above");
  REQUIRE(tree.hit(50, 150) != nullptr);
  CHECK(tree.hit(50, 150)->id == "above");
}
