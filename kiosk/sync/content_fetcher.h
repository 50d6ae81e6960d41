#pragma once
// Decides what content the kiosk fetches from a publication (content/publication.h), and when. Like Uploader
// it has no socket, no thread and no clock: whoever drives it calls tick(), does the one request it is given,
// hands the outcome to finish(), and sleeps until next_wake().
//
//   the list   every kPollEvery, give or take a fifth; "not changed" costs a few hundred bytes
//   a head     of the newest pack that is for this kiosk and that it has not accepted, refused or taken back
//              before; verified before anything in it is believed
//   objects    that are not on the shelf, in parts of kPart, each going on where the last one ended, also
//              after a restart; of a pack whose first day is still to come as well
//
// A pack whose objects are all there, and that may be installed now, is `ready`: installing is the worker's.
// What staff took back is not put in place again by itself: a pack that was accepted before is left alone.
// Objects of the content shown that are gone or spoiled are fetched in the same way.
//
// What cannot be used: anything but 200, 206 and 304; a list or head that is not one (a portal's page is no
// network); a redirect; more bytes than an object has, or other ones. Then everything waits (back_off.h); a
// pack that is refused is remembered, the others go on. Not thread-safe: one thread drives it, and only it
// writes what is being fetched.

#include <optional>
#include <set>
#include <utility>

#include "kiosk/base/http.h"
#include "kiosk/content/content_store.h"
#include "kiosk/content/publication.h"
#include "kiosk/sync/back_off.h"

namespace kiosk::sync {

constexpr base::Milliseconds kPollEvery = std::chrono::minutes(15);
constexpr std::size_t kPart = 256 * 1024;
constexpr base::Milliseconds kPartPatience = std::chrono::seconds(60);
constexpr std::size_t kMaxContentResponse = content::kMaxObjectBytes + 64 * 1024;

enum class FetchKind { list, head, object };

struct FetchJob {
  FetchKind kind = FetchKind::list;
  base::HttpRequest request;
  base::Milliseconds patience = kPartPatience;
  crypto::Hash head;           // of a head
  content::PackObject object;  // of an object, and where its part begins
  std::uint64_t offset = 0;
};

// How the publication is, for staff.
struct FetchState {
  bool configured = false;
  std::optional<base::BootTime> heard_at;  // a list or a whole object came
  std::optional<base::BootTime> failing_since;
  std::string reason;                           // of the last failure, or of the last pack refused
  std::int64_t version = 0;                     // of the pack that is being fetched, 0: none
  std::uint64_t done_bytes = 0, all_bytes = 0;  // of what it lacks
  bool operator==(const FetchState&) const = default;
};

class ContentFetcher {
 public:
  using LoadKeys = std::function<base::Result<content::TrustedKeys>()>;
  // `url`: of the folder, without a slash at its end; empty: nothing is fetched. `store` must outlive the
  // value.
  ContentFetcher(content::ContentStore& store, LoadKeys load_keys, std::string url, Random random);

  std::optional<FetchJob> tick(base::BootTime now, base::Timestamp wall);
  // The head of a pack that is ready to be installed, if there is one now. Told once; then installed() or
  // refused() follows.
  std::optional<base::Bytes> finish(const FetchJob& job, const base::Result<base::HttpResponse>& outcome,
                                    base::BootTime now, base::Timestamp wall);
  [[nodiscard]] base::BootTime next_wake(base::BootTime now) const;

  // What became of the pack that was ready.
  void installed();
  void refused(const base::Error& why);
  void poll_now();  // staff: look at once
  // Whether the last object that the content shown lacked has come; told once.
  [[nodiscard]] bool take_repaired() { return std::exchange(repaired_, false); }
  [[nodiscard]] const FetchState& state() const { return state_; }

 private:
  struct Wanted {  // a pack that is being fetched
    base::Bytes head_bytes;
    crypto::Hash head;
    content::Manifest manifest;
    std::vector<content::PackObject> missing;  // the next one last
  };
  using Outcome = base::Result<base::HttpResponse>;
  [[nodiscard]] FetchJob job_for(std::string_view target) const;
  [[nodiscard]] FetchJob object_job(const content::PackObject& object) const;
  base::Result<void> take_list(const base::HttpResponse& response, base::BootTime now);
  base::Result<void> take_head(const FetchJob& job, const base::HttpResponse& response, base::Timestamp wall);
  base::Result<void> take_object(const FetchJob& job, const base::HttpResponse& response);
  std::optional<base::Bytes> ready(base::Timestamp wall);
  void choose_next();
  void refuse(const crypto::Hash& head, const base::Error& why);
  void forget_refusal();
  void failed(std::string_view reason, base::BootTime now);
  void tell_progress();

  content::ContentStore& store_;
  LoadKeys load_keys_;
  std::string url_;
  Random random_;
  FetchState state_;
  std::string list_tag_;  // the ETag of the list that was read
  std::vector<content::Published> list_;
  std::set<crypto::Hash> passed_over_;         // heads that were refused or are in place
  std::optional<content::Published> refused_;  // the newest that was, for as long as it matters to staff
  std::optional<crypto::Hash> next_head_;
  std::optional<Wanted> wanted_;
  std::vector<content::PackObject> repairs_;
  bool repaired_ = false;
  bool knows_ours_ = false;  // a listed pack was accepted here: older ones beside it are as they should be
  bool offered_ = false;     // wanted_ is with the worker
  bool has_begun_ = false;
  std::int64_t failures_ = 0;
  base::BootTime next_poll_{};
  base::BootTime quiet_until_{};
};

}  // namespace kiosk::sync
