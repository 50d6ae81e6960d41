#pragma once
// Backups of a desk world and desks restored from them.

#include "kiosk/desk/backup.h"
#include "kiosk/desk/erasure.h"
#include "tests/support/desk_world.h"

namespace kiosk::tests {

constexpr std::string_view kBackupPassphrase = "sept olives au marché";
constexpr crypto::SlowCost kCheapLock{1, 64 * 1024};

inline desk::Doing at_time(std::chrono::seconds after) { return {"cli test", kNoon + after}; }

inline base::Result<desk::BackupDone> back_up(const DeskWorld& world, const std::filesystem::path& to,
                                              std::chrono::seconds after = {}, int keep = 0) {
  return desk::back_up(world.paths(), {to, keep, "0.1.0", at_time(after)});
}

inline base::Result<desk::RestoreDone> restore(const std::filesystem::path& backup,
                                               const std::filesystem::path& data,
                                               std::vector<std::filesystem::path> erasures = {}) {
  return desk::restore({backup, data, std::move(erasures), "", at_time(std::chrono::hours(1))});
}

inline void erase(const DeskWorld& world, std::int64_t serial, base::Timestamp at = kNoon) {
  const auto database = desk::DeskDatabase::open(world.data()).value();
  const desk::DeskUse use = database->use();
  const desk::Case target = desk::find_case(use, desk::CaseNumber{2026, serial}).value().value();
  const desk::Vault vault = desk::Vault::open(world.paths().cell_key).value();
  desk::erase_case(use, vault, target, "on request", {"amina", at}).value();
}

inline desk::AuditCheck audit_of(const std::filesystem::path& data,
                                 const std::optional<desk::AuditHead>& head = std::nullopt) {
  return desk::verify_audit(*desk::DeskDatabase::open(data).value(), head).value();
}

}  // namespace kiosk::tests
