// What is written in backup.json, and read.

#include <algorithm>
#include <array>

#include "kiosk/base/json.h"
#include "kiosk/desk/backup.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::int64_t kFormat = 1;
constexpr std::array<std::string_view, 12> kNames = {
    "desk.db",       "desk.dump",        "database.txt",   "names.json",
    "holidays.json", "api-keys",         "erasures",       "cell-key-place",
    "keys/cell.pub", "keys/open311.key", "keys/audit.key", "keys/cell-links.json"};

// A name leads nowhere but into the folder.
bool is_file_of_backup(std::string_view name) {
  if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) return true;
  constexpr std::string_view kStart = "keys/cell", kEnding = ".key";
  if (!name.starts_with(kStart) || !name.ends_with(kEnding)) return false;
  name.remove_prefix(kStart.size());
  name.remove_suffix(kEnding.size());
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return std::all_of(name.begin(), name.end(), is_plain);
}

Error no_manifest(std::string_view why) {
  return {store::StoreError::damaged, base::cat(kManifestName, " is no list of a backup: ", why)};
}

Result<BackupFile> file_of(const Json& json) {
  BackupFile file{TRY(json.need_string("name"))};
  file.size_bytes = TRY(json.need_integer("size"));
  file.hash = TRY(crypto::Hash::parse(TRY(json.need_string("blake2b"))));
  if (!is_file_of_backup(file.name)) return no_manifest("it names a file that belongs to none");
  return file;
}

}  // namespace

std::string Manifest::text() const {
  Json list = Json::array();
  for (const BackupFile& file : files)
    list.add(
        Json::object().set("name", file.name).set("size", file.size_bytes).set("blake2b", file.hash.text()));
  return Json::object()
      .set("format", kFormat)
      .set("made_at", base::to_iso8601(made_at))
      .set("program", program)
      .set("schema", schema)
      .set("database", is_file ? "sqlite" : "postgresql")
      .set("audit_head", head.text())
      .set("cases", cases)
      .set("files", std::move(list))
      .text();
}

Result<Manifest> Manifest::parse(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  if (TRY(json.need_integer("format")) != kFormat) return no_manifest("of a newer kiosk-desk");
  Manifest out;
  out.made_at = TRY(base::parse_iso8601(TRY(json.need_string("made_at"))));
  out.program = TRY(json.need_string("program"));
  out.schema = TRY(json.need_integer("schema"));
  out.is_file = TRY(json.need_string("database")) == "sqlite";
  const std::optional<AuditHead> head = AuditHead::parse(TRY(json.need_string("audit_head")));
  if (!head) return no_manifest("it has no head of the log");
  out.head = *head;
  out.cases = TRY(json.need_integer("cases"));
  const Json* files = json.find("files");
  if (files == nullptr || files->items() == nullptr || files->items()->size() > kBackupFilesMost)
    return no_manifest("it names no files, or too many");
  for (const Json& file : *files->items()) out.files.push_back(TRY(file_of(file)));
  return out;
}

bool Manifest::has(std::string_view name) const {
  return std::any_of(files.begin(), files.end(), [&](const BackupFile& file) { return file.name == name; });
}

}  // namespace kiosk::desk
