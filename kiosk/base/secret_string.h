#pragma once
// Text that wipes itself: what a citizen types. Every byte it ever held in memory is overwritten when it
// grows, is assigned or ends. Not a defence against a reader of live memory; it keeps one visit out of the
// next one's.

#include <string.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace kiosk::base {

template <typename T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <typename U>
  WipingAllocator(const WipingAllocator<U>&) {}
  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* pointer, std::size_t count) {
    explicit_bzero(pointer, count * sizeof(T));
    std::allocator<T>().deallocate(pointer, count);
  }
  bool operator==(const WipingAllocator&) const { return true; }
};

class SecretString {
 public:
  SecretString() = default;
  SecretString(std::string_view text) : bytes_(text.begin(), text.end()) {}
  SecretString(const char* text) : SecretString(std::string_view(text)) {}
  SecretString& operator=(std::string_view text) {
    wipe();
    bytes_.assign(text.begin(), text.end());
    return *this;
  }
  SecretString& operator=(const char* text) { return *this = std::string_view(text); }
  void append(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
  void drop_last() {  // a byte
    if (bytes_.empty()) return;
    bytes_.back() = 0;
    bytes_.pop_back();
  }
  void wipe() {
    if (!bytes_.empty()) explicit_bzero(bytes_.data(), bytes_.size());
    bytes_.clear();
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  bool operator==(const SecretString& other) const { return view() == other.view(); }

 private:
  std::vector<char, WipingAllocator<char>> bytes_;
};

}  // namespace kiosk::base
