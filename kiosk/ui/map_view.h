#pragma once
// A map of coasts with a home and cities around it, as section 7.4 of the design draws it: sea, land, circles
// of equal distance, arcs, pins and names. It is never mirrored. It knows coordinates, pins and words, and no
// page; what lies over it (zoom, chip, sheet) is the caller's, who says where. One value a frame:
//
//   MapView map(ui, scene); map.draw(); ... map.pins();
//
// draw() paints; pins() puts the pins into the tree, where the caller wants them in the order of focus.
// Lengths are design units. Belongs to the screen's thread.

#include "kiosk/ui/interface.h"
#include "kiosk/ui/map_labels.h"
#include "kiosk/ui/map_raster.h"

namespace kiosk::ui {

enum class MapMark { disc, diamond };

struct MapCity {
  std::string id;      // of its node
  std::string name;    // on the map
  std::string spoken;  // what is said of it
  Coordinates at;
  MapMark mark = MapMark::disc;
};

struct MapScene {
  const Coast* coast = nullptr;  // required; of a projection around `home`
  Coordinates home;
  std::string home_name;
  Box box;
  float covered_foot = 0;         // of the box, by what lies over its foot
  std::span<const Box> covered;   // other things over it: neither pin nor name stands there
  MapFrame frame = kRegionFrame;  // the part of the world
  int zoom = 0;                   // 0 .. kMapZooms - 1
  std::span<const MapCity> cities;
  std::optional<std::size_t> chosen;
  std::function<std::string(int)> distance_words;  // "1000 km"
  Colour ground_top, ground_foot;                  // behind its corners
  Offset drag;                                     // from where the map would lie by itself
  bool is_touched = true;                          // or only looked at
};

class MapView {
 public:
  MapView(Interface& ui, const MapScene& scene);
  void draw();
  // The city whose pin was touched.
  std::optional<std::size_t> pins();
  // Cities that have no pin in the window: outside of it, or under something.
  [[nodiscard]] std::size_t outside() const;
  // The drag that was possible.
  [[nodiscard]] Offset drag() const { return drag_; }

 private:
  struct Pin {
    Offset at;
    bool is_seen = false;
  };
  struct Name {
    std::string words;
    Area area;
    Type type;
    Colour colour;
  };

  [[nodiscard]] MapCamera uncovered(MapCamera camera, MapPoint point) const;
  void go();
  void place_pins();
  void place_names();
  void add_ring_names(const std::vector<Area>& taken);
  void draw_tiles();
  void draw_arcs();
  enum class ArcKind { plain, dashed, chosen };
  void draw_arc(std::size_t city, ArcKind kind, float part, float strength);
  [[nodiscard]] Area beginning_of(const MapArc& arc, float part) const;
  void draw_pin(std::size_t city, bool chosen);
  void draw_home();
  void draw_plate();
  void draw_name(const Name& name);
  [[nodiscard]] Box box_of(const Area& area) const;
  [[nodiscard]] PixelBox home_px() const;
  [[nodiscard]] Area touch_area(Offset pin) const;

  Interface& ui_;
  const MapScene& scene_;
  const MapColours& colours_;
  Size window_;
  MapCamera camera_;  // where everything will have arrived
  Offset lag_;        // how far from there it still is
  Offset drag_;
  std::vector<Pin> pins_;
  std::vector<Area> covered_;
  std::vector<Name> names_;
  std::optional<Area> plate_;
  bool plate_is_above_ = true;
};

}  // namespace kiosk::ui
