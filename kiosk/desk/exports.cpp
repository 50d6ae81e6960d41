#include "kiosk/desk/exports.h"

#include <algorithm>

#include "kiosk/base/json.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Language;
using base::Result;

constexpr std::int64_t kPage = 200;
constexpr std::string_view kMark = "\xEF\xBB\xBF", kLineEnd = "\r\n";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

struct Column {
  std::string_view name;  // in JSON, and the head of the CSV
  std::string text;
};
using Row = std::vector<Column>;

std::string time_text(const std::optional<base::Timestamp>& time) {
  return time ? base::to_iso8601(*time) : "";
}

// The last answer, in the language asked for if it has that.
std::string answer_in(const std::vector<HistoryEntry>& history, Language language) {
  const auto answer = std::find_if(history.rbegin(), history.rend(), [](const HistoryEntry& entry) {
    return entry.change.event == CaseEvent::answer;
  });
  if (answer == history.rend()) return "";
  const complaint::Words& words = answer->change.answer;
  const bool arabic = language == Language::ar ? !words.ar.empty() : words.fr.empty();
  return std::string(arabic ? words.ar.view() : words.fr.view());
}

Row plain_row(const Case& entry, const Names& names, Language language) {
  return {{"case_number", entry.number.text()},
          {"kind", std::string(complaint::slug_of(entry.kind))},
          {"category_code", entry.category},
          {"category", entry.category.empty() ? "" : names.category(entry.category, language)},
          {"arrondissement_code", entry.district},
          {"arrondissement", entry.district.empty() ? "" : names.district(entry.district, language)},
          {"source", entry.kiosk.text()},
          {"deposited_at", base::to_iso8601(entry.deposited_at)},
          {"received_at", base::to_iso8601(entry.received_at)},
          {"deadline_at", base::to_iso8601(entry.deadline_at)},
          {"state", std::string(complaint::slug_of(entry.state))},
          {"acknowledged_at", time_text(entry.acknowledged_at)},
          {"answered_at", time_text(entry.answered_at)},
          {"closed_at", time_text(entry.closed_at)},
          {"assignee", entry.assignee}};
}

void add_personal(Row& row, const std::optional<complaint::Letter>& letter, std::string answer) {
  const auto add = [&](std::string_view name, const base::SecretString complaint::Draft::*field) {
    row.push_back({name, letter ? std::string((letter->draft.*field).view()) : std::string()});
  };
  add("neighbourhood", &complaint::Draft::neighbourhood);
  add("landmark", &complaint::Draft::landmark);
  add("text", &complaint::Draft::text);
  add("name", &complaint::Draft::name);
  add("phone", &complaint::Draft::phone);
  row.push_back({"answer", std::move(answer)});
}

class Export {
 public:
  Export(DeskDatabase& database, const Vault& vault, const Names& names, const ExportOrder& order)
      : database_(database), vault_(vault), names_(names), order_(order) {}

  Result<std::string> run() {
    if (order_.format == ExportFormat::csv) out_ = kMark;
    if (order_.format == ExportFormat::json) out_ = "[";
    for (std::int64_t at = 0; at < kExportMost; at += kPage) {
      const std::vector<Case> page = TRY(list_cases(database_.use(), order_.filter, at, kPage));
      for (const Case& entry : page) write(TRY(row_of(entry)));
      if (std::ssize(page) < kPage) break;
    }
    if (order_.format == ExportFormat::json) out_ += "\n]\n";
    return std::move(out_);
  }

 private:
  Result<Row> row_of(const Case& entry) {
    Row row = plain_row(entry, names_, order_.language);
    if (order_.personal == Personal::left_out) return row;
    std::optional<complaint::Letter> letter;
    const DeskUse use = database_.use();
    Result<base::Bytes> envelope = envelope_of(use, entry.id);
    const std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
    if (envelope && kiosk) {
      Result<complaint::Letter> opened = open_letter(vault_, std::move(envelope).value(), kiosk->key);
      if (opened) letter = std::move(opened).value();
    }
    add_personal(row, letter, answer_in(TRY(history_of(use, vault_, entry.id)), order_.language));
    return row;
  }

  void write(const Row& row) {
    if (order_.format == ExportFormat::json) {
      Json json = Json::object();
      for (const Column& column : row) json.set(column.name, column.text);
      out_ += base::cat(is_first_ ? "\n" : ",\n", json.text());
    } else {
      if (is_first_) write_line(row, &Column::name);
      write_line(row, &Column::text);
    }
    is_first_ = false;
  }

  template <typename Field>
  void write_line(const Row& row, Field field) {
    for (std::size_t at = 0; at < row.size(); ++at)
      out_ += base::cat(at > 0 ? ";" : "", csv_cell(row[at].*field));
    out_ += kLineEnd;
  }

  DeskDatabase& database_;
  const Vault& vault_;
  const Names& names_;
  const ExportOrder& order_;
  std::string out_;
  bool is_first_ = true;
};

std::string day_text(base::Timestamp time) { return base::to_iso8601(base::local_day(time)).substr(0, 10); }

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string out;
  const std::size_t first = text.find_first_not_of(' ');
  if (first != std::string_view::npos && kFormulaStarts.find(text[first]) != std::string_view::npos)
    out = "'";
  out += text;
  if (out.find_first_of("\";\r\n,") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string counts_csv(const Figures& figures, const Names& names, Language language) {
  std::string out(kMark);
  const auto line = [&](std::string_view table, std::string_view of, std::int64_t received,
                        std::string_view answered, std::string_view late = "", std::string_view days = "") {
    out += base::cat(csv_cell(table), ";", csv_cell(of), ";", received, ";", answered, ";", late, ";",
                     csv_cell(days), kLineEnd);
  };
  out += base::cat("table;of;received;answered;late;mean_days", kLineEnd);
  line("period", base::cat(day_text(figures.start), "/", day_text(figures.end - base::Milliseconds(1))),
       figures.now.received, std::to_string(figures.now.answered), std::to_string(figures.late),
       decimal_text(figures.now.mean_days));
  for (const WeekCount& week : figures.by_week)
    line("week", day_text(week.start), week.received, std::to_string(week.answered));
  for (const Counted& one : figures.by_district)
    line("arrondissement", names.district(one.slug, language), one.count, "");
  for (const Counted& one : figures.by_category)
    line("category", names.category(one.slug, language), one.count, "");
  for (const Counted& one : figures.by_kind) line("kind", one.slug, one.count, "");
  for (const MonthCount& month : figures.by_month)
    line("month", base::cat(month.year, month.month < 10 ? "-0" : "-", month.month), month.received,
         std::to_string(month.answered), std::to_string(month.late), decimal_text(month.mean_days));
  return out;
}

Result<std::string> export_cases(DeskDatabase& database, const Vault& vault, const Names& names,
                                 const ExportOrder& order) {
  return Export(database, vault, names, order).run();
}

}  // namespace kiosk::desk
