#pragma once
// The desk on PostgreSQL (13 or later): several desk processes share one database. A connection that was lost
// is made again with the next statement outside a transaction.

#include "kiosk/desk/sql.h"

namespace kiosk::desk {

// `url` as libpq takes it, "postgresql://user@host/name". The password stands in a file that libpq reads
// (PGPASSFILE), not in the url of a command line.
base::Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url);

// The words of a statement as PostgreSQL counts its parameters: ? and ?1 become $1, text in quotes stays.
std::string numbered_parameters(std::string_view sql);

}  // namespace kiosk::desk
