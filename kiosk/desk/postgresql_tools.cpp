#include "kiosk/desk/postgresql_tools.h"

#include <errno.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>

#include <memory>
#include <vector>

#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/postgresql.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

struct Free {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// This process's environment, with the address in it.
Result<std::vector<std::string>> environment_for(const std::string& url) {
  char* why = nullptr;
  const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(url.c_str(), &why));
  PQfreemem(why);  // it may say the password
  if (!options) return Error(DeskError::refused, "the address of the database cannot be read");
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view(*entry).starts_with("PG")) out.emplace_back(*entry);
  }
  for (const char* kept : {"PGPASSFILE", "PGSSLROOTCERT"}) {
    if (const char* value = std::getenv(kept); value != nullptr) out.push_back(base::cat(kept, "=", value));
  }
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr && option->envvar != nullptr)
      out.push_back(base::cat(option->envvar, "=", option->val));
  }
  return out;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

// False: there is no such program. What it says on standard error is for who called us.
Result<bool> run(std::vector<std::string> words, const std::string& url) {
  std::vector<std::string> environment = TRY(environment_for(url));
  pid_t child = 0;
  const int code = posix_spawnp(&child, words.front().c_str(), nullptr, nullptr, pointers_to(words).data(),
                                pointers_to(environment).data());
  if (code == ENOENT) return false;
  if (code != 0) return Error(store::StoreError::io, base::cat(words.front(), " cannot be started"));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  return Error(store::StoreError::io, base::cat(words.front(), " did not succeed"));
}

// In which the desk's tables are; a database may have others.
struct Place {
  std::string database, schema;
};
Result<Place> place_at(const std::string& url) {
  const std::unique_ptr<Connection> connection = TRY(open_postgresql(url));
  Statement row = TRY(connection->prepare("SELECT current_database(), coalesce(current_schema(), '')"));
  TRY(row.step());
  Place place{row.text(0), row.text(1)};
  if (place.schema.empty()) return Error(DeskError::refused, "the database has no schema to work in");
  return place;
}

}  // namespace

Result<bool> dump_postgresql(const std::string& url, const fs::path& file) {
  const Place place = TRY(place_at(url));
  return run({"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password",
              "--schema=" + place.schema, "--file=" + file.string()},
             url);
}

Result<void> restore_postgresql(const std::string& url, const fs::path& file) {
  const Place place = TRY(place_at(url));
  const bool is_there =
      TRY(run({"pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
               "--no-password", "--schema=" + place.schema, "--dbname=" + place.database, file.string()},
              url));
  if (is_there) return base::done();
  return Error(DeskError::not_found, "pg_restore is not installed on this machine");
}

}  // namespace kiosk::desk
