// What a browser or an attacker sends as target, form and cookie, and the markup made of it.

#include <cstdlib>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kiosk;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const base::Result<desk::Form> form = desk::Form::parse(text);
  if (form && !base::is_valid_utf8(form->value("a"))) abort();
  static_cast<void>(desk::parse_target(text).ok());
  static_cast<void>(desk::cookie_value({{"Cookie", std::string(text)}}, "a"));
  static_cast<void>(desk::CaseNumber::parse(text).has_value());
  if (desk::escaped(text).find_first_of("<>\"'") != std::string::npos) abort();
  const base::Result<desk::Form> back = desk::Form::parse("a=" + desk::percent_encoded(text));
  if (base::is_valid_utf8(text) && (!back || back->value("a") != text)) abort();
  static_cast<void>(complaint::national_number(text).has_value());
  if (!base::is_valid_utf8(text)) return 0;
  const base::SecretString clean = complaint::without_bidi_tricks(text);
  if (!(complaint::without_bidi_tricks(clean.view()) == clean)) abort();
  return 0;
}
