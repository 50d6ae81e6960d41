#pragma once
// What leaves the desk on paper: one case, a list of cases, the figures of the dashboard. Each is a document
// in JSON as kiosk/paper/document.h describes it; another program makes the PDF, so that nothing that draws
// runs beside the cell's keys. Pure.
//
// A list has no personal data; the paper of a case has what its page shows to this reader, with the
// telephone masked.

#include <functional>
#include <span>

#include "kiosk/desk/case_page.h"
#include "kiosk/desk/figures.h"
#include "kiosk/desk/inbox_query.h"

namespace kiosk::desk {

constexpr std::int64_t kPaperMostCases = 2000;

std::string case_paper(const View& view, const CaseModel& model);
// `all`: how many the filters find; the paper says so when it has only the first of them.
std::string cases_paper(const View& view, const InboxQuery& query, std::span<const Case> cases,
                        std::int64_t all);
std::string figures_paper(const View& view, const Figures& figures);

}  // namespace kiosk::desk
