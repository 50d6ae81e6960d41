#include "kiosk/main/stick_shelf.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/content/pack_finder.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::Result;
using platform::stick::Request;
using platform::stick::StickError;
using platform::stick::Verb;

bool is_folder(const fs::path& path) {
  std::error_code code;
  return fs::is_directory(path, code);
}

}  // namespace

std::string_view name_of(ShelfError) { return "stick-not-there"; }

std::string stick_code(const Error& error) {
  if (error.is(ShelfError::not_there) || error.is(StickError::gone) || error.is(StickError::no_device))
    return app::kStickRemoved;
  if (error.is(store::StoreError::full)) return "E-USB-03";
  if (error.is(StickError::write_protected)) return "E-USB-04";
  if (error.is(StickError::no_file_system)) return "E-USB-05";
  return "E-USB-06";
}

StickShelf::StickShelf(fs::path folder, const fs::path& helper) : folder_(std::move(folder)) {
  if (!helper.empty()) helper_.emplace(helper);
}

app::StickView* StickShelf::find(std::uint64_t plug) {
  const auto found = std::ranges::find(sticks_, plug, &app::StickView::plug);
  return found == sticks_.end() ? nullptr : &*found;
}

void StickShelf::set_sticks(std::vector<app::StickView> sticks) {
  sticks_ = std::move(sticks);
  std::vector<std::uint64_t> gone;
  for (const auto& [plug, device] : mounted_) {
    if (find(plug) == nullptr) gone.push_back(plug);
  }
  for (const std::uint64_t plug : gone) {
    // The helper knows best what became of it; nothing is lost, for nothing was being written.
    const Result<void> closed = close(plug);
    if (!closed) KIOSK_LOG(info, "stick.pulled", {"reason", closed.error().name()});
  }
}

std::vector<ShelfPlace> StickShelf::open_all() {
  std::vector<ShelfPlace> places;
  if (is_folder(folder_)) places.push_back({app::kFolder, folder_});
  for (app::StickView& stick : sticks_) {
    if (!helper_) continue;
    const Result<std::string> mounted = helper_->ask({Verb::mount, stick.device});
    if (mounted) {
      mounted_[stick.plug] = stick.device;
      stick.problem.clear();
      stick.packs = content::pack_names(*mounted).size();
      places.push_back({stick.plug, *mounted});
      continue;
    }
    stick.packs.reset();
    stick.problem = stick_code(mounted.error());
    KIOSK_LOG(warning, "stick.not-mounted", {"reason", mounted.error().name()});
  }
  return places;
}

Result<ShelfPlace> StickShelf::open_to_write(std::uint64_t plug) {
  if (plug == app::kFolder) {
    if (is_folder(folder_)) return ShelfPlace{plug, folder_};
    return Error(ShelfError::not_there, "the folder that stands in for a stick is not there");
  }
  const app::StickView* stick = find(plug);
  if (stick == nullptr || !helper_) return Error(ShelfError::not_there, "the stick is not plugged in");
  const std::string folder = TRY(helper_->ask({Verb::write, stick->device}));
  mounted_[plug] = stick->device;
  return ShelfPlace{plug, folder};
}

Result<void> StickShelf::close(std::uint64_t plug) {
  if (plug == app::kFolder) {
    if (is_folder(folder_)) return base::done();
    return Error(ShelfError::not_there, "the folder that stands in for a stick is gone");
  }
  const auto mounted = mounted_.find(plug);
  if (mounted == mounted_.end() || !helper_) return base::done();
  const std::string device = mounted->second;
  mounted_.erase(mounted);
  TRY(helper_->ask({Verb::unmount, device}));
  return base::done();
}

void StickShelf::close_all() {
  while (!mounted_.empty()) {
    const Result<void> closed = close(mounted_.begin()->first);
    if (!closed) KIOSK_LOG(warning, "stick.not-unmounted", {"reason", closed.error().name()});
  }
}

}  // namespace kiosk::main
