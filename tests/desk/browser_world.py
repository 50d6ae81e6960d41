"""A complaints cell at work, for browser_test.py: kiosks, users, complaints of some weeks, the desk's server, and
the browser that looks at it.

Everything comes in by the programs of the project, and what clerks did by the web desk's own forms. Only times are
written into the database from outside: the desk asks the machine's clock, and a test cannot wait for a deadline.
"""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PASSWORD = "une phrase d'essai"
USERS = {"amina": "agent", "hind": "supervisor", "said": "administrator", "youssef": "auditor"}
KIOSKS = {"K-01": "بهو المقر", "K-02": "بطانة", "K-03": "تابريكت"}
OPEN311 = "open311"
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS
WINDOW = (1440, 900)
WAIT_S = 30
CASES_A_PAGE = 25  # of the inbox

LAMP = ("عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ منذ ثلاثة أسابيع. "
        "الزقاق مظلم ونخاف على الأطفال. أخبرنا le gardien ولم يتغير شيء.")
LAMP_AGAIN = "عمود الإنارة رقم 14 قرب المدرسة لا يضيء"
HOLE = "Un grand trou devant l'école, les poussettes ne passent plus."
BIN = "حاوية مكسورة قرب السوق، والرائحة لا تطاق."
STOP = "موقف الحافلة بدون إنارة ولا كرسي."
LEAK = "تسرب ماء في الزقاق منذ يومين."
WIDE = "https://example.org/" + "a" * 180 + " صورة للحفرة في الطريق"

# What came in: text, category, district, where; days since it arrived, days left for the answer; the state.
COMPLAINTS = [
    (LAMP, "lighting", "bettana", "K-01", 1, 13, "received"),
    (LAMP_AGAIN, "lighting", "bettana", "K-02", 2, 12, "received"),
    (HOLE, "roads", "hssaine", "K-02", 20, -2, "in_progress"),
    (BIN, "cleanliness", "tabriquet", "K-03", 18, -3, "waiting_service"),
    (LEAK, "water", "bab-lamrissa", "K-01", 12, 2, "waiting_service"),
    ("شجرة مائلة على المسلك، قد تسقط عند الريح.", "gardens", "hssaine", "K-03", 11, 3, "in_progress"),
    ("أشغال ليلية كل يوم بعد منتصف الليل.", "noise", "layayda", "K-01", 3, 11, "received"),
    ("احتلال الرصيف أمام السوق المركزي.", "markets", "bettana", OPEN311, 4, 10, "received"),
    ("Le bac à ordures est plein depuis cinq jours.", "cleanliness", "tabriquet", OPEN311, 5, 9, "received"),
    ("بناء دون لوحة الرخصة في زنقتنا.", "building", "layayda", "K-02", 6, 8, "in_progress"),
    ("غطاء بالوعة ناقص وسط الطريق.", "roads", "tabriquet", "K-03", 7, 7, "received"),
    ("Les lampadaires restent allumés en plein jour.", "lighting", "bab-lamrissa", "K-01", 8, 6, "received"),
    ("رائحة كريهة من قناة الصرف قرب المسجد.", "water", "hssaine", "K-02", 9, 5, "received"),
    ("ألعاب الأطفال في الحديقة مكسورة.", "gardens", "bettana", "K-01", 10, 4, "received"),
    (WIDE, "roads", "layayda", "K-03", 13, 1, "received"),
    (STOP, "other", "", "K-01", 16, 14, "received"),
    ("ماء يتجمع أمام العمارة عند كل مطر.", "water", "tabriquet", "K-02", 25, 15, "received"),
    ("Trottoir cassé le long du marché.", "roads", "bettana", "K-01", 33, 16, "received"),
    ("نفايات البناء مرمية في أرض خالية.", "cleanliness", "layayda", "K-03", 40, 17, "received"),
    ("كلاب ضالة قرب المدرسة في الصباح.", "other", "hssaine", "K-02", 54, 18, "received"),
    ("زقاقنا لم ينظف منذ أسبوع.", "cleanliness", "tabriquet", "K-01", 4, 10, "answered"),
    ("Feu rouge en panne au carrefour.", "roads", "bettana", "K-02", 6, 8, "answered"),
    ("سقف السوق يقطر على الباعة.", "markets", "bab-lamrissa", "K-03", 8, 6, "closed"),
    ("صوت مكبر من المقهى حتى الفجر.", "noise", "bettana", "K-01", 78, 20, "received"),
    ("نباتات الساحة يابسة بدون سقي.", "gardens", "tabriquet", "K-02", 79, 21, "received"),
    ("جدار قديم قد يسقط على المارة.", "building", "bab-lamrissa", "K-03", 30, -16, "answered"),
    ("Eaux usées dans la rue depuis un mois.", "water", "hssaine", "K-01", 32, -18, "answered"),
]
PHONE = "0612345678"


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(word) for word in what))


def equal(found, expected):
    check(found == expected, repr(found), "is not", repr(expected))


def run(*words, said=""):
    done = subprocess.run(words, input=said, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(done.returncode == 0, *words, "ended with", done.returncode, done.stderr)
    return done.stdout


class Clerk(urllib.request.HTTPRedirectHandler):
    """A browser without a screen: keeps one session's cookie and fills the desk's forms."""

    def __init__(self, url, name):
        self.url, self.cookie = url, ""
        page = self.get("/sign-in")
        self.post("/sign-in", token=token_in(page), user=name, password=PASSWORD)

    def redirect_request(self, *unused):
        return None

    def ask(self, path, form=None):
        data = None if form is None else urllib.parse.urlencode(form, doseq=True).encode()
        request = urllib.request.Request(self.url + path, data, {"Cookie": self.cookie})
        try:
            answer = urllib.request.build_opener(self).open(request, timeout=WAIT_S)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all("Set-Cookie") or []:
            if "Max-Age=0" not in line:
                self.cookie = line.split(";")[0]
        return answer.status, answer.read().decode()

    def get(self, path):
        status, page = self.ask(path)
        check(status == 200, path, "answered", status)
        return page

    def post(self, path, **form):
        status, page = self.ask(path, form)
        check(status == 303, path, "answered", status, page)


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page)[1]


class Cell:
    """A data folder as it is after some weeks. `numbers` is the case number ("2026-17") of each text."""

    def __init__(self, folder, desk, kioskctl):
        self.folder, self.desk, self.kioskctl = folder, desk, kioskctl
        self.data, self.key = os.path.join(folder, "data"), os.path.join(folder, "cell.key")
        made = json.loads(self.command("init"))
        for kiosk, name in KIOSKS.items():
            self.send_from_kiosk(kiosk, name)
        for user, role in USERS.items():
            self.command("user", "add", user, "--role", role, said=PASSWORD + "\n")
        with self.serving(self.data) as url:
            self.send_by_open311(url, made["api_key"])
            listed = map(json.loads, self.command("case", "list", "--json").splitlines())
            self.numbers = {case["text"]: case["case"].replace("/", "-") for case in listed}
            self.sessions = {user: Clerk(url, user).cookie for user in USERS}
            self.work_on_cases(url)
        self.move_times()

    def command(self, *words, said=""):
        return run(self.desk, *words, "--data", self.data, "--cell-key", self.key, said=said)

    def send_from_kiosk(self, kiosk, name):
        state, stick = os.path.join(self.folder, kiosk), os.path.join(self.folder, "stick-" + kiosk)
        run(self.kioskctl, "key", "new", "--role", "kiosk", "--out", os.path.join(state, "keys"))
        with open(os.path.join(state, "kiosk.json"), "w", encoding="utf-8") as file:
            json.dump({"kiosk": kiosk, "desk": "http://127.0.0.1:1", "name": {"ar": name}}, file)
        shutil.copy(os.path.join(self.data, "keys", "cell.pub"), os.path.join(state, "keys"))
        self.command("kiosk", "enrol", "--id", kiosk, "--key", os.path.join(state, "keys", "kiosk.pub"), "--name", name)
        lines = "".join(json.dumps(line) + "\n" for line in written_at(kiosk))
        run(self.kioskctl, "outbox", "put", "--state", state, said=lines)
        run(self.kioskctl, "outbox", "export", "--state", state, "--to", stick)
        self.command("import", stick)

    @staticmethod
    def send_by_open311(url, api_key):
        for line in written_at(OPEN311):
            form = {"api_key": api_key, "service_code": line["category"], "description": line["text"],
                    "address_id": line["district"], "phone": PHONE, "address_string": "Bettana"}
            urllib.request.urlopen(url + "/open311/v2/requests.json", urllib.parse.urlencode(form).encode(),
                                   timeout=WAIT_S).read()

    def work_on_cases(self, url):
        """What the supervisor did before: all cases that are not new any more are hers, and some are answered."""
        hind = Clerk(url, "hind")
        for text, _, _, _, _, _, state in COMPLAINTS:
            if state == "received":
                continue
            case = "/cases/" + self.numbers[text]
            token = token_in(hind.get(case))
            hind.post(case + "/assign", token=token, assignee="hind")
            if state in ("answered", "closed"):
                hind.post(case + "/answer", token=token, ar="عالجت المصلحة ما أشرتم إليه.", fr="Le service est passé.")
            if state != "answered":
                hind.post(case + "/state", token=token, state=state)

    def move_times(self):
        """Answered cases keep the time of their answer, and have come so many days before it."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "desk.db"))) as database, database:
            now = int(time.time() * 1000)
            for text, _, _, _, age, left, _ in COMPLAINTS:
                year, serial = self.numbers[text].split("-")
                database.execute(
                    "UPDATE cases SET received_at = coalesce(answered_at, ?1) - ?2, deposited_at ="
                    " coalesce(answered_at, ?1) - ?2 - 120000, deadline_at = coalesce(answered_at, ?1) + ?3"
                    " WHERE year = ?4 AND serial = ?5",
                    (now, age * DAY_MS, left * DAY_MS + HOUR_MS, year, serial))
            reports = {"K-01": (now, 0), "K-02": (now, 3), "K-03": (now - 5 * DAY_MS, 2)}
            for kiosk, (seen, queued) in reports.items():
                health = {"program": "1.0", "content": "2026.10.14", "queued": queued, "failed": 0, "fill_percent": 4}
                database.execute("UPDATE kiosks SET seen_at = ?, health = ? WHERE id = ?",
                                 (seen, json.dumps(health), kiosk))

    @contextlib.contextmanager
    def serving(self, data):
        words = [self.desk, "serve", "--data", data, "--cell-key", self.key, "--listen", "127.0.0.1:0"]
        with open(os.path.join(self.folder, "log"), "wb") as log:
            server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.kill()  # at once: the desk would first end what it prepares for a citizen
            server.wait()

    def log(self):
        """What the last server said."""
        with open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
            return log.read()

    @contextlib.contextmanager
    def copy(self):
        """The same cell for one test alone: what it does is gone with it."""
        data = os.path.join(self.folder, "copy")
        shutil.copytree(self.data, data)
        try:
            with self.serving(data) as url:
                yield url
        finally:
            shutil.rmtree(data)


def written_at(place):
    for text, category, district, where, *_ in COMPLAINTS:
        if where == place:
            yield {"kind": "complaint", "category": category, "district": district, "text": text, "phone": PHONE,
                   "neighbourhood": "واد الذهب"}


def start_chromium(profile):
    """One real browser that can reach this machine and nothing else, and logs what it asks for and complains of."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", f"--window-size={WINDOW[0]},{WINDOW[1]}", f"--user-data-dir={profile}",
                 "--no-first-run", "--force-device-scale-factor=1", "--disable-dev-shm-usage", "--disable-gpu", "--disable-extensions",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
        options.add_argument(word)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    metrics = {"width": WINDOW[0], "height": WINDOW[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return driver


def choose(browser, css, value):
    browser.one(f"{css} option[value='{value}']").click()


class Browser:
    """The window of one person at the desk, in one language."""

    def __init__(self, driver, url, cell, language):
        self.driver, self.url, self.cell, self.language = driver, url, cell, language
        self.asked = []  # every URL the browser asked for, as far as its log is read
        driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.read_log()
        self.asked.clear()
        driver.get_log("browser")

    def say(self, ar, fr):
        return ar if self.language == "ar" else fr

    def sign_in_as(self, user):
        """With the session this user has already: the door has tests of its own."""
        name, value = self.cell.sessions[user].split("=")
        for cookie in ((name, value), ("desk_language", self.language)):
            self.driver.execute_cdp_cmd("Network.setCookie", {"name": cookie[0], "value": cookie[1], "url": self.url})

    def go(self, path):
        self.driver.get(self.url + path)

    def go_to_case(self, text):
        self.go(self.case(text))

    def case(self, text):
        return "/cases/" + self.cell.numbers[text]

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.url)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        found = self.all(css)
        check(len(found) == 1, len(found), "of", css, "in", self.path)
        return found[0]

    def text(self, css):
        return self.one(css).text

    def until(self, condition):
        """Between two pages the browser cannot be asked: that is no answer yet."""
        return WebDriverWait(self.driver, WAIT_S, 0.02, [WebDriverException]).until(condition)

    @contextlib.contextmanager
    def next_page(self):
        """Around what makes the browser leave this page; ends when the next one is whole."""
        self.run("window.isBeingLeft = true")
        yield
        self.until(lambda _: self.run("return !window.isBeingLeft && document.readyState === 'complete'"))

    def follow(self, css):
        with self.next_page():
            self.one(css).click()

    def press(self, *keys):
        for key in keys:
            webdriver.ActionChains(self.driver, duration=0).send_keys(key).perform()

    def type_in(self, css, text):
        field = self.one(css)
        field.clear()
        field.send_keys(text)
        return field

    def is_focused(self, css):
        return self.driver.execute_script("return document.activeElement.matches(arguments[0])", css)

    def run(self, script, *words):
        return self.driver.execute_script(script, *words)

    def reset(self):
        """As it was, whatever the last test left on."""
        self.set_script(True)
        self.set_media("")
        self.driver.get("about:blank")

    def set_script(self, allowed):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def set_media(self, media):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})

    def read_log(self):
        """What was asked for since the last time: {URL: bytes with the headers}, without what led elsewhere."""
        sizes, urls = {}, {}
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            params = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                urls[params["requestId"]] = params["request"]["url"]
                self.asked.append(params["request"]["url"])
            elif message["method"] == "Network.loadingFinished":
                sizes[params["requestId"]] = params["encodedDataLength"]
        return {url: sizes.get(request, 0) for request, url in urls.items()}

    def check_quiet(self, refused=()):
        """Nothing was asked for elsewhere, and the browser complained of nothing but the statuses in `refused`."""
        self.read_log()
        for url in self.asked:
            check(url.startswith((self.url + "/", "data:", "chrome:", "about:")), "the page asked for", url)
        for entry in self.driver.get_log("browser"):
            answered = entry["source"] == "network" and entry["message"]
            known = answered and any(f"status of {status}" in answered for status in refused)
            check(known or entry["level"] not in ("SEVERE", "WARNING"), "the browser says:", entry)
