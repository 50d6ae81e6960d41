#include "kiosk/content/vocabulary.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace kiosk::content {
namespace {

constexpr auto kScreens =
    std::to_array<std::string_view>({"twins", "agreements", "energy", "complaint", "follow"});

constexpr auto kIcons = std::to_array<std::string_view>(
    {"admin",        "agreement", "animal",       "audit",      "beach",       "bolt",    "book",
     "building",     "bus",       "calendar",     "chart",      "charter",     "check",   "check-circle",
     "clock",        "coins",     "construction", "document",   "eye",         "fan",     "flag",
     "fridge",       "gate",      "governance",   "handshake",  "home",        "inbox",   "info",
     "landmark",     "leaf",      "led",          "lock",       "map",         "market",  "megaphone",
     "message-edit", "minus",     "noise",        "other",      "phone",       "plus",    "reply",
     "risk-map",     "road",      "saved",        "search",     "settings",    "shield",  "signature",
     "solar-panel",  "star8",     "street-light", "sun",        "thermometer", "track",   "tree",
     "twin-cities",  "user",      "users",        "warning",    "waste",       "water",   "water-heater",
     "network",      "language",  "listen",       "hand-touch", "dashboard",   "printer", "offline"});

constexpr auto kPictures = std::to_array<std::string_view>(
    {"attract-day", "attract-dusk", "attract-energy", "attract-map", "energy-banner", "vignette-agreements",
     "vignette-energy", "vignette-governance", "vignette-map"});

constexpr auto kSpanKinds = std::to_array<std::string_view>({"strong", "link"});
constexpr auto kBlockKinds = std::to_array<std::string_view>({"heading", "paragraph", "item", "quote"});
constexpr auto kFigures =
    std::to_array<std::string_view>({"partners", "audit-steps", "risk-map", "audiences", "complaint-way"});
constexpr auto kRelations = std::to_array<std::string_view>({"twin", "project"});
constexpr auto kFields = std::to_array<std::string_view>({"economy", "society", "culture", "environment"});
constexpr auto kUnits = std::to_array<std::string_view>(
    {"lamps", "persons", "hours", "days", "watts", "litres", "celsius", "percent", "kwh"});
constexpr auto kFormulas = std::to_array<std::string_view>({"lamps", "solar-water", "label", "hours"});

constexpr auto kQuestionKinds = std::to_array<std::string_view>({"one", "several", "number", "text"});

// Letters to add, take away or change, or neighbours to swap, to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1), above(b.size() + 1), two_above(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

Names screen_names() { return kScreens; }
Names icon_names() { return kIcons; }
Names picture_names() { return kPictures; }
Names names_of(Span::Kind) { return kSpanKinds; }
Names names_of(Block::Kind) { return kBlockKinds; }
Names names_of(Figure::Kind) { return kFigures; }
Names names_of(Twin::Relation) { return kRelations; }
Names names_of(Agreement::Field) { return kFields; }
Names names_of(EstimatorInput::Unit) { return kUnits; }
Names names_of(Campaign::Formula) { return kFormulas; }
Names names_of(Question::Kind) { return kQuestionKinds; }

bool is_among(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<std::string_view> nearest(Names names, std::string_view word) {
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  if (word.size() > kMaxSlugSize) return std::nullopt;
  const std::string lower = lower_case(word);
  for (const std::string_view name : names) {
    const std::size_t longer = std::max(name.size(), word.size()),
                      shorter = std::min(name.size(), word.size());
    if (longer - shorter >= best_distance) continue;
    const std::size_t found = distance(lower_case(name), lower);
    const bool all_differs = found >= longer;
    if (found >= best_distance || all_differs) continue;
    best = name;
    best_distance = found;
  }
  return best;
}

void suggest(Message& message, std::optional<std::string_view> near) {
  if (near) message.then(": did you mean «{near}»?", {{"near", *near}});
}

std::optional<std::string_view> page_meant(std::string_view file) {
  constexpr auto kEndings = std::to_array<std::string_view>({".md", ".html", ".htm"});
  if (file.find(':') != std::string_view::npos || file.starts_with("//")) return std::nullopt;
  std::string_view name = file.substr(file.rfind('/') + 1);
  for (const std::string_view ending : kEndings) {
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    return is_slug(name) ? std::optional(name) : std::nullopt;
  }
  return std::nullopt;
}

bool is_slug(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= kMaxSlugSize && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace kiosk::content
