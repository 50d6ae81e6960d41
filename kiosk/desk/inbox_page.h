#pragma once
// The inbox: kiosks first, because a kiosk that is cut off means complaints that have not arrived; then the
// cases, sorted by deadline, with filters that keep their counts. Pure: a model in, a page out.

#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::int64_t kCasesPerPage = 25;

enum class Show { all, fresh, late, week };

struct InboxQuery {
  Show show = Show::all;
  std::optional<complaint::CaseState> state;
  std::string category;
  std::string district;
  std::string kiosk;
  std::int64_t page = 1;

  static InboxQuery read(const Form& query);
  [[nodiscard]] CaseFilter filter_for(Show other, base::Timestamp now) const;
};

struct InboxModel {
  InboxQuery query;
  struct Row {
    Case entry;
    std::string subject;  // the first words of the letter; empty if it does not open
  };
  std::vector<Row> rows;
  std::int64_t total = 0;       // of the query
  std::int64_t counts[4] = {};  // by Show
  std::vector<KioskRow> kiosks;
};

std::int64_t last_page(std::int64_t total);  // of so many cases; 1 if there are none

base::HttpResponse inbox_page(const View& view, const InboxModel& model);

}  // namespace kiosk::desk
