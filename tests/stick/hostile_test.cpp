// Sticks that lie, stall, break, vanish and never end (lying_stick.cpp): the refusal has its code, what is
// installed is exactly what was verified, and what was there before stays as it was.

#include "tests/stick/world.h"
#include "tests/support/captured_log.h"

using namespace kiosk;
using tests::LyingStick;
using tests::Packs;
using tests::PackWorld;

namespace {

namespace fs = std::filesystem;

// A pack of version 2 beside the folder it lies in.
struct Source {
  explicit Source(PackWorld& world) : size(world.put_pack(folder.path(), 2, "two.kpack")) {}
  tests::TempFolder folder;
  std::size_t size;
};

// The head's size: where the first object begins.
std::size_t objects_begin(const fs::path& pack) {
  return content::UnverifiedPack::open(pack).value().head().bytes.size();
}

}  // namespace

TEST_CASE("an honest stick through the same file system is installed") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const Source source(world);
  const LyingStick stick("honest", 0, source.folder.path());
  Packs packs(world, stick.path());
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 1);
  CHECK(packs.install(found.packs[0]).refusal.empty());
  CHECK(world.shown() == 2);
}

TEST_CASE("a stick that shows another byte on the second read installs nothing, wherever the byte is") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const Source source(world);
  const std::size_t objects = objects_begin(source.folder / "two.kpack");
  const auto before = world.snapshot();
  for (const std::size_t offset : {std::size_t{0}, std::size_t{40}, objects - 1, objects,
                                   (objects + source.size) / 2, source.size - 1}) {
    const LyingStick stick("second", offset, source.folder.path());
    Packs packs(world, stick.path());
    const auto found = packs.find();
    REQUIRE(found.packs.size() == 1);
    REQUIRE(found.packs[0].refusal.empty());
    INFO("byte " << offset << " of " << source.size);
    CHECK(packs.install(found.packs[0]).refusal == "E-SUM-01");
    CHECK(world.shown() == 1);
    CHECK(world.store().list().versions == std::vector<std::int64_t>{1});
    for (const auto& [path, bytes] : before) CHECK(store::read_file(path, 1 << 26).value() == bytes);
  }
}

TEST_CASE("a stick with a sector that cannot be read is refused as one that was removed") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const Source source(world);
  const auto before = world.snapshot();
  for (const std::size_t offset : {std::size_t{0}, source.size / 2, source.size - 1}) {
    const LyingStick stick("broken", offset, source.folder.path());
    Packs packs(world, stick.path());
    const auto found = packs.find();
    REQUIRE(found.packs.size() == 1);
    INFO("byte " << offset);
    CHECK(found.packs[0].refusal == "E-USB-01");
  }
  CHECK(world.snapshot() == before);
}

TEST_CASE("a stick that vanishes at any object leaves the old content whole, and the next try installs") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const Source source(world);
  const fs::path pack = source.folder / "two.kpack";
  const tests::TempFolder honest;
  const std::size_t objects = objects_begin(pack);
  app::PackView reviewed;
  {
    Packs packs(world, source.folder.path());
    reviewed = packs.find().packs.at(0);
  }
  constexpr std::size_t kPlaces = 12;
  for (std::size_t place = 0; place < kPlaces; ++place) {
    const std::size_t offset = objects + (source.size - 1 - objects) * place / (kPlaces - 1);
    const LyingStick stick("gone", offset, source.folder.path());
    Packs packs(world, stick.path());
    reviewed.path = (stick.path() / "two.kpack").string();
    INFO("byte " << offset << " of " << source.size);
    CHECK(packs.install(reviewed).refusal == "E-USB-01");
    CHECK(world.shown() == 1);
    CHECK(world.store().list().versions == std::vector<std::int64_t>{1});
    const auto again = packs.find();
    CHECK(again.packs.empty());
  }
  reviewed.path = pack.string();
  Packs packs(world, source.folder.path());
  CHECK(packs.install(reviewed).refusal.empty());
  CHECK(world.shown() == 2);
}

TEST_CASE("a file that never ends is refused after its head, or where it goes on, and takes no room") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const auto before = world.snapshot();
  const Source source(world);
  tests::write_text(source.folder / "noise.kpack", "KPACK1\r\n");
  const LyingStick stick("endless", std::uint64_t{1} << 50, source.folder.path());
  Packs packs(world, stick.path());
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 2);
  for (const app::PackView& pack : found.packs) CHECK(pack.refusal == "E-SUM-01");
  CHECK(world.snapshot() == before);
}

TEST_CASE("a slow stick is waited for, and its progress tells the time that is left") {
  const tests::CapturedLog quiet;
  PackWorld world;
  const Source source(world);
  const LyingStick stick("slow", 100'000, source.folder.path());
  Packs packs(world, stick.path());
  const auto found = packs.find();
  REQUIRE(found.packs.size() == 1);
  CHECK(packs.install(found.packs[0]).refusal.empty());
  CHECK(world.shown() == 2);
  app::TimeLeft left;
  for (const app::intent::InstallProgress& one : packs.progress())
    left.see(one.at, one.done_bytes, one.all_bytes);
  CHECK(packs.progress().back().done_bytes == packs.progress().back().all_bytes);
}

namespace {

struct Complaints {
  explicit Complaints(const PackWorld& world) : opened(world.kiosk) {
    for (int i = 0; i < 3; ++i) {
      const complaint::Complaint complaint = tests::complaint_saying(base::cat("عمود الإنارة رقم ", i));
      const complaint::Ticket ticket = tests::ticket_of(static_cast<base::Byte>(i));
      const complaint::ReceiptCode code = complaint::ReceiptCode::random();
      REQUIRE(opened.outbox->file({complaint, code, &ticket}, {tests::kNoon}).ok());
    }
    for (const complaint::OutboxItem& item : opened.outbox->list().value())
      size = static_cast<std::uint64_t>(item.size_bytes);
  }
  tests::OpenOutbox opened;
  std::uint64_t size = 0;  // of an envelope
};

}  // namespace

TEST_CASE(
    "a stick that is full, or pulled, while complaints are copied keeps no half file, and none is lost") {
  const tests::CapturedLog quiet;
  PackWorld world;
  Complaints complaints(world);
  for (const auto& [mode, code] :
       std::vector<std::pair<std::string, std::string>>{{"full", "E-USB-03"}, {"pulled", "E-USB-01"}}) {
    for (const std::uint64_t room : {std::uint64_t{0}, complaints.size + complaints.size / 2}) {
      const tests::TempFolder source;
      const LyingStick stick(mode, room, source.path());
      Packs packs(world, stick.path(), {}, &complaints.opened);
      const auto copied = packs.copy();
      INFO(mode << " " << room);
      CHECK(copied.problem == code);
      CHECK(copied.copied == 0);
      CHECK(complaints.opened.outbox->stats()->queued == 3);
      for (const std::string& name : store::list_files(source.path() / complaint::kStickFolder).value_or({}))
        CHECK(fs::file_size(source.path() / complaint::kStickFolder / name) == complaints.size);
    }
  }
}
