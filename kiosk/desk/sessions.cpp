#include "kiosk/desk/sessions.h"

#include <array>

#include "kiosk/crypto/hash.h"
#include "kiosk/crypto/random.h"

namespace kiosk::desk {
namespace {

using base::Result;

constexpr std::size_t kTokenSize = 32;
constexpr std::string_view kFormPurpose = "sale-kiosk form v1";

crypto::Hash key_of(std::string_view token) { return crypto::hash_of(base::as_bytes(token)); }

std::string_view slug_of(Stage stage) { return stage == Stage::code ? "code" : "open"; }

// What is counted, and what so many failures lead to.
struct Limit {
  std::string who;
  std::int64_t tries;
  base::Milliseconds time;
  SignIn then;
};
// Names are hashed: people type passwords into the field of the name.
std::array<Limit, 3> limits_of(std::string_view user, std::string_view peer) {
  const std::string name = key_of(user).text();
  return {Limit{base::cat("name ", name), kTriesBeforeLock, kLockTime, SignIn::locked},
          Limit{base::cat("name ", name, " from ", peer), kTriesBeforeWait, kSignInWait, SignIn::wait},
          Limit{base::cat("from ", peer), kPeerTriesBeforeWait, kSignInWait, SignIn::wait}};
}

Result<void> forget_old_attempts(const DeskUse& use, base::Timestamp now) {
  Statement old = TRY(
      use->prepare("DELETE FROM attempts WHERE last_at < ?1 AND (who LIKE '% from %' OR who LIKE 'from %')"
                   " OR last_at < ?2"));
  old.bind(1, base::to_unix_ms(now - kSignInWait)).bind(2, base::to_unix_ms(now - kLockTime));
  TRY(old.run());
  return TRY(use->prepare("DELETE FROM attempts WHERE who IN"
                          " (SELECT who FROM attempts ORDER BY last_at DESC LIMIT 1000000 OFFSET ?)"))
      .bind(1, kAttemptsMax)
      .run();
}

Result<bool> is_reached(const DeskUse& use, const Limit& limit, base::Timestamp now) {
  Statement row = TRY(use->prepare("SELECT 1 FROM attempts WHERE who = ? AND count >= ? AND last_at > ?"));
  row.bind(1, std::string_view(limit.who)).bind(2, limit.tries);
  return row.bind(3, base::to_unix_ms(now - limit.time)).step();
}

}  // namespace

std::string new_token() {
  std::array<base::Byte, kTokenSize> bytes{};
  crypto::fill_random(bytes);
  return base::to_hex(bytes);
}

bool is_token(std::string_view text) {
  const base::Result<base::Bytes> bytes = base::from_hex(text);
  return bytes && bytes->size() == kTokenSize;
}

std::string form_token(std::string_view token) {
  return crypto::keyed_hash(key_of(token).bytes, base::as_bytes(kFormPurpose)).text();
}

bool same_secret(std::string_view a, std::string_view b) { return key_of(a) == key_of(b); }

Result<std::string> start_session(const DeskUse& use, std::string_view user, Stage stage,
                                  base::Timestamp now) {
  const std::string token = new_token();
  TRY(TRY(use->prepare("DELETE FROM sessions WHERE started_at < ? OR seen_at < ?"))
          .bind(1, base::to_unix_ms(now - kSessionMaxAge))
          .bind(2, base::to_unix_ms(now - kSessionMaxIdle))
          .run());
  TRY(TRY(use->prepare("DELETE FROM sessions WHERE token IN"
                       " (SELECT token FROM sessions ORDER BY seen_at DESC LIMIT 1000000 OFFSET ?)"))
          .bind(1, kSessionsMax - 1)
          .run());
  Statement insert = TRY(use->prepare(
      "INSERT INTO sessions (token, user_name, stage, started_at, seen_at) VALUES (?, ?, ?, ?4, ?4)"));
  insert.bind(1, key_of(token).bytes).bind(2, user).bind(3, slug_of(stage)).bind(4, base::to_unix_ms(now));
  TRY(insert.run());
  return token;
}

Result<std::optional<Session>> find_session(const DeskUse& use, std::string_view token, base::Timestamp now) {
  if (!is_token(token)) return std::optional<Session>();
  const crypto::Hash key = key_of(token);
  Statement row = TRY(use->prepare(
      "SELECT s.user_name, u.role, s.stage, s.seen_at FROM sessions s JOIN users u ON u.name = s.user_name"
      " WHERE s.token = ? AND u.disabled = 0 AND s.started_at >= ? AND s.seen_at >= ?"));
  row.bind(1, key.bytes).bind(2, base::to_unix_ms(now - kSessionMaxAge));
  row.bind(3, base::to_unix_ms(now - kSessionMaxIdle));
  if (!TRY(row.step())) return std::optional<Session>();
  Session session{row.text(0), parse_role(row.text(1)).value_or(Role::agent),
                  row.text(2) == slug_of(Stage::open) ? Stage::open : Stage::code};
  if (now - base::from_unix_ms(row.integer(3)) >= kSessionSeenStep)
    TRY(TRY(use->prepare("UPDATE sessions SET seen_at = ? WHERE token = ?"))
            .bind(1, base::to_unix_ms(now))
            .bind(2, key.bytes)
            .run());
  return std::optional(std::move(session));
}

Result<void> end_session(const DeskUse& use, std::string_view token) {
  return TRY(use->prepare("DELETE FROM sessions WHERE token = ?")).bind(1, key_of(token).bytes).run();
}

Result<void> end_sessions(const DeskUse& use, std::string_view user) {
  return TRY(use->prepare("DELETE FROM sessions WHERE user_name = ?")).bind(1, user).run();
}

Result<SignIn> may_sign_in(const DeskUse& use, std::string_view user, std::string_view peer,
                           base::Timestamp now) {
  for (const Limit& limit : limits_of(user, peer)) {
    if (TRY(is_reached(use, limit, now))) return limit.then;
  }
  return SignIn::may_try;
}

Result<bool> is_locked(const DeskUse& use, std::string_view user, base::Timestamp now) {
  for (const Limit& limit : limits_of(user, "")) {
    if (limit.then == SignIn::locked && TRY(is_reached(use, limit, now))) return true;
  }
  return false;
}

Result<SignIn> sign_in_failed(const DeskUse& use, std::string_view user, std::string_view peer,
                              base::Timestamp now) {
  TRY(forget_old_attempts(use, now));
  SignIn outcome = SignIn::may_try;
  for (const Limit& limit : limits_of(user, peer)) {
    Statement add =
        TRY(use->prepare("INSERT INTO attempts (who, count, last_at) VALUES (?, 1, ?) ON CONFLICT (who)"
                         " DO UPDATE SET count = attempts.count + 1, last_at = excluded.last_at"
                         " RETURNING count"));
    add.bind(1, std::string_view(limit.who)).bind(2, base::to_unix_ms(now));
    TRY(add.step());
    if (add.integer(0) == limit.tries && outcome == SignIn::may_try) outcome = limit.then;
    TRY(add.run());
  }
  return outcome;
}

Result<void> sign_in_succeeded(const DeskUse& use, std::string_view user, std::string_view peer) {
  const std::array<Limit, 3> limits = limits_of(user, peer);
  return TRY(use->prepare("DELETE FROM attempts WHERE who = ? OR who = ?"))
      .bind(1, std::string_view(limits[0].who))
      .bind(2, std::string_view(limits[1].who))
      .run();
}

Result<void> unlock_sign_in(const DeskUse& use, std::string_view user) {
  const std::string name = limits_of(user, "")[0].who;
  return TRY(use->prepare("DELETE FROM attempts WHERE who = ?1 OR who LIKE ?1 || ' %'"))
      .bind(1, std::string_view(name))
      .run();
}

}  // namespace kiosk::desk
