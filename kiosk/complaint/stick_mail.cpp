#include "kiosk/complaint/stick_mail.h"

#include <set>

#include "kiosk/base/log.h"
#include "kiosk/complaint/cell_keys.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

constexpr std::size_t kLinksMaxSize = 512 * 1024;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

crypto::CellPublicKey newest_key(const fs::path& replies, const crypto::CellPublicKey& known) {
  const Result<base::Bytes> file = store::read_file(replies / kLinksFile, kLinksMaxSize);
  if (!file) return known;
  const Result<base::Json> json = base::Json::parse(base::as_text(*file));
  const Result<std::vector<std::string>> links =
      json ? key_links_of(*json) : Result<std::vector<std::string>>(json.error());
  return links ? newest_cell_key(known, *links) : known;
}

// Whether the error is of what was read, not of where it is to be kept.
bool is_foreign(const Error& error) {
  return !error.as<store::StoreError>().has_value() && !error.is(OutboxError::disk_error) &&
         !error.is(OutboxError::disk_full);
}

// Nothing if the file says nothing new.
Result<void> take_ack(const fs::path& path, const KioskId& kiosk, const crypto::VerifyKey& cell,
                      Outbox& outbox) {
  const Result<base::Bytes> file = store::read_file(path, kAckMaxSize);
  if (!file) return Error(ProtocolError::not_from_the_cell, "an ack that cannot be read");
  const Ack ack = TRY(read_ack(base::as_text(*file), cell));
  if (ack.kiosk != kiosk) return Error(ProtocolError::for_another, "an ack for another kiosk");
  return outbox.mark_delivered(ack);
}

Result<int> take_page(const fs::path& path, const KioskId& kiosk, const crypto::VerifyKey& cell,
                      AnswerStore& answers) {
  const Result<base::Bytes> file = store::read_file(path, kPageMaxSize);
  if (!file) return Error(ProtocolError::not_from_the_cell, "a page that cannot be read");
  const AnswerPage page = TRY(read_page(base::as_text(*file), cell));
  if (page.kiosk != kiosk) return Error(ProtocolError::for_another, "answers for another kiosk");
  TRY(answers.keep(page));
  return static_cast<int>(page.records.size());
}

fs::path page_path(const fs::path& replies, const KioskId& kiosk, int number) {
  return replies / base::cat(kiosk.text(), "-", number, kPageEnding);
}

// Of a folder that may not be there.
std::vector<std::string> names_in(const fs::path& folder, std::string_view start, std::string_view ending) {
  const Result<std::vector<std::string>> all = store::list_files(folder);
  std::vector<std::string> names = all ? *all : std::vector<std::string>();
  std::erase_if(names,
                [&](const std::string& name) { return !name.starts_with(start) || !name.ends_with(ending); });
  return names;
}

// What is not counted on any more; a stick that keeps it does no harm.
void remove_old(const fs::path& folder, const KioskId& kiosk, const std::set<std::string>& waiting) {
  std::error_code ignored;
  const std::string start = kiosk.text() + "-";
  for (const std::string& name : names_in(folder, start, ".env")) {
    if (!waiting.contains(name)) fs::remove(folder / name, ignored);
  }
  for (const std::string& name : names_in(folder / kRepliesFolder, start, ""))
    fs::remove(folder / kRepliesFolder / name, ignored);
}

}  // namespace

Result<Replies> take_replies(const fs::path& folder, Outbox& outbox, AnswerStore& answers,
                             const Identity& identity) {
  Replies out;
  const fs::path replies = folder / kRepliesFolder;
  if (!is_there(replies)) return out;
  const crypto::CellPublicKey known = identity.recipients.cell();
  const crypto::CellPublicKey cell = newest_key(replies, known);
  if (cell != known) out.cell_key = cell;
  for (const std::string& name : names_in(replies, identity.id.text() + "-", kAckEnding)) {
    const Result<void> taken = take_ack(replies / name, identity.id, cell.sign, outbox);
    ++(taken ? out.delivered : out.foreign);
    if (!taken && !is_foreign(taken.error())) return taken.error();
  }
  for (int number = 1; number <= kPagesOnStickMax; ++number) {
    const fs::path path = page_path(replies, identity.id, number);
    if (!is_there(path)) break;
    const Result<int> records = take_page(path, identity.id, cell.sign, answers);
    if (records) out.records += *records;
    if (!records) ++out.foreign;
    if (!records && !is_foreign(records.error())) return records.error();
  }
  KIOSK_LOG(info, "stick.replies", {"delivered", out.delivered}, {"records", out.records},
            {"foreign", out.foreign});
  return out;
}

Result<int> put_waiting(const fs::path& folder, Outbox& outbox, AnswerStore& answers,
                        const Identity& identity) {
  const std::vector<std::string> put = TRY(outbox.export_to(folder));
  remove_old(folder, identity.id, {put.begin(), put.end()});
  const std::string after = std::to_string(TRY(answers.cursor()));
  TRY(store::replace_file(folder / base::cat(identity.id.text(), kAfterEnding), base::as_bytes(after),
                          store::FileMode::private_file));
  return static_cast<int>(put.size());
}

}  // namespace kiosk::complaint
