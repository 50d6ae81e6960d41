#pragma once
// The lists of the sources: CSV tables (cities, agreements, periods, slides, categories, services, districts)
// and the TOML files that hold the site's words, the campaigns and the questions of categories. Every
// function fills its part of the contents with what is sound and confirmed, and reports the rest. Only the
// pack tool comes here.

#include "kiosk/content/contents.h"
#include "kiosk/content/pages.h"

namespace kiosk::content {

struct Table {
  const SourceText& source;
  std::vector<Node> rows;
};

void read_slides(const Table& table, Reading& reading, Contents& contents);
void read_twins(const Table& table, Reading& reading, Contents& contents);
void read_periods(const Table& table, Reading& reading, Contents& contents);
void read_agreements(const Table& table, Reading& reading, Contents& contents);  // after the periods
void read_services(const Table& table, Reading& reading, Contents& contents);
void read_categories(const Table& table, Reading& reading, Contents& contents);  // after the services
void read_districts(const Table& table, Reading& reading, Contents& contents);
void read_neighbourhoods(const Table& table, Reading& reading, Contents& contents);  // after the districts

// data/questions.toml, after the categories.
void read_questions(const Node& root, Reading& reading, Contents& contents);

// data/site.toml; gives the edition's day, which a pack takes as its date unless told another.
std::optional<Day> read_site(const Node& root, Reading& reading, Contents& contents);
void read_campaigns(const Node& root, Reading& reading,
                    Contents& contents);  // data/campaigns.toml, after the site and the tips

}  // namespace kiosk::content
