#include "kiosk/desk/desk.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/desk/calendar.h"
#include "kiosk/desk/erasure_file.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;

using base::HttpRequest;
using base::HttpResponse;
using base::Result;
namespace fs = store::fs;

constexpr std::size_t kSmallFileMaxSize = 64 * 1024, kPlaceMaxSize = 4096;
constexpr std::string_view kFirstApiKeyName = "init";

// No page takes anything from elsewhere, runs inside another page, or is guessed at.
const base::HttpHeaders& safety_headers() {
  static const base::HttpHeaders headers = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
       "form-action 'self'; "
       "frame-ancestors 'none'; base-uri 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "same-origin"},  // "no-referrer" would turn the Origin of our own forms into "null"
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return headers;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

fs::path usual_place(const fs::path& data) { return data / "keys" / "cell.key"; }
fs::path place_file(const fs::path& data) { return data / "cell-key-place"; }
fs::path absolute_path(const fs::path& path) {
  std::error_code ignored;
  return fs::absolute(path, ignored).lexically_normal();
}

// What cell-key-place says, from the data folder on if it does not begin at the root; empty if it is no path.
fs::path place_in(std::string_view text, const fs::path& data) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
  if (text.empty() || std::any_of(text.begin(), text.end(), is_control)) return {};
  return absolute_path(data / fs::path(text));
}

fs::path open311_key_file(const DeskPaths& paths) { return paths.data / "keys" / "open311.key"; }
fs::path names_file(const DeskPaths& paths) { return paths.data / "names.json"; }
fs::path holidays_file(const DeskPaths& paths) { return paths.data / "holidays.json"; }

Result<crypto::SigningKey> read_signing_key(const fs::path& path) {
  base::Bytes file = TRY(store::read_file(path, kSmallFileMaxSize));
  Result<crypto::SigningKey> key = crypto::parse_kiosk_secret(base::as_text(file));
  crypto::wipe(file);
  return key;
}

fs::path public_half_of(const DeskPaths& paths) { return paths.data / "keys" / "cell.pub"; }

// Whether complaints were, or may have been, sealed to a key of this cell.
Result<bool> has_sealed(const DeskPaths& paths) {
  if (is_there(public_half_of(paths))) return true;
  if (!TRY(DeskDatabase::is_prepared(paths.data))) return false;
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  return TRY(count_cases(database->use(), {})) > 0;
}

Result<void> keep_public_half(const DeskPaths& paths, const crypto::CellPublicKey& key) {
  return store::replace_file(public_half_of(paths), base::as_bytes(crypto::to_file(key)),
                             store::FileMode::public_file);
}

// The key that new kiosks are given.
Result<bool> is_public_half(const DeskPaths& paths, const crypto::CellPublicKey& key) {
  if (!is_there(public_half_of(paths))) return false;
  const base::Bytes file = TRY(store::read_file(public_half_of(paths), kSmallFileMaxSize));
  const Result<crypto::CellPublicKey> known = crypto::parse_cell_public(base::as_text(file));
  return known && *known == key;
}

Result<crypto::CellPublicKey> make_first_cell_key(const DeskPaths& paths, KeyRing& ring) {
  const crypto::CellSecretKey cell = crypto::CellSecretKey::make();
  TRY(store::make_folder(ring.newest().parent_path()));
  TRY(ring.write(ring.newest(), cell));
  TRY(keep_public_half(paths, cell.public_half()));
  return cell.public_half();
}

Result<void> check_place(const DeskPaths& paths) {
  if (!paths.cell_key.empty()) return base::done();
  return base::Error(DeskError::refused,
                     base::cat(place_file(paths.data).string(),
                               " does not say where the cell's key is: one line, the path of cell.key"));
}

// A second key beside the public half of a lost one, or beside its cases, would look right and open nothing.
Result<void> check_cell_key(const DeskPaths& paths) {
  TRY(check_place(paths));
  if (is_there(paths.cell_key) || !TRY(has_sealed(paths))) return base::done();
  return base::Error(DeskError::refused,
                     base::cat("this cell had a key, and ", paths.cell_key.string(),
                               " is missing: put back the copy of cell.key, a new one opens no case"
                               " (without a copy: kiosk-desk key recover)"));
}

// Every later command finds the key by the data folder alone.
Result<void> keep_place(const DeskPaths& paths) {
  const fs::path place = DeskPaths::of(paths.data).cell_key;
  if (place == absolute_path(paths.cell_key)) return base::done();
  if (absolute_path(paths.cell_key) == absolute_path(usual_place(paths.data)))
    return store::remove_file(place_file(paths.data));
  return store::replace_file(place_file(paths.data),
                             base::as_bytes(absolute_path(paths.cell_key).string() + "\n"),
                             store::FileMode::private_file);
}

Result<void> make_cell_key(const DeskPaths& paths, std::string_view passphrase) {
  KeyRing ring(paths.cell_key, passphrase);
  if (TRY(has_cell_key(paths))) {
    const Vault vault = TRY(Vault::open(ring));
    TRY(keep_public_half(paths, vault.cell().public_half()));
  } else {
    TRY(make_first_cell_key(paths, ring));
  }
  return keep_place(paths);
}

// OPEN311, and OPEN311-2 where the key of that one was lost: what came under its name stays readable.
Result<complaint::KioskId> free_open311_sender(const DeskUse& use) {
  constexpr int kMost = 99;
  for (int number = 1; number <= kMost; ++number) {
    const complaint::KioskId id = TRY(complaint::KioskId::parse(
        number == 1 ? std::string(kOpen311Kiosk) : base::cat(kOpen311Kiosk, "-", number)));
    if (!TRY(find_kiosk(use, id))) return id;
  }
  return base::Error(DeskError::exists, "too many keys for Open311 were lost");
}

Result<void> make_open311_sender(const DeskPaths& paths, DeskDatabase& database, base::Timestamp now) {
  const fs::path path = open311_key_file(paths);
  if (!is_there(path)) {
    const crypto::SecretBytes file = crypto::to_file(crypto::SigningKey::make());
    TRY(store::replace_file(path, file.view(), store::FileMode::private_file));
  }
  const crypto::SigningKey key = TRY(read_signing_key(path));
  const DeskUse use = database.use();
  if (TRY(find_kiosk(use, key.public_half()))) return base::done();
  TRY(enrol(use, TRY(free_open311_sender(use)), key.public_half(), kOpen311Name, {"", now}));
  return base::done();
}

// How many of the complaints here the key opens.
Result<Recovery> count_opened(DeskDatabase& database, const crypto::CellSecretKey& key) {
  constexpr std::int64_t kPage = 100;
  Recovery out;
  const DeskUse use = database.use();
  for (std::int64_t after = 0;;) {
    const std::vector<Case> page = TRY(cases_after(use, after, kPage));
    for (const Case& entry : page) {
      after = entry.id;
      if (entry.erased_at) continue;
      ++out.all;
      const std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
      if (!kiosk) continue;
      Result<complaint::UnverifiedEnvelope> read =
          complaint::UnverifiedEnvelope::read(TRY(envelope_of(use, entry.id)));
      if (!read) continue;
      const Result<complaint::Envelope> envelope = std::move(read).value().verify(kiosk->key);
      if (envelope && envelope->open(key)) ++out.opened;
    }
    if (page.empty()) return out;
  }
}

}  // namespace

DeskPaths DeskPaths::of(const fs::path& data, const fs::path& cell_key) {
  if (!cell_key.empty()) return {data, cell_key};
  const Result<base::Bytes> place = store::read_file(place_file(data), kPlaceMaxSize);
  if (!place && place.error().is(store::StoreError::not_found)) return {data, usual_place(data)};
  return {data, place ? place_in(base::as_text(*place), data) : fs::path()};
}

bool DeskPaths::is_usual() const { return absolute_path(cell_key) == absolute_path(usual_place(data)); }

Result<bool> has_cell_key(const DeskPaths& paths) {
  TRY(check_cell_key(paths));
  return is_there(paths.cell_key);
}

Result<crypto::CellPublicKey> rotate_cell_key(const DeskPaths& paths, base::Timestamp now,
                                              std::string_view passphrase) {
  TRY(check_cell_key(paths));
  crypto::CellPublicKey next = TRY(rotate_cell_key(paths.cell_key, now, passphrase));
  TRY(keep_public_half(paths, next));
  return next;
}

Result<Vault> open_vault(const DeskPaths& paths, std::string_view passphrase) {
  TRY(check_cell_key(paths));
  return Vault::open(paths.cell_key, passphrase);
}

Result<Recovery> recover(const DeskPaths& paths, const crypto::CellSecretKey& key,
                         std::string_view passphrase) {
  if (!TRY(DeskDatabase::is_prepared(paths.data)))
    return base::Error(DeskError::not_prepared,
                       "no desk has worked in this data folder: nothing is to be opened");
  TRY(check_place(paths));
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  Recovery out = TRY(count_opened(*database, key));
  const bool is_newest = TRY(is_public_half(paths, key.public_half()));
  if (out.all > 0 && out.opened == 0 && !is_newest)
    return base::Error(DeskError::refused, base::cat("this key opens none of the ", out.all,
                                                     " complaints here; nothing was changed"));
  KeyRing ring(paths.cell_key, passphrase);
  TRY(store::make_folder(ring.newest().parent_path()));
  TRY(ring.write(ring.path_of(key), key));
  if (is_newest && !is_there(ring.newest())) {
    TRY(ring.write(ring.newest(), key));
    return out;
  }
  if (is_there(ring.newest())) {
    const Result<Vault> vault = Vault::open(ring);
    if (vault) return out;
    if (!vault.error().is(VaultError::newest_missing)) return vault.error();
    const crypto::CellSecretKey kept = TRY(ring.read(ring.newest()));  // before another takes its place
    TRY(ring.write(ring.path_of(kept), kept));
  }
  TRY(make_first_cell_key(paths, ring));
  // Their keys were locked with the lost one: they are derived again, from the letters.
  TRY(database->use()->run("UPDATE cases SET tag = NULL, ticket_box = NULL"));
  out.new_key = TRY(Vault::open(ring)).cell().public_half();
  return out;
}

Result<std::string> add_api_key(const DeskPaths& paths, const std::optional<ApiKeyLabel>& label) {
  return make_api_key(paths.api_keys(), label);
}

Result<std::string> prepare(const DeskPaths& paths, base::Timestamp now, std::string_view passphrase) {
  TRY(store::make_folder(paths.data / "keys"));
  TRY(make_cell_key(paths, passphrase));
  if (!is_there(names_file(paths))) {
    TRY(store::replace_file(names_file(paths), base::as_bytes(Names::default_file()),
                            store::FileMode::public_file));
  }
  if (!is_there(holidays_file(paths))) {
    TRY(store::replace_file(holidays_file(paths), base::as_bytes(Calendar::default_file()),
                            store::FileMode::public_file));
  }
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  TRY(make_open311_sender(paths, *database, now));
  if (is_there(paths.api_keys())) return std::string();
  return add_api_key(paths, ApiKeyLabel{std::string(kFirstApiKeyName), now});
}

Desk::Desk(store::LockFile lock, Vault vault, Names names, std::unique_ptr<DeskDatabase> database,
           crypto::SigningKey open311_key, PaperPrinter print, const DeskPaths& paths, Cookies cookies)
    : lock_(std::move(lock)),
      vault_(std::move(vault)),
      names_(std::move(names)),
      database_(std::move(database)),
      open311_key_(std::move(open311_key)),
      worker_(*database_, vault_),
      letters_(*database_, vault_),
      print_(std::move(print)),
      parts_{*database_, vault_, names_, worker_, asks_, letters_, print_},
      web_(parts_, cookies),
      open311_(parts_, open311_key_, paths.api_keys(), cookies == Cookies::secure ? "https" : "http") {}

Result<std::unique_ptr<Desk>> Desk::open(const DeskPaths& paths, Cookies cookies, std::string_view passphrase,
                                         PaperPrinter print) {
  TRY(check_cell_key(paths));
  if (!is_there(paths.cell_key) || !is_there(names_file(paths)) || !is_there(open311_key_file(paths))) {
    return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
  }
  store::LockFile lock = TRY(store::LockFile::acquire(paths.data / "serve.lock"));
  Vault vault = TRY(Vault::open(paths.cell_key, passphrase));
  Names names = TRY(Names::read(names_file(paths)));
  std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  TRY(complete_erasures(database->use()));
  crypto::SigningKey open311_key = TRY(read_signing_key(open311_key_file(paths)));
  return std::unique_ptr<Desk>(new Desk(std::move(lock), std::move(vault), std::move(names),
                                        std::move(database), std::move(open311_key), std::move(print), paths,
                                        cookies));
}

HttpResponse Desk::handle(const HttpRequest& request, base::Timestamp now) {
  HttpResponse response = route(request, now);
  response.headers.insert(response.headers.end(), safety_headers().begin(), safety_headers().end());
  return response;
}

HttpResponse Desk::route(const HttpRequest& request, base::Timestamp now) {
  const std::string_view target = request.url;
  const std::string_view path = target.substr(0, target.find('?'));
  if (path.starts_with("/v1/")) return answer_kiosk(parts_, request, now);
  if (path.starts_with("/open311/")) return open311_.handle(request, now);
  if (path == "/healthz") return health();
  if (path == "/metrics") return metrics(now);
  return web_.handle(request, now);
}

Result<DutiesDone> Desk::do_duties(base::Timestamp now) { return desk::do_duties(*database_, vault_, now); }

HttpResponse Desk::health() {
  const Result<bool> alive = [&]() -> Result<bool> {
    const DeskUse use = database_->use();
    return TRY(use->prepare("SELECT 1 FROM cases LIMIT 1")).step();
  }();
  return {
      alive ? 200 : 503, {{"Content-Type", "text/plain"}}, base::to_bytes(alive ? "ok\n" : "no database\n")};
}

HttpResponse Desk::metrics(base::Timestamp now) {
  const auto text = [&]() -> Result<std::string> {
    const DeskUse use = database_->use();
    std::string out = "# TYPE kiosk_desk_cases gauge\n";
    for (const complaint::CaseState state : complaint::kCaseStates) {
      CaseFilter filter;
      filter.state = state;
      const std::int64_t count = TRY(count_cases(use, filter));
      out += base::cat("kiosk_desk_cases{state=\"", complaint::slug_of(state), "\"} ", count, "\n");
    }
    CaseFilter late;
    late.late_at = now;
    out += base::cat("# TYPE kiosk_desk_cases_late gauge\nkiosk_desk_cases_late ",
                     TRY(count_cases(use, late)), "\n", "# TYPE kiosk_desk_kiosk_queued gauge\n");
    std::string seen = "# TYPE kiosk_desk_kiosk_seen_timestamp_seconds gauge\n";
    for (const KioskRow& kiosk : TRY(list_kiosks(use))) {
      if (!kiosk.health || kiosk.revoked) continue;
      const std::string label = base::cat("{kiosk=\"", kiosk.id.text(), "\"} ");
      out += base::cat("kiosk_desk_kiosk_queued", label, kiosk.health->queued, "\n");
      seen += base::cat("kiosk_desk_kiosk_seen_timestamp_seconds", label,
                        base::to_unix_ms(kiosk.health->seen_at) / kMsPerSecond, "\n");
    }
    return out + seen;
  }();
  if (!text) return {503, {{"Content-Type", "text/plain"}}, base::to_bytes("no database\n")};
  return {200, {{"Content-Type", "text/plain; version=0.0.4"}}, base::to_bytes(*text)};
}

}  // namespace kiosk::desk
