#pragma once
// What the machine says of itself: room on the disk, memory, temperature, how long it has been up. What it
// does not say is left out. Reads small files of the kernel and walks the kiosk's folders: worker thread.

#include <filesystem>

#include "kiosk/app/staff.h"

namespace kiosk::main {

struct MachinePlaces {
  std::filesystem::path state;
  std::filesystem::path stick;
  std::filesystem::path proc = "/proc";
  std::filesystem::path thermal = "/sys/class/thermal";
};

// The machine's part of a check-up; the outbox's is left at its defaults.
app::Checkup look_at_machine(const MachinePlaces& places);

}  // namespace kiosk::main
