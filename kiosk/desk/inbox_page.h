#pragma once
// The inbox: kiosks first, because a kiosk that is cut off means complaints that have not arrived; then the
// cases, sorted by deadline, with filters that keep their counts, saved views, and what can be done to many
// at once. Pure: a model in, a page out.

#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::int64_t kCasesPerPage = 25;

enum class Show { all, fresh, late, week, escalated };
inline constexpr std::array kShows = {Show::all, Show::fresh, Show::late, Show::week, Show::escalated};
constexpr std::string_view kNobody = "-";  // as an assignee: cases that nobody has

struct InboxQuery {
  Show show = Show::all;
  std::optional<complaint::CaseState> state;
  std::optional<complaint::Kind> kind;
  std::string category;
  std::string district;
  std::string kiosk;
  std::string assignee;
  std::optional<std::chrono::sys_days> from, to;  // of arrival, days of Morocco
  CaseOrder order = CaseOrder::deadline;
  std::int64_t page = 1;

  static InboxQuery read(const Form& query);
  [[nodiscard]] CaseFilter filter_for(Show other, base::Timestamp now) const;
  // The address of the inbox with these choices, and of what stays the same on each of its pages.
  [[nodiscard]] std::string address(std::string_view path, Show other, std::int64_t other_page) const;
};

struct SavedView {
  std::string name;
  std::string query;
};

struct InboxModel {
  InboxQuery query;
  std::string path = "/cases";
  struct Row {
    Case entry;
    std::string subject;  // the first words of the letter; empty if it does not open
  };
  std::vector<Row> rows;
  std::int64_t total = 0;  // of the query
  std::array<std::int64_t, kShows.size()> counts{};
  std::vector<KioskRow> kiosks;
  std::vector<std::string> colleagues;  // who works on cases
  std::vector<SavedView> views;
  // Of a search by words: what was searched for, and whether all letters were looked at.
  std::string question;
  bool is_complete = true;
  std::string message;  // what was done to many
};

std::string_view show_words(const View& view, Show show);
std::int64_t last_page(std::int64_t total);  // of so many cases; 1 if there are none

base::HttpResponse inbox_page(const View& view, const InboxModel& model);

}  // namespace kiosk::desk
