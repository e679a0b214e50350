"""A person with a phone: does what people do, and complains about bad pages."""

import gettext
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    ConsoleMessage,
    Error,
    FloatRect,
    Locator,
    Page,
    Request,
    Response,
)

from tests.page_rules import complaints, read

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passes is counted but not described: on a long page that is megabytes.
EXAMINED = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "resultTypes": ["violations"],
}
NARROWEST = 320
TALLEST = 10_000  # pixels of a picture: nobody looks at one of 90,000
SERVER_FAILED = 500
LONGEST_WALK = 200  # presses of the tab key
HTML = {"Content-Type": "text/html; charset=utf-8"}
TYPED = "[...document.querySelectorAll('input, textarea')].map(each => each.value)"
WHOLE = """(({ scrollWidth, scrollHeight }) => [scrollWidth, scrollHeight])
(document.documentElement)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def translator(language: str) -> Callable[[str], str]:
    """Return what says an English source string in a language."""
    catalogue = gettext.translation(
        "messages", ROOT / "translations", [language], fallback=True
    )
    return catalogue.gettext


@dataclass
class Person:
    """Somebody who reads the site in a language, on a page of a browser."""

    page: Page
    address: str
    language: str
    name: str
    # Where scripts are off, a second page of another phone, to examine the same.
    twin: Page | None = None
    keeps_pictures: bool = False
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    answer: Response | None = None

    def __post_init__(self) -> None:
        """Listen to what the page does behind the person's back."""
        self.say = translator(self.language)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on("request", self._watch)
        self.page.on("response", self._keep)

    def opens(self, path: str) -> None:
        """Go to an address of the site, and look at what comes."""
        self.page.goto(f"{self.address}{path}")
        self.looks()

    def signs_in(self, phrase: str) -> None:
        """Come in as a member, by the eight words."""
        self.page.goto(f"{self.address}/sign-in")
        self.fills("Your name here", self.name)
        self.fills("Your eight words", phrase)
        self.taps("Sign in", look=False, inside="main form")

    def taps(
        self, words: str, *, exact: bool = True, look: bool = True, inside: str = "body"
    ) -> None:
        """Tap the button or link that says these words, and look at what comes."""
        self.finds(words, exact=exact, inside=inside).click()
        self.arrives(look=look)

    def presses(self, *keys: str) -> None:
        """Press keys of the keyboard, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def walks_to(self, place: Locator) -> None:
        """Come to a control by keyboard alone."""
        for _ in range(LONGEST_WALK):
            self.presses("Tab")
            if place.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"{place} cannot be reached by keyboard")

    def arrives(self, *, look: bool = True) -> None:
        """Wait until the next page is there."""
        self.page.wait_for_load_state()
        if look:
            self.looks()

    def finds(self, words: str, *, exact: bool = True, inside: str = "body") -> Locator:
        """Return the button or link that says these words in the person's language."""
        said, place = self.say(words), self.page.locator(inside)
        button = place.get_by_role("button", name=said, exact=exact)
        return button.or_(place.get_by_role("link", name=said, exact=exact)).first

    def fills(self, label: str, value: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(self.say(label), exact=True).fill(value)

    def chooses(self, label: str) -> None:
        """Tick what has this label."""
        self.page.get_by_label(self.say(label), exact=True).check()

    def sees(self, words: str, **facts: object) -> None:
        """Find these words on the page, in the person's language, with these facts."""
        said = self.say(words) % facts if facts else self.say(words)
        text = self.page.locator("body").inner_text()
        assert said in text, f"no {said!r} on {self.page.url}: {text}"

    def goes_back(self) -> None:
        """Press the browser's own way back; what it shows then is not the site's."""
        with suppress(Error):  # a page that may not be kept cannot come back
            self.page.go_back()

    def shows(self) -> str:
        """Return all that stands on the page, what was typed into it included."""
        return self.page.content() + "\n".join(self.page.evaluate(TYPED))

    def looks(self, *, as_sent: bool = True) -> None:
        """Hold the page to the rules, and keep a picture of it if they are wanted.

        With ``as_sent=False`` a script has drawn on it: what holds of the HTML that
        the site sends is not asked of what a library makes of it.
        """
        self.pages += 1
        if self.keeps_pictures:
            self._keeps_a_picture()
        here = f"{self.name}, {self.page.url}"
        assert not self.faults, (here, self.faults)
        headers = self.answer.headers if self.answer else {}
        named = {name.title(): value for name, value in headers.items()}
        html = read(urlsplit(self.page.url).path, self.page.content(), named)
        assert not (as_sent and complaints(html)), (here, complaints(html))
        assert self.page.locator("html").get_attribute("lang") == self.language
        self._fits()
        assert not self._violations(), (here, self._violations())

    def _keeps_a_picture(self) -> None:
        self.page.evaluate("scrollTo(0, 0)")
        width, height = self.page.evaluate(WHOLE)
        part = FloatRect(x=0, y=0, width=width, height=min(height, TALLEST))
        self.page.screenshot(
            path=PICTURES / self._picture(),
            type="jpeg",
            full_page=True,
            clip=part,
            caret="initial",
        )

    def _fits(self) -> None:
        size = self.page.viewport_size
        assert size
        for width in (size["width"], NARROWEST):
            self.page.set_viewport_size({"width": width, "height": size["height"]})
            assert self._is_narrow_enough(), f"{self.page.url} at {width} px"
        self.page.set_viewport_size(size)

    def _is_narrow_enough(self) -> bool:
        for _ in range(20):
            if self.page.evaluate(OVERFLOW) <= 0:
                return True
            self.page.wait_for_timeout(100)  # a script may still be drawing anew
        return False

    def _violations(self) -> list[str]:
        found = Axe().run(self._examined(), options=EXAMINED).response["violations"]
        return [
            json.dumps([each["id"], [node["html"][:200] for node in each["nodes"]]])
            for each in found
        ]

    def _examined(self) -> Page:
        """Return what is seen here, on a page that an examiner can run scripts on."""
        if self.twin is None:
            return self.page
        url, html = self.page.url, self.page.content()
        self.twin.route(url, lambda route: route.fulfill(body=html, headers=HTML))
        self.twin.goto(url)
        self.twin.unroute(url)
        return self.twin

    def _picture(self) -> str:
        name = self.name.lower().replace(" ", "-")
        return f"{name}-{self.language}-{self.pages:02}.jpg"

    def _hear(self, said: ConsoleMessage) -> None:
        own = self.answer is not None and said.location["url"] == self.answer.url
        # That the site refuses what was sent is for the test to judge.
        if not (own and self.answer and self.answer.status < SERVER_FAILED):
            self._note(said.type, said.text)

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"reaches {request.url}")

    def _keep(self, answer: Response) -> None:
        if answer.request.is_navigation_request():
            self.answer = answer
