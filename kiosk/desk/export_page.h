#pragma once
// The page on which one chooses what to take away of a list of cases. Pure.

#include "kiosk/desk/inbox_query.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

// What personal data may be taken away for (Law 09-08): named by its slug in the log.
struct Purpose {
  std::string_view slug, ar, fr;
};
inline constexpr std::array kPurposes = {
    Purpose{"national-portal", "نقل الملفات إلى البوابة الوطنية", "Report vers le portail national"},
    Purpose{"service", "معالجة لدى مصلحة مختصة", "Traitement par le service compétent"},
    Purpose{"authority", "طلب من سلطة أو قضاء", "Demande d'une autorité ou de la justice"},
    Purpose{"citizen", "طلب المواطن لمعطياته", "Demande d'accès du citoyen"}};
const Purpose* find_purpose(std::string_view slug);

// `count`: how many cases there are. `message`: why what was asked for was refused.
base::HttpResponse export_page(const View& view, const InboxQuery& query, std::int64_t count,
                               std::string_view message = {});

}  // namespace kiosk::desk
