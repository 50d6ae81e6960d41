#pragma once
// The inbox: kiosks first, because a kiosk that is cut off means complaints that have not arrived; then the
// cases, sorted by deadline, with filters that keep their counts, saved views, and what can be done to many
// at once. Pure: a model in, a page out.

#include "kiosk/desk/inbox_query.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::int64_t kCasesPerPage = 25;

struct SavedView {
  std::string name;
  std::string query;
};

struct InboxModel {
  InboxQuery query;
  std::string path = "/cases";
  struct Row {
    Case entry;
    std::string subject;  // the first words of the letter; empty if it does not open
  };
  std::vector<Row> rows;
  std::int64_t total = 0;                            // of the query
  std::array<std::int64_t, kShows.size()> counts{};  // in the order of kShows
  [[nodiscard]] std::int64_t count_of(Show show) const { return counts[static_cast<std::size_t>(show)]; }
  std::vector<KioskRow> kiosks;
  std::vector<std::string> colleagues;  // who works on cases
  std::vector<SavedView> views;
  // Of a search by words: what was searched for, and whether all letters were looked at.
  std::string question;
  bool is_complete = true;
};

std::int64_t last_page(std::int64_t total);  // of so many cases; 1 if there are none

base::HttpResponse inbox_page(const View& view, const InboxModel& model);

}  // namespace kiosk::desk
