#include "kiosk/desk/sessions.h"

#include <algorithm>

#include "kiosk/crypto/random.h"

namespace kiosk::desk {
namespace {

constexpr std::size_t kTokenSize = 32;
constexpr std::string_view kFormPurpose = "sale-kiosk form v1";

crypto::Hash key_of(std::string_view token) { return crypto::hash_of(base::as_bytes(token)); }

// The two things that are counted: a name from an address, and the address.
std::string pair_key(std::string_view user, std::string_view peer) {
  return base::cat("u ", key_of(user).text(), " ", peer);
}
std::string peer_key(std::string_view peer) { return base::cat("p ", peer); }

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

std::string Sessions::start(std::string_view user, base::Timestamp now) {
  const std::string token = new_token();
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& entry) {
    return now - entry.second.started > kSessionMaxAge || now - entry.second.seen > kSessionMaxIdle;
  });
  if (sessions_.size() >= kSessionsMax) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
      return a.second.seen < b.second.seen;
    }));
  }
  sessions_.emplace(key_of(token), Session{std::string(user), now, now});
  return token;
}

std::optional<Session> Sessions::find(std::string_view token, base::Timestamp now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key_of(token));
  if (found == sessions_.end()) return std::nullopt;
  Session& session = found->second;
  if (now - session.started > kSessionMaxAge || now - session.seen > kSessionMaxIdle) {
    sessions_.erase(found);
    return std::nullopt;
  }
  session.seen = std::max(session.seen, now);
  return session;
}

void Sessions::end(std::string_view token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(key_of(token));
}

bool SignInLimiter::is_waiting(const std::string& key, int limit, base::Timestamp now) const {
  const auto found = failures_.find(key);
  return found != failures_.end() && found->second.count >= limit && now - found->second.last < kSignInWait;
}

bool SignInLimiter::may_try(std::string_view user, std::string_view peer, base::Timestamp now) {
  const std::lock_guard lock(mutex_);
  forget_old(now);
  return failures_.size() < kLimiterMaxEntries && !is_waiting(pair_key(user, peer), kTriesBeforeWait, now) &&
         !is_waiting(peer_key(peer), kPeerTriesBeforeWait, now);
}

void SignInLimiter::failed(std::string_view user, std::string_view peer, base::Timestamp now) {
  const std::lock_guard lock(mutex_);
  for (const std::string& key : {pair_key(user, peer), peer_key(peer)}) {
    Failures& failures = failures_[key];
    ++failures.count;
    failures.last = now;
  }
}

void SignInLimiter::succeeded(std::string_view user, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  failures_.erase(pair_key(user, peer));
}

void SignInLimiter::forget_old(base::Timestamp now) {
  std::erase_if(failures_, [&](const auto& entry) { return now - entry.second.last >= kSignInWait; });
}

}  // namespace kiosk::desk
