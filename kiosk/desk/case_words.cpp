#include "kiosk/desk/case_words.h"

#include <array>

#include "kiosk/base/utf8.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {
namespace {

constexpr std::size_t kSubjectCodePoints = 44;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kIcons = {
    {{"cleanliness", "waste"},
     {"lighting", "street-light"},
     {"roads", "road"},
     {"water", "water"},
     {"gardens", "tree"},
     {"building", "construction"},
     {"markets", "market"},
     {"noise", "noise"},
     {"other", "other"}}};

Markup tag(std::string_view look, std::string_view picture, std::string_view words) {
  Markup out;
  out << "<span class=\"tag " << look << "\">" << icon(picture) << words << "</span>";
  return out;
}

}  // namespace

std::string_view category_icon(std::string_view slug) {
  for (const auto& [category, name] : kIcons) {
    if (category == slug) return name;
  }
  return "other";
}

std::string_view kind_words(const View& view, complaint::Kind kind) {
  switch (kind) {
    case complaint::Kind::complaint:
      return view.say("شكاية", "Réclamation");
    case complaint::Kind::observation:
      return view.say("ملاحظة", "Observation");
    case complaint::Kind::suggestion:
      return view.say("اقتراح", "Suggestion");
  }
  return {};
}

Markup deadline_tag(const View& view, const Case& entry) {
  if (entry.answered_at && !entry.is_open()) {
    const int days = days_between(entry.received_at, *entry.answered_at);
    return tag("done", "check", answered_in(days, view.language));
  }
  if (view.now > entry.deadline_at) {
    const int days = std::max(1, days_between(entry.deadline_at, view.now));
    return tag("late", "error", days_late(days, view.language));
  }
  const int days = days_between(view.now, entry.deadline_at);
  const bool soon = days <= kSoonDays;
  return tag(soon ? "soon" : "plain", soon ? "warning" : "clock", days_left(days, view.language));
}

std::string subject_of(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  std::size_t last_blank = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const base::Decoded next = base::decode_utf8(text, at);
    const bool blank = next.code_point <= 0x20;
    if (blank) last_blank = out.size();
    if (count == kSubjectCodePoints) return out.substr(0, last_blank > 0 ? last_blank : out.size()) + "…";
    out.append(blank ? " " : text.substr(at, next.size_bytes));
    at += next.size_bytes;
  }
  return out;
}

}  // namespace kiosk::desk
