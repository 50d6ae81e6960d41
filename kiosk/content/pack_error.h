#pragma once
// Why a pack is refused, or why content cannot be shown. The names are the codes that staff see and that the
// design gives words to (DESIGN 15.3); E-VER-03, E-EXP-01, E-EXP-02, E-TGT-01, E-KEY-01, E-INS-02, E-CHG-01
// and the words are this project's additions.

#include <string_view>

#include "kiosk/base/result.h"

namespace kiosk::content {

enum class PackError {
  no_signature,     // E-SIG-01  nobody signed it
  wrong_signature,  // E-SIG-02  no signature by a key this kiosk trusts
  damaged,          // E-SUM-01  bytes changed, cut or added; or no pack at all
  older_version,    // E-VER-01  older than what this kiosk has accepted before
  newer_program,    // E-VER-02  made for a newer program
  other_bytes,      // E-VER-03  an alarm: a version accepted before, with other bytes
  expired,          // E-EXP-01  its last day is past
  not_yet,          // E-EXP-02  its first day is still to come
  other_kiosk,      // E-TGT-01  made for other kiosks
  broken_root,      // E-KEY-01  the keys it brings are not vouched for by those that are trusted here
  no_space,         // E-SPC-01
  changed,          // E-CHG-01  another pack than the one that was reviewed lies under its name
  installed,        // already-installed  the very pack that is shown
  stick_removed,    // E-USB-01  the medium stopped answering
  no_pack,          // E-USB-02  nothing like a pack in the folder
  install_failed,   // E-INS-01  could not be put in place; what was there still is
  unhealthy,        // E-INS-02  put in place, found wanting, and taken back
  nothing_there,    // no-content  nothing is installed, or nothing older to go back to
};

std::string_view name_of(PackError code);

}  // namespace kiosk::content
