// A complaint of marked words, and the search for them once the visit has ended. The same in a whole machine,
// with its swap, disk and core files: canary_machine_test.py.

#include "kiosk/complaint/receipt_code.h"
#include "tests/support/process_memory.h"
#include "tests/visit/canaries.h"
#include "tests/visit/robot.h"

using namespace kiosk;
using tests::Canary;
using tests::CanarySearch;
using tests::DeskWorld;
using tests::RobotKiosk;
using tests::TempFolder;

namespace {

// Up to the page that shows everything once more.
void fill_in(RobotKiosk& kiosk, const tests::Canaries& canaries) {
  const auto tells = [&kiosk](const std::string& command) {
    INFO(command);
    CHECK(kiosk.ask(command).find("ok")->boolean() == true);
  };
  kiosk.taps({"attract.ar", "home.complaint", "complaint.kind.complaint", "complaint.category.lighting",
              "complaint.continue", "complaint.district.tabriquet", "complaint.search.open"});
  tells("text " + canaries.words("neighbourhood"));
  kiosk.taps({"complaint.continue", "nav.back", "complaint.landmark"});
  tells("type " + canaries.words("landmark"));
  kiosk.taps({"complaint.continue"});
  if (kiosk.screen() == "complaint.where") kiosk.taps({"complaint.continue"});
  tells(base::cat("type ", canaries.words("text, Arabic"), " ", canaries.words("text, Latin")));
  kiosk.taps({"complaint.continue", "complaint.contact.call"});
  tells("type " + canaries.phone);
  kiosk.taps({"complaint.name"});
  tells("text " + canaries.words("name"));
  kiosk.taps({"complaint.continue"});
  if (kiosk.screen() == "complaint.contact") kiosk.taps({"complaint.continue"});
  CHECK(kiosk.screen() == "complaint.check");
}

std::vector<std::string> found_in(const CanarySearch& search, const std::vector<tests::MemoryPart>& memory) {
  std::vector<std::string> found;
  for (const tests::MemoryPart& part : memory) {
    for (const CanarySearch::Hit& hit : search.search(part.bytes)) {
      found.push_back(base::cat(hit.what, ", ", hit.form, ", ", hit.parts, " parts, in ", part.name, " ",
                                part.start, " at ", hit.at));
    }
  }
  return found;
}

std::vector<std::string> found_in(const CanarySearch& search, const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    constexpr std::size_t kMost = 256 * 1024 * 1024;
    const base::Bytes bytes = store::read_file(entry.path(), kMost).value();
    for (const CanarySearch::Hit& hit : search.search(bytes))
      found.push_back(base::cat(hit.what, ", ", hit.form, " in ", entry.path().string()));
  }
  return found;
}

bool finds(const std::vector<std::string>& found, std::string_view what) {
  return std::ranges::any_of(found, [&](const std::string& one) { return one.starts_with(what); });
}

// A kiosk whose log is a file.
std::vector<std::string> logged(const DeskWorld& world, const std::filesystem::path& log) {
  return {"/bin/sh",
          "-c",
          "exec \"$0\" \"$@\" 2>" + log.string(),
          tests::program("kiosk"),
          "--state",
          world.kiosk.state().string(),
          "--offscreen",
          "1080x1920",
          "--robot",
          "--desk",
          "http://127.0.0.1:9"};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

struct Machine {
  Machine() {
    tests::install_content(world.kiosk, work);
    std::filesystem::create_directory(work / "log");
  }
  [[nodiscard]] std::vector<std::string> command() const { return logged(world, work / "log/kiosk.log"); }
  // Memory, where this user may look into it, state folder and log.
  std::vector<std::string> found(const CanarySearch& search, const RobotKiosk& kiosk) const {
    std::vector<std::string> found;
    if (const auto memory = tests::memory_of(kiosk.pid())) {
      found = found_in(search, *memory);
    } else {
      WARN("The kiosk's memory is closed to this user: only its state folder and its log were searched.");
    }
    for (const std::filesystem::path& folder : {world.kiosk.state(), work / "log"}) {
      for (std::string& one : found_in(search, folder)) found.push_back(std::move(one));
    }
    return found;
  }
  DeskWorld world;
  TempFolder work;
};

}  // namespace

TEST_CASE("the search for canaries finds every form of a part, and nothing else") {
  std::random_device dice;
  const Canary latin = tests::latin_canary("latin", tests::kCanaryLetters, dice);
  const Canary arabic = tests::arabic_canary("arabic", tests::kCanaryLetters, dice);
  CanarySearch search;
  search.add(latin);
  search.add(arabic);
  const auto found = [&search](const std::string& bytes) {
    return search.search(base::as_bytes(bytes)).size();
  };
  for (const std::size_t before : {0, 1, 2, 3}) {
    const std::string pad(before, '.');
    INFO(before);
    CHECK(found(pad + latin.words.substr(3, 6) + pad) == 1);
    CHECK(found(pad + latin.words.substr(3, 5) + pad) == 0);
    CHECK(found(pad + arabic.words.substr(4, 12) + pad) == 1);
    CHECK(found(pad + arabic.words.substr(4, 10) + pad) == 0);
    CHECK(found("." + base::to_base64(base::as_bytes(pad + arabic.words + pad))) == 1);
    CHECK(found(pad + base::to_hex(base::as_bytes(latin.words))) == 1);
    std::string reversed = latin.words, wide, spread;
    std::ranges::reverse(reversed);
    for (const char c : latin.words) {
      wide += std::string{c, '\0', '\0', '\0'};
      spread += std::string{c, '\0', '\0', '\0'} + std::string(16, 'x');
    }
    CHECK(found(pad + reversed) == 1);
    CHECK(found(pad + wide) == 1);
    CHECK(found(pad + spread) == 1);
  }
}

TEST_CASE("after a visit nothing of a complaint is in the kiosk's memory, its state folder or its log") {
  const Machine machine;
  const tests::Canaries canaries;
  std::vector<Canary> wanted = canaries.all;
  RobotKiosk kiosk(machine.command());
  fill_in(kiosk, canaries);
  // The search can fail: while the form is filled every canary is there.
  const std::vector<std::string> filled = machine.found(tests::search_for(wanted), kiosk);
  if (tests::memory_of(kiosk.pid())) {
    for (const Canary& canary : canaries.all) {
      INFO(canary.what);
      CHECK(finds(filled, canary.what + ","));
    }
    for (const char* form : {"UTF-8", "UTF-32", "glyphs with places"})
      CHECK(finds(filled, base::cat("text, Arabic, ", form, ",")));
  }
  kiosk.taps({"complaint.consent", "complaint.send"});
  kiosk.ask("settle");
  const std::string shown = kiosk.value("receipt.code");
  const std::string digits(complaint::ReceiptCode::parse(shown).value().digits());
  for (Canary& one : tests::number_canaries("code", digits, shown)) wanted.push_back(std::move(one));
  kiosk.taps({"receipt.done", "attract.fr", "home.follow"});
  for (const char digit : digits) kiosk.taps({base::cat("osk.", std::string(1, digit))});
  kiosk.taps({"follow.show"});
  kiosk.ask("settle");
  CHECK(kiosk.value("follow.status") == "saved");
  kiosk.taps({"follow.done", "attract.ar", "home.complaint"});
  const std::vector<std::string> left = machine.found(tests::search_for(wanted), kiosk);
  INFO(joined(left));
  CHECK(left.empty());
}

TEST_CASE("a complaint that was never sent is gone when the time for it is up") {
  const Machine machine;
  const tests::Canaries canaries;
  RobotKiosk kiosk(machine.command());
  fill_in(kiosk, canaries);
  kiosk.ask("advance 60100");
  kiosk.ask("advance 30000");
  CHECK(kiosk.screen() == "attract");
  kiosk.taps({"attract.ar"});
  const std::vector<std::string> left = machine.found(tests::search_for(canaries.all), kiosk);
  INFO(joined(left));
  CHECK(left.empty());
}
