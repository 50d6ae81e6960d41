#pragma once
// What a list of cases is called and what it was filtered by, in words: for its page, its export and its paper.

#include "kiosk/desk/inbox_query.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

std::string_view show_words(const View& view, Show show);
// "Late · Roads · from 3 October 2026": plain text, with the year.
std::string filters_in_words(const View& view, const InboxQuery& query);

// For plain text, where no markup keeps directions apart. From left to right, whatever runs around it.
std::string ltr(std::string_view text);
// In its own direction.
std::string apart(std::string_view text);

// As `now` of dates.h: the year is always told.
constexpr base::Timestamp kAnotherYear{};
std::string full_day(const View& view, base::Timestamp time);

}  // namespace kiosk::desk
