#include "kiosk/desk/kiosk_words.h"

#include "kiosk/complaint/outbox.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

void add_queue(const View& view, const KioskHealth& health, KioskLook& look) {
  if (health.queued > 0) look.words << view.say("، تنتظر: ", ", en attente : ") << health.queued;
  if (health.failed > 0) look.words << view.say("، معزولة: ", ", mises de côté : ") << health.failed;
  if (health.fill_percent < complaint::kFillNotePercent) return;
  const bool late = health.fill_percent >= complaint::kFillWarnPercent;
  if (late) look.picture = "warning", look.look = "is-error";
  look.words << (late ? view.say("، تكاد تمتلئ: ", ", presque pleine : ")
                      : view.say("، امتلأت: ", ", remplie à "))
             << "<bdi class=\"ltr\">" << health.fill_percent << "%</bdi>";
}

}  // namespace

KioskLook look_of(const View& view, const KioskRow& kiosk) {
  KioskLook look{"is-ok", "check-circle", {}};
  if (!kiosk.health) {
    look.look = "is-warn";
    look.picture = "warning";
    look.words << view.say("لم تتصل بعد", "jamais vue");
    return look;
  }
  if (view.now - kiosk.health->seen_at > kKioskSilentAfter) {
    look.look = "is-error";
    look.picture = "offline";
    look.words << view.say("مقطوعة منذ ", "coupée depuis le ")
               << day_month_and_time(kiosk.health->seen_at, view.now, view.language);
  } else {
    if (kiosk.health->queued + kiosk.health->failed > 0) look.picture = "warning", look.look = "is-warn";
    look.words << view.say("آخر اتصال ", "vue à ") << clock_time(kiosk.health->seen_at);
  }
  add_queue(view, *kiosk.health, look);
  return look;
}

bool is_well(const View& view, const KioskRow& kiosk) { return look_of(view, kiosk).look == "is-ok"; }

Markup kiosk_card(const View& view, const KioskRow& kiosk) {
  const KioskLook look = look_of(view, kiosk);
  Markup out;
  out << "<div class=\"card\">" << icon("kiosk") << "<div><strong><bdi>" << kiosk.name
      << "</bdi> <bdi class=\"ltr\">" << kiosk.id.text() << "</bdi></strong><div class=\"small " << look.look
      << "\">" << look.words << "</div></div><span class=\"state " << look.look << "\">" << icon(look.picture)
      << "</span></div>";
  return out;
}

}  // namespace kiosk::desk
