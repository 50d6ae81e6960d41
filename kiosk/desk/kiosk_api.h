#pragma once
// What kiosks ask of the desk: complaint/protocol.h, server side.

#include <map>
#include <mutex>

#include "kiosk/base/http.h"
#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/desk/parts.h"

namespace kiosk::desk {

constexpr int kNotNowSeconds = 30;  // Retry-After, when the desk itself is in trouble

// Questions for single complaints, each a kiosk: citizens ask one now and then, who guesses codes asks
// without end. Any thread.
constexpr int kAsksPerMinute = 60;

class AskLimiter {
 public:
  bool may_ask(const complaint::KioskId& kiosk, base::Timestamp now);

 private:
  struct Minute {
    base::Timestamp since;
    int asked = 0;
  };
  std::mutex mutex_;
  std::map<complaint::KioskId, Minute> minutes_;
};

// For targets that start with "/v1/".
base::HttpResponse answer_kiosk(const Parts& parts, const base::HttpRequest& request, base::Timestamp now);

}  // namespace kiosk::desk
