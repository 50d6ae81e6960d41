#pragma once
// The kiosks the desk knows: enrolled with their public key, revoked when stolen or retired, and how each was
// when it last reported. Functions on the locked database.

#include <optional>
#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/crypto/sign.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {

constexpr std::size_t kKioskNameMaxSize = 200;
// Not heard of for longer: its complaints may be waiting in it.
constexpr base::Milliseconds kKioskSilentAfter = std::chrono::minutes(20);

// Complaints that come in by Open311 are sealed by the desk itself under this name; it is no screen.
constexpr std::string_view kOpen311Kiosk = "OPEN311";
constexpr std::string_view kOpen311Name = "Open311";  // for people
inline bool is_open311(const complaint::KioskId& id) { return id.text().starts_with(kOpen311Kiosk); }

struct KioskHealth {
  base::Timestamp seen_at;  // by the desk's clock
  std::string program;
  std::string content;
  std::int64_t queued = 0;
  std::int64_t failed = 0;
  std::int64_t fill_percent = 0;  // of the room for complaints
  std::string errors;             // the last ones, apart by commas
};

struct KioskRow {
  complaint::KioskId id;
  crypto::VerifyKey key;
  std::string name;
  base::Timestamp enrolled_at;
  bool revoked = false;
  std::optional<KioskHealth> health;
};

// The same key again enrols a kiosk that was revoked, and gives it a new name unless `name` is empty; a new
// kiosk without a name is called by its id. DeskError::exists if the id has another key, or the key another
// id.
enum class Enrolment { added, known, restored };
base::Result<Enrolment> enrol(const DeskUse& use, const complaint::KioskId& id, const crypto::VerifyKey& key,
                              std::string_view name, const Doing& doing);
// DeskError::refused for the desk's own sender, which is no kiosk.
base::Result<void> revoke(const DeskUse& use, const complaint::KioskId& id, const Doing& doing);
base::Result<std::optional<KioskRow>> find_kiosk(const DeskUse& use, const complaint::KioskId& id);
base::Result<std::optional<KioskRow>> find_kiosk(const DeskUse& use, const crypto::VerifyKey& key);
base::Result<std::vector<KioskRow>> list_kiosks(const DeskUse& use);
// `report` is the body of POST health.
base::Result<void> keep_health(const DeskUse& use, const complaint::KioskId& id, std::string_view report,
                               base::Timestamp now);

}  // namespace kiosk::desk
