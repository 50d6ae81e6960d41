#!/usr/bin/env python3
"""cluster_test.py KIOSK-DESK KIOSKCTL CERTIFICATE KEY: two desks on one PostgreSQL behind nginx, as
platform/deploy/cluster.md sets them up.

64 clients send complaints, a few of them all at once the same, while one desk is killed and PostgreSQL dies and comes
back. Whoever gets no confirmation sends again, as kiosks do. In the end nothing is lost, nothing is doubled, every
confirmation of a complaint is the same to the byte, and the case numbers have no gaps. Where nginx is not installed the
clients reach the desks directly.
"""

import collections
import http.client
import http.cookies
import json
import os
import random
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import on_postgresql  # noqa: E402

DESK, KIOSKCTL, CERTIFICATE, KEY = map(os.path.abspath, sys.argv[1:5])
CLIENTS = 64
SHARED = 6        # complaints that every client sends
DIFFERENT = 250   # complaints that one client sends
PASSWORD = "correct horse battery"
TRIES = 400       # of one complaint; each waits a little, and the whole test takes a minute
TRUST = ssl._create_unverified_context()


def run(*words, text=None):
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{words[:3]} failed: {done.stdout}{done.stderr}")
    return done.stdout


class Desk:
    """A data folder and the server on it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = 0
        self.process = None

    def command(self, *words, text=None):
        return run(DESK, *words, "--data", self.folder, text=text)

    def serve(self):
        self.process = subprocess.Popen(
            [DESK, "serve", "--data", self.folder, "--listen", f"127.0.0.1:{self.port}", "--tls-cert", CERTIFICATE,
             "--tls-key", KEY], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise SystemExit("a desk did not start")
        self.port = int(line.strip().rsplit(":", 1)[1])

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()


def free_port():
    import socket
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Nginx:
    """The example of platform/deploy/cluster.md, for these two desks."""

    def __init__(self, folder, desks):
        self.folder, self.port = folder, free_port()
        example = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../platform/deploy/nginx-desk.conf")
        site = open(example).read()
        servers = "".join(f"    server 127.0.0.1:{desk.port} max_fails=3 fail_timeout=1s;\n" for desk in desks)
        site = re.sub(r"(    server [^\n]*;\n)+", servers, site, count=1)
        for old, new in (("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
                         ("/etc/kiosk-desk/desk.example.ma.pem", CERTIFICATE),
                         ("/etc/kiosk-desk/desk.example.ma.key", KEY), ("/etc/kiosk-desk/desks.pem", CERTIFICATE),
                         ("proxy_ssl_name desks.internal", "proxy_ssl_name desk.test"),
                         ("rate=5r/m", "rate=600r/m")):
            if old not in site:
                raise SystemExit(f"the example has no {old}")
            site = site.replace(old, new)
        temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        with open(f"{folder}/nginx.conf", "w") as conf:
            conf.write(f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
                       f"events {{ worker_connections 1024; }}\nhttp {{\naccess_log off;\n{temporary}{site}\n}}\n")
        self.process = subprocess.Popen(["nginx", "-p", folder, "-e", f"{folder}/error.log", "-c",
                                         f"{folder}/nginx.conf"])

    def end(self):
        self.process.terminate()
        self.process.wait()


def request(port, method, path, body=None, headers=None):
    """Status, headers, body; status 0 where there was no answer."""
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=TRUST)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, {}, b""
    finally:
        connection.close()


class Crowd:
    """The clients, and what was confirmed to them."""

    def __init__(self, ports):
        self.ports = ports
        self.acks = collections.defaultdict(list)  # uuid: bodies
        self.confirmed = 0
        self.refused = collections.Counter()
        self.changed = threading.Condition()

    def send(self, uuid, envelope):
        for _ in range(TRIES):
            status, _, body = request(random.choice(self.ports), "PUT", f"/v1/kiosks/K-01/complaints/{uuid}", envelope)
            with self.changed:
                if status in (200, 201):
                    self.acks[uuid].append((status, body))
                    self.confirmed += 1
                    self.changed.notify_all()
                    return
                self.refused[status] += 1
                if status not in (0, 429, 502, 503, 504):
                    raise SystemExit(f"a desk answered {status}: {body!r}")
                self.changed.wait(random.uniform(0.02, 0.2))
        raise SystemExit(f"{uuid} was never confirmed")

    def wait_for(self, count):
        with self.changed:
            if not self.changed.wait_for(lambda: self.confirmed >= count, timeout=240):
                raise SystemExit(f"only {self.confirmed} of {count} were confirmed: {self.refused}")


def make_complaints(folder, desk):
    state = f"{folder}/state"
    os.makedirs(state)
    run(KIOSKCTL, "key", "new", "--role", "kiosk", "--out", f"{state}/keys")
    shutil.copy(f"{desk.folder}/keys/cell.pub", f"{state}/keys/")
    with open(f"{state}/kiosk.json", "w") as file:
        file.write('{"kiosk":"K-01","desk":"https://127.0.0.1:1"}')
    desk.command("kiosk", "enrol", "--id", "K-01", "--key", f"{state}/keys/kiosk.pub", "--name", "K")
    lines = "".join(json.dumps({"kind": "complaint", "text": f"complaint number {n} of many"}) + "\n"
                    for n in range(SHARED + DIFFERENT))
    run(KIOSKCTL, "outbox", "put", "--state", state, text=lines)
    run(KIOSKCTL, "outbox", "export", "--to", f"{folder}/stick", "--state", state)
    envelopes = {}
    for name in os.listdir(f"{folder}/stick"):
        found = re.fullmatch(r"K-01-([0-9a-f-]{36})\.env", name)
        if found:
            with open(f"{folder}/stick/{name}", "rb") as file:
                envelopes[found.group(1)] = file.read()
    assert len(envelopes) == SHARED + DIFFERENT, len(envelopes)
    return envelopes


def make_desks(folder, url):
    """The first is made, the others get what they share beside the database."""
    first, second = Desk(f"{folder}/one"), Desk(f"{folder}/two")
    run(DESK, "init", "--data", first.folder, "--cell-key", f"{first.folder}/keys/cell.key", "--database", url)
    for name in ("keys", "names.json", "holidays.json", "api-keys"):
        copy = shutil.copytree if name == "keys" else shutil.copy
        os.makedirs(second.folder, exist_ok=True)
        copy(f"{first.folder}/{name}", f"{second.folder}/{name}")
    run(DESK, "init", "--data", second.folder, "--database", url)
    first.command("user", "add", "amina", "--role", "supervisor", text=PASSWORD + "\n")
    return first, second


def storm(server, desks, ports, envelopes):
    """All clients at once; a desk and the database fail in the middle."""
    crowd = Crowd(ports)
    uuids = sorted(envelopes)
    shared, different = uuids[:SHARED], uuids[SHARED:]
    failures = []

    def client(number):
        mine = shared + different[number::CLIENTS]
        random.Random(number).shuffle(mine)
        try:
            for uuid in mine:
                crowd.send(uuid, envelopes[uuid])
        except SystemExit as failure:
            failures.append(str(failure))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    everything = SHARED * CLIENTS + DIFFERENT
    crowd.wait_for(everything // 5)
    desks[0].end(signal.SIGKILL)
    crowd.wait_for(everything * 2 // 5)
    desks[0].serve()
    crowd.wait_for(everything * 3 // 5)
    server.stop()
    server.start()
    crowd.wait_for(everything * 4 // 5)
    desks[1].end(signal.SIGTERM)  # an upgrade of one after the other
    desks[1].serve()
    for thread in threads:
        thread.join()
    assert not failures, failures
    return crowd


def check_cases(desks, crowd, envelopes):
    numbers = {}
    for uuid in envelopes:
        bodies = {body for _, body in crowd.acks[uuid]}
        assert len(bodies) == 1, f"{uuid} was confirmed in {len(bodies)} ways"
        assert sum(status == 201 for status, _ in crowd.acks[uuid]) <= 1, uuid
        numbers[uuid] = json.loads(bodies.pop())["case"]
    serials = sorted(int(number.split("/")[1]) for number in numbers.values())
    assert serials == list(range(1, len(envelopes) + 1)), "numbers with gaps, or given twice"
    for desk in desks:
        cases = [json.loads(line) for line in desk.command("case", "list", "--json").splitlines()]
        assert {case["uuid"]: case["case"] for case in cases} == numbers
        assert {case["text"] for case in cases} == {f"complaint number {n} of many" for n in range(len(envelopes))}
        assert len(cases) == len(envelopes)
        desk.command("audit", "verify")
    chain = desks[0].command("kiosk", "list")
    assert f"{len(envelopes)} received" in chain and "missing" not in chain, chain


class Clerk:
    """A browser that goes to whichever desk it is told."""

    def __init__(self):
        self.jar = {}
        self.token = ""

    def go(self, port, method, path, **form):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items())}
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode({"token": self.token, **form})
        status, got, page = request(port, method, path, body, headers)
        assert status != 0, f"no answer to {method} {path} from port {port}"
        for line in got.get_all("Set-Cookie") or []:
            assert "Secure" in line and "HttpOnly" in line, line
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.jar[name] = morsel.value
        found = re.search(r'name="token" value="([0-9a-f]{64})"', page.decode())
        self.token = found.group(1) if found else self.token
        return status, page.decode()


def check_session(desks, ports):
    """Signed in on one desk, at work on the other, through whatever stands in front of them."""
    first, second = (desk.port for desk in desks)
    clerk = Clerk()
    clerk.go(first, "GET", "/sign-in")
    assert clerk.go(second, "POST", "/sign-in", user="amina", password=PASSWORD)[0] == 303
    status, page = clerk.go(first, "GET", "/cases")
    assert status == 200, status
    number = re.search(r'href="(/cases/\d+-\d+)"', page).group(1)
    clerk.go(second, "GET", number)
    assert clerk.go(first, "POST", number + "/answer", ar="", fr="Le poteau est en place")[0] == 303
    assert "Le poteau est en place" in clerk.go(second, "GET", number)[1]
    assert "Le poteau est en place" in clerk.go(ports[0], "GET", number)[1]
    desks[0].command("user", "disable", "amina")
    assert clerk.go(second, "GET", number)[0] == 303  # out on both


def main():
    folder = tempfile.mkdtemp(prefix="cluster-")
    desks, nginx = [], None
    try:
        with on_postgresql.Server() as server:
            desks = make_desks(folder, server.url)
            envelopes = make_complaints(folder, desks[0])
            for desk in desks:
                desk.serve()
            if shutil.which("nginx"):
                os.makedirs(f"{folder}/nginx")
                nginx = Nginx(f"{folder}/nginx", desks)
            ports = ([nginx.port] * 2 if nginx else []) + [desk.port for desk in desks]
            crowd = storm(server, desks, ports, envelopes)
            check_cases(desks, crowd, envelopes)
            check_session(desks, ports)
            for desk in desks:
                assert request(desk.port, "GET", "/healthz")[0] == 200
                desk.end(signal.SIGTERM)
            print(f"{crowd.confirmed} confirmations of {len(envelopes)} complaints by {CLIENTS} clients"
                  f"{' through nginx and directly' if nginx else ', directly'}; sent again after"
                  f" {dict(crowd.refused)} (status: times)")
    finally:
        for desk in desks:
            if desk.process and desk.process.poll() is None:
                desk.process.kill()
        if nginx:
            nginx.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
