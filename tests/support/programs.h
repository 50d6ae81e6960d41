#pragma once
// The programs as they were built, run on the folders of a world: the desk as a server, the kiosk by its
// robot, kioskctl and kiosk-desk as commands.

#include "kiosk/base/json.h"
#include "tests/support/child_process.h"
#include "tests/support/desk_world.h"

namespace kiosk::tests {

inline std::string program(std::string_view name) { return base::cat(KIOSK_BUILD_DIR, "/bin/", name); }

// kiosk-desk serving a world; knows its address.
class Server {
 public:
  explicit Server(const DeskWorld& world)
      : child_({program("kiosk-desk"), "serve", "--data", world.data().string(), "--listen", "127.0.0.1:0"}) {
    constexpr std::string_view kListening = "listening on ";
    const std::string line = child_.hear_line();
    if (line.starts_with(kListening)) url = line.substr(kListening.size());
  }
  int end(int signal) { return child_.end(signal); }
  std::string url;  // empty: it did not start

 private:
  ChildProcess child_;
};

inline Finished desk_command(const DeskWorld& world, std::vector<std::string> words,
                             std::string_view input = {}) {
  std::vector<std::string> command = {program("kiosk-desk")};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--data", world.data().string()});
  return run_program(command, input);
}

inline Finished outbox_command(const KioskWorld& world, std::vector<std::string> words,
                               std::string_view input = {}) {
  std::vector<std::string> command = {program("kioskctl"), "outbox"};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--state", world.state().string()});
  return run_program(command, input);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

// The texts of the cases on the desk, in no order.
inline std::vector<base::Json> cases_of(const DeskWorld& world) {
  std::vector<base::Json> cases;
  for (const std::string& line : lines_of(desk_command(world, {"case", "list", "--json"}).said))
    cases.push_back(base::Json::parse(line).value());
  return cases;
}

}  // namespace kiosk::tests
