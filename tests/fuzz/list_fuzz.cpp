// What stands in addresses of the web desk: the inbox's filters, the list that one came from, the log's filters.
// What is read comes back the same from its own address, and never leads out of the desk.

#include <cstdlib>

#include "kiosk/desk/done_note.h"
#include "kiosk/desk/inbox_query.h"
#include "kiosk/desk/log_page.h"

namespace {

using namespace kiosk;

constexpr base::Timestamp kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)};

void demand(bool condition) {
  if (!condition) abort();
}

void check_inbox(const desk::Form& form) {
  const desk::InboxQuery query = desk::InboxQuery::read(form, desk::Show::open);
  const std::string address = query.address("", query.show, query.page);
  const base::Result<desk::Form> again = desk::Form::parse(address.substr(1));
  demand(again.ok());
  const desk::InboxQuery same = desk::InboxQuery::read(*again);
  demand(same.address("", same.show, same.page) == address);
  for (const desk::Show show : desk::kShows) static_cast<void>(query.filter_for(show, kNow));
}

void check_list(std::string_view list) {
  const std::string address = desk::list_address(list);
  demand(address.starts_with("/") && !address.starts_with("//"));
  const std::string read = desk::read_list(list);
  if (read.size() <= desk::kListMaxSize) demand(desk::read_list(read) == read);
}

void check_log(const desk::Form& form) {
  const desk::LogQuery query = desk::LogQuery::read(form);
  static_cast<void>(query.filter());
  const std::string address = query.address("/audit", query.before);
  const base::Result<desk::Target> target = desk::parse_target(address);
  demand(target.ok());
  const desk::LogQuery same = desk::LogQuery::read(target->query);
  demand(same.address("/audit", same.before) == address);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_list(text);
  const base::Result<desk::Form> form = desk::Form::parse(text);
  if (!form) return 0;
  check_inbox(*form);
  check_list(form->value("list"));
  check_log(*form);
  static_cast<void>(desk::done_words({}, *form));
  return 0;
}
