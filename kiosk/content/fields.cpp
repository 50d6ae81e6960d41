#include "kiosk/content/fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kiosk/base/utf8.h"
#include "kiosk/content/typography.h"

namespace kiosk::content {
namespace {

using base::cat;
using base::Language;
using Kind = Node::Kind;

constexpr std::size_t kMaxListed = 10;  // words a message names

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string listed(Names names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

// Of a cell's value, as much as tells a clerk which one it is.
std::string shortened(std::string_view text) {
  constexpr std::size_t kShown = 40;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kShown; ++count)
    at += base::decode_utf8(text, at).size_bytes;
  return at == text.size() ? std::string(text) : cat(text.substr(0, at), "…");
}

Message out_of_range(std::string_view name, std::int64_t min, std::int64_t max) {
  return say("«{name}» has to be between {min} and {max}", {{"name", name}, {"min", min}, {"max", max}});
}

}  // namespace

const Node* Fields::need(std::string_view name, Need need) {
  asked_.emplace(name);
  const Node* node = table_.find(name);
  if (has(name)) return node;
  if (need == Need::optional) return nullptr;
  if (table_.is_row && node == nullptr) {
    report_.error(table_.name_place, "missing-field",
                  say("the column «{column}» is missing", {{"column", name}}));
  } else {
    report_.error(place(name), "missing-field", say("«{name}» is missing", {{"name", name}}));
  }
  return nullptr;
}

void Fields::refuse(const Node& node, std::string_view rule, Message message) {
  if (table_.is_row) message.then("; the cell says «{value}»", {{"value", shortened(node.text)}});
  report_.error(node.place, rule, std::move(message));
}

const Node* Fields::need_text(std::string_view name, Need needed, std::size_t limit) {
  const Node* node = need(name, needed);
  if (node == nullptr) return nullptr;
  if (node->kind != Kind::text) {
    refuse(*node, "wrong-type", say("«{name}» has to be text in quotes", {{"name", name}}));
    return nullptr;
  }
  if (node->text.empty() && needed == Need::optional) return nullptr;
  if (node->text.empty()) {
    report_.error(node->place, "missing-field",
                  say("«{name}» is empty: write it, or take the line out", {{"name", name}}));
    return nullptr;
  }
  const std::size_t size = base::count_code_points(node->text);
  if (size > limit) {
    report_.error(node->place, "too-long",
                  say("«{name}» has {size} characters; the screen holds {most}",
                      {{"name", name}, {"size", size}, {"most", limit}}));
  }
  if (node->text.find('\n') != std::string::npos) {
    report_.error(node->place, "line-break", say("«{name}» has to stand on one line", {{"name", name}}));
  }
  if (node->text.front() == ' ' || node->text.back() == ' ') {
    report_.error(node->place, "spaces",
                  say("«{name}» begins or ends with a space: take it out", {{"name", name}}));
  }
  return node;
}

std::string Fields::text(std::string_view name, Need need, std::size_t limit, Language language) {
  const Node* node = need_text(name, need, limit);
  if (node == nullptr) return {};
  if (language == Language::ar) {
    check_arabic_marks(node->text, node->place, report_);
    if (has_latin_letter(node->text) && !has_arabic_letter(node->text))
      report_.warning(
          node->place, "language",
          say("there is no Arabic letter in «{name}»: are the words of another language?", {{"name", name}}));
  }
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
    refuse(*inner, "wrong-type",
           say("«{name}» has to be {shape}",
               {{"name", name}, {"shape", "{ ar = \"…\", fr = \"…\", en = \"…\" }"}}));
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
    if (!words.has(language) && language != Language::ar) say_fallback(fields.place(key), name, language);
  }
  if (!table_.is_row) nested.finish();
  return words;
}

void Fields::say_fallback(const Place& place, std::string_view name, Language language) {
  report_.warning(place, "translation",
                  language == Language::fr
                      ? say("«{name}» has no French; the Arabic words are shown", {{"name", name}})
                      : say("«{name}» has no English; the Arabic words are shown", {{"name", name}}));
}

std::string Fields::slug(std::string_view name, Need need) {
  const Node* node = need_text(name, need, kMaxSlugSize);
  if (node == nullptr || is_slug(node->text)) return node != nullptr ? node->text : std::string();
  Message message =
      say("«{value}» has to be small letters a to z, digits and hyphens", {{"value", node->text}});
  const std::optional<std::string_view> meant = page_meant(node->text);
  suggest(message, meant);
  if (table_.is_row && !meant) message.then("; see the column «{column}»", {{"column", name}});
  report_.error(node->place, "slug", std::move(message));
  return {};
}

std::string Fields::one_of(std::string_view name, Need need, Names allowed) {
  const Node* node = need_text(name, need, kMaxSlugSize);
  if (node == nullptr || is_among(allowed, node->text)) return node != nullptr ? node->text : std::string();
  const std::optional<std::string_view> near = nearest(allowed, node->text);
  Message message = say("«{value}» is no {name}", {{"value", shortened(node->text)}, {"name", name}});
  suggest(message, near);
  if (!near && !allowed.empty() && allowed.size() <= kMaxListed)
    message.then("; it may be {words}", {{"words", listed(allowed)}});
  report_.error(node->place, "unknown-word", std::move(message));
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
    refuse(*node, "wrong-type", say("«{name}» has to be a whole number", {{"name", name}}));
  } else if (*value < min || *value > max) {
    refuse(*node, "out-of-range", out_of_range(name, min, max));
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
    refuse(*node, "wrong-type",
           say("«{name}» has to be a number such as {number}", {{"name", name}, {"number", "14.7"}}));
  } else if (!std::isfinite(*value) || *value < min || *value > max) {
    refuse(*node, "out-of-range", out_of_range(name, std::lround(min), std::lround(max)));
    value.reset();
  }
  return value;
}

std::optional<Day> Fields::day(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return std::nullopt;
  const base::Result<Day> day = base::parse_day(node->text);
  if (day) return *day;
  refuse(*node, "wrong-type",
         say("«{name}» has to be a date such as {day}", {{"name", name}, {"day", "2026-11-23"}}));
  return std::nullopt;
}

bool Fields::flag(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr) return false;
  if (node->kind == Kind::boolean) return node->boolean;
  if (table_.is_row && (node->text == "true" || node->text == "false")) return node->text == "true";
  refuse(*node, "wrong-type", say("«{name}» has to be true or false", {{"name", name}}));
  return false;
}

std::vector<std::string> Fields::list(std::string_view name, Need needed) {
  std::vector<std::string> out;
  const Node* node = need(name, needed);
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
  if (node->kind != Kind::list)
    refuse(*node, "wrong-type",
           say("«{name}» has to be a list such as {list}", {{"name", name}, {"list", "[\"C2\", \"T1\"]"}}));
  for (const Node& item : node->kind == Kind::list ? node->items : std::vector<Node>()) {
    if (item.kind == Kind::text) out.push_back(item.text);
    if (item.kind != Kind::text)
      refuse(*node, "wrong-type", say("«{name}» has to be a list of texts in quotes", {{"name", name}}));
  }
  return out;
}

const Node* Fields::table(std::string_view name) {
  const Node* node = need(name, Need::optional);
  if (node == nullptr || node->kind == Kind::table) return node;
  refuse(
      *node, "wrong-type",
      say("«{name}» has to be a table, under {heading}", {{"name", name}, {"heading", cat("[", name, "]")}}));
  return nullptr;
}

std::span<const Node> Fields::tables(std::string_view name, std::size_t limit, Need needed) {
  const Node* node = need(name, needed);
  if (node == nullptr) return {};
  bool sound = node->kind == Kind::list;
  for (const Node& item : node->items) sound = sound && item.kind == Kind::table;
  if (!sound) {
    refuse(*node, "wrong-type",
           say("«{name}» has to be tables, each under {heading}",
               {{"name", name}, {"heading", cat("[[", name, "]]")}}));
    return {};
  }
  if (node->items.size() > limit) {
    report_.error(
        node->items[limit].place, "too-many",
        say("there are at most {most} «{name}»: take the others out", {{"most", limit}, {"name", name}}));
  }
  return {node->items.data(), std::min(node->items.size(), limit)};
}

void Fields::refuse_given(std::string_view name, std::string_view rule, const Message& message) {
  const Node* node = table_.find(name);
  if (node == nullptr) return;
  asked_.emplace(name);
  report_.error(node->name_place, rule, message);
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
  const auto is_asked = [this](const Node& item) { return asked_.contains(item.name); };
  if (std::all_of(table_.items.begin(), table_.items.end(), is_asked)) return;
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  std::vector<std::string_view> missing;  // more likely meant than what is there already
  for (const std::string_view name : known) {
    if (table_.find(name) == nullptr) missing.push_back(name);
  }
  for (const Node& item : table_.items) {
    if (is_asked(item)) continue;
    if (is_among(elsewhere, item.name)) {
      report_.error(item.name_place, "arabic-only",
                    say("«{name}» belongs in the Arabic file only; take it out here", {{"name", item.name}}));
    } else {
      Message message = say("«{name}» is not known here", {{"name", item.name}});
      suggest(message, nearest(nearest(missing, item.name) ? missing : known, item.name));
      report_.error(item.name_place, "unknown-field", std::move(message));
    }
  }
}

}  // namespace kiosk::content
