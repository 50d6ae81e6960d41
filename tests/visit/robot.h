#pragma once
// The kiosk's program, driven by its robot.

#include "tests/support/catch.h"
#include "tests/support/programs.h"

namespace kiosk::tests {

class RobotKiosk {
 public:
  explicit RobotKiosk(const std::filesystem::path& state, const std::string& desk = {},
                      const std::vector<std::string>& more = {})
      : child_(command_for(state, desk, more)) {}

  explicit RobotKiosk(const std::vector<std::string>& command) : child_(command) {}

  // Says a command without waiting for its answer.
  void say(const std::string& command) { child_.say(command + "\n"); }
  base::Json ask(const std::string& command) {
    say(command);
    return hear();
  }
  base::Json hear() {
    const std::string line = child_.hear_line();
    const base::Result<base::Json> answer = base::Json::parse(line);
    INFO(line);
    REQUIRE(answer.ok());
    return *answer;
  }
  void taps(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      INFO("tap " << id);
      const base::Json answer = ask("tap " + id);
      REQUIRE(answer.find("ok")->boolean() == true);
    }
  }
  std::string screen() { return ask("tree").string_or("screen", ""); }
  // The node of this id, if it is on the screen.
  std::optional<base::Json> node(std::string_view id) {
    const base::Json tree = ask("tree");
    for (const base::Json& one : *tree.find("nodes")->items()) {
      if (one.string_or("id", "") == id) return one;
    }
    return std::nullopt;
  }
  std::string value(std::string_view id) {
    const auto found = node(id);
    return found ? found->string_or("value", "") : std::string();
  }
  // Everything that is said on the screen, one after the other.
  std::string words() {
    std::string all;
    const base::Json tree = ask("tree");
    for (const base::Json& one : *tree.find("nodes")->items())
      all += base::cat(one.string_or("name", ""), "\n");
    return all;
  }
  bool has_role(std::string_view role) {
    const base::Json tree = ask("tree");
    for (const base::Json& one : *tree.find("nodes")->items()) {
      if (one.string_or("role", "") == role) return true;
    }
    return false;
  }
  // What comes from outside is waited for by asking again, at most so many times.
  bool wait_for_value(std::string_view id, std::string_view wanted) {
    for (int tries = 0; tries < 600; ++tries) {
      if (value(id) == wanted) return true;
      usleep(50'000);
    }
    return false;
  }
  bool wait_for_words(std::string_view wanted) {
    for (int tries = 0; tries < 600; ++tries) {
      if (words().find(wanted) != std::string::npos) return true;
      usleep(50'000);
    }
    return false;
  }
  [[nodiscard]] pid_t pid() const { return child_.pid(); }
  void kill() { child_.end(SIGKILL); }
  int quit() {
    ask("quit");
    return child_.wait();
  }

  // From the attract loop to the check page, consent given.
  void fill_form(const std::string& text) {
    taps({"attract.ar", "home.complaint", "complaint.kind.complaint", "complaint.category.lighting",
          "complaint.continue", "complaint.district.tabriquet", "complaint.continue"});
    REQUIRE(ask("text " + text).find("ok")->boolean() == true);
    taps({"complaint.continue", "complaint.skip", "complaint.continue", "complaint.consent"});
  }

 private:
  static std::vector<std::string> command_for(const std::filesystem::path& state, const std::string& desk,
                                              const std::vector<std::string>& more) {
    std::vector<std::string> command = {program("kiosk"), "--state",   state.string(),
                                        "--offscreen",    "1080x1920", "--robot"};
    if (!desk.empty()) command.insert(command.end(), {"--desk", desk});
    command.insert(command.end(), more.begin(), more.end());
    return command;
  }
  ChildProcess child_;
};

// The edition of content/, signed with a key of its own and installed on the kiosk of a world.
inline void install_content(const KioskWorld& world, const TempFolder& work) {
  const std::string ctl = program("kioskctl"), pack = (work / "first.pack").string();
  const auto run = [](const std::vector<std::string>& command) {
    REQUIRE(run_program(command).exit_code == 0);
  };
  run({ctl, "key", "new", "--role", "content", "--out", (work / "keys").string()});
  store::make_folder(world.state() / "keys/content").value();
  std::filesystem::copy_file(work / "keys/content.pub", world.state() / "keys/content/content.pub");
  run({ctl, "pack", "build", base::cat(KIOSK_SOURCE_DIR, "/content"), "--version", "1", "--out", pack});
  run({ctl, "pack", "sign", pack, "--key", (work / "keys/content.key").string()});
  run({ctl, "pack", "install", pack, "--state", world.state().string()});
}

}  // namespace kiosk::tests
