#pragma once
// The complaint side of a kiosk: who it is, what waits and what was answered, on its disk.

#include <memory>

#include "kiosk/complaint/answer_store.h"
#include "kiosk/complaint/outbox.h"
#include "kiosk/main/kiosk_options.h"

namespace kiosk::main {

// Empty on a kiosk that was not enrolled, or whose outbox does not open; it still shows content. Each part is
// referred to by those below it, so none may move.
struct ComplaintSide {
  std::unique_ptr<complaint::Identity> identity;
  std::unique_ptr<complaint::Ledger> ledger;
  std::unique_ptr<complaint::Outbox> outbox;
  std::unique_ptr<complaint::AnswerStore> answers;
};

// Waits some seconds for an outbox that another process holds: a kioskctl at work, or the kiosk that just
// ended, gives it back within them. A preview has none.
base::Result<ComplaintSide> open_complaint_side(const KioskOptions& options);

}  // namespace kiosk::main
