#pragma once
// Whether every page of the installed content can be shown: each is laid out on the kiosk's own screens, in
// every language, and its pictures are read. A page that cannot, or a letter that no font has, is a problem;
// so is the death of whoever looks. Therefore a process of its own looks, `kiosk --check-content`, and the
// kiosk that shows the content goes on whatever becomes of it.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/content/catalogue.h"
#include "kiosk/screens/screens.h"
#include "kiosk/text/font_set.h"

namespace kiosk::main {

constexpr std::chrono::seconds kHealthPatience(120);
constexpr std::size_t kMaxHealthProblems = 20;

struct HealthParts {
  ui::Interface& interface;
  screens::Screens& screens;
  text::FontSet& fonts;
  std::function<ui::Image(const std::string& asset)> load_picture;  // empty where it cannot be read
};

// In the process that looks: "article/governance (fr): ..." a problem, at most kMaxHealthProblems.
std::vector<std::string> health_problems(std::shared_ptr<const content::Catalogue> catalogue,
                                         const HealthParts& parts);
// Says on standard output what was found, as check_health() reads it; the exit code.
int tell_health(const std::vector<std::string>& problems);

// In the kiosk: starts the program that looks at the state folder's content, and waits. What is wrong, or
// nothing. A program that does not begin, dies, or takes longer than `patience`, is a problem too.
std::string check_health(const std::filesystem::path& program, const std::filesystem::path& state,
                         std::chrono::milliseconds patience = kHealthPatience);

}  // namespace kiosk::main
