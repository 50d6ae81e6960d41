#include "kiosk/content/publication.h"

#include <algorithm>
#include <set>

namespace kiosk::content {
namespace {

namespace fs = store::fs;
using base::Error;
using base::Json;
using base::Result;

constexpr std::int64_t kSpec = 1;

Error damaged(std::string sentence) { return {PackError::damaged, std::move(sentence)}; }

Json names_of(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const std::string& name : names) list.add(name);
  return list;
}

Result<std::vector<std::string>> parse_names(const Json& json, std::string_view name) {
  std::vector<std::string> names;
  const Json* list = json.find(name);
  if (list == nullptr) return names;
  if (list->items() == nullptr || list->items()->size() > kMaxTargets)
    return damaged("a list of packs whose targets are no lists");
  for (const Json& item : *list->items()) {
    if (item.string() == nullptr) return damaged("a list of packs with a target that is not a text");
    names.push_back(*item.string());
  }
  return names;
}

Result<Published> parse_entry(const Json& json) {
  Published entry;
  entry.version = json.integer_or("version", 0);
  const std::int64_t bytes = json.integer_or("bytes", 0);
  const Result<crypto::Hash> head = crypto::Hash::parse(json.string_or("head", ""));
  if (!head || entry.version < 1 || entry.version > kMaxVersion || bytes < 1 ||
      bytes > static_cast<std::int64_t>(kMaxHeadBytes))
    return damaged("a list of packs with an entry that is none");
  entry.head = *head;
  entry.head_bytes = static_cast<std::size_t>(bytes);
  if (const Json* targets = json.find("targets")) {
    entry.targets.kiosks = TRY(parse_names(*targets, "kiosks"));
    entry.targets.groups = TRY(parse_names(*targets, "groups"));
  }
  return entry;
}

// Web servers run as somebody else: what is published may be read by all.
Result<void> make_open_folder(const fs::path& folder) {
  TRY(store::make_folder(folder));
  std::error_code code;
  fs::permissions(folder, fs::perms(0755), code);
  return base::done();
}

Result<std::vector<Published>> read_list(const fs::path& folder) {
  const Result<base::Bytes> bytes = store::read_file(folder / "packs.json", kMaxListBytes);
  if (!bytes && bytes.error().is(store::StoreError::not_found)) return std::vector<Published>();
  if (!bytes) return bytes.error();
  return parse_published(base::as_text(*bytes));
}

fs::path inside(const fs::path& folder, const std::string& target) { return folder / target.substr(1); }

// An object that is there under its hash and whole is not written again.
Result<bool> put_object(const fs::path& folder, const PackObject& object, base::ByteView stored) {
  const fs::path path = inside(folder, object_target(object.hash));
  const Result<base::Bytes> there = store::read_file(path, object.stored_bytes);
  if (there && std::equal(there->begin(), there->end(), stored.begin(), stored.end())) return false;
  TRY(make_open_folder(path.parent_path()));
  TRY(store::replace_file(path, stored, store::FileMode::public_file));
  return true;
}

// What the listed packs need. A head that cannot be read keeps everything: better too much than too little.
std::optional<std::set<fs::path>> needed_files(const fs::path& folder, const std::vector<Published>& list) {
  std::set<fs::path> needed;
  for (const Published& entry : list) {
    const fs::path path = inside(folder, head_target(entry.head));
    const Result<UnverifiedPack> pack = UnverifiedPack::open(path);
    const Result<Manifest> manifest =
        pack ? parse_manifest(base::as_text(pack->head().manifest)) : Result<Manifest>(pack.error());
    if (!manifest) return std::nullopt;
    needed.insert(path);
    for (const PackObject& object : manifest->objects)
      needed.insert(inside(folder, object_target(object.hash)));
  }
  return needed;
}

void remove_unneeded(const fs::path& folder, const std::vector<Published>& list) {
  const std::optional<std::set<fs::path>> needed = needed_files(folder, list);
  if (!needed) return;
  std::vector<fs::path> unneeded;
  for (const char* part : {"heads", "objects"}) {
    std::error_code code;
    for (fs::recursive_directory_iterator entry(folder / part, code), end; !code && entry != end;
         entry.increment(code)) {
      if (entry->is_regular_file() && !needed->contains(entry->path())) unneeded.push_back(entry->path());
    }
  }
  for (const fs::path& path : unneeded) {
    std::error_code left;
    fs::remove(path, left);
  }
}

// What the list does not name any more goes after it.
Result<void> write_list(const fs::path& folder, const std::vector<Published>& list) {
  TRY(store::replace_file(folder / "packs.json", base::as_bytes(to_text(list)),
                          store::FileMode::public_file));
  remove_unneeded(folder, list);
  return base::done();
}

}  // namespace

std::string to_text(const std::vector<Published>& list) {
  Json packs = Json::array();
  for (const Published& entry : list) {
    Json json = Json::object();
    json.set("version", entry.version).set("head", entry.head.text()).set("bytes", entry.head_bytes);
    if (!entry.targets.are_all()) {
      json.set("targets", Json::object()
                              .set("kiosks", names_of(entry.targets.kiosks))
                              .set("groups", names_of(entry.targets.groups)));
    }
    packs.add(std::move(json));
  }
  return Json::object().set("spec", kSpec).set("packs", std::move(packs)).text() + "\n";
}

Result<std::vector<Published>> parse_published(std::string_view text) {
  const Result<Json> json = Json::parse(text);
  const Json* packs = json ? json->find("packs") : nullptr;
  if (packs == nullptr || packs->items() == nullptr || packs->items()->size() > kMaxPublished)
    return damaged("a file that is not a list of packs");
  if (json->integer_or("spec", 0) != kSpec)
    return Error(PackError::newer_program, "a list of packs of a newer kind");
  std::vector<Published> list;
  for (const Json& item : *packs->items()) list.push_back(TRY(parse_entry(item)));
  return list;
}

std::string head_target(const crypto::Hash& head) { return "/heads/" + head.text(); }

std::string object_target(const crypto::Hash& object) {
  const std::string name = object.text();
  return base::cat("/objects/", name.substr(0, 2), "/", name);
}

Result<Publishing> publish(const fs::path& path, const fs::path& folder) {
  const UnverifiedPack pack = TRY(UnverifiedPack::open(path));
  if (pack.head().signatures.empty())
    return Error(PackError::no_signature, "the pack is not signed: no kiosk would take it");
  const Manifest manifest = TRY(parse_manifest(base::as_text(pack.head().manifest)));
  std::vector<Published> list = TRY(read_list(folder));
  for (const char* part : {"heads", "objects"}) TRY(make_open_folder(folder / part));
  TRY(make_open_folder(folder));
  store::FileReader file = TRY(store::FileReader::open(path));
  TRY(file.read(pack.head().bytes.size()));
  Publishing done;
  for (const PackObject& object : manifest.objects) {
    const base::Bytes stored = TRY(file.read(object.stored_bytes));
    TRY(check_object(object, stored));
    ++done.objects;
    if (!TRY(put_object(folder, object, stored))) continue;
    ++done.new_objects;
    done.new_bytes += stored.size();
  }
  const Published entry{manifest.version, crypto::hash_of(pack.head().bytes), pack.head().bytes.size(),
                        manifest.targets};
  TRY(store::replace_file(inside(folder, head_target(entry.head)), pack.head().bytes,
                          store::FileMode::public_file));
  std::erase_if(list, [&](const Published& old) {
    return old.version == entry.version && old.targets == entry.targets;
  });
  list.push_back(entry);
  std::stable_sort(list.begin(), list.end(),
                   [](const Published& a, const Published& b) { return a.version > b.version; });
  if (list.size() > kMaxPublished) list.resize(kMaxPublished);
  TRY(write_list(folder, list));
  return done;
}

Result<std::size_t> unpublish(std::int64_t version, const fs::path& folder) {
  std::vector<Published> list = TRY(read_list(folder));
  const std::size_t taken =
      std::erase_if(list, [version](const Published& entry) { return entry.version == version; });
  if (taken == 0)
    return Error(PackError::nothing_there, base::cat("no pack of version ", version, " is listed there"));
  TRY(write_list(folder, list));
  return taken;
}

}  // namespace kiosk::content
