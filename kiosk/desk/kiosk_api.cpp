#include "kiosk/desk/kiosk_api.h"

#include <charconv>

#include "kiosk/base/log.h"
#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/intake.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/open_counts.h"
#include "kiosk/desk/refusals.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Result;
using complaint::Refusal;

constexpr std::string_view kPrefix = "/v1/kiosks/";

HttpResponse refusal(Refusal reason, std::string_view message) {
  HttpResponse response = complaint::refusal_response(reason, message);
  if (reason == Refusal::not_now)
    response.headers.emplace_back("Retry-After", std::to_string(kNotNowSeconds));
  return response;
}

// The same with its line in the log; `kiosk` is null if the request names none.
HttpResponse refuse(Refusal reason, std::string_view message, const complaint::KioskId* kiosk) {
  log_refusal(reason, message, kiosk);
  return refusal(reason, message);
}

HttpResponse in_trouble(const base::Error& error) {
  KIOSK_LOG(error, "desk.trouble", {"reason", error.sentence()});
  return refusal(Refusal::not_now, "the desk is in trouble");
}

HttpResponse json(int status, std::string_view text) {
  return {
      status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, base::to_bytes(text)};
}

// "/v1/kiosks/K-01/complaints/UUID" in its three parts.
struct Place {
  complaint::KioskId kiosk;
  std::string_view what;
  std::string_view rest;
};

Result<Place> place_of(std::string_view path) {
  const base::Error nowhere(DeskError::not_found, "no such address");
  if (!path.starts_with(kPrefix)) return nowhere;
  path.remove_prefix(kPrefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return nowhere;
  complaint::KioskId kiosk = TRY(complaint::KioskId::parse(path.substr(0, slash)));
  const std::string_view tail = path.substr(slash + 1);
  const std::size_t second = tail.find('/');
  const std::string_view rest =
      second == std::string_view::npos ? std::string_view() : tail.substr(second + 1);
  return Place{std::move(kiosk), tail.substr(0, second), rest};
}

// The cell's key that the kiosk says it knows.
std::string cell_key_of(const HttpRequest& request) {
  return std::string(base::header(request.headers, complaint::kCellKeyHeader));
}

HttpResponse put_complaint(const Parts& parts, const HttpRequest& request, const Place& place,
                           base::Timestamp now) {
  const Result<base::Uuid> uuid = base::Uuid::parse(place.rest);
  if (!uuid) return refuse(Refusal::malformed, "not a uuid", &place.kiosk);
  const Admission admission =
      admit(parts.database, parts.vault, {request.body, place.kiosk, *uuid, cell_key_of(request)}, now);
  if (admission.outcome == Admission::Outcome::refused) {
    return refusal(admission.refusal, admission.message);  // admit() has logged it
  }
  const bool stored = admission.outcome == Admission::Outcome::stored;
  if (stored) parts.worker.wake();
  return json(stored ? 201 : 200, admission.ack);
}

// Nothing if the request is the kiosk's own; else what it is told.
std::optional<HttpResponse> not_from(const DeskUse& use, const HttpRequest& request, const Place& place) {
  const Result<std::optional<KioskRow>> kiosk = find_kiosk(use, place.kiosk);
  if (!kiosk) return in_trouble(kiosk.error());
  if (!*kiosk) return refuse(Refusal::unknown_kiosk, "this kiosk is not enrolled", &place.kiosk);
  if ((*kiosk)->revoked) return refuse(Refusal::revoked_kiosk, "this kiosk was revoked", &place.kiosk);
  if (!complaint::is_signed_by(request, (*kiosk)->key)) {
    return refuse(Refusal::bad_signature, "a request that this kiosk did not sign", &place.kiosk);
  }
  return std::nullopt;
}

HttpResponse get_answers(const Parts& parts, const HttpRequest& request, const Place& place,
                         const Form& query, base::Timestamp now) {
  const DeskUse use = parts.database.use();
  if (std::optional<HttpResponse> refusal = not_from(use, request, place)) return *std::move(refusal);
  const std::string_view text = query.value("after");
  std::int64_t after = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), after);
  if (code != std::errc() || end != text.data() + text.size() || after < 0) {
    return refuse(Refusal::malformed, "after= needs a number", &place.kiosk);
  }
  Result<complaint::AnswerPage> page = answer_page(use, place.kiosk, static_cast<std::uint64_t>(after), now);
  if (!page) return in_trouble(page.error());
  if (Result<std::vector<complaint::OpenCount>> open = open_counts(use, now)) page->open = *std::move(open);
  page->key_links = parts.vault.links_after(cell_key_of(request));
  return json(200, complaint::write_page(*page, parts.vault.signer_for(cell_key_of(request))));
}

HttpResponse get_asked(const Parts& parts, const HttpRequest& request, const Place& place,
                       base::Timestamp now) {
  const DeskUse use = parts.database.use();
  if (std::optional<HttpResponse> refusal = not_from(use, request, place)) return *std::move(refusal);
  const Result<base::Bytes> tag = base::from_hex(place.rest);
  if (!tag || tag->size() != std::tuple_size_v<complaint::TicketTag>)
    return refuse(Refusal::malformed, "not a tag", &place.kiosk);
  if (!parts.asks.may_ask(place.kiosk, now))
    return refuse(Refusal::too_often, "more questions than citizens ask", &place.kiosk);
  const Result<complaint::AskedPage> page =
      asked_page(use, place.kiosk, base::first_bytes<std::tuple_size_v<complaint::TicketTag>>(*tag), now);
  if (!page) return in_trouble(page.error());
  return json(200, complaint::write_asked(*page, parts.vault.signer_for(cell_key_of(request))));
}

HttpResponse post_health(const Parts& parts, const HttpRequest& request, const Place& place,
                         base::Timestamp now) {
  const DeskUse use = parts.database.use();
  if (std::optional<HttpResponse> refusal = not_from(use, request, place)) return *std::move(refusal);
  const Result<void> kept = keep_health(use, place.kiosk, base::as_text(request.body), now);
  if (kept) return {204, {}, {}};
  if (kept.error().is(DeskError::refused)) {
    return refuse(Refusal::malformed, kept.error().sentence(), &place.kiosk);
  }
  return in_trouble(kept.error());
}

}  // namespace

bool AskLimiter::may_ask(const complaint::KioskId& kiosk, base::Timestamp now) {
  const std::lock_guard lock(mutex_);
  Minute& minute = minutes_[kiosk];
  if (now < minute.since || now - minute.since >= std::chrono::minutes(1)) minute = {now, 0};
  return ++minute.asked <= kAsksPerMinute;
}

HttpResponse answer_kiosk(const Parts& parts, const HttpRequest& request, base::Timestamp now) {
  const Result<Target> target = parse_target(request.url);
  if (!target) return refuse(Refusal::malformed, "a query that is none", nullptr);
  const Result<Place> place = place_of(target->path);
  if (!place) return refuse(Refusal::not_found, "no such address", nullptr);
  if (request.method == "PUT" && place->what == "complaints")
    return put_complaint(parts, request, *place, now);
  if (request.method == "GET" && place->what == "answers" && place->rest.empty()) {
    return get_answers(parts, request, *place, target->query, now);
  }
  if (request.method == "GET" && place->what == "answers") return get_asked(parts, request, *place, now);
  if (request.method == "POST" && place->what == "health" && place->rest.empty()) {
    return post_health(parts, request, *place, now);
  }
  return refuse(Refusal::not_found, "no such address", &place->kiosk);
}

}  // namespace kiosk::desk
