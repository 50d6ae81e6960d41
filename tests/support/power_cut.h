#pragma once
// Power cuts at every step of a piece of work, for programs that link power_cut.cpp: it stands in front of
// the calls that change a disk (open to create, write, fsync, syncfs, rename, unlink, unlinkat, mkdir) and
// counts them.
//
// survive_power_cuts(folder, work, check) runs the work in a child process once for each step, ends the child
// just before that step, and lets `check` look at the folder in two states the hardware may leave: everything
// written so far is there; or only what was synced is (unsynced file contents are gone, names not synced in
// their folder are undone). The folder is put back before each run. Single-threaded work only.

#include <filesystem>
#include <functional>

namespace kiosk::tests {

enum class Loss { nothing, unsynced };

struct PowerCut {
  int step;  // from 1
  Loss loss;
};

// The number of steps of the whole work; each was cut twice.
int survive_power_cuts(const std::filesystem::path& folder, const std::function<void()>& work,
                       const std::function<void(const PowerCut&)>& check);

}  // namespace kiosk::tests
