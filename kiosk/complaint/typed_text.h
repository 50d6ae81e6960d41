#pragma once
// What people type, made safe without changing what they said. Input and output are UTF-8; everything typed
// is kept in strings that wipe themselves. Pure functions, any thread.

#include <optional>
#include <string_view>

#include "kiosk/base/secret_string.h"

namespace kiosk::complaint {

// Characters that turn the direction of text around them (U+202A..U+202E) are taken out; isolates
// (U+2066..U+2069) stay where they pair up inside a paragraph: an unpaired end is taken out, a missing end is
// added. Every other byte stays as typed.
base::SecretString without_bidi_tricks(std::string_view typed);

// Arabic-Indic (U+0660..) and extended Arabic-Indic (U+06F0..) digits become 0..9; no-break spaces become
// spaces; invisible direction marks go.
base::SecretString western_digits(std::string_view typed);

// Letters as a citizen counts them: code points that are not blanks, tatweel or marks on a letter.
std::size_t count_letters(std::string_view text);

// "0612345678" from "06 12-34.56 78", "+212 6...", "00212 6..." or Arabic-Indic digits; nothing if there is
// anything else among the digits. Length and prefix are the caller's to judge.
std::optional<base::SecretString> national_number(std::string_view typed);

}  // namespace kiosk::complaint
