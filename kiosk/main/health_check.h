#pragma once
// Whether every page of the installed content can be shown: a process of its own looks, `kiosk
// --check-content` (health_look.h), so that the kiosk that shows the content goes on whatever becomes of it.
// What it says on standard output is kSoundContent, or a problem a line.

#include <chrono>
#include <filesystem>
#include <string>

namespace kiosk::main {

constexpr std::chrono::seconds kHealthPatience(120);
constexpr const char* kSoundContent = "content: sound\n";

// Starts the program that looks at the state folder's content, and waits. What is wrong, or nothing. A
// program that does not begin, dies, or takes longer than `patience`, is a problem too. Any thread.
std::string check_health(const std::filesystem::path& program, const std::filesystem::path& state,
                         std::chrono::milliseconds patience = kHealthPatience);

}  // namespace kiosk::main
