#include "kiosk/desk/view.h"

#include <array>

#include "kiosk/crypto/hash.h"
#include "kiosk/desk/assets.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

using base::Language;
using complaint::CaseState;

// Changes with the files, so that browsers may keep them for long.
const std::string& asset_version() {
  static const std::string version = [] {
    crypto::Hasher hasher;
    for (const char* name : {"desk.css", "desk.js", "icons.svg", "frieze.svg", "plan.svg"}) {
      hasher.add(base::as_bytes(asset_text(name)));
    }
    return hasher.finish().text().substr(0, 12);
  }();
  return version;
}

Markup language_switch(const View& view) {
  Markup out;
  const bool arabic = view.language == Language::ar;
  out << "<a class=\"language\" href=\"" << view.path << "?" << view.query << (view.query.empty() ? "" : "&")
      << "lang=" << (arabic ? "fr" : "ar") << "\" lang=\"" << (arabic ? "fr" : "ar") << "\">" << icon("flag")
      << (arabic ? "Français" : "العربية") << "</a>";
  return out;
}

// A room of the desk: its address, and who may enter.
struct Room {
  std::string_view path, picture, ar, fr;
  std::optional<Right> right;
};
constexpr std::array kRooms = {
    Room{"/cases", "inbox", "الوارد", "Reçues", Right::list_cases},
    Room{"/mine", "track", "ملفاتي", "Mes dossiers", Right::work_on_cases},
    Room{"/dashboard", "chart", "لوحة القيادة", "Tableau de bord", Right::read_dashboard},
    Room{"/kiosks", "kiosk", "الشاشات", "Bornes", Right::read_dashboard},
    Room{"/users", "users", "المستخدمون", "Utilisateurs", Right::manage_users},
    Room{"/settings", "settings", "الإعدادات", "Réglages", Right::change_settings},
    Room{"/audit", "audit", "سجل الأعمال", "Journal", Right::read_audit},
    Room{"/account", "lock", "حسابي", "Mon compte", std::nullopt}};

Markup room_link(const View& view, const Room& room) {
  Markup out;
  out << "<a href=\"" << room.path << "\"" << (view.path == room.path ? " aria-current=page" : "") << ">"
      << icon(room.picture) << view.say(room.ar, room.fr);
  const std::optional<std::int64_t> count = room.path == "/cases"  ? view.open_cases
                                            : room.path == "/mine" ? view.my_cases
                                                                   : std::nullopt;
  if (count) out << "<span class=\"count\">" << *count << "</span>";
  out << "</a>";
  return out;
}

Markup side_bar(const View& view) {
  Markup out;
  out << "<header class=\"side no-print\"><div class=\"brand\">" << icon("gate") << "<div><strong>"
      << view.say("خلية الشكايات", "Cellule des réclamations") << "</strong>"
      << view.say("جماعة سلا", "Commune de Salé") << "</div></div><nav aria-label=\""
      << view.say("الأبواب", "Rubriques") << "\">";
  for (const Room& room : kRooms) {
    if (!room.right || view.may(*room.right)) out << room_link(view, room);
  }
  out << language_switch(view) << "</nav><div class=\"foot\"><div class=\"who\"><i class=\"face\">"
      << icon("user") << "</i><div><strong><bdi>" << view.user << "</bdi></strong><div>"
      << role_words(view, view.role) << "</div></div></div><form method=\"post\" action=\"/sign-out\">"
      << token_field(view) << "<button>" << icon("logout") << view.say("خروج", "Se déconnecter")
      << "</button></form></div><div class=\"frieze\"></div></header>";
  return out;
}

Markup done_note(const View& view) {
  Markup out;
  if (!view.done.empty())
    out << "<p role=\"status\" class=\"message good no-print\">" << icon("check-circle") << view.done
        << "</p>";
  return out;
}

base::HttpHeaders page_headers() {
  return {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}};
}

}  // namespace

std::string_view state_icon(CaseState state) {
  switch (state) {
    case CaseState::received:
      return "star8";
    case CaseState::in_progress:
      return "hourglass";
    case CaseState::waiting_service:
      return "clock";
    case CaseState::answered:
      return "reply";
    case CaseState::closed:
      return "check";
  }
  return "star8";
}

std::string_view state_words(const View& view, CaseState state) {
  switch (state) {
    case CaseState::received:
      return view.say("جديدة", "Nouvelle");
    case CaseState::in_progress:
      return view.say("قيد المعالجة", "En cours");
    case CaseState::waiting_service:
      return view.say("تنتظر جواب المصلحة", "Attend le service");
    case CaseState::answered:
      return view.say("تمت الإجابة", "Répondue");
    case CaseState::closed:
      return view.say("أُغلقت", "Clôturée");
  }
  return {};
}

std::string asset_address(std::string_view name) {
  return base::cat("/assets/", name, "?v=", asset_version());
}

Markup icon(std::string_view name) {
  Markup out;
  out << "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"" << asset_address("icons.svg") << "#" << name
      << "\"/></svg>";
  return out;
}

Markup state_tag(const View& view, CaseState state) {
  Markup out;
  out << "<span class=\"tag " << complaint::slug_of(state) << "\">" << icon(state_icon(state))
      << state_words(view, state) << "</span>";
  return out;
}

Markup token_field(const View& view) {
  Markup out;
  out << "<input type=\"hidden\" name=\"token\" value=\"" << view.form_token << "\">";
  return out;
}

Markup author_field(const View& view) {
  Markup out;
  out << "<input type=\"hidden\" name=\"author\" value=\"" << view.user << "\">";
  return out;
}

Markup day_field(std::string_view name, std::string_view label,
                 const std::optional<std::chrono::sys_days>& day) {
  Markup out;
  out << "<label>" << label << " <input type=\"date\" name=\"" << name << "\" value=\""
      << (day ? day_text(*day) : std::string()) << "\"></label>";
  return out;
}

Markup button_link(std::string_view address, std::string_view picture, std::string_view words) {
  Markup out;
  out << "<a class=\"button\" href=\"" << address << "\">" << icon(picture) << words << "</a>";
  return out;
}

std::string_view role_words(const View& view, Role role) {
  switch (role) {
    case Role::agent:
      return view.say("موظف الخلية", "Agent");
    case Role::supervisor:
      return view.say("مشرف", "Superviseur");
    case Role::administrator:
      return view.say("مدير النظام", "Administrateur");
    case Role::auditor:
      return view.say("مدقق", "Auditeur");
  }
  return {};
}

base::HttpResponse page_response(const View& view, int status, std::string_view title,
                                 const Markup& content) {
  const bool arabic = view.language == Language::ar;
  const bool alone = view.user.empty();
  Markup out;
  out << "<!doctype html><html lang=\"" << (arabic ? "ar" : "fr") << "\" dir=\"" << (arabic ? "rtl" : "ltr")
      << "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
      << title << " · " << view.say("خلية الشكايات، جماعة سلا", "Cellule des réclamations, Salé")
      << "</title><link rel=\"icon\" href=\"" << asset_address("frieze.svg")
      << "\"><link rel=\"stylesheet\" href=\"" << asset_address("desk.css") << "\"><script src=\""
      << asset_address("desk.js") << "\" defer></script></head><body class=\"" << (alone ? "alone" : "desk")
      << "\"><a class=\"skip\" href=\"#main\">" << view.say("إلى المحتوى", "Aller au contenu") << "</a>";
  if (!alone) out << side_bar(view);
  out << "<main id=\"main\">" << (alone ? Markup() : done_note(view)) << content << "</main></body></html>";
  return {status, page_headers(), base::to_bytes(out.str())};
}

base::HttpResponse redirect_to(std::string_view path) {
  base::HttpHeaders headers = page_headers();
  headers.emplace_back("Location", path);
  return {303, std::move(headers), {}};
}

base::HttpResponse message_page(const View& view, int status, std::string_view title,
                                std::string_view sentence) {
  Markup content;
  content << "<div class=\"card empty\"><h1>" << title << "</h1><p>" << sentence << "</p><p><a href=\"/\">"
          << view.say("العودة إلى البداية", "Retour à l'accueil") << "</a></p></div>";
  return page_response(view, status, title, content);
}

}  // namespace kiosk::desk
