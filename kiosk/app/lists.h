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

// The energy campaigns of this day, by Moroccan time; none without content.
std::vector<const content::Campaign*> campaigns_now(const State& state);

// A slug's name; the slug itself when nobody knows it.
std::string category_name(const State& state, const Strings& strings, const std::string& slug);
std::string district_name(const State& state, const Strings& strings, const std::string& slug);

}  // namespace kiosk::app
