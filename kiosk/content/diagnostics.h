#pragma once
// What `pack check` has to say, all of it at once: where, how bad, which rule, and one sentence that tells a
// clerk what to do, in English or in the wording of another language (message.h). Lines and columns count
// from 1; columns count characters (code points), as editors do. Line 0 speaks of the whole file. The rule's
// name is stable and the same in every language: other programs go by it.

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/json.h"
#include "kiosk/content/message.h"

namespace kiosk::content {

enum class Severity { error, warning, note };
std::string_view name_of(Severity severity);

struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(const Position&) const = default;
};

// A point in the sources. `file` is relative to the folder that is checked, with '/' between steps.
struct Place {
  std::string file;
  Position at;
  auto operator<=>(const Place&) const = default;
};

struct Diagnostic {
  Place place;
  Severity severity = Severity::error;
  std::string rule;
  std::string sentence;  // the message in English, by which the report is sorted in every language
  Message message;
};

// "file:line:column"; the file alone where it is meant as a whole.
std::string text_of(const Place& place);

constexpr std::string_view kToConfirm = "to-confirm";  // the rule of what waits for the commune's word

constexpr std::size_t kMaxDiagnostics = 2000;  // kept; more are only counted

class Report {
 public:
  void error(const Place& place, std::string_view rule, Message message);
  void warning(const Place& place, std::string_view rule, Message message);
  void note(const Place& place, std::string_view rule, Message message);

  // By file and place, each said once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;
  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] std::size_t count_rule(std::string_view rule) const;
  [[nodiscard]] bool has_errors() const { return has_errors_; }
  [[nodiscard]] bool has_errors(std::string_view file) const;

  // "file:line:column: error: sentence [rule]" a line, and a last line with the counts.
  [[nodiscard]] std::string text(const Wording& wording = english_wording()) const;
  // {"errors":1,"warnings":0,"notes":2,"messages":[{"file","line","column","severity","rule","sentence"}]};
  // only the sentences are in the wording's language.
  [[nodiscard]] base::Json json(const Wording& wording = english_wording()) const;

 private:
  void add(const Place& place, Severity severity, std::string_view rule, Message message);
  std::vector<Diagnostic> diagnostics_;
  bool has_errors_ = false;
};

}  // namespace kiosk::content
