#pragma once
// Who may do what. One table; every page and every form asks it (tests/desk/roles_test.cpp tries all of them).
//
//   agent          works on cases: reads, answers, takes them on
//   supervisor     what agents do, and gives cases to others, exports them, has them erased
//   administrator  users, settings, the log; no case and nothing of a citizen
//   auditor        what was done and when, and the answers; nothing a citizen wrote, no name, no telephone
//
// Pure.

#include <array>
#include <optional>
#include <string_view>

namespace kiosk::desk {

enum class Role { agent, supervisor, administrator, auditor };
inline constexpr std::array kRoles = {Role::agent, Role::supervisor, Role::administrator, Role::auditor};
std::string_view slug_of(Role role);
std::optional<Role> parse_role(std::string_view slug);

enum class Right {
  list_cases,     // number, subject matter, dates, state
  read_letters,   // what citizens wrote, and their names
  see_phone,      // with a reason that stays in the history
  work_on_cases,  // state, answer, note, category, merging, taking a case on
  assign_to_others,
  read_dashboard,  // counts, kiosks' health
  export_counts,
  export_cases,     // a row each, without personal data
  export_personal,  // with it
  erase_cases,
  manage_users,
  change_settings,
  read_audit,
};
inline constexpr std::array kRights = {Right::list_cases,    Right::read_letters,     Right::see_phone,
                                       Right::work_on_cases, Right::assign_to_others, Right::read_dashboard,
                                       Right::export_counts, Right::export_cases,     Right::export_personal,
                                       Right::erase_cases,   Right::manage_users,     Right::change_settings,
                                       Right::read_audit};
bool may(Role role, Right right);

}  // namespace kiosk::desk
