#include "kiosk/content/manifest.h"

#include <algorithm>
#include <set>

#include "kiosk/content/vocabulary.h"

namespace kiosk::content {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kRole = "content";

Error damaged(std::string sentence) { return {PackError::damaged, std::move(sentence)}; }

Result<Day> need_day(const Json& json, std::string_view name) {
  const Result<std::string> text = json.need_string(name);
  if (!text) return damaged(base::cat("the manifest has no \"", name, "\""));
  const Result<Day> day = base::parse_day(*text);
  if (!day) return damaged(base::cat("the manifest's \"", name, "\" is not a date"));
  return *day;
}

Result<std::int64_t> need_number(const Json& json, std::string_view name, std::int64_t min,
                                 std::int64_t max) {
  const Result<std::int64_t> value = json.need_integer(name);
  if (!value || *value < min || *value > max) {
    return damaged(base::cat("the manifest's \"", name, "\" is missing or out of range"));
  }
  return *value;
}

Result<PackObject> parse_object(const Json& json) {
  PackObject object;
  object.kind = json.string_or("kind", "");
  object.name = json.string_or("name", "");
  object.encoding = json.string_or("encoding", "");
  if (!is_slug(object.kind) || !is_slug(object.name))
    return damaged("an object without a proper kind or name");
  if (object.encoding != (object.is_picture() ? "raw" : "zstd")) {
    return Error(PackError::newer_program, "an object stored in a way this program does not know");
  }
  const Result<crypto::Hash> hash = crypto::Hash::parse(json.string_or("hash", ""));
  if (!hash) return damaged(base::cat("object \"", object.name, "\" has no hash"));
  object.hash = *hash;
  constexpr auto kMax = static_cast<std::int64_t>(kMaxObjectBytes);
  object.stored_bytes = static_cast<std::size_t>(TRY(need_number(json, "stored", 1, kMax)));
  object.size_bytes = static_cast<std::size_t>(TRY(need_number(json, "size", 1, kMax)));
  if (object.is_picture() && object.size_bytes != object.stored_bytes)
    return damaged("a picture of two sizes");
  return object;
}

Result<std::vector<PackObject>> parse_objects(const Json& json) {
  const Json* list = json.find("objects");
  if (list == nullptr || list->items() == nullptr) return damaged("the manifest has no list of objects");
  if (list->items()->size() > kMaxObjects) return damaged("the manifest has more objects than allowed");
  std::vector<PackObject> objects;
  std::set<std::pair<std::string, std::string>> seen;
  std::uint64_t unpacked = 0, stored = 0;
  for (const Json& item : *list->items()) {
    PackObject object = TRY(parse_object(item));
    if (!seen.emplace(object.kind, object.name).second) {
      return damaged(base::cat("the manifest names \"", object.name, "\" twice"));
    }
    if (!object.is_picture()) unpacked += object.size_bytes;
    stored += object.stored_bytes;
    if (unpacked > kMaxUnpackedBytes || stored > kMaxStoredBytes)
      return damaged("the manifest promises more bytes than allowed");
    objects.push_back(std::move(object));
  }
  return objects;
}

Result<std::vector<base::Language>> parse_languages(const Json& json) {
  const Json* list = json.find("languages");
  if (list == nullptr || list->items() == nullptr) return damaged("the manifest names no languages");
  std::vector<base::Language> languages;
  for (const Json& item : *list->items()) {
    const auto language = item.string() ? base::parse_language(*item.string()) : std::nullopt;
    if (!language) return Error(PackError::newer_program, "a language this program does not know");
    languages.push_back(*language);
  }
  return languages;
}

// A list of texts that may be left out.
Result<std::vector<std::string>> parse_texts(const Json& json, std::string_view name, std::size_t most,
                                             std::size_t longest) {
  std::vector<std::string> texts;
  const Json* list = json.find(name);
  if (list == nullptr) return texts;
  const Error refused = damaged(base::cat("the manifest's \"", name, "\" is not a list of texts"));
  if (list->items() == nullptr || list->items()->size() > most) return refused;
  for (const Json& item : *list->items()) {
    if (item.string() == nullptr || item.string()->empty() || item.string()->size() > longest) return refused;
    texts.push_back(*item.string());
  }
  return texts;
}

// A pack that is for somebody names somebody: "targets":{} would be for everybody by mistake.
Result<Targets> parse_targets(const Json& json) {
  Targets targets;
  const Json* member = json.find("targets");
  if (member == nullptr) return targets;
  targets.kiosks = TRY(parse_texts(*member, "kiosks", kMaxTargets, kMaxSlugSize));
  targets.groups = TRY(parse_texts(*member, "groups", kMaxTargets, kMaxSlugSize));
  if (targets.are_all()) return damaged("the manifest's targets name no kiosk and no group");
  return targets;
}

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.add(text);
  return list;
}

Json list_of(const std::vector<PackObject>& objects) {
  Json list = Json::array();
  for (const PackObject& object : objects) {
    list.add(Json::object()
                 .set("kind", object.kind)
                 .set("name", object.name)
                 .set("encoding", object.encoding)
                 .set("hash", object.hash.text())
                 .set("stored", object.stored_bytes)
                 .set("size", object.size_bytes));
  }
  return list;
}

}  // namespace

bool Targets::include(const Device& device) const {
  const auto named = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return are_all() || named(kiosks, device.kiosk) ||
         std::any_of(device.groups.begin(), device.groups.end(),
                     [&](const std::string& group) { return named(groups, group); });
}

std::uint64_t stored_bytes(const Manifest& manifest) {
  std::uint64_t sum = 0;
  for (const PackObject& object : manifest.objects) sum += object.stored_bytes;
  return sum;
}

std::string day_text(Day day) { return base::to_iso8601(base::Timestamp(day)).substr(0, 10); }

bool is_past(Day last_day, base::Timestamp now) { return base::local_day(now) > last_day; }

bool is_to_come(Day first_day, base::Timestamp now) { return base::local_day(now) < first_day; }

std::string to_text(const Manifest& manifest) {
  Json languages = Json::array();
  for (const base::Language language : manifest.languages) languages.add(base::code_of(language));
  Json json = Json::object();
  json.set("spec", kManifestSpec).set("role", kRole).set("version", manifest.version);
  json.set("created", day_text(manifest.created));
  if (manifest.starts) json.set("starts", day_text(*manifest.starts));
  if (manifest.expires) json.set("expires", day_text(*manifest.expires));
  json.set("min_app", manifest.min_app).set("languages", std::move(languages));
  if (!manifest.targets.are_all()) {
    Json targets = Json::object();
    if (!manifest.targets.kiosks.empty()) targets.set("kiosks", list_of(manifest.targets.kiosks));
    if (!manifest.targets.groups.empty()) targets.set("groups", list_of(manifest.targets.groups));
    json.set("targets", std::move(targets));
  }
  if (!manifest.recipients.empty()) json.set("recipients", list_of(manifest.recipients));
  return json.set("objects", list_of(manifest.objects)).text();
}

Result<Manifest> parse_manifest(std::string_view text) {
  const Result<Json> parsed = Json::parse(text);
  if (!parsed || parsed->members() == nullptr) return damaged("a manifest that is not one JSON object");
  const Json& json = *parsed;
  if (json.string_or("role", "") != kRole) return damaged("a signed file that is not a content pack");
  const std::int64_t spec = TRY(need_number(json, "spec", 1, kMaxVersion));
  Manifest manifest;
  manifest.min_app = TRY(need_number(json, "min_app", 1, kMaxVersion));
  if (spec > kManifestSpec || manifest.min_app > kAppLevel) {
    return Error(PackError::newer_program, "a pack made for a newer program");
  }
  manifest.version = TRY(need_number(json, "version", 1, kMaxVersion));
  manifest.created = TRY(need_day(json, "created"));
  if (json.find("starts") != nullptr) manifest.starts = TRY(need_day(json, "starts"));
  if (json.find("expires") != nullptr) manifest.expires = TRY(need_day(json, "expires"));
  manifest.targets = TRY(parse_targets(json));
  manifest.recipients = TRY(parse_texts(json, "recipients", kMaxRecipients, kMaxRecipientBytes));
  manifest.languages = TRY(parse_languages(json));
  manifest.objects = TRY(parse_objects(json));
  return manifest;
}

}  // namespace kiosk::content
