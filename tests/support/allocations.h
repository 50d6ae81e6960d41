#pragma once
// Counts what a program asks of operator new. Replaces it: include in one file of a program.

#include <cstdlib>
#include <new>

namespace kiosk::tests {

inline std::size_t g_allocations = 0;

}  // namespace kiosk::tests

void* operator new(std::size_t size) {
  ++kiosk::tests::g_allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++kiosk::tests::g_allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
