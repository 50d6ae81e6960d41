#include "kiosk/content/diagnostics.h"

#include <algorithm>
#include <tuple>

#include "kiosk/base/bytes.h"
#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

constexpr const char* kRightToLeftIsolate = "\u2067";

const char* words_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return phrase("error").words;
    case Severity::warning:
      return phrase("warning").words;
    case Severity::note:
      return phrase("note").words;
  }
  return "";
}

std::size_t count_of(const std::vector<Diagnostic>& all, Severity severity) {
  const auto matches = [severity](const Diagnostic& diagnostic) { return diagnostic.severity == severity; };
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), matches));
}

// The line begins with a file name, from left to right; a sentence of the other direction stays one piece.
std::string isolated(std::string sentence, const Wording& wording) {
  if (!wording.right_to_left) return sentence;
  return std::string(kRightToLeftIsolate).append(sentence).append(base::kPopIsolate);
}

std::string counts(const std::vector<Diagnostic>& all, const Wording& wording) {
  const auto number = [&all](Severity severity) {
    return static_cast<std::int64_t>(count_of(all, severity));
  };
  return say("{errors}, {warnings}, {notes}",
             {{"errors", wording.count("{n} error", "{n} errors", number(Severity::error))},
              {"warnings", wording.count("{n} warning", "{n} warnings", number(Severity::warning))},
              {"notes", wording.count("{n} note", "{n} notes", number(Severity::note))}})
      .text(wording);
}

}  // namespace

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

std::string text_of(const Place& place) {
  if (place.at.line == 0) return place.file;
  return base::cat(place.file, ":", place.at.line, ":", place.at.column);
}

void Report::add(const Place& place, Severity severity, std::string_view rule, Message message) {
  if (severity == Severity::error) has_errors_ = true;
  if (diagnostics_.size() == kMaxDiagnostics) return;
  std::string sentence = message.text();
  diagnostics_.push_back({place, severity, std::string(rule), std::move(sentence), std::move(message)});
}

void Report::error(const Place& place, std::string_view rule, Message message) {
  add(place, Severity::error, rule, std::move(message));
}
void Report::warning(const Place& place, std::string_view rule, Message message) {
  add(place, Severity::warning, rule, std::move(message));
}
void Report::note(const Place& place, std::string_view rule, Message message) {
  add(place, Severity::note, rule, std::move(message));
}

std::vector<Diagnostic> Report::sorted() const {
  const auto key = [](const Diagnostic& d) { return std::tie(d.place, d.severity, d.rule, d.sentence); };
  const auto before = [&key](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); };
  const auto same = [&key](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  std::vector<Diagnostic> out = diagnostics_;
  std::sort(out.begin(), out.end(), before);
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

std::size_t Report::count(Severity severity) const { return count_of(sorted(), severity); }

bool Report::has_errors(std::string_view file) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(), [file](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error && diagnostic.place.file == file;
  });
}

std::size_t Report::count_rule(std::string_view rule) const {
  const std::vector<Diagnostic> all = sorted();
  const auto matches = [rule](const Diagnostic& diagnostic) { return diagnostic.rule == rule; };
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), matches));
}

std::string Report::text(const Wording& wording) const {
  const std::vector<Diagnostic> all = sorted();
  std::string out;
  for (const Diagnostic& d : all) {
    const std::string sentence = isolated(d.message.text(wording), wording);
    out += base::cat(text_of(d.place), ": ", wording.words(words_of(d.severity)), ": ", sentence, " [",
                     d.rule, "]\n");
  }
  if (diagnostics_.size() == kMaxDiagnostics)
    out += wording.words(phrase("there is more; mend these first").words) + "\n";
  return out + counts(all, wording) + "\n";
}

base::Json Report::json(const Wording& wording) const {
  const std::vector<Diagnostic> all = sorted();
  base::Json messages = base::Json::array();
  for (const Diagnostic& d : all) {
    messages.add(base::Json::object()
                     .set("file", d.place.file)
                     .set("line", d.place.at.line)
                     .set("column", d.place.at.column)
                     .set("severity", name_of(d.severity))
                     .set("rule", d.rule)
                     .set("sentence", d.message.text(wording)));
  }
  return base::Json::object()
      .set("errors", count_of(all, Severity::error))
      .set("warnings", count_of(all, Severity::warning))
      .set("notes", count_of(all, Severity::note))
      .set("messages", std::move(messages));
}

}  // namespace kiosk::content
