"""A whole machine for a test: Debian's kernel in QEMU, a shell on its serial line, images for its disks.

The kernel is fetched once with apt-get download, into the test's folder, and is not installed. Needs qemu-system-x86,
busybox-static and cpio (nightly_packages in platform/packages.sh), and a network the first time. The processor is
emulated: slow, and the same everywhere.
"""

import glob
import os
import re
import select
import shutil
import socket
import subprocess
import time

MIB = 1 << 20


class Claims:
    """Prints each claim as it is checked, and keeps those that do not hold."""

    def __init__(self):
        self.failed = []

    def check(self, claim, holds, seen=""):
        print(("ok      " if holds else "FAILED  ") + claim + ("" if holds else f"\n        saw: {seen!r}"), flush=True)
        if not holds:
            self.failed.append(claim)

    def exit_code(self):
        print(f"{len(self.failed)} failed" if self.failed else "all hold", flush=True)
        return 1 if self.failed else 0


def run(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more).stdout.decode()


def fetch_kernel(work):
    """The folder of Debian's newest kernel, unpacked; nothing is installed."""
    name = re.search(r"Depends: (linux-image-\S+)", run("apt-cache", "depends", "linux-image-amd64")).group(1)
    folder = os.path.join(work, name)
    if not os.path.isdir(folder):
        package = os.path.join(work, "package")
        shutil.rmtree(package, ignore_errors=True)
        os.makedirs(package)
        run("apt-get", "download", name, cwd=package)
        run("dpkg", "-x", glob.glob(package + "/*.deb")[0], folder + ".partial")
        os.rename(folder + ".partial", folder)
    return folder


def module_files(kernel, modules):
    """These modules and what they need, in the order in which they can be loaded."""
    known = {}
    for path in glob.glob(kernel + "/lib/modules/*/kernel/**/*.ko", recursive=True):
        known[os.path.basename(path)[:-3].replace("-", "_")] = path
    order = []

    def add(name):
        path = known.get(name.replace("-", "_"))
        if path is None or path in order:
            return
        with open(path, "rb") as file:
            needs = re.search(rb"\0depends=([^\0]*)\0", file.read())
        for need in filter(None, needs.group(1).decode().split(",") if needs else []):
            add(need)
        order.append(path)

    for name in modules + ["crc32c_generic", "crc32c_intel", "libcrc32c"]:
        add(name)
    return order


START = """#!/bin/sh
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /run; mount -t tmpfs tmp /tmp
for module in $(cat /modules); do insmod $module; done
echo 1 >/proc/sys/kernel/printk
"""
# What Machine speaks to.
SERVE = """stty -echo -onlcr
echo READY
while read -r line; do eval "$line" </dev/null; done
"""


def put_busybox(root):
    for folder in ["bin", "proc", "sys", "dev", "run", "tmp", "mnt"]:
        os.makedirs(os.path.join(root, folder), exist_ok=True)
    shutil.copy("/bin/busybox", root + "/bin/busybox")
    for applet in run("/bin/busybox", "--list").split():
        if not os.path.exists(root + "/bin/" + applet):
            os.symlink("busybox", root + "/bin/" + applet)


def put_program(root, program, folder="/bin"):
    """The program, and the libraries that it is linked to, where it looks for them."""
    os.makedirs(root + folder, exist_ok=True)
    shutil.copy(program, root + folder)
    for library in re.findall(r"(/\S+) \(0x", run("ldd", program)):
        os.makedirs(root + os.path.dirname(library), exist_ok=True)
        shutil.copy(library, root + library)


def put_script(path, text):
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, 0o755)


def put_modules(root, kernel, modules):
    os.makedirs(root + "/modules.d", exist_ok=True)
    names = []
    for path in module_files(kernel, modules):
        shutil.copy(path, root + "/modules.d/")
        names.append("/modules.d/" + os.path.basename(path))
    with open(root + "/modules", "w") as file:
        file.write("\n".join(names) + "\n")


def fresh_folder(*parts):
    path = os.path.join(*parts)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def pack_initramfs(root, image):
    run("sh", "-c", f"find . | cpio -o -H newc --quiet | gzip -1 >{image}", cwd=root)
    return image


def image_of(work, name, mib):
    path = os.path.join(work, name + ".img")
    with open(path, "wb") as file:
        file.truncate(mib * MIB)
    return path


def disk(name, image):
    """The words for QEMU that plug in this image."""
    return ["-drive", f"if=none,id={name},format=raw,file={image}", "-device", f"virtio-blk-pci,drive={name}"]


class Machine:
    def __init__(self, work, kernel, initramfs, devices, memory_mib=512, kernel_words=""):
        self.monitor_path = os.path.join(work, "monitor")
        if os.path.exists(self.monitor_path):
            os.unlink(self.monitor_path)
        vmlinuz = glob.glob(kernel + "/boot/vmlinuz-*")[0]
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", str(memory_mib), "-display", "none", "-no-reboot", "-nodefaults", "-kernel", vmlinuz, "-initrd", initramfs, "-append",
             f"console=ttyS0 panic=-1 quiet {kernel_words}", "-serial", "stdio",
             "-monitor", f"unix:{self.monitor_path},server=on,wait=off"] + devices,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.heard = b""
        self.hear(b"READY\n", 300)

    def hear(self, mark, patience):
        end = time.monotonic() + patience
        while mark not in self.heard:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                self.process.kill()
                raise SystemExit(f"the machine says nothing more; last: {self.heard[-2000:].decode(errors='replace')}")
            self.heard += chunk.replace(b"\r", b"")
        said, self.heard = self.heard.split(mark, 1)
        return said

    def sh(self, command, patience=120):
        self.process.stdin.write(f"{command}\necho @@'@'\n".encode())
        self.process.stdin.flush()
        return self.hear(b"@@@\n", patience).decode(errors="replace").strip()

    def monitor(self, command):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(120)
            connection.connect(self.monitor_path)
            said = b""
            while not said.endswith(b"(qemu) "):
                said += connection.recv(4096)
            connection.sendall(command.encode() + b"\n")
            said = b""
            while b"\n(qemu) " not in said:
                said += connection.recv(4096)

    def wait_for(self, condition):
        self.sh(f"for i in $(seq 300); do {condition} && break; sleep 0.1; done")
