#include "kiosk/content/compression.h"

#include <zstd.h>

#include <memory>

#include "kiosk/base/check.h"
#include "kiosk/content/pack_error.h"

namespace kiosk::content {
namespace {

constexpr int kLevel = 19;  // packs are built once and read many times

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

base::Bytes compress(base::ByteView plain) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  KIOSK_ASSERT(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  base::Bytes frame(ZSTD_compressBound(plain.size()));
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), plain.data(), plain.size());
  KIOSK_ASSERT(ZSTD_isError(size) == 0);
  frame.resize(size);
  return frame;
}

base::Result<base::Bytes> decompress(base::ByteView frame, std::size_t size_bytes) {
  const base::Error refused(PackError::damaged, "a compressed object that is not what the manifest says");
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size_bytes) return refused;
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) return refused;
  const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  KIOSK_ASSERT(context != nullptr);
  base::Bytes plain(size_bytes);
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), plain.data(), plain.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) != 0 || size != size_bytes) return refused;
  return plain;
}

}  // namespace kiosk::content
