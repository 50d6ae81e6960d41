#pragma once
// What a command writes is part of what it does: a list that was cut off, a code or a key that nobody could
// read, is not done.

#include <iostream>

#include "kiosk/base/result.h"

namespace kiosk::main {

enum class OutputError { not_written };
inline std::string_view name_of(OutputError) { return "not-written"; }

inline base::Error not_written() {
  return {OutputError::not_written, "standard output cannot be written to"};
}

// At the end of a command that went well.
inline base::Result<void> flush_output() {
  if (std::cout.flush()) return base::done();
  return not_written();
}

}  // namespace kiosk::main
