#include "kiosk/desk/drafts.h"

#include "kiosk/base/json.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;

std::string place_of(std::int64_t case_id, std::string_view author) {
  return base::cat("draft ", case_id, " ", author);
}

}  // namespace

Result<void> keep_draft(const DeskUse& use, const Vault& vault, std::int64_t case_id, std::string_view author,
                        const complaint::Words& words, base::Timestamp now) {
  if (words.ar.empty() && words.fr.empty()) return drop_draft(use, case_id, author);
  std::string text = Json::object().set("ar", words.ar.view()).set("fr", words.fr.view()).text();
  const base::Bytes box = vault.lock(base::as_bytes(text), place_of(case_id, author));
  crypto::wipe(text);
  Statement put =
      TRY(use->prepare("INSERT INTO drafts (case_id, author, at, box) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (case_id, author) DO UPDATE SET at = excluded.at, box = excluded.box"));
  put.bind(1, case_id).bind(2, author).bind(3, base::to_unix_ms(now)).bind(4, box);
  return put.run();
}

// One that does not open any more, after the loss of a key, is none.
Result<std::optional<complaint::Words>> draft_of(const DeskUse& use, const Vault& vault, std::int64_t case_id,
                                                 std::string_view author) {
  Statement row = TRY(use->prepare("SELECT box FROM drafts WHERE case_id = ? AND author = ?"));
  row.bind(1, case_id).bind(2, author);
  if (!TRY(row.step())) return std::optional<complaint::Words>();
  const Result<crypto::SecretBytes> text = vault.unlock(row.blob(0), place_of(case_id, author));
  if (!text) return std::optional<complaint::Words>();
  const Json json = TRY(Json::parse(base::as_text(text->view())));
  return std::optional(complaint::Words{std::string_view(json.string_or("ar", "")),
                                        std::string_view(json.string_or("fr", ""))});
}

Result<void> drop_draft(const DeskUse& use, std::int64_t case_id, std::string_view author) {
  return TRY(use->prepare("DELETE FROM drafts WHERE case_id = ? AND author = ?"))
      .bind(1, case_id)
      .bind(2, author)
      .run();
}

Result<std::vector<std::string>> writing(const DeskUse& use, std::int64_t case_id, std::string_view author,
                                         base::Timestamp now) {
  Statement row = TRY(use->prepare("SELECT author FROM drafts WHERE case_id = ? AND author != ? AND at > ?"));
  row.bind(1, case_id).bind(2, author).bind(3, base::to_unix_ms(now - kWritingFor));
  std::vector<std::string> names;
  while (TRY(row.step())) names.push_back(row.text(0));
  return names;
}

}  // namespace kiosk::desk
