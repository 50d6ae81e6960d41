#pragma once
// A desk's data folder with so many cases as twelve months would bring: six kiosks and Open311, everything
// done by the functions the desk itself does it with (letters sealed and opened, every change with its entry
// in history and log, duties of each day), only that nothing waits for the disk, and that a ticket's key is
// random: deriving it would cost a second a case. The same count, and the same end, make the same cases.
//
//   DATA/bench/K-01.key   the kiosks' secret keys, to file and to ask with
//   DATA/bench/api-key    for posting by Open311

#include "kiosk/desk/desk.h"

namespace kiosk::bench {

inline constexpr std::string_view kPassword = "correct horse battery";

struct Filled {
  std::int64_t cases = 0, done = 0, merged = 0, entries = 0, records = 0;
};
// `url` of a PostgreSQL database; empty: SQLite. Ends the program where something is refused.
Filled fill_desk(const store::fs::path& data, int count, std::string_view url, base::Timestamp end);

crypto::SigningKey key_of_kiosk(const store::fs::path& data, const complaint::KioskId& kiosk);

}  // namespace kiosk::bench
