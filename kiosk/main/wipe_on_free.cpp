// Every block of memory that the kiosk frees is overwritten first, by whichever library freed it: what a
// citizen typed passes through HarfBuzz, ICU, SQLite and the standard library, and none of them cleans up
// after itself. free() and realloc() of the C library are replaced in this program; the real ones are reached
// by their internal names. Sanitizers have allocators of their own, which this would break: there it is left
// out.

#include <malloc.h>
#include <string.h>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {

void __libc_free(void* pointer);  // NOLINT: glibc's own name

void free(void* pointer) {  // NOLINT: this is the point
  if (pointer == nullptr) return;
  explicit_bzero(pointer, malloc_usable_size(pointer));
  __libc_free(pointer);
}

void* realloc(void* pointer, size_t size) {  // NOLINT
  if (pointer == nullptr) return malloc(size);
  if (size == 0) {
    free(pointer);
    return nullptr;
  }
  const size_t had = malloc_usable_size(pointer);
  if (size <= had && size >= had / 2) return pointer;
  void* moved = malloc(size);
  if (moved == nullptr) return nullptr;
  memcpy(moved, pointer, had < size ? had : size);
  free(pointer);
  return moved;
}

}  // extern "C"

#endif
