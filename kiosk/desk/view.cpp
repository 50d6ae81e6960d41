#include "kiosk/desk/view.h"

#include "kiosk/crypto/hash.h"
#include "kiosk/desk/assets.h"

namespace kiosk::desk {
namespace {

using base::Language;
using complaint::CaseState;

// Changes with the files, so that browsers may keep them for long.
const std::string& asset_version() {
  static const std::string version = [] {
    crypto::Hasher hasher;
    for (const char* name : {"desk.css", "desk.js", "icons.svg", "frieze.svg"}) {
      hasher.add(base::as_bytes(asset_text(name)));
    }
    return hasher.finish().text().substr(0, 12);
  }();
  return version;
}

std::string_view icon_of(CaseState state) {
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

Markup language_switch(const View& view) {
  Markup out;
  const bool arabic = view.language == Language::ar;
  out << "<a class=\"language\" href=\"" << view.path << "?" << view.query << (view.query.empty() ? "" : "&")
      << "lang=" << (arabic ? "fr" : "ar") << "\" lang=\"" << (arabic ? "fr" : "ar") << "\">" << icon("flag")
      << (arabic ? "Français" : "العربية") << "</a>";
  return out;
}

Markup side_bar(const View& view) {
  Markup out;
  out << "<header class=\"side no-print\"><div class=\"brand\">" << icon("gate") << "<div><strong>"
      << view.say("خلية الشكايات", "Cellule des réclamations") << "</strong>"
      << view.say("جماعة سلا", "Commune de Salé") << "</div></div><nav aria-label=\""
      << view.say("الأبواب", "Rubriques") << "\"><a href=\"/cases\""
      << (view.path == "/cases" ? " aria-current=page" : "") << ">" << icon("inbox")
      << view.say("الوارد", "Reçues");
  if (view.open_cases) out << "<span class=\"count\">" << *view.open_cases << "</span>";
  out << "</a>" << language_switch(view) << "</nav><div class=\"foot\"><div class=\"who\">" << icon("user")
      << "<bdi>" << view.user << "</bdi></div><form method=\"post\" action=\"/sign-out\">"
      << token_field(view) << "<button>" << icon("logout") << view.say("خروج", "Se déconnecter")
      << "</button></form></div><div class=\"frieze\"></div></header>";
  return out;
}

base::HttpHeaders page_headers() {
  return {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}};
}

}  // namespace

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

Markup icon(std::string_view name) {
  Markup out;
  out << "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/assets/icons.svg?v=" << asset_version() << "#"
      << name << "\"/></svg>";
  return out;
}

Markup state_tag(const View& view, CaseState state) {
  Markup out;
  out << "<span class=\"tag " << complaint::slug_of(state) << "\">" << icon(icon_of(state))
      << state_words(view, state) << "</span>";
  return out;
}

Markup token_field(const View& view) {
  Markup out;
  out << "<input type=\"hidden\" name=\"token\" value=\"" << view.form_token << "\">";
  return out;
}

base::HttpResponse page_response(const View& view, int status, std::string_view title,
                                 const Markup& content) {
  const bool arabic = view.language == Language::ar;
  const bool alone = view.user.empty();
  Markup out;
  out << "<!doctype html><html lang=\"" << (arabic ? "ar" : "fr") << "\" dir=\"" << (arabic ? "rtl" : "ltr")
      << "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
      << title << " · " << view.say("خلية الشكايات، جماعة سلا", "Cellule des réclamations, Salé")
      << "</title><link rel=\"icon\" href=\"/assets/frieze.svg?v=" << asset_version()
      << "\"><link rel=\"stylesheet\" href=\"/assets/desk.css?v=" << asset_version()
      << "\"><script src=\"/assets/desk.js?v=" << asset_version() << "\" defer></script></head><body class=\""
      << (alone ? "alone" : "desk") << "\"><a class=\"skip\" href=\"#main\">"
      << view.say("إلى المحتوى", "Aller au contenu") << "</a>";
  if (!alone) out << side_bar(view);
  out << "<main id=\"main\">" << content << "</main></body></html>";
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
  content << "<div class=\"card empty\"><h1>" << title << "</h1><p>" << sentence
          << "</p><p><a href=\"/cases\">" << view.say("العودة إلى الوارد", "Retour à la liste")
          << "</a></p></div>";
  return page_response(view, status, title, content);
}

}  // namespace kiosk::desk
