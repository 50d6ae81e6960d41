#pragma once
// The tables of the desk's database, and how those of an older program become today's: one step a version,
// written once, in words that both databases take but for the names of types. A database of a newer program
// is refused.

#include "kiosk/desk/sql.h"

namespace kiosk::desk {

enum class Dialect { sqlite, postgresql };
enum class SchemaState { none, old, current };

std::int64_t schema_version();  // today's

// StoreError::damaged for a database of a newer program.
base::Result<SchemaState> schema_state(Connection& connection, Dialect dialect);
base::Result<void> prepare_schema(Connection& connection, Dialect dialect);

}  // namespace kiosk::desk
