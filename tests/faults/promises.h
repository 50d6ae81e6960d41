#pragma once
// What a kiosk has promised by a certain point of a log (disk_recorder.h), read from the marks of the test,
// and whether a state folder keeps it.
//
//   receipt UUID TEXT    the citizen has seen the receipt of a complaint that says TEXT
//   acked UUID           the desk's ack has arrived
//   delivered UUID       the outbox has taken it

#include <map>

#include "tests/support/complaint_world.h"
#include "tests/support/disk_recorder.h"

namespace kiosk::tests {

constexpr std::size_t kNever = static_cast<std::size_t>(-1);

struct Promise {
  std::string text;
  std::size_t receipt_at = kNever, acked_at = kNever, delivered_at = kNever;  // places in the log
};

// The outbox as the programs open it, without believing that it will.
struct Opening {
  Opening(const std::filesystem::path& state, const KioskWorld& world);
  complaint::Identity identity;
  std::unique_ptr<complaint::Ledger> ledger;
  std::unique_ptr<complaint::Outbox> outbox;  // none if it does not open
  std::string problem;
};

struct Promises {
  static Promises read(const DiskLog& log);
  std::map<std::string, Promise> by_uuid;
  std::map<std::string, std::string> envelopes;      // by uuid: each that was ever put in the spool
  mutable std::map<std::string, std::string> texts;  // of those envelopes that were opened
};

struct Verdict {
  int lost = 0;     // a receipted complaint that is not there, or not as it was
  int doubled = 0;  // twice there, again sent after its delivery, or two envelopes of one sequence
  int broken = 0;   // anything else: does not open, does not file, sends what is half written
  std::string first;

  void add(int Verdict::*kind, std::string what) {
    ++(this->*kind);
    if (first.empty()) first = std::move(what);
  }
  void add(const Verdict& other) {
    lost += other.lost, doubled += other.doubled, broken += other.broken;
    if (first.empty()) first = other.first;
  }
  [[nodiscard]] bool is_clean() const { return lost + doubled + broken == 0; }
};

enum class Repairs { none, any };  // what opening may have had to put right

// Opens the outbox of a state folder and looks whether it keeps every promise made before `point`; files one
// more.
Verdict judge(const std::filesystem::path& state, const KioskWorld& world, const Promises& promises,
              std::size_t point, Repairs allowed = Repairs::none);

}  // namespace kiosk::tests
