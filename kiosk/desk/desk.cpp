#include "kiosk/desk/desk.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Result;
namespace fs = store::fs;

constexpr std::size_t kSmallFileMaxSize = 64 * 1024;

// No page takes anything from elsewhere, runs inside another page, or is guessed at.
const base::HttpHeaders& safety_headers() {
  static const base::HttpHeaders headers = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
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

fs::path open311_key_file(const DeskPaths& paths) { return paths.data / "keys" / "open311.key"; }
fs::path names_file(const DeskPaths& paths) { return paths.data / "names.json"; }
fs::path api_keys_file(const DeskPaths& paths) { return paths.data / "api-keys"; }

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
  if (!is_there(paths.data / "desk.db")) return false;
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  return TRY(count_cases(database->use(), {})) > 0;
}

Result<void> keep_public_half(const DeskPaths& paths) {
  const Vault vault = TRY(Vault::open(paths.cell_key));
  return store::replace_file(public_half_of(paths),
                             base::as_bytes(crypto::to_file(vault.cell().public_half())),
                             store::FileMode::public_file);
}

// The key that new kiosks are given.
Result<bool> is_public_half(const DeskPaths& paths, const crypto::CellPublicKey& key) {
  if (!is_there(public_half_of(paths))) return false;
  const base::Bytes file = TRY(store::read_file(public_half_of(paths), kSmallFileMaxSize));
  const Result<crypto::CellPublicKey> known = crypto::parse_cell_public(base::as_text(file));
  return known && *known == key;
}

Result<void> make_first_cell_key(const DeskPaths& paths) {
  const crypto::CellSecretKey cell = crypto::CellSecretKey::make();
  TRY(store::replace_file(paths.cell_key, crypto::to_file(cell).view(), store::FileMode::private_file));
  return keep_public_half(paths);
}

// A second key beside the public half of a lost one, or beside its cases, would look right and open nothing.
Result<void> check_cell_key(const DeskPaths& paths) {
  if (is_there(paths.cell_key) || !TRY(has_sealed(paths))) return base::done();
  return base::Error(DeskError::refused,
                     base::cat("this cell had a key, and ", paths.cell_key.string(),
                               " is missing: put back the copy of cell.key, a new one opens no case"
                               " (without a copy: kiosk-desk key recover)"));
}

Result<void> make_cell_key(const DeskPaths& paths) {
  TRY(check_cell_key(paths));
  return is_there(paths.cell_key) ? keep_public_half(paths) : make_first_cell_key(paths);
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
  TRY(enrol(use, TRY(free_open311_sender(use)), key.public_half(), kOpen311Name, now));
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
      ++out.all;
      after = entry.id;
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
  return {data, cell_key.empty() ? data / "keys" / "cell.key" : cell_key};
}

Result<crypto::CellPublicKey> rotate_cell_key(const DeskPaths& paths, base::Timestamp now) {
  crypto::CellPublicKey next = TRY(rotate_cell_key(paths.cell_key, now));
  TRY(keep_public_half(paths));
  return next;
}

Result<Vault> open_vault(const DeskPaths& paths) {
  TRY(check_cell_key(paths));
  return Vault::open(paths.cell_key);
}

Result<Recovery> recover(const DeskPaths& paths, const crypto::CellSecretKey& key) {
  if (!is_there(paths.data / "desk.db"))
    return base::Error(DeskError::not_prepared,
                       "no desk has worked in this data folder: nothing is to be opened");
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  Recovery out = TRY(count_opened(*database, key));
  const bool is_newest = TRY(is_public_half(paths, key.public_half()));
  if (out.all > 0 && out.opened == 0 && !is_newest)
    return base::Error(DeskError::refused, base::cat("this key opens none of the ", out.all,
                                                     " complaints here; nothing was changed"));
  TRY(store::make_folder(paths.cell_key.parent_path()));
  TRY(add_opening_key(paths.cell_key, key));
  if (is_newest && !is_there(paths.cell_key)) {
    TRY(store::replace_file(paths.cell_key, crypto::to_file(key).view(), store::FileMode::private_file));
    return out;
  }
  if (is_there(paths.cell_key)) {
    const Result<Vault> vault = Vault::open(paths.cell_key);
    if (vault) return out;
    if (!vault.error().is(VaultError::newest_missing)) return vault.error();
    TRY(keep_in_ring(paths.cell_key));
  }
  TRY(make_first_cell_key(paths));
  // Their keys were locked with the lost one: they are derived again, from the letters.
  TRY(database->use()->run("UPDATE cases SET tag = NULL, ticket_box = NULL"));
  out.new_key = TRY(Vault::open(paths.cell_key)).cell().public_half();
  return out;
}

Result<std::string> add_api_key(const DeskPaths& paths) {
  std::string lines;
  if (is_there(api_keys_file(paths))) {
    lines = base::as_text(TRY(store::read_file(api_keys_file(paths), kSmallFileMaxSize)));
  }
  const std::string key = new_api_key();
  lines += api_key_line(key);
  TRY(store::replace_file(api_keys_file(paths), base::as_bytes(lines), store::FileMode::private_file));
  return key;
}

Result<std::string> prepare(const DeskPaths& paths, base::Timestamp now) {
  TRY(store::make_folder(paths.data / "keys"));
  TRY(make_cell_key(paths));
  if (!is_there(names_file(paths))) {
    TRY(store::replace_file(names_file(paths), base::as_bytes(Names::default_file()),
                            store::FileMode::public_file));
  }
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  TRY(make_open311_sender(paths, *database, now));
  if (is_there(api_keys_file(paths))) return std::string();
  return add_api_key(paths);
}

Desk::Desk(store::LockFile lock, Vault vault, Names names, std::unique_ptr<DeskDatabase> database,
           crypto::SigningKey open311_key, const DeskPaths& paths, Cookies cookies)
    : lock_(std::move(lock)),
      vault_(std::move(vault)),
      names_(std::move(names)),
      database_(std::move(database)),
      open311_key_(std::move(open311_key)),
      worker_(*database_, vault_),
      parts_{*database_, vault_, names_, worker_, asks_},
      web_(parts_, cookies),
      open311_(parts_, open311_key_, api_keys_file(paths), cookies == Cookies::secure ? "https" : "http") {}

Result<std::unique_ptr<Desk>> Desk::open(const DeskPaths& paths, Cookies cookies) {
  TRY(check_cell_key(paths));
  if (!is_there(paths.cell_key) || !is_there(names_file(paths)) || !is_there(open311_key_file(paths))) {
    return base::Error(DeskError::not_prepared, "run `kiosk-desk init` on this data folder first");
  }
  store::LockFile lock = TRY(store::LockFile::acquire(paths.data / "serve.lock"));
  Vault vault = TRY(Vault::open(paths.cell_key));
  Names names = TRY(Names::read(names_file(paths)));
  std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths.data));
  crypto::SigningKey open311_key = TRY(read_signing_key(open311_key_file(paths)));
  return std::unique_ptr<Desk>(new Desk(std::move(lock), std::move(vault), std::move(names),
                                        std::move(database), std::move(open311_key), paths, cookies));
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
    for (const KioskRow& kiosk : TRY(list_kiosks(use))) {
      if (!kiosk.health) continue;
      out +=
          base::cat("kiosk_desk_kiosk_queued{kiosk=\"", kiosk.id.text(), "\"} ", kiosk.health->queued, "\n");
    }
    return out;
  }();
  if (!text) return {503, {{"Content-Type", "text/plain"}}, base::to_bytes("no database\n")};
  return {200, {{"Content-Type", "text/plain; version=0.0.4"}}, base::to_bytes(*text)};
}

}  // namespace kiosk::desk
