#pragma once
// Leaves nothing of what a string or vector of plain values holds, nor of what it held before it became
// shorter; then it is empty. For scratch memory that outlives a visit; what is a citizen's from the start is
// a SecretString.

#include <string.h>

#include <type_traits>

namespace kiosk::base {

template <typename Container>
void overwrite(Container& values) {
  static_assert(std::is_trivially_copyable_v<typename Container::value_type>);
  if (values.capacity() > 0)
    explicit_bzero(values.data(), values.capacity() * sizeof(typename Container::value_type));
  values.clear();
}

}  // namespace kiosk::base
