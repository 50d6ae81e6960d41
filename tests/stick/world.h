#pragma once
// A kiosk's pack thread with sticks of all sorts: what it tells is kept, and waited for.

#include <condition_variable>
#include <mutex>

#include "kiosk/content/content_store.h"
#include "kiosk/main/pack_worker.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"
#include "tests/support/child_process.h"
#include "tests/support/complaint_world.h"

namespace kiosk::tests {

// A folder served by lying_stick.
class LyingStick {
 public:
  LyingStick(const std::string& mode, std::uint64_t number, const std::filesystem::path& source)
      : child_({base::cat(KIOSK_BUILD_DIR, "/bin/lying_stick"), mode, std::to_string(number), source.string(),
                mount_.path().string()}) {
    INFO("is there a /dev/fuse, and may it be used?");
    REQUIRE(child_.hear_line() == "mounted");
  }
  LyingStick(const LyingStick&) = delete;
  LyingStick& operator=(const LyingStick&) = delete;
  ~LyingStick() { child_.end(SIGTERM); }
  [[nodiscard]] const std::filesystem::path& path() const { return mount_.path(); }

 private:
  TempFolder mount_;
  ChildProcess child_;
};

class PackWorld {
 public:
  PackWorld() {
    write_text(state() / "keys/content/content.pub", key.public_half().file_text("test"));
    contents.site.declaration = "edition 1";
    REQUIRE(store()
                .install(content::UnverifiedPack::from_bytes(signed_pack(contents, key, 1)).value(),
                         trust(key), noon(2026, 12, 1))
                .ok());
  }
  [[nodiscard]] std::filesystem::path state() const { return kiosk.state(); }
  [[nodiscard]] content::ContentStore store() const { return content::ContentStore(state()); }
  [[nodiscard]] std::int64_t shown() const { return store().load(trust(key)).value().catalogue->version(); }
  // Writes it into a folder; its size.
  std::size_t put_pack(const std::filesystem::path& folder, std::int64_t version, const std::string& name) {
    contents.site.declaration = base::cat("edition ", version);
    const base::Bytes pack = signed_pack(contents, key, version);
    store::make_folder(folder).value();
    store::replace_file(folder / name, pack, store::FileMode::public_file).value();
    return pack.size();
  }
  // Every stored byte of the content, by path.
  [[nodiscard]] std::map<std::string, base::Bytes> snapshot() const {
    std::map<std::string, base::Bytes> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(state() / "content")) {
      if (entry.is_regular_file() && entry.path().filename() != "lock")
        files[entry.path().string()] = store::read_file(entry.path(), 1 << 26).value();
    }
    return files;
  }

  KioskWorld kiosk;
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  content::Contents contents = good_contents();
};

// The pack thread on a world, and what it says.
class Packs {
 public:
  Packs(const PackWorld& world, const std::filesystem::path& folder, const std::filesystem::path& helper = {},
        OpenOutbox* open = nullptr)
      : worker_(parts_of(world, folder, helper, open)) {}

  void plug(std::vector<app::StickView> sticks) { worker_.set_sticks(std::move(sticks)); }
  app::intent::PacksFound find() { return ask<app::intent::PacksFound>(app::effect::FindPacks{1}); }
  app::intent::SticksSeen look() { return ask<app::intent::SticksSeen>(app::effect::LookAtSticks{}); }
  app::intent::Installed install(const app::PackView& pack) {
    return ask<app::intent::Installed>(app::effect::InstallPack{pack.path, pack.manifest});
  }
  app::intent::OutboxCopied copy(std::uint64_t plug = app::kFolder) {
    return ask<app::intent::OutboxCopied>(app::effect::CopyOutbox{plug});
  }
  void forget() {
    worker_.post(app::effect::Forget{});
    worker_.stop();
  }
  // Progress told since the last question.
  std::vector<app::intent::InstallProgress> progress() {
    const std::lock_guard lock(mutex_);
    std::vector<app::intent::InstallProgress> out;
    for (const app::Intent& intent : said_) {
      if (const auto* one = std::get_if<app::intent::InstallProgress>(&intent)) out.push_back(*one);
    }
    return out;
  }

 private:
  main::PackWorkerParts parts_of(const PackWorld& world, const std::filesystem::path& folder,
                                 const std::filesystem::path& helper, OpenOutbox* open) {
    main::PackWorkerParts parts{world.state(),
                                folder,
                                helper,
                                clock_,
                                open == nullptr ? nullptr : open->outbox.get(),
                                [this](app::Intent intent) { keep(std::move(intent)); }};
    if (open != nullptr) parts.answers = &open->answers;
    if (open != nullptr) parts.identity = &open->identity;
    return parts;
  }
  template <typename Answer>
  Answer ask(app::Effect effect) {
    std::unique_lock lock(mutex_);
    said_.clear();
    worker_.post(std::move(effect));
    while (true) {
      for (const app::Intent& intent : said_) {
        if (const auto* answer = std::get_if<Answer>(&intent)) return *answer;
      }
      heard_.wait(lock);
    }
  }
  void keep(app::Intent intent) {
    const std::lock_guard lock(mutex_);
    said_.push_back(std::move(intent));
    heard_.notify_all();
  }

  main::KioskClock clock_;
  std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<app::Intent> said_;
  main::PackWorker worker_;
};

}  // namespace kiosk::tests
