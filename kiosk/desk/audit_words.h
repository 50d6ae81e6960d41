#pragma once
// The log in the reader's words: who, what, and with which details. What it does not know is shown as it is
// written. Pure.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

// What one may want to see of the log.
enum class LogTopic { cases, reading, entry, people, exports, upkeep };
inline constexpr std::array kLogTopics = {LogTopic::cases,  LogTopic::reading, LogTopic::entry,
                                          LogTopic::people, LogTopic::exports, LogTopic::upkeep};
std::string_view slug_of(LogTopic topic);
std::string_view topic_words(const View& view, LogTopic topic);
std::vector<std::string> actions_of(LogTopic topic);

// What an action of the log is called: "user.add" is "user added".
std::string_view action_words(const View& view, std::string_view action);
// "cli root" is "command line (root)"; nobody is the desk itself.
std::string actor_words(const View& view, std::string_view actor);

// Words, and values among them, which keep their direction: names, numbers, addresses.
class LogDetail {
 public:
  LogDetail& say(std::string_view words);
  LogDetail& value(std::string_view text);
  LogDetail& named(std::string_view words, std::string_view text);  // nothing without a text
  [[nodiscard]] const Markup& markup() const { return markup_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Markup markup_;
  std::string text_;
};
// "entry 17 answered" is "entry 17, state: answered".
LogDetail detail_words(const View& view, const AuditRow& row);

}  // namespace kiosk::desk
