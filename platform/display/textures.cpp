#include "platform/display/textures.h"

#include <algorithm>
#include <cstring>

#include "kiosk/base/check.h"
#include "platform/display/spans.h"

namespace platform::display {

using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;

namespace {

std::size_t words_a_row(const Texture& texture) {
  return (static_cast<std::size_t>(texture.width) + 63) / 64;
}

}  // namespace

TextureId TextureStore::create(TextureFormat format, int width, int height) {
  const std::size_t size = format == TextureFormat::grey ? 1 : 4;
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return add({format, width, height, false, std::vector<std::uint8_t>(count * size)});
}

TextureId TextureStore::create_from(kiosk::ui::Image image) {
  Texture texture{TextureFormat::colour, image.width, image.height, false, std::move(image.pixels)};
  std::uint8_t* bytes = texture.bytes.data();
  const auto count = static_cast<int>(texture.bytes.size() / 4);
  texture.is_opaque = spans::to_texels(reinterpret_cast<std::uint32_t*>(bytes), bytes, count);
  return add(std::move(texture));
}

TextureId TextureStore::add(Texture texture) {
  textures_.emplace(++last_, Kept{std::move(texture), false, {}, 0, 0});
  return last_;
}

void TextureStore::update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                          int pitch) {
  const auto found = textures_.find(id);
  KIOSK_ASSERT(found != textures_.end());
  Kept& kept = found->second;
  Texture& texture = kept.texture;
  KIOSK_ASSERT(x >= 0 && y >= 0 && x + width <= texture.width && y + height <= texture.height);
  const bool is_grey = texture.format == TextureFormat::grey;
  const std::size_t size = is_grey ? 1 : 4;
  bool all_opaque = true;
  row_.resize(static_cast<std::size_t>(width));
  for (int line = 0; line < height; ++line) {
    const void* from = pixels + static_cast<std::ptrdiff_t>(line) * pitch;
    std::uint8_t* to = texture.bytes.data() + (texture.place(y + line) + static_cast<std::size_t>(x)) * size;
    if (!is_grey) {
      all_opaque &= spans::to_texels(row_.data(), static_cast<const std::uint8_t*>(from), width);
      from = row_.data();
    }
    if (kept.is_shown) mark_changes(kept, x, y + line, to, from, width);
    std::memcpy(to, from, static_cast<std::size_t>(width) * size);
  }
  const bool is_whole = width == texture.width && height == texture.height;
  texture.is_opaque = !is_grey && all_opaque && (is_whole || texture.is_opaque);
  has_changes_ |= kept.changed_top < kept.changed_bottom;
}

void TextureStore::mark_changes(Kept& kept, int x, int y, const void* before, const void* after, int width) {
  const bool is_grey = kept.texture.format == TextureFormat::grey;
  const std::size_t size = is_grey ? 1 : sizeof(std::uint32_t);
  if (std::memcmp(before, after, static_cast<std::size_t>(width) * size) == 0) return;
  const std::size_t words = words_a_row(kept.texture);
  if (kept.changed.empty()) kept.changed.resize(words * static_cast<std::size_t>(kept.texture.height));
  std::uint64_t* bits = kept.changed.data() + static_cast<std::size_t>(y) * words;
  const auto* old_bytes = static_cast<const std::uint8_t*>(before);
  const auto* new_bytes = static_cast<const std::uint8_t*>(after);
  for (int i = 0; i < width; ++i) {
    const std::size_t at = static_cast<std::size_t>(i) * size;
    if (std::memcmp(old_bytes + at, new_bytes + at, size) == 0) continue;
    const auto column = static_cast<std::size_t>(x + i);
    bits[column / 64] |= std::uint64_t{1} << (column % 64);
  }
  const bool is_first = kept.changed_top >= kept.changed_bottom;
  kept.changed_top = is_first ? y : std::min(kept.changed_top, y);
  kept.changed_bottom = is_first ? y + 1 : std::max(kept.changed_bottom, y + 1);
}

void TextureStore::destroy(TextureId id) { textures_.erase(id); }

const Texture* TextureStore::find(TextureId id) const {
  const auto found = textures_.find(id);
  return found == textures_.end() ? nullptr : &found->second.texture;
}

bool TextureStore::is_changed(TextureId id, const Area& texels) const {
  const auto found = textures_.find(id);
  if (found == textures_.end()) return true;  // it shows nothing any more
  const Kept& kept = found->second;
  const Area part = common(texels, {0, kept.changed_top, kept.texture.width, kept.changed_bottom});
  if (part.is_empty()) return false;
  const std::size_t words = words_a_row(kept.texture);
  const auto first = static_cast<std::size_t>(part.left), last = static_cast<std::size_t>(part.right - 1);
  for (int y = part.top; y < part.bottom; ++y) {
    const std::uint64_t* bits = kept.changed.data() + static_cast<std::size_t>(y) * words;
    for (std::size_t word = first / 64; word <= last / 64; ++word) {
      std::uint64_t mask = ~std::uint64_t{0};
      if (word == first / 64) mask &= ~std::uint64_t{0} << (first % 64);
      if (word == last / 64) mask &= ~std::uint64_t{0} >> (63 - last % 64);
      if ((bits[word] & mask) != 0) return true;
    }
  }
  return false;
}

void TextureStore::pictures_are_shown() {
  for (auto& [id, kept] : textures_) {
    kept.is_shown = true;
    if (kept.changed_top >= kept.changed_bottom) continue;
    const std::size_t words = words_a_row(kept.texture);
    const auto from = kept.changed.begin() +
                      static_cast<std::ptrdiff_t>(static_cast<std::size_t>(kept.changed_top) * words);
    const auto to = kept.changed.begin() +
                    static_cast<std::ptrdiff_t>(static_cast<std::size_t>(kept.changed_bottom) * words);
    std::fill(from, to, 0);
    kept.changed_top = kept.changed_bottom = 0;
  }
  has_changes_ = false;
}

}  // namespace platform::display
