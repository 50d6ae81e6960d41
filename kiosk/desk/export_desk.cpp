#include "kiosk/desk/export_desk.h"

#include "kiosk/desk/export_page.h"
#include "kiosk/desk/log_page.h"
#include "kiosk/desk/papers.h"

namespace kiosk::desk {
namespace {

using base::HttpResponse;
using base::Result;

constexpr std::string_view kFolder = "/export/";
constexpr std::string_view kCsv = "text/csv; charset=utf-8", kJson = "application/json; charset=utf-8",
                           kPdf = "application/pdf";
constexpr std::size_t kQueryMaxSize = 1000;

CaseFilter filter_of(const InboxQuery& query, base::Timestamp now) {
  CaseFilter filter = query.filter_for(query.show, now);
  filter.merged = Merged::shown;
  return filter;
}

}  // namespace

Result<void> ExportDesk::note(const Call& call, std::string_view action, std::string_view detail) {
  const DeskUse use = parts_.database.use();
  Transaction change = TRY(Transaction::begin(*use));
  TRY(record(use, {call.view.user, action, "", std::string(detail)}, call.view.now));
  return change.commit();
}

HttpResponse ExportDesk::choices(const Call& call) {
  const InboxQuery query = InboxQuery::read(call.target.query);
  const Result<std::int64_t> count = count_cases(parts_.database.use(), filter_of(query, call.view.now));
  return count ? export_page(call.view, query, *count) : trouble(call, count.error());
}

Result<HttpResponse> ExportDesk::counts(const Call& call, std::string_view name) {
  const View& view = call.view;
  const Figures figures =
      TRY(count_figures(parts_.database.use(), weeks_in(call.target.query.value("weeks")), view.now));
  const bool on_paper = name == "counts.pdf";
  if (on_paper && !parts_.print) return no_printer(call);
  const std::string text = on_paper ? TRY(parts_.print(figures_paper(view, figures)))
                                    : counts_csv(figures, *view.names, view.language);
  TRY(note(call, "export.counts", name));
  return file_response(name, on_paper ? kPdf : kCsv, text);
}

Result<HttpResponse> ExportDesk::log(const Call& call) {
  const LogQuery query = LogQuery::read(call.target.query);
  const std::string text =
      log_csv(call.view, TRY(audit_page(parts_.database.use(), query.filter(), 0, kExportMost)));
  TRY(note(call, "export.log", "log.csv"));
  return file_response("log.csv", kCsv, text);
}

// The first ones, on paper.
Result<HttpResponse> ExportDesk::list(const Call& call, const InboxQuery& query) {
  if (!parts_.print) return no_printer(call);
  const CaseFilter filter = filter_of(query, call.view.now);
  std::vector<Case> cases;
  std::int64_t all = 0;
  {
    const DeskUse use = parts_.database.use();
    all = TRY(count_cases(use, filter));
    cases = TRY(list_cases(use, filter, 0, kPaperMostCases));
  }
  const std::string pdf = TRY(parts_.print(cases_paper(call.view, query, cases, all)));
  TRY(note(call, "export.cases", base::cat("cases.pdf", kWithoutPersonal)));
  return file_response("cases.pdf", kPdf, pdf);
}

Result<HttpResponse> ExportDesk::cases(const Call& call, const InboxQuery& query, ExportOrder order,
                                       std::string_view detail) {
  order.filter = filter_of(query, call.view.now);
  order.language = call.view.language;
  const bool json = order.format == ExportFormat::json;
  const std::string_view name = json ? "cases.json" : "cases.csv";
  const std::string text = TRY(export_cases(parts_.database, parts_.vault, *call.view.names, order));
  TRY(note(call, "export.cases", base::cat(name, detail)));
  return file_response(name, json ? kJson : kCsv, text);
}

Result<HttpResponse> ExportDesk::file_of(const Call& call) {
  const std::string_view name = std::string_view(call.target.path).substr(kFolder.size());
  if (name == "counts.csv" || name == "counts.pdf") return counts(call, name);
  if (name == "log.csv") return log(call);
  const InboxQuery query = InboxQuery::read(call.target.query);
  if (name == "cases.pdf") return list(call, query);
  if (name == "cases.csv") return cases(call, query, {}, kWithoutPersonal);
  ExportOrder order;
  order.format = ExportFormat::json;
  return name == "cases.json" ? cases(call, query, std::move(order), kWithoutPersonal) : not_found(call);
}

HttpResponse ExportDesk::file(const Call& call) {
  Result<HttpResponse> response = file_of(call);
  return response ? std::move(response).value() : trouble(call, response.error());
}

HttpResponse ExportDesk::personal(const Call& call) {
  const Result<Form> form = Form::parse(call.form.value("query").substr(0, kQueryMaxSize));
  if (!form) return not_found(call);
  const InboxQuery query = InboxQuery::read(*form);
  const Purpose* purpose = find_purpose(call.form.value("purpose"));
  if (purpose == nullptr) {
    const Result<std::int64_t> count = count_cases(parts_.database.use(), filter_of(query, call.view.now));
    if (!count) return trouble(call, count.error());
    return export_page(call.view, query, *count,
                       call.view.say("اختاروا الغرض أولاً.", "Choisissez d'abord le but."));
  }
  ExportOrder order;
  order.personal = Personal::included;
  if (call.form.value("format") == "json") order.format = ExportFormat::json;
  Result<HttpResponse> response =
      cases(call, query, std::move(order), base::cat(kWithPersonal, ": ", purpose->slug));
  return response ? std::move(response).value() : trouble(call, response.error());
}

}  // namespace kiosk::desk
