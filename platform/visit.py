#!/usr/bin/env python3
"""The guided visit: one citizen at an offscreen kiosk, one clerk at the desk.

Drives the real programs as people would: the kiosk by its robot (fingers and the on-screen keyboard), the desk by
its web pages. Says what it does, leaves pictures, and ends with 1 at the first thing that is not as it should be.
"""

import argparse
import http.cookiejar
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request

ANSWER = "تم إصلاح عمود الإنارة رقم 14، شكراً على تنبيهكم."
COMPLAINT = "عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ منذ أسبوع"
DELIVERY_LIMIT_S = 30


class VisitError(Exception):
    pass


class Kiosk:
    """A kiosk process, spoken to through its robot."""

    def __init__(self, program, state, desk, pictures, size="1080x1920"):
        self.pictures = pictures
        self.process = subprocess.Popen(
            [program, "--state", state, "--desk", desk, "--offscreen", size, "--robot"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.ask("settle")

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        line = self.process.stdout.readline()
        if not line:
            raise VisitError(f"the kiosk ended at: {command}")
        answer = json.loads(line)
        if answer.get("ok") is False:
            raise VisitError(f"{command}: {answer.get('error', 'refused')}")
        return answer

    def node(self, node_id):
        for node in self.ask("tree")["nodes"]:
            if node["id"] == node_id:
                return node
        raise VisitError(f"{node_id} is not on the screen")

    def tap(self, *node_ids):
        for node_id in node_ids:
            self.ask(f"tap {node_id}")

    def expect_screen(self, name):
        screen = self.ask("tree")["screen"]
        if screen != name:
            raise VisitError(f"{name} expected, {screen} is on the screen")

    def wait_for(self, node_id, is_right):
        """The value of a node once it is right; what it waits for comes from outside: the desk, over the network."""
        end = time.monotonic() + DELIVERY_LIMIT_S
        while time.monotonic() < end:
            value = self.node(node_id)["value"]
            if is_right(value):
                return value
            time.sleep(0.1)
        raise VisitError(f"{node_id} stays {value!r}")

    def picture(self, name):
        self.ask("settle")
        self.ask(f"shot {self.pictures / (name + '.png')}")

    def quit(self):
        self.ask("quit")
        self.process.wait(timeout=10)


class Desk:
    """The web desk, as a browser sees it."""

    def __init__(self, url, user, password):
        self.url = url
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = self.get("/sign-in?lang=ar")
        self.post("/sign-in", page, user=user, password=password)

    def get(self, path):
        return self.browser.open(self.url + path, timeout=10).read().decode()

    def post(self, path, page, **fields):
        fields["token"] = re.search(r'name="token" value="([^"]+)"', page).group(1)
        body = urllib.parse.urlencode(fields).encode()
        return self.browser.open(self.url + path, body, timeout=10).read().decode()

    def answer(self, words):
        """Opens the case that holds these words and answers it; returns its number."""
        for path in re.findall(r'href="(/cases/[^"/?]+)"', self.get("/cases")):
            page = self.get(path)
            if words in page:
                self.post(path + "/answer", page, ar=ANSWER, fr="")
                return path.rsplit("/", 1)[1]
        raise VisitError("the complaint is not on the desk")


def say(words):
    print(f"  {words}", flush=True)


def browse(kiosk):
    kiosk.picture("1-attract")
    kiosk.tap("attract.ar")
    kiosk.expect_screen("home")
    kiosk.picture("2-home-ar")
    for card, name in (("home.partnerships", "partnerships"), ("home.twins", "twins"), ("home.energy", "energy")):
        kiosk.tap(card)
        kiosk.picture(f"3-{name}-ar")
        kiosk.tap("nav.home")
    kiosk.tap("access.language", "lang.fr")
    kiosk.picture("4-home-fr")
    kiosk.tap("home.covenant")
    kiosk.picture("5-covenant-fr")
    kiosk.tap("nav.home", "access.language", "lang.ar")
    say("read about partnerships, twin cities and energy, in Arabic and French")


def file_complaint(kiosk, words):
    kiosk.tap("home.complaint", "complaint.kind.complaint", "complaint.category.lighting", "complaint.continue",
              "complaint.district.tabriquet", "complaint.continue")
    kiosk.ask(f"type {words}")
    if kiosk.node("complaint.text")["value"] != words:
        raise VisitError("the field does not hold what was typed")
    kiosk.picture("6-complaint-text")
    kiosk.tap("complaint.continue", "complaint.skip", "complaint.continue", "complaint.consent")
    kiosk.picture("7-complaint-check")
    kiosk.tap("complaint.send")
    kiosk.ask("settle")
    code = kiosk.node("receipt.code")["value"]
    kiosk.picture("8-receipt")
    say(f"filed a complaint, receipt {code}")
    return code


def see_delivered(kiosk):
    kiosk.wait_for("receipt.state", lambda value: value == "delivered")
    kiosk.picture("9-delivered")
    kiosk.tap("receipt.done")
    say("saw it delivered to the complaints cell")


def follow(kiosk, code):
    def look():
        kiosk.tap("attract.ar", "home.follow")
        for digit in re.sub(r"\D", "", code):
            kiosk.tap(f"osk.{digit}")
        kiosk.tap("follow.show")
        kiosk.ask("settle")

    look()
    state = kiosk.wait_for("follow.status", lambda value: value == "answered")
    if not any(ANSWER in node["spoken"] for node in kiosk.ask("tree")["nodes"]):
        raise VisitError("the answer is not on the screen")
    kiosk.picture("10-follow-up")
    say(f"followed it up by its code: {state}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kiosk", required=True, help="the kiosk program")
    parser.add_argument("--state", required=True, help="its state folder")
    parser.add_argument("--desk", required=True, help="URL of a running desk")
    parser.add_argument("--user", default="agent")
    parser.add_argument("--password-file", required=True, type=pathlib.Path)
    parser.add_argument("--pictures", required=True, type=pathlib.Path)
    chosen = parser.parse_args()

    chosen.pictures.mkdir(parents=True, exist_ok=True)
    words = f"{COMPLAINT} {time.strftime('%H:%M:%S')}"
    kiosk = Kiosk(chosen.kiosk, chosen.state, chosen.desk, chosen.pictures)
    try:
        print("The guided visit:")
        browse(kiosk)
        code = file_complaint(kiosk, words)
        see_delivered(kiosk)
        number = Desk(chosen.desk, chosen.user, chosen.password_file.read_text().strip()).answer(words)
        say(f"a clerk answered it, case {number}")
        follow(kiosk, code)
        kiosk.quit()
    except (VisitError, OSError) as error:
        kiosk.process.kill()
        sys.exit(f"the guided visit failed: {error}")
    print(f"Its pictures are in {chosen.pictures}/")


if __name__ == "__main__":
    main()
