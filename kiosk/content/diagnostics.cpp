#include "kiosk/content/diagnostics.h"

#include <algorithm>

#include "kiosk/base/bytes.h"

namespace kiosk::content {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

void Report::add(const Place& place, Severity severity, std::string_view rule, std::string sentence) {
  if (severity == Severity::error) has_errors_ = true;
  if (diagnostics_.size() == kMaxDiagnostics) return;
  diagnostics_.push_back({place, severity, std::string(rule), std::move(sentence)});
}

void Report::error(const Place& place, std::string_view rule, std::string sentence) {
  add(place, Severity::error, rule, std::move(sentence));
}
void Report::warning(const Place& place, std::string_view rule, std::string sentence) {
  add(place, Severity::warning, rule, std::move(sentence));
}
void Report::note(const Place& place, std::string_view rule, std::string sentence) {
  add(place, Severity::note, rule, std::move(sentence));
}

std::vector<Diagnostic> Report::sorted() const {
  std::vector<Diagnostic> out = diagnostics_;
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t Report::count(Severity severity) const {
  const std::vector<Diagnostic> all = sorted();
  const auto matches = [severity](const Diagnostic& diagnostic) { return diagnostic.severity == severity; };
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), matches));
}

std::string Report::text() const {
  std::string out;
  for (const Diagnostic& d : sorted()) {
    out += d.place.file;
    if (d.place.at.line > 0) out += base::cat(":", d.place.at.line, ":", d.place.at.column);
    out += base::cat(": ", name_of(d.severity), ": ", d.sentence, " [", d.rule, "]\n");
  }
  if (diagnostics_.size() == kMaxDiagnostics) out += "there is more; mend these first\n";
  return out + base::cat(count(Severity::error), " errors, ", count(Severity::warning), " warnings, ",
                         count(Severity::note), " notes\n");
}

base::Json Report::json() const {
  base::Json messages = base::Json::array();
  for (const Diagnostic& d : sorted()) {
    messages.add(base::Json::object()
                     .set("file", d.place.file)
                     .set("line", d.place.at.line)
                     .set("column", d.place.at.column)
                     .set("severity", name_of(d.severity))
                     .set("rule", d.rule)
                     .set("sentence", d.sentence));
  }
  return base::Json::object()
      .set("errors", count(Severity::error))
      .set("warnings", count(Severity::warning))
      .set("notes", count(Severity::note))
      .set("messages", std::move(messages));
}

}  // namespace kiosk::content
