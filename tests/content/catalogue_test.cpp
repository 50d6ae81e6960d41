#include "kiosk/content/catalogue.h"

#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Language;

namespace {

std::shared_ptr<const Catalogue> catalogue_of(const Contents& contents,
                                              std::optional<Day> expires = std::nullopt) {
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  UnverifiedPack pack = UnverifiedPack::from_bytes(tests::signed_pack(contents, key, 7, expires)).value();
  const VerifiedPack verified = std::move(pack).verify(tests::trust(key)).value();
  return Catalogue::from(verified).value();
}

}  // namespace

TEST_CASE("a catalogue gives back what the sources said, with the papers of its pack") {
  const auto catalogue = catalogue_of(tests::good_contents(), tests::day(2027, 1, 31));
  CHECK(catalogue->version() == 7);
  CHECK(catalogue->created() == tests::day(2026, 11, 23));
  CHECK(catalogue->contents() == tests::good_contents());
  CHECK(catalogue->site().answer_days == 60);
  CHECK(catalogue->site().answer_basis.in(Language::ar) == "القانون \u206609-08\u2069.");
  CHECK(catalogue->article("governance", Language::fr)->chapters.size() == 2);
  CHECK(catalogue->twin("first-town")->latitude == 14.7);
  CHECK(catalogue->category("lighting")->service == catalogue->service("cell")->slug);
  CHECK(catalogue->district("north")->neighbourhoods[0].name.in(Language::en) == "The Garden");
  CHECK(catalogue->campaign("led")->inputs[0].start == 8);
  CHECK(catalogue->agreement("new")->last_year == 0);
  CHECK(catalogue->twin("third-town") == nullptr);
  CHECK_FALSE(catalogue->article("none", Language::ar));
}

TEST_CASE("a page that was not translated comes in Arabic and says so") {
  const tests::Site site;
  std::filesystem::remove(site.path() / "en/tips/led-off.md");
  const auto catalogue = catalogue_of(site.check().contents);
  CHECK(catalogue->tip("led-off", Language::en).is_fallback);
  CHECK(catalogue->tip("led-off", Language::en)->title == catalogue->tip("led-off", Language::ar)->title);
  CHECK_FALSE(catalogue->tip("led-off", Language::fr).is_fallback);
}

TEST_CASE("agreements are listed by the periods they began in, newest first, and 2009 belongs to both") {
  const auto catalogue = catalogue_of(tests::good_contents());
  const auto first = catalogue->agreements_of(*catalogue->period("2003-2009"));
  const auto second = catalogue->agreements_of(*catalogue->period("2009-2015"));
  REQUIRE(first.size() == 1);
  CHECK(first[0]->slug == "old");
  REQUIRE(second.size() == 2);
  CHECK(second[0]->slug == "new");
  CHECK(second[1]->slug == "old");
}

TEST_CASE("campaigns are shown from their first day to their last, both included") {
  const auto catalogue = catalogue_of(tests::good_contents());
  CHECK(catalogue->campaigns_on(tests::day(2026, 10, 31)).empty());
  CHECK(catalogue->campaigns_on(tests::day(2026, 11, 1)).size() == 1);
  CHECK(catalogue->campaigns_on(tests::day(2027, 3, 31)).size() == 1);
  CHECK(catalogue->campaigns_on(tests::day(2027, 4, 1)).empty());
}

TEST_CASE("content expires when its last day is over, and only then") {
  const auto catalogue = catalogue_of(tests::good_contents(), tests::day(2027, 1, 31));
  CHECK_FALSE(catalogue->is_expired(tests::noon(2027, 1, 31)));
  CHECK(catalogue->is_expired(tests::noon(2027, 2, 1)));
  CHECK_FALSE(catalogue_of(tests::good_contents())->is_expired(tests::noon(2099, 1, 1)));
}
