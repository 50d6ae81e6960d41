#include "tests/bench/filled_desk.h"

#include <algorithm>
#include <cmath>

#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/chain.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/messages.h"
#include "kiosk/desk/users.h"
#include "tests/bench/letter_writer.h"

namespace kiosk::bench {
namespace {

using base::Timestamp;
using complaint::CaseState;
using desk::CaseEvent;
using desk::Change;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::uint64_t kSeed = 2026;
constexpr std::chrono::days kYear{365};
constexpr std::array<std::string_view, 2> kClerks = {"amina", "youssef"};

struct Kiosk {
  complaint::KioskId id;
  crypto::SigningKey key;
  crypto::Hash last = {};
  std::uint64_t sequence = 0;
};
struct KioskPlace {
  std::string_view id, name;
  std::size_t share;  // of a hundred complaints
};
constexpr std::array kPlaces = {
    KioskPlace{"K-01", "بهو المقر", 34},        KioskPlace{"K-02", "مقاطعة تابريكت", 22},
    KioskPlace{"K-03", "مقاطعة بطانة", 14},     KioskPlace{"K-04", "مقاطعة احصين", 12},
    KioskPlace{"K-05", "مقاطعة باب لمريسة", 9}, KioskPlace{"K-06", "مقاطعة العيايدة", 6},
    KioskPlace{"OPEN311", "Open311", 3}};

// What happens to a case, and when.
enum class Step { arrives, opened, assigned, category, merged, taken_up, waits, message, answered, closed };
struct Event {
  Timestamp at;
  std::size_t index = 0;
  Step step = Step::arrives;
};

base::Milliseconds days_of(double days) {
  return base::Milliseconds(static_cast<std::int64_t>(days * 86'400'000.0));
}

// In the hours when the halls are open; seldom at a weekend.
Timestamp arrival(Dice& dice, Timestamp end) {
  for (;;) {
    const auto day = std::chrono::floor<std::chrono::days>(end - days_of(365 * std::pow(dice.share(), 1.15)));
    const Timestamp at = day + hours(8) + base::Milliseconds(static_cast<std::int64_t>(dice.share() * 36e6));
    const unsigned weekday = std::chrono::weekday(day).iso_encoding();
    if (at < end - minutes(2) && at > end - kYear && (weekday < 6 || dice.happens(15))) return at;
  }
}

// 85 of a hundred end answered or closed: seven are left lying, two are merged, and the youngest still wait.
void plan(std::vector<Event>& events, std::size_t index, Timestamp at, Dice& dice) {
  const auto add = [&](Step step, double days) {
    at += days_of(days);
    events.push_back({at, index, step});
  };
  add(Step::arrives, 0);
  if (dice.happens(7)) {
    if (dice.happens(60)) add(Step::opened, 0.1 + 4 * dice.share());
    if (dice.happens(30)) add(Step::taken_up, 0.1 + 9 * dice.share());
    return;
  }
  add(Step::opened, 0.02 + dice.share());
  if (dice.happens(2)) return add(Step::merged, 0.01);
  if (dice.happens(85)) add(Step::assigned, 0.01 + dice.share());
  if (dice.happens(4)) add(Step::category, 0.01);
  add(Step::taken_up, 0.01 + 2 * dice.share());
  if (dice.happens(25)) add(Step::waits, 0.5 + 5 * dice.share());
  if (dice.happens(3)) add(Step::message, 0.5 + 3 * dice.share());
  add(Step::answered, 0.5 - 15 * std::log(1 - dice.share()));
  if (dice.happens(55)) add(Step::closed, 0.1 + 20 * dice.share());
}

std::vector<Event> plan_all(int count, Timestamp end) {
  Dice dice(kSeed);
  std::vector<Event> events;
  for (int index = 0; index < count; ++index)
    plan(events, static_cast<std::size_t>(index), arrival(dice, end), dice);
  std::erase_if(events, [end](const Event& event) { return event.at >= end; });
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  return events;
}

// A commit that need not last is not waited for: the whole is filled anew if the machine stops.
void do_not_wait(const desk::DeskUse& use, bool is_sqlite) {
  use->run(is_sqlite ? "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA locking_mode=EXCLUSIVE;"
                       "PRAGMA cache_size=-262144"
                     : "SET synchronous_commit = off")
      .value();
}

store::fs::path key_file(const store::fs::path& data, std::string_view kiosk) {
  return kiosk == desk::kOpen311Kiosk ? data / "keys" / "open311.key"
                                      : data / "bench" / base::cat(kiosk, ".key");
}

class Filler {
 public:
  Filler(const store::fs::path& data, int count, Timestamp end)
      : data_(data),
        database_(desk::DeskDatabase::open(data).value()),
        vault_(desk::open_vault(desk::DeskPaths::of(data)).value()),
        names_(desk::Names::read(data / "names.json").value()),
        writer_(names_, kSeed),
        dice_(kSeed),
        end_(end),
        cases_(static_cast<std::size_t>(count)) {}

  Filled run(bool is_sqlite) {
    do_not_wait(database_->use(), is_sqlite);
    add_people();
    add_kiosks();
    Timestamp today = end_ - kYear;
    for (const Event& event : plan_all(static_cast<int>(cases_.size()), end_)) {
      for (; today < event.at; today += hours(24)) do_duties(today);
      do_step(event);
    }
    for (; today < end_; today += hours(24)) do_duties(today);
    do_duties(end_);
    report_health();
    return count_all();
  }

 private:
  struct Known {
    std::optional<desk::Case> entry;
    base::Language language = base::Language::ar;
    complaint::TicketTag tag{};
  };

  void add_people() {
    const desk::DeskUse use = database_->use();
    const desk::Doing doing{"cli admin", end_ - kYear};
    for (const auto& [name, role] : {std::pair{"amina", desk::Role::supervisor},
                                     {"youssef", desk::Role::agent},
                                     {"hind", desk::Role::administrator},
                                     {"said", desk::Role::auditor}})
      desk::add_user(use, name, kPassword, role, doing).value();
  }

  void add_kiosks() {
    store::make_folder(data_ / "bench").value();
    const desk::DeskUse use = database_->use();
    for (const KioskPlace& place : kPlaces) {
      const auto id = complaint::KioskId::parse(place.id).value();
      if (!desk::is_open311(id)) {
        const crypto::SecretBytes secret = crypto::to_file(crypto::SigningKey::make());
        store::replace_file(key_file(data_, place.id), secret.view(), store::FileMode::private_file).value();
        const crypto::SigningKey key = key_of_kiosk(data_, id);
        desk::enrol(use, id, key.public_half(), place.name, {"cli admin", end_ - kYear}).value();
      }
      kiosks_.push_back({id, key_of_kiosk(data_, id)});
    }
  }

  Kiosk& some_kiosk() {
    std::size_t share = dice_.below(100), at = 0;
    for (; at + 1 < kPlaces.size() && share >= kPlaces[at].share; ++at) share -= kPlaces[at].share;
    return kiosks_[at];
  }

  complaint::Envelope seal(Kiosk& kiosk, const base::SecretString& letter, Timestamp at) {
    const bool is_screen = !desk::is_open311(kiosk.id);
    if (is_screen) ++kiosk.sequence;
    const complaint::EnvelopeHeader header{kiosk.id,
                                           crypto::random_uuid(),
                                           kiosk.sequence,
                                           kiosk.last,
                                           at,
                                           complaint::ClockQuality::synchronised};
    base::Bytes bytes = complaint::seal_envelope(header, base::as_bytes(letter.view()),
                                                 {vault_.cell().public_half()}, kiosk.key);
    if (is_screen) kiosk.last = crypto::hash_of(bytes);
    return complaint::UnverifiedEnvelope::read(std::move(bytes))
        .value()
        .verify(kiosk.key.public_half())
        .value();
  }

  void do_duties(Timestamp now) {
    for (bool more = true; more;) {
      const desk::DutiesDone done = desk::do_duties(*database_, vault_, now).value();
      more = std::max(done.reminded, done.escalated) == desk::kDutiesAtOnce;
    }
  }

  void do_step(const Event& event) {
    Known& known = cases_[event.index];
    if (event.step == Step::arrives) return arrive(known, event.at);
    if (event.step == Step::message) return add_message(known, event.at);
    Change change{CaseEvent::opened, known.entry->state, std::string(kClerks[event.index % kClerks.size()])};
    shape(change, known, event.step);
    const bool has_no_twin = event.step == Step::merged && change.other_case.empty();
    if (!has_no_twin) desk::change_case(database_->use(), vault_, *known.entry, change, event.at).value();
    known.entry->state = change.state;
  }

  void shape(Change& change, const Known& known, Step step) {
    const bool arabic = known.language == base::Language::ar;
    if (step == Step::assigned) {
      change.event = CaseEvent::assigned;
      change.assignee = change.actor;
    } else if (step == Step::category) {
      change.event = CaseEvent::category;
      change.category = dice_.one_of(names_.categories).slug;
    } else if (step == Step::merged) {
      change.event = CaseEvent::merged;
      const auto twin = newest_.find({known.entry->category, known.entry->district});
      if (twin != newest_.end() && !(twin->second == known.entry->number))
        change.other_case = twin->second.text();
    } else if (step == Step::taken_up || step == Step::waits) {
      change.event = CaseEvent::state;
      change.state = step == Step::waits ? CaseState::waiting_service : CaseState::in_progress;
      if (step == Step::waits)
        (arabic ? change.note.ar : change.note.fr) =
            arabic ? "أُرسل إلى المصلحة المعنية." : "Transmis au service concerné.";
    } else if (step == Step::answered) {
      change.event = CaseEvent::answer;
      change.state = CaseState::answered;
      (arabic ? change.answer.ar : change.answer.fr) = writer_.answer(known.language);
    } else if (step == Step::closed) {
      change.event = CaseEvent::state;
      change.state = CaseState::closed;
    }
  }

  // As intake.cpp stores it; then the ticket.
  void arrive(Known& known, Timestamp at) {
    const complaint::Draft draft = writer_.write();
    const auto code = complaint::ReceiptCode::random();
    const complaint::Complaint written = complaint::complete(draft, complaint::Origin::paper).value();
    const minutes under_way(1 + dice_.below(dice_.happens(4) ? 4000 : 5));
    const complaint::Envelope envelope =
        seal(some_kiosk(), complaint::write_letter(written, code), at - under_way);
    const desk::DeskUse use = database_->use();
    desk::Transaction change = desk::Transaction::begin(*use).value();
    desk::add_link(use, envelope).value();
    known.entry = desk::add_case(use, vault_, envelope, {code, written.draft()}, at).value();
    known.language = draft.language;
    change.commit().value();
    complaint::Ticket ticket;
    crypto::fill_random(ticket.tag);
    crypto::SecretBytes key(crypto::kAeadKeySize);
    crypto::fill_random(key.writable());
    ticket.key = std::move(key);
    desk::keep_ticket(use, vault_, *known.entry, ticket).value();
    known.tag = ticket.tag;
    newest_.insert_or_assign({known.entry->category, known.entry->district}, known.entry->number);
  }

  void add_message(const Known& known, Timestamp at) {
    const std::string text = writer_.message(known.language);
    const complaint::Message message{known.tag, std::string_view(text), complaint::Wish::read,
                                     known.language};
    const complaint::Envelope envelope = seal(kiosks_.front(), complaint::write_letter(message), at);
    const desk::DeskUse use = database_->use();
    desk::Transaction change = desk::Transaction::begin(*use).value();
    desk::add_link(use, envelope).value();
    desk::store_message(use, vault_, envelope, message, at).value();
    change.commit().value();
  }

  // The last kiosk has not been heard of for some hours, and has complaints waiting.
  void report_health() {
    const desk::DeskUse use = database_->use();
    for (const Kiosk& kiosk : kiosks_) {
      if (desk::is_open311(kiosk.id)) continue;
      const bool silent = kiosk.id.text() == "K-06";
      const std::string report =
          base::cat(R"({"program":"1.0","content":"12","queued":)", silent ? 7 : 0,
                    R"(,"failed":0,"fill_percent":)", silent ? 3 : 1, R"(,"errors":[]})");
      desk::keep_health(use, kiosk.id, report, end_ - (silent ? minutes(300) : minutes(1))).value();
    }
  }

  std::int64_t count(std::string_view what) {
    const desk::DeskUse use = database_->use();
    desk::Statement row = use->prepare(base::cat("SELECT COUNT(*) FROM ", what)).value();
    row.step().value();
    return row.integer(0);
  }
  Filled count_all() {
    return {count("cases"), count("cases WHERE state IN ('answered', 'closed')"),
            count("cases WHERE merged_into IS NOT NULL"), count("history"), count("publications")};
  }

  store::fs::path data_;
  std::unique_ptr<desk::DeskDatabase> database_;
  desk::Vault vault_;
  desk::Names names_;
  LetterWriter writer_;
  Dice dice_;
  Timestamp end_;
  std::vector<Kiosk> kiosks_;
  std::vector<Known> cases_;
  std::map<std::pair<std::string, std::string>, desk::CaseNumber> newest_;  // of a subject in a district
};

}  // namespace

crypto::SigningKey key_of_kiosk(const store::fs::path& data, const complaint::KioskId& kiosk) {
  constexpr std::size_t kKeyFileMaxSize = 4096;
  const base::Bytes file = store::read_file(key_file(data, kiosk.text()), kKeyFileMaxSize).value();
  return crypto::parse_kiosk_secret(base::as_text(file)).value();
}

Filled fill_desk(const store::fs::path& data, int count, std::string_view url, Timestamp end) {
  if (!url.empty()) desk::DeskDatabase::choose(data, url).value();
  const std::string api_key = desk::prepare(desk::DeskPaths::of(data), end - kYear).value();
  store::make_folder(data / "bench").value();
  store::replace_file(data / "bench" / "api-key", base::as_bytes(api_key), store::FileMode::private_file)
      .value();
  return Filler(data, count, end).run(url.empty());
}

}  // namespace kiosk::bench
