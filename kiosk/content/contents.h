#pragma once
// Everything a pack shows, as plain values: what the sources become when they are checked, what a pack
// carries, what a Catalogue serves. Order is the order on screen. Only facts that are confirmed are here; the
// rest stayed in the sources.

#include <string>
#include <vector>

#include "kiosk/content/article.h"
#include "kiosk/content/campaign.h"
#include "kiosk/content/local_text.h"
#include "kiosk/content/tables.h"

namespace kiosk::content {

// Another way to be heard, beside this kiosk.
struct Route {
  std::string slug;
  LocalText name;
  LocalText words;
  std::string address;  // telephone number or site, written left to right; may be empty
  bool operator==(const Route&) const = default;
};

struct Site {
  LocalText commune;        // "جماعة سلا"
  LocalText city;           // "سلا"
  LocalText cell;           // the complaints cell
  LocalText hours;          // legal working hours of the offices
  LocalText ramadan_hours;  // the same, in Ramadan
  LocalText paper_form;     // where the paper form is when the kiosk cannot keep a complaint
  int answer_days = 0;      // the law's deadline for an answer
  LocalText answer_basis;   // which text sets it
  std::vector<Route> routes;
  std::vector<LocalText> cannot_handle;  // what the cell may not take
  std::string declaration;               // number at the data-protection commission; empty until it is known
  bool operator==(const Site&) const = default;
};

struct Slide {  // of the attract loop
  std::string slug;
  std::string picture;
  LocalText title;
  LocalText line;
  bool operator==(const Slide&) const = default;
};

// A photograph that travels in the pack, as the object "picture/<slug>".
struct Picture {
  std::string slug;
  LocalText alt;       // what is to be seen, for those who do not see it
  std::string credit;  // who took it, and who lets it be shown
  bool operator==(const Picture&) const = default;
};

struct Contents {
  Site site;
  std::vector<Picture> pictures;
  std::vector<Slide> slides;
  std::vector<Translated<Article>> articles;
  std::vector<Translated<Tip>> tips;
  std::vector<Twin> twins;
  std::vector<Period> periods;
  std::vector<Agreement> agreements;  // newest first
  Tariff tariff;
  std::vector<Campaign> campaigns;
  std::vector<Service> services;
  std::vector<Category> categories;
  std::vector<District> districts;
  bool operator==(const Contents&) const = default;
};

}  // namespace kiosk::content
