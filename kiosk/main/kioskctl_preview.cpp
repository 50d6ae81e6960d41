// kioskctl preview: the kiosk itself on a clerk's sources.

#include <unistd.h>

#include <cstring>
#include <memory>

#include "kiosk/base/bytes.h"
#include "kiosk/main/kioskctl.h"

namespace kiosk::main {
namespace {

// Half of the town hall's panel: fits a desk's display.
constexpr const char* kWindow = "540x960";

enum class PreviewError { no_program };
std::string_view name_of(PreviewError) { return "no-program"; }

struct Told {
  std::string sources, day;
  std::vector<std::string> more;
};

bool says_where(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    for (const char* display : {"--window", "--offscreen", "--fullscreen"}) {
      if (word.starts_with(display)) return true;
    }
  }
  return false;
}

// Becomes the kiosk; comes back only with the reason why not.
int preview(const Told& told) {
  std::error_code code;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", code);
  std::vector<std::string> words = {(self.parent_path() / "kiosk").string(), "--preview", told.sources};
  if (!told.day.empty()) words.insert(words.end(), {"--day", told.day});
  if (!says_where(told.more)) words.insert(words.end(), {"--window", kWindow});
  words.insert(words.end(), told.more.begin(), told.more.end());
  std::vector<char*> command;
  for (std::string& word : words) command.push_back(word.data());
  command.push_back(nullptr);
  std::cout.flush();
  execv(command[0], command.data());
  return refuse(base::Error(PreviewError::no_program,
                            base::cat(words[0], " cannot be started: ", std::strerror(errno))));
}

}  // namespace

void add_preview_commands(CLI::App& app, int& exit_code) {
  const auto told = std::make_shared<Told>();
  CLI::App* command = app.add_subcommand(
      "preview",
      "Opens the kiosk on a folder of sources and shows every change at once; keeps no complaints.");
  command->add_option("DIR", told->sources, "the sources")->required()->check(CLI::ExistingDirectory);
  command->add_option("--day", told->day, "YYYY-MM-DD: as it will be on this day; else today");
  command->add_option("OPTIONS", told->more,
                      "of the kiosk, after --, such as: -- --window 1080x1920 --lang fr");
  command->callback([told, &exit_code] { exit_code = preview(*told); });
}

}  // namespace kiosk::main
