#include "kiosk/desk/chain.h"

#include "kiosk/base/log.h"

namespace kiosk::desk {
namespace {

using base::Result;

// The numbers of the kiosk (?1), each once, with the one before it that has come.
constexpr std::string_view kSteps =
    "SELECT sequence, LAG(sequence, 1, 0) OVER (ORDER BY sequence) AS before"
    " FROM (SELECT DISTINCT sequence FROM chain WHERE kiosk = ?1) AS numbers";

Result<Statement> query(const DeskUse& use, std::string_view text, const complaint::KioskId& kiosk) {
  Statement row = TRY(use->prepare(text));
  row.bind(1, std::string_view(kiosk.text()));
  return row;
}

Result<std::int64_t> count(const DeskUse& use, std::string_view text, const complaint::KioskId& kiosk) {
  Statement row = TRY(query(use, text, kiosk));
  TRY(row.step());
  return row.integer(0);
}

}  // namespace

Result<void> add_link(const DeskUse& use, const complaint::Envelope& envelope) {
  const complaint::EnvelopeHeader& header = envelope.header();
  if (header.sequence == 0) return base::done();
  Statement insert = TRY(use->prepare(
      "INSERT INTO chain (kiosk, sequence, hash, previous) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"));
  insert.bind(1, std::string_view(header.kiosk.text())).bind(2, static_cast<std::int64_t>(header.sequence));
  TRY(insert.bind(3, envelope.hash().bytes).bind(4, header.previous.bytes).run());
  Statement same = TRY(use->prepare("SELECT count(*) FROM chain WHERE kiosk = ? AND sequence = ?"));
  same.bind(1, std::string_view(header.kiosk.text())).bind(2, static_cast<std::int64_t>(header.sequence));
  TRY(same.step());
  if (same.integer(0) > 1)
    KIOSK_LOG(warning, "desk.number-twice", {"kiosk", header.kiosk.text()},
              {"number", static_cast<std::int64_t>(header.sequence)});
  return base::done();
}

Result<Chain> chain_of(const DeskUse& use, const complaint::KioskId& kiosk) {
  Chain chain;
  Statement all = TRY(query(
      use,
      "SELECT count(*), coalesce(max(sequence), 0), count(DISTINCT sequence) FROM chain WHERE kiosk = ?1",
      kiosk));
  TRY(all.step());
  chain.received = all.integer(0);
  chain.last = all.integer(1);
  chain.missing = chain.last - all.integer(2);
  chain.doubled = TRY(count(use,
                            "SELECT count(*) FROM (SELECT 1 FROM chain WHERE kiosk = ?1 GROUP BY sequence"
                            " HAVING count(*) > 1) AS doubled",
                            kiosk));
  chain.torn =
      TRY(count(use,
                "SELECT count(*) FROM chain c WHERE kiosk = ?1 AND previous IS NOT NULL"
                " AND EXISTS (SELECT 1 FROM chain p WHERE p.kiosk = ?1 AND p.sequence = c.sequence - 1)"
                " AND NOT EXISTS (SELECT 1 FROM chain p WHERE p.kiosk = ?1"
                " AND p.sequence = c.sequence - 1 AND p.hash = c.previous)",
                kiosk));
  Statement gap = TRY(query(
      use, base::cat("SELECT before + 1, sequence FROM (", kSteps, ") AS steps WHERE sequence > before + 1"),
      kiosk));
  while (TRY(gap.step())) {
    for (std::int64_t number = gap.integer(0); number < gap.integer(1); ++number) {
      if (std::ssize(chain.first_missing) == kMissingListed) return chain;
      chain.first_missing.push_back(number);
    }
  }
  return chain;
}

}  // namespace kiosk::desk
