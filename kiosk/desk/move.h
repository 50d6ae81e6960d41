#pragma once
// A desk that has its cases in a file takes them to a PostgreSQL database, which others may share with it. No
// server may run meanwhile. Every row of every table goes over in one transaction; then the rows are counted
// on both sides and the log is verified where it is now, and only then the desk is told of it. What is cut
// short leaves the desk as it was, and the database with nothing, or with rows that nobody uses: empty it.
// The file stays as desk.db.moved (DeskDatabase::remove_copies).

#include "kiosk/desk/audit.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {

struct Moved {
  std::int64_t rows = 0;
  AuditHead head;
  store::fs::path left_behind;
};
// Refused if the database has a desk already.
base::Result<Moved> move_to_postgresql(const store::fs::path& data_folder, const std::string& url,
                                       const Doing& doing);

}  // namespace kiosk::desk
