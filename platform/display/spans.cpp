#include "platform/display/spans.h"

#include <cstring>

#include "platform/display/blend.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace platform::display::spans {

namespace plain {

void fill(std::uint32_t* row, int count, std::uint32_t colour) {
  for (int i = 0; i < count; ++i) row[i] = colour;
}

void blend_flat(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha) {
  for (int i = 0; i < count; ++i) row[i] = blend(row[i], over, alpha);
}

void blend_grey(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha,
                const std::uint8_t* coverage) {
  for (int i = 0; i < count; ++i) {
    const std::uint32_t cover = divide_255(coverage[i] * alpha);
    if (cover != 0) row[i] = blend(row[i], over, cover);
  }
}

void blend_colour(std::uint32_t* row, int count, std::uint32_t alpha, const std::uint32_t* texels) {
  for (int i = 0; i < count; ++i) {
    const std::uint32_t cover = divide_255((texels[i] >> 24) * alpha);
    if (cover != 0) row[i] = blend(row[i], texels[i], cover);
  }
}

bool to_texels(std::uint32_t* texels, const std::uint8_t* rgba, int count) {
  std::uint32_t alphas = 0xFF000000U;
  for (int i = 0; i < count; ++i) {
    std::uint32_t texel = 0;
    std::memcpy(&texel, rgba + static_cast<std::ptrdiff_t>(i) * 4, sizeof texel);
    alphas &= texel;
    texels[i] = (texel & 0xFF00FF00U) | (texel & 0xFFU) << 16 | (texel >> 16 & 0xFFU);
  }
  return alphas >> 24 == 0xFF;
}

}  // namespace plain

#ifdef __SSE2__

namespace {

constexpr int kStep = 4;  // pixels in a register

__m128i load(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
void store(std::uint32_t* to, __m128i pixels) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), pixels); }

__m128i opaque(__m128i pixels) { return _mm_or_si128(pixels, _mm_set1_epi32(static_cast<int>(0xFF000000U))); }

// divide_255() of eight numbers.
__m128i divide_255_of(__m128i x) {
  const __m128i half = _mm_add_epi16(x, _mm_set1_epi16(128));
  return _mm_srli_epi16(_mm_add_epi16(half, _mm_srli_epi16(half, 8)), 8);
}

// Two pixels' channels in 16 bits each: over * alpha + under * (255 - alpha), divided.
__m128i mix(__m128i under, __m128i over, __m128i alpha) {
  const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(255), alpha);
  return divide_255_of(_mm_add_epi16(_mm_mullo_epi16(over, alpha), _mm_mullo_epi16(under, rest)));
}

// `alphas`: a byte for each of the four pixels, in its lowest byte or all of them.
__m128i blend_4(__m128i under, __m128i over_low, __m128i over_high, __m128i alpha_low, __m128i alpha_high) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i low = mix(_mm_unpacklo_epi8(under, zero), over_low, alpha_low);
  const __m128i high = mix(_mm_unpackhi_epi8(under, zero), over_high, alpha_high);
  return opaque(_mm_packus_epi16(low, high));
}

__m128i channels_twice(std::uint32_t colour) {
  return _mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(colour)), _mm_setzero_si128());
}

}  // namespace

void fill(std::uint32_t* row, int count, std::uint32_t colour) {
  const __m128i wide = _mm_set1_epi32(static_cast<int>(colour));
  int i = 0;
  for (; i + kStep <= count; i += kStep) store(row + i, wide);
  plain::fill(row + i, count - i, colour);
}

void blend_flat(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha) {
  const __m128i part = _mm_mullo_epi16(channels_twice(over), _mm_set1_epi16(static_cast<short>(alpha)));
  const __m128i rest = _mm_set1_epi16(static_cast<short>(255 - alpha));
  const __m128i zero = _mm_setzero_si128();
  int i = 0;
  for (; i + kStep <= count; i += kStep) {
    const __m128i under = load(row + i);
    const __m128i low = _mm_add_epi16(part, _mm_mullo_epi16(_mm_unpacklo_epi8(under, zero), rest));
    const __m128i high = _mm_add_epi16(part, _mm_mullo_epi16(_mm_unpackhi_epi8(under, zero), rest));
    store(row + i, opaque(_mm_packus_epi16(divide_255_of(low), divide_255_of(high))));
  }
  plain::blend_flat(row + i, count - i, over, alpha);
}

void blend_grey(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha,
                const std::uint8_t* coverage) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i over_twice = channels_twice(over);
  const __m128i solid = opaque(_mm_set1_epi32(static_cast<int>(over)));
  const __m128i wide_alpha = _mm_set1_epi16(static_cast<short>(alpha));
  int i = 0;
  for (; i + kStep <= count; i += kStep) {
    std::uint32_t four = 0;
    std::memcpy(&four, coverage + i, sizeof four);
    if (four == 0) continue;
    if (four == 0xFFFFFFFFU && alpha == 255) {
      store(row + i, solid);
      continue;
    }
    const __m128i bytes = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<int>(four)), zero);
    const __m128i cover = divide_255_of(_mm_mullo_epi16(bytes, wide_alpha));  // four 16-bit numbers
    const __m128i pairs = _mm_unpacklo_epi16(cover, cover);
    store(row + i, blend_4(load(row + i), over_twice, over_twice, _mm_unpacklo_epi32(pairs, pairs),
                           _mm_unpackhi_epi32(pairs, pairs)));
  }
  plain::blend_grey(row + i, count - i, over, alpha, coverage + i);
}

void blend_colour(std::uint32_t* row, int count, std::uint32_t alpha, const std::uint32_t* texels) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i full = _mm_set1_epi32(255);
  const __m128i wide_alpha = _mm_set1_epi16(static_cast<short>(alpha));
  int i = 0;
  for (; i + kStep <= count; i += kStep) {
    const __m128i over = load(texels + i);
    const __m128i own = _mm_srli_epi32(over, 24);
    const __m128i cover = divide_255_of(_mm_mullo_epi16(own, wide_alpha));  // one 32-bit number a pixel
    if (_mm_movemask_epi8(_mm_cmpeq_epi32(cover, full)) == 0xFFFF) {
      store(row + i, over);
      continue;
    }
    if (_mm_movemask_epi8(_mm_cmpeq_epi32(cover, zero)) == 0xFFFF) continue;
    const __m128i pairs = _mm_or_si128(cover, _mm_slli_epi32(cover, 16));
    store(row + i, blend_4(load(row + i), _mm_unpacklo_epi8(over, zero), _mm_unpackhi_epi8(over, zero),
                           _mm_unpacklo_epi32(pairs, pairs), _mm_unpackhi_epi32(pairs, pairs)));
  }
  plain::blend_colour(row + i, count - i, alpha, texels + i);
}

bool to_texels(std::uint32_t* texels, const std::uint8_t* rgba, int count) {
  const __m128i alpha_and_green = _mm_set1_epi32(static_cast<int>(0xFF00FF00U));
  const __m128i low_byte = _mm_set1_epi32(0xFF);
  __m128i alphas = _mm_set1_epi32(-1);
  int i = 0;
  for (; i + kStep <= count; i += kStep) {
    const __m128i from = load(rgba + static_cast<std::ptrdiff_t>(i) * 4);
    alphas = _mm_and_si128(alphas, from);
    const __m128i red = _mm_slli_epi32(_mm_and_si128(from, low_byte), 16);
    const __m128i blue = _mm_and_si128(_mm_srli_epi32(from, 16), low_byte);
    store(texels + i, _mm_or_si128(_mm_and_si128(from, alpha_and_green), _mm_or_si128(red, blue)));
  }
  const __m128i all = _mm_cmpeq_epi32(_mm_srli_epi32(alphas, 24), low_byte);
  const bool rest = plain::to_texels(texels + i, rgba + static_cast<std::ptrdiff_t>(i) * 4, count - i);
  return rest && _mm_movemask_epi8(all) == 0xFFFF;
}

#else

void fill(std::uint32_t* row, int count, std::uint32_t colour) { plain::fill(row, count, colour); }
void blend_flat(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha) {
  plain::blend_flat(row, count, over, alpha);
}
void blend_grey(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha,
                const std::uint8_t* coverage) {
  plain::blend_grey(row, count, over, alpha, coverage);
}
void blend_colour(std::uint32_t* row, int count, std::uint32_t alpha, const std::uint32_t* texels) {
  plain::blend_colour(row, count, alpha, texels);
}
bool to_texels(std::uint32_t* texels, const std::uint8_t* rgba, int count) {
  return plain::to_texels(texels, rgba, count);
}

#endif

}  // namespace platform::display::spans
