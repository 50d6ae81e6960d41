#include "kiosk/main/check_wording.h"

#include <cstdlib>

#include "kiosk/base/utf8.h"
#include "kiosk/main/share_folder.h"

namespace kiosk::main {
namespace {

// A number in front of its word keeps its place; the isolates that strings put around it would be seen as
// boxes on some terminals.
std::string without_isolates(std::string text) {
  for (const std::string_view mark : {base::kFirstStrongIsolate, base::kPopIsolate}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.erase(at, mark.size());
  }
  return text;
}

}  // namespace

base::Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    return base::parse_language(locale.substr(0, locale.find_first_of("_.@"))).value_or(base::Language::en);
  }
  return base::Language::en;
}

app::Strings load_check_strings() { return app::Strings(share_folder() / "locale/check"); }

content::Wording wording_of(base::Language language, const app::Strings& strings) {
  if (language == base::Language::en) return content::english_wording();
  return {[language, &strings](const char* words) { return strings.get(language, words); },
          [language, &strings](const char* one, const char* many, std::int64_t n) {
            return without_isolates(strings.count(language, one, many, n));
          },
          language == base::Language::ar};
}

}  // namespace kiosk::main
