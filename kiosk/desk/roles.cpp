#include "kiosk/desk/roles.h"

#include <algorithm>
#include <span>

namespace kiosk::desk {
namespace {

constexpr std::array kAgent = {Right::list_cases,    Right::read_letters,   Right::see_phone,
                               Right::work_on_cases, Right::read_dashboard, Right::export_counts};
constexpr std::array kSupervisor = {Right::list_cases,    Right::read_letters,     Right::see_phone,
                                    Right::work_on_cases, Right::assign_to_others, Right::read_dashboard,
                                    Right::export_counts, Right::export_cases,     Right::export_personal,
                                    Right::erase_cases};
constexpr std::array kAdministrator = {Right::read_dashboard, Right::export_counts, Right::manage_users,
                                       Right::change_settings, Right::read_audit};
constexpr std::array kAuditor = {Right::list_cases, Right::read_dashboard, Right::export_counts,
                                 Right::export_cases, Right::read_audit};

std::span<const Right> rights_of(Role role) {
  switch (role) {
    case Role::agent:
      return kAgent;
    case Role::supervisor:
      return kSupervisor;
    case Role::administrator:
      return kAdministrator;
    case Role::auditor:
      return kAuditor;
  }
  return {};
}

}  // namespace

std::string_view slug_of(Role role) {
  switch (role) {
    case Role::agent:
      return "agent";
    case Role::supervisor:
      return "supervisor";
    case Role::administrator:
      return "administrator";
    case Role::auditor:
      return "auditor";
  }
  return "agent";
}

std::optional<Role> parse_role(std::string_view slug) {
  for (const Role role : kRoles) {
    if (slug_of(role) == slug) return role;
  }
  return std::nullopt;
}

bool may(Role role, Right right) {
  const std::span<const Right> rights = rights_of(role);
  return std::find(rights.begin(), rights.end(), right) != rights.end();
}

}  // namespace kiosk::desk
