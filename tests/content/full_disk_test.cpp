// Installs on a disk that is full, or has no more files to give, at any point: a tmpfs in a mount namespace
// of a child process, whose limit is raised step by step until the install goes through.

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "kiosk/content/content_store.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
namespace fs = std::filesystem;

namespace {

const base::Timestamp kNow = tests::noon(2026, 12, 1);
constexpr int kMaxSteps = 200;
constexpr int kInodes = 400;
constexpr std::uint64_t kPage = 4096, kPages = 4000, kPagesAStep = 8;

enum class Limit { inodes, bytes };

// A tmpfs at `folder`, of this process alone.
bool mount_small_disk(const fs::path& folder) {
  const uid_t user = getuid();
  if (unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("tmpfs", folder.c_str(), "tmpfs", 0,
               base::cat("size=", kPages * kPage, ",nr_inodes=", kInodes).c_str()) == 0;
}

bool allow(const fs::path& folder, std::uint64_t bytes, std::uint64_t inodes) {
  return mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT,
               base::cat("size=", bytes, ",nr_inodes=", inodes).c_str()) == 0;
}

// How many more of what is limited the disk gives, beyond what is used.
bool allow_more(const fs::path& folder, Limit limit, std::uint64_t more) {
  struct statvfs now {};
  if (statvfs(folder.c_str(), &now) != 0) return false;
  const std::uint64_t pages = now.f_blocks - now.f_bfree, inodes = now.f_files - now.f_ffree;
  return limit == Limit::inodes ? allow(folder, kPages * kPage, inodes + more)
                                : allow(folder, (pages + more * kPagesAStep) * kPage, kInodes);
}

struct Outcome {
  int refused = 0;
  std::string problem;  // empty: every install was refused whole, or done whole
};

// Installs version 2 over version 1, each time with one more, from the same start.
Outcome try_all(const fs::path& disk, Limit limit) {
  Outcome outcome;
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  const TrustedKeys keys = tests::trust(key);
  Contents contents = tests::good_contents();
  const base::Bytes first = tests::signed_pack(contents, key, 1);
  contents.site.declaration = "edition 2";
  const base::Bytes second = tests::signed_pack(contents, key, 2);
  const auto install = [&](const ContentStore& store, const base::Bytes& pack) {
    return ContentStore(store).install(UnverifiedPack::from_bytes(pack).value(), keys, kNow);
  };
  for (int more = 0; more < kMaxSteps; ++more) {
    const fs::path state = disk / "state";
    fs::create_directories(state);
    ContentStore store(state);
    if (!install(store, first)) return {outcome.refused, "the first version"};
    if (!allow_more(disk, limit, static_cast<std::uint64_t>(more))) return {outcome.refused, "remount"};
    const auto installed = install(store, second);
    const auto shown = store.load(keys);
    if (!shown || shown->set_aside) return {outcome.refused, base::cat("nothing whole after ", more)};
    const std::int64_t version = shown->catalogue->version();
    if (installed && version != 2) return {outcome.refused, base::cat("done, but not shown, with ", more)};
    if (installed) return outcome;
    ++outcome.refused;
    if (!installed.error().is(PackError::no_space))
      return {outcome.refused, base::cat(installed.error().name(), ": ", installed.error().sentence())};
    if (version != 1) return {outcome.refused, base::cat("refused, and shown, with ", more)};
    if (!allow(disk, kPages * kPage, kInodes)) return {outcome.refused, "remount"};
    if (!install(store, second)) return {outcome.refused, base::cat("no room afterwards, after ", more)};
    if (store.load(keys).value().catalogue->version() != 2) return {outcome.refused, "not shown afterwards"};
    fs::remove_all(state);
  }
  return {outcome.refused, "never enough"};
}

// In a process of its own, whose mounts end with it.
Outcome try_all_apart(Limit limit) {
  const tests::TempFolder disk, said;
  const pid_t child = fork();
  if (child == 0) {
    Outcome outcome{0, "no small disk could be mounted"};
    if (mount_small_disk(disk.path())) outcome = try_all(disk.path(), limit);
    std::ofstream(said / "outcome") << outcome.refused << " " << outcome.problem;
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  Outcome outcome{0, "the child ended early"};
  std::ifstream in(said / "outcome");
  if (in >> outcome.refused) outcome.problem.clear();
  std::getline(in >> std::ws, outcome.problem);
  return outcome;
}

}  // namespace

TEST_CASE("a disk that is full at any point of an install keeps what is shown, and the pack fits later") {
  const Outcome outcome = try_all_apart(Limit::bytes);
  CHECK(outcome.problem == "");
  CHECK(outcome.refused > 0);
}

TEST_CASE("a disk without a file to give at any point of an install keeps what is shown, and it fits later") {
  const Outcome outcome = try_all_apart(Limit::inodes);
  CHECK(outcome.problem == "");
  CHECK(outcome.refused > 2);
}
