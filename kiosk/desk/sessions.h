#pragma once
// Who is signed in to the web desk, in memory only: a restart signs everyone out. A session is found by a
// random token that only the browser's cookie holds (its hash is kept here), and has a second secret, derived
// from the token, which every form must bring back: a page of another site cannot know it.
//
// Sign-ins are limited: after kTriesBeforeWait failures of a name from an address, or kPeerTriesBeforeWait
// from an address, nothing is tried for kSignInWait. Thread-safe; time is an argument.

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "kiosk/base/time.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::desk {

constexpr base::Milliseconds kSessionMaxAge = std::chrono::hours(10);
constexpr base::Milliseconds kSessionMaxIdle = std::chrono::hours(1);
constexpr std::size_t kSessionsMax = 1000;
constexpr int kTriesBeforeWait = 5;
constexpr int kPeerTriesBeforeWait = 30;
constexpr base::Milliseconds kSignInWait = std::chrono::minutes(1);
constexpr std::size_t kLimiterMaxEntries = 10'000;

struct Session {
  std::string user;
  base::Timestamp started;
  base::Timestamp seen;
};

std::string new_token();                                   // 32 random bytes, hexadecimal
bool is_token(std::string_view text);                      // has that form
std::string form_token(std::string_view token);            // what forms of this session must carry
bool same_secret(std::string_view a, std::string_view b);  // in a time that says nothing

class Sessions {
 public:
  std::string start(std::string_view user, base::Timestamp now);  // the token
  std::optional<Session> find(std::string_view token, base::Timestamp now);
  void end(std::string_view token);

 private:
  std::mutex mutex_;
  std::map<crypto::Hash, Session> sessions_;
};

class SignInLimiter {
 public:
  // False: too many failures, wait.
  bool may_try(std::string_view user, std::string_view peer, base::Timestamp now);
  void failed(std::string_view user, std::string_view peer, base::Timestamp now);
  void succeeded(std::string_view user, std::string_view peer);

 private:
  struct Failures {
    int count = 0;
    base::Timestamp last;
  };
  bool is_waiting(const std::string& key, int limit, base::Timestamp now) const;
  void forget_old(base::Timestamp now);
  std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace kiosk::desk
