#include "kiosk/content/pack_error.h"

namespace kiosk::content {

std::string_view name_of(PackError code) {
  switch (code) {
    case PackError::no_signature:
      return "E-SIG-01";
    case PackError::wrong_signature:
      return "E-SIG-02";
    case PackError::damaged:
      return "E-SUM-01";
    case PackError::older_version:
      return "E-VER-01";
    case PackError::newer_program:
      return "E-VER-02";
    case PackError::other_bytes:
      return "E-VER-03";
    case PackError::expired:
      return "E-EXP-01";
    case PackError::not_yet:
      return "E-EXP-02";
    case PackError::other_kiosk:
      return "E-TGT-01";
    case PackError::broken_root:
      return "E-KEY-01";
    case PackError::no_space:
      return "E-SPC-01";
    case PackError::changed:
      return "E-CHG-01";
    case PackError::installed:
      return "already-installed";
    case PackError::stick_removed:
      return "E-USB-01";
    case PackError::no_pack:
      return "E-USB-02";
    case PackError::install_failed:
      return "E-INS-01";
    case PackError::unhealthy:
      return "E-INS-02";
    case PackError::nothing_there:
      return "no-content";
  }
  return "content";
}

}  // namespace kiosk::content
