#pragma once
// zstd, one frame an object. The same bytes give the same frame on every machine with the same zstd.
// decompress() takes what compress() makes and nothing else: one frame, its stated size equal to
// `size_bytes`, nothing after it; it writes straight into a buffer of that size, so neither the output nor a
// window can ask for more memory. Both only ever see bytes of our own or bytes whose hash was signed.

#include "kiosk/base/bytes.h"

namespace kiosk::content {

base::Bytes compress(base::ByteView plain);
base::Result<base::Bytes> decompress(base::ByteView frame, std::size_t size_bytes);  // PackError::damaged

}  // namespace kiosk::content
