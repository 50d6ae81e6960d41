#pragma once
// DATA/erasures: which complaints were erased, so that a backup of before can be brought up to date when it is
// restored. One line each, only added, durable before the erasure itself is:
//
//   K-01 8cc5780f-468d-40bd-be40-b9d291b08d04 2026-11-27T04:23:50Z
//
// kiosk, uuid of the complaint, when; nothing that a citizen wrote. Where the power goes between the line and
// the erasure, the line says what had been decided, and a restore does it. Several desks that share a database
// have a file each; the database knows of all, and complete_erasures() brings a file up to date.

#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/base/uuid.h"
#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {

constexpr std::string_view kErasuresFileName = "erasures";
constexpr std::size_t kErasuresFileMaxSize = 64 * 1024 * 1024;  // some 800 000 lines

struct ErasedComplaint {
  complaint::KioskId kiosk;
  base::Uuid uuid;
  base::Timestamp at;
};

// StoreError::damaged for a line that is none of these, but for a last one that was cut short.
base::Result<std::vector<ErasedComplaint>> parse_erasures(std::string_view text);
// None if there is no file.
base::Result<std::vector<ErasedComplaint>> read_erasures(const store::fs::path& file);
base::Result<void> add_erasures(const store::fs::path& file, const std::vector<ErasedComplaint>& erased);
// Adds what the database has erased and the data folder's file does not say; how many those are.
base::Result<std::int64_t> complete_erasures(const DeskUse& use);

}  // namespace kiosk::desk
