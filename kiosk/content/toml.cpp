#include <toml++/toml.h>

#include "kiosk/base/time.h"
#include "kiosk/content/node.h"

namespace kiosk::content {
namespace {

constexpr std::string_view kFence = "+++\n";

// Places in the TOML text become places in the file.
struct Origin {
  const SourceText& source;
  int first_line;  // of the TOML text, from 1

  [[nodiscard]] Place at(const toml::source_position& position) const {
    const int line = static_cast<int>(position.line), column = static_cast<int>(position.column);
    return {source.path(), {first_line + line - 1, column}};
  }
};

std::string date_text(const toml::date& date) {
  const std::chrono::year_month_day day{std::chrono::year(date.year), std::chrono::month(date.month),
                                        std::chrono::day(date.day)};
  return base::to_iso8601(base::Timestamp(std::chrono::sys_days(day))).substr(0, 10);
}

// Depth is limited by kMaxTomlDepth, whatever the file says.
std::optional<Node> convert(const toml::node& from, const Origin& origin, std::size_t depth, Report& report) {
  Node node;
  node.place = origin.at(from.source().begin);
  if (depth > kMaxTomlDepth) {
    report.error(node.place, "toml",
                 say("tables inside tables go deeper than {most} steps", {{"most", kMaxTomlDepth}}));
    return std::nullopt;
  }
  if (const toml::table* table = from.as_table()) {
    node.kind = Node::Kind::table;
    for (const auto& [key, value] : *table) {
      std::optional<Node> member = convert(value, origin, depth + 1, report);
      if (!member) return std::nullopt;
      member->name = std::string(key.str());
      member->name_place = origin.at(key.source().begin);
      node.items.push_back(std::move(*member));
    }
  } else if (const toml::array* list = from.as_array()) {
    node.kind = Node::Kind::list;
    for (const toml::node& value : *list) {
      std::optional<Node> item = convert(value, origin, depth + 1, report);
      if (!item) return std::nullopt;
      node.items.push_back(std::move(*item));
    }
  } else if (const auto* text = from.as_string()) {
    node.kind = Node::Kind::text;
    node.text = text->get();
    check_hidden(node.text, origin.source, node.place, report);
  } else if (const auto* integer = from.as_integer()) {
    node.kind = Node::Kind::integer;
    node.integer = integer->get();
  } else if (const auto* decimal = from.as_floating_point()) {
    node.kind = Node::Kind::decimal;
    node.decimal = decimal->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = Node::Kind::boolean;
    node.boolean = boolean->get();
  } else if (const auto* date = from.as_date()) {
    node.kind = Node::Kind::date;
    node.text = date_text(date->get());
  } else {
    report.error(node.place, "toml",
                 say("times of day are not used here; write a date as {day}", {{"day", "2026-11-23"}}));
    return std::nullopt;
  }
  return node;
}

// The parser's own words are a programmer's; a clerk is told what it mostly comes of.
Message explain(std::string_view description) {
  const auto says = [description](std::string_view words) {
    return description.find(words) != std::string_view::npos;
  };
  if (says("redefine")) return say("this name is there twice: keep one of the two");
  if (says("string")) return say("this text is not closed: it begins and ends with \" on one line");
  if (says("array"))
    return say("this list is not closed, or a comma is missing: write {list}",
               {{"list", "[\"C2\", \"T1\"]"}});
  if (says("inline table"))
    return say("this part is not closed, or a comma is missing: write {part}",
               {{"part", "{ ar = \"…\", fr = \"…\" }"}});
  if (says("value"))
    return say("a value is missing or has no quotes: write {line}", {{"line", "name = \"…\""}});
  return say("this line cannot be read: write {line}, one a line", {{"line", "name = \"…\""}});
}

// "31/12/2027", "2027-2-3" or "31.12.2027": three numbers.
bool is_like_date(std::string_view value) {
  constexpr int kNumbers = 3;
  for (int i = 0; i < kNumbers; ++i) {
    const std::size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
    if (digits == 0 || digits > 4) return false;
    value.remove_prefix(digits);
    if (i + 1 == kNumbers) break;
    if (value.empty() || std::string_view("-/.").find(value.front()) == std::string_view::npos) return false;
    value.remove_prefix(1);
  }
  return value.empty();
}

// Where on a line that cannot be read a value stands that was meant as a date and is none.
std::optional<std::size_t> find_date(std::string_view line) {
  const std::size_t equals = std::min(line.find('='), line.size());
  const std::size_t begin = line.find_first_not_of("= \t", equals);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view value = line.substr(begin, line.find_first_of(" \t#,}", begin) - begin);
  return is_like_date(value) && !base::parse_day(value) ? std::optional(begin) : std::nullopt;
}

void say_unread(const toml::parse_error& error, const Origin& origin, Report& report) {
  const Place place = origin.at(error.source().begin);
  const std::optional<std::size_t> date = find_date(origin.source.line(place.at.line));
  if (!date) return report.error(place, "toml", explain(error.description()));
  report.error(origin.source.place_at(place.at.line, static_cast<int>(*date) + 1), "toml",
               say("a date is written {day}, the year first and without quotes, and is a day that exists",
                   {{"day", "2026-11-23"}}));
}

}  // namespace

std::optional<Node> read_toml(const SourceText& source, std::size_t begin, std::size_t end, Report& report) {
  const Origin origin{source, source.line_of(begin)};
  try {
    const toml::table table = toml::parse(source.text().substr(begin, end - begin));
    return convert(table, origin, 0, report);
  } catch (const toml::parse_error& error) {
    say_unread(error, origin, report);
    return std::nullopt;
  }
}

std::optional<FrontMatter> read_front_matter(const SourceText& source, Report& report) {
  const std::string_view text = source.text();
  if (!text.starts_with(kFence)) {
    report.error(source.place_at(0), "front-matter",
                 say("a page begins with a line +++, then its title and so on"));
    return std::nullopt;
  }
  std::size_t end = text.find("\n+++\n", kFence.size() - 1);
  if (end == std::string_view::npos && text.ends_with("\n+++")) end = text.size() - 4;
  if (end == std::string_view::npos) {
    report.error(source.place_at(0), "front-matter",
                 say("the second line +++, which ends the front matter, is missing"));
    return std::nullopt;
  }
  std::optional<Node> table = read_toml(source, kFence.size(), end + 1, report);
  if (!table) return std::nullopt;
  return FrontMatter{std::move(*table), std::min(end + 5, text.size())};
}

}  // namespace kiosk::content
