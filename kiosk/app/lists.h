#pragma once
// Categories and districts as the form offers them: those of the installed content, or, when nothing that
// could be verified is installed, the built-in ones, so that complaints still work. The built-in slugs are
// those of content/data. And the lists that depend on the day.

#include <string>
#include <vector>

#include "kiosk/app/state.h"
#include "kiosk/app/strings.h"

namespace kiosk::app {

struct Choice {
  std::string slug, name, icon;
};

std::vector<Choice> categories(const State& state, const Strings& strings);
std::vector<Choice> districts(const State& state, const Strings& strings);
std::vector<Choice> neighbourhoods(const State& state, const std::string& district);

// Who receives complaints about the chosen subject, where that is another body than the cell; else empty.
std::string other_receiver(const State& state);

// How many complaints about the chosen subject in the chosen arrondissement are open, as far as the desk has
// published it within kOpenCountsFresh; nothing where that is not known, or the clock cannot be right.
constexpr std::chrono::days kOpenCountsFresh(7);
std::optional<std::int64_t> others_reported(const State& state);

// The energy campaigns of this day, by Moroccan time; none without content.
std::vector<const content::Campaign*> campaigns_now(const State& state);

// A slug's name; the slug itself when nobody knows it.
std::string category_name(const State& state, const Strings& strings, const std::string& slug);
std::string district_name(const State& state, const Strings& strings, const std::string& slug);

}  // namespace kiosk::app
