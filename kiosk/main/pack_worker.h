#pragma once
// The pack thread: what staff ask for and a stick may make slow or stop altogether. It finds packs, installs
// them, goes back, and copies the waiting complaints to a stick; so that no citizen's complaint ever waits
// for a stick, it is not the worker's thread. It installs what came over the network as well. What it has
// installed it has looked at by another process (health_check.h), and takes it back where a page cannot be
// shown. Once a day it reads all that is installed. It takes effects (app/update.h) and answers with intents
// through `tell`, which it calls on its own thread.
//
// post(), set_sticks(), look_for_damage() and show_repaired_content() may be called from any thread.

#include <atomic>
#include <filesystem>
#include <functional>
#include <thread>

#include "kiosk/app/update.h"
#include "kiosk/base/mailbox.h"
#include "kiosk/complaint/stick_mail.h"
#include "kiosk/content/content_store.h"
#include "kiosk/main/kiosk_clock.h"
#include "kiosk/main/stick_shelf.h"

namespace kiosk::main {

// Where the sealed complaints lie on a stick; `kiosk-desk import` is given it.

struct PackWorkerParts {
  std::filesystem::path state;
  std::filesystem::path stick;         // the folder that stands in for one
  std::filesystem::path stick_helper;  // the root helper's socket; empty: none
  const KioskClock& clock;
  complaint::Outbox* outbox = nullptr;  // with the two below, or none
  std::function<void(app::Intent)> tell;
  std::filesystem::path program = {};  // the kiosk's, which looks at new content; empty: nobody does
  std::function<void(const base::Result<void>&)> fetched = [](const base::Result<void>&) {
  };                                // what became of a pack that came over the network
  bool content_is_damaged = false;  // as the first load found: all of it is read at once
  complaint::AnswerStore* answers = nullptr;
  const complaint::Identity* identity = nullptr;
  std::function<void()> mail_exchanged = [] {};  // with a stick: counts and answers may have changed
  std::function<void(const crypto::CellPublicKey&)> new_cell_key = [](const crypto::CellPublicKey&) {};
};

class PackWorker {
 public:
  explicit PackWorker(PackWorkerParts parts);
  ~PackWorker();
  PackWorker(const PackWorker&) = delete;
  PackWorker& operator=(const PackWorker&) = delete;

  [[nodiscard]] static bool takes(const app::Effect& effect);
  void post(app::Effect effect);
  void set_sticks(std::vector<app::StickView> sticks);
  void look_for_damage();  // something shown was not what it should be
  void show_repaired_content();
  // Carries out what was posted and ends the thread. Once.
  void stop();
  [[nodiscard]] int pending() const { return pending_; }

 private:
  struct Stop {};
  struct LookForDamage {};
  struct ShowRepaired {};
  using Sticks = std::vector<app::StickView>;
  using Task = std::variant<app::Effect, Sticks, LookForDamage, ShowRepaired, Stop>;

  void run();
  void carry_out(const app::Effect& effect);
  void find_packs(std::uint64_t search);
  std::string find_packs(const content::TrustedKeys& keys, std::vector<app::PackView>& found);
  void look_at_sticks();
  [[nodiscard]] base::Result<content::TrustedKeys> keys() const;
  void begin();
  void note_clock();
  void look_after();
  void scrub();
  void install(const app::effect::InstallPack& order);
  void install_fetched(const app::effect::InstallFetched& order);
  base::Result<void> prove(const content::TrustedKeys& keys);
  void roll_back();
  void copy_outbox(std::uint64_t plug);
  base::Result<app::intent::OutboxCopied> exchange_mail(const std::filesystem::path& folder);
  void tell_installed(const base::Result<void>& done, const std::string& path);
  void tell_content();

  PackWorkerParts parts_;
  content::ContentStore content_;
  base::BootTime next_scrub_;
  StickShelf shelf_;
  base::Mailbox<Task> tasks_;
  std::atomic<int> pending_ = 0;
  std::thread thread_;
};

}  // namespace kiosk::main
