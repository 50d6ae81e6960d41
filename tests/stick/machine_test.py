#!/usr/bin/env python3
"""machine_test.py BIN WORK: the root helper in a whole machine, with Debian's kernel and emulated USB sticks.

BIN has kiosk-stick and stick_in_machine; WORK is for the kernel, which apt fetches once, and for images. Needs
qemu-system-x86, busybox-static, dosfstools, exfatprogs, e2fsprogs, mtools and cpio (nightly_packages in
platform/packages.sh), and a network the first time. Prints each claim as it is checked; ends with 0 if all hold.
"""

import binascii
import os
import random
import re
import struct
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
import machine as machines
from machine import MIB, run

BIN, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SECTOR = 512
MODULES = ["virtio_pci", "virtio_blk", "xhci-pci", "usb-storage", "sd_mod", "vfat", "exfat", "nls_cp437", "nls_ascii",
           "nls_utf8", "nls_iso8859-1", "ext4"]
FLAGS = ["ro", "nosuid", "nodev", "noexec", "nosymfollow"]
claims = machines.Claims()
check = claims.check


def image_of(name, mib):
    return machines.image_of(WORK, name, mib)


def make_initramfs(kernel):
    root = machines.fresh_folder(WORK, "root")
    machines.put_busybox(root)
    for program in ["kiosk-stick", "stick_in_machine"]:
        machines.put_program(root, os.path.join(BIN, program))
    machines.put_modules(root, kernel, MODULES)
    machines.put_script(root + "/init", machines.START + machines.SERVE)
    os.makedirs(root + "/flips")
    make_flips(root + "/flips")
    return machines.pack_initramfs(root, os.path.join(WORK, "initramfs.gz"))


# --- images ---

def make_fat(name, bits, mib):
    path = image_of(name, mib)
    run("mkfs.vfat", "-F", str(bits), "-n", "SALE", path)
    with open(os.path.join(WORK, "sale-1.kpack"), "wb") as file:
        file.write(b"pack" * 1024)
    run("mcopy", "-i", path, os.path.join(WORK, "sale-1.kpack"), "::/sale-1.kpack")
    return path


def gpt(name, parts):
    """A disk with a GUID partition table of these images."""
    path, first, entries = image_of(name, 1), 2048, b""
    kind = bytes.fromhex("a2a0d0ebe5b9334487c068b6b72699c7")
    with open(path, "r+b") as disk:
        for number, part in enumerate(parts):
            data = open(part, "rb").read()
            disk.seek(first * SECTOR)
            disk.write(data)
            last = first + len(data) // SECTOR - 1
            entries += struct.pack("<16s16sQQQ72s", kind, bytes([number + 1] * 16), first, last, 0, b"")
            first = last + 1
        total = first + 2048
        disk.truncate(total * SECTOR)
        entries = entries.ljust(128 * 128, b"\0")

        def header(here, other, table):
            fields = (b"EFI PART", 0x10000, 92, 0, 0, here, other, 34, total - 34, b"\7" * 16, table, 128, 128,
                      binascii.crc32(entries))
            packed = struct.pack("<8sIIIIQQQQ16sQIII", *fields)
            return packed[:16] + struct.pack("<I", binascii.crc32(packed)) + packed[20:]

        disk.seek(446)
        disk.write(struct.pack("<B3sB3sII", 0, b"\0\2\0", 0xEE, b"\xff\xff\xff", 1, total - 1))
        disk.seek(510)
        disk.write(b"\x55\xaa" + header(1, total - 1, 2))
        disk.seek(2 * SECTOR)
        disk.write(entries)
        disk.seek((total - 33) * SECTOR)
        disk.write(entries)
        disk.seek((total - 1) * SECTOR)
        disk.write(header(total - 1, 1, total - 33))
    return path


def make_flips(folder):
    """Boot sectors of vfat and exfat with one to eight bits turned over."""
    dice = random.Random(20261126)
    fat = image_of("flip-fat", 16)
    run("mkfs.vfat", "-F", "16", fat)
    exfat = image_of("flip-exfat", 8)
    run("mkfs.exfat", exfat)
    for kind, path in [("fat", fat), ("exfat", exfat)]:
        sector = open(path, "rb").read(SECTOR)
        for number in range(60):
            flipped = bytearray(sector)
            for _ in range(dice.randint(1, 8)):
                flipped[dice.choice(range(11, 120))] ^= 1 << dice.randrange(8)
            with open(f"{folder}/{kind}-{number}", "wb") as file:
                file.write(flipped)


# --- the machine ---

class Machine(machines.Machine):
    def __init__(self, kernel, initramfs):
        devices = ["-device", "qemu-xhci,id=xhci"] + machines.disk("system", make_fat("system", 16, 16))
        super().__init__(WORK, kernel, initramfs, devices)

    def ask(self, request):
        said = self.sh(f"stick_in_machine ask /bin/kiosk-stick '{request}' 2>/dev/null").split("\n")
        return said[-1]

    def plug(self, name, image, more="removable=on"):
        self.monitor(f"drive_add 0 if=none,id={name},format=raw,file={image}")
        self.monitor(f"device_add usb-storage,bus=xhci.0,id=u{name},drive={name},{more}")
        self.wait_for("ls /sys/class/block | grep -q '^sd'")
        self.sh("sleep 0.5; cat /sys/class/block/sd*/size >/dev/null")
        return [line for line in self.sh("ls /sys/class/block").split() if line.startswith("sd")]

    def unplug(self, name):
        self.monitor(f"device_del u{name}")
        self.wait_for("! ls /sys/class/block | grep -q '^sd'")

    def mount_line(self, device):
        return self.sh(f"grep ' /run/kiosk/stick/{device} ' /proc/self/mountinfo")


# --- what holds ---

def check_mount(machine, claim, device, kind):
    answer = machine.ask(f"mount {device}")
    check(f"{claim} is mounted where it should be", answer == f"ok /run/kiosk/stick/{device}", answer)
    line = machine.mount_line(device)
    words = line.split()
    options = words[5].split(",") if len(words) > 5 else []
    check(f"{claim} is {kind}, read-only, with every flag", f" - {kind} " in line and all(f in options for f in FLAGS), line)


def check_kind(machine, name, image, kind):
    devices = machine.plug(name, image)
    device = devices[-1]
    check_mount(machine, name, device, kind)
    place = f"/run/kiosk/stick/{device}"
    if kind == "vfat":
        said = machine.sh(f"stick_in_machine as 1000 /bin/head -c 4 {place}/sale-1.kpack")
        check(f"{name}: the kiosk reads it", said.endswith("pack"), said)
        said = machine.sh(f"stick_in_machine as 1001 /bin/ls {place} 2>&1")
        check(f"{name}: nobody else does", "ermission denied" in said, said)
    said = machine.sh(f"stick_in_machine as 1000 /bin/touch {place}/x 2>&1; touch {place}/x 2>&1")
    check(f"{name}: nobody writes, root neither", said.count("ead-only") + said.count("ermission denied") == 2, said)
    answer = machine.ask(f"write {device}")
    check(f"{name}: it can be mounted for writing", answer.startswith("ok "), answer)
    line = machine.mount_line(device)
    check(f"{name}: still nosuid, nodev, noexec, nosymfollow", all(f in line for f in FLAGS[1:]) and " rw," in line, line)
    said = machine.sh(f"stick_in_machine as 1000 /bin/stick_in_machine keep {place} sealed")
    check(f"{name}: a complaint's copy is durable on it", said.endswith("kept"), said)
    answer = machine.ask(f"unmount {device}")
    check(f"{name}: it is unmounted when all is written", answer == "ok", answer)
    check(f"{name}: nothing is left of it", machine.mount_line(device) == "" and
          machine.sh("ls /run/kiosk/stick") == "", machine.sh("ls /run/kiosk/stick"))
    machine.ask(f"mount {device}")
    machine_sees = machine.sh(f"stick_in_machine as 1000 /bin/cat {place}/sealed-complaints/K-01-0001.env")
    check(f"{name}: the copy is there the next time", machine_sees.endswith("sealed"), machine_sees)
    machine.ask(f"unmount {device}")
    machine.unplug(name)


def check_refused(machine, name, image, device, reason, more="removable=on"):
    machine.plug(name, image, more)
    answer = machine.ask(f"mount {device}")
    check(f"{name} is refused: {reason}", answer == f"error {reason}", answer)
    check(f"{name}: nothing is mounted", machine.sh("grep -c /run/kiosk/stick /proc/self/mountinfo") == "0", "")
    machine.unplug(name)


def check_flips(machine):
    for kind in ["fat", "exfat"]:
        device = machine.plug("flips-" + kind, os.path.join(WORK, f"flip-{kind}.img"))[-1]
        answers = {}
        for number in range(60):
            machine.sh(f"dd if=/flips/{kind}-{number} of=/dev/{device} conv=fsync 2>/dev/null")
            answer = machine.ask(f"mount {device}")
            answers[answer] = answers.get(answer, 0) + 1
            line = machine.mount_line(device)
            if answer.startswith("ok") and not all(flag in line for flag in FLAGS):
                check(f"a damaged {kind} is mounted with every flag", False, line)
            if answer.startswith("ok"):
                machine.sh(f"timeout 20 ls -R /run/kiosk/stick/{device} >/dev/null 2>&1")
                machine.ask(f"unmount {device}")
        check(f"60 damaged boot sectors of {kind} are refused or harmless: {answers}",
              sum(answers.values()) == 60 and set(answers) <= {f"ok /run/kiosk/stick/{device}", "error no-file-system",
                                                               "error stick-gone", "error stick-failed"}, answers)
        machine.unplug("flips-" + kind)


def check_partitions(machine):
    parts = [make_fat(f"part-{i}", 12, 2) for i in range(8)]
    devices = machine.plug("eight", gpt("eight", parts))
    check("eight partitions are eight names", len(devices) == 9, devices)
    answers = [machine.ask(f"mount {device}") for device in devices[1:]]
    check("of eight partitions four are mounted, the others are too many",
          [a.split()[0] for a in answers] == ["ok"] * 4 + ["error"] * 4 and answers[4] == "error too-many-sticks", answers)
    check("the whole disk is no file system", machine.ask(f"mount {devices[0]}") != f"ok /run/kiosk/stick/{devices[0]}", "")
    for device in devices[1:5]:
        machine.ask(f"unmount {device}")
    machine.sh(f"mount -t vfat -o ro /dev/{devices[1]} /mnt")
    check("a disk of which the system uses a part is no stick", machine.ask(f"mount {devices[2]}") == "error system-disk", "")
    machine.sh("umount /mnt")
    machine.unplug("eight")


def check_pulled(machine):
    path = make_fat("pulled", 32, 64)
    big = os.path.join(WORK, "big")
    with open(big, "wb") as file:
        file.write(os.urandom(24 * MIB))
    run("mcopy", "-i", path, big, "::/big")
    device = machine.plug("pulled", path)[-1]
    machine.ask(f"mount {device}")
    machine.sh(f"(while cat /run/kiosk/stick/{device}/big >/tmp/copy 2>/tmp/why; do echo 3 >/proc/sys/vm/drop_caches; done; "
               "echo ended >/tmp/ended) &")
    time.sleep(1)
    machine.unplug("pulled")
    machine.wait_for("[ -e /tmp/ended ]")
    said = machine.sh("cat /tmp/why /tmp/ended")
    check("who reads a stick that is pulled gets an error at once", "ended" in said and re.search("error|can't open", said), said)
    answer = machine.ask(f"unmount {device}")
    check("a pulled stick is taken away, and called gone", answer == "error stick-gone", answer)
    check("nothing is left of a pulled stick", machine.mount_line(device) == "" and machine.sh("ls /run/kiosk/stick") == "", "")
    device = machine.plug("again", make_fat("again", 16, 16))[-1]
    check_mount(machine, "the next stick of the same label", device, "vfat")
    machine.unplug("again")
    device = machine.plug("other", make_fat("other", 16, 16))[-1]
    check_mount(machine, "one after a stick that nobody unmounted", device, "vfat")
    check("the forgotten mount is gone", machine.sh("grep -c /run/kiosk/stick /proc/self/mountinfo") == "1", "")
    machine.ask(f"unmount {device}")
    machine.unplug("other")


def check_namespaces(machine):
    """A kiosk as its unit has it: a slave of the machine's mounts, with a /run that it cannot write."""
    machine.sh("mount --make-rshared /")
    device = machine.plug("seen", make_fat("seen", 16, 16))[-1]
    place = f"/run/kiosk/stick/{device}"
    until = "while [ ! -e /tmp/%s ]; do sleep 0.1; done"
    steps = ["mount -o remount,bind,ro /run", "touch /tmp/inside", until % "mounted", f"head -c 4 {place}/sale-1.kpack >/tmp/saw",
             "touch /tmp/looked", until % "writable", f"stick_in_machine keep {place} sealed >/tmp/kept",
             "touch /run/x 2>/tmp/refused", "touch /tmp/wrote", until % "unmounted",
             "grep -c /run/kiosk/stick /proc/self/mountinfo >/tmp/left", "touch /tmp/over"]
    machine.sh(f"unshare -m --propagation slave sh -c '{'; '.join(steps)}' &")
    machine.wait_for("[ -e /tmp/inside ]")
    for request, done, heard in [("mount", "mounted", "looked"), ("write", "writable", "wrote"),
                                 ("unmount", "unmounted", "over")]:
        answer = machine.ask(f"{request} {device}")
        check(f"while a kiosk looks on, {request} works", answer.startswith("ok"), answer)
        machine.sh(f"touch /tmp/{done}")
        machine.wait_for(f"[ -e /tmp/{heard} ]")
    said = machine.sh("cat /tmp/saw /tmp/kept /tmp/refused /tmp/left")
    check("a kiosk in a namespace of its own sees the mount, and writes where it may",
          "pack" in said and "kept" in said and "ead-only" in said and said.endswith("0"), said)
    machine.sh(f"unshare -m --propagation slave stick_in_machine ask /bin/kiosk-stick 'mount {device}'")
    check("a helper in a namespace of its own would mount for itself alone", machine.mount_line(device) == "", "")
    machine.unplug("seen")


def main():
    os.makedirs(WORK, exist_ok=True)
    kernel = machines.fetch_kernel(WORK)
    machine = Machine(kernel, make_initramfs(kernel))
    check("the disk that is built in is refused", machine.ask("mount vda") == "error not-usb", machine.ask("mount vda"))
    check("what is no device is refused", machine.ask("mount sdz9") == "error no-device", "")
    check("what is no request is refused", machine.ask("mount ../vda") == "error bad-request", "")
    for bits, mib in [(12, 2), (16, 16), (32, 64)]:
        check_kind(machine, f"vfat{bits}", make_fat(f"vfat{bits}", bits, mib), "vfat")
    exfat = image_of("exfat", 32)
    run("mkfs.exfat", exfat)
    check_kind(machine, "exfat", exfat, "exfat")
    ext4 = image_of("ext4", 16)
    run("/sbin/mke2fs", "-q", "-t", "ext4", ext4)
    check_refused(machine, "ext4", ext4, "sda", "no-file-system")
    noise = image_of("ntfs", 4)
    with open(noise, "r+b") as file:
        file.write(b"\xeb\x52\x90NTFS    " + random.Random(1).randbytes(4 * MIB - 11))
    check_refused(machine, "ntfs", noise, "sda", "no-file-system")
    check_refused(machine, "empty", image_of("empty", 4), "sda", "no-file-system")
    check_refused(machine, "fixed", make_fat("fixed", 16, 16), "sda", "not-removable", "removable=off")
    check_partitions(machine)
    check_flips(machine)
    check_pulled(machine)
    check_namespaces(machine)
    machine.process.kill()
    sys.exit(claims.exit_code())


main()
