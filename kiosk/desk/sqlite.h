#pragma once
// The desk on SQLite: one file, one connection a process (store/database.h says why).

#include "kiosk/desk/sql.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

base::Result<std::unique_ptr<Connection>> open_sqlite(const store::fs::path& path);

// A consistent copy of the database, without unused pages, synced and readable by its owner alone; others may
// read and write meanwhile. `copy` is not there yet. Its folder is the caller's to sync.
base::Result<void> copy_sqlite(Connection& connection, const store::fs::path& copy);

}  // namespace kiosk::desk
