#include <array>
#include <cmath>

#include "kiosk/content/estimator.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/lists.h"

namespace kiosk::content {
namespace {

using base::cat;

constexpr std::size_t kMaxRoutes = 4;
constexpr std::size_t kMaxRefusals = 6;
constexpr std::size_t kMaxAnswerDays = 365;
constexpr std::size_t kMaxCampaigns = 4;  // arch tabs in a row (DESIGN 14/09)
constexpr std::size_t kMaxInputs = 4;
constexpr std::size_t kMaxTips = 3;
constexpr std::size_t kMaxBands = 8;
constexpr int kFirstTariffYear = 2000, kLastTariffYear = 2100;
constexpr double kMaxPrice = 10;  // dirhams a kilowatt-hour

// One table of site.toml: its fields, where its facts come from, nothing left over.
template <typename ReadFields>
bool read_part(const Node& node, std::string_view item, Reading& reading, const ReadFields& read) {
  Fields fields(node, reading.report);
  read(fields);
  const Provenance provenance = read_provenance(fields, reading.sources, item);
  fields.finish();
  return provenance.is_shown;
}

// A part that screens cannot do without.
template <typename ReadFields>
void need_part(Fields& root, std::string_view name, Reading& reading, const ReadFields& read) {
  const Node* node = root.table(name);
  if (node == nullptr) {
    reading.report.error(root.place(), "missing-field",
                         say("the part [{name}] is missing", {{"name", name}}));
  } else if (!read_part(*node, name, reading, read)) {
    reading.report.error(
        node->place, "needed",
        say("the screens cannot do without [{name}]: it may not wait for a confirmation", {{"name", name}}));
  }
}

void read_routes(Fields& root, Reading& reading, Site& site) {
  for (const Node& node : root.tables("routes", kMaxRoutes)) {
    Route route;
    const bool is_shown = read_part(node, "routes", reading, [&](Fields& fields) {
      route.slug = fields.slug("slug", Need::required);
      route.name = fields.words("name", Need::required, kMaxName);
      route.words = fields.words("words", Need::required, kMaxSentence);
      route.address = fields.plain("address", Need::optional, kMaxAddress);
    });
    if (is_shown) site.routes.push_back(std::move(route));
  }
  for (const Node& node : root.tables("cannot_handle", kMaxRefusals)) {
    LocalText words;
    const bool is_shown = read_part(node, "cannot_handle", reading, [&](Fields& fields) {
      words = fields.words("words", Need::required, kMaxSentence);
    });
    if (is_shown) site.cannot_handle.push_back(std::move(words));
  }
}

// The number by which the commune's handling of personal data is declared; not known until the commune gives
// it.
void read_declaration(Fields& root, Reading& reading, Site& site) {
  const Node* node = root.table("declaration");
  if (node == nullptr) return;
  Fields fields(*node, reading.report);
  site.declaration = fields.plain("number", Need::optional, kMaxAddress);
  if (fields.flag("to_confirm")) {
    reading.report.note(fields.place("to_confirm"), kToConfirm,
                        say("the number of the declaration on personal data waits for the commune"));
    site.declaration.clear();
  }
  fields.finish();
}

std::int64_t to_e4(std::optional<double> price) { return std::llround(price.value_or(0) * 10'000); }

void read_tariff(const Node& node, Reading& reading, Tariff& tariff) {
  const bool is_shown = read_part(node, "tariff", reading, [&](Fields& fields) {
    tariff.year = static_cast<int>(
        fields.integer("year", Need::required, kFirstTariffYear, kLastTariffYear).value_or(0));
    tariff.dirham_e4 = to_e4(fields.decimal("price", Need::required, 0, kMaxPrice));
    tariff.words = fields.words("words", Need::required, kMaxSentence);
    for (const Node& band : fields.tables("bands", kMaxBands)) {
      Fields part(band, reading.report);
      const auto up_to = part.integer("up_to", Need::required, 1, kMaxInputValue);
      const auto price = part.decimal("price", Need::required, 0, kMaxPrice);
      tariff.bands.push_back({static_cast<int>(up_to.value_or(0)), to_e4(price)});
      part.finish();
    }
    for (const base::Language language : base::kLanguages) {
      const std::string& words = tariff.words.own(language);
      if (words.empty() || words.find(std::to_string(tariff.year)) != std::string::npos) continue;
      reading.report.error(
          fields.place("words"), "tariff",
          say("the words beside the sum have to name the price's year, {year}", {{"year", tariff.year}}));
    }
  });
  if (!is_shown)
    reading.report.error(node.place, "needed",
                         say("the estimators cannot do without a price: it may not wait for a confirmation"));
}

EstimatorInput read_input(const Node& node, Campaign::Formula formula, Reading& reading) {
  Fields fields(node, reading.report);
  const std::span<const std::string_view> keys = estimator_keys(formula);
  EstimatorInput input;
  input.key = fields.one_of("key", Need::required, keys);
  input.unit = fields.one_of<EstimatorInput::Unit>("unit");
  input.label = fields.words("label", Need::required, kMaxTitle);
  const auto number = [&](std::string_view name, int least) {
    return static_cast<int>(fields.integer(name, Need::required, least, kMaxInputValue).value_or(least));
  };
  input.min = number("min", 0);
  input.max = number("max", 0);
  input.step = number("step", 1);
  input.start = number("start", 0);
  fields.finish();
  if (input.min > input.start || input.start > input.max) {
    reading.report.error(fields.place("start"), "out-of-range",
                         say("the start has to lie between min and max"));
    input.min = input.max = input.start;
  }
  return input;
}

void check_inputs(const Campaign& campaign, const Place& place, Reading& reading) {
  for (const std::string_view key : estimator_keys(campaign.formula)) {
    std::size_t count = 0;
    for (const EstimatorInput& input : campaign.inputs) count += input.key == key ? 1 : 0;
    if (count == 1) continue;
    reading.report.error(place, "inputs",
                         say("the estimator «{formula}» asks for «{key}» once, and it is here {times} times",
                             {{"formula", text_of(campaign.formula)}, {"key", key}, {"times", count}}));
  }
}

void read_tips(Fields& fields, Campaign& campaign, Reading& reading, const Contents& contents) {
  std::vector<std::string_view> tips;
  for (const auto& tip : contents.tips) tips.push_back(tip.slug);
  tips.insert(tips.end(), reading.unreadable.begin(), reading.unreadable.end());
  for (const std::string& slug : fields.list("tips")) {
    if (is_among(tips, slug)) {
      campaign.tips.push_back(slug);
      continue;
    }
    Message message = say("there is no tip {file} to show", {{"file", cat("ar/tips/", slug, ".md")}});
    suggest(message, nearest(tips, slug));
    reading.report.error(fields.place("tips"), "dead-link", std::move(message));
  }
  if (campaign.tips.size() > kMaxTips) {
    reading.report.error(fields.place("tips"), "too-many",
                         say("a campaign shows {most} tips: take the others out", {{"most", kMaxTips}}));
  }
}

// When it is shown, beside the day of the edition.
void check_days(const Campaign& campaign, const Fields& fields, Reading& reading) {
  const std::optional<Day>& first = campaign.first_day;
  const std::optional<Day>& last = campaign.last_day;
  if (first && last && *last < *first) {
    reading.report.error(fields.place("last_day"), "out-of-range", say("the campaign ends before it begins"));
  } else if (last && reading.edition && *last < *reading.edition) {
    reading.report.warning(
        fields.place("last_day"), "over",
        say("the campaign is over before this edition ({day}): change its last day, or take it out",
            {{"day", day_text(*reading.edition)}}));
  } else if (first && reading.edition && *first > *reading.edition) {
    reading.report.note(fields.place("first_day"), "later",
                        say("the campaign is shown from {day} on", {{"day", day_text(*first)}}));
  }
}

Campaign read_campaign(const Node& node, Reading& reading, const Contents& contents) {
  Fields fields(node, reading.report);
  Campaign campaign;
  campaign.slug = fields.slug("slug", Need::required);
  for (const Campaign& other : contents.campaigns) {
    if (other.slug == campaign.slug && !campaign.slug.empty()) {
      reading.report.error(fields.place("slug"), "duplicate",
                           say("«{name}» is there twice; every «{field}» is given once",
                               {{"name", campaign.slug}, {"field", "slug"}}));
    }
  }
  campaign.icon = fields.one_of("icon", Need::required, icon_names());
  campaign.tab = fields.words("tab", Need::required, kMaxLabel);
  campaign.question = fields.words("question", Need::required, kMaxTitle);
  campaign.before = fields.words("before", Need::required, kMaxLabel);
  campaign.after = fields.words("after", Need::required, kMaxLabel);
  campaign.first_day = fields.day("first_day");
  campaign.last_day = fields.day("last_day");
  campaign.formula = fields.one_of<Campaign::Formula>("formula");
  for (const Node& input : fields.tables("inputs", kMaxInputs)) {
    campaign.inputs.push_back(read_input(input, campaign.formula, reading));
  }
  read_tips(fields, campaign, reading, contents);
  fields.finish();
  check_inputs(campaign, node.place, reading);
  check_days(campaign, fields, reading);
  return campaign;
}

void check_edition(Day edition, const Place& place, Reading& reading) {
  if (!reading.today || edition <= *reading.today) return;
  if (edition > *reading.today + kMaxDaysAhead) {
    reading.report.error(
        place, "edition",
        say("the day of this edition, {day}, is more than {most} days ahead: look at the year",
            {{"day", day_text(edition)}, {"most", kMaxDaysAhead.count()}}));
  } else {
    reading.report.warning(
        place, "edition",
        say("the day of this edition, {day}, is still to come: is it right?", {{"day", day_text(edition)}}));
  }
}

}  // namespace

std::optional<Day> read_site(const Node& root, Reading& reading, Contents& contents) {
  Fields fields(root, reading.report);
  Site& site = contents.site;
  need_part(fields, "commune", reading, [&](Fields& part) {
    site.commune = part.words("name", Need::required, kMaxName);
    site.city = part.words("city", Need::required, kMaxName);
  });
  need_part(fields, "cell", reading,
            [&](Fields& part) { site.cell = part.words("name", Need::required, kMaxName); });
  need_part(fields, "hours", reading, [&](Fields& part) {
    site.hours = part.words("words", Need::required, kMaxSentence);
    site.ramadan_hours = part.words("ramadan", Need::required, kMaxSentence);
  });
  need_part(fields, "answer", reading, [&](Fields& part) {
    site.answer_days = static_cast<int>(part.integer("days", Need::required, 1, kMaxAnswerDays).value_or(0));
    site.answer_basis = part.words("basis", Need::required, kMaxSentence);
  });
  need_part(fields, "paper_form", reading,
            [&](Fields& part) { site.paper_form = part.words("words", Need::required, kMaxSentence); });
  read_routes(fields, reading, site);
  read_declaration(fields, reading, site);
  const std::optional<Day> edition = fields.day("edition");
  if (edition) check_edition(*edition, fields.place("edition"), reading);
  if (!edition)
    reading.report.error(fields.place("edition"), "missing-field",
                         say("the day of this edition is missing: edition = {day}", {{"day", "2026-11-23"}}));
  fields.finish();
  return edition;
}

void read_campaigns(const Node& root, Reading& reading, Contents& contents) {
  Fields fields(root, reading.report);
  const Node* tariff = fields.table("tariff");
  if (tariff == nullptr) {
    reading.report.error(fields.place(), "missing-field",
                         say("the part [{name}] is missing", {{"name", "tariff"}}));
  } else {
    read_tariff(*tariff, reading, contents.tariff);
  }
  for (const Node& node : fields.tables("campaigns", kMaxCampaigns)) {
    contents.campaigns.push_back(read_campaign(node, reading, contents));
  }
  fields.finish();
}

}  // namespace kiosk::content
