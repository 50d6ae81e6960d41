// kiosk-paper: a document (kiosk/paper/document.h) on standard input, its PDF on standard output. The desk
// starts one for each paper, so that fonts and drawing are no part of the process that holds the cell's keys.
// It opens nothing but fonts, writes nothing but its answer, and may take neither long nor much memory.

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

#include "kiosk/paper/pdf.h"

namespace {

using kiosk::base::Result;

constexpr rlim_t kMaxSeconds = 60, kMaxMemory = 1024UL * 1024 * 1024, kMaxFile = 64UL * 1024 * 1024;

void limit_myself() {
  prctl(PR_SET_DUMPABLE, 0);
  const auto limit = [](auto resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
  };
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, kMaxFile);
  limit(RLIMIT_CPU, kMaxSeconds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  limit(RLIMIT_AS, kMaxMemory);
#endif
}

Result<std::string> paper() {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const kiosk::paper::Document document = TRY(kiosk::paper::Document::parse(text));
  return kiosk::paper::pdf_of(document);
}

}  // namespace

int main() {
  limit_myself();
  const Result<std::string> pdf = paper();
  if (!pdf) {
    std::cerr << pdf.error().sentence() << "\n";
    return 1;
  }
  std::cout << *pdf << std::flush;
  return std::cout ? 0 : 1;
}
