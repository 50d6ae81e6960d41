#include "kiosk/base/log.h"

#include "kiosk/base/bytes.h"

#include "tests/support/captured_log.h"
#include "tests/support/catch.h"

using namespace kiosk;

TEST_CASE("the last warnings and errors are kept, newest first, with their reason codes") {
  const tests::CapturedLog quiet;
  KIOSK_LOG(warning, "content.refused", {"code", "E-SIG-02"}, {"reason", "no signature by a trusted key"});
  KIOSK_LOG(info, "sync.waiting", {"reason", "unreachable"});
  KIOSK_LOG(error, "sync.paused", {"reason", "revoked-kiosk"});
  KIOSK_LOG(error, "sync.paused", {"reason", "revoked-kiosk"});
  const std::vector<base::LoggedProblem> kept = base::recent_problems();
  REQUIRE(kept.size() >= 2);
  CHECK(kept[0].event == "sync.paused");
  CHECK(kept[0].reason == "revoked-kiosk");
  CHECK(kept[0].times == 2);
  CHECK(kept[0].level == base::LogLevel::error);
  CHECK(kept[1].event == "content.refused");
  CHECK(kept[1].reason == "E-SIG-02");
  for (int i = 0; i < 100; ++i) KIOSK_LOG(warning, base::cat("event.", i), {"n", i});
  CHECK(base::recent_problems().size() == base::kProblemsKept);
  CHECK(base::recent_problems().front().event == "event.99");
}

TEST_CASE("of a problem nothing is kept that a person could have written") {
  const tests::CapturedLog quiet;
  const std::vector<std::string> written = {"0612345678", "Le lampadaire est éteint", "مطفأ", "a\nb",
                                            "",           std::string(33, 'x')};
  for (const std::string& value : written) {
    KIOSK_LOG(error, "test.problem", {"reason", value}, {"text", "Rue-Al-Amal"});
    CHECK(base::recent_problems().front().event == "test.problem");
    CHECK(base::recent_problems().front().reason.empty());
  }
}
