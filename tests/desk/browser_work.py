"""What people do at the web desk: claims of browser_test.py about the door, the inbox, a case, the dashboard and the
office.
"""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser_world import (CASES_A_PAGE, COMPLAINTS, HOLE, LAMP, LAMP_AGAIN, LEAK, PASSWORD, STOP, USERS, check,
                           choose, equal)

ROOMS_OF = {"agent": ["/cases", "/mine", "/dashboard", "/kiosks", "/account"],
            "supervisor": ["/cases", "/mine", "/dashboard", "/kiosks", "/account"],
            "administrator": ["/dashboard", "/kiosks", "/users", "/settings", "/audit", "/account"],
            "auditor": ["/cases", "/dashboard", "/kiosks", "/audit", "/account"]}
DAYS_COUNTED = 11 * 7


# What the inbox must count, from the list of what came in.

def is_open(complaint):
    return complaint[6] not in ("answered", "closed")


def counted(condition):
    return sum(1 for complaint in COMPLAINTS if condition(complaint))


def chips(browser):
    """Of the inbox: what each way of looking is called in its address, and how many it counts."""
    found = {}
    for chip in browser.all(".chips a.chip"):
        show = chip.get_attribute("href").split("show=")[1].split("&")[0]
        found[show] = int(chip.text.split()[-1])
    return found


def chosen_chip(browser):
    return int(browser.text(".choices .chip[aria-current]").split()[-1])


def subjects(browser):
    return [row.text for row in browser.all("tbody a.subject")]


# The door

def a_wrong_password_is_refused_in_words_and_the_right_one_opens_the_inbox(browser):
    browser.go("/sign-in?lang=" + browser.language)
    equal(browser.one("html").get_attribute("dir"), browser.say("rtl", "ltr"))
    equal(browser.one("html").get_attribute("lang"), browser.language)
    check(browser.is_focused("#user"), "the name is typed at once")
    browser.press("amina", Keys.TAB, "not the password")
    with browser.next_page():
        browser.press(Keys.ENTER)
    equal(browser.text("[role=alert]"), browser.say("الاسم أو كلمة السر غير صحيحة.", "Nom ou mot de passe incorrect."))
    browser.type_in("#user", "amina")
    browser.type_in("#password", PASSWORD)
    browser.follow(".door button")
    equal((browser.path, browser.text("h1")), ("/cases", browser.say("الوارد", "Reçues")))
    browser.follow(".foot button")
    equal(browser.path, "/sign-in")
    browser.go("/cases")
    equal(browser.path, "/sign-in")
    browser.check_quiet(refused=(403,))


def the_language_changes_on_the_page_one_is_on(browser):
    browser.sign_in_as("amina")
    browser.go("/cases?show=late&category=roads")
    other = browser.say("fr", "ar")
    browser.follow("a.language")
    equal(browser.one("html").get_attribute("lang"), other)
    check("show=late" in browser.path and "category=roads" in browser.path, browser.path)
    browser.follow("nav a[href='/dashboard']")
    equal(browser.one("html").get_attribute("lang"), other)


# The inbox

def the_inbox_lists_cases_by_deadline_and_counts_them_on_its_chips(browser):
    browser.sign_in_as("amina")
    browser.go("/cases")
    equal(chips(browser), {"open": counted(is_open), "new": counted(lambda one: one[6] == "received"),
                           "late": counted(lambda one: is_open(one) and one[5] < 0),
                           "week": counted(lambda one: is_open(one) and one[5] < 7)})
    by_deadline = sorted((one for one in COMPLAINTS if is_open(one)), key=lambda one: one[5])
    numbers = [browser.cell.numbers[one[0]].replace("-", "/") for one in by_deadline]
    equal([cell.text for cell in browser.all("tbody td:nth-child(2)")][:len(numbers)], numbers)
    equal(len(browser.all("tbody tr")), len(by_deadline))
    equal(len(browser.all("tr.unread")), counted(lambda one: one[6] == "received"))
    equal(len(browser.all(".tag.late")), 2)
    equal(len(browser.all(".kiosks .card")), 3)
    browser.one(".more summary").click()
    browser.follow(".more a[href*='show=done']")
    equal(len(browser.all("tbody tr")), len(COMPLAINTS) - len(by_deadline))
    browser.follow(".more a[href*='show=all']")
    equal(len(browser.all("tbody tr")), CASES_A_PAGE)
    browser.one(".pages a:last-of-type").click()
    browser.until(lambda _: len(browser.all("tbody tr")) == len(COMPLAINTS) - CASES_A_PAGE)
    browser.go("/cases?show=late")
    equal([len(browser.all("tbody tr")), len(browser.all(".chip[aria-current]"))], [2, 1])
    browser.go("/mine")
    equal(len(browser.all("tbody tr")), 0)
    check(browser.text(".empty") != "", "an empty list says so")


def a_choice_filters_the_inbox_at_once_and_by_a_button_without_script(browser):
    browser.sign_in_as("amina")
    roads = counted(lambda one: one[1] == "roads" and is_open(one))
    for script in (True, False):
        browser.set_script(script)
        browser.go("/cases")
        if script:
            with browser.next_page():
                choose(browser, "select[name=category]", "roads")
        else:
            choose(browser, "select[name=category]", "roads")
            browser.follow("noscript button")
        equal(len(browser.all("tbody tr")), roads)
        equal(chips(browser)["open"], roads)
        equal(browser.one("select[name=category]").get_attribute("value"), "roads")
    browser.set_script(True)


def the_keyboard_alone_leads_through_the_list_into_a_case_and_to_its_forms(browser):
    browser.sign_in_as("amina")
    browser.go("/cases")
    browser.press(Keys.ARROW_DOWN)
    check(browser.is_focused("tbody tr:nth-child(1) a.subject"), "the first arrow is for the first row")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    check(browser.is_focused("tbody tr:nth-child(2) a.subject"), "arrows move by rows")
    browser.press("/")
    check(browser.is_focused("#search"), "/ is for the search")
    browser.press("/")
    equal(browser.one("#search").get_attribute("value"), "/")
    browser.go("/cases")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    with browser.next_page():
        browser.press(Keys.ENTER)
    equal(browser.path, browser.case(HOLE))
    # The same keys with the Arabic layout, and with caps lock.
    for key, code, place in (("r", "KeyR", "#answer-fr"), ("ق", "KeyR", "#answer-fr"), ("R", "KeyR", "#answer-fr"),
                             ("s", "KeyS", "#state-in_progress"), ("س", "KeyS", "#state-in_progress"),
                             ("S", "KeyS", "#state-in_progress")):
        browser.run("document.activeElement.blur()")
        event = {"type": "keyDown", "key": key, "code": code, "text": key}
        browser.driver.execute_cdp_cmd("Input.dispatchKeyEvent", event)
        browser.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {**event, "type": "keyUp"})
        check(browser.is_focused(place), key, "is for", place)
    equal(browser.one("#answer-fr").get_attribute("value"), "")


def words_are_found_in_another_spelling(browser):
    browser.sign_in_as("amina")
    for typed, texts in (("الاناره", [LAMP_AGAIN, LAMP, STOP]), ("ECOLE", [HOLE])):
        browser.go("/cases")
        browser.type_in("#search", typed)
        with browser.next_page():
            browser.press(Keys.ENTER)
        equal(browser.text("h1"), browser.say("نتائج البحث", "Résultats"))
        found = subjects(browser)
        equal(len(found), len(texts))
        for text in texts:
            check(any(text.startswith(subject.rstrip("…")[:12]) for subject in found), text, "is not in", found)
        with browser.next_page():
            browser.all("a.subject")[0].click()
        browser.driver.back()
        equal(browser.path, "/find")
        equal(subjects(browser), found)
    number = browser.cell.numbers[LEAK].replace("-", "/")
    browser.type_in("#search", number)
    with browser.next_page():
        browser.press(Keys.ENTER)
    equal(browser.path, browser.case(LEAK))


def chosen_cases_are_taken_together(browser):
    browser.sign_in_as("amina")
    browser.go("/cases?show=new")
    check(not browser.one("#bulk").is_displayed(), "nothing is chosen yet")
    for box in browser.all("td.pick input")[:3]:
        box.click()
    check(browser.one("#bulk").is_displayed(), "three are chosen")
    browser.follow("#bulk button[value=take]")
    equal(browser.text("[role=status]").split()[-1], "3")
    equal(len([cell for cell in browser.all("tbody td:nth-child(7)") if "amina" in cell.text]), 3)
    equal(browser.text("nav a[href='/mine'] .count"), "3")
    browser.one("th.pick input").click()
    equal(len(browser.all("td.pick input:checked")), len(browser.all("td.pick input")))
    equal(len(browser.all("#bulk select")), 0)  # giving work to others is the supervisor's


def closing_many_cases_is_asked_about_also_without_script(browser):
    browser.sign_in_as("amina")
    for script, left in ((True, counted(is_open) - 2), (False, counted(is_open) - 4)):
        browser.set_script(script)
        browser.go("/cases")
        for box in browser.all("td.pick input")[:2]:
            box.click()
        numbers = [cell.text for cell in browser.all("tbody td:nth-child(2)")[:2]]
        browser.follow("#bulk button[value=closed]")
        equal([number.text for number in browser.all(".numbers li")], numbers)
        equal(browser.text(".ask strong"), "2")
        browser.follow(".ask .primary")
        equal(browser.text("[role=status]").split()[-1], "2")
        equal(len(browser.all("tbody tr")), left)


def a_case_leads_back_to_its_list_after_something_was_done(browser):
    browser.sign_in_as("amina")
    browser.go("/cases?show=new&category=roads")
    numbers = [cell.text for cell in browser.all("tbody td:nth-child(2)")]
    browser.follow("tbody tr:first-child a.subject")
    browser.follow("form[action$='/assign'] button")
    said = browser.say("حُفظ اسم المكلف بالملف.", "Responsable du dossier enregistré.")
    equal(browser.text("[role=status]"), said)
    check("done=" not in browser.path, browser.path, "says it once more when it is loaded again")
    browser.follow("a.back")
    equal([cell.text for cell in browser.all("tbody td:nth-child(2)")], numbers)
    check("category=roads" in browser.path, browser.path)


def a_view_is_kept_and_removed(browser):
    browser.sign_in_as("amina")
    browser.go("/cases?show=late&category=roads")
    browser.one(".keep summary").click()
    browser.type_in(".keep input[name=name]", "طرق voirie")
    with browser.next_page():
        browser.press(Keys.ENTER)
    browser.go("/cases")
    equal(browser.text(".saved a"), "طرق voirie")
    browser.follow(".saved a")
    equal(len(browser.all("tbody tr")), 1)
    browser.follow(".saved button")
    equal(len(browser.all(".saved")), 0)


# A case

def history(browser):
    return [entry.text for entry in browser.all("ol.history li")]


def opening_a_case_is_written_in_its_history(browser):
    browser.sign_in_as("amina")
    for _ in range(2):
        browser.go_to_case(LAMP)
    opened = browser.say("فُتح الملف", "Dossier ouvert")
    equal(len([entry for entry in history(browser) if opened in entry and "amina" in entry]), 1)
    browser.go("/cases")
    equal(len(browser.all("tr.unread")), counted(lambda one: one[6] == "received") - 1)


def choose_language(browser, code):
    browser.one(f".tabs [data-language={code}]").click()
    check(browser.is_focused("#answer-" + code), "the area is ready to be written in")


def languages_begun(browser):
    """What the tabs say of what is in the areas behind them."""
    return [tab.get_attribute("data-language") for tab in browser.all(".tabs button:has(.dot:not([hidden]))")]


def an_answer_is_composed_kept_as_a_draft_and_sent(browser):
    browser.sign_in_as("amina")
    browser.go_to_case(LAMP)
    texts = {}
    for code, word in (("ar", "زيارة"), ("fr", "visite")):
        choose_language(browser, code)
        browser.one(".phrases button:first-child").click()
        texts[code] = browser.one("#answer-" + code).get_attribute("value")
        check(word in texts[code], texts)
        equal(browser.text(f"#answer-{code}-count"), f"{len(texts[code])} / 600")
    choose_language(browser, "ar")
    browser.one("#answer-ar").send_keys(" شكراً")
    texts["ar"] += " شكراً"
    equal(browser.text("#answer-ar-count"), f"{len(texts['ar'])} / 600")
    browser.follow("button[formaction$='/draft']")
    browser.go_to_case(LAMP)
    for code in ("ar", "fr"):
        equal(browser.one("#answer-" + code).get_attribute("value"), texts[code])
    browser.follow("form.answer .primary")
    equal(len(browser.all(".top .tag.answered")), 1)
    equal(browser.one("#answer-ar").get_attribute("value"), "")
    check(any(texts["ar"] in entry and texts["fr"] in entry for entry in history(browser)), history(browser))
    browser.one("label:has(#state-in_progress)").click()
    browser.follow("form[action$='/state'] button")
    equal(len(browser.all(".top .tag.in_progress")), 1)


def an_answer_is_written_in_one_language_at_a_time_the_citizens_first(browser):
    browser.sign_in_as("amina")
    for text, first, second in ((LAMP, "ar", "fr"), (HOLE, "fr", "ar")):
        browser.go_to_case(text)
        equal([tab.get_attribute("data-language") for tab in browser.all(".tabs button")], [first, second])
        check(browser.one("#answer-" + first).is_displayed(), first, "is shown first")
        check(not browser.one("#answer-" + second).is_displayed(), second, "is behind its tab")
        equal(languages_begun(browser), [])
        browser.one(".phrases button:first-child").click()
        equal(browser.one("#answer-" + second).get_attribute("value"), "")
        equal(languages_begun(browser), [first])
        for button in browser.all("form.answer .row:last-of-type button"):
            below = browser.run("return arguments[0].getBoundingClientRect().bottom - innerHeight", button)
            check(below <= 0, button.text, "is", below, "px below the window")
        browser.run("scrollTo(0, 0)")


LISTENING = """
const voices = [{lang: "ar-MA", localService: false}];
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, speak: (words) => spoken.push(words.text), cancel: () => spoken.push(""),
  addEventListener: (name, act) => { window.voicesChange = (more) => { voices.push(...more); act(); }; }}});
"""


def a_complaint_is_read_aloud_by_a_voice_of_this_machine_only(browser):
    script = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTENING})
    browser.sign_in_as("amina")
    browser.go_to_case(LAMP)
    button = browser.one("button[data-listen]")
    check(not button.is_displayed(), "the only Arabic voice is on the network")
    browser.run("voicesChange([{lang: 'fr-FR', localService: true}])")
    check(not button.is_displayed(), "the voice of this machine speaks French")
    browser.run("voicesChange([{lang: 'ar', localService: true}])")
    button.click()
    equal(browser.run("return spoken.at(-1)"), LAMP)
    equal(button.get_attribute("aria-pressed"), "true")
    button.click()
    equal((browser.run("return spoken.at(-1)"), button.get_attribute("aria-pressed")), ("", "false"))
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def an_answer_that_is_too_long_is_refused_and_not_lost(browser):
    browser.sign_in_as("amina")
    browser.go_to_case(LEAK)
    long = "ط" * 601
    browser.run("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                browser.one("#answer-ar"), long)
    equal(browser.text("#answer-ar-count.over"), "601 / 600")
    browser.follow("form.answer .primary")
    check("600" in browser.text("[role=status].message"), browser.text("[role=status].message"))
    equal(browser.one("#answer-ar").get_attribute("value"), long)
    browser.check_quiet(refused=(422,))


def what_is_being_written_is_kept_by_itself_and_others_see_who_writes(browser):
    hurry = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
        "source": "{ const later = setTimeout; window.setTimeout = (what, time) => later(what, Math.min(time, 20)); }"})
    browser.sign_in_as("amina")
    browser.go_to_case(LEAK)
    choose_language(browser, "fr")
    browser.one("#answer-fr").send_keys("Bonjour")
    browser.until(lambda _: browser.read_log() and f"{browser.url}{browser.case(LEAK)}/draft" in browser.asked[:-1])
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", hurry)
    browser.go_to_case(LEAK)
    equal(browser.one("#answer-fr").get_attribute("value"), "Bonjour")
    browser.sign_in_as("hind")
    browser.go_to_case(LEAK)
    equal(browser.one("#answer-fr").get_attribute("value"), "")
    check("amina" in browser.text("[role=status].message"), "another one is writing")


def a_case_gets_a_note_a_clerk_and_another_category(browser):
    browser.sign_in_as("hind")
    browser.go_to_case(LAMP_AGAIN)
    browser.type_in("#inner-note", "اتصلنا بالمصلحة")
    browser.follow("form[action$='/note'] button")
    check(any("اتصلنا بالمصلحة" in entry and "hind" in entry for entry in history(browser)), history(browser))
    choose(browser, "#assignee", "amina")
    browser.follow("form[action$='/assign']:has(select) button")
    check("amina" in history(browser)[-2], history(browser))
    choose(browser, "select[name=category]", "gardens")
    browser.follow("form[action$='/category'] button")
    equal(browser.text("h1"), browser.say("الحدائق والأشجار، واد الذهب", "Jardins et arbres, واد الذهب"))
    browser.sign_in_as("amina")
    browser.go("/mine")
    equal(len(browser.all("tbody tr")), 1)


def a_duplicate_is_merged_and_parted_again(browser):
    browser.sign_in_as("amina")
    browser.go_to_case(LAMP_AGAIN)
    number, other = (browser.cell.numbers[text].replace("-", "/") for text in (LAMP, LAMP_AGAIN))
    browser.type_in("#other-case", number)
    browser.follow("form[action$='/merge'] button")
    equal(len(browser.all("form.answer")), 0)
    browser.follow(f"main .part a[href='{browser.case(LAMP)}']")
    equal(browser.text(".message.good a"), other)
    browser.go_to_case(LAMP_AGAIN)
    browser.follow("form[action$='/part'] button")
    equal(len(browser.all("form.answer")), 1)
    browser.type_in("#other-case", "1999/1")
    browser.follow("form[action$='/merge'] button")
    equal(browser.text("[role=status].message"), browser.say("لا ملف بهذا الرقم.", "Aucun dossier ne porte ce numéro."))
    browser.check_quiet(refused=(422,))


def the_telephone_is_shown_for_a_reason_which_stays_in_the_history(browser):
    browser.sign_in_as("amina")
    browser.go_to_case(LAMP)
    equal(browser.text("#phone"), "06 •• •• •• 78")
    check("0612345678" not in browser.driver.page_source, "the number is not in the page")
    browser.one("details:has(#reason) summary").click()
    browser.one("form[action$='/phone'] button").click()
    equal(browser.path, browser.case(LAMP))  # without a reason the form is not sent
    browser.type_in("#reason", "لتحديد مكان العمود")
    browser.follow("form[action$='/phone'] button")
    equal(browser.text("#phone"), "06 12 34 56 78")
    check(any("لتحديد مكان العمود" in entry and "amina" in entry for entry in history(browser)), history(browser))
    asked = len(history(browser))
    browser.driver.refresh()
    equal(browser.text("#phone"), "06 12 34 56 78")
    equal(len(history(browser)), asked)  # to look again is not to ask again
    browser.sign_in_as("hind")
    browser.go_to_case(LAMP)
    equal(browser.text("#phone"), "06 •• •• •• 78")


def on_paper_there_is_the_case_and_nothing_to_press(browser):
    browser.sign_in_as("amina")
    browser.go_to_case(LAMP)
    browser.set_media("print")
    for css in (".side", ".skip", "button", "textarea", "select", "input:not([type=hidden])", "summary"):
        check(not any(element.is_displayed() for element in browser.all(css)), css, "is printed")
    check(browser.one(".quote").is_displayed() and browser.one(".history").is_displayed(), "the case is not printed")
    browser.set_media("")
    check(browser.one(".side").is_displayed(), "the side bar is back")


# The dashboard

def the_dashboard_counts_what_came_and_its_bars_lead_there(browser):
    browser.sign_in_as("amina")
    browser.go("/dashboard")
    came = [one for one in COMPLAINTS if one[4] < DAYS_COUNTED]
    answered = [one for one in COMPLAINTS if not is_open(one)]
    in_time = sum(1 for one in answered if one[5] >= 0)
    mean = sum(one[4] for one in answered) * 10 // len(answered)
    equal([figure.text for figure in browser.all(".figure strong")],
          [str(len(came)), str(counted(is_open)), f"{in_time * 100 // len(answered)}%", f"{mean // 10},{mean % 10}"])
    equal([len(browser.all("svg.weeks rect")), len(browser.all("svg.weeks circle"))], [11, 11])
    browser.one("details.table summary").click()
    weeks = [row.text.split()[-2:] for row in browser.all("details.table tbody tr")]
    equal([sum(int(week[at]) for week in weeks) for at in (0, 1)], [len(came), len(answered)])
    for css, field, slug in ((".bars.teal", "district", "bettana"), (".bars.brick", "category", "roads")):
        browser.go("/dashboard")
        link = browser.one(f"{css} a[href*='{field}={slug}']")
        bar = int(link.find_element(By.XPATH, "ancestor::tr").text.split()[-1])
        with browser.next_page():
            link.click()
        equal(chosen_chip(browser), bar)
        equal(browser.one(f"select[name={field}]").get_attribute("value"), slug)
    browser.go("/dashboard")
    with browser.next_page():
        browser.all("svg.weeks a rect")[-1].click()
    equal(chosen_chip(browser), int(weeks[-1][0]))


def the_period_of_the_dashboard_is_chosen_and_kiosks_tell_how_they_are(browser):
    browser.sign_in_as("amina")
    browser.go("/dashboard")
    with browser.next_page():
        choose(browser, "select[name=weeks]", "4")
    equal(len(browser.all("svg.weeks rect")), 4)
    equal(browser.all(".figure strong")[0].text, str(counted(lambda one: one[4] < 4 * 7)))
    browser.go("/kiosks")
    looks = [browser.one(f"tbody tr:nth-child({row}) td:nth-child(3)").get_attribute("class") for row in (1, 2, 3)]
    equal(looks, ["is-ok", "is-warn", "is-error"])


# The office

def an_administrator_adds_a_user_and_changes_the_settings(browser):
    browser.sign_in_as("said")
    browser.go("/users")
    browser.type_in("#new-name", "amina.2")
    browser.type_in("#new-password", "short")
    browser.follow("form[action='/users/add'] button")
    check(browser.text("[role=alert]") != "", "a short password is refused in words")
    browser.type_in("#new-name", "amina.2")
    browser.type_in("#new-password", PASSWORD)
    browser.follow("form[action='/users/add'] button")
    equal([head.text for head in browser.all("tbody th")], ["amina", "amina.2", "hind", "said", "youssef"])
    browser.go("/settings")
    browser.type_in("#answer_days", "21")
    browser.follow("form:has(#answer_days) .primary")
    equal(browser.text("[role=status]"), browser.say("حُفظت الإعدادات.", "Réglages enregistrés."))
    browser.go("/settings")
    equal(browser.one("#answer_days").get_attribute("value"), "21")
    browser.go("/audit")
    check("amina.2" in browser.text("tbody"), "adding is in the log")
    browser.check_quiet(refused=(422,))


def an_auditor_sees_what_was_done_and_nothing_that_citizens_wrote(browser):
    browser.sign_in_as("youssef")
    browser.go("/cases")
    check("الإنارة العمومية" in subjects(browser) or "Éclairage public" in subjects(browser), subjects(browser))
    pages = browser.driver.page_source
    browser.go_to_case(LAMP)
    pages += browser.driver.page_source
    check(len(browser.all("ol.history li")) > 1, "the history is shown")
    equal(len(browser.all("main form[method=post]:not([role=search])")), 0)
    for word in ("Pharmacie", "الأطفال", "واد الذهب", "0612345678", "06 ••"):
        check(word not in pages, word, "is shown to the auditor")


def everybody_sees_the_rooms_of_their_role_and_no_other_opens(browser):
    rooms = sorted({room for rooms in ROOMS_OF.values() for room in rooms})
    for user, role in USERS.items():
        browser.sign_in_as(user)
        browser.go("/")
        links = [link.get_attribute("href") for link in browser.all(".side nav a:not(.language)")]
        equal(links, [browser.url + room for room in ROOMS_OF[role]])
        for room in rooms:
            status = browser.run("const ask = new XMLHttpRequest(); ask.open('GET', arguments[0], false); ask.send();"
                                 "return ask.status", room)
            equal((room, status == 200), (room, room in ROOMS_OF[role]))
    browser.check_quiet(refused=(403,))


CLAIMS = [
    a_wrong_password_is_refused_in_words_and_the_right_one_opens_the_inbox,
    the_language_changes_on_the_page_one_is_on,
    the_inbox_lists_cases_by_deadline_and_counts_them_on_its_chips,
    a_choice_filters_the_inbox_at_once_and_by_a_button_without_script,
    the_keyboard_alone_leads_through_the_list_into_a_case_and_to_its_forms,
    words_are_found_in_another_spelling,
    chosen_cases_are_taken_together,
    closing_many_cases_is_asked_about_also_without_script,
    a_case_leads_back_to_its_list_after_something_was_done,
    a_view_is_kept_and_removed,
    opening_a_case_is_written_in_its_history,
    an_answer_is_composed_kept_as_a_draft_and_sent,
    an_answer_is_written_in_one_language_at_a_time_the_citizens_first,
    a_complaint_is_read_aloud_by_a_voice_of_this_machine_only,
    an_answer_that_is_too_long_is_refused_and_not_lost,
    what_is_being_written_is_kept_by_itself_and_others_see_who_writes,
    a_case_gets_a_note_a_clerk_and_another_category,
    a_duplicate_is_merged_and_parted_again,
    the_telephone_is_shown_for_a_reason_which_stays_in_the_history,
    on_paper_there_is_the_case_and_nothing_to_press,
    the_dashboard_counts_what_came_and_its_bars_lead_there,
    the_period_of_the_dashboard_is_chosen_and_kiosks_tell_how_they_are,
    an_administrator_adds_a_user_and_changes_the_settings,
    an_auditor_sees_what_was_done_and_nothing_that_citizens_wrote,
    everybody_sees_the_rooms_of_their_role_and_no_other_opens,
]
