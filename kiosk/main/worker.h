#pragma once
// The worker thread: what is slow or touches the disk. Takes effects (app/update.h), answers with intents
// through `tell`. It holds the outbox with the network thread and, while a form is being filled, the next
// receipt's code with the keys derived from it. What sticks and packs need it hands on to the pack thread.
//
// post() may be called from the screen's thread; `tell` is called on the worker and on the pack thread.

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "kiosk/app/update.h"
#include "kiosk/base/mailbox.h"
#include "kiosk/complaint/outbox.h"
#include "kiosk/main/kiosk_clock.h"
#include "kiosk/main/pack_worker.h"
#include "kiosk/main/staff_code.h"

namespace kiosk::main {

struct WorkerParts {
  std::filesystem::path state;
  std::filesystem::path stick;
  std::filesystem::path stick_helper;
  const KioskClock& clock;
  complaint::Outbox* outbox = nullptr;  // null: this kiosk has no outbox it could open
  complaint::AnswerStore* answers = nullptr;
  const complaint::Identity* identity = nullptr;
  std::function<void(app::Intent)> tell;
  std::function<void(const base::Uuid&)> filed;  // for the network thread
  std::function<void()> follow_up_asked;
  std::function<bool(const complaint::TicketTag&)> ask_cell;  // false: there is no cell to ask
  std::function<void()> try_network;
  std::filesystem::path program = {};  // PackWorkerParts'
  std::function<void(const base::Result<void>&)> fetched = [](const base::Result<void>&) {};
  bool content_is_damaged = false;
  std::function<void(const crypto::CellPublicKey&)> new_cell_key = [](const crypto::CellPublicKey&) {};
};

class Worker {
 public:
  explicit Worker(WorkerParts parts);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(app::Effect effect);
  // Carries out what was posted and ends the thread; what is posted later is dropped. Once.
  void stop();
  void refresh_counts();
  // Any thread: the cell has confirmed a complaint or a message.
  void hear_of_delivery(const base::Uuid& uuid);
  // Any thread: what ask_cell() asked for is answered, and kept; or the cell could not be reached.
  void hear_from_cell(bool reached);
  // Effects whose answer the citizen waits for and has not got yet.
  [[nodiscard]] int pending() const { return pending_ + packs_.pending(); }
  // Any thread: the sticks that are plugged in.
  void set_sticks(std::vector<app::StickView> sticks) { packs_.set_sticks(std::move(sticks)); }
  // Any thread: what was damaged of the content has been fetched.
  void show_repaired_content() { packs_.show_repaired_content(); }
  // Any thread: a photograph was not what the pack says.
  void look_for_damage() { packs_.look_for_damage(); }

 private:
  struct Prepared {
    complaint::ReceiptCode code;
    complaint::Ticket ticket;
  };
  struct CountOutbox {};
  struct CellAnswer {
    bool reached;
  };
  struct Delivered {
    base::Uuid uuid;
  };
  struct Stop {};
  using Task = std::variant<app::Effect, CountOutbox, CellAnswer, Delivered, Stop>;

  PackWorkerParts pack_parts();
  void run();
  void carry_out(app::Effect& effect);
  void file(const complaint::Draft& draft);
  base::Result<app::ReceiptView> file_complaint(const complaint::Draft& draft);
  void check_outbox();
  base::Result<Prepared> prepare();
  void look_up(const base::SecretString& typed);
  base::Result<std::optional<complaint::FollowUp>> look_here(const base::SecretString& typed);
  bool ask_cell();
  void take_cell_answer(bool reached);
  void tell_found(base::Result<std::optional<complaint::FollowUp>> found);
  void file_message(const app::effect::FileMessage& order);
  void forget();
  void look_again(const base::Uuid& delivered);
  void check_pin(const app::effect::CheckPin& order);
  void change_code(const app::effect::ChangeCode& order);
  void check_up();
  void look_at_outbox(app::Checkup& checkup);
  void retry_failed();
  void count_outbox();

  WorkerParts parts_;
  StaffCode code_;
  base::BootTime start_;
  PackWorker packs_;
  std::optional<Prepared> prepared_;
  std::optional<base::SecretString> last_code_;  // a status on screen asks again: its ticket is kept with it
  std::optional<complaint::Ticket> last_ticket_;
  std::optional<base::Uuid> added_;            // to the complaint on screen, last
  std::optional<complaint::TicketTag> asked_;  // the cell, last
  base::BootTime asked_at_{};
  bool cell_reached_ = true;     // then
  bool waits_for_cell_ = false;  // and a citizen with it
  base::Mailbox<Task> tasks_;
  std::atomic<int> pending_ = 0;
  std::thread thread_;
};

}  // namespace kiosk::main
