#pragma once
// What every page of the web desk needs to know, and the frame around it. Arabic first; the page's direction
// follows the language, what citizens wrote follows its own (dir="auto", isolated).

#include "kiosk/base/http.h"
#include "kiosk/base/language.h"
#include "kiosk/base/time.h"
#include "kiosk/complaint/status_record.h"
#include "kiosk/desk/html.h"
#include "kiosk/desk/names.h"
#include "kiosk/desk/roles.h"

namespace kiosk::desk {

struct View {
  base::Language language = base::Language::ar;  // ar or fr
  base::Timestamp now;
  std::string user;                        // empty: nobody is signed in
  Role role = Role::agent;                 // of the user
  std::string form_token;                  // for every form
  std::string path;                        // of this page, for the language switch
  std::string query;                       // what of its query the switch keeps: "show=late&page=2"
  std::string list;                        // of a case: the list its reader came from (inbox_query.h)
  std::string done;                        // a sentence about what has just been done, for this page alone
  std::optional<std::int64_t> open_cases;  // none if they cannot be counted now
  std::optional<std::int64_t> my_cases;    // open ones that are the user's
  const Names* names = nullptr;

  [[nodiscard]] std::string_view say(std::string_view ar, std::string_view fr) const {
    return language == base::Language::ar ? ar : fr;
  }
  [[nodiscard]] bool may(Right right) const { return !user.empty() && desk::may(role, right); }
};

std::string_view state_words(const View& view, complaint::CaseState state);
std::string_view state_icon(complaint::CaseState state);
std::string asset_address(std::string_view name);  // of a file that is compiled in
Markup icon(std::string_view name);
// The tag with icon, word and colour of a state.
Markup state_tag(const View& view, complaint::CaseState state);
Markup token_field(const View& view);
Markup day_field(std::string_view name, std::string_view label,
                 const std::optional<std::chrono::sys_days>& day);
// Who writes what this form sends, should the session end before.
Markup author_field(const View& view);
// A link that looks like a button.
Markup button_link(std::string_view address, std::string_view picture, std::string_view words);
std::string_view role_words(const View& view, Role role);

base::HttpResponse page_response(const View& view, int status, std::string_view title, const Markup& content);
base::HttpResponse redirect_to(std::string_view path);  // 303
// A page that says one thing.
base::HttpResponse message_page(const View& view, int status, std::string_view title,
                                std::string_view sentence);

}  // namespace kiosk::desk
