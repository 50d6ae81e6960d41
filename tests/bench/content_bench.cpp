// What a clerk and a build wait for: a site of a thousand pages in three languages, made of the project's own
// content, is checked, built and signed, verified. Beside each stands what reading the same bytes takes.
//
//   bench_content [PAGES]

#include <chrono>
#include <fstream>
#include <iostream>

#include "kiosk/content/catalogue.h"
#include "kiosk/content/source_text.h"
#include "kiosk/content/sources.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
namespace fs = std::filesystem;

namespace {

constexpr int kRounds = 5;

template <typename Work>
double best_ms(const Work& work) {
  double best = 1e12;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    best = std::min(
        best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

// The pages of the site once more under other names, until there are as many as asked for.
void grow(const fs::path& site, std::size_t pages) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(site / "ar/articles")) names.push_back(entry.path().stem());
  for (std::size_t i = names.size(); i < pages; ++i) {
    const std::string& from = names[i % names.size()];
    for (const char* language : {"ar", "fr", "en"}) {
      const fs::path folder = site / language / "articles";
      fs::copy_file(folder / (from + ".md"), folder / ("page-" + std::to_string(i) + ".md"));
    }
  }
}

std::size_t read_all(const fs::path& site) {
  std::size_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(site)) {
    if (entry.is_regular_file())
      bytes += store::read_file(entry.path(), content::kMaxSourceBytes).value().size();
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t pages = argc > 1 ? std::stoul(argv[1]) : 1000;
  const tests::TempFolder folder;
  const fs::path site = folder / "site";
  fs::copy(fs::path(KIOSK_SOURCE_DIR) / "content", site, fs::copy_options::recursive);
  grow(site, pages);
  const std::size_t bytes = read_all(site);
  const double read = best_ms([&] { read_all(site); });
  std::cout << pages << " pages in three languages, " << bytes / 1024 << " KiB of sources: read " << read
            << " ms\n";

  content::CheckedSources checked;
  const auto say = [&](const char* what, double ms) {
    std::cout << what << " " << ms << " ms, " << ms / read << " times reading\n";
  };
  say("check", best_ms([&] { checked = content::check_sources(site); }));
  if (checked.report.has_errors()) {
    std::cerr << checked.report.text();
    return 1;
  }
  base::Bytes pack;
  say("build", best_ms([&] { pack = content::build_pack(checked.contents, {1, *checked.edition, {}}); }));
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  say("sign", best_ms([&] { pack = content::sign_pack(pack, key).value(); }));
  const content::TrustedKeys keys({key.public_half()});
  say("verify and decode", best_ms([&] {
        const auto verified = content::UnverifiedPack::from_bytes(pack).value().verify(keys).value();
        content::Catalogue::from(verified).value();
      }));
  std::cout << "the pack has " << pack.size() / 1024 << " KiB\n";
  return 0;
}
