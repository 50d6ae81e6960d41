// Packs on sticks and the waiting complaints to one, with the helper's socket and folders for sticks.

#include "tests/stick/world.h"
#include "tests/support/captured_log.h"
#include "tests/support/fake_stick_helper.h"

using namespace kiosk;
using platform::stick::StickError;
using platform::stick::Verb;
using tests::FakeStickHelper;
using tests::Packs;
using tests::PackWorld;

namespace {

namespace fs = std::filesystem;

app::StickView stick(std::uint64_t plug, std::string device) {
  return {plug, std::move(device), "SALE", {}, {}};
}

std::vector<std::string> envelopes_in(const fs::path& folder) {
  std::vector<std::string> names = store::list_files(folder / complaint::kStickFolder).value_or({});
  std::erase_if(names, [](const std::string& name) { return !name.ends_with(".env"); });
  return names;
}

// An outbox with complaints in it.
struct Complaints {
  explicit Complaints(const PackWorld& world, int count = 3) : opened(world.kiosk) {
    for (int i = 0; i < count; ++i) {
      const complaint::Complaint complaint = tests::complaint_saying(base::cat("عمود الإنارة رقم ", i));
      const complaint::Ticket ticket = tests::ticket_of(static_cast<base::Byte>(i));
      const complaint::ReceiptCode code = complaint::ReceiptCode::random();
      REQUIRE(opened.outbox->file({complaint, code, &ticket}, {tests::kNoon}).ok());
    }
  }
  [[nodiscard]] std::int64_t waiting() { return opened.outbox->stats()->queued; }
  tests::OpenOutbox opened;
};

}  // namespace

TEST_CASE("packs of the folder and of two sticks are found together, newest first, each with its stick") {
  PackWorld world;
  FakeStickHelper helper;
  const tests::TempFolder folder;
  helper.plug("sdb1");
  helper.plug("sdc1");
  world.put_pack(folder.path(), 3, "three.kpack");
  world.put_pack(helper.stick("sdb1"), 2, "two.kpack");
  world.put_pack(helper.stick("sdc1"), 4, "four.kpack");
  tests::write_text(helper.stick("sdc1") / "bad.kpack", "no pack");
  Packs packs(world, folder.path(), helper.socket_path());
  packs.plug({stick(1, "sdb1"), stick(2, "sdc1")});
  const app::intent::PacksFound found = packs.find();
  REQUIRE(found.packs.size() == 4);
  CHECK(found.refusal.empty());
  CHECK((found.packs[0].version == 4 && found.packs[0].plug == 2));
  CHECK((found.packs[1].version == 3 && found.packs[1].plug == app::kFolder));
  CHECK((found.packs[2].version == 2 && found.packs[2].plug == 1));
  CHECK(found.packs[3].refusal == "E-SUM-01");
  const app::intent::SticksSeen seen = packs.look();
  CHECK(seen.sticks[0].packs == 1U);
  CHECK(seen.sticks[1].packs == 2U);
}

TEST_CASE("a stick is not mounted before staff ask, and not any longer than they do") {
  PackWorld world;
  FakeStickHelper helper;
  helper.plug("sdb1");
  world.put_pack(helper.stick("sdb1"), 2, "two.kpack");
  Packs packs(world, world.state() / "none", helper.socket_path());
  packs.plug({stick(1, "sdb1")});
  packs.plug({stick(1, "sdb1")});
  CHECK(helper.asked().empty());
  packs.look();
  CHECK(helper.asked() == "mount sdb1\n");
  packs.forget();
  CHECK(helper.asked() == "mount sdb1\nunmount sdb1\n");
}

TEST_CASE("when the end of an installation is told the stick is unmounted already") {
  PackWorld world;
  FakeStickHelper helper;
  helper.plug("sdb1");
  world.put_pack(helper.stick("sdb1"), 2, "two.kpack");
  Packs packs(world, world.state() / "none", helper.socket_path());
  packs.plug({stick(1, "sdb1")});
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 1);
  CHECK(packs.install(found.packs[0]).refusal.empty());
  CHECK(helper.asked().ends_with("unmount sdb1\n"));
  CHECK(world.shown() == 2);
  std::uint64_t last = 0;
  for (const app::intent::InstallProgress& one : packs.progress()) {
    CHECK(one.done_bytes >= last);
    CHECK(one.at > base::BootTime{});
    last = one.done_bytes;
  }
  CHECK(last > 0);
}

TEST_CASE("a stick that cannot be mounted says why, and does not hide the other one") {
  const tests::CapturedLog quiet;
  PackWorld world;
  FakeStickHelper helper;
  helper.plug("sdc1");
  world.put_pack(helper.stick("sdc1"), 2, "two.kpack");
  for (const auto& [why, code] :
       std::vector<std::pair<StickError, std::string>>{{StickError::no_file_system, "E-USB-05"},
                                                       {StickError::gone, "E-USB-01"},
                                                       {StickError::too_many, "E-USB-06"},
                                                       {StickError::system_disk, "E-USB-06"}}) {
    helper.refuse({Verb::mount, "sdb1"}, why);
    Packs packs(world, world.state() / "none", helper.socket_path());
    packs.plug({stick(1, "sdb1")});
    CHECK(packs.find().refusal == code);
    packs.plug({stick(1, "sdb1"), stick(2, "sdc1")});
    const auto found = packs.find();
    CHECK(found.refusal.empty());
    CHECK(found.packs.size() == 1);
    CHECK(packs.look().sticks[0].problem == code);
    CHECK(packs.look().sticks[1].problem.empty());
  }
}

TEST_CASE(
    "without a stick, or without anybody to mount one, it is said that there is none or that it is of no "
    "use") {
  const tests::CapturedLog quiet;
  PackWorld world;
  CHECK(Packs(world, world.state() / "none").find().refusal == app::kNoStick);
  Packs without_helper(world, world.state() / "none", world.state() / "no.socket");
  without_helper.plug({stick(1, "sdb1")});
  CHECK(without_helper.find().refusal == "E-USB-06");
  store::make_folder(world.state() / "empty").value();
  CHECK(Packs(world, world.state() / "empty").find().refusal == "E-USB-02");
}

TEST_CASE("a stick that is pulled between review and install is refused, and nothing changes") {
  const tests::CapturedLog quiet;
  PackWorld world;
  FakeStickHelper helper;
  helper.plug("sdb1");
  world.put_pack(helper.stick("sdb1"), 2, "two.kpack");
  Packs packs(world, world.state() / "none", helper.socket_path());
  packs.plug({stick(1, "sdb1")});
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 1);
  const auto before = world.snapshot();
  fs::remove_all(helper.stick("sdb1"));
  packs.plug({});
  CHECK(packs.install(found.packs[0]).refusal == "E-USB-01");
  CHECK(world.snapshot() == before);
  CHECK(helper.asked().find("unmount sdb1") != std::string::npos);
}

TEST_CASE("another stick of the same name with another pack of the same name is not installed unseen") {
  const tests::CapturedLog quiet;
  PackWorld world;
  FakeStickHelper helper;
  helper.plug("sdb1");
  world.put_pack(helper.stick("sdb1"), 2, "new.kpack");
  Packs packs(world, world.state() / "none", helper.socket_path());
  packs.plug({stick(1, "sdb1")});
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 1);
  world.put_pack(helper.stick("sdb1"), 3, "new.kpack");
  packs.plug({stick(2, "sdb1")});
  packs.look();
  CHECK(packs.install(found.packs[0]).refusal == "E-CHG-01");
  CHECK(world.shown() == 1);
}

TEST_CASE("the waiting complaints are copied sealed to the folder that stands in, and stay in the outbox") {
  const tests::CapturedLog quiet;
  PackWorld world;
  Complaints complaints(world);
  const tests::TempFolder folder;
  Packs packs(world, folder.path(), {}, &complaints.opened);
  const auto copied = packs.copy();
  CHECK(copied.problem.empty());
  CHECK(copied.copied == 3);
  CHECK(complaints.waiting() == 3);
  const std::vector<std::string> names = envelopes_in(folder.path());
  REQUIRE(names.size() == 3);
  for (const std::string& name : names) {
    const base::Bytes sealed =
        store::read_file(folder.path() / complaint::kStickFolder / name, complaint::kEnvelopeMaxSize).value();
    CHECK(base::as_text(sealed).find("عمود") == std::string_view::npos);
  }
  // Again is the same files.
  CHECK(packs.copy().copied == 3);
  CHECK(envelopes_in(folder.path()) == names);
}

TEST_CASE("a stick is writable for the copy alone, and its end is told after it was unmounted") {
  const tests::CapturedLog quiet;
  PackWorld world;
  Complaints complaints(world);
  FakeStickHelper helper;
  helper.plug("sdb1");
  Packs packs(world, world.state() / "none", helper.socket_path(), &complaints.opened);
  packs.plug({stick(1, "sdb1")});
  packs.look();
  CHECK(packs.copy(1).copied == 3);
  CHECK(helper.asked() == "mount sdb1\nwrite sdb1\nunmount sdb1\n");
  CHECK(envelopes_in(helper.stick("sdb1")).size() == 3);
}

TEST_CASE("a copy of which the stick may not hold all is no copy") {
  const tests::CapturedLog quiet;
  PackWorld world;
  Complaints complaints(world);
  FakeStickHelper helper;
  helper.plug("sdb1");
  Packs packs(world, world.state() / "none", helper.socket_path(), &complaints.opened);
  CHECK(packs.copy(1).problem == "E-USB-01");
  CHECK(packs.copy().problem == "E-USB-01");
  packs.plug({stick(1, "sdb1")});
  for (const auto& [verb, why, code] : std::vector<std::tuple<Verb, StickError, std::string>>{
           {Verb::unmount, StickError::not_written, "E-USB-06"},
           {Verb::unmount, StickError::gone, "E-USB-01"},
           {Verb::write, StickError::write_protected, "E-USB-04"},
           {Verb::write, StickError::no_file_system, "E-USB-05"}}) {
    helper.refuse({verb, "sdb1"}, why);
    const auto copied = packs.copy(1);
    CHECK(copied.problem == code);
    CHECK(copied.copied == 0);
    CHECK(complaints.waiting() == 3);
  }
}

TEST_CASE("a kiosk without an outbox says so when complaints are to be copied") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const tests::TempFolder folder;
  CHECK(Packs(world, folder.path()).copy().problem == "unavailable");
}
