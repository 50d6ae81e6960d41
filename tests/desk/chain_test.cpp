// What is missing of a kiosk's envelopes, and what was never one chain.

#include "kiosk/desk/chain.h"

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::DeskWorld;
using tests::kNoon;

namespace {

struct Link {
  base::Uuid uuid;
  base::Bytes bytes;
};

Link seal_link(const DeskWorld& world, std::uint64_t sequence, const crypto::Hash& previous) {
  const complaint::Identity identity = world.kiosk.identity();
  const base::Uuid uuid = crypto::random_uuid();
  const base::SecretString letter =
      complaint::write_letter(tests::lighting_complaint(), complaint::ReceiptCode::random());
  return {uuid, complaint::seal_envelope(
                    {identity.id, uuid, sequence, previous, kNoon, complaint::ClockQuality::plausible},
                    base::as_bytes(letter.view()), identity.recipients.all(), identity.key)};
}

void put(Desk& desk, const Link& link) {
  const base::HttpRequest request{
      "PUT", complaint::complaint_path(DeskWorld::kiosk_id(), link.uuid), {{"Host", "desk"}}, link.bytes, ""};
  REQUIRE(desk.handle(request, kNoon).status == 201);
}

// Numbers 1 to `count`, each naming the one before.
std::vector<Link> chain(const DeskWorld& world, int count) {
  std::vector<Link> links;
  crypto::Hash last;
  for (int i = 1; i <= count; ++i) {
    links.push_back(seal_link(world, static_cast<std::uint64_t>(i), last));
    last = crypto::hash_of(links.back().bytes);
  }
  return links;
}

Chain chain_on(const DeskWorld& world) {
  const auto database = DeskDatabase::open(world.data()).value();
  return chain_of(database->use(), DeskWorld::kiosk_id()).value();
}

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a chain is whole in whatever order it comes, and what has not come is named") {
  const DeskWorld world;
  const auto desk = world.open();
  CHECK(chain_on(world).received == 0);
  const std::vector<Link> links = chain(world, 9);
  for (const std::size_t i : {8U, 0U, 3U, 2U}) put(*desk, links[i]);
  Chain now = chain_on(world);
  CHECK(now.received == 4);
  CHECK(now.last == 9);
  CHECK(now.missing == 5);
  CHECK(now.first_missing == Numbers{2, 5, 6, 7, 8});
  for (const std::size_t i : {1U, 4U, 5U, 6U, 7U}) put(*desk, links[i]);
  now = chain_on(world);
  CHECK(now.received == 9);
  CHECK(now.missing == 0);
  CHECK(now.first_missing.empty());
  CHECK(now.doubled == 0);
  CHECK(now.torn == 0);
}

TEST_CASE("of many that have not come a few are named and the others counted") {
  const DeskWorld world;
  const auto desk = world.open();
  put(*desk, seal_link(world, 1'000'000'000'000, {}));
  const Chain now = chain_on(world);
  CHECK(now.missing == 999'999'999'999);
  CHECK(now.first_missing == Numbers{1, 2, 3, 4, 5});
}

TEST_CASE("two senders under one name are seen by their numbers, and by what they follow") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::vector<Link> links = chain(world, 2);
  for (const Link& link : links) put(*desk, link);
  put(*desk, seal_link(world, 2, crypto::hash_of(links[0].bytes)));
  CHECK(chain_on(world).doubled == 1);
  CHECK(chain_on(world).torn == 0);
  put(*desk, seal_link(world, 3, crypto::hash_of(base::as_bytes("something else"))));
  CHECK(chain_on(world).torn == 1);
}
