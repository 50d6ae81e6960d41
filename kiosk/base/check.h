#pragma once
// KIOSK_ASSERT(condition): for what only our own bug can cause. On in every build: it says where and dies,
// the supervisor restarts the program, and the outbox is safe. Never for data from outside.

namespace kiosk::base {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace kiosk::base

#define KIOSK_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::kiosk::base::assertion_failed(#condition, __FILE__, __LINE__))
