#include "kiosk/desk/inbox_query.h"

#include <algorithm>
#include <charconv>

#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

constexpr std::chrono::days kWeek{7};
constexpr std::int64_t kLastPage = 1'000'000;
constexpr std::string_view kOwnPath = "/mine", kOwnRoom = "room=mine";

}  // namespace

std::string_view slug_of(Show show) {
  switch (show) {
    case Show::open:
      return "open";
    case Show::fresh:
      return "new";
    case Show::late:
      return "late";
    case Show::week:
      return "week";
    case Show::escalated:
      return "escalated";
    case Show::done:
      return "done";
    case Show::all:
      return "all";
  }
  return "all";
}

CaseFilter InboxQuery::filter_for(Show other, base::Timestamp now) const {
  CaseFilter out;
  out.state = state;
  out.kind = kind;
  out.is_new = other == Show::fresh;
  out.is_escalated = other == Show::escalated;
  const bool asks_side = other == Show::open || other == Show::done;
  if (asks_side && !state) out.is_open = other == Show::open;
  if (other == Show::escalated) out.is_open = true;
  if (!category.empty()) out.categories = {category};
  out.district = district;
  out.kiosk = kiosk;
  out.is_unassigned = assignee == kNobody;
  if (!out.is_unassigned) out.assignee = assignee;
  out.late_at = other == Show::late ? std::optional(now) : std::nullopt;
  out.due_before = other == Show::week ? std::optional(now + kWeek) : std::nullopt;
  if (from) out.received_from = start_of_day(*from);
  if (to) out.received_to = start_of_day(*to + std::chrono::days(1)) - base::Milliseconds(1);
  out.order = order;
  return out;
}

InboxQuery InboxQuery::read(const Form& query, Show unasked) {
  InboxQuery out;
  out.show = unasked;
  for (const Show show : kShows) {
    if (slug_of(show) == query.value("show")) out.show = show;
  }
  out.state = complaint::parse_case_state(query.value("state"));
  out.kind = complaint::parse_kind(query.value("kind"));
  out.category = query.value("category");
  out.district = query.value("district");
  out.kiosk = query.value("kiosk");
  out.assignee = query.value("assignee");
  out.from = day_in(query.value("from"));
  out.to = day_in(query.value("to"));
  if (query.value("order") == "newest") out.order = CaseOrder::newest;
  const std::string_view page = query.value("page");
  std::from_chars(page.data(), page.data() + page.size(), out.page);
  out.page = std::clamp<std::int64_t>(out.page, 1, kLastPage);
  return out;
}

std::string InboxQuery::address(std::string_view path, Show other, std::int64_t other_page) const {
  std::string out = base::cat(path, "?show=", slug_of(other));
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += base::cat("&", name, "=", percent_encoded(value));
  };
  add("state", state ? complaint::slug_of(*state) : "");
  add("kind", kind ? complaint::slug_of(*kind) : "");
  add("category", category);
  add("district", district);
  add("kiosk", kiosk);
  add("assignee", assignee);
  add("from", from ? day_text(*from) : "");
  add("to", to ? day_text(*to) : "");
  add("order", order == CaseOrder::newest ? "newest" : "");
  if (other_page > 1) out += base::cat("&page=", other_page);
  return out;
}

std::string list_of(std::string_view path, const InboxQuery& query) {
  const auto fields = [](const InboxQuery& of) { return of.address("", of.show, of.page).substr(1); };
  if (path == kOwnPath) return base::cat(kOwnRoom, "&", fields(query));
  InboxQuery opening;
  opening.show = Show::open;
  return fields(query) == fields(opening) ? std::string() : fields(query);
}

std::string read_list(std::string_view list) {
  const base::Result<Form> form = Form::parse(list);
  if (!form || list.empty() || list.size() > kListMaxSize) return {};
  if (form->value("room") == "find") return std::string(kFoundList);
  InboxQuery query = InboxQuery::read(*form, Show::open);
  const bool own = form->value("room") == "mine";
  if (own) query.assignee.clear();  // it is the reader's, whoever that is
  return list_of(own ? kOwnPath : "", query);
}

bool is_own_list(std::string_view list) { return list.starts_with(kOwnRoom); }

std::string list_address(std::string_view list) {
  const std::string read = read_list(list);
  if (read.empty()) return "/cases";
  if (read == kFoundList) return std::string(kFindPath);
  if (is_own_list(read)) return base::cat(kOwnPath, "?", read.substr(kOwnRoom.size() + 1));
  return base::cat("/cases?", read);
}

}  // namespace kiosk::desk
