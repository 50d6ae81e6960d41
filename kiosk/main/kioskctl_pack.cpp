// kioskctl pack: from the clerk's folder of sources to content on a kiosk.

#include <memory>

#include "kiosk/base/time.h"
#include "kiosk/content/content_store.h"
#include "kiosk/content/pack_file.h"
#include "kiosk/content/publication.h"
#include "kiosk/content/sources.h"
#include "kiosk/crypto/key_file.h"
#include "kiosk/main/check_options.h"
#include "kiosk/main/check_wording.h"
#include "kiosk/main/desk_names.h"
#include "kiosk/main/device.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/main/pack_picture.h"

namespace kiosk::main {
namespace {

namespace fs = store::fs;
using base::cat;
using base::Result;
using content::Day;

constexpr std::size_t kMaxKeyBytes = 4096;  // of a key, or a signature

enum class BuildError { bad_sources, bad_day };
std::string_view name_of(BuildError code) { return code == BuildError::bad_day ? "bad-day" : "bad-sources"; }

// What the commands of this group are told; each uses its part.
struct Told {
  std::string path;
  std::string out;
  std::string key;
  std::string keys;
  std::string state;
  std::string signature;
  std::string created;
  std::string starts;
  std::string expires;
  std::string language;  // of the report; empty: the environment's
  std::vector<std::string> kiosks, groups, recipients, roots;
  std::int64_t version = 0;
  bool json = false;
  bool manifest = false;
  bool signatures = false;
};

// Runs a command and turns its refusal into one line and the exit code.
int run(const Result<void>& result) { return result ? 0 : refuse(result.error()); }

Result<std::optional<Day>> optional_day(const char* option, const std::string& text) {
  if (text.empty()) return std::optional<Day>();
  const Result<Day> day = base::parse_day(text);
  if (day) return std::optional<Day>(*day);
  return base::Error(BuildError::bad_day, cat(option, " ", text, ": a day is written 2026-12-31"));
}

Result<content::TrustedKeys> keys_of(const fs::path& folder) { return content::TrustedKeys::load(folder); }

Result<content::TrustedKeys> keys_of_state(const Told& told) {
  return keys_of(fs::path(told.state) / "keys" / "content");
}

std::string worded(const content::Report& report, const Told& told) {
  const app::Strings strings = load_check_strings();
  const base::Language language = base::parse_language(told.language).value_or(language_of_environment());
  const content::Wording wording = wording_of(language, strings);
  return told.json ? report.json(wording).text() + "\n" : report.text(wording);
}

content::ContentStore store_of(const Told& told) {
  return content::ContentStore(fs::path(told.state), load_device(fs::path(told.state)));
}

Result<std::vector<std::string>> texts_of(const std::vector<std::string>& files, std::size_t limit) {
  std::vector<std::string> texts;
  for (const std::string& file : files) texts.emplace_back(base::as_text(TRY(store::read_file(file, limit))));
  return texts;
}

Result<content::PackOptions> pack_options(const Told& told, Day edition) {
  content::PackOptions options;
  options.version = told.version;
  options.created = TRY(optional_day("--created", told.created)).value_or(edition);
  options.starts = TRY(optional_day("--starts", told.starts));
  options.expires = TRY(optional_day("--expires", told.expires));
  options.targets = {told.kiosks, told.groups};
  options.recipients = TRY(texts_of(told.recipients, content::kMaxRecipientBytes));
  for (const std::string& key : options.recipients) TRY(crypto::parse_cell_public(key));
  options.roots = TRY(texts_of(told.roots, content::kMaxRootBytes));
  for (const std::string& root : options.roots)
    TRY(content::check_self_signed(TRY(content::SignedRoot::parse(root))));
  return options;
}

int check(const Told& told) {
  const content::CheckedSources checked = content::check_sources(told.path, check_options());
  std::cout << worded(checked.report, told);
  return checked.report.has_errors() ? 1 : 0;
}

Result<void> build(const Told& told) {
  const content::CheckedSources checked = content::check_sources(told.path, check_options());
  if (checked.report.has_errors()) {
    std::cout << worded(checked.report, told);
    return base::Error(BuildError::bad_sources, "the sources have errors; no pack was made");
  }
  const content::PackOptions options = TRY(pack_options(told, *checked.edition));
  TRY(content::check_dates(options, known_today()));
  TRY(content::build_pack_file(checked, options, pack_picture, told.out));
  std::cout << told.out << ": version " << options.version << ", " << fs::file_size(told.out) << " bytes, "
            << checked.report.count(content::Severity::warning) << " warnings, "
            << checked.report.count_rule(content::kToConfirm)
            << " items wait for confirmation; not signed yet\n";
  return base::done();
}

Result<void> print_names(const Told& told) {
  const content::CheckedSources checked = content::check_sources(told.path, check_options());
  if (checked.report.has_errors())
    return base::Error(BuildError::bad_sources, "the sources have errors; see kioskctl pack check");
  std::cout << desk_names(checked.contents);
  return base::done();
}

Result<void> sign(const Told& told) {
  const content::UnverifiedPack pack = TRY(content::UnverifiedPack::open(told.path));
  const content::PackHead& head = pack.head();
  const content::Manifest manifest = TRY(content::parse_manifest(base::as_text(head.manifest)));
  std::string signature;
  if (told.key.empty()) {
    signature = base::as_text(TRY(store::read_file(told.signature, kMaxKeyBytes)));
  } else {
    const crypto::MinisignSecretKey key = TRY(load_signing_key(told.key));
    signature = content::sign_manifest(head.manifest, manifest, key);
  }
  const crypto::MinisignKeyId signer = TRY(crypto::minisign_key_id(signature));
  TRY(content::rewrite_head(told.path, TRY(content::with_signature(head, signature)), head.roots));
  std::cout << told.path << ": signed by " << crypto::MinisignPublicKey{signer, {}}.id_text() << "\n";
  return base::done();
}

std::string dates_of(const content::Manifest& manifest) {
  std::string dates = "created " + content::day_text(manifest.created);
  if (manifest.starts) dates += ", starts " + content::day_text(*manifest.starts);
  if (manifest.expires) dates += ", expires " + content::day_text(*manifest.expires);
  return dates;
}

void show_targets(const content::Targets& targets) {
  if (targets.are_all()) return;
  std::cout << "for";
  for (const std::string& kiosk : targets.kiosks) std::cout << " kiosk " << kiosk;
  for (const std::string& group : targets.groups) std::cout << " group " << group;
  std::cout << "\n";
}

Result<void> verify(const Told& told) {
  const content::TrustedKeys keys =
      told.state.empty() ? TRY(keys_of(told.keys)) : store_of(told).newest(TRY(keys_of_state(told)));
  const content::VerifiedPack pack = TRY(TRY(content::UnverifiedPack::open(told.path)).verify(keys));
  TRY(content::Catalogue::from(pack));
  std::cout << told.path << ": version " << pack.manifest().version << ", " << dates_of(pack.manifest())
            << ", whole, signed by " << pack.signer() << "\n";
  return base::done();
}

Result<void> show(const Told& told) {
  const content::UnverifiedPack pack = TRY(content::UnverifiedPack::open(told.path));
  if (told.manifest) {
    std::cout << base::as_text(pack.head().manifest);
    return base::done();
  }
  if (told.signatures) {
    for (const std::string& signature : pack.head().signatures) std::cout << signature;
    return base::done();
  }
  const content::Manifest manifest = TRY(content::parse_manifest(base::as_text(pack.head().manifest)));
  std::cout << "version " << manifest.version << ", " << dates_of(manifest) << " (not verified)\n";
  show_targets(manifest.targets);
  for (const std::string& file : pack.head().roots) {
    const Result<content::SignedRoot> root = content::SignedRoot::parse(file);
    std::cout << "brings root " << (root ? std::to_string(root->root.version) : "that is unreadable") << "\n";
  }
  if (pack.head().signatures.empty()) std::cout << "not signed\n";
  for (const std::string& signature : pack.head().signatures) {
    const Result<crypto::MinisignKeyId> id = crypto::minisign_key_id(signature);
    std::cout << "signature by "
              << (id ? crypto::MinisignPublicKey{*id, {}}.id_text() : std::string("something unreadable"))
              << "\n";
  }
  for (const content::PackObject& object : manifest.objects) {
    std::cout << object.hash.text().substr(0, 16) << "  " << object.kind << "/" << object.name << "  "
              << object.stored_bytes << " -> " << object.size_bytes << " bytes\n";
  }
  return base::done();
}

// A kiosk would not take it any more; but a clock may be wrong here.
void warn_of_last_day(const std::string& path) {
  const Result<content::UnverifiedPack> pack = content::UnverifiedPack::open(path);
  if (!pack) return;
  const Result<content::Manifest> manifest = content::parse_manifest(base::as_text(pack->head().manifest));
  if (manifest && manifest->expires && content::is_past(*manifest->expires, base::wall_now()))
    std::cerr << path << ": its last day is past (" << content::day_text(*manifest->expires)
              << "): no kiosk takes it\n";
}

Result<void> publish(const Told& told) {
  warn_of_last_day(told.path);
  const content::Publishing done = TRY(content::publish(told.path, told.out));
  std::cout << told.out << ": " << done.objects << " objects, " << done.new_objects << " of them new, "
            << done.new_bytes << " bytes\n";
  return base::done();
}

Result<void> unpublish(const Told& told) {
  TRY(content::unpublish(told.version, told.out));
  std::cout << told.out << ": version " << told.version << " is off the list\n";
  return base::done();
}

Result<void> install(const Told& told) {
  const content::TrustedKeys keys = TRY(keys_of_state(told));
  content::UnverifiedPack pack = TRY(content::UnverifiedPack::open(told.path));
  content::ContentStore installed = store_of(told);
  const auto catalogue = TRY(installed.install(std::move(pack), keys, base::wall_now()));
  std::cout << "version " << catalogue->version() << " is installed, signed by " << catalogue->signer()
            << "\n";
  return base::done();
}

int list(const Told& told) {
  const content::Generations generations = content::ContentStore(fs::path(told.state)).list();
  if (told.json) {
    base::Json versions = base::Json::array();
    for (const std::int64_t version : generations.versions) versions.add(version);
    std::cout << base::Json::object().set("current", generations.current).set("generations", versions).text()
              << "\n";
    return 0;
  }
  if (generations.versions.empty()) std::cout << "no content is installed\n";
  for (const std::int64_t version : generations.versions) {
    std::cout << (version == generations.current ? "* " : "  ") << version << "\n";
  }
  return 0;
}

Result<void> rollback(const Told& told) {
  content::ContentStore installed = store_of(told);
  const content::InstalledContent shown = TRY(installed.rollback(TRY(keys_of_state(told))));
  std::cout << "version " << shown.catalogue->version() << " is shown again\n";
  return base::done();
}

CLI::App* add(CLI::App& group, const char* name, const char* says) {
  return group.add_subcommand(name, says);
}

}  // namespace

void add_pack_commands(CLI::App& app, int& exit_code) {
  CLI::App& group = *app.add_subcommand("pack", "Content packs: check, build, sign, verify, install.");
  group.require_subcommand(1);
  const auto told = std::make_shared<Told>();
  const auto file = [&](CLI::App* command) {
    command->add_option("FILE", told->path, "the pack")->required();
  };
  const auto folder = [&](CLI::App* command) {
    command->add_option("DIR", told->path, "the sources")->required();
  };
  const auto language = [&](CLI::App* command) {
    command->add_option("--lang", told->language, "ar, fr or en: language of the report (else LANG's)")
        ->check(CLI::IsMember({"ar", "fr", "en"}));
  };
  const auto state = [&](CLI::App* command) {
    command->add_option("--state", told->state, "the kiosk's state folder")->required();
  };

  CLI::App* command = add(group, "check", "Says everything that is wrong with a folder of sources.");
  folder(command);
  command->add_flag("--json", told->json, "as JSON");
  language(command);
  command->callback([told, &exit_code] { exit_code = check(*told); });

  command = add(group, "build", "Makes an unsigned pack; the same sources and dates give the same bytes.");
  folder(command);
  command->add_option("--version", told->version, "higher than every version before")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, content::kMaxVersion));
  command->add_option("--out", told->out, "the pack to write")->required();
  command->add_option("--created", told->created, "YYYY-MM-DD; without it the edition of data/site.toml");
  command->add_option("--starts", told->starts, "YYYY-MM-DD, the first day it may be installed");
  command->add_option("--expires", told->expires, "YYYY-MM-DD, the last day it may be installed");
  language(command);
  command->add_option("--kiosk", told->kiosks, "for this kiosk only; may be given several times");
  command->add_option("--group", told->groups, "for kiosks of this group only; may be given several times");
  command->add_option("--recipient", told->recipients, "a cell's public key that complaints are sealed to");
  command->add_option("--root", told->roots, "a root that kiosks may not have yet, oldest first");
  command->callback([told, &exit_code] { exit_code = run(build(*told)); });

  command = add(group, "sign", "Signs a pack in place.");
  file(command);
  auto* by = command->add_option_group("by")->require_option(1);
  by->add_option("--key", told->key, "the secret content key");
  by->add_option("--signature", told->signature,
                 "minisign's signature of what `pack show --manifest` prints");
  command->callback([told, &exit_code] { exit_code = run(sign(*told)); });

  command = add(group, "verify", "Verifies a pack as a kiosk would.");
  file(command);
  auto* with = command->add_option_group("with")->require_option(1);
  with->add_option("--keys", told->keys, "folder of trusted public keys");
  with->add_option("--state", told->state, "a kiosk's state folder: by the keys it has come to trust");
  command->callback([told, &exit_code] { exit_code = run(verify(*told)); });

  command = add(group, "names", "Prints the desk's names.json of these sources.");
  folder(command);
  command->callback([told, &exit_code] { exit_code = run(print_names(*told)); });

  command = add(group, "show", "Shows what a pack says it is; believes nothing.");
  file(command);
  command->add_flag("--manifest", told->manifest, "the manifest itself, byte for byte");
  command->add_flag("--signatures", told->signatures, "its signatures, as minisign writes them");
  command->callback([told, &exit_code] { exit_code = run(show(*told)); });

  command = add(group, "publish", "Lays a signed pack out for kiosks that fetch their content by network.");
  file(command);
  command->add_option("--to", told->out, "the folder that a web server serves")->required();
  command->callback([told, &exit_code] { exit_code = run(publish(*told)); });

  command = add(group, "unpublish", "Takes a version off the list of a publication, and what only it needs.");
  command->add_option("VERSION", told->version, "of the pack")->required();
  command->add_option("--from", told->out, "the folder that a web server serves")->required();
  command->callback([told, &exit_code] { exit_code = run(unpublish(*told)); });

  command = add(group, "install", "Installs a pack on a kiosk; the kiosk looks at its pages when it starts.");
  file(command);
  state(command);
  command->callback([told, &exit_code] { exit_code = run(install(*told)); });

  command = add(group, "list", "Lists what is installed.");
  state(command);
  command->add_flag("--json", told->json, "as JSON");
  command->callback([told, &exit_code] { exit_code = list(*told); });

  command = add(group, "rollback", "Shows the next older installed content.");
  state(command);
  command->callback([told, &exit_code] { exit_code = run(rollback(*told)); });
}

}  // namespace kiosk::main
