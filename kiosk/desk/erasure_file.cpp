#include "kiosk/desk/erasure_file.h"

#include <algorithm>
#include <set>

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

// The words of a line, which one space parts.
Result<ErasedComplaint> complaint_in(std::string_view line) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == last) return Error(store::StoreError::damaged, "a line of erasures that is none");
  ErasedComplaint out{TRY(complaint::KioskId::parse(line.substr(0, first))), {}, {}};
  out.uuid = TRY(base::Uuid::parse(line.substr(first + 1, last - first - 1)));
  out.at = TRY(base::parse_iso8601(line.substr(last + 1)));
  return out;
}

using Key = std::pair<complaint::KioskId, base::Uuid>;

}  // namespace

Result<std::vector<ErasedComplaint>> parse_erasures(std::string_view text) {
  std::vector<ErasedComplaint> erased;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const Result<ErasedComplaint> found = complaint_in(text.substr(0, end));
    if (!found)
      return Error(store::StoreError::damaged, base::cat("line ", erased.size() + 1, " is no erasure"));
    erased.push_back(*found);
    text.remove_prefix(end + 1);
  }
  return erased;
}

Result<std::vector<ErasedComplaint>> read_erasures(const fs::path& file) {
  const Result<base::Bytes> bytes = store::read_file(file, kErasuresFileMaxSize);
  if (!bytes && bytes.error().is(store::StoreError::not_found)) return std::vector<ErasedComplaint>();
  if (!bytes) return bytes.error();
  Result<std::vector<ErasedComplaint>> erased = parse_erasures(base::as_text(*bytes));
  return erased ? std::move(erased) : erased.error().in(file.string());
}

Result<void> add_erasures(const fs::path& file, const std::vector<ErasedComplaint>& erased) {
  std::string lines;
  for (const ErasedComplaint& one : erased)
    lines += base::cat(one.kiosk.text(), " ", one.uuid.text(), " ", base::to_iso8601(one.at), "\n");
  return lines.empty() ? base::done() : store::append_lines(file, lines);
}

Result<std::int64_t> complete_erasures(const DeskUse& use) {
  const fs::path file = use.data_folder() / kErasuresFileName;
  std::set<Key> known;
  for (const ErasedComplaint& one : TRY(read_erasures(file))) known.emplace(one.kiosk, one.uuid);
  Statement row = TRY(use->prepare(
      "SELECT kiosk, uuid, erased_at FROM cases WHERE erased_at IS NOT NULL ORDER BY erased_at, id"));
  std::vector<ErasedComplaint> missing;
  while (TRY(row.step())) {
    ErasedComplaint one{TRY(complaint::KioskId::parse(row.text(0))), {}, base::from_unix_ms(row.integer(2))};
    const base::Bytes uuid = row.blob(1);
    if (uuid.size() != one.uuid.bytes.size())
      return Error(store::StoreError::damaged, "a case with a uuid that is none");
    std::copy(uuid.begin(), uuid.end(), one.uuid.bytes.begin());
    if (!known.contains(Key(one.kiosk, one.uuid))) missing.push_back(std::move(one));
  }
  TRY(add_erasures(file, missing));
  return static_cast<std::int64_t>(missing.size());
}

}  // namespace kiosk::desk
