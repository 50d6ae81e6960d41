#include "kiosk/desk/kiosks.h"

#include <algorithm>

#include "kiosk/base/json.h"
#include "kiosk/base/utf8.h"
#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/audit.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Json;
using base::Result;
using complaint::KioskId;

constexpr std::string_view kColumns =
    "SELECT id, key, name, enrolled_at, revoked_at, seen_at, health FROM kiosks";

KioskHealth health_of(base::Timestamp seen_at, std::string_view report) {
  KioskHealth health;
  health.seen_at = seen_at;
  const Result<Json> json = Json::parse(report);
  if (!json) return health;
  health.program = json->string_or("program", "");
  health.content = json->string_or("content", "");
  health.queued = json->integer_or("queued", 0);
  health.failed = json->integer_or("failed", 0);
  health.fill_percent = std::clamp<std::int64_t>(json->integer_or("fill_percent", 0), 0, 100);
  const Json* errors = json->find("errors");
  if (errors == nullptr || errors->items() == nullptr) return health;
  for (const Json& error : *errors->items()) {
    const std::string* text = error.string();
    if (text != nullptr) health.errors += base::cat(health.errors.empty() ? "" : ", ", *text);
  }
  return health;
}

Result<KioskRow> row_of(const Statement& row) {
  const crypto::VerifyKey key = TRY(crypto::VerifyKey::from_bytes(row.blob(1)));
  KioskRow kiosk{TRY(KioskId::parse(row.text(0))),
                 key,
                 row.text(2),
                 base::from_unix_ms(row.integer(3)),
                 !row.is_null(4),
                 std::nullopt};
  if (!row.is_null(5)) kiosk.health = health_of(base::from_unix_ms(row.integer(5)), row.text(6));
  return kiosk;
}

}  // namespace

Result<Enrolment> enrol(const DeskUse& use, const KioskId& id, const crypto::VerifyKey& key,
                        std::string_view name, const Doing& doing) {
  if (name.size() > kKioskNameMaxSize || !base::is_valid_utf8(name)) {
    return Error(DeskError::refused, "a kiosk's name is at most 200 bytes of UTF-8");
  }
  Transaction change = TRY(Transaction::begin(*use));
  const std::optional<KioskRow> known = TRY(find_kiosk(use, id));
  if (known && known->key != key) {
    return Error(DeskError::exists, "this id is enrolled with another key: choose another id");
  }
  const std::optional<KioskRow> owner = TRY(find_kiosk(use, key));
  if (owner && owner->id != id) {
    return Error(DeskError::exists, base::cat("this key is the one of ", owner->id.text(),
                                              ": every kiosk needs a key of its own"));
  }
  const std::string called = !name.empty() ? std::string(name) : known ? known->name : id.text();
  Statement insert =
      TRY(use->prepare("INSERT INTO kiosks (id, key, name, enrolled_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET name = excluded.name, revoked_at = NULL"));
  insert.bind(1, std::string_view(id.text())).bind(2, key.bytes);
  TRY(insert.bind(3, std::string_view(called)).bind(4, base::to_unix_ms(doing.now)).run());
  TRY(record(use, {doing.actor, "kiosk.enrol", id.text(), key.fingerprint()}, doing.now));
  TRY(change.commit());
  if (!known) return Enrolment::added;
  return known->revoked ? Enrolment::restored : Enrolment::known;
}

Result<void> revoke(const DeskUse& use, const KioskId& id, const Doing& doing) {
  if (is_open311(id)) {
    return Error(DeskError::refused, "OPEN311 is the desk itself, not a kiosk: it cannot be revoked");
  }
  Transaction change = TRY(Transaction::begin(*use));
  Statement update =
      TRY(use->prepare("UPDATE kiosks SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"));
  TRY(update.bind(1, base::to_unix_ms(doing.now)).bind(2, std::string_view(id.text())).run());
  if (use->changes() == 0) return Error(DeskError::not_found, "no kiosk of this id is enrolled");
  TRY(record(use, {doing.actor, "kiosk.revoke", id.text()}, doing.now));
  return change.commit();
}

Result<std::optional<KioskRow>> find_kiosk(const DeskUse& use, const KioskId& id) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " WHERE id = ?")));
  row.bind(1, std::string_view(id.text()));
  if (!TRY(row.step())) return std::optional<KioskRow>();
  return std::optional(TRY(row_of(row)));
}

Result<std::optional<KioskRow>> find_kiosk(const DeskUse& use, const crypto::VerifyKey& key) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " WHERE key = ?")));
  row.bind(1, key.bytes);
  if (!TRY(row.step())) return std::optional<KioskRow>();
  return std::optional(TRY(row_of(row)));
}

Result<std::vector<KioskRow>> list_kiosks(const DeskUse& use) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " ORDER BY id")));
  std::vector<KioskRow> kiosks;
  while (TRY(row.step())) kiosks.push_back(TRY(row_of(row)));
  return kiosks;
}

Result<void> keep_health(const DeskUse& use, const KioskId& id, std::string_view report,
                         base::Timestamp now) {
  const Result<Json> json = Json::parse(report);
  if (report.size() > complaint::kHealthMaxSize || !json || json->members() == nullptr) {
    return Error(DeskError::refused, "a heartbeat that is none");
  }
  Statement update = TRY(use->prepare("UPDATE kiosks SET seen_at = ?, health = ? WHERE id = ?"));
  return update.bind(1, base::to_unix_ms(now)).bind(2, report).bind(3, std::string_view(id.text())).run();
}

}  // namespace kiosk::desk
