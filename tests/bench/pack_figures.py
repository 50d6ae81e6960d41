#!/usr/bin/env python3
"""What content costs: checking, making, signing, verifying, installing a large pack, beside a floor.

    tests/bench/pack_figures.py [--build build/release] [--pages 1000] [--pictures-mb 300] [--runs 3]

Makes a site of so many pages in three languages and photographs of noise, which do not shrink, in a temporary folder on
the disk of the build. One line a figure: the median of all runs, with the smallest and the largest; memory is the
largest resident set of the process. The floor of an install is one process that reads the pack, hashes it with BLAKE2b
and writes it once, synced. What a run wrote stays to the end: blocks that were written before are twice as fast on some
disks, and would help one side only. `sha256sum` and `zstd -d` read the same bytes. All in turn, so that a busy machine is unfair
to nobody. Last, one page is changed: nginx's log says what a kiosk that shows the pack fetches for the next one.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLOOR = """
import hashlib, os, sys
source, target = sys.argv[1:]
digest = hashlib.blake2b(digest_size=32)
with open(source, "rb") as pack, open(target, "wb") as copy:
    while block := pack.read(1 << 20):
        digest.update(block)
        copy.write(block)
    copy.flush()
    os.fsync(copy.fileno())
"""


def run(command, stdout=subprocess.DEVNULL):
    """Seconds, and the largest resident set in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{command}: {error.decode()}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def noise_png(path, width, height, seed):
    """A photograph that no encoder makes small."""
    source = random.Random(seed)
    rows = b"".join(b"\0" + source.randbytes(width * 3) for _ in range(height))

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) +
                     chunk(b"IEND", b""))


WORDS = {
    "ar": "تعمل الجماعة مع شركائها على تحسين الإنارة والنظافة والمساحات الخضراء في كل الأحياء",
    "fr": "La commune travaille avec ses partenaires sur l'éclairage, la propreté et les espaces verts",
    "en": "The commune works with its partners on lighting, cleanliness and green spaces",
}


def make_site(folder, pages, pictures):
    shutil.copytree(ROOT / "content", folder)
    rows = ["slug,file,alt_ar,alt_fr,alt_en,credit"]
    for i in range(pictures):
        rows.append(f"photo-{i},photo-{i}.png,صورة,Une photo,A photograph,Commune")
    (folder / "data/pictures.csv").write_text("\n".join(rows) + "\n")
    (folder / "media").mkdir()
    for i in range(pictures):
        noise_png(folder / f"media/photo-{i}.png", 1600, 1200, i)
    source = random.Random(7)
    for i in range(pages):
        # What an article shows as its picture stands in its Arabic page.
        picture = f'picture = "photo-{i % pictures}"\n' if pictures else ""
        for language, words in WORDS.items():
            shared = f'icon = "street-light"\n{picture}facts = false\n' if language == "ar" else ""
            paragraphs = "\n\n".join(" ".join(source.sample(words.split(), 8)) + "." for _ in range(6))
            (folder / language / f"articles/page-{i}.md").write_text(
                f'+++\nsection = "{words[:20].strip()}"\ntitle = "{words[:30].strip()}"\n{shared}+++\n\n{paragraphs}\n')


class Publication:
    """A folder that nginx serves; its log counts the bytes."""

    def __init__(self, folder, port=28311):
        self.web, self.log = folder / "web", folder / "access.log"
        self.web.mkdir(mode=0o755)
        # nginx gives up root, and has to come through the folders above.
        for above in (folder, self.web):
            above.chmod(0o755)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        scratch = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        config = folder / "nginx.conf"
        config.write_text(
            f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}} "
            f"http {{ log_format sent '$uri $status $bytes_sent'; access_log {self.log} sent; {scratch} "
            f"server {{ listen 127.0.0.1:{port}; root {self.web}; }} }}")
        self.url = f"http://127.0.0.1:{port}"
        self.server = subprocess.Popen(["/usr/sbin/nginx", "-c", str(config), "-p", str(folder)])

    def sent(self):
        lines = [line.split() for line in self.log.read_text().splitlines()]
        return [(target, int(count)) for target, _, count in lines]

    def end(self):
        self.server.terminate()
        self.server.wait()


def measure_one_page(folder, site, kioskctl, kiosk, pack):
    """Bytes that a kiosk with `pack` fetches for the same with one page changed, and seconds until it shows it."""
    state, key = folder / "state", str(folder / "keys/content.key")
    (state / "keys/content").mkdir(parents=True)
    shutil.copy(folder / "keys/content.pub", state / "keys/content")
    run([kioskctl, "pack", "install", pack, "--state", str(state)])
    page, following = site / "fr/articles/page-7.md", str(folder / "next.kpack")
    page.write_text(page.read_text() + "\n\nUne phrase de plus.\n")
    run([kioskctl, "pack", "build", str(site), "--version", "2", "--out", following])
    run([kioskctl, "pack", "sign", following, "--key", key])
    publication = Publication(folder)
    run([kioskctl, "pack", "publish", following, "--to", str(publication.web)])
    (state / "kiosk.json").write_text(json.dumps({"content": publication.url}))
    robot = subprocess.Popen([kiosk, "--state", str(state), "--offscreen", "1080x1920", "--robot"], text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def ask(line):
        robot.stdin.write(line + "\n")
        robot.stdin.flush()
        return json.loads(robot.stdout.readline())

    start = time.monotonic()
    ask("advance 61000")
    while ask("stats")["content"]["version"] != 2 and time.monotonic() < start + 120:
        time.sleep(0.05)
    seconds = time.monotonic() - start
    ask("quit")
    robot.wait()
    publication.end()
    return seconds, publication.sent()


def show(name, values, unit, digits=2):
    print(f"{name:<44} {statistics.median(values):.{digits}f} {unit}  "
          f"({min(values):.{digits}f} to {max(values):.{digits}f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--pictures-mb", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    kioskctl = str(ROOT / options.build / "bin/kioskctl")
    with tempfile.TemporaryDirectory(dir=ROOT / options.build) as temporary:
        folder = pathlib.Path(temporary)
        site, pack = folder / "site", str(folder / "large.kpack")
        # Noise of 1600 x 1200 points is 1.46 MB as a JPEG.
        make_site(site, options.pages, round(options.pictures_mb / 1.46))
        run([kioskctl, "key", "new", "--role", "content", "--out", str(folder / "keys")])
        times, memory = {}, {}

        def measure(name, command, stdout=subprocess.DEVNULL):
            os.sync()  # an install syncs its whole disk: what others left unwritten is not its own
            seconds, megabytes = run(command, stdout)
            times.setdefault(name, []).append(seconds)
            memory.setdefault(name, []).append(megabytes)

        build = [kioskctl, "pack", "build", str(site), "--version", "1", "--out", pack]
        measure("build", build)
        size = os.path.getsize(pack) / 1e6
        for i in range(options.runs):
            state = folder / f"state-{i}"
            (state / "keys/content").mkdir(parents=True)
            shutil.copy(folder / "keys/content.pub", state / "keys/content")
            measure("check", [kioskctl, "pack", "check", str(site)])
            measure("sign", [kioskctl, "pack", "sign", pack, "--key", str(folder / "keys/content.key")])
            measure("floor", [sys.executable, "-c", FLOOR, pack, str(folder / f"copy-{i}")])
            measure("install", [kioskctl, "pack", "install", pack, "--state", str(state)])
            measure("verify", [kioskctl, "pack", "verify", pack, "--keys", str(state / "keys/content")])
            measure("sha256sum", ["sha256sum", pack])
            if i == 0:
                subprocess.run(["zstd", "-q", "-1", pack, "-o", str(folder / "pack.zst")], check=True)
            measure("zstd -d", ["zstd", "-q", "-d", "-f", str(folder / "pack.zst"), "-o", str(folder / "unpacked")])
        print(f"{options.pages} pages in three languages, {size:.0f} MB")
        for name in times:
            show(name, times[name], "s")
            show(f"  {name}, throughput", [size / seconds for seconds in times[name]], "MB/s", 0)
        ratios = [a / b for a, b in zip(times["install"], times["floor"])]
        show("verify and install / read, hash, write", ratios, "")
        for name in ("install", "verify", "build", "check", "sign"):
            show(f"memory of {name}", memory[name], "MB", 0)
        kiosk = str(ROOT / options.build / "bin/kiosk")
        seconds, sent = measure_one_page(folder, site, kioskctl, kiosk, pack)
        print(f"one page changed: {sum(count for _, count in sent)} bytes in {len(sent)} requests, "
              f"shown after {seconds:.1f} s")
        for target, count in sent:
            print(f"  {count:>9} {target}")


main()
