#pragma once
// What the staff screens show and what staff are in the middle of. Plain values; staff_update.cpp changes
// them. Codes typed here live in strings that wipe themselves.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/time_left.h"
#include "kiosk/base/log.h"
#include "kiosk/base/secret_string.h"
#include "kiosk/complaint/envelope.h"
#include "kiosk/content/catalogue.h"

namespace kiosk::app {

struct PackView {
  std::string path, name;
  std::string manifest;  // its hash: what is installed must be what was reviewed
  std::uint64_t size_bytes = 0;
  std::int64_t version = 0;
  std::string created, signer;
  std::size_t pages = 0, objects = 0;
  std::vector<std::string> added, changed, removed;     // "article/governance"
  std::string refusal;                                  // a reason code; empty when it may be installed
  std::int64_t missing_mb = 0;                          // of E-SPC-01
  std::shared_ptr<const content::Catalogue> catalogue;  // to look at before it is installed
  std::uint64_t plug = 0;                               // StickView's, of the stick it lies on
};

// A stick that is plugged in. The folder that may stand in for one is none of them: its number is kFolder.
struct StickView {
  std::uint64_t plug = 0;            // each plugging in has its own number, also of the same stick
  std::string device;                // "sdb1"
  std::string label;                 // as its file system names it; may be empty
  std::optional<std::size_t> packs;  // what lies on it; none: not looked at
  std::string problem;               // a reason code: it cannot be read
  bool operator==(const StickView&) const = default;
};
constexpr std::uint64_t kFolder = 0;
constexpr const char* kStickRemoved = "E-USB-01";

// The waiting complaints on their way to a stick.
struct Copying {
  bool under_way = false;
  std::uint64_t plug = kFolder;  // where to
  std::optional<int> copied;     // how many; they stay in the outbox
  int delivered = 0;             // confirmed by the cell with this stick
  std::string problem;           // a reason code: none of them may be counted on
};

// Content that was put in place, could not be shown, and was taken back.
struct Rejected {
  std::int64_t version = 0;  // 0: none
  std::string reason;        // which page, and what is wrong with it
};

// How content comes over the network.
struct Fetching {
  bool configured = false;
  std::optional<base::BootTime> heard_at, failing_since;
  std::string reason;                           // of the last failure, or why the last pack was refused
  std::int64_t version = 0;                     // of the pack that is under way, 0: none
  std::uint64_t done_bytes = 0, all_bytes = 0;  // of what it lacks
};

// Why an install, a search or a going back did not happen.
struct Refusal {
  std::string code;             // empty: it did
  std::int64_t missing_mb = 0;  // of E-SPC-01
  std::string detail = {};      // of E-INS-02: which page, and what is wrong with it
};
constexpr const char* kNoStick = "no-stick";  // of a search

// Why a code is not taken or not changed: reason codes, what the worker says among them.
constexpr const char* kWrongCode = "wrong-code";  // the old one
constexpr const char* kCodesDiffer = "differs";   // the new one and the new one again
constexpr const char* kCodeNotDigits = "pin-not-digits";
constexpr const char* kCodeTooEasy = "pin-too-easy";
constexpr const char* kSameCode = "pin-same";  // the new one is the old one
// Why a new code will not do, kCodeNotDigits or kCodeTooEasy; empty: it will.
std::string_view problem_of_code(std::string_view code);

enum class CodeField { old_code, fresh, again };

// The old code, which the worker checks before anything else is asked, the new one, and the new one again.
struct CodeChange {
  CodeField field = CodeField::old_code;
  base::SecretString old_code, fresh, again;
  bool checking = false;
  std::string problem;  // a reason code
  bool done = false;
  base::SecretString& typed() {
    return field == CodeField::old_code ? old_code : field == CodeField::fresh ? fresh : again;
  }
  [[nodiscard]] const base::SecretString& typed() const { return const_cast<CodeChange*>(this)->typed(); }
};

// Of the program that runs, as it says itself.
struct Diagnostics {
  std::string version, renderer;
  int width_px = 0, height_px = 0;
  float width_mm = 0;
  std::vector<std::string> faces;
  std::uint64_t frames = 0;
  float frame_p50_ms = 0, frame_p99_ms = 0, frame_max_ms = 0;
  std::uint64_t paragraph_hits = 0, paragraph_misses = 0;
  std::size_t atlas_pages = 0, glyphs = 0;
};

struct Staff {
  base::SecretString pin;
  bool checking = false;
  bool wrong = false;
  bool searching = false;
  std::vector<PackView> packs;
  std::optional<PackView> chosen;
  int progress_percent = 0;
  std::uint64_t done_bytes = 0, all_bytes = 0;
  TimeLeft time_left;
  Refusal refusal;
  bool stick_removed = false;  // while its packs were listed
  Copying copying;
  bool going_back = false;  // what is installed is the earlier version
  CodeChange code;
  std::optional<Diagnostics> diagnostics;
  bool looking = false;  // a check-up is under way
};

// Whether the cell can be heard, as the network thread says (sync/uploader.h).
struct Channel {
  bool configured = false;
  std::optional<base::BootTime> heard_at, failing_since;
  std::string reason;  // a reason code
};

// What the machine and the outbox say of themselves at one moment. What is not told is not there.
struct Checkup {
  struct Disk {
    std::uint64_t total_bytes = 0, free_bytes = 0, content_bytes = 0, complaint_bytes = 0;
  };
  struct Memory {
    std::uint64_t total_bytes = 0, free_bytes = 0, program_bytes = 0;
  };
  struct Failed {
    base::Timestamp filed_at;
    std::string reason;  // a reason code
  };
  base::Timestamp at{};
  std::optional<Disk> disk;
  std::optional<Memory> memory;
  std::optional<int> temperature;  // degrees Celsius
  std::optional<base::Milliseconds> machine_up;
  base::Milliseconds program_up{};
  complaint::ClockQuality clock = complaint::ClockQuality::unknown;
  std::optional<std::size_t> packs_on_stick;  // none: there is no stick
  std::string outbox_problem;                 // a reason code; empty: it is whole and takes complaints
  int outbox_percent = 0;                     // how full it is (complaint/outbox.h)
  std::optional<base::Timestamp> oldest_waiting, last_delivered;
  std::array<std::int64_t, 7> per_day{};  // filed; today last
  std::int64_t delivered_today = 0;
  std::vector<Failed> failed;
  std::vector<base::LoggedProblem> problems;
};

// After kPinTries wrong codes in a row each further one costs a pause twice as long as the one before.
constexpr int kPinTries = 3;
constexpr std::size_t kPinFewestDigits = 6, kPinMaxDigits = 12;
constexpr base::Milliseconds kPinPause = std::chrono::seconds(30),
                             kPinLongestPause = std::chrono::minutes(15);
base::Milliseconds pin_pause(int failures);

constexpr int kHotDegrees = 75;   // a panel's computer slows down above it
constexpr int kFullPercent = 90;  // of the disk
constexpr int kLowPercent = 10;   // of the memory: with less left the system takes from programs what it can
bool is_low(const Checkup::Memory& memory);
constexpr base::Milliseconds kLateQueue = std::chrono::hours(24);

}  // namespace kiosk::app
