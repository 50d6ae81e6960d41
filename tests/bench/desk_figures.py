#!/usr/bin/env python3
"""What the complaints cell's desk costs: taking complaints in, its pages with a hundred thousand cases, its memory.

    tests/bench/desk_figures.py [--build build/release] [--folder /var/tmp] [--rounds 5] [--cases 100000]
                                [--requests 100000] [--only accept,pages,letters,weight,serve] [--filled DATA...]

Runs bench_desk (build it and kiosk-desk first) on the disk of --folder, on SQLite and on a PostgreSQL server of its own
that syncs each commit (tests/desk/on_postgresql.py). One line a figure: the median of all rounds, with the smallest and
the largest. Beside complaints accepted stand bare commits of the same database on the same disk, one small row each,
before and after them in the same round; on SQLite one writes at a time, so that those are always one writer's. The
envelopes are sealed beforehand. Pages are those of Desk::handle(), turn about, without sockets; their percentiles are
of all requests of a round, and beside them stands what the desk itself worked (on SQLite that is all there is). Memory
is PSS of kiosk-desk, after its letters are read and after each fifth of the
requests, four at a time. What else ran on the machine is said with the load average.
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/desk"))
import on_postgresql  # noqa: E402

PARTS = ("accept", "pages", "letters", "weight", "serve")
WAYS = (("call", 1), ("call", 8), ("http", 8))  # how complaints come, and how many at once


def bench(options, *words, server=None):
    environment = {**os.environ, "TMPDIR": str(options.folder)}
    if server:
        environment["KIOSK_TEST_POSTGRESQL"] = server
    done = subprocess.run([options.build / "bin/bench_desk", *map(str, words)], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def tell(name, values, unit=""):
    print(f"  {name:62} {statistics.median(values):9.2f} {unit:5} ({min(values):.2f} .. {max(values):.2f})", flush=True)


def heading(text):
    print(f"{text} [load {os.getloadavg()[0]:.1f}]:", flush=True)


def accept(options, server):
    """All ways in turn, each round."""
    runs = {(way, database): [] for way in WAYS for database in (None, server)}
    heading(f"Complaints accepted, {options.puts} a run, {options.rounds} rounds")
    for _ in range(options.rounds):
        for (way, database), found in runs.items():
            found.append(bench(options, "accept", *way, options.puts, server=database))
    for ((route, threads), database), found in runs.items():
        name = f"{'PostgreSQL' if database else 'SQLite'}, {route}, {threads} at once"
        tell(f"{name}: accepted a second", [run["accepted_a_second"] for run in found])
        tell("    bare commits a second", [run["commits_a_second"] for run in found])
        tell("    ratio", [run["accepted_a_second"] / run["commits_a_second"] for run in found])


def pages(options, data, name):
    heading(f"Pages, {name}, {options.page_rounds} of each a round, {options.rounds} rounds")
    runs = [bench(options, "pages", data, options.page_rounds) for _ in range(options.rounds)]
    for page in runs[0]:
        for part, words in (("p50", "p50"), ("p99", "p99"), ("cpu", "of the processor, p50")):
            tell(f"{page}, {words}", [run[page][part] for run in runs], "ms")


def letters(options, data, name):
    heading(f"All letters read into memory, {name}")
    runs = [bench(options, "letters", data) for _ in range(options.rounds)]
    tell("time", [run["seconds"] for run in runs], "s")
    tell("they weigh", [run["after_mb"] - run["before_mb"] for run in runs], "MB")


def weight(options, data, name):
    heading(f"Bytes, {name}")
    sizes = bench(options, "weight", data)
    assets = {asset: sizes.pop(asset) for asset in ("desk.css", "desk.js", "icons.svg", "frieze.svg")}
    for page, size in [*sizes.items(), *assets.items()]:
        print(f"  {page:62} {size:9}")
    for page in ("inbox", "a case", "dashboard, 11 weeks"):
        print(f"  {page + ', with all of its files':62} {sizes[page] + sum(assets.values()):9}")


class Server:
    """kiosk-desk on a filled folder."""

    def __init__(self, options, data):
        started = time.monotonic()
        self.process = subprocess.Popen([options.build / "bin/kiosk-desk", "serve", "--data", data, "--listen",
                                         "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        with urllib.request.urlopen(self.url + "/healthz") as answer:
            assert answer.status == 200
        self.start_ms = (time.monotonic() - started) * 1000

    def pss_mb(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024

    def cpu_s(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_calm(self):
        """Its letters are read when it takes no more processor time."""
        while True:
            before = self.cpu_s()
            time.sleep(2)
            if self.cpu_s() - before < 0.05:
                return

    def end(self):
        self.process.terminate()
        self.process.wait()


def forget(data):
    """The next reader of its files finds none of them in memory."""
    for path in pathlib.Path(data).rglob("*"):
        if path.is_file():
            with open(path, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def serve(options, data, name):
    heading(f"kiosk-desk serve, {name}")
    starts = {"files not in memory": [], "files in memory": []}
    for _ in range(options.rounds):
        forget(data)
        for found in starts.values():
            server = Server(options, data)
            found.append(server.start_ms)
            server.end()
    for how, found in starts.items():
        tell(f"start until /healthz answers, {how}", found, "ms")
    server = Server(options, data)
    try:
        tell("memory when it answers", [server.pss_mb()], "MB")
        server.wait_until_calm()
        tell("memory, letters read", [server.pss_mb()], "MB")
        for fifth in range(1, 6):
            run = bench(options, "load", server.url, data, options.requests // 5)
            assert run["wrong"] == 0, run
            tell(f"memory after {options.requests * fifth // 5} requests, {run['requests_a_second']:.0f} a second",
                 [server.pss_mb()], "MB")
    finally:
        server.end()


def in_copy_format(value):
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return r"\\x" + value.hex()
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def copy_to_postgresql(options, source, data, url):
    """The same desk on PostgreSQL: statement by statement a hundred thousand cases would take an hour to fill."""
    shutil.copytree(source, data, ignore=shutil.ignore_patterns("desk.db*", "serve.lock"))
    (data / "database-url").write_text(url, encoding="ascii")
    subprocess.run([options.build / "bin/kiosk-desk", "user", "list", "--data", data], check=True)  # makes the tables
    rows = sqlite3.connect(f"file:{source / 'desk.db'}?mode=ro", uri=True)
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with subprocess.Popen(["psql", url, "-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE,
                          text=True) as psql:
        say = psql.stdin.write
        # Triggers keep rows of history and log from being changed: of those of this new desk, too.
        say(f"SET session_replication_role = replica; TRUNCATE {', '.join(tables)};\n")
        for table in tables:
            found = rows.execute(f"SELECT * FROM {table}")
            say(f"COPY {table} ({', '.join(column[0] for column in found.description)}) FROM STDIN;\n")
            for row in found:
                say("\t".join(map(in_copy_format, row)) + "\n")
            say("\\.\n")
        for table in ("cases", "history", "messages", "audit"):
            say(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}));\n")
        say("VACUUM ANALYZE;\n")
    assert psql.returncode == 0


@contextlib.contextmanager
def filled_desks(options, server):
    """Name and folder of each."""
    if options.filled:
        yield [(str(folder), folder) for folder in options.filled]
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="desk-", dir=options.folder))
    try:
        desks = [("SQLite", folder / "sqlite"), ("PostgreSQL", folder / "postgresql")]
        heading(f"Filled: {bench(options, 'fill', desks[0][1], options.cases)}")
        copy_to_postgresql(options, desks[0][1], desks[1][1], server)
        yield desks
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/var/tmp"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--puts", type=int, default=400)
    parser.add_argument("--page-rounds", type=int, default=200)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--only", default=",".join(PARTS), help="some of the parts, apart by commas")
    parser.add_argument("--filled", type=pathlib.Path, nargs="*", help="desks that bench_desk has filled already")
    options = parser.parse_args()
    wanted = options.only.split(",")
    with on_postgresql.Server(under=options.folder, sync=True) as server:
        if "accept" in wanted:
            accept(options, server.url)
        rest = [part for part in (pages, letters, weight, serve) if part.__name__ in wanted]
        if not rest:
            return
        with filled_desks(options, server.url) as desks:
            for part in rest:
                for name, data in desks:
                    part(options, data, name)


if __name__ == "__main__":
    main()
