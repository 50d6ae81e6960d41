#pragma once
// A vector whose new elements are not zeroed: scratch memory that is written right after it grows. Internal
// to kiosk/text.

#include <memory>
#include <vector>

namespace kiosk::text {

template <typename T>
struct Unwritten : std::allocator<T> {
  template <typename U>
  struct rebind {
    using other = Unwritten<U>;
  };
  template <typename U, typename... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    if constexpr (sizeof...(Arguments) == 0) {
      ::new (static_cast<void*>(at)) U;
    } else {
      ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
  }
};

template <typename T>
using Scratch = std::vector<T, Unwritten<T>>;

}  // namespace kiosk::text
