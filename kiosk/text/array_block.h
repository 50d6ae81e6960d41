#pragma once
// Several arrays in one allocation, written once: what a paragraph or a layout holds. Values are plain bytes
// (trivially copyable). Spans given by add() stay valid as long as the block, also when it is moved.

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>

#include "kiosk/base/check.h"

namespace kiosk::text {

class ArrayBlock {
 public:
  ArrayBlock() = default;
  // Room for all arrays of these sizes.
  template <typename... Arrays>
  explicit ArrayBlock(const Arrays&... arrays)
      : size_((room_for(arrays) + ... + 0)), bytes_(std::make_unique_for_overwrite<std::byte[]>(size_)) {}

  template <typename Array>
  auto add(const Array& values) {
    using Value = std::remove_cvref_t<decltype(*values.data())>;
    static_assert(std::is_trivially_copyable_v<Value>);
    KIOSK_ASSERT(used_ + room_for(values) <= size_);
    Value* start = reinterpret_cast<Value*>(bytes_.get() + used_);
    if (!values.empty()) std::memcpy(static_cast<void*>(start), values.data(), values.size() * sizeof(Value));
    used_ += room_for(values);
    return std::span<const Value>(start, values.size());
  }

  [[nodiscard]] std::size_t size_bytes() const { return size_; }
  void overwrite() {
    if (bytes_) explicit_bzero(bytes_.get(), size_);
  }

 private:
  template <typename Array>
  static std::size_t room_for(const Array& values) {
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    return (values.size() * sizeof(*values.data()) + kAlign - 1) / kAlign * kAlign;
  }

  std::size_t size_ = 0;
  std::size_t used_ = 0;
  std::unique_ptr<std::byte[]> bytes_;
};

}  // namespace kiosk::text
