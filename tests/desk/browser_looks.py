"""How the web desk's pages look, how they are heard, what they weigh: claims of browser_test.py about every page.

Nothing is compared with pictures, for browsers differ: page_check.js and focus_check.js measure in the page itself.
"""

import os

from selenium.webdriver.common.keys import Keys

from browser_world import CASES_A_PAGE, LAMP, WIDE, WINDOW, check, choose, equal

TAB_STOPS = 30
NARROW_PX = 420
INBOX_MAX_BYTES = 100_000
NAMED_ROLES = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "image", "Date"}


def read_script(name):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding="utf-8") as file:
        return file.read()


PAGE_CHECK, FOCUS_CHECK = read_script("page_check.js"), read_script("focus_check.js")


def names_are_missing(browser):
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    for node in nodes:
        role = node.get("role", {}).get("value")
        if role in NAMED_ROLES and not node["ignored"] and not node["name"]["value"].strip():
            properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
            yield f"a {role} has no name: {properties}"


def check_page(browser, name=None):
    wrong = browser.run(PAGE_CHECK, browser.language) + list(names_are_missing(browser))
    folder = os.environ.get("KIOSK_PICTURES")
    if name and folder:
        browser.driver.save_screenshot(os.path.join(folder, f"desk-{name}-{browser.language}.png"))
    check(not wrong, browser.path, *(f"\n  {one}" for one in wrong))


def check_focus(browser):
    """The first stops of the Tab key: another one each time, in sight, with a ring."""
    browser.run("scrollTo(0, 0); document.activeElement.blur()")
    seen = []
    for _ in range(TAB_STOPS):
        browser.press(Keys.TAB)
        called, wrong = browser.run(FOCUS_CHECK)
        if not called:
            break  # the page has fewer
        seen.append(called)
        check(not wrong, browser.path, "by Tab:", called, wrong)
    check(len(seen) > 5, browser.path, "has few stops:", *seen)


def clerks_pages_are_whole_readable_and_in_order(browser):
    browser.sign_in_as("hind")
    places = {"inbox": "/cases", "case": browser.case(LAMP), "dashboard": "/dashboard"}
    for name, path in places.items():
        browser.go(path)
        check_page(browser, name)
        check_focus(browser)
    for path in ("/mine", "/cases?show=all&page=2&state=closed", "/cases?show=late&order=newest", browser.case(WIDE),
                 "/kiosks", "/account", "/cases/1999-1"):
        browser.go(path)
        check_page(browser)
    browser.go_to_case(LAMP)
    for summary in browser.all("main summary"):
        summary.click()
    check_page(browser, "case-open")
    browser.check_quiet(refused=(404,))


def pages_of_the_office_and_the_door_are_whole_readable_and_in_order(browser):
    browser.go("/sign-in?lang=" + browser.language)
    check_page(browser, "door")
    browser.sign_in_as("said")
    for name in ("users", "settings", "audit"):
        browser.go("/" + name)
        check_page(browser, name)
        check_focus(browser)
    browser.go("/users")
    browser.one("tbody tr:nth-child(2) summary").click()
    check_page(browser, "users-open")
    browser.sign_in_as("youssef")
    for path in ("/cases", browser.case(LAMP)):
        browser.go(path)
        check_page(browser)


def no_page_is_wider_than_a_telephone(browser):
    metrics = {"width": NARROW_PX, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    places = {"hind": ("/cases", "/cases?show=all", browser.case(LAMP), browser.case(WIDE), "/dashboard", "/kiosks"),
              "said": ("/users", "/settings", "/audit", "/account")}
    for user, paths in places.items():
        browser.sign_in_as(user)
        for path in paths:
            browser.go(path)
            wide, room = browser.run("const html = document.documentElement; return [html.scrollWidth, html.clientWidth]")
            check(wide <= room, path, "is", wide, "px wide and has", room)
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                   {**metrics, "width": WINDOW[0], "height": WINDOW[1]})


def without_a_script_pages_are_complete_and_usable(browser):
    browser.sign_in_as("amina")
    whole = {}
    for script in (True, False):
        browser.set_script(script)
        for path in ("/cases", browser.case(LAMP), "/dashboard"):
            browser.go(path)
            words = browser.run("return Array.from(document.querySelectorAll('h1, h2, td, dd, dt, strong, li'),"
                                "one => one.textContent)")
            whole.setdefault(path, words)
            if path != browser.case(LAMP):  # which tells the second time that it was opened
                equal(words, whole[path])
    browser.one("details.table summary").click()
    check(browser.one("details.table table").is_displayed(), "the table of weeks opens")
    choose(browser, "select[name=weeks]", "26")
    browser.follow("noscript button")
    equal(len(browser.all("svg.weeks rect")), 26)
    browser.go_to_case(LAMP)
    equal(len([bar for bar in browser.all(".phrases") if bar.is_displayed()]), 0)
    browser.one("#answer-ar").send_keys("شكراً على تنبيهكم")
    browser.follow("form.answer .primary")
    equal(len(browser.all(".top .tag.answered")), 1)
    browser.set_script(True)


def the_inbox_weighs_less_than_a_photograph(browser):
    browser.sign_in_as("amina")
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.read_log()
    browser.go("/cases?show=all")
    equal(len(browser.all("tbody tr")), CASES_A_PAGE)
    sizes = {url.removeprefix(browser.url).split("?")[0]: size for url, size in browser.read_log().items()
             if url.startswith(browser.url)}
    check({"/cases", "/assets/desk.css", "/assets/desk.js", "/assets/icons.svg"} <= set(sizes), sizes)
    print(f"  {sum(sizes.values()) / 1000:.1f} KB:", *(f"{name} {size / 1000:.1f}" for name, size in sizes.items()))
    check(sum(sizes.values()) < INBOX_MAX_BYTES, "the inbox weighs", sizes)


CLAIMS = [
    clerks_pages_are_whole_readable_and_in_order,
    pages_of_the_office_and_the_door_are_whole_readable_and_in_order,
    no_page_is_wider_than_a_telephone,
    without_a_script_pages_are_complete_and_usable,
    the_inbox_weighs_less_than_a_photograph,
]
