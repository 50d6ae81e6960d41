#!/usr/bin/env python3
"""canary_machine_test.py BIN WORK: after a visit nothing of a complaint is in a whole machine.

Debian's kernel, a disk with the whole system, a disk for swap and too little memory. What is searched is what a thief
of the machine would have: an image of all its memory, both disks with every free block, and so each log and core file.
The words reach the kiosk by a virtio port, past every terminal and shell, which would keep them. The kernel's buffers of
the port do, too; these alone the test writes over before it searches, as a touch screen has none.

BIN has kiosk, kioskctl and canary_in_machine, and BIN/../share the kiosk's data; WORK is for the kernel, which apt
fetches once, and for images. Needs qemu-system-x86, busybox-static, e2fsprogs and cpio (nightly_packages in
platform/packages.sh), and a network the first time. Prints each claim as it is checked; ends with 0 if all hold.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../support"))
import machine as machines
from machine import MIB, run

BIN, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MODULES = ["virtio_pci", "virtio_blk", "virtio_console", "ext4"]
MEMORY_MIB, SWAP_MIB, DISK_MIB = 768, 1024, 1536
HOG_MIB, HOGS = 32, 30  # together more than the machine has
MUCH_MIB = 200  # of swap
CODE_PARTS = 8, 10  # as number_canaries() has them
PORT_BUFFERS, PORT_BUFFER = 128, 4096
LOADED_LATER = ["libcurl.so.4", "libSDL2_image-2.0.so.0"]  # by the kiosk itself
claims = machines.Claims()
check = claims.check

# Mounts the disk as the machine's root; what is given to /bin/serve is Machine's.
INIT = machines.START + """mount -t ext4 /dev/vda /mnt
umount /tmp
for folder in proc sys dev run; do mount --move /$folder /mnt/$folder; done
exec switch_root /mnt /bin/serve
"""
# The kiosk's cgroup is as MemorySwapMax=0 of kiosk.service makes it, the other one as any program's.
SERVE = """#!/bin/sh
chown -R 1000:1000 /var/lib/sale-kiosk
chmod 1777 /tmp /core
mkswap /dev/vdb >/dev/null; swapon /dev/vdb
mount -t cgroup2 none /sys/fs/cgroup
echo +memory >/sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/kiosk /sys/fs/cgroup/any /hog
echo 0 >/sys/fs/cgroup/kiosk/memory.swap.max
mount -t tmpfs -o size=2g tmpfs /hog
""" + machines.SERVE
# start CGROUP PROGRAM: as kiosk.service does, but for its LimitCORE=0: what prevents core files is the kiosk itself.
LAUNCH = """#!/bin/sh
echo $$ >/sys/fs/cgroup/$1/cgroup.procs
echo $$ >/run/pid
ulimit -l unlimited; ulimit -c unlimited; umask 077
exec su -s /bin/sh user -c "exec $2" <>/dev/vport0p1 >&0 2>>/var/log/kiosk.log
"""
KEEP_CORE = """#!/bin/sh
cat >/core/piped.$1
"""
BY_FILE, BY_PIPE = "/core/file.%p", "|/bin/keep_core %p"  # what the kernel may do with cores
KIOSK = "/opt/sale-kiosk/bin/kiosk --state /var/lib/sale-kiosk --offscreen 1080x1920 --robot --desk http://127.0.0.1:9"
UNPROTECTED = "/bin/canary_in_machine unprotected " + KIOSK


# --- canaries ---

class Canaries:
    """Those of one visit: no other one has the same."""

    def __init__(self, visit):
        self.visit = visit
        self.lines = [line.split("\t") for line in run(os.path.join(BIN, "canary_in_machine"), "make").splitlines()]

    def words(self, what):
        return next(words for name, words, _ in self.lines if name == what)

    def add_code(self, shown):
        self.lines += [["code", shown.replace(" ", ""), CODE_PARTS[0]], ["code in groups", shown, CODE_PARTS[1]]]


def search(canaries, image):
    """What is found: a list of (what, form, offset)."""
    path = os.path.join(WORK, "canaries")
    with open(path, "w") as file:
        file.writelines(f"{what}\t{words}\t{part}\n" for what, words, part in canaries.lines)
    ended = subprocess.run([os.path.join(BIN, "canary_in_machine"), "search", path, image], stdout=subprocess.PIPE)
    if ended.returncode not in (0, 1):
        raise SystemExit("canary_in_machine cannot search " + image)
    lines = [line.split("\t") for line in ended.stdout.decode().splitlines()]
    return [(what, form, int(offset)) for what, form, _, _, offset in lines]


def is_everything(found, canaries):
    return {what for what, *_ in found} == {what for what, *_ in canaries.lines}


# --- the machine ---

def make_state(root):
    """STATE as platform/run lays it out, with the edition of content/ installed."""
    keys, state = machines.fresh_folder(WORK, "keys"), root + "/var/lib/sale-kiosk"
    os.makedirs(state + "/keys/content")
    ctl, pack = os.path.join(BIN, "kioskctl"), os.path.join(keys, "first.pack")
    for role in ["content", "kiosk", "cell"]:
        run(ctl, "key", "new", "--role", role, "--out", keys)
    for key, place in [("content.pub", "content/content.pub"), ("kiosk.key", "kiosk.key"), ("cell.pub", "cell.pub")]:
        shutil.copy(os.path.join(keys, key), f"{state}/keys/{place}")
    with open(state + "/kiosk.json", "w") as file:
        json.dump({"kiosk": "K-01", "desk": "http://127.0.0.1:8311", "name": {"ar": "بهو المقر"}}, file)
    run(ctl, "pack", "build", os.path.join(HERE, "../../content"), "--version", "1", "--out", pack)
    run(ctl, "pack", "sign", pack, "--key", os.path.join(keys, "content.key"))
    run(ctl, "pack", "install", pack, "--state", state)


def make_disk():
    """An image of ext4 with the whole system on it."""
    root = machines.fresh_folder(WORK, "system")
    machines.put_busybox(root)
    machines.put_program(root, os.path.join(BIN, "kiosk"), "/opt/sale-kiosk/bin")
    machines.put_program(root, os.path.join(BIN, "canary_in_machine"))
    for library in LOADED_LATER:
        machines.put_program(root, "/lib/x86_64-linux-gnu/" + library, "/lib/x86_64-linux-gnu")
    shutil.copytree(os.path.join(BIN, "../share/sale-kiosk"), root + "/opt/sale-kiosk/share/sale-kiosk")
    shutil.copytree("/usr/share/zoneinfo/Africa", root + "/usr/share/zoneinfo/Africa")
    for folder in ["/core", "/var/log", "/hog", "/etc"]:
        os.makedirs(root + folder)
    with open(root + "/etc/passwd", "w") as file:
        file.write("root::0:0::/:/bin/sh\nuser::1000:1000::/:/bin/sh\n")
    for name, text in [("serve", SERVE), ("start", LAUNCH), ("keep_core", KEEP_CORE)]:
        machines.put_script(f"{root}/bin/{name}", text)
    make_state(root)
    image = machines.image_of(WORK, "system", DISK_MIB)
    run("/sbin/mke2fs", "-q", "-t", "ext4", "-d", root, image)
    return image


def make_initramfs(kernel):
    root = machines.fresh_folder(WORK, "root")
    machines.put_busybox(root)
    machines.put_modules(root, kernel, MODULES)
    machines.put_script(root + "/init", INIT)
    return machines.pack_initramfs(root, os.path.join(WORK, "initramfs.gz"))


class Machine(machines.Machine):
    def __init__(self, kernel):
        self.disk, self.swap = make_disk(), machines.image_of(WORK, "swap", SWAP_MIB)
        self.port = os.path.join(WORK, "port")
        port = ["-device", "virtio-serial-pci", "-device", "virtserialport,chardev=port",
                "-chardev", f"socket,id=port,path={self.port},server=on,wait=off"]
        disks = machines.disk("disk", self.disk) + machines.disk("swap", self.swap)
        super().__init__(WORK, kernel, make_initramfs(kernel), port + disks, MEMORY_MIB)

    def memory(self):
        """An image of the whole memory, for which the machine's time stands still."""
        path = os.path.join(WORK, "memory")
        for command in ["stop", f'pmemsave 0 {MEMORY_MIB * MIB} "{path}"', "cont"]:
            self.monitor(command)
        return path

    def number(self, file, name, column):
        """From the line of a file that has the name."""
        return int(self.sh(f"awk '/{name}/ {{ print ${column} }}' {file}"))

    def squeeze(self, cgroup, robot):
        """Takes the memory away from all programs, and from this cgroup's above all, while somebody stands there."""
        for number in range(HOGS):
            self.sh(f"dd if=/dev/urandom of=/hog/{number} bs=1M count={HOG_MIB} 2>/dev/null")
            robot.touch()
        self.sh(f"sync; echo 512M >/sys/fs/cgroup/{cgroup}/memory.reclaim 2>/dev/null")


class Robot:
    """The kiosk at the machine's port."""

    def __init__(self, machine, cgroup, program):
        self.machine = machine
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(300)
        self.connection.connect(machine.port)
        self.lines = self.connection.makefile("rb")
        machine.sh(f"start {cgroup} '{program}' &")

    def ask(self, command):
        self.connection.sendall(command.encode() + b"\n")
        return json.loads(self.lines.readline())

    def tell(self, command):
        answer = self.ask(command)
        if not answer["ok"]:
            raise SystemExit(f"{command}: {answer}")

    def taps(self, *ids):
        for one in ids:
            self.tell("tap " + one)

    def touch(self):
        """Somebody is still there."""
        self.tell("tap 2 2")

    def screen(self):
        return self.ask("tree")["screen"]

    def wait_for_value(self, wanted):
        """The key's derivation takes a second of a real processor, and many of this one."""
        for _ in range(200):
            for node in self.ask("tree")["nodes"]:
                if node["id"] == wanted and node["value"]:
                    return node["value"]
            self.touch()
            time.sleep(1)
        raise SystemExit(f"no {wanted} on the screen")

    def overwrite_port(self):
        """The kernel keeps in each of its buffers for the port what came last: now spaces."""
        for _ in range(2 * PORT_BUFFERS):
            self.ask(" " * (PORT_BUFFER - 1))

    def end(self, signal):
        """When asked to, the kiosk first ends a derivation that it has begun."""
        self.machine.sh(f"kill -{signal} $(cat /run/pid); wait; sync", 300)
        self.connection.close()


# --- what holds ---

def fill_in(robot, canaries):
    """Up to the page that shows everything once more."""
    robot.taps("attract.ar", "home.complaint", "complaint.kind.complaint", "complaint.category.lighting",
               "complaint.continue", "complaint.district.tabriquet", "complaint.search.open")
    robot.tell("text " + canaries.words("neighbourhood"))
    robot.taps("complaint.continue", "nav.back", "complaint.landmark")
    robot.tell("type " + canaries.words("landmark"))
    robot.taps("complaint.continue")
    if robot.screen() == "complaint.where":
        robot.taps("complaint.continue")
    robot.tell(f"type {canaries.words('text, Arabic')} {canaries.words('text, Latin')}")
    robot.taps("complaint.continue", "complaint.contact.call")
    robot.tell("type " + canaries.words("phone"))
    robot.taps("complaint.name")
    robot.tell("text " + canaries.words("name"))
    robot.taps("complaint.continue")
    if robot.screen() == "complaint.contact":
        robot.taps("complaint.continue")
    check(f"{canaries.visit}: the form is filled", robot.screen() == "complaint.check", robot.screen())


def send_and_follow(robot, canaries):
    """Ends with the next citizen's visit begun."""
    robot.taps("complaint.consent", "complaint.send")
    canaries.add_code(robot.wait_for_value("receipt.code"))
    robot.taps("receipt.done", "attract.fr", "home.follow")
    robot.taps(*["osk." + digit for digit in canaries.words("code")])
    robot.taps("follow.show")
    status = robot.wait_for_value("follow.status")
    check("the complaint is found by its code", status == "saved", status)
    robot.taps("follow.done", "attract.ar", "home.complaint")


def squeeze(machine, canaries, cgroup, robot, is_swapped=False):
    machine.squeeze(cgroup, robot)
    swapped = machine.number("/proc/swaps", "vdb", 4) // 1024
    kiosk = machine.number("/proc/$(cat /run/pid)/status", "VmSwap", 2)
    check(f"{canaries.visit}: {swapped} MiB of the machine's memory are in swap", swapped > MUCH_MIB, swapped)
    check(f"{canaries.visit}: {kiosk} KiB of the kiosk's", (kiosk > 0) == is_swapped, kiosk)
    machine.sh("rm /hog/*")
    robot.touch()


def check_disks(machine, canaries, has_core=False, is_swapped=False):
    """Before anything else is written over them. Logs and core files are on the first one."""
    on_disk, in_swap = search(canaries, machine.disk), search(canaries, machine.swap)
    if has_core:
        check(f"{canaries.visit}: every word is in the core file, at {len(on_disk)} places",
              is_everything(on_disk, canaries), on_disk)
    else:
        check(f"{canaries.visit}: no word is on the {DISK_MIB} MiB of disk, log and all", not on_disk, on_disk)
    if is_swapped:
        check(f"{canaries.visit}: words are in the {SWAP_MIB} MiB for swap, at {len(in_swap)} places", len(in_swap) > 0)
    else:
        check(f"{canaries.visit}: no word is in the {SWAP_MIB} MiB for swap", not in_swap, in_swap)


def check_visit(machine):
    canaries, robot = Canaries("a visit"), Robot(machine, "kiosk", KIOSK)
    fill_in(robot, canaries)
    squeeze(machine, canaries, "kiosk", robot)
    filled = search(canaries, machine.memory())
    check(f"while the form is filled every word is in the machine's memory, at {len(filled)} places",
          is_everything(filled, canaries), filled)
    send_and_follow(robot, canaries)
    robot.overwrite_port()
    left = search(canaries, machine.memory())
    check(f"in the next visit no word is in the {MEMORY_MIB} MiB of memory, the kernel's included", not left, left)
    robot.end("TERM")
    check_disks(machine, canaries)
    check("the kiosk has a log, and it is on the disk", machine.sh("wc -l </var/log/kiosk.log") not in ("", "0"))


def check_crash(machine, visit, cgroup, program, pattern):
    """The protections one by one, and what is found without them."""
    machine.sh(f"echo '{pattern}' >/proc/sys/kernel/core_pattern; rm -f /core/*")
    canaries, robot = Canaries(visit), Robot(machine, cgroup, program)
    has_core, is_swapped = program == UNPROTECTED, program == UNPROTECTED and cgroup == "any"
    fill_in(robot, canaries)
    squeeze(machine, canaries, cgroup, robot, is_swapped)
    robot.end("SEGV")
    cores = machine.sh("ls /core").split()
    check(f"{visit}: its crash leaves {cores or 'no core file'}", len(cores) == (1 if has_core else 0), cores)
    check_disks(machine, canaries, has_core, is_swapped)


def main():
    os.makedirs(WORK, exist_ok=True)
    machine = Machine(machines.fetch_kernel(WORK))
    try:
        check_visit(machine)
        check_crash(machine, "a kiosk in its cgroup", "kiosk", KIOSK, BY_PIPE)
        check_crash(machine, "a kiosk in any cgroup", "any", KIOSK, BY_FILE)
        check_crash(machine, "an unprotected kiosk in its cgroup", "kiosk", UNPROTECTED, BY_PIPE)
        check_crash(machine, "an unprotected kiosk in any cgroup", "any", UNPROTECTED, BY_FILE)
    finally:
        machine.process.kill()
    sys.exit(claims.exit_code())


main()
