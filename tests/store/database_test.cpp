#include "kiosk/store/database.h"

#include <signal.h>
#include <sys/resource.h>

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::store;

TEST_CASE("what a transaction commits is there after reopening, what it drops is not") {
  const tests::TempFolder folder;
  for (const Journal journal : {Journal::wal_exclusive, Journal::rollback}) {
    const fs::path path = folder / (journal == Journal::rollback ? "a.db" : "b.db");
    {
      Database database = Database::open(path, journal).value();
      REQUIRE(database.run("CREATE TABLE t (n INTEGER, s TEXT, b BLOB)").ok());
      Transaction kept = Transaction::begin(database).value();
      Statement insert = database.prepare("INSERT INTO t VALUES (?, ?, ?)").value();
      REQUIRE(insert.bind(1, std::int64_t{7})
                  .bind(2, std::string_view("سلا"))
                  .bind(3, base::as_bytes("\x01\x02"))
                  .run()
                  .ok());
      REQUIRE(kept.commit().ok());
      Transaction dropped = Transaction::begin(database).value();
      REQUIRE(database.run("INSERT INTO t VALUES (8, '', NULL)").ok());
    }
    Database database = Database::open(path, journal).value();
    Statement rows = database.prepare("SELECT n, s, b FROM t").value();
    REQUIRE(rows.step().value());
    CHECK(rows.integer(0) == 7);
    CHECK(rows.text(1) == "سلا");
    CHECK(rows.blob(2) == base::Bytes{1, 2});
    CHECK_FALSE(rows.step().value());
    CHECK(database.quick_check().ok());
  }
}

TEST_CASE("a second process cannot open the kiosk's database") {
  const tests::TempFolder folder;
  Database first = Database::open(folder / "a.db", Journal::wal_exclusive).value();
  REQUIRE(first.run("CREATE TABLE t (n INTEGER)").ok());
  CHECK_FALSE(fs::exists(folder / "a.db-shm"));
  CHECK(Database::open(folder / "a.db", Journal::wal_exclusive).error().is(StoreError::busy));
}

TEST_CASE("a file that is no database is called damaged") {
  const tests::TempFolder folder;
  std::ofstream(folder / "a.db") << std::string(8192, 'x');
  CHECK(Database::open(folder / "a.db", Journal::rollback).error().is(StoreError::damaged));
}

TEST_CASE("a full database is told apart from other faults") {
  const tests::TempFolder folder;
  Database database = Database::open(folder / "a.db", Journal::wal_exclusive).value();
  REQUIRE(database.run("PRAGMA max_page_count=4; CREATE TABLE t (b BLOB)").ok());
  CHECK(database.run("INSERT INTO t VALUES (zeroblob(1000000))").error().is(StoreError::full));
}

TEST_CASE("a database file that may not grow counts as a full disk, not as a broken one") {
  for (const Journal journal : {Journal::wal_exclusive, Journal::rollback}) {
    const tests::TempFolder folder;
    Database database = Database::open(folder / "a.db", journal).value();
    REQUIRE(database.run("CREATE TABLE t (b BLOB)").ok());
    struct rlimit before {};
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = before;
    small.rlim_cur = 20'000;
    setrlimit(RLIMIT_FSIZE, &small);
    const auto result = database.run("INSERT INTO t VALUES (zeroblob(100000))");
    setrlimit(RLIMIT_FSIZE, &before);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().is(StoreError::full));
    CHECK(database.run("INSERT INTO t VALUES (zeroblob(100000))").ok());
  }
}
