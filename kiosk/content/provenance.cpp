#include "kiosk/content/provenance.h"

#include <array>

#include "kiosk/content/limits.h"

namespace kiosk::content {
namespace {

constexpr auto kConfidences = std::to_array<std::string_view>({"H", "seed", "M", "L"});
constexpr std::size_t kMaxId = 16;

std::vector<Source> read_sources(Fields& fields, const SourceList& list,
                                 const std::vector<std::string>& ids) {
  std::vector<Source> sources;
  for (const std::string& id : ids) {
    if (!list.is_known()) continue;
    const Source* source = list.find(id);
    if (source != nullptr) {
      sources.push_back(*source);
      continue;
    }
    Message message = say("data/sources.csv has no source «{id}»", {{"id", id}});
    suggest(message, list.nearest_id(id));
    fields.report().error(fields.place("sources"), "unknown-source", std::move(message));
  }
  return sources;
}

}  // namespace

void SourceList::add(const std::vector<Node>& rows, Report& report) {
  is_known_ = true;
  for (const Node& row : rows) {
    Fields fields(row, report);
    const std::string id = fields.plain("id", Need::required, kMaxId);
    Source source{fields.plain("text", Need::required, kMaxSourceText),
                  fields.plain("url", Need::optional, kMaxUrl)};
    if (!source.url.empty() && !source.url.starts_with("http://") && !source.url.starts_with("https://")) {
      report.error(fields.place("url"), "url",
                   say("an address begins with {http} or {https}: write it whole, or leave it out",
                       {{"http", "http://"}, {"https", "https://"}}));
    }
    fields.finish();
    if (!sources_.emplace(id, std::move(source)).second) {
      report.error(fields.place("id"), "duplicate",
                   say("the source «{id}» is there twice; every «{field}» is given once",
                       {{"id", id}, {"field", "id"}}));
    }
  }
}

const Source* SourceList::find(std::string_view id) const {
  const auto found = sources_.find(id);
  return found == sources_.end() ? nullptr : &found->second;
}

std::optional<std::string> SourceList::nearest_id(std::string_view id) const {
  std::vector<std::string_view> ids;
  for (const auto& [known, source] : sources_) ids.push_back(known);
  const std::optional<std::string_view> near = nearest(ids, id);
  return near ? std::optional<std::string>(*near) : std::nullopt;
}

Provenance read_provenance(Fields& fields, const SourceList& list, std::string_view item) {
  Provenance provenance;
  Report& report = fields.report();
  const bool says_so = fields.flag("facts");
  provenance.states_facts = says_so || !fields.has("facts");
  const std::vector<std::string> ids = fields.list("sources");
  provenance.sources = read_sources(fields, list, ids);
  const bool to_confirm = fields.flag("to_confirm");
  const Need need = provenance.states_facts ? Need::required : Need::optional;
  const std::string confidence = fields.one_of("confidence", need, kConfidences);
  if (provenance.states_facts && ids.empty()) {
    report.error(
        fields.place("sources"), "no-source",
        say("«{item}» states facts without a source; name one, or write facts = false", {{"item", item}}));
  }
  if (!provenance.states_facts && !ids.empty()) {
    report.error(
        fields.place("sources"), "no-source",
        say("«{item}» says facts = false and names sources: take one of the two out", {{"item", item}}));
  }
  if (confidence == "L") {
    report.error(fields.place("confidence"), "confidence",
                 say("«{item}» is too unsure (L) for a public screen; take it out until it is confirmed",
                     {{"item", item}}));
  }
  if (confidence == "M" && !to_confirm) {
    report.error(
        fields.place("confidence"), "confidence",
        say("«{item}» rests on one source (M): it needs to_confirm = true until the commune confirms it",
            {{"item", item}}));
  }
  if (to_confirm) {
    provenance.is_shown = false;
    report.note(fields.place("to_confirm"), kToConfirm,
                say("«{item}» waits for the commune's word and is left out of the pack", {{"item", item}}));
  }
  return provenance;
}

}  // namespace kiosk::content
