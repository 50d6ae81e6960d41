#pragma once
// What the kiosk knows while it runs: its own condition and the visit of the citizen in front of it. Plain
// values, changed only by update() (update.h); screens read them. When a visit ends, everything that belongs
// to it is back at its default. What a citizen typed lives in strings that wipe themselves.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/base/language.h"
#include "kiosk/base/secret_string.h"
#include "kiosk/base/time.h"
#include "kiosk/complaint/answer_store.h"
#include "kiosk/complaint/draft.h"
#include "kiosk/content/catalogue.h"
#include "kiosk/content/estimator.h"

namespace kiosk::app {

enum class Screen {
  attract,
  home,
  partnerships,
  twins,
  agreements,
  agreement,
  article,
  energy,
  tip,
  missing,
  category,
  where,
  describe,
  contact,
  check,
  receipt,
  follow,
  status,
  staff_pin,
  staff_status,
  staff_packs,
  staff_review,
  staff_installing,
  staff_done,
  staff_refused,
};
std::string_view name_of(Screen screen);  // what the robot and the log call it

// The five steps of the form, in order.
constexpr std::array<Screen, 5> kFormSteps = {Screen::category, Screen::where, Screen::describe,
                                              Screen::contact, Screen::check};
std::optional<std::size_t> step_of(Screen screen);
constexpr bool is_staff(Screen screen) { return screen >= Screen::staff_pin; }

struct Place {
  Screen screen = Screen::attract;
  std::string slug;         // of the article, period, campaign, tip
  std::size_t chapter = 0;  // of an article
  bool operator==(const Place&) const = default;
};

enum class Overlay { none, still_there, leave, clear_text };
enum class Popover { none, text_size, language };

struct Settings {
  base::Language language = base::Language::ar;
  bool high_contrast = false;
  int text_percent = 100;
  bool operator==(const Settings&) const = default;
};
constexpr std::array<int, 3> kTextSizes = {100, 125, 150};

enum class Field { text, landmark, name, phone };

struct Form {
  complaint::Draft draft;
  std::optional<base::Error> error;  // of the step shown
  bool back_to_check = false;        // a step opened from the check page returns there
  std::optional<Field> field;        // the one the keyboard writes into
  bool sending = false;
};

struct ReceiptView {
  base::SecretString code;  // in groups of four
  std::string uuid;
  base::Timestamp filed_at;
  std::optional<base::Timestamp> delivered_at;
  std::string case_number;
};

enum class FollowProblem { none, unknown, mistyped, too_often, failed };

struct Follow {
  base::SecretString digits;
  bool asking = false;
  FollowProblem problem = FollowProblem::none;
  int failures = 0;
  base::BootTime blocked_until{};
  std::optional<complaint::FollowUp> found;
};

struct PackView {
  std::string path, name;
  std::uint64_t size_bytes = 0;
  std::int64_t version = 0;
  std::string created, signer;
  std::size_t pages = 0, added = 0, changed = 0, removed = 0;
  std::string refusal;  // a reason code; empty when it may be installed
};

struct Staff {
  base::SecretString pin;
  bool checking = false;
  bool wrong = false;
  bool searching = false;
  std::vector<PackView> packs;
  std::optional<PackView> chosen;
  int progress_percent = 0;
  std::string result;  // a reason code when an install was refused
};

struct OutboxCounts {
  std::int64_t queued = 0, delivered = 0, failed = 0;
};

// What does not belong to a visit.
struct Kiosk {
  std::string id;
  std::map<base::Language, std::string> name;
  base::Language language = base::Language::ar;         // a visit begins in it
  std::shared_ptr<const content::Catalogue> catalogue;  // null: nothing that could be verified is installed
  std::string content_problem;                          // a reason code, for staff
  OutboxCounts outbox;
  std::optional<base::Timestamp> last_delivery;
  std::string network_alarm;  // a reason code
  std::vector<std::int64_t> generations;
  std::string complaint_problem;  // a reason code: no complaint can be kept at present
  int pin_failures = 0;           // wrong staff codes in a row; they outlive the visit
  base::BootTime pin_blocked_until{};
};

struct State {
  Kiosk kiosk;
  base::Timestamp wall{};
  base::BootTime now{};

  // The visit.
  Settings settings;
  std::vector<Place> trail = {Place{}};  // back() is on screen
  Overlay overlay = Overlay::none;
  Popover popover = Popover::none;
  base::BootTime last_touch{};
  base::BootTime overlay_since{};
  base::BootTime popover_since{};
  base::BootTime slide_since{};
  std::size_t slide = 0;
  Form form;
  std::optional<ReceiptView> receipt;
  Follow follow;
  Staff staff;
  std::set<std::string> chapters_read;                         // "governance/2"
  std::map<std::string, content::EstimatorValues> estimators;  // by campaign

  [[nodiscard]] const Place& place() const { return trail.back(); }
  [[nodiscard]] base::Language language() const { return settings.language; }
};

// Times of the design, section 13. Forms warn as early as reading pages do: what was typed is worth more than
// patience.
constexpr base::Milliseconds kSlideTime = std::chrono::seconds(12);
constexpr base::Milliseconds kHomeIdle = std::chrono::seconds(40);
constexpr base::Milliseconds kPageIdle = std::chrono::seconds(60);
constexpr base::Milliseconds kWarning = std::chrono::seconds(30);
constexpr base::Milliseconds kReceiptTime = std::chrono::minutes(2);
constexpr base::Milliseconds kStaffIdle = std::chrono::minutes(3);
constexpr base::Milliseconds kPopoverTime = std::chrono::seconds(10);
constexpr base::Milliseconds kTryPause = std::chrono::seconds(60);
constexpr int kFollowTries = 5;
constexpr int kPinTries = 3;
constexpr std::size_t kPinMaxDigits = 12;

}  // namespace kiosk::app
