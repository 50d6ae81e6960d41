#include "kiosk/desk/users.h"

#include <algorithm>

#include "kiosk/base/fold.h"
#include "kiosk/base/utf8.h"
#include "kiosk/crypto/password.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;

// Argon2id at the cost of hash_password(), of bytes that nobody knows.
constexpr std::string_view kMatchesNothing =
    "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
constexpr std::size_t kNameLeastTelling = 4;  // a shorter one stands in many words
constexpr std::string_view kColumns = "SELECT name, role, created_at, disabled, totp_box FROM users";

// Letters, digits and . _ -: nothing that is not seen, or that reads as something else.
bool is_user_name(std::string_view name) {
  if (name.empty() || name.size() > kUserNameMaxSize || !base::is_valid_utf8(name)) return false;
  constexpr std::string_view kSigns = "._-";
  for (std::size_t at = 0; at < name.size();) {
    const base::Decoded next = base::decode_utf8(name, at);
    at += next.size_bytes;
    const char32_t c = next.code_point;
    const bool ascii = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       (c < 0x80 && kSigns.find(static_cast<char>(c)) != std::string_view::npos);
    const bool latin = c >= 0xC0 && c <= 0x24F;
    const bool arabic = c >= 0x620 && c <= 0x6D3 && c != 0x640 && !(c >= 0x64B && c <= 0x670);
    if (!ascii && !latin && !arabic) return false;
  }
  return true;
}

// A name that people would take for this one.
Result<bool> is_taken_alike(const DeskUse& use, std::string_view name) {
  const std::string folded = base::folded(name);
  for (const UserRow& user : TRY(list_users(use))) {
    if (base::folded(user.name) == folded) return true;
  }
  return false;
}

// Five characters that differ are little, and "aaaaaaaaaa" has one.
bool is_monotonous(std::string_view password) {
  std::string characters(password);
  std::sort(characters.begin(), characters.end());
  constexpr std::ptrdiff_t kLeast = 5;
  return std::unique(characters.begin(), characters.end()) - characters.begin() < kLeast;
}

// "1234567890", "abcdefghij": the steps between neighbours are nearly all the same.
bool is_counted(std::string_view password) {
  std::vector<int> steps;
  for (std::size_t at = 1; at < password.size(); ++at) steps.push_back(password[at] - password[at - 1]);
  std::sort(steps.begin(), steps.end());
  constexpr std::ptrdiff_t kLeast = 3;
  return std::unique(steps.begin(), steps.end()) - steps.begin() < kLeast;
}

Result<std::string> hash_of_new(std::string_view name, std::string_view password) {
  if (base::count_code_points(password) < kPasswordMinCodePoints || password.size() > kPasswordMaxSize) {
    return Error(DeskError::refused, "a password has at least ten characters");
  }
  if (is_monotonous(password))
    return Error(DeskError::refused, "a password has at least five different characters");
  if (is_counted(password)) return Error(DeskError::refused, "a password is not counted up or down");
  const bool is_telling = base::count_code_points(name) >= kNameLeastTelling;
  if (is_telling && base::folded(password).find(base::folded(name)) != std::string::npos)
    return Error(DeskError::refused, "a password does not contain its user's name");
  return crypto::hash_password(password);
}

UserRow row_of(const Statement& row) {
  return {row.text(0), parse_role(row.text(1)).value_or(Role::agent), base::from_unix_ms(row.integer(2)),
          row.integer(3) != 0, !row.is_null(4)};
}

enum class Sessions { stay, end };

// One change of one user, with its line in the log; the statement's last parameter is the name.
Result<void> change_user(const DeskUse& use, std::string_view name, Statement update, const Deed& deed,
                         Sessions sessions, base::Timestamp now) {
  TRY(update.run());
  if (use->changes() == 0) return Error(DeskError::not_found, "no such user");
  if (sessions == Sessions::end) TRY(end_sessions(use, name));
  return record(use, deed, now);
}

Deed deed_of(std::string_view action, std::string_view name, const Doing& doing,
             std::string_view detail = {}) {
  return {doing.actor, action, std::string(name), std::string(detail)};
}

}  // namespace

Result<void> add_user(const DeskUse& use, std::string_view name, std::string_view password, Role role,
                      const Doing& doing) {
  if (!is_user_name(name))
    return Error(DeskError::refused, "a user's name is up to 64 bytes of letters, digits and . _ -");
  const std::string hash = TRY(hash_of_new(name, password));
  Transaction change = TRY(Transaction::begin(*use));
  const std::optional<UserRow> known = TRY(find_user(use, name));
  if (known && !known->disabled) return Error(DeskError::exists, "a user of this name exists");
  if (known)
    return Error(DeskError::exists,
                 base::cat("this user exists and is disabled: `kiosk-desk user enable ", name,
                           "` lets in again, `kiosk-desk user password ", name, "` sets a new password"));
  if (TRY(is_taken_alike(use, name)))
    return Error(DeskError::exists, "a user's name that looks like this one exists");
  Statement insert =
      TRY(use->prepare("INSERT INTO users (name, password, created_at, role) VALUES (?, ?, ?, ?)"));
  insert.bind(1, name).bind(2, std::string_view(hash)).bind(3, base::to_unix_ms(doing.now));
  TRY(insert.bind(4, slug_of(role)).run());
  TRY(record(use, deed_of("user.add", name, doing, slug_of(role)), doing.now));
  return change.commit();
}

Result<void> enable_user(const DeskUse& use, std::string_view name, const Doing& doing) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement update = TRY(use->prepare("UPDATE users SET disabled = 0 WHERE name = ?"));
  update.bind(1, name);
  TRY(change_user(use, name, std::move(update), deed_of("user.enable", name, doing), Sessions::end,
                  doing.now));
  return change.commit();
}

Result<void> disable_user(const DeskUse& use, std::string_view name, const Doing& doing) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement update = TRY(use->prepare("UPDATE users SET disabled = 1 WHERE name = ? AND disabled = 0"));
  update.bind(1, name);
  TRY(change_user(use, name, std::move(update), deed_of("user.disable", name, doing), Sessions::end,
                  doing.now));
  return change.commit();
}

Result<void> change_role(const DeskUse& use, std::string_view name, Role role, const Doing& doing) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement update = TRY(use->prepare("UPDATE users SET role = ? WHERE name = ?"));
  update.bind(1, slug_of(role)).bind(2, name);
  const Deed deed = deed_of("user.role", name, doing, slug_of(role));
  TRY(change_user(use, name, std::move(update), deed, Sessions::stay, doing.now));
  return change.commit();
}

Result<void> change_password(const DeskUse& use, std::string_view name, std::string_view password,
                             const Doing& doing) {
  const std::string hash = TRY(hash_of_new(name, password));
  Transaction change = TRY(Transaction::begin(*use));
  Statement update = TRY(use->prepare("UPDATE users SET password = ? WHERE name = ?"));
  update.bind(1, std::string_view(hash)).bind(2, name);
  TRY(change_user(use, name, std::move(update), deed_of("user.password", name, doing), Sessions::end,
                  doing.now));
  return change.commit();
}

Result<void> keep_totp(const DeskUse& use, std::string_view name, base::ByteView box, const Doing& doing) {
  Transaction change = TRY(Transaction::begin(*use));
  const bool none = box.empty();
  Statement update = TRY(use->prepare(none ? "UPDATE users SET totp_box = NULL WHERE name = ?"
                                           : "UPDATE users SET totp_box = ?, totp_step = 0 WHERE name = ?"));
  if (!none) update.bind(1, box);
  update.bind(none ? 1 : 2, name);
  const Deed deed = deed_of(none ? "user.totp-off" : "user.totp-on", name, doing);
  TRY(change_user(use, name, std::move(update), deed, Sessions::stay, doing.now));
  return change.commit();
}

Result<std::vector<UserRow>> list_users(const DeskUse& use) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " ORDER BY name")));
  std::vector<UserRow> users;
  while (TRY(row.step())) users.push_back(row_of(row));
  return users;
}

Result<std::optional<UserRow>> find_user(const DeskUse& use, std::string_view name) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " WHERE name = ?")));
  row.bind(1, name);
  if (!TRY(row.step())) return std::optional<UserRow>();
  return std::optional(row_of(row));
}

Result<std::string> kept_password(const DeskUse& use, std::string_view name) {
  Statement row = TRY(use->prepare("SELECT password FROM users WHERE name = ? AND disabled = 0"));
  row.bind(1, name);
  if (!TRY(row.step())) return std::string(kMatchesNothing);
  return row.text(0);
}

Result<std::optional<KeptTotp>> kept_totp(const DeskUse& use, std::string_view name) {
  Statement row =
      TRY(use->prepare("SELECT totp_box, totp_step FROM users WHERE name = ? AND totp_box IS NOT NULL"));
  row.bind(1, name);
  if (!TRY(row.step())) return std::optional<KeptTotp>();
  return std::optional(KeptTotp{row.blob(0), row.integer(1)});
}

Result<bool> use_totp_step(const DeskUse& use, std::string_view name, std::int64_t step) {
  Statement update = TRY(use->prepare("UPDATE users SET totp_step = ?1 WHERE name = ?2 AND totp_step < ?1"));
  TRY(update.bind(1, step).bind(2, name).run());
  return use->changes() > 0;
}

}  // namespace kiosk::desk
