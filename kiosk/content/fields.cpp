#include "kiosk/content/fields.h"

#include <charconv>
#include <cmath>

#include "kiosk/base/utf8.h"
#include "kiosk/content/typography.h"

namespace kiosk::content {
namespace {

using base::cat;
using base::Language;
using Kind = Node::Kind;

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view language_name(Language language) {
  switch (language) {
    case Language::ar:
      return "Arabic";
    case Language::fr:
      return "French";
    case Language::en:
      return "English";
  }
  return "";
}

std::string did_you_mean(Names names, std::string_view word) {
  const std::optional<std::string_view> near = nearest(names, word);
  return near ? cat(": did you mean «", *near, "»?") : "";
}

std::string listed(Names names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

}  // namespace

const Node* Fields::need(std::string_view name, Need need) {
  asked_.emplace(name);
  const Node* node = table_.find(name);
  if (has(name)) return node;
  if (need == Need::optional) return nullptr;
  if (table_.is_row && node == nullptr) {
    report_.error(table_.name_place, "missing-field", cat("the column «", name, "» is missing"));
  } else {
    report_.error(place(name), "missing-field", cat("«", name, "» is missing"));
  }
  return nullptr;
}

void Fields::wrong_type(const Node& node, std::string_view wanted) {
  report_.error(node.place, "wrong-type", cat("«", node.name, "» has to be ", wanted));
}

const Node* Fields::need_text(std::string_view name, Need needed, std::size_t limit) {
  const Node* node = need(name, needed);
  if (node == nullptr) return nullptr;
  if (node->kind != Kind::text) {
    wrong_type(*node, "text in quotes");
    return nullptr;
  }
  if (node->text.empty() && needed == Need::optional) return nullptr;
  if (node->text.empty()) {
    report_.error(node->place, "missing-field", cat("«", name, "» is empty"));
    return nullptr;
  }
  const std::size_t size = base::count_code_points(node->text);
  if (size > limit) {
    report_.error(node->place, "too-long",
                  cat("«", name, "» has ", size, " characters; the screen holds ", limit));
  }
  if (node->text.find('\n') != std::string::npos) {
    report_.error(node->place, "line-break", cat("«", name, "» has to stand on one line"));
  }
  if (node->text.front() == ' ' || node->text.back() == ' ') {
    report_.error(node->place, "spaces", cat("«", name, "» begins or ends with a space"));
  }
  return node;
}

std::string Fields::text(std::string_view name, Need need, std::size_t limit, Language language) {
  const Node* node = need_text(name, need, limit);
  if (node == nullptr) return {};
  if (language == Language::ar) check_arabic_marks(node->text, node->place, report_);
  return polish(node->text, language);
}

std::string Fields::plain(std::string_view name, Need need, std::size_t limit) {
  const Node* node = need_text(name, need, limit);
  return node != nullptr ? node->text : std::string();
}

LocalText Fields::words(std::string_view name, Need needed, std::size_t limit) {
  LocalText words;
  asked_.emplace(name);
  const Node* inner = table_.find(name);
  const auto column = [&](Language language) { return cat(name, "_", base::code_of(language)); };
  const bool any = table_.is_row ? this->need(column(Language::ar), needed) != nullptr
                                 : this->need(name, needed) != nullptr;
  if (!table_.is_row && inner != nullptr && inner->kind != Kind::table) {
    wrong_type(*inner, "{ ar = \"…\", fr = \"…\", en = \"…\" }");
    return words;
  }
  if (!any) {
    for (const Language language : base::kLanguages) asked_.insert(column(language));
    return words;
  }
  Fields nested(inner != nullptr ? *inner : table_, report_);
  for (const Language language : base::kLanguages) {
    const std::string key = table_.is_row ? column(language) : std::string(base::code_of(language));
    Fields& fields = table_.is_row ? *this : nested;
    const Need own_need = language == Language::ar ? Need::required : Need::optional;
    words.own(language) = fields.text(key, own_need, limit, language);
    if (!words.has(language) && language != Language::ar) {
      report_.warning(fields.place(key), "translation",
                      cat("«", name, "» has no ", language_name(language), "; the Arabic words are shown"));
    }
  }
  if (!table_.is_row) nested.finish();
  return words;
}

std::string Fields::slug(std::string_view name, Need need) {
  const Node* node = need_text(name, need, kMaxSlugSize);
  if (node == nullptr || is_slug(node->text)) return node != nullptr ? node->text : std::string();
  report_.error(node->place, "slug",
                cat("«", node->text, "» has to be small letters a to z, digits and hyphens"));
  return {};
}

std::string Fields::one_of(std::string_view name, Need need, Names allowed) {
  const Node* node = need_text(name, need, kMaxSlugSize);
  if (node == nullptr || is_among(allowed, node->text)) return node != nullptr ? node->text : std::string();
  const std::string hint = did_you_mean(allowed, node->text);
  const std::string choice = allowed.size() <= 10 ? cat("; it may be ", listed(allowed)) : "";
  report_.error(node->place, "unknown-word",
                cat("«", node->text, "» is no ", name, hint.empty() ? choice : hint));
  return {};
}

std::optional<std::int64_t> Fields::integer(std::string_view name, Need needed, std::int64_t min,
                                            std::int64_t max) {
  const Node* node = need(name, needed);
  if (node == nullptr) return std::nullopt;
  std::optional<std::int64_t> value;
  if (node->kind == Kind::integer) value = node->integer;
  if (node->kind == Kind::text && table_.is_row) value = parse_number<std::int64_t>(node->text);
  if (!value) {
    wrong_type(*node, "a whole number");
  } else if (*value < min || *value > max) {
    report_.error(node->place, "out-of-range", cat("«", name, "» has to be between ", min, " and ", max));
    value.reset();
  }
  return value;
}

std::optional<double> Fields::decimal(std::string_view name, Need needed, double min, double max) {
  const Node* node = need(name, needed);
  if (node == nullptr) return std::nullopt;
  std::optional<double> value;
  if (node->kind == Kind::decimal) value = node->decimal;
  if (node->kind == Kind::integer) value = static_cast<double>(node->integer);
  if (node->kind == Kind::text && table_.is_row) value = parse_number<double>(node->text);
  if (!value) {
    wrong_type(*node, "a number such as 14.7");
  } else if (!std::isfinite(*value) || *value < min || *value > max) {
    report_.error(node->place, "out-of-range",
                  cat("«", name, "» has to be between ", std::lround(min), " and ", std::lround(max)));
    value.reset();
  }
  return value;
}

std::optional<Day> Fields::day(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return std::nullopt;
  const base::Result<Day> day = base::parse_day(node->text);
  if (day) return *day;
  wrong_type(*node, "a date such as 2026-11-23");
  return std::nullopt;
}

bool Fields::flag(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return false;
  if (node->kind == Kind::boolean) return node->boolean;
  if (table_.is_row && (node->text == "true" || node->text == "false")) return node->text == "true";
  wrong_type(*node, "true or false");
  return false;
}

std::vector<std::string> Fields::list(std::string_view name) {
  std::vector<std::string> out;
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return out;
  if (table_.is_row) {
    std::string_view rest = node->text;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      if (!word.empty()) out.emplace_back(word);
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    return out;
  }
  if (node->kind != Kind::list) wrong_type(*node, "a list such as [\"C2\", \"T1\"]");
  for (const Node& item : node->kind == Kind::list ? node->items : std::vector<Node>()) {
    if (item.kind == Kind::text) out.push_back(item.text);
    if (item.kind != Kind::text) wrong_type(*node, "a list of texts in quotes");
  }
  return out;
}

const Node* Fields::table(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr || node->kind == Kind::table) return node;
  wrong_type(*node, "a table");
  return nullptr;
}

std::span<const Node> Fields::tables(std::string_view name, std::size_t limit) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return {};
  bool sound = node->kind == Kind::list;
  for (const Node& item : node->items) sound = sound && item.kind == Kind::table;
  if (!sound) {
    wrong_type(*node, cat("tables, each under [[", name, "]]"));
    return {};
  }
  if (node->items.size() > limit) {
    report_.error(node->items[limit].place, "too-many", cat("there are more than ", limit, " «", name, "»"));
  }
  return {node->items.data(), std::min(node->items.size(), limit)};
}

bool Fields::has(std::string_view name) const {
  const Node* node = table_.find(name);
  return node != nullptr && !(table_.is_row && node->text.empty());
}

Place Fields::place(std::string_view name) const {
  const Node* node = table_.find(name);
  return node != nullptr ? node->place : table_.place;
}

void Fields::finish(Names elsewhere) {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  std::vector<std::string_view> missing;  // more likely meant than what is there already
  for (const std::string_view name : known) {
    if (table_.find(name) == nullptr) missing.push_back(name);
  }
  for (const Node& item : table_.items) {
    if (asked_.contains(item.name)) continue;
    if (is_among(elsewhere, item.name)) {
      report_.error(item.name_place, "arabic-only",
                    cat("«", item.name, "» belongs in the Arabic file only; take it out here"));
    } else {
      report_.error(item.name_place, "unknown-field",
                    cat("«", item.name, "» is not known here",
                        did_you_mean(nearest(missing, item.name) ? missing : known, item.name)));
    }
  }
}

}  // namespace kiosk::content
