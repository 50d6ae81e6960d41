// The root helper's rules, with a /sys, a /proc and a /dev made of files, and a kernel that only writes down
// what it is asked to do. tests/stick does the same with a real one.

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "kiosk/base/bytes.h"
#include "platform/stick/client.h"
#include "platform/stick/sticks.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace platform::stick;
using kiosk::base::cat;
using kiosk::tests::TempFolder;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

class FakeKernel final : public Kernel {
 public:
  struct Mount {
    std::string type, options;
    unsigned long flags = 0;
  };
  std::map<std::string, Numbers> devices;       // by path
  std::map<std::string, std::string> contents;  // "vfat", by path
  std::map<std::string, Mounted> mounts;        // by folder
  std::vector<Mount> asked;
  std::vector<std::pair<std::string, int>> unmounted;
  bool read_only_medium = false, is_busy = false;
  int sync_code = 0, mount_code = 0;
  std::optional<Numbers> mounts_instead;

  int open_device(const fs::path& path, std::optional<Numbers>& numbers) override {
    if (!fs::exists(path)) return -ENOENT;
    if (const auto found = devices.find(path.string()); found != devices.end()) numbers = found->second;
    opened_ = path.string();
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  int mount(const std::string& source, const std::string& target, const char* type, unsigned long flags,
            const std::string& options) override {
    asked.push_back({type, options, flags});
    CHECK(source.starts_with("/proc/self/fd/"));
    if (mount_code != 0) return mount_code;
    if (contents[opened_] != type) return EINVAL;
    mounts[fs::read_symlink(target).string()] = {mounts_instead.value_or(devices.at(opened_)),
                                                 (flags & MS_RDONLY) == 0 && !read_only_medium};
    return 0;
  }
  int unmount(const fs::path& folder, int flags) override {
    if (is_busy && (flags & MNT_DETACH) == 0) return EBUSY;
    unmounted.emplace_back(folder.string(), flags);
    mounts.erase(folder.string());
    return 0;
  }
  int sync(const fs::path&) override { return sync_code; }
  std::optional<Mounted> look(const fs::path& folder) override {
    const auto found = mounts.find(folder.string());
    return found == mounts.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::string opened_;
};

// A machine with a system disk, a USB stick with two partitions, and whatever a test adds.
struct Machine {
  Machine() {
    add_disk("sda", "ata1/host0/target0:0:0/0:0:0:0", "8:0", "0");
    add_part("sda", "sda1", "8:1");
    add_usb("sdb", "8:16", "1");
    add_part("sdb", "sdb1", "8:17");
    add_part("sdb", "sdb2", "8:18");
    write(places.proc / "self/mountinfo", kSystemMounts);
    write(places.proc / "swaps", "Filename\tType\tSize\tUsed\tPriority\n");
  }
  void add_disk(const std::string& name, const std::string& where, const std::string& numbers,
                const std::string& removable) {
    disks[name] = root / "sys/devices/pci0000:00" / where / "block" / name;
    write(disks[name] / "removable", removable + "\n");
    add_device(name, disks[name], numbers);
  }
  void add_usb(const std::string& name, const std::string& numbers, const std::string& removable) {
    add_disk(name, cat("usb2/2-1/2-1:1.0/host6-", name), numbers, removable);
    fs::create_directories(root / "sys/bus/usb");
    std::error_code there_already;
    fs::create_symlink("../../../../bus/usb", root / "sys/devices/pci0000:00/usb2/2-1/subsystem",
                       there_already);
  }
  void add_part(const std::string& disk, const std::string& name, const std::string& numbers) {
    write(disks[disk] / name / "partition", "1\n");
    add_device(name, disks[disk] / name, numbers);
  }
  void add_device(const std::string& name, const fs::path& folder, const std::string& numbers) {
    write(folder / "dev", numbers + "\n");
    fs::create_directories(folder / "holders");
    fs::create_directories(root / "sys/class/block");
    fs::create_directories(root / "sys/dev/block");
    fs::create_symlink(folder, root / "sys/class/block" / name);
    fs::create_symlink(folder, root / "sys/dev/block" / numbers);
    write(places.dev / name, "");
    const std::size_t colon = numbers.find(':');
    kernel.devices[(places.dev / name).string()] = {
        static_cast<unsigned>(std::stoi(numbers)),
        static_cast<unsigned>(std::stoi(numbers.substr(colon + 1)))};
    kernel.contents[(places.dev / name).string()] = "vfat";
  }
  void pull(const std::string& name, const std::string& numbers) {
    fs::remove(root / "sys/class/block" / name);
    fs::remove(root / "sys/dev/block" / numbers);
    fs::remove(places.dev / name);
  }
  std::string ask(Verb verb, const std::string& device) {
    Sticks sticks(places, kernel);
    const auto answer = sticks.serve({verb, device}, {1000});
    return answer ? cat("ok ", *answer) : std::string(answer.error().name());
  }
  [[nodiscard]] std::string folder(const std::string& device) const {
    return (places.folder / device).string();
  }

  static constexpr const char* kSystemMounts =
      "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "23 22 0:21 / /run rw,nosuid shared:2 - tmpfs tmpfs rw\n";
  TempFolder root;
  Places places{root / "sys", root / "proc", root / "dev", root / "run/kiosk/stick"};
  FakeKernel kernel;
  std::map<std::string, fs::path> disks;
  struct Made {
    explicit Made(const fs::path& run) { fs::create_directories(run); }
  } made{root / "run"};
};

}  // namespace

TEST_CASE("a request is a verb and the name of a device, and nothing else is one") {
  CHECK(parse_request("mount sdb1\n") == Request{Verb::mount, "sdb1"});
  CHECK(parse_request("write sdb1\n") == Request{Verb::write, "sdb1"});
  CHECK(parse_request("unmount sdb\n") == Request{Verb::unmount, "sdb"});
  for (const char* wrong :
       {"", "\n", "mount", "mount \n", "mount  sdb1\n", "mount sdb1 \n", "mount sdb1\n\n", "mount ../sdb1\n",
        "mount /dev/sdb1\n", "mount sd.1\n", "mount SDB1\n", "mount sdb1 ext4\n", "umount sdb1\n",
        "MOUNT sdb1\n", "mount sdb1\r\n", "mount s\xc3\xa9\n", "mount aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"})
    CHECK_FALSE(parse_request(wrong));
  CHECK_FALSE(parse_request(std::string_view("mount sd\0b\n", 11)));
}

TEST_CASE("an answer says a folder, nothing, or a reason, and half of one is no answer") {
  CHECK(parse_answer(answer_of(std::string("/run/kiosk/stick/sdb1"))).value() == "/run/kiosk/stick/sdb1");
  CHECK(parse_answer(answer_of(std::string())).value().empty());
  for (int code = 0; code < static_cast<int>(StickError::no_helper); ++code) {
    const auto reason = static_cast<StickError>(code);
    const auto answer = parse_answer(answer_of(kiosk::base::Error(reason, "because")));
    INFO(name_of(reason));
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().is(reason));
  }
  for (const char* wrong :
       {"", "ok", "ok x\n", "error \n", "error no-helper\n", "yes\n", "ok /run/kiosk/stick"})
    CHECK(parse_answer(wrong).error().is(StickError::no_helper));
}

TEST_CASE("a stick is mounted read-only for whoever asked, with every flag that keeps it harmless") {
  Machine machine;
  CHECK(machine.ask(Verb::mount, "sdb1") == "ok " + machine.folder("sdb1"));
  REQUIRE(machine.kernel.asked.size() == 1);
  const FakeKernel::Mount& asked = machine.kernel.asked.front();
  CHECK(asked.type == "vfat");
  CHECK(asked.flags == (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW));
  CHECK(asked.options == cat("uid=1000,gid=", getegid(), ",fmask=0377,dmask=0227,utf8=1,errors=remount-ro"));
  struct stat status {};
  REQUIRE(lstat(machine.folder("sdb1").c_str(), &status) == 0);
  CHECK(status.st_uid == geteuid());
  CHECK((status.st_mode & 07777) == 0755);
  // Again is the same; nothing is mounted twice.
  CHECK(machine.ask(Verb::mount, "sdb1") == "ok " + machine.folder("sdb1"));
  CHECK(machine.kernel.asked.size() == 1);
}

TEST_CASE("vfat is tried, then exfat, and nothing else") {
  Machine machine;
  machine.kernel.contents[(machine.places.dev / "sdb1").string()] = "exfat";
  CHECK(machine.ask(Verb::mount, "sdb1").starts_with("ok "));
  REQUIRE(machine.kernel.asked.size() == 2);
  CHECK(machine.kernel.asked[1].options ==
        cat("uid=1000,gid=", getegid(), ",fmask=0377,dmask=0227,iocharset=utf8,errors=remount-ro"));
  machine.kernel.contents[(machine.places.dev / "sdb2").string()] = "ext4";
  CHECK(machine.ask(Verb::mount, "sdb2") == "no-file-system");
  REQUIRE(machine.kernel.asked.size() == 4);
  CHECK(machine.kernel.asked[2].type == "vfat");
  CHECK(machine.kernel.asked[3].type == "exfat");
  CHECK_FALSE(fs::exists(machine.folder("sdb2")));
}

TEST_CASE("only what hangs on USB and is removable is a stick, and no name leads elsewhere") {
  Machine machine;
  CHECK(machine.ask(Verb::mount, "sda1") == "not-usb");
  CHECK(machine.ask(Verb::mount, "sda") == "not-usb");
  machine.add_usb("sdc", "8:32", "0");
  CHECK(machine.ask(Verb::mount, "sdc") == "not-removable");
  for (const char* name : {"sdx", "..", ".", "", "a/b", "SDB1"}) {
    INFO(name);
    const std::string answer = machine.ask(Verb::mount, name);
    CHECK((answer == "no-device" || answer == "bad-request"));
  }
  CHECK(machine.kernel.asked.empty());
}

TEST_CASE("a disk of which the system uses a part is no stick, whatever part is asked for") {
  for (const char* line :
       {"30 22 8:18 / /srv rw - vfat /dev/sdb2 rw\n", "30 22 0:40 / /srv rw - btrfs /dev/sdb2 rw\n",
        "30 22 8:17 / /run/kiosk/stickers rw - vfat /dev/sdb1 rw\n"}) {
    Machine machine;
    write(machine.places.proc / "self/mountinfo", std::string(Machine::kSystemMounts) + line);
    INFO(line);
    CHECK(machine.ask(Verb::mount, "sdb1") == "system-disk");
    CHECK(machine.ask(Verb::write, "sdb") == "system-disk");
    CHECK(machine.kernel.asked.empty());
  }
  Machine swaps;
  write(swaps.places.proc / "swaps", "Filename\tType\n/dev/sdb2 partition 1000 0 -2\n");
  CHECK(swaps.ask(Verb::mount, "sdb1") == "system-disk");
  Machine built_on;
  write(built_on.disks["sdb"] / "sdb2/holders/dm-0", "");
  CHECK(built_on.ask(Verb::mount, "sdb1") == "system-disk");
}

TEST_CASE("our own mounts of a stick's partitions do not make it somebody else's") {
  Machine machine;
  CHECK(machine.ask(Verb::mount, "sdb1").starts_with("ok "));
  write(machine.places.proc / "self/mountinfo",
        cat(Machine::kSystemMounts, "30 22 8:17 / ", machine.folder("sdb1"), " ro - vfat /dev/sdb1 ro\n"));
  CHECK(machine.ask(Verb::mount, "sdb2").starts_with("ok "));
}

TEST_CASE("a name in /dev that is another device by now is refused, and what is mounted must be it too") {
  Machine machine;
  machine.kernel.devices[(machine.places.dev / "sdb1").string()] = {8, 1};
  CHECK(machine.ask(Verb::mount, "sdb1") == "no-device");
  machine.kernel.devices.erase((machine.places.dev / "sdb1").string());
  CHECK(machine.ask(Verb::mount, "sdb1") == "no-device");
  CHECK(machine.kernel.asked.empty());
  machine.kernel.mounts_instead = Numbers{8, 1};
  CHECK(machine.ask(Verb::mount, "sdb2") == "stick-failed");
  CHECK(machine.kernel.mounts.empty());
  CHECK_FALSE(fs::exists(machine.folder("sdb2")));
}

TEST_CASE("no more sticks are mounted than may be") {
  Machine machine;
  for (int i = 0; i < 8; ++i) machine.add_part("sdb", cat("sdb", 10 + i), cat("8:", 100 + i));
  int mounted = 0;
  for (int i = 0; i < 8; ++i) {
    const std::string answer = machine.ask(Verb::mount, cat("sdb", 10 + i));
    if (answer.starts_with("ok ")) ++mounted;
    if (i >= kMaxMounts) CHECK(answer == "too-many-sticks");
  }
  CHECK(mounted == kMaxMounts);
  CHECK(machine.ask(Verb::unmount, "sdb10") == "ok ");
  CHECK(machine.ask(Verb::mount, "sdb17").starts_with("ok "));
}

TEST_CASE("a folder that others could change, or that is a link, takes no mount") {
  Machine open_to_all;
  fs::create_directories(open_to_all.places.folder);
  fs::permissions(open_to_all.places.folder, fs::perms::all);
  CHECK(open_to_all.ask(Verb::mount, "sdb1") == "unsafe-folder");
  Machine linked;
  fs::create_directories(linked.root / "elsewhere");
  fs::create_directories(linked.places.folder);
  fs::create_symlink(linked.root / "elsewhere", linked.places.folder / "sdb1");
  CHECK(linked.ask(Verb::mount, "sdb1") == "unsafe-folder");
  CHECK(linked.kernel.asked.empty());
}

TEST_CASE("a stick that is to be written to is mounted anew for that, and read-only the next time") {
  Machine machine;
  machine.ask(Verb::mount, "sdb1");
  CHECK(machine.ask(Verb::write, "sdb1") == "ok " + machine.folder("sdb1"));
  REQUIRE(machine.kernel.asked.size() == 2);
  CHECK(machine.kernel.asked[1].flags == (MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW));
  CHECK(machine.kernel.asked[1].options ==
        cat("uid=1000,gid=", getegid(), ",fmask=0177,dmask=0027,utf8=1,errors=remount-ro"));
  CHECK(machine.kernel.mounts.at(machine.folder("sdb1")).writable);
  CHECK(machine.ask(Verb::mount, "sdb1").starts_with("ok "));
  CHECK_FALSE(machine.kernel.mounts.at(machine.folder("sdb1")).writable);
}

TEST_CASE("a stick whose switch is on, or that is still read, says so and is not left half mounted") {
  Machine machine;
  machine.kernel.read_only_medium = true;
  CHECK(machine.ask(Verb::write, "sdb1") == "write-protected");
  CHECK(machine.kernel.mounts.empty());
  machine.kernel.read_only_medium = false;
  machine.kernel.mount_code = EROFS;
  CHECK(machine.ask(Verb::write, "sdb1") == "write-protected");
  machine.kernel.mount_code = EIO;
  CHECK(machine.ask(Verb::mount, "sdb1") == "stick-gone");
  machine.kernel.mount_code = 0;
  machine.ask(Verb::mount, "sdb1");
  machine.kernel.is_busy = true;
  CHECK(machine.ask(Verb::write, "sdb1") == "stick-busy");
  CHECK(machine.ask(Verb::unmount, "sdb1") == "stick-busy");
  CHECK(machine.kernel.mounts.size() == 1);
}

TEST_CASE("unmounting says that all is written only when it is") {
  Machine machine;
  CHECK(machine.ask(Verb::unmount, "sdb1") == "not-mounted");
  machine.ask(Verb::write, "sdb1");
  machine.kernel.sync_code = EIO;
  CHECK(machine.ask(Verb::unmount, "sdb1") == "not-written");
  CHECK(machine.kernel.mounts.empty());
  machine.kernel.sync_code = 0;
  machine.ask(Verb::write, "sdb1");
  CHECK(machine.ask(Verb::unmount, "sdb1") == "ok ");
  CHECK(machine.kernel.unmounted.back().second == UMOUNT_NOFOLLOW);
  CHECK_FALSE(fs::exists(machine.folder("sdb1")));
}

TEST_CASE("a stick that was pulled is taken away by force, when it is unmounted or when the next one comes") {
  Machine machine;
  machine.ask(Verb::mount, "sdb1");
  machine.ask(Verb::mount, "sdb2");
  machine.pull("sdb1", "8:17");
  machine.pull("sdb2", "8:18");
  CHECK(machine.ask(Verb::unmount, "sdb1") == "stick-gone");
  CHECK(machine.kernel.unmounted.back().second == (MNT_DETACH | UMOUNT_NOFOLLOW));
  CHECK(machine.kernel.mounts.size() == 1);
  machine.add_usb("sdc", "8:32", "1");
  CHECK(machine.ask(Verb::mount, "sdc").starts_with("ok "));
  CHECK(machine.kernel.mounts.size() == 1);
  CHECK_FALSE(fs::exists(machine.folder("sdb2")));
}

TEST_CASE("a client whom nobody answers says so") {
  const TempFolder folder;
  const auto answer = Client(folder / "nobody").ask({Verb::mount, "sdb1"});
  CHECK(answer.error().is(StickError::no_helper));
  CHECK(Client(std::string(200, 'x')).ask({Verb::mount, "sdb1"}).error().is(StickError::no_helper));
}
