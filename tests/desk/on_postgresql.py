#!/usr/bin/env python3
"""on_postgresql.py PROGRAM: runs a program of tests against a PostgreSQL server that lives as long as it does.

The server is Debian's (package postgresql), in a temporary folder, without a network: it listens on a socket in that
folder. It does not sync, for nothing of it is kept, unless it is asked to. Ends as the program does.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile

BIN = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]


def as_postgres(*words):
    """initdb and postgres refuse to run as root."""
    user = pwd.getpwnam("postgres")
    plain = os.geteuid() != 0
    return subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          user=None if plain else user.pw_uid, group=None if plain else user.pw_gid,
                          extra_groups=None if plain else [])


class Server:
    """A server, from start to the end of a `with`; `url` is its database."""

    def __init__(self, under="/tmp", sync=False):
        self.under = under
        self.sync = sync

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="pg-", dir=self.under)
        self.data = os.path.join(self.folder, "data")
        self.url = f"postgresql:///postgres?user=kiosk&host={self.folder}"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        as_postgres(f"{BIN}/initdb", "-D", self.data, "-U", "kiosk", "-A", "trust", "--no-sync", "-E", "UTF8",
                    "--locale=C")
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        settings = (f"-k {self.folder} -c listen_addresses='' -c fsync={'on' if self.sync else 'off'}"
                    " -c max_connections=400")
        as_postgres(f"{BIN}/pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.folder, "log"), "-o", settings,
                    "start")

    def stop(self):
        """As if it died: nothing is finished, and the next start recovers from the log."""
        as_postgres(f"{BIN}/pg_ctl", "-D", self.data, "-m", "immediate", "stop")


if __name__ == "__main__":
    with Server() as server:
        status = subprocess.run(sys.argv[1:], env={**os.environ, "KIOSK_TEST_POSTGRESQL": server.url}).returncode
    sys.exit(status)
