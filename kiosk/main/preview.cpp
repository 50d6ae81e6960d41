#include "kiosk/main/preview.h"

#include <algorithm>
#include <chrono>

#include "kiosk/base/log.h"
#include "kiosk/content/object_shelf.h"
#include "kiosk/content/pack_file.h"
#include "kiosk/main/pack_picture.h"

namespace kiosk::main {
namespace {

// A large or slow folder is not looked at all the time.
constexpr int kLookShare = 10;

}  // namespace

Preview::Preview(std::filesystem::path sources, std::filesystem::path state, base::Language clerk,
                 Print print)
    : sources_(std::move(sources)),
      state_(std::move(state)),
      clerk_(clerk),
      print_(std::move(print)),
      strings_(load_check_strings()),
      key_(crypto::MinisignSecretKey::make()),
      check_options_(check_options()),
      watch_(sources_) {}

// Only what is new is made small: a save is seen at once.
base::Result<base::Bytes> Preview::picture_of(base::ByteView file) {
  const crypto::Hash hash = crypto::hash_of(file);
  const auto known = pictures_.find(hash);
  if (known != pictures_.end()) return known->second;
  base::Bytes picture = TRY(pack_picture(file));
  return pictures_.emplace(hash, std::move(picture)).first->second;
}

Preview::CatalogueResult Preview::catalogue_of(const content::CheckedSources& checked) {
  const std::filesystem::path path = state_ / "preview.kpack";
  const content::PackOptions options{version_ + 1, *checked.edition, std::nullopt};
  TRY(store::make_folder(state_));
  TRY(content::build_pack_file(
      checked, options, [this](base::ByteView file) { return picture_of(file); }, path));
  const content::UnverifiedPack made = TRY(content::UnverifiedPack::open(path));
  const content::Manifest manifest = TRY(content::parse_manifest(base::as_text(made.head().manifest)));
  TRY(content::rewrite_head(path, {content::sign_manifest(made.head().manifest, manifest, key_)}, {}));
  content::SignedPack pack = TRY(
      TRY(content::UnverifiedPack::open(path)).verify_manifest(content::TrustedKeys({key_.public_half()})));
  const content::ObjectShelf shelf(state_ / "content");
  TRY(shelf.make_folders());
  store::FileBatch batch = shelf.new_batch();
  const content::VerifiedPack verified = TRY(
      pack.read_objects([&](const content::PackObject& object, base::ByteView stored) -> base::Result<void> {
        return object.is_picture() ? shelf.keep(object, stored, batch) : base::done();
      }));
  TRY(batch.commit());
  return content::Catalogue::from(verified);
}

app::SourceTrouble Preview::trouble_of(const content::Report& report) const {
  app::SourceTrouble trouble;
  const std::vector<content::Diagnostic> all = report.sorted();
  const auto is_error = [](const content::Diagnostic& d) { return d.severity == content::Severity::error; };
  trouble.errors = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_error));
  const auto first = std::find_if(all.begin(), all.end(), is_error);
  if (first == all.end()) return trouble;
  trouble.place = content::text_of(first->place);
  for (const base::Language language : base::kLanguages)
    trouble.sentence[static_cast<std::size_t>(language)] =
        first->message.text(wording_of(language, strings_));
  return trouble;
}

app::intent::SourcesRead Preview::read() {
  check_options_.today = known_today();  // a preview may stay open for days
  const content::CheckedSources checked = content::check_sources(sources_, check_options_);
  std::string report = checked.report.text(wording_of(clerk_, strings_));
  if (report != printed_) print_(report);
  printed_ = std::move(report);
  if (checked.report.has_errors()) return {nullptr, trouble_of(checked.report)};
  CatalogueResult catalogue = catalogue_of(checked);
  if (!catalogue) {  // sound sources that make no sound pack: ours to mend, said as it is
    KIOSK_LOG(error, "preview.failed", {"reason", catalogue.error().sentence()});
    return {nullptr, app::SourceTrouble{1, sources_.string(), {}}};
  }
  ++version_;
  return {std::move(catalogue).value(), std::nullopt};
}

PreviewThread::PreviewThread(Preview& preview, std::function<void(app::Intent)> tell)
    : preview_(preview), tell_(std::move(tell)), thread_([this] { run(); }) {}

PreviewThread::~PreviewThread() {
  stop_.post(Stop{});
  thread_.join();
}

void PreviewThread::run() {
  base::Milliseconds pause = kSourceLook;
  while (!stop_.wait(pause)) {
    const auto begin = std::chrono::steady_clock::now();
    const bool changed = preview_.has_changed();
    const auto took = std::chrono::steady_clock::now() - begin;
    pause = std::max(kSourceLook, std::chrono::duration_cast<base::Milliseconds>(took * kLookShare));
    if (changed) tell_(preview_.read());
  }
}

}  // namespace kiosk::main
