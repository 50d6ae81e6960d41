#include "kiosk/desk/call.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/typed_text.h"

namespace kiosk::desk {

base::HttpResponse trouble(const Call& call, const base::Error& error) {
  KIOSK_LOG(error, "desk.trouble", {"reason", error.sentence()});
  return message_page(
      call.view, 500, call.view.say("خلل", "Incident"),
      call.view.say("تعذر ذلك الآن. حاولوا بعد قليل.", "Impossible pour l'instant. Réessayez."));
}

base::HttpResponse not_found(const Call& call) {
  return message_page(call.view, 404, "404", call.view.say("لا صفحة هنا", "Page introuvable"));
}

base::HttpResponse case_not_found(const Call& call) {
  return message_page(call.view, 404, "404", call.view.say("لم نجد الملف", "Dossier introuvable"));
}

base::HttpResponse not_allowed(const Call& call) {
  return message_page(call.view, 403, "403",
                      call.view.say("هذه الصفحة ليست لدوركم.", "Cette page n'est pas pour votre rôle."));
}

std::string written(const Form& form, std::string_view field) {
  const std::string typed = with_line_feeds(form.value(field));
  const std::string text(complaint::without_bidi_tricks(typed).view());
  return complaint::count_letters(text) > 0 ? text : std::string();
}

base::HttpResponse file_response(std::string_view name, std::string_view type, std::string_view text) {
  return {200,
          {{"Content-Type", std::string(type)},
           {"Content-Disposition", base::cat("attachment; filename=\"", name, "\"")},
           {"Cache-Control", "no-store"}},
          base::to_bytes(text)};
}

base::HttpResponse no_printer(const Call& call) {
  return message_page(call.view, 503, call.view.say("لا يمكن إعداد PDF", "PDF impossible"),
                      call.view.say("هذا الخادم دون برنامج kiosk-paper. يمكن الطبع من المتصفح.",
                                    "Ce serveur n'a pas le programme kiosk-paper. L'impression par le "
                                    "navigateur reste possible."));
}

}  // namespace kiosk::desk
