#include "kiosk/text/decode.h"

#include <numeric>

#include "kiosk/base/utf8.h"

namespace kiosk::text {
namespace {

// One to three bytes of plain valid UTF-8, which nearly everything is; 0 for anything else.
inline std::size_t decode_plain(const unsigned char* at, std::size_t left, char32_t& out) {
  if (at[0] < 0x80) {
    out = at[0];
    return 1;
  }
  if (at[0] >= 0xC2 && at[0] < 0xE0 && left >= 2 && (at[1] & 0xC0U) == 0x80) {
    out = (at[0] & 0x1FU) << 6 | (at[1] & 0x3FU);
    return 2;
  }
  if (at[0] >= 0xE1 && at[0] < 0xED && left >= 3 && (at[1] & 0xC0U) == 0x80 && (at[2] & 0xC0U) == 0x80) {
    out = (at[0] & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
    return 3;
  }
  return 0;
}

}  // namespace

void decode(std::string_view text, PropertyTable& table, DecodedText& out) {
  const std::size_t most = text.size();
  out.code_points.resize(most);
  out.offsets.resize(most + 1);
  out.properties.resize(most);
  out.units.clear();
  out.unit_points.clear();
  out.repaired.clear();
  std::size_t count = 0;
  bool valid = true;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = 0;
    std::size_t size = decode_plain(reinterpret_cast<const unsigned char*>(text.data()) + at, most - at, c);
    bool good = size > 0;
    if (!good) {
      const base::Decoded decoded = base::decode_utf8(text, at);
      c = decoded.code_point;
      size = decoded.size_bytes;
      good = decoded.valid;
    }
    if (!good && valid) {
      valid = false;
      out.repaired.assign(text.substr(0, at));
    }
    out.code_points[count] = c;
    out.offsets[count] = static_cast<std::uint32_t>(valid ? at : out.repaired.size());
    out.properties[count] = table.of(c);
    if (!valid) base::append_utf8(out.repaired, c);
    ++count;
    at += size;
  }
  out.bytes = valid ? text : std::string_view(out.repaired);
  out.code_points.resize(count);
  out.offsets.resize(count + 1);
  out.offsets[count] = static_cast<std::uint32_t>(out.bytes.size());
  out.properties.resize(count);
}

void make_units(DecodedText& text) {
  text.units.clear();
  text.unit_points.clear();
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const char32_t c = text.code_points[i];
    if (c < 0x10000) {
      text.units.push_back(static_cast<char16_t>(c));
      if (!text.unit_points.empty()) text.unit_points.push_back(i);
      continue;
    }
    if (text.unit_points.empty()) {
      text.unit_points.resize(i);
      std::iota(text.unit_points.begin(), text.unit_points.end(), 0U);
    }
    text.unit_points.insert(text.unit_points.end(), 2, i);
    text.units.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
    text.units.push_back(static_cast<char16_t>(0xDC00 + (c & 0x3FF)));
  }
  if (!text.unit_points.empty()) text.unit_points.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace kiosk::text
