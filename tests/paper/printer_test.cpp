// The process that draws: what it makes comes back, and when it does not, the desk is told why and goes on.

#include <sys/stat.h>

#include <fstream>

#include "kiosk/main/paper_printer.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::main;

namespace {

constexpr const char* kDocument =
    R"({"language":"ar","title":"ملف 2026/17","blocks":[{"quote":"عمود الإنارة"}]})";

std::filesystem::path script(const tests::TempFolder& folder, const std::string& text) {
  const std::filesystem::path path = folder / "script";
  std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
  chmod(path.c_str(), 0700);
  return path;
}

PrintError error_of(const base::Result<std::string>& printed) {
  REQUIRE_FALSE(printed.ok());
  return printed.error().as<PrintError>().value();
}

}  // namespace

TEST_CASE("kiosk-paper makes a PDF of a document, and no paper of what is none") {
  PaperPrinter printer(KIOSK_BUILD_DIR "/bin/kiosk-paper");
  const auto pdf = printer.print(kDocument);
  REQUIRE(pdf.ok());
  CHECK(pdf->starts_with("%PDF-"));
  CHECK(pdf->find("%%EOF") != std::string::npos);
  CHECK(error_of(printer.print("{}")) == PrintError::refused);
  CHECK(printer.print(kDocument).ok());
}

TEST_CASE(
    "a program that is missing, dies, hangs or does not listen is an error, and nobody waits for ever") {
  const tests::TempFolder folder;
  CHECK(error_of(PaperPrinter(folder / "none").print(kDocument)) == PrintError::not_started);
  CHECK(error_of(PaperPrinter(script(folder, "exit 3")).print(kDocument)) == PrintError::refused);
  CHECK(error_of(PaperPrinter(script(folder, "kill -9 $$")).print(kDocument)) == PrintError::refused);
  PaperPrinter hangs(script(folder, "exec sleep 60"), std::chrono::seconds(1));
  CHECK(error_of(hangs.print(kDocument)) == PrintError::took_too_long);
  // More than a socket holds, to a program that never reads.
  PaperPrinter deaf(script(folder, "exec sleep 60"), std::chrono::seconds(1));
  CHECK(error_of(deaf.print(std::string(8 * 1024 * 1024, 'x'))) == PrintError::took_too_long);
}
