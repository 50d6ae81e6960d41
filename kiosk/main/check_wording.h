#pragma once
// In which language `pack check` and the preview speak to a clerk, and the words of it: assets/locale/check,
// read once. English needs no catalogue.

#include "kiosk/app/strings.h"
#include "kiosk/content/message.h"

namespace kiosk::main {

// Of LC_ALL, LC_MESSAGES and LANG the first that is set, if it names Arabic or French; else English.
base::Language language_of_environment();

// Its catalogues, for wording_of().
app::Strings load_check_strings();

// `strings` must outlive it.
content::Wording wording_of(base::Language language, const app::Strings& strings);

}  // namespace kiosk::main
