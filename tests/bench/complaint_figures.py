#!/usr/bin/env python3
"""What a complaint costs: from SEND to receipt, on its way to the desk, and when fifty thousand of them wait.

    tests/bench/complaint_figures.py [--build build/release] [--folder /var/tmp] [--runs 5] [--queue 50000]

Runs bench_complaint (build it first) on the disk of --folder. One line a figure: the median of all runs, with the
smallest and the largest. Beside SEND stands its floor, the same writes and syncs without a complaint, in turn with it;
beside the drain the bare commits of the desk's rows. The queue is drained as fast as it goes: a kiosk waits 20 ms after
each (sync::kSendGap), so it never drains more than fifty a second. Times of start-up include reading every name in the
spool; memory is the largest resident set of the process.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def bench(options, *words):
    environment = {**os.environ, "TMPDIR": str(options.folder)}
    done = subprocess.run([options.build / "bin/bench_complaint", *map(str, words)], check=True, capture_output=True,
                          text=True, env=environment)
    return json.loads(done.stdout)


def tell(name, values, unit=""):
    print(f"  {name:60} {statistics.median(values):10.2f} {unit:4} ({min(values):.2f} .. {max(values):.2f})", flush=True)


def send(options):
    runs = [bench(options, "send", 500) for _ in range(options.runs)]
    print("SEND to receipt, 500 a run:")
    for part in ("p50", "p99"):
        tell(f"Outbox::file(), {part}", [run[f"{part}_us"] / 1000 for run in runs], "ms")
        tell(f"the same writes and syncs, {part}", [run[f"bare_{part}_us"] / 1000 for run in runs], "ms")
        tell(f"ratio, {part}", [run[f"{part}_us"] / run[f"bare_{part}_us"] for run in runs])


def drain(options):
    runs = [bench(options, "drain", 300) for _ in range(options.runs)]
    assert all(run["delivered"] == 300 for run in runs)
    print("Draining 300 to the desk over loopback:")
    tell("complaints a second", [run["drained_a_second"] for run in runs])
    tell("bare commits of the desk's rows a second", [run["commits_a_second"] for run in runs])


def queue(options):
    folder = pathlib.Path(tempfile.mkdtemp(dir=options.folder))
    memory = pathlib.Path(tempfile.mkdtemp(dir="/dev/shm"))
    try:
        for count in (0, options.queue):
            # Filed where a sync costs nothing, then brought to the disk: it is the start that is measured.
            filed = bench(options, "fill", memory / str(count) / "state", count)
            state = pathlib.Path(shutil.move(memory / str(count), folder)) / "state"
            os.sync()
            runs = [bench(options, "start", state) for _ in range(options.runs)]
            assert all(run["queued"] == count for run in runs)
            print(f"A queue of {count}:")
            if count:
                tell("filed a second in memory while it grows", [filed["filed_a_second"]])
            tell("opening the outbox", [run["open_ms"] for run in runs], "ms")
            tell("largest resident set", [run["largest_mb"] for run in runs], "MB")
            if count:
                runs = [bench(options, "oldest", state) for _ in range(options.runs)]
                tell("taking the oldest and putting it back, p50", [run["take_us"] / 1000 for run in runs], "ms")
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(memory)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/var/tmp"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--queue", type=int, default=50_000)
    parser.add_argument("--only", choices=("send", "drain", "queue"), help="one part of them")
    options = parser.parse_args()
    for part in (send, drain, queue):
        if options.only in (None, part.__name__):
            part(options)
    print(f"One code: {bench(options, 'ticket')['ticket_s']} s of a core")


if __name__ == "__main__":
    main()
