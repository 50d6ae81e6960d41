#pragma once
// Small pieces that the inbox and the page of a case share.

#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr int kSoonDays = 3;  // a deadline this near is marked

std::string_view category_icon(std::string_view slug);
std::string_view kind_words(const View& view, complaint::Kind kind);
// Of a case, with the list its reader came from, if any.
std::string case_address(const CaseNumber& number, std::string_view list);
// Where a complaint came from, short: "K-01", "Open311".
Markup source_words(const complaint::KioskId& kiosk);
Markup deadline_tag(const View& view, const Case& entry);
// What a clerk makes of a case, short enough for a button: "close".
std::string_view deed_words(const View& view, complaint::CaseState state);
// "ar" or "fr", whichever script most of the text is in; a text in neither has the language of its screen.
std::string_view written_language(std::string_view text, base::Language screen);
// Why a change was refused, in one sentence for the clerk who wrote it.
std::string refusal_words(const View& view, ChangeError reason, const Change& change);
// What was done, as the history says it.
std::string event_words(const View& view, const Change& change);
// Why what the citizen wrote is not shown.
std::string_view no_letter_words(const View& view, const Case& entry);
std::string masked(std::string_view phone);  // "06 •• •• •• 78"
// The first words of a text on one line, whole words if it has any.
std::string subject_of(std::string_view text);

}  // namespace kiosk::desk
