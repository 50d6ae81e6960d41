#pragma once
// What leaves the desk as files: counts, the log, and cases as rows, in CSV or JSON. Cases go without personal data;
// with it for those who may and ask for it. Every export is in the log.
//
// JSON is for programs: names in English, codes, times in UTC. CSV is for people: heads, words and local times in
// the language of the page, and nothing that a
// spreadsheet would take for something else: the number in two cells, for "2026/1" looks like a day to it, and the
// telephone in pairs of digits, for it takes a zero off in front.
//
// CSV is RFC 4180 in UTF-8 with a byte order mark and semicolons, as spreadsheets in French expect it. A cell
// that a spreadsheet would take for a formula begins with an apostrophe. The columns carry what the national
// portal's forms ask for (kind, subject matter, place, dates, state, answer), under names of its manner.
//
// Up to kExportMost cases. Functions on the database; any thread. Addresses: export_desk.h.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/figures.h"
#include "kiosk/desk/history.h"
#include "kiosk/desk/names.h"
#include "kiosk/desk/parts.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::int64_t kExportMost = 100'000;

enum class Personal { left_out, included };

std::string csv_cell(std::string_view text);
std::string counts_csv(const Figures& figures, const Names& names, base::Language language);

enum class ExportFormat { csv, json };
std::string log_csv(const View& view, const std::vector<AuditRow>& rows);

struct ExportOrder {
  CaseFilter filter;
  Personal personal = Personal::left_out;
  ExportFormat format = ExportFormat::csv;
  base::Language language = base::Language::ar;
};
base::Result<std::string> export_cases(DeskDatabase& database, const Vault& vault, const Names& names,
                                       const ExportOrder& order);

}  // namespace kiosk::desk
