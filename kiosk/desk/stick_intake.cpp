#include "kiosk/desk/stick_intake.h"

#include <algorithm>
#include <charconv>

#include "kiosk/complaint/stick_mail.h"
#include "kiosk/desk/intake.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/publications.h"

namespace kiosk::desk {
namespace {

using base::Result;
using complaint::KioskId;
namespace fs = store::fs;

constexpr std::string_view kEnvelopeEnding = ".env";
constexpr std::size_t kNumberMaxSize = 32;

// Whatever is called like an envelope, sorted: what turns out to be none has to be told, not passed over.
std::vector<fs::path> list_envelopes(const fs::path& folder, StickIntake& out) {
  std::vector<fs::path> paths;
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (entry->path().filename().string().ends_with(kEnvelopeEnding)) paths.push_back(entry->path());
  }
  if (code)
    out.not_listed =
        base::Error(store::StoreError::io, base::cat("cannot list ", folder.string(), ": ", code.message()));
  std::sort(paths.begin(), paths.end());
  return paths;
}

// The first file that cannot be written ends all writing, and is told.
void write(const fs::path& path, std::string_view text, int& count, StickIntake& out) {
  if (out.not_written) return;
  Result<void> written = store::make_folder(path.parent_path());
  if (written) written = store::replace_file(path, base::as_bytes(text), store::FileMode::public_file);
  if (written) ++count;
  if (!written) out.not_written = written.error();
}

void take_envelope(DeskDatabase& database, const Vault& vault, const fs::path& path, base::Timestamp now,
                   StickIntake& out) {
  const std::string name = path.filename().string();
  const Result<base::Bytes> envelope = store::read_file(path, complaint::kEnvelopeMaxSize);
  if (!envelope) {
    out.refused.push_back(
        {name, std::string(envelope.error().name()), std::string(envelope.error().sentence())});
    return;
  }
  const Admission admission = admit(database, vault, {*envelope, std::nullopt, std::nullopt}, now);
  if (admission.outcome == Admission::Outcome::refused) {
    out.refused.push_back({name, std::string(name_of(admission.refusal)), admission.message});
    return;
  }
  ++(admission.outcome == Admission::Outcome::stored ? out.stored : out.known);
  const std::string stem = name.substr(0, name.size() - kEnvelopeEnding.size());
  write(path.parent_path() / complaint::kRepliesFolder / base::cat(stem, complaint::kAckEnding),
        admission.ack, out.acks, out);
}

// What the kiosks have heard last, a file each.
std::vector<std::string> names_of_questions(const fs::path& folder) {
  const Result<std::vector<std::string>> all = store::list_files(folder);
  std::vector<std::string> names = all ? *all : std::vector<std::string>();
  std::erase_if(names, [](const std::string& name) { return !name.ends_with(complaint::kAfterEnding); });
  return names;
}

// The pages after the number that the kiosk's file names; none for a file that names no kiosk or no number.
void answer(DeskDatabase& database, const Vault& vault, const fs::path& path, base::Timestamp now,
            StickIntake& out) {
  const std::string name = path.filename().string();
  const Result<KioskId> kiosk =
      KioskId::parse(std::string_view(name).substr(0, name.size() - complaint::kAfterEnding.size()));
  const Result<base::Bytes> file = store::read_file(path, kNumberMaxSize);
  if (!kiosk || !file) return;
  std::uint64_t after = 0;
  const std::string_view text = base::as_text(*file);
  if (std::from_chars(text.data(), text.data() + text.size(), after).ec != std::errc()) return;
  const DeskUse use = database.use();
  const Result<std::optional<KioskRow>> row = find_kiosk(use, *kiosk);
  if (!row || !*row || (*row)->revoked) return;
  for (int number = 1; number <= complaint::kPagesOnStickMax; ++number) {
    const Result<complaint::AnswerPage> page = answer_page(use, *kiosk, after, now);
    if (!page) return;
    write(path.parent_path() / complaint::kRepliesFolder /
              base::cat(kiosk->text(), "-", number, complaint::kPageEnding),
          complaint::write_page(*page, vault.cell().sign), out.pages, out);
    if (page->records.empty() || page->records.back().number >= page->latest) return;
    after = page->records.back().number;
  }
}

}  // namespace

StickIntake take_stick(DeskDatabase& database, const Vault& vault, const fs::path& folder,
                       base::Timestamp now) {
  StickIntake out;
  std::error_code ignored;
  const fs::path inner = folder / complaint::kStickFolder;
  out.folder = fs::is_directory(inner, ignored) ? inner : folder;
  const std::vector<fs::path> envelopes = list_envelopes(out.folder, out);
  if (out.not_listed && envelopes.empty()) return out;
  const std::vector<std::string> questions = names_of_questions(out.folder);
  if (envelopes.empty() && questions.empty()) {
    out.not_listed = base::Error(DeskError::not_found,
                                 base::cat("no sealed complaints of a kiosk are in ", folder.string()));
    return out;
  }
  for (const fs::path& path : envelopes) take_envelope(database, vault, path, now, out);
  for (const std::string& name : questions) answer(database, vault, out.folder / name, now, out);
  int links = 0;
  if (!vault.links().empty())
    write(out.folder / complaint::kRepliesFolder / complaint::kLinksFile,
          complaint::to_json(vault.links()).text(), links, out);
  return out;
}

}  // namespace kiosk::desk
