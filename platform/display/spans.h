#pragma once
// Rows of pixels: what the software renderer does most, four pixels at a time where the machine has SSE2
// (every amd64 has). `plain` has the same one pixel at a time, for other machines; both give the same bytes,
// which a test compares. Nothing here knows a primitive. `over` is B, G, R, X; texels of colour are B, G, R,
// A with straight alpha.

#include <cstdint>

namespace platform::display::spans {

void fill(std::uint32_t* row, int count, std::uint32_t colour);
void blend_flat(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha);
// Each pixel's alpha is `alpha` times its coverage.
void blend_grey(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha,
                const std::uint8_t* coverage);
// Texels over pixels, `alpha` times their own alpha.
void blend_colour(std::uint32_t* row, int count, std::uint32_t alpha, const std::uint32_t* texels);

// Straight R, G, B, A bytes to the B, G, R, A of texels. True if every one is opaque.
bool to_texels(std::uint32_t* texels, const std::uint8_t* rgba, int count);

namespace plain {
void fill(std::uint32_t* row, int count, std::uint32_t colour);
void blend_flat(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha);
void blend_grey(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha,
                const std::uint8_t* coverage);
void blend_colour(std::uint32_t* row, int count, std::uint32_t alpha, const std::uint32_t* texels);
bool to_texels(std::uint32_t* texels, const std::uint8_t* rgba, int count);
}  // namespace plain

}  // namespace platform::display::spans
