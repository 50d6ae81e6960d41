#pragma once
// The complaints cell's desk as one value: everything `kiosk-desk serve` answers. It opens its data folder,
// starts the ticket worker, and turns requests into responses; sockets are platform/system's, the clock is
// main's.
//
//   DATA/desk.db         the cases (desk_database.h)
//   DATA/names.json      what categories are called (names.h)
//   DATA/holidays.json   on which days the cell does not work (calendar.h)
//   DATA/keys/           cell.pub, open311.key; cell.key and its elder sisters (vault.h), unless they are
//                        where cell-key-place, one line, has the path of cell.key
//   DATA/api-keys        hashes of the keys that may post (api_keys.h)
//   DATA/erasures        what was erased (erasure_file.h)
//   DATA/serve.lock      one server a folder
//
// Data folder and cell's key together open every complaint: the key lies on another disk, or is locked. A
// `passphrase` is the one of the key files (key_ring.h), empty where they are plain. Any thread may handle().

#include <memory>

#include "kiosk/desk/duties.h"
#include "kiosk/desk/kiosk_api.h"
#include "kiosk/desk/open311.h"
#include "kiosk/desk/web.h"

namespace kiosk::desk {

struct DeskPaths {
  store::fs::path data;
  store::fs::path cell_key;  // empty: cell-key-place names no file
  // Without `cell_key` the one that cell-key-place names, else DATA/keys/cell.key.
  static DeskPaths of(const store::fs::path& data, const store::fs::path& cell_key = {});
  [[nodiscard]] bool is_usual() const;  // DATA/keys/cell.key
  [[nodiscard]] store::fs::path api_keys() const { return data / "api-keys"; }
};

// Makes what is missing: folders, the cell's keys, the database, names, the key of what comes in by Open311;
// keeps where the cell's key is. Returns a new Open311 key the first time, else nothing: of keys only hashes
// are kept.
base::Result<std::string> prepare(const DeskPaths& paths, base::Timestamp now,
                                  std::string_view passphrase = {});
// Whether the cell's key is here. False: it has none yet. Refused: it had one, which is missing.
base::Result<bool> has_cell_key(const DeskPaths& paths);
// The cell's next key (vault.h), known to new kiosks from its public half.
base::Result<crypto::CellPublicKey> rotate_cell_key(const DeskPaths& paths, base::Timestamp now,
                                                    std::string_view passphrase = {});
// The cell's keys, or a sentence that says what has to be done.
base::Result<Vault> open_vault(const DeskPaths& paths, std::string_view passphrase = {});

// An escrow key is brought, or a key of the cell that was found again: it opens beside the others. Where the
// cell's own key is lost a new one is made; what clerks wrote under the lost one stays closed, and each kiosk
// has to be given the new public half by hand. Refused if the key opens no complaint and some are here.
struct Recovery {
  std::int64_t opened = 0, all = 0;              // complaints on the desk
  std::optional<crypto::CellPublicKey> new_key;  // none: the cell's own is here
};
base::Result<Recovery> recover(const DeskPaths& paths, const crypto::CellSecretKey& key,
                               std::string_view passphrase = {});
// A new key for Open311, with whose it is and since when, or without.
base::Result<std::string> add_api_key(const DeskPaths& paths, const std::optional<ApiKeyLabel>& label = {});

class Desk {
 public:
  static base::Result<std::unique_ptr<Desk>> open(const DeskPaths& paths, Cookies cookies,
                                                  std::string_view passphrase = {}, PaperPrinter print = {});
  base::HttpResponse handle(const base::HttpRequest& request, base::Timestamp now);
  base::Result<DutiesDone> do_duties(base::Timestamp now);  // about once a minute (duties.h)

 private:
  Desk(store::LockFile lock, Vault vault, Names names, std::unique_ptr<DeskDatabase> database,
       crypto::SigningKey open311_key, PaperPrinter print, const DeskPaths& paths, Cookies cookies);
  base::HttpResponse route(const base::HttpRequest& request, base::Timestamp now);
  base::HttpResponse health();
  base::HttpResponse metrics(base::Timestamp now);

  store::LockFile lock_;
  Vault vault_;
  Names names_;
  std::unique_ptr<DeskDatabase> database_;
  crypto::SigningKey open311_key_;
  TicketWorker worker_;
  Letters letters_;
  AskLimiter asks_;
  PaperPrinter print_;
  Parts parts_;
  Web web_;
  Open311 open311_;
};

}  // namespace kiosk::desk
