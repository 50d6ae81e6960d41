#pragma once
// Result<T>: a value or an Error. What the world can cause returns one; what only our own bug can cause is
// KIOSK_ASSERT (check.h); absence is std::optional.
//
// An Error is a code of one library's enum plus one English sentence for the log. Screens choose the
// citizen's words by code, never by sentence. Every error enum has `std::string_view name_of(Enum)` beside
// it, found by ADL: the name is the reason code that logs, staff screens and HTTP answers show ("E-SIG-02").
//
// TRY(expr) yields the value of a Result or returns its error from the enclosing function.

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace kiosk::base {

class Error {
 public:
  template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
  Error(Enum code, std::string sentence)
      : domain_(domain<Enum>()),
        code_(static_cast<int>(code)),
        name_(name_of(code)),
        sentence_(std::move(sentence)) {}

  template <typename Enum>
  [[nodiscard]] bool is(Enum code) const {
    return domain_ == domain<Enum>() && code_ == static_cast<int>(code);
  }

  // The code, if it is one of Enum's.
  template <typename Enum>
  [[nodiscard]] std::optional<Enum> as() const {
    if (domain_ != domain<Enum>()) return std::nullopt;
    return static_cast<Enum>(code_);
  }

  // The same, and where it was met.
  [[nodiscard]] Error in(std::string_view place) const {
    Error out = *this;
    out.sentence_ = std::string(place) + ": " + sentence_;
    return out;
  }

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const std::string& sentence() const { return sentence_; }

 private:
  template <typename Enum>
  static const void* domain() {
    static const char kTag = 0;
    return &kTag;
  }

  const void* domain_;
  int code_;
  std::string_view name_;
  std::string sentence_;
};

template <typename T = void>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }
  T value_or(T other) && { return ok() ? std::get<0>(std::move(state_)) : std::move(other); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  void value() const {}
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

inline Result<void> done() { return {}; }

}  // namespace kiosk::base

// Not within braces that initialise, behind a part that owns memory: compilers leak that part when TRY returns
// (seen with GCC 12 and clang 15).
#define TRY(expression)                                     \
  __extension__({                                           \
    auto&& try_result = (expression);                       \
    if (!try_result.ok()) return try_result.error();        \
    std::forward<decltype(try_result)>(try_result).value(); \
  })
