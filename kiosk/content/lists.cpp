#include "kiosk/content/lists.h"

#include <algorithm>
#include <array>

#include "kiosk/content/limits.h"

namespace kiosk::content {
namespace {

using base::cat;

constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr std::size_t kMaxCode = 20;
constexpr std::size_t kMaxSlides = 4;       // a round of the attract loop (DESIGN 14/01)
constexpr std::size_t kMaxCategories = 17;  // nine cards, the last leads to nine more (DESIGN 14/10)

// One row's fields and what every row has: a slug that is there once.
template <typename Item>
class RowReader {
 public:
  RowReader(const Node& row, const std::vector<Item>& before, Reading& reading)
      : fields(row, reading.report), reading_(reading) {
    slug = fields.slug("slug", Need::required);
    for (const Item& other : before) {
      if (other.slug == slug && !slug.empty()) {
        reading.report.error(fields.place("slug"), "duplicate",
                             say("«{name}» is there twice; every «{field}» is given once",
                                 {{"name", slug}, {"field", "slug"}}));
      }
    }
  }

  // A page that the row leads to.
  std::string story() {
    std::string to = fields.slug("story", Need::optional);
    if (!to.empty()) reading_.links.push_back({to, fields.place("story")});
    return to;
  }

  int year(std::string_view name, Need need) {
    return static_cast<int>(fields.integer(name, need, kFirstYear, kLastYear).value_or(0));
  }

  Fields fields;
  std::string slug;

 private:
  Reading& reading_;
};

bool is_in_a_period(int year, const std::vector<Period>& periods) {
  return std::any_of(periods.begin(), periods.end(), [year](const Period& period) {
    return year >= period.first_year && year <= period.last_year;
  });
}

template <typename Item>
std::vector<std::string_view> slugs_of(const std::vector<Item>& items) {
  std::vector<std::string_view> slugs;
  for (const Item& item : items) slugs.push_back(item.slug);
  return slugs;
}

// Tables that others name rows of.
constexpr std::string_view kServices = "services", kDistricts = "districts", kPeriods = "periods";

// The row that a field names, of those that are shown; of a table that could not be read, any.
struct RowNames {
  std::string_view table;
  std::vector<std::string_view> shown;
};
std::string row_named(std::string_view field, const RowNames& rows, Fields& fields, const Reading& reading) {
  if (reading.unread.contains(rows.table)) return fields.slug(field, Need::required);
  const std::string name = fields.plain(field, Need::required, kMaxSlugSize);
  if (!reading.waiting.contains(cat(rows.table, "/", name)))
    return fields.one_of(field, Need::required, rows.shown);
  fields.report().error(
      fields.place(field), "waiting",
      say("«{name}» waits for the commune's word (to_confirm in {table}): until then name another one",
          {{"name", name}, {"table", cat("data/", rows.table, ".csv")}}));
  return {};
}

void need_some(const Table& table, bool is_empty, Reading& reading) {
  if (is_empty)
    reading.report.error(table.source.whole(), "empty", say("this table has no row to show: write one"));
}

}  // namespace

void read_slides(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<Slide> in(row, contents.slides, reading);
    Slide slide{in.slug, read_picture(in.fields, Need::required, reading),
                in.fields.words("title", Need::required, kMaxName),
                in.fields.words("line", Need::required, kMaxLine)};
    in.fields.finish();
    if (contents.slides.size() == kMaxSlides)
      reading.report.error(
          in.fields.place(), "too-many",
          say("there are at most {most} slides: take the others out", {{"most", kMaxSlides}}));
    contents.slides.push_back(std::move(slide));
  }
  need_some(table, contents.slides.empty(), reading);
}

void read_twins(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<Twin> in(row, contents.twins, reading);
    Twin twin;
    twin.slug = in.slug;
    twin.relation = in.fields.one_of<Twin::Relation>("relation");
    twin.name = in.fields.words("name", Need::required, kMaxName);
    twin.country = in.fields.words("country", Need::required, kMaxName);
    twin.words = in.fields.words("words", Need::required, kMaxSentence);
    twin.year = in.year("year", Need::optional);
    twin.latitude = in.fields.decimal("latitude", Need::optional, -90, 90);
    twin.longitude = in.fields.decimal("longitude", Need::optional, -180, 180);
    twin.story = in.story();
    const Provenance provenance = read_provenance(in.fields, reading.sources, in.slug);
    twin.sources = provenance.sources;
    in.fields.finish();
    if (in.fields.has("latitude") != in.fields.has("longitude")) {
      reading.report.error(in.fields.place(), "place",
                           say("a place needs its latitude and its longitude: write both or none"));
    }
    if (provenance.is_shown) contents.twins.push_back(std::move(twin));
  }
}

void read_periods(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<Period> in(row, contents.periods, reading);
    Period period{in.slug, in.year("first_year", Need::required), in.year("last_year", Need::required),
                  in.fields.words("title", Need::required, kMaxTitle),
                  in.fields.words("note", Need::required, kMaxSentence)};
    in.fields.finish();
    if (period.last_year < period.first_year) {
      reading.report.error(in.fields.place("last_year"), "out-of-range",
                           say("the period ends before it begins"));
    }
    contents.periods.push_back(std::move(period));
  }
}

void read_agreements(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<Agreement> in(row, contents.agreements, reading);
    Agreement agreement;
    agreement.slug = in.slug;
    agreement.field = in.fields.one_of<Agreement::Field>("field");
    agreement.first_year = in.year("first_year", Need::required);
    agreement.last_year = in.year("last_year", Need::optional);
    agreement.title = in.fields.words("title", Need::required, kMaxTitle);
    agreement.partner = in.fields.words("partner", Need::required, kMaxTitle);
    agreement.aim = in.fields.words("aim", Need::required, kMaxSentence);
    agreement.state = in.fields.words("state", Need::required, kMaxSentence);
    agreement.story = in.story();
    const Provenance provenance = read_provenance(in.fields, reading.sources, in.slug);
    agreement.sources = provenance.sources;
    in.fields.finish();
    if (agreement.last_year != 0 && agreement.last_year < agreement.first_year) {
      reading.report.error(in.fields.place("last_year"), "out-of-range",
                           say("the agreement ends before it begins"));
    }
    const bool in_a_period =
        reading.unread.contains(kPeriods) || is_in_a_period(agreement.first_year, contents.periods);
    if (agreement.first_year != 0 && !in_a_period) {
      reading.report.error(
          in.fields.place("first_year"), "out-of-range",
          say("no period of data/periods.csv holds this year: nobody would find the agreement"));
    }
    if (provenance.is_shown) contents.agreements.push_back(std::move(agreement));
  }
  std::stable_sort(contents.agreements.begin(), contents.agreements.end(),
                   [](const Agreement& a, const Agreement& b) { return a.first_year > b.first_year; });
}

void read_services(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<Service> in(row, contents.services, reading);
    Service service{in.slug, in.fields.words("name", Need::required, kMaxTitle)};
    const Provenance provenance = read_provenance(in.fields, reading.sources, in.slug);
    in.fields.finish();
    if (provenance.is_shown) contents.services.push_back(std::move(service));
    if (!provenance.is_shown) reading.waiting.insert(cat(kServices, "/", in.slug));
  }
}

void read_categories(const Table& table, Reading& reading, Contents& contents) {
  const RowNames services{kServices, slugs_of(contents.services)};
  for (const Node& row : table.rows) {
    RowReader<Category> in(row, contents.categories, reading);
    Category category{in.slug,
                      in.fields.one_of("icon", Need::required, icon_names()),
                      {},
                      in.fields.words("name", Need::required, kMaxName),
                      {}};
    if (!in.fields.has("service")) {
      reading.report.error(
          in.fields.place("service"), "no-service",
          say("nobody receives complaints about «{category}»: name a service of data/services.csv",
              {{"category", in.slug}}));
      in.fields.slug("service", Need::optional);
    } else {
      category.service = row_named("service", services, in.fields, reading);
    }
    in.fields.finish();
    if (contents.categories.size() == kMaxCategories) {
      reading.report.error(in.fields.place(), "too-many",
                           say("the choice page has room for {most} categories: take the others out",
                               {{"most", kMaxCategories}}));
    }
    contents.categories.push_back(std::move(category));
  }
  need_some(table, contents.categories.empty(), reading);
}

void read_districts(const Table& table, Reading& reading, Contents& contents) {
  for (const Node& row : table.rows) {
    RowReader<District> in(row, contents.districts, reading);
    District district{in.slug,
                      in.fields.plain("code", Need::required, kMaxCode),
                      in.fields.words("name", Need::required, kMaxName),
                      {}};
    const Provenance provenance = read_provenance(in.fields, reading.sources, in.slug);
    in.fields.finish();
    if (provenance.is_shown) contents.districts.push_back(std::move(district));
    if (!provenance.is_shown) reading.waiting.insert(cat(kDistricts, "/", in.slug));
  }
  need_some(table, contents.districts.empty(), reading);
}

void read_neighbourhoods(const Table& table, Reading& reading, Contents& contents) {
  const RowNames districts{kDistricts, slugs_of(contents.districts)};
  std::vector<District::Neighbourhood> all;
  for (const Node& row : table.rows) {
    RowReader<District::Neighbourhood> in(row, all, reading);
    District::Neighbourhood neighbourhood{in.slug, in.fields.words("name", Need::required, kMaxName)};
    const std::string district = row_named("district", districts, in.fields, reading);
    const Provenance provenance = read_provenance(in.fields, reading.sources, in.slug);
    in.fields.finish();
    all.push_back(neighbourhood);
    for (District& place : contents.districts) {
      if (place.slug == district && provenance.is_shown) place.neighbourhoods.push_back(neighbourhood);
    }
  }
}

}  // namespace kiosk::content
