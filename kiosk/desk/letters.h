#pragma once
// What citizens wrote, opened once and held in memory, for searching and for the first words that lists show:
// on the disk it is sealed and cannot be searched. Words are compared folded (base/fold.h). A thread of its
// own reads all letters when the desk starts, newest first as far as clerks look; later ones are read when
// they are asked for. A letter that does not open is not found, and has no subject.
//
// Thread-safe.

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "kiosk/desk/cases.h"

namespace kiosk::desk {

constexpr std::size_t kQuestionMaxSize = 200;  // bytes of what is searched for
constexpr std::size_t kFoundMost = 500;        // cases

class Letters {
 public:
  // Both must outlive it.
  Letters(DeskDatabase& database, const Vault& vault);
  ~Letters();
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;

  // The cases that have all words of the question, or the telephone that it is, the newest first.
  struct Found {
    std::vector<std::int64_t> ids;
    bool is_complete = true;  // false: old letters are still being read
  };
  base::Result<Found> find(std::string_view question);
  // The first words of the letter; empty if it does not open or was erased.
  base::Result<std::string> subject(const Case& entry);
  void forget(std::int64_t case_id);

 private:
  struct Letter {
    std::string folded;
    std::string subject;
    std::string phone;  // "0612345678", or empty
  };
  void read_all();
  base::Result<bool> read_older();  // a page of those not read; false: there are none
  base::Result<void> read_newer();
  base::Result<void> drop_erased();
  base::Result<void> take(const std::vector<Case>& cases);

  DeskDatabase& database_;
  const Vault& vault_;
  std::mutex mutex_;
  std::map<std::int64_t, Letter> letters_;
  std::int64_t oldest_ = 0, newest_ = 0;  // ids that were read; 0: none
  std::int64_t erased_until_ = 0;         // up to when it was looked for erased cases
  std::atomic<bool> is_complete_ = false, ending_ = false;
  std::thread thread_;
};

}  // namespace kiosk::desk
