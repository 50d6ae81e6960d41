#include "kiosk/desk/html.h"

namespace kiosk::desk {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        const bool allowed = (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t' || c == '\r';
        if (allowed) {
          out.push_back(c);
        } else {
          out += "\uFFFD";
        }
      }
    }
  }
  return out;
}

}  // namespace kiosk::desk
