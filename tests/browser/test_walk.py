"""A resident answers on a phone with scripts: one download, no network till Send."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.db import db
from surveys.waves.models import Arriving, Wave
from tests.surveys.waves.asking.kinds import FIELDS, KINDS, STORED
from tests.surveys.waves.factories import KINDS_PLAN, make_open

HOUR = 3_600_000  # milliseconds
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}


def open_survey(session):
    """Return the address of a survey with every kind of question."""
    if not session.scalar(select(Wave).where(Wave.slug == "kinds")):
        make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    return "/s/kinds"


@pytest.fixture
def survey(app):
    return open_survey(db.session())


def stored():
    db.session.rollback()
    found = select(Arriving.answers).join(Wave).where(Wave.slug == "kinds")
    return [dict(answers) for answers in db.session.scalars(found)]


@pytest.fixture
def walk(person, survey):
    """Somebody at the first question, and what their phone asked of the site."""
    before = stored()

    def begin(language="en", *, slow=False):
        someone = person("walker", language)
        if slow:
            phone = someone.page.context.new_cdp_session(someone.page)
            phone.send("Network.enable")
            phone.send("Network.emulateNetworkConditions", SLOW)
        someone.page.goto(f"{someone.address}{survey}?lang={language}")
        someone.page.locator("#agree").check()
        someone.page.locator("#start button[value=start]").click()
        someone.page.locator("#sheet section:visible h2").wait_for()
        return Walk(someone, before)

    return begin


class Walk:
    """Somebody on their way through the questions."""

    def __init__(self, someone, before):
        self.someone, self.page, self.before = someone, someone.page, before
        self.asked = []
        self.page.on("request", lambda request: self.asked.append(request.url))

    @property
    def here(self):
        return self.page.locator("#sheet section:visible")

    @property
    def at(self):
        return self.here.get_attribute("data-key")

    @property
    def notice(self):
        return self.page.locator("#unsent")

    def cut(self):
        self.page.context.set_offline(True)

    def connect(self):
        self.page.context.set_offline(False)

    def fills(self):
        for name, value in FIELDS.get(self.at, {}).items():
            for each in value if isinstance(value, list) else [value]:
                self.fill(self.here.locator(f"[name='{name}']"), each)

    def fill(self, control, value):
        kind = control.first.evaluate("it => it.type")
        if kind in {"radio", "checkbox"}:
            control.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "select-one":
            control.select_option(value)
        else:
            control.fill(value)

    def presses(self, key):
        self.page.keyboard.press(key)

    def press(self, name):
        self.page.locator(f".actions button[value={name}]:visible").click()

    def goes_on_to(self, key):
        while self.at != key:
            self.fills()
            self.press("next")
        return self

    def sends(self):
        self.press("send")
        self.page.locator("#thanks").wait_for()

    def sends_in_vain(self):
        self.press("send")
        self.notice.wait_for()
        assert "were not sent" in self.notice.inner_text()

    def waits(self):
        """Ask for the answers to be sent later; return what the phone keeps."""
        self.page.locator("#later").check()
        self.page.locator("#unsent [data-if=waits]:visible").wait_for()
        return self.page.evaluate(KEPT)

    def new(self):
        """Return what was stored since this walk began: in no order, as it is kept."""
        found = stored()
        for each in self.before:
            found.remove(each)
        return found


KEPT = """async () => {
  const { all } = await import("/static/survey/waiting.js");
  return JSON.stringify(await all());
}"""
BASES = "async () => (await indexedDB.databases()).map((each) => each.name)"


def lose_the_reply(route):
    """Let the server take it, and the phone never hear."""
    route.fetch()
    route.abort()


def test_all_kinds_are_answered_from_one_download_on_a_slow_line(walk):
    way = walk(slow=True).goes_on_to("wish")
    assert way.page.get_by_text("Question 22 of 22").is_visible(), "as on paper"
    way.goes_on_to("")
    assert way.asked == []
    way.sends()
    assert way.new() == [STORED]
    assert way.page.url.endswith("/s/kinds?lang=en"), "the address says nothing"


def test_a_network_that_is_cut_three_times_costs_nothing(walk):
    way = walk()
    way.cut()
    way.goes_on_to("fare")
    way.connect()
    way.goes_on_to("name_1")
    way.cut()
    way.goes_on_to("")
    way.sends_in_vain()
    assert way.new() == []
    assert "A warm room" in way.here.inner_text()
    way.connect()
    way.sends()
    assert way.new() == [STORED]


def test_a_reply_that_is_lost_leads_to_one_response(walk):
    way = walk().goes_on_to("")
    way.page.route("**/s/kinds?**", lose_the_reply)
    way.sends_in_vain()
    way.page.unroute("**/s/kinds?**")
    way.sends()
    assert way.new() == [STORED]


def test_answers_wait_locked_and_go_once_when_the_phone_is_connected(walk):
    way = walk().goes_on_to("")
    way.page.route("**/s/kinds?**", lose_the_reply)
    way.sends_in_vain()
    way.cut()
    kept = way.waits()
    assert len(kept) > 1000
    assert "bench" not in kept
    assert "q.wish" not in kept
    way.page.unroute("**/s/kinds?**")
    way.connect()
    way.page.locator("#thanks").wait_for()
    assert way.new() == [STORED]
    assert way.page.evaluate(BASES) == []


def test_what_waits_goes_on_the_next_visit_in_two_tabs_once(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.waits()
    way.page.close()
    context = way.page.context
    context.set_offline(False)
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(f"{way.someone.address}/s/kinds?lang=en", wait_until="commit")
    # Whichever tab was first delivers them and says so; the other finds nothing.
    told = "[data-if=sent]:not([hidden])"
    for _ in range(300):
        if any(tab.locator(told).count() for tab in tabs):
            break
        tabs[0].wait_for_timeout(100)
    assert any(tab.locator(told).count() for tab in tabs)
    assert way.new() == [STORED]
    assert tabs[0].evaluate(BASES) == []


HOURS_LATER = """async (hours) => {
  const { within } = await import("/static/survey/waiting.js");
  for (const each of JSON.parse(await (KEPT)())) {
    each.until -= hours * 3600000;
    await within("readwrite", (store) => store.put(each));
  }
}""".replace("KEPT", KEPT)


@pytest.mark.parametrize(("hours", "arrives"), [(71, True), (73, False)])
def test_what_waited_for_more_than_72_hours_is_dropped_and_never_sent(
    walk, hours, arrives
):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.waits()
    way.page.evaluate(HOURS_LATER, hours)
    context = way.page.context
    way.page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(f"{way.someone.address}/s/kinds?lang=en")
    for _ in range(300):
        if later.evaluate(BASES) == []:
            break
        later.wait_for_timeout(100)
    assert later.evaluate(BASES) == []
    assert way.new() == ([STORED] if arrives else [])


def test_what_waits_on_an_open_page_is_dropped_after_72_hours_too(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.page.clock.install()
    way.waits()
    way.page.clock.fast_forward(73 * HOUR)
    way.page.locator("#unsent [data-if=unsent]:visible").wait_for()
    assert not way.page.locator("#later").is_checked()
    assert way.page.evaluate(KEPT) == "[]"
    way.connect()
    way.page.wait_for_timeout(500)
    assert way.new() == []
    way.sends()  # the words are all still there
    assert way.new() == [STORED]


def test_what_waits_beside_another_page_is_dropped_after_72_hours_too(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.waits()
    context = way.page.context
    way.page.close()
    context.set_offline(False)
    later = context.new_page()
    later.clock.install()
    later.route(
        "**/sealed?**",
        lambda it: it.abort() if it.request.post_data else it.continue_(),
    )
    later.goto(f"{way.someone.address}/s/kinds?lang=en")
    later.locator("#waiting [data-if=waits]:visible").first.wait_for()
    later.clock.fast_forward(73 * HOUR)
    later.locator("#waiting [data-if=dropped]:visible").wait_for()
    assert later.evaluate(KEPT) == "[]"
    assert way.new() == []


def test_a_phone_that_is_full_is_never_said_to_keep_anything(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    phone = way.page.context.new_cdp_session(way.page)
    full = {"origin": way.someone.address, "quotaSize": 1}
    phone.send("Storage.overrideQuotaForOrigin", full)
    way.page.locator("#later").click()
    way.page.locator("#unsent [data-if=impossible]:visible").wait_for()
    assert not way.page.locator("#later").is_checked()
    assert way.page.evaluate(BASES) == []
    way.connect()
    way.sends()
    assert way.new() == [STORED]


def test_a_survey_that_closes_before_send_costs_no_word_on_a_phone(walk, app):
    way = walk().goes_on_to("wish")
    way.fills()
    session = db.session()
    found = session.scalar(select(Wave).where(Wave.slug == "kinds"))
    found.closes_on = found.opens_on - timedelta(days=1)
    session.commit()
    try:
        way.goes_on_to("")
        way.press("send")
        way.page.get_by_text("This survey has closed.").first.wait_for()
        assert "A bench" in way.page.locator("#sheet").inner_text()
        assert way.new() == []
    finally:
        found.closes_on = None
        session.commit()
    way.sends()
    assert way.new() == [STORED]


def test_who_leaves_quickly_or_changes_their_mind_leaves_nothing_waiting(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.waits()
    way.page.locator("#later").uncheck()
    way.page.locator("#unsent [data-if=unsent]:visible").wait_for()
    assert way.page.evaluate(KEPT) == "[]"
    way.waits()
    way.page.route("**/sealed**", lambda route: route.abort())
    way.connect()
    way.page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body=""))
    way.page.get_by_role("link", name="Leave quickly").click()
    way.page.wait_for_url("https://www.wikipedia.org/**")
    way.page.goto(f"{way.someone.address}/s/kinds?lang=en")
    assert way.page.evaluate(KEPT) == "[]"
    assert way.new() == []


def test_the_way_back_of_the_phone_leads_one_question_back(walk):
    way = walk().goes_on_to("first")
    way.page.go_back()
    assert way.at == "office"
    assert way.here.locator("[value=some]").is_checked()
    way.press("back")
    way.page.wait_for_function(
        "document.querySelector('[data-key=doctor]:not([hidden])')"
    )
    for _ in range(4):
        way.page.go_back()
    assert way.page.locator("#start").is_visible()
    way.page.locator("#start button[value=start]").click()
    way.page.locator("#sheet").wait_for()
    way.goes_on_to("")
    way.sends()
    assert way.new() == [STORED]


def test_an_order_is_made_by_two_buttons_as_well_as_by_lists(walk):
    way = walk().goes_on_to("first")
    lists = way.here.locator(".ranked select")

    def press(words):
        way.here.get_by_role("button", name=words, exact=True).click()
        return lists.evaluate_all("all => all.map((each) => each.value)")

    assert press("Move down: A warm room") == ["", "", ""]  # it has no place yet
    assert press("Move up: A warm room") == ["", "1", ""]
    assert press("Move up: A phone line") == ["", "1", "2"]
    assert press("Move up: A warm room") == ["", "1", "2"]  # it is the first already
    assert press("Move up: A phone line") == ["", "2", "1"]
    assert way.here.get_by_role("status").inner_text() == "A phone line: 1"
    lists.nth(0).select_option("2")  # a place that another has too
    assert press("Move down: A phone line") == ["1", "3", "2"]
    way.someone.looks(as_sent=False)
    way.press("next")
    assert way.at == "trips"
    way.press("back")
    way.page.wait_for_function(
        "document.querySelector('[data-key=first]:not([hidden])')"
    )
    assert way.here.get_by_role("button", name="Move up").count() == 3
    way.goes_on_to("")
    way.sends()
    assert way.new() == [STORED]


def test_what_is_wrong_is_said_beside_the_question_without_the_network(walk):
    way = walk().goes_on_to("fare")
    way.cut()
    way.here.locator("input").fill("99")
    way.press("next")
    assert way.at == "fare"
    error = way.here.get_by_role("alert")
    assert error.inner_text() == "With 10 trips this is more than 500 a month."
    assert way.here.locator("input").get_attribute("aria-invalid") == "true"
    way.goes_on_to("name_1")
    way.here.locator("input").fill("robin")
    way.press("next")
    assert "does not fit" in way.here.get_by_role("alert").inner_text()


def fills_all(way):
    for typed in FIELDS.values():
        for name, value in typed.items():
            for each in value if isinstance(value, list) else [value]:
                way.fill(way.page.locator(f"[name='{name}']"), each)


def test_a_script_that_fails_half_way_leaves_a_form_that_works(walk):
    way = walk().goes_on_to("last")
    way.page.evaluate("dispatchEvent(new ErrorEvent('error'))")
    for section in way.page.locator("#sheet section").all():
        assert section.is_visible()
    fills_all(way)
    way.page.get_by_role("button", name="Send my answers").click()
    way.page.wait_for_url("**/thanks**")
    assert way.new() == [STORED]


def test_one_page_of_all_questions_needs_no_script(person, survey):
    someone = person("reader of all", scripts=False)
    way = Walk(someone, stored())
    someone.opens(survey)
    way.page.locator("#agree").check()
    someone.taps("All questions on one page")
    fills_all(way)
    way.page.locator("[name='q.trips']").fill("99")
    someone.taps("Send my answers")
    way.page.get_by_role("link", name="Question 7:").click()
    assert way.page.url.endswith("#q-trips-0")
    way.page.locator("[name='q.trips']").fill("10")
    someone.taps("Send my answers")
    assert way.new() == [STORED]


def test_who_starts_without_a_connection_is_told_so(person, survey):
    someone = person("walker")
    someone.page.goto(f"{someone.address}{survey}?lang=en")
    someone.page.context.set_offline(True)
    someone.page.locator("#agree").check()
    someone.finds("Start").click()
    someone.page.locator("#offline:visible").wait_for()
    someone.page.context.set_offline(False)
    someone.finds("Start").click()
    someone.page.locator("#sheet section:visible h2").wait_for()


def test_another_language_on_the_way_keeps_place_and_answers(walk):
    way = walk().goes_on_to("town")
    way.page.locator("#sheet details:has(button[lang=ar]) > summary").click()
    way.page.locator("button[lang=ar]").click()
    way.page.locator("html[lang=ar]").wait_for()
    assert way.at == "town"
    assert "الشمال" in way.here.inner_text()


CLEAR = {
    "country": """
- group "Where do you live?":
  - heading "Where do you live?" [level=2]
  - radio "North & east"
  - radio "South"
""",
    "ways": """
- group "How do you get there?":
  - heading "How do you get there?" [level=2]
  - paragraph: You can tick more than one.
  - checkbox "By bus"
""",
    "doctor": """
- paragraph: How were your visits?
- group "Were you listened to at the doctor's?":
  - heading "Were you listened to at the doctor's?" [level=2]
  - radio "Never"
  - radio "Sometimes"
  - radio "Always"
  - radio "I prefer not to say"
""",
    "first": """
- group "What should come first?":
  - heading "What should come first?" [level=2]
  - paragraph: "Think of next year. Give each answer a place: 1 comes first."
  - combobox "More buses":
    - option "No place" [selected]
    - option "1"
  - combobox "A phone line"
  - checkbox "I prefer not to say"
""",
    "trips": """
- heading "How many trips a month?" [level=2]
- textbox "How many trips a month?": "4"
""",
    "fare": """
- heading "What does one trip cost?" [level=2]
- textbox "What does one trip cost?"
""",
    "dear": """
- heading "To read" [level=2]
- paragraph: That makes 300 a year.
""",
    "since": """
- group "Since when?":
  - /children: equal
  - heading "Since when?" [level=2]
  - text: Month
  - textbox "Month"
  - text: Year
  - textbox "Year"
""",
    "last": """
- group "When was your last trip?":
  - heading "When was your last trip?" [level=2]
  - textbox "Day"
  - textbox "Month"
  - textbox "Year"
""",
    "since_year": """
- group "Since which year do you live here?":
  - /children: equal
  - heading "Since which year do you live here?" [level=2]
  - text: Year
  - textbox "Year"
""",
    "line": """
- heading "Which bus line do you need?" [level=2]
- textbox "Which bus line do you need?"
- paragraph:
  - text: Nobody reads this in time to help today.
  - link "Where to find help now (opens a new page)"
""",
    "name_1": """
- paragraph: Child 1
- heading "What do you call this child?" [level=2]
- textbox "What do you call this child?"
""",
    "promise": """
- group "The answers are counted in spring.":
  - heading "The answers are counted in spring." [level=2]
  - checkbox "I have read this."
""",
    "wish": """
- heading "What would help most?" [level=2]
- textbox "What would help most?"
- paragraph:
  - text: Please leave out names and places. Nobody reads this in time to help today.
  - link "Where to find help now (opens a new page)"
""",
}
"""What a screen reader is told of each kind of question."""


def test_each_kind_is_clear_to_a_screen_reader(walk):
    way = walk()
    for key, told in CLEAR.items():
        way.goes_on_to(key)
        expect(way.here).to_match_aria_snapshot(told)
        way.someone.looks(as_sent=False)
    way.goes_on_to("")
    way.someone.looks(as_sent=False)


FOCUSED = """() => {
  const { tagName, name, type, value } = document.activeElement;
  return { tag: tagName, name, type, value };
}"""


def answers_by_keys(way):
    """Answer the question whose heading is focused, without touching the screen."""
    assert way.page.evaluate(FOCUSED)["tag"] == "H2"
    typed = FIELDS.get(way.at, {})
    way.presses("Tab")
    while (on := way.page.evaluate(FOCUSED))["value"] != "next":
        wanted = typed.get(on["name"], [])
        ticked = on["type"] == "checkbox" and on["value"] in wanted
        if on["type"] == "radio" or ticked:
            way.presses("Space")
        elif on["type"] in {"text", "textarea", "select-one"} and wanted:
            way.page.keyboard.type(wanted)
        way.presses("Tab")
    way.presses("Enter")


def test_everything_goes_by_keyboard_alone_from_right_to_left(walk):
    way = walk("ar")
    assert way.page.locator("html").get_attribute("dir") == "rtl"
    while way.at:
        answers_by_keys(way)
    way.someone.looks(as_sent=False)
    way.someone.walks_to(way.page.locator("button[value=send]"))
    way.page.keyboard.press("Enter")
    way.page.locator("#thanks").wait_for()
    (answers,) = way.new()
    # The first point of each list is the one that the space bar takes.
    first = {"town": "a", "doctor": "never", "office": "never"}
    yes = {"children_another_3": "yes"}
    assert answers == STORED | first | yes


SAME_MOMENT = """async () => {
  const { all, drop, put } = await import("/static/survey/waiting.js");
  const record = (id) => ({ id, until: Date.now() + 3600000 });
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const kept = [];
  for (let turn = 0; turn < 40; turn++) {
    await put(record("one"));
    await Promise.all([drop("one"), after(turn % 8).then(() => put(record("two")))]);
    kept.push(...(await all()).map(({ id }) => id));
    await drop("two");
  }
  return kept;
}"""
SLOW_LOCK = """() => {
  const make = crypto.subtle.generateKey.bind(crypto.subtle);
  crypto.subtle.generateKey = async (...words) => {
    await new Promise((done) => setTimeout(done, 400));
    return make(...words);
  };
}"""


def test_a_tab_that_takes_away_its_last_leaves_what_another_keeps_just_then(walk):
    way = walk()
    assert way.page.evaluate(SAME_MOMENT) == ["two"] * 40
    assert way.page.evaluate(BASES) == []


def test_who_unticks_while_answers_are_being_locked_has_none_waiting(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.page.evaluate(SLOW_LOCK)
    way.page.locator("#later").click()
    way.page.wait_for_timeout(100)
    way.page.locator("#later").click()
    way.page.wait_for_timeout(1000)
    assert way.page.locator("#unsent [data-if=unsent]").is_visible()
    assert way.page.evaluate(KEPT) == "[]"
    assert not way.page.locator("#later").is_checked()
    way.page.locator("#later").click()
    way.page.wait_for_timeout(100)
    way.page.evaluate("document.querySelectorAll('#later').forEach((t) => t.click())")
    way.page.evaluate("document.querySelectorAll('#later').forEach((t) => t.click())")
    way.page.locator("#unsent [data-if=waits]:visible").wait_for()
    assert len(way.page.evaluate(KEPT)) > 1000
    way.connect()
    way.page.locator("#thanks").wait_for()
    assert way.new() == [STORED]


def test_who_leaves_while_answers_are_being_locked_leaves_none(walk):
    way = walk().goes_on_to("")
    way.cut()
    way.sends_in_vain()
    way.page.evaluate(SLOW_LOCK)
    # As the link does, but the page stays, as where the next one is long in coming.
    way.page.evaluate(
        "document.querySelector('a.leave')"
        ".addEventListener('click', (event) => event.preventDefault())"
    )
    way.page.locator("#later").click()
    way.page.wait_for_timeout(100)
    way.page.get_by_role("link", name="Leave quickly").click()
    way.page.wait_for_timeout(1000)
    assert way.page.evaluate(BASES) == []
