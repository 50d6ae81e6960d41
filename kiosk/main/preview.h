#pragma once
// The sources of a clerk, shown as they would be on a kiosk: at each change they are checked, built, signed
// with a key that lives as long as this object, and verified again, for screens show nothing but what came
// out of a verified pack. The pack and its photographs lie in the state folder of the moment. What is wrong
// is printed in the clerk's language and goes to the screen; what is shown then stays what was sound last.
//
// Preview: one thread at a time. PreviewThread calls `tell` on a thread of its own, which ends with it.

#include <map>
#include <thread>

#include "kiosk/app/update.h"
#include "kiosk/base/mailbox.h"
#include "kiosk/content/sources.h"
#include "kiosk/main/check_options.h"
#include "kiosk/main/check_wording.h"
#include "kiosk/main/source_watch.h"

namespace kiosk::main {

// How often the folder is looked at; a change is shown after two looks.
constexpr base::Milliseconds kSourceLook(200);

class Preview {
 public:
  using Print = std::function<void(const std::string& report)>;

  Preview(std::filesystem::path sources, std::filesystem::path state, base::Language clerk, Print print);
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  // Reads all of the sources.
  app::intent::SourcesRead read();
  // Looks at the folder once: whether it is time to read again (source_watch.h).
  bool has_changed() { return watch_.has_changed(); }

 private:
  using CatalogueResult = base::Result<std::shared_ptr<const content::Catalogue>>;
  CatalogueResult catalogue_of(const content::CheckedSources& checked);
  base::Result<base::Bytes> picture_of(base::ByteView file);
  [[nodiscard]] app::SourceTrouble trouble_of(const content::Report& report) const;

  std::filesystem::path sources_, state_;
  base::Language clerk_;
  Print print_;
  app::Strings strings_;
  std::map<crypto::Hash, base::Bytes> pictures_;  // as they are in the pack, by the hash of their files
  crypto::MinisignSecretKey key_;
  content::CheckOptions check_options_;
  SourceWatch watch_;  // begins before the first read, so that no change falls between
  std::string printed_;
  std::int64_t version_ = 0;
};

// Reads a preview's sources again whenever they changed, and tells what came of it.
class PreviewThread {
 public:
  PreviewThread(Preview& preview, std::function<void(app::Intent)> tell);
  ~PreviewThread();
  PreviewThread(const PreviewThread&) = delete;
  PreviewThread& operator=(const PreviewThread&) = delete;

 private:
  struct Stop {};
  void run();

  Preview& preview_;
  std::function<void(app::Intent)> tell_;
  base::Mailbox<Stop> stop_;
  std::thread thread_;
};

}  // namespace kiosk::main
