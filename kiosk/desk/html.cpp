#include "kiosk/desk/html.h"

namespace kiosk::desk {

namespace {

// U+202A ... U+202E, which turn the direction of what stands around them: E2 80 AA ... E2 80 AE.
bool is_bidi_override(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xE2\x80" && at + 2 < text.size() && text[at + 2] >= '\xAA' &&
         text[at + 2] <= '\xAE';
}

// U+FFFE and U+FFFF, EF BF BE and EF BF BF: no characters of XML 1.0.
bool is_no_character(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xEF\xBF" && at + 2 < text.size() && text[at + 2] >= '\xBE' &&
         text[at + 2] <= '\xBF';
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_bidi_override(text, at) || is_no_character(text, at)) {
      out += "\uFFFD";
      at += 2;
      continue;
    }
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
