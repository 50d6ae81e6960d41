#pragma once
// The fixed words of the sources and of the packs: names of enumerators, of the screens a card may lead to,
// and of the icons, pictures and figures that the program can draw. A name that is not here is a mistake in
// the sources.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "kiosk/content/contents.h"
#include "kiosk/content/message.h"

namespace kiosk::content {

using Names = std::span<const std::string_view>;

// Screens of the program that a card or a link may lead to, beside the articles.
Names screen_names();
Names icon_names();
Names picture_names();

// Names of an enumeration in the order of its enumerators.
Names names_of(Span::Kind);
Names names_of(Block::Kind);
Names names_of(Figure::Kind);
Names names_of(Twin::Relation);
Names names_of(Agreement::Field);
Names names_of(EstimatorInput::Unit);
Names names_of(Campaign::Formula);
Names names_of(Question::Kind);

template <typename Enum>
std::string_view text_of(Enum value) {
  return names_of(value)[static_cast<std::size_t>(value)];
}

bool is_among(Names names, std::string_view name);

template <typename Enum>
std::optional<Enum> parse_name(std::string_view name) {
  const Names names = names_of(Enum{});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// The name a writer may have meant, if one is near (at most a third of the letters differ; capitals do not).
std::optional<std::string_view> nearest(Names names, std::string_view word);

// Adds ": did you mean «…»?" where there is one to mean.
void suggest(Message& message, std::optional<std::string_view> near);

// The page that is meant by its file: "governance" of "../articles/governance.md" or "governance.html".
std::optional<std::string_view> page_meant(std::string_view file);

// With small letters for A to Z.
std::string lower_case(std::string_view text);

// Lower-case letters, digits and hyphens, one to kMaxSlugSize of them, not beginning with a hyphen.
constexpr std::size_t kMaxSlugSize = 48;
bool is_slug(std::string_view text);

}  // namespace kiosk::content
