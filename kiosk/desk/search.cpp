#include "kiosk/desk/search.h"

#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/publications.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using complaint::ReceiptCode;

std::optional<CaseNumber> number_in(std::string_view typed) {
  const base::SecretString plain = complaint::western_digits(typed);
  base::SecretString dense;
  for (const char c : plain.view()) {
    if (static_cast<unsigned char>(c) > 0x20) dense.append(std::string_view(&c, 1));
  }
  return CaseNumber::parse(dense.view());
}

// A case that waits for its ticket, with what opens its letter.
struct Waiting {
  Case entry;
  base::Bytes envelope;
  std::optional<KioskRow> kiosk;
};

Result<std::vector<Waiting>> newest_waiting(const DeskUse& use) {
  std::vector<Waiting> waiting;
  for (Case& entry : TRY(cases_without_ticket(use, kLettersToOpen))) {
    base::Bytes envelope = TRY(envelope_of(use, entry.id));
    std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
    waiting.push_back({std::move(entry), std::move(envelope), std::move(kiosk)});
  }
  return waiting;
}

}  // namespace

std::string_view name_of(SearchError code) {
  return code == SearchError::mistyped ? "mistyped" : "not-understood";
}

Result<std::optional<CaseNumber>> Search::find(std::string_view typed) {
  // Twelve digits with a dash among them may be either; the check digit makes a code of a number unlikely.
  const Result<ReceiptCode> code = ReceiptCode::parse(typed);
  if (code) {
    const std::optional<CaseNumber> found = TRY(find_by_code(*code));
    if (found) return found;
  }
  const std::optional<CaseNumber> number = number_in(typed);
  if (number || code) return number;
  if (code.error().is(complaint::CodeError::check_digit)) {
    return Error(SearchError::mistyped, "a receipt code with a slip of typing");
  }
  return Error(SearchError::not_understood, "neither a case number nor a receipt code");
}

Result<std::optional<CaseNumber>> Search::find_by_code(const ReceiptCode& code) {
  const std::lock_guard alone(one_at_a_time_);
  const std::optional<CaseNumber> waiting = TRY(find_in_letters(code));
  if (waiting) return waiting;
  const complaint::Ticket ticket = TRY(complaint::derive_ticket(code));
  const std::optional<Case> found = TRY(case_with_tag(database_.use(), ticket.tag));
  return found ? std::optional(found->number) : std::nullopt;
}

// The database's lock is not held while letters are opened.
Result<std::optional<CaseNumber>> Search::find_in_letters(const ReceiptCode& code) {
  for (Waiting& waiting : TRY(newest_waiting(database_.use()))) {
    if (!waiting.kiosk) continue;
    const Result<complaint::Letter> letter =
        open_letter(vault_, std::move(waiting.envelope), waiting.kiosk->key);
    if (letter && letter->receipt == code) return std::optional(waiting.entry.number);
  }
  return std::optional<CaseNumber>();
}

}  // namespace kiosk::desk
