#include "kiosk/main/complaint_side.h"

#include <thread>

namespace kiosk::main {
namespace {

constexpr int kOpenTries = 50;
constexpr std::chrono::milliseconds kOpenPause(100);

base::Result<ComplaintSide> try_to_open(const KioskOptions& options) {
  ComplaintSide side;
  side.identity = std::make_unique<complaint::Identity>(TRY(complaint::Identity::load(options.state)));
  if (!options.desk.empty()) side.identity->desk_url = options.desk;
  while (side.identity->desk_url.ends_with('/')) side.identity->desk_url.pop_back();
  side.ledger = TRY(complaint::Ledger::open(options.state / "outbox", side.identity->id));
  side.outbox = TRY(complaint::Outbox::open(options.state / "outbox", *side.ledger, *side.identity));
  side.answers = std::make_unique<complaint::AnswerStore>(*side.ledger);
  return side;
}

}  // namespace

base::Result<ComplaintSide> open_complaint_side(const KioskOptions& options) {
  if (!options.preview.empty())
    return base::Error(complaint::OutboxError::unavailable, "a preview keeps no complaints");
  base::Result<ComplaintSide> side = try_to_open(options);
  for (int i = 0; i < kOpenTries && !side && side.error().is(store::StoreError::busy); ++i) {
    std::this_thread::sleep_for(kOpenPause);
    side = try_to_open(options);
  }
  return side;
}

}  // namespace kiosk::main
