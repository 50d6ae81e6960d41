#pragma once
// Where a fact comes from, and whether it may be shown. data/sources.csv lists the sources (id, text, url);
// an item names them and says how sure they are:
//
//   confidence = "H"     an official page, or several sources that agree: shown
//   confidence = "seed"  the commune's own partnerships page: shown
//   confidence = "M"     one decent source: needs to_confirm = true
//   confidence = "L"     refused
//   to_confirm = true    stays in the sources until the commune confirms it; left out of the pack, listed as
//   a note facts = false        the item states no fact (advice, a heading): needs no source

#include <map>

#include "kiosk/content/fields.h"

namespace kiosk::content {

class SourceList {
 public:
  // Until then there is no table, and any id will do.
  void add(const std::vector<Node>& rows, Report& report);
  [[nodiscard]] bool is_known() const { return is_known_; }
  [[nodiscard]] const Source* find(std::string_view id) const;
  [[nodiscard]] std::optional<std::string> nearest_id(std::string_view id) const;

 private:
  std::map<std::string, Source, std::less<>> sources_;
  bool is_known_ = false;
};

struct Provenance {
  std::vector<Source> sources;
  bool is_shown = true;
  bool states_facts = true;
};

// `item` names it in the note.
Provenance read_provenance(Fields& fields, const SourceList& sources, std::string_view item);

}  // namespace kiosk::content
