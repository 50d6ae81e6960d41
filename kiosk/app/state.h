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

#include "kiosk/app/staff.h"
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
  partners,
  agreement,
  article,
  energy,
  tip,
  missing,
  search,
  category,
  question,
  where,
  describe,
  contact,
  check,
  receipt,
  follow,
  status,
  message,
  staff_pin,
  staff_status,
  staff_packs,
  staff_review,
  staff_installing,
  staff_done,
  staff_refused,
  staff_changes,
  staff_preview,
  staff_rollback,
  staff_content,
  staff_queue,
  staff_network,
  staff_touch,
  staff_clock,
  staff_machine,
  staff_errors,
  staff_diagnostics,
  staff_settings,
  staff_code,
  staff_copy,
};
std::string_view name_of(Screen screen);  // what the robot and the log call it

// The five steps of the form, in order.
constexpr std::array<Screen, 5> kFormSteps = {Screen::category, Screen::where, Screen::describe,
                                              Screen::contact, Screen::check};
std::optional<std::size_t> step_of(Screen screen);  // the questions of a category belong to the first
constexpr bool is_staff(Screen screen) { return screen >= Screen::staff_pin; }

struct Place {
  Screen screen = Screen::attract;
  std::string slug;         // of the article, agreement, campaign, tip; the code of the question
  std::size_t chapter = 0;  // of an article
  bool operator==(const Place&) const = default;
};

// What chapters_read calls a chapter.
std::string chapter_key(const Place& place);

// What a page of the form lays over itself to be read: what the cell cannot handle, the whole description.
enum class Sheet { none, limits, description };
enum class Overlay { none, still_there, leave, leave_receipt, clear_text, number_help };
enum class Toast { none, state_changed, message_kept };
enum class Popover { none, text_size, language };

// The twin cities: a part of the world, or the list.
enum class TwinsView { region, world, list };
constexpr int kTwinsZooms = 3;

struct Twins {
  TwinsView view = TwinsView::region;
  int zoom = 0;        // 0 .. kTwinsZooms - 1
  std::string chosen;  // slug; empty: the first
  bool operator==(const Twins&) const = default;
};

struct Settings {
  base::Language language = base::Language::ar;
  bool high_contrast = false;
  int text_percent = 100;
  bool low_reach = false;
  bool operator==(const Settings&) const = default;
};
constexpr std::array<int, 3> kTextSizes = {100, 125, 150};

enum class Field { text, landmark, name, phone, neighbourhood, search, answer };

struct Form {
  complaint::Draft draft;
  std::optional<base::Error> error;    // of the step shown
  bool back_to_check = false;          // a step opened from the check page returns there
  bool wants_questions = false;        // somebody took up the offer of those that need no answer
  std::optional<Field> field;          // the one the keyboard writes into
  bool neighbourhood_unknown = false;  // somebody said so
  base::SecretString search;           // for a neighbourhood
  std::size_t category_page = 0;       // of the subjects, where they are more than a page holds
  Sheet sheet = Sheet::none;
  bool sending = false;
};

// Which agreements the timeline shows (agreements.h).
struct AgreementChoice {
  std::string period;                              // slug; empty: the last one
  std::optional<content::Agreement::Field> field;  // none: all
  std::string partner;                             // in Arabic, whatever the language shown; empty: all
  bool operator==(const AgreementChoice&) const = default;
};

struct ReceiptView {
  base::SecretString code;  // in groups of four
  std::string uuid;
  base::Timestamp filed_at;
  std::optional<base::Timestamp> delivered_at;
  std::string case_number;
  complaint::Kind kind = complaint::Kind::complaint;
};

// unreached: not known here, and the cell, which would know, cannot be asked.
enum class FollowProblem { none, unknown, unreached, mistyped, too_often, failed };

struct Follow {
  base::SecretString digits;
  bool asking = false;
  FollowProblem problem = FollowProblem::none;
  int failures = 0;
  base::BootTime blocked_until{};
  std::optional<complaint::FollowUp> found;
  int messages = 0;  // added in this visit; the one under way is in the form's text
};

struct OutboxCounts {
  std::int64_t queued = 0, delivered = 0, failed = 0;
};

// A preview's sources that cannot be shown as they are: how many errors, and the first one.
struct SourceTrouble {
  std::size_t errors = 0;
  std::string place;                                            // "ar/articles/garden.md:3:9"
  std::array<std::string, base::kLanguages.size()> sentence{};  // by Language
};

// What does not belong to a visit.
struct Kiosk {
  std::string id;
  std::map<base::Language, std::string> name;
  bool reduced_motion = false;                          // the staff's setting
  base::Language language = base::Language::ar;         // a visit begins in it
  std::shared_ptr<const content::Catalogue> catalogue;  // null: nothing that could be verified is installed
  std::shared_ptr<const content::Catalogue> next_catalogue;  // shown when the visit under way has ended
  std::string content_problem;                               // a reason code, for staff
  Rejected rejected;
  Fetching fetching;
  OutboxCounts outbox;
  std::optional<base::Timestamp> last_delivery;
  std::string network_alarm;                         // a reason code
  std::optional<complaint::OpenCounts> open_counts;  // what the desk published last
  Channel channel;
  std::vector<std::int64_t> generations;
  std::string complaint_problem;  // a reason code: no complaint can be kept at present
  std::optional<Checkup> checkup;
  std::vector<StickView> sticks;  // in the order they were plugged in
  bool pin_is_set = true;
  int pin_failures = 0;  // wrong staff codes in a row; they outlive the visit and the process
  base::BootTime pin_blocked_until{};
  std::uint64_t pack_searches = 0;  // so far: each has its number, also across visits
  base::Timestamp clock_floor{};    // before it the clock is wrong
  bool is_preview = false;          // shows the sources of a clerk; keeps no complaints
  std::optional<SourceTrouble> source_trouble;
  std::vector<base::BootTime> filed;  // the last complaints, kComplaintsInARow at most
  bool code_under_way = false;  // the worker looks at one, whether or not anybody still waits for the answer
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
  std::optional<base::Timestamp> began;  // no campaign comes or goes within it
  base::BootTime last_touch{};
  base::BootTime overlay_since{};
  base::BootTime popover_since{};
  Toast toast = Toast::none;  // on the page shown
  base::BootTime toast_since{};
  base::BootTime slide_since{};
  std::size_t slide = 0;
  Form form;
  std::optional<ReceiptView> receipt;
  Follow follow;
  Staff staff;
  base::SecretString search;  // what is looked for
  AgreementChoice agreements;
  std::set<std::string> chapters_read;                         // "governance/2"
  std::map<std::string, content::EstimatorValues> estimators;  // by campaign
  Twins twins;
  bool chart_as_table = false;  // who asked for one table gets the next as one too
  std::string estimator_open;   // the campaign whose further questions are shown; empty: none

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
constexpr base::Milliseconds kToastTime = std::chrono::seconds(4);
constexpr base::Milliseconds kTryPause = std::chrono::seconds(60);
constexpr int kFollowTries = 5;
constexpr int kMessagesPerVisit = 3;
// A visit is somebody's who waited for the screen, and others wait for it too.
// More than that nobody writes who has something to say: the queue is for the others, too.
constexpr std::size_t kComplaintsInARow = 30;
constexpr base::Milliseconds kComplaintsInARowTime = std::chrono::minutes(10);
enum class VisitError { too_many };  // E-MANY
std::string_view name_of(VisitError);

}  // namespace kiosk::app
