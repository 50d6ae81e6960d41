#pragma once
// The lists of a pack: partner cities, agreements and their periods, who receives complaints about what, and
// the arrondissements. Plain values; slugs are stable names (twin.<slug>, agreement.<slug>,
// complaint.category.<slug>).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/content/article.h"
#include "kiosk/content/local_text.h"

namespace kiosk::content {

struct Twin {
  enum class Relation { twin, project };  // a twin city, or a partner in a common project
  std::string slug;
  Relation relation = Relation::twin;
  LocalText name;
  LocalText country;
  LocalText words;                  // one or two sentences
  int year = 0;                     // since when
  std::optional<double> latitude;   // degrees, north positive, to a tenth
  std::optional<double> longitude;  // degrees, east positive
  std::string story;                // slug of an article; may be empty
  std::vector<Source> sources;
  bool operator==(const Twin&) const = default;
};

struct Period {
  std::string slug;  // "2003-2009"
  int first_year = 0;
  int last_year = 0;  // included: 2009 belongs to both periods
  LocalText title;
  LocalText note;  // what the list of this period is and is not
  bool operator==(const Period&) const = default;
};

struct Agreement {
  enum class Field { economy, society, culture, environment };
  std::string slug;
  Field field = Field::society;
  int first_year = 0;
  int last_year = 0;  // first_year when it is one year, 0 when it has no known end
  LocalText title;
  LocalText partner;
  LocalText aim;
  LocalText state;
  std::string story;  // slug of an article; may be empty
  std::vector<Source> sources;
  bool operator==(const Agreement&) const = default;
};

struct Service {  // who receives complaints
  std::string slug;
  LocalText name;
  bool operator==(const Service&) const = default;
};

// What the form asks besides, of one category only; shaped as an attribute of Open311.
struct Question {
  enum class Kind { one, several, number, text };  // of the values; else a whole number, a line of text
  struct Value {
    std::string key;  // a slug
    LocalText words;
    bool operator==(const Value&) const = default;
  };
  std::string code;  // a slug that no other question has, of whatever category
  Kind kind = Kind::one;
  bool required = false;  // else it is offered
  LocalText label;        // a name of two words, for lists: "Pole number"
  LocalText words;        // the question itself
  std::vector<Value> values;
  int most = 0;  // of a number; the least is 0
  bool operator==(const Question&) const = default;
};

struct Category {
  std::string slug;
  std::string icon;
  std::string service;  // slug of a Service, always there
  LocalText name;
  std::vector<Question> questions;  // in the order they are asked
  bool operator==(const Category&) const = default;
};

struct District {
  struct Neighbourhood {
    std::string slug;
    LocalText name;
    bool operator==(const Neighbourhood&) const = default;
  };
  std::string slug;
  std::string code;  // of the census office (HCP)
  LocalText name;
  std::vector<Neighbourhood> neighbourhoods;
  bool operator==(const District&) const = default;
};

}  // namespace kiosk::content
