#include "kiosk/main/check_options.h"

#include <memory>

#include "kiosk/base/log.h"
#include "kiosk/base/time.h"
#include "kiosk/main/share_folder.h"
#include "kiosk/text/font_set.h"

namespace kiosk::main {

std::optional<content::Day> known_today() {
  const content::Day today = base::local_day(base::wall_now());
  return today < base::kProgramDay ? std::nullopt : std::optional(today);
}

content::CheckOptions check_options() {
  content::CheckOptions options;
  options.today = known_today();
  base::Result<text::FontSet> fonts = text::FontSet::open(share_folder() / "fonts");
  if (fonts) {
    const auto opened = std::make_shared<text::FontSet>(std::move(fonts).value());
    options.can_be_shown = [opened](char32_t c) { return opened->covers(c); };
  } else {
    KIOSK_LOG(warning, "check.no-fonts", {"reason", fonts.error().sentence()});
  }
  return options;
}

}  // namespace kiosk::main
