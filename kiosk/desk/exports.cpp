#include "kiosk/desk/exports.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/base/json.h"
#include "kiosk/desk/audit_words.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"
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
  std::string_view name;  // in JSON
  std::string text;
};
using Row = std::vector<Column>;

struct Head {
  std::string_view name, ar, fr;
};
constexpr std::array kHeads = {Head{"year", "السنة", "Année"},
                               Head{"number", "رقم الملف", "Numéro"},
                               Head{"kind", "النوع", "Nature"},
                               Head{"category_code", "رمز الموضوع", "Code du sujet"},
                               Head{"category", "الموضوع", "Sujet"},
                               Head{"arrondissement_code", "رمز المقاطعة", "Code de l'arrondissement"},
                               Head{"arrondissement", "المقاطعة", "Arrondissement"},
                               Head{"source", "المصدر", "Source"},
                               Head{"deposited_at", "الإيداع", "Dépôt"},
                               Head{"received_at", "الوصول", "Réception"},
                               Head{"deadline_at", "أجل الجواب", "Échéance"},
                               Head{"state", "الحالة", "État"},
                               Head{"acknowledged_at", "الإشعار بالتوصل", "Accusé de réception"},
                               Head{"answered_at", "الجواب", "Réponse le"},
                               Head{"closed_at", "الإغلاق", "Clôture"},
                               Head{"assignee", "المكلف", "Responsable"},
                               Head{"neighbourhood", "الحي", "Quartier"},
                               Head{"landmark", "علامة قريبة", "Repère"},
                               Head{"text", "نص المواطن", "Texte du citoyen"},
                               Head{"name", "الاسم", "Nom"},
                               Head{"phone", "الهاتف", "Téléphone"},
                               Head{"answer_ar", "الجواب بالعربية", "Réponse en arabe"},
                               Head{"answer_fr", "الجواب بالفرنسية", "Réponse en français"}};

std::string local_time(base::Timestamp time) { return base::cat(day_text(time), " ", clock_time(time)); }

// How an export writes what is not text: for programs, or for people.
class Wording {
 public:
  explicit Wording(const ExportOrder& order) : for_people_(order.format == ExportFormat::csv) {
    view_.language = order.language;
  }
  [[nodiscard]] std::string head(std::string_view name) const {
    for (const Head& head : kHeads) {
      if (head.name == name) return std::string(view_.say(head.ar, head.fr));
    }
    return std::string(name);
  }
  [[nodiscard]] Row number(const CaseNumber& number) const {
    if (!for_people_) return {{"case_number", number.text()}};
    return {{"year", std::to_string(number.year)}, {"number", std::to_string(number.serial)}};
  }
  [[nodiscard]] std::string time(const std::optional<base::Timestamp>& time) const {
    if (!time) return "";
    return for_people_ ? local_time(*time) : base::to_iso8601(*time);
  }
  // In pairs: a spreadsheet would take the zero off a number.
  [[nodiscard]] std::string phone(std::string_view digits) const {
    std::string out;
    for (std::size_t at = 0; at < digits.size(); ++at) {
      if (for_people_ && at > 0 && at % 2 == 0) out += ' ';
      out += digits[at];
    }
    return out;
  }
  [[nodiscard]] std::string kind(complaint::Kind kind) const {
    return std::string(for_people_ ? kind_words(view_, kind) : complaint::slug_of(kind));
  }
  [[nodiscard]] std::string state(complaint::CaseState state) const {
    return std::string(for_people_ ? state_words(view_, state) : complaint::slug_of(state));
  }

 private:
  bool for_people_;
  View view_;
};

// The last answer, in both languages as far as it has them.
complaint::Words answer_in(const std::vector<HistoryEntry>& history) {
  const auto answer = std::find_if(history.rbegin(), history.rend(), [](const HistoryEntry& entry) {
    return entry.change.event == CaseEvent::answer;
  });
  return answer == history.rend() ? complaint::Words() : answer->change.answer;
}

Row plain_row(const Case& entry, const Names& names, Language language, const Wording& wording) {
  Row row = wording.number(entry.number);
  const Row rest = {
      {"kind", wording.kind(entry.kind)},
      {"category_code", entry.category},
      {"category", entry.category.empty() ? "" : names.category(entry.category, language)},
      {"arrondissement_code", entry.district},
      {"arrondissement", entry.district.empty() ? "" : names.district(entry.district, language)},
      {"source", entry.kiosk.text()},
      {"deposited_at", wording.time(entry.deposited_at)},
      {"received_at", wording.time(entry.received_at)},
      {"deadline_at", wording.time(entry.deadline_at)},
      {"state", wording.state(entry.state)},
      {"acknowledged_at", wording.time(entry.acknowledged_at)},
      {"answered_at", wording.time(entry.answered_at)},
      {"closed_at", wording.time(entry.closed_at)},
      {"assignee", entry.assignee}};
  row.insert(row.end(), rest.begin(), rest.end());
  return row;
}

void add_personal(Row& row, const std::optional<complaint::Letter>& letter, const complaint::Words& answer,
                  const Wording& wording) {
  const auto add = [&](std::string_view name, const base::SecretString complaint::Draft::*field) {
    row.push_back({name, letter ? std::string((letter->draft.*field).view()) : std::string()});
  };
  add("neighbourhood", &complaint::Draft::neighbourhood);
  add("landmark", &complaint::Draft::landmark);
  add("text", &complaint::Draft::text);
  add("name", &complaint::Draft::name);
  row.push_back({"phone", letter ? wording.phone(letter->draft.phone.view()) : std::string()});
  row.push_back({"answer_ar", std::string(answer.ar.view())});
  row.push_back({"answer_fr", std::string(answer.fr.view())});
}

class Export {
 public:
  Export(DeskDatabase& database, const Vault& vault, const Names& names, const ExportOrder& order)
      : database_(database), vault_(vault), names_(names), order_(order), wording_(order) {}

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
    Row row = plain_row(entry, names_, order_.language, wording_);
    if (order_.personal == Personal::left_out) return row;
    std::optional<complaint::Letter> letter;
    const DeskUse use = database_.use();
    Result<base::Bytes> envelope = envelope_of(use, entry.id);
    const std::optional<KioskRow> kiosk = TRY(find_kiosk(use, entry.kiosk));
    if (envelope && kiosk) {
      Result<complaint::Letter> opened = open_letter(vault_, std::move(envelope).value(), kiosk->key);
      if (opened) letter = std::move(opened).value();
    }
    add_personal(row, letter, answer_in(TRY(history_of(use, vault_, entry.id))), wording_);
    return row;
  }

  void write(const Row& row) {
    if (order_.format == ExportFormat::json) {
      Json json = Json::object();
      for (const Column& column : row) json.set(column.name, column.text);
      out_ += base::cat(is_first_ ? "\n" : ",\n", json.text());
    } else {
      if (is_first_) write_line(row, [this](const Column& column) { return wording_.head(column.name); });
      write_line(row, [](const Column& column) { return column.text; });
    }
    is_first_ = false;
  }

  template <typename Cell>
  void write_line(const Row& row, Cell cell) {
    for (std::size_t at = 0; at < row.size(); ++at)
      out_ += base::cat(at > 0 ? ";" : "", csv_cell(cell(row[at])));
    out_ += kLineEnd;
  }

  DeskDatabase& database_;
  const Vault& vault_;
  const Names& names_;
  const ExportOrder& order_;
  Wording wording_;
  std::string out_;
  bool is_first_ = true;
};

// Nothing that a spreadsheet would take for a day.
std::string subject_words(const View& view, const std::string& subject) {
  return CaseNumber::parse(subject) ? base::cat(view.say("ملف ", "dossier "), subject) : subject;
}

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
  View view;
  view.language = language;
  const auto line = [&](std::string_view table, std::string_view of, std::string_view received,
                        std::string_view answered = "", std::string_view late = "",
                        std::string_view days = "") {
    for (const std::string_view cell : {table, of, received, answered, late}) out += csv_cell(cell) + ";";
    out += csv_cell(days) + std::string(kLineEnd);
  };
  const auto number = [](std::int64_t count) { return std::to_string(count); };
  const auto named = [&view](std::string_view slug, const std::string& name) {
    return slug.empty() ? std::string(view.say("غير محددة", "non précisé")) : name;
  };
  line(view.say("الجدول", "Tableau"), view.say("من", "De"), view.say("وصلت", "Reçues"),
       view.say("أُجيب عنها", "Répondues"), view.say("تجاوزت الأجل", "Hors délai"),
       view.say("أيام حتى الجواب", "Jours jusqu'à la réponse"));
  line(view.say("الفترة", "Période"),
       base::cat(day_text(figures.start), " / ", day_text(figures.end - base::Milliseconds(1))),
       number(figures.now.received), number(figures.now.answered), "",
       figures.now.answered > 0 ? decimal_text(figures.now.mean_days) : std::string());
  for (const WeekCount& week : figures.by_week)
    line(view.say("أسبوع", "Semaine"), day_text(week.start), number(week.received), number(week.answered));
  for (const Counted& one : figures.by_district)
    line(view.say("مقاطعة", "Arrondissement"), named(one.slug, names.district(one.slug, language)),
         number(one.count));
  for (const Counted& one : figures.by_category)
    line(view.say("موضوع", "Sujet"), named(one.slug, names.category(one.slug, language)), number(one.count));
  for (const Counted& one : figures.by_kind) {
    const std::optional<complaint::Kind> kind = complaint::parse_kind(one.slug);
    line(view.say("نوع", "Nature"), kind ? kind_words(view, *kind) : std::string_view(one.slug),
         number(one.count));
  }
  for (const MonthCount& month : figures.by_month)
    line(view.say("شهر", "Mois"), base::cat(month.year, month.month < 10 ? "-0" : "-", month.month),
         number(month.received), number(month.answered), number(month.late),
         month.answered > 0 ? decimal_text(month.mean_days) : std::string());
  return out;
}

std::string log_csv(const View& view, const std::vector<AuditRow>& rows) {
  std::string out(kMark);
  const auto line = [&](std::initializer_list<std::string_view> cells) {
    std::string_view joint;
    for (const std::string_view cell : cells) out += base::cat(std::exchange(joint, ";"), csv_cell(cell));
    out += kLineEnd;
  };
  line({view.say("القيد", "Entrée"), view.say("متى", "Quand"), view.say("من", "Qui"),
        view.say("ماذا", "Quoi"), view.say("عن", "Sur"), view.say("تفاصيل", "Détails")});
  for (const AuditRow& row : rows)
    line({std::to_string(row.id), local_time(row.at), actor_words(view, row.actor),
          action_words(view, row.action), subject_words(view, row.subject), detail_words(view, row).text()});
  return out;
}

Result<std::string> export_cases(DeskDatabase& database, const Vault& vault, const Names& names,
                                 const ExportOrder& order) {
  return Export(database, vault, names, order).run();
}

}  // namespace kiosk::desk
