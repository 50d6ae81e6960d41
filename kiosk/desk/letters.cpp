#include "kiosk/desk/letters.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "kiosk/base/fold.h"
#include "kiosk/base/log.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::Result;

constexpr std::int64_t kPage = 100;
constexpr int kLowPriority = 10;
constexpr std::size_t kPhoneDigits = 10;

// Without the telephone, which nobody is to guess digit by digit: it is found whole or not at all.
std::string words_of(const complaint::Draft& draft) {
  base::SecretString all;
  for (const base::SecretString* part : {&draft.text, &draft.name, &draft.neighbourhood, &draft.landmark}) {
    all.append(part->view());
    all.append("\n");
  }
  return base::folded(all.view());
}

bool has_all(const std::string& folded, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return folded.find(word) != std::string::npos; });
}

// The telephone that is asked for, as letters have it; empty if the question is none.
std::string phone_in(std::string_view question) {
  const std::optional<base::SecretString> number = complaint::national_number(question);
  return number && number->view().size() == kPhoneDigits ? std::string(number->view()) : std::string();
}

// Inside other words, too: an article of the question is left out, whether the letter has it or not.
std::vector<std::string> looked_for(std::string_view question) {
  std::vector<std::string> words = base::words_of(base::folded(question));
  for (std::string& word : words) word = std::string(base::without_article(word));
  return words;
}

}  // namespace

Letters::Letters(DeskDatabase& database, const Vault& vault)
    : database_(database), vault_(vault), thread_([this] { read_all(); }) {}

Letters::~Letters() {
  ending_ = true;
  thread_.join();
}

void Letters::read_all() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLowPriority);  // of this thread alone
  while (!ending_) {
    const Result<bool> more = read_older();
    if (!more) KIOSK_LOG(error, "desk.letters-not-read", {"reason", more.error().sentence()});
    if (!more || !*more) break;
  }
  is_complete_ = true;
}

// The database is not held while letters are opened.
Result<void> Letters::take(const std::vector<Case>& cases) {
  struct Sealed {
    std::int64_t id;
    base::Bytes envelope;
    std::optional<KioskRow> kiosk;
  };
  std::vector<Sealed> sealed;
  {
    const DeskUse use = database_.use();
    for (const Case& entry : cases) {
      if (entry.erased_at) continue;
      std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
      Result<base::Bytes> envelope = envelope_of(use, entry.id);
      if (envelope) sealed.push_back({entry.id, std::move(envelope).value(), std::move(kiosk)});
    }
  }
  for (Sealed& one : sealed) {
    if (!one.kiosk) continue;
    const Result<complaint::Letter> letter = open_letter(vault_, std::move(one.envelope), one.kiosk->key);
    if (!letter) continue;
    Letter read{words_of(letter->draft), subject_of(letter->draft.text.view()),
                std::string(letter->draft.phone.view())};
    const std::lock_guard lock(mutex_);
    letters_.insert_or_assign(one.id, std::move(read));
  }
  const std::lock_guard lock(mutex_);
  for (const Case& entry : cases) {
    oldest_ = oldest_ == 0 ? entry.id : std::min(oldest_, entry.id);
    newest_ = std::max(newest_, entry.id);
  }
  return base::done();
}

Result<bool> Letters::read_older() {
  std::int64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    before = oldest_;
  }
  const std::vector<Case> page = TRY(cases_before(database_.use(), before, kPage));
  if (page.empty()) return false;
  TRY(take(page));
  return true;
}

Result<void> Letters::read_newer() {
  while (!ending_) {
    std::int64_t after = 0;
    {
      const std::lock_guard lock(mutex_);
      after = newest_;
    }
    if (after == 0) return base::done();  // the thread is at the newest right now, or there are none
    const std::vector<Case> page = TRY(cases_after(database_.use(), after, kPage));
    if (page.empty()) return base::done();
    TRY(take(page));
  }
  return base::done();
}

// What was erased at this desk or another one.
Result<void> Letters::drop_erased() {
  const DeskUse use = database_.use();
  Statement row =
      TRY(use->prepare("SELECT id, erased_at FROM cases WHERE erased_at >= ? ORDER BY erased_at"));
  const std::lock_guard lock(mutex_);
  row.bind(1, erased_until_);
  while (TRY(row.step())) {
    letters_.erase(row.integer(0));
    erased_until_ = row.integer(1);
  }
  return base::done();
}

Result<Letters::Found> Letters::find(std::string_view question) {
  if (is_complete_) TRY(read_older());
  TRY(read_newer());
  TRY(drop_erased());
  question = question.substr(0, kQuestionMaxSize);
  const std::vector<std::string> words = looked_for(question);
  const std::string phone = phone_in(question);
  Found found;
  found.is_complete = is_complete_;
  if (words.empty()) return found;
  const std::lock_guard lock(mutex_);
  for (auto letter = letters_.rbegin(); letter != letters_.rend() && found.ids.size() < kFoundMost;
       ++letter) {
    const bool is_called = !phone.empty() && letter->second.phone == phone;
    if (is_called || has_all(letter->second.folded, words)) found.ids.push_back(letter->first);
  }
  return found;
}

Result<std::string> Letters::subject(const Case& entry) {
  if (entry.erased_at) return std::string();
  {
    const std::lock_guard lock(mutex_);
    const auto known = letters_.find(entry.id);
    if (known != letters_.end()) return known->second.subject;
  }
  const DeskUse use = database_.use();
  const Result<base::Bytes> envelope = envelope_of(use, entry.id);
  const std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
  if (!envelope || !kiosk) return std::string();
  const Result<complaint::Letter> letter = open_letter(vault_, *envelope, kiosk->key);
  return letter ? subject_of(letter->draft.text.view()) : std::string();
}

void Letters::forget(std::int64_t case_id) {
  const std::lock_guard lock(mutex_);
  letters_.erase(case_id);
}

}  // namespace kiosk::desk
