#pragma once
// The staff's door of the kiosk's program: the mark, held, and the code.

#include "tests/visit/robot.h"

namespace kiosk::tests {

constexpr const char* kStaffCode = "27182818";

inline void set_staff_code(const DeskWorld& world) {
  const std::vector<std::string> command = {program("kioskctl"), "staff", "pin", "--state",
                                            world.kiosk.state().string()};
  REQUIRE(run_program(command, base::cat(kStaffCode, "\n")).exit_code == 0);
}

// Holds the mark for five seconds.
inline void open_door(RobotKiosk& kiosk) {
  const base::Json door = kiosk.node("staff.open").value();
  const auto& rect = *door.find("rect")->items();
  const std::string at = base::cat(*rect[0].integer() + *rect[2].integer() / 2, " ",
                                   *rect[1].integer() + *rect[3].integer() / 2);
  kiosk.ask("press " + at);
  kiosk.ask("advance 4000");
  CHECK(kiosk.screen() == "home");
  kiosk.ask("advance 1100");
  kiosk.ask("release " + at);
  REQUIRE(kiosk.screen() == "staff.pin");
}

inline void enter_code(RobotKiosk& kiosk, std::string_view digits) {
  for (const char digit : digits) kiosk.taps({std::string("osk.") + digit});
  kiosk.taps({"osk.enter"});
  kiosk.ask("settle");
}

// A status with much to tell is taller than its window.
inline void to_the_foot(RobotKiosk& kiosk) {
  if (kiosk.node("scroll.down")) kiosk.taps({"scroll.down"});
}

}  // namespace kiosk::tests
