#pragma once
// Reads the fields of one table or CSV row, and says everything that is wrong with them: missing, of another
// type, too long, not among the allowed words (did you mean ...?), unknown. A field that is refused comes
// back empty; reading goes on, so that a clerk sees all mistakes at once. finish() reports what nobody asked
// for.
//
// Words in the three languages are a TOML table name = { ar = "…", fr = "…", en = "…" } or CSV columns
// name_ar, name_fr, name_en. Arabic is needed; a missing translation is a warning. Every text is polished
// (typography.h).

#include <set>
#include <span>

#include "kiosk/content/local_text.h"
#include "kiosk/content/manifest.h"
#include "kiosk/content/node.h"
#include "kiosk/content/vocabulary.h"

namespace kiosk::content {

enum class Need { required, optional };

class Fields {
 public:
  Fields(const Node& table, Report& report) : table_(table), report_(report) {}

  // Text of a page in one language; plain() is text nobody reads aloud: addresses, codes.
  std::string text(std::string_view name, Need need, std::size_t limit, base::Language language);
  std::string plain(std::string_view name, Need need, std::size_t limit);
  LocalText words(std::string_view name, Need need, std::size_t limit);

  std::string slug(std::string_view name, Need need);
  std::string one_of(std::string_view name, Need need, Names allowed);
  std::optional<std::int64_t> integer(std::string_view name, Need need, std::int64_t min, std::int64_t max);
  std::optional<double> decimal(std::string_view name, Need need, double min, double max);
  std::optional<Day> day(std::string_view name);
  bool flag(std::string_view name);
  std::vector<std::string> list(std::string_view name,
                                Need need = Need::optional);  // of texts; in a CSV cell apart by spaces

  // Tables inside; null or none where there are none.
  const Node* table(std::string_view name);
  std::span<const Node> tables(std::string_view name, std::size_t limit, Need need = Need::optional);

  template <typename Enum>
  Enum one_of(std::string_view name) {
    return parse_name<Enum>(one_of(name, Need::required, names_of(Enum{}))).value_or(Enum{});
  }

  // Where a field is given that belongs elsewhere.
  void refuse_given(std::string_view name, std::string_view rule, const Message& message);

  [[nodiscard]] bool has(std::string_view name) const;
  // Where a field stands; the table itself where it does not.
  [[nodiscard]] Place place(std::string_view name) const;
  [[nodiscard]] const Place& place() const { return table_.place; }
  Report& report() { return report_; }

  // `elsewhere` are names that belong in the page's Arabic file only.
  void finish(Names elsewhere = {});

 private:
  const Node* need(std::string_view name, Need need);
  const Node* need_text(std::string_view name, Need need, std::size_t limit);
  // With the value of the cell, where the table is a CSV row: its reader looks at a spreadsheet.
  void refuse(const Node& node, std::string_view rule, Message message);
  void say_fallback(const Place& place, std::string_view name, base::Language language);

  const Node& table_;
  Report& report_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace kiosk::content
