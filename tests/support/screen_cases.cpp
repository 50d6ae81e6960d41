#include "tests/support/screen_cases.h"

#include <algorithm>

#include "kiosk/base/check.h"

namespace kiosk::tests {
namespace {

using app::Field;
using app::Screen;
using base::Language;

template <typename Intent>
void does(ScreenRig& rig, Intent intent) {
  app::update(rig.state, std::move(intent));
}

void open(ScreenRig& rig, Screen screen, std::string slug = {}) {
  does(rig, app::intent::Open{{screen, std::move(slug), 0}});
}

// Staff mode, with something to see on each page.
void staff(ScreenRig& rig, Screen screen, std::string slug = {}) {
  app::Kiosk& kiosk = rig.state.kiosk;
  kiosk.outbox = {3, 120, 1};
  kiosk.channel = {true, rig.state.now - std::chrono::hours(2), rig.state.now - std::chrono::minutes(26),
                   "unreachable"};
  kiosk.network_alarm = "unreachable";
  kiosk.generations = {kiosk.catalogue->version() - 1, kiosk.catalogue->version()};
  app::Checkup look;
  look.at = rig.state.wall;
  look.disk = {29'000'000'000, 11'000'000'000, 900'000'000, 10'000'000};
  look.memory = {4'000'000'000, 2'100'000'000, 90'000'000};
  look.temperature = 48;
  look.machine_up = std::chrono::hours(100);
  look.clock = complaint::ClockQuality::plausible;
  look.packs_on_stick = 2;
  look.oldest_waiting = rig.state.wall - std::chrono::minutes(26);
  look.last_delivered = rig.state.wall - std::chrono::hours(3);
  look.per_day = {9, 4, 2, 12, 15, 11, 6};
  look.delivered_today = 11;
  look.failed = {{rig.state.wall, "too-large"}};
  for (int i = 0; i < 20; ++i)
    look.problems.push_back({rig.state.wall, base::LogLevel::error, "sync.paused", "revoked-kiosk", 1 + i});
  kiosk.checkup = look;
  app::PackView pack;
  pack.name = "sale-content-2025-10.kpack";
  pack.size_bytes = 148'000'000;
  pack.version = 2;
  pack.signer = "7F3A91C204DE55B1";
  pack.pages = 63;
  pack.objects = 412;
  pack.catalogue = kiosk.catalogue;
  pack.added = {"article/governance"};
  pack.changed = {"article/covenant", "cities/all", "picture/garden"};
  pack.removed = {"tip/lamps"};
  app::PackView refused = pack;
  refused.refusal = "E-SIG-02";
  rig.state.staff.packs = {pack, refused};
  rig.state.staff.chosen = pack;
  rig.state.staff.progress_percent = 64;
  rig.state.staff.done_bytes = 95'000'000;
  rig.state.staff.all_bytes = 148'000'000;
  for (const auto& [seconds, bytes] : {std::pair(0, 0ULL), std::pair(10, 95'000'000ULL)})
    rig.state.staff.time_left.see(rig.state.now + std::chrono::seconds(seconds), bytes, 148'000'000);
  rig.state.staff.diagnostics = app::Diagnostics{
      "0.1.0", "software", 1080, 1920, 398, {"Noto Sans", "Noto Kufi Arabic"}, 1234, 4.2F, 18,
      31,      9000,       300,  2,    800};
  rig.state.trail = {app::Place{}, {Screen::staff_status, {}, 0}};
  if (screen != Screen::staff_status) rig.state.trail.push_back({screen, std::move(slug), 0});
}

// Of the same label.
void two_sticks(ScreenRig& rig) {
  rig.state.kiosk.checkup->packs_on_stick.reset();
  rig.state.kiosk.sticks = {{1, "sdb1", "COMMUNICATION", 1, {}}, {2, "sdc1", "COMMUNICATION", 1, {}}};
}

// A question of a subject, by its place among them.
void question(ScreenRig& rig, const char* category, int place) {
  open(rig, Screen::category);
  does(rig, app::intent::ChooseCategory{category});
  does(rig, app::intent::OpenQuestions{});
  for (int i = 0; i < place; ++i) does(rig, app::intent::Continue{});
}

void where(ScreenRig& rig) {
  open(rig, Screen::category);
  does(rig, app::intent::ChooseCategory{"lighting"});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::ChooseDistrict{"tabriquet"});
}

void describe(ScreenRig& rig) {
  where(rig);
  does(rig, app::intent::Continue{});
}

void contact(ScreenRig& rig) {
  describe(rig);
  does(rig, app::intent::EditField{Field::text, "Le lampadaire est éteint depuis lundi، والزقاق مظلم"});
  does(rig, app::intent::Continue{});
}

void phone(ScreenRig& rig) {
  contact(rig);
  does(rig, app::intent::ChooseContact{complaint::Contact::call});
  does(rig, app::intent::EditField{Field::phone, "0612"});
}

void check(ScreenRig& rig) {
  phone(rig);
  does(rig, app::intent::EditField{Field::phone, "0612345678"});
  does(rig, app::intent::EditField{Field::name, "نادية"});
  does(rig, app::intent::EditField{Field::landmark, "قرب مدرسة النور"});
  does(rig, app::intent::Continue{});
}

void status(ScreenRig& rig) {
  complaint::FollowUp found;
  found.category = "lighting";
  found.district = "tabriquet";
  found.kind = complaint::Kind::suggestion;
  complaint::FollowUpStep step;
  step.state = complaint::CaseState::answered;
  step.at = rig.state.wall;
  std::string answer;
  for (int i = 0; i < 12; ++i) answer += "Une équipe passe lundi matin. سيمر الفريق صباح الاثنين. ";
  step.answer.fr = base::SecretString(answer);
  step.answer.ar = base::SecretString(answer);
  found.history.push_back(std::move(step));
  rig.state.follow.found = std::move(found);
  rig.state.follow.digits = "482719360574";
  rig.state.trail = {app::Place{Screen::home, {}, 0}, app::Place{Screen::status, {}, 0}};
}

// A case of this kiosk that the cell is at, with words that were added to it and wait for the network.
void status_with_messages(ScreenRig& rig) {
  status(rig);
  complaint::FollowUp& found = *rig.state.follow.found;
  const base::Timestamp filed = rig.state.wall - std::chrono::hours(24 * 6);
  found.kind = complaint::Kind::complaint;
  found.case_number = "2025/1184";
  found.filed_here = complaint::FiledHere{complaint::LocalState::delivered, filed, filed};
  found.deadline = rig.state.wall + std::chrono::hours(24 * 54);
  found.as_of = rig.state.wall - std::chrono::hours(2);
  found.history.clear();
  for (const complaint::CaseState state : {complaint::CaseState::received, complaint::CaseState::in_progress,
                                           complaint::CaseState::in_progress}) {
    complaint::FollowUpStep step;
    step.state = state;
    step.is_message = found.history.size() == 2;
    step.at = filed + std::chrono::hours(24 * static_cast<int>(found.history.size() + 1));
    found.history.push_back(std::move(step));
  }
  found.messages = {{complaint::LocalState::saved, rig.state.wall, std::nullopt}};
}

// The words that a citizen adds to a case in this state.
void message(ScreenRig& rig, complaint::CaseState state) {
  status(rig);
  rig.state.follow.found->history.back().state = state;
  does(rig, app::intent::AddMessage{});
}

const std::vector<ScreenCase> kCases = {
    {"attract",
     [](ScreenRig& rig) {
       rig.state.trail = {app::Place{Screen::attract, {}, 0}};
     }},
    {"home", [](ScreenRig&) {}},
    {"partnerships", [](ScreenRig& rig) { open(rig, Screen::partnerships); }},
    {"twins", [](ScreenRig& rig) { open(rig, Screen::twins); }},
    {"partnerships-about", [](ScreenRig& rig) { open(rig, Screen::partnerships, "about"); }},
    {"agreements", [](ScreenRig& rig) { open(rig, Screen::agreements); }},
    {"agreements-empty",
     [](ScreenRig& rig) {
       open(rig, Screen::agreements);
       does(rig, app::intent::ShowAgreements{{"2003-2009", content::Agreement::Field::culture, {}}});
     }},
    {"partners", [](ScreenRig& rig) { open(rig, Screen::partners); }},
    {"agreement", [](ScreenRig& rig) { open(rig, Screen::agreement, "local-governance"); }},
    {"governance", [](ScreenRig& rig) { open(rig, Screen::article, "governance"); }},
    {"governance-risks",
     [](ScreenRig& rig) {
       open(rig, Screen::article, "governance");
       does(rig, app::intent::ChooseChapter{2});
     }},
    {"governance-last",
     [](ScreenRig& rig) {
       open(rig, Screen::article, "governance");
       does(rig, app::intent::ChooseChapter{4});
     }},
    {"lighting-chart",
     [](ScreenRig& rig) {
       open(rig, Screen::article, "street-lighting");
       does(rig, app::intent::ChooseChapter{1});
     }},
    {"lighting-table",
     [](ScreenRig& rig) {
       open(rig, Screen::article, "street-lighting");
       does(rig, app::intent::ChooseChapter{1});
       does(rig, app::intent::ToggleChart{});
     }},
    {"covenant", [](ScreenRig& rig) { open(rig, Screen::article, "covenant"); }},
    {"privacy", [](ScreenRig& rig) { open(rig, Screen::article, "privacy"); }},
    {"energy", [](ScreenRig& rig) { open(rig, Screen::energy); }},
    {"energy-cooling", [](ScreenRig& rig) { open(rig, Screen::energy, "cooling"); }},
    {"tip", [](ScreenRig& rig) { open(rig, Screen::tip, "led-off"); }},
    {"missing", [](ScreenRig& rig) { open(rig, Screen::article, "nowhere"); }},
    {"search", [](ScreenRig& rig) { open(rig, Screen::search); }},
    {"search-found",
     [](ScreenRig& rig) {
       open(rig, Screen::search);
       does(rig, app::intent::EditField{Field::search, "طاقة"});
       does(rig, app::intent::FocusField{std::nullopt});
     }},
    {"category", [](ScreenRig& rig) { open(rig, Screen::category); }},
    {"category-error",
     [](ScreenRig& rig) {
       open(rig, Screen::category);
       does(rig, app::intent::Continue{});
     }},
    {"category-limits",
     [](ScreenRig& rig) {
       open(rig, Screen::category);
       does(rig, app::intent::OpenSheet{app::Sheet::limits});
     }},
    {"category-too-many",
     [](ScreenRig& rig) {
       rig.state.kiosk.filed.assign(app::kComplaintsInARow, rig.state.now);
       open(rig, Screen::category);
     }},
    {"category-answered",
     [](ScreenRig& rig) {
       question(rig, "lighting", 0);
       does(rig, app::intent::ChooseAnswer{"street"});
       does(rig, app::intent::Back{});
     }},
    {"question-one",
     [](ScreenRig& rig) {
       question(rig, "cleanliness", 0);
       does(rig, app::intent::ChooseAnswer{"bulky"});
     }},
    {"question-several",
     [](ScreenRig& rig) {
       question(rig, "lighting", 1);
       does(rig, app::intent::ChooseAnswer{"off"});
       does(rig, app::intent::ChooseAnswer{"leaning"});
     }},
    {"question-required",
     [](ScreenRig& rig) {
       rig.state.kiosk.catalogue = sample_catalogue(
           [](content::Contents& contents) { contents.categories[0].questions[0].required = true; });
       question(rig, "cleanliness", 0);
       does(rig, app::intent::Continue{});
     }},
    {"question-number",
     [](ScreenRig& rig) {
       question(rig, "lighting", 2);
       does(rig, app::intent::EditField{Field::answer, "142"});
     }},
    {"question-number-error",
     [](ScreenRig& rig) {
       question(rig, "lighting", 2);
       does(rig, app::intent::EditField{Field::answer, "9999999"});
       does(rig, app::intent::Continue{});
     }},
    {"question-text",
     [](ScreenRig& rig) {
       question(rig, "markets", 1);
       does(rig, app::intent::EditField{Field::answer, "سوق الأحد"});
     }},
    {"where", &where},
    {"where-others",
     [](ScreenRig& rig) {
       rig.state.kiosk.open_counts = complaint::OpenCounts{rig.state.wall, {{"lighting", "tabriquet", 17}}};
       where(rig);
     }},
    {"where-error",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::ChooseDistrict{""});
       does(rig, app::intent::Continue{});
     }},
    {"where-landmark",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::FocusField{Field::landmark});
       does(rig, app::intent::EditField{Field::landmark, "قرب مدرسة النور"});
     }},
    {"where-search",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::FocusField{Field::neighbourhood});
       does(rig, app::intent::EditField{Field::neighbourhood, "ال"});
     }},
    {"where-limits",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::OpenSheet{app::Sheet::limits});
     }},
    {"describe", &describe},
    {"describe-error",
     [](ScreenRig& rig) {
       describe(rig);
       does(rig, app::intent::Continue{});
     }},
    {"contact", &contact},
    {"contact-phone", &phone},
    {"contact-error",
     [](ScreenRig& rig) {
       phone(rig);
       does(rig, app::intent::Continue{});
     }},
    {"contact-name",
     [](ScreenRig& rig) {
       phone(rig);
       does(rig, app::intent::FocusField{Field::name});
       does(rig, app::intent::EditField{Field::name, "Nadia"});
     }},
    {"check", &check},
    {"check-answers",
     [](ScreenRig& rig) {
       check(rig);
       does(rig, app::intent::ChangeStep{Screen::question});
       does(rig, app::intent::ChooseAnswer{"one-lamp"});
       does(rig, app::intent::Continue{});
       does(rig, app::intent::ChooseAnswer{"off"});
       does(rig, app::intent::ChooseAnswer{"leaning"});
       does(rig, app::intent::Continue{});
       does(rig, app::intent::EditField{Field::answer, "142"});
       does(rig, app::intent::Continue{});
     }},
    {"check-description",
     [](ScreenRig& rig) {
       check(rig);
       does(rig, app::intent::OpenSheet{app::Sheet::description});
     }},
    {"check-error",
     [](ScreenRig& rig) {
       check(rig);
       does(rig, app::intent::Send{});
     }},
    {"receipt", &tests::open_receipt},
    {"receipt-delivered",
     [](ScreenRig& rig) {
       tests::open_receipt(rig);
       does(rig, app::intent::Delivered{"one", rig.state.wall, "2025/1184"});
     }},
    {"follow", [](ScreenRig& rig) { open(rig, Screen::follow); }},
    {"follow-unknown",
     [](ScreenRig& rig) {
       open(rig, Screen::follow);
       rig.state.follow.problem = app::FollowProblem::unknown;
     }},
    {"follow-number-help",
     [](ScreenRig& rig) {
       open(rig, Screen::follow);
       does(rig, app::intent::AskNumberHelp{});
     }},
    {"follow-unreached",
     [](ScreenRig& rig) {
       open(rig, Screen::follow);
       rig.state.follow.problem = app::FollowProblem::unreached;
     }},
    {"status", &status},
    {"status-messages", &status_with_messages},
    {"status-late",
     [](ScreenRig& rig) {
       status(rig);
       rig.state.follow.found->history.back().at = rig.state.wall - std::chrono::hours(24 * 40);
     }},
    {"message",
     [](ScreenRig& rig) {
       message(rig, complaint::CaseState::in_progress);
       does(rig, app::intent::EditField{Field::text, "عمود الإنارة رقم 14 ما زال مطفأ"});
     }},
    {"message-reopens", [](ScreenRig& rig) { message(rig, complaint::CaseState::closed); }},
    {"message-error",
     [](ScreenRig& rig) {
       message(rig, complaint::CaseState::closed);
       does(rig, app::intent::SendMessage{});
     }},
    {"still-there",
     [](ScreenRig& rig) {
       check(rig);
       rig.state.overlay = app::Overlay::still_there;
       rig.state.overlay_since = rig.state.now;
     }},
    {"leave",
     [](ScreenRig& rig) {
       check(rig);
       rig.state.overlay = app::Overlay::leave;
     }},
    {"leave-receipt",
     [](ScreenRig& rig) {
       tests::open_receipt(rig);
       does(rig, app::intent::Home{});
     }},
    {"clear",
     [](ScreenRig& rig) {
       contact(rig);
       does(rig, app::intent::Back{});
       does(rig, app::intent::AskToClear{});
     }},
    {"staff-pin", [](ScreenRig& rig) { open(rig, Screen::staff_pin); }},
    {"staff-pin-paused",
     [](ScreenRig& rig) {
       rig.state.kiosk.pin_blocked_until = rig.state.now + std::chrono::minutes(15);
       open(rig, Screen::staff_pin);
     }},
    {"staff-status", [](ScreenRig& rig) { staff(rig, Screen::staff_status); }},
    {"staff-filling",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_status);
       rig.state.kiosk.checkup->outbox_percent = 83;
       rig.state.kiosk.outbox.failed = 0;
     }},
    {"staff-queue", [](ScreenRig& rig) { staff(rig, Screen::staff_queue); }},
    {"staff-network", [](ScreenRig& rig) { staff(rig, Screen::staff_network); }},
    {"staff-touch", [](ScreenRig& rig) { staff(rig, Screen::staff_touch); }},
    {"staff-clock", [](ScreenRig& rig) { staff(rig, Screen::staff_clock); }},
    {"staff-machine", [](ScreenRig& rig) { staff(rig, Screen::staff_machine); }},
    {"staff-content", [](ScreenRig& rig) { staff(rig, Screen::staff_content); }},
    {"staff-content-network",
     [](ScreenRig& rig) {
       app::Kiosk& kiosk = rig.state.kiosk;
       kiosk.rejected = {57, "article/governance (fr): no font has U+12000"};
       kiosk.fetching.configured = true;
       kiosk.fetching.version = 58;
       kiosk.fetching.done_bytes = 1'250'000;
       kiosk.fetching.all_bytes = 301'000'000;
       staff(rig, Screen::staff_content);
     }},
    {"staff-errors", [](ScreenRig& rig) { staff(rig, Screen::staff_errors); }},
    {"staff-diagnostics", [](ScreenRig& rig) { staff(rig, Screen::staff_diagnostics); }},
    {"staff-settings", [](ScreenRig& rig) { staff(rig, Screen::staff_settings); }},
    {"staff-code", [](ScreenRig& rig) { staff(rig, Screen::staff_code); }},
    {"staff-rollback", [](ScreenRig& rig) { staff(rig, Screen::staff_rollback); }},
    {"staff-no-stick",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_packs);
       rig.state.staff.packs.clear();
       rig.state.staff.refusal.code = app::kNoStick;
     }},
    {"staff-searching",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_packs);
       rig.state.staff.searching = true;
     }},
    {"staff-packs", [](ScreenRig& rig) { staff(rig, Screen::staff_packs); }},
    {"staff-two-sticks",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_packs);
       two_sticks(rig);
       rig.state.staff.packs[0].plug = 1;
       rig.state.staff.packs[1].plug = 2;
       rig.state.staff.stick_removed = true;
     }},
    {"staff-stick-unreadable",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_packs);
       rig.state.staff.packs.clear();
       rig.state.staff.refusal.code = "E-USB-05";
     }},
    {"staff-copy",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_copy);
       rig.state.staff.copying.problem = "E-USB-05";
     }},
    {"staff-copy-under-way",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_copy);
       rig.state.staff.copying.under_way = true;
     }},
    {"staff-copy-two-sticks",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_copy);
       two_sticks(rig);
       rig.state.staff.copying.copied = 12;
     }},
    {"staff-review", [](ScreenRig& rig) { staff(rig, Screen::staff_review); }},
    {"staff-changes", [](ScreenRig& rig) { staff(rig, Screen::staff_changes); }},
    {"staff-preview", [](ScreenRig& rig) { staff(rig, Screen::staff_preview, "article/governance"); }},
    {"staff-installing", [](ScreenRig& rig) { staff(rig, Screen::staff_installing); }},
    {"staff-done", [](ScreenRig& rig) { staff(rig, Screen::staff_done); }},
    {"staff-refused",
     [](ScreenRig& rig) {
       staff(rig, Screen::staff_refused);
       rig.state.staff.refusal.code = "E-SIG-02";
     }},
};

}  // namespace

const std::vector<ScreenCase>& screen_cases() { return kCases; }

const ScreenCase& screen_case(std::string_view name) {
  const auto found =
      std::find_if(kCases.begin(), kCases.end(), [&](const ScreenCase& one) { return one.name == name; });
  KIOSK_ASSERT(found != kCases.end());
  return *found;
}

}  // namespace kiosk::tests
