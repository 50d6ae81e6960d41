#include "kiosk/content/codec.h"

#include <algorithm>
#include <concepts>

#include "kiosk/base/json.h"
#include "kiosk/base/time.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/manifest.h"
#include "kiosk/content/vocabulary.h"

namespace kiosk::content {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kOnly = "all";  // the name of a document whose kind has one

// The lists travel in groups that change together.
struct Cities {
  std::vector<Twin> twins;
};
struct Agreements {
  std::vector<Period> periods;
  std::vector<Agreement> agreements;
};
struct Campaigns {
  Tariff tariff;
  std::vector<Campaign> campaigns;
};
struct Complaints {
  std::vector<Service> services;
  std::vector<Category> categories;
  std::vector<District> districts;
};
struct Pictures {
  std::vector<Picture> pictures;
};
struct Front {
  Site site;
  std::vector<Slide> slides;
};

// fields() names the members of a type once, for the writer (const) and the reader alike.
template <typename T, typename Type>
concept As = std::same_as<std::remove_const_t<T>, Type>;

void fields(auto& f, As<LocalText> auto& t) {
  for (const base::Language language : base::kLanguages) f(base::code_of(language), t.own(language));
}
void fields(auto& f, As<Span> auto& s) {
  f("kind", s.kind), f("begin", s.begin), f("end", s.end), f("page", s.page);
}
void fields(auto& f, As<Block> auto& b) {
  f("kind", b.kind), f("number", b.number), f("text", b.text), f("spans", b.spans);
}
void fields(auto& f, As<Source> auto& s) { f("text", s.text), f("url", s.url); }
void fields(auto& f, As<KeyFigure> auto& k) { f("number", k.number), f("words", k.words); }
void fields(auto& f, As<Figure> auto& g) {
  f("kind", g.kind), f("title", g.title), f("words", g.words), f("items", g.items);
}
void fields(auto& f, As<ChartValue> auto& v) { f("number", v.number), f("words", v.words); }
void fields(auto& f, As<ChartRow> auto& r) { f("icon", r.icon), f("label", r.label), f("values", r.values); }
void fields(auto& f, As<Chart> auto& c) {
  f("title", c.title), f("words", c.words), f("waiting", c.waiting), f("series", c.series);
  f("rows", c.rows), f("full", c.full), f("to", c.to), f("link", c.link), f("sources", c.sources);
}
void fields(auto& f, As<Chapter> auto& c) {
  f("label", c.label), f("title", c.title), f("icon", c.icon), f("figures", c.figures);
  f("figure", c.figure), f("chart", c.chart), f("body", c.body);
}
void fields(auto& f, As<Highlight> auto& h) {
  f("number", h.number), f("title", h.title), f("words", h.words);
}
void fields(auto& f, As<Point> auto& p) { f("icon", p.icon), f("title", p.title), f("words", p.words); }
void fields(auto& f, As<Card> auto& c) {
  f("to", c.to), f("title", c.title), f("words", c.words), f("icon", c.icon), f("picture", c.picture);
}
void fields(auto& f, As<Article> auto& a) {
  f("section", a.section), f("title", a.title), f("lead", a.lead), f("icon", a.icon), f("picture", a.picture);
  f("highlight", a.highlight), f("points", a.points), f("cards", a.cards), f("chart", a.chart);
  f("chapters", a.chapters), f("sources", a.sources);
}
void fields(auto& f, As<Tip> auto& t) {
  f("title", t.title), f("line", t.line), f("icon", t.icon), f("body", t.body), f("sources", t.sources);
}
void fields(auto& f, As<Route> auto& r) {
  f("slug", r.slug), f("name", r.name), f("words", r.words), f("address", r.address);
}
void fields(auto& f, As<Site> auto& s) {
  f("commune", s.commune), f("city", s.city), f("cell", s.cell), f("hours", s.hours);
  f("ramadan_hours", s.ramadan_hours), f("paper_form", s.paper_form), f("answer_days", s.answer_days);
  f("answer_basis", s.answer_basis), f("routes", s.routes), f("cannot_handle", s.cannot_handle);
  f("declaration", s.declaration);
}
void fields(auto& f, As<Slide> auto& s) {
  f("slug", s.slug), f("picture", s.picture), f("title", s.title), f("line", s.line);
}
void fields(auto& f, As<Twin> auto& t) {
  f("slug", t.slug), f("relation", t.relation), f("name", t.name), f("country", t.country),
      f("words", t.words);
  f("year", t.year), f("latitude", t.latitude), f("longitude", t.longitude), f("story", t.story);
  f("sources", t.sources);
}
void fields(auto& f, As<Period> auto& p) {
  f("slug", p.slug), f("first_year", p.first_year), f("last_year", p.last_year), f("title", p.title);
  f("note", p.note);
}
void fields(auto& f, As<Agreement> auto& a) {
  f("slug", a.slug), f("field", a.field), f("first_year", a.first_year), f("last_year", a.last_year);
  f("title", a.title), f("partner", a.partner), f("aim", a.aim), f("state", a.state), f("story", a.story);
  f("sources", a.sources);
}
void fields(auto& f, As<EstimatorInput> auto& i) {
  f("key", i.key), f("unit", i.unit), f("label", i.label), f("min", i.min), f("max", i.max),
      f("step", i.step);
  f("start", i.start);
}
void fields(auto& f, As<Campaign> auto& c) {
  f("slug", c.slug), f("icon", c.icon), f("tab", c.tab), f("question", c.question), f("before", c.before);
  f("after", c.after), f("first_day", c.first_day), f("last_day", c.last_day), f("formula", c.formula);
  f("inputs", c.inputs), f("tips", c.tips);
}
void fields(auto& f, As<Tariff::Band> auto& b) { f("up_to_kwh", b.up_to_kwh), f("dirham_e4", b.dirham_e4); }
void fields(auto& f, As<Tariff> auto& t) {
  f("year", t.year), f("dirham_e4", t.dirham_e4), f("bands", t.bands), f("words", t.words);
  f("sources", t.sources);
}
void fields(auto& f, As<Service> auto& s) { f("slug", s.slug), f("name", s.name); }
void fields(auto& f, As<Question::Value> auto& v) { f("key", v.key), f("words", v.words); }
void fields(auto& f, As<Question> auto& q) {
  f("code", q.code), f("kind", q.kind), f("required", q.required), f("label", q.label);
  f("words", q.words), f("values", q.values), f("most", q.most);
}
void fields(auto& f, As<Category> auto& c) {
  f("slug", c.slug), f("icon", c.icon), f("service", c.service), f("name", c.name);
  f("questions", c.questions);
}
void fields(auto& f, As<District::Neighbourhood> auto& n) { f("slug", n.slug), f("name", n.name); }
void fields(auto& f, As<District> auto& d) {
  f("slug", d.slug), f("code", d.code), f("name", d.name), f("neighbourhoods", d.neighbourhoods);
}
void fields(auto& f, As<Cities> auto& c) { f("twins", c.twins); }
void fields(auto& f, As<Agreements> auto& a) { f("periods", a.periods), f("agreements", a.agreements); }
void fields(auto& f, As<Campaigns> auto& c) { f("tariff", c.tariff), f("campaigns", c.campaigns); }
void fields(auto& f, As<Complaints> auto& c) {
  f("services", c.services), f("categories", c.categories), f("districts", c.districts);
}
void fields(auto& f, As<Picture> auto& p) { f("slug", p.slug), f("alt", p.alt), f("credit", p.credit); }
void fields(auto& f, As<Pictures> auto& p) { f("pictures", p.pictures); }
void fields(auto& f, As<Front> auto& s) { f("site", s.site), f("slides", s.slides); }
template <typename Page>
void page_fields(auto& f, Page& translated) {
  for (const base::Language language : base::kLanguages) f(base::code_of(language), translated.own(language));
}
void fields(auto& f, As<Translated<Article>> auto& a) { page_fields(f, a); }
void fields(auto& f, As<Translated<Tip>> auto& t) { page_fields(f, t); }

class Writer {
 public:
  template <typename T>
  void operator()(std::string_view name, const T& value) {
    // An enumerator is always written: what a member begins with need not be the first of its kind.
    if (std::is_enum_v<T> || value != T{}) json_.set(name, to_json(value));
  }
  template <typename T>
  static Json to_json(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      return text_of(value);
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, double> ||
                         std::is_same_v<T, bool>) {
      return value;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<std::int64_t>(value);
    } else if constexpr (std::is_same_v<T, Day>) {
      return day_text(value);
    } else {
      Writer writer;
      fields(writer, value);
      return std::move(writer.json_);
    }
  }
  template <typename T>
  static Json to_json(const std::optional<T>& value) {
    return to_json(*value);
  }
  template <typename T>
  static Json to_json(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.add(to_json(value));
    return list;
  }

 private:
  Json json_ = Json::object();
};

class Reader {
 public:
  explicit Reader(const Json& json) : json_(&json) { ok_ = json.members() != nullptr; }

  template <typename T>
  void operator()(std::string_view name, T& value) {
    const Json* member = json_->find(name);
    if (member != nullptr) ok_ = from_json(*member, value) && ok_;
  }
  template <typename T>
  static bool from_json(const Json& json, T& value) {
    if constexpr (std::is_enum_v<T>) {
      const std::optional<T> parsed = json.string() ? parse_name<T>(*json.string()) : std::nullopt;
      if (parsed) value = *parsed;
      return parsed.has_value();
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (json.string() != nullptr) value = *json.string();
      return json.string() != nullptr;
    } else if constexpr (std::is_same_v<T, double>) {
      value = json.number().value_or(0);
      return json.number().has_value();
    } else if constexpr (std::is_same_v<T, bool>) {
      value = json.boolean().value_or(false);
      return json.boolean().has_value();
    } else if constexpr (std::is_integral_v<T>) {
      const std::optional<std::int64_t> number = json.integer();
      if (number) value = static_cast<T>(*number);
      return number && std::in_range<T>(*number);
    } else if constexpr (std::is_same_v<T, Day>) {
      const Result<Day> day = base::parse_day(json.string() ? *json.string() : std::string());
      if (day) value = *day;
      return day.ok();
    } else {
      Reader reader(json);
      if (reader.ok_) fields(reader, value);
      return reader.ok_;
    }
  }
  template <typename T>
  static bool from_json(const Json& json, std::optional<T>& value) {
    return from_json(json, value.emplace());
  }
  template <typename T>
  static bool from_json(const Json& json, std::vector<T>& values) {
    if (json.items() == nullptr) return false;
    values.reserve(json.items()->size());
    for (const Json& item : *json.items()) {
      if (!from_json(item, values.emplace_back())) return false;
    }
    return true;
  }

 private:
  const Json* json_;
  bool ok_;
};

template <typename T>
Document document(std::string_view kind, std::string_view name, const T& value) {
  return {std::string(kind), std::string(name), Writer::to_json(value).text()};
}

template <typename T>
Result<T> decoded(const Document& document) {
  const Result<Json> json = Json::parse(document.json);
  T value;
  if (!json || !Reader::from_json(*json, value)) {
    return Error(PackError::damaged, base::cat("\"", document.kind, "/", document.name, "\" cannot be read"));
  }
  return value;
}

template <typename Page>
Result<void> add_page(const Document& from, std::vector<Translated<Page>>& pages) {
  Translated<Page> page = TRY(decoded<Translated<Page>>(from));
  if (!page.own(base::Language::ar)) {
    return Error(PackError::damaged, base::cat("page \"", from.name, "\" has no Arabic"));
  }
  page.slug = from.name;
  pages.push_back(std::move(page));
  return base::done();
}

Result<void> add_document(const Document& from, Contents& contents) {
  if (from.kind == "article") return add_page(from, contents.articles);
  if (from.kind == "tip") return add_page(from, contents.tips);
  if (from.kind == "site") {
    Front front = TRY(decoded<Front>(from));
    contents.site = std::move(front.site);
    contents.slides = std::move(front.slides);
  } else if (from.kind == "cities") {
    contents.twins = TRY(decoded<Cities>(from)).twins;
  } else if (from.kind == "pictures") {
    contents.pictures = TRY(decoded<Pictures>(from)).pictures;
  } else if (from.kind == "agreements") {
    Agreements agreements = TRY(decoded<Agreements>(from));
    contents.periods = std::move(agreements.periods);
    contents.agreements = std::move(agreements.agreements);
  } else if (from.kind == "campaigns") {
    Campaigns campaigns = TRY(decoded<Campaigns>(from));
    contents.tariff = std::move(campaigns.tariff);
    contents.campaigns = std::move(campaigns.campaigns);
  } else if (from.kind == "complaints") {
    Complaints complaints = TRY(decoded<Complaints>(from));
    contents.services = std::move(complaints.services);
    contents.categories = std::move(complaints.categories);
    contents.districts = std::move(complaints.districts);
  } else {
    return Error(PackError::newer_program, "a kind of content this program does not know");
  }
  return base::done();
}

// Ranges that screens rely on without looking.
bool is_sound(const Block& block) {
  for (const Span& span : block.spans) {
    if (span.begin >= span.end || span.end > block.text.size()) return false;
  }
  return true;
}

bool is_sound(const std::vector<Block>& body) {
  for (const Block& block : body) {
    if (!is_sound(block)) return false;
  }
  return true;
}

bool is_sound(const Chart& chart) {
  if (chart.series.size() > kMaxChartSeries || chart.rows.size() > kMaxChartRows) return false;
  for (const ChartRow& row : chart.rows) {
    if (row.values.size() != chart.series.size()) return false;
    for (const ChartValue& value : row.values) {
      if (!(value.number >= 0 && value.number <= chart.full)) return false;
    }
  }
  return chart.rows.empty() || (chart.full > 0 && chart.full <= kMaxChartNumber);
}

bool is_sound(const std::optional<Chart>& chart) { return !chart || is_sound(*chart); }

bool is_sound(const Article& article) {
  for (const Chapter& chapter : article.chapters) {
    if (!is_sound(chapter.body) || !is_sound(chapter.chart)) return false;
  }
  return !article.chapters.empty() && is_sound(article.chart);
}
bool is_sound(const Tip& tip) { return is_sound(tip.body); }
bool is_sound(const Campaign& campaign) {
  for (const EstimatorInput& input : campaign.inputs) {
    if (input.step < 1 || input.min > input.start || input.start > input.max) return false;
    if (input.min < 0 || input.max > kMaxInputValue) return false;
  }
  return true;
}
bool is_sound(const Question& question) {
  using Kind = Question::Kind;
  if (!is_slug(question.code) || question.values.size() > kMaxValues) return false;
  for (const Question::Value& value : question.values) {
    if (!is_slug(value.key)) return false;
  }
  const bool is_list = question.kind == Kind::one || question.kind == Kind::several;
  if (is_list == question.values.empty()) return false;
  return question.kind != Kind::number || (question.most >= 1 && question.most <= kMaxQuestionNumber);
}
bool is_sound(const Category& category) {
  return category.questions.size() <= kMaxQuestions &&
         std::all_of(category.questions.begin(), category.questions.end(),
                     [](const Question& question) { return is_sound(question); });
}
bool is_sound(const Tariff& tariff) { return tariff.dirham_e4 >= 0 && tariff.dirham_e4 <= kMaxDirhamE4; }
template <typename Page>
bool is_sound(const Translated<Page>& translated) {
  for (const std::optional<Page>& page : translated.pages) {
    if (page && !is_sound(*page)) return false;
  }
  return true;
}
template <typename T>
bool all_sound(const std::vector<T>& values) {
  for (const T& value : values) {
    if (!is_sound(value)) return false;
  }
  return true;
}

}  // namespace

std::vector<Document> encode(const Contents& contents) {
  const Contents& c = contents;
  std::vector<Document> documents;
  documents.push_back(document("site", kOnly, Front{c.site, c.slides}));
  if (!c.pictures.empty()) documents.push_back(document("pictures", kOnly, Pictures{c.pictures}));
  documents.push_back(document("cities", kOnly, Cities{c.twins}));
  documents.push_back(document("agreements", kOnly, Agreements{c.periods, c.agreements}));
  documents.push_back(document("campaigns", kOnly, Campaigns{c.tariff, c.campaigns}));
  documents.push_back(document("complaints", kOnly, Complaints{c.services, c.categories, c.districts}));
  for (const auto& article : c.articles) documents.push_back(document("article", article.slug, article));
  for (const auto& tip : c.tips) documents.push_back(document("tip", tip.slug, tip));
  return documents;
}

Result<Contents> decode(const std::vector<Document>& documents) {
  Contents contents;
  for (const Document& document : documents) TRY(add_document(document, contents));
  if (!all_sound(contents.articles) || !all_sound(contents.tips) || !all_sound(contents.campaigns) ||
      !all_sound(contents.categories) || !is_sound(contents.tariff)) {
    return Error(PackError::damaged, "a page or list with values out of range");
  }
  return contents;
}

}  // namespace kiosk::content
