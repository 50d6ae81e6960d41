#!/usr/bin/env python3
"""The kiosk as a process: start, memory, answers to touches, sleep; for each renderer, without a display and under Xvfb.

    tests/bench/kiosk_figures.py [--build build/release] [--runs 5] [--idle 20]

Needs what platform/run --prepare makes (it calls it, in a temporary folder) and Xvfb. One line a figure: the median of
all runs, with the smallest and the largest. Milliseconds by the wall clock, memory as PSS. Taps and keys are those of a
kiosk with reduced motion, so that a picture is the page and not a step on its way in; the promises are for Xvfb and the
software renderer, on two cores without a GPU.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NO_DESK = "http://127.0.0.1:9"  # nothing listens there: complaints stay saved


class Kiosk:
    def __init__(self, program, state, renderer, place):
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--state", state, "--desk", NO_DESK, place, "1080x1920", "--renderer", renderer, "--robot"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        return json.loads(self.process.stdout.readline())

    def timed(self, command):
        start = time.monotonic()
        answer = self.ask(command)
        assert answer.get("ok", True), (command, answer)
        return (time.monotonic() - start) * 1000

    def first_picture(self):
        """From exec to the picture on screen; both ends are of the machine's monotonic clock."""
        return self.ask("stats")["first_shown_ms"] - self.start * 1000

    def pss_mb(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024

    def switches(self):
        """Times any of its threads went to sleep, and the processor time they took."""
        count = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            for line in (task / "status").read_text().splitlines():
                if line.startswith("voluntary_ctxt_switches"):
                    count += int(line.split()[1])
        return count, self.cpu()

    def cpu(self):
        """Seconds of processor time, all threads; schedstat has them in nanoseconds."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def quit(self):
        self.ask("quit")
        self.process.wait(timeout=10)


def visit(kiosk, figures):
    """One visit with every figure but the idle ones."""
    figures["exec to first complete picture, ms"].append(kiosk.first_picture())
    kiosk.timed("tap attract.ar")
    kiosk.ask("settle")
    figures["PSS on home, MB"].append(kiosk.pss_mb())
    for page in ("home.partnerships", "home.twins", "home.agreements", "home.governance", "home.covenant"):
        for figure in ("tap to picture, first time, ms", "tap to picture, again, ms"):
            figures[figure].append(kiosk.timed(f"tap {page}"))
            kiosk.ask("settle")  # the page has faded in: the next tap does not wait for its pictures
            kiosk.timed("tap nav.home")
            kiosk.ask("settle")
    for tap in ("home.complaint", "complaint.category.lighting", "complaint.continue", "complaint.district.tabriquet",
                "complaint.continue"):
        kiosk.timed(f"tap {tap}")
    for letter in "عمودالانارةمطفامنذاسبوع":
        figures["key to picture, ms"].append(kiosk.timed(f"type {letter}"))
    for tap in ("complaint.continue", "complaint.skip", "complaint.continue", "complaint.consent"):
        kiosk.timed(f"tap {tap}")
    start = time.monotonic()
    kiosk.timed("tap complaint.send")
    kiosk.timed("settle")
    figures["SEND to receipt, ms"].append((time.monotonic() - start) * 1000)
    assert any(node["id"] == "receipt.code" for node in kiosk.ask("tree")["nodes"])
    kiosk.timed("tap receipt.done")
    kiosk.ask("settle")
    figures["PSS after the visit, MB"].append(kiosk.pss_mb())


def scroll(kiosk, figures, seconds=3):
    """A finger drags a long article up and down, 60 moves a second, each of which is a picture."""
    for tap in ("attract.ar", "home.governance", "access.size", "access.size.150"):
        kiosk.timed(f"tap {tap}")
    kiosk.ask("settle")
    frames, cpu, start = kiosk.ask("stats")["frames"], kiosk.cpu(), time.monotonic()
    y, step = 1200.0, -9
    kiosk.timed(f"press 540 {y}")
    moves = 0
    while time.monotonic() - start < seconds:
        y += step
        if y < 400 or y > 1500:
            step = -step
        kiosk.timed(f"move 540 {y}")
        moves += 1
        time.sleep(max(0.0, start + moves / 60 - time.monotonic()))
    took = time.monotonic() - start
    spent = kiosk.cpu() - cpu
    shown = kiosk.ask("stats")["frames"] - frames
    kiosk.timed(f"release 540 {y}")
    figures["scrolling an article, pictures a second"].append(shown / took)
    figures["scrolling an article, processor time, ms a second"].append(spent * 1000 / took)


PAGES = (("home.partnerships", "home.twins"), ("home.partnerships", "home.agreements"), ("home.twins",),
         ("home.agreements",), ("home.governance", "article.next"), ("home.covenant",), ("home.energy",),
         ("home.follow",), ("home.complaint", "complaint.category.lighting", "complaint.continue",
                            "complaint.district.tabriquet", "complaint.continue"))


def everywhere(kiosk, figures):
    """Every page from home, in three languages."""
    kiosk.timed("tap attract.ar")
    for language in ("ar", "fr", "en"):
        for way in (("access.language", f"lang.{language}"), *PAGES):
            for tap in way:
                kiosk.ask(f"tap {tap}")  # a page that is not there is no page to measure
                kiosk.ask("settle")
            for back in ("nav.home", "leave.finish"):
                kiosk.ask(f"tap {back}")
            kiosk.ask("settle")
    time.sleep(3)  # a receipt prepared meanwhile has let go of the memory that its code's derivation takes
    stats = kiosk.ask("stats")
    for part in ("p50", "p99", "max"):
        figures[f"building a frame, without painting, {part}, ms"].append(stats["build_ms"][part])
    figures["PSS after every screen in three languages, MB"].append(kiosk.pss_mb())


def idle(kiosk, seconds, figures, screen):
    if screen == "home":
        kiosk.timed("tap attract.ar")
    kiosk.ask("settle")
    time.sleep(2)  # the network thread's first tries
    frames, (switches, cpu) = kiosk.ask("stats")["frames"], kiosk.switches()
    time.sleep(seconds)
    later_switches, later_cpu = kiosk.switches()
    figures[f"frames in {seconds} s idle on {screen}"].append(kiosk.ask("stats")["frames"] - frames)
    figures[f"wake-ups a second, idle on {screen}"].append((later_switches - switches) / seconds)
    figures[f"processor time idle on {screen}, ms a second"].append((later_cpu - cpu) * 1000 / seconds)


class Figures(dict):
    def __missing__(self, name):
        self[name] = []
        return self[name]


def measure(options, prepared, renderer, place):
    figures = Figures()
    program = options.build / "bin/kiosk"
    state = pathlib.Path(tempfile.mkdtemp()) / "state"
    shutil.copytree(prepared, state)
    settings = json.loads((state / "kiosk.json").read_text(encoding="utf-8"))
    (state / "kiosk.json").write_text(json.dumps({**settings, "reduced_motion": True}), encoding="utf-8")
    kiosk = Kiosk(program, state, renderer, place)
    figures["exec to first complete picture, the very first start, ms"].append(kiosk.first_picture())
    kiosk.quit()
    for _ in range(options.runs):
        kiosk = Kiosk(program, state, renderer, place)
        visit(kiosk, figures)
        kiosk.quit()
    for one in (scroll, everywhere):
        kiosk = Kiosk(program, state, renderer, place)
        one(kiosk, figures)
        kiosk.quit()
    for screen in ("attract", "home"):
        kiosk = Kiosk(program, state, renderer, place)
        idle(kiosk, options.idle, figures, screen)
        kiosk.quit()
    shutil.rmtree(state.parent)
    for name, values in figures.items():
        print(f"  {name:58} {statistics.median(values):8.1f}   ({min(values):.1f} .. {max(values):.1f})", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--idle", type=int, default=20)
    parser.add_argument("--renderer", choices=("software", "gl"), help="one of them only")
    parser.add_argument("--place", choices=("offscreen", "window"), help="without a display, or under Xvfb, only")
    parser.add_argument("--state", type=pathlib.Path, help="a prepared state folder; it is copied")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared = options.state
        if prepared is None:
            made = subprocess.run([ROOT / "platform/run", "--prepare", folder], check=True, capture_output=True, text=True)
            prepared = json.loads(made.stdout.splitlines()[-1])["state"]
        server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1920x24", "-nolisten", "tcp"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        os.environ["DISPLAY"] = ":" + server.stdout.readline().strip()
        try:
            for place in ("offscreen", "window"):
                for renderer in ("software", "gl"):
                    if options.renderer in (None, renderer) and options.place in (None, place):
                        print(f"{renderer}, {'Xvfb' if place == 'window' else place}:")
                        measure(options, prepared, renderer, f"--{place}")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
