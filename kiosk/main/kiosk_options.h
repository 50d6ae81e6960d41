#pragma once
// What the kiosk is started with: the command line, and its configuration file.
//
//   STATE/kiosk.json (or --config FILE, for what is said there too), an object of
//
//     "kiosk":"K-01", "desk":"http://...", "name":{"ar":...,"fr":...,"en":...}
//     "panel":{"width_mm":398,      of the lit area as mounted: all touch distances follow from it
//              "foot_mm":700}       its lower edge above the floor, which low reach follows
//     "rotate":0                    clockwise turn of the picture, as --rotate
//     "reduced_motion":false        fades instead of movements
//     "content":"https://..."       folder of a publication that content is fetched from
//     "groups":["lobby"]            that packs may be made for (main/device.h)
//     "stick":"incoming"            folder that stands in for the USB stick, from STATE if not absolute
//     "usb":"/run/kiosk-stick.socket"  the root helper's socket; without it no stick is looked for
//
// Members that are not known are left alone. The command line wins over the file.

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "kiosk/base/language.h"
#include "kiosk/base/result.h"
#include "kiosk/base/time.h"
#include "kiosk/ui/interface.h"
#include "platform/display/window.h"

namespace kiosk::main {

struct KioskOptions {
  std::filesystem::path state;  // empty only with a preview, which then makes a folder of its own
  platform::display::WindowOptions window;
  base::Language language = base::Language::ar;
  std::string desk;  // empty: the configuration's
  std::string id = "K-00";
  std::map<base::Language, std::string> name;
  float panel_width_mm = 0;  // 0: not said
  float panel_foot_mm = ui::Panel{}.foot_mm;
  bool reduced_motion = false;
  std::filesystem::path stick;
  std::filesystem::path stick_helper;  // empty: sticks are not looked for
  std::string content;  // where content is fetched from, without a slash at its end; empty: nowhere
  bool robot = false;
  bool check_content = false;     // look at the installed content, say what is wrong with it, and end
  std::filesystem::path preview;  // sources to show instead of what is installed; empty: none
  std::optional<std::chrono::sys_days> day;  // that a preview shows; none: today
};

enum class OptionsError { bad_config };
std::string_view name_of(OptionsError);

// The program's options from the command line; on a wrong call or --help the exit code instead.
struct ParsedOptions {
  std::optional<KioskOptions> options;
  int exit_code = 0;
};
ParsedOptions parse_command_line(int argc, char** argv);

}  // namespace kiosk::main
