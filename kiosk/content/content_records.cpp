#include "kiosk/content/content_records.h"

#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

using base::Json;
using base::Result;

constexpr std::size_t kMaxSmallFile = 2048;
constexpr std::size_t kMaxReason = 300;
constexpr const char* kRatchetNames[] = {"ratchet.copy", "ratchet"};

Json json_of(const Ratchet& ratchet) {
  return Json::object()
      .set("version", ratchet.version)
      .set("manifest", ratchet.manifest.text())
      .set("created", day_text(ratchet.created))
      .set("keys", ratchet.keys.text());
}

}  // namespace

Result<Json> ContentRecords::read(const char* name) const {
  return Json::parse(base::as_text(TRY(store::read_file(folder_ / name, kMaxSmallFile))));
}

Result<void> ContentRecords::write(const char* name, const Json& json) const {
  return store::replace_file(folder_ / name, base::as_bytes(json.text() + "\n"),
                             store::FileMode::public_file);
}

std::optional<Ratchet> ContentRecords::ratchet_of(const char* name) const {
  const Result<Json> json = read(name);
  if (!json) return std::nullopt;
  const Result<crypto::Hash> manifest = crypto::Hash::parse(json->string_or("manifest", ""));
  const Result<crypto::Hash> keys = crypto::Hash::parse(json->string_or("keys", ""));
  const Result<Day> created = base::parse_day(json->string_or("created", ""));
  if (!manifest || !keys || !created) return std::nullopt;
  return Ratchet{json->integer_or("version", 0), *manifest, *created, *keys};
}

std::vector<Ratchet> ContentRecords::ratchets() const {
  std::vector<Ratchet> found;
  for (const char* name : kRatchetNames) {
    if (const std::optional<Ratchet> ratchet = ratchet_of(name)) found.push_back(*ratchet);
  }
  return found;
}

Result<void> ContentRecords::keep(const Ratchet& ratchet) const {
  for (const char* name : kRatchetNames) TRY(write(name, json_of(ratchet)));
  return base::done();
}

bool ContentRecords::repair_ratchet() const {
  const std::vector<Ratchet> found = ratchets();
  if (found.size() != 1) return false;
  return keep(found.front()).ok();
}

std::optional<Trial> ContentRecords::trial() const {
  const Result<Json> json = read("trial");
  if (!json) return std::nullopt;
  return Trial{json->integer_or("version", 0), json->integer_or("previous", 0),
               json->integer_or("starts", 0)};
}

Result<void> ContentRecords::keep(const Trial& trial) const {
  return write("trial", Json::object()
                            .set("version", trial.version)
                            .set("previous", trial.previous)
                            .set("starts", trial.starts));
}

Result<void> ContentRecords::end_trial() const { return store::remove_file(folder_ / "trial"); }

std::optional<Rejection> ContentRecords::rejection() const {
  const Result<Json> json = read("rejected");
  if (!json) return std::nullopt;
  const Result<crypto::Hash> manifest = crypto::Hash::parse(json->string_or("manifest", ""));
  if (!manifest) return std::nullopt;
  return Rejection{json->integer_or("version", 0), *manifest, json->string_or("reason", "")};
}

Result<void> ContentRecords::keep(const Rejection& rejection) const {
  std::string reason = rejection.reason.substr(0, kMaxReason);
  if (const std::optional<std::size_t> cut = base::first_invalid_utf8(reason)) reason.resize(*cut);
  return write("rejected", Json::object()
                               .set("version", rejection.version)
                               .set("manifest", rejection.manifest.text())
                               .set("reason", reason));
}

std::optional<Day> ContentRecords::seen() const {
  const Result<Json> json = read("seen");
  const Result<Day> day = json ? base::parse_day(json->string_or("day", "")) : Result<Day>(json.error());
  return day ? std::optional<Day>(*day) : std::nullopt;
}

Result<void> ContentRecords::keep_seen(Day day) const {
  return write("seen", Json::object().set("day", day_text(day)));
}

Result<void> ContentRecords::forget_rejection() const { return store::remove_file(folder_ / "rejected"); }

}  // namespace kiosk::content
