#!/usr/bin/env python3
"""browser_test.py KIOSK-DESK KIOSKCTL [WORD]: the web desk in a real Chromium, as a clerk has it, in Arabic and French.

Each claim below is one test. It gets a cell of its own that has been at work for some weeks (browser_world.py), and
does with mouse and keyboard what its name says, in each language. Afterwards the browser must not have asked for
anything but the desk's own pages, nor have complained of anything. With a WORD only claims that have it in their name.
KIOSK_PICTURES=FOLDER keeps pictures of the pages, for people to look at: nothing is compared with them.
"""

import os
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import browser_looks
import browser_work
from browser_world import Browser, Cell, start_chromium

CLAIMS = browser_work.CLAIMS + browser_looks.CLAIMS


def holds(claim, driver, cell, language):
    """Whether it does; says why not."""
    start = time.monotonic()
    failure = None
    with cell.copy() as url:
        browser = Browser(driver, url, cell, language)
        try:
            claim(browser)
            browser.check_quiet()
        except Exception as error:  # whatever goes wrong is this claim's
            failure = f"{type(error).__name__}: {getattr(error, 'msg', error)}"
        browser.reset()
    words = claim.__name__.replace("_", " ")
    print(f"{'FAILED' if failure else 'ok'} {language} {time.monotonic() - start:.1f} s: {words}", flush=True)
    if failure:
        print(failure, cell.log(), sep="\n", flush=True)
    return failure is None


def main():
    desk, kioskctl = sys.argv[1:3]
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    with tempfile.TemporaryDirectory() as folder:
        cell = Cell(folder, desk, kioskctl)
        driver = start_chromium(os.path.join(folder, "profile"))
        try:
            results = [holds(claim, driver, cell, language) for language in ("ar", "fr") for claim in CLAIMS
                       if word in claim.__name__]
        finally:
            driver.quit()
    print(f"{sum(results)} of {len(results)} claims hold")
    return 0 if results and all(results) else 1


sys.exit(main())
