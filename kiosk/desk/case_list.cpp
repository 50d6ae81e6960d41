#include "kiosk/desk/case_list.h"

#include "kiosk/base/json.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;

constexpr std::int64_t kPage = 200;

struct Found {
  Case entry;
  base::Bytes envelope;
  std::optional<KioskRow> kiosk;
};

Result<std::vector<Found>> next_page(DeskDatabase& database, std::int64_t after) {
  const DeskUse use = database.use();
  std::vector<Found> page;
  for (Case& entry : TRY(cases_after(use, after, kPage))) {
    base::Bytes envelope = TRY(envelope_of(use, entry.id));
    std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
    page.push_back({std::move(entry), std::move(envelope), std::move(kiosk)});
  }
  return page;
}

Result<complaint::Letter> letter_of(const Vault& vault, Found& found) {
  if (!found.kiosk) return base::Error(DeskError::not_found, "the kiosk is not enrolled");
  return open_letter(vault, std::move(found.envelope), found.kiosk->key);
}

Json answers_of(const complaint::Draft& draft) {
  Json answers = Json::array();
  for (const complaint::QuestionAnswer& answer : draft.answers)
    answers.add(Json::object().set("code", answer.code).set("value", answer.value.view()));
  return answers;
}

std::string line_of(const Vault& vault, Found& found) {
  const Case& entry = found.entry;
  const Result<complaint::Letter> letter = letter_of(vault, found);
  Json out = Json::object().set("case", entry.number.text()).set("uuid", entry.uuid.text());
  out.set("receipt", letter ? Json(letter->receipt.digits()) : Json());
  out.set("kind", complaint::slug_of(entry.kind))
      .set("category", entry.category)
      .set("district", entry.district);
  out.set("text", letter ? Json(letter->draft.text.view()) : Json());
  out.set("phone", letter ? Json(letter->draft.phone.view()) : Json());
  out.set("state", complaint::slug_of(entry.state)).set("received", base::to_iso8601(entry.received_at));
  if (letter && !letter->draft.answers.empty()) out.set("answers", answers_of(letter->draft));
  if (!letter) out.set("error", letter.error().name());
  return out.text();
}

}  // namespace

Result<void> for_each_case_line(DeskDatabase& database, const Vault& vault,
                                const std::function<Result<void>(std::string_view)>& line) {
  std::int64_t after = 0;
  while (true) {
    std::vector<Found> page = TRY(next_page(database, after));
    if (page.empty()) return base::done();
    for (Found& found : page) TRY(line(line_of(vault, found)));
    after = page.back().entry.id;
  }
}

}  // namespace kiosk::desk
