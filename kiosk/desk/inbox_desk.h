#pragma once
// The room of the inbox: lists of cases, searching, saved views, and what is done to many cases at once.
//
//   GET  /cases[?show=&category=&district=&kiosk=&state=&kind=&assignee=&from=&to=&order=&page=] · GET /mine
//   GET, POST /find [?number=2026/17]   to that case; also by the receipt's code, or by words of letters, which
//                                       are posted: addresses stay in histories and logs. The words come back
//                                       in a cookie, locked, so that what was found has an address to return to
//   POST /views · /views/remove · /bulk  another state is asked about before it is set (sure=yes)
//
// Thread-safe.

#include "kiosk/desk/call.h"
#include "kiosk/desk/inbox_page.h"
#include "kiosk/desk/search.h"

namespace kiosk::desk {

constexpr std::size_t kViewNameMaxCodePoints = 40;
constexpr std::size_t kViewQueryMaxSize = 1000;
constexpr std::int64_t kViewsMost = 20;  // of a user
constexpr std::size_t kBulkMost = 100;   // cases at once

class InboxDesk {
 public:
  InboxDesk(const Parts& parts, Cookies cookies)
      : parts_(parts), search_(parts.database, parts.vault), cookies_(cookies) {}
  base::HttpResponse inbox(const Call& call);
  base::HttpResponse mine(const Call& call);
  base::HttpResponse find(const Call& call);
  base::HttpResponse keep_view(const Call& call);
  base::HttpResponse remove_view(const Call& call);
  base::HttpResponse bulk(const Call& call);

 private:
  struct Chosen {
    std::vector<Case> cases;
    int unknown = 0;  // numbers that no case has
  };
  base::Result<Chosen> chosen_in(const Form& form);
  base::Result<InboxModel> model_of(const Call& call, InboxQuery query, std::string_view path);
  base::Result<InboxModel> found_by_words(std::string_view question);
  base::HttpResponse keep_question(const Call& call, std::string_view question);
  base::HttpResponse find_again(const Call& call);
  std::optional<CaseNumber> number_of_this_year(const Call& call, std::string_view typed);
  base::Result<void> add_rows(InboxModel& model, std::vector<Case> cases);
  Parts parts_;
  Search search_;
  Cookies cookies_;
};

}  // namespace kiosk::desk
