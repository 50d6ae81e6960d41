#pragma once
// Where packs and complaints may lie outside this machine: the folder that stands in for a stick, and the
// sticks that are plugged in, which the root helper mounts (platform/stick). A stick is mounted only when
// somebody asks for what is on it, and is taken away when nobody does any more: what a passer-by plugs in is
// not even looked at. Pack worker's thread. Errors: StickError; ShelfError where a stick is not there.

#include <filesystem>
#include <map>
#include <optional>

#include "kiosk/app/staff.h"
#include "platform/stick/client.h"

namespace kiosk::main {

enum class ShelfError { not_there };
std::string_view name_of(ShelfError);

struct ShelfPlace {
  std::uint64_t plug = app::kFolder;
  std::filesystem::path folder;
};

class StickShelf {
 public:
  // Without a helper's socket there is only the folder.
  StickShelf(std::filesystem::path folder, const std::filesystem::path& helper);

  // Those that are plugged in now; mounts of the others are taken away.
  void set_sticks(std::vector<app::StickView> sticks);
  // Every place that can be read, the folder first. A stick that cannot be says why in sticks().
  std::vector<ShelfPlace> open_all();
  [[nodiscard]] const std::vector<app::StickView>& sticks() const { return sticks_; }
  // Whoever opened a place for writing closes it: then all is on the stick, or the error says that it is not.
  base::Result<ShelfPlace> open_to_write(std::uint64_t plug);
  base::Result<void> close(std::uint64_t plug);
  void close_all();

 private:
  app::StickView* find(std::uint64_t plug);

  std::filesystem::path folder_;
  std::optional<platform::stick::Client> helper_;
  std::vector<app::StickView> sticks_;
  std::map<std::uint64_t, std::string> mounted_;  // device by plug
};

// What staff read of an error on the way to or from a stick.
std::string stick_code(const base::Error& error);

}  // namespace kiosk::main
