#pragma once
// Who is signed in to the web desk. Sessions lie in the database, so that several desks share them and a
// restart signs nobody out. A session is found by a random token that only the browser's cookie holds (its
// hash is kept), and has a second secret, derived from the token, which every form must bring back: a page of
// another site cannot know it. It ends with the user's password, with the user, after an hour without a page,
// and after ten hours.
//
// Sign-ins are limited, over all desks: after kTriesBeforeWait failures of a name from an address, or
// kPeerTriesBeforeWait from an address, nothing is tried for kSignInWait; after kTriesBeforeLock failures of a
// name from wherever, the name is locked for kLockTime, which the log tells.
//
// Functions on the locked database; time is an argument.

#include <optional>
#include <string>

#include "kiosk/base/time.h"
#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/roles.h"

namespace kiosk::desk {

constexpr base::Milliseconds kSessionMaxAge = std::chrono::hours(10);
constexpr base::Milliseconds kSessionMaxIdle = std::chrono::hours(1);
constexpr base::Milliseconds kSessionSeenStep = std::chrono::minutes(1);  // "seen" is written this often
constexpr std::int64_t kSessionsMax = 1000;
constexpr std::int64_t kTriesBeforeWait = 5;
constexpr std::int64_t kPeerTriesBeforeWait = 30;
constexpr std::int64_t kTriesBeforeLock = 20;
constexpr base::Milliseconds kSignInWait = std::chrono::minutes(1);
constexpr base::Milliseconds kLockTime = std::chrono::minutes(30);
constexpr std::int64_t kAttemptsMax = 10'000;  // names and addresses that are remembered

// After the password the code of the second factor is still missing.
enum class Stage { code, open };

struct Session {
  std::string user;
  Role role = Role::agent;
  Stage stage = Stage::open;
};

std::string new_token();                                   // 32 random bytes, hexadecimal
bool is_token(std::string_view text);                      // has that form
std::string form_token(std::string_view token);            // what forms of this session must carry
bool same_secret(std::string_view a, std::string_view b);  // in a time that says nothing

base::Result<std::string> start_session(const DeskUse& use, std::string_view user, Stage stage,
                                        base::Timestamp now);  // the token
base::Result<std::optional<Session>> find_session(const DeskUse& use, std::string_view token,
                                                  base::Timestamp now);
base::Result<void> end_session(const DeskUse& use, std::string_view token);
base::Result<void> end_sessions(const DeskUse& use, std::string_view user);

enum class SignIn { may_try, wait, locked };
base::Result<SignIn> may_sign_in(const DeskUse& use, std::string_view user, std::string_view peer,
                                 base::Timestamp now);
// Within a transaction of the caller's. Locked: with this failure the name is.
base::Result<SignIn> sign_in_failed(const DeskUse& use, std::string_view user, std::string_view peer,
                                    base::Timestamp now);
base::Result<void> sign_in_succeeded(const DeskUse& use, std::string_view user, std::string_view peer);
base::Result<bool> is_locked(const DeskUse& use, std::string_view user, base::Timestamp now);
// An administrator lets a name in again that is locked.
base::Result<void> unlock_sign_in(const DeskUse& use, std::string_view user);

}  // namespace kiosk::desk
