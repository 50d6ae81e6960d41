#pragma once
// What the inbox is asked for: filters, order and page, as they stand in addresses. Pure.

#include <array>

#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"

namespace kiosk::desk {

// Open ones are what the inbox opens with; a state that is asked for decides instead.
enum class Show { open, fresh, late, week, escalated, done, all };
inline constexpr std::array kShows = {Show::open,      Show::fresh, Show::late, Show::week,
                                      Show::escalated, Show::done,  Show::all};
constexpr std::string_view kNobody = "-";  // as an assignee: cases that nobody has

struct InboxQuery {
  Show show = Show::all;  // what exports begin with, too
  std::optional<complaint::CaseState> state;
  std::optional<complaint::Kind> kind;
  std::string category;
  std::string district;
  std::string kiosk;
  std::string assignee;
  std::optional<std::chrono::sys_days> from, to;  // of arrival, days of Morocco
  CaseOrder order = CaseOrder::deadline;
  std::int64_t page = 1;

  // `unasked`: what is shown when nothing says so.
  static InboxQuery read(const Form& query, Show unasked = Show::all);
  [[nodiscard]] CaseFilter filter_for(Show other, base::Timestamp now) const;
  // The address of the inbox with these choices, and of what stays the same on each of its pages.
  [[nodiscard]] std::string address(std::string_view path, Show other, std::int64_t other_page) const;
};

// The list that somebody came to a case from, as its address carries it ("?list="): the query of the inbox, with
// "room=mine" before it for one's own cases; "room=find" for what the last search found; nothing for the inbox
// as it opens.
constexpr std::size_t kListMaxSize = 1000;
constexpr std::string_view kFoundList = "room=find", kFindPath = "/find";
std::string list_of(std::string_view path, const InboxQuery& query);
// What comes in as such, of which only what a list understands is kept; nothing if it is none.
std::string read_list(std::string_view list);
// Always one of our lists, whatever is handed in.
std::string list_address(std::string_view list);
bool is_own_list(std::string_view list);

std::string_view slug_of(Show show);

}  // namespace kiosk::desk
