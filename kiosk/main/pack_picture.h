#pragma once
// What a photograph of the sources becomes in a pack: no larger than the largest panel shows, JPEG or PNG,
// and nothing in it but what is to be seen. The same file gives the same bytes. Any thread.

#include "kiosk/base/bytes.h"

namespace kiosk::main {

base::Result<base::Bytes> pack_picture(base::ByteView file);

}  // namespace kiosk::main
