#include "kiosk/sync/content_fetcher.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/log.h"

namespace kiosk::sync {
namespace {

using base::BootTime;
using base::Error;
using base::HttpResponse;
using base::Milliseconds;
using base::Result;
using content::PackError;
using content::PackObject;

constexpr std::size_t kMaxPassedOver = 1000;
constexpr std::uint32_t kFirstPollWithin = 60'000;  // milliseconds: kiosks switched on together come apart

enum class FetchError { not_a_publication, redirected, status, no_progress };
std::string_view name_of(FetchError code) {
  switch (code) {
    case FetchError::not_a_publication:
      return "not-a-publication";
    case FetchError::redirected:
      return "redirected";
    case FetchError::status:
      return "http-status";
    case FetchError::no_progress:
      return "no-progress";
  }
  return "fetch";
}

Error refused_status(int status) {
  if (status >= 300 && status < 400 && status != 304)
    return {FetchError::redirected, "another address was named"};
  return {FetchError::status, base::cat("the server answered ", status)};
}

// "bytes 100-199/4000": where the part begins, if it is as long as it says.
std::optional<std::uint64_t> part_begin(const HttpResponse& response) {
  std::string_view text = base::header(response.headers, "Content-Range");
  if (!text.starts_with("bytes ")) return std::nullopt;
  text.remove_prefix(6);
  std::uint64_t first = 0, last = 0;
  const char* const end = text.data() + text.size();
  const auto [dash, first_code] = std::from_chars(text.data(), end, first);
  if (first_code != std::errc() || dash == end || *dash != '-') return std::nullopt;
  const auto [slash, last_code] = std::from_chars(dash + 1, end, last);
  if (last_code != std::errc() || last < first || last - first + 1 != response.body.size())
    return std::nullopt;
  return first;
}

}  // namespace

ContentFetcher::ContentFetcher(content::ContentStore& store, LoadKeys load_keys, std::string url,
                               Random random)
    : store_(store), load_keys_(std::move(load_keys)), url_(std::move(url)), random_(std::move(random)) {
  state_.configured = !url_.empty();
}

FetchJob ContentFetcher::job_for(std::string_view target) const {
  FetchJob job;
  job.request.url = base::cat(url_, target);
  return job;
}

FetchJob ContentFetcher::object_job(const PackObject& object) const {
  FetchJob job = job_for(content::object_target(object.hash));
  job.kind = FetchKind::object;
  job.object = object;
  job.offset = store_.shelf().fetched_bytes(object);
  const std::uint64_t end = std::min<std::uint64_t>(job.offset + kPart, object.stored_bytes);
  job.request.headers.emplace_back("Range", base::cat("bytes=", job.offset, "-", end - 1));
  return job;
}

std::optional<FetchJob> ContentFetcher::tick(BootTime now, base::Timestamp) {
  if (url_.empty() || offered_) return std::nullopt;
  if (!has_begun_) {
    has_begun_ = true;
    next_poll_ = now + Milliseconds(random_(kFirstPollWithin));
  }
  if (now < quiet_until_) return std::nullopt;
  if (wanted_ && !wanted_->missing.empty()) return object_job(wanted_->missing.back());
  if (!repairs_.empty()) return object_job(repairs_.back());
  if (next_head_) {
    FetchJob job = job_for(content::head_target(*next_head_));
    job.kind = FetchKind::head;
    job.head = *next_head_;
    return job;
  }
  if (now < next_poll_) return std::nullopt;
  FetchJob job = job_for("/packs.json");
  if (!list_tag_.empty()) job.request.headers.emplace_back("If-None-Match", list_tag_);
  return job;
}

BootTime ContentFetcher::next_wake(BootTime now) const {
  if (url_.empty() || offered_) return BootTime::max();
  const bool has_work =
      !has_begun_ || next_head_ || !repairs_.empty() || (wanted_ && !wanted_->missing.empty());
  return std::max(quiet_until_, has_work ? now : next_poll_);
}

std::optional<base::Bytes> ContentFetcher::finish(const FetchJob& job, const Outcome& outcome, BootTime now,
                                                  base::Timestamp wall) {
  const auto take = [&]() -> Result<void> {
    const HttpResponse& response = TRY(outcome);
    switch (job.kind) {
      case FetchKind::list:
        return take_list(response, now);
      case FetchKind::head:
        return take_head(job, response, wall);
      case FetchKind::object:
        return take_object(job, response);
    }
    return base::done();
  };
  const Result<void> taken = take();
  if (!taken) {
    failed(taken.error().name(), now);
    return std::nullopt;
  }
  failures_ = 0;
  state_.heard_at = now;
  state_.failing_since.reset();
  tell_progress();
  return ready(wall);
}

Result<void> ContentFetcher::take_list(const HttpResponse& response, BootTime now) {
  const auto fifth = static_cast<std::uint32_t>(kPollEvery.count() / 5);
  if (response.status == 200) {
    Result<std::vector<content::Published>> list = content::parse_published(base::as_text(response.body));
    if (!list) return Error(FetchError::not_a_publication, "what came is not a list of packs");
    list_ = std::move(*list);
    list_tag_ = base::header(response.headers, "ETag");
    if (refused_ && std::ranges::find(list_, refused_->head, &content::Published::head) == list_.end())
      forget_refusal();
  } else if (response.status != 304 || list_tag_.empty()) {
    return refused_status(response.status);
  }
  next_poll_ = now + kPollEvery - Milliseconds(fifth) + Milliseconds(random_(2 * fifth));
  if (const Result<content::TrustedKeys> keys = load_keys_()) repairs_ = store_.missing_of_shown(*keys);
  choose_next();
  return base::done();
}

// The newest that is for this kiosk, unless it is the one that is being fetched.
void ContentFetcher::choose_next() {
  next_head_.reset();
  for (const content::Published& entry : list_) {
    if (!entry.targets.include(store_.device()) || passed_over_.contains(entry.head)) continue;
    if (!wanted_ || wanted_->head != entry.head) next_head_ = entry.head;
    return;
  }
}

Result<void> ContentFetcher::take_head(const FetchJob& job, const HttpResponse& response,
                                       base::Timestamp wall) {
  if (response.status != 200) return refused_status(response.status);
  if (crypto::hash_of(response.body) != job.head)
    return Error(PackError::damaged, "the head of a pack came as something else");
  next_head_.reset();
  const auto look = [&]() -> Result<void> {
    const content::TrustedKeys keys = TRY(load_keys_());
    const content::SignedPack pack =
        TRY(TRY(store_.open_fetched(response.body)).verify_manifest(store_.newest(keys)));
    if (TRY(store_.restore_head(pack, keys))) {
      repairs_ = store_.missing_of_shown(keys);
      repaired_ = repairs_.empty();
      knows_ours_ = true;
      return Error(PackError::installed, "the head of what is shown, which was lost");
    }
    if (store_.was_accepted(pack)) {
      knows_ours_ = true;
      return Error(PackError::installed, "accepted here before");
    }
    const Result<void> acceptable = store_.check(pack, wall);
    if (!acceptable && acceptable.error().is(PackError::older_version) && knows_ours_)
      return Error(PackError::installed, "older than another of the list");
    if (!acceptable && !acceptable.error().is(PackError::not_yet)) return acceptable;
    wanted_ = Wanted{response.body, job.head, pack.manifest(), store_.shelf().missing(pack.manifest())};
    std::reverse(wanted_->missing.begin(), wanted_->missing.end());
    state_.version = pack.manifest().version;
    state_.all_bytes = 0;
    for (const PackObject& object : wanted_->missing) state_.all_bytes += object.stored_bytes;
    return base::done();
  };
  if (const Result<void> looked = look(); !looked) refuse(job.head, looked.error());
  return base::done();
}

Result<void> ContentFetcher::take_object(const FetchJob& job, const HttpResponse& response) {
  const content::ObjectShelf& shelf = store_.shelf();
  if (response.status == 416) shelf.drop_fetched(job.object);
  if (response.status != 206 && response.status != 200) return refused_status(response.status);
  if (response.status == 206 && part_begin(response) != job.offset)
    return Error(FetchError::no_progress, "another part came than the one asked for");
  if (response.status == 200) shelf.drop_fetched(job.object);  // the server knows no parts: all of it came
  if (response.body.empty()) return Error(FetchError::no_progress, "an empty part came");
  const Result<bool> whole = shelf.add_fetched(job.object, response.body);
  if (!whole) {
    if (whole.error().is(PackError::damaged)) shelf.drop_fetched(job.object);
    return whole.error().is(store::StoreError::full) ? Error(PackError::no_space, whole.error().sentence())
                                                     : whole.error();
  }
  if (!*whole) return base::done();
  const auto is_it = [&](const PackObject& object) { return object.hash == job.object.hash; };
  if (wanted_) std::erase_if(wanted_->missing, is_it);
  if (std::erase_if(repairs_, is_it) > 0) repaired_ = repairs_.empty();
  return base::done();
}

std::optional<base::Bytes> ContentFetcher::ready(base::Timestamp wall) {
  if (!wanted_ || !wanted_->missing.empty()) return std::nullopt;
  // Something may have been cleared away by an install from a stick.
  wanted_->missing = store_.shelf().missing(wanted_->manifest);
  if (!wanted_->missing.empty()) return std::nullopt;
  const auto look = [&]() -> Result<void> {
    const content::TrustedKeys keys = TRY(load_keys_());
    const content::SignedPack pack =
        TRY(TRY(store_.open_fetched(wanted_->head_bytes)).verify_manifest(store_.newest(keys)));
    if (store_.was_accepted(pack)) return Error(PackError::installed, "accepted here before");
    return store_.check(pack, wall);
  };
  const Result<void> looked = look();
  if (!looked && looked.error().is(PackError::not_yet)) return std::nullopt;
  if (!looked) {
    refuse(wanted_->head, looked.error());
    return std::nullopt;
  }
  offered_ = true;
  return wanted_->head_bytes;
}

void ContentFetcher::installed() {
  knows_ours_ = true;
  if (wanted_ && refused_ && refused_->version <= wanted_->manifest.version) forget_refusal();
  if (wanted_) refuse(wanted_->head, Error(PackError::installed, "in place"));
}

// What was spoiled on the shelf while the pack waited is fetched anew.
void ContentFetcher::refused(const Error& why) {
  if (!wanted_) return;
  if (why.is(PackError::damaged)) {
    for (const PackObject& object : wanted_->manifest.objects) {
      const Result<base::Bytes> stored = store_.shelf().read(object);
      if (stored && content::check_object(object, *stored)) continue;
      store_.shelf().remove(object);
      wanted_->missing.push_back(object);
    }
  }
  if (wanted_->missing.empty()) return refuse(wanted_->head, why);
  offered_ = false;
}

// It is not asked for again; but a disk may have room later, and what the disk or another process did is not
// the pack's fault.
void ContentFetcher::refuse(const crypto::Hash& head, const Error& why) {
  if (!why.is(PackError::installed)) {
    state_.reason = why.name();
    const auto entry = std::ranges::find(list_, head, &content::Published::head);
    if (entry != list_.end()) refused_ = *entry;
    KIOSK_LOG(warning, "content.not-fetched", {"code", why.name()}, {"reason", why.sentence()});
  }
  if (wanted_ && wanted_->head == head) {
    wanted_.reset();
    state_.version = 0;
    state_.done_bytes = state_.all_bytes = 0;
  }
  offered_ = false;
  const bool may_pass =
      !why.as<PackError>() || why.is(PackError::no_space) || why.is(PackError::install_failed);
  if (may_pass) return;
  if (passed_over_.size() >= kMaxPassedOver) passed_over_.clear();
  passed_over_.insert(head);
  choose_next();
}

void ContentFetcher::forget_refusal() {
  refused_.reset();
  state_.reason.clear();
}

void ContentFetcher::poll_now() {
  has_begun_ = true;
  next_poll_ = quiet_until_ = {};
  passed_over_.clear();
  list_tag_.clear();
}

void ContentFetcher::failed(std::string_view reason, BootTime now) {
  ++failures_;
  quiet_until_ = now + back_off(failures_, random_);
  if (!state_.failing_since) state_.failing_since = now;
  state_.reason = reason;
}

void ContentFetcher::tell_progress() {
  if (!wanted_) return;
  std::uint64_t missing = 0;
  for (const PackObject& object : wanted_->missing) missing += object.stored_bytes;
  if (!wanted_->missing.empty()) missing -= store_.shelf().fetched_bytes(wanted_->missing.back());
  state_.done_bytes = state_.all_bytes - std::min(missing, state_.all_bytes);
}

}  // namespace kiosk::sync
