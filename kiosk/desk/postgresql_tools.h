#pragma once
// PostgreSQL's own programs for backups, found on the PATH. They are told of the database by variables of
// their environment, as libpq reads them: an address in their arguments would show its password to everybody
// on the machine.

#include <string>

#include "kiosk/store/file.h"

namespace kiosk::desk {

// What a backup of a desk on PostgreSQL says beside the dump.
constexpr std::string_view kPostgresqlNote =
    "The cases of this desk are in a PostgreSQL database. desk.dump beside this file is what pg_dump made "
    "of\n"
    "it; where there is none, pg_dump was not installed on this machine. `kiosk-desk restore` puts "
    "desk.dump\n"
    "into an empty database. To lose nothing that came after it, back up the server as well: pg_basebackup "
    "and\n"
    "archived WAL (PostgreSQL's manual, \"Continuous Archiving and Point-in-Time Recovery\"). A database "
    "that\n"
    "was restored that way is named to `kiosk-desk restore` with a backup without desk.dump: it erases "
    "again\n"
    "what was erased since.\n";

// pg_dump, in its custom format. False: it is not installed.
base::Result<bool> dump_postgresql(const std::string& url, const store::fs::path& file);
// pg_restore, all or nothing, into a database without a desk.
base::Result<void> restore_postgresql(const std::string& url, const store::fs::path& file);

}  // namespace kiosk::desk
