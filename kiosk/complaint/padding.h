#pragma once
// Padding that hides how long a text is: the length is rounded up to whole buckets, and far above them by
// PADME (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PETS
// 2019), which leaks O(log log n) bits for at most 12 % of overhead. With a bucket of 4 KiB, PADME begins to
// be coarser than the buckets at 256 KiB.
//
//   padded  u32 size of the content | content | zeros up to padded_size(4 + size)
//
// The reader refuses any other size or any byte after the content that is not zero, so that one content has
// one padded form.

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::complaint {

enum class PaddingError { malformed };
std::string_view name_of(PaddingError);

std::size_t padded_size(std::size_t size, std::size_t bucket);
crypto::SecretBytes pad(base::ByteView content, std::size_t bucket);
base::Result<base::ByteView> unpad(base::ByteView padded, std::size_t bucket);  // a view into `padded`

}  // namespace kiosk::complaint
